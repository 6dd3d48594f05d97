//! Reads Demand Active PDUs that `ironrdp-pdu` refuses and that clients of the field take, [MS-RDPBCGR] 2.2.1.13.1.
//!
//! A set without its last field, of a type that is not known, or a source descriptor in another encoding is no reason for
//! anybody to hang up. The lengths of the sets have to be right: what stands behind a wrong one means nothing.

use std::borrow::Cow;

use ironrdp_core::{decode, encode_vec};
use ironrdp_pdu::mcs::{McsMessage, SendDataIndication};
use ironrdp_pdu::rdp::capability_sets::CapabilitySet;
use ironrdp_pdu::rdp::headers::ShareControlHeader;
use ironrdp_pdu::x224::X224;

use super::server_pdu::ServerPdu;
use crate::pdu::u16_at;

/// The Demand Active in `data`, with those sets alone that the crate reads; `data` itself where it reads them all, or
/// where nobody could.
pub(super) fn readable(data: &[u8]) -> Cow<'_, [u8]> {
    if decode::<ShareControlHeader>(data).is_ok() {
        return Cow::Borrowed(data);
    }
    with_readable_sets(data).map_or(Cow::Borrowed(data), Cow::Owned)
}

/// The same in a frame that IronRDP's connector takes, where it would refuse this one.
pub(crate) fn simplified(frame: &[u8], pdu: &ServerPdu) -> Option<Vec<u8>> {
    if !matches!(pdu, ServerPdu::DemandActive(_)) {
        return None;
    }
    let Ok(X224(McsMessage::SendDataIndication(data))) = decode::<X224<McsMessage<'_>>>(frame) else {
        return None;
    };
    let Cow::Owned(simplified) = readable(&data.user_data) else {
        return None;
    };
    let message = SendDataIndication {
        user_data: Cow::Owned(simplified),
        ..data
    };
    encode_vec(&X224(McsMessage::SendDataIndication(message))).ok()
}

fn with_readable_sets(data: &[u8]) -> Option<Vec<u8>> {
    let named_to = SOURCE_DESCRIPTOR + usize::from(u16_at(data, 10)?);
    let count = u16_at(data, named_to)?;
    let mut rest = data.get(named_to + 4..)?;
    let mut sets = Vec::new();
    let mut readable: u16 = 0;
    for _ in 0..count {
        // Clients read on to the end where a server counts more sets than it sends.
        if rest.len() <= SESSION_ID {
            break;
        }
        let length = usize::from(u16_at(rest, 2)?);
        let (set, after) = rest.split_at_checked(length).filter(|_| length >= SET_HEADER)?;
        if decode::<CapabilitySet>(set).is_ok() {
            sets.extend_from_slice(set);
            readable += 1;
        }
        rest = after;
    }
    let combined = u16::try_from(4 + sets.len()).ok()?;
    let length = u16::try_from(SOURCE_DESCRIPTOR + SERVER_NAME.len() + 4 + sets.len() + 4).ok()?;
    let name_length = u16::try_from(SERVER_NAME.len()).ok()?;
    let mut rebuilt = length.to_le_bytes().to_vec();
    rebuilt.extend_from_slice(data.get(2..10)?);
    rebuilt.extend_from_slice(&name_length.to_le_bytes());
    rebuilt.extend_from_slice(&combined.to_le_bytes());
    // In place of the server's own, whose encoding may be what is refused.
    rebuilt.extend_from_slice(SERVER_NAME);
    rebuilt.extend_from_slice(&readable.to_le_bytes());
    rebuilt.extend_from_slice(&[0; 2]);
    rebuilt.extend_from_slice(&sets);
    // The session id, which some servers leave out and nobody looks at.
    rebuilt.extend_from_slice(&[0; 4]);
    Some(rebuilt)
}

/// Where the source descriptor begins: behind the share control header, the share id, and the two lengths.
const SOURCE_DESCRIPTOR: usize = 14;
/// A set's type and length.
const SET_HEADER: usize = 4;
/// The session id behind the sets.
const SESSION_ID: usize = 4;
/// What servers call themselves in the source descriptor.
const SERVER_NAME: &[u8] = b"RDP\0";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conversation::server::{DemandActive, classify};

    /// A frame with a Demand Active: its source descriptor, its sets, and what stands behind them.
    fn frame(name: &[u8], sets: &[&[u8]], behind: &[u8]) -> Vec<u8> {
        let number = |value: usize| u16::try_from(value).unwrap().to_le_bytes();
        let all = sets.concat();
        let total = SOURCE_DESCRIPTOR + name.len() + 4 + all.len() + behind.len();
        let mut data = number(total).to_vec();
        data.extend_from_slice(&[0x11, 0, 0xea, 0x03, 0xea, 0x03, 1, 0]);
        data.extend_from_slice(&number(name.len()));
        data.extend_from_slice(&number(4 + all.len()));
        data.extend_from_slice(name);
        data.extend_from_slice(&number(sets.len()));
        data.extend_from_slice(&[0; 2]);
        data.extend_from_slice(&all);
        data.extend_from_slice(behind);
        let message = SendDataIndication {
            initiator_id: 1002,
            channel_id: 1003,
            user_data: data.into(),
        };
        encode_vec(&X224(McsMessage::SendDataIndication(message))).unwrap()
    }

    /// Width, height and depth are what is asked about here.
    const BITMAP: &[u8] = &[
        2, 0, 28, 0, 16, 0, 1, 0, 1, 0, 1, 0, 0, 4, 0, 3, 0, 0, 1, 0, 1, 0, 0, 0, 1, 0, 0, 0,
    ];
    /// Without the size of the pointer cache, as [MS-RDPBCGR] 2.2.7.1.5 allows.
    const SHORT_POINTER: &[u8] = &[8, 0, 8, 0, 1, 0, 25, 0];
    const UNKNOWN: &[u8] = &[0x99, 0, 6, 0, 1, 2];

    fn seen(frame: &[u8]) -> DemandActive {
        let pdu = classify(frame);
        let ServerPdu::DemandActive(seen) = pdu else {
            panic!("{pdu:?}");
        };
        *seen
    }

    #[test]
    fn sets_that_clients_take_keep_nobody_from_reading_the_others() {
        for (what, frame) in [
            ("short pointer", frame(b"RDP\0", &[SHORT_POINTER, BITMAP], &[0; 4])),
            ("unknown type", frame(b"RDP\0", &[UNKNOWN, BITMAP], &[0; 4])),
            ("other encoding", frame(&[0xfc, 0xff, 0], &[BITMAP], &[0; 4])),
            ("no session id", frame(b"RDP\0", &[BITMAP], &[])),
        ] {
            let pdu = classify(&frame);
            assert_eq!(seen(&frame).desktop, Some((1024, 768)), "{what}");

            let simplified = simplified(&frame, &pdu).unwrap_or_else(|| panic!("{what}: not simplified"));

            assert_eq!(seen(&simplified).desktop, Some((1024, 768)), "{what}");
            assert!(super::simplified(&simplified, &pdu).is_none(), "{what}: refused again");
        }
    }

    #[test]
    fn sets_are_read_to_the_end_where_more_are_counted() {
        let mut frame = frame(b"RDP\0", &[BITMAP], &[0; 4]);
        let count = frame.len() - 4 - BITMAP.len() - 4;
        frame[count] = 99;

        assert_eq!(seen(&frame).desktop, Some((1024, 768)));
    }

    #[test]
    fn set_with_a_wrong_length_is_not_guessed_at() {
        for broken in [&[8, 0, 3, 0, 1, 0][..], &[8, 0, 200, 0, 1, 0]] {
            let frame = frame(b"RDP\0", &[broken, BITMAP], &[0; 4]);

            assert_eq!(seen(&frame), DemandActive::default());
            assert!(simplified(&frame, &classify(&frame)).is_none());
        }
    }
}
