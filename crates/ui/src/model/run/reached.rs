//! How far a step or a leg is.

use core::time::Duration;

use wire::{Elapsed, Outcome, Stage};

/// What the page shows for a stage.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Progress {
    /// Its turn has not come.
    Waiting,
    /// It is under way.
    Running {
        /// For how long.
        elapsed: Duration,
        /// When it is given up.
        limit: Elapsed,
    },
    /// It was under way when the run was stopped or the relay went away.
    Interrupted,
    /// It has ended.
    Ended(Outcome),
}

/// How far a leg of the picture is: reader to relay, relay to computer, or reader to computer.
///
/// What was seen on it stands in a [`wire::Leg`]; this is what is drawn of it, also before there is one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum LegProgress {
    /// It has not been tried.
    Untried,
    /// The run ended before anything was known.
    Unknown,
    /// It is being tried.
    Trying,
    /// It holds; with the time of one exchange over it, where that was measured.
    Whole(Option<Elapsed>),
    /// It breaks at this stage.
    Broken(Stage),
    /// Nothing answers at this stage.
    Silent(Stage),
}
