//! The healthy part of a scripted server: TLS from rustls, everything else from `ironrdp-acceptor`.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use fixtures::certificate::{Certificate, Quality};
use fixtures::clock::TimeOfDay;
use ironrdp_acceptor::credssp::CredsspSequence;
use ironrdp_acceptor::{Acceptor, AcceptorState, DesktopSize};
use ironrdp_connector::{Sequence, ServerName};
use ironrdp_core::WriteBuf;
use ironrdp_pdu::nego::SecurityProtocol;
use ironrdp_pdu::rdp::capability_sets::{Bitmap, BitmapDrawingFlags, CapabilitySet, General};
use rustls::crypto::ring;
use rustls::server::WebPkiClientVerifier;
use rustls::server::danger::ClientCertVerifier;
use rustls::sign::SingleCertAndKey;
use rustls::version::TLS12;
use rustls::{ALL_VERSIONS, RootCertStore, ServerConfig, ServerConnection, SupportedProtocolVersion};
use sspi::generator::GeneratorState;
use sspi::{AuthIdentity, Username};

use super::{Act, Player, Progress, record_length};
use crate::scenario::{Healthy, Point, Step};
use crate::{kdc, pdu};

impl Player {
    pub(super) fn serve(&mut self, healthy: Healthy) -> Progress {
        let protocols = SecurityProtocol::from_bits_retain(healthy.protocols);
        let mut acceptor = self.acceptor.take().unwrap_or_else(|| new_acceptor(protocols));
        let progress = self.accept(&mut acceptor, healthy);
        self.acceptor = Some(acceptor);
        progress
    }

    fn accept(&mut self, acceptor: &mut Acceptor, healthy: Healthy) -> Progress {
        let until = healthy.until;
        let mut written = WriteBuf::new();
        loop {
            if self.has_reached(acceptor, until) {
                return Progress::Done;
            }
            if acceptor.reached_security_upgrade().is_some() {
                if !self.secure(healthy) || until == Point::ServerHello {
                    return Progress::Waiting;
                }
                acceptor.mark_security_upgrade_as_done();
                continue;
            }
            if acceptor.should_perform_credssp() {
                match self.authenticate(healthy.kdc) {
                    Some(true) => {
                        if authorizes_early(acceptor) {
                            self.send(&AUTHORIZED);
                        }
                        acceptor.mark_credssp_as_done();
                    }
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
    pub(super) fn secure(&mut self, healthy: Healthy) -> bool {
        if self.tls.is_none() {
            let certificate = certificate(healthy.certificate, &self.names, self.time_of_day);
            let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
                .with_protocol_versions(versions(healthy.certificate))
                .expect("ring speaks TLS 1.2 and 1.3");
            let config = if healthy.wants_certificate {
                config.with_client_cert_verifier(client_verifier(&certificate))
            } else {
                config.with_no_client_auth()
            };
            // A resolver, unlike a single certificate, may serve what does not fit together.
            let config = config.with_cert_resolver(Arc::new(SingleCertAndKey::from(certificate.certified())));
            self.public_key.clone_from(&certificate.public_key);
            self.certificate = certificate
                .certified()
                .cert
                .first()
                .map(|own| own.to_vec())
                .unwrap_or_default();
            self.tls = Some(ServerConnection::new(Arc::new(config)).expect("a server's connection"));
            let sealed = std::mem::take(&mut self.inbox);
            self.open(&sealed);
        }
        self.tls.as_ref().is_some_and(|tls| !tls.is_handshaking())
    }

    /// CredSSP as far as the client goes; true when it is through, none when it failed.
    fn authenticate(&mut self, kdc: Option<SocketAddr>) -> Option<bool> {
        let public_key = &self.public_key;
        let sequence = self.credssp.get_or_insert_with(|| new_credssp(public_key.clone(), kdc));
        let hint = sequence.next_pdu_hint().ok()?;
        let Some(hint) = hint else { return Some(true) };
        let length = match hint.find_size(&self.inbox).ok()? {
            Some((_, length)) if self.inbox.len() >= length => length,
            Some(_) | None => return Some(false),
        };
        let request: Vec<u8> = self.inbox.drain(..length).collect();
        let request = sequence.decode_client_message(&request).ok()??;
        let mut process = sequence.process_ts_request(request);
        let mut state = process.start();
        let result = loop {
            match (state, kdc) {
                (GeneratorState::Completed(result), _) => break result,
                (GeneratorState::Suspended(asked), Some(kdc)) => state = process.resume(kdc::ask(kdc, &asked.data)),
                // It wants to ask a domain controller; there is none.
                (GeneratorState::Suspended(_), None) => return None,
            }
        };
        drop(process);
        let mut written = WriteBuf::new();
        let outcome = sequence.handle_process_result(result, &mut written);
        let mut answer = written.filled().to_vec();
        if let TimeOfDay::Fixed(time) = self.time_of_day {
            // `sspi` reads the system's clock.
            pdu::set_challenge_clock(&mut answer, time);
        }
        self.send(&answer);
        outcome.ok()?;
        // Nothing more comes of a client that waits to be authorized.
        let sequence = self.credssp.as_ref()?;
        Some(sequence.next_pdu_hint().ok()?.is_none())
    }

    pub(super) fn reactivate(&mut self, times: u8) -> Progress {
        let Some(mut acceptor) = self.acceptor.take() else {
            return Progress::Done;
        };
        let Some(result) = acceptor.get_result() else {
            // The activation of the last round is still under way.
            self.acceptor = Some(acceptor);
            let progress = self.serve(Healthy::until(Point::Desktop));
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

/// Whether PROTOCOL_HYBRID_EX was selected.
fn authorizes_early(acceptor: &Acceptor) -> bool {
    let state = acceptor.state().as_any().downcast_ref::<AcceptorState>();
    matches!(state, Some(AcceptorState::Credssp { protocol, .. }) if protocol.contains(SecurityProtocol::HYBRID_EX))
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

fn new_credssp(public_key: Vec<u8>, kdc: Option<SocketAddr>) -> CredsspSequence<'static> {
    static IDENTITY: LazyLock<AuthIdentity> = LazyLock::new(|| identity(USER));
    static OF_DOMAIN: LazyLock<AuthIdentity> = LazyLock::new(|| identity(&format!("{USER}@{}", kdc::DOMAIN)));
    let identity = if kdc.is_some() { &OF_DOMAIN } else { &IDENTITY };
    let kerberos = kdc.map(kdc::server_settings);
    CredsspSequence::init(identity, ServerName::new("suite"), public_key, kerberos).expect("a server")
}

fn identity(name: &str) -> AuthIdentity {
    AuthIdentity {
        username: Username::parse(name).expect("a plain name"),
        password: PASSWORD.to_owned().into(),
    }
}

/// The versions of TLS that a server with such a certificate speaks.
fn versions(quality: Quality) -> &'static [&'static SupportedProtocolVersion] {
    const OLD: &[&SupportedProtocolVersion] = &[&TLS12];
    if quality == Quality::WeakKey { OLD } else { ALL_VERSIONS }
}

/// Lets in only those whose certificate the server's own authority has signed.
fn client_verifier(certificate: &Certificate) -> Arc<dyn ClientCertVerifier> {
    let mut roots = RootCertStore::empty();
    let authority = certificate.chain.last().expect("a chain");
    roots.add(authority.clone()).expect("an authority");
    let provider = Arc::new(ring::default_provider());
    let verifier = WebPkiClientVerifier::builder_with_provider(Arc::new(roots), provider).build();
    verifier.expect("there is an authority")
}

/// One certificate per quality, set of names and day: making one takes longer than a handshake.
fn certificate(quality: Quality, names: &[String], time_of_day: TimeOfDay) -> Arc<Certificate> {
    type Made = HashMap<(Quality, Vec<String>, u64), Arc<Certificate>>;
    static MADE: LazyLock<Mutex<Made>> = LazyLock::new(Mutex::default);
    let mut made = MADE.lock().unwrap_or_else(PoisonError::into_inner);
    let now = time_of_day.now();
    let entry = made.entry((quality, names.to_vec(), now.as_secs() / DAY));
    Arc::clone(entry.or_insert_with(|| Arc::new(Certificate::issue(quality, names, now))))
}

/// Early User Authorization Result, [MS-RDPBCGR] 2.2.10.2: the user may have a session.
const AUTHORIZED: [u8; 4] = [0; 4];
/// The user that a server with CredSSP knows.
pub const USER: &str = "suite";
/// The password of [`USER`].
pub const PASSWORD: &str = "Suite-Passw0rd";
/// In seconds.
const DAY: u64 = 86_400;
const DESKTOP: DesktopSize = DesktopSize {
    width: 1024,
    height: 768,
};
