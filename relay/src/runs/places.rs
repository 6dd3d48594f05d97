//! A run from several places: one leg for each, walked at the same time, in one report.

use core::future::Future;
use core::pin::pin;
use core::time::Duration;
use std::sync::Arc;

use futures_util::FutureExt as _;
use futures_util::future::{join, join_all};
use probe::RunOptions;
use tokio::time::{Instant, sleep};
use wire::{
    Elapsed, LegEvent, LegStarted, Node, PeerText, Place, Record, Report, Route, RunEnd, StageEvent, StageReport,
    Target,
};

use crate::agents::{Connected, News};
use crate::clock;
use crate::driver::{Run, RunEvent};
use crate::net::dial::Network;
use crate::net::policy::Admitted;
use crate::route;

/// From where a computer is checked.
#[derive(Clone, Debug)]
pub enum Vantage {
    /// From this relay.
    Relay,
    /// From an agent.
    Agent(Arc<Connected>),
}

/// Checks `target` from each of `places`, of which there is at least one, and the gateway of `route` from here. What
/// happens on the leg of each is told by its number; the report has the legs in the same order, the gateway's last.
pub(super) async fn walk(
    places: Vec<Vantage>,
    target: Admitted,
    (route, gateway): (Route, Option<Admitted>),
    network: &Network,
    record: Option<Record>,
    events: impl Fn(RunEvent),
    cancelled: impl Future<Output = ()>,
) -> Run {
    let cancelled = cancelled.shared();
    let options = RunOptions {
        route,
        ..RunOptions::default()
    };
    let behind = u8::try_from(places.len()).unwrap_or(u8::MAX);
    let gateway = route::to_gateway(&options, gateway, network, behind, &events, cancelled.clone());
    let legs = places.iter().zip(0_u8..).map(|(place, leg)| {
        let (target, events, cancelled) = (target.clone(), &events, cancelled.clone());
        let options = options.clone();
        async move {
            match place {
                Vantage::Relay => {
                    let events = |event| events(numbered(event, leg));
                    route::to_computer(target, options, network, record, events, cancelled).await
                }
                Vantage::Agent(agent) => Run {
                    report: at_agent(agent, leg, target.shown(), events, cancelled).await,
                    recording: None,
                },
            }
        }
    });
    let (mut runs, gateway) = join(join_all(legs), gateway).await;
    runs.extend(gateway);
    route::merged(runs).unwrap_or_else(|| Run {
        report: Report::new(target.shown().clone(), Place::Relay, clock::unix_millis()),
        recording: None,
    })
}

/// The driver knows one leg; here it has its place among several.
fn numbered(event: RunEvent, leg: u8) -> RunEvent {
    match event {
        RunEvent::Leg(started) => RunEvent::Leg(LegStarted { leg, ..started }),
        RunEvent::Stage(LegEvent { event, .. }) => RunEvent::Stage(LegEvent { leg, event }),
    }
}

/// Has an agent check `target`. Where it does not come to an end with it, the report says so, and holds what was told.
async fn at_agent(
    agent: &Arc<Connected>,
    leg: u8,
    target: &Target,
    events: &impl Fn(RunEvent),
    cancelled: impl Future<Output = ()>,
) -> Report {
    let begun = Instant::now();
    let name = PeerText::from(agent.name().as_str());
    events(RunEvent::Leg(LegStarted {
        leg,
        from: Node::Agent,
        to: Node::Computer,
        place: Place::Agent,
        agent: Some(name.clone()),
        gateway: None,
    }));
    let mut known = Report::new(target.clone(), Place::Agent, clock::unix_millis());
    let unknown = known.clone();
    let mut cancelled = pin!(cancelled.fuse());
    let mut limit = pin!(sleep(RUN_LIMIT));
    let mut run = agent.start(target);
    let finished = loop {
        let Some(run) = &mut run else { break None };
        let news = tokio::select! {
            news = run.next() => news,
            () = &mut limit => None,
            () = &mut cancelled => {
                run.cancel();
                limit.as_mut().reset(Instant::now() + CANCEL_LIMIT);
                continue;
            }
        };
        match news {
            Some(News::Stage(event)) => {
                if let StageEvent::Reported(report) = &event {
                    known.replace(StageReport::clone(report));
                }
                events(RunEvent::Stage(LegEvent { leg, event }));
            }
            Some(News::Finished(report)) => break Some(*report).filter(|report| is_of_agent(report, target)),
            Some(News::Refused) | None => break None,
        }
    };
    let mut report = finished.unwrap_or_else(|| {
        // What it told may be as wrong as its report.
        let mut report = if known.fault().is_some() { unknown } else { known };
        report.end = RunEnd::AgentLost;
        report.elapsed_ms = Elapsed::from(begun.elapsed());
        report
    });
    for leg in &mut report.legs {
        leg.agent = Some(name.clone());
    }
    report
}

/// Whether an agent can have made this report of `target`. It is judged as what anybody could bring.
fn is_of_agent(report: &Report, target: &Target) -> bool {
    let [leg] = report.legs.as_slice() else { return false };
    let ends = (leg.from, leg.to, leg.place) == (Node::Agent, Node::Computer, Place::Agent);
    let whole = report.redacted.is_none() && report.end != RunEnd::AgentLost;
    ends && whole && report.target == *target && report.fault().is_none()
}

/// A run takes a minute at most; an agent that has not ended it by then does not tell the truth of it.
const RUN_LIMIT: Duration = Duration::from_secs(75);
/// A run that is stopped closes its connections, and tells what it has.
const CANCEL_LIMIT: Duration = Duration::from_secs(3);
