//! A scenario: how one server, its name and its network behave, and what rdptrace is to say about it.
//!
//! One file each in `scenarios/`; the file's name is the scenario's. Where many differ in a number only, one file holds a
//! table of [`cases`](table), each a scenario of its own name. Two runners play them: over sockets against the built
//! program, and in memory against the check itself.

use std::collections::BTreeMap;

use serde::Deserialize;
use wire::{GatewayUsage, LegKind, Outcome, Stage};

mod folder;
mod step;
pub mod table;

pub use step::{Healthy, Point, Step, TokenScript};

/// One behaviour.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    /// Its file's name without the ending, and `/` and its case's name where the file has a table of cases.
    #[serde(skip)]
    pub id: String,
    /// What happens, in a sentence.
    pub name: String,
    /// Whether a real server was seen to do so; else only a specification says that it may.
    pub observed: bool,
    /// Where it was seen or stands.
    pub source: String,
    /// Where the server is a gateway: when a client takes it. What is to come out is then that of the leg to it.
    #[serde(default)]
    pub gateway: Option<GatewayUsage>,
    /// Somebody who signs in to that gateway, and goes on to a computer behind it. In memory only.
    #[serde(default)]
    pub through: Option<Through>,
    /// Lines of a connection file besides the address; none where an address is asked for alone. In memory only.
    #[serde(default)]
    pub file: Option<String>,
    /// What is asked for, and how far its name and its network let anybody come.
    #[serde(default)]
    pub target: TargetScript,
    /// What the server does on each connection, in order; the last serves all that follow. None where nobody answers.
    #[serde(default)]
    pub connections: Vec<ConnectionScript>,
    /// What is to come out.
    pub expect: Expectation,
}

/// The account of the suite at a gateway.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Through {
    /// Where to.
    pub computer: String,
    /// What is typed for its password, where that is another one.
    #[serde(default)]
    pub password: Option<String>,
}

/// A name, and what answers behind its addresses.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct TargetScript {
    /// What the resolver says; where absent, an address is asked for.
    pub lookup: Option<Lookup>,
    /// Whether what is to come out holds for public addresses only, which no socket of ours has: in memory only.
    pub public: bool,
    /// The addresses, in the order in which the resolver gives them; where empty, one IPv4 address that answers.
    pub addresses: Vec<AddressScript>,
}

/// How a resolver answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lookup {
    /// With all addresses of the script.
    Addresses,
    /// With an alias that leads to them.
    Alias,
    /// The name does not exist (NXDOMAIN).
    NoSuchName,
    /// The name exists, without addresses (NODATA).
    NoData,
    /// SERVFAIL.
    ServerFailure,
    /// REFUSED.
    Refused,
    /// Not at all.
    Silence,
}

/// One address of the target.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AddressScript {
    /// Of which kind.
    #[serde(default)]
    pub family: Family,
    /// What becomes of a connection to it.
    pub dial: DialScript,
}

/// The two kinds of addresses.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Family {
    /// IPv4.
    #[default]
    V4,
    /// IPv6.
    V6,
}

/// What becomes of an attempt to connect.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DialScript {
    /// The server answers.
    Answered,
    /// RST.
    Refused,
    /// Nothing.
    Silent,
    /// ICMP host unreachable. In memory only.
    HostUnreachable,
    /// ICMP network unreachable. In memory only.
    NetworkUnreachable,
}

/// What a server does on one connection.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConnectionScript {
    /// One after the other; after the last one the server waits for the client to leave.
    pub steps: Vec<Step>,
}

/// What is to come out.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expectation {
    /// The outcomes from the first stage that is not simply passed on. Those before are `passed`.
    #[serde(default)]
    pub stages: BTreeMap<Stage, Outcome>,
    /// The outcome of all stages behind the last one named.
    #[serde(default = "not_reached")]
    pub rest: Outcome,
    /// The id of the first finding.
    pub finding: String,
    /// The ids of further findings that are certain; no other finding may claim to be.
    #[serde(default)]
    pub also: Vec<String>,
    /// The kind of the broken stage's failure, such as `reset`; not looked at where absent.
    #[serde(default)]
    pub failure: Option<String>,
    /// The broken stage's number that must not get lost on the way, such as a failure code.
    #[serde(default)]
    pub code: Option<u32>,
}

impl Expectation {
    /// The ids of those certain findings that nobody expects to be.
    pub fn unexpected<'a>(&self, certain: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
        let expected = |id: &&str| *id == self.finding || self.also.iter().any(|also| also == id);
        certain.into_iter().filter(|id| !expected(id)).collect()
    }

    /// The outcome of every stage of the way to a computer, from the first on.
    pub fn outcomes(&self) -> impl Iterator<Item = (Stage, Outcome)> {
        self.outcomes_on(LegKind::ToComputer)
    }

    /// The same on a leg of this kind.
    pub fn outcomes_on(&self, leg: LegKind) -> impl Iterator<Item = (Stage, Outcome)> {
        let mut behind = self.stages.is_empty();
        leg.stages().map(move |stage| {
            let outcome = match self.stages.get(&stage) {
                Some(outcome) => *outcome,
                None if behind => self.rest,
                None => Outcome::Passed,
            };
            behind |= self.stages.keys().next_back() == Some(&stage);
            (stage, outcome)
        })
    }
}

impl Scenario {
    /// The addresses of the target, one that answers where the file names none.
    pub fn addresses(&self) -> Vec<AddressScript> {
        if !self.target.addresses.is_empty() {
            return self.target.addresses.clone();
        }
        vec![AddressScript {
            family: Family::V4,
            dial: DialScript::Answered,
        }]
    }

    /// Whether real sockets on loopback can behave so.
    pub fn fits_sockets(&self) -> bool {
        let fits = |address: &AddressScript| match address.dial {
            DialScript::Answered | DialScript::Refused | DialScript::Silent => true,
            DialScript::HostUnreachable | DialScript::NetworkUnreachable => false,
        };
        self.gateway.is_none() && self.file.is_none() && !self.target.public && self.target.addresses.iter().all(fits)
    }

    /// What the server does on its connection number `place`, counted from 0.
    pub fn steps(&self, place: usize) -> Vec<Step> {
        steps(&self.connections, place)
    }
}

/// What a server does on its connection number `place`, counted from 0.
pub fn steps(script: &[ConnectionScript], place: usize) -> Vec<Step> {
    let connection = script.get(place).or_else(|| script.last());
    connection
        .map(|connection| connection.steps.clone())
        .unwrap_or_default()
}

fn not_reached() -> Outcome {
    Outcome::NotReached
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn outcomes_before_the_named_stages_are_passed_and_those_behind_are_the_rest() {
        let expectation: Expectation =
            toml::from_str("stages = { secure = 'failed', settings = 'not_checked' }\nfinding = 'RDP-TLS-001'")
                .unwrap();

        let outcomes: Vec<_> = expectation.outcomes().map(|(_, outcome)| outcome).collect();

        assert_eq!(outcomes.len(), 13);
        assert_eq!(
            outcomes[..4],
            [Outcome::Passed, Outcome::Passed, Outcome::Passed, Outcome::Failed]
        );
        assert_eq!(outcomes[4..6], [Outcome::Passed, Outcome::NotChecked]);
        assert!(outcomes[6..].iter().all(|outcome| *outcome == Outcome::NotReached));
    }

    #[test]
    fn a_word_that_the_format_does_not_know_is_refused() {
        let wrong = "name = 'x'\nobserved = true\nsource = 'x'\nsteps = []\n[expect]\nfinding = 'RDP-TLS-001'";

        assert!(toml::from_str::<Scenario>(wrong).is_err());
    }

    #[test]
    fn every_file_is_a_scenario_and_every_scenario_has_a_name_of_its_own() {
        let scenarios = Scenario::all();
        let ids: BTreeSet<&str> = scenarios.iter().map(|scenario| scenario.id.as_str()).collect();
        let names: BTreeSet<&str> = scenarios.iter().map(|scenario| scenario.name.as_str()).collect();

        assert!(!ids.is_empty());
        assert_eq!((ids.len(), names.len()), (scenarios.len(), scenarios.len()));
    }
}
