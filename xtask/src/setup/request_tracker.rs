//! Request Tracker 5, of Debian, unpacked into a folder of its own.
//!
//! Installing it would bring a mail server and a database, and take over a minute; what the tests start runs from the files
//! as they are in the packages.

use crate::apt;
use crate::error::Error;
use crate::project::{self, Project};
use crate::say;

/// Where it is, in the cache folder.
pub(crate) const REQUEST_TRACKER: &str = "request-tracker";

const PACKAGES: [&str; 3] = ["request-tracker5", "rt5-db-sqlite", "rt5-standalone"];

/// Has the folder hold it, with all that it needs and the machine lacks.
pub(super) fn unpack(project: &Project) -> Result<(), Error> {
    let folder = project.cached(REQUEST_TRACKER);
    let stamp = folder.join("unpacked");
    let wanted = PACKAGES.join(" ");
    if project::read(&stamp).is_ok_and(|unpacked| unpacked == wanted) {
        return Ok(());
    }
    let _step = say::step("apt-get: unpacking Request Tracker 5", "once, ten seconds, 285 MB");
    project::remove(&folder)?;
    apt::unpack(&PACKAGES, &folder)?;
    project::write(&stamp, wanted)
}
