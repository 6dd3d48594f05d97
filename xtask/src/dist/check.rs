//! Everything that is given away, tried.

use std::fs;
use std::path::Path;

use super::made::{FOLDER, Programs, SUMS, made};
use super::program::{GLIBC, GLIBC_MINOR, Program};
use super::{contained, installed};
use crate::cli::Purpose;
use crate::error::Error;
use crate::folders::Folders;
use crate::invocation::Invocation;
use crate::project::{self, Project};
use crate::{page, relay, say, setup};

/// Tries what lies in [`FOLDER`]; the first thing that is wrong is told.
pub(super) fn check(project: &Project, programs: &Programs) -> Result<(), Error> {
    setup::install_packages_for(&[Purpose::Packages])?;
    let program = &programs.linux;
    starts_on_old_systems(program)?;
    if let Some(exe) = &programs.windows {
        tells_its_version(exe)?;
    }
    names_no_folder(project, programs)?;
    units(project, program)?;
    packed_alike(project, programs)?;
    monitored(project, program)?;
    contained::check(project)?;
    installed::check(project, program)
}

/// It names no function that a glibc of [`GLIBC`] lacks, and no library of anyone else.
fn starts_on_old_systems(program: &Program) -> Result<(), Error> {
    if let Some(minor) = program.needs.glibc.filter(|minor| *minor > GLIBC_MINOR) {
        return Err(Error::package(format!(
            "the program needs glibc 2.{minor}, and may need {GLIBC}"
        )));
    }
    let foreign: Vec<&str> = program.needs.foreign().collect();
    if foreign.is_empty() {
        return Ok(());
    }
    Err(Error::package(format!("the program needs {}", foreign.join(", "))))
}

/// Windows shows what it is.
fn tells_its_version(exe: &Path) -> Result<(), Error> {
    let bytes = fs::read(exe).map_err(Error::file("read", exe))?;
    let name: Vec<u8> = "OriginalFilename".encode_utf16().flat_map(u16::to_le_bytes).collect();
    if bytes.windows(name.len()).any(|part| part == name) {
        return Ok(());
    }
    Err(Error::package("rdptrace.exe has no version resource"))
}

/// Nothing tells on which machine it was made: neither the programs nor the page, which they hold compressed.
fn names_no_folder(project: &Project, programs: &Programs) -> Result<(), Error> {
    let folders = Folders::of(project);
    let page = page::own_files(project)?;
    let files = [&programs.linux.binary].into_iter().chain(&programs.windows);
    for file in files.chain(&page) {
        let bytes = fs::read(file).map_err(Error::file("read", file))?;
        if let Some(folder) = folders.named_in(&String::from_utf8_lossy(&bytes)) {
            return Err(Error::package(format!("{} names {folder}", file.display())));
        }
    }
    Ok(())
}

/// systemd reads the units, and finds that they leave the service little of the machine.
fn units(project: &Project, program: &Program) -> Result<(), Error> {
    let _step = say::step("dist: having systemd read the units", "seconds");
    let folder = project.built("xtask/units");
    for unit in ["rdptrace.service", "rdptrace-agent.service"] {
        let text = project::read(&project.path(&format!("packages/linux/{unit}")))?;
        // The program need not be installed where it is packed.
        let text = text.replace("/usr/bin/rdptrace", &program.binary.display().to_string());
        let file = folder.join(unit);
        project::write(&file, text)?;
        Invocation::new("systemd-analyze")
            .args(["verify", "--man=no"])
            .arg(&file)
            .run()?;
        let limit = format!("--threshold={MOST_EXPOSED}");
        let exposed = Invocation::new("systemd-analyze").args(["security", "--offline=true", "--no-pager", &limit]);
        exposed.arg(&file).quiet().run()?;
    }
    Ok(())
}

/// Packed a second time, everything has the same bytes.
fn packed_alike(project: &Project, programs: &Programs) -> Result<(), Error> {
    let sums = || project::read(&project.built(FOLDER).join(SUMS));
    let first = sums()?;
    made(project, programs)?;
    if sums()? != first {
        return Err(Error::package("packed twice, it is not the same"));
    }
    let check = Invocation::new("sha256sum").args(["--check", "--strict", "--quiet", SUMS]);
    check.dir(&project.built(FOLDER)).run()
}

/// Prometheus reads the rules and tests them, and answers the dashboard's queries from this very program.
fn monitored(project: &Project, program: &Program) -> Result<(), Error> {
    let _step = say::step(
        "dist: having Prometheus watch it",
        "seconds where the tests are compiled, else 5 minutes",
    );
    let test = project.cargo().env(relay::BINARY, &program.binary);
    test.args(["test", "--workspace", "--test", "monitoring"]).run()
}

/// Ten times what `systemd-analyze security` prints.
const MOST_EXPOSED: u32 = 20;
