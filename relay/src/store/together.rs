//! The limits that relays count together in their PostgreSQL, for as long as it is there.

use std::sync::{Arc, Mutex, PoisonError};

use core::time::Duration;

use tokio::time::{Instant, timeout};
use tracing::{info, warn};

use super::Store;
use crate::limits::{Denied, Left, Share};

/// Limits that are counted in a database beside what each relay counts by itself. Cheap to clone; all clones are the same.
///
/// Without the database each relay goes on with its own count: a check is no sign-in, of which one too many may lock an
/// account, and people want to check just when things fail. What is held at once is of each relay alone: one that dies would
/// give nothing back, and what comes back with time bounds all of them together.
#[derive(Clone, Debug)]
pub(crate) struct Together {
    store: Store,
    /// Since when the database has not counted; absent where it does.
    lost: Arc<Mutex<Option<Instant>>>,
}

impl Together {
    /// Those that are counted in `store`.
    pub(crate) fn in_store(store: Store) -> Self {
        Self {
            store,
            lost: Arc::default(),
        }
    }

    /// Uses up what `shares` say; says what is left of the first, where the database counts.
    ///
    /// # Errors
    ///
    /// Where all relays together have had enough of one of them for now.
    pub(crate) async fn take(&self, shares: &[Share]) -> Result<Option<Left>, Denied> {
        if self.lost().is_some_and(|since| since.elapsed() < PAUSE) {
            return Ok(None);
        }
        match timeout(LIMIT, self.store.use_up(shares)).await {
            Ok(Ok(taken)) => {
                if self.set_lost(None).is_some() {
                    info!("the database is back: limits are counted by all servers together");
                }
                taken
            }
            Ok(Err(_)) | Err(_) => {
                if self.set_lost(Some(Instant::now())).is_none() {
                    warn!("the database doesn't count limits: until it does, this server counts them alone");
                }
                Ok(None)
            }
        }
    }

    /// Whether the database counts now.
    pub(crate) async fn is_there(&self) -> bool {
        // Nothing is used up.
        let _none = self.take(&[]).await;
        self.lost().is_none()
    }

    fn lost(&self) -> Option<Instant> {
        *self.lost.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Sets it; what it was before.
    fn set_lost(&self, lost: Option<Instant>) -> Option<Instant> {
        core::mem::replace(&mut *self.lost.lock().unwrap_or_else(PoisonError::into_inner), lost)
    }
}

/// The database takes milliseconds, and somebody waits for the check to begin.
const LIMIT: Duration = Duration::from_secs(1);
/// How long a database that failed is not asked again, so that not every check waits for it.
const PAUSE: Duration = Duration::from_secs(2);
