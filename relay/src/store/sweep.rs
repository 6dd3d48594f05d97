//! What has expired is swept out in small batches, and what is left is counted.

use core::time::Duration;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use sqlx::Row as _;
use tokio::time::{Instant, sleep};
use tracing::{debug, warn};

use super::claims::CLAIMS_BATCH;
use super::spans::{HISTORY, SPANS_BATCH};
use super::trust::{Judged, Witness};
use super::{Pools, Room, Store, StoreError};
use crate::clock;

/// How much of the room is taken, as far as this process knows: exact of what it wrote itself, and counted at times for
/// the sake of other relays on the same database, which together may take in a little more.
#[derive(Debug, Default)]
pub(super) struct Filled(Mutex<Level>);

/// How full it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Level {
    results: i64,
    bytes: i64,
    /// Changes that a count may or may not see.
    under_way: u64,
    /// Changes that have begun since the start.
    begun: u64,
}

/// A change of what is kept, from before the database knows of it until after.
#[derive(Debug)]
pub(super) struct Change<'a> {
    filled: &'a Filled,
    /// What is given back when it is over.
    results: i64,
    bytes: i64,
}

impl Filled {
    /// Takes room for one more. It is given back when the answer is dropped, unless it is kept.
    pub(super) fn take(&self, room: Room, size: i64) -> Result<Change<'_>, StoreError> {
        let mut change = self.change();
        change.results = 1;
        change.bytes = size;
        let mut level = self.level();
        level.results = level.results.saturating_add(1);
        level.bytes = level.bytes.saturating_add(size);
        let within = |used: i64, most: u64| u64::try_from(used).unwrap_or_default() <= most;
        let fits = within(level.results, room.results) && within(level.bytes, room.bytes);
        // The change takes the lock again where it is dropped.
        drop(level);
        if fits { Ok(change) } else { Err(StoreError::Full) }
    }

    /// Begins to remove something.
    pub(super) fn change(&self) -> Change<'_> {
        let mut level = self.level();
        level.under_way += 1;
        level.begun += 1;
        Change {
            filled: self,
            results: 0,
            bytes: 0,
        }
    }

    /// Takes over what the database says since `before`, unless something was written meanwhile: whether the count has
    /// seen that, nobody can tell.
    fn counted(&self, before: Level, results: i64, bytes: i64) {
        let mut level = self.level();
        if before.under_way == 0 && *level == before {
            level.results = results;
            level.bytes = bytes;
        }
    }

    /// How many are kept, and how many bytes they take.
    pub(super) fn now(&self) -> (u64, u64) {
        let level = *self.level();
        let whole = |number: i64| u64::try_from(number).unwrap_or_default();
        (whole(level.results), whole(level.bytes))
    }

    fn level(&self) -> MutexGuard<'_, Level> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Change<'_> {
    /// What was taken stays taken.
    pub(super) fn keep(mut self) {
        (self.results, self.bytes) = (0, 0);
    }

    /// One of this size is gone.
    pub(super) fn removed(&mut self, bytes: i64) {
        self.results = self.results.saturating_add(1);
        self.bytes = self.bytes.saturating_add(bytes);
    }
}

impl Drop for Change<'_> {
    fn drop(&mut self) {
        let mut level = self.filled.level();
        level.results = level.results.saturating_sub(self.results);
        level.bytes = level.bytes.saturating_sub(self.bytes);
        level.under_way = level.under_way.saturating_sub(1);
    }
}

impl Store {
    /// Sweeps now and then, until the store is dropped.
    pub(super) fn begin_sweeping(&self) {
        let inner = Arc::downgrade(&self.inner);
        tokio::spawn(async move {
            let mut witness = None;
            while let Some(inner) = inner.upgrade() {
                if let Err(error) = (Self { inner }).sweep(&mut witness).await {
                    warn!(%error, "what has expired was not swept out; it is not answered all the same");
                }
                sleep(SWEEP_INTERVAL).await;
            }
        });
    }

    /// Removes everything that has been over for a day, as far as the clock is believed, and counts what is left.
    ///
    /// # Errors
    ///
    /// Where the database does not do it; what was removed by then is.
    async fn sweep(&self, witness: &mut Option<Witness>) -> Result<(), StoreError> {
        let pools = self.pools()?;
        let until = self.judged(pools, witness).await?.sweep_until_ms;
        let mut swept = 0_usize;
        for batch in [RESULTS_BATCH, ASKS_BATCH] {
            loop {
                let mut change = self.inner.filled.change();
                let batch = || sqlx::query(batch).bind(until).bind(BATCH).fetch_all(&pools.write);
                let removed = pools.freeing(batch).await?;
                for row in &removed {
                    change.removed(row.try_get("size")?);
                }
                drop(change);
                swept = swept.saturating_add(removed.len());
                if i64::try_from(removed.len()).is_ok_and(|removed| removed < BATCH) {
                    break;
                }
                sleep(BREATH).await;
            }
        }
        self.sweep_small(pools, ANSWERS_BATCH, until).await?;
        self.sweep_small(pools, IDEMPOTENCY_BATCH, until).await?;
        self.sweep_small(pools, DELIVERIES_BATCH, until).await?;
        self.sweep_small(pools, SPANS_BATCH, until.saturating_sub(clock::millis(HISTORY)))
            .await?;
        self.sweep_small(pools, CLAIMS_BATCH, until).await?;
        if swept > 0 {
            debug!(swept, "what had expired was swept out");
        }
        self.count().await
    }

    /// How far the clock is believed, beside what the last sweep of this database knew. Where both agree, results that
    /// were shared while a clock was ahead get the life that they were given.
    async fn judged(&self, pools: &Pools, witness: &mut Option<Witness>) -> Result<Judged, StoreError> {
        let now = clock::unix_millis();
        let witness = match witness {
            Some(witness) => witness,
            None => {
                let row = pools.limited(sqlx::query(KNOWN).fetch_one(&pools.read)).await?;
                let known: i64 = row.try_get("known_ms")?;
                witness.insert(Witness::of(if known == 0 { now } else { known }, Instant::now()))
            }
        };
        let judged = witness.judge(now, Instant::now());
        let query = sqlx::query(KNOW).bind(judged.witness_ms);
        pools.limited(query.execute(&pools.write)).await?;
        if judged.agree {
            let query = sqlx::query(SET_RIGHT)
                .bind(now)
                .bind(judged.witness_ms.max(now) + AHEAD_MS);
            pools.limited(query.execute(&pools.write)).await?;
        }
        Ok(judged)
    }

    /// What takes no room that is counted: which results answered which requests, and what is kept for a day.
    async fn sweep_small(&self, pools: &Pools, batch: &'static str, until_ms: i64) -> Result<(), StoreError> {
        loop {
            let query = sqlx::query(batch).bind(until_ms).bind(BATCH);
            let removed = pools.limited(query.execute(&pools.write)).await?.rows_affected();
            if removed < BATCH.unsigned_abs() {
                return Ok(());
            }
            sleep(BREATH).await;
        }
    }

    /// Counts how much of the room is taken.
    ///
    /// # Errors
    ///
    /// Where the database does not say.
    pub(super) async fn count(&self) -> Result<(), StoreError> {
        let pools = self.pools()?;
        let filled = &self.inner.filled;
        let before = *filled.level();
        let row = pools.limited(sqlx::query(COUNT).fetch_one(&pools.read)).await?;
        filled.counted(before, row.try_get("results")?, row.try_get("bytes")?);
        Ok(())
    }
}

const RESULTS_BATCH: &str = "DELETE FROM results WHERE id IN \
                             (SELECT id FROM results WHERE expires_at_ms <= $1 ORDER BY expires_at_ms LIMIT $2) \
                             RETURNING size";
const ASKS_BATCH: &str = "DELETE FROM asks WHERE id IN \
                          (SELECT id FROM asks WHERE expires_at_ms <= $1 ORDER BY expires_at_ms LIMIT $2) \
                          RETURNING CAST(0 AS BIGINT) AS size";
const ANSWERS_BATCH: &str = "DELETE FROM answers WHERE result_id IN \
                             (SELECT result_id FROM answers WHERE expires_at_ms <= $1 ORDER BY expires_at_ms LIMIT $2)";
const DELIVERIES_BATCH: &str = "DELETE FROM deliveries WHERE id IN \
                                (SELECT id FROM deliveries WHERE expires_at_ms <= $1 ORDER BY expires_at_ms LIMIT $2)";
const IDEMPOTENCY_BATCH: &str = "DELETE FROM idempotency_keys WHERE hash IN \
                                 (SELECT hash FROM idempotency_keys WHERE expires_at_ms <= $1 \
                                 ORDER BY expires_at_ms LIMIT $2)";
const COUNT: &str = "SELECT COUNT(*) + (SELECT COUNT(*) FROM asks) AS results, \
                     CAST(COALESCE(SUM(size), 0) AS BIGINT) AS bytes FROM results";
const KNOWN: &str = "SELECT CAST(COALESCE((SELECT known_ms FROM clock WHERE one = 1), \
                     (SELECT MAX(shared_at_ms) FROM results), 0) AS BIGINT) AS known_ms";
const KNOW: &str = "INSERT INTO clock (one, known_ms) VALUES (1, $1) \
                    ON CONFLICT (one) DO UPDATE SET known_ms = excluded.known_ms WHERE clock.known_ms < excluded.known_ms";
const SET_RIGHT: &str = "UPDATE results SET expires_at_ms = $1 + (expires_at_ms - shared_at_ms), shared_at_ms = $1 \
                         WHERE shared_at_ms > $2";
/// In milliseconds, a day: other relays on this database may have clocks of their own.
const AHEAD_MS: i64 = 24 * 60 * 60 * 1000;
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
        filled.change().removed(60);
        assert!(filled.take(room, 60).is_ok());
    }

    #[test]
    fn count_that_saw_a_write_under_way_is_not_believed() {
        let filled = Filled::default();
        let room = Room { results: 1, bytes: 100 };

        // The count begins before the write and sees it, or begins during the write and does not.
        let before = *filled.level();
        let write = filled.take(room, 60).unwrap();
        let during = *filled.level();
        filled.counted(before, 1, 60);
        write.keep();
        filled.counted(before, 1, 60);
        filled.counted(during, 0, 0);

        assert!(matches!(filled.take(room, 0), Err(StoreError::Full)));
        filled.change().removed(60);
        assert!(filled.take(room, 60).is_ok());
    }

    #[test]
    fn count_in_which_nothing_was_written_shows_what_other_relays_did() {
        let filled = Filled::default();
        let room = Room { results: 1, bytes: 100 };
        filled.take(room, 60).unwrap().keep();

        let before = *filled.level();
        filled.counted(before, 0, 0);

        assert!(filled.take(room, 60).is_ok());
    }
}
