//! The ways to a toolchain that compiles for another system.

use std::time::Duration;

use crate::cli::Route;
use crate::error::Error;
use crate::invocation::Invocation;
use crate::project::{self, Project};
use crate::say;
use crate::setup::debian;
use crate::setup::target::Target;
use crate::setup::toolchain::Toolchain;

/// A toolchain that compiles for `target`, by `route`; installs what it takes.
pub(super) fn toolchain(project: &Project, route: Route, target: &'static Target) -> Result<Toolchain, Error> {
    match route {
        Route::Rustup => match usual(project, target) {
            Some(toolchain) => Ok(toolchain),
            None => add_with_rustup(project, target),
        },
        Route::Debian => debian::toolchain(project, target),
        Route::Auto => {
            if let Some(toolchain) = usual(project, target).or_else(|| debian::present(project, target)) {
                return Ok(toolchain);
            }
            let rustup = match add_with_rustup(project, target) {
                Ok(toolchain) => return Ok(toolchain),
                Err(error) => error,
            };
            say::note(format_args!("not to be had this way: {rustup}"));
            say::note("going on with Debian's compiler; `--wasm debian` goes there directly");
            debian::toolchain(project, target).map_err(|debian| Error::NoLibrary {
                target: target.triple,
                rustup: Box::new(rustup),
                debian: Box::new(debian),
            })
        }
    }
}

/// The toolchain that runs this program, when it can do it.
fn usual(project: &Project, target: &'static Target) -> Option<Toolchain> {
    let toolchain = Toolchain {
        name: "the usual Rust toolchain",
        target,
        programs: None,
        sysroot: None,
    };
    target.links(project, "rustc", None).then_some(toolchain)
}

/// A download of 20 MB takes seconds; rustup's own retries against a server that does not answer take minutes.
const RUSTUP_LIMIT: Duration = Duration::from_secs(120);

fn add_with_rustup(project: &Project, target: &'static Target) -> Result<Toolchain, Error> {
    let add = format!("rustup target add {}", target.triple);
    if project::program("rustup").is_none() {
        return Err(Error::NotInstalled {
            program: "rustup".to_owned(),
            fix: format!("cargo xtask setup --only {} --wasm debian", target.purpose),
        });
    }
    let _step = say::step(
        format_args!("rustup: fetching the standard library for {}", target.name),
        "once, half a minute; given up after 2 minutes",
    );
    Invocation::new("rustup")
        .args(["target", "add", target.triple])
        .fix(format!("{add} # or take Debian's way: --wasm debian"))
        .run_within(RUSTUP_LIMIT)?;
    usual(project, target).ok_or_else(|| Error::Unusable {
        what: format!("the target {}", target.triple),
        fix: add.clone(),
    })
}
