//! Runs of other relays among those of this one: whoever has their key finds them here, and what came of them.

use std::net::Ipv4Addr;
use std::sync::Arc;

use wire::{Record, Report, ServerMessage, Target};

use super::key::{KeyHash, RunId};
use super::registry::Runs;
use super::run::{Audit, Followed, Requester, Run, Via};
use crate::limits::Source;

impl Runs {
    /// A run of another relay, which is none of these yet. What happens in it is told by that relay, and so is its end.
    pub(crate) fn mirror(&self, key: KeyHash, id: RunId, target: Target) -> Followed {
        let requester = Requester {
            via: Via::Relay,
            // Whom it counts for is known where it is made, and so is whose it is.
            source: Source::of(Ipv4Addr::UNSPECIFIED.into()),
            user: None,
        };
        let audit = Audit {
            source: String::new(),
            rule: String::new(),
            metrics: self.metrics().clone(),
        };
        // What its connections carried stays where it was made.
        let run = Run::new(id, key, target, requester, audit, Record::Bytes);
        Arc::new(run).into()
    }
}

impl Run {
    /// Its result is there. The relay that made it has counted it and written its line of the log.
    pub(crate) fn take_over(&self, report: Report) {
        self.keep(report, None);
    }

    /// Tells an event that another relay told.
    pub(crate) fn publish(&self, event: &ServerMessage) {
        self.events.publish(event);
    }

    /// Tells the last one, where it came to no result.
    pub(crate) fn end_with(&self, event: &ServerMessage) {
        self.events.end(core::slice::from_ref(event));
    }

    /// The relay that makes it tells no more.
    pub(crate) fn lose(&self) {
        self.end_with(&ServerMessage::Refused(wire::Refusal::RunGone));
    }

    /// Completes when nobody follows it here any more.
    pub(crate) async fn abandoned(&self) {
        self.events.abandoned().await;
    }

    /// Completes when it is to stop.
    pub(crate) async fn cancelled(&self) {
        self.cancelled.notified().await;
    }
}
