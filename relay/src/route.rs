//! A run along what a connection file says of the way: the computer, and the gateway before it, each as far as the policy
//! allows it.

use core::future::Future;
use core::time::Duration;

use futures_util::FutureExt as _;
use futures_util::future::join;
use probe::RunOptions;
use wire::{
    Failure, Gateway, GatewayUsage, Leg, LegEvent, LegStarted, NotChecked, Outcome, Record, Report, RunEnd, Stage,
    StageEvent, StageReport,
};

use crate::clock;
use crate::driver::{self, Run, RunEvent, VERSION};
use crate::net::dial::Network;
use crate::net::policy::Admitted;

/// Checks `target`, and the gateway of the route where it names one, at the same time. Otherwise as [`driver::run`].
pub(crate) async fn run(
    target: Admitted,
    options: RunOptions,
    network: &Network,
    record: Option<Record>,
    events: impl Fn(RunEvent),
    cancel: impl Future<Output = ()>,
) -> Run {
    let cancel = cancel.shared();
    let admitted = network.admit_gateway(&options.route);
    let gateway = to_gateway(&options, admitted, network, 1, &events, cancel.clone());
    let computer = to_computer(target, options.clone(), network, record, &events, cancel);
    let (computer, gateway) = join(computer, gateway).await;
    match gateway {
        Some(gateway) => merge(computer, gateway),
        None => computer,
    }
}

/// The leg to the computer. Where it belongs to a service, nobody reaches it so, and nothing is tried.
pub(crate) async fn to_computer(
    target: Admitted,
    options: RunOptions,
    network: &Network,
    record: Option<Record>,
    mut events: impl FnMut(RunEvent),
    cancel: impl Future<Output = ()>,
) -> Run {
    let gateway = options.route.gateway.as_ref();
    if gateway.is_none_or(|gateway| gateway.usage != GatewayUsage::Service) {
        return driver::run(target, options, network, record, events, cancel).await;
    }
    let mut report = Report::new(target.shown().clone(), options.place, clock::unix_millis());
    for leg in &mut report.legs {
        events(RunEvent::Leg(LegStarted {
            leg: 0,
            from: leg.from,
            to: leg.to,
            place: leg.place,
            agent: None,
            gateway: None,
        }));
        for stage in &mut leg.stages {
            stage.outcome = Outcome::NotChecked;
            stage.not_checked = Some(NotChecked::BehindService);
            events(told(0, stage));
        }
    }
    report.version = Some(VERSION.to_owned());
    Run {
        report,
        recording: None,
    }
}

/// The leg to the gateway of the route, by this number; absent where it names none. A gateway that the policy does not
/// admit, by a rule for its own port, is sent nothing.
pub(crate) async fn to_gateway(
    options: &RunOptions,
    admitted: Option<Admitted>,
    network: &Network,
    leg: u8,
    events: impl Fn(RunEvent),
    cancel: impl Future<Output = ()>,
) -> Option<Run> {
    let gateway = options.route.gateway.as_ref()?;
    Some(match admitted {
        Some(target) => driver::run_to_gateway(gateway, target, options, network, leg, events, cancel).await,
        None => not_admitted(gateway, options, leg, events),
    })
}

fn not_admitted(gateway: &Gateway, options: &RunOptions, number: u8, events: impl Fn(RunEvent)) -> Run {
    let mut report = Report::new(gateway.target.clone(), options.place, clock::unix_millis());
    let started = driver::leg_to(gateway, options, number);
    events(RunEvent::Leg(started.clone()));
    let mut leg: Leg = started.leg();
    let refused = StageReport {
        outcome: Outcome::Failed,
        failure: Some(Failure::AddressesRefused),
        elapsed_ms: Some(Duration::ZERO.into()),
        ..StageReport::not_reached(Stage::Resolve)
    };
    events(told(number, &refused));
    leg.replace(refused);
    report.legs = vec![leg];
    Run {
        report,
        recording: None,
    }
}

fn told(leg: u8, stage: &StageReport) -> RunEvent {
    let event = StageEvent::Reported(Box::new(stage.clone()));
    RunEvent::Stage(LegEvent { leg, event })
}

/// One run of all, in their order; none of none.
pub(crate) fn merged(runs: Vec<Run>) -> Option<Run> {
    runs.into_iter().reduce(merge)
}

/// The time of the longer one, and an end that is no better than the worse.
fn merge(mut merged: Run, run: Run) -> Run {
    let report = &mut merged.report;
    report.started_at_ms = report.started_at_ms.min(run.report.started_at_ms);
    report.elapsed_ms = report.elapsed_ms.max(run.report.elapsed_ms);
    report.end = worse(report.end, run.report.end);
    report.legs.extend(run.report.legs);
    report.version = Some(VERSION.to_owned());
    merged.recording = merged.recording.or(run.recording);
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
