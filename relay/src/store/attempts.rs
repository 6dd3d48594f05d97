//! What may be done so often within a period, by all relays of a database together.

use core::num::NonZeroUsize;
use core::time::Duration;

use sqlx::Row as _;

use super::{Store, StoreError, secret};
use crate::clock;
use crate::limits::counted_as;

/// Something that is counted, and how often it may be done.
#[derive(Debug)]
pub struct Counted<'a> {
    /// What it is, in parts: what is tried, and whose it is where each has their own count.
    pub what: &'a [&'a [u8]],
    /// How often within the period.
    pub most: NonZeroUsize,
}

impl Store {
    /// Counts an attempt in each of `counts`. Where one of them has had its `most` within `period`, none is counted, and it
    /// says how long until the oldest counts no more.
    ///
    /// Each relay writes its attempt down before it counts, so that of two at once never both are let through; at the very
    /// end of a count both may be turned away.
    ///
    /// # Errors
    ///
    /// Where the database does not say.
    pub async fn attempt(&self, counts: &[Counted<'_>], period: Duration) -> Result<Option<Duration>, StoreError> {
        let pools = self.pools()?;
        let now = clock::unix_millis();
        let period_ms = clock::millis(period);
        let since = now.saturating_sub(period_ms);
        let query = sqlx::query(FORGET).bind(since);
        pools.limited(query.execute(&pools.write)).await?;
        let mut made = Vec::with_capacity(counts.len());
        let mut later = None;
        for Counted { what, most } in counts {
            let (id, hash) = (secret::random()?, counted_as(what).to_vec());
            let query = sqlx::query(MAKE).bind(id.clone()).bind(hash.clone()).bind(now);
            pools.limited(query.execute(&pools.write)).await?;
            made.push(id);
            let query = sqlx::query(COUNT).bind(hash).bind(since);
            let row = pools.limited(query.fetch_one(&pools.write)).await?;
            let (count, oldest): (i64, i64) = (row.try_get("made")?, row.try_get("oldest")?);
            if usize::try_from(count).unwrap_or(usize::MAX) > most.get() {
                let left = oldest.saturating_add(period_ms).saturating_sub(now);
                later = Some(Duration::from_millis(u64::try_from(left).unwrap_or_default()));
                break;
            }
        }
        if later.is_some() {
            for id in made {
                let query = sqlx::query(TAKE_BACK).bind(id);
                pools.limited(query.execute(&pools.write)).await?;
            }
        }
        Ok(later)
    }

    /// How often `what` was done within the last `period`.
    ///
    /// # Errors
    ///
    /// Where the database does not say.
    pub async fn attempted(&self, what: &[&[u8]], period: Duration) -> Result<u64, StoreError> {
        let pools = self.pools()?;
        let since = clock::unix_millis().saturating_sub(clock::millis(period));
        let query = sqlx::query(COUNT).bind(counted_as(what).to_vec()).bind(since);
        let row = pools.limited(query.fetch_one(&pools.read)).await?;
        let made: i64 = row.try_get("made")?;
        Ok(u64::try_from(made).unwrap_or_default())
    }
}

const FORGET: &str = "DELETE FROM attempts WHERE at_ms <= $1";
const MAKE: &str = "INSERT INTO attempts (id, counted, at_ms) VALUES ($1, $2, $3)";
const COUNT: &str = "SELECT COUNT(*) AS made, MIN(at_ms) AS oldest FROM attempts WHERE counted = $1 AND at_ms > $2";
const TAKE_BACK: &str = "DELETE FROM attempts WHERE id = $1";

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: Duration = Duration::from_secs(60 * 60);

    #[tokio::test]
    async fn an_attempt_that_one_count_turns_away_counts_in_none() {
        let store = Store::in_memory().await;
        let (all, mine): (&[&[u8]], &[&[u8]]) = (&[b"all"], &[b"mine"]);
        let counted = |what, most| Counted {
            what,
            most: NonZeroUsize::new(most).unwrap(),
        };
        let attempt = async || store.attempt(&[counted(all, 9), counted(mine, 1)], HOUR).await.unwrap();

        assert_eq!(attempt().await, None);
        let later = attempt().await.unwrap();

        assert!(later <= HOUR && later > HOUR / 2, "{later:?}");
        assert_eq!(store.attempted(all, HOUR).await, Ok(1));
        assert_eq!(store.attempted(mine, HOUR).await, Ok(1));
        // The same bytes in other parts are something else.
        assert_eq!(store.attempted(&[b"mi", b"ne"], HOUR).await, Ok(0));
    }
}
