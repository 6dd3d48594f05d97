//! Where things are: the checkout, and the cache folder with the build tools.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::{env, fs, iter};

use crate::error::Error;
use crate::invocation::Invocation;

/// The checkout that this program belongs to, and the folder that keeps its build tools.
#[derive(Debug)]
pub(crate) struct Project {
    root: PathBuf,
    target: PathBuf,
    cache: PathBuf,
    /// What `cargo metadata` says of the workspace's own packages.
    pub(crate) metadata: serde_json::Value,
}

impl Project {
    /// The checkout whose `cargo xtask` was called, from whichever folder.
    pub(crate) fn here() -> Result<Self, Error> {
        // Cargo's value at run time wins: the checkout may have been moved since this program was compiled.
        let package = env::var_os("CARGO_MANIFEST_DIR").unwrap_or_else(|| OsString::from(env!("CARGO_MANIFEST_DIR")));
        let question = Invocation::new("cargo").args(["metadata", "--no-deps", "--format-version", "1"]);
        let answer = question.dir(Path::new(&package)).answer()?;
        let unreadable = || Error::Unreadable {
            program: "cargo metadata",
            answer: answer.clone(),
        };
        let metadata: serde_json::Value = serde_json::from_str(&answer).map_err(|_| unreadable())?;
        let folder = |name: &str| metadata.get(name)?.as_str().map(PathBuf::from);

        let set = |name| env::var_os(name).filter(|value: &OsString| !value.is_empty());
        let cache = cache_folder(set("RDPTRACE_CACHE"), set("XDG_CACHE_HOME"), set("HOME"))?;
        Ok(Self {
            root: folder("workspace_root").ok_or_else(unreadable)?,
            target: folder("target_directory").ok_or_else(unreadable)?,
            cache: std::path::absolute(&cache).map_err(Error::file("use", &cache))?,
            metadata,
        })
    }

    /// A path in the checkout.
    pub(crate) fn path(&self, relative: &str) -> PathBuf {
        self.root.join(relative)
    }

    /// A path in cargo's target folder.
    pub(crate) fn built(&self, relative: &str) -> PathBuf {
        self.target.join(relative)
    }

    /// A path in the cache folder: `bin` for programs, `node` for npm packages, `sysroot` for a standard library.
    pub(crate) fn cached(&self, relative: &str) -> PathBuf {
        self.cache.join(relative)
    }

    /// `PATH` with the build tools, and `first` before them.
    pub(crate) fn search_path(&self, first: Option<&Path>) -> OsString {
        let usual = env::var_os("PATH").unwrap_or_default();
        let folders = first
            .map(Path::to_path_buf)
            .into_iter()
            .chain(iter::once(self.cached("bin")));
        // A folder whose name holds a colon cannot be part of PATH; then the usual places are all there is.
        env::join_paths(folders.chain(env::split_paths(&usual))).unwrap_or(usual)
    }

    /// A call of cargo in the checkout, with the toolchain that runs this program.
    pub(crate) fn cargo(&self) -> Invocation {
        Invocation::new("cargo").dir(&self.root)
    }

    /// The same, giving way to everything else that wants the processor.
    pub(crate) fn patient_cargo(&self) -> Invocation {
        Invocation::new("nice").args(["-n", "15", "cargo"]).dir(&self.root)
    }
}

/// Where the build tools are kept: `chosen`, or a folder below the user's cache folder.
fn cache_folder(chosen: Option<OsString>, xdg: Option<OsString>, home: Option<OsString>) -> Result<PathBuf, Error> {
    let below = |folder: PathBuf| folder.join("rdptrace");
    chosen
        .map(PathBuf::from)
        .or_else(|| xdg.map(PathBuf::from).filter(|folder| folder.is_absolute()).map(below))
        .or_else(|| home.map(|home| below(Path::new(&home).join(".cache"))))
        .ok_or(Error::NoCacheFolder)
}

/// The program's path when it is on `PATH` or in one of the folders for administrators.
pub(crate) fn program(name: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    let administrators = ["/usr/sbin", "/sbin"].map(PathBuf::from);
    env::split_paths(&path)
        .chain(administrators)
        .map(|folder| folder.join(name))
        .find(|file| file.is_file())
}

/// Reads a whole text file.
pub(crate) fn read(path: &Path) -> Result<String, Error> {
    fs::read_to_string(path).map_err(Error::file("read", path))
}

/// Writes a whole file, and makes the folders that lead to it.
pub(crate) fn write(path: &Path, contents: impl AsRef<[u8]>) -> Result<(), Error> {
    let made = path.parent().map_or(Ok(()), fs::create_dir_all);
    made.and_then(|()| fs::write(path, contents))
        .map_err(Error::file("write", path))
}

/// Copies a file, and makes the folders that lead to the copy.
pub(crate) fn copy(from: &Path, to: &Path) -> Result<(), Error> {
    let content = fs::read(from).map_err(Error::file("read", from))?;
    write(to, content)
}

/// Gives a file another path.
pub(crate) fn rename(from: &Path, to: &Path) -> Result<(), Error> {
    fs::rename(from, to).map_err(Error::file("rename", from))
}

/// Removes a file or a folder with all it holds; that there was none is fine.
pub(crate) fn remove(path: &Path) -> Result<(), Error> {
    let removed = if path.is_dir() && !path.is_symlink() {
        fs::remove_dir_all(path)
    } else {
        fs::remove_file(path)
    };
    match removed {
        Err(source) if source.kind() != std::io::ErrorKind::NotFound => Err(Error::File {
            action: "remove",
            path: path.to_path_buf(),
            source,
        }),
        Ok(()) | Err(_) => Ok(()),
    }
}

/// Makes `link` point to `target`, whatever it was before.
pub(crate) fn link(target: &Path, link: &Path) -> Result<(), Error> {
    if fs::read_link(link).is_ok_and(|present| present == target) {
        return Ok(());
    }
    remove(link)?;
    let made = link.parent().map_or(Ok(()), fs::create_dir_all);
    made.and_then(|()| std::os::unix::fs::symlink(target, link))
        .map_err(Error::file("make the link", link))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(chosen: &str, xdg: &str, home: &str) -> Option<PathBuf> {
        let set = |value: &str| Some(OsString::from(value)).filter(|value| !value.is_empty());
        cache_folder(set(chosen), set(xdg), set(home)).ok()
    }

    #[test]
    fn cache_folder_that_was_chosen_is_used_as_it_is() {
        assert_eq!(folder("/a", "/b", "/c"), Some(PathBuf::from("/a")));
    }

    #[test]
    fn cache_folder_is_below_the_cache_folder_of_the_user() {
        assert_eq!(folder("", "/b", "/c"), Some(PathBuf::from("/b/rdptrace")));
        assert_eq!(folder("", "", "/c"), Some(PathBuf::from("/c/.cache/rdptrace")));
    }

    #[test]
    fn relative_xdg_folder_is_passed_over_as_its_specification_asks() {
        assert_eq!(folder("", "b", "/c"), Some(PathBuf::from("/c/.cache/rdptrace")));
    }

    #[test]
    fn without_any_folder_named_there_is_no_cache_folder() {
        assert_eq!(folder("", "", ""), None);
    }

    #[test]
    fn program_outside_of_every_known_folder_is_not_found() {
        assert!(program("sh").is_some());
        assert!(program("no-such-program").is_none());
    }
}
