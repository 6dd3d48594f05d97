//! Folders whose names are not to stand in what is built: it would differ from machine to machine.

use std::env;
use std::path::{Path, PathBuf};

use crate::project::Project;

/// The folders that a compiler may write into what it makes, and what it writes in their places.
pub(crate) struct Folders(Vec<(PathBuf, &'static str)>);

impl Folders {
    pub(crate) fn of(project: &Project) -> Self {
        let home = env::var_os("CARGO_HOME").map(PathBuf::from);
        let home = home.or_else(|| Some(Path::new(&env::var_os("HOME")?).join(".cargo")));
        let known = [
            (Some(project.path("")), "/rdptrace"),
            (Some(project.built("")), "/target"),
            (home, "/cargo"),
        ];
        Self(
            known
                .into_iter()
                .filter_map(|(folder, name)| Some((folder?, name)))
                .collect(),
        )
    }

    /// The flags of a compiler that lets `flag` rename a folder; of several that fit, the last counts.
    pub(crate) fn renamed_by(&self, flag: &str) -> Vec<String> {
        let pair = |(folder, name): &(PathBuf, &str)| {
            let folder = folder.display().to_string();
            format!("{flag}={}={name}", folder.trim_end_matches('/'))
        };
        self.0.iter().map(pair).collect()
    }
}
