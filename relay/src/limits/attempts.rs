//! What may be done so often within a period, and not once more.

use core::hash::Hash;
use core::num::NonZeroUsize;
use core::time::Duration;
use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, PoisonError};

use super::rate::Later;
use crate::clock::Clock;

/// At most so many attempts of each key within any period of a length.
///
/// A [`Rate`](super::Rate) gives back one by one, so that twice as many fit into a period: too many where each attempt may
/// count towards locking somebody's account.
#[derive(Debug)]
pub struct Attempts<K> {
    most: NonZeroUsize,
    period: Duration,
    clock: Clock,
    /// When each key made its latest ones. Those for whom there is no room have what one key has, together.
    made: Mutex<HashMap<Option<K>, Window>>,
}

/// The attempts of one key that still count, the oldest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Window(VecDeque<Duration>);

impl Window {
    /// The attempts at these times, in order.
    pub fn new(times: impl IntoIterator<Item = Duration>) -> Self {
        Self(times.into_iter().collect())
    }

    /// Makes one more at `now`.
    ///
    /// # Errors
    ///
    /// Where there were `most` within `period` already; says how long until one of them counts no more.
    pub fn take(&mut self, most: NonZeroUsize, period: Duration, now: Duration) -> Result<(), Duration> {
        self.forget(period, now);
        if self.0.len() >= most.get() {
            let first = self.0.len().saturating_sub(most.get());
            let oldest = self.0.get(first).copied().unwrap_or_default();
            return Err((oldest + period).saturating_sub(now));
        }
        self.0.push_back(now);
        Ok(())
    }

    /// The times of those that still count.
    pub fn times(&self) -> impl ExactSizeIterator<Item = Duration> {
        self.0.iter().copied()
    }

    /// Drops what is older than `period`.
    pub fn forget(&mut self, period: Duration, now: Duration) {
        self.0.retain(|at| now.saturating_sub(*at) < period);
    }
}

impl<K: Clone + Eq + Hash> Attempts<K> {
    /// None made yet.
    pub fn new(most: NonZeroUsize, period: Duration) -> Self {
        Self {
            most,
            period,
            clock: Clock::start(),
            made: Mutex::default(),
        }
    }

    /// Makes one.
    ///
    /// # Errors
    ///
    /// Where the key has made as many as it may for now; says when it may again.
    pub fn take(&self, key: &K) -> Result<(), Later> {
        let now = self.clock.elapsed();
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        let mut key = Some(key.clone());
        if !made.contains_key(&key) && made.len() >= MOST_KEYS {
            made.retain(|_, window| {
                window.forget(self.period, now);
                window.times().len() > 0
            });
            if made.len() >= MOST_KEYS {
                key = None;
            }
        }
        let window = made.entry(key).or_default();
        window.take(self.most, self.period, now).map_err(|after| Later {
            most: u32::try_from(self.most.get()).unwrap_or(u32::MAX),
            after,
            period: self.period,
        })
    }
}

/// Keys that one limit knows at a time, about 8 MiB.
const MOST_KEYS: usize = 65_536;

#[cfg(test)]
mod tests {
    use super::*;

    const PERIOD: Duration = Duration::from_secs(30 * 60);

    fn attempts(most: usize) -> Attempts<u32> {
        Attempts::new(NonZeroUsize::new(most).unwrap(), PERIOD)
    }

    #[tokio::test(start_paused = true)]
    async fn no_period_of_this_length_holds_more_than_so_many() {
        let attempts = attempts(3);
        attempts.take(&1).unwrap();
        tokio::time::advance(PERIOD / 2).await;
        attempts.take(&1).unwrap();
        attempts.take(&1).unwrap();

        let later = attempts.take(&1).unwrap_err();

        assert_eq!((later.most, later.after), (3, PERIOD / 2));
        assert!(attempts.take(&2).is_ok());
        tokio::time::advance(PERIOD / 2).await;
        assert!(attempts.take(&1).is_ok());
        assert_eq!(attempts.take(&1).unwrap_err().after, PERIOD / 2);
    }

    #[tokio::test(start_paused = true)]
    async fn a_flood_of_keys_is_bounded_and_shares_what_one_has() {
        let attempts = attempts(2);
        let most = u32::try_from(MOST_KEYS).unwrap();
        for key in 0..most {
            attempts.take(&key).unwrap();
        }

        let passed = (most..most + 100).filter(|key| attempts.take(key).is_ok()).count();

        assert_eq!(passed, 2);
        tokio::time::advance(PERIOD).await;
        assert!(attempts.take(&most).is_ok());
        assert_eq!(attempts.made.lock().unwrap().len(), 1);
    }
}
