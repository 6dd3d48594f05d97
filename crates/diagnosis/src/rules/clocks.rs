//! Whose clock is wrong, where the computer's and ours differ.
//!
//! Neither proves anything about the other. What does is a date that no clock can rightly show, and a certificate of
//! somebody else, which cannot be older than itself.

use super::view::ReportView;

/// One of the two clocks that a run compares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Clock {
    /// The computer's.
    Computer,
    /// The one where the check runs.
    Ours,
}

/// The clock that a third witness proves wrong; none where there is no such witness, or it speaks against both.
pub(super) fn wrong(view: &ReportView<'_>) -> Option<Clock> {
    // Of a report from several places, each leg has the clock of its own.
    let seen_at = view.secure().and_then(|facts| facts.seen_at);
    let ours = seen_at.unwrap_or_else(|| view.report.started_at_ms.div_euclid(1000));
    let theirs = ours.saturating_add(view.clock_offset_ms()?.div_euclid(1000));
    match (is_impossible(theirs, view), is_impossible(ours, view)) {
        (true, false) => Some(Clock::Computer),
        (false, true) => Some(Clock::Ours),
        (true, true) | (false, false) => None,
    }
}

/// Whether the certificate's dates would be judged the other way by the computer's clock, and ours is no better witness.
pub(super) fn is_disputed(view: &ReportView<'_>, fault_by: impl Fn(i64) -> bool) -> bool {
    let Some(seen_at) = view.secure().and_then(|facts| facts.seen_at) else {
        return false;
    };
    let offset = view.clock_offset_ms().unwrap_or_default().div_euclid(1000);
    fault_by(seen_at) != fault_by(seen_at.saturating_add(offset)) && wrong(view) != Some(Clock::Computer)
}

/// Whether it cannot have been this time, in seconds since 1970, when the report was made.
fn is_impossible(at: i64, view: &ReportView<'_>) -> bool {
    let issued = view
        .certificate()
        .filter(|own| !own.self_signed)
        .map(|own| own.not_before);
    !(FIRST_REPORT..LAST_REPORT).contains(&at) || issued.is_some_and(|issued| at < issued)
}

/// 1 January 2026: this program makes reports since then.
const FIRST_REPORT: i64 = 1_767_225_600;
/// 1 January 2076: a clock that shows a later day has more likely lost its battery than this program been kept so long.
const LAST_REPORT: i64 = 3_345_062_400;
