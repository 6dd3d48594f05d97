//! A C compiler for WASM: the cryptography of the sign-in is C.

use std::ffi::OsString;
use std::path::PathBuf;
use std::process;

use crate::apt::{self, Package};
use crate::error::Error;
use crate::invocation::Invocation;
use crate::project::{self, Project};
use crate::setup::target::WASM;

/// A clang that compiles for [`WASM`]; gcc cannot.
#[derive(Debug)]
pub(crate) struct Clang {
    program: PathBuf,
    /// What binds its objects: LLVM's own where it is there. Rust writes the index of the objects anew, so any will do.
    archiver: PathBuf,
}

/// The names under which Debian and others have it.
const NAMES: [&str; 3] = ["clang", "clang-19", "clang-14"];

/// Debian's package, and what to install elsewhere.
const PACKAGE: Package = Package {
    name: "clang",
    program: "clang",
};

impl Clang {
    /// The one that is there, or else Debian's, which is installed where that is possible.
    ///
    /// # Errors
    ///
    /// Where there is none to be had. The page can be built without it.
    pub(crate) fn ready(project: &Project) -> Result<Self, Error> {
        if let Some(present) = Self::present(project) {
            return Ok(present);
        }
        apt::install_programs([&PACKAGE].into_iter())?;
        Self::present(project).ok_or_else(|| Error::Unusable {
            what: format!("clang for {}", WASM.triple),
            fix: "apt-get install clang # or any other clang that knows the target wasm32".to_owned(),
        })
    }

    fn present(project: &Project) -> Option<Self> {
        let compilers = NAMES.iter().filter_map(|name| project::program(name));
        let program = compilers.into_iter().find(|program| compiles(project, program))?;
        let archivers = ["llvm-ar", "llvm-ar-14", "ar"].iter();
        let archiver = archivers.filter_map(|name| project::program(name)).next()?;
        Some(Self { program, archiver })
    }

    /// `invocation` of cargo with this compiler for what is made for [`WASM`].
    pub(crate) fn compiles_for(&self, invocation: Invocation) -> Invocation {
        invocation
            .env("CC_wasm32_unknown_unknown", &self.program)
            .env("AR_wasm32_unknown_unknown", &self.archiver)
    }
}

/// Whether `program` makes an object for WASM: some are built for the machine alone.
fn compiles(project: &Project, program: &PathBuf) -> bool {
    // Two of these programs may run at once.
    let folder = project.cached(&format!("trial-c-{}", process::id()));
    let source = folder.join("trial.c");
    let output = folder.join("trial.o");
    let mut target = OsString::from("--target=");
    target.push(WASM.triple);
    let compiled = project::write(&source, "int trial(void) { return 1; }\n").and_then(|()| {
        let invocation = Invocation::new(program).arg(target).arg("-c").arg(&source);
        invocation.arg("-o").arg(&output).answer()
    });
    let made = compiled.is_ok() && output.is_file();
    project::remove(&folder).is_ok() && made
}
