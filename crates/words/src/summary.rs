use crate::key;
use diagnosis::{Finding, Verdict, stopped};
use wire::{Place, Report, RunEnd};

use super::Words;

/// The line for a ticket: `RDP-NEG-005 · stopped at negotiate (3/13) · server wants NLA · 412 ms`.
///
/// Stages have their names of the wire here, so that a line can be searched for in every language.
pub fn summary(words: &Words, report: &Report, findings: &[Finding]) -> String {
    let state = match (stopped(report, findings), report.end) {
        (Some((leg, broken)), _) => {
            let stage = broken.stage();
            words
                .message()
                .place(leg.kind(), stage)
                .with("stage", &stage.name())
                .format(key::SUMMARY_STOPPED)
        }
        (None, RunEnd::Completed) => words.verdict_name(Verdict::of(report, findings)),
        (None, RunEnd::Cancelled | RunEnd::TimedOut | RunEnd::AgentLost | RunEnd::AgentDeclined) => {
            words.text(key::SUMMARY_ENDED_EARLY)
        }
    };
    let first = findings.first();
    let reason = first.map(|first| words.member(&format!("{}.short", first.id), &first.parameters));
    // Whoever checks at a terminal knows from where.
    let only_there = report.ways().all(|leg| leg.place == Place::Terminal);
    let from = first.filter(|_| !only_there);
    let parts = [
        first.map(|first| first.id.to_owned()),
        Some(state),
        reason,
        report.took().map(|took| words.time(took)),
        from.and_then(|first| words.true_from(report, findings, first)),
    ];
    let said: Vec<_> = parts.into_iter().flatten().collect();
    said.join(" · ")
}
