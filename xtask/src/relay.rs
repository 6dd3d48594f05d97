//! The relay as it is run: one release binary with the page inside.

use std::path::PathBuf;

use crate::error::Error;
use crate::project::Project;
use crate::say;

/// Builds the relay with the page that is in `dist` at this moment, if there is one. Returns the binary.
pub(crate) fn build(project: &Project) -> Result<PathBuf, Error> {
    say::step(
        "relay: compiling it for release",
        "4 minutes the first time, half a minute after a change",
    );
    project
        .cargo()
        .args(["build", "--release", "--package", "relay", "--bin", "rdptrace"])
        .run()?;
    Ok(project.built("release/rdptrace"))
}

/// The variable that tells the suite and the bench which binary to start.
pub(crate) const BINARY: &str = "RDPTRACE_BIN";
