//! A TLS client that does no IO.
//!
//! The certificate is a fact to be shown; nothing is trusted because of it. A signature is still checked, since a server
//! that cannot sign with its certificate's key is a finding.

use core::time::Duration;
use std::io::{Read as _, Write as _};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::client::{ResolvesClientCert, Resumption, WebPkiServerVerifier};
use rustls::crypto::{CryptoProvider, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::sign::CertifiedKey;
use rustls::time_provider::TimeProvider;
use rustls::version::{TLS12, TLS13};
use rustls::{
    CertificateError, ClientConfig, ClientConnection, DigitallySignedStruct, Error, KeyLog, RootCertStore,
    SignatureScheme, SupportedProtocolVersion,
};
use wire::{CipherSuite, Failure, Host, SecureFacts, TlsFault};

use crate::limits;
use crate::pdu::certificate;

/// The client's side of one TLS connection: bytes in, bytes out.
#[derive(Debug)]
pub struct Tls {
    connection: Box<ClientConnection>,
    asked: Arc<NoCertificate>,
    received: usize,
}

/// Has no certificate to show, and remembers that one was asked for.
#[derive(Debug, Default)]
struct NoCertificate {
    asked: AtomicBool,
}

impl ResolvesClientCert for NoCertificate {
    fn resolve(&self, _root_hint_subjects: &[&[u8]], _sigschemes: &[SignatureScheme]) -> Option<Arc<CertifiedKey>> {
        // The connection that asks is driven by one thread at a time.
        self.asked.store(true, Ordering::Relaxed);
        None
    }

    fn has_certs(&self) -> bool {
        false
    }
}

/// What the peer's bytes led to.
#[derive(Debug, Default)]
pub struct TlsProgress {
    /// The handshake has just been completed.
    pub secured: bool,
    /// The peer has said that nothing more comes (close_notify).
    pub closed: bool,
    /// Cleartext.
    pub cleartext: Vec<u8>,
}

/// What a client offers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TlsOffer {
    /// TLS 1.2 and 1.3.
    Every,
    /// TLS 1.2 only.
    Tls12,
}

impl TlsOffer {
    fn versions(self) -> &'static [&'static SupportedProtocolVersion] {
        const EVERY: &[&SupportedProtocolVersion] = &[&TLS13, &TLS12];
        const TLS_1_2: &[&SupportedProtocolVersion] = &[&TLS12];
        match self {
            Self::Every => EVERY,
            Self::Tls12 => TLS_1_2,
        }
    }
}

impl Tls {
    /// A client that is about to say hello; `time_of_day_ms` counts from 1970. `host` goes into SNI where it is a name.
    pub fn new(
        host: &Host,
        offer: TlsOffer,
        crypto: &Arc<CryptoProvider>,
        secrets: &Arc<dyn KeyLog>,
        time_of_day_ms: i64,
    ) -> Self {
        let asked = Arc::<NoCertificate>::default();
        let clock = Arc::new(FixedTime(unix_time(time_of_day_ms)));
        let mut config = ClientConfig::builder_with_details(Arc::clone(crypto), clock)
            .with_protocol_versions(offer.versions())
            .expect("the provider has suites for TLS 1.2 and 1.3")
            .dangerous()
            .with_custom_certificate_verifier(Arc::new(AcceptAnyCertificate(Arc::clone(crypto))))
            .with_client_cert_resolver(asked.clone());
        // A handshake that is resumed shows no certificate.
        config.resumption = Resumption::disabled();
        config.key_log = Arc::clone(secrets);
        let name = server_name(host);
        // Addresses have no place in it (RFC 6066 3).
        config.enable_sni = matches!(name, ServerName::DnsName(_));
        let connection = ClientConnection::new(Arc::new(config), name).expect("the configuration is complete");
        Self {
            connection: Box::new(connection),
            asked,
            received: 0,
        }
    }

    /// Takes bytes of the peer.
    ///
    /// # Errors
    ///
    /// Where they end TLS: by an alert, or because they cannot be taken.
    pub fn receive(&mut self, mut bytes: &[u8]) -> Result<TlsProgress, Failure> {
        let handshaking = self.connection.is_handshaking();
        self.received = self.received.saturating_add(bytes.len());
        if handshaking && self.received > limits::HANDSHAKE_BYTES {
            return Err(unusable(TlsFault::TooLarge));
        }
        let mut progress = TlsProgress::default();
        while !bytes.is_empty() {
            // Reading from a slice into memory cannot fail but for a full buffer, which the loop empties.
            if self.connection.read_tls(&mut bytes).is_err() {
                return Err(unusable(TlsFault::ProtocolViolation));
            }
            let state = self.connection.process_new_packets().map_err(|error| failure(&error))?;
            let mut cleartext = vec![0; state.plaintext_bytes_to_read()];
            if self.connection.reader().read_exact(&mut cleartext).is_ok() {
                progress.cleartext.append(&mut cleartext);
            }
            progress.closed |= state.peer_has_closed();
            // What stands behind the goodbye is to be ignored (RFC 8446 6.1).
            if progress.closed {
                break;
            }
        }
        progress.secured = handshaking && !self.connection.is_handshaking();
        Ok(progress)
    }

    /// Takes cleartext to be sent. Once the peer has broken TLS nothing goes out any more.
    pub fn send(&mut self, cleartext: &[u8]) {
        // rustls answers every write after a fatal error with that error, also our goodbye: there is no way left for it.
        let _ = self.connection.writer().write_all(cleartext);
    }

    /// Says that nothing more comes.
    pub fn close_notify(&mut self) {
        self.connection.send_close_notify();
    }

    /// The bytes that are to go to the peer.
    pub fn outgoing(&mut self) -> Vec<u8> {
        let mut bytes = Vec::new();
        while self.connection.wants_write() {
            self.connection
                .write_tls(&mut bytes)
                .expect("a vector takes what is written to it");
        }
        bytes
    }

    /// How many bytes of the peer have come.
    pub fn received(&self) -> usize {
        self.received
    }

    /// Whether the server asked for a certificate of the client.
    pub(crate) fn asks_certificate(&self) -> bool {
        self.asked.asked.load(Ordering::Relaxed)
    }

    /// What TLS showed, where it stands with `host`; `time_of_day_ms` counts from 1970.
    pub fn facts(&self, host: &Host, time_of_day_ms: i64) -> SecureFacts {
        let facts = secure_facts(self.certificates(), host, time_of_day_ms);
        SecureFacts {
            version: self.connection.protocol_version().map(u16::from),
            cipher: self.cipher(),
            asks_certificate: self.asks_certificate(),
            ..facts
        }
    }

    /// What is wrong with the certificates: they are beyond the limits, or cannot be read.
    pub fn certificate_fault(&self) -> Option<TlsFault> {
        let chain = self.certificates();
        let length: usize = chain.iter().map(|certificate| certificate.len()).sum();
        if length > limits::CHAIN_BYTES {
            return Some(TlsFault::TooLarge);
        }
        let unreadable = chain.first().is_none_or(|own| certificate::read(own).is_none());
        unreadable.then_some(TlsFault::BadCertificate)
    }

    /// Whether one of `authorities` vouches for the server's certificate at `time_of_day_ms`, RFC 5280 6.1. For which name
    /// it is, is not looked at.
    pub(crate) fn is_vouched_for(
        &self,
        authorities: &Arc<RootCertStore>,
        crypto: &Arc<CryptoProvider>,
        host: &Host,
        time_of_day_ms: i64,
    ) -> bool {
        let [own, behind @ ..] = self.certificates() else {
            return false;
        };
        // Where nobody is trusted, there is no verifier.
        let verifier = WebPkiServerVerifier::builder_with_provider(Arc::clone(authorities), Arc::clone(crypto)).build();
        let now = unix_time(time_of_day_ms);
        let judged = verifier.map(|verifier| verifier.verify_server_cert(own, behind, &server_name(host), &[], now));
        matches!(
            judged,
            Ok(Ok(_)
                | Err(Error::InvalidCertificate(
                    CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. }
                )))
        )
    }

    /// The cipher suite by its IANA number.
    fn cipher(&self) -> Option<CipherSuite> {
        let suite = self.connection.negotiated_cipher_suite()?;
        Some(CipherSuite(u16::from(suite.suite())))
    }

    /// The certificates as they came, in DER.
    pub fn certificates(&self) -> &[CertificateDer<'static>] {
        self.connection.peer_certificates().unwrap_or_default()
    }
}

/// What a server's certificates, in DER and its own first, tell about `host`; `time_of_day_ms` counts from 1970.
pub fn secure_facts(chain: &[impl AsRef<[u8]>], host: &Host, time_of_day_ms: i64) -> SecureFacts {
    let read = chain.iter().take(limits::CHAIN_LENGTH);
    let certificates: Vec<_> = read.filter_map(|der| certificate::read(der.as_ref())).collect();
    SecureFacts {
        name_matches: certificates.first().map(|own| certificate::covers(own, host)),
        certificates,
        seen_at: Some(time_of_day_ms / 1000),
        ..SecureFacts::default()
    }
}

fn unix_time(time_of_day_ms: i64) -> UnixTime {
    let seconds = u64::try_from(time_of_day_ms / 1000).unwrap_or_default();
    UnixTime::since_unix_epoch(Duration::from_secs(seconds))
}

fn server_name(host: &Host) -> ServerName<'static> {
    let unnamed = || ServerName::from(core::net::IpAddr::from(core::net::Ipv4Addr::UNSPECIFIED));
    match host {
        Host::Address(address) => ServerName::from(*address),
        // Names that TLS cannot carry, such as those with an underscore, go without SNI.
        Host::Name(name) => ServerName::try_from(name.as_str().to_owned()).unwrap_or_else(|_| unnamed()),
    }
}

fn unusable(fault: TlsFault) -> Failure {
    Failure::TlsUnusable { fault }
}

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "rustls adds errors; one that we do not know is a violation of the protocol like most others"
)]
fn failure(error: &Error) -> Failure {
    use rustls::InvalidMessage;
    match error {
        Error::AlertReceived(alert) => Failure::TlsAlert { code: u8::from(*alert) },
        Error::PeerIncompatible(_) => unusable(TlsFault::NothingInCommon),
        Error::NoCertificatesPresented => unusable(TlsFault::BadCertificate),
        Error::InvalidCertificate(CertificateError::BadSignature) => unusable(TlsFault::BadSignature),
        Error::InvalidCertificate(_) => unusable(TlsFault::BadCertificate),
        Error::InvalidMessage(
            InvalidMessage::HandshakePayloadTooLarge | InvalidMessage::CertificatePayloadTooLarge,
        ) => unusable(TlsFault::TooLarge),
        Error::InvalidMessage(InvalidMessage::InvalidContentType | InvalidMessage::UnknownProtocolVersion) => {
            unusable(TlsFault::NotTls)
        }
        _ => unusable(TlsFault::ProtocolViolation),
    }
}

/// The time of day as the check was told it.
#[derive(Debug)]
struct FixedTime(UnixTime);

impl TimeProvider for FixedTime {
    fn current_time(&self) -> Option<UnixTime> {
        Some(self.0)
    }
}

/// Accepts every certificate and checks the signatures made with it.
#[derive(Debug)]
struct AcceptAnyCertificate(Arc<CryptoProvider>);

impl AcceptAnyCertificate {
    /// Providers refuse RSA keys below 2048 bits. Such a key is weak, which is for a finding to say; the handshake with it
    /// is no failure.
    fn judge(
        certificate: &CertificateDer<'_>,
        verified: Result<HandshakeSignatureValid, Error>,
    ) -> Result<HandshakeSignatureValid, Error> {
        verified.or_else(|error| match certificate::rsa_bits(certificate) {
            Some(bits) if bits < 2048 => Ok(HandshakeSignatureValid::assertion()),
            // webpki refuses certificates of version 1 and with unusual extensions, which real servers have.
            _ if error != Error::InvalidCertificate(CertificateError::BadSignature) => {
                Ok(HandshakeSignatureValid::assertion())
            }
            _ => Err(error),
        })
    }
}

impl ServerCertVerifier for AcceptAnyCertificate {
    fn verify_server_cert(
        &self,
        _end_entity: &CertificateDer<'_>,
        _intermediates: &[CertificateDer<'_>],
        _server_name: &ServerName<'_>,
        _ocsp_response: &[u8],
        _now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        Self::judge(
            cert,
            verify_tls12_signature(message, cert, dss, &self.0.signature_verification_algorithms),
        )
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        Self::judge(
            cert,
            verify_tls13_signature(message, cert, dss, &self.0.signature_verification_algorithms),
        )
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.0.signature_verification_algorithms.supported_schemes()
    }
}
