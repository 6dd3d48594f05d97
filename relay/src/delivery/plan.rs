//! When a delivery is tried again. Time and chance are handed in.

use core::time::Duration;

use crate::clock;
use crate::store::Settled;

/// What came of a try.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// It was taken.
    Taken,
    /// The receiver is gone for good, and says so (410).
    Gone,
    /// The receiver does not want it, and will not want it later.
    Refused(String),
    /// It may go better later, after this time at least.
    Later {
        /// What was wrong.
        error: String,
        /// What the receiver asks for (`Retry-After`).
        after: Option<Duration>,
    },
}

/// How patient one is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Patience {
    /// Webhooks: a receiver that refuses may be mended within days.
    WholePlan,
    /// One call to a ticket system: what it refuses is for the administrator to see at once.
    Refusals,
}

/// What becomes of a delivery whose try number `attempt`, counted from one, came to this at `now_ms`. `chance` is below
/// 1,000 and spreads those that failed together.
pub(super) fn settle(patience: Patience, attempt: i64, outcome: Outcome, now_ms: i64, chance: u16) -> Settled {
    let (error, after) = match (outcome, patience) {
        (Outcome::Taken, _) => return Settled::Done,
        (Outcome::Gone, _) => {
            let error = GONE.to_owned();
            return Settled::Stopped { error };
        }
        (Outcome::Refused(error), Patience::Refusals) => return Settled::Dead { error },
        (Outcome::Refused(error), Patience::WholePlan) => (error, None),
        (Outcome::Later { error, after }, _) => (error, after),
    };
    let tried = usize::try_from(attempt.saturating_sub(1)).unwrap_or_default();
    let Some(pause) = PLAN.get(tried) else {
        return Settled::Dead { error };
    };
    let pause = (*pause).max(after.unwrap_or_default().min(LONGEST_ASKED));
    // A tenth more at most.
    let spread = pause * u32::from(chance) / 10_000;
    let pause = clock::millis(pause + spread);
    Settled::Again {
        due_at_ms: now_ms.saturating_add(pause),
        error,
    }
}

/// Standard Webhooks 1.0.0: what follows the first try. 75 hours and a half in all.
const PLAN: [Duration; 9] = [
    Duration::from_secs(5),
    Duration::from_secs(5 * 60),
    Duration::from_secs(30 * 60),
    Duration::from_secs(2 * 60 * 60),
    Duration::from_secs(5 * 60 * 60),
    Duration::from_secs(10 * 60 * 60),
    Duration::from_secs(14 * 60 * 60),
    Duration::from_secs(20 * 60 * 60),
    Duration::from_secs(24 * 60 * 60),
];
/// Standard Webhooks 1.0.0: such a receiver gets nothing more until somebody wants it.
const GONE: &str = "410 Gone: the receiver wants no more of these";
/// Nobody's wish makes it wait longer than the plan does.
const LONGEST_ASKED: Duration = Duration::from_secs(24 * 60 * 60);

#[cfg(test)]
mod tests {
    use super::*;

    fn failed() -> Outcome {
        Outcome::Later {
            error: "503".to_owned(),
            after: None,
        }
    }

    #[test]
    fn a_receiver_that_is_down_for_the_whole_plan_is_tried_ten_times_in_three_days() {
        for patience in [Patience::WholePlan, Patience::Refusals] {
            let (mut now, mut attempt) = (0, 1);
            let dead = loop {
                match settle(patience, attempt, failed(), now, 0) {
                    Settled::Again { due_at_ms, .. } => now = due_at_ms,
                    dead @ (Settled::Done | Settled::Dead { .. } | Settled::Stopped { .. }) => break dead,
                }
                attempt += 1;
            };

            let error = "503".to_owned();
            assert_eq!(dead, Settled::Dead { error }, "{patience:?}");
            assert_eq!((attempt, now), (10, ((75 * 60 + 35) * 60 + 5) * 1000));
        }
    }

    #[test]
    fn what_a_ticket_system_refuses_is_told_at_once_and_a_webhook_goes_on() {
        let refused = || Outcome::Refused("404".to_owned());

        assert!(matches!(
            settle(Patience::Refusals, 1, refused(), 0, 0),
            Settled::Dead { .. }
        ));
        assert!(matches!(
            settle(Patience::WholePlan, 1, refused(), 0, 0),
            Settled::Again { .. }
        ));
        for patience in [Patience::WholePlan, Patience::Refusals] {
            let settled = settle(patience, 1, Outcome::Gone, 0, 0);
            assert!(matches!(settled, Settled::Stopped { .. }), "{patience:?}");
        }
        assert_eq!(settle(Patience::WholePlan, 1, Outcome::Taken, 0, 0), Settled::Done);
    }

    #[test]
    fn receivers_are_waited_for_as_they_ask_and_spread() {
        let asked = |after| Outcome::Later {
            error: String::new(),
            after: Some(Duration::from_secs(after)),
        };
        let due = |outcome, chance| match settle(Patience::Refusals, 1, outcome, 0, chance) {
            Settled::Again { due_at_ms, .. } => due_at_ms,
            other @ (Settled::Done | Settled::Dead { .. } | Settled::Stopped { .. }) => panic!("{other:?}"),
        };

        assert_eq!((due(asked(60), 0), due(asked(1), 0)), (60_000, 5_000));
        assert_eq!(due(asked(u64::MAX), 0), 24 * 60 * 60 * 1000);
        assert_eq!(due(failed(), 999), 5_499);
    }
}
