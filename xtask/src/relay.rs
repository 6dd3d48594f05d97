//! The relay as it is run: one binary with the page inside.

use std::path::PathBuf;
use std::{env, process};

use crate::error::Error;
use crate::invocation::Invocation;
use crate::project::{self, Project};
use crate::say;

/// What the relay is built for.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Use {
    /// To be looked at: compiled quickly, with what the tests have compiled where they ran before.
    Trial,
    /// To be tested: exactly as the tests compile it, so that nothing is compiled twice.
    Tests,
    /// To be measured: optimised.
    Release,
    /// The same while tests run, which are to have the machine first.
    ReleaseBesideTests,
    /// To be given away: optimised as a whole.
    Dist,
}

/// Builds the relay with the page that is in `dist` at this moment, if there is one. Returns the binary.
pub(crate) fn build(project: &Project, wanted: Use) -> Result<PathBuf, Error> {
    if wanted == Use::Dist {
        return dist(project);
    }
    let (how_long, arguments, built): (_, &[&str], _) = match wanted {
        Use::Trial => (
            "2 minutes the first time, seconds after a change",
            &["--workspace"],
            "debug/rdptrace",
        ),
        // Cargo lets the tests' own dependencies decide on features only where a test is asked for.
        Use::Tests => (
            "seconds after the tests are compiled",
            &["--workspace", "--test", "servers"],
            "debug/rdptrace",
        ),
        Use::Release | Use::ReleaseBesideTests | Use::Dist => (
            "4 minutes the first time, half a minute after a change",
            &["--release", "--package", "relay"],
            "release/rdptrace",
        ),
    };
    let _step = say::step("relay: compiling it", how_long);
    let cargo = match wanted {
        Use::ReleaseBesideTests => project.patient_cargo(),
        Use::Trial | Use::Tests | Use::Release | Use::Dist => project.cargo(),
    };
    cargo.args(["build", "--bin", "rdptrace"]).args(arguments).run()?;
    Ok(project.built(built))
}

/// Builds what is given away: without anything of the system in it where the toolchain can do that, and with nothing in
/// it of the folder in which it was built, so that whoever builds the same sources has the same bytes.
fn dist(project: &Project) -> Result<PathBuf, Error> {
    let target = match links(project, STATIC) {
        true => STATIC,
        false => "x86_64-unknown-linux-gnu",
    };
    let _step = say::step(
        format_args!("relay: compiling it for {target}"),
        "7 minutes the first time, 2 minutes after a change",
    );
    let home = env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(PathBuf::from(env::var_os("HOME")?).join(".cargo")));
    let folders = [
        (Some(project.path("")), "/rdptrace"),
        (Some(project.built("")), "/target"),
        (home, "/cargo"),
    ];
    let known = folders.iter().filter_map(|(folder, name)| {
        let folder = folder.as_ref()?.display().to_string();
        Some(format!("{}={name}", folder.trim_end_matches('/')))
    });
    let known: Vec<String> = known.collect();
    let each = |flag: &str| {
        known
            .iter()
            .map(|pair| format!("{flag}={pair}"))
            .collect::<Vec<_>>()
            .join(" ")
    };
    project
        .cargo()
        .args([
            "build",
            "--locked",
            "--bin",
            "rdptrace",
            "--profile",
            "dist",
            "--package",
            "relay",
        ])
        .args(["--target", target])
        .env("RUSTFLAGS", each("--remap-path-prefix"))
        .env("CFLAGS", each("-ffile-prefix-map"))
        .env("CC_x86_64_unknown_linux_musl", "musl-gcc")
        // Archives of C objects would have their times in them.
        .env("ZERO_AR_DATE", "1")
        .env_remove("CARGO_ENCODED_RUSTFLAGS")
        .run()?;
    Ok(project.built(&format!("{target}/dist/rdptrace")))
}

/// Whether the toolchain makes programs for `target`.
fn links(project: &Project, target: &str) -> bool {
    let folder = project.cached(&format!("trial-{}", process::id()));
    let source = folder.join("trial.rs");
    let made = project::write(&source, "fn main() {}\n").and_then(|()| {
        let compile = Invocation::new("rustc").args(["--target", target, "--edition", "2024", "-o"]);
        compile.arg(folder.join("trial")).arg(&source).answer()
    });
    let linked = made.is_ok() && project::program("musl-gcc").is_some();
    project::remove(&folder).is_ok() && linked
}

/// The variable that tells the suite and the bench which binary to start.
pub(crate) const BINARY: &str = "RDPTRACE_BIN";

/// What runs on every Linux.
pub(crate) const STATIC: &str = "x86_64-unknown-linux-musl";
