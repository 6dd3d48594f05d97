//! One direction of a TCP connection: segments in, bytes in order out.

use std::collections::BTreeMap;

/// What one side sends.
#[derive(Debug, Default)]
pub(crate) struct Half {
    /// The number of the next byte; absent until the first segment.
    next: Option<u32>,
    /// How many bytes came in order.
    delivered: u64,
    /// What came too early, by its place among all bytes.
    ahead: BTreeMap<u64, Vec<u8>>,
    waiting: usize,
    /// Whether bytes are missing for good.
    pub(crate) has_gaps: bool,
}

impl Half {
    /// The first byte will have this number.
    pub(crate) fn begin(&mut self, sequence: u32) {
        self.next.get_or_insert(sequence);
    }

    /// Takes a segment, and hands on what is in order now.
    pub(crate) fn take(&mut self, sequence: u32, payload: &[u8], mut hand_on: impl FnMut(&[u8])) {
        let next = *self.next.get_or_insert(sequence);
        // Numbers wrap: what is less than half of them ahead is later, all else was there before (RFC 1982).
        let apart = sequence.wrapping_sub(next).cast_signed();
        if apart > 0 {
            self.keep(u64::from(apart.unsigned_abs()), payload);
            if self.waiting > MOST_WAITING {
                // What is missing was not captured.
                self.has_gaps = true;
                if let Some(first) = self.ahead.keys().next().copied() {
                    self.skip_to(first);
                }
            }
        } else {
            // What is repeated came before.
            let old = usize::try_from(apart.unsigned_abs()).unwrap_or(usize::MAX);
            self.deliver(payload.get(old..).unwrap_or_default(), &mut hand_on);
        }
        // What came closes a gap perhaps, and what waited behind it is in order now.
        while let Some(entry) = self.ahead.first_entry() {
            let place = *entry.key();
            if place > self.delivered {
                break;
            }
            let bytes = entry.remove();
            self.waiting -= bytes.len();
            let old = usize::try_from(self.delivered - place).unwrap_or(usize::MAX);
            self.deliver(bytes.get(old..).unwrap_or_default(), &mut hand_on);
        }
    }

    fn keep(&mut self, apart: u64, payload: &[u8]) {
        let place = self.delivered + apart;
        if payload.is_empty() || self.ahead.contains_key(&place) {
            return;
        }
        self.waiting += payload.len();
        self.ahead.insert(place, payload.to_vec());
    }

    fn skip_to(&mut self, place: u64) {
        let missing = place - self.delivered;
        self.delivered = place;
        // The number of a byte counts modulo 2^32.
        let missing = u32::try_from(missing & u64::from(u32::MAX)).unwrap_or_default();
        self.next = self.next.map(|next| next.wrapping_add(missing));
    }

    fn deliver(&mut self, bytes: &[u8], hand_on: &mut impl FnMut(&[u8])) {
        if bytes.is_empty() {
            return;
        }
        let count = u64::try_from(bytes.len()).unwrap_or_default();
        self.skip_to(self.delivered + count);
        hand_on(bytes);
    }
}

/// A window and more: what is still missing then never comes.
const MOST_WAITING: usize = 256 * 1024;

#[cfg(test)]
mod tests {
    use super::*;

    fn taken(half: &mut Half, sequence: u32, payload: &[u8]) -> Vec<u8> {
        let mut handed_on = Vec::new();
        half.take(sequence, payload, |bytes| handed_on.extend_from_slice(bytes));
        handed_on
    }

    #[test]
    fn what_is_repeated_overlaps_or_comes_early_is_handed_on_once_and_in_order() {
        let mut half = Half::default();
        half.begin(5);
        assert_eq!(taken(&mut half, 5, b"abcd"), b"abcd");
        assert_eq!(taken(&mut half, 5, b"abcd"), b"");
        assert_eq!(taken(&mut half, 7, b"cdef"), b"ef");
        assert_eq!(taken(&mut half, 13, b"ij"), b"");
        assert_eq!(taken(&mut half, 11, b"ghi"), b"ghij");
        assert!(!half.has_gaps);
    }

    #[test]
    fn numbers_begin_again_behind_the_last_one() {
        let mut half = Half::default();
        half.begin(u32::MAX - 1);
        assert_eq!(taken(&mut half, u32::MAX - 1, b"abc"), b"abc");
        assert_eq!(taken(&mut half, 1, b"de"), b"de");
    }

    #[test]
    fn what_never_came_is_a_gap_once_more_than_a_window_waits_behind_it() {
        let mut half = Half::default();
        half.begin(0);
        let piece = vec![7; MOST_WAITING / 4];
        let place = |number: usize| u32::try_from(10 + number * piece.len()).unwrap();
        for number in 0..4 {
            assert_eq!(taken(&mut half, place(number), &piece), b"");
        }
        assert!(!half.has_gaps);

        let all = taken(&mut half, place(4), &piece);

        assert!(half.has_gaps);
        assert_eq!(all.len(), 5 * piece.len());
    }

    #[test]
    fn what_came_early_and_was_handed_on_waits_no_more() {
        let mut half = Half::default();
        half.begin(0);
        let piece = vec![7; MOST_WAITING / 4];
        let length = u32::try_from(piece.len()).unwrap();
        for round in 0..8 {
            let place = 2 * round * length;
            assert_eq!(taken(&mut half, place + length, &piece), b"");
            assert_eq!(taken(&mut half, place, &piece).len(), 2 * piece.len());
        }

        assert!(!half.has_gaps);
    }
}
