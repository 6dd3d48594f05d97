//! How long hyper waits for heads of requests.

use core::pin::Pin;
use core::sync::atomic::{AtomicBool, Ordering};
use core::time::Duration;
use std::time::Instant;

use hyper::rt::{Sleep, Timer};
use hyper_util::rt::TokioTimer;

/// The timer of one connection. hyper knows one limit, from the end of an answer to the end of the next head. Whoever has
/// connected to ask something has less time for the first head: [`HEAD_LIMIT`].
#[derive(Clone, Debug, Default)]
pub(super) struct HeadTimer {
    tokio: TokioTimer,
    asked: std::sync::Arc<AtomicBool>,
}

impl Timer for HeadTimer {
    fn sleep(&self, duration: Duration) -> Pin<Box<dyn Sleep>> {
        self.tokio.sleep(duration)
    }

    fn sleep_until(&self, deadline: Instant) -> Pin<Box<dyn Sleep>> {
        let first = !self.asked.swap(true, Ordering::Relaxed);
        let earlier = if first {
            IDLE_LIMIT.saturating_sub(HEAD_LIMIT)
        } else {
            Duration::ZERO
        };
        self.tokio
            .sleep_until(deadline.checked_sub(earlier).unwrap_or(deadline))
    }

    fn reset(&self, sleep: &mut Pin<Box<dyn Sleep>>, deadline: Instant) {
        self.tokio.reset(sleep, deadline);
    }

    fn now(&self) -> Instant {
        self.tokio.now()
    }
}

/// The first head is on its way as soon as the connection stands: a slow line needs a second or two.
pub(super) const HEAD_LIMIT: Duration = Duration::from_secs(10);
/// For the next head. Browsers come back within seconds while a page loads, and open another connection after that.
pub(super) const IDLE_LIMIT: Duration = Duration::from_secs(30);
