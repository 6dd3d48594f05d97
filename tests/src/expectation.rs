//! Plays a scenario over sockets against the built program and compares.

use std::cmp::Ordering;
use std::net::IpAddr;
use std::time::Duration;

use fixtures::dns::{Answer, Resolver};
use fixtures::net;
use wire::{LegKind, Outcome, Stage, StageReport};

use crate::peer::{ClientEnd, Peer, Silent};
use crate::rdptrace::{Check, Run, own_peak};
use crate::scenario::{DialScript, Expectation, Family, Lookup, Scenario, Step};

/// Everything in which a run differs from what its scenario expects; empty where all is right.
pub fn differences(scenario: &Scenario) -> Vec<String> {
    let world = World::set_up(scenario, 0);
    let run = world.check.run();
    let mut differences = compare(&scenario.expect, &run.report.stages, run.report.first_finding());
    let certain = run.report.findings.iter().filter(|finding| finding.is_certain());
    // Every name of ours leads to loopback.
    let certain = certain.map(|finding| finding.id.as_str()).filter(|id| *id != LOOPBACK);
    for id in scenario.expect.unexpected(certain) {
        differences.push(format!("{id} claims to be certain"));
    }
    differences.extend(beyond_limits(&run));
    differences.extend(bad_manners(scenario, &world.peers));
    differences
}

/// Asserts that the run broke at `stage` in this way, with this finding first.
///
/// # Panics
///
/// Where it did not.
#[track_caller]
pub fn assert_breaks(run: &Run, stage: Stage, outcome: Outcome, finding: &str) {
    assert_eq!(beyond_limits(run), [""; 0]);
    for (at, found) in run.report.outcomes() {
        let expected = match at.cmp(&stage) {
            Ordering::Less => Outcome::Passed,
            Ordering::Equal => outcome,
            Ordering::Greater => Outcome::NotReached,
        };
        assert_eq!(found, expected, "{}: {}", at.name(), run.report.summary);
    }
    assert_eq!(run.report.first_finding(), finding, "{}", run.report.summary);
}

/// What a scenario needs around it, for as long as it is played.
#[derive(Debug)]
pub struct World {
    /// What checks it.
    pub check: Check,
    /// The name or address that is asked for.
    pub host: String,
    /// The port.
    pub port: u16,
    /// Who knows the name, where it is one.
    pub resolver: Option<Resolver>,
    peers: Vec<Peer>,
    _silent: Vec<Silent>,
}

impl World {
    /// Sets it up; its resolver listens on that port, on a free one where it is 0.
    pub fn set_up(scenario: &Scenario, resolver_port: u16) -> Self {
        let scripts = scenario.addresses();
        let addresses = scripts.iter().map(|script| match script.family {
            Family::V4 => net::own_address(),
            Family::V6 => net::LOOPBACK_V6,
        });
        let addresses: Vec<IpAddr> = addresses.collect();
        let listeners = net::listen_on_all(&addresses);
        let first = listeners.first().and_then(|listener| listener.local_addr().ok());
        let first = first.expect("every scenario has an address");
        let (mut peers, mut silent) = (Vec::new(), Vec::new());
        for ((script, address), listener) in scripts.iter().zip(&addresses).zip(listeners) {
            match script.dial {
                DialScript::Answered => {
                    let names = [address.to_string(), NAME.to_owned()];
                    peers.push(Peer::start(&scenario.connections, listener, &names));
                }
                DialScript::Silent => silent.push(Silent::start(listener)),
                DialScript::Refused => drop(listener),
                DialScript::HostUnreachable | DialScript::NetworkUnreachable => {
                    panic!("{}: no socket on loopback does that", scenario.id)
                }
            }
        }
        let lookup = scenario.target.lookup;
        let resolver = lookup.map(|lookup| Resolver::start_on(resolver_port, [(NAME, answer(lookup, addresses))]));
        let (check, host) = match &resolver {
            None => (Check::of(first), first.ip().to_string()),
            Some(resolver) => {
                let check = Check::of(format!("{NAME}:{}", first.port())).resolver(resolver.address);
                (check, NAME.to_owned())
            }
        };
        Self {
            check,
            host,
            port: first.port(),
            resolver,
            peers,
            _silent: silent,
        }
    }
}

/// What a resolver does that is told to answer so.
pub fn answer(lookup: Lookup, addresses: Vec<IpAddr>) -> Answer {
    match lookup {
        Lookup::Addresses => Answer::Addresses(addresses),
        Lookup::Alias => Answer::Alias(vec![ALIAS.to_owned()], addresses),
        Lookup::NoSuchName => Answer::NoSuchName,
        Lookup::NoData => Answer::NoData,
        Lookup::ServerFailure => Answer::ServerFailure,
        Lookup::Refused => Answer::Refused,
        Lookup::Silence => Answer::Silence,
    }
}

/// Where stages and first finding of a report differ from what was expected.
pub fn compare(expected: &Expectation, stages: &[StageReport], finding: &str) -> Vec<String> {
    let mut differences = Vec::new();
    let at_gateway = stages.iter().any(|report| report.stage() == Stage::Answer);
    let leg = if at_gateway {
        LegKind::ToGateway
    } else {
        LegKind::ToComputer
    };
    let first = stages.first().map(StageReport::stage);
    let outcomes = expected.outcomes_on(leg);
    for (stage, outcome) in outcomes.skip_while(|(stage, _)| first.is_some_and(|first| *stage < first)) {
        let found = stages.iter().find(|report| report.stage() == stage);
        let found = found.map_or("missing", |report| report.outcome.name());
        if found != outcome.name() {
            let (stage, outcome) = (stage.name(), outcome.name());
            differences.push(format!("{stage} is {found}, not {outcome}"));
        }
    }
    if finding != expected.finding {
        let wanted = &expected.finding;
        differences.push(format!("the first finding is {finding:?}, not {wanted:?}"));
    }
    let broken = stages.iter().find(|stage| stage.outcome.is_broken());
    let failure = broken.and_then(|stage| stage.failure.as_ref());
    let failure = serde_json::to_value(failure).expect("failures are JSON");
    if let Some(kind) = &expected.failure
        && failure.get("kind").and_then(|kind| kind.as_str()) != Some(kind)
    {
        differences.push(format!("the failure is {failure}, not {kind:?}"));
    }
    if let Some(code) = expected.code {
        let numbers = failure.as_object().into_iter().flatten();
        if !numbers
            .into_iter()
            .any(|(_, value)| value.as_u64() == Some(u64::from(code)))
        {
            differences.push(format!("the failure is {failure}, without the number {code}"));
        }
    }
    differences
}

/// Whether every stage and the whole run kept their time, and the process its memory.
pub fn beyond_limits(run: &Run) -> Vec<String> {
    let mut differences = Vec::new();
    for stage in &run.report.stages {
        let limit = limit(stage.stage()) + GRACE;
        let took = stage
            .elapsed_ms
            .map_or(Duration::ZERO, |took| Duration::from_micros(took.as_micros().into()));
        if took > limit {
            differences.push(format!("{} took {took:?}, more than {limit:?}", stage.stage().name()));
        }
    }
    if run.elapsed > WHOLE_RUN + GRACE {
        differences.push(format!("the run took {:?}", run.elapsed));
    }
    if run.usage.maxrss > MEMORY.max(own_peak()) {
        differences.push(format!("it used {} KiB of memory", run.usage.maxrss / 1024));
    }
    let broken = run.report.stages.iter().any(|stage| stage.outcome.is_broken());
    let code = i32::from(broken);
    if run.code != Some(code) {
        differences.push(format!("the exit code is {:?}, not {code}", run.code));
    }
    differences
}

/// Whether we came too often, at the same time, or left without a word.
fn bad_manners(scenario: &Scenario, peers: &[Peer]) -> Vec<String> {
    let mut differences = Vec::new();
    if !peers.iter().all(|peer| peer.ends_within(GRACE)) {
        differences.push("it left a connection open".to_owned());
    }
    let seen: Vec<_> = peers.iter().flat_map(Peer::seen).collect();
    if seen.len() > CONNECTIONS {
        differences.push(format!("it opened {} connections", seen.len()));
    }
    for peer in peers {
        if peer.seen().iter().any(|connection| connection.others >= AT_ONCE) {
            differences.push(format!(
                "it had more than {AT_ONCE} connections to one address at a time"
            ));
        }
    }
    // Whoever leaves bytes unread resets the connection by closing it, however orderly.
    let unread = scenario.connections.iter().flat_map(|connection| &connection.steps);
    let unread = unread
        .into_iter()
        .any(|step| matches!(step, Step::Flood { .. } | Step::Repeat { .. } | Step::Drip { .. }));
    if !unread && seen.iter().any(|connection| connection.end == Some(ClientEnd::Reset)) {
        differences.push("it reset a connection in place of closing it".to_owned());
    }
    differences
}

/// How long a stage may take.
pub fn limit(stage: Stage) -> Duration {
    match stage {
        Stage::Relay | Stage::Reach | Stage::Resolve => Duration::from_secs(5),
        Stage::Connect
        | Stage::Negotiate
        | Stage::Secure
        | Stage::Answer
        | Stage::SignIn
        | Stage::Authenticate
        | Stage::Settings
        | Stage::Channels
        | Stage::Logon
        | Stage::License
        | Stage::Stay => Duration::from_secs(10),
        Stage::Tunnel => Duration::from_secs(30),
        Stage::Capabilities | Stage::Finalize | Stage::Desktop => Duration::from_secs(15),
    }
}

/// The finding that a name leads to the relay's own computer.
const LOOPBACK: &str = "RDP-DNS-011";
/// The name that scenarios look up.
pub const NAME: &str = "office.example.test";
const ALIAS: &str = "farm.example.test";
/// What a loaded machine may add to a limit.
const GRACE: Duration = Duration::from_millis(500);
const WHOLE_RUN: Duration = Duration::from_secs(30);
/// The most memory that a run may take, in bytes.
///
/// One that is not optimised is larger by what its own code takes.
pub const MEMORY: u64 = if cfg!(debug_assertions) { 64 } else { 32 } * 1024 * 1024;
const CONNECTIONS: usize = 4;
/// To one address: the first connection stays open while a second one asks in its place.
const AT_ONCE: usize = 2;
