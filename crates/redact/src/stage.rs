//! One step, field by field.

use wire::{Failure, PeerText, ServerSignal, Service, Signal, Stage, StageReport};

mod facts;

use super::placeholder::Placeholders;
use super::{evidence, known};

pub(super) fn stage(report: &StageReport, hide: &mut Placeholders<'_>) -> StageReport {
    let StageReport {
        facts,
        outcome,
        elapsed_ms,
        failure,
        not_checked,
        signals,
        exchanges,
    } = report;
    // How long the reader's own network takes is nobody's business in public; see `reach`.
    let untimed = hide.is_public() && matches!(report.stage(), Stage::Relay | Stage::Reach);
    StageReport {
        facts: facts::facts(facts, hide),
        outcome: *outcome,
        elapsed_ms: elapsed_ms.filter(|_| !untimed),
        failure: failure.as_ref().map(|one| self::failure(one, hide)),
        not_checked: *not_checked,
        signals: signals.iter().map(|one| signal(one, hide)).collect(),
        exchanges: exchanges.iter().map(|one| evidence::exchange(one, hide)).collect(),
    }
}

fn signal(said: &ServerSignal, hide: &mut Placeholders<'_>) -> ServerSignal {
    let ServerSignal { at_ms, signal } = said;
    let signal = match signal {
        Signal::LoggedOn { user } => Signal::LoggedOn { user: hide.user(user) },
        Signal::Redirection { target } => Signal::Redirection {
            target: hide.redirection(target),
        },
        Signal::ErrorInfo { code: _ }
        | Signal::Ultimatum { reason: _ }
        | Signal::LogonError {
            notification: _,
            data: _,
        }
        | Signal::LicenseError { code: _, transition: _ }
        | Signal::DeactivateAll => signal.clone(),
    };
    ServerSignal { at_ms: *at_ms, signal }
}

fn failure(failure: &Failure, hide: &mut Placeholders<'_>) -> Failure {
    match failure {
        Failure::NotRdp { service } => Failure::NotRdp {
            service: self::service(service, hide),
        },
        Failure::Malformed { expected: _ }
        | Failure::Unreadable { pdu: _ }
        | Failure::UnexpectedPdu {
            expected: _,
            received: _,
        }
        | Failure::NameNotFound
        | Failure::NoAddresses
        | Failure::LookupFailed { rcode: _ }
        | Failure::AddressesRefused
        | Failure::NoConnection
        | Failure::Closed { received: _ }
        | Failure::Reset { received: _ }
        | Failure::TimedOut { received: _ }
        | Failure::PathBroken
        | Failure::HttpStatus { status: _ }
        | Failure::GatewayRefused { code: _ }
        | Failure::NegotiationFailure { code: _ }
        | Failure::UnofferedProtocol { selected: _ }
        | Failure::DisconnectRequest { reason: _ }
        | Failure::TlsAlert { code: _ }
        | Failure::TlsUnusable { fault: _ }
        | Failure::CredsspStatus { status: _ }
        | Failure::Kdc { code: _ }
        | Failure::McsRefused { result: _ }
        | Failure::ChannelRefused {
            channel: _,
            confirmed: _,
        }
        | Failure::Ultimatum { reason: _ }
        | Failure::ErrorInfo { code: _ }
        | Failure::LicenseError { code: _, transition: _ }
        | Failure::Redirected
        | Failure::DeactivateLoop { times: _ }
        | Failure::ClientGaveUp
        | Failure::RunTimedOut => failure.clone(),
    }
}

fn service(service: &Service, hide: &mut Placeholders<'_>) -> Service {
    let mut said = |banner: &PeerText| {
        if hide.is_public() {
            known::greeting(service).into()
        } else {
            hide.greeting(banner)
        }
    };
    match service {
        Service::Ssh { banner } => Service::Ssh { banner: said(banner) },
        Service::Http { banner } => Service::Http { banner: said(banner) },
        Service::Smtp { banner } => Service::Smtp { banner: said(banner) },
        Service::Ftp { banner } => Service::Ftp { banner: said(banner) },
        Service::Vnc { banner } => Service::Vnc { banner: said(banner) },
        Service::Mail { banner } => Service::Mail { banner: said(banner) },
        Service::Tls => Service::Tls,
        Service::Mysql => Service::Mysql,
        Service::Smb => Service::Smb,
        Service::Other { protocol, banner } => Service::Other {
            protocol: wire::known_protocol(protocol.as_str()).unwrap_or_default().into(),
            banner: said(banner),
        },
        Service::BareMcs => Service::BareMcs,
        Service::Unknown => Service::Unknown,
    }
}
