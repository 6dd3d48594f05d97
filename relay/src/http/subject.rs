//! The report that a request is about.

use std::sync::Arc;

use redact::redact;
use wire::{Disclosure, Leg, Node, Place, ProblemKind, Report, RunKey};

use super::extract::Reader;
use super::kit::problem::ProblemResponse;
use super::kit::request::validate;
use super::state::Relay;

/// The report of a run of this relay, or of another one on its bus.
///
/// # Errors
///
/// Where the key opens no run, or one that is still under way.
pub(in crate::http) async fn own(relay: &Relay, reader: &Reader, key: &RunKey) -> Result<Arc<Report>, ProblemResponse> {
    let found = relay.find_run(key, reader.source()).await;
    let ended = found.as_ref().and_then(|found| found.run.ended());
    let ended = ended.ok_or_else(|| ProblemResponse::new(reader, ProblemKind::RunGone))?;
    Ok(Arc::clone(&ended.report))
}

/// What a request is about.
#[derive(Debug)]
pub(in crate::http) struct Subject {
    /// The key of the relay's own run.
    pub(in crate::http) run: Option<RunKey>,
    /// What the reader's browser saw besides; empty without `run`.
    pub(in crate::http) legs: Vec<Leg>,
    /// A report that somebody brings.
    pub(in crate::http) report: Option<Box<Report>>,
}

impl Subject {
    /// A report that somebody brings.
    pub(in crate::http) fn brought(report: Box<Report>) -> Self {
        Self {
            run: None,
            legs: Vec::new(),
            report: Some(report),
        }
    }

    /// The report of the relay's own run with what the browser saw, or one that somebody brings. What was brought is
    /// judged as what it is: anything. It bears the relay's mark only where the relay made it.
    ///
    /// `disclosure` is how much of it is wanted; absent for as much as there is.
    ///
    /// # Errors
    ///
    /// Where there is neither, or what was brought is no report or no leg of a browser.
    pub(in crate::http) async fn report(
        self,
        relay: &Relay,
        reader: &Reader,
        disclosure: Option<Disclosure>,
    ) -> Result<Arc<Report>, ProblemResponse> {
        let wanted = |report: &Report| disclosure.or(report.redacted).unwrap_or(Disclosure::Everything);
        match (self.run, self.report) {
            (Some(key), _) => {
                let own = own(relay, reader, &key).await?;
                if self.legs.is_empty() {
                    return Ok(own);
                }
                let mut whole = joined(&own, self.legs).ok_or_else(|| {
                    // No page sends these.
                    ProblemResponse::new(reader, ProblemKind::NotAReport)
                })?;
                validate(reader, &whole, wanted(&whole))?;
                relay.store.report_key().sign(&mut whole);
                Ok(Arc::new(whole))
            }
            (None, Some(mut report)) => {
                validate(reader, &report, wanted(&report))?;
                if !relay.store.report_key().made(&report) {
                    report.mac = None;
                }
                Ok(report.into())
            }
            (None, None) => Err(ProblemResponse::new(reader, ProblemKind::Unreadable)),
        }
    }
}

/// What `level` leaves of a report, marked as the relay's where the report is.
pub(in crate::http) fn redacted(relay: &Relay, report: &Report, level: Disclosure) -> Report {
    let mut shown = redact(report, level);
    if report.mac.is_some() {
        relay.store.report_key().sign(&mut shown);
    }
    shown
}

/// The relay's report with the reader's own legs behind its own; absent where they are not a browser's or a tool's, or the
/// same one twice.
fn joined(own: &Report, legs: Vec<Leg>) -> Option<Report> {
    let of_reader = |leg: &Leg| {
        let ends = (leg.from, leg.place);
        let own = matches!(ends, (Node::Browser, Place::Browser) | (Node::Tool, Place::Tool));
        (own && leg.connections.is_empty()) || (leg.is_sign_in() && leg.from == Node::Relay)
    };
    let ends = |leg: &Leg| (leg.from, leg.kind());
    let is_alone = |leg: &Leg| legs.iter().filter(|other| ends(other) == ends(leg)).count() == 1;
    if !legs.iter().all(of_reader) || !legs.iter().all(is_alone) {
        return None;
    }
    let mut whole = own.clone();
    whole.legs.extend(legs);
    Some(whole)
}

#[cfg(test)]
mod tests {
    use fixtures::reports::{connection, healthy};
    use wire::Purpose;

    use super::*;

    #[test]
    fn what_a_browser_or_a_tool_saw_itself_comes_without_connections() {
        for (from, place) in [(Node::Browser, Place::Browser), (Node::Tool, Place::Tool)] {
            let seen = Leg::new(from, Node::Computer, place);
            let mut forged = seen.clone();
            forged.connections.push(connection(Purpose::Main));
            let join = |leg: &Leg| joined(&healthy(), vec![leg.clone()]);

            assert_eq!(join(&seen).map(|whole| whole.legs.last().cloned()), Some(Some(seen)));
            assert_eq!(join(&forged), None, "a page opens none that it could tell of");
        }
    }

    #[test]
    fn no_leg_of_a_reader_comes_twice_or_from_elsewhere() {
        let seen = Leg::new(Node::Browser, Node::Computer, Place::Browser);
        let relays = Leg::new(Node::Relay, Node::Computer, Place::Relay);

        assert_eq!(joined(&healthy(), vec![seen.clone(), seen]), None);
        assert_eq!(joined(&healthy(), vec![relays]), None);
    }
}
