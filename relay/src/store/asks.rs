//! Asking for a run, and learning that it was answered.

use std::sync::Arc;

use sqlx::Row as _;
use tokio::sync::{OwnedSemaphorePermit, watch};
use wire::{Ask, AskReceipt, Life, PeerText, Target};

use super::results::span;
use super::{Store, StoreError, secret};
use crate::clock;

/// What whoever asked for a run sees.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Watched {
    /// The request's id, which is in the link for the person.
    pub id: String,
    /// What was asked for.
    pub ask: Ask,
    /// The id of the result that was shared for it last; absent while there is none, or none any more.
    pub result: Option<String>,
}

impl Store {
    /// Keeps a request for a run.
    ///
    /// # Errors
    ///
    /// Where it is not kept.
    pub async fn ask(&self, target: &Target, note: &PeerText, life: Life) -> Result<AskReceipt, StoreError> {
        let pools = self.pools()?;
        self.allow(life)?;
        let (id, watch) = (secret::random()?, secret::random()?);
        let (_, expires_at_ms) = span(life);
        // Counted as a result, so that requests cannot fill what results are kept from filling.
        let taken = self.inner.filled.take(self.inner.room, 0)?;
        let _queued = self.queue()?;
        let query = sqlx::query(INSERT)
            .bind(&id)
            .bind(secret::hash(&watch))
            .bind(target.to_string())
            .bind(note.as_str())
            .bind(expires_at_ms);
        pools.limited(query.execute(&pools.write)).await?;
        taken.keep();
        Ok(AskReceipt {
            path: format!("/?ask={id}"),
            id,
            watch: format!("/asked/{watch}"),
            expires_at_ms,
        })
    }

    /// What somebody asks to be checked; absent alike where the request never was or has expired.
    ///
    /// # Errors
    ///
    /// Where the database does not say.
    pub async fn asked(&self, id: &str) -> Result<Option<Ask>, StoreError> {
        let query = sqlx::query(BY_ID).bind(secret::as_id(id)).bind(clock::unix_millis());
        let pools = self.pools()?;
        let row = pools.limited(query.fetch_optional(&pools.read)).await?;
        Ok(row.map(|row| Watched::of(&row)).transpose()?.map(|watched| watched.ask))
    }

    /// What became of a request, for whoever made it; absent alike where it never was or has expired.
    ///
    /// # Errors
    ///
    /// Where the database does not say.
    pub async fn answered(&self, secret: &str) -> Result<Option<Watched>, StoreError> {
        let hash = secret::hash(secret::as_id(secret));
        let query = sqlx::query(BY_WATCH).bind(hash).bind(clock::unix_millis());
        let pools = self.pools()?;
        let row = pools.limited(query.fetch_optional(&pools.read)).await?;
        Ok(row.map(|row| Watched::of(&row)).transpose()?)
    }

    /// Tells when to look at [`Self::answered`] again.
    ///
    /// # Errors
    ///
    /// Where so many wait already that the answers of more could not be looked for in time.
    pub fn answers(&self) -> Result<Answers, StoreError> {
        let place = Arc::clone(&self.inner.waiting).try_acquire_owned();
        Ok(Answers {
            taken_in: self.inner.answers.subscribe(),
            _place: place.map_err(|_| StoreError::Overloaded)?,
        })
    }
}

/// Waits for answers to any request. Holds one of the places for those who wait.
#[derive(Debug)]
pub struct Answers {
    taken_in: watch::Receiver<u64>,
    _place: OwnedSemaphorePermit,
}

impl Answers {
    /// Completes when this process has taken in an answer, to whichever request, since it was last asked.
    pub async fn changed(&mut self) {
        if self.taken_in.changed().await.is_err() {
            // The store is gone, and nothing will come any more.
            core::future::pending().await
        }
    }
}

impl Watched {
    fn of(row: &sqlx::any::AnyRow) -> Result<Self, sqlx::Error> {
        let result: Option<String> = row.try_get("answer")?;
        Ok(Self {
            id: row.try_get("id")?,
            ask: Ask {
                target: row.try_get("target")?,
                note: PeerText::from(row.try_get::<String, _>("note")?),
                expires_at_ms: row.try_get("expires_at_ms")?,
                answered: result.is_some(),
            },
            result,
        })
    }
}

const INSERT: &str = "INSERT INTO asks (id, watch_hash, target, note, expires_at_ms) VALUES ($1, $2, $3, $4, $5)";
const BY_ID: &str = "SELECT asks.id AS id, target, note, asks.expires_at_ms AS expires_at_ms, results.id AS answer \
                     FROM asks LEFT JOIN results ON results.id = result_id AND results.expires_at_ms > $2 \
                     WHERE asks.id = $1 AND asks.expires_at_ms > $2";
const BY_WATCH: &str = "SELECT asks.id AS id, target, note, asks.expires_at_ms AS expires_at_ms, results.id AS answer \
                        FROM asks LEFT JOIN results ON results.id = result_id AND results.expires_at_ms > $2 \
                        WHERE watch_hash = $1 AND asks.expires_at_ms > $2";
