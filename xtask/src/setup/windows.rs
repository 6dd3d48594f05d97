//! What rdptrace.exe is made with.

use super::target::WINDOWS;
use super::toolchain::Toolchain;
use super::{packages, route};
use crate::cli::{Purpose, Route};
use crate::error::Error;
use crate::project::Project;

/// Compiles the version and the icon.
pub(crate) const RESOURCES: &str = "x86_64-w64-mingw32-windres";

/// Whether the machine has what takes long to install.
pub(crate) fn is_ready() -> bool {
    packages::has_all_for(Purpose::Windows)
}

/// A toolchain that compiles for Windows; installs what it takes.
pub(crate) fn compiler(project: &Project, route: Route) -> Result<Toolchain, Error> {
    packages::install_for(&[Purpose::Packages])?;
    route::toolchain(project, route, &WINDOWS)
}

/// The same, with wine and what the tests try the app against.
pub(crate) fn ready(project: &Project, route: Route) -> Result<Toolchain, Error> {
    packages::install_for(&[Purpose::Windows])?;
    route::toolchain(project, route, &WINDOWS)
}
