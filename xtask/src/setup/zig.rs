//! Zig as a C compiler and linker: it knows what every glibc of the last ten years had, so that a program which was linked
//! here starts on systems that are older.

use std::path::PathBuf;

use super::pypi;
use crate::error::Error;
use crate::invocation::Invocation;
use crate::project::Project;

/// Cargo with zig in place of the system's C compiler and linker.
#[derive(Debug)]
pub(crate) struct Zig {
    folder: PathBuf,
}

impl Zig {
    /// Installs it where it is missing.
    pub(crate) fn ready(project: &Project) -> Result<Self, Error> {
        let folder = pypi::install_zig(project)?;
        Ok(Self { folder })
    }

    /// A call of cargo in the checkout that compiles C and links with zig.
    pub(crate) fn cargo(&self, project: &Project) -> Invocation {
        Invocation::new(self.folder.join("bin/cargo-zigbuild"))
            .arg("zigbuild")
            .dir(&project.path(""))
            .env("CARGO_ZIGBUILD_ZIG_PATH", self.folder.join("ziglang/zig"))
            .env("CARGO_ZIGBUILD_CACHE_DIR", project.cached("zig-cache/wrappers"))
            .env("ZIG_GLOBAL_CACHE_DIR", project.cached("zig-cache/zig"))
    }
}
