use serde::{Deserialize, Serialize};

use crate::json::{ReadJson, WriteJson};
use crate::{Direction, Elapsed, Evidence, Hex, Pdu};

/// One message of the conversation, as it stood on the wire or, behind TLS, inside it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ReadJson, WriteJson)]
pub struct Exchange {
    /// Who sent it.
    pub direction: Direction,
    /// When, counted from the start of the run.
    pub at_ms: Elapsed,
    /// Which one.
    pub pdu: Pdu,
    /// How long it was, in bytes.
    pub length: u32,
    /// Its first bytes, at most [`EVIDENCE_LIMIT`](crate::EVIDENCE_LIMIT); none of what [`Pdu::evidence`] keeps by its length alone.
    pub bytes: Hex,
}

impl Exchange {
    /// A message that was sent or has come; of its content it keeps what [`Pdu::evidence`] allows, and at most `room` bytes.
    pub fn of(direction: Direction, at: Elapsed, pdu: Pdu, content: &[u8], room: usize) -> Self {
        let kept = match pdu.evidence(direction) {
            Evidence::FirstBytes => content.get(..content.len().min(room)).unwrap_or_default(),
            Evidence::LengthOnly => &[],
        };
        Self {
            direction,
            at_ms: at,
            pdu,
            length: u32::try_from(content.len()).unwrap_or(u32::MAX),
            bytes: Hex::from(kept),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_kept_as_far_as_there_is_room_and_its_length_always() {
        let sent = |pdu, room| {
            let exchange = Exchange::of(Direction::Sent, Elapsed::default(), pdu, &[7; 19], room);
            (exchange.bytes.as_bytes().len(), exchange.length)
        };

        assert_eq!(sent(Pdu::ConnectionRequest, usize::MAX), (19, 19));
        assert_eq!(sent(Pdu::ConnectionRequest, 5), (5, 19));
        assert_eq!(sent(Pdu::ConnectionRequest, 0), (0, 19));
        assert_eq!(sent(Pdu::ClientInfo, usize::MAX), (0, 19));
    }
}
