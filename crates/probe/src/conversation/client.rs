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
