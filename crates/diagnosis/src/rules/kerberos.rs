//! What the KDC of an account's domain says of a sign-in, RFC 4120: [`Stage::Authenticate`].

use wire::{Failure, KdcAnswer, Stage};

use super::view::ReportView;
use super::{Match, Rule};
use crate::finding::Actor::You;
use crate::finding::Confidence::Certain;
use crate::steps::Remedy::*;

pub(super) const PASSWORD_REFUSED: Rule = Rule::certain("RDP-NLA-034", Stage::Authenticate, |view| {
    (refusal(view)? == Some(PREAUTH_FAILED)).then(Match::plain)
})
.actor(You)
.steps(&[UserNameForm, PasswordNotPin, AccountState]);

pub(super) const NO_TICKET: Rule = Rule::certain("RDP-NLA-035", Stage::Authenticate, |view| {
    let code = refusal(view)?;
    let why = match code {
        Some(SKEW) => "clock",
        Some(CLIENT_REVOKED) => "account",
        Some(KEY_EXPIRED) => "password",
        Some(_) => "other",
        None => "silent",
    };
    Some(Match::plain().with("why", why).with("code", code.unwrap_or_default()))
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

/// The error of a KDC that ended the sign-in, where one did.
fn refusal(view: &ReportView<'_>) -> Option<Option<u32>> {
    let Some(Failure::Kdc { code }) = view.failure_at(Stage::Authenticate) else {
        return None;
    };
    (!view.explained).then_some(*code)
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
