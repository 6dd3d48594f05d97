//! Whether the page in `dist` is the one that the sources make.

use std::path::Path;
use std::{fs, slice};

use content_hash::content_hash;

use crate::error::Error;
use crate::page::files::files_below;
use crate::project::{self, Project};
use crate::setup;

/// What a page is made of; the last four hold how it is made. What is missing here must not change the page.
const INPUTS: [&str; 11] = [
    "index.html",
    "Trunk.toml",
    "frontend",
    "crates",
    "Cargo.toml",
    "Cargo.lock",
    setup::NPM_LOCK,
    "xtask/src/page",
    "xtask/src/setup/debian.rs",
    "xtask/src/setup/target.rs",
    "xtask/src/setup/toolchain.rs",
];

/// A hash of everything that the page is made of.
pub(super) fn of_sources(project: &Project) -> Result<String, Error> {
    hash_of(&INPUTS.map(|input| project.path(input)))
}

/// True when `folder` holds the page that was built from `sources`, as the build left it.
pub(super) fn is_current(project: &Project, sources: &str, folder: &Path) -> Result<bool, Error> {
    let Ok(left) = project::read(&project.built(STAMP)) else {
        return Ok(false);
    };
    Ok(left == stamp(sources, folder)?)
}

/// Notes that the page in `folder` was built from `sources`.
pub(super) fn leave(project: &Project, sources: &str, folder: &Path) -> Result<(), Error> {
    project::write(&project.built(STAMP), stamp(sources, folder)?)
}

const STAMP: &str = "xtask/page-stamp";

fn stamp(sources: &str, folder: &Path) -> Result<String, Error> {
    Ok(format!("{sources} {}", of_folder(folder)?))
}

/// A hash of the names and contents of all files below `folder`; the same for a copy elsewhere.
pub(super) fn of_folder(folder: &Path) -> Result<String, Error> {
    hash_of(slice::from_ref(&folder))
}

/// A hash of the names and contents of files, and of all files below folders. What does not exist adds nothing.
fn hash_of(paths: &[impl AsRef<Path>]) -> Result<String, Error> {
    let mut parts = Vec::new();
    for (number, path) in paths.iter().map(AsRef::as_ref).enumerate() {
        let files = if path.is_dir() {
            files_below(path)?
        } else {
            vec![path.to_path_buf()]
        };
        for file in files.iter().filter(|file| file.is_file()) {
            let content = fs::read(file).map_err(Error::file("read", file))?;
            let name = file.strip_prefix(path).unwrap_or(file);
            // With its length, a file cannot be taken for the end of another.
            parts.push(format!("{number} {} {} ", name.display(), content.len()).into_bytes());
            parts.push(content);
        }
    }
    Ok(content_hash(parts))
}

#[cfg(test)]
mod tests {
    use std::env;

    use super::*;

    /// What `change` does to the stamp of a folder with two files.
    fn changes_the_stamp(name: &str, change: impl FnOnce(&Path)) -> bool {
        let folder = env::temp_dir().join(format!("rdptrace-xtask-stamp-{name}-{}", std::process::id()));
        project::write(&folder.join("a/one.rs"), "1").unwrap();
        project::write(&folder.join("two.rs"), "2").unwrap();
        let before = of_folder(&folder).unwrap();
        change(&folder);
        let after = of_folder(&folder).unwrap();
        project::remove(&folder).unwrap();
        before != after
    }

    #[test]
    fn stamp_changes_with_the_content_of_a_file_in_a_folder() {
        assert!(changes_the_stamp("content", |folder| fs::write(
            folder.join("a/one.rs"),
            "3"
        )
        .unwrap()));
    }

    #[test]
    fn stamp_changes_with_the_name_of_a_file() {
        assert!(changes_the_stamp("name", |folder| fs::rename(
            folder.join("two.rs"),
            folder.join("three.rs")
        )
        .unwrap()));
    }

    #[test]
    fn stamp_changes_when_a_file_goes() {
        assert!(changes_the_stamp("gone", |folder| fs::remove_file(
            folder.join("two.rs")
        )
        .unwrap()));
    }

    #[test]
    fn stamp_stays_when_a_file_is_only_touched_or_opened_in_an_editor() {
        assert!(!changes_the_stamp("same", |folder| {
            fs::write(folder.join("two.rs"), "2").unwrap();
            fs::write(folder.join(".two.rs.swp"), "x").unwrap();
        }));
    }
}
