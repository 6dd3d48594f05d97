//! Connections to the database, and how long a query may take on one.

use core::time::Duration;

use sqlx::any::AnyConnectOptions;
use sqlx::{AnyConnection, AnyPool, Connection as _};
use tokio::time::timeout;
use tracing::warn;

use super::reserve::Reserve;
use super::{StoreError, fault};

/// Connections to read and to write. SQLite takes one writer at a time: ours wait for each other here, in order, rather
/// than in its own lock, which is looked at in growing intervals.
#[derive(Clone, Debug)]
pub(super) struct Pools {
    pub(super) read: AnyPool,
    pub(super) write: AnyPool,
    /// How to try the connection by itself, where there is a way to lose it.
    pub(super) remote: Option<AnyConnectOptions>,
    /// What is given up so that results can be deleted on a full disk, where the disk is ours to look after.
    pub(super) reserve: Option<Reserve>,
}

impl Pools {
    /// Waits for a query as long as it may take. One that goes on after that ends on its own connection.
    pub(super) async fn limited<T>(
        &self,
        query: impl Future<Output = Result<T, sqlx::Error>>,
    ) -> Result<T, StoreError> {
        let (meant, cause) = match timeout(QUERY_LIMIT, query).await {
            Ok(Ok(done)) => return Ok(done),
            Ok(Err(sqlx::Error::PoolTimedOut)) if self.is_cut_off().await => (StoreError::Gone, None),
            Ok(Err(error)) => {
                let cause = fault::cause(&error);
                (error.into(), Some(cause))
            }
            Err(_) => (StoreError::Busy, None),
        };
        if meant.is_ours() {
            warn!(%meant, cause, "results cannot be kept or read");
        }
        Err(meant)
    }

    /// Waits for something that makes room, also where none is left to do it in.
    pub(super) async fn freeing<T, R>(&self, remove: impl Fn() -> R) -> Result<T, StoreError>
    where
        R: Future<Output = Result<T, sqlx::Error>>,
    {
        match (self.limited(remove()).await, &self.reserve) {
            (Err(StoreError::Full), Some(reserve)) => {
                reserve.give().await;
                let removed = self.limited(remove()).await;
                // What the log of the database has grown by goes back to the disk, or the reserve could not be held again.
                let emptied = self.limited(sqlx::query(EMPTY_LOG).execute(&self.write)).await;
                if emptied.is_ok() {
                    reserve.hold().await;
                }
                removed
            }
            (removed, _) => removed,
        }
    }

    /// Whether no connection comes about: a pool does not tell that from one whose connections are all in use. One that
    /// takes its time comes about.
    async fn is_cut_off(&self) -> bool {
        let Some(remote) = &self.remote else {
            return false;
        };
        // A pool says the same of a database that is gone and of one whose connections are all in use.
        match timeout(PROBE_LIMIT, AnyConnection::connect_with(remote)).await {
            Ok(Ok(connection)) => {
                // An error means that it is closed already.
                let _ = connection.close().await;
                false
            }
            Ok(Err(_)) => true,
            Err(_) => false,
        }
    }
}

const EMPTY_LOG: &str = "PRAGMA wal_checkpoint(TRUNCATE)";

/// Somebody waits with a browser: longer than this looks broken, and the databases answer within milliseconds.
const QUERY_LIMIT: Duration = Duration::from_secs(5);

/// Whoever cannot be reached says so at once, and whoever waits has waited long enough.
const PROBE_LIMIT: Duration = Duration::from_secs(1);
