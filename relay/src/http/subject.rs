//! The report that a request is about.

use std::sync::Arc;

use ui::pages::Library;
use wire::{Disclosure, ProblemKind, Report, RunKey};

use super::kit::problem::ProblemResponse;
use super::kit::request::validate;
use super::state::Relay;

/// The report of the relay's own run.
///
/// # Errors
///
/// Where the key opens no run, or one that is still under way.
pub(in crate::http) fn own(relay: &Relay, library: &Library, key: &RunKey) -> Result<Arc<Report>, ProblemResponse> {
    let run = relay.runs.find(key);
    let ended = run.as_ref().and_then(|run| run.ended());
    let ended = ended.ok_or_else(|| ProblemResponse::new(library, ProblemKind::RunGone))?;
    Ok(Arc::clone(&ended.report))
}

/// The report of the relay's own run, or one that somebody brings, which is then judged as what it is: anything.
///
/// `disclosure` is how much of it is wanted; absent for as much as there is.
///
/// # Errors
///
/// Where there is neither, or what was brought is no report.
pub(in crate::http) fn report(
    relay: &Relay,
    library: &Library,
    run: Option<&RunKey>,
    brought: Option<Box<Report>>,
    disclosure: Option<Disclosure>,
) -> Result<Arc<Report>, ProblemResponse> {
    match (run, brought) {
        (Some(key), _) => own(relay, library, key),
        (None, Some(report)) => {
            let wanted = disclosure.or(report.redacted).unwrap_or(Disclosure::Everything);
            validate(library, &report, wanted)?;
            Ok(report.into())
        }
        (None, None) => Err(ProblemResponse::new(library, ProblemKind::Unreadable)),
    }
}
