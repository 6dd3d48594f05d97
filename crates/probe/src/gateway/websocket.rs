//! WebSocket as far as a gateway's tunnel needs it, RFC 6455 5: whole frames as long as its packets, in and out of buffers.
//!
//! The crates for WebSocket want a stream, and a check has none.

/// What a client sends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Opcode {
    Binary,
    Close,
    Pong,
}

impl Opcode {
    fn code(self) -> u8 {
        match self {
            Self::Binary => 2,
            Self::Close => 8,
            Self::Pong => 10,
        }
    }
}

/// What a server sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Received {
    /// Not all of a frame.
    Partial,
    Data(Vec<u8>),
    Ping(Vec<u8>),
    /// Nothing that anybody waits for.
    Pong,
    Close,
    /// It is no frame of a server, or a longer one than any of a tunnel.
    Foreign,
}

/// A frame of a client. `payload` is below 64 KiB; `mask` is to be new for each frame.
pub(super) fn frame(opcode: Opcode, payload: &[u8], mask: [u8; 4]) -> Vec<u8> {
    let length = u16::try_from(payload.len()).unwrap_or(u16::MAX);
    let mut frame = vec![FINAL | opcode.code()];
    match u8::try_from(length) {
        Ok(short @ ..LENGTH_OF_16_BITS) => frame.push(MASKED | short),
        Ok(_) | Err(_) => {
            frame.push(MASKED | LENGTH_OF_16_BITS);
            frame.extend(length.to_be_bytes());
        }
    }
    frame.extend(mask);
    let masked = payload
        .iter()
        .zip(mask.into_iter().cycle())
        .map(|(byte, mask)| byte ^ mask);
    frame.extend(masked.take(usize::from(length)));
    frame
}

/// Takes the first frame out of `buffer`, where all of it has come.
pub(super) fn read(buffer: &mut Vec<u8>) -> Received {
    let (first, header, length) = match buffer.as_slice() {
        [first, second, ..] if first & RESERVED != 0 || second & MASKED != 0 => return Received::Foreign,
        [first, LENGTH_OF_64_BITS, a, b, c, d, e, f, g, h, ..] => {
            let length = u64::from_be_bytes([*a, *b, *c, *d, *e, *f, *g, *h]);
            match usize::try_from(length) {
                Ok(length @ ..=LONGEST) => (*first, 10, length),
                Ok(_) | Err(_) => return Received::Foreign,
            }
        }
        [_, LENGTH_OF_64_BITS, ..] => return Received::Partial,
        [first, LENGTH_OF_16_BITS, high, low, ..] => (*first, 4, usize::from(u16::from_be_bytes([*high, *low]))),
        [_, LENGTH_OF_16_BITS, ..] | [] | [_] => return Received::Partial,
        [first, length, ..] => (*first, 2, usize::from(*length)),
    };
    if buffer.len() < header + length {
        return Received::Partial;
    }
    let payload = buffer.drain(..header + length).skip(header).collect();
    match first & OPCODE {
        // A message may come in several frames; its packets say themselves how long they are.
        0 | 2 => Received::Data(payload),
        8 => Received::Close,
        9 => Received::Ping(payload),
        10 => Received::Pong,
        _ => Received::Foreign,
    }
}

/// The longest packet of a tunnel: one of data has 64 KiB and its headers, [MS-TSGU] 2.2.10.6.
pub(super) const LONGEST: usize = 64 * 1024 + 16;
const FINAL: u8 = 0x80;
const RESERVED: u8 = 0x70;
const OPCODE: u8 = 0x0f;
const MASKED: u8 = 0x80;
const LENGTH_OF_16_BITS: u8 = 126;
const LENGTH_OF_64_BITS: u8 = 127;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frames_of_a_client_are_masked_and_say_how_long_they_are() {
        // RFC 6455 5.7.
        let hello = frame(Opcode::Binary, b"Hello", [0x37, 0xfa, 0x21, 0x3d]);
        assert_eq!(
            hello,
            [0x82, 0x85, 0x37, 0xfa, 0x21, 0x3d, 0x7f, 0x9f, 0x4d, 0x51, 0x58]
        );

        let long = frame(Opcode::Binary, &[0; 126], [1; 4]);
        assert_eq!(long.get(..4), Some(&[0x82, 0xfe, 0, 126][..]));
        assert_eq!(long.len(), 8 + 126);
    }

    #[test]
    fn frames_of_a_server_are_taken_one_by_one_and_only_whole() {
        let mut buffer = [&[0x02, 1, 7][..], &[0x89, 0], &[0x80, 126, 0, 2, 8]].concat();

        assert_eq!(read(&mut buffer), Received::Data(vec![7]));
        assert_eq!(read(&mut buffer), Received::Ping(Vec::new()));
        assert_eq!(read(&mut buffer), Received::Partial);
        buffer.push(9);
        assert_eq!(read(&mut buffer), Received::Data(vec![8, 9]));
        assert_eq!((read(&mut buffer), buffer.len()), (Received::Partial, 0));
    }

    #[test]
    fn a_frame_may_be_as_long_as_the_longest_packet() {
        let mut buffer = vec![0x82, 127, 0, 0, 0, 0, 0, 1, 0];
        assert_eq!(read(&mut buffer), Received::Partial);
        buffer.push(9);
        buffer.extend([7; 65545]);

        assert_eq!(read(&mut buffer), Received::Data(vec![7; 65545]));
        assert!(buffer.is_empty());
    }

    #[test]
    fn what_no_server_sends_is_foreign() {
        for bytes in [
            &[0x82, 0x81, 0, 0, 0, 0, 1][..],
            &[0xc2, 0],
            &[0x82, 127, 0, 0, 0, 0, 0, 1, 0, 17],
            &[0x82, 127, 0xff, 0, 0, 0, 0, 0, 0, 0],
            &[0x81, 0],
            b"HTTP/1.1",
        ] {
            assert_eq!(read(&mut bytes.to_vec()), Received::Foreign, "{bytes:?}");
        }
    }
}
