//! What two places see of the same port: the check's way to the computer beside what the reader's own side sees of it.
//!
//! A browser can tell that something reacts, a refusal included, and that nothing reacts within 10 s, and no more: not
//! whether it is Remote Desktop, and not how far away it is. So times prove nothing here, and a refusal of the relay beside
//! a reaction to the browser is no contradiction. A network tool can tell that a connection was taken; where it was not,
//! a refusal and silence are mostly one to it.

use wire::{Dialed, Facts, Leg, Node, Outcome, Stage, Told};

use super::view::ReportView;
use super::{Match, Rule};
use crate::finding::Actor::{Network, Nobody, RelayOwner, You};
use crate::finding::Confidence::Likely;
use crate::steps::Remedy::*;

/// The relay's packets get no answer, and those from the reader's side do: no fault of the computer may be told. Nor where
/// it is refused what somebody else is given; to a browser alone, a refusal is a reaction, too.
pub(super) const ONLY_BROWSER_REACHES: Rule = Rule::likely("RDP-VAN-002", Stage::Connect, |view| {
    let seen = Seen::of(view)?;
    let lost = |dialed: &Dialed| match dialed {
        Dialed::Silent | Dialed::Unreachable { .. } => true,
        Dialed::Refused => seen.by != BROWSER,
        Dialed::Answered | Dialed::LocallyBlocked | Dialed::LocalFault { .. } | Dialed::Abandoned => false,
    };
    (seen.outcome == Outcome::Passed && every_dial(view, lost)).then(|| seen.told())
})
.actor(RelayOwner)
.steps(&[OtherNetwork, SendToRelay, RelayFirewall, AllowList]);

/// The case behind many an 0x4: the way from where the person sits is closed. A refusal has to come from somewhere, too,
/// and may be what a tool that tells nothing of silence ran into.
pub(super) const ONLY_RELAY_REACHES: Rule = Rule::warning("RDP-VAN-001", Stage::Connect, Likely, |view| {
    let refused = |dialed: &Dialed| *dialed == Dialed::Refused;
    let seen = Seen::of(view)?;
    let shut = match seen.outcome {
        Outcome::Silent => view.passed(Stage::Connect) || every_dial(view, refused),
        Outcome::Failed => view.passed(Stage::Connect),
        Outcome::Passed | Outcome::NotReached | Outcome::NotChecked => false,
    };
    shut.then(|| seen.told())
})
.actor(You)
.steps(&[Vpn, OtherNetwork, OwnAntivirus, SendToNetwork]);

/// Two places far apart agree.
pub(super) const NOBODY_REACHES: Rule = Rule::info("RDP-VAN-003", Stage::Connect, Likely, |view| {
    let silent = |dialed: &Dialed| *dialed == Dialed::Silent;
    let seen = Seen::of(view)?;
    (seen.outcome == Outcome::Silent && every_dial(view, silent)).then(|| seen.told())
})
.actor(Network)
.steps(&[Power, Vpn, SendToNetwork, FirewallRule, FirewallList]);

/// Packets get lost where the person sits, or the computer does not take every connection.
pub(super) const BROWSER_UNSTEADY: Rule = Rule::warning("RDP-VAN-005", Stage::Connect, Likely, |view| {
    (Seen::of(view)?.unsteady && view.passed(Stage::Connect)).then(Match::plain)
})
.actor(You)
.steps(&[Cable, OtherNetwork, Vpn, SendToNetwork]);

/// The network is not what differs.
pub(super) const BOTH_REACH: Rule = Rule::info("RDP-VAN-004", Stage::Connect, Likely, |view| {
    let seen = Seen::of(view)?;
    let steady = seen.outcome == Outcome::Passed && !seen.unsteady;
    (steady && view.all_well() && view.passed(Stage::Connect)).then(|| seen.told())
})
.actor(Nobody)
.steps(&[NewConnection, NoGateway, UpdateProgram, NothingToDo]);

/// What the reader's own side saw of the port.
struct Seen {
    outcome: Outcome,
    unsteady: bool,
    /// Who saw it, as sentences have it.
    by: &'static str,
}

impl Seen {
    /// Beside the relay's leg. A check from the reader's own machine and a tool made a real connection, or could not: they
    /// go before the browser.
    fn of(view: &ReportView<'_>) -> Option<Self> {
        let of_relay = view.leg.from == Node::Relay;
        let from = |node: Node| {
            let mut legs = view
                .report
                .legs
                .iter()
                .filter(|leg| of_relay && leg.to == Node::Computer);
            legs.find(|leg: &&Leg| leg.from == node)
        };
        if let Some(own) = from(Node::Terminal) {
            return Some(Self {
                outcome: own.stage(Stage::Connect)?.outcome,
                unsteady: false,
                by: "terminal",
            });
        }
        let seen = from(Node::Tool).or_else(|| from(Node::Browser))?.stage(Stage::Reach)?;
        let Facts::Reach(facts) = &seen.facts else {
            return None;
        };
        Some(Self {
            outcome: seen.outcome,
            unsteady: facts.unsteady,
            by: match facts.told {
                Some(Told { vpn: true, .. }) => "tool-vpn",
                Some(_) => "tool",
                None => BROWSER,
            },
        })
    }

    /// The value for whose sentence it is.
    fn told(&self) -> Match {
        Match::plain().with("by", self.by)
    }
}

/// Who sees reactions, and not whether a connection was taken.
const BROWSER: &str = "browser";

/// Whether the relay tried at least one address and every try went so.
fn every_dial(view: &ReportView<'_>, so: impl Fn(&Dialed) -> bool) -> bool {
    let dials = view.connect().map_or(&[][..], |facts| &facts.dials);
    !dials.is_empty() && dials.iter().all(|dial| so(&dial.dialed))
}
