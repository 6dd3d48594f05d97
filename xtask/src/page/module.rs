//! The WASM side of the page: compiled by cargo, bound to JavaScript by wasm-bindgen, made small by wasm-opt.

use std::path::Path;

use crate::error::Error;
use crate::invocation::Invocation;
use crate::page::names;
use crate::project::{self, Project};
use crate::setup::{Clang, WASM, WasmTools};

/// Panics of the page go without their lines, as those of its standard library do: the message says what broke, and every
/// page would carry where. Nor do they print values for programmers (`{:?}`), which no sentence of the page does. A released
/// compiler knows both flags, and takes them where `RUSTC_BOOTSTRAP` is set.
const FLAGS: [&str; 2] = ["-Zlocation-detail=none", "-Zfmt-debug=none"];

/// A WASM module that is built from a package of the workspace.
#[derive(Debug, Eq, PartialEq)]
pub(super) struct Module {
    /// Path of its package's manifest.
    pub(super) manifest: String,
    /// What of the package becomes the module.
    pub(super) source: Source,
    /// After which its files are named.
    pub(super) name: String,
    /// Cargo's profile.
    pub(super) profile: String,
    /// Arguments of wasm-opt.
    pub(super) optimizations: Vec<String>,
}

/// A target of a package.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) enum Source {
    /// A program of this name.
    Program(String),
    /// The library of this name.
    Library(&'static str),
}

impl Module {
    /// A module that the page loads later: the library `library` of the package in `folder`, built as `app`, the page's own
    /// module, is.
    pub(super) fn beside(app: &Self, folder: &str, library: &'static str, name: &str) -> Self {
        Self {
            manifest: format!("{folder}/Cargo.toml"),
            source: Source::Library(library),
            name: name.to_owned(),
            profile: app.profile.clone(),
            optimizations: app.optimizations.clone(),
        }
    }

    /// The script that wasm-bindgen writes.
    pub(super) fn script(&self) -> String {
        format!("{}.js", self.name)
    }

    /// The WASM that wasm-bindgen writes.
    pub(super) fn wasm(&self) -> String {
        format!("{}_bg.wasm", self.name)
    }

    /// Puts the WASM and its script into `folder`. `clang` compiles what is C in it.
    pub(super) fn build(
        &self,
        project: &Project,
        tools: &WasmTools,
        clang: Option<&Clang>,
        folder: &Path,
    ) -> Result<(), Error> {
        let cargo = Invocation::new("cargo").dir(&project.path(""));
        let cargo = clang.into_iter().fold(cargo, |cargo, clang| clang.compiles_for(cargo));
        let (of_package, compiled): (&[&str], &str) = match &self.source {
            Source::Program(name) => (&["--bin", name], name),
            Source::Library(name) => (&["--lib"], name),
        };
        tools
            .toolchain
            .runs_with(project, cargo, &FLAGS.map(str::to_owned))
            .env("RUSTC_BOOTSTRAP", "1")
            .args(["build", "--profile", &self.profile, "--target", WASM.triple])
            .args(["--manifest-path", &self.manifest])
            .args(of_package)
            .arg("--target-dir")
            .arg(project.built(WASM.side))
            .run()?;
        let compiled = format!("{}/{}/{}/{compiled}.wasm", WASM.side, WASM.triple, self.profile);
        Invocation::new(&tools.bindgen)
            .args(["--target=web", "--no-typescript"])
            .arg(format!("--out-name={}", self.name))
            .arg("--out-dir")
            .args([folder, &project.built(&compiled)])
            .fix("cargo xtask setup --only page")
            .run()?;
        let bound = folder.join(self.wasm());
        // Before the optimisation, which takes out the list of the features of WASM that the pass may use.
        names::shorten(project, &bound, &folder.join(self.script()))?;
        let whole = folder.join("whole.wasm");
        project::rename(&bound, &whole)?;
        Invocation::new(project.cached("bin/wasm-opt"))
            .args(&self.optimizations)
            .arg("--output")
            .args([&bound, &whole])
            .fix("cargo xtask setup --only page")
            .run()?;
        project::remove(&whole)
    }
}
