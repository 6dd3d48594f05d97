//! Where nothing broke: what was proven, and what remains.

use wire::{NotChecked, Outcome, RunEnd, Stage};

use super::case::Case;
use super::{Hit, Rule};
use crate::Actor::{Nobody, You};
use crate::Confidence::{Certain, Possible};
use crate::steps::Remedy::*;

/// As far as the first picture, and it held.
pub(super) const SESSION: Rule = Rule::info("RDP-DSK-002", Stage::Desktop, Certain, |case| {
    (case.all_well() && case.passed(Stage::Stay)).then(Hit::plain)
})
.actor(Nobody)
.steps(&[NothingToDo]);

/// As far as the server's challenge.
pub(super) const PASSWORD: Rule = Rule::info("RDP-NLA-025", Stage::Authenticate, Certain, |case| {
    let computer = case
        .authenticate()
        .and_then(|facts| facts.challenge.as_ref())
        .and_then(|challenge| challenge.computer.as_ref())
        .map(|name| name.as_str())
        .unwrap_or_default();
    let named = if computer.is_empty() { "no" } else { "yes" };
    (case.all_well() && case.left_out(NotChecked::NeedsPassword))
        .then(|| Hit::plain().with("computer", computer).with("named", named))
})
.actor(Nobody)
.steps(&[NothingToDo])
.contradicts(&["RDP-DSK-002"]);

/// As far as Standard RDP Security.
pub(super) const LEGACY: Rule = Rule::info("RDP-NEG-026", Stage::Secure, Certain, |case| {
    (case.all_well() && case.left_out(NotChecked::LegacySecurity)).then(Hit::plain)
})
.actor(Nobody)
.steps(&[LegacyProgram])
.contradicts(&["RDP-DSK-002", "RDP-NLA-025"]);

/// Stopped by somebody or by the time limit before anything broke.
pub(super) const ENDED_EARLY: Rule = Rule::info("RDP-SES-027", Stage::Stay, Certain, |case| {
    let last = case.leg.stages.iter().rfind(|stage| stage.outcome == Outcome::Passed);
    let how = match case.report.end {
        RunEnd::Cancelled => "cancelled",
        RunEnd::TimedOut => "time",
        RunEnd::Completed => "other",
    };
    let stage = last.map_or(Stage::Resolve, wire::StageReport::stage);
    (case.broken().is_none() && !case.explained).then(|| Hit::plain().with("how", how).at(Some(stage)))
})
.actor(You)
.steps(&[CheckAgain])
.contradicts(&["RDP-DSK-002", "RDP-NLA-025", "RDP-NEG-026"]);

/// What is left is the account.
pub(super) const SIGN_IN_REMAINS: Rule = Rule::info("RDP-NLA-026", Stage::Authenticate, Possible, |case| {
    (case.all_well() && case.left_out(NotChecked::NeedsPassword)).then(Hit::plain)
})
.actor(You)
.steps(&[
    UserNameForm,
    PasswordNotPin,
    EntraSignIn,
    Send,
    GrantLogon,
    LogonRights,
    AccountState,
    ConnectionLimit,
    LinuxAccount,
    XrdpGroups,
    EventLogons,
    EventSession,
]);

/// What is left is between the person and the relay's view of the world.
pub(super) const YOUR_SIDE: Rule = Rule::info("RDP-SES-028", Stage::Stay, Possible, |case| {
    (case.all_well() && ends_as_planned(case)).then(Hit::plain)
})
.actor(You)
.steps(&[
    OtherNetwork,
    MacLocalNetwork,
    OwnAntivirus,
    NewConnection,
    NoGateway,
    UpdateProgram,
    NoUdp,
    AllowList,
    TcpOnly,
    EventsAtThatTime,
    Fail2ban,
    EventClient,
    EventListener,
]);

fn ends_as_planned(case: &Case<'_>) -> bool {
    case.passed(Stage::Stay) || case.left_out(NotChecked::NeedsPassword) || case.left_out(NotChecked::LegacySecurity)
}
