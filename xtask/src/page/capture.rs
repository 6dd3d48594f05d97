//! What the page loads for the first capture: the reader as a WASM module, and the script that shows what it read. None of
//! it is part of the page's first load.

use std::path::Path;

use super::finish;
use super::module::Module;
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
    let reader = Module::beside(app, "frontend/capture", "captured", "captured");
    reader.build(project, tools, Some(clang), &folder)?;
    let own = folder.join(SCRIPT);
    project::copy(&project.path("frontend/capture/capture.js"), &own)?;
    let texts = [folder.join(reader.script()), own];
    finish::minify(project, &folder, &texts)?;
    finish::name_in_order(&[folder.join(reader.wasm())], &texts)
}
