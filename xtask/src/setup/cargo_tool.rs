//! Tools that cargo compiles from their published source.

use std::borrow::Cow;
use std::io::{self, IsTerminal as _};

use crate::error::Error;
use crate::invocation::Invocation;
use crate::project::{self, Project};
use crate::say;
use crate::setup::version;

/// A program that `cargo install` brings.
#[derive(Clone, Debug)]
pub(crate) struct CargoTool {
    package: &'static str,
    program: &'static str,
    version: Cow<'static, str>,
    how_long: &'static str,
}

/// Bundles the page. 0.22 asks for a newer compiler than this project does.
pub(crate) const TRUNK: CargoTool = CargoTool {
    package: "trunk",
    program: "trunk",
    version: Cow::Borrowed("0.21.14"),
    how_long: "once, about 3 minutes",
};

/// Checks licences, bans and sources.
pub(crate) const CARGO_DENY: CargoTool = CargoTool {
    package: "cargo-deny",
    program: "cargo-deny",
    version: Cow::Borrowed("0.20.2"),
    how_long: "once, about a minute",
};

/// Writes the script between page and WASM, and runs WASM tests. It must be of the very version of the library.
pub(crate) fn wasm_bindgen(project: &Project) -> Result<CargoTool, Error> {
    let lock = project::read(&project.path("Cargo.lock"))?;
    let version = version::locked(&lock, "wasm-bindgen").ok_or(Error::NotLocked("wasm-bindgen"))?;
    Ok(CargoTool {
        package: "wasm-bindgen-cli",
        program: "wasm-bindgen",
        version: Cow::Owned(version.to_owned()),
        how_long: "once, about a minute",
    })
}

/// Compiles those of `tools` that are not there in their version.
pub(crate) fn install(project: &Project, tools: &[CargoTool]) -> Result<(), Error> {
    let missing = || tools.iter().filter(|tool| !is_present(project, tool));
    if missing().next().is_none() {
        return Ok(());
    }
    for tool in missing() {
        say::step(
            format_args!("{} {}: compiling it", tool.package, tool.version),
            tool.how_long,
        );
        let invocation = cargo_install(project, tool);
        let mend = invocation.to_string();
        invocation.mend(mend).run()?;
    }
    project::remove(&project.cached(BUILD))
}

/// Where tools are compiled: one folder, so that the second finds what it shares with the first. Removed afterwards,
/// for it is three times as big as the tools.
const BUILD: &str = "build";

fn is_present(project: &Project, tool: &CargoTool) -> bool {
    let answer = Invocation::new(project.cached("bin").join(tool.program))
        .arg("--version")
        .answer();
    answer.is_ok_and(|answer| version::printed(&answer) == Some(&*tool.version))
}

/// Without optimisation the tools are compiled several times quicker, and a build with them takes at most about two
/// seconds longer. Their default features only fetch other tools, which `setup` does.
fn cargo_install(project: &Project, tool: &CargoTool) -> Invocation {
    let quiet = (!io::stderr().is_terminal()).then_some("--quiet");
    Invocation::new("cargo")
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0")
        .env("CARGO_PROFILE_RELEASE_LTO", "off")
        .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
        .env("CARGO_PROFILE_RELEASE_DEBUG", "0")
        .env("CARGO_PROFILE_RELEASE_STRIP", "true")
        .env("CARGO_TARGET_DIR", project.cached(BUILD))
        .env_remove("RUSTFLAGS")
        .env_remove("CARGO_BUILD_TARGET")
        .arg("install")
        .args(quiet)
        .args([
            tool.package,
            "--version",
            &tool.version,
            "--locked",
            "--force",
            "--no-default-features",
            "--root",
        ])
        .arg(project.cached(""))
}
