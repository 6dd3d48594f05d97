//! What a driver drives: a machine that walks one leg, or one and what lies behind it, told what happened and asked what to do.

use core::time::Duration;

use crate::{Action, Input, limits};

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
    /// [`Action::Finish`] holds this leg, and the one behind it where [`Action::EmitBehind`] told of one.
    fn next_action(&mut self) -> Option<Action>;
}

/// How far a machine is.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Phase {
    Resolving {
        deadline: Duration,
    },
    Running,
    /// Nothing more is begun; what is open is being closed.
    Ending {
        deadline: Duration,
    },
    Over,
}

impl Phase {
    pub(crate) fn ending(now: Duration) -> Self {
        Self::Ending {
            deadline: now + limits::GOODBYE,
        }
    }

    /// When a machine that gives up at `run_deadline` is to be called next; `due` is what it waits for while it runs.
    pub(crate) fn timeout(&self, run_deadline: Duration, due: impl IntoIterator<Item = Option<Duration>>) -> Duration {
        match *self {
            Self::Over => Duration::MAX,
            Self::Ending { deadline } => deadline,
            Self::Resolving { deadline } => deadline.min(run_deadline),
            Self::Running => due.into_iter().flatten().fold(run_deadline, Duration::min),
        }
    }
}
