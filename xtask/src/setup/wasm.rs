//! A toolchain that has the standard library for wasm32-unknown-unknown.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::process;

use crate::invocation::Invocation;
use crate::project::{self, Project};

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
