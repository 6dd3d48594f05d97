//! What an administrator sees of the store, and throws out.

use sqlx::Row as _;

use super::{Store, StoreError};
use crate::clock;

/// A result that is kept, without what it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    /// Its id, which is in its link.
    pub id: String,
    /// When it was shared, in milliseconds since 1970.
    pub shared_at_ms: i64,
    /// When its life is over, in milliseconds since 1970.
    pub expires_at_ms: i64,
    /// Whether nobody without its link can read it.
    pub sealed: bool,
    /// Bytes.
    pub size: i64,
}

/// Which results are to go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Removal {
    /// Those with these ids.
    Ids(Vec<String>),
    /// Those that were shared before this, in milliseconds since 1970.
    SharedBefore(i64),
}

impl Store {
    /// The results that can be read now, the newest first, `most` at most.
    ///
    /// # Errors
    ///
    /// Where the database does not say.
    pub async fn list(&self, most: u32) -> Result<Vec<Stored>, StoreError> {
        let pools = self.pools()?;
        let query = sqlx::query(LIST).bind(clock::unix_millis()).bind(i64::from(most));
        let rows = pools.limited(query.fetch_all(&pools.read)).await?;
        let stored = |row: &sqlx::any::AnyRow| -> Result<Stored, sqlx::Error> {
            Ok(Stored {
                id: row.try_get("id")?,
                shared_at_ms: row.try_get("shared_at_ms")?,
                expires_at_ms: row.try_get("expires_at_ms")?,
                sealed: row.try_get::<String, _>("encoding")? == "sealed",
                size: row.try_get("size")?,
            })
        };
        Ok(rows.iter().map(stored).collect::<Result<_, _>>()?)
    }

    /// Removes results for good, and tells how many there were. Nobody can read them once this returns.
    ///
    /// # Errors
    ///
    /// Where the database does not do it; what was removed by then is.
    pub async fn remove(&self, what: Removal) -> Result<u64, StoreError> {
        let pools = self.pools()?;
        let mut removed = 0;
        match what {
            Removal::Ids(ids) => {
                for id in ids {
                    let one = pools.freeing(|| sqlx::query(REMOVE).bind(&id).execute(&pools.write));
                    removed += one.await?.rows_affected();
                }
            }
            Removal::SharedBefore(moment) => loop {
                let batch = pools.freeing(|| sqlx::query(REMOVE_OLDER).bind(moment).bind(BATCH).execute(&pools.write));
                let batch = batch.await?.rows_affected();
                removed += batch;
                if batch < BATCH.unsigned_abs() {
                    break;
                }
            },
        }
        self.count().await?;
        Ok(removed)
    }
}

const LIST: &str = "SELECT id, shared_at_ms, expires_at_ms, encoding, size FROM results WHERE expires_at_ms > $1 \
                    ORDER BY shared_at_ms DESC LIMIT $2";
const REMOVE: &str = "DELETE FROM results WHERE id = $1";
const REMOVE_OLDER: &str = "DELETE FROM results WHERE id IN (SELECT id FROM results WHERE shared_at_ms < $1 LIMIT $2)";
/// Rows at a time, so that servers get their turn to write.
const BATCH: i64 = 1000;
