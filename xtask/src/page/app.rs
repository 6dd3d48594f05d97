//! The WASM side of the page: compiled by cargo, bound to JavaScript by wasm-bindgen, made small by wasm-opt.

use std::path::Path;

use crate::error::Error;
use crate::invocation::Invocation;
use crate::page::shell::App;
use crate::project::{self, Project};
use crate::setup::{TARGET, WASM_SIDE, WasmTools};

/// Puts the app's WASM and its script into `folder`.
pub(super) fn build(project: &Project, tools: &WasmTools, app: &App, folder: &Path) -> Result<(), Error> {
    let cargo = Invocation::new("cargo").dir(&project.path(""));
    tools
        .toolchain
        .runs(project, cargo)
        .args(["build", "--profile", &app.profile, "--target", TARGET])
        .args(["--manifest-path", &app.manifest, "--bin", &app.name, "--target-dir"])
        .arg(project.built(WASM_SIDE))
        .run()?;
    let compiled = format!("{WASM_SIDE}/{TARGET}/{}/{}.wasm", app.profile, app.name);
    Invocation::new(&tools.bindgen)
        .args(["--target=web", "--no-typescript"])
        .arg(format!("--out-name={}", app.name))
        .arg("--out-dir")
        .args([folder, &project.built(&compiled)])
        .fix("cargo xtask setup --only page")
        .run()?;
    let bound = folder.join(app.wasm());
    let whole = folder.join("whole.wasm");
    project::rename(&bound, &whole)?;
    Invocation::new(project.cached("bin/wasm-opt"))
        .args(&app.optimizations)
        .arg("--output")
        .args([&bound, &whole])
        .fix("cargo xtask setup --only page")
        .run()?;
    project::remove(&whole)
}
