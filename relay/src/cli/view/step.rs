//! What a terminal and a pipe say of a step and of a leg alike.

use std::io::IsTerminal;

use diagnosis::{Finding, Verdict};
use wire::{Leg, Outcome, Report, StageReport};
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

/// The verdict in a mark, a word and a sentence; in color where a terminal shows it.
pub(super) fn headline(words: &Words, color: Color, report: &Report, findings: &[Finding]) -> String {
    let verdict = Verdict::of(report, findings);
    let (mark, paint) = mark(verdict);
    let (on, off) = color.around(paint);
    format!(
        "{on}{mark} {}{off}: {}",
        words.verdict_name(verdict),
        words.verdict(report, findings)
    )
}

/// The sign of a verdict, and what paints it.
pub(crate) fn mark(verdict: Verdict) -> (&'static str, &'static str) {
    match verdict {
        Verdict::Blocked => ("✕", "\x1b[1;31m"),
        Verdict::NoAnswer => ("…", "\x1b[1;33m"),
        Verdict::ReachesSignIn => ("→", "\x1b[1;34m"),
        Verdict::Works => ("✓", "\x1b[1;32m"),
        Verdict::PartlyChecked | Verdict::NotChecked => ("•", "\x1b[1m"),
    }
}

/// Steps of a leg that stand side by side and say the same: that they were not reached, or why they were not checked.
pub(super) fn folded<'a>(words: &Words, stages: &'a [StageReport]) -> Vec<&'a [StageReport]> {
    let alike = |one: &StageReport, other: &StageReport| {
        let left_out = matches!(one.outcome, Outcome::NotReached | Outcome::NotChecked);
        left_out && one.outcome == other.outcome && sentence(words, one) == sentence(words, other)
    };
    stages.chunk_by(alike).collect()
}

/// The numbers and the name of steps that share a line.
pub(super) fn names(words: &Words, leg: &Leg, steps: &[StageReport]) -> (String, String) {
    let (Some(first), Some(last)) = (steps.first(), steps.last()) else {
        return (String::new(), String::new());
    };
    let number = |step: &StageReport| leg.kind().number(step.stage()).unwrap_or_default();
    if steps.len() == 1 {
        return (number(first).to_string(), words.stage(first.stage()));
    }
    let numbers = format!("{}-{}", number(first), number(last));
    (numbers, format!("{} steps", steps.len()))
}

/// Whether what is printed has colors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Color {
    /// A terminal shows them.
    Shown,
    /// They are not wanted, or nobody would see them.
    LeftOut,
}

impl Color {
    /// In a terminal, unless `NO_COLOR` is set.
    pub(crate) fn wanted(out: &impl IsTerminal) -> Self {
        let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        if out.is_terminal() && !refused {
            Self::Shown
        } else {
            Self::LeftOut
        }
    }

    /// What stands before and after painted text.
    pub(crate) fn around(self, paint: &'static str) -> (&'static str, &'static str) {
        match self {
            Self::Shown => (paint, "\x1b[0m"),
            Self::LeftOut => ("", ""),
        }
    }
}
