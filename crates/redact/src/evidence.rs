//! Which messages tell nothing about anybody, so that their bytes may be shown to support.

use wire::{Direction, Exchange, Hex};

use super::known;
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
    let named = known::pdu(pdu);
    let bytes = if hide.is_public() || !tells_nothing(*direction, named, bytes.as_bytes(), hide.removed()) {
        Hex::default()
    } else {
        bytes.clone()
    };
    Exchange {
        direction: *direction,
        at_ms: *at_ms,
        pdu: named.to_owned(),
        length: *length,
        bytes,
    }
}

/// Whether the message is one of those that consist of numbers, is as short as they are, and holds no text.
fn tells_nothing(direction: Direction, pdu: &str, bytes: &[u8], removed: &[String]) -> bool {
    let listed = NUMBERS_ONLY
        .iter()
        .any(|(sender, name, longest)| *sender == direction && *name == pdu && bytes.len() <= *longest);
    listed && !holds_text(bytes) && !removed.iter().any(|text| holds(bytes, text))
}

/// The messages that hold numbers alone, with who sends them and how long they are at most.
///
/// A connection request is among them without its cookie only: with one it is longer.
const NUMBERS_ONLY: [(Direction, &str, usize); 17] = {
    use Direction::{Received, Sent};
    [
        (Sent, "X.224 Connection Request", 19),
        (Received, "X.224 Connection Confirm", 19),
        (Sent, "MCS Erect Domain Request", 12),
        (Sent, "MCS Attach User Request", 8),
        (Received, "MCS Attach User Confirm", 11),
        (Sent, "MCS Channel Join Request", 12),
        (Received, "MCS Channel Join Confirm", 15),
        (Received, "MCS Disconnect Provider Ultimatum", 9),
        (Received, "Set Error Info", 48),
        (Sent, "Synchronize", 48),
        (Received, "Synchronize", 48),
        (Sent, "Control", 48),
        (Received, "Control", 48),
        (Sent, "Font List", 48),
        (Received, "Font Map", 48),
        (Received, "Auto-Detect Request", 48),
        (Sent, "Auto-Detect Response", 48),
    ]
};

#[cfg(test)]
mod tests {
    use super::*;

    const REQUEST: &[u8] = &[3, 0, 0, 19, 14, 0xe0, 0, 0, 0, 0, 0, 1, 0, 8, 0, 0x0b, 0, 0, 0];

    fn shown(direction: Direction, pdu: &str, bytes: &[u8], removed: &[&str]) -> bool {
        let removed: Vec<String> = removed.iter().map(|text| (*text).to_owned()).collect();
        tells_nothing(direction, pdu, bytes, &removed)
    }

    #[test]
    fn short_messages_of_numbers_are_shown() {
        assert!(shown(Direction::Sent, "X.224 Connection Request", REQUEST, &["anna"]));
        assert!(!shown(Direction::Received, "X.224 Connection Request", REQUEST, &[]));
        assert!(!shown(Direction::Sent, "Client Info", REQUEST, &[]));
    }

    #[test]
    fn text_in_a_message_hides_it() {
        let with = |text: &[u8]| [REQUEST.get(..8).unwrap(), text].concat();

        assert!(!shown(Direction::Sent, "X.224 Connection Request", &with(b"anna"), &[]));
        assert!(!shown(
            Direction::Sent,
            "X.224 Connection Request",
            &with(b"a\0n\0n\0a\0"),
            &[]
        ));
        assert!(!shown(
            Direction::Sent,
            "X.224 Connection Request",
            &with(b"AL"),
            &["al"]
        ));
        let long = [REQUEST, b"\r\n"].concat();
        assert!(!shown(Direction::Sent, "X.224 Connection Request", &long, &[]));
    }
}
