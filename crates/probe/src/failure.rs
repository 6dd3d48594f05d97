//! Failures that stages and conversations have in common.

use wire::{Failure, Pdu, TransportEnd};

/// How a failed transport reads, when `received` bytes of an answer had come.
pub(crate) fn transport_failure(end: TransportEnd, received: usize) -> Failure {
    let received = u32::try_from(received).unwrap_or(u32::MAX);
    match end {
        TransportEnd::Closed => Failure::Closed { received },
        TransportEnd::Reset => Failure::Reset { received },
        TransportEnd::Silent => Failure::TimedOut { received },
        TransportEnd::NotConnected | TransportEnd::Garbled => Failure::PathBroken,
    }
}

/// An answer that cannot be read where `expected` was due.
pub(crate) fn malformed(expected: Pdu) -> Failure {
    Failure::Malformed { expected }
}
