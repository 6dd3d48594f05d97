//! Cuts a stream into PDUs.

use zeroize::Zeroize as _;

/// Cleartext of one side that is cut at the boundaries of PDUs: TPKT (RFC 1006) and fast path ([MS-RDPBCGR] 2.2.9.1.2).
///
/// What begins like neither goes through as it came. Nothing longer than a PDU's length can say, 64 KiB, is held back.
#[derive(Debug, Default)]
pub struct Frames {
    unread: Vec<u8>,
    dialect: Dialect,
}

/// What the stream consists of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Dialect {
    /// TSRequests ([MS-CSSP] 2.2.1), until the first TPKT.
    Credssp,
    #[default]
    Session,
}

impl Frames {
    /// The same for a client that signs in by CredSSP first, whose TSRequests come out whole as well.
    pub fn of_credssp() -> Self {
        Self {
            unread: Vec::new(),
            dialect: Dialect::Credssp,
        }
    }

    /// Whether the session has begun, by its first PDU, or there was nothing before it.
    pub fn is_session(&self) -> bool {
        self.dialect == Dialect::Session
    }

    /// Takes bytes, cut anywhere.
    pub fn push(&mut self, bytes: &[u8]) {
        self.unread.extend_from_slice(bytes);
    }

    /// The next whole PDU; to be called until there is none.
    pub fn next_frame(&mut self) -> Option<Vec<u8>> {
        // No message of CredSSP begins so: the sign-in is over.
        if self.unread.first() == Some(&TPKT) {
            self.dialect = Dialect::Session;
        }
        let length = match self.dialect {
            Dialect::Credssp => length_of_sequence(&self.unread),
            Dialect::Session => length(&self.unread),
        };
        let length = match length {
            Length::Whole(length) => length,
            Length::Unknown => return None,
            // What cannot be cut goes on as it came.
            Length::None => self.unread.len(),
        };
        (length <= self.unread.len()).then(|| {
            let frame = self.unread.get(..length).map(<[u8]>::to_vec).unwrap_or_default();
            let rest = self.unread.get(length..).map(<[u8]>::to_vec).unwrap_or_default();
            // It may have held a password, and a vector that only shrinks keeps what it held.
            self.unread.zeroize();
            self.unread = rest;
            frame
        })
    }

    /// What has come of a PDU that is not whole.
    pub fn rest(&mut self) -> Vec<u8> {
        core::mem::take(&mut self.unread)
    }
}

/// How long the PDU is that begins some bytes.
enum Length {
    /// So long, header included.
    Whole(usize),
    /// More of the header has to come.
    Unknown,
    /// It is no PDU with a length that can be.
    None,
}

fn length(bytes: &[u8]) -> Length {
    let (length, header) = match *bytes {
        [] | [TPKT] | [TPKT, _] | [TPKT, _, _] => return Length::Unknown,
        [TPKT, _, high, low, ..] => (u16::from_be_bytes([high, low]), 4),
        // The two lowest bits of a fast path's first byte are its action, 0.
        [first, ..] if first & 3 != 0 => return Length::None,
        [_] => return Length::Unknown,
        [_, short, ..] if short & LONG == 0 => (u16::from(short), 2),
        [_, _] => return Length::Unknown,
        [_, high, low, ..] => (u16::from_be_bytes([high & !LONG, low]), 3),
    };
    if length < header {
        Length::None
    } else {
        Length::Whole(usize::from(length))
    }
}

/// The length of a SEQUENCE in DER, as short as a PDU's at most.
fn length_of_sequence(bytes: &[u8]) -> Length {
    match *bytes {
        [] | [SEQUENCE] | [SEQUENCE, 0x81] | [SEQUENCE, 0x82] | [SEQUENCE, 0x82, _] => Length::Unknown,
        [SEQUENCE, short, ..] if short < 0x80 => Length::Whole(2 + usize::from(short)),
        [SEQUENCE, 0x81, length, ..] => Length::Whole(3 + usize::from(length)),
        [SEQUENCE, 0x82, high, low, ..] => Length::Whole(4 + usize::from(u16::from_be_bytes([high, low]))),
        _ => Length::None,
    }
}

const SEQUENCE: u8 = 0x30;
const TPKT: u8 = 3;
/// The bit by which a fast path's length has two bytes.
const LONG: u8 = 0x80;

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(pieces: &[&[u8]]) -> Vec<Vec<u8>> {
        let mut frames = Frames::default();
        let mut whole = Vec::new();
        for piece in pieces {
            frames.push(piece);
            whole.extend(core::iter::from_fn(|| frames.next_frame()));
        }
        whole
    }

    const STREAM: [u8; 13] = [3, 0, 0, 5, 9, 0, 3, 7, 4, 0x80, 5, 8, 8];
    const PDUS: [&[u8]; 3] = [&[3, 0, 0, 5, 9], &[0, 3, 7], &[4, 0x80, 5, 8, 8]];

    #[test]
    fn pdus_come_out_whole_wherever_the_stream_is_cut() {
        for at in 0..STREAM.len() {
            let (front, back) = STREAM.split_at(at);
            assert_eq!(cut(&[front, back]), PDUS, "cut at {at}");
        }
        let bytes: Vec<&[u8]> = STREAM.chunks(1).collect();
        assert_eq!(cut(&bytes), PDUS);
    }

    #[test]
    fn what_is_no_pdu_goes_through_as_it_came() {
        for foreign in [&b"\x01\x02\x03"[..], &[3, 0, 0, 1, 9], &[0, 1, 9], b"\x16\x03\x01\0"] {
            assert_eq!(cut(&[foreign]), [foreign.to_vec()], "{foreign:02x?}");
        }
    }

    #[test]
    fn requests_of_credssp_are_whole_until_the_first_pdu() {
        let mut frames = Frames::of_credssp();
        let mut whole = Vec::new();
        for byte in [0x30, 2, 3, 3, 0x30, 0x81, 1, 7, 3, 0, 0, 4, 0x30, 3, 1] {
            frames.push(&[byte]);
            whole.extend(core::iter::from_fn(|| frames.next_frame()));
        }
        assert!(frames.is_session());
        assert_eq!(
            whole,
            [&[0x30, 2, 3, 3][..], &[0x30, 0x81, 1, 7], &[3, 0, 0, 4], &[0x30, 3, 1]]
        );
    }

    #[test]
    fn unfinished_pdu_waits_and_can_be_had_at_the_end() {
        let mut frames = Frames::default();
        frames.push(&[3, 0, 0, 5]);
        assert_eq!(frames.next_frame(), None);
        assert_eq!(frames.rest(), [3, 0, 0, 5]);
    }
}
