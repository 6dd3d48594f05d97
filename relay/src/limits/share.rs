//! What is counted at other relays as well.

use core::num::NonZeroU32;
use core::time::Duration;

use sha2::{Digest as _, Sha256};
use words::Limit;

/// What is used up of something that comes back with time, for whoever counts it elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    /// What it is, and whose: the same everywhere, and nobody's business.
    pub counted: [u8; 32],
    /// What whoever has used it up is told of.
    pub limit: Limit,
    /// So many within the period.
    pub most: NonZeroU32,
    /// So many are used up at once.
    pub size: NonZeroU32,
    /// How long until all have come back.
    pub period: Duration,
}

impl Share {
    /// The time in which one comes back, in microseconds; never none.
    pub fn between_us(&self) -> u64 {
        (self.period_us() / u64::from(self.most.get())).max(1)
    }

    /// The time in which those come back that are used up, in microseconds.
    pub fn cost_us(&self) -> u64 {
        self.between_us().saturating_mul(u64::from(self.size.get()))
    }

    /// The time in which all come back, in microseconds.
    pub fn period_us(&self) -> u64 {
        u64::try_from(self.period.as_micros()).unwrap_or(u64::MAX)
    }
}

/// What these parts are counted under; they are told apart by their lengths.
pub fn counted_as(parts: &[&[u8]]) -> [u8; 32] {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part.len().to_le_bytes());
        hash.update(part);
    }
    hash.finalize().into()
}
