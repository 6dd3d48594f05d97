//! Names what a server says, from the MCS connect on, by the cleartext of its frames alone.
//!
//! Before: the frames, cut out of the stream. After: one `ServerPdu` per frame, with the numbers as they came. Headers and
//! numbers are read here, since `ironrdp-pdu` refuses numbers it does not know, and those are what a report must show;
//! whole PDUs are read with that crate.

use std::borrow::Cow;

use ironrdp_core::{decode, encode_vec};
use ironrdp_pdu::fast_path::{FastPathHeader, FastPathUpdatePdu, Fragmentation, UpdateCode};
use ironrdp_pdu::mcs::McsMessage;
use ironrdp_pdu::rdp::capability_sets::CapabilitySet;
use ironrdp_pdu::rdp::headers::{CompressionFlags, ShareControlHeader, ShareControlPdu};
use ironrdp_pdu::rdp::server_redirection::{ServerRedirectionPdu, decode_server_redirection};
use ironrdp_pdu::x224::{X224, X224Data};
use wire::{Pdu, PeerText, PictureKind};

use super::fragments::{Fragment, Place};
use super::picture;
pub(crate) use super::server_pdu::{DemandActive, ServerPdu, Settings};
use crate::pdu::{u16_at, u32_at};

/// Says what a frame of the server is.
pub(crate) fn classify(frame: &[u8]) -> ServerPdu {
    match frame {
        [first, ..] if first & 0b11 == 0 => fast_path(frame),
        [_, _, _, _, _, 0xf0, _, 0x7f, 0x66, ..] => connect_response(frame),
        // PER: the choice disconnectProviderUltimatum (8) in six bits, then the reason in three.
        [_, _, _, _, _, 0xf0, _, high, low, ..] if high >> 2 == 8 => ServerPdu::Ultimatum {
            reason: ((high & 0b11) << 1) | (low >> 7),
        },
        [_, _, _, _, _, 0xf0, _, head, result, rest @ ..]
            if matches!(*head >> 2, ATTACH_USER_CONFIRM | CHANNEL_JOIN_CONFIRM) && per_result(*head, *result) != 0 =>
        {
            refusal(*head, per_result(*head, *result), rest)
        }
        // Without its optional half: who was attached.
        [_, _, _, _, _, 0xf0, _, head, _] if head >> 2 == ATTACH_USER_CONFIRM => {
            ServerPdu::AttachUserConfirm { result: 0, user: None }
        }
        _ => match decode::<X224<McsMessage<'_>>>(frame) {
            Ok(X224(message)) => mcs(message),
            Err(_) => ServerPdu::Other(Pdu::Unreadable),
        },
    }
}

/// Whether `frame` travels on `channel`.
pub(crate) fn is_on_channel(frame: &[u8], channel: u16) -> bool {
    matches!(
        decode::<X224<McsMessage<'_>>>(frame),
        Ok(X224(McsMessage::SendDataIndication(data))) if data.channel_id == channel
    )
}

fn connect_response(frame: &[u8]) -> ServerPdu {
    let data = decode::<X224<X224Data<'_>>>(frame)
        .map(|X224(data)| data.data)
        .unwrap_or(Cow::Borrowed(&[]));
    // The result is the first element behind the application tag and its length: ENUMERATED, one octet.
    let result = data
        .windows(3)
        .take(8)
        .find(|window| matches!(window, [0x0a, 0x01, _]))
        .and_then(|window| window.last());
    ServerPdu::ConnectResponse {
        result: result.copied().unwrap_or_default(),
        settings: super::settings::read(&data).map(Box::new),
    }
}

fn mcs(message: McsMessage<'_>) -> ServerPdu {
    match message {
        McsMessage::AttachUserConfirm(confirm) => ServerPdu::AttachUserConfirm {
            result: confirm.result,
            user: Some(confirm.initiator_id),
        },
        McsMessage::ChannelJoinConfirm(confirm) => ServerPdu::ChannelJoinConfirm {
            channel: confirm.requested_channel_id,
            result: confirm.result,
        },
        McsMessage::SendDataIndication(data) => user_data(&data.user_data),
        McsMessage::ErectDomainRequest(_)
        | McsMessage::AttachUserRequest(_)
        | McsMessage::ChannelJoinRequest(_)
        | McsMessage::SendDataRequest(_) => ServerPdu::Other(Pdu::McsRequest),
        McsMessage::DisconnectProviderUltimatum(_) => ServerPdu::Other(Pdu::DisconnectUltimatum),
    }
}

/// A confirm that does not admit, whose optional fields mostly are missing. `rest` stands behind the result: who asked,
/// and in a Channel Join Confirm for what.
fn refusal(head: u8, result: u8, rest: &[u8]) -> ServerPdu {
    let number = |at| rest.get(at..).and_then(|bytes| bytes.first_chunk().copied());
    let number = |at| number(at).map(u16::from_be_bytes).unwrap_or_default();
    if head >> 2 == CHANNEL_JOIN_CONFIRM {
        let channel = number(2);
        return ServerPdu::ChannelJoinConfirm { channel, result };
    }
    ServerPdu::AttachUserConfirm { result, user: None }
}

/// The result of a confirm. In PER (X.691) its four bits begin with the last bit of the choice's byte; some servers write
/// a whole byte instead, whose upper bits are then zero.
fn per_result(head: u8, byte: u8) -> u8 {
    match byte {
        0x01..=0x0f => byte,
        0 | 0x10.. => ((head & 1) << 3) | (byte >> 5),
    }
}

/// Inside a Send Data Indication stands either a basic security header (whose high half is zero) or a share control
/// header (whose second word holds the type), [MS-RDPBCGR] 2.2.8.1.1.
fn user_data(data: &[u8]) -> ServerPdu {
    if let Ok(Some(redirection)) = decode_server_redirection(data) {
        if redirection.is_informational() {
            return ServerPdu::Other(Pdu::InformationalRedirection);
        }
        return ServerPdu::Redirection {
            target: redirection_target(&redirection),
        };
    }
    let (Some(first), Some(second)) = (u16_at(data, 0), u16_at(data, 2)) else {
        return ServerPdu::Other(Pdu::Empty);
    };
    // xrdp leaves a length in the high half of its licensing messages' security header. A share control header begins
    // with the PDU's own length, which tells the two apart.
    let own_length = usize::from(first) == data.len();
    if second == 0 || (first & SEC_LICENSE_PKT != 0 && !own_length) {
        return security(first, data);
    }
    match second & 0x0f {
        0x1 => demand_active(data),
        0x6 => ServerPdu::DeactivateAll,
        0x7 => share_data(data),
        0xa => ServerPdu::Redirection {
            target: PeerText::default(),
        },
        _ => ServerPdu::Other(Pdu::ShareControl),
    }
}

fn security(flags: u16, data: &[u8]) -> ServerPdu {
    if flags & SEC_LICENSE_PKT != 0 {
        let message = data.get(4).copied().unwrap_or_default();
        let error = u32_at(data, 8)
            .zip(u32_at(data, 12))
            .filter(|_| message == LICENSE_ERROR_ALERT);
        return ServerPdu::License { message, error };
    }
    if flags & SEC_AUTODETECT_REQ != 0 {
        return ServerPdu::AutoDetect;
    }
    ServerPdu::Other(Pdu::SecurityHeader)
}

fn demand_active(data: &[u8]) -> ServerPdu {
    let Ok(ShareControlHeader {
        share_control_pdu: ShareControlPdu::ServerDemandActive(demand),
        ..
    }) = decode::<ShareControlHeader>(&super::capabilities::readable(data))
    else {
        return ServerPdu::DemandActive(Box::default());
    };
    let mut seen = DemandActive {
        sets: u16::try_from(demand.pdu.capability_sets.len()).unwrap_or(u16::MAX),
        ..DemandActive::default()
    };
    for set in &demand.pdu.capability_sets {
        if let CapabilitySet::Bitmap(bitmap) = set {
            seen.desktop = Some((bitmap.desktop_width, bitmap.desktop_height));
            seen.color_depth = Some(bitmap.pref_bits_per_pix);
        }
        if let CapabilitySet::General(general) = set {
            // The crate keeps the number to itself; it is the first field of the set on the wire.
            seen.os_major = encode_vec(general).ok().and_then(|set| u16_at(&set, 0));
        }
    }
    ServerPdu::DemandActive(Box::new(seen))
}

/// Behind the share control header (6 bytes) and the share id (4): padding, stream, length, and the type at 14; the body
/// follows the compression fields at 18, [MS-RDPBCGR] 2.2.8.1.1.1.2.
fn share_data(data: &[u8]) -> ServerPdu {
    let body = data.get(18..).unwrap_or_default();
    match data.get(14) {
        Some(0x02) => slow_path_update(body),
        Some(0x14) => ServerPdu::Finalization(Pdu::Control),
        Some(0x1f) => ServerPdu::Finalization(Pdu::Synchronize),
        Some(0x26) => super::session_info::read(body),
        Some(0x28) => ServerPdu::Finalization(Pdu::FontMap),
        Some(0x2f) => ServerPdu::ErrorInfo {
            code: u32_at(body, 0).unwrap_or_default(),
        },
        Some(0x37) => ServerPdu::Finalization(Pdu::MonitorLayout),
        Some(0x1b) => ServerPdu::Other(Pdu::PointerUpdate),
        _ => ServerPdu::Other(Pdu::ShareData),
    }
}

/// An update in slow-path form, [MS-RDPBCGR] 2.2.9.1.1.3. Its orders have four bytes of padding more than in fast-path form.
fn slow_path_update(body: &[u8]) -> ServerPdu {
    let (kind, drawn) = match u16_at(body, 0) {
        Some(0) => {
            let count = body.get(4..6).unwrap_or_default();
            let orders = body.get(8..).unwrap_or_default();
            (PictureKind::Orders, Cow::Owned([count, orders].concat()))
        }
        Some(1) => (PictureKind::Bitmap, Cow::Borrowed(body)),
        _ => return ServerPdu::Other(Pdu::Update),
    };
    if picture::draws(kind, &drawn) {
        ServerPdu::Picture(kind)
    } else {
        ServerPdu::Other(ServerPdu::Picture(kind).name())
    }
}

fn redirection_target(redirection: &ServerRedirectionPdu) -> PeerText {
    let fields = [
        &redirection.target_fqdn,
        &redirection.target_net_address,
        &redirection.target_netbios_name,
    ];
    fields
        .into_iter()
        .flatten()
        .next()
        .map(|text| PeerText::from(text.as_str()))
        .unwrap_or_default()
}

/// Fast-path output with one update, [MS-RDPBCGR] 2.2.9.1.2.
fn fast_path(frame: &[u8]) -> ServerPdu {
    let mut cursor = ironrdp_core::ReadCursor::new(frame);
    let header = ironrdp_core::decode_cursor::<FastPathHeader>(&mut cursor);
    let first = header.and_then(|_| ironrdp_core::decode_cursor::<FastPathUpdatePdu<'_>>(&mut cursor));
    first.map_or(ServerPdu::Other(Pdu::FastPath), |first| update(&first))
}

/// One update of a fast-path PDU, [MS-RDPBCGR] 2.2.9.1.2.1.
pub(crate) fn update(update: &FastPathUpdatePdu<'_>) -> ServerPdu {
    let kind = match update.update_code {
        UpdateCode::Orders => PictureKind::Orders,
        UpdateCode::Bitmap => PictureKind::Bitmap,
        UpdateCode::SurfaceCommands => PictureKind::Surface,
        UpdateCode::Palette
        | UpdateCode::Synchronize
        | UpdateCode::HiddenPointer
        | UpdateCode::DefaultPointer
        | UpdateCode::PositionPointer
        | UpdateCode::ColorPointer
        | UpdateCode::CachedPointer
        | UpdateCode::NewPointer
        | UpdateCode::LargePointer => return ServerPdu::Other(Pdu::FastPathUpdate),
    };
    let compressed = matches!(update.compression_flags, Some(flags) if flags.contains(CompressionFlags::COMPRESSED));
    let place = match update.fragmentation {
        Fragmentation::Single => None,
        Fragmentation::First => Some(Place::First),
        Fragmentation::Next => Some(Place::Next),
        Fragmentation::Last => Some(Place::Last),
    };
    if let Some(place) = place {
        return ServerPdu::Fragment(Fragment {
            kind,
            place,
            compressed,
            data: update.data.to_vec(),
        });
    }
    // Nobody compresses for a client that does not ask for it.
    if compressed || picture::draws(kind, update.data) {
        ServerPdu::Picture(kind)
    } else {
        ServerPdu::Other(ServerPdu::Picture(kind).name())
    }
}

/// Choices of a DomainMCSPDU, T.125.
const ATTACH_USER_CONFIRM: u8 = 11;
const CHANNEL_JOIN_CONFIRM: u8 = 15;
pub(crate) const SEC_LICENSE_PKT: u16 = 0x0080;
const SEC_AUTODETECT_REQ: u16 = 0x1000;
const LICENSE_ERROR_ALERT: u8 = 0xff;

#[cfg(test)]
mod tests {
    use super::*;

    /// A rectangle of one pixel, [MS-RDPBCGR] 2.2.9.1.1.3.1.2.2.
    const PIXEL: [u8; 20] = [0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 1, 0, 16, 0, 0, 0, 2, 0, 0xff, 0xff];

    /// A Send Data Indication on the I/O channel, as servers send it.
    fn indication(data: &[u8]) -> Vec<u8> {
        let mut mcs = vec![0x68, 0x00, 0x01, 0x03, 0xeb, 0x70];
        let length = u16::try_from(data.len()).unwrap();
        mcs.extend_from_slice(&(length | 0x8000).to_be_bytes());
        mcs.extend_from_slice(data);
        x224(&mcs)
    }

    fn x224(mcs: &[u8]) -> Vec<u8> {
        let mut frame = vec![3, 0];
        frame.extend_from_slice(&u16::try_from(mcs.len() + 7).unwrap().to_be_bytes());
        frame.extend_from_slice(&[2, 0xf0, 0x80]);
        frame.extend_from_slice(mcs);
        frame
    }

    /// A share data PDU of `kind`, [MS-RDPBCGR] 2.2.8.1.1.1.2.
    fn share_data_pdu(kind: u8, body: &[u8]) -> Vec<u8> {
        let length = u16::try_from(18 + body.len()).unwrap();
        let mut data = length.to_le_bytes().to_vec();
        data.extend_from_slice(&[0x17, 0, 0xea, 3]); // PDUTYPE_DATAPDU, pduSource
        data.extend_from_slice(&[0xea, 3, 1, 0, 0, 1]); // shareId, padding, streamId
        data.extend_from_slice(&length.to_le_bytes());
        data.extend_from_slice(&[kind, 0, 0, 0]);
        data.extend_from_slice(body);
        indication(&data)
    }

    #[test]
    fn set_error_info_is_read_with_numbers_that_no_table_knows() {
        for code in [0_u32, 4, 0x19, 0x1a, 0x8007_0079] {
            let frame = share_data_pdu(0x2f, &code.to_le_bytes());

            assert_eq!(classify(&frame), ServerPdu::ErrorInfo { code });
        }
    }

    #[test]
    fn ultimatum_is_read_with_every_reason() {
        for reason in 0..8 {
            let frame = x224(&[0x20 | (reason >> 1), reason << 7]);

            assert_eq!(classify(&frame), ServerPdu::Ultimatum { reason });
        }
    }

    #[test]
    fn licensing_is_told_apart_although_xrdp_fills_the_high_flags() {
        // The heads of xrdp's License Request and of a Windows server's valid-client message.
        let mut request = vec![0x80, 0x00, 0x3e, 0x01, 0x01, 0x02, 0x3e, 0x01];
        request.resize(322, 0x11);
        let valid = [0x80, 0, 0, 0, 0xff, 3, 16, 0, 7, 0, 0, 0, 2, 0, 0, 0, 4, 0, 0, 0];

        assert_eq!(
            classify(&indication(&request)),
            ServerPdu::License {
                message: 1,
                error: None
            }
        );
        assert_eq!(
            classify(&indication(&valid)),
            ServerPdu::License {
                message: 0xff,
                error: Some((7, 2))
            }
        );
    }

    #[test]
    fn share_control_pdu_whose_length_looks_like_a_licensing_flag_is_none() {
        let mut deactivate = vec![0x80, 0x00, 0x16, 0x00, 0xea, 0x03];
        deactivate.resize(0x80, 0);

        assert_eq!(classify(&indication(&deactivate)), ServerPdu::DeactivateAll);
    }

    #[test]
    fn logon_errors_are_found_behind_a_reconnect_cookie() {
        let mut extended = 3_u32.to_le_bytes().to_vec();
        extended.extend_from_slice(&[0, 0]); // Length
        extended.extend_from_slice(&3_u32.to_le_bytes()); // cookie and logon errors
        extended.extend_from_slice(&28_u32.to_le_bytes());
        extended.extend_from_slice(&[0x55; 28]);
        extended.extend_from_slice(&8_u32.to_le_bytes());
        extended.extend_from_slice(&2_u32.to_le_bytes()); // LOGON_FAILED_OTHER
        extended.extend_from_slice(&0xc000_006d_u32.to_le_bytes());

        assert_eq!(
            classify(&share_data_pdu(0x26, &extended)),
            ServerPdu::LogonError {
                notification: 2,
                data: 0xc000_006d
            }
        );
    }

    #[test]
    fn refusals_of_users_and_channels_are_read_as_per_writes_them_and_as_servers_do() {
        // rt-too-many-users (13) and rt-unspecified-failure (14), without their optional fields; then in a whole byte.
        assert_eq!(
            classify(&x224(&[0x2d, 0xa0])),
            ServerPdu::AttachUserConfirm { result: 13, user: None }
        );
        assert_eq!(
            classify(&x224(&[0x3d, 0xc0, 0, 3, 3, 0xeb])),
            ServerPdu::ChannelJoinConfirm {
                channel: 1003,
                result: 14
            }
        );
        assert_eq!(
            classify(&x224(&[0x3e, 14, 0, 3, 3, 0xeb, 3, 0xeb])),
            ServerPdu::ChannelJoinConfirm {
                channel: 1003,
                result: 14
            }
        );
        assert_eq!(
            classify(&x224(&[0x2e, 0, 0, 3])),
            ServerPdu::AttachUserConfirm {
                result: 0,
                user: Some(1004)
            }
        );
        assert_eq!(
            classify(&x224(&[0x2c, 0])),
            ServerPdu::AttachUserConfirm { result: 0, user: None }
        );
    }

    #[test]
    fn pictures_are_told_in_both_forms() {
        assert_eq!(
            classify(&share_data_pdu(0x02, &[&[1, 0, 1, 0][..], &PIXEL].concat())),
            ServerPdu::Picture(PictureKind::Bitmap)
        );
        assert_eq!(
            classify(&share_data_pdu(0x02, &[0, 0, 0, 0, 1, 0, 0, 0, 0x09, 0x0a])),
            ServerPdu::Picture(PictureKind::Orders)
        );
        let fast_path = [&[0x00, 0x1e, 0x01, 0x18, 0x00, 1, 0, 1, 0][..], &PIXEL].concat();
        assert_eq!(classify(&fast_path), ServerPdu::Picture(PictureKind::Bitmap));
        let empty = [0x00, 0x09, 0x01, 0x04, 0x00, 1, 0, 0, 0];
        assert_eq!(classify(&empty), ServerPdu::Other(Pdu::BitmapUpdate));
    }

    #[test]
    fn refused_connect_keeps_the_result() {
        let refused = x224(&[
            0x7f, 0x66, 0x0b, 0x0a, 0x01, 0x0e, 0x02, 0x01, 0x00, 0x30, 0x00, 0x04, 0x00,
        ]);

        assert_eq!(
            classify(&refused),
            ServerPdu::ConnectResponse {
                result: 14,
                settings: None
            }
        );
    }

    #[test]
    fn every_prefix_of_a_frame_is_named_without_panic() {
        let frames = [
            share_data_pdu(0x26, &[3; 60]),
            indication(&[0x80, 0, 0, 0, 0xff, 3, 16, 0, 7, 0, 0, 0]),
            x224(&[0x7f, 0x66, 0x0b, 0x0a, 0x01]),
        ];
        for frame in frames {
            for end in 0..frame.len() {
                let seen = classify(&frame[..end]);

                assert_ne!(seen.name(), Pdu::Unnamed);
            }
        }
    }
}
