//! Reports and the findings that each bears, in order.

use wire::{
    Dialed, Failure, Nla, Outcome, PeerText, Purpose, RecordKind, Report, RunEnd, Service, Signal, Stage,
    StandardSecurity, TlsFault, TlsHelloAnswer, TransportEnd,
};

use crate::testing::*;

pub(super) fn table() -> Vec<(&'static str, Report)> {
    let mut all = well();
    all.extend(names());
    all.extend(tcp());
    all.extend(negotiation());
    all.extend(handshakes());
    all.extend(certificates());
    all.extend(sign_in());
    all.extend(reasons());
    all.extend(sessions());
    all.extend(steps_of_a_session());
    all.extend(licenses());
    all.extend(paths());
    all.extend(second_tries());
    all
}

fn well() -> Vec<(&'static str, Report)> {
    let mut cancelled = broken(Stage::Secure, Failure::RunTimedOut);
    *stage(&mut cancelled, Stage::Secure) = wire::StageReport::not_reached(Stage::Secure);
    cancelled.end = RunEnd::Cancelled;
    let mut refused_offer = legacy();
    negotiate(&mut refused_offer, |facts| {
        facts.requested = 0;
        facts.refused_offer = Some(2);
    });
    vec![
        ("RDP-DSK-002 RDP-SES-028 RDP-NLA-024", healthy()),
        ("RDP-NLA-025 RDP-NLA-026 RDP-SES-028 RDP-NLA-022", nla()),
        ("RDP-NEG-025 RDP-NEG-026 RDP-SES-028", legacy()),
        ("RDP-NEG-025 RDP-NEG-026 RDP-SES-028", refused_offer),
        (
            "RDP-NEG-032 RDP-NEG-025 RDP-NEG-026 RDP-SES-028",
            legacy_with(StandardSecurity { method: 0, level: 0 }),
        ),
        (
            "RDP-NEG-025 RDP-NEG-026 RDP-SES-028 RDP-NEG-033",
            legacy_with(StandardSecurity { method: 16, level: 4 }),
        ),
        ("RDP-SES-027", cancelled),
        (
            "RDP-NLA-025 RDP-NLA-026 RDP-SES-028 RDP-NLA-022 RDP-NLA-023",
            nla_with(|facts| facts.nla = Some(Nla::Optional)),
        ),
        (
            "RDP-NLA-025 RDP-NLA-026 RDP-SES-028 RDP-NLA-022",
            nla_with(|facts| {
                let challenge = facts.challenge.as_mut().unwrap();
                challenge.domain = challenge.computer.clone();
            }),
        ),
    ]
}

fn names() -> Vec<(&'static str, Report)> {
    let lookup_failed = |rcode| broken(Stage::Resolve, Failure::LookupFailed { rcode });
    let named = |target: &str| {
        let mut report = broken(Stage::Resolve, Failure::NameNotFound);
        report.target = target.parse().unwrap();
        report
    };
    let mut half = healthy();
    resolve(&mut half, |facts| facts.lookups[1].rcode = Some(2));
    let mut slow = healthy();
    stage(&mut slow, Stage::Resolve).elapsed_ms = Some(ms(2900));
    let mut home = healthy();
    resolve(&mut home, |facts| facts.addresses = vec!["127.0.0.1".parse().unwrap()]);
    let mut only_six = healthy();
    resolve(&mut only_six, |facts| {
        facts.lookups = vec![lookup(RecordKind::A, 0), lookup(RecordKind::Aaaa, 1)];
        facts.addresses = vec!["2001:db8::7".parse().unwrap()];
    });
    dials(&mut only_six, &[("2001:db8::7", Dialed::Answered)]);
    let mut partly = healthy();
    resolve(&mut partly, |facts| facts.forbidden = vec!["10.0.0.7".parse().unwrap()]);
    let mut forbidden = broken(Stage::Resolve, Failure::AddressesRefused);
    resolve(&mut forbidden, |facts| {
        facts.forbidden = vec!["169.254.169.254".parse().unwrap()]
    });
    vec![
        ("RDP-DNS-002", named("pc.example.org")),
        ("RDP-DNS-001", named("pc")),
        ("RDP-DNS-001", named("pc.fritz.local")),
        ("RDP-DNS-003", broken(Stage::Resolve, Failure::NoAddresses)),
        ("RDP-DNS-004", lookup_failed(Some(2))),
        ("RDP-DNS-005", lookup_failed(Some(5))),
        ("RDP-DNS-006", lookup_failed(Some(9))),
        ("RDP-DNS-007", lookup_failed(None)),
        ("RDP-DNS-007", broken(Stage::Resolve, Failure::TimedOut { received: 0 })),
        ("RDP-DNS-008", forbidden),
        ("RDP-DNS-009 RDP-DSK-002 RDP-SES-028 RDP-NLA-024", half),
        ("RDP-DNS-010 RDP-DSK-002 RDP-SES-028 RDP-NLA-024", slow),
        ("RDP-DSK-002 RDP-SES-028 RDP-NLA-024 RDP-DNS-011", home),
        ("RDP-DSK-002 RDP-SES-028 RDP-NLA-024 RDP-DNS-013", partly),
        ("RDP-DNS-012 RDP-DSK-002 RDP-SES-028 RDP-NLA-024", only_six),
    ]
}

fn tcp() -> Vec<(&'static str, Report)> {
    let one = |dialed| unconnected("pc.example.org", &[("203.0.113.7", dialed)]);
    let answered = |attempts: &[(&str, Dialed)]| {
        let mut report = healthy();
        dials(&mut report, attempts);
        report
    };
    let mut slow = healthy();
    slow.connections[0].handshake_ms = ms(1040);
    vec![
        ("RDP-TCP-001 RDP-TCP-014", one(Dialed::Refused)),
        (
            "RDP-TCP-001 RDP-TCP-014 RDP-TCP-015",
            unconnected("pc:3390", &[("203.0.113.7", Dialed::Refused)]),
        ),
        ("RDP-TCP-002 RDP-TCP-010 RDP-TCP-011 RDP-TCP-013", one(Dialed::Silent)),
        (
            "RDP-TCP-002 RDP-TCP-010 RDP-TCP-012 RDP-TCP-013",
            unconnected("pc", &[("192.168.1.7", Dialed::Silent)]),
        ),
        ("RDP-TCP-003", one(NO_HOST)),
        ("RDP-TCP-003 RDP-TCP-012", unconnected("pc", &[("10.0.0.7", NO_HOST)])),
        ("RDP-TCP-004", one(NO_ROUTE)),
        ("RDP-TCP-007", one(Dialed::LocallyBlocked)),
        ("RDP-TCP-008", one(Dialed::LocalFault { errno: 24 })),
        ("RDP-TCP-009", unconnected("pc", &[("2001:db8::7", NO_ROUTE)])),
        (
            "RDP-TCP-002 RDP-TCP-010 RDP-TCP-011 RDP-TCP-013",
            unconnected("pc", &[("2001:db8::7", NO_ROUTE), ("203.0.113.7", Dialed::Silent)]),
        ),
        (
            "RDP-TCP-006",
            unconnected(
                "pc",
                &[("203.0.113.7", Dialed::Refused), ("203.0.113.8", Dialed::Silent)],
            ),
        ),
        ("RDP-NET-004", broken(Stage::Connect, Failure::NoConnection)),
        (
            "RDP-TCP-016 RDP-DSK-002 RDP-SES-028 RDP-NLA-024",
            answered(&[("2001:db8::7", Dialed::Silent), ("203.0.113.7", Dialed::Answered)]),
        ),
        (
            "RDP-DSK-002 RDP-SES-028 RDP-NLA-024 RDP-TCP-020",
            answered(&[("2001:db8::7", NO_ROUTE), ("203.0.113.7", Dialed::Answered)]),
        ),
        (
            "RDP-TCP-017 RDP-DSK-002 RDP-SES-028 RDP-NLA-024",
            answered(&[("203.0.113.7", Dialed::Refused), ("2001:db8::7", Dialed::Answered)]),
        ),
        (
            "RDP-TCP-018 RDP-DSK-002 RDP-SES-028 RDP-NLA-024",
            answered(&[("203.0.113.7", Dialed::Silent), ("203.0.113.8", Dialed::Answered)]),
        ),
        (
            "RDP-DSK-002 RDP-SES-028 RDP-NLA-024",
            answered(&[("203.0.113.7", Dialed::Answered), ("203.0.113.8", Dialed::Abandoned)]),
        ),
        ("RDP-TCP-019 RDP-DSK-002 RDP-SES-028 RDP-NLA-024", slow),
    ]
}

fn negotiation() -> Vec<(&'static str, Report)> {
    let failed = |failure| broken(Stage::Negotiate, failure);
    let code = |code| failed(Failure::NegotiationFailure { code });
    let service = |service| failed(Failure::NotRdp { service });
    let banner = PeerText::from("hello");
    let mut swallowed = failed(Failure::TimedOut { received: 0 });
    swallowed.connections[0].kernel.as_mut().unwrap().retransmits = 5;
    vec![
        ("RDP-NEG-001", code(1)),
        ("RDP-NEG-002", code(2)),
        ("RDP-NEG-003", code(3)),
        ("RDP-NEG-004", code(4)),
        ("RDP-NEG-005", code(5)),
        ("RDP-NEG-006", code(6)),
        ("RDP-NEG-007", code(7)),
        ("RDP-NEG-008", code(99)),
        (
            "RDP-NEG-009 RDP-NEG-022 RDP-NEG-023 RDP-NEG-024",
            failed(Failure::Closed { received: 0 }),
        ),
        ("RDP-NEG-010", ended_within(Failure::Closed { received: 0 }, 1)),
        (
            "RDP-NEG-011 RDP-NEG-022 RDP-NEG-023 RDP-NEG-024",
            failed(Failure::Reset { received: 0 }),
        ),
        ("RDP-NEG-012 RDP-NEG-023", failed(Failure::TimedOut { received: 0 })),
        ("RDP-NET-001", swallowed),
        ("RDP-NEG-013", failed(Failure::TimedOut { received: 3 })),
        ("RDP-NEG-013", failed(Failure::Reset { received: 3 })),
        ("RDP-NEG-014", service(Service::Ssh { banner: banner.clone() })),
        ("RDP-NEG-014", service(Service::Smtp { banner: banner.clone() })),
        ("RDP-NEG-014", service(Service::Ftp { banner: banner.clone() })),
        ("RDP-NEG-014", service(Service::Vnc { banner: banner.clone() })),
        ("RDP-NEG-014", service(Service::Mail { banner: banner.clone() })),
        ("RDP-NEG-014", service(Service::Mysql)),
        ("RDP-NEG-014", service(Service::Smb)),
        ("RDP-NEG-015", service(Service::Http { banner })),
        ("RDP-NEG-016", service(Service::Tls)),
        ("RDP-NEG-017", service(Service::BareMcs)),
        ("RDP-NEG-018", service(Service::Unknown)),
        ("RDP-NEG-019", failed(Failure::UnofferedProtocol { selected: 16 })),
        ("RDP-NEG-020", failed(Failure::DisconnectRequest { reason: 128 })),
        (
            "RDP-NEG-021",
            failed(Failure::Malformed {
                expected: "X.224 Connection Confirm".into(),
            }),
        ),
    ]
}

fn handshakes() -> Vec<(&'static str, Report)> {
    use TlsHelloAnswer::{Alert, Closed, Reset, ServerHello};
    let reset = || Failure::Reset { received: 0 };
    let alert = |code| Failure::TlsAlert { code };
    let mut tail_only = tls(Failure::TimedOut { received: 0 }, &[]);
    tail_only.connections[0].kernel.as_mut().unwrap().data_segments_in = 2;
    let unusable = |fault| tls(Failure::TlsUnusable { fault }, &[]);
    let hello = |version| ServerHello {
        version,
        cipher: 0x002f,
    };
    vec![
        (
            "RDP-TLS-001",
            tls(alert(70), &[Alert { code: 70 }, hello(0x0302), hello(0x0301)]),
        ),
        ("RDP-TLS-001", tls(reset(), &[Reset, Reset, hello(0x0301)])),
        (
            "RDP-TLS-002",
            tls(reset(), &[hello(0x0303), hello(0x0302), hello(0x0301)]),
        ),
        ("RDP-TLS-003 RDP-TLS-020", tls(reset(), &[Reset, Reset, Reset])),
        (
            "RDP-TLS-003 RDP-TLS-020",
            tls(Failure::Closed { received: 0 }, &[Closed, Closed, Closed]),
        ),
        (
            "RDP-TLS-004",
            tls(alert(40), &[Alert { code: 40 }, Alert { code: 40 }, Alert { code: 70 }]),
        ),
        ("RDP-TLS-005", tls(alert(70), &[])),
        ("RDP-TLS-006", tls(alert(40), &[])),
        (
            "RDP-TLS-007",
            tls(alert(80), &[Alert { code: 80 }, Alert { code: 80 }, Alert { code: 80 }]),
        ),
        ("RDP-TLS-008", tls(alert(112), &[])),
        ("RDP-TLS-009", tls(alert(116), &[])),
        ("RDP-TLS-010", tls(alert(10), &[])),
        ("RDP-TLS-011", unusable(TlsFault::NotTls)),
        ("RDP-TLS-012", unusable(TlsFault::BadCertificate)),
        ("RDP-TLS-013", unusable(TlsFault::BadSignature)),
        ("RDP-TLS-014", unusable(TlsFault::ProtocolViolation)),
        ("RDP-TLS-015", unusable(TlsFault::TooLarge)),
        ("RDP-TLS-016", unusable(TlsFault::NothingInCommon)),
        (
            "RDP-TLS-002",
            tls(
                Failure::TlsUnusable {
                    fault: TlsFault::NothingInCommon,
                },
                &[hello(0x0303)],
            ),
        ),
        ("RDP-TLS-017", tls(Failure::TimedOut { received: 1400 }, &[])),
        ("RDP-TLS-018 RDP-NET-005", tls(Failure::TimedOut { received: 0 }, &[])),
        ("RDP-NET-013", tail_only),
        ("RDP-TLS-019 RDP-TLS-020", tls(reset(), &[])),
    ]
}

fn certificates() -> Vec<(&'static str, Report)> {
    let mut alone = healthy();
    secure(&mut alone, |facts| facts.certificates.truncate(1));
    let mut old_issuer = healthy();
    secure(&mut old_issuer, |facts| facts.certificates[1].not_after = NOW - DAY);
    let mut other_name = healthy();
    secure(&mut other_name, |facts| facts.name_matches = Some(false));
    let mut self_signed = certified(|certificate| certificate.self_signed = true);
    let known = ("RDP-DSK-002 RDP-SES-028 RDP-NLA-024 RDP-TLS-029", self_signed.clone());
    secure(&mut self_signed, |facts| facts.name_matches = Some(false));
    vec![
        (
            "RDP-TLS-021 RDP-DSK-002 RDP-SES-028 RDP-NLA-024",
            certified(|certificate| certificate.not_after = NOW - 3 * DAY),
        ),
        (
            "RDP-TLS-022 RDP-DSK-002 RDP-SES-028 RDP-NLA-024",
            certified(|certificate| certificate.not_before = NOW + DAY),
        ),
        (
            "RDP-TLS-023 RDP-DSK-002 RDP-SES-028 RDP-NLA-024",
            certified(|certificate| certificate.issuer = "FortiGate CA, Fortinet".into()),
        ),
        (
            "RDP-TLS-024 RDP-DSK-002 RDP-SES-028 RDP-NLA-024",
            certified(|certificate| certificate.key_bits = 1024),
        ),
        (
            "RDP-TLS-025 RDP-DSK-002 RDP-SES-028 RDP-NLA-024",
            certified(|certificate| certificate.signature = "sha1WithRSAEncryption".into()),
        ),
        (
            "RDP-TLS-026 RDP-DSK-002 RDP-SES-028 RDP-NLA-024",
            certified(|certificate| certificate.server_usage = false),
        ),
        ("RDP-TLS-027 RDP-DSK-002 RDP-SES-028 RDP-NLA-024", other_name),
        ("RDP-DSK-002 RDP-SES-028 RDP-NLA-024 RDP-TLS-028", self_signed),
        ("RDP-DSK-002 RDP-SES-028 RDP-NLA-024 RDP-TLS-033", alone),
        ("RDP-TLS-034 RDP-DSK-002 RDP-SES-028 RDP-NLA-024", old_issuer),
        known,
        (
            "RDP-DSK-002 RDP-SES-028 RDP-NLA-024 RDP-TLS-030",
            certified(|certificate| certificate.not_after = NOW + 5 * DAY),
        ),
        (
            "RDP-DSK-002 RDP-SES-028 RDP-NLA-024 RDP-TLS-031",
            certified(|certificate| certificate.not_after = NOW + 4000 * DAY),
        ),
        (
            "RDP-DSK-002 RDP-SES-028 RDP-NLA-024",
            certified(|certificate| {
                certificate.key = "EC".into();
                certificate.key_bits = 256;
            }),
        ),
    ]
}

fn sign_in() -> Vec<(&'static str, Report)> {
    let failed = |failure| broken(Stage::Authenticate, failure);
    let status = |status| failed(Failure::CredsspStatus { status });
    let mut all = vec![
        ("RDP-NLA-001", failed(Failure::Closed { received: 0 })),
        ("RDP-NLA-002", failed(Failure::TimedOut { received: 0 })),
        (
            "RDP-NLA-003",
            failed(Failure::Malformed {
                expected: "TSRequest".into(),
            }),
        ),
        (
            "RDP-NLA-025 RDP-NLA-026 RDP-SES-028 RDP-NLA-022",
            nla_with(|facts| facts.raw_ntlm_only = true),
        ),
        (
            "RDP-NLA-019 RDP-NLA-025 RDP-NLA-026 RDP-SES-028 RDP-NLA-022",
            nla_with(|facts| facts.challenge.as_mut().unwrap().clock_offset_ms = Some(-420_000)),
        ),
        (
            "RDP-NLA-020 RDP-NLA-025 RDP-NLA-026 RDP-SES-028 RDP-NLA-022",
            nla_with(|facts| facts.credssp_version = Some(3)),
        ),
        (
            "RDP-NLA-021 RDP-NLA-025 RDP-NLA-026 RDP-SES-028 RDP-NLA-022",
            second_connection(TransportEnd::Silent),
        ),
    ];
    let statuses = [
        (0xC000_0418, "RDP-NLA-004"),
        (0xC000_006D, "RDP-NLA-005"),
        (0xC000_006E, "RDP-NLA-006"),
        (0xC000_0070, "RDP-NLA-007"),
        (0xC000_0224, "RDP-NLA-008"),
        (0xC000_0072, "RDP-NLA-009"),
        (0xC000_0234, "RDP-NLA-010"),
        (0xC000_015B, "RDP-NLA-011"),
        (0xC000_005E, "RDP-NLA-012"),
        (0xC000_018C, "RDP-NLA-013"),
        (0xC000_0133, "RDP-NLA-014"),
        (0xC000_035B, "RDP-NLA-015"),
        (0xC000_0413, "RDP-NLA-016"),
        (0xC000_FFFF, "RDP-NLA-017"),
    ];
    all.extend(statuses.map(|(code, id)| (id, status(code))));
    all
}

fn reasons() -> Vec<(&'static str, Report)> {
    let info = |code| broken(Stage::Stay, Failure::ErrorInfo { code });
    let codes = [
        (3, "RDP-SES-001 RDP-NLA-024"),
        (4, "RDP-SES-002 RDP-NLA-024"),
        (5, "RDP-SES-003 RDP-NLA-024"),
        (6, "RDP-SES-004 RDP-NLA-024"),
        (7, "RDP-SES-005 RDP-NLA-024"),
        (8, "RDP-SES-006 RDP-NLA-024"),
        (9, "RDP-SES-007 RDP-NLA-024"),
        (0xA, "RDP-SES-008 RDP-NLA-024"),
        (1, "RDP-SES-009 RDP-NLA-024"),
        (0xC, "RDP-SES-010 RDP-NLA-024"),
        (0x11, "RDP-SES-011 RDP-NLA-024"),
        (0x17, "RDP-SES-012 RDP-NLA-024"),
        (0x1A, "RDP-SES-013 RDP-NLA-024"),
        (0x409, "RDP-SES-014 RDP-NLA-024"),
        (0x112D, "RDP-SES-015 RDP-NLA-024"),
        (0x10F3, "RDP-SES-016 RDP-NLA-024"),
        (0x10EA, "RDP-SES-017 RDP-NLA-024"),
        (0x1192, "RDP-SES-018 RDP-NLA-024"),
        (0x1196, "RDP-SES-019 RDP-NLA-024"),
        (0x8007_0040, "RDP-SES-019 RDP-NLA-024"),
        (0x7777, "RDP-SES-020 RDP-NLA-024"),
    ];
    codes.map(|(code, ids)| (ids, info(code))).into()
}

fn sessions() -> Vec<(&'static str, Report)> {
    let refused = |notification| {
        let signal = Signal::LogonError { notification, data: 0 };
        broken_after(signal, Stage::Logon, Failure::Closed { received: 0 })
    };
    let redirection = |target: &str| {
        let signal = Signal::Redirection { target: target.into() };
        broken_after(signal, Stage::Logon, Failure::Redirected)
    };
    let wrong_password = Signal::LogonError {
        notification: 0xC000_006D,
        data: 2,
    };
    vec![
        (
            "RDP-SES-005 RDP-NLA-024",
            broken_after(
                Signal::ErrorInfo { code: 7 },
                Stage::Logon,
                Failure::Ultimatum { reason: 1 },
            ),
        ),
        ("RDP-LGN-001 RDP-NLA-024", refused(0)),
        ("RDP-SES-007 RDP-NLA-024", refused(0xFFFF_FFFA)),
        ("RDP-LGN-002 RDP-NLA-024", refused(0xFFFF_FFFB)),
        ("RDP-LGN-003 RDP-NLA-024", refused(0xFFFF_FFFD)),
        (
            "RDP-NLA-005 RDP-NLA-024",
            broken_after(wrong_password, Stage::Logon, Failure::Closed { received: 0 }),
        ),
        ("RDP-SES-021 RDP-NLA-024", redirection("rdp7.example.org")),
        ("RDP-SES-021 RDP-NLA-024", redirection("")),
    ]
}

fn steps_of_a_session() -> Vec<(&'static str, Report)> {
    vec![
        (
            "RDP-CAP-001 RDP-NLA-024",
            broken(Stage::Finalize, Failure::DeactivateLoop { times: 8 }),
        ),
        (
            "RDP-MCS-001 RDP-NLA-024",
            broken(Stage::Settings, Failure::McsRefused { result: 14 }),
        ),
        (
            "RDP-MCS-002 RDP-NLA-024",
            broken(Stage::Settings, Failure::Reset { received: 0 }),
        ),
        (
            "RDP-CHN-001 RDP-NLA-024",
            broken(Stage::Channels, Failure::ChannelRefused { channel: 1004 }),
        ),
        (
            "RDP-CAP-002 RDP-NLA-024",
            broken(Stage::Capabilities, Failure::TimedOut { received: 0 }),
        ),
        (
            "RDP-DSK-001 RDP-NLA-024",
            broken(Stage::Desktop, Failure::TimedOut { received: 0 }),
        ),
        (
            "RDP-SES-022 RDP-NLA-024",
            broken(Stage::Logon, Failure::Ultimatum { reason: 1 }),
        ),
        (
            "RDP-SES-022 RDP-NLA-024",
            broken(Stage::Stay, Failure::Ultimatum { reason: 3 }),
        ),
        (
            "RDP-SES-023 RDP-NLA-024",
            broken(Stage::Stay, Failure::Closed { received: 0 }),
        ),
        (
            "RDP-SES-024 RDP-NLA-024",
            broken(Stage::Stay, Failure::Reset { received: 0 }),
        ),
        (
            "RDP-SES-025 RDP-NLA-024",
            broken(Stage::Channels, Failure::TimedOut { received: 0 }),
        ),
        (
            "RDP-SES-026 RDP-NLA-024",
            broken(
                Stage::Finalize,
                Failure::Malformed {
                    expected: "Font Map".into(),
                },
            ),
        ),
        ("RDP-NET-003 RDP-NLA-024", broken(Stage::Finalize, Failure::RunTimedOut)),
    ]
}

fn licenses() -> Vec<(&'static str, Report)> {
    let failed = |code| broken(Stage::License, Failure::LicenseError { code, transition: 1 });
    let info = |code| broken(Stage::License, Failure::ErrorInfo { code });
    let mut warned = healthy();
    let signal = Signal::LicenseError { code: 6, transition: 2 };
    say(&mut warned, Stage::License, signal);
    vec![
        ("RDP-LIC-001 RDP-NLA-024", failed(6)),
        ("RDP-LIC-002 RDP-NLA-024", failed(2)),
        ("RDP-LIC-003 RDP-NLA-024", failed(4)),
        ("RDP-LIC-007 RDP-NLA-024", failed(77)),
        ("RDP-LIC-005 RDP-NLA-024", info(0x100)),
        ("RDP-LIC-001 RDP-NLA-024", info(0x101)),
        ("RDP-LIC-004 RDP-NLA-024", info(0x106)),
        ("RDP-LIC-006 RDP-NLA-024", info(0x10A)),
        (
            "RDP-LIC-008 RDP-NLA-024",
            broken(Stage::License, Failure::TimedOut { received: 0 }),
        ),
        ("RDP-LIC-009 RDP-DSK-002 RDP-SES-028 RDP-NLA-024", warned),
    ]
}

fn paths() -> Vec<(&'static str, Report)> {
    let mut slow = healthy();
    stage(&mut slow, Stage::Negotiate).elapsed_ms = Some(ms(4000));
    let mut proxied = healthy();
    proxied.connections[0].handshake_ms = ms(1);
    proxied.connections[0].kernel = None;
    stage(&mut proxied, Stage::Negotiate).elapsed_ms = Some(ms(140));
    stage(&mut proxied, Stage::Secure).elapsed_ms = Some(ms(290));
    let mut several = measured(|kernel| kernel.retransmits = 1);
    several.connections.push(connection(Purpose::TlsOnly));
    several.connections[1].kernel.as_mut().unwrap().retransmits = 2;
    let two = |purpose, change: fn(&mut wire::Connection)| {
        let mut report = healthy();
        report.connections[0].selected = Some(8);
        report.connections[0].certificate_sha256 = Some("ab".repeat(32));
        report.connections.push(report.connections[0].clone());
        report.connections[1].purpose = purpose;
        change(&mut report.connections[1]);
        report
    };
    let other_certificate = |connection: &mut wire::Connection| {
        connection.certificate_sha256 = Some("cd".repeat(32));
    };
    let other_protocol = |connection: &mut wire::Connection| connection.selected = Some(1);
    let mut complained = healthy();
    say(&mut complained, Stage::Stay, Signal::ErrorInfo { code: 0x19 });
    let mut odd = broken(Stage::Secure, Failure::NoAddresses);
    stage(&mut odd, Stage::Secure).outcome = Outcome::Failed;
    vec![
        (
            "RDP-DSK-002 RDP-SES-028 RDP-NLA-024",
            measured(|kernel| kernel.retransmits = 1),
        ),
        (
            "RDP-NET-006 RDP-DSK-002 RDP-SES-028 RDP-NLA-024",
            measured(|kernel| kernel.retransmits = 3),
        ),
        ("RDP-NET-006 RDP-DSK-002 RDP-SES-028 RDP-NLA-024", several),
        (
            "RDP-NET-007 RDP-DSK-002 RDP-SES-028 RDP-NLA-024",
            measured(|kernel| kernel.rtt_us = 420_000),
        ),
        (
            "RDP-DSK-002 RDP-SES-028 RDP-NLA-024 RDP-NET-010",
            measured(|kernel| kernel.rtt_us = 190_000),
        ),
        (
            "RDP-NET-008 RDP-DSK-002 RDP-SES-028 RDP-NLA-024",
            measured(|kernel| kernel.rtt_var_us = 90_000),
        ),
        (
            "RDP-DSK-002 RDP-SES-028 RDP-NLA-024 RDP-NET-012",
            measured(|kernel| kernel.path_mtu = 1280),
        ),
        ("RDP-NET-009 RDP-DSK-002 RDP-SES-028 RDP-NLA-024", slow),
        ("RDP-DSK-002 RDP-SES-028 RDP-NLA-024 RDP-NET-011", proxied),
        ("RDP-NET-002 RDP-NLA-024", broken(Stage::Finalize, Failure::PathBroken)),
        (
            "RDP-TLS-032 RDP-DSK-002 RDP-SES-028 RDP-NLA-024",
            two(Purpose::TlsOnly, other_certificate),
        ),
        (
            "RDP-NEG-027 RDP-DSK-002 RDP-SES-028 RDP-NLA-024",
            two(Purpose::RawNtlm, other_protocol),
        ),
        (
            "RDP-DSK-002 RDP-SES-028 RDP-NLA-024",
            two(Purpose::TlsOnly, other_protocol),
        ),
        ("RDP-SES-013 RDP-NLA-024", complained),
        ("RDP-NET-004", odd),
    ]
}

fn second_tries() -> Vec<(&'static str, Report)> {
    use TransportEnd::{Closed, NotConnected, Reset, Silent};
    let closed = || broken(Stage::Negotiate, Failure::Closed { received: 0 });
    let reset = || broken(Stage::Negotiate, Failure::Reset { received: 0 });
    let silent = || broken(Stage::Negotiate, Failure::TimedOut { received: 0 });
    let refused = broken(Stage::Negotiate, Failure::NegotiationFailure { code: 5 });
    let mut thrice = tried_twice(closed(), Closed, Some(Closed));
    thrice.connections.push(connection(Purpose::Standard));
    vec![
        (
            "RDP-NEG-028 RDP-DSK-002 RDP-SES-028 RDP-NLA-024",
            tried_twice(healthy(), Silent, None),
        ),
        (
            "RDP-NEG-029 RDP-NLA-025 RDP-NLA-026 RDP-SES-028 RDP-NLA-022",
            tried_twice(nla(), Closed, None),
        ),
        (
            "RDP-NEG-029 RDP-DSK-002 RDP-SES-028 RDP-NLA-024",
            tried_twice(healthy(), Reset, None),
        ),
        ("RDP-NEG-005 RDP-NEG-029", tried_twice(refused, Closed, None)),
        (
            "RDP-NEG-009 RDP-NEG-022 RDP-NEG-023 RDP-NEG-024",
            tried_twice(closed(), Closed, Some(Closed)),
        ),
        (
            "RDP-NEG-009 RDP-NEG-022 RDP-NEG-023 RDP-NEG-024",
            tried_twice(closed(), Closed, Some(Silent)),
        ),
        (
            "RDP-NEG-011 RDP-NEG-022 RDP-NEG-023 RDP-NEG-024",
            tried_twice(reset(), Reset, Some(Reset)),
        ),
        (
            "RDP-NEG-011 RDP-NEG-030 RDP-NEG-022 RDP-NEG-023 RDP-NEG-024",
            tried_twice(reset(), Reset, Some(NotConnected)),
        ),
        ("RDP-NEG-012 RDP-NEG-023", tried_twice(silent(), Silent, Some(Silent))),
        (
            "RDP-NEG-034 RDP-NEG-026 RDP-SES-028",
            tried_twice(legacy(), Closed, Some(Reset)),
        ),
        ("RDP-NEG-009 RDP-NEG-022 RDP-NEG-023", thrice),
        ("RDP-NEG-031", ended_within(Failure::Reset { received: 0 }, 3)),
    ]
}
