//! What is checked without running anything of ours.

use crate::error::Error;
use crate::invocation::Invocation;
use crate::project::{self, Project};
use crate::{say, setup};

/// Every check is made, and the first that fails is told.
pub(super) fn lint(project: &Project) -> Result<(), Error> {
    let checks = [fmt(project), typos(project), deny(project), lock(project)];
    checks.into_iter().collect()
}

fn fmt(project: &Project) -> Result<(), Error> {
    component("fmt", "rustfmt", "rustfmt-web")?;
    let _step = say::step("fmt: comparing every file with its formatted form", "a second");
    project
        .cargo()
        .args(["fmt", "--all", "--check"])
        .fix("cargo fmt --all")
        .run()
}

fn typos(project: &Project) -> Result<(), Error> {
    let typos = setup::Tool::typos()?.ready(project)?;
    let _step = say::step("typos: looking for misspelt words", "a second");
    // Named files are checked even where the configuration leaves them out, and so only the folder is named.
    Invocation::new(&typos)
        .dir(&project.path(""))
        .fix(format!(
            "{} --write-changes # or add the word to typos.toml",
            typos.display()
        ))
        .run()
}

/// Advisories are left out: their database is no package of a registry, and a run would depend on the day. Warnings
/// (crates in two versions) are for who asks: `cargo deny check bans`.
fn deny(project: &Project) -> Result<(), Error> {
    let deny = setup::Tool::cargo_deny()?.ready(project)?;
    let _step = say::step(
        "deny: checking licences, bans and sources of all dependencies",
        "seconds",
    );
    Invocation::new(deny)
        .dir(&project.path(""))
        .args(["--log-level", "error", "--workspace", "--all-features"])
        .args(["check", "licenses", "bans", "sources"])
        .run()
}

/// The fuzz targets are a workspace of their own, whose lock file no other part of the tests reads.
fn lock(project: &Project) -> Result<(), Error> {
    let update = ["update", "--workspace", "--manifest-path", "fuzz/Cargo.toml"];
    let check = project.cargo().args(update).arg("--locked").quiet();
    check.fix(format!("cargo {}", update.join(" "))).run()
}

pub(super) fn clippy(project: &Project) -> Result<(), Error> {
    component("clippy", "clippy", "rust-web-clippy")?;
    let _step = say::step(
        "clippy: checking the whole workspace",
        "2 minutes the first time, seconds after",
    );
    project
        .cargo()
        .args(["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"])
        .run()
}

/// Makes sure that `cargo <command>` is there, which comes with rustup's `component` or Debian's `package`.
fn component(command: &str, component: &str, package: &str) -> Result<(), Error> {
    if Invocation::new("cargo").args([command, "--version"]).answer().is_ok() {
        return Ok(());
    }
    let fix = match project::program("rustup") {
        Some(_) => format!("rustup component add {component}"),
        None => format!("apt-get install {package}"),
    };
    Err(Error::NotInstalled {
        program: format!("cargo {command}"),
        fix,
    })
}
