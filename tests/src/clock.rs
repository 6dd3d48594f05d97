//! The suite's one place that reads clocks.

use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// The monotonic clock.
#[expect(clippy::disallowed_methods, reason = "the suite measures real programs")]
pub fn now() -> Instant {
    Instant::now()
}

/// The time of day, counted from 1970.
#[expect(
    clippy::disallowed_methods,
    reason = "certificates are made for the day on which the suite runs"
)]
pub fn time_of_day() -> Duration {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .expect("the clock stands after 1970")
}

/// Where a scripted server has the time of day from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeOfDay {
    /// The system's clock.
    System,
    /// A clock that stands still, so long after the beginning of 1970.
    Fixed(Duration),
}

impl TimeOfDay {
    /// What it shows now, counted from 1970.
    pub fn now(self) -> Duration {
        match self {
            Self::System => time_of_day(),
            Self::Fixed(time) => time,
        }
    }
}

/// How long the suite waits for a program to get ready: servers take well under a second, a cold browser on two busy
/// cores has been seen to take eight.
pub const READY: Duration = Duration::from_secs(30);
