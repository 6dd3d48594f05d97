//! What a network tool saw, as a leg of the report about the same port.

use core::net::IpAddr;

use wire::{Facts, Failure, Host, Leg, Node, Outcome, Place, ReachFacts, Report, Stage, StageReport};

use super::output::{Reached, Tried};

impl Tried {
    /// The leg from where the tool ran to the computer of `report`; absent where the tool tried another computer or port,
    /// does not say which, or did not get as far as to try the port.
    fn leg(&self, report: &Report) -> Option<Leg> {
        if self.port != Some(report.target.port.number()) || !self.names(report) {
            return None;
        }
        let (outcome, failure) = match self.reached {
            Reached::Yes => (Outcome::Passed, None),
            Reached::Silent => (Outcome::Silent, Some(Failure::TimedOut { received: 0 })),
            Reached::No => (Outcome::Failed, Some(Failure::NoConnection)),
            Reached::Unresolved => return None,
        };
        let mut leg = Leg::new(Node::Tool, Node::Computer, Place::Tool);
        leg.replace(StageReport {
            facts: Facts::Reach(ReachFacts {
                address: self.address,
                told: Some(self.told.clone()),
                ..ReachFacts::default()
            }),
            outcome,
            failure,
            ..StageReport::not_reached(Stage::Reach)
        });
        Some(leg)
    }

    /// Whether it names the computer of `report`. A short name is not taken for a long one: other networks may have another
    /// computer of that name.
    fn names(&self, report: &Report) -> bool {
        let computer = self.computer.as_deref().unwrap_or_default();
        let same_name = match &report.target.host {
            Host::Name(name) => {
                let [theirs, ours] = [computer, name.as_str()].map(|name| name.trim_end_matches('.'));
                theirs.eq_ignore_ascii_case(ours)
            }
            Host::Address(_) => false,
        };
        let named = computer.parse().ok();
        let mut addresses = self.address.into_iter().chain(named);
        same_name || addresses.any(|address| is_of(report, address))
    }
}

/// What of a text makes it one about something else than the check.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum OfAnother {
    Computer,
    Port,
}

/// Of what tools tried, what is about `report`; where that is several times, the one that went best.
///
/// # Errors
///
/// Where none is.
pub(crate) fn about<'t>(tried: &'t [Tried], report: &Report) -> Result<&'t Tried, OfAnother> {
    let port = report.target.port.number();
    let of_port = || {
        tried
            .iter()
            .filter(|tried| tried.port.is_none_or(|tried| tried == port))
    };
    let says_nothing = |tried: &&Tried| tried.computer.is_none() && tried.address.is_none();
    let named = best(of_port().filter(|tried| tried.names(report)));
    match named.or_else(|| best(of_port().filter(says_nothing))) {
        Some(tried) => Ok(tried),
        None if of_port().next().is_some() => Err(OfAnother::Computer),
        None => Err(OfAnother::Port),
    }
}

/// What the tools that printed a text saw of the port that `report` is about, as a leg of it; absent where they do not
/// prove that they tried this one.
pub fn told(tried: &[Tried], report: &Report) -> Option<Leg> {
    about(tried, report).ok()?.leg(report)
}

/// What was reached once was reached.
fn best<'t>(mut tried: impl Iterator<Item = &'t Tried> + Clone) -> Option<&'t Tried> {
    let reached = tried.clone().find(|tried| tried.reached == Reached::Yes);
    reached.or_else(|| tried.next())
}

/// Whether the check found `address` to be the computer's, from any of the places from which it looked.
fn is_of(report: &Report, address: IpAddr) -> bool {
    let found = |leg: &Leg| {
        let resolve = leg.stage(Stage::Resolve);
        resolve.is_some_and(|it| matches!(&it.facts, Facts::Resolve(facts) if facts.addresses.contains(&address)))
    };
    let computers = |leg: &&Leg| leg.to == Node::Computer;
    report.target.host == Host::Address(address) || report.legs.iter().filter(computers).any(found)
}
