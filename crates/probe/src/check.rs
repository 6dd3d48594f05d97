use core::time::Duration;

use wire::Target;

use crate::{Action, Environment, Input, Plan};

/// One run against one target.
#[derive(Debug)]
pub struct Check {}

impl Check {
    /// A run that begins now; `now` and all later times count from an origin of the driver's choice.
    pub fn new(_target: Target, _plan: Plan, _environment: Environment, _now: Duration) -> Self {
        Self {}
    }

    /// Tells what happened.
    pub fn handle(&mut self, _input: Input<'_>, _now: Duration) {}

    /// Tells that time went by; to be called when [`Self::poll_timeout`] has come.
    pub fn handle_timeout(&mut self, _now: Duration) {}

    /// When [`Self::handle_timeout`] is to be called next; none when the run is over.
    pub fn poll_timeout(&self) -> Option<Duration> {
        None
    }

    /// What to do next; to be called until there is none, after each of the two above and at the start.
    pub fn next_action(&mut self) -> Option<Action> {
        None
    }
}
