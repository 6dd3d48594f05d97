//! How far the system's clock is believed where something is deleted for good.

use core::time::Duration;

use crate::clock;
use tokio::time::Instant;

/// What time it should be: what was known of it at the start, and how long the process has run since. A clock that
/// jumps ahead would else sweep out everything at once.
#[derive(Clone, Copy, Debug)]
pub(super) struct ExpectedTime {
    /// In milliseconds since 1970.
    known_ms: i64,
    known_at: Instant,
    /// Since when the clock has been ahead of it; absent where it is not.
    ahead_since: Option<Instant>,
}

/// What may be done, beside what the clock shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Compared {
    /// What expired up to then may be swept out, in milliseconds since 1970.
    pub(super) sweep_until_ms: i64,
    /// Whether the clock shows the expected time, so that what was written under another time can be put right.
    pub(super) agree: bool,
    /// The expected time, in milliseconds since 1970; kept for the next start.
    pub(super) expected_ms: i64,
}

impl ExpectedTime {
    /// What is known at one moment, in milliseconds since 1970.
    pub(super) fn of(known_ms: i64, at: Instant) -> Self {
        Self {
            known_ms,
            known_at: at,
            ahead_since: None,
        }
    }

    /// Compares with a clock that shows `now_ms` at a moment of this process.
    pub(super) fn compare(&mut self, now_ms: i64, at: Instant) -> Compared {
        let known = |expected: &Self| expected.known_ms.saturating_add(clock::millis(at - expected.known_at));
        if now_ms.saturating_sub(known(self)) <= clock::millis(SLACK) {
            self.ahead_since = None;
        } else if at - *self.ahead_since.get_or_insert(at) >= CONVINCING {
            // A machine that was off for a month.
            *self = Self::of(now_ms, at);
        }
        let expected_ms = known(self);
        Compared {
            sweep_until_ms: now_ms.min(expected_ms).saturating_sub(clock::millis(GRACE)),
            agree: now_ms.abs_diff(expected_ms) <= SLACK.as_millis().try_into().unwrap_or(u64::MAX),
            expected_ms,
        }
    }
}

/// Clocks are set by this much when somebody notices, and for daylight saving where one runs in local time.
const SLACK: Duration = Duration::from_secs(2 * 60 * 60);
/// Whoever sets a clock wrong by days finds out within one: certificates, sign-ins and logs are wrong, too.
const CONVINCING: Duration = Duration::from_secs(24 * 60 * 60);
/// What has expired is not answered, so that deleting it can wait for as long as a clock may be off unnoticed.
const GRACE: Duration = Duration::from_secs(24 * 60 * 60);

#[cfg(test)]
mod tests {
    use super::*;

    const DAY_MS: i64 = 24 * 60 * 60 * 1000;
    const NOW: i64 = 1_800_000_000_000;

    #[test]
    fn clock_that_agrees_sweeps_what_expired_a_day_ago() {
        let start = Instant::now();
        let mut expected = ExpectedTime::of(NOW, start);

        let compared = expected.compare(NOW + 300_000, start + Duration::from_secs(300));

        assert_eq!(compared.sweep_until_ms, NOW + 300_000 - DAY_MS);
        assert!(compared.agree);
    }

    #[test]
    fn clock_that_jumps_ahead_sweeps_nothing_more_until_it_was_ahead_for_a_day() {
        let start = Instant::now();
        let mut expected = ExpectedTime::of(NOW, start);
        let ahead = NOW + 4000 * DAY_MS;

        let jumped = expected.compare(ahead, start);
        let hour = Duration::from_secs(60 * 60);
        let later = expected.compare(ahead + clock::millis(hour), start + hour);
        let believed = expected.compare(ahead + clock::millis(CONVINCING), start + CONVINCING);

        assert_eq!((jumped.sweep_until_ms, jumped.agree), (NOW - DAY_MS, false));
        assert_eq!(later.sweep_until_ms, NOW + clock::millis(hour) - DAY_MS);
        assert_eq!((believed.sweep_until_ms, believed.agree), (ahead, true));
    }

    #[test]
    fn clock_that_came_back_in_time_is_no_reason_to_believe_the_next_jump() {
        let start = Instant::now();
        let mut expected = ExpectedTime::of(NOW, start);
        let half = CONVINCING / 2;

        expected.compare(NOW + 100 * DAY_MS, start);
        let back = expected.compare(NOW + clock::millis(half), start + half);
        let again = expected.compare(NOW + 200 * DAY_MS, start + CONVINCING);

        assert!(back.agree);
        assert!(!again.agree);
    }

    #[test]
    fn clock_behind_the_witness_sweeps_by_itself() {
        let start = Instant::now();

        let compared = ExpectedTime::of(NOW, start).compare(NOW - 400 * DAY_MS, start);

        assert_eq!(compared.sweep_until_ms, NOW - 401 * DAY_MS);
        assert!(!compared.agree);
        assert_eq!(compared.expected_ms, NOW);
    }
}
