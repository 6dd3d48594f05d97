//! The folder of scenarios.

use std::fs;
use std::path::{Path, PathBuf};

use super::{Scenario, table};

impl Scenario {
    /// All scenarios of the folder, by name.
    pub fn all() -> Vec<Self> {
        let folder = folder();
        let mut files: Vec<_> = fs::read_dir(&folder)
            .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
            .map(|entry| entry.expect("a readable folder").path())
            .collect();
        files.sort();
        files.iter().flat_map(|path| read(path)).collect()
    }

    /// The scenario of this id.
    ///
    /// # Panics
    ///
    /// Where there is none.
    pub fn named(id: &str) -> Self {
        let file = id.split('/').next().unwrap_or_default();
        let scenarios = read(&folder().join(file).with_extension("toml")).into_iter();
        let found = scenarios.into_iter().find(|scenario| scenario.id == id);
        found.unwrap_or_else(|| panic!("no scenario {id}"))
    }
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("scenarios")
}

/// The scenarios of one file.
fn read(path: &Path) -> Vec<Scenario> {
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let stem = path.file_stem().expect("a file's name").to_string_lossy();
    table::read(&stem, &text).unwrap_or_else(|wrong| panic!("{}: {wrong}", path.display()))
}
