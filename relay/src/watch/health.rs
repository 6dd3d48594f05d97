//! What a monitor is to make of a report: one rule for whoever asks for a check and for watched computers.

use diagnosis::{Finding, Verdict};
use wire::{Report, RunEnd};

/// What a report says of the computer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Health {
    /// Nothing stands in the way, as far as it was looked at.
    Up,
    /// A step failed or got no answer.
    Down,
    /// The place of the check could not look, or had no time left. It says nothing about the computer.
    Unknown,
    /// It was stopped before anything failed.
    Stopped,
}

impl Health {
    /// What a run that is over came to, with what [`diagnosis::diagnose`] found in it. What the place of the check lacks is
    /// never the computer's fault.
    pub(crate) fn of(report: &Report, findings: &[Finding]) -> Self {
        let is_without_route = findings.first().is_some_and(|first| first.id == NO_ROUTE);
        match (Verdict::of(report, findings), report.end) {
            (Verdict::NotChecked, _) => Self::Unknown,
            (Verdict::Blocked, _) if is_without_route => Self::Unknown,
            (Verdict::Blocked | Verdict::NoAnswer, _) => Self::Down,
            (Verdict::ReachesSignIn | Verdict::Works, _) | (Verdict::PartlyChecked, RunEnd::Completed) => Self::Up,
            (Verdict::PartlyChecked, RunEnd::TimedOut) => Self::Unknown,
            (Verdict::PartlyChecked, RunEnd::Cancelled | RunEnd::AgentLost | RunEnd::AgentDeclined) => Self::Stopped,
        }
    }
}

/// Systems say with one number that they have no route themselves and that a router has none. Nothing came near the
/// computer either way; a person is told so by the finding, and a monitor raises no alarm for it.
const NO_ROUTE: &str = "RDP-TCP-004";

#[cfg(test)]
mod tests {
    use diagnosis::diagnose;
    use fixtures::reports::{NO_HOST, NO_ROUTE as WITHOUT_ROUTE, broken, healthy, legacy, nla, unconnected};
    use wire::{Dialed, Failure, Stage};

    use super::*;

    fn health(report: &Report) -> Health {
        Health::of(report, &diagnose(report))
    }

    #[test]
    fn what_the_place_of_the_check_lacks_is_never_down() {
        for dialed in [Dialed::LocallyBlocked, Dialed::LocalFault { errno: 24 }, WITHOUT_ROUTE] {
            let report = unconnected("pc", &[("203.0.113.7", dialed)]);
            assert_eq!(health(&report), Health::Unknown, "{dialed:?}");
        }
        let lookups = [
            Failure::LookupFailed { rcode: None },
            Failure::LookupFailed { rcode: Some(5) },
            Failure::TimedOut { received: 0 },
            Failure::AddressesRefused,
        ];
        for failure in lookups {
            let report = broken(Stage::Resolve, failure.clone());
            assert_eq!(health(&report), Health::Unknown, "{failure:?}");
        }
    }

    #[test]
    fn what_the_computer_or_the_way_to_it_does_is_down() {
        for dialed in [Dialed::Refused, Dialed::Silent, NO_HOST] {
            let report = unconnected("pc", &[("203.0.113.7", dialed)]);
            assert_eq!(health(&report), Health::Down, "{dialed:?}");
        }
        for failure in [Failure::NameNotFound, Failure::LookupFailed { rcode: Some(2) }] {
            let report = broken(Stage::Resolve, failure.clone());
            assert_eq!(health(&report), Health::Down, "{failure:?}");
        }
    }

    #[test]
    fn only_a_check_that_came_to_its_end_says_that_a_computer_is_up() {
        for report in [healthy(), nla(), legacy()] {
            assert_eq!(health(&report), Health::Up);
        }
        for (end, expected) in [
            (RunEnd::TimedOut, Health::Unknown),
            (RunEnd::Cancelled, Health::Stopped),
            (RunEnd::AgentLost, Health::Stopped),
            (RunEnd::AgentDeclined, Health::Stopped),
        ] {
            let report = Report { end, ..healthy() };
            assert_eq!(health(&report), expected, "{end:?}");
        }
    }
}
