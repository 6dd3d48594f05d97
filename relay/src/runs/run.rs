//! One run.

use std::sync::{Arc, OnceLock};

use diagnosis::diagnose;
use seal::Token;
use tokio::sync::Notify;
use tracing::info;
use wire::{Record, Report, ServerMessage, Target};

use super::events::{Events, Publisher};
use super::key::{KeyHash, RunId};
use super::ticket::{HadTunnel, Tickets};
use crate::limits::{Denied, Source};
use crate::metrics::Metrics;
use crate::net::recording::Recording;

/// A check that the relay makes, or made a short while ago.
#[derive(Debug)]
pub struct Run {
    id: RunId,
    key: KeyHash,
    target: Target,
    requester: Requester,
    audit: Audit,
    record: Record,
    tickets: Tickets,
    pub(super) events: Publisher,
    pub(super) cancelled: Notify,
    ended: OnceLock<Ended>,
    refused: OnceLock<Denied>,
}

/// Who asked for a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Requester {
    /// In which way.
    pub via: Via,
    /// Whom it counts for. It stands in the log under a name that says nothing.
    pub source: Source,
    /// Who it is, for the log alone; absent where no proxy says.
    pub user: Option<Arc<str>>,
}

/// What the run's line of the log says besides what it came to.
#[derive(Debug)]
pub(super) struct Audit {
    /// The name of the source until the relay's next start.
    pub(super) source: String,
    /// Which rule of the policy let it begin.
    pub(super) rule: String,
    /// What counts it.
    pub(super) metrics: Metrics,
}

/// In which way somebody asked for a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Via {
    /// The page of the app, over its WebSocket.
    Page,
    /// The page's form, without scripts.
    Form,
    /// A program with a token.
    Api,
    /// Another relay on the bus, which makes it.
    Relay,
}

impl Via {
    fn name(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::Form => "form",
            Self::Api => "api",
            Self::Relay => "relay",
        }
    }
}

/// A run, and everything that happens in it from the first event on.
#[derive(Debug)]
pub(crate) struct Followed {
    pub(crate) run: Arc<Run>,
    pub(crate) events: Events,
}

impl From<Arc<Run>> for Followed {
    fn from(run: Arc<Run>) -> Self {
        Self {
            events: run.subscribe(),
            run,
        }
    }
}

/// What is left of a run that is over.
#[derive(Debug)]
pub struct Ended {
    /// What it found.
    pub report: Arc<Report>,
    /// What its connections carried; absent where that is not kept, or nothing was dialled.
    pub recording: Option<Arc<Recording>>,
    size: usize,
}

impl Run {
    pub(super) fn new(
        id: RunId,
        key: KeyHash,
        target: Target,
        requester: Requester,
        audit: Audit,
        record: Record,
    ) -> Self {
        Self {
            id,
            key,
            tickets: Tickets::default(),
            target,
            requester,
            audit,
            record,
            events: Publisher::new(),
            cancelled: Notify::new(),
            ended: OnceLock::new(),
            refused: OnceLock::new(),
        }
    }

    /// What it is called.
    pub fn id(&self) -> &RunId {
        &self.id
    }

    /// What is checked, as it was asked for.
    pub fn target(&self) -> &Target {
        &self.target
    }

    /// Whether nothing will happen in it any more.
    pub(crate) fn is_over(&self) -> bool {
        self.ended().is_some() || self.refused().is_some()
    }

    /// Who asked for it.
    pub fn requester(&self) -> &Requester {
        &self.requester
    }

    pub(super) fn is_opened_by(&self, key: &KeyHash) -> bool {
        self.key.is(key)
    }

    /// A token for its one tunnel, good for two minutes; one that was issued before opens nothing any more.
    ///
    /// # Errors
    ///
    /// Where it has had its tunnel.
    ///
    /// # Panics
    ///
    /// Where the system's random source does not work.
    pub fn issue_ticket(&self) -> Result<Token, HadTunnel> {
        self.tickets.issue()
    }

    /// Whether this token opens its tunnel, which it does once.
    pub fn redeem_ticket(&self, token: &Token) -> bool {
        self.tickets.redeem(token)
    }

    /// Everything that happens in it, from the first event on.
    pub fn subscribe(&self) -> Events {
        self.events.subscribe()
    }

    /// Stops it; it ends with what is known.
    pub fn cancel(&self) {
        // Remembered where nobody waits for it yet: a run that is still in the queue stops as soon as it begins.
        self.cancelled.notify_one();
    }

    /// What came of it; absent while it is under way.
    pub fn ended(&self) -> Option<&Ended> {
        self.ended.get()
    }

    /// Its result is there: works out what it means, writes the run's line of the log and tells everybody.
    pub(super) fn end(&self, report: Report, recording: Option<Recording>) {
        // A file without a packet helps nobody.
        let recording = recording.filter(|recording| !recording.conversations().is_empty());
        let broken = report.broken();
        let findings = diagnose(&report);
        // Whom it was about stands nowhere in this line.
        info!(
            run = %self.id,
            by = self.requester.via.name(),
            source = self.audit.source,
            user = self.requester.user.as_deref(),
            rule = self.audit.rule,
            stage = broken.map(|stage| stage.stage().name()),
            outcome = broken.map(|stage| stage.outcome.name()),
            finding = findings.first().map(|finding| finding.id),
            findings = findings.len(),
            elapsed_ms = report.elapsed_ms.as_millis(),
            end = ?report.end,
            "run ended"
        );
        self.audit
            .metrics
            .ended(&report, findings.first().map(|finding| finding.id));
        self.keep(report, recording);
    }

    /// Keeps its result, and tells everybody.
    pub(super) fn keep(&self, report: Report, recording: Option<Recording>) {
        let mut last = Vec::with_capacity(2);
        if recording.is_some() {
            last.push(ServerMessage::Recorded { record: self.record });
        }
        let report = Arc::new(report);
        let ended = Ended {
            size: size_of::<Self>() + recording.as_ref().map_or(0, Recording::size),
            report: Arc::clone(&report),
            recording: recording.map(Arc::new),
        };
        last.push(ServerMessage::Finished(Box::new(Report::clone(&report))));
        // Before the last event is told, because whoever hears it may come for the rest at once.
        let _first = self.ended.set(ended);
        self.events.end(&last);
    }

    /// Why it was not made after all; absent where it was, or still may be.
    pub fn refused(&self) -> Option<Denied> {
        self.refused.get().copied()
    }

    /// There is no place for it, which was not known when it was asked for.
    pub(super) fn refuse(&self, denied: Denied) {
        self.audit.metrics.denied(denied);
        info!(
            run = %self.id,
            by = self.requester.via.name(),
            source = self.audit.source,
            user = self.requester.user.as_deref(),
            rule = self.audit.rule,
            limit = denied.limit.name(),
            "run refused"
        );
        let _first = self.refused.set(denied);
        self.events.end(&[ServerMessage::Refused(denied.into())]);
    }

    /// Nobody follows it any more, so it does not go on.
    pub(super) fn abandon(&self) {
        info!(
            run = %self.id,
            by = self.requester.via.name(),
            source = self.audit.source,
            user = self.requester.user.as_deref(),
            rule = self.audit.rule,
            "run abandoned"
        );
    }

    /// About how many bytes of memory it takes: the report is there as JSON among the events, and in memory it takes
    /// about twice as much again (3.8 KB beside 1.5 KB, as an allocation profile of some hundred kept runs showed).
    pub(super) fn size(&self) -> usize {
        let ended = self.ended.get().map_or(0, |ended| ended.size);
        3 * self.events.size() + ended
    }
}

#[cfg(test)]
mod tests;
