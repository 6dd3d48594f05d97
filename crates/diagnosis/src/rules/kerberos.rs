//! What the KDC of an account's domain says of a sign-in, RFC 4120: [`Stage::Authenticate`].

use wire::{Failure, KdcAnswer, Stage};

use super::view::ReportView;
use super::{Match, Rule};
use crate::finding::Actor::You;
use crate::finding::Confidence::Certain;
use crate::steps::Remedy::*;

pub(super) const PASSWORD_REFUSED: Rule = Rule::certain("RDP-NLA-034", Stage::Authenticate, |view| {
    (ended(view)? == NoTicket::Refused(PREAUTH_FAILED)).then(Match::plain)
})
.actor(You)
.steps(&[UserNameForm, PasswordNotPin, AccountState]);

pub(super) const NO_TICKET: Rule = Rule::certain("RDP-NLA-035", Stage::Authenticate, |view| {
    let (why, code) = match ended(view)? {
        NoTicket::Refused(code) => (why(code), code),
        NoTicket::Silent => ("silent", 0),
    };
    Some(Match::plain().with("why", why).with("code", code))
})
.steps(&[CheckOwnClock, Send, AccountState, FindDc]);

/// Told beside what NTLM came to, which is what a client of Windows falls back to as well.
pub(super) const NOT_POSSIBLE: Rule = Rule::info("RDP-NLA-036", Stage::Authenticate, Certain, |view| {
    let KdcAnswer::Refused { code } = view.authenticate()?.kdc? else {
        return None;
    };
    let why = match code {
        CLIENT_UNKNOWN => "account",
        SERVICE_UNKNOWN => "computer",
        _ => "other",
    };
    Some(Match::plain().with("why", why).with("code", code))
})
.actor(You)
.steps(&[UserNameForm, FullName, Send]);

/// What a KDC gives in place of a ticket.
#[derive(Clone, Copy, PartialEq, Eq)]
enum NoTicket {
    /// KRB-ERROR with this error-code.
    Refused(u32),
    /// No answer.
    Silent,
}

/// With what the KDC ended the sign-in, where it did.
fn ended(view: &ReportView<'_>) -> Option<NoTicket> {
    let Some(Failure::Kdc { code }) = view.failure_at(Stage::Authenticate) else {
        return None;
    };
    let ended = code.map_or(NoTicket::Silent, NoTicket::Refused);
    (!view.explained).then_some(ended)
}

fn why(code: u32) -> &'static str {
    match code {
        SKEW => "clock",
        CLIENT_REVOKED => "account",
        KEY_EXPIRED => "password",
        _ => "other",
    }
}

/// RFC 4120 7.5.9: `KDC_ERR_C_PRINCIPAL_UNKNOWN`.
const CLIENT_UNKNOWN: u32 = 6;
/// `KDC_ERR_S_PRINCIPAL_UNKNOWN`.
const SERVICE_UNKNOWN: u32 = 7;
/// `KDC_ERR_CLIENT_REVOKED`: locked, disabled, or expired.
const CLIENT_REVOKED: u32 = 18;
/// `KDC_ERR_KEY_EXPIRED`.
const KEY_EXPIRED: u32 = 23;
/// `KDC_ERR_PREAUTH_FAILED`: the proof was made with another password.
const PREAUTH_FAILED: u32 = 24;
/// `KRB_AP_ERR_SKEW`.
const SKEW: u32 = 37;
