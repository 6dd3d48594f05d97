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
//!  rates, together what all relays of one PostgreSQL count together
//!  idempotency     what was answered to a request that may come again
//!  body            a report as bytes, of this version and of older ones
//!  open            files, connections, migrations
//!  sweep           what has expired goes; how much room is left
//!  expected_time   how far the clock is believed
//!  report_key      what tells our reports from others
//!  reserve         room on the disk for taking results back
//! ```

mod asks;
mod attempts;
mod body;
mod claims;
mod contents;
mod deliveries;
mod error;
mod expected_time;
mod fault;
mod filled;
mod idempotency;
mod launches;
mod open;
mod pools;
mod rates;
mod report_key;
mod reserve;
mod results;
mod secret;
mod settings;
mod spans;
mod sweep;
mod together;
mod token;
mod tokens;

use std::sync::Arc;

use tokio::sync::{Notify, Semaphore, SemaphorePermit, watch};
use tracing::warn;
use wire::Life;

pub use self::asks::{Answers, KeptAnswer, MOST_ANSWERS, Watched};
pub use self::attempts::Counted;
pub use self::contents::{Removal, Stored};
pub use self::deliveries::{Delivery, NewDelivery, Settled, StoppedReceiver};
pub use self::error::StoreError;
pub use self::idempotency::{Claim, Claimed};
pub use self::launches::{Launch, Launched, NewLaunch, OPEN_LIMIT};
pub use self::open::backup;
pub use self::results::Revoked;
pub use self::settings::{
    MEGABYTE, MOST_MEGABYTES, MOST_RESULTS, PostgresUrl, Room, StorePlace, StorePlaceError, StoreSettings,
};
pub use self::spans::{HISTORY, WatchSpan};
pub use self::tokens::{ApiToken, NewToken, Scope};

use self::filled::Filled;
use self::pools::Pools;
pub(crate) use self::report_key::ReportKey;
pub(crate) use self::together::Together;
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

impl Store {
    /// One in memory, which is gone with its last clone.
    #[cfg(test)]
    pub(crate) async fn in_memory() -> Self {
        let settings = StoreSettings {
            place: Some(StorePlace::Memory),
            ..StoreSettings::default()
        };
        Self::open(&settings).await.unwrap()
    }

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
        // Not waited for: who comes behind so many would be given up while they wait.
        self.inner.writes.try_acquire().map_err(|_| StoreError::Overloaded)
    }
}

/// In percent. What is left lasts for days where it filled in weeks.
const ALMOST_FULL: u64 = 80;
const LOOK: &str = "SELECT id FROM results LIMIT 1";
/// Each takes a few milliseconds, so that the last of these still gets its turn before a query is given up.
const MOST_WRITES: usize = 256;
/// Each looks at its row every two seconds.
const MOST_WAITING: usize = 256;
