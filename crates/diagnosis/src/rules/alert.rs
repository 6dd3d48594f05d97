//! Alerts by which servers end TLS handshakes.

use wire::{CipherSuite, Failure, Stage, TlsHelloAnswer};

use super::view::ReportView;
use super::{Match, Rule};
use crate::finding::Actor::Network;
use crate::names;
use crate::steps::Remedy::{self, *};

/// The server wants another version.
pub(super) const VERSION_ALERT: Rule =
    Rule::certain("RDP-TLS-005", Stage::Secure, |view| alert(view, VERSIONS)).steps(NEWER_VERSIONS);

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

/// What the bare ClientHellos were answered, as far as they got that far.
pub(super) fn answers(view: &ReportView<'_>) -> Vec<TlsHelloAnswer> {
    let hellos = view.secure().map(|facts| facts.hellos.as_slice()).unwrap_or_default();
    let answers = hellos.iter().map(|hello| hello.answer);
    answers.filter(|answer| *answer != TlsHelloAnswer::NotReached).collect()
}

/// The ciphers that the server picked from bare ClientHellos of TLS 1.2 or later.
pub(super) fn picked_ciphers(view: &ReportView<'_>) -> impl Iterator<Item = u16> {
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

pub(super) fn alert(view: &ReportView<'_>, codes: &[u8]) -> Option<Match> {
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

/// `protocol_version`, `inappropriate_fallback`.
pub(super) const VERSIONS: &[u8] = &[70, 86];

/// The cipher suites of the check's whole ClientHello: TLS 1.3's, and ECDHE with AES-GCM or ChaCha20 of TLS 1.2.
pub(super) const OFFERED: &[u16] = &[0x1301, 0x1302, 0x1303, 0xC02B, 0xC02C, 0xC02F, 0xC030, 0xCCA8, 0xCCA9];

/// `handshake_failure`, `illegal_parameter`, `insufficient_security`, `missing_extension`.
pub(super) const CIPHERS: &[u8] = &[40, 47, 71, 109];

/// The server knows only old versions of TLS.
pub(super) const NEWER_VERSIONS: &[Remedy] = &[
    UpdateWindows,
    Send,
    EnableTls12,
    UpdateServer,
    XrdpTlsVersions,
    EventSchannel,
];
