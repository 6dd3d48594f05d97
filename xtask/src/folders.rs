//! Folders whose names are not to stand in what is built: it would differ from machine to machine.

use std::env;
use std::path::{Path, PathBuf};

use crate::invocation::Invocation;
use crate::project::Project;

/// The folders that a compiler may write into what it makes, and what it writes in their places.
pub(crate) struct Folders(Vec<(PathBuf, String)>);

impl Folders {
    pub(crate) fn of(project: &Project) -> Self {
        let known = [
            Some((project.path(""), "/rdptrace".to_owned())),
            Some((project.built(""), "/target".to_owned())),
            cargo_home(),
            library(),
        ];
        Self(known.into_iter().flatten().collect())
    }

    /// Those of what is built of Rust's own sources, which lie in `library` and are written as they are in Rust's own build.
    pub(crate) fn of_library(library: &Path, commit: &str) -> Self {
        let sources = (library.to_owned(), format!("/rustc/{commit}/library"));
        Self([Some(sources), cargo_home()].into_iter().flatten().collect())
    }

    /// The flags of a compiler that lets `flag` rename a folder; of several that fit, the last counts.
    pub(crate) fn renamed_by(&self, flag: &str) -> Vec<String> {
        let pair = |(folder, name): &(PathBuf, String)| format!("{flag}={}={name}", plain(folder));
        self.0.iter().map(pair).collect()
    }

    /// The first of them that `text` names.
    pub(crate) fn named_in(&self, text: &str) -> Option<String> {
        let mut names = self.0.iter().map(|(folder, _)| plain(folder));
        names.find(|folder| text.contains(folder))
    }
}

/// Where cargo unpacks crates, those of the standard library among them.
fn cargo_home() -> Option<(PathBuf, String)> {
    let home = env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(Path::new(&env::var_os("HOME")?).join(".cargo")))?;
    Some((home, "/cargo".to_owned()))
}

/// Where the standard library's source is, on machines that have it, and what Rust's own build writes in its place.
fn library() -> Option<(PathBuf, String)> {
    let asks = |arguments: &[&str]| Invocation::new("rustc").args(arguments).answer().ok();
    let sysroot = asks(&["--print", "sysroot"])?;
    let version = asks(&["--version", "--verbose"])?;
    let commit = version.lines().find_map(|line| line.strip_prefix("commit-hash: "))?;
    Some((
        Path::new(&sysroot).join("lib/rustlib/src/rust"),
        format!("/rustc/{commit}"),
    ))
}

/// Without a slash at its end.
fn plain(folder: &Path) -> String {
    folder.display().to_string().trim_end_matches('/').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folders() -> Folders {
        Folders(vec![(PathBuf::from("/home/me/rdptrace/"), "/rdptrace".to_owned())])
    }

    #[test]
    fn compiler_is_told_of_a_folder_without_the_slash_at_its_end() {
        assert_eq!(
            folders().renamed_by("-ffile-prefix-map"),
            ["-ffile-prefix-map=/home/me/rdptrace=/rdptrace"]
        );
    }

    #[test]
    fn library_of_rust_names_neither_its_sources_nor_cargos_folder() {
        let flags = Folders::of_library(Path::new("/cache/source"), "ac68faa").renamed_by("--remap-path-prefix");

        assert_eq!(flags[0], "--remap-path-prefix=/cache/source=/rustc/ac68faa/library");
        assert!(flags[1].ends_with("=/cargo"), "{flags:?}");
    }

    #[test]
    fn folder_is_found_wherever_it_stands() {
        let named = folders().named_in("\0\u{fffd}at /home/me/rdptrace/relay/src/lib.rs:3");

        assert_eq!(named.as_deref(), Some("/home/me/rdptrace"));
        assert_eq!(folders().named_in("at /rdptrace/relay/src/lib.rs:3"), None);
    }
}
