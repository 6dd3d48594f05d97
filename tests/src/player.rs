//! A scripted server as a state machine that does no IO, so that a scenario can be played over sockets and in memory.
//!
//! ```text
//!   receive(bytes) -->  Player  --> next() = Send | Read | Pause | Close | Reset
//! ```
//!
//! The healthy parts come from `ironrdp-acceptor`, the server's half of IronRDP; what breaks comes from [`crate::pdu`].

use std::collections::{HashMap, VecDeque};
use std::io::{Read, Write};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};
use std::time::Duration;

use ironrdp_acceptor::credssp::CredsspSequence;
use ironrdp_acceptor::{Acceptor, AcceptorState, DesktopSize};
use ironrdp_connector::{Sequence, ServerName};
use ironrdp_core::WriteBuf;
use ironrdp_pdu::nego::SecurityProtocol;
use ironrdp_pdu::rdp::capability_sets::{Bitmap, BitmapDrawingFlags, CapabilitySet, General};
use rustls::crypto::ring;
use rustls::{ServerConfig, ServerConnection};
use sspi::credssp::TsRequest;
use sspi::generator::GeneratorState;
use sspi::{AuthIdentity, Username};

use crate::certificate::{Certificate, Quality};
use crate::pdu;
use crate::scenario::{Point, Step, TokenScript};

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
    tls: Option<ServerConnection>,
    public_key: Vec<u8>,
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
    /// A server for one connection to a computer with these names.
    pub fn new(steps: Vec<Step>, names: &[String]) -> Self {
        Self {
            steps: steps.into(),
            inbox: Vec::new(),
            outbox: Vec::new(),
            names: names.to_vec(),
            tls: None,
            public_key: Vec::new(),
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
            Step::PauseMs(millis) => Progress::Then(Act::Pause(Duration::from_millis(millis))),
            Step::Text(text) => self.send(text.as_bytes()),
            Step::Hex(digits) => self.send(&bytes_of(&digits)),
            Step::Flood { byte, length } => self.flood(byte, length),
            Step::Drip { hex, every_ms } => self.drip(&hex, every_ms),
            Step::Confirm { protocol, flags } => self.send(&pdu::confirm(protocol, flags)),
            Step::ConfirmWithoutData => self.send(&pdu::confirm_without_data()),
            Step::NegotiationFailure(code) => self.send(&pdu::negotiation_failure(code)),
            Step::DisconnectRequest(reason) => self.send(&pdu::disconnect_request(reason)),
            Step::Alert(code) => self.send(&pdu::tls_alert(code)),
            Step::OnlyTls(version) => self.answer_hello(version),
            Step::Serve {
                until,
                protocols,
                certificate,
            } => self.serve(until, protocols, certificate),
            Step::Challenge {
                form,
                version,
                computer,
            } => self.challenge(form, version, &computer),
            Step::CredsspStatus(status) => self.send(&pdu::ts_error(6, status)),
            Step::McsRefusal(result) => self.send(&pdu::mcs_refusal(result)),
            Step::Ultimatum(reason) => self.send(&pdu::ultimatum(reason)),
            Step::ErrorInfo(code) => self.send(&pdu::error_info(code)),
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

    fn answer_hello(&mut self, version: u16) -> Progress {
        let Some(length) = record_length(&self.inbox).filter(|length| self.inbox.len() >= *length) else {
            return Progress::Waiting;
        };
        let hello: Vec<u8> = self.inbox.drain(..length).collect();
        if pdu::offers_version(&hello, version) {
            return self.send(&pdu::server_hello(version, RSA_WITH_AES_128_CBC_SHA));
        }
        self.send(&pdu::tls_alert(PROTOCOL_VERSION))
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
        let challenge = pdu::ntlm_challenge(computer);
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

    fn serve(&mut self, until: Point, protocols: u32, quality: Quality) -> Progress {
        let protocols = SecurityProtocol::from_bits_retain(protocols);
        let mut acceptor = self.acceptor.take().unwrap_or_else(|| new_acceptor(protocols));
        let progress = self.accept(&mut acceptor, until, quality);
        self.acceptor = Some(acceptor);
        progress
    }

    fn accept(&mut self, acceptor: &mut Acceptor, until: Point, quality: Quality) -> Progress {
        let mut written = WriteBuf::new();
        loop {
            if self.has_reached(acceptor, until) {
                return Progress::Done;
            }
            if acceptor.reached_security_upgrade().is_some() {
                if !self.secure(quality) || until == Point::ServerHello {
                    return Progress::Waiting;
                }
                acceptor.mark_security_upgrade_as_done();
                continue;
            }
            if acceptor.should_perform_credssp() {
                match self.authenticate() {
                    Some(true) => acceptor.mark_credssp_as_done(),
                    Some(false) => return Progress::Waiting,
                    None => return Progress::Then(Act::Close),
                }
                continue;
            }
            let input = match acceptor.next_pdu_hint() {
                None => Vec::new(),
                Some(hint) => match hint.find_size(&self.inbox) {
                    Ok(Some((_, length))) if self.inbox.len() >= length => self.inbox.drain(..length).collect(),
                    Ok(_) => return Progress::Waiting,
                    Err(_) => return Progress::Then(Act::Close),
                },
            };
            written.clear();
            let Ok(step) = acceptor.step(&input, None, &mut written) else {
                // As the crate's own driver does: what was written in a step that failed is not sent.
                return Progress::Then(Act::Close);
            };
            let length = step.size().unwrap_or_default();
            self.send(written.filled().get(..length).unwrap_or_default());
        }
    }

    fn has_reached(&self, acceptor: &Acceptor, until: Point) -> bool {
        let Some(state) = acceptor.state().as_any().downcast_ref::<AcceptorState>() else {
            return false;
        };
        #[expect(
            clippy::wildcard_enum_match_arm,
            reason = "the protocol crate's states are open and many"
        )]
        match state {
            AcceptorState::InitiationSendConfirm { .. } => until == Point::Confirm,
            AcceptorState::SecurityUpgrade { .. } => {
                until == Point::ServerHello && record_length(&self.inbox).is_some_and(|end| self.inbox.len() >= end)
            }
            AcceptorState::Credssp { .. } | AcceptorState::BasicSettingsWaitInitial { .. } => until == Point::Token,
            AcceptorState::BasicSettingsSendResponse { .. } => until == Point::Settings,
            AcceptorState::ChannelConnection { .. } => until == Point::Channels,
            AcceptorState::RdpSecurityCommencement { .. } => until == Point::Logon,
            AcceptorState::LicensingExchange { .. } => until == Point::License,
            AcceptorState::CapabilitiesSendServer { .. } => until == Point::Capabilities,
            AcceptorState::ConnectionFinalization { .. } => until == Point::Finalize,
            AcceptorState::Accepted { .. } => until <= Point::Desktop,
            _ => false,
        }
    }

    /// Starts TLS; true when it stands.
    fn secure(&mut self, quality: Quality) -> bool {
        if self.tls.is_none() {
            let certificate = certificate(quality, &self.names);
            let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
                .with_safe_default_protocol_versions()
                .expect("ring speaks TLS 1.2 and 1.3")
                .with_no_client_auth()
                .with_single_cert(certificate.chain.clone(), certificate.key())
                .expect("a certificate with its key");
            self.public_key.clone_from(&certificate.public_key);
            self.tls = Some(ServerConnection::new(Arc::new(config)).expect("a server's connection"));
            let sealed = std::mem::take(&mut self.inbox);
            self.open(&sealed);
        }
        self.tls.as_ref().is_some_and(|tls| !tls.is_handshaking())
    }

    /// CredSSP as far as the client goes; true when it is through, none when it failed.
    fn authenticate(&mut self) -> Option<bool> {
        let public_key = &self.public_key;
        let sequence = self.credssp.get_or_insert_with(|| new_credssp(public_key.clone()));
        let hint = sequence.next_pdu_hint().ok()?;
        let Some(hint) = hint else { return Some(true) };
        let length = match hint.find_size(&self.inbox).ok()? {
            Some((_, length)) if self.inbox.len() >= length => length,
            Some(_) | None => return Some(false),
        };
        let request: Vec<u8> = self.inbox.drain(..length).collect();
        let request = sequence.decode_client_message(&request).ok()??;
        let result = match sequence.process_ts_request(request).start() {
            GeneratorState::Completed(result) => result,
            // It wants to ask a domain controller; there is none.
            GeneratorState::Suspended(_) => return None,
        };
        let mut written = WriteBuf::new();
        let outcome = sequence.handle_process_result(result, &mut written);
        let answer = written.filled().to_vec();
        self.send(&answer);
        outcome.ok()?;
        Some(false)
    }

    fn reactivate(&mut self, times: u8) -> Progress {
        let Some(mut acceptor) = self.acceptor.take() else {
            return Progress::Done;
        };
        let Some(result) = acceptor.get_result() else {
            // The activation of the last round is still under way.
            self.acceptor = Some(acceptor);
            let progress = self.serve(Point::Desktop, 0, Quality::Good);
            if matches!(progress, Progress::Done) {
                return self.reactivate(times);
            }
            return progress;
        };
        if times == 0 {
            return Progress::Done;
        }
        if let Some(step) = self.steps.front_mut() {
            *step = Step::Reactivate(times - 1);
        }
        self.send(&pdu::deactivate_all());
        let channels = result.static_channels;
        self.acceptor = Acceptor::new_deactivation_reactivation(acceptor, channels, DESKTOP).ok();
        Progress::Waiting
    }
}

fn new_acceptor(protocols: SecurityProtocol) -> Acceptor {
    let capabilities = vec![
        CapabilitySet::General(General::default()),
        CapabilitySet::Bitmap(Bitmap {
            pref_bits_per_pix: 32,
            desktop_width: DESKTOP.width,
            desktop_height: DESKTOP.height,
            desktop_resize_flag: true,
            drawing_flags: BitmapDrawingFlags::empty(),
        }),
    ];
    // Without credentials of its own it takes whoever gets as far as Client Info; CredSSP knows [`USER`].
    Acceptor::new(protocols, DESKTOP, capabilities, None)
}

fn new_credssp(public_key: Vec<u8>) -> CredsspSequence<'static> {
    static IDENTITY: LazyLock<AuthIdentity> = LazyLock::new(|| AuthIdentity {
        username: Username::new(USER, None).expect("a plain name"),
        password: PASSWORD.to_owned().into(),
    });
    CredsspSequence::init(&IDENTITY, ServerName::new("suite"), public_key, None).expect("an NTLM server")
}

/// One certificate per quality and set of names: making one takes longer than a handshake.
fn certificate(quality: Quality, names: &[String]) -> Arc<Certificate> {
    type Made = HashMap<(Quality, Vec<String>), Arc<Certificate>>;
    static MADE: LazyLock<Mutex<Made>> = LazyLock::new(Mutex::default);
    let mut made = MADE.lock().unwrap_or_else(PoisonError::into_inner);
    let entry = made.entry((quality, names.to_vec()));
    Arc::clone(entry.or_insert_with(|| Arc::new(Certificate::issue(quality, names))))
}

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

/// The user that a server with CredSSP knows.
pub const USER: &str = "suite";
/// The password of [`USER`].
pub const PASSWORD: &str = "Suite-Passw0rd";
const DESKTOP: DesktopSize = DesktopSize {
    width: 1024,
    height: 768,
};
/// Less than rustls keeps back for a slow network.
const FLOOD_PIECE: u32 = 32 * 1024;
const NTLM_SIGNATURE: &[u8] = b"NTLMSSP\0";
/// The suite that every server of old had.
const RSA_WITH_AES_128_CBC_SHA: u16 = 0x002f;
/// The alert of a server that does not speak the offered version.
const PROTOCOL_VERSION: u8 = 70;
