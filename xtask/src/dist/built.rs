//! The two programs that are given away, compiled so that whoever compiles the same sources has the same bytes: nothing in
//! them tells in which folder or when that was.

use std::path::PathBuf;

use super::program::GLIBC;
use super::version::{VERSION, epoch};
use crate::cli::Route;
use crate::error::Error;
use crate::folders::Folders;
use crate::invocation::Invocation;
use crate::project::{self, Project};
use crate::say;
use crate::setup::{self, Toolchain, WINDOWS, Zig};

/// For every Linux whose glibc is that of 2018 or younger.
pub(super) fn for_linux(project: &Project) -> Result<PathBuf, Error> {
    let zig = Zig::ready(project)?;
    let _step = say::step(
        format_args!("relay: compiling it for Linux with glibc {GLIBC}"),
        "8 minutes the first time, 4 minutes after a change",
    );
    let target = "x86_64-unknown-linux-gnu";
    let folders = Folders::of(project);
    let cargo = zig.cargo(project).args(["--target", &format!("{target}.{GLIBC}")]);
    cargo
        .args(GIVEN_AWAY)
        .env("RUSTFLAGS", folders.renamed_by("--remap-path-prefix").join(" "))
        .env("CFLAGS", folders.renamed_by("-ffile-prefix-map").join(" "))
        .env("SOURCE_DATE_EPOCH", epoch(project)?)
        // The system's zlib would have to be there wherever the program is to start.
        .env("LIBZ_SYS_STATIC", "1")
        .env_remove("CARGO_ENCODED_RUSTFLAGS")
        .run()?;
    Ok(project.built(&format!("{target}/dist/rdptrace")))
}

/// For Windows.
pub(super) fn for_windows(project: &Project, route: Route) -> Result<PathBuf, Error> {
    let toolchain = setup::compiler_for_windows(project, route)?;
    let _step = say::step(
        format_args!("relay: compiling it for Windows with {}", toolchain.name()),
        "12 minutes the first time, 5 minutes after a change",
    );
    let folders = Folders::of(project);
    let mut flags = folders.renamed_by("--remap-path-prefix");
    // The linker would write when it ran.
    flags.push("-Clink-arg=-Wl,--no-insert-timestamp".to_owned());
    flags.push(format!("-Clink-arg={}", resources(project)?.display()));
    let cargo = windows_cargo(project, &toolchain, &flags).args(GIVEN_AWAY);
    cargo
        .env("CFLAGS", folders.renamed_by("-ffile-prefix-map").join(" "))
        .env("SOURCE_DATE_EPOCH", epoch(project)?)
        .run()?;
    Ok(exe(project, "dist"))
}

/// The same as the tests compile it, which is quicker.
pub(crate) fn for_windows_tests(project: &Project, route: Route) -> Result<PathBuf, Error> {
    let toolchain = setup::ready_for_windows(project, route)?;
    let _step = say::step(
        format_args!("relay: compiling it for Windows with {}", toolchain.name()),
        "6 minutes the first time",
    );
    let flags = [format!("-Clink-arg={}", resources(project)?.display())];
    windows_cargo(project, &toolchain, &flags)
        .args(["--package", "relay"])
        .run()?;
    Ok(exe(project, "debug"))
}

fn exe(project: &Project, profile: &str) -> PathBuf {
    project.built(&format!("{}/{}/{profile}/rdptrace.exe", WINDOWS.side, WINDOWS.triple))
}

fn windows_cargo(project: &Project, toolchain: &Toolchain, flags: &[String]) -> Invocation {
    let cargo = Invocation::new("cargo").dir(&project.path("")).arg("build");
    toolchain
        .runs_with(project, cargo, flags)
        .env("CC_x86_64_pc_windows_gnu", "x86_64-w64-mingw32-gcc")
        .env("AR_x86_64_pc_windows_gnu", "x86_64-w64-mingw32-ar")
        // Archives of C objects would have their times in them.
        .env("ZERO_AR_DATE", "1")
        .args(["--bin", "rdptrace", "--target", WINDOWS.triple, "--target-dir"])
        .arg(project.built(WINDOWS.side))
}

/// The version and the icon, as Windows shows them, as an object for the linker.
fn resources(project: &Project) -> Result<PathBuf, Error> {
    let folder = project.built("xtask/windows");
    let (source, object) = (folder.join("rdptrace.rc"), folder.join("resources.o"));
    let text = project::read(&project.path("packages/windows/rdptrace.rc"))?;
    let numbers = format!("{},0", VERSION.replace('.', ","));
    let text = text.replace("@VERSION@", VERSION).replace("@NUMBERS@", &numbers);
    project::write(&source, text)?;
    project::copy(
        &project.path("packages/windows/rdptrace.ico"),
        &folder.join("rdptrace.ico"),
    )?;
    Invocation::new(setup::RESOURCES)
        .args(["--output-format=coff", "--input=rdptrace.rc", "--output"])
        .arg(&object)
        .dir(&folder)
        .run()?;
    Ok(object)
}

/// The arguments of cargo for both.
const GIVEN_AWAY: [&str; 7] = [
    "--locked",
    "--bin",
    "rdptrace",
    "--profile",
    "dist",
    "--package",
    "relay",
];
