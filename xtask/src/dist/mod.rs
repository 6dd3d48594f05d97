//! `cargo xtask dist`: the relay as it is given away.
//!
//! ```text
//!  version    what all files are named and dated after
//!  built      the two programs, the same bytes wherever they are compiled
//!  program    the one for Linux, and what it needs of the system
//!  debian     the Debian package, with its units and the scripts around them
//!  archive    the program for other Linux systems, with what stands beside it
//!  container  what a container is made of
//!  sbom       what a program is made of
//!  made       all of these, with their sums
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
mod made;
mod oldest;
mod program;
mod sbom;
mod served;
mod version;

use std::process::ExitCode;

pub(crate) use self::built::for_windows_tests;
use self::made::{Programs, made};
use self::program::Program;
use crate::cli::{Dist, Route};
use crate::error::Error;
use crate::page::{self, FirstLoad};
use crate::project::Project;
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
