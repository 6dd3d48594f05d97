//! What has expired is swept out in small batches, and what is left is counted.

use core::sync::atomic::{AtomicI64, Ordering};
use core::time::Duration;
use std::sync::Arc;

use sqlx::Row as _;
use tokio::time::sleep;
use tracing::{debug, warn};

use super::{Room, Store, StoreError};
use crate::clock;

/// How much of the room is taken, as far as this process knows: counted at times, and kept up in between.
///
/// Other relays on the same database are seen at the next count, so that together they may take in a little more.
#[derive(Debug, Default)]
pub(super) struct Filled {
    results: AtomicI64,
    bytes: AtomicI64,
}

impl Filled {
    /// Takes room for one more. It is given back when the answer is dropped, unless it is kept.
    pub(super) fn take(&self, room: Room, size: i64) -> Result<Taken<'_>, StoreError> {
        let results = self.results.fetch_add(1, Ordering::Relaxed).saturating_add(1);
        let bytes = self.bytes.fetch_add(size, Ordering::Relaxed).saturating_add(size);
        let taken = Taken {
            filled: self,
            size: Some(size),
        };
        let within = |used: i64, most: u64| u64::try_from(used).unwrap_or_default() <= most;
        if within(results, room.results) && within(bytes, room.bytes) {
            Ok(taken)
        } else {
            Err(StoreError::Full)
        }
    }

    pub(super) fn give_back(&self, results: i64, bytes: i64) {
        self.results.fetch_sub(results, Ordering::Relaxed);
        self.bytes.fetch_sub(bytes, Ordering::Relaxed);
    }

    fn now(&self) -> (i64, i64) {
        (self.results.load(Ordering::Relaxed), self.bytes.load(Ordering::Relaxed))
    }
}

/// Room that was taken.
#[derive(Debug)]
pub(super) struct Taken<'a> {
    filled: &'a Filled,
    /// Absent once it is kept.
    size: Option<i64>,
}

impl Taken<'_> {
    /// It stays taken.
    pub(super) fn keep(&mut self) {
        self.size = None;
    }
}

impl Drop for Taken<'_> {
    fn drop(&mut self) {
        if let Some(size) = self.size {
            self.filled.give_back(1, size);
        }
    }
}

impl Store {
    /// Sweeps now and then, until the store is dropped.
    pub(super) fn begin_sweeping(&self) {
        let inner = Arc::downgrade(&self.inner);
        tokio::spawn(async move {
            while let Some(inner) = inner.upgrade() {
                if let Err(error) = (Self { inner }).sweep().await {
                    warn!(%error, "what has expired was not swept out; it is not answered all the same");
                }
                sleep(SWEEP_INTERVAL).await;
            }
        });
    }

    /// Removes everything that has expired, and counts what is left.
    ///
    /// # Errors
    ///
    /// Where the database does not do it; what was removed by then is.
    pub async fn sweep(&self) -> Result<(), StoreError> {
        let pools = self.pools()?;
        let mut swept = 0_u64;
        for batch in [RESULTS_BATCH, ASKS_BATCH] {
            loop {
                let query = sqlx::query(batch).bind(clock::unix_millis()).bind(BATCH);
                let removed = pools.limited(query.execute(&pools.write)).await?.rows_affected();
                swept = swept.saturating_add(removed);
                if removed < BATCH.unsigned_abs() {
                    break;
                }
                sleep(BREATH).await;
            }
        }
        if swept > 0 {
            debug!(swept, "what had expired was swept out");
        }
        self.count().await
    }

    /// Counts how much of the room is taken.
    ///
    /// # Errors
    ///
    /// Where the database does not say.
    pub(super) async fn count(&self) -> Result<(), StoreError> {
        let pools = self.pools()?;
        let filled = &self.inner.filled;
        let (results, bytes) = filled.now();
        let row = pools.limited(sqlx::query(COUNT).fetch_one(&pools.read)).await?;
        // What comes meanwhile stays counted, if not twice until the next time.
        filled.give_back(
            results.saturating_sub(row.try_get("results")?),
            bytes.saturating_sub(row.try_get("bytes")?),
        );
        Ok(())
    }
}

const RESULTS_BATCH: &str = "DELETE FROM results WHERE id IN \
                             (SELECT id FROM results WHERE expires_at_ms <= $1 ORDER BY expires_at_ms LIMIT $2)";
const ASKS_BATCH: &str = "DELETE FROM asks WHERE id IN \
                          (SELECT id FROM asks WHERE expires_at_ms <= $1 ORDER BY expires_at_ms LIMIT $2)";
const COUNT: &str = "SELECT COUNT(*) + (SELECT COUNT(*) FROM asks) AS results, \
                     CAST(COALESCE(SUM(size), 0) AS BIGINT) AS bytes FROM results";
/// Nobody sees what has expired, so that sweeping it out only has to keep up.
const SWEEP_INTERVAL: Duration = Duration::from_secs(5 * 60);
/// Rows at a time: a writer that comes meanwhile waits a few milliseconds.
const BATCH: i64 = 100;
/// Between two batches others get their turn.
const BREATH: Duration = Duration::from_millis(20);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn room_is_taken_until_it_is_full_and_given_back_where_nothing_was_kept() {
        let filled = Filled::default();
        let room = Room { results: 2, bytes: 100 };

        filled.take(room, 60).unwrap().keep();
        assert!(matches!(filled.take(room, 60), Err(StoreError::Full)));
        drop(filled.take(room, 40).unwrap());
        filled.take(room, 40).unwrap().keep();
        assert!(matches!(filled.take(room, 0), Err(StoreError::Full)));
        filled.give_back(1, 60);
        assert!(filled.take(room, 60).is_ok());
    }
}
