//! The standard library for wasm32-unknown-unknown, from whichever toolchain has it or can be made to have it.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::process;
use std::time::Duration;

use crate::cli::Route;
use crate::error::Error;
use crate::invocation::Invocation;
use crate::project::{self, Project};
use crate::say;
use crate::setup::debian;

/// What the page is compiled for.
pub(crate) const TARGET: &str = "wasm32-unknown-unknown";

/// Where it is compiled to, below cargo's target folder: one of its own, for cargo lets two builds in one wait for each
/// other.
pub(crate) const WASM_SIDE: &str = "wasm";

/// A toolchain that compiles for [`TARGET`]. The rest of the project is compiled by the one that runs `cargo xtask`.
#[derive(Debug)]
pub(crate) struct Toolchain {
    pub(super) name: &'static str,
    /// Where its `cargo` and `rustc` are, when these are not the ones that `PATH` finds.
    pub(super) programs: Option<PathBuf>,
    /// Where its library for [`TARGET`] is, when that is not where the compiler looks by itself.
    pub(super) sysroot: Option<PathBuf>,
}

impl Toolchain {
    /// What the person at the terminal calls it.
    pub(crate) fn name(&self) -> &'static str {
        self.name
    }

    /// `invocation` with this toolchain, and with the build tools on its `PATH`.
    pub(crate) fn runs(&self, project: &Project, invocation: Invocation) -> Invocation {
        let invocation = invocation.env("PATH", project.search_path(self.programs.as_deref()));
        let invocation = match &self.programs {
            // The variables go first: cargo and rustup set them for the toolchain that runs this program.
            Some(programs) => invocation
                .env("CARGO", programs.join("cargo"))
                .env("RUSTC", programs.join("rustc"))
                .env("RUSTDOC", programs.join("rustdoc"))
                .env_remove("RUSTUP_TOOLCHAIN"),
            None => invocation,
        };
        match &self.sysroot {
            Some(sysroot) => {
                let mut flags = OsString::from("--sysroot=");
                flags.push(sysroot);
                // RUSTFLAGS would outrank the flags for one target.
                invocation
                    .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", flags)
                    .env_remove("RUSTFLAGS")
            }
            None => invocation,
        }
    }
}

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

/// Whether `rustc` makes a WASM file that uses the standard library. What is listed as installed may be of another
/// version, or have no linker.
pub(super) fn links(project: &Project, rustc: &OsStr, sysroot: Option<&Path>) -> bool {
    // Two of these programs may run at once.
    let folder = project.cached(&format!("trial-{}", process::id()));
    let source = folder.join("trial.rs");
    let output = folder.join("trial.wasm");
    let sysroot = sysroot.map(|sysroot| [OsStr::new("--sysroot"), sysroot.as_os_str()]);
    let compiled = project::write(
        &source,
        "#[unsafe(no_mangle)] pub extern \"C\" fn trial() -> usize { vec![1u8].len() }\n",
    )
    .and_then(|()| {
        let invocation = Invocation::new(rustc).args(sysroot.into_iter().flatten()).arg(&source);
        let options = [
            "--target",
            TARGET,
            "--crate-type",
            "cdylib",
            "--edition",
            "2024",
            "-O",
            "-o",
        ];
        invocation.args(options).arg(&output).answer()
    });
    let linked = compiled.is_ok() && output.is_file();
    project::remove(&folder).is_ok() && linked
}
