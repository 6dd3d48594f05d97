//! What the tools are asked about: a server, what is right about it, and how it is set up anew for each tool.

use std::any::Any;
use std::net::SocketAddr;

use wire::Stage;

use super::tools::Target;
use crate::expectation::World;
use crate::rdptrace::Check;
use crate::scenario::{Expectation, Scenario, Step};

/// One server.
pub struct Subject {
    /// Its name in the table.
    pub id: String,
    /// What happens, in a sentence.
    pub name: String,
    /// What is right.
    pub expect: Expectation,
    /// The protocols that it has, as in an RDP Negotiation Request; absent where it does not get that far.
    pub protocols: Option<u32>,
    /// Whether it can be asked with a password.
    pub takes_password: bool,
    set_up: Box<dyn Fn() -> Playing + Send + Sync>,
}

/// A server that has been set up for one tool.
pub struct Playing {
    /// How rdptrace asks.
    pub check: Check,
    /// How the others ask.
    pub target: Target,
    _server: Box<dyn Any>,
}

impl Subject {
    /// Sets the server up anew.
    pub fn set_up(&self) -> Playing {
        (self.set_up)()
    }

    /// The step that breaks.
    pub fn broken(&self) -> Option<Stage> {
        let mut outcomes = self.expect.outcomes();
        outcomes
            .find(|(_, outcome)| outcome.is_broken())
            .map(|(stage, _)| stage)
    }

    pub(super) fn scripted(scenario: Scenario) -> Self {
        let steps = scenario.connections.iter().flat_map(|connection| &connection.steps);
        let serves = steps.filter_map(|step| {
            let Step::Serve(healthy) = step else { return None };
            Some(healthy.protocols)
        });
        let protocols = serves.reduce(|all, more| all | more);
        let challenges = |step: &Step| matches!(step, Step::Challenge { .. });
        let mut steps = scenario.connections.iter().flat_map(|connection| &connection.steps);
        // The script ends with its challenge, and a client with a password would wait for more.
        let past_the_challenge =
            steps.any(challenges) && !scenario.expect.outcomes().any(|(_, outcome)| outcome.is_broken());
        Self {
            id: scenario.id.clone(),
            name: scenario.name.clone(),
            expect: scenario.expect.clone(),
            protocols,
            takes_password: !past_the_challenge,
            set_up: Box::new(move || {
                let world = World::set_up(&scenario, DNS);
                Playing {
                    check: world.check.clone(),
                    target: Target {
                        host: world.host.clone(),
                        port: world.port,
                        resolver: world
                            .resolver
                            .as_ref()
                            .map(|resolver| resolver.address.ip().to_string()),
                    },
                    _server: Box::new(world),
                }
            }),
        }
    }

    /// A real server, which `start` starts.
    pub(super) fn real<S: Any>(
        id: &str,
        name: &str,
        protocols: u32,
        expect: Expectation,
        start: impl Fn() -> (SocketAddr, S) + Send + Sync + 'static,
    ) -> Self {
        Self {
            id: format!("real/{id}"),
            name: name.to_owned(),
            expect,
            protocols: Some(protocols),
            takes_password: true,
            set_up: Box::new(move || {
                let (address, server) = start();
                Playing {
                    check: Check::of(address),
                    target: Target {
                        host: address.ip().to_string(),
                        port: address.port(),
                        resolver: None,
                    },
                    _server: Box::new(server),
                }
            }),
        }
    }

    /// A name that leads to nobody's address by the name server that `start` starts, on port 53.
    pub(super) fn of_name<S: Any>(
        id: &str,
        name: &str,
        asked: &'static str,
        start: impl Fn() -> (SocketAddr, S) + Send + Sync + 'static,
    ) -> Self {
        Self {
            id: format!("real/{id}"),
            name: name.to_owned(),
            expect: super::expected::breaks(Stage::Connect, wire::Outcome::Failed, "RDP-DNS-014"),
            protocols: None,
            takes_password: true,
            set_up: Box::new(move || {
                let (resolver, server) = start();
                Playing {
                    check: Check::of(asked).resolver(resolver),
                    target: Target {
                        host: asked.to_owned(),
                        port: RDP,
                        resolver: Some(resolver.ip().to_string()),
                    },
                    _server: Box::new(server),
                }
            }),
        }
    }
}

/// Where Remote Desktop listens unless somebody says otherwise.
const RDP: u16 = 3389;
/// The only port that `resolv.conf` knows.
const DNS: u16 = 53;
