//! What a terminal and a pipe say of a step and of a leg alike.

use wire::{Leg, Outcome, StageReport};
use words::Words;

/// How much is printed about findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Detail {
    /// All that can be done about errors and warnings; a line for what is only worth knowing.
    Troubles,
    /// Everything about everything.
    Full,
}

/// What stands above the steps of a leg where there are several; nothing above those of the only one.
pub(super) fn heading(words: &Words, legs: usize, leg: &Leg) -> Option<String> {
    (legs > 1).then(|| words.leg(leg))
}

/// The row's sentence; none where it would only repeat the outcome.
pub(super) fn sentence(words: &Words, report: &StageReport) -> String {
    match report.outcome {
        Outcome::NotReached => String::new(),
        Outcome::Passed | Outcome::Failed | Outcome::Silent | Outcome::NotChecked => words.row(report),
    }
}

pub(super) fn elapsed(report: &StageReport) -> String {
    report
        .elapsed_ms
        .map_or_else(String::new, |elapsed| elapsed.to_string())
}

pub(super) fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Passed => "passed",
        Outcome::Failed => "failed",
        Outcome::Silent => "silent",
        Outcome::NotReached => "not reached",
        Outcome::NotChecked => "not checked",
    }
}
