//! The one place of this program that reads a clock: how long a step took.

use std::fmt;
use std::time::Instant;

/// Runs from the moment it is made.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stopwatch(Instant);

impl Stopwatch {
    #[expect(
        clippy::disallowed_methods,
        reason = "a build step is timed as a person would, by the wall clock"
    )]
    pub(crate) fn start() -> Self {
        Self(Instant::now())
    }
}

impl Stopwatch {
    /// Whole minutes since the start.
    pub(crate) fn minutes(self) -> u64 {
        self.0.elapsed().as_secs() / 60
    }
}

/// Seconds: whole ones from ten on, tenths below.
impl fmt::Display for Stopwatch {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seconds = self.0.elapsed().as_secs_f64();
        let digits = if seconds < 10.0 { 1 } else { 0 };
        write!(out, "{seconds:.digits$} s")
    }
}
