//! What one connection may cost, whatever is awaited on it.
//!
//! Each state that waits for an answer has limits of its own. These hold for all of them, so that a state that has none
//! cannot be made to take whatever a peer likes to send.

use wire::Stage;

use crate::limits;

/// What a connection has taken so far.
#[derive(Debug, Default)]
pub(crate) struct Budget {
    /// Bytes of the peer, as they stand on the wire.
    received: usize,
    /// Bytes of the peer inside TLS or, without it, in the clear.
    cleartext: usize,
    /// Frames of the peer.
    frames: usize,
    /// Bytes of ours.
    sent: usize,
}

/// The peer sent more, or made us send more, than a connection may cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Exhausted;

impl Budget {
    /// Takes `length` bytes off the wire while `stage` is under way.
    pub(crate) fn receive(&mut self, length: usize, stage: Stage) -> Result<(), Exhausted> {
        spend(&mut self.received, length, bytes(stage))
    }

    /// Takes `length` bytes of cleartext while `stage` is under way.
    pub(crate) fn decrypt(&mut self, length: usize, stage: Stage) -> Result<(), Exhausted> {
        spend(&mut self.cleartext, length, bytes(stage))
    }

    /// Takes one frame.
    pub(crate) fn frame(&mut self) -> Result<(), Exhausted> {
        spend(&mut self.frames, 1, limits::FRAMES)
    }

    /// Sends `length` bytes of cleartext.
    pub(crate) fn send(&mut self, length: usize) -> Result<(), Exhausted> {
        spend(&mut self.sent, length, limits::SENT_BYTES)
    }
}

fn spend(spent: &mut usize, amount: usize, limit: usize) -> Result<(), Exhausted> {
    *spent = spent.saturating_add(amount);
    if *spent > limit { Err(Exhausted) } else { Ok(()) }
}

/// How many bytes a connection may have brought by the end of `stage`.
fn bytes(stage: Stage) -> usize {
    if matches!(stage, Stage::Desktop | Stage::Stay) {
        limits::PICTURE_BYTES
    } else {
        limits::RECEIVED_BYTES
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_connection_may_cost_what_its_limits_say_and_not_a_byte_more() {
        let mut budget = Budget::default();

        assert_eq!(budget.receive(limits::RECEIVED_BYTES, Stage::Settings), Ok(()));
        assert_eq!(budget.receive(1, Stage::Settings), Err(Exhausted));
        assert_eq!(budget.decrypt(limits::RECEIVED_BYTES, Stage::Settings), Ok(()));
        assert_eq!(budget.decrypt(1, Stage::Settings), Err(Exhausted));
        assert_eq!(budget.send(limits::SENT_BYTES), Ok(()));
        assert_eq!(budget.send(1), Err(Exhausted));
        for _ in 0..limits::FRAMES {
            assert_eq!(budget.frame(), Ok(()));
        }
        assert_eq!(budget.frame(), Err(Exhausted));
    }

    #[test]
    fn pictures_have_their_room_until_the_end() {
        for stage in [Stage::Desktop, Stage::Stay] {
            let mut budget = Budget::default();

            assert_eq!(budget.receive(limits::PICTURE_BYTES, stage), Ok(()), "{stage:?}");
            assert_eq!(budget.receive(1, stage), Err(Exhausted), "{stage:?}");
            assert_eq!(budget.decrypt(limits::PICTURE_BYTES, stage), Ok(()), "{stage:?}");
            assert_eq!(budget.decrypt(1, stage), Err(Exhausted), "{stage:?}");
        }
    }
}
