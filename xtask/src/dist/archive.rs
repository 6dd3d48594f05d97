//! The program with what stands beside it, for every Linux that can run it.

use std::fs;
use std::path::{Path, PathBuf};

use super::program::Program;
use super::version::VERSION;
use crate::error::Error;
use crate::invocation::Invocation;
use crate::project::{self, Project};

/// Packs it into `folder`: the same bytes each time.
pub(super) fn pack(project: &Project, program: &Program, folder: &Path) -> Result<PathBuf, Error> {
    let name = format!("rdptrace-{VERSION}-linux-x86_64");
    let inside = project.built("xtask/archive").join(&name);
    project::remove(&inside)?;
    copy_program(&program.binary, &inside.join("rdptrace"))?;
    for (from, to) in FILES {
        project::copy(&project.path(from), &inside.join(to))?;
    }
    packed(project, &name, &program.epoch, folder)
}

/// Packs what lies ready as `name` into `folder`.
pub(super) fn packed(project: &Project, name: &str, epoch: &str, folder: &Path) -> Result<PathBuf, Error> {
    let file = folder.join(format!("{name}.tar.gz"));
    project::write(&file, "")?;
    Invocation::new("tar")
        .args([
            "--sort=name",
            "--owner=0",
            "--group=0",
            "--numeric-owner",
            "--mode=go=rX,u=rwX",
        ])
        .arg(format!("--mtime=@{epoch}"))
        .args(["--use-compress-program", "gzip -9n", "--create", "--file"])
        .arg(&file)
        .arg(name)
        .dir(&project.built("xtask/archive"))
        .run()?;
    Ok(file)
}

/// Copies a program with its mode, so that it can be run where it is unpacked.
pub(super) fn copy_program(from: &Path, to: &Path) -> Result<(), Error> {
    let made = to.parent().map_or(Ok(()), fs::create_dir_all);
    made.and_then(|()| fs::copy(from, to))
        .map(drop)
        .map_err(Error::file("copy to", to))
}

/// From the checkout.
const FILES: [(&str, &str); 7] = [
    ("README.md", "README.md"),
    ("LICENSE-APACHE", "LICENSE-APACHE"),
    ("LICENSE-MIT", "LICENSE-MIT"),
    ("packages/linux/rdptrace.toml", "rdptrace.toml"),
    ("packages/linux/rdptrace.service", "rdptrace.service"),
    ("packages/linux/rdptrace-agent.service", "rdptrace-agent.service"),
    ("packages/linux/agent.env", "agent.env"),
];
