//! Where what a gateway reads ends, and the packets that it sends.

/// The length of an HTTP head with the empty line behind it.
pub(super) fn head_length(bytes: &[u8]) -> Option<usize> {
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n")?;
    Some(end + 4)
}

/// The length of a client's frame, which is always masked, RFC 6455 5.2; of those below 64 KiB.
pub(super) fn frame_length(bytes: &[u8]) -> Option<usize> {
    match bytes {
        [_, length, high, low, ..] if length & 0x7f == 126 => Some(8 + usize::from(u16::from_be_bytes([*high, *low]))),
        [_, length, ..] => Some(6 + usize::from(length & 0x7f)),
        _ => None,
    }
}

/// HTTP_PACKET_HEADER and what it heads, in one frame of a server; of those below 64 KiB.
pub(super) fn tunnel_packet(kind: u16, body: &[u8]) -> Vec<u8> {
    let length = u16::try_from(8 + body.len()).expect("a short packet");
    let mut frame = vec![0x82];
    match u8::try_from(length) {
        Ok(short @ ..126) => frame.push(short),
        Ok(_) | Err(_) => {
            frame.push(126);
            frame.extend(length.to_be_bytes());
        }
    }
    frame.extend(kind.to_le_bytes());
    frame.extend([0, 0]);
    frame.extend(u32::from(length).to_le_bytes());
    frame.extend(body);
    frame
}
