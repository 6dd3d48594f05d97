//! What others may see of a report.

use wire::{Disclosure, Report};

/// A copy of `report` that shows no more than `level` allows; never more than `report` itself does.
pub fn redact(report: &Report, level: Disclosure) -> Report {
    Report {
        redacted: report.redacted.max(Some(level)),
        ..report.clone()
    }
}
