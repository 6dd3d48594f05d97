//! What a connection file asks for, held against what the computer was seen to take.

use wire::{Failure, FileSetting, Nla, Service, Stage};

use super::view::ReportView;
use super::{Match, Rule};
use crate::finding::Actor::{Nobody, You};
use crate::finding::Confidence::{Likely, Possible};
use crate::steps::Remedy::*;
use crate::system::System;

/// The computer was asked without NLA as well, and takes nothing else.
pub(super) const NLA_OFF: Rule = Rule::likely("RDP-NEG-036", Stage::Authenticate, |view| {
    let without = has(view, FileSetting::NlaOff) && !has(view, FileSetting::Entra);
    (without && view.authenticate()?.nla? == Nla::Required).then(Match::plain)
})
.actor(You)
.steps(&[EnableNla, Send, NlaSetting]);

/// Windows takes NLA that begins at once, as IMsRdpClientNonScriptable3::NegotiateSecurityLayer says of it; others await
/// an X.224 request.
pub(super) const NO_NEGOTIATION: Rule = Rule::likely("RDP-NEG-037", Stage::Negotiate, |view| {
    let facts = view.negotiate().filter(|_| has(view, FileSetting::Direct))?;
    let found = |how| Match::plain().with("how", how);
    if super::negotiate::service(view) == Some(&Service::Tls) {
        return Some(found("tls").warning_only());
    }
    match facts.selected? & NLA {
        0 => Some(found("other")),
        _ if System::of(view.report) == Some(System::Windows) => None,
        _ => Some(found("unsure").warning_only().only(Possible)),
    }
})
.actor(You)
.steps(&[NegotiateFile]);

/// [MS-RDPBCGR] 2.2.1.2.1.
pub(super) const NOT_OFFERED: Rule = Rule::likely("RDP-NEG-038", Stage::Negotiate, |view| {
    let facts = view.negotiate().filter(|facts| facts.selected.is_some())?;
    let modes = [
        (FileSetting::RestrictedAdmin, RESTRICTED_ADMIN, "admin"),
        (FileSetting::RemoteGuard, REDIRECTED_AUTHENTICATION, "guard"),
    ];
    let offered = facts.flags.unwrap_or_default();
    let mut missing = modes
        .iter()
        .filter(|(wanted, flag, _)| has(view, *wanted) && offered & flag == 0);
    missing.next().map(|(.., mode)| Match::plain().with("mode", *mode))
})
.actor(You)
.steps(&[PlainSignIn, Send, RestrictedAdmin]);

pub(super) const NAME_NEEDED: Rule = Rule::warning("RDP-NLA-032", Stage::Authenticate, Likely, |view| {
    let needs = |setting| has(view, setting) && has(view, FileSetting::ByAddress);
    let mode = if needs(FileSetting::Entra) {
        "entra"
    } else if needs(FileSetting::RemoteGuard) {
        "guard"
    } else {
        return None;
    };
    Some(Match::plain().with("mode", mode))
})
.actor(You)
.steps(&[FullName]);

pub(super) const NOT_PROVEN: Rule = Rule::warning("RDP-TLS-036", Stage::Secure, Possible, |view| {
    let facts = view.secure().filter(|_| has(view, FileSetting::ProvenOnly))?;
    let certificate = view.certificate()?;
    let why = if facts.seen_at.is_some_and(|now| now > certificate.not_after) {
        "expired"
    } else if facts.name_matches == Some(false) {
        "name"
    } else if certificate.self_signed {
        "self"
    } else {
        return None;
    };
    Some(Match::plain().with("why", why))
})
.actor(You)
.steps(&[AuthenticationLevel, Send, TrustedCertificate]);

pub(super) const NO_PROGRAM: Rule = Rule::warning("RDP-SES-033", Stage::Desktop, Likely, |view| {
    has(view, FileSetting::NoProgram).then(Match::plain)
})
.actor(You)
.steps(&[ProgramInFile, Send]);

/// A check asks for an ordinary desktop.
pub(super) const ASKS_OTHERWISE: Rule = Rule::info("RDP-SES-034", Stage::Stay, Possible, |view| {
    let only_programs = view
        .error_info()
        .is_some_and(|(code, _)| code == super::session::ONLY_PROGRAMS);
    let how = if only_programs && has(view, FileSetting::Program) {
        "program"
    } else if view.license_failure().is_some() && has(view, FileSetting::Administrative) {
        "admin"
    } else {
        return None;
    };
    Some(Match::plain().with("how", how).at(view.broken()))
})
.actor(Nobody)
.steps(&[TryYourApp]);

/// The check asks for no tickets.
pub(super) const KDC_PROXY: Rule = Rule::info("RDP-NLA-033", Stage::Authenticate, Possible, |view| {
    let facts = view.authenticate().filter(|_| has(view, FileSetting::KdcProxy))?;
    let needed = (super::refusal::NTLM_REFUSED.applies)(view).is_some();
    (needed || matches!(facts.nla, Some(Nla::Required | Nla::Optional)))
        .then(|| Match::plain().with("how", if needed { "needed" } else { "unasked" }))
})
.actor(You)
.steps(&[KdcProxy, Send]);

pub(super) const OWN_NAME: Rule = Rule::warning("RDP-SES-035", Stage::Logon, Likely, |view| {
    let redirected = matches!(view.failure(), Some(Failure::Redirected));
    (redirected && has(view, FileSetting::OwnName)).then(|| Match::plain().at(view.broken()))
})
.actor(You)
.steps(&[RedirectionFile]);

/// One of the others says to change the file.
pub(super) const SIGNED: Rule = Rule::info("RDP-SES-036", Stage::Stay, Likely, |view| {
    let changes = [NLA_OFF, NO_NEGOTIATION, NOT_OFFERED, NOT_PROVEN, OWN_NAME];
    let due = has(view, FileSetting::Signed) && changes.iter().any(|rule| (rule.applies)(view).is_some());
    due.then(Match::plain)
})
.actor(You)
.steps(&[SignedFile]);

fn has(view: &ReportView<'_>, setting: FileSetting) -> bool {
    view.report.settings.contains(&setting)
}

/// PROTOCOL_HYBRID and PROTOCOL_HYBRID_EX, [MS-RDPBCGR] 2.2.1.2.1.
const NLA: u32 = 2 | 8;
/// RESTRICTED_ADMIN_MODE_SUPPORTED.
const RESTRICTED_ADMIN: u8 = 0x08;
/// REDIRECTED_AUTHENTICATION_MODE_SUPPORTED.
const REDIRECTED_AUTHENTICATION: u8 = 0x10;
