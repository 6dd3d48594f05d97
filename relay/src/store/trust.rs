//! How far the system's clock is believed where something is deleted for good.

use core::time::Duration;

use crate::clock;
use tokio::time::Instant;

/// A second witness of the time: what was known of it at the start, and how long the process has run since. A clock that
/// jumps ahead would else sweep out everything at once.
#[derive(Clone, Copy, Debug)]
pub(super) struct Witness {
    /// In milliseconds since 1970.
    known_ms: i64,
    known_at: Instant,
    /// Since when the clock has been ahead of it; absent where it is not.
    ahead_since: Option<Instant>,
}

/// What may be done at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Judged {
    /// What expired up to then may be swept out, in milliseconds since 1970.
    pub(super) sweep_until_ms: i64,
    /// Whether clock and witness agree, so that what was written under another time can be put right.
    pub(super) agree: bool,
    /// What the witness says, in milliseconds since 1970; kept for the next start.
    pub(super) witness_ms: i64,
}

impl Witness {
    /// A witness that knows one moment, in milliseconds since 1970.
    pub(super) fn of(known_ms: i64, at: Instant) -> Self {
        Self {
            known_ms,
            known_at: at,
            ahead_since: None,
        }
    }

    /// Judges a clock that shows `now_ms` at a moment of this process.
    pub(super) fn judge(&mut self, now_ms: i64, at: Instant) -> Judged {
        let known = |witness: &Self| witness.known_ms.saturating_add(clock::millis(at - witness.known_at));
        if now_ms.saturating_sub(known(self)) <= clock::millis(SLACK) {
            self.ahead_since = None;
        } else if at - *self.ahead_since.get_or_insert(at) >= CONVINCING {
            // A machine that was off for a month.
            *self = Self::of(now_ms, at);
        }
        let witness_ms = known(self);
        Judged {
            sweep_until_ms: now_ms.min(witness_ms).saturating_sub(clock::millis(GRACE)),
            agree: now_ms.abs_diff(witness_ms) <= SLACK.as_millis().try_into().unwrap_or(u64::MAX),
            witness_ms,
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
        let mut witness = Witness::of(NOW, start);

        let judged = witness.judge(NOW + 300_000, start + Duration::from_secs(300));

        assert_eq!(judged.sweep_until_ms, NOW + 300_000 - DAY_MS);
        assert!(judged.agree);
    }

    #[test]
    fn clock_that_jumps_ahead_sweeps_nothing_more_until_it_was_ahead_for_a_day() {
        let start = Instant::now();
        let mut witness = Witness::of(NOW, start);
        let ahead = NOW + 4000 * DAY_MS;

        let jumped = witness.judge(ahead, start);
        let hour = Duration::from_secs(60 * 60);
        let later = witness.judge(ahead + clock::millis(hour), start + hour);
        let believed = witness.judge(ahead + clock::millis(CONVINCING), start + CONVINCING);

        assert_eq!((jumped.sweep_until_ms, jumped.agree), (NOW - DAY_MS, false));
        assert_eq!(later.sweep_until_ms, NOW + clock::millis(hour) - DAY_MS);
        assert_eq!((believed.sweep_until_ms, believed.agree), (ahead, true));
    }

    #[test]
    fn clock_that_came_back_in_time_is_no_reason_to_believe_the_next_jump() {
        let start = Instant::now();
        let mut witness = Witness::of(NOW, start);
        let half = CONVINCING / 2;

        witness.judge(NOW + 100 * DAY_MS, start);
        let back = witness.judge(NOW + clock::millis(half), start + half);
        let again = witness.judge(NOW + 200 * DAY_MS, start + CONVINCING);

        assert!(back.agree);
        assert!(!again.agree);
    }

    #[test]
    fn clock_behind_the_witness_sweeps_by_itself() {
        let start = Instant::now();

        let judged = Witness::of(NOW, start).judge(NOW - 400 * DAY_MS, start);

        assert_eq!(judged.sweep_until_ms, NOW - 401 * DAY_MS);
        assert!(!judged.agree);
        assert_eq!(judged.witness_ms, NOW);
    }
}
