//! The part of a gateway that speaks as [MS-TSGU] says: HTTP with NTLM, WebSocket, and the packets of the tunnel.

use data_encoding::BASE64;
use tokio_tungstenite::tungstenite::handshake::derive_accept_key;

use super::frames::head_length;
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
