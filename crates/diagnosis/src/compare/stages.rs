//! How each step ended on both sides.

use core::mem::discriminant;

use wire::{Dialed, Facts, Failure, Report, StageReport};

use super::{StageComparison, slower};

pub(super) fn compare<'a>([left, right]: [&'a Report; 2]) -> Vec<StageComparison<'a>> {
    let pairs = left
        .stages
        .iter()
        .filter_map(|stage| Some([stage, right.stage(stage.stage())?]));
    pairs
        .map(|sides| {
            let [left, right] = sides;
            let times = left.elapsed_ms.zip(right.elapsed_ms);
            let differs = !ended_alike(left, right);
            StageComparison {
                stage: left.stage(),
                sides,
                differs,
                // How long a limit or a refusal took beside a success says nothing about speed.
                slower: times.filter(|_| !differs).and_then(|(left, right)| slower(left, right)),
            }
        })
        .collect()
}

fn ended_alike(left: &StageReport, right: &StageReport) -> bool {
    let reasons = match (&left.failure, &right.failure) {
        (Some(left), Some(right)) => same_reason(left, right),
        (None, None) => true,
        (Some(_), None) | (None, Some(_)) => false,
    };
    reasons
        && left.outcome == right.outcome
        && left.not_checked == right.not_checked
        && (!left.outcome.is_broken() || attempts(left) == attempts(right))
}

/// Whether both broke for the same reason: how many bytes had come, and what another service said, does not matter.
fn same_reason(left: &Failure, right: &Failure) -> bool {
    match (left, right) {
        (Failure::Closed { received: left }, Failure::Closed { received: right })
        | (Failure::Reset { received: left }, Failure::Reset { received: right })
        | (Failure::TimedOut { received: left }, Failure::TimedOut { received: right }) => {
            (*left == 0) == (*right == 0)
        }
        (Failure::NotRdp { service: left }, Failure::NotRdp { service: right }) => {
            discriminant(left) == discriminant(right)
        }
        (Failure::Malformed { .. }, Failure::Malformed { .. })
        | (Failure::UnexpectedPdu { .. }, Failure::UnexpectedPdu { .. }) => true,
        _ => left == right,
    }
}

/// The ways in which attempts to connect ended: one that was refused and one that was silent have different reasons.
fn attempts(stage: &StageReport) -> Vec<&'static str> {
    let Facts::Connect(facts) = &stage.facts else {
        return Vec::new();
    };
    let mut ways: Vec<&'static str> = facts.dials.iter().map(|dial| way(dial.dialed)).collect();
    ways.sort_unstable();
    ways.dedup();
    ways
}

fn way(dialed: Dialed) -> &'static str {
    match dialed {
        Dialed::Answered => "answered",
        Dialed::Refused => "refused",
        Dialed::Unreachable {
            what: wire::Unreachable::Host,
        } => "host unreachable",
        Dialed::Unreachable {
            what: wire::Unreachable::Network,
        } => "network unreachable",
        Dialed::Silent => "silent",
        Dialed::LocallyBlocked => "blocked",
        Dialed::LocalFault { .. } => "fault",
        Dialed::Abandoned => "abandoned",
    }
}
