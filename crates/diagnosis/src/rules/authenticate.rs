//! CredSSP up to the server's challenge: [`Stage::Authenticate`].

use wire::{Failure, Nla, Signal, Stage, TransportEnd};

use super::clocks::{self, Clock};
use super::view::ReportView;
use super::{Match, Rule};
use crate::finding::Actor::{Nobody, You};
use crate::finding::Confidence::{Certain, Likely, Possible};
use crate::names;
use crate::steps::Remedy::*;

/// Servers that name no status do so for a wrong password and for everything else.
pub(super) const CLOSED_AT_PASSWORD: Rule = Rule::likely("RDP-NLA-027", Stage::Authenticate, |view| {
    let ended = matches!(
        view.failure_at(Stage::Authenticate),
        Some(Failure::Closed { .. } | Failure::Reset { .. })
    );
    (ended && !view.explained && view.sign_in().is_some()).then(Match::plain)
})
.actor(You)
.steps(&[
    UserNameForm,
    PasswordNotPin,
    EntraSignIn,
    Send,
    AccountState,
    NtlmPolicy,
    LinuxAccount,
    GnomeStatus,
    EventLogons,
]);

/// The password is not why: a server that refuses one says so inside TLS, or closes.
pub(super) const ALERT_AT_PASSWORD: Rule = Rule::likely("RDP-NLA-028", Stage::Authenticate, |view| {
    let Some(Failure::TlsAlert { code }) = view.failure_at(Stage::Authenticate) else {
        return None;
    };
    (!view.explained && view.sign_in().is_some()).then(|| {
        Match::plain()
            .with("code", u32::from(*code))
            .with("alert", names::tls_alert(*code))
    })
})
.steps(&[
    Again,
    Send,
    UpdateWindowsServer,
    Lsa,
    Inspection,
    FreerdpNla,
    EventSchannel,
]);

pub(super) const SILENT_AT_PASSWORD: Rule = Rule::likely("RDP-NLA-029", Stage::Authenticate, |view| {
    let silent = matches!(view.failure_at(Stage::Authenticate), Some(Failure::TimedOut { .. }));
    let waited = view.elapsed(Stage::Authenticate).unwrap_or_default();
    (silent && !view.explained && view.sign_in().is_some()).then(|| Match::plain().span(waited.as_millis()))
})
.steps(&[
    Again,
    Send,
    FindDc,
    Lsa,
    Load,
    LookUpLinux,
    LoadLinux,
    EventLogons,
    EventRdpcore,
]);

pub(super) const HUNG_UP: Rule = Rule::likely("RDP-NLA-001", Stage::Authenticate, |view| {
    let ended = matches!(
        view.failure_at(Stage::Authenticate),
        Some(Failure::Closed { .. } | Failure::Reset { .. } | Failure::TlsAlert { .. })
    );
    (ended && !view.explained).then(Match::plain)
})
.steps(&[
    Again,
    RestartComputer,
    Send,
    NtlmPolicy,
    UpdateWindowsServer,
    Lsa,
    Inspection,
    FreerdpNla,
    GnomeStatus,
    EventLogons,
    EventRdpcore,
]);

pub(super) const SILENT: Rule = Rule::likely("RDP-NLA-002", Stage::Authenticate, |view| {
    let silent = matches!(
        view.failure_at(Stage::Authenticate),
        None | Some(Failure::TimedOut { .. })
    ) && view.unexplained_at(Stage::Authenticate);
    let waited = view.elapsed(Stage::Authenticate).unwrap_or_default();
    silent.then(|| Match::plain().span(waited.as_millis()))
})
.steps(&[
    Again,
    RestartComputer,
    Send,
    FindDc,
    Lsa,
    Load,
    LoadLinux,
    GnomeStatus,
    EventRdpcore,
]);

/// The first connection was served, and the next one was not. Where the first one's answer made no sense, it takes the
/// place of that: what would have told whether the server wants another form was not let in.
pub(super) const SECOND_REFUSED: Rule = Rule::likely("RDP-NLA-021", Stage::Authenticate, |view| {
    let end = view.authenticate()?.tls_only_end?;
    if !matches!(end, TransportEnd::NotConnected | TransportEnd::Silent) {
        return None;
    }
    let undecided = !view.explained && is_unreadable(view);
    let found = Match::plain().with("answer", if undecided { "unclear" } else { "whole" });
    Some(if undecided {
        found
    } else {
        found.warning_only().only(Possible)
    })
})
.steps(&[
    Again,
    Send,
    TooManyCallers,
    PendingConnections,
    Load,
    Fail2ban,
    LoadLinux,
    EventPending,
    EventLogons,
]);

pub(super) const UNREADABLE: Rule = Rule::likely("RDP-NLA-003", Stage::Authenticate, |view| {
    (!view.explained && is_unreadable(view)).then(Match::plain)
})
.steps(&[Send, UpdateServer, Inspection, FreerdpNla]);

/// Two clocks differ. Which one is wrong takes a third witness.
pub(super) const CLOCK_OFF: Rule = Rule::warning("RDP-NLA-019", Stage::Authenticate, Certain, |view| {
    let offset = view.clock_offset_ms()?;
    let direction = if offset < 0 { "behind" } else { "ahead" };
    let whose = match clocks::wrong(view) {
        Some(Clock::Computer) => "computer",
        Some(Clock::Ours) => "ours",
        None => "unknown",
    };
    (offset.unsigned_abs() > KERBEROS_SKEW_MS).then(|| {
        Match::plain()
            .span(crate::time::millis(offset.unsigned_abs()))
            .with("direction", direction)
            .with("whose", whose)
    })
})
.steps(&[CheckOwnClock, Send, SetClock, SetClockLinux]);

/// Before the correction of CVE-2018-0886.
pub(super) const OLD_CREDSSP: Rule = Rule::warning("RDP-NLA-020", Stage::Authenticate, Likely, |view| {
    let version = view.authenticate()?.credssp_version?;
    (version < CREDSSP_MENDED).then(|| Match::plain().with("version", version))
})
.steps(&[Send, NoOracleWorkaround, UpdateWindowsServer, FreerdpNla]);

/// How the user's name is to be written here.
pub(super) const SIGN_IN_NAME: Rule = Rule::info("RDP-NLA-022", Stage::Authenticate, Certain, |view| {
    let challenge = view.authenticate()?.challenge.as_ref()?;
    let computer = challenge.computer.as_ref().filter(|name| !name.is_empty())?;
    let domain = challenge.domain.as_ref().filter(|name| !name.is_empty())?;
    let membership = if computer == domain { "alone" } else { "domain" };
    Some(
        Match::plain()
            .with("computer", computer.as_str())
            .with("domain", domain.as_str())
            .with("membership", membership),
    )
})
.actor(You)
.steps(&[UserNameForm, EntraSignIn, GrantLogon, LinuxAccount]);

pub(super) const NLA_OPTIONAL: Rule = Rule::info("RDP-NLA-023", Stage::Authenticate, Certain, |view| {
    (view.authenticate()?.nla? == Nla::Optional).then(Match::plain)
})
.steps(&[Send, RequireNla, FreerdpNla]);

pub(super) const NLA_NOT_USED: Rule = Rule::info("RDP-NLA-024", Stage::Authenticate, Certain, |view| {
    (view.authenticate()?.nla? == Nla::NotUsed).then(Match::plain)
})
.actor(Nobody)
.steps(&[AllowWithoutNla, RequireNla, XrdpNoNla]);

/// Whether it broke because the answer to the first token made no sense.
fn is_unreadable(view: &ReportView<'_>) -> bool {
    matches!(
        view.failure_at(Stage::Authenticate),
        Some(Failure::Malformed { .. } | Failure::UnexpectedPdu { .. } | Failure::TlsUnusable { .. })
    )
}

/// Nothing that came shows whether the server took what it was given.
pub(super) const CHECKED_ON_SCREEN: Rule = Rule::info("RDP-NLA-031", Stage::Logon, Certain, |view| {
    let told =
        view.last_signal(|signal| matches!(signal, Signal::LoggedOn { .. } | Signal::LogonError { .. }).then_some(()));
    (view.autologon() && view.sign_in().is_none() && told.is_none()).then(Match::plain)
})
.actor(You)
.steps(&[UserNameForm, LinuxAccount, XrdpLog, XrdpSession]);

/// Kerberos refuses clocks that differ by more (RFC 4120 and Windows' default).
const KERBEROS_SKEW_MS: u64 = 5 * 60 * 1000;
/// [MS-CSSP] 2.2.1: versions 5 and 6 carry the correction.
const CREDSSP_MENDED: u32 = 5;
