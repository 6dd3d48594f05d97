//! Drives one check: gives it sockets, the clock and randomness, and knows nothing of RDP.

use core::future::Future;
use core::pin::pin;
use std::sync::Arc;

use futures_util::FutureExt as _;
use futures_util::future::Fuse;
use probe::{Action, Check, Environment, GatewayCheck, Identity, Input, RunOptions, Targets, Walk};
use rustls::crypto::CryptoProvider;
use tokio::time::sleep_until;
use wire::{Gateway, LegEvent, LegStarted, Node, Place, Record, Report, ServerMessage};

use crate::clock::{self, Clock};
use crate::net::dial::Network;
use crate::net::kdc;
use crate::net::link::Links;
use crate::net::policy::Admitted;
use crate::net::recording::Recording;

/// A run that is over.
#[derive(Debug)]
pub struct Run {
    /// What it found.
    pub report: Report,
    /// What went over its connections; absent where that was not to be kept.
    pub recording: Option<Recording>,
}

/// What happens in a run while it is under way.
#[derive(Clone, Debug, PartialEq)]
pub enum RunEvent {
    /// It walks one more leg from now on.
    Leg(LegStarted),
    /// Something happened on one of its legs.
    Stage(LegEvent),
}

impl From<RunEvent> for ServerMessage {
    fn from(event: RunEvent) -> Self {
        match event {
            RunEvent::Leg(leg) => Self::Leg(leg),
            RunEvent::Stage(event) => Self::Stage(event),
        }
    }
}

/// Checks `target`, as far as `network` reaches it, and tells `events` what happens meanwhile. Nothing of its bytes is
/// kept where `record` is absent.
///
/// Once `cancel` completes, the check closes its connections and reports what it has. Dropping the future closes them
/// at once.
///
/// # Panics
///
/// Where the system's random source does not work.
pub async fn run(
    target: Admitted,
    mut options: RunOptions,
    network: &Network,
    record: Option<Record>,
    mut events: impl FnMut(RunEvent),
    cancel: impl Future<Output = ()>,
) -> Run {
    let clock = Clock::start();
    let recording = record.map(|record| Recording::begin(record, clock));
    // Nobody but a guest has secrets that may be told.
    if let Some(key_log) = recording.as_ref().and_then(Recording::key_log)
        && let Identity::Guest { tls_secrets } = &mut options.identity
    {
        *tls_secrets = key_log;
    }
    // The check knows one leg; which of the run's legs that is, only whoever walks them all can say.
    let leg = 0;
    events(RunEvent::Leg(LegStarted {
        leg,
        from: Node::of(options.place),
        to: Node::Computer,
        place: options.place,
        agent: None,
        gateway: None,
    }));
    let check = Check::new(targets(&target), options, environment(), clock.elapsed());
    let links = Links::new(recording);
    let legs = Legs {
        walked: leg,
        behind: None,
    };
    drive(check, &target, network, links, legs, clock, events, cancel).await
}

/// Looks at `gateway`, as far as `network` reaches it, on the first of the legs of these numbers, and where its channel is
/// opened, at the computer on the second. Otherwise as [`run`]; of its bytes nothing is kept.
pub async fn run_to_gateway(
    gateway: &Gateway,
    target: Admitted,
    options: &RunOptions,
    network: &Network,
    legs: [u8; 2],
    mut events: impl FnMut(RunEvent),
    cancel: impl Future<Output = ()>,
) -> Run {
    let clock = Clock::start();
    let [leg, behind] = legs;
    let legs = Legs {
        walked: leg,
        behind: Some(leg_behind(options.place, behind)),
    };
    events(RunEvent::Leg(leg_to(gateway, options.place, leg)));
    let check = GatewayCheck::new(gateway, targets(&target), options, environment(), clock.elapsed());
    drive(check, &target, network, Links::new(None), legs, clock, events, cancel).await
}

/// The leg to `gateway`, before anything is reached on it.
pub(crate) fn leg_to(gateway: &Gateway, place: Place, leg: u8) -> LegStarted {
    LegStarted {
        leg,
        from: Node::of(place),
        to: Node::Gateway,
        place,
        agent: None,
        gateway: Some(gateway.clone()),
    }
}

/// The leg from a gateway to the computer behind it.
fn leg_behind(place: Place, leg: u8) -> LegStarted {
    LegStarted {
        leg,
        from: Node::Gateway,
        to: Node::Computer,
        place,
        agent: None,
        gateway: None,
    }
}

/// The legs that a machine walks.
struct Legs {
    walked: u8,
    /// What is told once one behind it begins.
    behind: Option<LegStarted>,
}

fn targets(target: &Admitted) -> Targets {
    Targets {
        shown: target.shown().clone(),
        dialled: target.resolved().clone(),
    }
}

/// Carries out what `walk` asks for, up to its report.
#[expect(
    clippy::too_many_arguments,
    reason = "each is one thing that a machine without IO lacks"
)]
async fn drive(
    mut walk: impl Walk,
    target: &Admitted,
    network: &Network,
    mut links: Links,
    legs: Legs,
    clock: Clock,
    mut events: impl FnMut(RunEvent),
    cancel: impl Future<Output = ()>,
) -> Run {
    // Nothing is looked up or asked yet: what is over is never polled.
    let mut resolving = pin!(Fuse::terminated());
    let mut asking = pin!(Fuse::terminated());
    let mut cancel = pin!(cancel.fuse());
    let Legs {
        walked: leg,
        mut behind,
    } = legs;
    let number = behind.as_ref().map_or(leg, |behind| behind.leg);
    loop {
        while let Some(action) = walk.next_action() {
            match action {
                Action::Resolve(host) => {
                    resolving.set(async move { network.resolve(target, &host).await }.fuse());
                }
                Action::Dial { connection, address } => links.dial(connection, address),
                Action::Send { connection, bytes } => links.send(connection, &bytes),
                Action::HangUp { connection } => links.hang_up(connection),
                Action::AskKdc { address, message } => asking.set(kdc::ask(address, message).fuse()),
                Action::Emit(event) => events(RunEvent::Stage(LegEvent { leg, event })),
                Action::EmitBehind(event) => {
                    // The leg behind begins with the first thing that is seen on it.
                    if let Some(begun) = behind.take() {
                        events(RunEvent::Leg(begun));
                    }
                    events(RunEvent::Stage(LegEvent { leg: number, event }));
                }
                Action::Finish(mut report) => {
                    report.version = Some(VERSION.to_owned());
                    let recording = links.into_recording();
                    return Run {
                        report: *report,
                        recording,
                    };
                }
            }
        }
        let limit = walk.poll_timeout();
        // In no fixed order, so that a peer that never stops talking keeps neither a limit nor a cancel from its
        // turn.
        tokio::select! {
            resolution = &mut resolving => walk.handle(Input::Resolved(resolution), clock.elapsed()),
            answer = &mut asking => walk.handle(Input::KdcAnswered(answer), clock.elapsed()),
            input = links.next() => walk.handle(input, clock.elapsed()),
            () = sleep_until(clock.instant(limit)) => walk.handle_timeout(clock.elapsed()),
            () = &mut cancel => walk.handle(Input::Cancelled, clock.elapsed()),
        }
    }
}

/// What this program is called among its releases.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

fn environment() -> Environment {
    let crypto: Arc<CryptoProvider> = Arc::new(rustls::crypto::ring::default_provider());
    let mut random = [0; 32];
    crypto
        .secure_random
        .fill(&mut random)
        .expect("the system's random source works");
    Environment {
        started_at_ms: clock::unix_millis(),
        random,
        crypto,
    }
}
