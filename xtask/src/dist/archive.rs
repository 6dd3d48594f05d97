//! The program with what stands beside it, for every Linux that can run it.

use std::path::{Path, PathBuf};

use super::{Program, VERSION};
use crate::error::Error;
use crate::invocation::Invocation;
use crate::project::{self, Project};

/// Packs it into `folder`: the same bytes each time.
pub(super) fn pack(project: &Project, program: &Program, folder: &Path) -> Result<PathBuf, Error> {
    let name = format!("rdptrace-{VERSION}-{}-x86_64", program.abi());
    let inside = project.built("xtask/archive").join(&name);
    project::remove(&inside)?;
    project::copy(&program.binary, &inside.join("rdptrace"))?;
    for (from, to) in FILES {
        project::copy(&project.path(from), &inside.join(to))?;
    }
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
        .arg(format!("--mtime=@{}", program.epoch))
        .args(["--use-compress-program", "gzip -9n", "--create", "--file"])
        .arg(&file)
        .arg(&name)
        .dir(&project.built("xtask/archive"))
        .run()?;
    Ok(file)
}

/// From the checkout.
const FILES: [(&str, &str); 8] = [
    ("README.md", "README.md"),
    ("LICENSE-APACHE", "LICENSE-APACHE"),
    ("LICENSE-MIT", "LICENSE-MIT"),
    ("packages/linux/rdptrace.toml", "rdptrace.toml"),
    ("packages/linux/rdptrace.service", "rdptrace.service"),
    ("packages/linux/rdptrace-agent.service", "rdptrace-agent.service"),
    ("packages/linux/agent.env", "agent.env"),
    ("packages/linux/Containerfile", "Containerfile"),
];
