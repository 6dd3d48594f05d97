//! Certificates that work and yet turn some programs away: [`Stage::Secure`].

use wire::{Host, Stage, split_at_first};

use super::clocks;
use super::view::ReportView;
use super::{Match, Rule};
use crate::finding::Actor::{Nobody, You};
use crate::finding::Confidence::{Certain, Likely, Possible};
use crate::steps::Remedy::*;
use crate::time::date;

pub(super) const EXPIRED: Rule = Rule::warning("RDP-TLS-021", Stage::Secure, Certain, |view| {
    let certificate = view.certificate()?;
    let late = view.secure()?.seen_at? - certificate.not_after;
    let over = |now: i64| now > certificate.not_after;
    (late > 0).then(|| {
        let found = Match::plain()
            .with("date", date(certificate.not_after))
            .with("days", days(late));
        doubted(found, view, over)
    })
})
.steps(&[
    CheckOwnClock,
    Send,
    RenewCertificate,
    BoundCertificate,
    KeyServices,
    XrdpNewKey,
    GnomeKey,
    EventCertificate,
]);

/// A certificate that the server sends along with its own.
pub(super) const ISSUER_EXPIRED: Rule = Rule::warning("RDP-TLS-034", Stage::Secure, Certain, |view| {
    let facts = view.secure()?;
    let (seen_at, (_, issuers)) = (facts.seen_at?, facts.certificates.split_first()?);
    let over = issuers.iter().find(|issuer| issuer.not_after < seen_at)?;
    let found = Match::plain()
        .with("issuer", over.subject.as_str())
        .with("date", date(over.not_after));
    Some(doubted(found, view, |now| now > over.not_after))
})
.steps(&[CheckOwnClock, Send, SentChain, BoundCertificate, XrdpChain]);

pub(super) const NOT_YET_VALID: Rule = Rule::warning("RDP-TLS-022", Stage::Secure, Certain, |view| {
    let certificate = view.certificate()?;
    let early = certificate.not_before - view.secure()?.seen_at?;
    let too_early = |now: i64| now < certificate.not_before;
    (early > 0).then(|| {
        let found = Match::plain()
            .with("date", date(certificate.not_before))
            .with("days", days(early));
        doubted(found, view, too_early)
    })
})
.steps(&[
    CheckOwnClock,
    Send,
    SetClock,
    RenewCertificate,
    SetClockLinux,
    XrdpNewKey,
]);

/// The issuer is a product that opens TLS on the way.
pub(super) const INTERCEPTED: Rule = Rule::warning("RDP-TLS-023", Stage::Secure, Likely, |view| {
    let issuer = view.certificate()?.issuer.as_str();
    wire::inspection_product(issuer).map(|_| Match::plain().with("issuer", issuer))
})
.actor(crate::finding::Actor::Network)
.steps(&[OtherNetwork, SendToNetwork, Inspection]);

pub(super) const WEAK_KEY: Rule = Rule::warning("RDP-TLS-024", Stage::Secure, Certain, |view| {
    let certificate = view.certificate()?;
    let bits = certificate.key_bits;
    let least = if certificate.key.as_str() == "RSA" {
        RSA_BITS
    } else {
        EC_BITS
    };
    (bits > 0 && bits < least).then(|| {
        Match::plain()
            .with("key", certificate.key.as_str())
            .with("bits", u32::from(bits))
    })
})
.steps(&[Send, RenewCertificate, BoundCertificate, XrdpNewKey]);

pub(super) const OLD_SIGNATURE: Rule = Rule::warning("RDP-TLS-025", Stage::Secure, Certain, |view| {
    let signature = view.certificate()?.signature.as_str();
    let lower = signature.to_ascii_lowercase();
    let mut old = ["sha1", "md5", "md2", "md4"].into_iter();
    let old = old.any(|name| split_at_first(&lower, name).is_some());
    old.then(|| Match::plain().with("signature", signature))
})
.steps(&[Send, RenewCertificate, BoundCertificate, XrdpNewKey]);

pub(super) const WRONG_USAGE: Rule = Rule::warning("RDP-TLS-026", Stage::Secure, Certain, |view| {
    (!view.certificate()?.server_usage).then(Match::plain)
})
.steps(&[Send, BoundCertificate, RenewCertificate, XrdpNewKey]);

/// Connections of one run were shown different certificates.
pub(super) const CHANGES: Rule = Rule::warning("RDP-TLS-032", Stage::Secure, Likely, |view| {
    let mut shown = view
        .leg
        .connections
        .iter()
        .filter_map(|connection| connection.certificate_sha256.as_ref());
    let first = shown.next()?;
    shown.any(|other| other != first).then(Match::plain)
})
.steps(&[Again, Send, Balancer, BoundCertificate]);

pub(super) const OTHER_NAME: Rule = Rule::warning("RDP-TLS-027", Stage::Secure, Certain, |view| {
    other_name(view, Issuer::Another)
})
.actor(You)
.steps(&[CertificateName, Send, NameInCertificate]);

pub(super) const SELF_SIGNED_OTHER_NAME: Rule = Rule::info("RDP-TLS-028", Stage::Secure, Certain, |view| {
    other_name(view, Issuer::Itself)
})
.actor(You)
.steps(&[CertificateName, CompareThumbprint, NameInCertificate]);

pub(super) const SELF_SIGNED: Rule = Rule::info("RDP-TLS-029", Stage::Secure, Certain, |view| {
    let certificate = view.certificate()?;
    certificate
        .self_signed
        .then(|| Match::plain().with("thumbprint", certificate.sha1.to_ascii_uppercase()))
})
.actor(Nobody)
.steps(&[CompareThumbprint, TrustedCertificate])
.contradicts(&["RDP-TLS-028"]);

/// Whoever does not know the issuer cannot check the certificate.
pub(super) const WITHOUT_ISSUER: Rule = Rule::info("RDP-TLS-033", Stage::Secure, Possible, |view| {
    let (own, others) = view.secure()?.certificates.split_first()?;
    // Names in certificates are compared without their case (RFC 5280 7.1).
    let is_issuer = |subject: &str| subject.eq_ignore_ascii_case(own.issuer.as_str());
    let sent = others.iter().any(|other| is_issuer(other.subject.as_str()));
    (!own.self_signed && !sent).then(|| Match::plain().with("issuer", own.issuer.as_str()))
})
.steps(&[Send, SentChain, BoundCertificate, XrdpChain])
.contradicts(&["RDP-TLS-023"]);

pub(super) const EXPIRES_SOON: Rule = Rule::info("RDP-TLS-030", Stage::Secure, Certain, |view| {
    let certificate = view.certificate()?;
    let left = certificate.not_after - view.secure()?.seen_at?;
    // Windows renews its self-signed certificate itself, shortly before it ends.
    (!certificate.self_signed && (0..SOON_S).contains(&left)).then(|| {
        Match::plain()
            .with("date", date(certificate.not_after))
            .with("days", days(left))
    })
})
.steps(&[Send, BoundCertificate, XrdpNewKey]);

pub(super) const LONG_LIVED: Rule = Rule::info("RDP-TLS-031", Stage::Secure, Certain, |view| {
    let certificate = view.certificate()?;
    let life = certificate.not_after - certificate.not_before;
    (life > APPLE_LIMIT_S).then(|| Match::plain().with("days", days(life)))
})
.steps(&[Send, BoundCertificate, XrdpNewKey]);

/// Who issued a certificate.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Issuer {
    /// It did itself.
    Itself,
    Another,
}

fn other_name(view: &ReportView<'_>, issuer: Issuer) -> Option<Match> {
    let certificate = view.certificate()?;
    let is_its_own = issuer == Issuer::Itself;
    let differs = view.secure()?.name_matches == Some(false) && certificate.self_signed == is_its_own;
    differs.then(|| {
        let name = certificate.names.first().unwrap_or(&certificate.subject);
        let by_address = match view.report.target.host {
            Host::Name(_) => "name",
            Host::Address(_) => "address",
        };
        Match::plain().with("name", name.as_str()).with("asked", by_address)
    })
}

/// A date that a clock makes wrong; less sure where only one of two does.
fn doubted(found: Match, view: &ReportView<'_>, fault_by: impl Fn(i64) -> bool) -> Match {
    if clocks::is_disputed(view, fault_by) {
        found.only(Possible)
    } else {
        found
    }
}

/// Whole days in a span of seconds.
fn days(seconds: i64) -> f64 {
    let days = i32::try_from(seconds / DAY_S).unwrap_or(i32::MAX);
    f64::from(days)
}

/// The least that NIST SP 800-57 and all systems of today ask of RSA.
const RSA_BITS: u16 = 2048;
/// The same for elliptic curves.
const EC_BITS: u16 = 256;
const DAY_S: i64 = 24 * 60 * 60;
/// Two weeks leave time to act.
const SOON_S: i64 = 14 * DAY_S;
/// Apple's systems refuse TLS certificates that live longer.
const APPLE_LIMIT_S: i64 = 825 * DAY_S;
