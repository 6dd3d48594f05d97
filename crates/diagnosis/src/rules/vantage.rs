//! What two places see of the same port: the relay's way to the computer beside what the reader's own browser sees of it.
//!
//! A browser can tell that something reacts, a refusal included, and that nothing reacts within 10 s, and no more: not
//! whether it is Remote Desktop, and not how far away it is. So times prove nothing here, and a refusal of the relay beside
//! a reaction to the browser is no contradiction.

use wire::{Dialed, Facts, Leg, LegKind, Node, Outcome, Stage, StageReport};

use super::view::ReportView;
use super::{Match, Rule};
use crate::finding::Actor::{Network, Nobody, RelayOwner, You};
use crate::finding::Confidence::Likely;
use crate::steps::Remedy::*;

/// The relay's packets get no answer, and the browser's do: no fault of the computer may be told.
pub(super) const ONLY_BROWSER_REACHES: Rule = Rule::likely("RDP-VAN-002", Stage::Connect, |view| {
    let lost = |dialed: &Dialed| matches!(dialed, Dialed::Silent | Dialed::Unreachable { .. });
    (seen_by_browser(view)? == Outcome::Passed && every_dial(view, lost)).then(Match::plain)
})
.actor(RelayOwner)
.steps(&[OtherNetwork, SendToRelay, RelayFirewall, AllowList]);

/// The case behind many an 0x4: the way from where the person sits is closed. A refusal has to come from somewhere, too.
pub(super) const ONLY_RELAY_REACHES: Rule = Rule::warning("RDP-VAN-001", Stage::Connect, Likely, |view| {
    let refused = |dialed: &Dialed| *dialed == Dialed::Refused;
    let answered = view.passed(Stage::Connect) || every_dial(view, refused);
    (seen_by_browser(view)? == Outcome::Silent && answered).then(Match::plain)
})
.actor(You)
.steps(&[Vpn, OtherNetwork, OwnAntivirus, SendToNetwork]);

/// Two places far apart agree.
pub(super) const NOBODY_REACHES: Rule = Rule::info("RDP-VAN-003", Stage::Connect, Likely, |view| {
    let silent = |dialed: &Dialed| *dialed == Dialed::Silent;
    (seen_by_browser(view)? == Outcome::Silent && every_dial(view, silent)).then(Match::plain)
})
.actor(Network)
.steps(&[Power, Vpn, SendToNetwork, FirewallRule, FirewallList]);

/// Packets get lost where the person sits, or the computer does not take every connection.
pub(super) const BROWSER_UNSTEADY: Rule = Rule::warning("RDP-VAN-005", Stage::Connect, Likely, |view| {
    (is_unsteady(view) && view.passed(Stage::Connect)).then(Match::plain)
})
.actor(You)
.steps(&[Cable, OtherNetwork, Vpn, SendToNetwork]);

/// The network is not what differs.
pub(super) const BOTH_REACH: Rule = Rule::info("RDP-VAN-004", Stage::Connect, Likely, |view| {
    let steady = seen_by_browser(view)? == Outcome::Passed && !is_unsteady(view);
    (steady && view.all_well() && view.passed(Stage::Connect)).then(Match::plain)
})
.actor(Nobody)
.steps(&[NewConnection, NoGateway, UpdateProgram, NothingToDo]);

/// What the browser saw of the port, where it looked and the leg at hand is the relay's.
fn seen_by_browser(view: &ReportView<'_>) -> Option<Outcome> {
    let outcome = reach(view)?.outcome;
    matches!(outcome, Outcome::Passed | Outcome::Silent).then_some(outcome)
}

/// Whether something reacted to some of the browser's tries only.
fn is_unsteady(view: &ReportView<'_>) -> bool {
    reach(view).is_some_and(|seen| matches!(&seen.facts, Facts::Reach(facts) if facts.unsteady))
}

fn reach<'a>(view: &ReportView<'a>) -> Option<&'a StageReport> {
    let of_relay = view.leg.from == Node::Relay;
    let mut legs = view.report.legs.iter().filter(|_| of_relay);
    let seen = legs.find(|leg: &&Leg| leg.kind() == LegKind::BrowserToComputer)?;
    seen.stage(Stage::Reach)
}

/// Whether the relay tried at least one address and every try went so.
fn every_dial(view: &ReportView<'_>, so: impl Fn(&Dialed) -> bool) -> bool {
    let dials = view.connect().map_or(&[][..], |facts| &facts.dials);
    !dials.is_empty() && dials.iter().all(|dial| so(&dial.dialed))
}
