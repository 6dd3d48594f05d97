//! The npm package for pages of portals: what loads the element, and its types.

use std::path::PathBuf;

use crate::error::Error;
use crate::invocation::Invocation;
use crate::project::{self, Project};

/// Packs it into `target/dist`, and says where it is. It has the version of the relay.
pub(crate) fn pack(project: &Project) -> Result<PathBuf, Error> {
    let (folder, dist) = (project.built("xtask/npm"), project.built("dist"));
    project::remove(&folder)?;
    for file in ["index.js", "index.d.ts", "README.md"] {
        project::copy(&project.path(&format!("{SOURCES}/{file}")), &folder.join(file))?;
    }
    project::copy(&project.path(TYPES), &folder.join("embed.d.ts"))?;
    for licence in ["LICENSE-APACHE", "LICENSE-MIT"] {
        project::copy(&project.path(licence), &folder.join(licence))?;
    }
    let manifest = project::read(&project.path(&format!("{SOURCES}/package.json")))?;
    project::write(&folder.join("package.json"), manifest.replace(NO_VERSION, VERSION))?;
    let name = format!("rdptrace-embed-{VERSION}.tgz");
    // `npm pack` wants the folder to be there.
    project::write(&dist.join(&name), "")?;
    Invocation::new("npm")
        .args(["pack", "--silent", "--pack-destination"])
        .arg(&dist)
        .dir(&folder)
        .quiet()
        .run()?;
    Ok(dist.join(name))
}

const SOURCES: &str = "packages/embed";
const TYPES: &str = "frontend/embed/embed.d.ts";
/// What stands in the sources instead.
const NO_VERSION: &str = "0.0.0";
const VERSION: &str = env!("CARGO_PKG_VERSION");
