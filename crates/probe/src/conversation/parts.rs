//! Takes the frames of a server apart that hold several PDUs.
//!
//! Before: one frame, as it was cut out of the stream. After: one [`Part`] for each PDU in it, as if each had come alone.
//! Servers put several share control PDUs into one MCS indication, and several updates into one fast-path PDU
//! ([MS-RDPBCGR] 2.2.9.1.2); clients read them all.

use std::borrow::Cow;

use ironrdp_core::{ReadCursor, decode, decode_cursor, encode_vec};
use ironrdp_pdu::fast_path::{FastPathHeader, FastPathUpdatePdu};
use ironrdp_pdu::mcs::{McsMessage, SendDataIndication};
use ironrdp_pdu::x224::X224;
use wire::Pdu;

use super::server::{self, ServerPdu};
use crate::pdu::u16_at;

/// One PDU of a server.
#[derive(Debug, PartialEq)]
pub(crate) struct Part<'a> {
    /// The frame in which it came; where others came in the same one, a frame of its own around the bytes that came.
    pub(crate) frame: Cow<'a, [u8]>,
    /// What it is.
    pub(crate) pdu: ServerPdu,
}

impl Part<'_> {
    fn alone(frame: &[u8]) -> Part<'_> {
        Part {
            frame: Cow::Borrowed(frame),
            pdu: server::classify(frame),
        }
    }
}

/// What a frame of the server holds, in its order: at least one PDU.
pub(crate) fn parts(frame: &[u8]) -> Vec<Part<'_>> {
    match frame {
        // The action bits of a fast-path header are 0; the version of TPKT, 3, sets both.
        [first, ..] if first & 0b11 == 0 => updates(frame),
        _ => share_control(frame),
    }
    .unwrap_or_else(|| vec![Part::alone(frame)])
}

/// The updates of a fast-path PDU, where it holds several.
fn updates(frame: &[u8]) -> Option<Vec<Part<'_>>> {
    let mut cursor = ReadCursor::new(frame);
    decode_cursor::<FastPathHeader>(&mut cursor).ok()?;
    let body = frame.get(cursor.pos()..)?;
    let mut cursor = ReadCursor::new(body);
    let mut pieces = Vec::new();
    while !cursor.is_empty() && pieces.len() < MOST_PARTS {
        let start = cursor.pos();
        let update = decode_cursor::<FastPathUpdatePdu<'_>>(&mut cursor);
        // What cannot be read has an end that nobody knows.
        let (pdu, end) = match update {
            Ok(update) => (server::update(&update), cursor.pos()),
            Err(_) => (ServerPdu::Other(Pdu::FastPath), body.len()),
        };
        let head = frame.first().copied().unwrap_or_default();
        pieces.push(Part {
            frame: Cow::Owned(fast_path_frame(head, body.get(start..end)?)),
            pdu,
        });
        if end == body.len() {
            break;
        }
    }
    // One alone goes on as it came, without a frame of our making.
    (pieces.len() > 1).then_some(pieces)
}

/// The share control PDUs of an indication, where it holds several.
fn share_control(frame: &[u8]) -> Option<Vec<Part<'_>>> {
    let Ok(X224(McsMessage::SendDataIndication(indication))) = decode::<X224<McsMessage<'_>>>(frame) else {
        return None;
    };
    let mut rest: &[u8] = &indication.user_data;
    let mut pieces = Vec::new();
    while !rest.is_empty() && pieces.len() < MOST_PARTS {
        let length = share_control_length(rest)?;
        let (pdu, behind) = rest.split_at_checked(length)?;
        pieces.push(pdu);
        rest = behind;
    }
    if pieces.len() < 2 {
        return None;
    }
    let parts = pieces.into_iter().map(|pdu| {
        let alone = SendDataIndication {
            initiator_id: indication.initiator_id,
            channel_id: indication.channel_id,
            user_data: Cow::Borrowed(pdu),
        };
        let frame = encode_vec(&X224(McsMessage::SendDataIndication(alone))).ok()?;
        let pdu = server::classify(&frame);
        Some(Part {
            frame: Cow::Owned(frame),
            pdu,
        })
    });
    parts.collect()
}

/// The length that a share control header states, [MS-RDPBCGR] 2.2.8.1.1.1.1; none where no such header stands here.
fn share_control_length(data: &[u8]) -> Option<usize> {
    let kind = u16_at(data, 2)?;
    let is_header = kind & 0xfff0 == SHARE_CONTROL_VERSION && matches!(kind & 0xf, 0x1 | 0x6 | 0x7 | 0xa);
    let length = usize::from(u16_at(data, 0)?);
    (is_header && length >= SHARE_CONTROL_HEADER).then_some(length)
}

/// A fast-path PDU around one update, with the longer form of its length, [MS-RDPBCGR] 2.2.9.1.2.
fn fast_path_frame(head: u8, update: &[u8]) -> Vec<u8> {
    let length = u16::try_from(update.len() + 3).unwrap_or(u16::MAX) | 0x8000;
    let mut frame = vec![head];
    frame.extend_from_slice(&length.to_be_bytes());
    frame.extend_from_slice(update);
    frame
}

/// As many PDUs of one frame are looked at. A real one holds a handful; what a picture has beyond is more of the picture.
const MOST_PARTS: usize = 64;
/// TS_PROTOCOL_VERSION in the version bits of the type.
const SHARE_CONTROL_VERSION: u16 = 0x0010;
/// totalLength and pduType. A Deactivate All of old servers ends before its pduSource.
const SHARE_CONTROL_HEADER: usize = 4;

#[cfg(test)]
mod tests {
    use wire::PictureKind;

    use super::*;

    fn indication(data: &[u8]) -> Vec<u8> {
        let alone = SendDataIndication {
            initiator_id: 1002,
            channel_id: 1003,
            user_data: Cow::Borrowed(data),
        };
        encode_vec(&X224(McsMessage::SendDataIndication(alone))).unwrap()
    }

    fn share_data(kind: u8, body: &[u8]) -> Vec<u8> {
        let length = u16::try_from(18 + body.len()).unwrap();
        let mut data = length.to_le_bytes().to_vec();
        data.extend_from_slice(&[0x17, 0, 0xea, 3, 0xea, 3, 1, 0, 0, 1]);
        data.extend_from_slice(&length.to_le_bytes());
        data.extend_from_slice(&[kind, 0, 0, 0]);
        data.extend_from_slice(body);
        data
    }

    fn pdus(frame: &[u8]) -> Vec<ServerPdu> {
        parts(frame).into_iter().map(|part| part.pdu).collect()
    }

    #[test]
    fn every_share_control_pdu_of_an_indication_is_named() {
        let frame = indication(&[share_data(0x1f, &[1, 0, 0xea, 3]), share_data(0x2f, &[7, 0, 0, 0])].concat());

        assert_eq!(
            pdus(&frame),
            [
                ServerPdu::Finalization(Pdu::Synchronize),
                ServerPdu::ErrorInfo { code: 7 }
            ]
        );
    }

    #[test]
    fn each_part_is_a_frame_that_says_the_same_alone() {
        let frame = indication(&[share_data(0x28, &[0; 8]), share_data(0x1b, &[0; 8])].concat());
        let fast = [0x00, 0x0a, 0x05, 0x00, 0x00, 0x04, 0x02, 0x00, 0x06, 0x00];

        for frame in [&frame[..], &fast[..]] {
            for part in parts(frame) {
                assert_eq!(pdus(&part.frame), [part.pdu]);
            }
        }
    }

    #[test]
    fn one_pdu_and_trailing_foreign_bytes_stay_one_frame() {
        let alone = indication(&share_data(0x2f, &[3, 0, 0, 0]));
        let glued = indication(&[share_data(0x2f, &[3, 0, 0, 0]), b"foreign bytes".to_vec()].concat());

        assert_eq!(parts(&alone), [Part::alone(&alone)]);
        assert_eq!(parts(&glued), [Part::alone(&glued)]);
    }

    #[test]
    fn every_update_of_a_fast_path_pdu_is_named() {
        // A hidden pointer, then a bitmap of one pixel.
        let mut fast = vec![0x00, 0x00, 0x05, 0x00, 0x00, 0x01, 0x18, 0x00];
        fast.extend_from_slice(&[1, 0, 1, 0]);
        fast.extend_from_slice(&[0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 1, 0, 16, 0, 0, 0, 2, 0, 0xff, 0xff]);
        fast[1] = u8::try_from(fast.len()).unwrap();

        assert_eq!(
            pdus(&fast),
            [
                ServerPdu::Other(Pdu::FastPathUpdate),
                ServerPdu::Picture(PictureKind::Bitmap)
            ]
        );
    }

    #[test]
    fn a_frame_of_countless_updates_is_read_to_a_limit() {
        let mut fast = vec![0x00, 0x80, 0x00];
        fast.extend([0x05, 0x00, 0x00].repeat(1000));
        let length = u16::try_from(fast.len()).unwrap() | 0x8000;
        fast[1..3].copy_from_slice(&length.to_be_bytes());

        assert_eq!(pdus(&fast).len(), MOST_PARTS);
    }
}
