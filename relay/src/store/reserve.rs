//! Room on the disk that is held for taking results back: a database cannot even delete where there is none left.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use tokio::task::spawn_blocking;
use tracing::warn;

/// A file beside that of the database. While it is there, nobody else uses up its room.
#[derive(Clone, Debug)]
pub(super) struct Reserve {
    file: PathBuf,
}

impl Reserve {
    /// The reserve of the database in this file.
    pub(super) fn beside(database: &Path) -> Self {
        let mut file = database.as_os_str().to_owned();
        file.push("-reserve");
        Self { file: file.into() }
    }

    /// Takes the room, unless it is held already. Where there is not enough of it, the log says what that means.
    pub(super) async fn hold(&self) {
        let file = self.file.clone();
        let held = spawn_blocking(move || hold(&file)).await;
        if let Ok(Err(error)) = held {
            warn!(%error, "no room is left on the disk to delete results later: free some");
        }
    }

    /// Gives the room away.
    pub(super) async fn give(&self) {
        let file = self.file.clone();
        // Where it is not there, its room is free or used already.
        let _ = spawn_blocking(move || fs::remove_file(file)).await;
    }
}

fn hold(path: &Path) -> io::Result<()> {
    if fs::metadata(path).is_ok_and(|file| file.len() >= u64::from(SIZE)) {
        return Ok(());
    }
    // Zeros would take no room where a file system compresses.
    let mut noise = vec![0; usize::try_from(SIZE).unwrap_or_default()];
    getrandom::fill(&mut noise).map_err(|_| io::Error::other("the system gives no random numbers"))?;
    let mut file = File::create(path)?;
    file.write_all(&noise)?;
    file.sync_all()
}

/// In bytes: deleting the longest result overwrites its 16 pages and changes a few of the trees, each page once in the
/// log and once in its index.
const SIZE: u32 = 256 * 1024;

#[cfg(test)]
mod tests {
    use tempfile::TempDir;

    use super::*;

    #[tokio::test]
    async fn room_is_held_until_it_is_given_away_and_held_again() {
        let folder = TempDir::new().unwrap();
        let reserve = Reserve::beside(&folder.path().join("results.db"));
        let file = folder.path().join("results.db-reserve");

        reserve.hold().await;
        let held = fs::metadata(&file).unwrap().len();
        reserve.give().await;
        let given = file.exists();
        reserve.hold().await;

        assert_eq!((held, given), (u64::from(SIZE), false));
        assert!(file.exists());
    }
}
