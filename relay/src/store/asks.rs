//! Asking for a run, following it, and its answers.

use std::sync::Arc;

use sqlx::Row as _;
use sqlx::any::AnyRow;
use tokio::sync::{OwnedSemaphorePermit, watch};
use wire::{Ask, AskProgress, AskReceipt, AskRequest, LONGEST_TICKET, PeerText, Target};

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
    /// How far whoever was asked has come, and since when, in milliseconds since 1970; absent until the link is opened.
    pub progress: Option<(AskProgress, i64)>,
    /// The results that were shared for it and that are still there, the latest first, at most [`MOST_ANSWERS`].
    pub answers: Vec<KeptAnswer>,
}

/// A result that was shared for a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptAnswer {
    /// The id of the result.
    pub result: String,
    /// When it was shared, in milliseconds since 1970.
    pub at_ms: i64,
}

impl Store {
    /// Keeps a request for a run of `target`, which is that of `request` as it is shown.
    ///
    /// # Errors
    ///
    /// Where it is not kept.
    pub async fn ask(&self, target: &Target, request: &AskRequest) -> Result<AskReceipt, StoreError> {
        let pools = self.pools()?;
        self.allow(request.life)?;
        let (id, watch) = (secret::random()?, secret::random()?);
        let (_, expires_at_ms) = span(request.life);
        // Counted as a result, so that requests cannot fill what results are kept from filling.
        let taken = self.inner.filled.take(self.inner.room, 0)?;
        self.watch_room();
        let _queued = self.queue()?;
        let query = sqlx::query(INSERT)
            .bind(&id)
            .bind(secret::hash(&watch))
            .bind(target.to_string())
            .bind(request.note.as_str())
            .bind(request.ticket.as_str().chars().take(LONGEST_TICKET).collect::<String>())
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
        Ok(row.map(|row| ask_of(&row)).transpose()?)
    }

    /// Keeps how far whoever was asked has come. Returns whether the request is there.
    ///
    /// # Errors
    ///
    /// Where the database does not say.
    pub async fn progress(&self, id: &str, progress: AskProgress) -> Result<bool, StoreError> {
        let pools = self.pools()?;
        let _queued = self.queue()?;
        let query = sqlx::query(PROGRESS)
            .bind(progress_name(progress))
            .bind(clock::unix_millis())
            .bind(secret::as_id(id));
        let found = pools.limited(query.execute(&pools.write)).await?.rows_affected() > 0;
        if found {
            self.inner.answers.send_modify(|count| *count += 1);
        }
        Ok(found)
    }

    /// What became of a request, for whoever made it; absent alike where it never was or has expired.
    ///
    /// # Errors
    ///
    /// Where the database does not say.
    pub async fn answered(&self, secret: &str) -> Result<Option<Watched>, StoreError> {
        let (hash, now) = (secret::hash(secret::as_id(secret)), clock::unix_millis());
        let query = sqlx::query(BY_WATCH).bind(hash).bind(now);
        let pools = self.pools()?;
        let Some(row) = pools.limited(query.fetch_optional(&pools.read)).await? else {
            return Ok(None);
        };
        let id: String = row.try_get("id")?;
        let query = sqlx::query(ANSWERS).bind(&id).bind(now).bind(MOST_ANSWERS);
        let answers = pools.limited(query.fetch_all(&pools.read)).await?;
        let answers = answers.iter().map(KeptAnswer::of).collect::<Result<_, _>>()?;
        Ok(Some(Watched {
            ask: ask_of(&row)?,
            progress: progress_of(&row)?,
            id,
            answers,
        }))
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
    /// Completes when this process has taken in an answer to a request or how far one is, whichever it is, since it was
    /// last asked.
    pub async fn changed(&mut self) {
        if self.taken_in.changed().await.is_err() {
            // The store is gone, and nothing will come any more.
            core::future::pending().await
        }
    }
}

impl KeptAnswer {
    fn of(row: &AnyRow) -> Result<Self, sqlx::Error> {
        Ok(Self {
            result: row.try_get("result_id")?,
            at_ms: row.try_get("answered_at_ms")?,
        })
    }
}

fn ask_of(row: &AnyRow) -> Result<Ask, sqlx::Error> {
    Ok(Ask {
        target: row.try_get("target")?,
        note: PeerText::from(row.try_get::<String, _>("note")?),
        ticket: PeerText::from(row.try_get::<String, _>("ticket")?),
        expires_at_ms: row.try_get("expires_at_ms")?,
        answered: row.try_get::<i64, _>("answers")? > 0,
        link: None,
        download: None,
        choices: Vec::new(),
        delivered: false,
        launched: false,
        level: None,
    })
}

/// What a newer version wrote and this one does not know counts as open: it is, whatever else.
fn progress_of(row: &AnyRow) -> Result<Option<(AskProgress, i64)>, sqlx::Error> {
    let name: Option<String> = row.try_get("progress")?;
    let at_ms = row.try_get("progress_at_ms")?;
    Ok(name.map(|name| {
        let known = PROGRESSES.into_iter().find(|it| progress_name(*it) == name);
        (known.unwrap_or(AskProgress::Opened), at_ms)
    }))
}

fn progress_name(progress: AskProgress) -> &'static str {
    match progress {
        AskProgress::Opened => "opened",
        AskProgress::Running => "running",
        AskProgress::Finished => "finished",
    }
}

const PROGRESSES: [AskProgress; 3] = [AskProgress::Opened, AskProgress::Running, AskProgress::Finished];
const INSERT: &str =
    "INSERT INTO asks (id, watch_hash, target, note, ticket, expires_at_ms) VALUES ($1, $2, $3, $4, $5, $6)";
const BY_ID: &str = "SELECT target, note, ticket, expires_at_ms, \
                     (SELECT COUNT(*) FROM answers JOIN results ON results.id = result_id \
                     WHERE ask_id = asks.id AND results.expires_at_ms > $2) AS answers \
                     FROM asks WHERE id = $1 AND expires_at_ms > $2";
const BY_WATCH: &str = "SELECT id, target, note, ticket, expires_at_ms, progress, progress_at_ms, \
                        (SELECT COUNT(*) FROM answers JOIN results ON results.id = result_id \
                        WHERE ask_id = asks.id AND results.expires_at_ms > $2) AS answers \
                        FROM asks WHERE watch_hash = $1 AND expires_at_ms > $2";
const ANSWERS: &str = "SELECT result_id, answered_at_ms FROM answers JOIN results ON results.id = result_id \
                       WHERE ask_id = $1 AND results.expires_at_ms > $2 \
                       ORDER BY answered_at_ms DESC, result_id LIMIT $3";
const PROGRESS: &str = "UPDATE asks SET progress = $1, progress_at_ms = $2 WHERE id = $3 AND expires_at_ms > $2";
/// More than anybody reads or compares; whoever was asked may answer as often as there is room.
pub const MOST_ANSWERS: i64 = 50;
