//! The page: built by Trunk into `dist`, then made small.

mod finish;
mod html;
mod size;
mod stamp;

use std::fs;
use std::path::{Path, PathBuf};

pub(crate) use self::size::FirstLoad;
use crate::cli::Route;
use crate::clock::Stopwatch;
use crate::error::Error;
use crate::invocation::Invocation;
use crate::project::Project;
use crate::{say, setup};

/// Where Trunk puts the page, and where the relay's build finds it.
const DIST: &str = "dist";

/// Builds the page, unless the one that is there was built from the same files.
pub(crate) fn build(project: &Project, route: Route) -> Result<(), Error> {
    // Taken before the build: what is edited while it runs may have come too late for it.
    let sources = stamp::of_sources(project)?;
    if stamp::is_current(project, sources)? {
        say::note("page: nothing changed since it was built");
        return Ok(());
    }
    let toolchain = setup::ready_for_page(project, route)?;
    let what = format_args!("page: compiling it with {}", toolchain.name());
    say::step(what, "2 minutes the first time, 20 seconds after a change");
    let watch = Stopwatch::start();
    let trunk = Invocation::new(project.cached("bin/trunk"))
        .args(["build", "--release"])
        .dir(&project.path(""));
    toolchain
        .runs(project, trunk)
        .env("TRUNK_SKIP_VERSION_CHECK", "true")
        // Trunk takes only `true` and `false`; the variable's convention is that any value counts.
        .env_remove("NO_COLOR")
        // Its own backtrace hides the compiler's message above it.
        .env("RUST_BACKTRACE", "0")
        .run()?;
    finish::finish(project)?;
    stamp::leave(project, sources)?;
    say::note(format_args!("page: built in {watch}"));
    Ok(())
}

/// The files with `extension` that lie in `folder` itself, sorted.
fn files_of(folder: &Path, extension: &str) -> Result<Vec<PathBuf>, Error> {
    let mut files = files_below(folder)?;
    files.retain(|file| file.parent() == Some(folder) && file.extension().is_some_and(|is| is == extension));
    Ok(files)
}

/// All files below `folder`, sorted, so that what is made of them does not depend on the order of a directory. Hidden
/// ones belong to an editor, or to a build that did not end.
fn files_below(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(Error::file("list", folder))? {
        let entry = entry.map_err(Error::file("list", folder))?;
        let path = entry.path();
        if entry.file_name().to_string_lossy().starts_with('.') {
            continue;
        }
        if path.is_dir() {
            files.extend(files_below(&path)?);
        } else {
            files.push(path);
        }
    }
    files.sort_unstable();
    Ok(files)
}
