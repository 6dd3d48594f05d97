//! TLS handshakes that fail: [`Stage::Secure`].

use wire::{CipherSuite, Failure, Stage, TlsFault, TlsHelloAnswer};

use super::view::ReportView;
use super::{Match, Rule};
use crate::finding::Actor::Network;
use crate::finding::Confidence::Likely;
use crate::names;
use crate::steps::Remedy::*;

/// Only versions before TLS 1.2 got an answer.
pub(super) const OLD_VERSIONS: Rule = Rule::certain("RDP-TLS-001", Stage::Secure, |view| {
    let newest = answered_versions(view).max()?;
    (view.unexplained_at(Stage::Secure) && newest < names::TLS_1_2).then(|| {
        let found = Match::plain().with("version", names::tls_version(newest));
        // Only the server's own word on TLS 1.2 proves it; a hello that is cut may have been cut on the way.
        if said_of_tls_1_2(view) {
            found
        } else {
            found.only(Likely)
        }
    })
})
.steps(&[
    UpdateWindows,
    Send,
    EnableTls12,
    UpdateServer,
    XrdpTlsVersions,
    EventSchannel,
]);

/// TLS 1.2 got an answer, but with nothing that a present-day program offers: by the cipher that the server picked, or by
/// its own word that it finds none among ours.
pub(super) const OLD_CIPHERS: Rule = Rule::likely("RDP-TLS-002", Stage::Secure, |view| {
    let outdated = picked_ciphers(view).any(|cipher| !OFFERED.contains(&cipher) && !OF_TODAY.contains(&cipher));
    (view.unexplained_at(Stage::Secure) && outdated && !stalled(view) && !is_judged(view)).then(Match::plain)
})
.steps(&[
    UpdateWindows,
    Send,
    CipherSuites,
    UpdateServer,
    XrdpCiphers,
    EventSchannel,
]);

/// A bare ClientHello is answered with a cipher that the whole one had offered, too, and only the whole one is cut.
pub(super) const CUT_BY_FORM: Rule = Rule::likely("RDP-TLS-035", Stage::Secure, |view| {
    let common = picked_ciphers(view).any(|cipher| OFFERED.contains(&cipher));
    let cut = view.ended_unanswered(Stage::Secure) || alert(view, ABOUT_FORM).is_some();
    (view.unexplained_at(Stage::Secure) && cut && common).then(Match::plain)
})
.actor(Network)
.steps(&[
    OtherNetwork,
    SendToNetwork,
    Inspection,
    TestOnItself,
    UpdateServer,
    XrdpUpdate,
]);

/// Hung up after the ClientHello, whatever version it offered.
pub(super) const KEY_UNUSABLE: Rule = Rule::likely("RDP-TLS-003", Stage::Secure, |view| {
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
    let mut answers = answers(view);
    let every_time = !answers.is_empty() && answers.drain(..).all(|answer| hung_up(answer) || internal(answer));
    let goodbye = alert(view, &[names::ALERT_CLOSE_NOTIFY]).is_some();
    let ended = goodbye || view.ended_unanswered(Stage::Secure);
    // A filter resets as well, so that a reset acquits nobody on the path.
    let how = if matches!(view.failure(), Some(Failure::Reset { .. })) {
        "reset"
    } else {
        "closed"
    };
    (view.unexplained_at(Stage::Secure) && ended && every_time).then(|| Match::plain().with("how", how))
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

/// An alert to every version that speaks of versions. One that finds no cipher or parameter says no more than that the
/// server has nothing in common with this check.
pub(super) const REFUSED_EVERYWHERE: Rule = Rule::likely("RDP-TLS-004", Stage::Secure, |view| {
    let answers = answers(view);
    let refused = |answer: &TlsHelloAnswer| matches!(answer, TlsHelloAnswer::Alert { .. });
    let all = answers.len() > 1 && answers.iter().all(refused);
    let about_versions = alert(view, VERSIONS).is_some();
    (view.unexplained_at(Stage::Secure) && all && about_versions).then(Match::plain)
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
    Rule::certain("RDP-TLS-005", Stage::Secure, |view| alert(view, VERSIONS)).steps(&[
        UpdateWindows,
        Send,
        EnableTls12,
        UpdateServer,
        XrdpTlsVersions,
        EventSchannel,
    ]);

/// The server takes nothing of what was offered. Where it answers a bare ClientHello, which offers more (other curves and
/// kinds of keys, and DHE), it is this check that lacks something.
pub(super) const CIPHER_ALERT: Rule = Rule::likely("RDP-TLS-006", Stage::Secure, |view| {
    let found = alert(view, CIPHERS)?;
    let picked = picked_ciphers(view).next();
    let takes = match picked {
        Some(cipher) if OFFERED.contains(&cipher) => "curve",
        Some(_) => "cipher",
        None => "unknown",
    };
    let name = picked.map(|cipher| names::cipher_suite(CipherSuite(cipher)));
    Some(found.with("takes", takes).with("cipher", name.unwrap_or_default()))
})
.steps(&[
    TryYourApp,
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
pub(super) const INTERNAL_ALERT: Rule = Rule::likely("RDP-TLS-007", Stage::Secure, |view| {
    alert(view, &[names::ALERT_INTERNAL_ERROR])
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
pub(super) const NAME_ALERT: Rule = Rule::likely("RDP-TLS-008", Stage::Secure, |view| alert(view, &[112]))
    .actor(Network)
    .steps(&[FullName, SendToNetwork, Balancer]);

/// `bad_certificate` and its kin, `access_denied`, `certificate_required`. In TLS 1.3 it comes behind the handshake, at
/// whatever stage is then under way.
pub(super) const CLIENT_CERTIFICATE_ALERT: Rule = Rule::likely("RDP-TLS-009", Stage::Secure, |view| {
    let Some(Failure::TlsAlert { code }) = view.failure() else {
        return None;
    };
    // Whoever has just asked for a certificate and got none may say it with any alert.
    let asked = view.secure().is_some_and(|facts| facts.asks_certificate);
    let codes: &[u8] = if asked {
        &[*code]
    } else {
        &[42, 43, 44, 45, 46, 48, 49, 116]
    };
    alert_match(view, *code, codes).map(|found| found.at(view.broken()))
})
.steps(&[SmartCard, Send, ClientCertificates]);

pub(super) const OTHER_ALERT: Rule = Rule::certain("RDP-TLS-010", Stage::Secure, |view| {
    let Some(Failure::TlsAlert { code }) = view.failure_at(Stage::Secure) else {
        return None;
    };
    alert(view, &[*code])
})
.steps(&[Again, Send, EventsAtThatTime, Inspection, XrdpLog, EventSchannel]);

pub(super) const NOT_TLS: Rule = Rule::likely("RDP-TLS-011", Stage::Secure, |view| fault(view, TlsFault::NotTls))
    .steps(&[
        Send,
        RenewCertificate,
        ProxyInBetween,
        XrdpKey,
        XrdpNewKey,
        XrdpLog,
        LogXrdp,
    ]);

pub(super) const BAD_CERTIFICATE: Rule = Rule::likely("RDP-TLS-012", Stage::Secure, |view| {
    fault(view, TlsFault::BadCertificate)
})
.steps(&[Send, RenewCertificate, BoundCertificate, XrdpNewKey, EventCertificate]);

pub(super) const BAD_SIGNATURE: Rule =
    Rule::certain("RDP-TLS-013", Stage::Secure, |view| fault(view, TlsFault::BadSignature)).steps(&[
        DoNotSignIn,
        Send,
        RenewCertificate,
        BoundCertificate,
        Inspection,
        XrdpNewKey,
    ]);

pub(super) const PROTOCOL_VIOLATION: Rule = Rule::likely("RDP-TLS-014", Stage::Secure, |view| {
    let unreadable = matches!(
        view.failure_at(Stage::Secure),
        Some(Failure::Malformed { .. } | Failure::UnexpectedPdu { .. })
    );
    fault(view, TlsFault::ProtocolViolation).or_else(|| unreadable.then(Match::plain))
})
.actor(Network)
.steps(&[OtherNetwork, SendToNetwork, Inspection, UpdateServer, XrdpUpdate]);

pub(super) const TOO_LARGE: Rule = Rule::certain("RDP-TLS-015", Stage::Secure, |view| fault(view, TlsFault::TooLarge))
    .steps(&[Send, BoundCertificate, XrdpNewKey]);

pub(super) const NOTHING_IN_COMMON: Rule = Rule::likely("RDP-TLS-016", Stage::Secure, |view| {
    fault(view, TlsFault::NothingInCommon)
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
pub(super) const STALLED_HALFWAY: Rule = Rule::likely("RDP-TLS-017", Stage::Secure, |view| {
    (view.unexplained_at(Stage::Secure) && view.cut_short(Stage::Secure)).then(Match::plain)
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
pub(super) const STALLED: Rule = Rule::likely("RDP-TLS-018", Stage::Secure, |view| {
    let waited = view.elapsed(Stage::Secure).unwrap_or_default();
    (view.unexplained_at(Stage::Secure) && view.silent(Stage::Secure)).then(|| Match::plain().span(waited.as_millis()))
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
pub(super) const HUNG_UP: Rule = Rule::likely("RDP-TLS-019", Stage::Secure, |view| {
    (view.unexplained_at(Stage::Secure) && view.ended_unanswered(Stage::Secure)).then(Match::plain)
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
pub(super) const MIDDLEBOX: Rule = Rule::possible("RDP-TLS-020", Stage::Secure, |view| {
    view.ended_unanswered(Stage::Secure).then(Match::plain)
})
.actor(Network)
.steps(&[OtherNetwork, SendToNetwork, Inspection, TestOnItself])
.contradicts(&["RDP-TLS-001", "RDP-TLS-002", "RDP-TLS-035"]);

/// What the bare ClientHellos were answered, as far as they got that far.
fn answers(view: &ReportView<'_>) -> Vec<TlsHelloAnswer> {
    let hellos = view.secure().map(|facts| facts.hellos.as_slice()).unwrap_or_default();
    let answers = hellos.iter().map(|hello| hello.answer);
    answers.filter(|answer| *answer != TlsHelloAnswer::NotReached).collect()
}

fn answered_versions(view: &ReportView<'_>) -> impl Iterator<Item = u16> {
    answers(view).into_iter().filter_map(|answer| match answer {
        TlsHelloAnswer::ServerHello { version, .. } => Some(version),
        TlsHelloAnswer::Alert { .. }
        | TlsHelloAnswer::Closed
        | TlsHelloAnswer::Reset
        | TlsHelloAnswer::Silent
        | TlsHelloAnswer::NotTls
        | TlsHelloAnswer::NotReached => None,
    })
}

/// Whether a ClientHello of TLS 1.2 was answered with an older version, or with an alert that speaks of versions.
fn said_of_tls_1_2(view: &ReportView<'_>) -> bool {
    let hellos = view.secure().map(|facts| facts.hellos.as_slice()).unwrap_or_default();
    alert(view, VERSIONS).is_some()
        || hellos.iter().any(|hello| {
            hello.offered == names::TLS_1_2
                && match hello.answer {
                    TlsHelloAnswer::ServerHello { .. } => true,
                    TlsHelloAnswer::Alert { code } => VERSIONS.contains(&code),
                    TlsHelloAnswer::Closed
                    | TlsHelloAnswer::Reset
                    | TlsHelloAnswer::Silent
                    | TlsHelloAnswer::NotTls
                    | TlsHelloAnswer::NotReached => false,
                }
        })
}

/// The ciphers that the server picked from bare ClientHellos of TLS 1.2 or later.
fn picked_ciphers(view: &ReportView<'_>) -> impl Iterator<Item = u16> {
    answers(view).into_iter().filter_map(|answer| match answer {
        TlsHelloAnswer::ServerHello { version, cipher } if version >= names::TLS_1_2 => Some(cipher),
        TlsHelloAnswer::ServerHello { .. }
        | TlsHelloAnswer::Alert { .. }
        | TlsHelloAnswer::Closed
        | TlsHelloAnswer::Reset
        | TlsHelloAnswer::Silent
        | TlsHelloAnswer::NotTls
        | TlsHelloAnswer::NotReached => None,
    })
}

fn stalled(view: &ReportView<'_>) -> bool {
    view.silent(Stage::Secure) || view.cut_short(Stage::Secure)
}

/// Whether our own side found fault with the certificate or the messages, so that versions are not the matter.
fn is_judged(view: &ReportView<'_>) -> bool {
    match view.failure_at(Stage::Secure) {
        Some(Failure::TlsUnusable { fault }) => *fault != TlsFault::NothingInCommon,
        Some(Failure::Closed { .. } | Failure::Reset { .. } | Failure::TlsAlert { .. }) => false,
        Some(_) | None => true,
    }
}

fn alert(view: &ReportView<'_>, codes: &[u8]) -> Option<Match> {
    let Some(Failure::TlsAlert { code }) = view.failure_at(Stage::Secure) else {
        return None;
    };
    alert_match(view, *code, codes)
}

fn alert_match(view: &ReportView<'_>, code: u8, codes: &[u8]) -> Option<Match> {
    (!view.explained && codes.contains(&code)).then(|| {
        Match::plain()
            .with("code", u32::from(code))
            .with("alert", names::tls_alert(code))
    })
}

fn fault(view: &ReportView<'_>, expected: TlsFault) -> Option<Match> {
    let fits = matches!(
        view.failure_at(Stage::Secure),
        Some(Failure::TlsUnusable { fault }) if *fault == expected
    );
    (!view.explained && fits).then(Match::plain)
}

/// `protocol_version`, `inappropriate_fallback`.
const VERSIONS: &[u8] = &[70, 86];
/// The cipher suites of the check's whole ClientHello: TLS 1.3's, and ECDHE with AES-GCM or ChaCha20 of TLS 1.2.
const OFFERED: &[u16] = &[0x1301, 0x1302, 0x1303, 0xC02B, 0xC02C, 0xC02F, 0xC030, 0xCCA8, 0xCCA9];
/// What a server may say of a ClientHello whose form it does not know: `unexpected_message`, `record_overflow`,
/// `illegal_parameter`, `decode_error`, `protocol_version`, `internal_error`, `inappropriate_fallback`,
/// `missing_extension`, `unsupported_extension`.
const ABOUT_FORM: &[u8] = &[10, 22, 47, 50, 70, 80, 86, 109, 110];
/// What this check's TLS lacks and programs of today may offer: AES-GCM and CCM with DHE or the key exchanges of PSK, and
/// ChaCha20 with DHE.
const OF_TODAY: &[u16] = &[
    0x009E, 0x009F, 0xC09E, 0xC09F, 0xC0AC, 0xC0AD, 0xC0AE, 0xC0AF, 0xCCAA, 0x1304, 0x1305,
];
/// `handshake_failure`, `illegal_parameter`, `insufficient_security`, `missing_extension`.
const CIPHERS: &[u8] = &[40, 47, 71, 109];
