//! Lines of the log that anybody can cause.

use core::time::Duration;
use std::sync::{Mutex, PoisonError};

use tokio::time::Instant;

/// Lets one line in a minute through, with how often it would have been written.
#[derive(Debug, Default)]
pub struct Notice(Mutex<Counted>);

#[derive(Debug, Default)]
struct Counted {
    times: u64,
    last: Option<Instant>,
}

impl Notice {
    /// Counts one more; tells how many came since the last line where it is time for the next one.
    pub fn counted(&self) -> Option<u64> {
        let mut counted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        counted.times += 1;
        let now = Instant::now();
        if counted.last.is_some_and(|last| now.duration_since(last) < INTERVAL) {
            return None;
        }
        counted.last = Some(now);
        Some(core::mem::take(&mut counted.times))
    }
}

/// Enough to see that something goes on, and never a flood.
const INTERVAL: Duration = Duration::from_secs(60);

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn one_line_a_minute_tells_how_many_there_were() {
        let notice = Notice::default();
        assert_eq!(notice.counted(), Some(1));
        for _ in 0..1000 {
            assert_eq!(notice.counted(), None);
        }

        tokio::time::advance(INTERVAL).await;

        assert_eq!(notice.counted(), Some(1001));
    }
}
