//! Opening a database: its file, its connections, and its tables.

use core::time::Duration;
use std::fs::{self, File};
use std::io;
use std::path::{self, Path};

use sqlx::any::{AnyConnectOptions, AnyPoolOptions};
use sqlx::migrate::{MigrateError, Migrator};
use sqlx::{AnyConnection, ConnectOptions as _, Connection as _};
use tokio::time::timeout;
use tracing::{debug, warn};

use super::reserve::Reserve;
use super::{Pools, StoreError, StorePlace};
use crate::Error;

/// The pools of the database that the settings name, or of the default file; none where sharing is off.
pub(super) async fn open(place: Option<&StorePlace>) -> Result<Option<Pools>, Error> {
    if let Some(place) = place {
        return match place {
            StorePlace::Off => Ok(None),
            StorePlace::Memory | StorePlace::File(_) | StorePlace::Postgres(_) => connect(place).await.map(Some),
        };
    }
    // Who names no database wants the page; that must not depend on a folder that nobody thought of.
    let Some(file) = StorePlace::default_file() else {
        warn!(
            "results can't be shared, because no folder is known to keep them in. Set `store` to a file, or to `off`"
        );
        return Ok(None);
    };
    match connect(&StorePlace::File(file)).await {
        Ok(pools) => Ok(Some(pools)),
        Err(error) => {
            warn!("results can't be shared: {error}");
            Ok(None)
        }
    }
}

/// Opens the database, and brings its tables to the form that this version uses.
async fn connect(place: &StorePlace) -> Result<Pools, Error> {
    // Once for all; whoever calls it again changes nothing.
    sqlx::any::install_default_drivers();
    let options = options(place)?;
    let pools = match place {
        StorePlace::Off | StorePlace::Memory => {
            // The data goes with its only connection.
            let pool = sqlite_pool(Setup::Memory).max_connections(1).min_connections(1);
            let pool = pool.connect_lazy_with(options);
            let mut connection = pool.acquire().await.map_err(|error| unusable(place, &error))?;
            MIGRATIONS
                .run(&mut *connection)
                .await
                .map_err(|error| not_migrated(place, error))?;
            Pools {
                read: pool.clone(),
                write: pool.clone(),
                remote: None,
                reserve: None,
            }
        }
        StorePlace::File(file) => {
            let lock = create(file).map_err(|error| Error::store(place, &error, MEND_FILE))?;
            prepare(place, &options, Setup::Writer.statements()).await?;
            drop(lock);
            let reserve = Reserve::beside(file);
            reserve.hold().await;
            Pools {
                read: sqlite_pool(Setup::Reader)
                    .max_connections(readers())
                    .connect_lazy_with(options.clone()),
                write: sqlite_pool(Setup::Writer).max_connections(1).connect_lazy_with(options),
                remote: None,
                reserve: Some(reserve),
            }
        }
        StorePlace::Postgres(_) => {
            // It takes a lock of its own while it migrates.
            prepare(place, &options, &[]).await?;
            let pool = pool(Setup::Postgres).max_connections(POSTGRES_CONNECTIONS);
            let pool = pool.connect_lazy_with(options.clone());
            Pools {
                read: pool.clone(),
                write: pool,
                remote: Some(options),
                reserve: None,
            }
        }
    };
    debug!(store = %place, "results can be shared");
    Ok(pools)
}

/// Connects once, so that what is wrong shows as what it is: a pool tries again until its time is up.
async fn prepare(place: &StorePlace, options: &AnyConnectOptions, statements: &[&'static str]) -> Result<(), Error> {
    let prepared = timeout(OPEN_LIMIT, async {
        let mut connection = AnyConnection::connect_with(options)
            .await
            .map_err(|error| unusable(place, &error))?;
        for statement in statements {
            let run = sqlx::query(*statement).execute(&mut connection).await;
            run.map_err(|error| unusable(place, &error))?;
        }
        let migrated = MIGRATIONS.run(&mut connection).await;
        migrated.map_err(|error| not_migrated(place, error))?;
        // An error means that it is closed already.
        let _ = connection.close().await;
        Ok(())
    });
    prepared.await.unwrap_or_else(|_| {
        Err(Error::store(
            place,
            &"it does not answer within 20 seconds",
            MEND_POSTGRES,
        ))
    })
}

fn options(place: &StorePlace) -> Result<AnyConnectOptions, Error> {
    let url = match place {
        StorePlace::Off | StorePlace::Memory => "sqlite::memory:".to_owned(),
        StorePlace::File(file) => sqlite_url(file).map_err(|error| Error::store(place, &error, MEND_FILE))?,
        StorePlace::Postgres(url) => url.secret().to_owned(),
    };
    let options: AnyConnectOptions = url.parse().map_err(|error| unusable(place, &error))?;
    Ok(options.disable_statement_logging())
}

/// The path with everything escaped that means something in a URL.
fn sqlite_url(file: &Path) -> io::Result<String> {
    let mut url = String::from("sqlite://");
    for byte in path::absolute(file)?.as_os_str().as_encoded_bytes() {
        let plain = byte.is_ascii_alphanumeric() || b"/-._~".contains(byte);
        if plain {
            url.push(char::from(*byte));
        } else {
            url.push_str(&format!("%{byte:02X}"));
        }
    }
    Ok(url)
}

/// Creates the file and the folders above it for this user alone, where they are missing.
///
/// Returns a lock: two relays that start at once would both create the tables.
fn create(file: &Path) -> io::Result<Option<File>> {
    let file = path::absolute(file)?;
    let folder = file.parent().unwrap_or(&file);
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)?;
    // Before SQLite makes it, with whatever rights new files have.
    match private(&file) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
        created => drop(created?),
    }
    // SQLite's own locks are on the file and would be lost with another handle to it; the folder has none.
    if cfg!(unix) {
        let folder = File::open(folder)?;
        folder.lock()?;
        return Ok(Some(folder));
    }
    Ok(None)
}

/// Creates a file that only this user can read.
fn private(file: &Path) -> io::Result<File> {
    let mut options = File::options();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(file)
}

/// How the connections of a pool are set up.
#[derive(Clone, Copy)]
enum Setup {
    Memory,
    Reader,
    Writer,
    Postgres,
}

impl Setup {
    /// FULL in WAL mode writes every commit through to the disk before it is acknowledged: it outlasts a power cut, not
    /// only the process. `secure_delete` overwrites what was revoked.
    fn statements(self) -> &'static [&'static str] {
        match self {
            Self::Memory => &[],
            Self::Reader => &[
                "PRAGMA busy_timeout = 2000",
                // One connection writes, so that writes wait for each other in order and not for a lock.
                "PRAGMA query_only = ON",
                // In KiB below zero: the inner pages of the trees of a million results.
                "PRAGMA cache_size = -8192",
                // The leaves come out of the system's own cache without being copied, up to a gigabyte of them.
                "PRAGMA mmap_size = 1073741824",
            ],
            Self::Writer => &[
                "PRAGMA busy_timeout = 2000",
                // Those who read do not wait for the one who writes.
                "PRAGMA journal_mode = WAL",
                // What somebody was told is shared is there after a power failure, too.
                "PRAGMA synchronous = FULL",
                // What was taken back is overwritten, so that no copy of the file has it.
                "PRAGMA secure_delete = ON",
                "PRAGMA journal_size_limit = 67108864",
            ],
            Self::Postgres => &[
                "SET statement_timeout = '5s'",
                "SET lock_timeout = '2s'",
                "SET idle_in_transaction_session_timeout = '10s'",
            ],
        }
    }
}

fn pool(setup: Setup) -> AnyPoolOptions {
    AnyPoolOptions::new()
        .acquire_timeout(ACQUIRE_LIMIT)
        .after_connect(move |connection, _| {
            Box::pin(async move {
                for statement in setup.statements() {
                    sqlx::query(*statement).execute(&mut *connection).await?;
                }
                Ok(())
            })
        })
}

/// Nothing breaks a connection to a file, and the memory of a process lasts as long as its connection.
fn sqlite_pool(setup: Setup) -> AnyPoolOptions {
    pool(setup)
        // A file does not go away as a server does.
        .test_before_acquire(false)
        .idle_timeout(None)
        .max_lifetime(None)
}

/// Each reader is a thread of its own.
fn readers() -> u32 {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    u32::try_from(cores.clamp(2, 8)).unwrap_or(2)
}

/// Writes a copy of the store to `to`, complete in itself, while relays go on using it.
///
/// # Errors
///
/// Where the store is no SQLite file, `to` is there already, or one of the two cannot be used.
pub async fn backup(place: Option<StorePlace>, to: &Path) -> Result<StorePlace, Error> {
    let place = place.or_else(StorePlace::default_place);
    let place = place.unwrap_or(StorePlace::Off);
    let file = match &place {
        StorePlace::File(file) => file,
        StorePlace::Postgres(_) => return Err(Error::NoBackup { what: BACKUP_POSTGRES }),
        StorePlace::Off | StorePlace::Memory => return Err(Error::NoBackup { what: BACKUP_NOTHING }),
    };
    let to_text = to.to_str().ok_or(Error::NoBackup { what: BACKUP_NAME })?;
    match fs::metadata(file) {
        Ok(_) => {}
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return Err(Error::NoBackup { what: BACKUP_NO_FILE });
        }
        Err(error) => return Err(Error::store(&place, &error, MEND_FILE)),
    }
    // Made here, so that from its first byte on nobody else can read it.
    let copy = private(to).map_err(|source| Error::BackupFile {
        path: to.to_owned(),
        source,
    })?;
    sqlx::any::install_default_drivers();
    let copied = async {
        let mut connection = AnyConnection::connect_with(&options(&place)?)
            .await
            .map_err(|error| unusable(&place, &error))?;
        let query = sqlx::query("VACUUM INTO $1").bind(to_text);
        let copied = query.execute(&mut connection).await;
        copied.map_err(|error| unusable(&place, &error))?;
        copy.sync_all().map_err(|source| Error::BackupFile {
            path: to.to_owned(),
            source,
        })
    };
    if let Err(error) = copied.await {
        // Half a copy must not be taken for one.
        let _ = fs::remove_file(to);
        return Err(error);
    }
    Ok(place)
}

fn unusable(place: &StorePlace, error: &sqlx::Error) -> Error {
    let said = error.as_database_error();
    let code = said.and_then(|said| said.code()).unwrap_or_default();
    let (what, mend) = match (place, code.as_ref()) {
        (StorePlace::Postgres(_), "28P01" | "28000") => (said_by(error), MEND_SIGN_IN),
        (StorePlace::Postgres(_), "3D000") => (said_by(error), MEND_NO_DATABASE),
        (StorePlace::Postgres(_), "42501") => (said_by(error), MEND_RIGHTS),
        (StorePlace::Postgres(_), "53300") => (said_by(error), MEND_CONNECTIONS),
        (StorePlace::Postgres(_), _) => (said_by(error), MEND_POSTGRES),
        (_, "26" | "11") => (said_by(error), MEND_DAMAGED),
        (_, "5" | "261" | "6") => (said_by(error), MEND_LOCKED),
        _ if StoreError::from_code(&code) == StoreError::Full => ("the disk is full".to_owned(), MEND_FULL),
        _ => (said_by(error), MEND_FILE),
    };
    Error::store(place, &what, mend)
}

/// The database's own words where it has some; sqlx says around them what it was doing.
fn said_by(error: &sqlx::Error) -> String {
    match error.as_database_error() {
        Some(said) => said.message().to_owned(),
        None => error.to_string(),
    }
}

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the others are faults of the migrations themselves"
)]
fn not_migrated(place: &StorePlace, error: MigrateError) -> Error {
    match error {
        MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => unusable(place, &error),
        MigrateError::VersionMissing(_) | MigrateError::VersionMismatch(_) => {
            Error::store(place, &"a newer rdptrace has changed its tables", MEND_NEWER)
        }
        other => Error::store(place, &other, MEND_DAMAGED),
    }
}

static MIGRATIONS: Migrator = sqlx::migrate!();

const MEND_FILE: &str = "Allow the server to write there, set `store` to another file, or set it to `off`";
const MEND_FULL: &str = "Make room there, set `store` to another file, or set it to `off`";
const MEND_DAMAGED: &str = "Restore a backup, or set `store` to another file";
const MEND_LOCKED: &str = "Stop the app that uses it";
const MEND_NEWER: &str = "Start that version, or set `store` to another database";
const MEND_POSTGRES: &str = "Start the database, correct the URL in `store`, or set `store` to `off`";
const MEND_CONNECTIONS: &str =
    "Let the database take more connections (max_connections), or close some that others hold";
const MEND_SIGN_IN: &str = "Correct the user and the password in `store`";
const MEND_NO_DATABASE: &str = "Create the database (createdb), or correct its name in `store`";
const MEND_RIGHTS: &str = "Allow this user to create tables in the database";
const BACKUP_POSTGRES: &str = "use PostgreSQL's own backup: pg_dump --format=custom --file results.dump";
const BACKUP_NOTHING: &str = "no file contains the results. Set `store` to a file";
const BACKUP_NO_FILE: &str =
    "the database file doesn't exist. `rdptrace serve` creates it, and `store` can name another one";
const BACKUP_NAME: &str = "the name of the backup must be UTF-8";
/// How long a connection is waited for; with the query it stays within what a person waits.
const ACQUIRE_LIMIT: Duration = Duration::from_secs(3);
/// A database that starts with the machine may still be recovering.
const OPEN_LIMIT: Duration = Duration::from_secs(20);
/// PostgreSQL has a hundred for everybody.
const POSTGRES_CONNECTIONS: u32 = 10;
