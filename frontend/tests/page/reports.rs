//! Reports of runs as a relay sends them.

use core::time::Duration;

use wire::{
    AuthenticateFacts, CertificateFacts, ConnectFacts, Connection, Dial, Dialed, Direction, Elapsed, Exchange, Facts,
    Failure, Hex, KernelFacts, LegKind, Lookup, NegotiateFacts, Nla, NotChecked, NtlmChallenge, Outcome, PeerText,
    Place, Purpose, RecordKind, Report, ResolveFacts, SecureFacts, Stage, StageReport, TlsHello, TlsHelloAnswer,
    TokenForm, Unreachable,
};

pub(crate) const TARGET: &str = "pc-frontdesk.example.org";

/// Every stage passed.
pub(crate) fn all_passed() -> Report {
    let mut report = as_far_as_secure();
    report.replace(passed(Facts::Secure(tls(PeerText::from("PC-FRONTDESK"))), 24));
    for stage in LegKind::ToComputer.stages().skip(4) {
        let millis = if stage == Stage::Stay { 3000 } else { 11 };
        report.replace(passed(Facts::none(stage), millis));
    }
    with_total(report, 3_210)
}

/// The server resets the connection when TLS begins, whatever version is offered.
pub(crate) fn reset_at_secure() -> Report {
    let mut report = as_far_as_secure();
    let reset = |offered| TlsHello {
        offered,
        answer: TlsHelloAnswer::Reset,
    };
    let facts = SecureFacts {
        hellos: [0x0303, 0x0302, 0x0301].map(reset).to_vec(),
        ..SecureFacts::default()
    };
    report.replace(StageReport {
        outcome: Outcome::Failed,
        failure: Some(Failure::Reset { received: 0 }),
        exchanges: vec![exchange(
            Direction::Sent,
            42,
            "TLS ClientHello",
            246,
            b"\x16\x03\x01\x00\xf1\x01\x00\x00\xed\x03\x03",
        )],
        ..passed(Facts::Secure(facts), 19)
    });
    with_total(report, 61)
}

/// Three addresses, and each fails in another way.
pub(crate) fn no_connection() -> Report {
    let mut report = Report::new(TARGET.parse().unwrap(), Place::Relay, STARTED);
    report.replace(resolved(&["203.0.113.24", "203.0.113.25", "2001:db8::24"]));
    let dial = |address: &str, dialed, millis| Dial {
        address: address.parse().unwrap(),
        dialed,
        elapsed_ms: elapsed(millis),
    };
    let what = Unreachable::Network;
    let facts = ConnectFacts {
        used: None,
        dials: vec![
            dial("[2001:db8::24]:3389", Dialed::Unreachable { what }, 1),
            dial("203.0.113.24:3389", Dialed::Refused, 12),
            dial("203.0.113.25:3389", Dialed::Silent, 5_000),
        ],
    };
    report.replace(StageReport {
        outcome: Outcome::Failed,
        failure: Some(Failure::NoConnection),
        ..passed(Facts::Connect(facts), 5_013)
    });
    with_total(report, 5_017)
}

/// Nobody knows the name.
pub(crate) fn no_such_name() -> Report {
    let mut report = Report::new(TARGET.parse().unwrap(), Place::Relay, STARTED);
    report.replace(StageReport {
        outcome: Outcome::Failed,
        failure: Some(Failure::NameNotFound),
        ..passed(Facts::none(Stage::Resolve), 12)
    });
    with_total(report, 12)
}

/// The server asks for NLA, and the rest needs a password. Its name is `computer`.
pub(crate) fn challenged(computer: &str) -> Report {
    let mut report = as_far_as_secure();
    let computer = PeerText::from(computer);
    report.replace(passed(Facts::Secure(tls(computer.clone())), 24));
    let challenge = NtlmChallenge {
        computer: Some(computer),
        domain: Some(PeerText::from("EXAMPLE")),
        version: Some((10, 0, 20348)),
        server_time_ms: Some(STARTED + 700),
        clock_offset_ms: Some(700),
        ..NtlmChallenge::default()
    };
    let facts = AuthenticateFacts {
        nla: Some(Nla::Required),
        token: Some(TokenForm::Spnego),
        credssp_version: Some(6),
        challenge: Some(challenge),
        tls_only_failure: Some(5),
        ..AuthenticateFacts::default()
    };
    report.replace(passed(Facts::Authenticate(facts), 38));
    for stage in LegKind::ToComputer.stages().skip(5) {
        report.replace(StageReport {
            outcome: Outcome::NotChecked,
            not_checked: Some(NotChecked::NeedsPassword),
            ..StageReport::not_reached(stage)
        });
    }
    with_total(report, 131)
}

pub(crate) fn resolved(addresses: &[&str]) -> StageReport {
    let lookup = |record, millis| Lookup {
        record,
        addresses: 1,
        rcode: Some(0),
        silent: false,
        elapsed_ms: elapsed(millis),
    };
    let facts = ResolveFacts {
        lookups: vec![lookup(RecordKind::A, 2), lookup(RecordKind::Aaaa, 3)],
        addresses: addresses.iter().map(|it| it.parse().unwrap()).collect(),
        ..ResolveFacts::default()
    };
    passed(Facts::Resolve(facts), 3)
}

fn as_far_as_secure() -> Report {
    let mut report = Report::new(TARGET.parse().unwrap(), Place::Relay, STARTED);
    report.replace(resolved(&["203.0.113.24", "2001:db8::24"]));
    let address = "203.0.113.24:3389".parse().unwrap();
    let facts = ConnectFacts {
        used: Some(address),
        dials: vec![Dial {
            address,
            dialed: Dialed::Answered,
            elapsed_ms: elapsed(18),
        }],
    };
    report.replace(passed(Facts::Connect(facts), 18));
    let facts = NegotiateFacts {
        requested: 0x0b,
        selected: Some(2),
        flags: Some(0x1f),
        ..NegotiateFacts::default()
    };
    let request = b"\x03\x00\x00\x13\x0e\xe0\x00\x00\x00\x00\x00\x01\x00\x08\x00\x0b\x00\x00\x00";
    let confirm = b"\x03\x00\x00\x13\x0e\xd0\x00\x00\x12\x34\x00\x02\x1f\x08\x00\x02\x00\x00\x00";
    report.replace(StageReport {
        exchanges: vec![
            exchange(Direction::Sent, 21, "X.224 Connection Request", 19, request),
            exchange(Direction::Received, 41, "X.224 Connection Confirm", 19, confirm),
        ],
        ..passed(Facts::Negotiate(facts), 21)
    });
    report.computer_mut().unwrap().connections.push(Connection {
        purpose: Purpose::Main,
        address,
        opened_at_ms: elapsed(21),
        handshake_ms: elapsed(18),
        selected: None,
        certificate_sha256: None,
        ended_by_peer: None,
        ended_after_ms: None,
        kernel: Some(KernelFacts {
            rtt_us: 17_900,
            rtt_var_us: 900,
            retransmits: 0,
            segments_out: 9,
            data_segments_in: 6,
            out_of_order: None,
            send_mss: 1_400,
            path_mtu: 1_500,
            acknowledged: None,
            unsent: None,
        }),
    });
    report
}

fn tls(computer: PeerText) -> SecureFacts {
    SecureFacts {
        version: Some(0x0304),
        cipher: Some(wire::CipherSuite(0x1302)),
        certificates: vec![CertificateFacts {
            issuer: computer.clone(),
            subject: computer,
            self_signed: true,
            not_before: STARTED / 1000 - 86_400,
            not_after: STARTED / 1000 + 180 * 86_400,
            key: PeerText::from("RSA"),
            key_bits: 2048,
            signature: PeerText::from("sha256WithRSAEncryption"),
            sha256: "ab".repeat(32),
            sha1: "cd".repeat(20),
            server_usage: true,
            ..CertificateFacts::default()
        }],
        seen_at: Some(STARTED / 1000),
        name_matches: Some(false),
        ..SecureFacts::default()
    }
}

fn passed(facts: Facts, millis: u64) -> StageReport {
    StageReport {
        outcome: Outcome::Passed,
        elapsed_ms: Some(elapsed(millis)),
        failure: None,
        not_checked: None,
        signals: Vec::new(),
        exchanges: Vec::new(),
        facts,
    }
}

fn exchange(direction: Direction, at: u64, pdu: &str, length: u32, bytes: &[u8]) -> Exchange {
    Exchange {
        direction,
        at_ms: elapsed(at),
        pdu: pdu.into(),
        length,
        bytes: Hex::from(bytes),
    }
}

fn with_total(mut report: Report, millis: u64) -> Report {
    report.elapsed_ms = elapsed(millis);
    report
}

fn elapsed(millis: u64) -> Elapsed {
    Elapsed::from(Duration::from_millis(millis))
}

/// 22 November 2026.
const STARTED: i64 = 1_795_300_000_000;
