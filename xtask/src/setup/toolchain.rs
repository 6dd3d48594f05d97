//! A toolchain that has the standard library of a [`Target`].

use std::path::PathBuf;

use crate::invocation::Invocation;
use crate::project::Project;
use crate::setup::target::Target;

/// A toolchain that compiles for a target. The rest of the project is compiled by the one that runs `cargo xtask`.
#[derive(Debug)]
pub(crate) struct Toolchain {
    pub(super) name: &'static str,
    pub(super) target: &'static Target,
    /// Where its `cargo` and `rustc` are, when these are not the ones that `PATH` finds.
    pub(super) programs: Option<PathBuf>,
    /// Where its library for the target is, when that is not where the compiler looks by itself.
    pub(super) sysroot: Option<PathBuf>,
}

impl Toolchain {
    /// What the person at the terminal calls it.
    pub(crate) fn name(&self) -> &'static str {
        self.name
    }

    /// `invocation` with this toolchain, and with the build tools on its `PATH`.
    pub(crate) fn runs(&self, project: &Project, invocation: Invocation) -> Invocation {
        self.runs_with(project, invocation, &[])
    }

    /// The same, with `flags` for what is compiled for the target.
    pub(crate) fn runs_with(&self, project: &Project, invocation: Invocation, flags: &[String]) -> Invocation {
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
        let invocation = match self.target.linker {
            Some(linker) => invocation.env(&self.target.variable("LINKER"), linker),
            None => invocation,
        };
        let sysroot = self.sysroot.iter();
        let sysroot = sysroot.map(|sysroot| format!("--sysroot={}", sysroot.display()));
        let flags: Vec<String> = sysroot.chain(flags.iter().cloned()).collect();
        if flags.is_empty() {
            return invocation;
        }
        // RUSTFLAGS would outrank the flags for one target.
        invocation
            .env(&self.target.variable("RUSTFLAGS"), flags.join(" "))
            .env_remove("RUSTFLAGS")
            .env_remove("CARGO_ENCODED_RUSTFLAGS")
    }
}
