//! The outbox: what is to go into the tickets of portals.
//!
//! A row is written together with its result. Whoever takes it holds it for a while; one that is killed meanwhile lets go
//! of it by that, and another one takes it. So each arrives at least once, always under the same id.

use core::time::Duration;

use sqlx::any::AnyRow;
use sqlx::{AnyConnection, Row as _};
use tokio::time::timeout;

use super::{Store, StoreError, secret};
use crate::clock;

#[cfg(test)]
mod tests;

/// Something that is to be delivered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewDelivery {
    /// Which portal gets it.
    pub tenant: String,
    /// The portal's ticket.
    pub reference: String,
    /// The event as JSON. Where it has `{id}`, the id of the result is put in.
    pub body: String,
}

/// A delivery, as it is listed and tried.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivery {
    /// The same in every try.
    pub id: String,
    /// Which portal gets it.
    pub tenant: String,
    /// The portal's ticket.
    pub reference: String,
    /// The event as JSON.
    pub body: String,
    /// How far it is.
    pub state: String,
    /// Tries that have begun.
    pub attempt: i64,
    /// When the next one is due, in milliseconds since 1970.
    pub due_at_ms: i64,
    /// What was wrong last; empty where nothing was.
    pub last_error: String,
}

/// What becomes of a delivery after a try.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Settled {
    /// It has arrived.
    Done,
    /// It is tried again at this time, in milliseconds since 1970.
    Again {
        /// When.
        due_at_ms: i64,
        /// What was wrong.
        error: String,
    },
    /// It is tried no more, unless the administrator wants it.
    Dead {
        /// What was wrong.
        error: String,
    },
    /// It waits with all others of its portal until the administrator has the receiver asked again.
    Stopped {
        /// What the receiver said.
        error: String,
    },
}

/// A receiver that is asked no more, because it said that it is gone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoppedReceiver {
    /// Whose receiver.
    pub tenant: String,
    /// Since when, in milliseconds since 1970.
    pub stopped_at_ms: i64,
    /// How many deliveries wait for it.
    pub waiting: i64,
}

impl NewDelivery {
    /// Writes it with the result `result`, which is kept until `expires_at_ms`.
    pub(super) async fn insert(
        &self,
        connection: &mut AnyConnection,
        result: &str,
        expires_at_ms: i64,
    ) -> Result<(), sqlx::Error> {
        let now = clock::unix_millis();
        let id = format!("msg_{}", secret::random().map_err(|_| sqlx::Error::WorkerCrashed)?);
        let query = sqlx::query(INSERT)
            .bind(id)
            .bind(&self.tenant)
            .bind(&self.reference)
            .bind(self.body.replace("{id}", result))
            .bind(now)
            .bind(expires_at_ms);
        query.execute(connection).await.map(|_| ())
    }
}

impl Store {
    /// Puts something into the outbox that belongs to no result.
    ///
    /// # Errors
    ///
    /// Where it is not kept.
    pub async fn deliver(&self, delivery: &NewDelivery) -> Result<(), StoreError> {
        let pools = self.pools()?;
        let _queued = self.queue()?;
        let expires_at_ms = clock::unix_millis().saturating_add(KEPT_MS);
        let insert = async {
            let mut connection = pools.write.acquire().await?;
            delivery.insert(&mut connection, "", expires_at_ms).await
        };
        pools.limited(insert).await?;
        self.inner.delivering.notify_one();
        Ok(())
    }

    /// Takes the delivery that is due for the longest, for so long; absent where none is due, or somebody else was faster.
    ///
    /// # Errors
    ///
    /// Where the database does not say.
    pub async fn claim_delivery(&self, now_ms: i64, lease: Duration) -> Result<Option<Delivery>, StoreError> {
        let pools = self.pools()?;
        let until = now_ms.saturating_add(clock::millis(lease));
        let query = sqlx::query(CLAIM).bind(now_ms).bind(until).bind(MOST_AT_ONCE);
        let row = pools.limited(query.fetch_optional(&pools.write)).await?;
        Ok(row.map(|row| Delivery::of(&row)).transpose()?)
    }

    /// Says what became of a try.
    ///
    /// # Errors
    ///
    /// Where the database does not keep it; then it is tried again.
    pub async fn settle_delivery(&self, delivery: &Delivery, settled: &Settled) -> Result<(), StoreError> {
        let pools = self.pools()?;
        let (state, due_at_ms, error) = match settled {
            Settled::Done => (DONE, delivery.due_at_ms, ""),
            Settled::Again { due_at_ms, error } => (WAITING, *due_at_ms, error.as_str()),
            Settled::Dead { error } => (DEAD, delivery.due_at_ms, error.as_str()),
            Settled::Stopped { error } => {
                // Before the delivery is let go of, so that it is not taken again in between.
                let stop = sqlx::query(STOP).bind(&delivery.tenant).bind(clock::unix_millis());
                pools.limited(stop.execute(&pools.write)).await?;
                (WAITING, delivery.due_at_ms, error.as_str())
            }
        };
        let error: String = error.chars().take(LONGEST_ERROR).collect();
        let query = sqlx::query(SETTLE)
            .bind(state)
            .bind(due_at_ms)
            .bind(error)
            .bind(&delivery.id)
            .bind(delivery.attempt);
        pools.limited(query.execute(&pools.write)).await.map(|_| ())
    }

    /// When the next try is due, in milliseconds since 1970; absent where nothing waits.
    ///
    /// # Errors
    ///
    /// Where the database does not say.
    pub async fn next_delivery(&self) -> Result<Option<i64>, StoreError> {
        let pools = self.pools()?;
        let row = pools.limited(sqlx::query(NEXT).fetch_one(&pools.read)).await?;
        Ok(row.try_get("due")?)
    }

    /// All deliveries that are kept, the latest first, at most `most`.
    ///
    /// # Errors
    ///
    /// Where the database does not say.
    pub async fn deliveries(&self, most: i64) -> Result<Vec<Delivery>, StoreError> {
        let pools = self.pools()?;
        let rows = pools
            .limited(sqlx::query(LIST).bind(most).fetch_all(&pools.read))
            .await?;
        Ok(rows.iter().map(Delivery::of).collect::<Result<_, _>>()?)
    }

    /// Has a delivery tried again at once, with nearly all of its plan ahead; `false` where there is none with this id.
    ///
    /// # Errors
    ///
    /// Where the database does not do it.
    pub async fn retry_delivery(&self, id: &str) -> Result<bool, StoreError> {
        let pools = self.pools()?;
        let query = sqlx::query(RETRY).bind(clock::unix_millis()).bind(id);
        let changed = pools.limited(query.execute(&pools.write)).await?.rows_affected();
        self.inner.delivering.notify_one();
        Ok(changed > 0)
    }

    /// The receivers that are asked no more.
    ///
    /// # Errors
    ///
    /// Where the database does not say.
    pub async fn stopped_receivers(&self) -> Result<Vec<StoppedReceiver>, StoreError> {
        let pools = self.pools()?;
        let rows = pools.limited(sqlx::query(STOPPED).fetch_all(&pools.read)).await?;
        let stopped = rows.iter().map(|row| {
            Ok(StoppedReceiver {
                tenant: row.try_get("tenant")?,
                stopped_at_ms: row.try_get("stopped_at_ms")?,
                waiting: row.try_get("waiting")?,
            })
        });
        Ok(stopped.collect::<Result<_, sqlx::Error>>()?)
    }

    /// Has the receiver of this portal asked again; `false` where it was not stopped.
    ///
    /// # Errors
    ///
    /// Where the database does not do it.
    pub async fn resume_receiver(&self, tenant: &str) -> Result<bool, StoreError> {
        let pools = self.pools()?;
        let query = sqlx::query(RESUME).bind(tenant);
        let changed = pools.limited(query.execute(&pools.write)).await?.rows_affected();
        self.inner.delivering.notify_one();
        Ok(changed > 0)
    }

    /// Completes when something was put into the outbox by this process, or the time is over.
    pub async fn delivery_due(&self, wait: Duration) {
        // An error means that the time is over.
        let _ = timeout(wait, self.inner.delivering.notified()).await;
    }
}

impl Delivery {
    fn of(row: &AnyRow) -> Result<Self, sqlx::Error> {
        Ok(Self {
            id: row.try_get("id")?,
            tenant: row.try_get("tenant")?,
            reference: row.try_get("reference")?,
            body: row.try_get("body")?,
            state: row.try_get("state")?,
            attempt: row.try_get("attempt")?,
            due_at_ms: row.try_get("due_at_ms")?,
            last_error: row.try_get("last_error")?,
        })
    }
}

const WAITING: &str = "waiting";
const DONE: &str = "done";
const DEAD: &str = "dead";
const INSERT: &str = "INSERT INTO deliveries (id, tenant, reference, body, state, attempt, due_at_ms, lease_until_ms, \
                      last_error, created_at_ms, expires_at_ms) VALUES ($1, $2, $3, $4, 'waiting', 0, $5, 0, '', $5, $6)";
// Where two take the same row, the second one finds it taken and gets none. A portal that is slow holds up nobody else.
const CLAIM: &str = "UPDATE deliveries SET lease_until_ms = $2, attempt = attempt + 1 WHERE id = \
                     (SELECT id FROM deliveries AS waiting WHERE state = 'waiting' AND due_at_ms <= $1 \
                     AND lease_until_ms <= $1 AND tenant NOT IN (SELECT tenant FROM stopped_receivers) \
                     AND (SELECT COUNT(*) FROM deliveries AS held \
                     WHERE held.tenant = waiting.tenant AND held.lease_until_ms > $1) < $3 \
                     ORDER BY due_at_ms, id LIMIT 1) AND state = 'waiting' AND lease_until_ms <= $1 \
                     RETURNING id, tenant, reference, body, state, attempt, due_at_ms, last_error";
// Whoever took it over meanwhile has the say.
const SETTLE: &str = "UPDATE deliveries SET state = $1, due_at_ms = $2, last_error = $3, lease_until_ms = 0 \
                      WHERE id = $4 AND attempt = $5";
const NEXT: &str = "SELECT MIN(CASE WHEN lease_until_ms > due_at_ms THEN lease_until_ms ELSE due_at_ms END) AS due \
                    FROM deliveries WHERE state = 'waiting' AND tenant NOT IN (SELECT tenant FROM stopped_receivers)";
const STOP: &str = "INSERT INTO stopped_receivers (tenant, stopped_at_ms) VALUES ($1, $2) ON CONFLICT DO NOTHING";
const RESUME: &str = "DELETE FROM stopped_receivers WHERE tenant = $1";
const STOPPED: &str = "SELECT tenant, stopped_at_ms, (SELECT COUNT(*) FROM deliveries \
                       WHERE deliveries.tenant = stopped_receivers.tenant AND state = 'waiting') AS waiting \
                       FROM stopped_receivers ORDER BY tenant";
const LIST: &str = "SELECT id, tenant, reference, body, state, attempt, due_at_ms, last_error FROM deliveries \
                    ORDER BY created_at_ms DESC, id LIMIT $1";
/// What was tried before counts as the first try: whether it arrived is then looked up before the next one.
const RETRY: &str = "UPDATE deliveries SET state = 'waiting', attempt = 1, due_at_ms = $1, lease_until_ms = 0 \
                     WHERE id = $2";
/// In milliseconds, a week: longer than it is tried.
const KEPT_MS: i64 = 7 * 24 * 60 * 60 * 1000;
/// To one portal.
const MOST_AT_ONCE: i64 = 2;
/// For the list.
const LONGEST_ERROR: usize = 300;
