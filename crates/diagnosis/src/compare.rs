//! Two reports side by side: yesterday and today, the office and home.
//!
//! What one of the two does not show is never called the same nor another: it cannot be compared, and that is said.

mod comparison;
mod legs;
#[cfg(test)]
mod tests;
mod values;

pub use self::comparison::{Change, Comparison, LegComparison, Redact, Side, StageComparison, Subject, Value};

use wire::{Disclosure, Report};

/// Lays `left` and `right` side by side. They may be about different targets and show different amounts: each is
/// compared as far as `redact` leaves it at the level of the one that shows less.
pub fn compare<'a>(left: &'a Report, right: &'a Report, redact: Redact) -> Comparison<'a> {
    let reports = [left, right];
    let levels = reports.map(|report| report.redacted.unwrap_or(Disclosure::Everything));
    let [shown_left, shown_right] = levels;
    let (legs, one_sided) = legs::compare(reports);
    let changes = values::compare(reports, redact);
    let target = changes.iter().find(|change| change.subject == Subject::Target);
    Comparison {
        reports,
        later: later(reports, levels),
        same_target: target.and_then(|change| change.differs).map(|differs| !differs),
        disclosures: (shown_left != shown_right).then_some(levels),
        first_difference: legs.iter().find_map(LegComparison::first_difference),
        legs,
        one_sided,
        changes,
    }
}

fn later(reports: [&Report; 2], levels: [Disclosure; 2]) -> Option<Side> {
    // A public report tells the day alone.
    let unit = if levels.contains(&Disclosure::Public) {
        DAY_MS
    } else {
        1
    };
    let [left, right] = reports.map(|report| report.started_at_ms.div_euclid(unit));
    (left != right).then_some(if left > right { Side::Left } else { Side::Right })
}

const DAY_MS: i64 = 24 * 60 * 60 * 1000;
