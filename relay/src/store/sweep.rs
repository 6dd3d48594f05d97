//! What has expired is swept out in small batches, and what is left is counted.

use core::time::Duration;
use std::sync::Arc;

use sqlx::Row as _;
use tokio::time::{Instant, sleep};
use tracing::{debug, warn};

use super::claims::CLAIMS_BATCH;
use super::expected_time::{Compared, ExpectedTime};
use super::pools::Pools;
use super::rates::RATES_BATCH;
use super::spans::{HISTORY, SPANS_BATCH};
use super::{Store, StoreError};
use crate::clock;

impl Store {
    /// Sweeps now and then, until the store is dropped.
    pub(super) fn begin_sweeping(&self) {
        // Weakly, so that it ends with the store.
        let inner = Arc::downgrade(&self.inner);
        tokio::spawn(async move {
            let mut expected = None;
            while let Some(inner) = inner.upgrade() {
                if let Err(error) = (Self { inner }).sweep(&mut expected).await {
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
    async fn sweep(&self, expected: &mut Option<ExpectedTime>) -> Result<(), StoreError> {
        let pools = self.pools()?;
        let until = self.compared(pools, expected).await?.sweep_until_ms;
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
        if pools.remote.is_some() {
            let query = sqlx::query(RATES_BATCH).bind(MOST_RATES);
            pools.limited(query.execute(&pools.write)).await?;
        }
        if swept > 0 {
            debug!(swept, "what had expired was swept out");
        }
        self.count().await
    }

    /// How far the clock is believed, beside what the last sweep of this database knew. Where both agree, results that
    /// were shared while a clock was ahead get the life that they were given.
    async fn compared(&self, pools: &Pools, expected: &mut Option<ExpectedTime>) -> Result<Compared, StoreError> {
        let now = clock::unix_millis();
        let expected = match expected {
            Some(expected) => expected,
            None => {
                let row = pools.limited(sqlx::query(KNOWN).fetch_one(&pools.read)).await?;
                let known: i64 = row.try_get("known_ms")?;
                expected.insert(ExpectedTime::of(if known == 0 { now } else { known }, Instant::now()))
            }
        };
        let compared = expected.compare(now, Instant::now());
        let query = sqlx::query(KNOW).bind(compared.expected_ms);
        pools.limited(query.execute(&pools.write)).await?;
        if compared.agree {
            let query = sqlx::query(SET_RIGHT)
                .bind(now)
                .bind(compared.expected_ms.max(now) + AHEAD_MS);
            pools.limited(query.execute(&pools.write)).await?;
        }
        Ok(compared)
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
        // Before the count, so that what changes beside it is noticed.
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
/// Rows of limits that one sweep removes, in some tens of milliseconds: more than relays write between two sweeps.
const MOST_RATES: i64 = 20_000;
/// Between two batches others get their turn.
const BREATH: Duration = Duration::from_millis(20);
