//! Names what the client says, by its cleartext.

use ironrdp_core::decode;
use ironrdp_pdu::mcs::McsMessage;
use ironrdp_pdu::x224::X224;
use wire::Stage;

use super::SEC_LICENSE_PKT;
use crate::pdu::u16_at;

/// Names a frame that the client sends, and the stage that it belongs to.
pub(crate) fn name(frame: &[u8]) -> Option<(Stage, &'static str)> {
    if let [_, _, _, _, _, 0xf0, _, 0x7f, 0x65, ..] = frame {
        return Some((Stage::Settings, "MCS Connect Initial"));
    }
    let length = ironrdp_pdu::find_size(frame).ok()??.length;
    let X224(message) = decode::<X224<McsMessage<'_>>>(frame.get(..length)?).ok()?;
    match message {
        McsMessage::ErectDomainRequest(_) => Some((Stage::Channels, "MCS Erect Domain Request")),
        McsMessage::AttachUserRequest(_) => Some((Stage::Channels, "MCS Attach User Request")),
        McsMessage::ChannelJoinRequest(_) => Some((Stage::Channels, "MCS Channel Join Request")),
        McsMessage::SendDataRequest(data) => name_data(&data.user_data),
        McsMessage::AttachUserConfirm(_)
        | McsMessage::ChannelJoinConfirm(_)
        | McsMessage::SendDataIndication(_)
        | McsMessage::DisconnectProviderUltimatum(_) => None,
    }
}

fn name_data(data: &[u8]) -> Option<(Stage, &'static str)> {
    let (first, second) = (u16_at(data, 0)?, u16_at(data, 2)?);
    if second == 0 {
        return Some(if first & SEC_INFO_PKT != 0 {
            (Stage::Logon, "Client Info")
        } else if first & SEC_LICENSE_PKT != 0 {
            (Stage::License, "Licensing message")
        } else {
            (Stage::Logon, "Auto-Detect Response")
        });
    }
    match (second & 0x0f, data.get(14)) {
        (0x3, _) => Some((Stage::Capabilities, "Confirm Active")),
        (0x7, Some(0x14)) => Some((Stage::Finalize, "Control")),
        (0x7, Some(0x1f)) => Some((Stage::Finalize, "Synchronize")),
        (0x7, Some(0x27)) => Some((Stage::Finalize, "Font List")),
        _ => None,
    }
}

const SEC_INFO_PKT: u16 = 0x0040;
