//! Sign-ins: to real servers through the sealed path, as a client in a browser does, with and without the relay's tunnel
//! between; by `rdptrace check --user`; and to scripted servers that refuse in every way.

#[path = "sign_in/client.rs"]
mod client;
#[path = "sign_in/cuts.rs"]
mod cuts;
#[path = "sign_in/tab.rs"]
mod tab;

use std::fs;
use std::io::Write as _;
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::sync::Arc;

use diagnosis::diagnose;
use fixtures::certificate;
use fixtures::dns::{self, Resolver};
use fixtures::http::Client;
use fixtures::{clock, net};
use probe::{Credentials as Account, Identity, Kerberos, Secret};
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
use wire::{Facts, Failure, KdcAnswer, Outcome, Report, SignInStep, Stage};

use client::SignIn;

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

    let failure = run.tab.path.failure();
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
    let arguments = [&["--password-stdin"], arguments].concat();
    serde_json::from_slice(&printed(&arguments, password)).expect("a report")
}

/// What `rdptrace check --json` prints with these arguments, and this line on its standard input.
fn printed(arguments: &[&str], password: &str) -> Vec<u8> {
    let authority = certificate::trusted_pem(clock::time_of_day());
    printed_trusting(&authority, arguments, password).stdout
}

/// The same on a machine that trusts these authorities, in PEM.
fn printed_trusting(authorities: &str, arguments: &[&str], password: &str) -> Output {
    let folder = tempfile::tempdir().expect("a folder");
    let trusted = folder.path().join("authorities.pem");
    fs::write(&trusted, authorities).expect("a file");
    let mut child = Command::new(rdptrace::binary())
        .args(["check", "--json"])
        .args(arguments)
        .env("XDG_STATE_HOME", folder.path())
        .env("SSL_CERT_FILE", &trusted)
        .env_remove("SSL_CERT_DIR")
        .env_remove("STATE_DIRECTORY")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program");
    let mut stdin = child.stdin.take().expect("it is piped");
    writeln!(stdin, "{password}").expect("it reads");
    drop(stdin);
    let output = child.wait_with_output().expect("a child that was started");
    assert_absent(&output.stdout, password);
    output
}

#[test]
fn terminal_signs_in_to_a_server_with_nla() {
    let server = Shadow::start(shadow::Security::Nla);

    let report = checked(server.address, shadow::PASSWORD);

    assert_eq!(report.first_finding(), "RDP-NLA-030", "{report:?}");
    assert_eq!(report.stage(Stage::Stay).outcome, Outcome::Passed);
}

/// `rdptrace check --gateway-user`, with the password on its standard input, to a computer that exists nowhere.
fn through(gateway: SocketAddr, password: &str) -> serde_json::Value {
    serde_json::from_slice(&printed(&through_arguments(&gateway.to_string()), password)).expect("JSON")
}

fn through_arguments(gateway: &str) -> [&str; 6] {
    [
        "127.0.0.1:1",
        "--gateway",
        gateway,
        "--gateway-user",
        shadow::USER,
        "--gateway-password-stdin",
    ]
}

#[test]
fn terminal_signs_in_to_a_gateway_and_names_the_policy_that_refuses() {
    let gateway = Peer::playing("gateway-account/resource-policy");

    let report = through(gateway.address, shadow::PASSWORD);

    assert_eq!(report["findings"][0]["id"], "RDP-GW-022", "{report}");
    let stages = &report["legs"][1]["stages"];
    let ended = |place: usize| (&stages[place]["outcome"], &stages[place]["failure"]);
    assert_eq!(ended(4), (&json!("passed"), &serde_json::Value::Null));
    let refused = json!({ "kind": "gateway_refused", "code": 0x8007_59DA_u32 });
    assert_eq!(ended(5), (&json!("failed"), &refused));
}

#[test]
fn terminal_checks_the_computer_through_the_tunnel_of_a_gateway() {
    let gateway = Peer::playing("gateway-behind/to-the-picture");
    let address = gateway.address.to_string();
    // What the computer behind it shows is the gateway's own certificate.
    let computer = format!("{}:1", gateway.address.ip());
    let arguments = [&[&*computer][..], &through_arguments(&address)[1..]].concat();

    let report: serde_json::Value = serde_json::from_slice(&printed(&arguments, shadow::PASSWORD)).expect("JSON");

    assert_eq!(report["findings"][0]["id"], "RDP-DSK-002", "{report}");
    let behind = &report["legs"][2];
    assert_eq!(
        (&behind["from"], &behind["to"]),
        (&json!("gateway"), &json!("computer"))
    );
    let stages = behind["stages"].as_array().expect("stages");
    let ended: Vec<_> = stages.iter().map(|stage| &stage["outcome"]).collect();
    assert_eq!(ended[..2], [&json!("not_reached"); 2]);
    assert!(ended[2..].iter().all(|ended| **ended == json!("passed")), "{behind}");
    // The direct way was refused, and that decides nothing.
    assert_eq!(report["legs"][0]["stages"][1]["outcome"], "failed");
    assert_eq!(gateway.seen().len(), 2);
}

#[test]
fn odd_gateways_get_the_same_answer_over_sockets_as_in_memory() {
    let is_odd = |scenario: &Scenario| scenario.id.starts_with("gateway-odd/");
    let odd: Vec<_> = Scenario::all().into_iter().filter(is_odd).collect();
    assert!(odd.len() > 6, "{}", odd.len());
    // Each silence takes the time that is waited for a gateway.
    let speaks = |scenario: &&Scenario| !scenario.expect.stages.values().any(|ended| *ended == Outcome::Silent);
    for scenario in odd.iter().filter(speaks) {
        let gateway = Peer::playing(&scenario.id);

        let report = through(gateway.address, shadow::PASSWORD);

        let first = &report["findings"][0]["id"];
        assert_eq!(*first, *scenario.expect.finding, "{}: {report}", scenario.id);
    }
}

#[test]
fn gateway_that_the_machine_does_not_trust_gets_no_proof_of_the_password() {
    let gateway = Peer::playing("gateway-account/resource-policy");
    let address = gateway.address.to_string();

    let printed = printed_trusting("", &through_arguments(&address), shadow::PASSWORD);
    let report: serde_json::Value = serde_json::from_slice(&printed.stdout).expect("JSON");

    assert_eq!(report["legs"][1]["stages"][4]["outcome"], "not_reached", "{report}");
    assert_eq!(report["findings"][0]["id"], "RDP-GW-023", "{report}");
}

#[test]
fn gateway_whose_certificate_stands_in_a_file_is_trusted_for_that_check() {
    let gateway = Peer::playing("gateway-account/resource-policy");
    let address = gateway.address.to_string();
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("issuer.pem");
    fs::write(&file, certificate::trusted_pem(clock::time_of_day())).expect("a file");
    let asked = |file: &Path| {
        let file = ["--gateway-ca", file.to_str().expect("a path")];
        printed_trusting(
            "",
            &[&through_arguments(&address)[..], &file].concat(),
            shadow::PASSWORD,
        )
    };

    let printed = asked(&file);

    let report: serde_json::Value = serde_json::from_slice(&printed.stdout).expect("JSON");
    assert_eq!(report["findings"][0]["id"], "RDP-GW-022", "{report}");
    fs::write(&file, "none").expect("a file");
    let refused = asked(&file);
    assert_eq!(refused.status.code(), Some(2));
    let said = String::from_utf8_lossy(&refused.stderr);
    assert!(said.contains("has no certificate in PEM form"), "{said}");
    assert!(!asked(&folder.path().join("missing.pem")).status.success());
}

#[test]
fn gateway_is_told_a_wrong_password_once() {
    let gateway = Peer::playing("gateway-account/resource-policy");

    let report = through(gateway.address, "not-it-at-all");

    assert_eq!(report["findings"][0]["id"], "RDP-GW-021", "{report}");
    // One that asks without an account, and one that signs in.
    assert_eq!(gateway.seen().len(), 2);
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
