//! The page: what `index.html` names, compiled, made small and put into `dist`.

mod capture;
mod desktop;
mod files;
mod finish;
mod html;
mod module;
mod names;
mod shell;
mod size;
mod stamp;

use std::path::{Path, PathBuf};

use self::files::{DIST, files_below};
use self::shell::Shell;
pub(crate) use self::size::FirstLoad;
use crate::cli::Route;
use crate::error::Error;
use crate::project::{self, Project};
use crate::setup::Clang;
use crate::{say, setup};

/// Where the page is made: `dist` changes only when a new one is complete.
const MADE: &str = "xtask/page";

/// Puts the page into `dist`, unless the one that is there was built from the same files.
pub(crate) fn build(project: &Project, route: Route) -> Result<(), Error> {
    make(project, route)?;
    let (made, dist) = (project.built(MADE), project.path(DIST));
    if stamp::of_folder(&made)? == stamp::of_folder(&dist)? {
        return Ok(());
    }
    publish(&made, &dist)
}

/// The files of the page in `dist` that were made here; none where there is no page.
pub(crate) fn own_files(project: &Project) -> Result<Vec<PathBuf>, Error> {
    let folder = project.path(DIST);
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let mut files = files_below(&folder)?;
    // What npm has was made on a machine of its own, and names that one's folders.
    files.retain(|file| !finish::name_of(file).starts_with(desktop::CLIENT));
    Ok(files)
}

/// Whether the page that was made last is the one that the sources make.
pub(crate) fn is_current(project: &Project) -> Result<bool, Error> {
    stamp::is_current(project, &stamp::of_sources(project)?, &project.built(MADE))
}

/// Makes the page, unless the one that was made last is from the same files. Leaves `dist` as it is, for the relay may be
/// being compiled with it.
pub(crate) fn make(project: &Project, route: Route) -> Result<(), Error> {
    // Taken before the build: what is edited while it runs may have come too late for it.
    let sources = stamp::of_sources(project)?;
    let folder = project.built(MADE);
    if stamp::is_current(project, &sources, &folder)? {
        say::note("page: nothing changed since it was built");
        return Ok(());
    }
    let tools = setup::ready_for_page(project, route)?;
    let what = format_args!("page: compiling it with {}", tools.toolchain.name());
    let _step = say::step(what, "2 minutes the first time, 20 seconds after a change");
    project::remove(&folder)?;
    let shell = Shell::read(project)?;
    shell.app.build(project, &tools, None, &folder)?;
    for file in &shell.files {
        project::copy(&project.path(file), &folder.join(shell::file_name(file)))?;
    }
    let document = finish::finish(project, &folder, shell.document())?;
    project::write(&folder.join("index.html"), document)?;
    FirstLoad::of(&folder)?.held_to_the_record()?;
    match Clang::ready(project) {
        Ok(clang) => {
            desktop::build(project, &tools, &clang, &shell.app, &folder)?;
            capture::build(project, &tools, &clang, &shell.app, &folder)?;
        }
        Err(error) => say::note(format_args!(
            "page: built without the sign-in and the reader of captures, which take clang: {error}"
        )),
    }
    stamp::leave(project, &sources, &folder)
}

/// Makes `dist` hold what `folder` holds, and nothing else but hidden files.
fn publish(folder: &Path, dist: &Path) -> Result<(), Error> {
    if dist.is_dir() {
        files_below(dist)?.iter().try_for_each(|file| project::remove(file))?;
    }
    for file in files_below(folder)? {
        let relative = file.strip_prefix(folder).unwrap_or(&file);
        project::copy(&file, &dist.join(relative))?;
    }
    Ok(())
}
