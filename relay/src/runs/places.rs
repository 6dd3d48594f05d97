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
    AgentCheck, Elapsed, LegEvent, LegStarted, Node, PeerText, Place, Record, Report, RunEnd, StageEvent, StageReport,
};

use crate::agents::{Connected, News};
use crate::driver::{Run, RunEvent};
use crate::net::Way;
use crate::net::dial::Network;
use crate::route;

/// From where a computer is checked.
#[derive(Clone, Debug)]
pub enum Vantage {
    /// From this relay.
    Relay,
    /// From an agent.
    Agent(Arc<Connected>),
}

/// Walks `way` from each of `places`, of which there is at least one. What happens on the leg of each is told by its
/// number; the report has the legs in the same order, those to the gateway last.
pub(super) async fn walk(
    places: Vec<Vantage>,
    way: Way,
    network: &Network,
    record: Option<Record>,
    events: impl Fn(RunEvent),
    cancelled: impl Future<Output = ()>,
) -> Run {
    let cancelled = cancelled.shared();
    let behind = u8::try_from(places.len()).unwrap_or(u8::MAX);
    let runs = places.iter().zip(0_u8..).map(|(place, number)| {
        let events = &events;
        let events = move |event| events(numbered(event, number, behind));
        let (way, cancelled) = (way.clone(), cancelled.clone());
        async move {
            match place {
                Vantage::Relay => route::run(way, RunOptions::default(), network, record, events, cancelled).await,
                Vantage::Agent(agent) => Run {
                    report: at_agent(agent, &way, &events, cancelled).await,
                    recording: None,
                },
            }
        }
    });
    route::merged(join_all(runs).await).unwrap_or_else(|| Run {
        report: route::opening(&way, Place::Relay),
        recording: None,
    })
}

/// From one place there are two legs at most, to the computer and to the gateway; here each has its place among those of
/// all.
fn numbered(event: RunEvent, place: u8, places: u8) -> RunEvent {
    let number = |leg: u8| place.saturating_add(leg.saturating_mul(places));
    match event {
        RunEvent::Leg(started) => RunEvent::Leg(LegStarted {
            leg: number(started.leg),
            ..started
        }),
        RunEvent::Stage(LegEvent { leg, event }) => RunEvent::Stage(LegEvent {
            leg: number(leg),
            event,
        }),
    }
}

/// Has an agent walk what is admitted of `way`. Where it does not come to an end with it, the report says so, and holds
/// what was told.
async fn at_agent(
    agent: &Arc<Connected>,
    way: &Way,
    events: &impl Fn(RunEvent),
    cancelled: impl Future<Output = ()>,
) -> Report {
    let begun = Instant::now();
    let name = PeerText::from(agent.name().as_str());
    let mut opening = route::opening(way, Place::Agent);
    for (number, leg) in (0..).zip(&mut opening.legs) {
        leg.agent = Some(name.clone());
        // What breaks before anything is asked, this relay's own policy refuses: the agent has no part in it.
        if leg.broken().is_some() {
            leg.place = Place::Relay;
        }
        route::tell(leg, number, events);
    }
    let Some(check) = way.for_agent() else {
        return opening;
    };
    let mut known = opening.clone();
    let mut cancelled = pin!(cancelled.fuse());
    let mut limit = pin!(sleep(RUN_LIMIT));
    let mut run = agent.start(&check);
    let finished = loop {
        let news = match &mut run {
            Err(news) => news.clone(),
            Ok(run) => tokio::select! {
                news = run.next() => news.unwrap_or(News::Lost),
                () = &mut limit => News::Lost,
                () = &mut cancelled => {
                    run.cancel();
                    limit.as_mut().reset(Instant::now() + CANCEL_LIMIT);
                    continue;
                }
            },
        };
        match news {
            News::Stage(LegEvent { leg, event }) => {
                let told_of = known.legs.get_mut(usize::from(leg));
                // What it was not asked for is no news.
                let Some(told_of) = told_of.filter(|leg| way.is_walked(leg.to)) else {
                    continue;
                };
                if let StageEvent::Reported(report) = &event {
                    told_of.replace(StageReport::clone(report));
                }
                events(RunEvent::Stage(LegEvent { leg, event }));
            }
            News::Finished(report) if is_of_agent(&report, &check) => break Ok(*report),
            News::Finished(_) | News::Lost => break Err(RunEnd::AgentLost),
            News::Refused => break Err(RunEnd::AgentDeclined),
        }
    };
    let finished = match finished {
        Ok(finished) => finished,
        Err(end) => {
            // What it told may be as wrong as its report.
            let mut report = if known.fault().is_some() { opening } else { known };
            report.end = end;
            report.elapsed_ms = Elapsed::from(begun.elapsed());
            return report;
        }
    };
    let mut legs = opening.legs;
    for (leg, walked) in legs.iter_mut().zip(finished.legs) {
        if way.is_walked(leg.to) {
            *leg = walked;
            leg.agent = Some(name.clone());
        }
    }
    Report {
        legs,
        // Its clock may be wrong, and whoever reads the report knows ours. What is judged by time has its own in its facts.
        started_at_ms: opening.started_at_ms,
        ..finished
    }
}

/// Whether an agent can have made this report of what it was asked for. It is judged as what anybody could bring.
fn is_of_agent(report: &Report, check: &AgentCheck) -> bool {
    let gateway = check.route.gateway.as_ref();
    let expected = [(Node::Computer, None)]
        .into_iter()
        .chain(gateway.map(|gateway| (Node::Gateway, Some(gateway))));
    let legs = report.legs.iter();
    let ends = legs.clone().map(|leg| (leg.to, leg.gateway.as_ref())).eq(expected);
    let own = legs
        .clone()
        .all(|leg| (leg.from, leg.place) == (Node::Agent, Place::Agent));
    let ended = matches!(report.end, RunEnd::Completed | RunEnd::Cancelled | RunEnd::TimedOut);
    let whole = report.redacted.is_none() && ended;
    ends && own && whole && report.target == check.target && report.fault().is_none()
}

/// A run takes a minute at most; an agent that has not ended it by then does not tell the truth of it.
const RUN_LIMIT: Duration = Duration::from_secs(75);
/// A run that is stopped closes its connections, and tells what it has.
const CANCEL_LIMIT: Duration = Duration::from_secs(3);

#[cfg(test)]
mod tests {
    use core::future::{pending, ready};

    use tokio::sync::mpsc;
    use wire::{AgentCommand, Gateway, GatewayUsage, Outcome, Route, Stage};

    use super::*;
    use crate::agents::{Agents, Enrolled};
    use crate::clock;
    use crate::net::policy::{Policy, Rules};
    use crate::net::resolve::Resolver;

    fn agent() -> (Enrolled, mpsc::Receiver<AgentCommand>) {
        let name = "branch-7".parse().unwrap();
        Agents::default().enroll(name, "0.1.0".into(), 1).unwrap()
    }

    /// Has an agent that says nothing walk, up to the end; how long that took.
    async fn walk_in_silence(enrolled: &Enrolled, cancelled: impl Future<Output = ()>) -> (Report, Duration) {
        let network = Network::new(Policy::OwnMachine, Resolver::new(None));
        let way = network.judge_way("192.0.2.7".parse().unwrap(), Route::default());
        let places = vec![Vantage::Agent(Arc::clone(enrolled.agent()))];
        let begun = Instant::now();
        let run = walk(places, way, &network, None, |_| {}, cancelled).await;
        (run.report, begun.elapsed())
    }

    #[tokio::test]
    async fn agent_that_has_enough_to_do_is_not_taken_for_lost() {
        let (enrolled, _commands) = agent();
        let other = AgentCheck::from("192.0.2.8".parse::<wire::Target>().unwrap());
        let _busy = enrolled.agent().start(&other).unwrap();

        let (report, _) = walk_in_silence(&enrolled, pending()).await;

        assert_eq!((report.end, report.fault()), (RunEnd::AgentDeclined, None));
    }

    #[tokio::test]
    async fn what_the_relay_itself_refuses_is_not_said_of_its_agent() {
        let (enrolled, _commands) = agent();
        let other = AgentCheck::from("192.0.2.8".parse::<wire::Target>().unwrap());
        // Without a place at the agent, the report is what was known before it was asked.
        let _busy = enrolled.agent().start(&other).unwrap();
        let rules = Rules {
            allow: vec!["gw.example.org:443".parse().unwrap()],
            ..Rules::default()
        };
        let network = Network::new(Policy::Rules(rules), Resolver::new(None));
        let gateway = Gateway {
            target: wire::Target::of_gateway("gw.example.org").unwrap(),
            usage: GatewayUsage::Always,
        };
        let route = Route {
            gateway: Some(gateway),
            ..Route::default()
        };
        let way = network.judge_way("pc.example.org".parse().unwrap(), route);

        let report = at_agent(enrolled.agent(), &way, &|_| {}, pending()).await;

        let places: Vec<_> = report.legs.iter().map(|leg| (leg.to, leg.from, leg.place)).collect();
        assert_eq!(
            places,
            [
                (Node::Computer, Node::Agent, Place::Relay),
                (Node::Gateway, Node::Agent, Place::Agent),
            ]
        );
        assert_eq!(report.fault(), None);
    }

    #[tokio::test]
    async fn agent_whose_clock_is_wrong_does_not_date_the_report() {
        let (enrolled, mut commands) = agent();
        let finishing = async {
            let Some(AgentCommand::Start { run, check }) = commands.recv().await else {
                panic!("no run")
            };
            let report = Box::new(Report::new(check.target, Place::Agent, SEPTEMBER_2001_MS));
            enrolled.agent().hear(run, News::Finished(report)).unwrap();
        };
        let before = clock::unix_millis();

        let ((report, _), ()) = tokio::join!(walk_in_silence(&enrolled, pending()), finishing);

        assert_eq!(report.end, RunEnd::Completed);
        assert!(
            (before..=clock::unix_millis()).contains(&report.started_at_ms),
            "{report:?}"
        );
    }

    const SEPTEMBER_2001_MS: i64 = 1_000_000_000_000;

    #[tokio::test(start_paused = true)]
    async fn agent_that_stays_connected_and_says_nothing_more_is_given_up_and_told_to_stop() {
        for (cancelled, limit) in [
            (pending().left_future(), RUN_LIMIT),
            (ready(()).right_future(), CANCEL_LIMIT),
        ] {
            let (enrolled, mut commands) = agent();
            let told = StageReport {
                outcome: Outcome::Passed,
                elapsed_ms: Some(Duration::ZERO.into()),
                ..StageReport::not_reached(Stage::Resolve)
            };
            let event = StageEvent::Reported(Box::new(told));
            let telling = async {
                assert!(matches!(
                    commands.recv().await,
                    Some(AgentCommand::Start { run: 1, .. })
                ));
                enrolled
                    .agent()
                    .hear(1, News::Stage(LegEvent { leg: 0, event }))
                    .unwrap();
            };

            let ((report, took), ()) = tokio::join!(walk_in_silence(&enrolled, cancelled), telling);

            assert_eq!((report.end, report.fault()), (RunEnd::AgentLost, None));
            assert_eq!(report.stage(Stage::Resolve).unwrap().outcome, Outcome::Passed);
            assert!(took >= limit && took < limit + Duration::from_secs(1), "{took:?}");
            assert_eq!(commands.recv().await, Some(AgentCommand::Cancel { run: 1 }));
            let again = enrolled
                .agent()
                .start(&"192.0.2.7".parse::<wire::Target>().unwrap().into());
            assert!(again.is_ok(), "its place is free");
        }
    }
}
