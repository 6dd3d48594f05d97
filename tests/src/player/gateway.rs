//! The part of a gateway that speaks as [MS-TSGU] says: HTTP with NTLM, WebSocket, and the packets of the tunnel.

use data_encoding::BASE64;
use sha2::{Digest as _, Sha256};
use sspi::{
    AuthIdentity, BufferType, CredentialUse, DataRepresentation, Ntlm, SecurityBuffer, SecurityStatus,
    ServerRequestFlags, Sspi as _, SspiImpl as _, Username,
};
use tokio_tungstenite::tungstenite::handshake::derive_accept_key;

use super::frames::{frame_length, head_length, tunnel_packet};
use super::{Act, PASSWORD, Player, Progress, USER};
use crate::pdu;
use crate::scenario::Step;

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

    /// Answers requests until one comes with the password.
    pub(super) fn let_sign_in(&mut self) -> Progress {
        while let Some(head) = self.take_head() {
            let token = field(&head, "authorization").and_then(|value| {
                let (_, token) = value.split_once(' ')?;
                BASE64.decode(token.as_bytes()).ok()
            });
            let scheme = match token {
                None => "NTLM".to_owned(),
                Some(token) => match self.judge(token) {
                    Judged::Challenge(token) => format!("NTLM {}", BASE64.encode(&token)),
                    Judged::Accepted => return self.go_over(&head),
                    Judged::Refused => {
                        self.ntlm = None;
                        "NTLM".to_owned()
                    }
                },
            };
            self.send(UNAUTHORIZED.replace("{scheme}", &scheme).as_bytes());
        }
        Progress::Waiting
    }

    fn judge(&mut self, token: Vec<u8>) -> Judged {
        let identity = AuthIdentity {
            username: Username::new(USER, None).expect("a name"),
            password: PASSWORD.to_owned().into(),
        };
        let certificate = &self.certificate;
        let ntlm = self.ntlm.get_or_insert_with(|| {
            let mut ntlm = Ntlm::new();
            // Those of the suite are signed with SHA-256.
            let hash = Sha256::digest(certificate);
            ntlm.set_channel_bindings(&[b"tls-server-end-point:", hash.as_slice()].concat());
            Box::new(ntlm)
        });
        let acquired = ntlm
            .acquire_credentials_handle()
            .with_credential_use(CredentialUse::Inbound)
            .with_auth_data(&identity)
            .execute(&mut **ntlm);
        let mut handle = acquired.expect("an identity is enough").credentials_handle;
        let mut input = [SecurityBuffer::new(token, BufferType::Token)];
        let mut output = [SecurityBuffer::new(Vec::new(), BufferType::Token)];
        let builder = ntlm
            .accept_security_context()
            .with_credentials_handle(&mut handle)
            .with_context_requirements(ServerRequestFlags::ALLOCATE_MEMORY)
            .with_target_data_representation(DataRepresentation::Native)
            .with_input(&mut input)
            .with_output(&mut output);
        let accepted = ntlm
            .accept_security_context_impl(builder)
            .and_then(|mut accepted| accepted.resolve_to_result());
        match accepted.map(|accepted| accepted.status) {
            Ok(SecurityStatus::ContinueNeeded) => {
                let [SecurityBuffer { buffer, .. }] = output;
                Judged::Challenge(buffer)
            }
            Ok(_) if ntlm.complete_auth_token(&mut []).is_ok() => Judged::Accepted,
            Ok(_) | Err(_) => Judged::Refused,
        }
    }

    /// Passes on what goes through the channel, both ways.
    pub(super) fn carry(&mut self, steps: Vec<Step>) -> Progress {
        let mut computer = self
            .computer
            .take()
            .unwrap_or_else(|| Box::new(Self::new(steps, &self.names, self.time_of_day)));
        while let Some(length) = frame_length(&self.inbox).filter(|length| self.inbox.len() >= *length) {
            let frame: Vec<u8> = self.inbox.drain(..length).collect();
            if let Some(data) = data_of(&frame) {
                computer.receive(&data);
            }
        }
        let progress = loop {
            match computer.next_act() {
                Act::Send(bytes) => {
                    for piece in bytes.chunks(PIECE) {
                        let length = u16::try_from(piece.len()).expect("a short piece");
                        let body = [&length.to_le_bytes()[..], piece].concat();
                        self.send(&tunnel_packet(DATA, &body));
                    }
                }
                Act::Read => break Progress::Waiting,
                Act::Pause(length) => break Progress::Again(Act::Pause(length)),
                Act::Close | Act::Reset => {
                    self.send(&tunnel_packet(CLOSE_CHANNEL, &[0; 4]));
                    break Progress::Done;
                }
            }
        };
        self.computer = Some(computer);
        progress
    }

    pub(super) fn upgrade(&mut self) -> Progress {
        match self.take_head() {
            Some(head) => self.go_over(&head),
            None => Progress::Waiting,
        }
    }

    fn go_over(&mut self, head: &str) -> Progress {
        let key = field(head, "sec-websocket-key");
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

/// What a token of a client came to.
enum Judged {
    /// To be answered.
    Challenge(Vec<u8>),
    Accepted,
    Refused,
}

/// What stands in the data packet of a client's frame; nothing where it is another packet.
fn data_of(frame: &[u8]) -> Option<Vec<u8>> {
    let long = frame.get(1)? & 0x7f == 126;
    let (mask, masked) = frame.get(if long { 4 } else { 2 }..)?.split_first_chunk::<4>()?;
    let packet: Vec<u8> = masked
        .iter()
        .zip(mask.iter().cycle())
        .map(|(byte, mask)| byte ^ mask)
        .collect();
    let (header, body) = packet.split_first_chunk::<8>()?;
    let is_data = header.first_chunk() == Some(&DATA.to_le_bytes());
    is_data.then(|| body.get(2..).map(<[u8]>::to_vec)).flatten()
}

/// The value of a field in an HTTP head.
fn field<'a>(head: &'a str, wanted: &str) -> Option<&'a str> {
    head.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case(wanted).then(|| value.trim())
    })
}

/// With a page for people, as IIS has one.
const UNAUTHORIZED: &str = "HTTP/1.1 401 Unauthorized\r\nServer: Microsoft-IIS/10.0\r\nWWW-Authenticate: {scheme}\r\n\
     Content-Type: text/html\r\nContent-Length: 22\r\n\r\n<h1>Not signed in</h1>";
/// PKT_TYPE_DATA and PKT_TYPE_CLOSE_CHANNEL, [MS-TSGU] 2.2.5.3.3.
const DATA: u16 = 0x0a;
const CLOSE_CHANNEL: u16 = 0x10;
/// What a packet of the computer's words carries; frames are of 16 bits then.
const PIECE: usize = 4096;
