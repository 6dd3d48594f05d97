//! Whether the page in `dist` is the one that the sources make.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::PathBuf;
use std::{fs, slice};

use crate::error::Error;
use crate::page::{DIST, files_below};
use crate::project::{self, Project};
use crate::setup;

/// What a page is made of; the last two hold how it is made. What is missing here must not change the page.
const INPUTS: [&str; 8] = [
    "index.html",
    "Trunk.toml",
    "frontend",
    "crates",
    "Cargo.toml",
    "Cargo.lock",
    setup::NPM_LOCK,
    "xtask/src/page",
];

/// A hash of everything that the page is made of.
pub(super) fn of_sources(project: &Project) -> Result<u64, Error> {
    hash_of(&INPUTS.map(|input| project.path(input)))
}

/// True when the page was built from `sources`, and is as the build left it.
pub(super) fn is_current(project: &Project, sources: u64) -> Result<bool, Error> {
    let Ok(left) = project::read(&project.built(STAMP)) else {
        return Ok(false);
    };
    Ok(left == stamp(project, sources)?)
}

/// Notes that `dist` was built from `sources`.
pub(super) fn leave(project: &Project, sources: u64) -> Result<(), Error> {
    project::write(&project.built(STAMP), stamp(project, sources)?)
}

const STAMP: &str = "xtask/page-stamp";

fn stamp(project: &Project, sources: u64) -> Result<String, Error> {
    let dist = hash_of(slice::from_ref(&project.path(DIST)))?;
    Ok(format!("{sources:016x} {dist:016x}"))
}

/// A hash of the names and contents of files, and of all files below folders. What does not exist adds nothing.
fn hash_of(paths: &[PathBuf]) -> Result<u64, Error> {
    let mut hasher = DefaultHasher::new();
    for path in paths {
        let files = if path.is_dir() {
            files_below(path)?
        } else {
            vec![path.clone()]
        };
        for file in files.iter().filter(|file| file.is_file()) {
            let content = fs::read(file).map_err(Error::file("read", file))?;
            (file, content).hash(&mut hasher);
        }
    }
    Ok(hasher.finish())
}

#[cfg(test)]
mod tests {
    use std::env;
    use std::path::Path;

    use super::*;

    /// What `change` does to the stamp of a folder with two files.
    fn changes_the_stamp(name: &str, change: impl FnOnce(&Path)) -> bool {
        let folder = env::temp_dir().join(format!("rdptrace-xtask-stamp-{name}-{}", std::process::id()));
        project::write(&folder.join("a/one.rs"), "1").unwrap();
        project::write(&folder.join("two.rs"), "2").unwrap();
        let before = hash_of(slice::from_ref(&folder)).unwrap();
        change(&folder);
        let after = hash_of(slice::from_ref(&folder)).unwrap();
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
