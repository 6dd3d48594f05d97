//! The second request: where the first connection ends without one byte of an answer, one more asks the same without the
//! routing cookie, `Cookie: mstshash=...`, by which balancers choose and filters recognise Remote Desktop.
//!
//! If it is answered, the run goes on from it, as a program that tries again would. If that one is hung up on as well, a
//! third and last request holds no negotiation data at all: some servers hang up where others would name a code. If none
//! is answered, the stage ends with what the first had ended with. All together keep the stage's one limit, and no later
//! connection holds the cookie.

use core::time::Duration;

use wire::{Failure, Purpose, SecondTry, Stage, TransportEnd};

use crate::check::offer;
use crate::stages::negotiate::Request;
use crate::{Check, limits};

impl Check {
    /// What a connection that is opened now asks for.
    pub(crate) fn request(&self, purpose: Purpose, now: Duration) -> Request {
        let first = purpose == Purpose::Main;
        let third = self.first_refusal.is_some() && purpose == Purpose::Standard;
        Request {
            offer: (!third).then(|| offer(purpose)),
            cookie: self.cookie,
            first_byte_by: first.then_some(now + limits::FIRST_BYTE),
            answer_by: self.answer_by(purpose, now),
        }
    }

    /// When a connection that is opened now is to have its answer.
    pub(crate) fn answer_by(&self, purpose: Purpose, now: Duration) -> Duration {
        let limit = now + limits::ANSWER;
        let once_more = self.first_refusal.is_some() && matches!(purpose, Purpose::WithoutCookie | Purpose::Standard);
        if once_more { limit.min(self.negotiate_by) } else { limit }
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
        self.cookie = false;
        self.hang_up(now);
        if self.plan_connection(Purpose::WithoutCookie) {
            self.first_refusal = Some(failure);
        } else {
            self.recorder.fail(Stage::Negotiate, failure, now);
        }
    }

    /// The second connection got an answer; what the first had come to is no longer how the stage ends.
    pub(crate) fn second_answered(&mut self) {
        self.first_refusal = None;
        self.note_second_end(None);
    }

    /// The second connection came to no agreement either.
    pub(crate) fn second_failed(&mut self, failure: Failure, now: Duration) {
        let broken = (failure == Failure::PathBroken).then_some(TransportEnd::NotConnected);
        self.hang_up(now);
        match broken.or_else(|| unanswered(&failure)) {
            Some(end) => self.second_ended(end, now),
            None => {
                self.second_answered();
                self.recorder.fail(Stage::Negotiate, failure, now);
            }
        }
    }

    /// The second connection ended without an answer.
    pub(crate) fn second_ended(&mut self, end: TransportEnd, now: Duration) {
        self.note_second_end(Some(end));
        let hung_up = |end| matches!(end, TransportEnd::Closed | TransportEnd::Reset);
        let first_end = self.recorder.known.negotiate.second_try.map(|tries| tries.first_end);
        let both = hung_up(end) && first_end.is_some_and(hung_up);
        if !(both && self.plan_connection(Purpose::Standard)) {
            self.settle_first_refusal(Stage::Negotiate, now);
        }
    }

    /// A connection that offers no security protocol came to nothing: the third request, or the one after a refusal.
    pub(crate) fn standard_failed(&mut self, failure: Failure, now: Duration) {
        let refused = self.recorder.known.negotiate.refused_offer.take();
        let first = self.first_refusal.take();
        let silent = failure == Failure::PathBroken || unanswered(&failure).is_some();
        let failure = match (refused, first) {
            (Some(code), _) => Failure::NegotiationFailure { code },
            (None, Some(first)) if silent => first,
            (None, _) => failure,
        };
        self.recorder.fail(Stage::Negotiate, failure, now);
        self.hang_up(now);
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
