//! How each step of each leg ended on both sides.

use core::mem::discriminant;

use wire::{Dialed, Facts, Failure, Leg, LegKind, Report, Stage, StageReport};

use super::comparison::slower;
use super::{LegComparison, Side, StageComparison};

/// The legs that both reports have, and those that one has alone.
pub(super) fn compare<'a>([left, right]: [&'a Report; 2]) -> (Vec<LegComparison<'a>>, Vec<(Side, &'a Leg)>) {
    let mut unpaired: Vec<&Leg> = right.legs.iter().collect();
    let (mut pairs, mut one_sided) = (Vec::new(), Vec::new());
    for leg in &left.legs {
        let partner = unpaired.iter().position(|other| leg.is_same_way(other));
        // The first ways to the computer belong together even where a relay walked one and a terminal the other.
        let main = |one: &Leg, report: &Report| report.computer().is_some_and(|it| core::ptr::eq(it, one));
        let partner = partner.or_else(|| {
            main(leg, left).then_some(())?;
            unpaired.iter().position(|other| main(other, right))
        });
        match partner {
            Some(place) => pairs.push(LegComparison::new([leg, unpaired.remove(place)])),
            None => one_sided.push((Side::Left, leg)),
        }
    }
    one_sided.extend(unpaired.into_iter().map(|leg| (Side::Right, leg)));
    (pairs, one_sided)
}

impl<'a> LegComparison<'a> {
    fn new(sides: [&'a Leg; 2]) -> Self {
        let [left, right] = sides;
        let pairs = left.stages.iter();
        let pairs = pairs.filter_map(|stage| Some([stage, right.stage(stage.stage())?]));
        Self {
            sides,
            stages: pairs.map(compare_stage).collect(),
        }
    }

    /// What kind of leg both are.
    pub fn kind(&self) -> LegKind {
        let [left, _] = self.sides;
        left.kind()
    }

    /// The first step that ended otherwise.
    pub(super) fn first_difference(&self) -> Option<(LegKind, Stage)> {
        let stage = self.stages.iter().find(|stage| stage.differs)?;
        Some((self.kind(), stage.stage))
    }
}

fn compare_stage(sides: [&StageReport; 2]) -> StageComparison<'_> {
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
        | (Failure::Unreadable { .. }, Failure::Unreadable { .. })
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
            ..
        } => "host unreachable",
        Dialed::Unreachable {
            what: wire::Unreachable::Network,
            ..
        } => "network unreachable",
        Dialed::Silent => "silent",
        Dialed::LocallyBlocked => "blocked",
        Dialed::LocalFault { .. } => "fault",
        Dialed::Abandoned => "abandoned",
    }
}
