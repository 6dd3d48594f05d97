//! A report of which every field that could tell whose it is holds something that is searched for afterwards.

use core::net::{IpAddr, SocketAddr};

use wire::{
    AuthenticateFacts, CertificateFacts, ConnectFacts, Connection, Dial, Dialed, Direction, Exchange, Facts, Failure,
    Hex, Leg, Node, NtlmChallenge, Outcome, Pdu, PeerText, Place, Purpose, ReachFacts, Report, ResolveFacts,
    SecureFacts, ServerSignal, Service, Signal, Stage, StageReport, Told, Tool, Unreachable,
};

use fixtures::reports::{NOW, healthy, ms};

/// What is gone at every level but the first.
pub(super) const REMOVED_FOR_SUPPORT: &[&str] = &[
    USER,
    COOKIE,
    REDIRECTED,
    OTHER_SUBJECT,
    OTHER_NAME,
    OTHER_NAME_TOO,
    STRANGER,
    STRANGERS_ISSUER,
    PRIVATE,
    LINK_LOCAL,
    UNIQUE_LOCAL,
    IN_EVIDENCE,
    CALLER,
    CALLER_V6,
    SOURCE,
];

/// What is gone in public besides.
pub(super) const REMOVED_IN_PUBLIC: &[&str] = &[
    TARGET,
    PORT,
    ALIAS,
    PUBLIC_V4,
    PUBLIC_V6,
    FORBIDDEN,
    COMPUTER,
    DOMAIN,
    DNS_COMPUTER,
    DNS_DOMAIN,
    DNS_FOREST,
    ISSUER,
    AUTHORITY,
    FINGERPRINT,
    OTHER_FINGERPRINT,
    THUMBPRINT,
    KEY,
    SIGNATURE,
    BANNER,
    VALID_FROM,
    VALID_UNTIL,
    STARTED,
    SERVER_TIME,
    SEEN,
    AGENT,
    INTERFACE,
];

const TARGET: &str = "qzxtarget.qzxzone.example";
const PORT: &str = "48765";
const ALIAS: &str = "qzxalias.example";
const PUBLIC_V4: &str = "45.67.89.123";
const PUBLIC_V6: &str = "2a0b:77:88::99";
const FORBIDDEN: &str = "46.68.90.124";
const PRIVATE: &str = "10.77.88.99";
const LINK_LOCAL: &str = "fe80::77:88ff:fe99:aabb";
const UNIQUE_LOCAL: &str = "fd77:88:99:1:77:88:99:aa";
const COMPUTER: &str = "QZXCOMPUTER";
const DOMAIN: &str = "QZXDOMAIN";
const DNS_COMPUTER: &str = "qzxdnscomputer.example";
const DNS_DOMAIN: &str = "qzxdnsdomain.example";
const DNS_FOREST: &str = "qzxforest.example";
const OTHER_SUBJECT: &str = "qzxsubject.example";
const OTHER_NAME: &str = "qzxothername.example";
const OTHER_NAME_TOO: &str = "47.69.91.125";
const STRANGER: &str = "qzxstranger.example";
const STRANGERS_ISSUER: &str = "qzxstrangersissuer";
const ISSUER: &str = "Qzxissuer Ltd";
const AUTHORITY: &str = "Qzxauthority Ltd";
const FINGERPRINT: &str = "c0ffee77c0ffee77c0ffee77c0ffee77c0ffee77c0ffee77c0ffee77c0ffee77";
const OTHER_FINGERPRINT: &str = "deadbeefdeadbeefdeadbeefdeadbeefdeadbeefdeadbeefdeadbeefdeadbeef";
const THUMBPRINT: &str = "facade99facade99facade99facade99facade99";
const KEY: &str = "qzxkey";
const SIGNATURE: &str = "qzxsignature";
const USER: &str = "qzxuser";
const COOKIE: &str = "qzxcookie";
const REDIRECTED: &str = "qzxredirected.example";
const BANNER: &str = "qzxbanner";
const CALLER: &str = "48.70.92.126";
const CALLER_V6: &str = "2a0c:77:88:99::1";
const IN_EVIDENCE: &str = "qzxevidence";
const VALID_FROM: &str = "1752323217";
const VALID_UNTIL: &str = "1792323219";
const STARTED: &str = "1772345678901";
const AGENT: &str = "qzxagent";
const SOURCE: &str = "10.78.89.100";
const INTERFACE: &str = "qzxinterface";
const SEEN: &str = "1772345679";
const SERVER_TIME: &str = "1772345688777";

fn ip(text: &str) -> IpAddr {
    text.parse().unwrap()
}

fn socket(text: &str) -> SocketAddr {
    SocketAddr::new(ip(text), PORT.parse().unwrap())
}

fn texts(all: &[&str]) -> Vec<PeerText> {
    all.iter().map(|text| PeerText::from(*text)).collect()
}

/// Reports of every kind of failure that holds text; the first one holds everything else.
pub(super) fn reports() -> Vec<Report> {
    let mut all = vec![report()];
    let banner = || PeerText::from(format!("220 {BANNER} at {PRIVATE}, you are [{CALLER}]:1, {CALLER_V6}.").as_str());
    let services = [
        Service::Ssh { banner: banner() },
        Service::Http { banner: banner() },
        Service::Smtp { banner: banner() },
        Service::Ftp { banner: banner() },
        Service::Vnc { banner: banner() },
        Service::Mail { banner: banner() },
    ];
    let mut failures: Vec<Failure> = services.map(|service| Failure::NotRdp { service }).into();
    failures.push(Failure::Malformed { expected: Pdu::Unnamed });
    failures.push(Failure::UnexpectedPdu {
        expected: Pdu::Unnamed,
        received: Pdu::Unnamed,
    });
    failures.push(Failure::Redirected);
    for at in [Stage::Negotiate, Stage::Logon] {
        for failure in &failures {
            let mut broken = report();
            let stage = broken
                .computer_mut()
                .unwrap()
                .stages
                .iter_mut()
                .find(|known| known.stage() == at)
                .unwrap();
            stage.outcome = Outcome::Failed;
            stage.failure = Some(failure.clone());
            all.push(broken);
        }
    }
    let mut unmatched = report();
    if let Facts::Secure(facts) = &mut fixtures::reports::stage(&mut unmatched, Stage::Secure).facts {
        facts.name_matches = Some(false);
        facts.certificates[0].self_signed = true;
        facts.certificates[0].issuer = OTHER_SUBJECT.into();
        facts.certificates[0].names.reverse();
    }
    all.push(unmatched);
    all
}

fn told() -> Leg {
    let mut leg = Leg::new(Node::Tool, Node::Computer, Place::Tool);
    leg.stages[0].outcome = Outcome::Passed;
    leg.stages[0].facts = Facts::Reach(ReachFacts {
        address: Some(ip(PRIVATE)),
        told: Some(Told {
            tool: Tool::TestNetConnection,
            source: Some(ip(SOURCE)),
            interface: Some(format!("{INTERFACE} to {PRIVATE}").as_str().into()),
            vpn: true,
        }),
        ..ReachFacts::default()
    });
    leg
}

fn report() -> Report {
    let mut report = healthy();
    report.target = format!("{TARGET}:{PORT}").parse().unwrap();
    report.started_at_ms = STARTED.parse().unwrap();
    report.computer_mut().unwrap().agent = Some(PeerText::from(AGENT));
    report.legs.push(told());
    for stage in &mut report.computer_mut().unwrap().stages {
        match &mut stage.facts {
            Facts::Resolve(facts) => *facts = resolve(),
            Facts::Connect(facts) => *facts = connect(),
            Facts::Secure(facts) => *facts = secure(),
            Facts::Authenticate(facts) => *facts = authenticate(),
            Facts::Relay(_)
            | Facts::Reach(_)
            | Facts::Answer(_)
            | Facts::SignIn(_)
            | Facts::Tunnel(_)
            | Facts::Negotiate(_)
            | Facts::Settings(_)
            | Facts::Channels(_)
            | Facts::Logon(_)
            | Facts::License(_)
            | Facts::Capabilities(_)
            | Facts::Finalize(_)
            | Facts::Desktop(_)
            | Facts::Stay(_) => {}
        }
        fill(stage);
    }
    report.computer_mut().unwrap().connections = [FINGERPRINT, OTHER_FINGERPRINT]
        .map(|print| Connection {
            address: socket(PRIVATE),
            certificate_sha256: Some(print.to_owned()),
            ..fixtures::reports::connection(Purpose::Main)
        })
        .into();
    report
}

fn resolve() -> ResolveFacts {
    ResolveFacts {
        literal: false,
        lookups: Vec::new(),
        aliases: texts(&[ALIAS]),
        addresses: [PUBLIC_V4, PUBLIC_V6, PRIVATE, LINK_LOCAL, UNIQUE_LOCAL].map(ip).into(),
        forbidden: vec![ip(FORBIDDEN)],
        withheld: Some(2),
        documentation: false,
    }
}

fn connect() -> ConnectFacts {
    let dial = |address: &&str| Dial {
        address: socket(address),
        dialed: match *address {
            PRIVATE => Dialed::Answered,
            PUBLIC_V4 => Dialed::Unreachable {
                what: Unreachable::Host,
                by: Some(ip(UNIQUE_LOCAL)),
            },
            _ => Dialed::Refused,
        },
        elapsed_ms: ms(10),
    };
    ConnectFacts {
        used: Some(socket(PRIVATE)),
        dials: [PUBLIC_V4, PUBLIC_V6, LINK_LOCAL, UNIQUE_LOCAL, PRIVATE]
            .iter()
            .map(dial)
            .collect(),
    }
}

fn secure() -> SecureFacts {
    let certificate = |subject: &str, issuer: &str, names: &[&str]| CertificateFacts {
        subject: subject.into(),
        issuer: issuer.into(),
        self_signed: false,
        names: texts(names),
        not_before: VALID_FROM.parse().unwrap(),
        not_after: VALID_UNTIL.parse().unwrap(),
        key: KEY.into(),
        key_bits: 2048,
        signature: SIGNATURE.into(),
        sha256: FINGERPRINT.to_owned(),
        sha1: THUMBPRINT.to_owned(),
        server_usage: true,
    };
    SecureFacts {
        version: Some(0x0304),
        cipher: Some(wire::CipherSuite(0x1302)),
        certificates: vec![
            certificate(
                OTHER_SUBJECT,
                ISSUER,
                &[TARGET, "*.qzxzone.example", PRIVATE, OTHER_NAME, OTHER_NAME_TOO],
            ),
            certificate(ISSUER, AUTHORITY, &[]),
            certificate(STRANGER, STRANGERS_ISSUER, &[STRANGER]),
        ],
        seen_at: Some(SEEN.parse().unwrap()),
        name_matches: Some(true),
        asks_certificate: true,
        hellos: Vec::new(),
        standard: None,
    }
}

fn authenticate() -> AuthenticateFacts {
    AuthenticateFacts {
        challenge: Some(NtlmChallenge {
            computer: Some(COMPUTER.into()),
            domain: Some(DOMAIN.into()),
            dns_computer: Some(DNS_COMPUTER.into()),
            dns_domain: Some(DNS_DOMAIN.into()),
            dns_forest: Some(DNS_FOREST.into()),
            version: Some((10, 0, 20348)),
            server_time_ms: Some(SERVER_TIME.parse().unwrap()),
            clock_offset_ms: Some(150),
        }),
        ..AuthenticateFacts::default()
    }
}

/// Gives a step the server's own words, and two of them messages that hold every text.
fn fill(stage: &mut StageReport) {
    stage.signals = [
        Signal::LoggedOn { user: USER.into() },
        Signal::Redirection {
            target: REDIRECTED.into(),
        },
    ]
    .map(|signal| ServerSignal { at_ms: ms(50), signal })
    .into();
    if !matches!(stage.stage(), Stage::Negotiate | Stage::Logon) {
        return;
    }
    let mut exchanges = Vec::new();
    for text in REMOVED_FOR_SUPPORT.iter().chain(REMOVED_IN_PUBLIC) {
        let narrow: Vec<u8> = text.bytes().collect();
        let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        for bytes in [narrow, wide] {
            for (direction, pdu) in [
                (Direction::Sent, Pdu::ConnectionRequest),
                (Direction::Received, Pdu::ConnectionConfirm),
                (Direction::Received, Pdu::SetErrorInfo),
                (Direction::Received, Pdu::TsRequest),
                (Direction::Received, Pdu::Unnamed),
            ] {
                exchanges.push(Exchange {
                    direction,
                    at_ms: ms(40),
                    pdu,
                    length: 300,
                    bytes: Hex::from(bytes.as_slice()),
                });
            }
        }
    }
    stage.exchanges = exchanges;
}

#[test]
fn times_of_day_are_those_of_one_run() {
    assert_eq!(STARTED.parse::<i64>().unwrap() / 86_400_000, NOW / 86_400);
}
