//! Whether text stands in the bytes of a message.

/// Whether `text` stands in `bytes`, as ASCII or UTF-16LE, in capitals or not.
pub(super) fn holds(bytes: &[u8], text: &str) -> bool {
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
