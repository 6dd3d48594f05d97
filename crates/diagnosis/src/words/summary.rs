use wire::{Report, RunEnd};

use super::{LAST_STAGE, Words};
use crate::Finding;

/// The line for a ticket: `RDP-NEG-005 · stopped at negotiate (3/13) · server wants NLA · 412 ms`.
///
/// Stages have their names of the wire here, so that a line can be searched for in every language.
pub fn summary(words: &Words, report: &Report, findings: &[Finding]) -> String {
    let state = match (report.broken(), report.end) {
        (Some(broken), _) => {
            let stage = broken.stage();
            let parameters = [
                ("stage", stage.name().into()),
                ("number", u32::from(stage.number()).into()),
                ("of", LAST_STAGE.into()),
            ];
            words.text_with("summary-stopped", &parameters)
        }
        (None, RunEnd::Completed) => words.text("summary-passed"),
        (None, RunEnd::Cancelled | RunEnd::TimedOut) => words.text("summary-ended-early"),
    };
    let time = words.time(report.elapsed_ms);
    match findings.first() {
        Some(first) => {
            let reason = words.text_with(&format!("{}.short", first.id), &first.parameters);
            format!("{} · {state} · {reason} · {time}", first.id)
        }
        None => format!("{state} · {time}"),
    }
}
