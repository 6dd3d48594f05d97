//! Where shared results are kept, and how many for how long.

use core::fmt;
use core::str::FromStr;
use std::env;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use thiserror::Error;
use url::Url;
use wire::Life;

/// What a store is opened with.
#[derive(Clone, Debug)]
pub struct StoreSettings {
    /// The database; absent where nothing names one, and the file of [`StorePlace::default_file`] is used.
    pub place: Option<StorePlace>,
    /// The longest life that a result or a request can be given.
    pub longest_life: Life,
    /// How much it takes in.
    pub room: Room,
}

impl Default for StoreSettings {
    fn default() -> Self {
        Self {
            place: None,
            longest_life: Life::Month,
            room: Room::default(),
        }
    }
}

impl StoreSettings {
    /// The database that is used; absent where nothing names one, and no folder for the default file is known.
    pub fn chosen_place(&self) -> Option<StorePlace> {
        self.place.clone().or_else(StorePlace::default_place)
    }
}

/// How much a store takes in; what goes beyond is refused, and nothing is thrown out for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Room {
    /// Results at a time.
    pub results: u64,
    /// Bytes of all results together, as they are kept.
    pub bytes: u64,
}

impl Default for Room {
    fn default() -> Self {
        Self {
            results: MOST_RESULTS,
            bytes: MOST_MEGABYTES * MEGABYTE,
        }
    }
}

/// The database of shared results.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub enum StorePlace {
    /// None: nothing can be shared.
    Off,
    /// SQLite in the memory of the process, gone with it.
    Memory,
    /// SQLite in this file.
    File(PathBuf),
    /// PostgreSQL.
    Postgres(PostgresUrl),
}

/// The URL of a PostgreSQL database. It may hold a password, and shows itself without.
#[derive(Clone, PartialEq, Eq)]
pub struct PostgresUrl(Url);

impl PostgresUrl {
    /// The URL with everything in it.
    pub(super) fn secret(&self) -> &str {
        self.0.as_str()
    }
}

impl fmt::Display for PostgresUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "postgres://{}", self.0.host_str().unwrap_or_default())?;
        if let Some(port) = self.0.port() {
            write!(f, ":{port}")?;
        }
        f.write_str(self.0.path())
    }
}

impl fmt::Debug for PostgresUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// The text names no database. It is not repeated, because it may hold a password.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error(
    "this isn't a valid database URL. Use sqlite:/path/of/results.db, sqlite::memory:, \
     postgres://user@host/database, or off"
)]
pub struct StorePlaceError;

impl StorePlace {
    /// The file that is used where nothing names a database; absent where no folder for it is known.
    pub(super) fn default_place() -> Option<Self> {
        Self::default_file().map(Self::File)
    }

    /// The file that is used where nothing names a database: `results.db` in the folder that systemd keeps for the
    /// service (`STATE_DIRECTORY`), else in `rdptrace` below `XDG_STATE_HOME` or `~/.local/state`; on Windows in `rdptrace`
    /// below `%LOCALAPPDATA%`, which only its owner can read. Absent where the environment has none of them.
    pub fn default_file() -> Option<PathBuf> {
        Some(Self::state_folder()?.join("results.db"))
    }

    /// The folder of that file, which is the program's for whatever it keeps.
    pub fn state_folder() -> Option<PathBuf> {
        let folder = |name: &str| {
            let value = env::var_os(name)?;
            // systemd puts colons between several. On Windows, one stands behind the letter of a drive.
            let value = value.to_str()?;
            let first = if cfg!(windows) { value } else { value.split(':').next()? };
            Path::new(first).is_absolute().then(|| PathBuf::from(first))
        };
        let of_windows = || folder("LOCALAPPDATA").filter(|_| cfg!(windows));
        folder("STATE_DIRECTORY")
            .or_else(|| folder("XDG_STATE_HOME").map(|state| state.join("rdptrace")))
            .or_else(|| of_windows().map(|local| local.join("rdptrace")))
            .or_else(|| folder("HOME").map(|home| home.join(".local/state/rdptrace")))
    }
}

impl fmt::Display for StorePlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Off => f.write_str("off"),
            Self::Memory => f.write_str("sqlite::memory:"),
            Self::File(path) => write!(f, "sqlite:{}", path.display()),
            Self::Postgres(url) => write!(f, "{url}"),
        }
    }
}

impl FromStr for StorePlace {
    type Err = StorePlaceError;

    fn from_str(text: &str) -> Result<Self, StorePlaceError> {
        if text == "off" {
            return Ok(Self::Off);
        }
        if let Some(rest) = text.strip_prefix("sqlite:") {
            // Both forms are in use: `sqlite:relative.db` and `sqlite:///absolute.db`.
            return match rest.strip_prefix("//").unwrap_or(rest) {
                ":memory:" => Ok(Self::Memory),
                // A `?` would begin options, which are not for the reader of these settings to choose.
                path if path.is_empty() || path.contains(['?', '\0']) => Err(StorePlaceError),
                path => Ok(Self::File(path.into())),
            };
        }
        let url = text.parse::<Url>().map_err(|_| StorePlaceError)?;
        if matches!(url.scheme(), "postgres" | "postgresql") {
            Ok(Self::Postgres(PostgresUrl(url)))
        } else {
            Err(StorePlaceError)
        }
    }
}

impl TryFrom<String> for StorePlace {
    type Error = StorePlaceError;

    fn try_from(text: String) -> Result<Self, StorePlaceError> {
        text.parse()
    }
}

/// Megabytes as people count them.
pub const MEGABYTE: u64 = 1_000_000;
/// A result takes about six kilobytes: with these, a store has at most a good half of the room that follows.
pub const MOST_RESULTS: u64 = 200_000;
/// What a small server can spare.
pub const MOST_MEGABYTES: u64 = 2_000;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn databases_are_named_by_url() {
        for (text, place) in [
            ("off", StorePlace::Off),
            ("sqlite::memory:", StorePlace::Memory),
            ("sqlite:results.db", StorePlace::File("results.db".into())),
            ("sqlite:/var/lib/r d.db", StorePlace::File("/var/lib/r d.db".into())),
            ("sqlite:///var/lib/r.db", StorePlace::File("/var/lib/r.db".into())),
        ] {
            assert_eq!(text.parse::<StorePlace>(), Ok(place), "{text}");
        }
        assert!(matches!("postgres://u@h/d".parse(), Ok(StorePlace::Postgres(_))));
        assert!(matches!(
            "postgresql:///d?host=/run".parse(),
            Ok(StorePlace::Postgres(_))
        ));
    }

    #[test]
    fn what_names_no_database_is_answered_with_what_would_be_right_and_not_repeated() {
        for text in [
            "",
            "on",
            "sqlite:",
            "sqlite:a?mode=ro",
            "mysql://u:hunter2@h/d",
            "postgress:hunter2",
        ] {
            let error = text.parse::<StorePlace>().unwrap_err().to_string();

            assert!(error.contains("sqlite:/") && !error.contains("hunter2"), "{error}");
        }
    }

    #[test]
    fn password_of_a_database_is_never_shown() {
        let text = "postgres://anna:hunter2@db.example.org:5433/results?password=hunter3";
        let place: StorePlace = text.parse().unwrap();

        assert_eq!(place.to_string(), "postgres://db.example.org:5433/results");
        for shown in [
            format!("{place:?}"),
            format!(
                "{:?}",
                StoreSettings {
                    place: Some(place),
                    ..StoreSettings::default()
                }
            ),
        ] {
            assert!(!shown.contains("hunter") && !shown.contains("anna"), "{shown}");
        }
    }
}
