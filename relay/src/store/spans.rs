//! What watched computers were found to be, for 90 days.
//!
//! Not a row for each check, but one for each stretch of checks that found the same: what does not change takes no room.

use core::time::Duration;

use sqlx::Row as _;
use sqlx::any::AnyRow;
use wire::WatchState;

use super::{Store, StoreError};

/// Checks in a row that found the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WatchSpan {
    /// Which computer, with its port.
    pub target: String,
    /// From where: `relay`, or the name of an agent.
    pub place: String,
    /// The first check, in milliseconds since 1970.
    pub since_ms: i64,
    /// The last one, in milliseconds since 1970.
    pub until_ms: i64,
    /// What they found.
    pub state: WatchState,
    /// The step that failed, or why it was not checked; empty where it is up.
    pub cause: String,
    /// The id of the first finding; empty where there was none.
    pub finding: String,
    /// How many there were.
    pub runs: i64,
}

impl Store {
    /// Keeps a stretch, or what became of it since.
    ///
    /// # Errors
    ///
    /// Where it is not kept.
    pub async fn keep_span(&self, span: &WatchSpan) -> Result<(), StoreError> {
        let pools = self.pools()?;
        let _queued = self.queue()?;
        let query = sqlx::query(KEEP)
            .bind(&span.target)
            .bind(&span.place)
            .bind(span.since_ms)
            .bind(span.until_ms)
            .bind(span.state.name())
            .bind(&span.cause)
            .bind(&span.finding)
            .bind(span.runs);
        pools.limited(query.execute(&pools.write)).await.map(|_| ())
    }

    /// What was found of all computers since a time, in milliseconds since 1970: by computer and place, the oldest first.
    ///
    /// # Errors
    ///
    /// Where the database does not say.
    pub async fn spans(&self, since_ms: i64) -> Result<Vec<WatchSpan>, StoreError> {
        let pools = self.pools()?;
        let query = sqlx::query(SPANS).bind(since_ms).bind(MOST_SPANS);
        let rows = pools.limited(query.fetch_all(&pools.read)).await?;
        rows.iter().map(WatchSpan::of).collect()
    }

    /// What was found last of one computer from one place, the latest first; few at most.
    ///
    /// # Errors
    ///
    /// Where the database does not say.
    pub async fn last_spans(&self, target: &str, place: &str) -> Result<Vec<WatchSpan>, StoreError> {
        let pools = self.pools()?;
        let query = sqlx::query(LAST).bind(target).bind(place).bind(MOST_LAST);
        let rows = pools.limited(query.fetch_all(&pools.read)).await?;
        rows.iter().map(WatchSpan::of).collect()
    }
}

impl WatchSpan {
    fn of(row: &AnyRow) -> Result<Self, StoreError> {
        let state: String = row.try_get("state")?;
        Ok(Self {
            target: row.try_get("target")?,
            place: row.try_get("place")?,
            since_ms: row.try_get("since_ms")?,
            until_ms: row.try_get("until_ms")?,
            state: WatchState::named(&state).ok_or(StoreError::Unreadable)?,
            cause: row.try_get("cause")?,
            finding: row.try_get("finding")?,
            runs: row.try_get("runs")?,
        })
    }
}

/// How long it is known what was found.
pub const HISTORY: Duration = Duration::from_secs(90 * 24 * 60 * 60);
const KEEP: &str = "INSERT INTO watch_spans (target, place, since_ms, until_ms, state, cause, finding, runs) \
                    VALUES ($1, $2, $3, $4, $5, $6, $7, $8) \
                    ON CONFLICT (target, place, since_ms) DO UPDATE SET until_ms = excluded.until_ms, \
                    state = excluded.state, cause = excluded.cause, finding = excluded.finding, runs = excluded.runs";
const SPANS: &str = "SELECT target, place, since_ms, until_ms, state, cause, finding, runs FROM watch_spans \
                     WHERE until_ms >= $1 ORDER BY target, place, since_ms LIMIT $2";
const LAST: &str = "SELECT target, place, since_ms, until_ms, state, cause, finding, runs FROM watch_spans \
                    WHERE target = $1 AND place = $2 ORDER BY since_ms DESC LIMIT $3";
pub(super) const SPANS_BATCH: &str = "DELETE FROM watch_spans WHERE (target, place, since_ms) IN \
                                      (SELECT target, place, since_ms FROM watch_spans WHERE until_ms <= $1 \
                                      ORDER BY until_ms LIMIT $2)";
/// A thousand computers that change a few times a day, for a week; some ten megabytes in memory.
const MOST_SPANS: i64 = 50_000;
/// The last one, and before it one in which two checks agreed: a computer that changes with every check has none.
const MOST_LAST: i64 = 10;

#[cfg(test)]
mod tests {
    use super::*;

    fn span(place: &str, since_ms: i64, until_ms: i64) -> WatchSpan {
        WatchSpan {
            target: "pc:3389".to_owned(),
            place: place.to_owned(),
            since_ms,
            until_ms,
            state: WatchState::Down,
            cause: "connect".to_owned(),
            finding: "RDP-TCP-001".to_owned(),
            runs: 2,
        }
    }

    #[tokio::test]
    async fn a_stretch_that_goes_on_stays_one_row_and_old_ones_are_not_told() {
        let store = Store::in_memory().await;
        let grown = span("relay", 100, 300);
        for span in [&span("relay", 100, 200), &grown, &span("branch-7", 10, 20)] {
            store.keep_span(span).await.unwrap();
        }

        assert_eq!(store.spans(21).await, Ok(vec![grown.clone()]));
        assert_eq!(store.last_spans("pc:3389", "relay").await, Ok(vec![grown]));
        assert_eq!(store.last_spans("pc:3390", "relay").await, Ok(Vec::new()));
    }
}
