//! What is made of the programs: packages, and what stands beside them.

use std::path::{Path, PathBuf};

use super::program::Program;
use super::version::VERSION;
use super::{archive, container, debian, sbom};
use crate::error::Error;
use crate::invocation::Invocation;
use crate::project::{self, Project};
use crate::say;

/// What is packed.
#[derive(Debug)]
pub(super) struct Programs {
    pub(super) linux: Program,
    /// Absent where it is left out.
    pub(super) windows: Option<PathBuf>,
}

/// Packs `programs` anew, and says what was made.
pub(super) fn made(project: &Project, programs: &Programs) -> Result<Vec<PathBuf>, Error> {
    let _step = say::step("dist: packing", "half a minute");
    let folder = project.built(FOLDER);
    project::remove(&folder)?;
    let program = &programs.linux;
    let mut files = vec![
        debian::pack(project, program, VERSION, &folder)?,
        archive::pack(project, program, &folder)?,
        container::pack(project, program, &folder)?,
        parts(project, &folder, "linux", "x86_64-unknown-linux-gnu")?,
    ];
    if let Some(exe) = &programs.windows {
        let copy = folder.join("rdptrace.exe");
        project::copy(exe, &copy)?;
        files.push(copy);
        files.push(parts(project, &folder, "windows", "x86_64-pc-windows-gnu")?);
    }
    files.push(sums(&folder, &files)?);
    Ok(files)
}

/// Writes what the program for `target` is made of.
fn parts(project: &Project, folder: &Path, name: &str, target: &str) -> Result<PathBuf, Error> {
    let file = folder.join(format!("rdptrace-{VERSION}-{name}.cdx.json"));
    project::write(&file, sbom::document(project, target)?)?;
    Ok(file)
}

/// Writes the sums of `files`, as `sha256sum --check` reads them.
fn sums(folder: &Path, files: &[PathBuf]) -> Result<PathBuf, Error> {
    let names = files.iter().filter_map(|file| file.file_name());
    let mut text = Invocation::new("sha256sum").args(names).dir(folder).answer()?;
    text.push('\n');
    let file = folder.join(SUMS);
    project::write(&file, text)?;
    Ok(file)
}

/// Where it all is, below cargo's target folder.
pub(super) const FOLDER: &str = "dist/packages";

pub(super) const SUMS: &str = "SHA256SUMS";
