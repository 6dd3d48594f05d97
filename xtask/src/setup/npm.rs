//! Tools from npm, at the versions of package-lock.json: wasm-opt makes the WASM small, esbuild the script; axe looks
//! for what keeps people out of the pages, html-validate for what is wrong with their markup. ironrdp-web is no tool:
//! the page signs in with it.

use content_hash::content_hash;

use crate::error::Error;
use crate::invocation::Invocation;
use crate::project::{self, Project};
use crate::say;

/// Holds the version of every npm package.
pub(crate) const NPM_LOCK: &str = "package-lock.json";

const NPM_MANIFEST: &str = "package.json";

/// Below the cache folder: the script that the tests of the served page run in it.
pub(crate) const AXE: &str = "node/node_modules/axe-core/axe.min.js";

/// Below the cache folder: the validator of the pages that the relay renders.
pub(crate) const HTML_VALIDATE: &str = "node/node_modules/html-validate/bin/html-validate.mjs";

/// Below the cache folder: the client that signs in from the page.
pub(crate) const IRONRDP_WEB: &str =
    "node/node_modules/@devolutions/iron-remote-desktop-rdp/iron-remote-desktop-rdp.js";

/// Installs the packages, unless those of this very lock file are there.
pub(super) fn install(project: &Project) -> Result<(), Error> {
    let manifest = project::read(&project.path(NPM_MANIFEST))?;
    let lock = project::read(&project.path(NPM_LOCK))?;
    let wanted = content_hash([&manifest, &lock]);

    let folder = project.cached("node");
    let stamp = folder.join("installed");
    if project::read(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    let _step = say::step(
        "npm: installing wasm-opt, esbuild, ironrdp-web, axe and html-validate",
        "once, about 10 seconds, 140 MB",
    );
    project::write(&folder.join(NPM_MANIFEST), manifest)?;
    project::write(&folder.join(NPM_LOCK), lock)?;
    // No package of these needs its install script, so none gets to run one.
    let invocation = Invocation::new("npm")
        .args([
            "ci",
            "--ignore-scripts",
            "--no-audit",
            "--no-fund",
            "--loglevel=error",
            "--prefix",
        ])
        .arg(&folder);
    let fix = invocation.to_string();
    invocation.fix(fix).run()?;

    let packages = folder.join("node_modules");
    project::link(&packages.join("binaryen/bin/wasm-opt"), &project.cached("bin/wasm-opt"))?;
    project::link(&packages.join(".bin/esbuild"), &project.cached("bin/esbuild"))?;
    project::write(&stamp, wanted)
}
