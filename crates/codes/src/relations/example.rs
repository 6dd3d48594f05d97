//! Reports as examples: what a check writes down where something goes wrong.

use core::net::{Ipv4Addr, SocketAddr};
use core::time::Duration;

use wire::{
    AuthenticateFacts, ConnectFacts, Dial, Dialed, Facts, Failure, NegotiateFacts, Outcome, Report, ServerSignal,
    Service, SignInStep, Signal, Stage, StageReport, Target, TlsFault, Unreachable,
};

use super::observation::Observation;
use crate::row::Place;

/// A report in which a check comes upon `observation`.
pub(super) fn report(observation: &Observation) -> Option<Report> {
    match observation {
        Observation::Failed(at, failure) => broken(*at, failure.clone()),
        Observation::Dialed(dialed) => {
            let mut report = broken(Stage::Connect, Failure::NoConnection)?;
            let dials = vec![Dial {
                address: ADDRESS,
                dialed: *dialed,
                elapsed_ms: Duration::from_millis(20).into(),
            }];
            report.replace(StageReport {
                facts: Facts::Connect(ConnectFacts { used: None, dials }),
                ..report.stage(Stage::Connect)?.clone()
            });
            Some(report)
        }
        Observation::Said(at, signal) => {
            let mut report = broken(*at, Failure::Closed { received: 0 })?;
            let mut stage = report.stage(*at)?.clone();
            stage.signals.push(said(signal.clone()));
            report.replace(stage);
            Some(report)
        }
    }
}

/// What a check can come upon where a code speaks of `place` and of nothing more.
pub(super) fn observations(place: Place) -> Vec<Observation> {
    match place {
        Place::Resolve => at(Stage::Resolve, RESOLVE),
        Place::Connect => dials(),
        Place::Path => silences(),
        Place::Transport => losses(),
        Place::Negotiate => [at(Stage::Negotiate, NEGOTIATE), services(), lost_at(Stage::Negotiate)].concat(),
        Place::Secure => [at(Stage::Secure, SECURE), lost_at(Stage::Secure)].concat(),
        Place::Handshake => [observations(Place::Secure), observations(Place::Authenticate)].concat(),
        Place::Authenticate => [lost_at(Stage::Authenticate), at(Stage::Authenticate, AUTHENTICATE)].concat(),
        Place::Settings => [
            at(Stage::Settings, SETTINGS),
            at(Stage::Channels, CHANNELS),
            lost_at(Stage::Settings),
        ]
        .concat(),
        Place::License => [at(Stage::License, LICENSE), lost_at(Stage::License)].concat(),
        Place::Capabilities => [at(Stage::Capabilities, CAPABILITIES), lost_at(Stage::Capabilities)].concat(),
        Place::Session => [at(Stage::Stay, SESSION), lost_at(Stage::Desktop), lost_at(Stage::Stay)].concat(),
        Place::Gateway | Place::Client => Vec::new(),
    }
}

/// All was well until `at`, which ended so.
fn broken(at: Stage, failure: Failure) -> Option<Report> {
    let target: Target = TARGET.parse().ok()?;
    let mut report = Report::new(target, wire::Place::Relay, 0);
    let silent = matches!(failure, Failure::TimedOut { .. });
    for stage in &mut report.computer_mut()?.stages {
        if stage.stage() < at {
            stage.outcome = Outcome::Passed;
            stage.elapsed_ms = Some(Duration::from_millis(20).into());
        }
        if stage.stage() == Stage::Negotiate && at > Stage::Negotiate {
            stage.facts = Facts::Negotiate(NegotiateFacts {
                requested: TLS_AND_NLA,
                selected: Some(NLA),
                ..NegotiateFacts::default()
            });
        }
        // A code about an account comes from somebody who has one.
        if stage.stage() == at && matches!(failure, Failure::CredsspStatus { .. }) {
            stage.facts = Facts::Authenticate(AuthenticateFacts {
                sign_in: Some(SignInStep::Answered),
                ..AuthenticateFacts::default()
            });
        }
        if stage.stage() == at {
            stage.outcome = if silent { Outcome::Silent } else { Outcome::Failed };
            stage.elapsed_ms = Some(Duration::from_millis(if silent { 10_000 } else { 20 }).into());
            stage.failure = Some(failure.clone());
        }
    }
    Some(report)
}

fn said(signal: Signal) -> ServerSignal {
    ServerSignal {
        at_ms: Duration::from_millis(50).into(),
        signal,
    }
}

fn at(stage: Stage, failures: &[Failure]) -> Vec<Observation> {
    let seen = failures
        .iter()
        .map(|failure| Observation::Failed(stage, failure.clone()));
    seen.collect()
}

fn lost_at(stage: Stage) -> Vec<Observation> {
    at(stage, LOSSES)
}

/// A connection that stood and went away, at each step that looks different.
fn losses() -> Vec<Observation> {
    WALKED.iter().flat_map(|stage| lost_at(*stage)).collect()
}

/// An answer that did not come, from the first packet on.
fn silences() -> Vec<Observation> {
    let silent = [Failure::TimedOut { received: 0 }];
    let later = WALKED.iter().flat_map(|stage| at(*stage, &silent));
    core::iter::once(Observation::Dialed(Dialed::Silent))
        .chain(later)
        .collect()
}

fn dials() -> Vec<Observation> {
    let unreachable = Dialed::unreachable;
    [
        Dialed::Silent,
        Dialed::Refused,
        unreachable(Unreachable::Host),
        unreachable(Unreachable::Network),
    ]
    .map(Observation::Dialed)
    .into()
}

fn services() -> Vec<Observation> {
    let other = [
        Service::Mysql,
        Service::Http {
            banner: "HTTP/1.1 400 Bad Request".into(),
        },
        Service::Tls,
        Service::BareMcs,
        Service::Unknown,
    ];
    let seen = other.map(|service| Observation::Failed(Stage::Negotiate, Failure::NotRdp { service }));
    seen.into()
}

const TARGET: &str = "pc.example.org";
/// Of RFC 5737, for documentation.
const ADDRESS: SocketAddr = SocketAddr::new(core::net::IpAddr::V4(Ipv4Addr::new(203, 0, 113, 7)), 3389);
/// [MS-RDPBCGR] 2.2.1.1.1: SSL, HYBRID and HYBRID_EX.
const TLS_AND_NLA: u32 = 0xb;
/// [MS-RDPBCGR] 2.2.1.1.1: HYBRID_EX.
const NLA: u32 = 8;
/// The steps behind TCP at which a connection is lost in ways that look different.
const WALKED: [Stage; 7] = [
    Stage::Negotiate,
    Stage::Secure,
    Stage::Authenticate,
    Stage::Settings,
    Stage::License,
    Stage::Capabilities,
    Stage::Stay,
];
const LOSSES: &[Failure] = &[
    Failure::Closed { received: 0 },
    Failure::Reset { received: 0 },
    Failure::TimedOut { received: 0 },
    Failure::PathBroken,
];
const RESOLVE: &[Failure] = &[
    Failure::NameNotFound,
    Failure::NoAddresses,
    Failure::LookupFailed { rcode: Some(2) },
];
const NEGOTIATE: &[Failure] = &[
    Failure::NegotiationFailure { code: 1 },
    Failure::NegotiationFailure { code: 2 },
    Failure::NegotiationFailure { code: 3 },
    Failure::NegotiationFailure { code: 4 },
    Failure::NegotiationFailure { code: 5 },
    Failure::NegotiationFailure { code: 6 },
    Failure::NegotiationFailure { code: 7 },
    Failure::UnofferedProtocol { selected: 0x10 },
    Failure::DisconnectRequest { reason: 0x80 },
];
const SECURE: &[Failure] = &[
    Failure::TlsAlert { code: 40 },
    Failure::TlsAlert { code: 70 },
    Failure::TlsAlert { code: 80 },
    Failure::TlsAlert { code: 112 },
    Failure::TlsAlert { code: 116 },
    Failure::TlsUnusable {
        fault: TlsFault::NotTls,
    },
    Failure::TlsUnusable {
        fault: TlsFault::NothingInCommon,
    },
    Failure::TlsUnusable {
        fault: TlsFault::BadCertificate,
    },
    Failure::TlsUnusable {
        fault: TlsFault::BadSignature,
    },
    Failure::TlsUnusable {
        fault: TlsFault::ProtocolViolation,
    },
];
const AUTHENTICATE: &[Failure] = &[Failure::CredsspStatus { status: 0xC000_006D }];
const SETTINGS: &[Failure] = &[Failure::McsRefused { result: 14 }];
const CHANNELS: &[Failure] = &[Failure::ChannelRefused {
    channel: 1004,
    confirmed: None,
}];
const LICENSE: &[Failure] = &[
    Failure::LicenseError { code: 6, transition: 1 },
    Failure::LicenseError { code: 2, transition: 1 },
];
const CAPABILITIES: &[Failure] = &[Failure::DeactivateLoop { times: 8 }];
const SESSION: &[Failure] = &[Failure::Ultimatum { reason: 1 }];
