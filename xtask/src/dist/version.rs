//! What all files are named and dated after.

use crate::error::Error;
use crate::invocation::Invocation;
use crate::project::Project;

pub(super) const VERSION: &str = env!("CARGO_PKG_VERSION");

/// When the sources were last changed, in seconds since 1970.
pub(super) fn epoch(project: &Project) -> Result<String, Error> {
    let changed = Invocation::new("git").args(["log", "-1", "--format=%ct"]);
    changed.dir(&project.path("")).answer()
}
