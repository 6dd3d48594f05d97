//! What the page loads for the first capture: the reader as a WASM module, and the script that shows what it read. None of
//! it is part of the page's first load.

use std::path::Path;

use super::desktop::name_in_order;
use super::finish;
use super::module::{Module, Source};
use super::size::CAPTURE;
use crate::error::Error;
use crate::project::{self, Project};
use crate::setup::{Clang, WasmTools};

/// Shows what the module read.
const SCRIPT: &str = "capture.js";

/// Puts all of it below `folder`, every file named after what it holds. `app` is the page's own module, whose settings
/// count here, too.
pub(super) fn build(
    project: &Project,
    tools: &WasmTools,
    clang: &Clang,
    app: &Module,
    folder: &Path,
) -> Result<(), Error> {
    let folder = folder.join(CAPTURE);
    let reader = Module {
        manifest: "frontend/capture/Cargo.toml".to_owned(),
        source: Source::Library("captured"),
        name: "captured".to_owned(),
        profile: app.profile.clone(),
        optimizations: app.optimizations.clone(),
    };
    reader.build(project, tools, Some(clang), &folder)?;
    let own = folder.join(SCRIPT);
    project::copy(&project.path("frontend/capture/capture.js"), &own)?;
    let texts = [folder.join(reader.script()), own];
    finish::minify(project, &folder, &texts)?;
    name_in_order(&[folder.join(reader.wasm())], &texts)
}
