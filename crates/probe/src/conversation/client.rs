//! Names what the client says, by its cleartext.

use ironrdp_core::decode;
use ironrdp_pdu::mcs::McsMessage;
use ironrdp_pdu::x224::X224;
use wire::{Pdu, Stage};

use super::server::SEC_LICENSE_PKT;
use crate::pdu::u16_at;

/// Names a frame that the client sends, and the stage that it belongs to.
pub(crate) fn classify(frame: &[u8]) -> Option<(Stage, Pdu)> {
    if let [_, _, _, _, _, 0xf0, _, 0x7f, 0x65, ..] = frame {
        return Some((Stage::Settings, Pdu::ConnectInitial));
    }
    let length = ironrdp_pdu::find_size(frame).ok()??.length;
    let X224(message) = decode::<X224<McsMessage<'_>>>(frame.get(..length)?).ok()?;
    match message {
        McsMessage::ErectDomainRequest(_) => Some((Stage::Channels, Pdu::ErectDomainRequest)),
        McsMessage::AttachUserRequest(_) => Some((Stage::Channels, Pdu::AttachUserRequest)),
        McsMessage::ChannelJoinRequest(_) => Some((Stage::Channels, Pdu::ChannelJoinRequest)),
        McsMessage::SendDataRequest(data) => name_data(&data.user_data),
        McsMessage::AttachUserConfirm(_)
        | McsMessage::ChannelJoinConfirm(_)
        | McsMessage::SendDataIndication(_)
        | McsMessage::DisconnectProviderUltimatum(_) => None,
    }
}

/// The channel that a Channel Join Request asks for.
pub(crate) fn channel_asked_for(frame: &[u8]) -> Option<u16> {
    let X224(message) = decode::<X224<McsMessage<'_>>>(frame).ok()?;
    if let McsMessage::ChannelJoinRequest(request) = message {
        Some(request.channel_id)
    } else {
        None
    }
}

/// Whether a Client Info PDU asks to be signed in with what it holds, and holds a name and a password.
pub(crate) fn asks_for_logon(frame: &[u8]) -> bool {
    // Behind the headers: code page, flags, and the lengths of domain, name and password.
    let info = match frame {
        [_, _, _, _, _, _, _, _, _, _, _, _, _, length, ..] => {
            frame.get(if length & 0x80 == 0 { 14 } else { 15 } + SECURITY_HEADER..)
        }
        _ => None,
    };
    let field = |at: usize| info.and_then(|info| u16_at(info, at)).unwrap_or_default();
    field(4) & INFO_AUTOLOGON != 0 && field(10) > 0 && field(12) > 0
}

fn name_data(data: &[u8]) -> Option<(Stage, Pdu)> {
    let (first, second) = (u16_at(data, 0)?, u16_at(data, 2)?);
    if second == 0 {
        return Some(if first & SEC_INFO_PKT != 0 {
            (Stage::Logon, Pdu::ClientInfo)
        } else if first & SEC_LICENSE_PKT != 0 {
            (Stage::License, Pdu::LicensingMessage)
        } else {
            (Stage::Logon, Pdu::AutoDetectResponse)
        });
    }
    match (second & 0x0f, data.get(14)) {
        (0x3, _) => Some((Stage::Capabilities, Pdu::ConfirmActive)),
        (0x7, Some(0x14)) => Some((Stage::Finalize, Pdu::Control)),
        (0x7, Some(0x1f)) => Some((Stage::Finalize, Pdu::Synchronize)),
        (0x7, Some(0x27)) => Some((Stage::Finalize, Pdu::FontList)),
        _ => None,
    }
}

const SEC_INFO_PKT: u16 = 0x0040;
const INFO_AUTOLOGON: u16 = 0x0008;
const SECURITY_HEADER: usize = 4;
