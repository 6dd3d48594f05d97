//! TLS handshakes that fail: [`Stage::Secure`].

use wire::{Failure, Stage, TlsFault, TlsHelloAnswer};

use super::case::Case;
use super::{Hit, Rule};
use crate::Actor::Network;
use crate::codes;
use crate::steps::*;

/// Only versions before TLS 1.2 got an answer.
pub(super) const OLD_VERSIONS: Rule = Rule::certain("RDP-TLS-001", Stage::Secure, |case| {
    let newest = answered_versions(case).max()?;
    (case.unexplained_at(Stage::Secure) && newest < codes::TLS_1_2)
        .then(|| Hit::plain().with("version", codes::tls_version(newest)))
})
.user(&[UPDATE_WINDOWS, SEND])
.administrator(&[ENABLE_TLS12, UPDATE_SERVER])
.linux(&[XRDP_TLS_VERSIONS])
.confirmed_by(&[EVENT_SCHANNEL]);

/// TLS 1.2 got an answer, but with nothing that a present-day program offers.
pub(super) const OLD_CIPHERS: Rule = Rule::likely("RDP-TLS-002", Stage::Secure, |case| {
    let modern = answered_versions(case).any(|version| version >= codes::TLS_1_2);
    (case.unexplained_at(Stage::Secure) && modern && !stalled(case) && !is_judged(case)).then(Hit::plain)
})
.user(&[UPDATE_WINDOWS, SEND])
.administrator(&[CIPHER_SUITES, UPDATE_SERVER])
.linux(&[XRDP_CIPHERS])
.confirmed_by(&[EVENT_SCHANNEL]);

/// Hung up after the ClientHello, whatever version it offered.
pub(super) const KEY_UNUSABLE: Rule = Rule::likely("RDP-TLS-003", Stage::Secure, |case| {
    let hung_up = |answer| matches!(answer, TlsHelloAnswer::Closed | TlsHelloAnswer::Reset);
    let internal = |answer| {
        matches!(
            answer,
            TlsHelloAnswer::Alert {
                code: codes::ALERT_INTERNAL_ERROR
            }
        )
    };
    let mut answers = answers(case);
    let every_time = !answers.is_empty() && answers.drain(..).all(|answer| hung_up(answer) || internal(answer));
    (case.unexplained_at(Stage::Secure) && case.ended_unanswered(Stage::Secure) && every_time).then(Hit::plain)
})
.user(&[RESTART_COMPUTER, SEND])
.administrator(&[
    RENEW_CERTIFICATE,
    KEY_RIGHTS,
    BOUND_CERTIFICATE,
    KEY_SERVICES,
    PROTOCOLS_OFF,
])
.linux(&[XRDP_KEY, XRDP_NEW_KEY, GNOME_KEY])
.confirmed_by(&[EVENT_CERTIFICATE, EVENT_SCHANNEL, LOG_XRDP]);

/// An alert to every version.
pub(super) const REFUSED_EVERYWHERE: Rule = Rule::likely("RDP-TLS-004", Stage::Secure, |case| {
    let answers = answers(case);
    let refused = |answer: &TlsHelloAnswer| matches!(answer, TlsHelloAnswer::Alert { .. });
    let all = answers.len() > 1 && answers.iter().all(refused);
    (case.unexplained_at(Stage::Secure) && all).then(Hit::plain)
})
.user(&[SEND])
.administrator(&[PROTOCOLS_OFF, CIPHER_SUITES, RENEW_CERTIFICATE])
.linux(&[XRDP_TLS_VERSIONS, XRDP_CIPHERS, XRDP_KEY])
.confirmed_by(&[EVENT_SCHANNEL]);

/// `protocol_version`, `inappropriate_fallback`.
pub(super) const VERSION_ALERT: Rule = Rule::certain("RDP-TLS-005", Stage::Secure, |case| alert(case, &[70, 86]))
    .user(&[UPDATE_WINDOWS, SEND])
    .administrator(&[ENABLE_TLS12, UPDATE_SERVER])
    .linux(&[XRDP_TLS_VERSIONS])
    .confirmed_by(&[EVENT_SCHANNEL]);

/// `handshake_failure`, `illegal_parameter`, `insufficient_security`, `missing_extension`.
pub(super) const CIPHER_ALERT: Rule =
    Rule::likely("RDP-TLS-006", Stage::Secure, |case| alert(case, &[40, 47, 71, 109]))
        .user(&[UPDATE_WINDOWS, SEND])
        .administrator(&[CIPHER_SUITES, PROTOCOLS_OFF, RENEW_CERTIFICATE])
        .linux(&[XRDP_CIPHERS, XRDP_KEY])
        .confirmed_by(&[EVENT_SCHANNEL]);

/// `internal_error`.
pub(super) const INTERNAL_ALERT: Rule = Rule::likely("RDP-TLS-007", Stage::Secure, |case| {
    alert(case, &[codes::ALERT_INTERNAL_ERROR])
})
.user(&[RESTART_COMPUTER, SEND])
.administrator(&[RENEW_CERTIFICATE, KEY_RIGHTS, KEY_SERVICES])
.linux(&[XRDP_KEY, XRDP_NEW_KEY])
.confirmed_by(&[EVENT_CERTIFICATE, EVENT_SCHANNEL]);

/// `unrecognized_name`.
pub(super) const NAME_ALERT: Rule = Rule::likely("RDP-TLS-008", Stage::Secure, |case| alert(case, &[112]))
    .actor(Network)
    .user(&[FULL_NAME, SEND_TO_NETWORK])
    .administrator(&[BALANCER])
    .linux(&[BALANCER]);

/// `bad_certificate` and its kin, `access_denied`, `certificate_required`.
pub(super) const CLIENT_CERTIFICATE_ALERT: Rule = Rule::likely("RDP-TLS-009", Stage::Secure, |case| {
    alert(case, &[42, 43, 44, 45, 46, 48, 49, 116])
})
.user(&[SMART_CARD, SEND])
.administrator(&[CLIENT_CERTIFICATES])
.linux(&[CLIENT_CERTIFICATES]);

pub(super) const OTHER_ALERT: Rule = Rule::certain("RDP-TLS-010", Stage::Secure, |case| {
    let Some(Failure::TlsAlert { code }) = case.failure_at(Stage::Secure) else {
        return None;
    };
    alert(case, &[*code])
})
.user(&[AGAIN, SEND])
.administrator(&[EVENTS_AT_THAT_TIME, INSPECTION])
.linux(&[XRDP_LOG])
.confirmed_by(&[EVENT_SCHANNEL]);

pub(super) const NOT_TLS: Rule = Rule::likely("RDP-TLS-011", Stage::Secure, |case| fault(case, TlsFault::NotTls))
    .user(&[SEND])
    .administrator(&[RENEW_CERTIFICATE, PROXY_IN_BETWEEN])
    .linux(&[XRDP_KEY, XRDP_NEW_KEY, XRDP_LOG])
    .confirmed_by(&[LOG_XRDP]);

pub(super) const BAD_CERTIFICATE: Rule = Rule::certain("RDP-TLS-012", Stage::Secure, |case| {
    fault(case, TlsFault::BadCertificate)
})
.user(&[SEND])
.administrator(&[RENEW_CERTIFICATE, BOUND_CERTIFICATE])
.linux(&[XRDP_NEW_KEY])
.confirmed_by(&[EVENT_CERTIFICATE]);

pub(super) const BAD_SIGNATURE: Rule =
    Rule::certain("RDP-TLS-013", Stage::Secure, |case| fault(case, TlsFault::BadSignature))
        .user(&[DO_NOT_SIGN_IN, SEND])
        .administrator(&[RENEW_CERTIFICATE, BOUND_CERTIFICATE, INSPECTION])
        .linux(&[XRDP_NEW_KEY]);

pub(super) const PROTOCOL_VIOLATION: Rule = Rule::likely("RDP-TLS-014", Stage::Secure, |case| {
    let unreadable = matches!(
        case.failure_at(Stage::Secure),
        Some(Failure::Malformed { .. } | Failure::UnexpectedPdu { .. })
    );
    fault(case, TlsFault::ProtocolViolation).or_else(|| unreadable.then(Hit::plain))
})
.actor(Network)
.user(&[OTHER_NETWORK, SEND_TO_NETWORK])
.administrator(&[INSPECTION, UPDATE_SERVER])
.linux(&[XRDP_UPDATE]);

pub(super) const TOO_LARGE: Rule = Rule::certain("RDP-TLS-015", Stage::Secure, |case| fault(case, TlsFault::TooLarge))
    .user(&[SEND])
    .administrator(&[BOUND_CERTIFICATE])
    .linux(&[XRDP_NEW_KEY]);

pub(super) const NOTHING_IN_COMMON: Rule = Rule::certain("RDP-TLS-016", Stage::Secure, |case| {
    fault(case, TlsFault::NothingInCommon)
})
.user(&[UPDATE_WINDOWS, SEND])
.administrator(&[CIPHER_SUITES, ENABLE_TLS12, UPDATE_SERVER])
.linux(&[XRDP_TLS_VERSIONS, XRDP_CIPHERS]);

/// Part of the server's answer came, and the rest did not.
pub(super) const STALLED_HALFWAY: Rule = Rule::likely("RDP-TLS-017", Stage::Secure, |case| {
    (case.unexplained_at(Stage::Secure) && case.cut_short(Stage::Secure)).then(Hit::plain)
})
.actor(Network)
.user(&[OTHER_NETWORK, VPN_PACKET_SIZE, SEND_TO_NETWORK])
.administrator(&[PATH_SIZE, CLAMP, INSPECTION])
.linux(&[PATH_SIZE_LINUX, CLAMP]);

/// Nothing at all came back to our ClientHello.
pub(super) const STALLED: Rule = Rule::likely("RDP-TLS-018", Stage::Secure, |case| {
    let waited = case.elapsed(Stage::Secure).unwrap_or_default();
    (case.unexplained_at(Stage::Secure) && case.silent(Stage::Secure)).then(|| Hit::plain().span(waited.as_millis()))
})
.user(&[AGAIN, RESTART_COMPUTER, SEND])
.administrator(&[LOAD, KEY_STORE_SIZE, RESTART_SERVICE, PATH_SIZE])
.linux(&[LOAD_LINUX, XRDP_RESTART, PATH_SIZE_LINUX]);

/// Hung up after one ClientHello, and nothing else is known.
pub(super) const HUNG_UP: Rule = Rule::likely("RDP-TLS-019", Stage::Secure, |case| {
    (case.unexplained_at(Stage::Secure) && case.ended_unanswered(Stage::Secure)).then(Hit::plain)
})
.user(&[AGAIN, RESTART_COMPUTER, SEND])
.administrator(&[RENEW_CERTIFICATE, KEY_RIGHTS, PROTOCOLS_OFF, INSPECTION])
.linux(&[XRDP_KEY, XRDP_NEW_KEY])
.confirmed_by(&[EVENT_CERTIFICATE, EVENT_SCHANNEL, LOG_XRDP]);

/// A filter that cuts TLS looks the same as a server without a key.
pub(super) const MIDDLEBOX: Rule = Rule::possible("RDP-TLS-020", Stage::Secure, |case| {
    case.ended_unanswered(Stage::Secure).then(Hit::plain)
})
.actor(Network)
.user(&[OTHER_NETWORK, SEND_TO_NETWORK])
.administrator(&[INSPECTION, TEST_ON_ITSELF])
.linux(&[INSPECTION])
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
    (!case.explained && codes.contains(code)).then(|| {
        Hit::plain()
            .with("code", u32::from(*code))
            .with("alert", codes::tls_alert(*code))
    })
}

fn fault(case: &Case<'_>, expected: TlsFault) -> Option<Hit> {
    let fits = matches!(
        case.failure_at(Stage::Secure),
        Some(Failure::TlsUnusable { fault }) if *fault == expected
    );
    (!case.explained && fits).then(Hit::plain)
}
