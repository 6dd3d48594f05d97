//! A scripted server as a state machine that does no IO, so that a scenario can be played over sockets and in memory.
//!
//! ```text
//!   receive(bytes) -->  Player  --> next() = Send | Read | Pause | Close | Reset
//! ```
//!
//! The healthy parts come from `ironrdp-acceptor`, the server's half of IronRDP; what breaks comes from [`crate::pdu`].

use std::collections::VecDeque;
use std::io::{Read, Write};
use std::time::Duration;

use fixtures::clock::TimeOfDay;
use ironrdp_acceptor::Acceptor;
use ironrdp_acceptor::credssp::CredsspSequence;
use rustls::ServerConnection;
use sspi::Ntlm;
use sspi::credssp::TsRequest;

use crate::pdu;
use crate::scenario::{Healthy, Point, Step, TokenScript};

mod frames;
mod gateway;
mod serve;

pub use serve::{PASSWORD, USER};

/// What a scripted server wants to happen next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Act {
    /// These bytes go out.
    Send(Vec<u8>),
    /// Nothing before the client has sent more.
    Read,
    /// Nothing for so long, whatever the client sends.
    Pause(Duration),
    /// FIN; then the client is waited for.
    Close,
    /// RST.
    Reset,
}

/// One connection of a scripted server.
pub struct Player {
    steps: VecDeque<Step>,
    /// What the client has sent and no step has taken; the inside of TLS once that stands.
    inbox: Vec<u8>,
    outbox: Vec<u8>,
    /// The names that certificates are made for.
    names: Vec<String>,
    time_of_day: TimeOfDay,
    tls: Option<ServerConnection>,
    public_key: Vec<u8>,
    /// In DER.
    certificate: Vec<u8>,
    /// The gateway's half of a sign-in.
    ntlm: Option<Box<Ntlm>>,
    /// The computer behind a gateway.
    computer: Option<Box<Self>>,
    acceptor: Option<Acceptor>,
    credssp: Option<CredsspSequence<'static>>,
    hung_up: bool,
}

/// How far a step came.
enum Progress {
    Done,
    Waiting,
    Then(Act),
    /// The step is to be taken again after this act.
    Again(Act),
}

impl Player {
    /// A server for one connection to a computer with these names and this clock.
    pub fn new(steps: Vec<Step>, names: &[String], time_of_day: TimeOfDay) -> Self {
        Self {
            steps: steps.into(),
            inbox: Vec::new(),
            outbox: Vec::new(),
            names: names.to_vec(),
            time_of_day,
            tls: None,
            public_key: Vec::new(),
            certificate: Vec::new(),
            ntlm: None,
            computer: None,
            acceptor: None,
            credssp: None,
            hung_up: false,
        }
    }

    /// Takes bytes as they came over the wire.
    pub fn receive(&mut self, bytes: &[u8]) {
        if self.tls.is_some() {
            self.open(bytes);
        } else {
            self.inbox.extend_from_slice(bytes);
        }
    }

    /// What to do now; to be asked again after everything but [`Act::Read`], [`Act::Close`] and [`Act::Reset`].
    pub fn next_act(&mut self) -> Act {
        loop {
            if !self.outbox.is_empty() {
                return Act::Send(std::mem::take(&mut self.outbox));
            }
            if self.hung_up {
                return Act::Close;
            }
            let Some(step) = self.steps.front().cloned() else {
                return Act::Read;
            };
            match self.take(step) {
                Progress::Done => drop(self.steps.pop_front()),
                Progress::Waiting if self.outbox.is_empty() && !self.hung_up => return Act::Read,
                Progress::Waiting => {}
                Progress::Then(act) => {
                    self.steps.pop_front();
                    return act;
                }
                Progress::Again(act) => return act,
            }
        }
    }

    fn take(&mut self, step: Step) -> Progress {
        match step {
            Step::AwaitPacket => self.await_whole(tpkt_length),
            Step::AwaitRecord => self.await_whole(record_length),
            Step::AwaitToken => self.await_whole(|bytes| TsRequest::read_length(bytes).ok()),
            Step::AwaitHead => self.await_whole(frames::head_length),
            Step::NtlmHead => self.ask_for_ntlm(),
            Step::GatewaySignIn => self.let_sign_in(),
            Step::Upgrade => self.upgrade(),
            Step::AwaitFrame => self.await_whole(frames::frame_length),
            Step::Carry(steps) => self.carry(steps),
            Step::TunnelPacket { kind, hex } => self.send(&frames::tunnel_packet(kind, &bytes_of(&hex))),
            Step::Tls(certificate) => {
                let stands = self.secure(Healthy {
                    certificate,
                    ..Healthy::until(Point::Token)
                });
                if stands { Progress::Done } else { Progress::Waiting }
            }
            Step::PauseMs(millis) => Progress::Then(Act::Pause(Duration::from_millis(millis))),
            Step::Text(text) => self.send(text.as_bytes()),
            Step::Hex(digits) => self.send(&bytes_of(&digits)),
            Step::Flood { byte, length } => self.flood(byte, length),
            Step::Repeat { hex, times } => self.repeat(hex, times),
            Step::Drip { hex, every_ms } => self.drip(&hex, every_ms),
            Step::Confirm { protocol, flags } => self.send(&pdu::confirm(protocol, flags)),
            Step::ConfirmWithoutData => self.send(&pdu::confirm_without_data()),
            Step::NegotiationFailure(code) => self.send(&pdu::negotiation_failure(code)),
            Step::DisconnectRequest(reason) => self.send(&pdu::disconnect_request(reason)),
            Step::Alert(code) => self.send(&pdu::tls_alert(code)),
            Step::AlertInside => {
                if let Some(tls) = &mut self.tls {
                    // An error is what is wanted of it; the alert goes out with it.
                    let _ = tls.read_tls(&mut FORGED_RECORD.as_slice());
                    let _ = tls.process_new_packets();
                }
                self.flush_tls();
                Progress::Done
            }
            Step::OnlyTls(version) => self.answer_hello(version),
            Step::Serve(healthy) => self.serve(healthy),
            Step::Challenge {
                form,
                version,
                computer,
            } => self.challenge(form, version, &computer),
            Step::CredsspStatus(status) => self.send(&pdu::ts_error(6, status)),
            Step::McsRefusal(result) => self.send(&pdu::mcs_refusal(result)),
            Step::Ultimatum(reason) => self.send(&pdu::ultimatum(reason)),
            Step::ErrorInfo(code) => self.send(&pdu::error_info(code)),
            Step::AttachUserRefusal(result) => self.send(&pdu::attach_user_refusal(result)),
            Step::ConnectResponse {
                method,
                level,
                certificate,
                message_channel,
            } => self.send(&pdu::connect_response(method, level, certificate, message_channel)),
            Step::AttachUserConfirm => self.send(&pdu::attach_user_confirm()),
            Step::ChannelJoinRefusal(result) => self.answer_join(|request| pdu::channel_join_refusal(request, result)),
            Step::ChannelJoinConfirm(channel) => {
                self.answer_join(|request| pdu::channel_join_confirm(request, channel))
            }
            Step::LicenseRequest => self.send(&pdu::license_request()),
            Step::LicenseError { code, transition } => self.send(&pdu::license_error(code, transition)),
            Step::LogonError { notification, data } => self.send(&pdu::logon_error(notification, data)),
            Step::Redirection(target) => self.send(&pdu::redirection(&target)),
            Step::Reactivate(times) => self.reactivate(times),
            Step::Picture => self.send(&pdu::picture()),
            Step::Close => {
                if let Some(tls) = &mut self.tls {
                    tls.send_close_notify();
                }
                self.flush_tls();
                self.hung_up = true;
                Progress::Done
            }
            Step::Fin => {
                self.hung_up = true;
                Progress::Done
            }
            Step::Reset => Progress::Then(Act::Reset),
        }
    }

    fn await_whole(&mut self, length: impl Fn(&[u8]) -> Option<usize>) -> Progress {
        match length(&self.inbox) {
            Some(length) if self.inbox.len() >= length => {
                self.inbox.drain(..length);
                Progress::Done
            }
            Some(_) | None => Progress::Waiting,
        }
    }

    fn answer_join(&mut self, answer: impl Fn(&[u8]) -> Vec<u8>) -> Progress {
        let Some(length) = tpkt_length(&self.inbox).filter(|length| self.inbox.len() >= *length) else {
            return Progress::Waiting;
        };
        let request: Vec<u8> = self.inbox.drain(..length).collect();
        self.send(&answer(&request))
    }

    fn drip(&mut self, digits: &str, every_ms: u64) -> Progress {
        let mut bytes = bytes_of(digits).into_iter();
        let Some(first) = bytes.next() else {
            return Progress::Done;
        };
        let rest = bytes.map(|byte| format!("{byte:02x}")).collect();
        if let Some(step) = self.steps.front_mut() {
            *step = Step::Drip { hex: rest, every_ms };
        }
        self.steps.push_front(Step::PauseMs(every_ms));
        self.send(&[first]);
        Progress::Again(Act::Send(std::mem::take(&mut self.outbox)))
    }

    fn flood(&mut self, byte: u8, length: u32) -> Progress {
        let piece = length.min(FLOOD_PIECE);
        if piece == 0 {
            return Progress::Done;
        }
        if let Some(step) = self.steps.front_mut() {
            *step = Step::Flood {
                byte,
                length: length - piece,
            };
        }
        self.send(&vec![byte; usize::try_from(piece).expect("a small piece")]);
        Progress::Again(Act::Send(std::mem::take(&mut self.outbox)))
    }

    fn repeat(&mut self, digits: String, times: u32) -> Progress {
        if times == 0 {
            return Progress::Done;
        }
        let one = bytes_of(&digits);
        let length = u32::try_from(one.len()).expect("scripted messages are short");
        let now = times.min((FLOOD_PIECE / length).max(1));
        if let Some(step) = self.steps.front_mut() {
            *step = Step::Repeat {
                hex: digits,
                times: times - now,
            };
        }
        self.send(&one.repeat(usize::try_from(now).expect("a small piece")));
        Progress::Again(Act::Send(std::mem::take(&mut self.outbox)))
    }

    fn answer_hello(&mut self, version: u16) -> Progress {
        let Some(length) = record_length(&self.inbox).filter(|length| self.inbox.len() >= *length) else {
            return Progress::Waiting;
        };
        let hello: Vec<u8> = self.inbox.drain(..length).collect();
        if !pdu::offers_version(&hello, version) {
            return self.send(&pdu::tls_alert(PROTOCOL_VERSION));
        }
        if !pdu::offers_cipher(&hello, RSA_WITH_AES_128_CBC_SHA) {
            return self.send(&pdu::tls_alert(HANDSHAKE_FAILURE));
        }
        self.send(&pdu::server_hello(version, RSA_WITH_AES_128_CBC_SHA))
    }

    fn challenge(&mut self, form: TokenScript, version: u8, computer: &pdu::Computer) -> Progress {
        let length = TsRequest::read_length(self.inbox.as_slice()).ok();
        let Some(length) = length.filter(|length| self.inbox.len() >= *length) else {
            return Progress::Waiting;
        };
        let request: Vec<u8> = self.inbox.drain(..length).collect();
        let token = TsRequest::from_buffer(&request)
            .ok()
            .and_then(|request| request.nego_tokens);
        let raw = token.is_some_and(|token| token.starts_with(NTLM_SIGNATURE));
        let challenge = pdu::ntlm_challenge(computer, self.time_of_day.now());
        let answer = match form {
            TokenScript::Spnego if raw => challenge,
            TokenScript::Spnego => pdu::spnego_answer(&challenge),
            TokenScript::RawOnly if raw => challenge,
            TokenScript::RawOnly => vec![0; challenge.len()],
            TokenScript::Broken => {
                let mut broken = challenge;
                // Length and offset of the target information: far outside.
                broken.splice(40..48, [0xff; 8]);
                if raw { broken } else { pdu::spnego_answer(&broken) }
            }
        };
        self.send(&pdu::ts_request(version, &answer))
    }

    /// Sends bytes, inside TLS where that stands.
    fn send(&mut self, bytes: &[u8]) -> Progress {
        match &mut self.tls {
            Some(tls) => {
                tls.writer()
                    .write_all(bytes)
                    .expect("rustls takes what fits into memory");
                self.flush_tls();
            }
            None => self.outbox.extend_from_slice(bytes),
        }
        Progress::Done
    }

    fn open(&mut self, mut sealed: &[u8]) {
        let Some(tls) = &mut self.tls else { return };
        while !sealed.is_empty() {
            let read = tls.read_tls(&mut sealed);
            let processed = tls.process_new_packets();
            let mut clear = Vec::new();
            // An error means that nothing more has come.
            let _ = tls.reader().read_to_end(&mut clear);
            self.inbox.extend(clear);
            if read.is_err() || processed.is_err() {
                self.hung_up = true;
                break;
            }
        }
        self.flush_tls();
    }

    fn flush_tls(&mut self) {
        let Some(tls) = &mut self.tls else { return };
        while tls.wants_write() {
            tls.write_tls(&mut self.outbox).expect("a vector takes everything");
        }
    }
}

/// Application data that no key of the connection has sealed.
const FORGED_RECORD: [u8; 37] = {
    let mut record = [0; 37];
    record[0] = 0x17;
    record[1] = 3;
    record[2] = 3;
    record[4] = 32;
    record
};

fn tpkt_length(bytes: &[u8]) -> Option<usize> {
    match bytes {
        [_, _, high, low, ..] => Some(usize::from(u16::from_be_bytes([*high, *low]))),
        _ => None,
    }
}

fn record_length(bytes: &[u8]) -> Option<usize> {
    match bytes {
        [_, _, _, high, low, ..] => Some(5 + usize::from(u16::from_be_bytes([*high, *low]))),
        _ => None,
    }
}

fn bytes_of(digits: &str) -> Vec<u8> {
    let digits: Vec<u8> = digits.bytes().filter(|digit| !digit.is_ascii_whitespace()).collect();
    digits
        .chunks(2)
        .map(|pair| {
            std::str::from_utf8(pair)
                .ok()
                .and_then(|pair| u8::from_str_radix(pair, 16).ok())
                .expect("hexadecimal digits in pairs")
        })
        .collect()
}

/// Less than rustls keeps back for a slow network.
const FLOOD_PIECE: u32 = 32 * 1024;
const NTLM_SIGNATURE: &[u8] = b"NTLMSSP\0";
/// The suite that every server of old had.
const RSA_WITH_AES_128_CBC_SHA: u16 = 0x002f;
/// The alert of a server that does not speak the offered version.
const PROTOCOL_VERSION: u8 = 70;
/// The alert of a server that has none of the offered cipher suites.
const HANDSHAKE_FAILURE: u8 = 40;
