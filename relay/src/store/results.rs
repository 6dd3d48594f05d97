//! Sharing a result, reading it, and taking it back.

use sqlx::{AnyConnection, Connection as _, Row as _};
use wire::{Life, ShareContent, ShareReceipt, SharedResult};

use super::body::{Body, Encoding};
use super::deliveries::NewDelivery;
use super::{Store, StoreError, secret};
use crate::clock;

/// Outcome of a revocation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Revoked {
    /// The result is gone.
    Done,
    /// The result is somebody else's.
    WrongSecret,
    /// There is no such result: it never was, has expired or was revoked.
    NoSuchResult,
}

/// A result about to be kept.
struct NewResult {
    id: String,
    revoke_hash: Vec<u8>,
    shared_at_ms: i64,
    expires_at_ms: i64,
    body: Body,
    size: i64,
}

impl Store {
    /// Keeps a result as it is given, which answers the request `ask` where there is one, and is delivered. When this returns, the
    /// database has it on its disk.
    ///
    /// # Errors
    ///
    /// Where it is not kept. After [`StoreError::Busy`] it may have been, under an id that nobody knows.
    pub async fn share(
        &self,
        content: &ShareContent,
        life: Life,
        ask: Option<&str>,
        delivery: Option<&NewDelivery>,
    ) -> Result<ShareReceipt, StoreError> {
        let pools = self.pools()?;
        self.allow(life)?;
        let (new, revoke) = NewResult::of(content, life)?;
        // Given back where it is dropped before it is kept.
        let taken = self.inner.filled.take(self.inner.room, new.size)?;
        self.watch_room();
        let _queued = self.queue()?;
        let answered = pools.limited(async {
            let mut connection = pools.write.acquire().await?;
            match ask {
                None => new.insert(&mut connection).await.map(|()| true),
                Some(ask) => new.insert_for(&mut connection, secret::as_id(ask), delivery).await,
            }
        });
        if !answered.await? {
            return Err(StoreError::AskGone);
        }
        taken.keep();
        if delivery.is_some() {
            self.inner.delivering.notify_one();
        }
        if ask.is_some() {
            self.inner.answers.send_modify(|count| *count += 1);
        }
        Ok(ShareReceipt {
            path: format!("/r/{}", new.id),
            id: new.id,
            expires_at_ms: new.expires_at_ms,
            revoke,
        })
    }

    /// The result with this id; absent alike where it never was, has expired or was revoked, or where this is no id.
    ///
    /// # Errors
    ///
    /// Where the database does not say, or holds what this version cannot read.
    pub async fn shared(&self, id: &str) -> Result<Option<SharedResult>, StoreError> {
        let pools = self.pools()?;
        let now = clock::unix_millis();
        let query = sqlx::query(READ).bind(secret::as_id(id)).bind(now);
        let Some(row) = pools.limited(query.fetch_optional(&pools.read)).await? else {
            return Ok(None);
        };
        let encoding = Encoding::named(row.try_get("encoding")?).ok_or(StoreError::FromTheFuture)?;
        let body = Body {
            encoding,
            schema: row.try_get("schema_version")?,
            doing: row.try_get("doing")?,
            bytes: row.try_get("body")?,
        };
        let content = body.read()?;
        let shared_at_ms: i64 = row.try_get("shared_at_ms")?;
        let expires_at_ms: i64 = row.try_get("expires_at_ms")?;
        // A clock that was ahead when it was shared gives it no longer life.
        let latest = now.saturating_add(expires_at_ms.saturating_sub(shared_at_ms));
        Ok(Some(SharedResult {
            shared_at_ms: shared_at_ms.min(now),
            expires_at_ms: expires_at_ms.min(latest),
            made_by: match &content {
                ShareContent::Open { report, .. } => self.inner.report_key.maker(report, shared_at_ms),
                ShareContent::Sealed { .. } => None,
            },
            content,
        }))
    }

    /// Whether there is a result with this id, without reading it.
    ///
    /// # Errors
    ///
    /// Where the database does not say.
    pub async fn keeps(&self, id: &str) -> Result<bool, StoreError> {
        let query = sqlx::query(IS_THERE).bind(secret::as_id(id)).bind(clock::unix_millis());
        let pools = self.pools()?;
        let row = pools.limited(query.fetch_optional(&pools.read)).await?;
        Ok(row.is_some())
    }

    /// Takes a result back. Nobody can read it once this returns.
    ///
    /// # Errors
    ///
    /// Where the database does not say.
    pub async fn revoke(&self, id: &str, revoke: &str) -> Result<Revoked, StoreError> {
        let pools = self.pools()?;
        let (id, hash) = (secret::as_id(id), secret::hash(revoke));
        let _queued = self.queue()?;
        let query = sqlx::query(OWNER).bind(id).bind(clock::unix_millis());
        let Some(row) = pools.limited(query.fetch_optional(&pools.write)).await? else {
            return Ok(Revoked::NoSuchResult);
        };
        // Hashes are compared, so that the time tells nothing of the secret.
        if row.try_get::<Vec<u8>, _>("revoke_hash")? != hash {
            return Ok(Revoked::WrongSecret);
        }
        let size = row.try_get("size")?;
        let mut change = self.inner.filled.change();
        let revoked = pools.freeing(|| sqlx::query(REVOKE).bind(id).bind(&hash).execute(&pools.write));
        if revoked.await?.rows_affected() > 0 {
            change.removed(size);
        }
        Ok(Revoked::Done)
    }
}

impl NewResult {
    fn of(content: &ShareContent, life: Life) -> Result<(Self, String), StoreError> {
        let body = Body::write(content)?;
        let (shared_at_ms, expires_at_ms) = span(life);
        let revoke = secret::random()?;
        let new = Self {
            id: secret::random()?,
            revoke_hash: secret::hash(&revoke),
            shared_at_ms,
            expires_at_ms,
            size: i64::try_from(body.bytes.len()).unwrap_or(i64::MAX),
            body,
        };
        Ok((new, revoke))
    }

    async fn insert(&self, connection: &mut AnyConnection) -> Result<(), sqlx::Error> {
        let query = sqlx::query(INSERT)
            .bind(&self.id)
            .bind(&self.revoke_hash)
            .bind(self.shared_at_ms)
            .bind(self.expires_at_ms)
            .bind(self.body.encoding.name())
            .bind(self.body.schema)
            .bind(&self.body.doing)
            .bind(&self.body.bytes)
            .bind(self.size);
        query.execute(connection).await.map(|_| ())
    }

    /// Whether the request is there; where it is not, nothing is kept.
    async fn insert_for(
        &self,
        connection: &mut AnyConnection,
        ask: &str,
        delivery: Option<&NewDelivery>,
    ) -> Result<bool, sqlx::Error> {
        let mut transaction = connection.begin().await?;
        self.insert(&mut transaction).await?;
        let query = sqlx::query(ANSWER)
            .bind(&self.id)
            .bind(ask)
            .bind(self.shared_at_ms)
            .bind(self.expires_at_ms);
        let answered = query.execute(&mut *transaction).await?.rows_affected() > 0;
        if answered {
            if let Some(delivery) = delivery {
                delivery.insert(&mut transaction, &self.id, self.expires_at_ms).await?;
            }
            transaction.commit().await?;
        } else {
            // The request is gone, and nobody would find a result that answers it.
            transaction.rollback().await?;
        }
        Ok(answered)
    }
}

/// From now to the end of a life.
pub(super) fn span(life: Life) -> (i64, i64) {
    let now = clock::unix_millis();
    let millis = clock::millis(life.duration());
    (now, now.saturating_add(millis))
}

const INSERT: &str = "INSERT INTO results (id, revoke_hash, shared_at_ms, expires_at_ms, encoding, schema_version, doing, \
                      body, size) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
// PostgreSQL takes a bare parameter in a list of columns for text.
const ANSWER: &str = "INSERT INTO answers (result_id, ask_id, answered_at_ms, expires_at_ms) \
                      SELECT CAST($1 AS TEXT), id, CAST($3 AS BIGINT), CAST($4 AS BIGINT) FROM asks \
                      WHERE id = $2 AND asks.expires_at_ms > $3";
const READ: &str = "SELECT shared_at_ms, expires_at_ms, encoding, schema_version, doing, body FROM results \
                    WHERE id = $1 AND expires_at_ms > $2";
const IS_THERE: &str = "SELECT 1 FROM results WHERE id = $1 AND expires_at_ms > $2";
const OWNER: &str = "SELECT revoke_hash, size FROM results WHERE id = $1 AND expires_at_ms > $2";
const REVOKE: &str = "DELETE FROM results WHERE id = $1 AND revoke_hash = $2";

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_clock_that_was_ahead_dates_no_result_into_the_future() {
        let store = Store::in_memory().await;
        let content = ShareContent::Sealed {
            sealed: "A".repeat(200),
        };
        let receipt = store.share(&content, Life::Hour, None, None).await.unwrap();
        let day_ms = clock::millis(Life::Day.duration());
        let ahead = "UPDATE results SET shared_at_ms = shared_at_ms + $1, expires_at_ms = expires_at_ms + $1";
        let moved = sqlx::query(ahead).bind(day_ms);
        moved.execute(&store.pools().unwrap().write).await.unwrap();

        let shared = store.shared(&receipt.id).await.unwrap().unwrap();

        let now = clock::unix_millis();
        assert!(shared.shared_at_ms <= now, "{} {now}", shared.shared_at_ms);
        let latest = now + clock::millis(Life::Hour.duration());
        assert!(shared.expires_at_ms <= latest, "{} {latest}", shared.expires_at_ms);
    }
}
