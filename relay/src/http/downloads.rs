//! The app for people's own computers, as the owner of the server put it into a folder.

use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use data_encoding::HEXLOWER;
use ring::digest::{Context, SHA256};
use ui::pages::{App, AppSystem};

use crate::Error;

/// What is offered. Cheap to clone; all clones are the same.
#[derive(Clone, Debug, Default)]
pub(crate) struct Downloads(Arc<Vec<Download>>);

/// The app for one system.
#[derive(Debug)]
pub(crate) struct Download {
    /// What people are told of it.
    pub(crate) app: App,
    path: PathBuf,
    changed: Option<SystemTime>,
}

impl Downloads {
    /// Whatever there is in `folder`, each file with its checksum; nothing where no folder is named.
    ///
    /// # Errors
    ///
    /// Where the folder holds no app, or something else by the name of one.
    pub(crate) fn of(folder: Option<&Path>) -> Result<Self, Error> {
        let Some(folder) = folder else {
            return Ok(Self::default());
        };
        let unusable = |path: &Path, what: &str| Error::Downloads {
            path: path.to_owned(),
            what: what.to_owned(),
        };
        let list = folder.join(SUMS);
        let sums = match fs::read_to_string(&list) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
            read => read.map_err(|error| unusable(&list, &error.to_string()))?,
        };
        let mut found = Vec::new();
        for (name, system, magic) in APPS {
            let path = folder.join(name);
            let download = match read(&path, name, system, magic) {
                Ok(Some(download)) => download,
                Ok(None) => return Err(unusable(&path, NO_APP)),
                Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
                Err(error) => return Err(unusable(&path, &error.to_string())),
            };
            if sum_of(name, &sums).is_some_and(|sum| !sum.eq_ignore_ascii_case(&download.app.sha256)) {
                return Err(unusable(&path, OTHER_SUM));
            }
            found.push(download);
        }
        if found.is_empty() {
            return Err(unusable(folder, if folder.is_dir() { NO_APPS } else { NO_FOLDER }));
        }
        Ok(Self(Arc::new(found)))
    }

    /// Whether there is any.
    pub(crate) fn are_offered(&self) -> bool {
        !self.0.is_empty()
    }

    /// What people are told of all of them.
    pub(crate) fn apps(&self) -> Vec<App> {
        self.0.iter().map(|download| download.app.clone()).collect()
    }

    /// The one in the file of this name.
    pub(crate) fn find(&self, name: &str) -> Option<&Download> {
        self.0.iter().find(|download| download.app.file == name)
    }
}

impl Download {
    /// Opens the file; `Err` where it is not the one any more whose checksum is told.
    pub(crate) async fn open(&self) -> io::Result<tokio::fs::File> {
        let file = tokio::fs::File::open(&self.path).await?;
        let now = file.metadata().await?;
        if (now.len(), now.modified().ok()) == (self.app.bytes, self.changed) {
            Ok(file)
        } else {
            Err(io::Error::other("it has changed since the settings were read"))
        }
    }
}

/// Reads the app for `system`; absent where the file does not begin as one does.
fn read(path: &Path, name: &'static str, system: AppSystem, magic: &[u8]) -> io::Result<Option<Download>> {
    let mut file = File::open(path)?;
    let known = file.metadata()?;
    let mut sum = Context::new(&SHA256);
    let mut part = vec![0; PART];
    let mut bytes = 0;
    loop {
        let length = file.read(&mut part)?;
        let read = part.get(..length).unwrap_or_default();
        // Before all of it is read: what was put there may be anything, and large.
        if bytes == 0 && !read.starts_with(magic) {
            return Ok(None);
        }
        if read.is_empty() {
            break;
        }
        sum.update(read);
        bytes += u64::try_from(length).unwrap_or_default();
    }
    let app = App {
        system,
        file: name,
        bytes,
        sha256: HEXLOWER.encode(sum.finish().as_ref()),
    };
    Ok(Some(Download {
        app,
        path: path.to_owned(),
        changed: known.modified().ok(),
    }))
}

/// What `sums` say of the file of this name, as `sha256sum` writes them.
fn sum_of<'a>(name: &str, sums: &'a str) -> Option<&'a str> {
    let parts = sums.lines().filter_map(|line| line.split_once(' '));
    let mut named = parts.filter(|(_, file)| file.trim_start_matches([' ', '*']) == name);
    named.next().map(|(sum, _)| sum)
}

/// Its files as `cargo xtask dist` names them, and how each begins: MS-DOS' and ELF's marks.
const APPS: [(&str, AppSystem, &[u8]); 2] = [
    ("rdptrace.exe", AppSystem::Windows, b"MZ"),
    ("rdptrace", AppSystem::Linux, b"\x7fELF"),
];
const SUMS: &str = "SHA256SUMS";
/// What is read of a file at once.
const PART: usize = 64 * 1024;
const NO_APP: &str = "it isn't the app. Copy the file here that `cargo xtask dist` made";
const OTHER_SUM: &str = "its SHA-256 isn't the one in SHA256SUMS. Copy both files again";
const NO_APPS: &str = "it has no rdptrace.exe (for Windows) and no rdptrace (for Linux). Copy one of them there, or leave out the setting";
const NO_FOLDER: &str = "there's no such folder. Create it with rdptrace.exe (for Windows) or rdptrace (for Linux) in it, or \
                         leave out the setting";

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (name, content) in files {
            fs::write(folder.path().join(name), content).unwrap();
        }
        folder
    }

    fn complaint(files: &[(&str, &[u8])]) -> String {
        let folder = folder(files);
        Downloads::of(Some(folder.path())).unwrap_err().to_string()
    }

    #[test]
    fn each_app_is_offered_with_its_size_and_its_checksum() {
        let sum = "7a8c04b026b1539140278706410cf9608849a8eb9e173b61fdb922d7a8456ab8";
        let sums = format!("{}  other\n{sum} *rdptrace.exe\n", "0".repeat(64));
        let folder = folder(&[("rdptrace.exe", b"MZ app"), ("SHA256SUMS", sums.as_bytes())]);

        let offered = Downloads::of(Some(folder.path())).unwrap();

        let [app] = &offered.apps()[..] else {
            panic!("{offered:?}")
        };
        assert_eq!(
            (app.system, app.file, app.bytes),
            (AppSystem::Windows, "rdptrace.exe", 6)
        );
        assert_eq!(app.sha256, sum);
        assert!(offered.find("SHA256SUMS").is_none() && offered.find("rdptrace").is_none());
        assert!(!Downloads::of(None).unwrap().are_offered());
    }

    #[test]
    fn what_is_no_app_or_another_than_the_sums_say_is_not_offered() {
        for wrong in [&b""[..], b"M", b"\x7fELF", b"#!/bin/sh"] {
            assert!(
                complaint(&[("rdptrace.exe", wrong)]).contains("isn't the app"),
                "{wrong:?}"
            );
        }
        assert!(complaint(&[]).contains("no rdptrace.exe"));
        let gone = folder(&[]).path().join("gone");
        let told = Downloads::of(Some(&gone)).unwrap_err().to_string();
        assert!(told.contains("no such folder"), "{told}");
        let other = "0".repeat(64) + "  rdptrace";
        for sums in [other.as_bytes(), b"\xff"] {
            let files = [("rdptrace", &b"\x7fELF app"[..]), ("SHA256SUMS", sums)];
            assert!(complaint(&files).contains("SHA256SUMS"), "{sums:?}");
        }
    }

    #[tokio::test]
    async fn file_that_was_exchanged_is_not_passed_off_under_the_old_checksum() {
        let folder = folder(&[("rdptrace", b"\x7fELF app")]);
        let offered = Downloads::of(Some(folder.path())).unwrap();
        let download = offered.find("rdptrace").unwrap();
        assert!(download.open().await.is_ok());

        fs::write(folder.path().join("rdptrace"), b"\x7fELF another").unwrap();

        assert!(download.open().await.is_err());
    }
}
