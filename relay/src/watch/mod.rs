//! Computers that are checked again and again, because the relay's owner wants to know when they are no longer what they
//! were.
//!
//! ```text
//!  schedule   when a check is due
//!  state      what it came to, and when that is a change
//!  told       who hears of a change
//!  history    what differs from a day ago
//! ```
//!
//! Each computer has a task of its own, so that it is never checked twice at once, from whatever places.

mod history;
mod schedule;
mod state;
mod told;

use core::time::Duration;
use std::collections::BTreeMap;
use std::sync::Arc;

use tokio::sync::{Semaphore, watch};
use tokio::task::JoinHandle;
use tokio::time::Instant;
use tracing::{info, warn};
use wire::{Target, WatchState};

pub(crate) use self::history::{Difference, differences, grouped};
pub(crate) use self::state::{AGENT, BUSY, Found, LONGEST_GAP, POLICY};

use self::schedule::Schedule;
use self::state::Known;
use crate::config::WatchSetting;
use crate::metrics::Metrics;
use crate::store::{Store, StoreError};
use crate::{Config, clock};

/// Has the computers that `config` names checked by `check`, as it says at that time. Does not complete. A check that
/// gives nothing was not made, because the relay stops.
pub(crate) async fn run<C, F>(store: Store, mut config: watch::Receiver<Config>, metrics: Metrics, check: C)
where
    C: Fn(Target, String) -> F + Clone + Send + Sync + 'static,
    F: Future<Output = Option<Found>> + Send + 'static,
{
    let turns = Arc::new(Semaphore::new(MOST_AT_ONCE));
    let mut watched: BTreeMap<String, (WatchSetting, Task)> = BTreeMap::new();
    loop {
        let settings = config.borrow_and_update().watch.clone();
        watched.retain(|_, (setting, _)| settings.contains(setting));
        let spread = PAUSE.saturating_mul(u32::try_from(settings.len()).unwrap_or(u32::MAX));
        for setting in &settings {
            let target = setting.target.to_string();
            if watched.contains_key(&target) {
                continue;
            }
            let watching = Watching {
                setting: setting.clone(),
                store: store.clone(),
                config: config.clone(),
                metrics: metrics.clone(),
                turns: Arc::clone(&turns),
            };
            let task = tokio::spawn(watching.keep(spread.min(setting.every()), check.clone()));
            watched.insert(target, (setting.clone(), Task(task)));
        }
        if config.changed().await.is_err() {
            // Nobody changes it any more.
            core::future::pending::<()>().await;
        }
    }
}

/// Ends with whoever holds it.
struct Task(JoinHandle<()>);

impl Drop for Task {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// A computer that is watched.
struct Watching {
    setting: WatchSetting,
    store: Store,
    config: watch::Receiver<Config>,
    metrics: Metrics,
    /// How many may be checked at once, in all.
    turns: Arc<Semaphore>,
}

/// What is known from one place, counted for as long as it is watched.
struct FromPlace {
    known: Known,
    metrics: Metrics,
    counted: Option<WatchState>,
}

impl FromPlace {
    fn count(&mut self, state: WatchState) {
        self.metrics.watched(self.counted.replace(state), Some(state));
    }
}

impl Drop for FromPlace {
    fn drop(&mut self) {
        self.metrics.watched(self.counted, None);
    }
}

impl Watching {
    /// Checks it for ever; for the first time within `spread`.
    async fn keep<C, F>(self, spread: Duration, check: C)
    where
        C: Fn(Target, String) -> F,
        F: Future<Output = Option<Found>>,
    {
        let mut places = Vec::new();
        for place in &self.setting.places {
            places.push(FromPlace {
                known: self.known(place).await,
                metrics: self.metrics.clone(),
                counted: None,
            });
        }
        let places = tokio::sync::Mutex::new(places);
        let first = Instant::now() + spread * u32::from(chance()) / 1000;
        let schedule = Schedule::new(self.setting.every(), first);
        let once = || async {
            for (from, place) in places.lock().await.iter_mut().zip(&self.setting.places) {
                self.once(from, place, &check).await;
            }
        };
        schedule.keep(chance, once).await;
    }

    /// What is known of it from before this start.
    async fn known(&self, place: &str) -> Known {
        let spans = self.store.last_spans(&self.setting.target.to_string(), place).await;
        // Without a store, or one that answers, it begins anew.
        Known::from_history(spans.unwrap_or_default())
    }

    async fn once<C, F>(&self, from: &mut FromPlace, place: &str, check: &C)
    where
        C: Fn(Target, String) -> F,
        F: Future<Output = Option<Found>>,
    {
        let turn = self.turns.acquire().await;
        let Some(found) = check(self.setting.target.clone(), place.to_owned()).await else {
            return;
        };
        drop(turn);
        let target = self.setting.target.to_string();
        from.count(found.state);
        let now_ms = clock::unix_millis();
        let change = from.known.take((&target, place), found, now_ms, self.setting.every());
        if let Some(span) = &from.known.span {
            match self.store.keep_span(span).await {
                Ok(()) | Err(StoreError::Off) => {}
                Err(error) => warn!(%error, "what a watched computer was found to be was not kept"),
            }
        }
        let Some(change) = change else { return };
        self.metrics.watch_changed(change.to.state);
        // The owner named it in the configuration, and has to know which one it is.
        info!(
            target = target,
            place,
            from = change.from.map_or("unknown", WatchState::name),
            to = change.to.state.name(),
            cause = change.to.cause,
            finding = change.to.finding,
            "a watched computer changed"
        );
        let delivery = told::delivery(&self.config.borrow(), &self.setting, place, &change);
        if let Some(delivery) = delivery
            && let Err(error) = self.store.deliver(&delivery).await
        {
            warn!(%error, "nobody is told that a watched computer changed");
        }
    }
}

/// A number below 1,000.
fn chance() -> u16 {
    let mut chance = [0; 2];
    // Without chance they come at once.
    let _ = getrandom::fill(&mut chance);
    u16::from_le_bytes(chance) % 1000
}

/// Of all watched computers. What is watched leaves most of the places to people.
const MOST_AT_ONCE: usize = 32;
/// After a start, the first checks are spread: as many seconds as there are computers, and no longer than until the second
/// check.
const PAUSE: Duration = Duration::from_secs(1);

#[cfg(test)]
mod tests;
