//! The relay as it is run: one binary with the page inside.

use std::path::PathBuf;

use crate::error::Error;
use crate::project::Project;
use crate::say;

/// What the relay is built for.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Use {
    /// To be looked at: compiled quickly, with what the tests have compiled where they ran before.
    Trial,
    /// To be tested: exactly as the tests compile it, so that nothing is compiled twice.
    Tests,
    /// To be measured: optimised.
    Release,
    /// The same while tests run, which are to have the machine first.
    ReleaseBesideTests,
}

/// Builds the relay with the page that is in `dist` at this moment, if there is one. Returns the binary.
pub(crate) fn build(project: &Project, wanted: Use) -> Result<PathBuf, Error> {
    let (how_long, arguments, built): (_, &[&str], _) = match wanted {
        Use::Trial => (
            "2 minutes the first time, seconds after a change",
            &["--workspace"],
            "debug/rdptrace",
        ),
        // Cargo lets the tests' own dependencies decide on features only where a test is asked for.
        Use::Tests => (
            "seconds after the tests are compiled",
            &["--workspace", "--test", "servers"],
            "debug/rdptrace",
        ),
        Use::Release | Use::ReleaseBesideTests => (
            "4 minutes the first time, half a minute after a change",
            &["--release", "--package", "relay"],
            "release/rdptrace",
        ),
    };
    let _step = say::step("relay: compiling it", how_long);
    let cargo = match wanted {
        Use::ReleaseBesideTests => project.patient_cargo(),
        Use::Trial | Use::Tests | Use::Release => project.cargo(),
    };
    cargo.args(["build", "--bin", "rdptrace"]).args(arguments).run()?;
    Ok(project.built(built))
}

/// The variable that tells the suite and the bench which binary to start.
pub(crate) const BINARY: &str = "RDPTRACE_BIN";
