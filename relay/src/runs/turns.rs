//! Who may begin now, who waits, and how many come before them.

use core::pin::{Pin, pin};
use core::time::Duration;
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

use futures_util::FutureExt as _;
use tokio::sync::{AcquireError, OwnedSemaphorePermit, Semaphore, watch};
use tokio::time::sleep;
use words::Limit;

use crate::limits::Denied;

/// Places for runs, and a queue for those who find none. Cheap to clone; all clones are the same ones.
#[derive(Clone, Debug)]
pub(super) struct Turns {
    places: Arc<Semaphore>,
    /// Those who wait, in the order in which they get their places.
    queue: watch::Sender<BTreeSet<u64>>,
    /// The number of the next one. Held while somebody joins the queue, so that numbers and places have one order.
    next: Arc<Mutex<u64>>,
}

/// A place, or one in the queue.
#[derive(Debug)]
pub(super) enum Turn {
    /// A place.
    Come(OwnedSemaphorePermit),
    /// A place as soon as those before it have theirs.
    Waits(Waiting),
}

/// Somebody in the queue, until this is dropped.
pub(super) struct Waiting {
    number: u64,
    place: Pin<Box<Acquiring>>,
    queue: watch::Sender<BTreeSet<u64>>,
}

type Acquiring = dyn Future<Output = Result<OwnedSemaphorePermit, AcquireError>> + Send;

impl core::fmt::Debug for Waiting {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Waiting")
            .field("number", &self.number)
            .finish_non_exhaustive()
    }
}

impl Turns {
    /// Places for `most` at once.
    pub(super) fn new(most: usize) -> Self {
        Self {
            places: Arc::new(Semaphore::new(most)),
            queue: watch::Sender::default(),
            next: Arc::default(),
        }
    }

    /// A place now, or one in the queue.
    ///
    /// # Errors
    ///
    /// Where neither is left.
    pub(super) fn draw(&self) -> Result<Turn, Denied> {
        let mut next = self.next.lock().unwrap_or_else(PoisonError::into_inner);
        // It overtakes nobody: a place that gets free goes to the first who waits.
        if let Ok(place) = Arc::clone(&self.places).try_acquire_owned() {
            return Ok(Turn::Come(place));
        }
        if self.queue.borrow().len() >= LONGEST_QUEUE {
            return Err(Denied::held(Limit::Queue));
        }
        let mut place: Pin<Box<Acquiring>> = Box::pin(Arc::clone(&self.places).acquire_owned());
        // Whoever asks first is first in line, whenever that is looked after.
        if let Some(Ok(place)) = place.as_mut().now_or_never() {
            return Ok(Turn::Come(place));
        }
        let number = *next;
        *next += 1;
        self.queue.send_modify(|queue| {
            queue.insert(number);
        });
        Ok(Turn::Waits(Waiting {
            number,
            place,
            queue: self.queue.clone(),
        }))
    }

    /// How many wait.
    pub(super) fn queued(&self) -> usize {
        self.queue.borrow().len()
    }

    /// Whether one more would find no place, not even in the queue.
    pub(super) fn are_none_left(&self) -> bool {
        self.places.available_permits() == 0 && self.queued() >= LONGEST_QUEUE
    }
}

impl Turn {
    /// Waits for the place, and tells how many come first, whenever that changes.
    ///
    /// # Errors
    ///
    /// Where it does not come within [`QUEUE_LIMIT`].
    pub(super) async fn come(self, mut told: impl FnMut(u32)) -> Result<OwnedSemaphorePermit, Denied> {
        let mut waiting = match self {
            Self::Come(place) => return Ok(place),
            Self::Waits(waiting) => waiting,
        };
        let mut queue = waiting.queue.subscribe();
        let mut late = pin!(sleep(QUEUE_LIMIT));
        let mut last = None;
        loop {
            let ahead = queue.borrow_and_update().range(..waiting.number).count();
            let ahead = u32::try_from(ahead).unwrap_or(u32::MAX);
            if last.replace(ahead) != Some(ahead) {
                told(ahead);
            }
            tokio::select! {
                place = &mut waiting.place => return place.map_err(|_| Denied::held(Limit::Queue)),
                () = &mut late => return Err(Denied::held(Limit::Queue)),
                // It is never gone: this is one of its ends.
                _ = queue.changed() => {}
            }
        }
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        self.queue.send_modify(|queue| {
            queue.remove(&self.number);
        });
    }
}

/// Those who wait for their turn, in all.
const LONGEST_QUEUE: usize = 32;
/// Longer than a run against a silent computer, so that whoever waits gets a turn, and no longer than somebody watches a
/// page that does nothing.
const QUEUE_LIMIT: Duration = Duration::from_secs(15);

#[cfg(test)]
mod tests {
    use tokio::time::Instant;

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn whoever_waits_for_a_turn_that_does_not_come_is_given_up_after_a_while() {
        let turns = Turns::new(1);
        let _held = turns.draw().unwrap();
        let turn = turns.draw().unwrap();
        assert_eq!(turns.queued(), 1);
        let begun = Instant::now();

        let denied = turn.come(|_| {}).await.unwrap_err();

        assert_eq!((denied.limit, begun.elapsed()), (Limit::Queue, QUEUE_LIMIT));
        assert_eq!(turns.queued(), 0);
    }

    #[tokio::test(start_paused = true)]
    async fn those_who_wait_are_told_how_many_come_first_and_get_their_turns_in_that_order() {
        let turns = Turns::new(1);
        let held = turns.draw().unwrap();
        let told = Arc::new(Mutex::new(Vec::new()));
        let mut waiting = Vec::new();
        for name in ["one", "two", "three"] {
            let (turn, told) = (turns.draw().unwrap(), Arc::clone(&told));
            waiting.push(tokio::spawn(async move {
                let place = turn
                    .come(|ahead| told.lock().unwrap().push((name, ahead)))
                    .await
                    .unwrap();
                sleep(Duration::from_secs(1)).await;
                drop(place);
            }));
        }
        tokio::task::yield_now().await;
        // The second one leaves.
        waiting.remove(1).abort();
        sleep(Duration::from_secs(1)).await;
        drop(held);
        for waiting in waiting {
            waiting.await.unwrap();
        }

        assert_eq!(
            *told.lock().unwrap(),
            [("one", 0), ("two", 1), ("three", 2), ("three", 1), ("three", 0)]
        );
    }

    #[tokio::test]
    async fn the_queue_has_an_end() {
        let turns = Turns::new(1);
        let _held = turns.draw().unwrap();
        let queue: Vec<_> = (0..LONGEST_QUEUE).map(|_| turns.draw().unwrap()).collect();

        assert_eq!(turns.draw().unwrap_err().limit, Limit::Queue);
        assert!(turns.are_none_left());
        drop(queue);
        assert!(turns.draw().is_ok());
    }
}
