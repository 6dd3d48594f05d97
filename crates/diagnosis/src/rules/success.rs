//! Where nothing broke: what was proven, and what remains.

use wire::{Node, NotChecked, Outcome, Place, RunEnd, SignInStep, Stage};

use super::view::ReportView;
use super::{Match, Rule};
use crate::finding::Actor::{Nobody, You};
use crate::finding::Confidence::{Certain, Possible};
use crate::steps::Remedy::*;

/// The account was let in, and its session held.
pub(super) const SIGNED_IN: Rule = Rule::info("RDP-NLA-030", Stage::Authenticate, Certain, |view| {
    let signed_in = view.sign_in() == Some(SignInStep::Delegated);
    (signed_in && view.all_well() && view.passed(Stage::Stay)).then(Match::plain)
})
.actor(Nobody)
.steps(&[NothingToDo]);

/// As far as the first picture, and it held.
pub(super) const SESSION: Rule = Rule::info("RDP-DSK-002", Stage::Desktop, Certain, |view| {
    (view.all_well() && view.passed(Stage::Stay)).then(Match::plain)
})
.actor(Nobody)
.steps(&[NothingToDo])
.contradicts(&["RDP-NLA-030"]);

/// As far as the server's challenge.
pub(super) const PASSWORD: Rule = Rule::info("RDP-NLA-025", Stage::Authenticate, Certain, |view| {
    let computer = view
        .authenticate()
        .and_then(|facts| facts.challenge.as_ref())
        .and_then(|challenge| challenge.computer.as_ref())
        .map(|name| name.as_str())
        .unwrap_or_default();
    let named = if computer.is_empty() { "no" } else { "yes" };
    (view.all_well() && view.left_out(NotChecked::NeedsPassword))
        .then(|| Match::plain().with("computer", computer).with("named", named))
})
.actor(Nobody)
.steps(&[NothingToDo])
.contradicts(&["RDP-DSK-002"]);

/// As far as Standard RDP Security.
pub(super) const LEGACY: Rule = Rule::info("RDP-NEG-026", Stage::Secure, Certain, |view| {
    (view.all_well() && view.left_out(NotChecked::LegacySecurity)).then(Match::plain)
})
.actor(Nobody)
.steps(&[LegacyProgram])
.contradicts(&["RDP-DSK-002", "RDP-NLA-025"]);

/// Stopped by somebody, by the time limit or with its agent before anything broke.
pub(super) const ENDED_EARLY: Rule = Rule::info("RDP-SES-027", Stage::Stay, Certain, |view| {
    let last = view.leg.stages.iter().rfind(|stage| stage.outcome == Outcome::Passed);
    let how = match view.report.end {
        RunEnd::Cancelled => "cancelled",
        RunEnd::TimedOut => "time",
        RunEnd::AgentLost => "agent",
        RunEnd::AgentDeclined => "declined",
        RunEnd::Completed => "other",
    };
    let stage = last.map_or(Stage::Resolve, wire::StageReport::stage);
    // What another place was kept from seeing says nothing about this one, nor does a tunnel that ended before the check
    // through it: that is found at the gateway.
    let elsewhere = match view.report.end {
        RunEnd::AgentLost | RunEnd::AgentDeclined => view.leg.place != Place::Agent,
        RunEnd::Completed => view.leg.from == Node::Gateway,
        RunEnd::Cancelled | RunEnd::TimedOut => false,
    };
    let begun = !elsewhere && view.broken().is_none() && !view.left_out(NotChecked::BehindService);
    (begun && !view.explained).then(|| Match::plain().with("how", how).at(Some(stage)))
})
.actor(You)
.steps(&[CheckAgain])
.contradicts(&["RDP-DSK-002", "RDP-NLA-025", "RDP-NLA-030", "RDP-NEG-026"]);

/// What is left is the account.
pub(super) const SIGN_IN_REMAINS: Rule = Rule::info("RDP-NLA-026", Stage::Authenticate, Possible, |view| {
    (view.all_well() && view.left_out(NotChecked::NeedsPassword)).then(Match::plain)
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
    GnomeStatus,
    LinuxAccount,
    EventLogons,
    EventSession,
]);

/// What is left is between the person and the relay's view of the world.
pub(super) const YOUR_SIDE: Rule = Rule::info("RDP-SES-028", Stage::Stay, Possible, |view| {
    (view.all_well() && ends_as_planned(view)).then(Match::plain)
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
])
.contradicts(&["RDP-VAN-001", "RDP-VAN-004", "RDP-VAN-005"]);

fn ends_as_planned(view: &ReportView<'_>) -> bool {
    view.passed(Stage::Stay) || view.left_out(NotChecked::NeedsPassword) || view.left_out(NotChecked::LegacySecurity)
}
