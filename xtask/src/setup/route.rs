//! The ways to a toolchain that compiles the page.

use std::ffi::OsStr;
use std::time::Duration;

use crate::cli::Route;
use crate::error::Error;
use crate::invocation::Invocation;
use crate::project::{self, Project};
use crate::say;
use crate::setup::debian;
use crate::setup::wasm::{TARGET, Toolchain, links};

/// A toolchain that compiles for [`TARGET`], by `route`; installs what it takes.
pub(super) fn toolchain(project: &Project, route: Route) -> Result<Toolchain, Error> {
    match route {
        Route::Rustup => match usual(project) {
            Some(toolchain) => Ok(toolchain),
            None => add_with_rustup(project),
        },
        Route::Debian => debian::toolchain(project),
        Route::Auto => {
            if let Some(toolchain) = usual(project).or_else(|| debian::present(project)) {
                return Ok(toolchain);
            }
            let rustup = match add_with_rustup(project) {
                Ok(toolchain) => return Ok(toolchain),
                Err(error) => error,
            };
            say::note(format_args!("not to be had this way: {rustup}"));
            say::note("going on with Debian's compiler; `--wasm debian` goes there directly");
            debian::toolchain(project).map_err(|debian| Error::NoWasmLibrary {
                rustup: Box::new(rustup),
                debian: Box::new(debian),
            })
        }
    }
}

/// The toolchain that runs this program, when it can do it.
fn usual(project: &Project) -> Option<Toolchain> {
    let toolchain = Toolchain {
        name: "the usual Rust toolchain",
        programs: None,
        sysroot: None,
    };
    links(project, OsStr::new("rustc"), None).then_some(toolchain)
}

/// A download of 20 MB takes seconds; rustup's own retries against a server that does not answer take minutes.
const RUSTUP_LIMIT: Duration = Duration::from_secs(120);

fn add_with_rustup(project: &Project) -> Result<Toolchain, Error> {
    let add = "rustup target add wasm32-unknown-unknown";
    if project::program("rustup").is_none() {
        return Err(Error::NotInstalled {
            program: "rustup".to_owned(),
            fix: "cargo xtask setup --only page --wasm debian".to_owned(),
        });
    }
    let _step = say::step(
        "rustup: fetching the standard library for WASM",
        "once, half a minute; given up after 2 minutes",
    );
    Invocation::new("rustup")
        .args(["target", "add", TARGET])
        .fix(format!("{add} # or take Debian's way: --wasm debian"))
        .run_within(RUSTUP_LIMIT)?;
    usual(project).ok_or_else(|| Error::Unusable {
        what: format!("the target {TARGET}"),
        fix: add.to_owned(),
    })
}
