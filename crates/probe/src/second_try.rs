//! The second request: where the first connection ends without one byte of an answer, one more asks the same without the
//! routing cookie, `Cookie: mstshash=...`, by which balancers choose and filters recognise Remote Desktop.
//!
//! If it is answered, the run goes on from it, as a program that tries again would, and every later connection does
//! without the cookie, too. If it is not, the stage ends with what the first had ended with. Both together keep the
//! stage's one limit.

use core::time::Duration;

use wire::{Failure, Purpose, SecondTry, Stage, TransportEnd};

use crate::check::offer;
use crate::stages::negotiate::Request;
use crate::{Check, limits};

impl Check {
    /// What a connection that is opened now asks for.
    pub(crate) fn request(&self, purpose: Purpose, now: Duration) -> Request {
        let first = purpose == Purpose::Main;
        Request {
            protocol: offer(purpose),
            cookie: self.cookie && purpose != Purpose::WithoutCookie,
            first_byte_by: first.then_some(now + limits::FIRST_BYTE),
            answer_by: self.answer_by(purpose, now),
        }
    }

    /// When a connection that is opened now is to have its answer.
    pub(crate) fn answer_by(&self, purpose: Purpose, now: Duration) -> Duration {
        let limit = now + limits::ANSWER;
        if purpose == Purpose::WithoutCookie {
            limit.min(self.negotiate_by)
        } else {
            limit
        }
    }

    /// The first connection ended so, with nothing of an answer.
    pub(crate) fn try_without_cookie(&mut self, first_end: TransportEnd, failure: Failure, now: Duration) {
        let waited = self.recorder.under_way(Stage::Negotiate, now);
        let facts = &mut self.recorder.known.negotiate;
        facts.requested = offer(Purpose::Main).bits();
        facts.second_try = Some(SecondTry {
            first_end,
            first_elapsed_ms: waited.into(),
            second_end: Some(TransportEnd::NotConnected),
        });
        self.hang_up(now);
        if self.plan_connection(Purpose::WithoutCookie) {
            self.first_refusal = Some(failure);
        } else {
            self.recorder.fail(Stage::Negotiate, failure, now);
        }
    }

    /// The second connection got an answer; what the first had come to is no longer how the stage ends.
    pub(crate) fn second_answered(&mut self) {
        self.cookie = false;
        self.first_refusal = None;
        self.note_second_end(None);
    }

    /// The second connection came to no agreement either.
    pub(crate) fn second_failed(&mut self, failure: Failure, now: Duration) {
        let broken = (failure == Failure::PathBroken).then_some(TransportEnd::NotConnected);
        match broken.or_else(|| unanswered(&failure)) {
            Some(end) => self.second_ended(end, now),
            None => {
                self.second_answered();
                self.recorder.fail(Stage::Negotiate, failure, now);
            }
        }
        self.hang_up(now);
    }

    /// The second connection ended without an answer: how the first ended stands.
    pub(crate) fn second_ended(&mut self, end: TransportEnd, now: Duration) {
        self.note_second_end(Some(end));
        self.settle_first_refusal(Stage::Negotiate, now);
    }

    pub(crate) fn note_second_end(&mut self, end: Option<TransportEnd>) {
        if let Some(second_try) = &mut self.recorder.known.negotiate.second_try {
            second_try.second_end = end;
        }
    }
}

/// How a connection ended that got nothing of an answer.
pub(crate) fn unanswered(failure: &Failure) -> Option<TransportEnd> {
    if let Failure::Closed { received: 0 } = failure {
        Some(TransportEnd::Closed)
    } else if let Failure::Reset { received: 0 } = failure {
        Some(TransportEnd::Reset)
    } else if let Failure::TimedOut { received: 0 } = failure {
        Some(TransportEnd::Silent)
    } else {
        None
    }
}
