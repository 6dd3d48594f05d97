//! A client of IronRDP that signs in through the sealed path, as one in a browser does.

use std::collections::VecDeque;
use std::io::{ErrorKind, Read as _, Write as _};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::sync::Arc;
use std::time::{Duration, Instant};

use fixtures::clock;
use ironrdp_connector::credssp::CredsspSequence;
use ironrdp_connector::{BitmapConfig, ClientConnector, Config, Credentials, DesktopSize, Sequence as _, ServerName};
use ironrdp_core::WriteBuf;
use ironrdp_pdu::gcc::{ConnectionType, KeyboardType};
use ironrdp_pdu::nego::SecurityProtocol;
use ironrdp_pdu::rdp::capability_sets::{BitmapCodecs, MajorPlatformType, RailSupportLevel};
use ironrdp_pdu::rdp::client_info::{PerformanceFlags, TimezoneInfo};
use ironrdp_rdcleanpath::RDCleanPathPdu;
use rustls::crypto::{CryptoProvider, ring};
use seal::{Opened, Step};
use suite::shadow;
use wire::{Outcome, Report, Stage, TransportEnd};
use x509_parser::prelude::{FromDer as _, X509Certificate};

use crate::tab::{Input, Tab};

/// The way to the server, and the clock.
pub(crate) trait Line {
    fn now(&self) -> Duration;

    fn send(&mut self, bytes: &[u8]);

    /// Waits for the server until `deadline`, if there is one.
    fn receive(&mut self, deadline: Option<Duration>) -> Input;
}

struct Socket {
    stream: TcpStream,
    begun: Instant,
}

impl Line for Socket {
    fn now(&self) -> Duration {
        self.begun.elapsed()
    }

    fn send(&mut self, bytes: &[u8]) {
        // A server that is gone is heard of by reading.
        let _ = self.stream.write_all(bytes);
    }

    fn receive(&mut self, deadline: Option<Duration>) -> Input {
        let left = deadline.map(|deadline| deadline.saturating_sub(self.now()));
        let left = left.map(|left| left.max(Duration::from_millis(1)));
        self.stream.set_read_timeout(left).expect("a time that is not zero");
        let mut bytes = vec![0; 16 * 1024];
        match self.stream.read(&mut bytes) {
            Ok(0) => Input::Ended(TransportEnd::Closed),
            Ok(length) => {
                bytes.truncate(length);
                Input::Received(bytes)
            }
            Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => Input::Waited,
            Err(_) => Input::Ended(TransportEnd::Reset),
        }
    }
}

/// A client, the tunnel and the clock in one.
pub(crate) struct SignIn {
    pub(crate) tab: Tab,
    line: Box<dyn Line>,
    /// What the client was told and has not read.
    told: VecDeque<Vec<u8>>,
}

impl SignIn {
    /// Signs in as far as the server goes, and watches the session until it counts as stable.
    pub(crate) fn run(address: SocketAddr, password: &str) -> Self {
        Self::run_with(ring::default_provider(), address, password)
    }

    /// The same, with TLS that computes with `crypto`.
    pub(crate) fn run_with(crypto: CryptoProvider, address: SocketAddr, password: &str) -> Self {
        let socket = Socket {
            stream: TcpStream::connect(address).expect("the server listens"),
            begun: clock::now(),
        };
        Self::run_over(socket, crypto, address, password)
    }

    /// The same over `line`.
    pub(crate) fn run_over(
        line: impl Line + 'static,
        crypto: CryptoProvider,
        address: SocketAddr,
        password: &str,
    ) -> Self {
        let mut run = Self {
            tab: Tab::new(address, Arc::new(crypto)),
            line: Box::new(line),
            told: VecDeque::new(),
        };
        if run.sign_in(address, password).is_some() {
            // The picture, and the seconds for which it has to hold.
            while run.tab.path.deadline().is_some() {
                run.wait();
            }
            run.take(Input::HungUp);
        }
        run
    }

    /// None where the server ends it.
    fn sign_in(&mut self, address: SocketAddr, password: &str) -> Option<()> {
        let mut connector = ClientConnector::new(config(password), (Ipv4Addr::UNSPECIFIED, 0).into());
        let mut written = WriteBuf::new();
        connector.step_no_input(&mut written).expect("a request can be made");
        let asked = RDCleanPathPdu::new_request(written.filled().to_vec(), address.to_string(), "token".into(), None);
        self.say(
            &asked
                .and_then(|asked| asked.to_der())
                .expect("a request can be encoded"),
        );
        self.take(Input::Opened(Opened::Connected { address }));
        let response = RDCleanPathPdu::from_der(&self.next()?).expect("an answer of RDCleanPath");
        assert_eq!(response.error, None);
        let confirm = response.x224_connection_pdu.expect("a confirm");
        connector
            .step(confirm.as_bytes(), None, &mut WriteBuf::new())
            .expect("a confirm");
        connector.mark_security_upgrade_as_done();
        if connector.should_perform_credssp() {
            let chain = response.server_cert_chain.expect("a chain");
            // selectedProtocol of the RDP Negotiation Response.
            let selected = confirm.as_bytes().get(15..).and_then(|rest| rest.first_chunk());
            let selected = SecurityProtocol::from_bits_truncate(u32::from_le_bytes(*selected.expect("a response")));
            self.credssp(password, selected, chain.first().expect("a certificate").as_bytes())?;
            connector.mark_credssp_as_done();
        }
        let mut message: Option<Vec<u8>> = None;
        while !connector.state().is_terminal() {
            let mut written = WriteBuf::new();
            match message.take() {
                Some(message) => connector.step(&message, None, &mut written),
                None => connector.step_no_input(&mut written),
            }
            .expect("the server speaks as it should");
            self.say(written.filled());
            if let Some(hint) = connector.next_pdu_hint() {
                let next = self.next()?;
                let size = hint.find_size(&next).expect("a PDU").map(|(_, size)| size);
                assert_eq!(size, Some(next.len()), "a message is one PDU");
                message = Some(next);
            }
        }
        Some(())
    }

    fn credssp(&mut self, password: &str, selected: SecurityProtocol, certificate: &[u8]) -> Option<()> {
        let (_, certificate) = X509Certificate::from_der(certificate).expect("a certificate");
        let key = certificate.tbs_certificate.subject_pki.subject_public_key.data.to_vec();
        let name = ServerName::new("127.0.0.1");
        let (mut sequence, mut request) =
            CredsspSequence::init(credentials(password), None, selected, name, key, None).expect("credentials");
        loop {
            let Ok(said) = sequence.process_ts_request(request).resolve_to_result() else {
                // What the server sent refuses the account. A client leaves then.
                self.take(Input::HungUp);
                return None;
            };
            let mut written = WriteBuf::new();
            sequence.handle_process_result(said, &mut written).expect("a TSRequest");
            self.say(written.filled());
            let Some(hint) = sequence.next_pdu_hint() else {
                return Some(());
            };
            let mut answer = self.next()?;
            while hint
                .find_size(&answer)
                .expect("a TSRequest")
                .is_none_or(|(_, size)| size > answer.len())
            {
                answer.extend(self.next()?);
            }
            let Some(next) = sequence.decode_server_message(&answer).expect("a TSRequest") else {
                // An Early User Authorization Result that lets the account in.
                return Some(());
            };
            request = next;
        }
    }

    /// The next message for the client; none where there will be none.
    fn next(&mut self) -> Option<Vec<u8>> {
        while self.told.is_empty() && !self.tab.seen.closed {
            self.wait();
        }
        self.told.pop_front()
    }

    fn say(&mut self, bytes: &[u8]) {
        if !bytes.is_empty() {
            self.take(Input::Said(bytes.to_vec()));
        }
    }

    /// Waits for the server, as long as the path wants to.
    fn wait(&mut self) {
        let input = self.line.receive(self.tab.path.deadline());
        self.take(input);
    }

    fn take(&mut self, input: Input) {
        for step in self.tab.take(input, self.line.now()) {
            match step {
                Step::Send(bytes) => self.line.send(&bytes),
                Step::Tell(message) => self.told.push_back(message),
                Step::Open(_) | Step::Close => {}
            }
        }
    }

    /// How each stage from X.224 on ended.
    fn outcomes(&self) -> Vec<(Stage, Outcome)> {
        let stages = self.report().legs.into_iter().flat_map(|leg| leg.stages);
        let outcomes = stages.map(|stage| (stage.stage(), stage.outcome));
        outcomes.filter(|(stage, _)| *stage >= Stage::Negotiate).collect()
    }

    #[track_caller]
    pub(crate) fn assert_passed(&self) {
        let outcomes = self.outcomes();
        assert!(outcomes.iter().any(|(stage, _)| *stage == Stage::Stay));
        for (stage, outcome) in outcomes {
            assert_eq!(
                outcome,
                Outcome::Passed,
                "{} {:?}",
                stage.name(),
                self.tab.path.failure()
            );
        }
    }

    pub(crate) fn report(&self) -> Report {
        self.tab.path.report(self.line.now()).expect("a connection")
    }

    /// Nothing that went to the server holds the password.
    #[track_caller]
    pub(crate) fn assert_sealed(&self, password: &str) {
        crate::assert_absent(&self.tab.seen.sent, password);
    }
}

fn credentials(password: &str) -> Credentials {
    Credentials::UsernamePassword {
        username: shadow::USER.to_owned(),
        password: password.to_owned(),
    }
}

/// The settings of a small client.
fn config(password: &str) -> Config {
    Config {
        desktop_size: DesktopSize {
            width: 800,
            height: 600,
        },
        monitor_layout: None,
        desktop_scale_factor: 0,
        desktop_physical_size: None,
        desktop_orientation: None,
        device_scale_factor: None,
        monitor_extended_layout: None,
        relative_mouse_input: false,
        enable_tls: true,
        enable_credssp: true,
        enable_standard_rdp_security: false,
        credentials: credentials(password),
        domain: None,
        client_build: 19_041,
        client_name: "suite".to_owned(),
        keyboard_type: KeyboardType::IBM_ENHANCED,
        keyboard_subtype: 0,
        keyboard_functional_keys_count: 12,
        keyboard_layout: 0,
        connection_type: ConnectionType::Lan,
        ime_file_name: String::new(),
        bitmap: Some(BitmapConfig {
            lossy_compression: false,
            color_depth: 16,
            codecs: BitmapCodecs(Vec::new()),
        }),
        dig_product_id: String::new(),
        client_dir: String::new(),
        alternate_shell: String::new(),
        work_dir: String::new(),
        remote_application_mode: false,
        rail_support_level: RailSupportLevel::empty(),
        platform: MajorPlatformType::UNSPECIFIED,
        hardware_id: None,
        request_data: None,
        autologon: false,
        enable_audio_playback: false,
        enable_audio_capture: false,
        performance_flags: PerformanceFlags::default(),
        license_cache: None,
        timezone_info: TimezoneInfo::default(),
        compression_type: None,
        enable_server_pointer: false,
        pointer_software_rendering: false,
        multitransport_flags: None,
        support_dyn_vc_gfx_protocol: false,
    }
}
