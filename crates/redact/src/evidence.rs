//! Which messages tell nothing about anybody, so that their bytes may be shown to support.

use wire::{Direction, Exchange, Hex, Pdu};

use super::placeholder::Placeholders;
use super::text::{holds, holds_text};

pub(super) fn exchange(exchange: &Exchange, hide: &Placeholders<'_>) -> Exchange {
    let Exchange {
        direction,
        at_ms,
        pdu,
        length,
        bytes,
    } = exchange;
    let bytes = if hide.is_public() || !tells_nothing(*direction, *pdu, bytes.as_bytes(), hide.removed()) {
        Hex::default()
    } else {
        bytes.clone()
    };
    Exchange {
        direction: *direction,
        at_ms: *at_ms,
        pdu: *pdu,
        length: *length,
        bytes,
    }
}

/// Whether the message is one of those that consist of numbers, is as short as they are, and holds no text.
fn tells_nothing(direction: Direction, pdu: Pdu, bytes: &[u8], removed: &[String]) -> bool {
    let short = longest(direction, pdu).is_some_and(|longest| bytes.len() <= longest);
    short && !holds_text(bytes) && !removed.iter().any(|text| holds(bytes, text))
}

/// How long a message is at most that holds numbers alone; absent for all others.
///
/// A connection request is among them without its cookie only: with one it is longer.
fn longest(sender: Direction, pdu: Pdu) -> Option<usize> {
    use Direction::{Received, Sent};
    match (sender, pdu) {
        (Sent, Pdu::ConnectionRequest) | (Received, Pdu::ConnectionConfirm) => Some(19),
        (Sent, Pdu::ErectDomainRequest | Pdu::ChannelJoinRequest) => Some(12),
        (Sent, Pdu::AttachUserRequest) => Some(8),
        (Received, Pdu::AttachUserConfirm) => Some(11),
        (Received, Pdu::ChannelJoinConfirm) => Some(15),
        (Received, Pdu::DisconnectUltimatum) => Some(9),
        (Sent | Received, Pdu::Synchronize | Pdu::Control)
        | (Sent, Pdu::FontList | Pdu::AutoDetectResponse)
        | (Received, Pdu::SetErrorInfo | Pdu::FontMap | Pdu::AutoDetectRequest) => Some(48),
        (Sent | Received, _) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const REQUEST: &[u8] = &[3, 0, 0, 19, 14, 0xe0, 0, 0, 0, 0, 0, 1, 0, 8, 0, 0x0b, 0, 0, 0];

    fn shown(direction: Direction, pdu: Pdu, bytes: &[u8], removed: &[&str]) -> bool {
        let removed: Vec<String> = removed.iter().map(|text| (*text).to_owned()).collect();
        tells_nothing(direction, pdu, bytes, &removed)
    }

    #[test]
    fn short_messages_of_numbers_are_shown() {
        assert!(shown(Direction::Sent, Pdu::ConnectionRequest, REQUEST, &["anna"]));
        assert!(!shown(Direction::Received, Pdu::ConnectionRequest, REQUEST, &[]));
        assert!(!shown(Direction::Sent, Pdu::ClientInfo, REQUEST, &[]));
    }

    #[test]
    fn text_in_a_message_hides_it() {
        let with = |text: &[u8]| [REQUEST.get(..8).unwrap(), text].concat();

        assert!(!shown(Direction::Sent, Pdu::ConnectionRequest, &with(b"anna"), &[]));
        assert!(!shown(
            Direction::Sent,
            Pdu::ConnectionRequest,
            &with(b"a\0n\0n\0a\0"),
            &[]
        ));
        assert!(!shown(Direction::Sent, Pdu::ConnectionRequest, &with(b"AL"), &["al"]));
        let long = [REQUEST, b"\r\n"].concat();
        assert!(!shown(Direction::Sent, Pdu::ConnectionRequest, &long, &[]));
    }
}
