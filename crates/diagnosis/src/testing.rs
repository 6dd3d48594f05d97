//! Reports for tests, each as the check would write it.

use core::net::SocketAddr;
use core::time::Duration;

use wire::{
    AuthenticateFacts, CertificateFacts, Connection, Dial, Dialed, Elapsed, Facts, Failure, KernelFacts, Lookup, Nla,
    NotChecked, NtlmChallenge, Outcome, PictureKind, Purpose, RecordKind, Report, SecondTry, ServerSignal, Signal,
    Stage, StageReport, StandardSecurity, TlsHello, TlsHelloAnswer, TokenForm, TransportEnd, Unreachable,
};

/// When the certificates of these reports were seen: 2026-03-01.
pub(crate) const NOW: i64 = 1_772_323_200;
pub(crate) const DAY: i64 = 86_400;

pub(crate) fn ms(millis: u64) -> Elapsed {
    Elapsed::from(Duration::from_millis(millis))
}

pub(crate) fn socket(address: &str) -> SocketAddr {
    SocketAddr::new(address.parse().unwrap(), 3389)
}

/// Nothing has been tried yet.
fn blank(target: &str) -> Report {
    let mut report = Report::new(target.parse().unwrap(), NOW * 1000);
    report.elapsed_ms = ms(61);
    report
}

/// The stage's report, to be changed.
pub(crate) fn stage(report: &mut Report, stage: Stage) -> &mut StageReport {
    report.stages.iter_mut().find(|known| known.stage() == stage).unwrap()
}

/// Everything passed, from the name to a session that held, against a server without NLA.
pub(crate) fn healthy() -> Report {
    let mut report = blank("pc.example.org");
    for known in &mut report.stages {
        known.outcome = Outcome::Passed;
        known.elapsed_ms = Some(ms(20));
    }
    resolve(&mut report, |facts| {
        facts.lookups = vec![lookup(RecordKind::A, 1), lookup(RecordKind::Aaaa, 0)];
        facts.addresses = vec!["203.0.113.7".parse().unwrap()];
    });
    dials(&mut report, &[("203.0.113.7", Dialed::Answered)]);
    negotiate(&mut report, |facts| {
        facts.requested = 0xb;
        facts.selected = Some(1);
        facts.flags = Some(0x0f);
    });
    secure(&mut report, |facts| {
        facts.version = Some(0x0304);
        facts.cipher = Some("TLS_AES_256_GCM_SHA384".to_owned());
        facts.certificates = vec![certificate(), authority()];
        facts.seen_at = Some(NOW);
        facts.name_matches = Some(true);
    });
    authenticate(&mut report, |facts| facts.nla = Some(Nla::NotUsed));
    settings(&mut report);
    report.connections = vec![connection(Purpose::Main)];
    report
}

fn settings(report: &mut Report) {
    if let Facts::Settings(facts) = &mut stage(report, Stage::Settings).facts {
        facts.server_version = Some(0x0008_000d);
        facts.io_channel = Some(1003);
    }
    if let Facts::Channels(facts) = &mut stage(report, Stage::Channels).facts {
        facts.joined = vec![1003, 1008];
    }
    if let Facts::License(facts) = &mut stage(report, Stage::License).facts {
        facts.messages = vec![0xff];
        facts.status = Some(7);
    }
    if let Facts::Capabilities(facts) = &mut stage(report, Stage::Capabilities).facts {
        facts.desktop = Some((1024, 768));
        facts.os_major = Some(4);
    }
    if let Facts::Desktop(facts) = &mut stage(report, Stage::Desktop).facts {
        facts.picture = Some(PictureKind::Bitmap);
        facts.update_length = 12_345;
    }
    if let Facts::Stay(facts) = &mut stage(report, Stage::Stay).facts {
        facts.held_ms = ms(3000);
        facts.updates = 4;
    }
}

/// Everything passed up to the challenge of a server that requires NLA.
pub(crate) fn nla() -> Report {
    let mut report = healthy();
    negotiate(&mut report, |facts| facts.selected = Some(8));
    authenticate(&mut report, |facts| {
        facts.nla = Some(Nla::Required);
        facts.token = Some(TokenForm::Spnego);
        facts.credssp_version = Some(6);
        facts.tls_only_failure = Some(5);
        facts.challenge = Some(challenge());
    });
    for known in &mut report.stages {
        if known.stage() > Stage::Authenticate {
            *known = StageReport::not_reached(known.stage());
            known.outcome = Outcome::NotChecked;
            known.not_checked = Some(NotChecked::NeedsPassword);
        }
    }
    report
}

/// A server that offers only Standard RDP Security.
pub(crate) fn legacy() -> Report {
    let mut report = healthy();
    negotiate(&mut report, |facts| facts.selected = Some(0));
    secure(&mut report, |facts| {
        *facts = wire::SecureFacts {
            standard: Some(StandardSecurity { method: 2, level: 3 }),
            ..Default::default()
        };
    });
    authenticate(&mut report, |facts| facts.nla = None);
    for known in &mut report.stages {
        if known.stage() > Stage::Secure {
            *known = StageReport::not_reached(known.stage());
            known.outcome = Outcome::NotChecked;
            known.not_checked = Some(NotChecked::LegacySecurity);
        }
    }
    report
}

/// A server whose Standard RDP Security is this, as it says with its settings.
pub(crate) fn legacy_with(standard: StandardSecurity) -> Report {
    let mut report = legacy();
    secure(&mut report, |facts| facts.standard = Some(standard));
    let settings = stage(&mut report, Stage::Settings);
    settings.outcome = Outcome::Passed;
    settings.not_checked = None;
    report
}

/// All was well until `stage`, which ended so.
pub(crate) fn broken(at: Stage, failure: Failure) -> Report {
    let mut report = healthy();
    for known in &mut report.stages {
        if known.stage() > at {
            *known = StageReport::not_reached(known.stage());
        }
    }
    let silent = matches!(failure, Failure::TimedOut { .. });
    let known = stage(&mut report, at);
    known.facts = Facts::none(at);
    known.outcome = if silent { Outcome::Silent } else { Outcome::Failed };
    known.elapsed_ms = Some(if silent { ms(10_000) } else { ms(19) });
    known.failure = Some(failure);
    if at <= Stage::Connect {
        report.connections.clear();
    }
    report
}

/// The same, after the server had said something of its own accord.
pub(crate) fn broken_after(signal: Signal, at: Stage, failure: Failure) -> Report {
    let mut report = broken(at, failure);
    say(&mut report, at, signal);
    report
}

pub(crate) fn say(report: &mut Report, at: Stage, signal: Signal) {
    let said = ServerSignal { at_ms: ms(50), signal };
    stage(report, at).signals.push(said);
}

/// No address took a connection.
pub(crate) fn unconnected(target: &str, attempts: &[(&str, Dialed)]) -> Report {
    let mut report = broken(Stage::Connect, Failure::NoConnection);
    report.target = target.parse().unwrap();
    dials(&mut report, attempts);
    report
}

/// A server whose TLS failed so, and what it answered to each version alone.
pub(crate) fn tls(failure: Failure, answers: &[TlsHelloAnswer]) -> Report {
    let mut report = broken(Stage::Secure, failure);
    secure(&mut report, |facts| {
        facts.hellos = [0x0303, 0x0302, 0x0301]
            .into_iter()
            .zip(answers)
            .map(|(offered, answer)| TlsHello {
                offered,
                answer: *answer,
            })
            .collect();
    });
    report
}

/// A healthy report with another certificate.
pub(crate) fn certified(change: impl FnOnce(&mut CertificateFacts)) -> Report {
    let mut report = healthy();
    secure(&mut report, |facts| change(&mut facts.certificates[0]));
    report
}

/// A report with a challenge and something else about NLA.
pub(crate) fn nla_with(change: impl FnOnce(&mut AuthenticateFacts)) -> Report {
    let mut report = nla();
    authenticate(&mut report, change);
    report
}

/// A healthy report over a path that the kernel measured so.
pub(crate) fn measured(change: impl FnOnce(&mut KernelFacts)) -> Report {
    let mut report = healthy();
    change(report.connections[0].kernel.as_mut().unwrap());
    report
}

/// A report in which the first request ended so, and the second, without the cookie, so; none where it was answered.
pub(crate) fn tried_twice(mut report: Report, first: TransportEnd, second: Option<TransportEnd>) -> Report {
    let waited = if first == TransportEnd::Silent { 7000 } else { 19 };
    negotiate(&mut report, |facts| {
        facts.second_try = Some(SecondTry {
            first_end: first,
            first_elapsed_ms: ms(waited),
            second_end: second,
        });
    });
    stage(&mut report, Stage::Negotiate).elapsed_ms = Some(ms(waited + 40));
    report.connections[0].ended_by_peer = Some(first).filter(|end| *end != TransportEnd::Silent);
    report.connections[0].ended_after_ms = report.connections[0].ended_by_peer.map(|_| ms(waited));
    report.connections.insert(1, connection(Purpose::WithoutCookie));
    report
}

/// A report whose first connection ended at its first message so soon.
pub(crate) fn ended_within(failure: Failure, millis: u64) -> Report {
    let mut report = broken(Stage::Negotiate, failure);
    report.connections[0].ended_after_ms = Some(ms(millis));
    report
}

pub(crate) fn resolve(report: &mut Report, change: impl FnOnce(&mut wire::ResolveFacts)) {
    if let Facts::Resolve(facts) = &mut stage(report, Stage::Resolve).facts {
        change(facts);
    }
}

pub(crate) fn negotiate(report: &mut Report, change: impl FnOnce(&mut wire::NegotiateFacts)) {
    if let Facts::Negotiate(facts) = &mut stage(report, Stage::Negotiate).facts {
        change(facts);
    }
}

pub(crate) fn secure(report: &mut Report, change: impl FnOnce(&mut wire::SecureFacts)) {
    if let Facts::Secure(facts) = &mut stage(report, Stage::Secure).facts {
        change(facts);
    }
}

pub(crate) fn authenticate(report: &mut Report, change: impl FnOnce(&mut AuthenticateFacts)) {
    if let Facts::Authenticate(facts) = &mut stage(report, Stage::Authenticate).facts {
        change(facts);
    }
}

/// Puts these attempts into the facts; the first that answered is in use.
pub(crate) fn dials(report: &mut Report, attempts: &[(&str, Dialed)]) {
    if let Facts::Connect(facts) = &mut stage(report, Stage::Connect).facts {
        facts.dials = attempts
            .iter()
            .map(|(address, dialed)| Dial {
                address: socket(address),
                dialed: *dialed,
                elapsed_ms: if *dialed == Dialed::Silent { ms(5000) } else { ms(18) },
            })
            .collect();
        let answered = facts.dials.iter().find(|dial| dial.dialed == Dialed::Answered);
        facts.used = answered.map(|dial| dial.address);
    }
}

pub(crate) const NO_ROUTE: Dialed = Dialed::Unreachable {
    what: Unreachable::Network,
};
pub(crate) const NO_HOST: Dialed = Dialed::Unreachable {
    what: Unreachable::Host,
};

pub(crate) fn lookup(record: RecordKind, addresses: u16) -> Lookup {
    Lookup {
        record,
        addresses,
        rcode: Some(0),
        silent: false,
        elapsed_ms: ms(12),
    }
}

pub(crate) fn connection(purpose: Purpose) -> Connection {
    Connection {
        purpose,
        address: socket("203.0.113.7"),
        opened_at_ms: ms(30),
        handshake_ms: ms(18),
        selected: None,
        certificate_sha256: None,
        ended_by_peer: None,
        ended_after_ms: None,
        kernel: Some(KernelFacts {
            rtt_us: 18_000,
            rtt_var_us: 2_000,
            retransmits: 0,
            segments_out: 40,
            data_segments_in: 1,
            send_mss: 1448,
            path_mtu: 1500,
        }),
    }
}

/// A certificate that nobody objects to.
fn certificate() -> CertificateFacts {
    CertificateFacts {
        subject: "pc.example.org".into(),
        issuer: "Example CA".into(),
        self_signed: false,
        names: vec!["pc.example.org".into()],
        not_before: NOW - 30 * DAY,
        not_after: NOW + 60 * DAY,
        key: "RSA".into(),
        key_bits: 2048,
        signature: "sha256WithRSAEncryption".into(),
        sha256: "ab".repeat(32),
        sha1: "cd".repeat(20),
        server_usage: true,
    }
}

/// Who issued it.
fn authority() -> CertificateFacts {
    CertificateFacts {
        subject: "Example CA".into(),
        self_signed: true,
        names: Vec::new(),
        not_before: NOW - 300 * DAY,
        not_after: NOW + 3000 * DAY,
        ..certificate()
    }
}

fn challenge() -> NtlmChallenge {
    NtlmChallenge {
        computer: Some("PC01".into()),
        domain: Some("EXAMPLE".into()),
        dns_computer: Some("pc01.example.org".into()),
        dns_domain: Some("example.org".into()),
        dns_forest: None,
        version: Some((10, 0, 20348)),
        server_time_ms: Some(NOW * 1000),
        clock_offset_ms: Some(150),
    }
}

/// One failure of each kind; a new kind does not compile until it stands here.
pub(crate) fn every_failure() -> Vec<Failure> {
    let first = Failure::NameNotFound;
    let mut all = vec![first];
    while let Some(next) = all.last().and_then(following) {
        all.push(next);
    }
    all
}

fn following(failure: &Failure) -> Option<Failure> {
    Some(match failure {
        Failure::NameNotFound => Failure::NoAddresses,
        Failure::NoAddresses => Failure::LookupFailed { rcode: Some(2) },
        Failure::LookupFailed { .. } => Failure::AddressesRefused,
        Failure::AddressesRefused => Failure::NoConnection,
        Failure::NoConnection => Failure::Closed { received: 0 },
        Failure::Closed { .. } => Failure::Reset { received: 0 },
        Failure::Reset { .. } => Failure::TimedOut { received: 0 },
        Failure::TimedOut { .. } => Failure::PathBroken,
        Failure::PathBroken => Failure::NotRdp {
            service: wire::Service::Unknown,
        },
        Failure::NotRdp { .. } => Failure::NegotiationFailure { code: 5 },
        Failure::NegotiationFailure { .. } => Failure::UnofferedProtocol { selected: 16 },
        Failure::UnofferedProtocol { .. } => Failure::DisconnectRequest { reason: 1 },
        Failure::DisconnectRequest { .. } => Failure::Malformed {
            expected: "X.224 Connection Confirm".into(),
        },
        Failure::Malformed { .. } => Failure::UnexpectedPdu {
            expected: "Demand Active".into(),
            received: "Deactivate All".into(),
        },
        Failure::UnexpectedPdu { .. } => Failure::TlsAlert { code: 40 },
        Failure::TlsAlert { .. } => Failure::TlsUnusable {
            fault: wire::TlsFault::NotTls,
        },
        Failure::TlsUnusable { .. } => Failure::CredsspStatus { status: 0xC000_006D },
        Failure::CredsspStatus { .. } => Failure::McsRefused { result: 14 },
        Failure::McsRefused { .. } => Failure::ChannelRefused { channel: 1004 },
        Failure::ChannelRefused { .. } => Failure::Ultimatum { reason: 1 },
        Failure::Ultimatum { .. } => Failure::ErrorInfo { code: 4 },
        Failure::ErrorInfo { .. } => Failure::LicenseError { code: 6, transition: 1 },
        Failure::LicenseError { .. } => Failure::Redirected,
        Failure::Redirected => Failure::DeactivateLoop { times: 8 },
        Failure::DeactivateLoop { .. } => Failure::RunTimedOut,
        Failure::RunTimedOut => return None,
    })
}

/// A second connection that did not come about.
pub(crate) fn second_connection(end: TransportEnd) -> Report {
    nla_with(|facts| {
        facts.nla = None;
        facts.tls_only_failure = None;
        facts.tls_only_end = Some(end);
    })
}
