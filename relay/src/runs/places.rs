//! A run from several places: one leg for each, walked at the same time, in one report.

use core::future::Future;
use core::pin::pin;
use core::time::Duration;
use std::sync::Arc;

use futures_util::FutureExt as _;
use futures_util::future::join_all;
use probe::RunOptions;
use tokio::time::{Instant, sleep};
use wire::{
    Elapsed, LegEvent, LegStarted, Node, PeerText, Place, Record, Report, RunEnd, StageEvent, StageReport, Target,
};

use crate::agents::{Connected, News};
use crate::clock;
use crate::driver::{self, Run, RunEvent};
use crate::net::dial::Network;
use crate::net::policy::Admitted;

/// From where a computer is checked.
#[derive(Clone, Debug)]
pub enum Vantage {
    /// From this relay.
    Relay,
    /// From an agent.
    Agent(Arc<Connected>),
}

/// Checks `target` from each of `places`, of which there is at least one. What happens on the leg of each is told by its
/// number; the report has the legs in the same order.
pub(super) async fn walk(
    places: Vec<Vantage>,
    target: Admitted,
    network: &Network,
    record: Option<Record>,
    events: impl Fn(RunEvent),
    cancelled: impl Future<Output = ()>,
) -> Run {
    let cancelled = cancelled.shared();
    let legs = places.iter().zip(0_u8..).map(|(place, leg)| {
        let (target, events, cancelled) = (target.clone(), &events, cancelled.clone());
        async move {
            match place {
                Vantage::Relay => {
                    let events = |event| events(numbered(event, leg));
                    driver::run(target, RunOptions::default(), network, record, events, cancelled).await
                }
                Vantage::Agent(agent) => Run {
                    report: at_agent(agent, leg, target.shown(), events, cancelled).await,
                    recording: None,
                },
            }
        }
    });
    merged(join_all(legs).await, target.shown())
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

/// One report of all: the time of the longest, and an end that is no better than the worst.
fn merged(runs: Vec<Run>, target: &Target) -> Run {
    let mut runs = runs.into_iter();
    let mut merged = runs.next().unwrap_or_else(|| Run {
        report: Report::new(target.clone(), Place::Relay, clock::unix_millis()),
        recording: None,
    });
    for run in runs {
        let report = &mut merged.report;
        report.started_at_ms = report.started_at_ms.min(run.report.started_at_ms);
        report.elapsed_ms = report.elapsed_ms.max(run.report.elapsed_ms);
        report.end = worse(report.end, run.report.end);
        report.legs.extend(run.report.legs);
        merged.recording = merged.recording.or(run.recording);
    }
    merged.report.version = Some(driver::VERSION.to_owned());
    merged
}

fn worse(one: RunEnd, other: RunEnd) -> RunEnd {
    let rank = |end| match end {
        RunEnd::Completed => 0,
        RunEnd::TimedOut => 1,
        RunEnd::Cancelled => 2,
        RunEnd::AgentLost => 3,
    };
    if rank(other) > rank(one) { other } else { one }
}

/// A run takes a minute at most; an agent that has not ended it by then does not tell the truth of it.
const RUN_LIMIT: Duration = Duration::from_secs(75);
/// A run that is stopped closes its connections, and tells what it has.
const CANCEL_LIMIT: Duration = Duration::from_secs(3);
