//! The runs that can be found: from their beginning until they are forgotten.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

use tokio::time::sleep_until;

use super::retention::Retained;
use super::run::Run;
use crate::clock::Clock;

/// The runs that are under way, and those that may still be asked for. Cheap to clone; all clones hold the same ones.
#[derive(Clone, Debug)]
pub(super) struct Known(Arc<Mutex<Shared>>);

#[derive(Debug)]
struct Shared {
    under_way: Vec<Arc<Run>>,
    over: Retained,
    clock: Clock,
    /// Whether somebody waits to forget the oldest in time.
    watched: bool,
}

impl Known {
    /// None yet.
    pub(super) fn none() -> Self {
        Self(Arc::new(Mutex::new(Shared {
            under_way: Vec::new(),
            over: Retained::default(),
            clock: Clock::start(),
            watched: false,
        })))
    }

    /// Has a run found from now on.
    pub(super) fn begin(&self, run: &Arc<Run>) {
        lock(&self.0).under_way.push(Arc::clone(run));
    }

    /// Keeps a run that came to its end, and forgets one that did not.
    pub(super) fn settle(&self, run: &Arc<Run>) {
        let mut known = lock(&self.0);
        known.under_way.retain(|other| !Arc::ptr_eq(other, run));
        if !run.is_over() {
            return;
        }
        let now = known.clock.elapsed();
        known.over.keep(Arc::clone(run), now);
        if !core::mem::replace(&mut known.watched, true) {
            // Weakly, so that it ends with the relay.
            tokio::spawn(forget_in_time(Arc::downgrade(&self.0)));
        }
    }

    /// The run of which `is_it` is true; absent where it is true of none, or of none any more.
    pub(super) fn find(&self, is_it: impl Fn(&Run) -> bool) -> Option<Arc<Run>> {
        let mut known = lock(&self.0);
        let now = known.clock.elapsed();
        known.over.forget_old(now);
        // Every run is looked at, so that the time does not tell which one it was.
        let mut found = None;
        for run in known.under_way.iter().chain(known.over.iter()) {
            if is_it(run) {
                found = Some(Arc::clone(run));
            }
        }
        found
    }
}

/// Forgets each run when its time has come, so that nothing outlives it where nobody asks; ends with the last.
async fn forget_in_time(shared: Weak<Mutex<Shared>>) {
    loop {
        let due = {
            let Some(shared) = shared.upgrade() else {
                return;
            };
            let mut known = lock(&shared);
            let now = known.clock.elapsed();
            known.over.forget_old(now);
            match known.over.next_due() {
                Some(due) => known.clock.instant(due),
                None => {
                    known.watched = false;
                    return;
                }
            }
        };
        sleep_until(due).await;
    }
}

fn lock(shared: &Mutex<Shared>) -> MutexGuard<'_, Shared> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}
