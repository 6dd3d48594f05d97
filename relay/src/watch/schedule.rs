//! When a check of a watched computer is due. Chance is handed in.

use core::time::Duration;

use tokio::time::{Instant, sleep_until};

/// The times at which something is due: once in each slot of its own, a little later each time by chance, so that those
/// who watch do not march in step.
#[derive(Clone, Copy, Debug)]
pub(super) struct Schedule {
    /// From the beginning of one slot to that of the next.
    every: Duration,
    /// The beginning of the first slot.
    start: Instant,
}

impl Schedule {
    /// A schedule whose first slot begins at `start`.
    pub(super) fn new(every: Duration, start: Instant) -> Self {
        Self { every, start }
    }

    /// When it is due in the slot with this number, from 0; `chance` is below 1,000.
    fn due(&self, slot: u32, chance: u16) -> Instant {
        // The start is by chance already.
        let chance = if slot == 0 { 0 } else { chance };
        let late = self.every / JITTER_PART * u32::from(chance) / 1000;
        self.start + self.every * slot + late
    }

    /// The next slot after the one with this number in which it can still be due. A check that took longer than a slot
    /// leaves out those that it missed.
    fn next(&self, slot: u32, now: Instant) -> u32 {
        let passed = now.saturating_duration_since(self.start).as_millis() / self.every.as_millis().max(1);
        let begun = u32::try_from(passed).unwrap_or(u32::MAX);
        slot.saturating_add(1).max(begun)
    }

    /// Checks as often as it is due, one check after the other. Does not complete.
    pub(super) async fn keep<F>(self, mut chance: impl FnMut() -> u16, mut check: impl FnMut() -> F)
    where
        F: Future<Output = ()>,
    {
        let mut slot = 0;
        loop {
            sleep_until(self.due(slot, chance())).await;
            check().await;
            slot = self.next(slot, Instant::now());
        }
    }
}

/// Checks come late by a tenth of their slot at most.
const JITTER_PART: u32 = 10;

#[cfg(test)]
mod tests {
    use std::cell::RefCell;
    use std::rc::Rc;

    use futures_util::future::join_all;
    use tokio::time::{sleep, timeout};

    use super::*;

    const QUARTER: Duration = Duration::from_secs(900);
    const DAY: Duration = Duration::from_secs(24 * 60 * 60);

    /// Numbers below 1,000 that differ, the same in every test.
    fn chances(seed: u64) -> impl FnMut() -> u16 {
        let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
        move || {
            state = state.wrapping_mul(0x5851_f42d_4c95_7f2d).wrapping_add(1);
            u16::try_from((state >> 33) % 1000).unwrap()
        }
    }

    #[tokio::test(start_paused = true)]
    async fn a_thousand_computers_keep_their_schedule_for_a_day() {
        let begun = Instant::now();
        let under_way = Rc::new(RefCell::new((0_usize, 0_usize)));
        let watched = (0..1000_u32).map(|number| {
            let starts = Rc::new(RefCell::new(Vec::new()));
            let schedule = Schedule::new(QUARTER, begun + Duration::from_millis(900) * number);
            let (seen, under_way) = (Rc::clone(&starts), Rc::clone(&under_way));
            let check = move || {
                seen.borrow_mut().push(begun.elapsed());
                let under_way = Rc::clone(&under_way);
                async move {
                    let now = under_way.borrow().0 + 1;
                    let most = under_way.borrow().1.max(now);
                    *under_way.borrow_mut() = (now, most);
                    // A computer that is off takes this long.
                    sleep(Duration::from_secs(u64::from(number % 4) * 10)).await;
                    under_way.borrow_mut().0 -= 1;
                }
            };
            let kept = schedule.keep(chances(u64::from(number)), check);
            (starts, kept)
        });
        let (starts, kept): (Vec<_>, Vec<_>) = watched.unzip();

        let ended = timeout(DAY, join_all(kept)).await;

        assert!(ended.is_err(), "a schedule does not end");
        for (starts, number) in starts.iter().zip(0_u32..) {
            let starts = starts.borrow();
            assert!((95..=96).contains(&starts.len()), "{number}: {}", starts.len());
            assert_eq!(
                starts[0],
                Duration::from_millis(900) * number,
                "{number} begins at once"
            );
            for (start, slot) in starts.iter().zip(0_u32..) {
                let slot = Duration::from_millis(900) * number + QUARTER * slot;
                let late = start.checked_sub(slot).unwrap();
                assert!(late <= QUARTER / 10, "{number}: {late:?} late");
            }
            let pauses: Vec<Duration> = starts.windows(2).map(|pair| pair[1] - pair[0]).collect();
            assert!(pauses.iter().any(|pause| *pause != pauses[0]), "{number} has no jitter");
        }
        // 1,000 in 900 s that take 15 s on average are 17 at a time.
        let most = under_way.borrow().1;
        assert!((10..=40).contains(&most), "{most} at once");
    }

    #[tokio::test(start_paused = true)]
    async fn a_check_that_takes_longer_than_its_slot_leaves_slots_out_and_is_alone() {
        let begun = Instant::now();
        let starts = RefCell::new(Vec::new());
        let check = || {
            starts.borrow_mut().push(begun.elapsed().as_secs());
            sleep(QUARTER * 5 / 2)
        };

        let ended = timeout(DAY / 12, Schedule::new(QUARTER, begun).keep(|| 0, check)).await;

        assert!(ended.is_err());
        // It ends in the third slot, which has begun, and so is due at once.
        assert_eq!(*starts.borrow(), [0, 2250, 4500, 6750]);
    }
}
