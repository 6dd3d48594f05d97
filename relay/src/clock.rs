//! The only place that reads a clock. Everything else is told what time it is.

use core::time::Duration;
use std::time::SystemTime;

use tokio::time::Instant;

/// Time since a beginning.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Clock {
    start: Instant,
}

impl Clock {
    /// A clock that stands at zero now.
    pub(crate) fn start() -> Self {
        Self { start: Instant::now() }
    }

    /// What it shows.
    pub(crate) fn elapsed(&self) -> Duration {
        self.start.elapsed()
    }

    /// The moment at which it shows, or showed, `elapsed`.
    pub(crate) fn instant(&self, elapsed: Duration) -> Instant {
        self.start + elapsed
    }
}

/// The time of day, in milliseconds since 1970; 0 where the system's clock stands before that.
pub(crate) fn unix_millis() -> i64 {
    #[expect(clippy::disallowed_methods, reason = "this module is where time comes from")]
    let now = SystemTime::now();
    now.duration_since(SystemTime::UNIX_EPOCH)
        .ok()
        .and_then(|since| i64::try_from(since.as_millis()).ok())
        .unwrap_or_default()
}

/// A span of time in milliseconds, as the database and the API have it.
pub(crate) fn millis(span: Duration) -> i64 {
    i64::try_from(span.as_millis()).unwrap_or(i64::MAX)
}
