//! TLS handshakes that fail: [`Stage::Secure`].

use wire::{Failure, Stage, TlsFault, TlsHelloAnswer};

use super::alert::{NEWER_VERSIONS, OFFERED, VERSIONS, alert, answers, picked_ciphers};
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
.steps(NEWER_VERSIONS);

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

fn fault(view: &ReportView<'_>, expected: TlsFault) -> Option<Match> {
    let fits = matches!(
        view.failure_at(Stage::Secure),
        Some(Failure::TlsUnusable { fault }) if *fault == expected
    );
    (!view.explained && fits).then(Match::plain)
}

/// What a server may say of a ClientHello whose form it does not know: `unexpected_message`, `record_overflow`,
/// `illegal_parameter`, `decode_error`, `protocol_version`, `internal_error`, `inappropriate_fallback`,
/// `missing_extension`, `unsupported_extension`.
const ABOUT_FORM: &[u8] = &[10, 22, 47, 50, 70, 80, 86, 109, 110];
/// What this check's TLS lacks and programs of today may offer: AES-GCM and CCM with DHE or the key exchanges of PSK, and
/// ChaCha20 with DHE.
const OF_TODAY: &[u16] = &[
    0x009E, 0x009F, 0xC09E, 0xC09F, 0xC0AC, 0xC0AD, 0xC0AE, 0xC0AF, 0xCCAA, 0x1304, 0x1305,
];
