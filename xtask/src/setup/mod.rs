//! `cargo xtask setup`, and what every task calls first: the build tools, each installed once.
//!
//! All but Debian's packages goes below one cache folder: `bin` (programs), `node` (npm packages), `debian` and
//! `sysroot` (Debian's compiler and the standard library that it was made to build).

mod cargo_tool;
mod debian;
mod npm;
mod packages;
mod version;
mod wasm;

use std::process::ExitCode;

use clap::ValueEnum as _;

pub(crate) use self::cargo_tool::CARGO_DENY;
pub(crate) use self::npm::{AXE, HTML_VALIDATE, NPM_LOCK};
pub(crate) use self::packages::install_for as install_packages_for;
pub(crate) use self::wasm::{TARGET, Toolchain};
use crate::cli::{self, Purpose, Route};
use crate::error::Error;
use crate::project::Project;
use crate::say;

/// Installs what is asked for, or everything.
pub(crate) fn setup(project: &Project, options: &cli::Setup) -> Result<ExitCode, Error> {
    let all = Purpose::value_variants();
    let purposes = if options.only.is_empty() { all } else { &options.only };
    for &purpose in purposes {
        ready_for(project, purpose, options.wasm.route)?;
    }
    say::line("everything is in place");
    Ok(ExitCode::SUCCESS)
}

/// Installs what `purpose` needs, including what must be built for it.
fn ready_for(project: &Project, purpose: Purpose, route: Route) -> Result<(), Error> {
    match purpose {
        Purpose::Page => ready_for_page(project, route).map(drop),
        Purpose::Deny => cargo_tool::install(project, &[CARGO_DENY]),
        Purpose::Wasm => ready_for_wasm_tests(project, route).map(drop),
        Purpose::Servers => packages::install_for(&[purpose]),
        Purpose::Browser | Purpose::Bench => {
            ready_for_page(project, route)?;
            packages::install_for(&[purpose])
        }
    }
}

/// Installs what Trunk needs to build the page, and returns the toolchain for the WASM side.
pub(crate) fn ready_for_page(project: &Project, route: Route) -> Result<Toolchain, Error> {
    packages::install_for(&[Purpose::Page])?;
    npm::install(project)?;
    let toolchain = wasm::toolchain(project, route)?;
    cargo_tool::install(project, &[cargo_tool::wasm_bindgen(project)?, cargo_tool::TRUNK])?;
    Ok(toolchain)
}

/// Installs what runs the page's tests in a browser, and returns the toolchain for the WASM side.
pub(crate) fn ready_for_wasm_tests(project: &Project, route: Route) -> Result<Toolchain, Error> {
    packages::install_for(&[Purpose::Wasm])?;
    let toolchain = wasm::toolchain(project, route)?;
    cargo_tool::install(project, &[cargo_tool::wasm_bindgen(project)?])?;
    Ok(toolchain)
}

/// Installs what checks licences and sources.
pub(crate) fn ready_for_deny(project: &Project) -> Result<(), Error> {
    cargo_tool::install(project, &[CARGO_DENY])
}
