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

#[cfg(test)]
mod tests {
    use wire::{Life, ShareContent};

    use super::*;
    use crate::store::{NewLaunch, StorePlace, StoreSettings};

    const LEASE: Duration = Duration::from_secs(45);
    const FAR: i64 = i64::MAX / 4;

    async fn outbox(deliveries: usize) -> Store {
        let settings = StoreSettings {
            place: Some(StorePlace::Memory),
            ..StoreSettings::default()
        };
        let store = Store::open(&settings).await.unwrap();
        let launch = NewLaunch {
            tenant: "helpdesk".to_owned(),
            targets: vec!["pc".parse().unwrap()],
            reference: "1".to_owned().into(),
            language: String::new(),
            note: String::new().into(),
        };
        let content = ShareContent::Sealed {
            sealed: "A".repeat(200),
        };
        for number in 0..deliveries {
            let ask = store
                .open_signed(&launch, &number.to_string())
                .await
                .unwrap()
                .unwrap()
                .ask;
            let delivery = NewDelivery {
                tenant: format!("helpdesk-{}", number / 2),
                reference: number.to_string(),
                body: "{id}".to_owned(),
            };
            store
                .share(&content, Life::Day, Some(&ask), Some(&delivery))
                .await
                .unwrap();
        }
        store
    }

    #[tokio::test]
    async fn each_is_taken_once_and_settled_for_good() {
        let store = outbox(4).await;
        let mut taken = Vec::new();
        while let Some(delivery) = store.claim_delivery(FAR, LEASE).await.unwrap() {
            taken.push(delivery);
        }
        assert_eq!(taken.len(), 4);
        for delivery in &taken {
            assert!(store.keeps(&delivery.body).await.unwrap(), "it names its result");
            store.settle_delivery(delivery, &Settled::Done).await.unwrap();
        }

        assert_eq!(store.claim_delivery(FAR * 2, LEASE).await, Ok(None));
        assert_eq!(store.next_delivery().await, Ok(None));
    }

    #[tokio::test]
    async fn what_somebody_was_killed_with_is_taken_again_under_the_same_id() {
        let store = outbox(1).await;
        let first = store.claim_delivery(FAR, LEASE).await.unwrap().unwrap();
        assert_eq!(store.claim_delivery(FAR + 44_000, LEASE).await, Ok(None), "it is held");

        let second = store.claim_delivery(FAR + 45_000, LEASE).await.unwrap().unwrap();

        assert_eq!((&second.id, second.attempt), (&first.id, 2));
        store.settle_delivery(&first, &Settled::Done).await.unwrap();
        assert_ne!(
            store.next_delivery().await,
            Ok(None),
            "it is no longer the first one's to settle"
        );
    }

    #[tokio::test]
    async fn one_portal_has_two_at_once_and_leaves_the_rest_to_others() {
        let store = outbox(1).await;
        for _ in 0..2 {
            let launch = store.claim_delivery(0, LEASE).await;
            assert_eq!(launch, Ok(None), "not due yet");
        }
        let failed = store.claim_delivery(FAR, LEASE).await.unwrap().unwrap();
        let again = Settled::Again {
            due_at_ms: FAR + 5_000,
            error: "500".to_owned(),
        };
        store.settle_delivery(&failed, &again).await.unwrap();
        assert_eq!(store.claim_delivery(FAR + 4_999, LEASE).await, Ok(None));
        let again = store.claim_delivery(FAR + 5_000, LEASE).await.unwrap().unwrap();
        assert_eq!(again.last_error, "500");
        let dead = Settled::Dead {
            error: "410".to_owned(),
        };
        store.settle_delivery(&again, &dead).await.unwrap();
        assert_eq!(store.deliveries(10).await.unwrap()[0].state, "dead");
        assert!(store.retry_delivery(&again.id).await.unwrap());
        let fresh = store.claim_delivery(FAR, LEASE).await.unwrap().unwrap();
        assert_eq!((&fresh.id, fresh.attempt), (&failed.id, 2));
    }

    #[tokio::test]
    async fn a_receiver_that_is_gone_is_left_alone_until_it_is_resumed_and_nothing_is_lost() {
        // Two for each portal.
        let store = outbox(4).await;
        let first = store.claim_delivery(FAR, LEASE).await.unwrap().unwrap();
        let error = "410 Gone".to_owned();
        let stopped = Settled::Stopped { error };
        store.settle_delivery(&first, &stopped).await.unwrap();
        store.settle_delivery(&first, &stopped).await.unwrap();

        let mut others = 0;
        while let Some(other) = store.claim_delivery(FAR, LEASE).await.unwrap() {
            assert_ne!(other.tenant, first.tenant);
            store.settle_delivery(&other, &Settled::Done).await.unwrap();
            others += 1;
        }
        assert_eq!((others, store.next_delivery().await), (2, Ok(None)));
        let listed = store.stopped_receivers().await.unwrap();
        assert_eq!(
            (listed.len(), &listed[0].tenant, listed[0].waiting),
            (1, &first.tenant, 2)
        );

        assert!(store.resume_receiver(&first.tenant).await.unwrap());
        assert!(!store.resume_receiver(&first.tenant).await.unwrap(), "once");
        for _ in 0..2 {
            let again = store.claim_delivery(FAR, LEASE).await.unwrap().unwrap();
            assert_eq!(again.tenant, first.tenant);
        }
    }
}
