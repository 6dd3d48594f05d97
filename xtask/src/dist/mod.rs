//! `cargo xtask dist`: the relay as it is given away.
//!
//! ```text
//!  debian    the Debian package, with its units and the scripts around them
//!  archive   the program for any Linux that can run it, with what stands beside it
//!  sbom      what it is made of
//!  check     all of it tried: units, two runs alike, installed and removed in a Debian of its own
//! ```

mod archive;
mod check;
mod debian;
mod sbom;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::cli::{Dist, Route};
use crate::error::Error;
use crate::invocation::Invocation;
use crate::page::{self, FirstLoad};
use crate::project::{self, Project};
use crate::relay::{self, STATIC, Use};
use crate::{npm, say};

/// Builds the page and the relay with it inside, packs both, and says where everything is.
pub(crate) fn dist(project: &Project, options: &Dist) -> Result<ExitCode, Error> {
    let program = match &options.binary {
        Some(binary) => Program::of(project, binary)?,
        None => {
            let program = built(project, options.wasm.route)?;
            say::line(npm::pack(project)?.display());
            say::line(FirstLoad::published(project)?);
            program
        }
    };
    for file in made(project, &program)? {
        say::line(file.display());
    }
    if options.check {
        check::check(project, &program)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Makes everything and tries it, for the tests.
pub(crate) fn build_and_check(project: &Project, route: Route) -> Result<(), Error> {
    let program = built(project, route)?;
    made(project, &program)?;
    check::check(project, &program)
}

fn built(project: &Project, route: Route) -> Result<Program, Error> {
    page::build(project, route)?;
    Program::of(project, &relay::build(project, Use::Dist)?)
}

/// The program that is packed.
#[derive(Debug)]
struct Program {
    binary: PathBuf,
    /// The oldest glibc with which it starts, such as 34 for 2.34; absent where it needs none.
    glibc: Option<u32>,
    /// What all files are dated, in seconds since 1970: when the sources were last changed.
    epoch: String,
}

impl Program {
    fn of(project: &Project, binary: &Path) -> Result<Self, Error> {
        let bytes = std::fs::read(binary).map_err(Error::file("read", binary))?;
        let changed = Invocation::new("git").args(["log", "-1", "--format=%ct"]);
        Ok(Self {
            binary: binary.to_path_buf(),
            glibc: newest_glibc(&bytes),
            epoch: changed.dir(&project.path("")).answer()?,
        })
    }

    /// What it needs of the system, in the names of files.
    fn abi(&self) -> &'static str {
        match self.glibc {
            Some(_) => "linux-gnu",
            None => "linux-static",
        }
    }
}

/// The newest version of glibc whose functions a program names.
fn newest_glibc(program: &[u8]) -> Option<u32> {
    let name = b"GLIBC_2.";
    let places = program
        .windows(name.len())
        .enumerate()
        .filter(|(_, bytes)| bytes == name);
    let versions = places.filter_map(|(at, _)| {
        let rest = program.get(at + name.len()..)?;
        let digits: String = rest
            .iter()
            .take(2)
            .map_while(|byte| byte.is_ascii_digit().then(|| char::from(*byte)))
            .collect();
        digits.parse().ok()
    });
    versions.max()
}

/// Packs `program` anew, and says what was made.
fn made(project: &Project, program: &Program) -> Result<Vec<PathBuf>, Error> {
    let _step = say::step("dist: packing the program", "seconds");
    let folder = project.built(FOLDER);
    project::remove(&folder)?;
    let mut files = vec![debian::pack(project, program, VERSION, &folder)?];
    let sbom = folder.join(format!("rdptrace-{VERSION}.cdx.json"));
    project::write(&sbom, sbom::document(project)?)?;
    files.push(sbom);
    files.push(archive::pack(project, program, &folder)?);
    match program.glibc {
        None => {
            let containerfile = folder.join("Containerfile");
            project::copy(&project.path("packages/linux/Containerfile"), &containerfile)?;
            files.push(containerfile);
        }
        Some(minor) => say::line(format_args!(
            "The program needs glibc 2.{minor}, so there is no Containerfile, whose base is empty. `rustup target add \
             {STATIC}`, and it needs nothing of the system."
        )),
    }
    files.push(sums(&folder, &files)?);
    Ok(files)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_needs_the_newest_glibc_that_it_names() {
        assert_eq!(newest_glibc(b"\0GLIBC_2.2.5\0GLIBC_2.34\0GLIBC_2.17\0"), Some(34));
        assert_eq!(newest_glibc(b"\0GLIBC_2.4"), Some(4));
        assert_eq!(newest_glibc(b"static"), None);
    }
}
