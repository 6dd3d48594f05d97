//! Which messages tell nothing about anybody, so that their bytes may be shown to support.

use wire::{Direction, Exchange, Hex};

use super::known;
use super::placeholder::Placeholders;

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

/// Whether `text` stands in `bytes`, as ASCII or UTF-16LE, in capitals or not.
fn holds(bytes: &[u8], text: &str) -> bool {
    let narrow: Vec<u8> = text.bytes().collect();
    let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    [narrow, wide].iter().any(|part| {
        !part.is_empty()
            && bytes
                .windows(part.len())
                .any(|window| window.eq_ignore_ascii_case(part))
    })
}

/// Whether letters or digits stand one after the other as they do in words, as ASCII or UTF-16LE.
pub(super) fn holds_text(bytes: &[u8]) -> bool {
    let readable = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_' | b'=' | b'@');
    let narrow = bytes.windows(WORD).any(|window| window.iter().all(readable));
    let wide = bytes.windows(WORD * 2).any(|window| {
        let (low, high): (Vec<_>, Vec<_>) = window.iter().enumerate().partition(|(place, _)| place % 2 == 0);
        low.iter().all(|(_, byte)| readable(byte)) && high.iter().all(|(_, byte)| **byte == 0)
    });
    narrow || wide
}

/// Four letters in a row are a word; three come about in numbers.
const WORD: usize = 4;

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
