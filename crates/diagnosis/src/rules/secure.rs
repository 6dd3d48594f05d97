//! TLS handshakes that fail: [`Stage::Secure`].

use wire::{Failure, Stage, TlsFault, TlsHelloAnswer};

use super::case::Case;
use super::{Hit, Rule};
use crate::Actor::Network;
use crate::names;
use crate::steps::Remedy::*;

/// Only versions before TLS 1.2 got an answer.
pub(super) const OLD_VERSIONS: Rule = Rule::certain("RDP-TLS-001", Stage::Secure, |case| {
    let newest = answered_versions(case).max()?;
    (case.unexplained_at(Stage::Secure) && newest < names::TLS_1_2)
        .then(|| Hit::plain().with("version", names::tls_version(newest)))
})
.steps(&[
    UpdateWindows,
    Send,
    EnableTls12,
    UpdateServer,
    XrdpTlsVersions,
    EventSchannel,
]);

/// TLS 1.2 got an answer, but with nothing that a present-day program offers.
pub(super) const OLD_CIPHERS: Rule = Rule::likely("RDP-TLS-002", Stage::Secure, |case| {
    let modern = answered_versions(case).any(|version| version >= names::TLS_1_2);
    (case.unexplained_at(Stage::Secure) && modern && !stalled(case) && !is_judged(case)).then(Hit::plain)
})
.steps(&[
    UpdateWindows,
    Send,
    CipherSuites,
    UpdateServer,
    XrdpCiphers,
    EventSchannel,
]);

/// Hung up after the ClientHello, whatever version it offered.
pub(super) const KEY_UNUSABLE: Rule = Rule::likely("RDP-TLS-003", Stage::Secure, |case| {
    let hung_up = |answer| {
        matches!(
            answer,
            TlsHelloAnswer::Closed
                | TlsHelloAnswer::Reset
                | TlsHelloAnswer::Alert {
                    code: names::ALERT_CLOSE_NOTIFY
                }
        )
    };
    let internal = |answer| {
        matches!(
            answer,
            TlsHelloAnswer::Alert {
                code: names::ALERT_INTERNAL_ERROR
            }
        )
    };
    let mut answers = answers(case);
    let every_time = !answers.is_empty() && answers.drain(..).all(|answer| hung_up(answer) || internal(answer));
    let goodbye = alert(case, &[names::ALERT_CLOSE_NOTIFY]).is_some();
    let ended = goodbye || case.ended_unanswered(Stage::Secure);
    (case.unexplained_at(Stage::Secure) && ended && every_time).then(Hit::plain)
})
.steps(&[
    RestartComputer,
    Send,
    RenewCertificate,
    KeyRights,
    BoundCertificate,
    KeyServices,
    ProtocolsOff,
    XrdpKey,
    XrdpNewKey,
    GnomeKey,
    EventCertificate,
    EventSchannel,
    LogXrdp,
]);

/// An alert to every version that speaks of versions, ciphers or parameters. Others mean something of their own.
pub(super) const REFUSED_EVERYWHERE: Rule = Rule::likely("RDP-TLS-004", Stage::Secure, |case| {
    let answers = answers(case);
    let refused = |answer: &TlsHelloAnswer| matches!(answer, TlsHelloAnswer::Alert { .. });
    let all = answers.len() > 1 && answers.iter().all(refused);
    let about_versions = alert(case, VERSIONS).or_else(|| alert(case, CIPHERS)).is_some();
    (case.unexplained_at(Stage::Secure) && all && about_versions).then(Hit::plain)
})
.steps(&[
    Send,
    ProtocolsOff,
    CipherSuites,
    RenewCertificate,
    XrdpTlsVersions,
    XrdpCiphers,
    XrdpKey,
    EventSchannel,
]);

/// The server wants another version.
pub(super) const VERSION_ALERT: Rule =
    Rule::certain("RDP-TLS-005", Stage::Secure, |case| alert(case, VERSIONS)).steps(&[
        UpdateWindows,
        Send,
        EnableTls12,
        UpdateServer,
        XrdpTlsVersions,
        EventSchannel,
    ]);

/// The server takes nothing of what was offered.
pub(super) const CIPHER_ALERT: Rule = Rule::likely("RDP-TLS-006", Stage::Secure, |case| alert(case, CIPHERS)).steps(&[
    UpdateWindows,
    Send,
    CipherSuites,
    ProtocolsOff,
    RenewCertificate,
    XrdpCiphers,
    XrdpKey,
    EventSchannel,
]);

/// `internal_error`.
pub(super) const INTERNAL_ALERT: Rule = Rule::likely("RDP-TLS-007", Stage::Secure, |case| {
    alert(case, &[names::ALERT_INTERNAL_ERROR])
})
.steps(&[
    RestartComputer,
    Send,
    RenewCertificate,
    KeyRights,
    KeyServices,
    XrdpKey,
    XrdpNewKey,
    EventCertificate,
    EventSchannel,
]);

/// `unrecognized_name`.
pub(super) const NAME_ALERT: Rule = Rule::likely("RDP-TLS-008", Stage::Secure, |case| alert(case, &[112]))
    .actor(Network)
    .steps(&[FullName, SendToNetwork, Balancer]);

/// `bad_certificate` and its kin, `access_denied`, `certificate_required`. In TLS 1.3 it comes behind the handshake, at
/// whatever stage is then under way.
pub(super) const CLIENT_CERTIFICATE_ALERT: Rule = Rule::likely("RDP-TLS-009", Stage::Secure, |case| {
    let Some(Failure::TlsAlert { code }) = case.failure() else {
        return None;
    };
    alert_hit(case, *code, &[42, 43, 44, 45, 46, 48, 49, 116]).map(|hit| hit.at(case.broken()))
})
.steps(&[SmartCard, Send, ClientCertificates]);

pub(super) const OTHER_ALERT: Rule = Rule::certain("RDP-TLS-010", Stage::Secure, |case| {
    let Some(Failure::TlsAlert { code }) = case.failure_at(Stage::Secure) else {
        return None;
    };
    alert(case, &[*code])
})
.steps(&[Again, Send, EventsAtThatTime, Inspection, XrdpLog, EventSchannel]);

pub(super) const NOT_TLS: Rule = Rule::likely("RDP-TLS-011", Stage::Secure, |case| fault(case, TlsFault::NotTls))
    .steps(&[
        Send,
        RenewCertificate,
        ProxyInBetween,
        XrdpKey,
        XrdpNewKey,
        XrdpLog,
        LogXrdp,
    ]);

pub(super) const BAD_CERTIFICATE: Rule = Rule::certain("RDP-TLS-012", Stage::Secure, |case| {
    fault(case, TlsFault::BadCertificate)
})
.steps(&[Send, RenewCertificate, BoundCertificate, XrdpNewKey, EventCertificate]);

pub(super) const BAD_SIGNATURE: Rule =
    Rule::certain("RDP-TLS-013", Stage::Secure, |case| fault(case, TlsFault::BadSignature)).steps(&[
        DoNotSignIn,
        Send,
        RenewCertificate,
        BoundCertificate,
        Inspection,
        XrdpNewKey,
    ]);

pub(super) const PROTOCOL_VIOLATION: Rule = Rule::likely("RDP-TLS-014", Stage::Secure, |case| {
    let unreadable = matches!(
        case.failure_at(Stage::Secure),
        Some(Failure::Malformed { .. } | Failure::UnexpectedPdu { .. })
    );
    fault(case, TlsFault::ProtocolViolation).or_else(|| unreadable.then(Hit::plain))
})
.actor(Network)
.steps(&[OtherNetwork, SendToNetwork, Inspection, UpdateServer, XrdpUpdate]);

pub(super) const TOO_LARGE: Rule = Rule::certain("RDP-TLS-015", Stage::Secure, |case| fault(case, TlsFault::TooLarge))
    .steps(&[Send, BoundCertificate, XrdpNewKey]);

pub(super) const NOTHING_IN_COMMON: Rule = Rule::certain("RDP-TLS-016", Stage::Secure, |case| {
    fault(case, TlsFault::NothingInCommon)
})
.steps(&[
    UpdateWindows,
    Send,
    CipherSuites,
    EnableTls12,
    UpdateServer,
    XrdpTlsVersions,
    XrdpCiphers,
]);

/// Part of the server's answer came, and the rest did not.
pub(super) const STALLED_HALFWAY: Rule = Rule::likely("RDP-TLS-017", Stage::Secure, |case| {
    (case.unexplained_at(Stage::Secure) && case.cut_short(Stage::Secure)).then(Hit::plain)
})
.actor(Network)
.steps(&[
    OtherNetwork,
    VpnPacketSize,
    SendToNetwork,
    PathSize,
    Clamp,
    Inspection,
    PathSizeLinux,
]);

/// Nothing at all came back to our ClientHello.
pub(super) const STALLED: Rule = Rule::likely("RDP-TLS-018", Stage::Secure, |case| {
    let waited = case.elapsed(Stage::Secure).unwrap_or_default();
    (case.unexplained_at(Stage::Secure) && case.silent(Stage::Secure)).then(|| Hit::plain().span(waited.as_millis()))
})
.steps(&[
    Again,
    RestartComputer,
    Send,
    Load,
    KeyStoreSize,
    RestartService,
    PathSize,
    LoadLinux,
    XrdpRestart,
    PathSizeLinux,
]);

/// Hung up after one ClientHello, and nothing else is known.
pub(super) const HUNG_UP: Rule = Rule::likely("RDP-TLS-019", Stage::Secure, |case| {
    (case.unexplained_at(Stage::Secure) && case.ended_unanswered(Stage::Secure)).then(Hit::plain)
})
.steps(&[
    Again,
    RestartComputer,
    Send,
    RenewCertificate,
    KeyRights,
    ProtocolsOff,
    Inspection,
    XrdpKey,
    XrdpNewKey,
    EventCertificate,
    EventSchannel,
    LogXrdp,
]);

/// A filter that cuts TLS looks the same as a server without a key.
pub(super) const MIDDLEBOX: Rule = Rule::possible("RDP-TLS-020", Stage::Secure, |case| {
    case.ended_unanswered(Stage::Secure).then(Hit::plain)
})
.actor(Network)
.steps(&[OtherNetwork, SendToNetwork, Inspection, TestOnItself])
.contradicts(&["RDP-TLS-001", "RDP-TLS-002"]);

/// What the bare ClientHellos were answered, as far as they got that far.
fn answers(case: &Case<'_>) -> Vec<TlsHelloAnswer> {
    let hellos = case.secure().map(|facts| facts.hellos.as_slice()).unwrap_or_default();
    let answers = hellos.iter().map(|hello| hello.answer);
    answers.filter(|answer| *answer != TlsHelloAnswer::NotReached).collect()
}

fn answered_versions(case: &Case<'_>) -> impl Iterator<Item = u16> {
    answers(case).into_iter().filter_map(|answer| match answer {
        TlsHelloAnswer::ServerHello { version, .. } => Some(version),
        TlsHelloAnswer::Alert { .. }
        | TlsHelloAnswer::Closed
        | TlsHelloAnswer::Reset
        | TlsHelloAnswer::Silent
        | TlsHelloAnswer::NotTls
        | TlsHelloAnswer::NotReached => None,
    })
}

fn stalled(case: &Case<'_>) -> bool {
    case.silent(Stage::Secure) || case.cut_short(Stage::Secure)
}

/// Whether our own side found fault with the certificate or the messages, so that versions are not the matter.
fn is_judged(case: &Case<'_>) -> bool {
    match case.failure_at(Stage::Secure) {
        Some(Failure::TlsUnusable { fault }) => *fault != TlsFault::NothingInCommon,
        Some(Failure::Closed { .. } | Failure::Reset { .. } | Failure::TlsAlert { .. }) => false,
        Some(_) | None => true,
    }
}

fn alert(case: &Case<'_>, codes: &[u8]) -> Option<Hit> {
    let Some(Failure::TlsAlert { code }) = case.failure_at(Stage::Secure) else {
        return None;
    };
    alert_hit(case, *code, codes)
}

fn alert_hit(case: &Case<'_>, code: u8, codes: &[u8]) -> Option<Hit> {
    (!case.explained && codes.contains(&code)).then(|| {
        Hit::plain()
            .with("code", u32::from(code))
            .with("alert", names::tls_alert(code))
    })
}

fn fault(case: &Case<'_>, expected: TlsFault) -> Option<Hit> {
    let fits = matches!(
        case.failure_at(Stage::Secure),
        Some(Failure::TlsUnusable { fault }) if *fault == expected
    );
    (!case.explained && fits).then(Hit::plain)
}

/// `protocol_version`, `inappropriate_fallback`.
const VERSIONS: &[u8] = &[70, 86];
/// `handshake_failure`, `illegal_parameter`, `insufficient_security`, `missing_extension`.
const CIPHERS: &[u8] = &[40, 47, 71, 109];
