//! The part of a gateway that speaks as [MS-TSGU] says: HTTP with NTLM, WebSocket, and the packets of the tunnel.

use data_encoding::BASE64;
use tokio_tungstenite::tungstenite::handshake::derive_accept_key;

use super::{Player, Progress};
use crate::pdu;

impl Player {
    pub(super) fn ask_for_ntlm(&mut self) -> Progress {
        if self.take_head().is_none() {
            return Progress::Waiting;
        }
        let challenge = pdu::ntlm_challenge(&pdu::Computer::default(), self.time_of_day.now());
        let token = BASE64.encode(&challenge);
        let head = format!("HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: NTLM {token}\r\nContent-Length: 0\r\n\r\n");
        self.send(head.as_bytes())
    }

    pub(super) fn upgrade(&mut self) -> Progress {
        let Some(head) = self.take_head() else {
            return Progress::Waiting;
        };
        let key = head.lines().find_map(|line| {
            let (name, value) = line.split_once(':')?;
            name.eq_ignore_ascii_case("sec-websocket-key").then(|| value.trim())
        });
        let accept = derive_accept_key(key.unwrap_or_default().as_bytes());
        let head = format!(
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
             Sec-WebSocket-Accept: {accept}\r\n\r\n"
        );
        self.send(head.as_bytes())
    }

    fn take_head(&mut self) -> Option<String> {
        let length = head_length(&self.inbox)?;
        let head: Vec<u8> = self.inbox.drain(..length).collect();
        Some(String::from_utf8_lossy(&head).into_owned())
    }
}

/// The length of an HTTP head with the empty line behind it.
pub(super) fn head_length(bytes: &[u8]) -> Option<usize> {
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n")?;
    Some(end + 4)
}

/// The length of a client's frame, which is always masked, RFC 6455 5.2; of those below 64 KiB.
pub(super) fn frame_length(bytes: &[u8]) -> Option<usize> {
    match bytes {
        [_, length, high, low, ..] if length & 0x7f == 126 => Some(8 + usize::from(u16::from_be_bytes([*high, *low]))),
        [_, length, ..] => Some(6 + usize::from(length & 0x7f)),
        _ => None,
    }
}

/// HTTP_PACKET_HEADER and what it heads, in one frame of a server; of those below 126 bytes.
pub(super) fn tunnel_packet(kind: u16, body: &[u8]) -> Vec<u8> {
    let length = u8::try_from(8 + body.len()).expect("a short packet");
    let mut frame = vec![0x82, length];
    frame.extend(kind.to_le_bytes());
    frame.extend([0, 0]);
    frame.extend(u32::from(length).to_le_bytes());
    frame.extend(body);
    frame
}
