//! A run along what a connection file says of the way: the computer, and the gateway before it, each as far as the policy
//! allows it.

use core::future::Future;
use core::time::Duration;

use futures_util::FutureExt as _;
use futures_util::future::join;
use probe::RunOptions;
use wire::{
    Failure, Leg, LegEvent, LegStarted, Node, NotChecked, Outcome, Place, Record, Report, RunEnd, Stage, StageEvent,
    StageReport,
};

use crate::clock;
use crate::driver::{self, Run, RunEvent, VERSION};
use crate::net::Way;
use crate::net::dial::Network;

/// The number of the leg to the computer among those of a way.
const COMPUTER: u8 = 0;
/// That of the leg to the gateway.
const GATEWAY: u8 = 1;
/// That of the leg behind it, where the gateway opens a channel.
const BEHIND: u8 = 2;

/// Walks what is admitted of `way`: the computer as leg 0, and the gateway, where there is one, as leg 1, at the same
/// time, with leg 2 behind it where somebody signs in there. Otherwise as [`driver::run`].
pub(crate) async fn run(
    way: Way,
    options: RunOptions,
    network: &Network,
    record: Option<Record>,
    events: impl Fn(RunEvent),
    cancel: impl Future<Output = ()>,
) -> Run {
    let options = RunOptions {
        route: way.route().clone(),
        ..options
    };
    let cancel = cancel.shared();
    let opening = opening(&way, options.place);
    for (number, leg) in (0..).zip(&opening.legs).filter(|(_, leg)| !way.is_walked(leg.to)) {
        tell(leg, number, &events);
    }
    let computer = async {
        let target = way.to_computer()?.clone();
        let own = RunOptions {
            through_gateway: None,
            ..options.clone()
        };
        Some(driver::run(target, own, network, record, &events, cancel.clone()).await)
    };
    let gateway = async {
        let (gateway, target) = way.to_gateway()?;
        let target = target.clone();
        let legs = [GATEWAY, BEHIND];
        Some(driver::run_to_gateway(gateway, target, &options, network, legs, &events, cancel.clone()).await)
    };
    // At once: one after the other would take twice as long where neither answers.
    let (computer, gateway) = join(computer, gateway).await;
    let mut whole = Run {
        report: opening,
        recording: None,
    };
    for (number, walked) in [(COMPUTER, computer), (GATEWAY, gateway)] {
        if let Some(walked) = walked {
            put(&mut whole, number, walked);
        }
    }
    whole
}

/// Puts the first leg of `walked` in its place, and what lies behind it behind all.
fn put(whole: &mut Run, number: u8, walked: Run) {
    follow(&mut whole.report, &walked.report);
    whole.recording = whole.recording.take().or(walked.recording);
    let mut legs = walked.report.legs.into_iter();
    let place = whole.report.legs.get_mut(usize::from(number));
    if let Some((place, leg)) = place.zip(legs.next()) {
        *place = leg;
    }
    whole.report.legs.extend(legs);
}

/// The report on `way` before anything is dialled: what is not dialled has its outcome already.
pub(crate) fn opening(way: &Way, place: Place) -> Report {
    let mut report = Report::new(way.target().clone(), place, clock::unix_millis());
    report.version = Some(VERSION.to_owned());
    report.settings.clone_from(&way.route().settings);
    if way.is_of_service() {
        for stage in report.legs.iter_mut().flat_map(|leg| &mut leg.stages) {
            stage.outcome = Outcome::NotChecked;
            stage.not_checked = Some(NotChecked::BehindService);
        }
    } else if way.to_computer().is_none() {
        report.replace(refused());
    }
    if let Some(gateway) = way.gateway() {
        let mut leg = driver::leg_to(gateway, place, GATEWAY).leg();
        if way.to_gateway().is_none() {
            leg.replace(refused());
        }
        report.legs.push(leg);
    }
    report
}

/// What is known of a leg whose end the policy does not admit.
fn refused() -> StageReport {
    StageReport {
        outcome: Outcome::Failed,
        failure: Some(Failure::AddressesRefused),
        elapsed_ms: Some(Duration::ZERO.into()),
        ..StageReport::not_reached(Stage::Resolve)
    }
}

/// Tells that `leg` is walked under this number, and what is known of it by now.
pub(crate) fn tell(leg: &Leg, number: u8, events: &impl Fn(RunEvent)) {
    events(RunEvent::Leg(LegStarted {
        leg: number,
        from: leg.from,
        to: leg.to,
        place: leg.place,
        agent: leg.agent.clone(),
        gateway: leg.gateway.clone(),
    }));
    for stage in leg.stages.iter().filter(|stage| stage.outcome != Outcome::NotReached) {
        events(RunEvent::Stage(LegEvent {
            leg: number,
            event: StageEvent::Reported(Box::new(stage.clone())),
        }));
    }
}

/// One run of all from several places: the computers in their order, the gateways behind them, and what lies behind those;
/// none of none.
pub(crate) fn merged(runs: Vec<Run>) -> Option<Run> {
    let mut merged = runs.into_iter().reduce(|mut merged, run| {
        follow(&mut merged.report, &run.report);
        merged.report.legs.extend(run.report.legs);
        merged.recording = merged.recording.or(run.recording);
        merged
    })?;
    merged
        .report
        .legs
        .sort_by_key(|leg| (leg.from == Node::Gateway, leg.to == Node::Gateway));
    Some(merged)
}

/// The time of the longer one, and an end that is no better than the worse.
fn follow(report: &mut Report, other: &Report) {
    report.started_at_ms = report.started_at_ms.min(other.started_at_ms);
    report.elapsed_ms = report.elapsed_ms.max(other.elapsed_ms);
    report.end = worse(report.end, other.end);
    report.version = Some(VERSION.to_owned());
}

fn worse(one: RunEnd, other: RunEnd) -> RunEnd {
    let rank = |end| match end {
        RunEnd::Completed => 0,
        RunEnd::TimedOut => 1,
        RunEnd::Cancelled => 2,
        RunEnd::AgentDeclined => 3,
        RunEnd::AgentLost => 4,
    };
    if rank(other) > rank(one) { other } else { one }
}
