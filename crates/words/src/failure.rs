//! How a stage ended that did not pass, in a sentence that says what was seen and no more.

use crate::{Key, key};
use diagnosis::{Parameter, names};
use wire::{Facts, Failure, Service, Stage, StageReport, TlsFault};

use super::Words;

type Sentence = (Key, Vec<(&'static str, Parameter)>);

/// The sentence of a broken stage; without a recorded failure only the outcome is told.
pub(super) fn sentence(words: &Words, report: &StageReport) -> String {
    let Some(failure) = &report.failure else {
        return words.outcome(report.outcome);
    };
    let (key, mut parameters) = parts(failure);
    let mut waited = report.elapsed_ms.unwrap_or_default();
    if let Facts::Negotiate(facts) = &report.facts
        && let Some(tries) = facts.second_try
    {
        waited = tries.first_elapsed_ms;
    }
    if matches!(
        failure,
        Failure::TlsUnusable {
            fault: TlsFault::NotTls
        }
    ) {
        let when = if report.stage() == Stage::Secure {
            "first"
        } else {
            "later"
        };
        parameters.push(("when", when.into()));
    }
    parameters.push(("time", words.time(waited).into()));
    words.text_with(key, &parameters)
}

fn parts(failure: &Failure) -> Sentence {
    match failure {
        Failure::NameNotFound => bare(key::FAILURE_NAME_NOT_FOUND),
        Failure::NoAddresses => bare(key::FAILURE_NO_ADDRESSES),
        Failure::LookupFailed { rcode: None } => bare(key::FAILURE_LOOKUP_UNANSWERED),
        Failure::LookupFailed { rcode: Some(code) } => coded(key::FAILURE_LOOKUP, names::dns_code(*code)),
        Failure::AddressesRefused => bare(key::FAILURE_ADDRESSES_REFUSED),
        Failure::NoConnection => bare(key::FAILURE_NO_CONNECTION),
        Failure::Closed { received: 0 } => bare(key::FAILURE_CLOSED),
        Failure::Closed { received } => coded(key::FAILURE_CLOSED_HALFWAY, *received),
        Failure::Reset { received: 0 } => bare(key::FAILURE_RESET),
        Failure::Reset { received } => coded(key::FAILURE_RESET_HALFWAY, *received),
        Failure::TimedOut { received: 0 } => bare(key::FAILURE_SILENT),
        Failure::TimedOut { received } => coded(key::FAILURE_SILENT_HALFWAY, *received),
        Failure::PathBroken => bare(key::FAILURE_PATH_BROKEN),
        Failure::NotRdp { service } => not_rdp(service),
        Failure::HttpStatus { status } => coded(key::FAILURE_HTTP_STATUS, status.to_string()),
        Failure::GatewayRefused { code } => coded(key::FAILURE_GATEWAY, format!("0x{code:08X}")),
        Failure::NegotiationFailure { code } => coded(key::FAILURE_NEGOTIATION, *code),
        Failure::UnofferedProtocol { selected } => coded(key::FAILURE_UNOFFERED, format!("0x{selected:X}")),
        Failure::DisconnectRequest { reason } => coded(key::FAILURE_DISCONNECT_REQUEST, u32::from(*reason)),
        Failure::Malformed { expected } => coded(key::FAILURE_MALFORMED, expected.name()),
        Failure::Unreadable { pdu } => coded(key::FAILURE_UNREADABLE, pdu.name()),
        Failure::UnexpectedPdu { expected, received } => {
            let (key, mut parameters) = coded(key::FAILURE_UNEXPECTED, expected.name());
            parameters.push(("received", received.name().into()));
            (key, parameters)
        }
        Failure::TlsAlert { code } => {
            let (key, mut parameters) = coded(key::FAILURE_ALERT, u32::from(*code));
            parameters.push(("alert", names::tls_alert(*code).into()));
            (key, parameters)
        }
        Failure::TlsUnusable { fault } => bare(tls(*fault)),
        Failure::CredsspStatus { status } => coded(key::FAILURE_CREDSSP, format!("0x{status:08X}")),
        Failure::Kdc { code: Some(code) } => coded(key::FAILURE_KDC, *code),
        Failure::Kdc { code: None } => bare(key::FAILURE_KDC_SILENT),
        Failure::McsRefused { result } => coded(key::FAILURE_MCS, names::mcs_result(*result)),
        Failure::ChannelRefused { channel, confirmed } => {
            let (key, mut parameters) = coded(key::FAILURE_CHANNEL, channel.to_string());
            let confirmed = confirmed.map_or_else(|| "none".to_owned(), |other| other.to_string());
            parameters.push(("confirmed", confirmed.into()));
            (key, parameters)
        }
        Failure::Ultimatum { reason } => coded(key::FAILURE_ULTIMATUM, u32::from(*reason)),
        Failure::ErrorInfo { code } => coded(key::FAILURE_ERROR_INFO, format!("0x{code:X}")),
        Failure::LicenseError { code, .. } => coded(key::FAILURE_LICENSE, *code),
        Failure::Redirected => bare(key::FAILURE_REDIRECTED),
        Failure::DeactivateLoop { times } => coded(key::FAILURE_DEACTIVATE_LOOP, u32::from(*times)),
        Failure::ClientGaveUp => bare(key::FAILURE_CLIENT_GAVE_UP),
        Failure::RunTimedOut => bare(key::FAILURE_RUN_TIMED_OUT),
    }
}

fn bare(key: Key) -> Sentence {
    (key, Vec::new())
}

fn coded(key: Key, code: impl Into<Parameter>) -> Sentence {
    (key, vec![("code", code.into())])
}

fn not_rdp(service: &Service) -> Sentence {
    let (key, name, banner) = match service {
        Service::Ssh { banner } => (key::FAILURE_OTHER_SERVICE, "SSH", banner.as_str()),
        Service::Http { banner } => (key::FAILURE_OTHER_SERVICE, "HTTP", banner.as_str()),
        Service::Smtp { banner } => (key::FAILURE_OTHER_SERVICE, "SMTP", banner.as_str()),
        Service::Ftp { banner } => (key::FAILURE_OTHER_SERVICE, "FTP", banner.as_str()),
        Service::Vnc { banner } => (key::FAILURE_OTHER_SERVICE, "VNC", banner.as_str()),
        Service::Mail { banner } => (key::FAILURE_OTHER_SERVICE, "POP3 / IMAP", banner.as_str()),
        Service::Tls => (key::FAILURE_OTHER_SERVICE, "TLS", ""),
        Service::Mysql => (key::FAILURE_OTHER_SERVICE, "MySQL", ""),
        Service::Smb => (key::FAILURE_OTHER_SERVICE, "SMB", ""),
        Service::Other { protocol, banner } => (key::FAILURE_OTHER_SERVICE, protocol.as_str(), banner.as_str()),
        Service::BareMcs => (key::FAILURE_BARE_MCS, "MCS", ""),
        Service::Unknown => (key::FAILURE_NOT_RDP, "", ""),
    };
    let said = if banner.is_empty() { "no" } else { "yes" };
    let parameters = vec![
        ("service", name.into()),
        ("banner", banner.into()),
        ("said", said.into()),
    ];
    (key, parameters)
}

fn tls(fault: TlsFault) -> Key {
    match fault {
        TlsFault::NotTls => key::FAILURE_TLS_NOT_TLS,
        TlsFault::NothingInCommon => key::FAILURE_TLS_NOTHING_IN_COMMON,
        TlsFault::BadCertificate => key::FAILURE_TLS_BAD_CERTIFICATE,
        TlsFault::BadSignature => key::FAILURE_TLS_BAD_SIGNATURE,
        TlsFault::ProtocolViolation => key::FAILURE_TLS_PROTOCOL,
        TlsFault::TooLarge => key::FAILURE_TLS_TOO_LARGE,
    }
}
