//! How much of the room is taken.

use std::sync::{Mutex, MutexGuard, PoisonError};

use super::{Room, StoreError};

/// How much of the room is taken, as far as this process knows: exact of what it wrote itself, and counted at times for
/// the sake of other relays on the same database, which together may take in a little more.
#[derive(Debug, Default)]
pub(super) struct Filled(Mutex<Level>);

/// How full it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Level {
    pub(super) results: i64,
    pub(super) bytes: i64,
    /// Changes that a count may or may not see.
    pub(super) under_way: u64,
    /// Changes that have begun since the start.
    pub(super) begun: u64,
}

/// A change of what is kept, from before the database knows of it until after.
#[derive(Debug)]
pub(super) struct Change<'a> {
    filled: &'a Filled,
    /// What is given back when it is over.
    results: i64,
    bytes: i64,
}

impl Filled {
    /// Takes room for one more. It is given back when the answer is dropped, unless it is kept.
    pub(super) fn take(&self, room: Room, size: i64) -> Result<Change<'_>, StoreError> {
        // Counted first, and given back where it does not fit, so that of two at once not both get the last of the
        // room.
        let mut change = self.change();
        change.results = 1;
        change.bytes = size;
        let mut level = self.level();
        level.results = level.results.saturating_add(1);
        level.bytes = level.bytes.saturating_add(size);
        let within = |used: i64, most: u64| u64::try_from(used).unwrap_or_default() <= most;
        let fits = within(level.results, room.results) && within(level.bytes, room.bytes);
        // The change takes the lock again where it is dropped.
        drop(level);
        if fits { Ok(change) } else { Err(StoreError::Full) }
    }

    /// Begins to remove something.
    pub(super) fn change(&self) -> Change<'_> {
        let mut level = self.level();
        level.under_way += 1;
        level.begun += 1;
        Change {
            filled: self,
            results: 0,
            bytes: 0,
        }
    }

    /// Takes over what the database says since `before`, unless something was written meanwhile: whether the count has
    /// seen that, nobody can tell.
    pub(super) fn counted(&self, before: Level, results: i64, bytes: i64) {
        let mut level = self.level();
        if before.under_way == 0 && *level == before {
            level.results = results;
            level.bytes = bytes;
        }
    }

    /// How many are kept, and how many bytes they take.
    pub(super) fn now(&self) -> (u64, u64) {
        let level = *self.level();
        let whole = |number: i64| u64::try_from(number).unwrap_or_default();
        (whole(level.results), whole(level.bytes))
    }

    pub(super) fn level(&self) -> MutexGuard<'_, Level> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Change<'_> {
    /// What was taken stays taken.
    pub(super) fn keep(mut self) {
        (self.results, self.bytes) = (0, 0);
    }

    /// One of this size is gone.
    pub(super) fn removed(&mut self, bytes: i64) {
        self.results = self.results.saturating_add(1);
        self.bytes = self.bytes.saturating_add(bytes);
    }
}

impl Drop for Change<'_> {
    fn drop(&mut self) {
        let mut level = self.filled.level();
        level.results = level.results.saturating_sub(self.results);
        level.bytes = level.bytes.saturating_sub(self.bytes);
        level.under_way = level.under_way.saturating_sub(1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn room_is_taken_until_it_is_full_and_given_back_where_nothing_was_kept() {
        let filled = Filled::default();
        let room = Room { results: 2, bytes: 100 };

        filled.take(room, 60).unwrap().keep();
        assert!(matches!(filled.take(room, 60), Err(StoreError::Full)));
        drop(filled.take(room, 40).unwrap());
        filled.take(room, 40).unwrap().keep();
        assert!(matches!(filled.take(room, 0), Err(StoreError::Full)));
        filled.change().removed(60);
        assert!(filled.take(room, 60).is_ok());
    }

    #[test]
    fn count_that_saw_a_write_under_way_is_not_believed() {
        let filled = Filled::default();
        let room = Room { results: 1, bytes: 100 };

        // The count begins before the write and sees it, or begins during the write and does not.
        let before = *filled.level();
        let write = filled.take(room, 60).unwrap();
        let during = *filled.level();
        filled.counted(before, 1, 60);
        write.keep();
        filled.counted(before, 1, 60);
        filled.counted(during, 0, 0);

        assert!(matches!(filled.take(room, 0), Err(StoreError::Full)));
        filled.change().removed(60);
        assert!(filled.take(room, 60).is_ok());
    }

    #[test]
    fn count_in_which_nothing_was_written_shows_what_other_relays_did() {
        let filled = Filled::default();
        let room = Room { results: 1, bytes: 100 };
        filled.take(room, 60).unwrap().keep();

        let before = *filled.level();
        filled.counted(before, 0, 0);

        assert!(filled.take(room, 60).is_ok());
    }
}
