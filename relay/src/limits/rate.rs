//! What comes back with time.

use core::fmt;
use core::hash::Hash;
use core::num::NonZeroU32;
use core::time::Duration;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use governor::clock::Clock as _;
use governor::middleware::StateInformationMiddleware;
use governor::nanos::Nanos;
use governor::state::StateStore;
use governor::state::keyed::ShrinkableKeyedStateStore;
use governor::{Quota, RateLimiter};

use words::Limit;

use super::share::{Share, counted_as};
use crate::clock::Clock;

/// How often each key may do something: so many at once, which come back one by one over a period.
pub struct Rate<K: Clone + Eq + Hash> {
    most: NonZeroU32,
    period: Duration,
    limiter: RateLimiter<K, Keys<K>, Clock, StateInformationMiddleware>,
}

/// What a key has left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Left {
    /// How many it may do in a period.
    pub most: u32,
    /// How many it may do now.
    pub remaining: u32,
    /// The period.
    pub period: Duration,
}

/// A key has used up what it had.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Later {
    /// How many it may do in a period.
    pub most: u32,
    /// How long until it may do the next one.
    pub after: Duration,
    /// The period.
    pub period: Duration,
}

impl<K: Clone + Eq + Hash> Rate<K> {
    /// At most `most` in `period` for each key, and as many at once after a pause of that length.
    pub fn new(most: NonZeroU32, period: Duration) -> Self {
        let between = (period / most.get()).max(Duration::from_nanos(1));
        // Absent for no time between two only.
        let quota = Quota::with_period(between).unwrap_or_else(|| Quota::per_second(most));
        Self {
            most,
            period,
            limiter: RateLimiter::new(quota.allow_burst(most), Keys::default(), Clock::start()),
        }
    }

    /// Uses up one.
    ///
    /// # Errors
    ///
    /// Where the key has none left for now; says when it will.
    pub fn take(&self, key: &K) -> Result<Left, Later> {
        self.take_many(key, NonZeroU32::MIN)
    }

    /// Uses up several at once.
    ///
    /// # Errors
    ///
    /// Where the key has not so many left for now; says when it will, after a period for what is more than there ever is.
    pub fn take_many(&self, key: &K, size: NonZeroU32) -> Result<Left, Later> {
        // Only then, because it looks at every key.
        if self.limiter.len() >= MOST_KEYS {
            self.limiter.retain_recent();
        }
        match self.limiter.check_key_n(key, size) {
            Ok(Ok(state)) => Ok(Left {
                most: self.most.get(),
                remaining: state.remaining_burst_capacity(),
                period: self.period,
            }),
            Ok(Err(until)) => Err(self.later(until.wait_time_from(self.limiter.clock().now()))),
            Err(_) => Err(self.later(self.period)),
        }
    }

    /// So many more of what is counted by these parts, for whoever counts it elsewhere.
    pub fn share(&self, limit: Limit, parts: &[&[u8]], size: NonZeroU32) -> Share {
        Share {
            counted: counted_as(parts),
            limit,
            most: self.most,
            size,
            period: self.period,
        }
    }

    fn later(&self, after: Duration) -> Later {
        Later {
            most: self.most.get(),
            after,
            period: self.period,
        }
    }
}

impl<K: Clone + Eq + Hash> fmt::Debug for Rate<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Rate")
            .field("most", &self.most)
            .field("period", &self.period)
            .finish_non_exhaustive()
    }
}

/// When each key will have everything again.
struct Keys<K>(Mutex<Full<K>>);

struct Full<K> {
    of: HashMap<K, Nanos>,
    /// Of all those for whom there is no room, together.
    others: Option<Nanos>,
}

impl<K> Default for Keys<K> {
    fn default() -> Self {
        Self(Mutex::new(Full {
            of: HashMap::new(),
            others: None,
        }))
    }
}

impl<K: Clone + Eq + Hash> StateStore for Keys<K> {
    type Key = K;

    fn measure_and_replace<T, F, E>(&self, key: &K, f: F) -> Result<T, E>
    where
        F: Fn(Option<Nanos>) -> Result<(T, Nanos), E>,
    {
        // Held while it is worked out, so that of two at once not both take the last one.
        let mut full = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let known = full.of.get(key).copied();
        if known.is_none() && full.of.len() >= MOST_KEYS {
            let (taken, at) = f(full.others)?;
            full.others = Some(at);
            return Ok(taken);
        }
        let (taken, at) = f(known)?;
        full.of.insert(key.clone(), at);
        Ok(taken)
    }
}

impl<K: Clone + Eq + Hash> ShrinkableKeyedStateStore<K> for Keys<K> {
    fn retain_recent(&self, drop_below: Nanos) {
        let mut full = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        full.of.retain(|_, at| *at > drop_below);
    }

    fn len(&self) -> usize {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).of.len()
    }

    fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl governor::clock::Clock for Clock {
    type Instant = Duration;

    fn now(&self) -> Duration {
        self.elapsed()
    }
}

/// Sources or targets that one limit knows at a time, about 4 MiB. Those who come while there are more share what one
/// of them has, so that a flood of them cannot get past the limit.
const MOST_KEYS: usize = 65_536;

#[cfg(test)]
mod tests {
    use super::*;

    fn rate(most: u32, seconds: u64) -> Rate<u32> {
        Rate::new(NonZeroU32::new(most).unwrap(), Duration::from_secs(seconds))
    }

    #[tokio::test(start_paused = true)]
    async fn each_key_has_its_own_and_gets_it_back_one_by_one() {
        let rate = rate(3, 60);
        let remaining: Vec<_> = (0..3).map(|_| rate.take(&1).unwrap().remaining).collect();
        assert_eq!(remaining, [2, 1, 0]);

        let later = rate.take(&1).unwrap_err();

        assert_eq!((later.most, later.period.as_secs()), (3, 60));
        assert!((19..=20).contains(&later.after.as_secs()), "{later:?}");
        assert!(rate.take(&2).is_ok());
        tokio::time::advance(later.after).await;
        assert!(rate.take(&1).is_ok() && rate.take(&1).is_err());
    }

    #[tokio::test(start_paused = true)]
    async fn more_than_there_ever_is_comes_back_after_no_less_than_a_period() {
        let rate = rate(3, 60);
        let size = NonZeroU32::new(4).unwrap();

        let later = rate.take_many(&1, size).unwrap_err();

        assert_eq!((later.most, later.after.as_secs()), (3, 60));
        assert_eq!(rate.take(&1).unwrap().remaining, 2, "it used up nothing");
    }

    #[tokio::test(start_paused = true)]
    async fn a_flood_of_keys_is_bounded_and_shares_one_allowance() {
        let rate = rate(2, 60);
        rate.take(&0).unwrap();
        rate.take(&0).unwrap();
        let most = u32::try_from(MOST_KEYS).unwrap();
        for key in 1..most {
            rate.take(&key).unwrap();
        }

        let passed = (most..most + 100).filter(|key| rate.take(key).is_ok()).count();

        assert_eq!((passed, rate.limiter.len()), (2, MOST_KEYS));
        assert!(rate.take(&0).is_err(), "who was there before is still counted");
        tokio::time::advance(Duration::from_secs(61)).await;
        assert!(rate.take(&most).is_ok());
        let known = rate.limiter.len();
        assert!(known <= 2, "those who have everything again are forgotten: {known}");
    }
}
