//! How often somebody signed in from this machine: a file in the state folder, shared by all runs of the program.
//!
//! One line for each computer and account: a hash of both, and the times in milliseconds since 1970. The names are not
//! in it.

use core::num::NonZeroUsize;
use core::time::Duration;
use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read as _, Seek as _, Write as _};
use std::path::{Path, PathBuf};

use data_encoding::HEXLOWER;
use sha2::{Digest as _, Sha256};
use wire::Target;

use crate::limits::{SIGN_IN_PERIOD, Window};
use crate::store::StorePlace;
use crate::{Error, clock};

/// The attempts with one account at one computer.
pub(super) struct Attempts {
    file: PathBuf,
    key: String,
}

impl Attempts {
    /// Those with this account at `target`.
    ///
    /// # Errors
    ///
    /// Where no folder is known to keep them in.
    pub(super) fn of(target: &Target, user: &str, domain: Option<&str>) -> Result<Self, Error> {
        let folder = StorePlace::state_folder().ok_or_else(|| Error::SignInsNotCounted {
            path: PathBuf::from(FILE),
            source: io::Error::other("neither XDG_STATE_HOME nor HOME is set, nor LOCALAPPDATA on Windows"),
        })?;
        Ok(Self::within(&folder, target, user, domain))
    }

    fn within(folder: &Path, target: &Target, user: &str, domain: Option<&str>) -> Self {
        // Windows makes no difference between large and small letters in any of them.
        let whose = format!("{target}\n{}\n{user}", domain.unwrap_or_default()).to_lowercase();
        Self {
            file: folder.join(FILE),
            key: HEXLOWER.encode(&Sha256::digest(whose)),
        }
    }

    /// How many still count.
    ///
    /// # Errors
    ///
    /// Where there were enough for now, or the file cannot be used.
    pub(super) fn standing(&self) -> Result<usize, Error> {
        self.at(now(), |_| false)
    }

    /// Counts one more, which is to be made now.
    ///
    /// # Errors
    ///
    /// Where there were enough for now, or the file cannot be used.
    pub(super) fn count(&self) -> Result<(), Error> {
        self.at(now(), |_| true).map(|_| ())
    }

    /// How many counted before; one more counts from now on where `made` says so.
    fn at(&self, now: Duration, made: impl Fn(usize) -> bool) -> Result<usize, Error> {
        let fault = |source| Error::SignInsNotCounted {
            path: self.file.clone(),
            source,
        };
        // Held until the file is closed, so that two runs at once do not count as one.
        let mut file = open(&self.file).map_err(fault)?;
        file.lock().map_err(fault)?;
        let mut known = read(&mut file).map_err(fault)?;
        for window in known.values_mut() {
            window.forget(SIGN_IN_PERIOD, now);
        }
        known.retain(|_, window| window.times().len() > 0);
        let mut window = known.remove(&self.key).unwrap_or_default();
        let before = window.times().len();
        let taken = window.clone().take(MOST, SIGN_IN_PERIOD, now);
        if let Err(wait) = taken {
            return Err(Error::TooManySignIns { wait });
        }
        if made(before) && window.take(MOST, SIGN_IN_PERIOD, now).is_ok() {
            known.insert(self.key.clone(), window);
            write(&mut file, &known).map_err(fault)?;
        }
        Ok(before)
    }
}

fn now() -> Duration {
    Duration::from_millis(u64::try_from(clock::unix_millis()).unwrap_or_default())
}

fn open(path: &Path) -> io::Result<File> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    options.open(path)
}

/// What the file holds; lines that nobody wrote count for nothing.
fn read(file: &mut File) -> io::Result<BTreeMap<String, Window>> {
    let mut text = String::new();
    file.take(LONGEST).read_to_string(&mut text)?;
    let windows = text.lines().filter_map(|line| {
        let (key, times) = line.split_once(' ')?;
        let times = times
            .split(' ')
            .filter_map(|time| time.parse().ok().map(Duration::from_millis));
        Some((key.to_owned(), Window::new(times)))
    });
    Ok(windows.collect())
}

fn write(file: &mut File, known: &BTreeMap<String, Window>) -> io::Result<()> {
    let lines = known.iter().map(|(key, window)| {
        let times = window.times().map(|time| format!(" {}", time.as_millis()));
        format!("{key}{}\n", times.collect::<String>())
    });
    let text: String = lines.collect();
    // In place: the lock is on this file, and a new one under its name would have none.
    file.rewind()?;
    file.set_len(0)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

/// The lowest thresholds in use lock an account after three wrong passwords.
pub(crate) const MOST: NonZeroUsize = NonZeroUsize::new(3).expect("it is not zero");
const FILE: &str = "sign-ins";
/// Some thousand lines; what is older than half an hour goes with the next run.
const LONGEST: u64 = 1024 * 1024;

#[cfg(test)]
mod tests {
    use super::*;

    const MINUTE: Duration = Duration::from_secs(60);

    fn attempts(folder: &Path, target: &str, user: &str) -> Attempts {
        Attempts::within(folder, &target.parse().unwrap(), user, None)
    }

    #[test]
    fn three_count_in_half_an_hour_whichever_run_makes_them() {
        let folder = tempfile::tempdir().unwrap();
        let begun = Duration::from_secs(1_790_000_000);
        let made = |at: u32| attempts(folder.path(), "pc", "anna").at(begun + MINUTE * at, |_| true);
        assert_eq!([0, 10, 20].map(|at| made(at).unwrap()), [0, 1, 2]);

        let Err(Error::TooManySignIns { wait }) = made(25) else {
            panic!("a fourth one");
        };
        assert_eq!(wait, MINUTE * 5);
        assert_eq!(made(30).unwrap(), 2, "the first one counts no more");
    }

    #[test]
    fn each_account_at_each_computer_has_its_own_and_no_name_is_kept() {
        let folder = tempfile::tempdir().unwrap();
        let begun = Duration::from_secs(1_790_000_000);
        for (target, user, before) in [
            ("pc", "anna", 0),
            ("PC", "Anna", 1),
            ("pc", "ben", 0),
            ("other", "anna", 0),
        ] {
            let counted = attempts(folder.path(), target, user).at(begun, |_| true);
            assert_eq!(counted.unwrap(), before, "{target} {user}");
        }
        let kept = fs::read_to_string(folder.path().join(FILE)).unwrap();
        assert!(
            !kept.contains("anna") && !kept.contains("pc") && kept.lines().count() == 3,
            "{kept}"
        );
    }

    #[test]
    fn looking_counts_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let pc = attempts(folder.path(), "pc", "anna");
        for _ in 0..5 {
            assert_eq!(pc.at(MINUTE, |_| false).unwrap(), 0);
        }
    }
}
