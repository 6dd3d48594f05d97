//! The second request: where the first connection ends without one byte of an answer, one more asks the same without the
//! routing cookie, `Cookie: mstshash=...`, by which balancers choose and filters recognise Remote Desktop.
//!
//! A first connection that is only silent stays open beside it, because a server that is slow answers there sooner than
//! anywhere else. Whichever is answered first is gone on with, and the other one closed.
//!
//! If the second is answered, the run goes on from it, as a program that tries again would. If both are hung up on, a
//! third and last request holds no negotiation data at all: some servers hang up where others would name a code. If none
//! is answered, the stage ends with what the first had ended with. All together keep the stage's one limit, and no later
//! connection holds the cookie.

use core::time::Duration;

use wire::{Failure, SecondTry, Stage, TransportEnd};

use super::attempt::{Attempt, BareTls, First, Next, Standard, WithoutCookie};
use super::run::{Run, everything, unanswered};
use crate::limits;
use crate::recorder::Recorder;
use crate::stages::negotiate::Cookie;

impl WithoutCookie {
    /// The main connection got not one byte of an answer: it ended by `first`, or has been silent so far.
    pub(crate) fn after(first_end: TransportEnd, first: Failure, negotiate_by: Duration, run: &mut Run<'_>) -> Next {
        let waited = run.recorder.under_way(Stage::Negotiate, run.now);
        let facts = &mut run.recorder.facts.negotiate;
        facts.requested = everything().bits();
        facts.second_try = Some(SecondTry {
            first_end,
            first_elapsed_ms: waited.into(),
            // Until it connects; what comes of it replaces this.
            second_end: Some(TransportEnd::NotConnected),
        });
        *run.cookie = Cookie::LeftOut;
        if !run.may_connect() {
            return run.fail(Stage::Negotiate, first);
        }
        let first_is = if first_end == TransportEnd::Silent {
            First::Waiting
        } else {
            First::Ended
        };
        let attempt = Attempt::WithoutCookie(Self {
            first,
            first_end,
            first_is,
            negotiate_by,
        });
        match first_is {
            First::Waiting => Next::ConnectBeside(attempt),
            First::Ended => Next::Reconnect(attempt),
        }
    }

    /// The connection of the first request, which stayed open beside this one, ended without an answer, too.
    pub(crate) fn first_ended(&mut self, failure: Failure, recorder: &mut Recorder, now: Duration) {
        let end = unanswered(&failure).unwrap_or(TransportEnd::NotConnected);
        self.first_end = end;
        self.first = failure;
        self.first_is = First::Ended;
        // How long the first was waited for when the second was made stays as it is where it has only gone on being silent.
        if end == TransportEnd::Silent {
            return;
        }
        let waited = recorder.under_way(Stage::Negotiate, now);
        if let Some(second_try) = &mut recorder.facts.negotiate.second_try {
            second_try.first_end = end;
            second_try.first_elapsed_ms = waited.into();
        }
    }

    /// The retry was answered, so the first failure no longer decides the stage. When the X.224 answer is given up, for
    /// the main connection that it is from here on.
    pub(crate) fn answered(&self, run: &mut Run<'_>) -> Duration {
        note_second_end(None, run.recorder);
        self.negotiate_by
    }

    /// The retry came to no agreement either.
    pub(crate) fn failed(&self, failure: Failure, run: &mut Run<'_>) -> Next {
        let broken = (failure == Failure::PathBroken).then_some(TransportEnd::NotConnected);
        match broken.or_else(|| unanswered(&failure)) {
            Some(end) => self.unanswered(end, run),
            None => {
                note_second_end(None, run.recorder);
                run.fail(Stage::Negotiate, failure)
            }
        }
    }

    /// The retry ended without an answer.
    pub(crate) fn unanswered(&self, end: TransportEnd, run: &mut Run<'_>) -> Next {
        note_second_end(Some(end), run.recorder);
        if self.first_is == First::Waiting && end == TransportEnd::NotConnected {
            return Next::AwaitFirst;
        }
        if self.first_is == First::Waiting {
            return BareTls::beside_first(self.first.clone(), self.negotiate_by, run);
        }
        let hung_up = |end| matches!(end, TransportEnd::Closed | TransportEnd::Reset);
        if hung_up(end) && hung_up(self.first_end) && run.may_connect() {
            let third = Standard::after_no_answer(self.first.clone(), self.negotiate_by);
            return Next::Reconnect(Attempt::Standard(third));
        }
        run.fail(Stage::Negotiate, self.first.clone())
    }

    /// When its answer is given up. Beside a silent first connection there is one more question to ask.
    pub(crate) fn answer_by(&self) -> Duration {
        match self.first_is {
            First::Waiting => self.negotiate_by.saturating_sub(limits::BARE_HELLO),
            First::Ended => self.negotiate_by,
        }
    }

    pub(crate) fn first_failure(&self) -> &Failure {
        &self.first
    }
}

/// The first request was answered after all, so that the second does not count. Later connections hold the cookie as it did.
pub(crate) fn first_answered(run: &mut Run<'_>) {
    run.recorder.facts.negotiate.second_try = None;
    *run.cookie = Cookie::Sent;
}

/// Notes how the second connection ended; absent where it got an answer.
pub(crate) fn note_second_end(end: Option<TransportEnd>, recorder: &mut Recorder) {
    if let Some(second_try) = &mut recorder.facts.negotiate.second_try {
        second_try.second_end = end;
    }
}
