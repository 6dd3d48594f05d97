//! Which of several relays on one database does what only one of them is to do.

use super::{Store, StoreError};

impl Store {
    /// Whether `owner` is the relay that checks the watched computer `target`: from now on until `until_ms`, both in
    /// milliseconds since 1970. It is where no other relay has said so for a time that has not passed.
    ///
    /// # Errors
    ///
    /// Where the database does not say.
    pub async fn claim_watch(&self, target: &str, owner: &str, now_ms: i64, until_ms: i64) -> Result<bool, StoreError> {
        let pools = self.pools()?;
        let _queued = self.queue()?;
        let query = sqlx::query(CLAIM).bind(target).bind(owner).bind(until_ms).bind(now_ms);
        let claimed = pools.limited(query.execute(&pools.write)).await?;
        Ok(claimed.rows_affected() > 0)
    }

    /// Leaves what `owner` claimed to the other relays, or to its own next start.
    ///
    /// # Errors
    ///
    /// Where the database does not say.
    pub async fn release_watches(&self, owner: &str) -> Result<(), StoreError> {
        let pools = self.pools()?;
        let _queued = self.queue()?;
        let query = sqlx::query("DELETE FROM watch_claims WHERE owner = $1").bind(owner);
        pools.limited(query.execute(&pools.write)).await?;
        Ok(())
    }
}

const CLAIM: &str = "INSERT INTO watch_claims (target, owner, until_ms) VALUES ($1, $2, $3) \
                     ON CONFLICT (target) DO UPDATE SET owner = excluded.owner, until_ms = excluded.until_ms \
                     WHERE watch_claims.owner = excluded.owner OR watch_claims.until_ms <= $4";
pub(super) const CLAIMS_BATCH: &str = "DELETE FROM watch_claims WHERE target IN \
                                       (SELECT target FROM watch_claims WHERE until_ms <= $1 \
                                       ORDER BY until_ms LIMIT $2)";

#[cfg(test)]
mod tests {
    use crate::store::Store;

    #[tokio::test]
    async fn a_computer_is_of_one_relay_until_that_one_is_silent_for_too_long() {
        let store = Store::in_memory().await;
        let claim = async |owner: &str, now: i64| store.claim_watch("pc:3389", owner, now, now + 10).await.unwrap();

        let claims = [
            claim("one", 100).await,
            claim("other", 105).await,
            claim("one", 109).await,
            claim("other", 118).await,
            claim("other", 119).await,
            claim("one", 120).await,
        ];

        assert_eq!(claims, [true, false, true, false, true, false]);
        let another = store.claim_watch("laptop:3389", "one", 120, 130).await.unwrap();
        assert!(another);

        // It stops, and is started again under another name.
        store.release_watches("other").await.unwrap();
        assert!(claim("one", 121).await);
    }
}
