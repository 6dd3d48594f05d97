//! The first connection while it is silent: it stays open beside the one that asks again.

use core::time::Duration;

use wire::Failure;

use crate::connection::Connection;
use crate::purpose::{Asked, Attempt, Main, unanswered};
use crate::stages::{Cx, StepOutcome};
use crate::underway::Underway;
use crate::{Check, ConnectionId};

impl Check {
    /// Leaves the first connection open, and plans the one beside it.
    pub(crate) fn try_beside(&mut self, second: Attempt) {
        if let Underway::Open(mut first) = core::mem::replace(&mut self.underway, Underway::Planned(second)) {
            if let Attempt::Main(Main { asked, .. }) = &mut first.attempt {
                // Should it be answered after all, that answer was a slow one, and is told as such.
                *asked = Asked::Beside;
            }
            first.connection.wait_on();
            self.waiting = Some(first);
        }
    }

    /// The second connection came to nothing: the first is what the run goes on with.
    pub(crate) fn resume_first(&mut self) {
        self.underway = self.waiting.take().map_or(Underway::Nothing, Underway::Open);
    }

    /// Whether this is the first connection, beside which another one asks.
    pub(crate) fn is_waiting(&self, id: ConnectionId) -> bool {
        self.waiting.as_ref().is_some_and(|first| first.connection.id == id)
    }

    /// When the first connection is given up, where another one asks beside it.
    pub(crate) fn waiting_until(&self) -> Option<Duration> {
        self.waiting.as_ref().map(|first| first.connection.timeout())
    }

    /// Lets the first connection do something. Where it is answered, the second one is closed and the run goes on with the
    /// first; where it ends, the second goes on alone.
    pub(crate) fn step_waiting(
        &mut self,
        now: Duration,
        act: impl FnOnce(&mut Connection, &mut Cx<'_>) -> Option<StepOutcome>,
    ) {
        // Taken out: an answer makes it the one that the run goes on with.
        let Some(mut first) = self.waiting.take() else {
            return;
        };
        let mut cx = Cx::new(&mut self.recorder, &mut self.actions, now);
        let outcome = act(&mut first.connection, &mut cx);
        match outcome {
            None => self.waiting = Some(first),
            Some(StepOutcome::Failed(failure)) if failure == Failure::PathBroken || unanswered(&failure).is_some() => {
                self.leave(first.connection, now);
                self.first_ended(failure, now);
            }
            Some(answer) => {
                // The one beside it was asked for no other reason than this one's silence.
                self.hang_up(now);
                self.underway = Underway::Open(first);
                self.follow(Some(answer), now);
            }
        }
    }

    fn first_ended(&mut self, failure: Failure, now: Duration) {
        match self.underway.attempt_mut() {
            Some(Attempt::WithoutCookie(second)) => second.first_ended(failure, &mut self.recorder, now),
            Some(Attempt::BareTls(hello)) => hello.first_ended(failure),
            Some(
                Attempt::Main(_) | Attempt::Standard(_) | Attempt::Spnego(_) | Attempt::TlsOnly(_) | Attempt::Hello(_),
            )
            | None => {}
        }
    }

    /// Closes the first connection where the run goes on with another one than the one beside it, or ends.
    pub(crate) fn leave_waiting_without_need(&mut self, now: Duration) {
        let beside_it = match self.underway.attempt_mut() {
            Some(Attempt::WithoutCookie(_)) => true,
            Some(Attempt::BareTls(hello)) => hello.waits_for_first(),
            Some(
                Attempt::Main(_) | Attempt::Standard(_) | Attempt::Spnego(_) | Attempt::TlsOnly(_) | Attempt::Hello(_),
            )
            | None => false,
        };
        if !beside_it && let Some(first) = self.waiting.take() {
            self.leave(first.connection, now);
        }
    }
}
