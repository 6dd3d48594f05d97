//! Names what a server says, from the MCS connect on, by the cleartext of its frames alone.
//!
//! Before: the frames, cut out of the stream. After: one `ServerPdu` per frame, with the numbers as they came. Headers and
//! numbers are read here, since `ironrdp-pdu` refuses numbers it does not know, and those are what a report must show;
//! whole PDUs are read with that crate.

use std::borrow::Cow;

use ironrdp_core::{decode, encode_vec};
use ironrdp_pdu::fast_path::{FastPathHeader, FastPathUpdatePdu, Fragmentation, UpdateCode};
use ironrdp_pdu::mcs::{ChannelJoinConfirm, McsMessage};
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
            channel: if confirm.result == 0 {
                confirm.channel_id
            } else {
                confirm.requested_channel_id
            },
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

/// A confirm that admits, for a reader that takes no other one: what it says besides the channel may be ignored
/// ([MS-RDPBCGR] 3.2.5.3.9).
pub(crate) fn confirmed(pdu: &ServerPdu) -> Option<Vec<u8>> {
    let ServerPdu::ChannelJoinConfirm { channel, result: 0 } = *pdu else {
        return None;
    };
    let confirm = ChannelJoinConfirm {
        result: 0,
        initiator_id: FIRST_USER,
        requested_channel_id: channel,
        channel_id: channel,
    };
    encode_vec(&X224(confirm)).ok()
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
/// T.125: the lowest number of a user.
const FIRST_USER: u16 = 1001;
pub(crate) const SEC_LICENSE_PKT: u16 = 0x0080;
const SEC_AUTODETECT_REQ: u16 = 0x1000;
const LICENSE_ERROR_ALERT: u8 = 0xff;

#[cfg(test)]
mod tests;
