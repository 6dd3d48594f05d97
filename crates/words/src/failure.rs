//! How a stage ended that did not pass, in a sentence that says what was seen and no more.

use diagnosis::{Parameter, names};
use wire::{Facts, Failure, Service, StageReport, TlsFault};

use super::Words;

type Sentence = (&'static str, Vec<(&'static str, Parameter)>);

/// The sentence of a broken stage; without a recorded failure only the outcome is told.
pub(super) fn sentence(words: &Words, report: &StageReport) -> String {
    let Some(failure) = &report.failure else {
        return words.text(&format!("outcome-{}", report.outcome.name()));
    };
    let (key, mut parameters) = parts(failure);
    let mut waited = report.elapsed_ms.unwrap_or_default();
    if let Facts::Negotiate(facts) = &report.facts
        && let Some(tries) = facts.second_try
    {
        waited = tries.first_elapsed_ms;
    }
    parameters.push(("time", words.time(waited).into()));
    words.text_with(key, &parameters)
}

fn parts(failure: &Failure) -> Sentence {
    match failure {
        Failure::NameNotFound => bare("failure-name-not-found"),
        Failure::NoAddresses => bare("failure-no-addresses"),
        Failure::LookupFailed { rcode: None } => bare("failure-lookup-unanswered"),
        Failure::LookupFailed { rcode: Some(code) } => coded("failure-lookup", names::dns_code(*code)),
        Failure::AddressesRefused => bare("failure-addresses-refused"),
        Failure::NoConnection => bare("failure-no-connection"),
        Failure::Closed { received: 0 } => bare("failure-closed"),
        Failure::Closed { received } => coded("failure-closed-halfway", *received),
        Failure::Reset { received: 0 } => bare("failure-reset"),
        Failure::Reset { received } => coded("failure-reset-halfway", *received),
        Failure::TimedOut { received: 0 } => bare("failure-silent"),
        Failure::TimedOut { received } => coded("failure-silent-halfway", *received),
        Failure::PathBroken => bare("failure-path-broken"),
        Failure::NotRdp { service } => not_rdp(service),
        Failure::NegotiationFailure { code } => coded("failure-negotiation", *code),
        Failure::UnofferedProtocol { selected } => coded("failure-unoffered", format!("0x{selected:X}")),
        Failure::DisconnectRequest { reason } => coded("failure-disconnect-request", u32::from(*reason)),
        Failure::Malformed { expected } => coded("failure-malformed", expected.as_str()),
        Failure::UnexpectedPdu { expected, received } => {
            let (key, mut parameters) = coded("failure-unexpected", expected.as_str());
            parameters.push(("received", received.as_str().into()));
            (key, parameters)
        }
        Failure::TlsAlert { code } => {
            let (key, mut parameters) = coded("failure-alert", u32::from(*code));
            parameters.push(("alert", names::tls_alert(*code).into()));
            (key, parameters)
        }
        Failure::TlsUnusable { fault } => bare(tls(*fault)),
        Failure::CredsspStatus { status } => coded("failure-credssp", format!("0x{status:08X}")),
        Failure::McsRefused { result } => coded("failure-mcs", names::mcs_result(*result)),
        Failure::ChannelRefused { channel } => coded("failure-channel", channel.to_string()),
        Failure::Ultimatum { reason } => coded("failure-ultimatum", u32::from(*reason)),
        Failure::ErrorInfo { code } => coded("failure-error-info", format!("0x{code:X}")),
        Failure::LicenseError { code, .. } => coded("failure-license", *code),
        Failure::Redirected => bare("failure-redirected"),
        Failure::DeactivateLoop { times } => coded("failure-deactivate-loop", u32::from(*times)),
        Failure::RunTimedOut => bare("failure-run-timed-out"),
    }
}

fn bare(key: &'static str) -> Sentence {
    (key, Vec::new())
}

fn coded(key: &'static str, code: impl Into<Parameter>) -> Sentence {
    (key, vec![("code", code.into())])
}

fn not_rdp(service: &Service) -> Sentence {
    let (key, name, banner) = match service {
        Service::Ssh { banner } => ("failure-other-service", "SSH", banner.as_str()),
        Service::Http { banner } => ("failure-other-service", "HTTP", banner.as_str()),
        Service::Smtp { banner } => ("failure-other-service", "SMTP", banner.as_str()),
        Service::Ftp { banner } => ("failure-other-service", "FTP", banner.as_str()),
        Service::Vnc { banner } => ("failure-other-service", "VNC", banner.as_str()),
        Service::Mail { banner } => ("failure-other-service", "POP3 / IMAP", banner.as_str()),
        Service::Tls => ("failure-other-service", "TLS", ""),
        Service::Mysql => ("failure-other-service", "MySQL", ""),
        Service::Smb => ("failure-other-service", "SMB", ""),
        Service::BareMcs => ("failure-bare-mcs", "MCS", ""),
        Service::Unknown => ("failure-not-rdp", "", ""),
    };
    let said = if banner.is_empty() { "no" } else { "yes" };
    let parameters = vec![
        ("service", name.into()),
        ("banner", banner.into()),
        ("said", said.into()),
    ];
    (key, parameters)
}

fn tls(fault: TlsFault) -> &'static str {
    match fault {
        TlsFault::NotTls => "failure-tls-not-tls",
        TlsFault::NothingInCommon => "failure-tls-nothing-in-common",
        TlsFault::BadCertificate => "failure-tls-bad-certificate",
        TlsFault::BadSignature => "failure-tls-bad-signature",
        TlsFault::ProtocolViolation => "failure-tls-protocol",
        TlsFault::TooLarge => "failure-tls-too-large",
    }
}
