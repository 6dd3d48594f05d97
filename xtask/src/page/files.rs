//! The files of the page.

use std::fs;
use std::path::{Path, PathBuf};

use crate::error::Error;

/// Where the page is put, and where the relay's build finds it.
pub(super) const DIST: &str = "dist";

/// The files with `extension` that lie in `folder` itself, sorted.
pub(super) fn files_of(folder: &Path, extension: &str) -> Result<Vec<PathBuf>, Error> {
    let mut files = files_below(folder)?;
    files.retain(|file| file.parent() == Some(folder) && file.extension().is_some_and(|is| is == extension));
    Ok(files)
}

/// All files below `folder`, sorted, so that what is made of them does not depend on the order of a directory. Hidden
/// ones belong to an editor, or to a build that did not end.
pub(super) fn files_below(folder: &Path) -> Result<Vec<PathBuf>, Error> {
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
