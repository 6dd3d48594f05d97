//! Results that somebody shared, and requests for runs, in SQLite or PostgreSQL.
//!
//! Nothing else of the relay is kept. A row holds codes and parameters of a report, after redaction, or ciphertext; no
//! rendered text, no secret but its hash. What has expired is never answered, whether or not it was swept out yet.
//!
//! ```text
//!  results, asks   the queries, one set for both databases
//!  token, tokens   with which programs use the relay
//!  launches        what a portal launches
//!  deliveries      the outbox
//!  spans           what watched computers were found to be
//!  idempotency     what was answered to a request that may come again
//!  body            a report as bytes, of this version and of older ones
//!  open            files, connections, migrations
//!  sweep           what has expired goes; how much room is left
//!  trust           how far the clock is believed
//!  report_key      what tells our reports from others
//!  reserve         room on the disk for taking results back
//! ```

mod asks;
mod attempts;
mod body;
mod claims;
mod contents;
mod deliveries;
mod fault;
mod idempotency;
mod launches;
mod open;
mod report_key;
mod reserve;
mod results;
mod secret;
mod settings;
mod spans;
mod sweep;
mod token;
mod tokens;
mod trust;

use core::time::Duration;
use std::sync::Arc;

use sqlx::any::AnyConnectOptions;
use sqlx::{AnyConnection, AnyPool, Connection as _};
use thiserror::Error;
use tokio::sync::{Notify, Semaphore, SemaphorePermit, watch};
use tokio::time::timeout;
use tracing::warn;
use wire::{Life, ProblemKind};

pub use self::asks::{Answers, KeptAnswer, MOST_ANSWERS, Watched};
pub use self::attempts::Counted;
pub use self::contents::{Removal, Stored};
pub use self::deliveries::{Delivery, NewDelivery, Settled, StoppedReceiver};
pub use self::idempotency::{Claim, Claimed};
pub use self::launches::{Launch, Launched, NewLaunch, OPEN_LIMIT};
pub use self::open::backup;
pub use self::results::Revoked;
pub use self::settings::{
    MEGABYTE, MOST_MEGABYTES, MOST_RESULTS, PostgresUrl, Room, StorePlace, StorePlaceError, StoreSettings,
};
pub use self::spans::{HISTORY, WatchSpan};
pub use self::tokens::{ApiToken, NewToken, Scope};

pub(crate) use self::report_key::ReportKey;
use self::reserve::Reserve;
use self::sweep::Filled;
use crate::Error;
use crate::limits::Notice;

/// Where shared results are kept. Cheap to clone; all clones are the same store.
#[derive(Clone, Debug)]
pub struct Store {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    /// Absent where sharing is off.
    pools: Option<Pools>,
    /// For the log, when it fills.
    filling: Notice,
    longest_life: Life,
    room: Room,
    filled: Filled,
    report_key: ReportKey,
    /// Writes that wait or are under way.
    writes: Semaphore,
    /// Counts answers to requests and what is said of their progress, so that whoever waits looks again.
    answers: watch::Sender<u64>,
    /// Told when something is put into the outbox.
    delivering: Notify,
    /// Places for those who wait for an answer.
    waiting: Arc<Semaphore>,
}

/// Connections to read and to write. SQLite takes one writer at a time: ours wait for each other here, in order, rather
/// than in its own lock, which is looked at in growing intervals.
#[derive(Clone, Debug)]
struct Pools {
    read: AnyPool,
    write: AnyPool,
    /// How to try the connection by itself, where there is a way to lose it.
    remote: Option<AnyConnectOptions>,
    /// What is given up so that results can be deleted on a full disk, where the disk is ours to look after.
    reserve: Option<Reserve>,
}

impl Pools {
    /// Waits for a query as long as it may take. One that goes on after that ends on its own connection.
    async fn limited<T>(&self, query: impl Future<Output = Result<T, sqlx::Error>>) -> Result<T, StoreError> {
        let (meant, cause) = match timeout(QUERY_LIMIT, query).await {
            Ok(Ok(done)) => return Ok(done),
            Ok(Err(sqlx::Error::PoolTimedOut)) if self.is_cut_off().await => (StoreError::Gone, None),
            Ok(Err(error)) => {
                let cause = fault::cause(&error);
                (error.into(), Some(cause))
            }
            Err(_) => (StoreError::Busy, None),
        };
        if meant.is_ours() {
            warn!(%meant, cause, "results cannot be kept or read");
        }
        Err(meant)
    }

    /// Waits for something that makes room, also where none is left to do it in.
    async fn freeing<T, R>(&self, remove: impl Fn() -> R) -> Result<T, StoreError>
    where
        R: Future<Output = Result<T, sqlx::Error>>,
    {
        match (self.limited(remove()).await, &self.reserve) {
            (Err(StoreError::Full), Some(reserve)) => {
                reserve.give().await;
                let removed = self.limited(remove()).await;
                // What the log of the database has grown by goes back to the disk, or the reserve could not be held again.
                let emptied = self.limited(sqlx::query(EMPTY_LOG).execute(&self.write)).await;
                if emptied.is_ok() {
                    reserve.hold().await;
                }
                removed
            }
            (removed, _) => removed,
        }
    }

    /// Whether no connection comes about: a pool does not tell that from one whose connections are all in use. One that
    /// takes its time comes about.
    async fn is_cut_off(&self) -> bool {
        let Some(remote) = &self.remote else {
            return false;
        };
        match timeout(PROBE_LIMIT, AnyConnection::connect_with(remote)).await {
            Ok(Ok(connection)) => {
                // An error means that it is closed already.
                let _ = connection.close().await;
                false
            }
            Ok(Err(_)) => true,
            Err(_) => false,
        }
    }
}

/// Why nothing was kept, or nothing can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum StoreError {
    /// The administrator keeps no results.
    #[error("sharing is off")]
    Off,
    /// The administrator allows shorter lives only.
    #[error("the life is longer than the administrator allows")]
    LifeNotAllowed,
    /// What is said to be sealed is no ciphertext.
    #[error("the sealed result is no ciphertext")]
    NotSealed,
    /// The request that the result answers never was or has expired.
    #[error("the request for a run is gone")]
    AskGone,
    /// There is no room for more.
    #[error("there is no room for more results")]
    Full,
    /// The database does not answer in time.
    #[error("the database does not answer in time")]
    Busy,
    /// More requests wait than can be answered in time.
    #[error("too many writes wait")]
    Overloaded,
    /// The database cannot be reached or used.
    #[error("the database cannot be used")]
    Gone,
    /// A newer version wrote the row.
    #[error("the result was written by a newer version")]
    FromTheFuture,
    /// The row is damaged.
    #[error("the stored result is damaged")]
    Unreadable,
    /// The system gives no random numbers.
    #[error("the system gives no random numbers")]
    NoRandomness,
}

impl StoreError {
    /// Whether the relay's administrator has to do something about it.
    fn is_ours(self) -> bool {
        match self {
            Self::Full | Self::Busy | Self::Gone | Self::Unreadable | Self::NoRandomness => true,
            Self::Off
            | Self::LifeNotAllowed
            | Self::NotSealed
            | Self::AskGone
            | Self::Overloaded
            | Self::FromTheFuture => false,
        }
    }

    /// What whoever asked is told.
    pub fn problem(self) -> ProblemKind {
        match self {
            Self::Off => ProblemKind::SharingIsOff,
            Self::LifeNotAllowed => ProblemKind::LifeNotAllowed,
            Self::NotSealed => ProblemKind::Unreadable,
            Self::AskGone => ProblemKind::Gone,
            Self::Full => ProblemKind::StoreFull,
            Self::Busy => ProblemKind::StoreBusy,
            Self::Overloaded => ProblemKind::Overloaded,
            Self::Gone | Self::Unreadable | Self::NoRandomness => ProblemKind::StoreGone,
            Self::FromTheFuture => ProblemKind::FromTheFuture,
        }
    }
}

impl Store {
    /// Opens the database, creates what is missing, and begins to sweep out what expires.
    ///
    /// Where no database is named and the default file cannot be used, the store is off, and the log says why.
    ///
    /// # Errors
    ///
    /// Where the database that is named cannot be used; says what to do.
    pub async fn open(settings: &StoreSettings) -> Result<Self, Error> {
        let pools = open::open(settings.place.as_ref()).await?;
        let key = match &pools {
            None => None,
            Some(pools) => ReportKey::load(pools)
                .await
                .inspect_err(|error| warn!(%error, "reports get no mark that outlasts this start"))
                .ok(),
        };
        let store = Self::over(pools, key.unwrap_or_else(ReportKey::random), settings);
        if store.is_on() {
            // Before anything is taken in. A database that broke just now is one of the breaks that a relay outlasts.
            if let Err(error) = store.count().await {
                warn!(%error, "the results that are kept were not counted");
            }
            store.begin_sweeping();
        }
        Ok(store)
    }

    /// A store that keeps nothing.
    pub fn off() -> Self {
        Self::over(None, ReportKey::random(), &StoreSettings::default())
    }

    fn over(pools: Option<Pools>, report_key: ReportKey, settings: &StoreSettings) -> Self {
        Self {
            inner: Arc::new(Inner {
                pools,
                filling: Notice::default(),
                longest_life: settings.longest_life,
                room: settings.room,
                filled: Filled::default(),
                report_key,
                writes: Semaphore::new(MOST_WRITES),
                answers: watch::Sender::new(0),
                delivering: Notify::new(),
                waiting: Arc::new(Semaphore::new(MOST_WAITING)),
            }),
        }
    }

    /// Closes all connections, once what is under way has ended. Nothing can be shared or read afterwards.
    pub async fn close(&self) {
        if let Some(pools) = &self.inner.pools {
            pools.read.close().await;
            pools.write.close().await;
        }
    }

    /// What marks the reports that are made here.
    pub(crate) fn report_key(&self) -> &ReportKey {
        &self.inner.report_key
    }

    /// Whether results can be shared.
    pub fn is_on(&self) -> bool {
        self.inner.pools.is_some()
    }

    /// How many results and requests are kept and how many bytes they take, as far as this process knows.
    pub fn filled(&self) -> (u64, u64) {
        self.inner.filled.now()
    }

    /// How much may be kept.
    pub fn room(&self) -> Room {
        self.inner.room
    }

    /// Whether the database answers.
    ///
    /// # Errors
    ///
    /// Where it does not.
    pub async fn answers_now(&self) -> Result<(), StoreError> {
        let Some(pools) = &self.inner.pools else {
            return Ok(());
        };
        // A row of it, because a file that is damaged opens all the same.
        let query = sqlx::query(LOOK).fetch_optional(&pools.read);
        pools.limited(query).await.map(|_| ())
    }

    /// The longest life that a result can be given.
    pub fn longest_life(&self) -> Life {
        self.inner.longest_life
    }

    fn allow(&self, life: Life) -> Result<(), StoreError> {
        if life <= self.inner.longest_life {
            Ok(())
        } else {
            Err(StoreError::LifeNotAllowed)
        }
    }

    fn pools(&self) -> Result<&Pools, StoreError> {
        self.inner.pools.as_ref().ok_or(StoreError::Off)
    }

    /// Tells the log when little room is left.
    fn watch_room(&self) {
        let ((results, bytes), room) = (self.filled(), self.room());
        let percent = |used: u64, most: u64| used.saturating_mul(100).checked_div(most).unwrap_or(100);
        let filled = percent(results, room.results).max(percent(bytes, room.bytes));
        if filled >= ALMOST_FULL
            && let Some(shares) = self.inner.filling.counted()
        {
            warn!(
                filled,
                shares, "the room for shared results fills: `rdptrace store` lists and removes them"
            );
        }
    }

    /// A place among the writes.
    fn queue(&self) -> Result<SemaphorePermit<'_>, StoreError> {
        self.inner.writes.try_acquire().map_err(|_| StoreError::Overloaded)
    }
}

/// In percent. What is left lasts for days where it filled in weeks.
const ALMOST_FULL: u64 = 80;
const EMPTY_LOG: &str = "PRAGMA wal_checkpoint(TRUNCATE)";
const LOOK: &str = "SELECT id FROM results LIMIT 1";
/// Somebody waits with a browser: longer than this looks broken, and the databases answer within milliseconds.
const QUERY_LIMIT: Duration = Duration::from_secs(5);
/// Whoever cannot be reached says so at once, and whoever waits has waited long enough.
const PROBE_LIMIT: Duration = Duration::from_secs(1);
/// Each takes a few milliseconds, so that the last of these still gets its turn within [`QUERY_LIMIT`].
const MOST_WRITES: usize = 256;
/// Each looks at its row every two seconds.
const MOST_WAITING: usize = 256;
