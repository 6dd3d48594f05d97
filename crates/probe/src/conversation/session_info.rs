//! Save Session Info: who is logged on, or why not.

use wire::{Pdu, PeerText};

use super::server_pdu::ServerPdu;
use crate::pdu::u32_at;

/// Save Session Info, [MS-RDPBCGR] 2.2.10.1.1.
pub(super) fn read(body: &[u8]) -> ServerPdu {
    match u32_at(body, 0) {
        // Logon Info Version 1: domain (4 + 52 bytes), then the user's length and name.
        Some(0) => ServerPdu::LoggedOn {
            user: utf16(body.get(64..).unwrap_or_default()),
        },
        // Logon Info Extended: length, fields, then per field a length and its data.
        Some(3) => logon_extended(body).unwrap_or(ServerPdu::Other(Pdu::SaveSessionInfo)),
        _ => ServerPdu::LoggedOn {
            user: PeerText::default(),
        },
    }
}

fn logon_extended(body: &[u8]) -> Option<ServerPdu> {
    let fields = u32_at(body, 6)?;
    let mut offset = 10;
    if fields & LOGON_EX_AUTORECONNECTCOOKIE != 0 {
        offset += 4 + usize::try_from(u32_at(body, offset)?).ok()?;
    }
    if fields & LOGON_EX_LOGONERRORS == 0 {
        return None;
    }
    Some(ServerPdu::LogonError {
        notification: u32_at(body, offset + 4)?,
        data: u32_at(body, offset + 8)?,
    })
}

fn utf16(bytes: &[u8]) -> PeerText {
    let (pairs, _) = bytes.as_chunks::<2>();
    let units = pairs
        .iter()
        .map(|pair| u16::from_le_bytes(*pair))
        .take_while(|unit| *unit != 0);
    let text: String = char::decode_utf16(units)
        .map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER))
        .collect();
    PeerText::from(text)
}

const LOGON_EX_AUTORECONNECTCOOKIE: u32 = 1;
const LOGON_EX_LOGONERRORS: u32 = 2;
