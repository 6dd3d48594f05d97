//! What a driver drives: a machine that walks one leg, told what happened and asked what to do.

use core::time::Duration;

use crate::{Action, Input};

/// A machine that walks one leg and does no IO.
pub trait Walk {
    /// Tells what happened. What comes of a connection that is not spoken over any more, and whatever comes behind
    /// [`Action::Finish`], is left alone.
    fn handle(&mut self, input: Input<'_>, now: Duration);

    /// Tells that time went by; to be called when [`Self::poll_timeout`] has come.
    fn handle_timeout(&mut self, now: Duration);

    /// When [`Self::handle_timeout`] is to be called next; [`Duration::MAX`] once the leg is walked.
    fn poll_timeout(&self) -> Duration;

    /// What to do next; to be called until there is none, after each of the two above and at the start. The report of
    /// [`Action::Finish`] holds this leg alone.
    fn next_action(&mut self) -> Option<Action>;
}
