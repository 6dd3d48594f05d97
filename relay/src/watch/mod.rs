//! Computers that are checked again and again, because the relay's owner wants to know when they are no longer what they
//! were.
//!
//! ```text
//!  schedule   when a check is due
//!  health     what a monitor is to make of a report
//!  state      what it came to, and when that is a change
//!  told       who hears of a change
//!  history    what differs from a day ago
//! ```
//!
//! Each computer has a task of its own, so that it is never checked twice at once, from whatever places.

mod health;
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

pub(crate) use self::health::Health;
pub(crate) use self::history::{Difference, differences, grouped};
pub(crate) use self::state::{AGENT, BUSY, Found, LONGEST_GAP, POLICY};

use self::schedule::Schedule;
use self::state::Known;
use crate::config::WatchSetting;
use crate::metrics::Metrics;
use crate::store::{Store, StoreError};
use crate::{Config, clock};

/// The time of day in milliseconds since 1970, whenever it is asked for.
pub(crate) type TimeOfDay = Arc<dyn Fn() -> i64 + Send + Sync>;

/// Has the computers that `config` names checked by `check`, as it says at that time, and all of them soon whenever `asked`
/// changes. Does not complete. A check that gives nothing was not made, because the relay stops. Relays with the same store share the computers out by `owner`, what
/// this one is called until its next start.
pub(crate) async fn run<C, F>(
    store: Store,
    owner: Arc<str>,
    mut config: watch::Receiver<Config>,
    metrics: Metrics,
    now_ms: TimeOfDay,
    asked: watch::Receiver<u64>,
    check: C,
) where
    C: Fn(Target, String) -> F + Clone + Send + Sync + 'static,
    F: Future<Output = Option<Found>> + Send + 'static,
{
    let turns = Arc::new(Semaphore::new(MOST_AT_ONCE));
    let mut watched: BTreeMap<String, (WatchSetting, Task)> = BTreeMap::new();
    loop {
        let settings = config.borrow_and_update().watch.clone();
        // One whose setting has changed goes as well, and begins anew below.
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
                now_ms: Arc::clone(&now_ms),
                turns: Arc::clone(&turns),
                owner: Arc::clone(&owner),
                asked: asked.clone(),
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
    now_ms: TimeOfDay,
    /// How many may be checked at once, in all.
    turns: Arc<Semaphore>,
    /// What this relay is called among those with the same store.
    owner: Arc<str>,
    /// Changes where somebody wants all computers checked now.
    asked: watch::Receiver<u64>,
}

/// What is known of a computer from all of its places.
struct Round {
    places: Vec<FromPlace>,
    /// Whether this relay checked it last.
    is_ours: bool,
    /// Whether the log says that another one does.
    told: bool,
    /// When the last one ended; absent before there was one.
    ended: Option<Instant>,
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

    /// Another relay counts it.
    fn leave(&mut self) {
        self.metrics.watched(self.counted.take(), None);
    }
}

impl Drop for FromPlace {
    fn drop(&mut self) {
        self.leave();
    }
}

impl Watching {
    /// Checks it for ever; for the first time within `spread`.
    async fn keep<C, F>(self, spread: Duration, check: C)
    where
        C: Fn(Target, String) -> F,
        F: Future<Output = Option<Found>>,
    {
        let places = self.setting.places.iter().map(|_| FromPlace {
            known: Known::default(),
            metrics: self.metrics.clone(),
            counted: None,
        });
        // Held for as long as a round takes, so that what is due and what is asked for never check at once.
        let round = tokio::sync::Mutex::new(Round {
            places: places.collect(),
            is_ours: false,
            told: false,
            ended: None,
        });
        let first = Instant::now() + spread * u32::from(chance()) / 1000;
        let schedule = Schedule::new(self.setting.every(), first);
        let once = || async { self.round(&mut *round.lock().await, &check).await };
        tokio::select! {
            () = schedule.keep(chance, once) => {}
            () = self.as_asked(&round, &check) => {}
        }
    }

    /// Checks it whenever somebody wants that. Whoever asks while it is checked, or right after that, has what they want.
    async fn as_asked<C, F>(&self, round: &tokio::sync::Mutex<Round>, check: &C)
    where
        C: Fn(Target, String) -> F,
        F: Future<Output = Option<Found>>,
    {
        let mut asked = self.asked.clone();
        // What was asked before this one was watched is not for it.
        asked.mark_unchanged();
        while asked.changed().await.is_ok() {
            let mut round = round.lock().await;
            if round.ended.is_none_or(|ended| ended.elapsed() >= FRESH) {
                self.round(&mut round, check).await;
            }
        }
        core::future::pending().await
    }

    /// Checks it once from each place, unless another relay with the same store does.
    async fn round<C, F>(&self, round: &mut Round, check: &C)
    where
        C: Fn(Target, String) -> F,
        F: Future<Output = Option<Found>>,
    {
        let was_ours = round.is_ours;
        let claimed = self.claim().await;
        // A store that does not say changes nothing.
        round.is_ours = claimed.unwrap_or(was_ours);
        if !round.is_ours {
            round.places.iter_mut().for_each(FromPlace::leave);
            if claimed.is_some() && (was_ours || !round.told) {
                round.told = true;
                info!(target = %self.setting.target, "another server with this store checks a watched computer");
            }
            return;
        }
        for (from, place) in round.places.iter_mut().zip(&self.setting.places) {
            if !was_ours {
                // Whoever checked it before knew what it was.
                from.known = self.known(place).await;
            }
            self.once(from, place, check).await;
        }
        round.ended = Some(Instant::now());
    }

    /// Whether this relay is to check it now; absent where the store does not say.
    async fn claim(&self) -> Option<bool> {
        let now_ms = (self.now_ms)();
        let until_ms = now_ms.saturating_add(clock::millis(self.setting.every() * LONGEST_SILENCE));
        let target = self.setting.target.to_string();
        match self.store.claim_watch(&target, &self.owner, now_ms, until_ms).await {
            Ok(is_ours) => Some(is_ours),
            Err(StoreError::Off) => Some(true),
            Err(error) => {
                warn!(%error, "the store doesn't say which server checks a watched computer");
                None
            }
        }
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
        // What follows waits for the store, and needs no place among the checks.
        drop(turn);
        let target = self.setting.target.to_string();
        from.count(found.state);
        let now_ms = (self.now_ms)();
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

/// What was found so short a time ago is what somebody wants who asks now: a computer is never checked twice in a minute
/// because people ask.
pub(crate) const FRESH: Duration = Duration::from_secs(60);
/// In pauses: the next one to ask takes the place of a relay that has not checked for so long.
const LONGEST_SILENCE: u32 = 2;
/// Of all watched computers. What is watched leaves most of the places to people.
const MOST_AT_ONCE: usize = 32;
/// After a start, the first checks are spread: as many seconds as there are computers, and no longer than until the second
/// check.
const PAUSE: Duration = Duration::from_secs(1);

#[cfg(test)]
mod tests;
