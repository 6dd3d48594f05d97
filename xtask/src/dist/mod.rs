//! `cargo xtask dist`: the relay as it is given away.
//!
//! ```text
//!  built      the two programs, the same bytes wherever they are compiled
//!  program    the one for Linux, and what it needs of the system
//!  debian     the Debian package, with its units and the scripts around them
//!  archive    the program for other Linux systems, with what stands beside it
//!  container  what a container is made of
//!  sbom       what a program is made of
//!  check      all of it tried: units, monitoring
//!    contained  the container, built and running
//!    installed  the Debian package in a Debian of its own, with an oldest store
//!    boot       the same booted, with systemd and the package's unit
//!    again      everything made a second time elsewhere, with the same bytes
//! ```

mod again;
mod archive;
mod boot;
mod built;
mod check;
mod contained;
mod container;
mod debian;
mod installed;
mod oldest;
mod program;
mod sbom;
mod served;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

pub(crate) use self::built::for_windows_tests;
use self::program::Program;
use crate::cli::{Dist, Route};
use crate::error::Error;
use crate::invocation::Invocation;
use crate::page::{self, FirstLoad};
use crate::project::{self, Project};
use crate::{npm, say};

/// Builds the page and the relay with it inside, packs both, and says where everything is.
pub(crate) fn dist(project: &Project, options: &Dist) -> Result<ExitCode, Error> {
    let route = options.wasm.route;
    if options.binary.is_none() || (options.exe.is_none() && !options.without_windows) {
        page::build(project, route)?;
        say::line(npm::pack(project)?.display());
        say::line(FirstLoad::published(project)?);
    }
    let linux = match &options.binary {
        Some(binary) => binary.clone(),
        None => built::for_linux(project)?,
    };
    let windows = match &options.exe {
        Some(exe) => Some(exe.clone()),
        None if options.without_windows => None,
        None => Some(built::for_windows(project, route)?),
    };
    let programs = Programs {
        linux: Program::of(project, &linux)?,
        windows,
    };
    for file in made(project, &programs)? {
        say::line(file.display());
    }
    if options.check {
        check::check(project, &programs)?;
        if options.binary.is_some() || options.exe.is_some() {
            say::note("dist: not made again elsewhere, for the programs were not built here");
        } else {
            again::alike(project, options)?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Makes everything and tries it, for the tests.
pub(crate) fn build_and_check(project: &Project, route: Route) -> Result<(), Error> {
    let options = Dist {
        check: true,
        binary: None,
        exe: None,
        without_windows: false,
        wasm: crate::cli::Wasm { route },
    };
    dist(project, &options).map(drop)
}

/// What is packed.
#[derive(Debug)]
struct Programs {
    linux: Program,
    /// Absent where it is left out.
    windows: Option<PathBuf>,
}

/// When the sources were last changed, in seconds since 1970.
fn epoch(project: &Project) -> Result<String, Error> {
    let changed = Invocation::new("git").args(["log", "-1", "--format=%ct"]);
    changed.dir(&project.path("")).answer()
}

/// Packs `programs` anew, and says what was made.
fn made(project: &Project, programs: &Programs) -> Result<Vec<PathBuf>, Error> {
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
const FOLDER: &str = "dist/packages";
const SUMS: &str = "SHA256SUMS";
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// What is found wrong with a package.
fn wrong(what: impl Into<String>) -> Error {
    Error::Package(what.into())
}
