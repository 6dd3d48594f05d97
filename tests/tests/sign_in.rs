//! Sign-ins: to real servers through the sealed path, as a client in a browser does, with and without the relay's tunnel
//! between; by `rdptrace check --user`; and to scripted servers that refuse in every way.

use std::collections::VecDeque;
use std::io::{ErrorKind, Read as _, Write as _};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use diagnosis::diagnose;
use fixtures::clock;
use fixtures::dns::{self, Resolver};
use fixtures::http::Client;
use fixtures::net;
use ironrdp_connector::credssp::CredsspSequence;
use ironrdp_connector::{BitmapConfig, ClientConnector, Config, Credentials, DesktopSize, Sequence as _, ServerName};
use ironrdp_core::WriteBuf;
use ironrdp_pdu::gcc::{ConnectionType, KeyboardType};
use ironrdp_pdu::nego::SecurityProtocol;
use ironrdp_pdu::rdp::capability_sets::{BitmapCodecs, MajorPlatformType, RailSupportLevel};
use ironrdp_pdu::rdp::client_info::{PerformanceFlags, TimezoneInfo};
use ironrdp_rdcleanpath::RDCleanPathPdu;
use probe::{Credentials as Account, Identity, Kerberos, Secret};
use seal::{CleanPath, Edits, Environment, Opened, Step};
use serde_json::json;
use suite::ironrdp::{self, IronRdp};
use suite::kdc::{self, Kdc};
use suite::memory;
use suite::peer::Peer;
use suite::rdptrace::{self, Relay};
use suite::scenario::Scenario;
use suite::shadow::{self, Shadow};
use suite::store::{Database, Receipt};
use suite::tunnel::Bridge;
use suite::xrdp::{SecurityLayer, Xrdp};
use wire::{Facts, Failure, KdcAnswer, Outcome, Place, Report, SignInStep, Stage, TransportEnd};
use x509_parser::prelude::{FromDer as _, X509Certificate};

/// A client, the tunnel and the clock in one.
struct SignIn {
    path: CleanPath,
    socket: TcpStream,
    begun: Instant,
    /// What the client was told and has not read.
    told: VecDeque<Vec<u8>>,
    sent: Vec<u8>,
    closed: bool,
}

impl SignIn {
    /// Signs in as far as the server goes, and watches the session until it counts as stable.
    fn run(address: SocketAddr, password: &str) -> Self {
        let environment = Environment {
            place: Place::Browser,
            started_at_ms: i64::try_from(clock::time_of_day().as_millis()).expect("a time of this age"),
            crypto: Arc::new(rustls::crypto::ring::default_provider()),
        };
        let target = address.to_string().parse().expect("an address is a target");
        let mut run = Self {
            path: CleanPath::new(target, environment, Edits::default()),
            socket: TcpStream::connect(address).expect("the server listens"),
            begun: clock::now(),
            told: VecDeque::new(),
            sent: Vec::new(),
            closed: false,
        };
        if run.sign_in(address, password).is_some() {
            // The picture, and the seconds for which it has to hold.
            while run.path.deadline().is_some() {
                run.wait();
            }
            run.path.hang_up();
            run.follow();
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
        self.path.opened(&Opened::Connected { address }, self.begun.elapsed());
        self.follow();
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
            let said = sequence.process_ts_request(request).resolve_to_result().expect("NTLM");
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
        while self.told.is_empty() && !self.closed {
            self.wait();
        }
        self.told.pop_front()
    }

    fn say(&mut self, bytes: &[u8]) {
        self.path.receive(bytes, self.begun.elapsed());
        self.follow();
    }

    /// Waits for the server, as long as the path wants to.
    fn wait(&mut self) {
        let now = self.begun.elapsed();
        let left = self.path.deadline().map(|deadline| deadline.saturating_sub(now));
        let left = left.map(|left| left.max(Duration::from_millis(1)));
        self.socket.set_read_timeout(left).expect("a time that is not zero");
        let mut bytes = [0; 16 * 1024];
        let read = self.socket.read(&mut bytes);
        let now = self.begun.elapsed();
        match read {
            Ok(0) => self.path.ended(TransportEnd::Closed, now),
            Ok(length) => {
                let bytes = bytes.get(..length).expect("what was read");
                self.path.receive_from_tunnel(bytes, now);
            }
            Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => self.path.tick(now),
            Err(_) => self.path.ended(TransportEnd::Reset, now),
        }
        self.follow();
    }

    fn follow(&mut self) {
        while let Some(step) = self.path.next_step() {
            match step {
                Step::Open(_) => {}
                Step::Send(bytes) => {
                    self.sent.extend(&bytes);
                    // A server that is gone is heard of by reading.
                    let _ = self.socket.write_all(&bytes);
                }
                Step::Tell(message) => self.told.push_back(message),
                Step::Close => self.closed = true,
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
    fn assert_passed(&self) {
        let outcomes = self.outcomes();
        assert!(outcomes.iter().any(|(stage, _)| *stage == Stage::Stay));
        for (stage, outcome) in outcomes {
            assert_eq!(outcome, Outcome::Passed, "{} {:?}", stage.name(), self.path.failure());
        }
    }

    fn report(&self) -> Report {
        self.path.report(self.begun.elapsed()).expect("a connection")
    }

    /// Nothing that went to the server holds the password.
    #[track_caller]
    fn assert_sealed(&self, password: &str) {
        assert_absent(&self.sent, password);
    }
}

#[test]
fn xrdp_is_reached_up_to_a_picture_that_stays() {
    let server = Xrdp::start(SecurityLayer::Tls);

    let run = SignIn::run(server.address, shadow::PASSWORD);

    run.assert_passed();
    run.assert_sealed(shadow::PASSWORD);
}

#[test]
fn shadow_with_nla_lets_the_right_password_in() {
    let server = Shadow::start(shadow::Security::Nla);

    let run = SignIn::run(server.address, shadow::PASSWORD);

    run.assert_passed();
    run.assert_sealed(shadow::PASSWORD);
}

#[test]
fn shadow_with_nla_closes_on_a_wrong_password_and_says_nothing() {
    let server = Shadow::start(shadow::Security::Nla);

    let run = SignIn::run(server.address, "Wrong-Passw0rd");

    let failure = run.path.failure();
    assert!(matches!(failure, Some(Failure::Closed { .. })), "{failure:?}");
    assert_eq!(first(&run.report()), "RDP-NLA-027");
    run.assert_sealed("Wrong-Passw0rd");
}

#[test]
fn ironrdp_server_lets_the_right_password_in() {
    let server = IronRdp::start(ironrdp::Security::Hybrid);

    let run = SignIn::run(server.address, shadow::PASSWORD);

    run.assert_passed();
    run.assert_sealed(shadow::PASSWORD);
}

#[test]
fn nothing_that_the_relay_carries_holds_the_password() {
    let relay = Arc::new(Relay::start());
    let (xrdp, shadow) = (Xrdp::start(SecurityLayer::Tls), Shadow::start(shadow::Security::Nla));
    for address in [xrdp.address, shadow.address] {
        let target = address.to_string().parse().expect("an address is a target");
        let bridge = Bridge::to(&relay, &target);

        let run = SignIn::run(bridge.address, shadow::PASSWORD);

        run.assert_passed();
        // The session is open still. That the computer's address is found shows that the search finds things.
        assert!(relay.program.holds_in_memory(address.to_string().as_bytes()));
        for canary in written(shadow::PASSWORD) {
            assert!(!relay.program.holds_in_memory(&canary));
        }
        drop(run);
        let carried = bridge.into_carried();
        assert!(carried.len() > 1000, "{} bytes", carried.len());
        assert_absent(&carried, shadow::PASSWORD);
    }
    assert!(!relay.program.lines().join("\n").contains(shadow::PASSWORD));
}

#[test]
fn no_database_holds_the_password_after_a_sign_in_that_was_shared() {
    for database in [Database::sqlite(), Database::postgres()] {
        let relay = Arc::new(database.relay());
        let server = Shadow::start(shadow::Security::Nla);
        let target = server.address.to_string().parse().expect("an address is a target");
        let bridge = Bridge::to(&relay, &target);
        let run = SignIn::run(bridge.address, shadow::PASSWORD);
        run.assert_passed();

        let request = json!({
            "content": "open", "disclosure": "everything", "life": "day", "doing": NOTE, "report": run.report(),
        });
        let client = Client::of(&relay.url);
        let receipt = Receipt::of(&client.post("/api/reports", &request));
        // The relay still runs: what its database has not taken over yet stands in the log beside it.
        let kept = database.contents();
        let read = client.get(&receipt.path()).body;

        assert!(holds(&kept, NOTE.as_bytes()), "the search finds what is there");
        assert!(
            holds(&read, b"\"authenticate\""),
            "and bodies are read as they were before they were compressed"
        );
        for canary in written(shadow::PASSWORD) {
            let digits: String = canary.iter().map(|byte| format!("{byte:02x}")).collect();
            for form in [canary.as_slice(), digits.as_bytes()] {
                assert!(!holds(&kept, form) && !holds(&read, form), "{database:?}");
            }
        }
    }
}

/// `rdptrace check --user`, with the password on its standard input.
fn checked(address: SocketAddr, password: &str) -> rdptrace::Report {
    checked_with(&[&address.to_string(), "--user", shadow::USER], password)
}

/// The same with these arguments.
fn checked_with(arguments: &[&str], password: &str) -> rdptrace::Report {
    let folder = tempfile::tempdir().expect("a folder");
    let mut child = Command::new(rdptrace::binary())
        .args(["check", "--json", "--password-stdin"])
        .args(arguments)
        .env("XDG_STATE_HOME", folder.path())
        .env_remove("STATE_DIRECTORY")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program");
    let mut stdin = child.stdin.take().expect("it is piped");
    writeln!(stdin, "{password}").expect("it reads");
    drop(stdin);
    let output = child.wait_with_output().expect("a child that was started");
    assert_absent(&output.stdout, password);
    serde_json::from_slice(&output.stdout).expect("a report")
}

#[test]
fn terminal_signs_in_to_a_server_with_nla() {
    let server = Shadow::start(shadow::Security::Nla);

    let report = checked(server.address, shadow::PASSWORD);

    assert_eq!(report.first_finding(), "RDP-NLA-030", "{report:?}");
    assert_eq!(report.stage(Stage::Stay).outcome, Outcome::Passed);
}

/// A computer of a domain, and a resolver that leads to it and to the domain's KDC.
struct Domain {
    kdc: Kdc,
    computer: IronRdp,
    resolver: Resolver,
}

impl Domain {
    fn start() -> Self {
        let kdc = Kdc::start(&[(shadow::USER, shadow::PASSWORD)]);
        let computer = IronRdp::start(ironrdp::Security::Kerberos(kdc.address));
        let service = format!("_kerberos._tcp.{}", kdc::DOMAIN);
        let resolver = Resolver::start([
            (kdc::COMPUTER, dns::Answer::Addresses(vec![computer.address.ip()])),
            ("dc.rdptrace.test", dns::Answer::Addresses(vec![kdc.address.ip()])),
            (
                service.as_str(),
                dns::Answer::Service("dc.rdptrace.test".to_owned(), kdc.address.port()),
            ),
        ]);
        Self {
            kdc,
            computer,
            resolver,
        }
    }

    /// A sign-in to `computer` as `user` of the domain.
    fn checked(&self, computer: &str, user: &str, password: &str, more: &[&str]) -> rdptrace::Report {
        let target = format!("{computer}:{}", self.computer.address.port());
        let resolver = self.resolver.address.to_string();
        let account = ["--user", user, "--domain", kdc::DOMAIN];
        let arguments = [&[&target, "--dns-server", &resolver][..], &account, more].concat();
        checked_with(&arguments, password)
    }

    /// How often the KDC refused a proof of a password.
    fn refused_proofs(&self) -> usize {
        let lines = self.kdc.program.lines();
        lines.iter().filter(|line| line.contains(": PREAUTH_FAILED: ")).count()
    }
}

/// What the report says of the KDC.
fn kdc_answer(report: &rdptrace::Report) -> Option<KdcAnswer> {
    let Facts::Authenticate(facts) = &report.stage(Stage::Authenticate).facts else {
        panic!("other facts");
    };
    facts.kdc
}

#[test]
fn terminal_signs_in_by_kerberos_where_dns_names_a_kdc_that_knows_both() {
    let domain = Domain::start();

    let report = domain.checked(kdc::COMPUTER, shadow::USER, shadow::PASSWORD, &[]);

    assert_eq!(report.first_finding(), "RDP-NLA-030", "{report:?}");
    assert_eq!(report.stage(Stage::Stay).outcome, Outcome::Passed);
    assert_eq!(kdc_answer(&report), Some(KdcAnswer::Known));
    let said = domain.kdc.program.lines().join("\n");
    assert!(
        said.contains("TGS_REQ") && said.contains("for TERMSRV/pc.rdptrace.test"),
        "{said}"
    );
    assert!(!said.contains(shadow::PASSWORD));
}

#[test]
fn terminal_takes_the_kdc_that_it_is_told_of() {
    let mut domain = Domain::start();
    let address = domain.computer.address.ip();
    // DNS knows of none.
    domain.resolver = Resolver::start([(kdc::COMPUTER, dns::Answer::Addresses(vec![address]))]);
    let kdc = domain.kdc.address.to_string();

    let report = domain.checked(kdc::COMPUTER, shadow::USER, shadow::PASSWORD, &["--kdc", &kdc]);

    assert_eq!(report.first_finding(), "RDP-NLA-030", "{report:?}");
    assert_eq!(kdc_answer(&report), Some(KdcAnswer::Known));
}

#[test]
fn password_that_the_domain_refuses_never_reaches_the_computer() {
    let domain = Domain::start();

    let report = domain.checked(kdc::COMPUTER, shadow::USER, "Wrong-Passw0rd", &[]);

    assert_eq!(report.first_finding(), "RDP-NLA-034", "{report:?}");
    let authenticate = report.stage(Stage::Authenticate);
    assert_eq!(authenticate.failure, Some(Failure::Kdc { code: Some(24) }));
    assert_eq!(report.connections.len(), 1, "there is one try");
    assert_eq!(domain.refused_proofs(), 1, "{:?}", domain.kdc.program.lines());
}

#[test]
fn accounts_and_computers_that_the_domain_does_not_know_sign_in_by_ntlm_and_are_told() {
    let domain = Domain::start();
    let computer = IronRdp::start(ironrdp::Security::Hybrid);
    let kdc = domain.kdc.address.to_string();
    let resolver = Resolver::start([
        (
            "other.rdptrace.test",
            dns::Answer::Addresses(vec![computer.address.ip()]),
        ),
        (kdc::COMPUTER, dns::Answer::Addresses(vec![computer.address.ip()])),
    ]);
    let resolver = resolver.address.to_string();
    for (name, user, code, outcome) in [
        ("other.rdptrace.test", shadow::USER, 7, Outcome::Passed),
        // The computer does not know them either.
        (kdc::COMPUTER, "nobody", 6, Outcome::Failed),
    ] {
        let target = format!("{name}:{}", computer.address.port());
        let arguments = [
            "--user",
            user,
            "--domain",
            kdc::DOMAIN,
            "--kdc",
            &kdc,
            "--dns-server",
            &resolver,
        ];
        let report = checked_with(&[&[target.as_str()][..], &arguments].concat(), shadow::PASSWORD);

        assert_eq!(kdc_answer(&report), Some(KdcAnswer::Refused { code }), "{report:?}");
        let ids: Vec<&str> = report.findings.iter().map(|finding| finding.id.as_str()).collect();
        assert!(ids.contains(&"RDP-NLA-036"), "{ids:?}");
        assert_eq!(report.stage(Stage::Authenticate).outcome, outcome, "{user}: {ids:?}");
    }
    assert_eq!(domain.refused_proofs(), 0, "no password was tried there");
}

#[test]
fn terminal_signs_in_by_ntlm_where_no_kdc_answers_and_says_so() {
    let server = IronRdp::start(ironrdp::Security::Hybrid);
    let resolver = Resolver::start([(kdc::COMPUTER, dns::Answer::Addresses(vec![server.address.ip()]))]);
    let target = format!("{}:{}", kdc::COMPUTER, server.address.port());
    let resolver = resolver.address.to_string();
    let account = [
        "--user",
        shadow::USER,
        "--domain",
        kdc::DOMAIN,
        "--dns-server",
        &resolver,
    ];

    let report = checked_with(&[&[target.as_str()][..], &account].concat(), shadow::PASSWORD);

    assert_eq!(report.first_finding(), "RDP-NLA-030", "{report:?}");
    assert_eq!(kdc_answer(&report), Some(KdcAnswer::Silent));
}

#[test]
fn terminal_waits_for_an_early_authorization() {
    let server = IronRdp::start(ironrdp::Security::Hybrid);

    let report = checked(server.address, shadow::PASSWORD);

    assert_eq!(report.first_finding(), "RDP-NLA-030", "{report:?}");
    assert_eq!(report.connections.len(), 1);
}

#[test]
fn terminal_names_where_a_wrong_password_ended_it() {
    let server = Shadow::start(shadow::Security::Nla);

    let report = checked(server.address, "Wrong-Passw0rd");

    assert_eq!(report.first_finding(), "RDP-NLA-027", "{report:?}");
    assert_eq!(report.connections.len(), 1, "there is one try");
}

#[test]
fn terminal_says_that_xrdp_checks_the_password_on_its_screen() {
    let server = Xrdp::start(SecurityLayer::Tls);

    let report = checked(server.address, shadow::PASSWORD);

    let ids: Vec<&str> = report.findings.iter().map(|finding| finding.id.as_str()).collect();
    assert!(ids.contains(&"RDP-NLA-031") && !ids.contains(&"RDP-NLA-030"), "{ids:?}");
}

/// A server that plays `steps`.
fn scenario(steps: &str) -> Scenario {
    let scenario = format!(
        "name = \"a sign-in\"\nobserved = false\nsource = \"MS-CSSP 3.1.5\"\n[[connections]]\nsteps = [{steps}]\n\
         [expect]\nfinding = \"RDP-NLA-001\"\n"
    );
    toml::from_str(&scenario).unwrap_or_else(|error| panic!("{error}\n{scenario}"))
}

/// A sign-in to a server that plays `steps`.
fn played(steps: &str, password: &str) -> Report {
    let scenario = scenario(steps);
    let account = Account {
        user: shadow::USER.to_owned(),
        domain: None,
        password: Secret::new(password.to_owned()),
        kerberos: Kerberos::NotAsked,
    };
    let report = memory::play_as(&scenario, Identity::Account(account));
    let written = serde_json::to_vec(&report).expect("a report is JSON");
    assert_absent(&written, password);
    report
}

/// The id of the finding that a person reads first.
fn first(report: &Report) -> &'static str {
    diagnose(report).first().map_or("", |finding| finding.id)
}

fn step(report: &Report) -> Option<SignInStep> {
    report.stages().iter().find_map(|stage| {
        if let Facts::Authenticate(facts) = &stage.facts {
            facts.sign_in
        } else {
            None
        }
    })
}

/// Written with a result, and in nothing else.
const NOTE: &str = "canary-of-the-note";
const CHALLENGE: &str =
    r#"{ serve = { until = "token", protocols = 2 } }, { challenge = { form = "raw_only" } }, "await_token""#;

#[test]
fn server_that_names_no_status_is_not_said_to_refuse_the_password() {
    for (end, finding) in [("\"close\"", "RDP-NLA-027"), ("\"reset\"", "RDP-NLA-027")] {
        let report = played(&format!("{CHALLENGE}, {end}"), "Wrong-Passw0rd");

        assert_eq!(first(&report), finding, "{end}: {report:#?}");
        assert_eq!(step(&report), Some(SignInStep::Answered));
        assert_eq!(report.connections().len(), 1, "there is one try");
    }
    // Whatever its number is, it says nothing of the password.
    let alert = played(&format!("{CHALLENGE}, \"alert_inside\", \"close\""), "Wrong-Passw0rd");
    assert_eq!(first(&alert), "RDP-NLA-028", "{alert:#?}");
    let failure = alert.broken().and_then(|stage| stage.failure.clone());
    assert_eq!(failure, Some(Failure::TlsAlert { code: 20 }));
    let silent = played(CHALLENGE, "Wrong-Passw0rd");
    assert_eq!(first(&silent), "RDP-NLA-029", "{silent:#?}");
}

#[test]
fn status_behind_the_password_has_its_finding_and_there_is_no_second_try() {
    for (status, finding) in [
        (0xC000_006D_u32, "RDP-NLA-005"),
        (0xC000_006A, "RDP-NLA-005"),
        (0xC000_0064, "RDP-NLA-005"),
        (0xC000_006E, "RDP-NLA-006"),
        (0xC000_006F, "RDP-NLA-007"),
        (0xC000_0070, "RDP-NLA-007"),
        (0xC000_0071, "RDP-NLA-008"),
        (0xC000_0224, "RDP-NLA-008"),
        (0xC000_0072, "RDP-NLA-009"),
        (0xC000_0193, "RDP-NLA-009"),
        (0xC000_0234, "RDP-NLA-010"),
        (0xC000_015B, "RDP-NLA-011"),
        (0xC000_005E, "RDP-NLA-012"),
        (0xC000_018C, "RDP-NLA-013"),
        (0xC000_0133, "RDP-NLA-014"),
        (0xC000_035B, "RDP-NLA-015"),
        (0xC000_0413, "RDP-NLA-016"),
        (0xC000_0418, "RDP-NLA-004"),
        (0xC000_0388, "RDP-NLA-017"),
        (0x8009_0302, "RDP-NLA-004"),
    ] {
        let report = played(
            &format!("{CHALLENGE}, {{ credssp_status = {status} }}"),
            "Wrong-Passw0rd",
        );

        assert_eq!(first(&report), finding, "0x{status:08X}: {report:#?}");
        assert_eq!(report.connections().len(), 1);
    }
}

/// Up to where a server plays a healthy one, what it does then, and what is found.
const BREAKS: [(&str, &str, Stage, &str); 20] = [
    ("settings", "{ mcs_refusal = 14 }", Stage::Settings, "RDP-MCS-001"),
    ("settings", "\"reset\"", Stage::Settings, "RDP-MCS-002"),
    (
        "channels",
        "{ attach_user_refusal = 3 }",
        Stage::Channels,
        "RDP-MCS-001",
    ),
    (
        "license",
        "{ error_info = 4 }, { ultimatum = 3 }",
        Stage::Logon,
        "RDP-SES-002",
    ),
    (
        "license",
        "{ error_info = 5 }, { ultimatum = 3 }",
        Stage::Logon,
        "RDP-SES-003",
    ),
    (
        "license",
        "{ error_info = 7 }, { ultimatum = 3 }",
        Stage::Logon,
        "RDP-SES-005",
    ),
    (
        "license",
        "{ error_info = 9 }, { ultimatum = 3 }",
        Stage::Logon,
        "RDP-SES-007",
    ),
    ("license", "\"close\"", Stage::Logon, "RDP-SES-023"),
    ("license", "\"reset\"", Stage::Logon, "RDP-SES-024"),
    ("license", "{ ultimatum = 1 }, \"close\"", Stage::Logon, "RDP-SES-022"),
    (
        "license",
        "{ license_error = { code = 2, transition = 1 } }, \"close\"",
        Stage::License,
        "RDP-LIC-002",
    ),
    (
        "license",
        "{ license_error = { code = 6, transition = 1 } }, \"close\"",
        Stage::License,
        "RDP-LIC-001",
    ),
    (
        "capabilities",
        "{ redirection = \"192.0.2.7\" }, \"close\"",
        Stage::Capabilities,
        "RDP-SES-021",
    ),
    ("capabilities", "\"close\"", Stage::Capabilities, "RDP-SES-023"),
    (
        "capabilities",
        "{ pause_ms = 120000 }",
        Stage::Capabilities,
        "RDP-CAP-002",
    ),
    ("finalize", "\"close\"", Stage::Finalize, "RDP-SES-023"),
    ("desktop", "{ reactivate = 5 }", Stage::Desktop, "RDP-CAP-001"),
    ("desktop", "{ pause_ms = 120000 }", Stage::Desktop, "RDP-DSK-001"),
    (
        "desktop",
        "{ error_info = 0x10 }, \"close\"",
        Stage::Desktop,
        "RDP-SES-012",
    ),
    ("desktop", "\"picture\", \"fin\"", Stage::Stay, "RDP-SES-023"),
];

#[test]
fn each_break_behind_the_password_has_its_stage_and_its_finding() {
    for (until, end, stage, finding) in BREAKS {
        let steps = format!("{{ serve = {{ until = \"{until}\" }} }}, {end}");
        let report = played(&steps, shadow::PASSWORD);

        let broken = report.broken().map(wire::StageReport::stage);
        assert_eq!((broken, first(&report)), (Some(stage), finding), "{until}: {end}");
        // Nobody with an account is told that its name was empty.
        let ids: Vec<&str> = diagnose(&report).iter().map(|finding| finding.id).collect();
        assert!(
            !ids.contains(&"RDP-NLA-005") && !ids.contains(&"RDP-SES-030"),
            "{ids:?}"
        );
        assert_eq!(report.connections().len(), 1, "there is one try");
    }
}

#[test]
fn break_behind_a_password_that_was_accepted_is_not_about_the_password() {
    for (until, end, stage, finding) in [
        (
            "settings",
            "{ mcs_refusal = 14 }, \"close\"",
            Stage::Settings,
            "RDP-MCS-001",
        ),
        ("license", "{ error_info = 7 }, \"close\"", Stage::Logon, "RDP-SES-005"),
        ("license", "\"close\"", Stage::Logon, "RDP-SES-023"),
        (
            "license",
            "{ license_error = { code = 2, transition = 1 } }, \"close\"",
            Stage::License,
            "RDP-LIC-002",
        ),
        (
            "desktop",
            "{ reactivate = 5 }, \"close\"",
            Stage::Desktop,
            "RDP-CAP-001",
        ),
    ] {
        let script = scenario(&format!(
            "{{ serve = {{ until = \"{until}\", protocols = 2 }} }}, {end}"
        ));
        let listener = net::listen((net::own_address(), 0).into());
        let server = Peer::start(&script.connections, listener, &["suite".to_owned()]);

        let report = checked(server.address, shadow::PASSWORD);

        assert_eq!(report.first_finding(), finding, "{until}: {end} {report:?}");
        assert_eq!(report.stage(Stage::Authenticate).outcome, Outcome::Passed);
        assert_eq!(report.stage(stage).outcome, Outcome::Failed, "{until}: {end}");
        assert_eq!(server.seen().len(), 1, "there is one try");
    }
}

#[test]
fn server_without_nla_checks_the_password_on_its_own_screen() {
    let report = played(r#"{ serve = { until = "desktop" } }, "picture""#, shadow::PASSWORD);

    let ids: Vec<&str> = diagnose(&report).iter().map(|finding| finding.id).collect();
    assert!(ids.contains(&"RDP-NLA-031") && !ids.contains(&"RDP-NLA-030"), "{ids:?}");
}

/// The password is in `bytes` in neither of its forms.
#[track_caller]
fn assert_absent(bytes: &[u8], password: &str) {
    for canary in written(password) {
        assert!(!holds(bytes, &canary));
    }
}

fn holds(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|bytes| bytes == part)
}

/// The password as it is typed, and as Remote Desktop writes it.
fn written(password: &str) -> [Vec<u8>; 2] {
    let wide = password.encode_utf16().flat_map(u16::to_le_bytes).collect();
    [password.as_bytes().to_vec(), wide]
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
