//! The leg to a gateway: its name, TCP, TLS, and what it answers over HTTP before anybody has signed in.
//!
//! ```text
//! TLS -> RDG_OUT_DATA /remoteDesktopGateway/ with an upgrade to WebSocket
//!   401, 101, a channel -> a gateway
//!   nothing at this path -> once more on a connection of its own: RPC_OUT_DATA /rpc/rpcproxy.dll, of older gateways
//!   anything else -> as it is
//! ```
//!
//! With an account, one more connection signs in and opens the tunnel to the computer, as far as the gateway lets it, and an
//! ordinary check without an account goes through its channel ([`behind`]).
//!
//! One connection is open at a time. Redirections are kept for the report and not followed.

mod answer;
mod behind;
mod http;
mod line;
mod sign_in;
mod spoken;
mod through;
mod tunnel;
mod websocket;

use core::net::SocketAddr;
use core::time::Duration;
use std::collections::VecDeque;

use wire::{Dialed, Failure, Gateway, GatewayUsage, Leg, Node, RunEnd, Stage, Target, TransportEnd};

use crate::race::{GiveUp, Race};
use crate::recorder::Recorder;
use crate::walk::Phase;
use crate::{Action, Check, ConnectionId, Environment, Input, Resolution, RunOptions, Targets, Walk, limits};
use http::{Asked, Head};
use line::Line;
use sign_in::Through;
#[cfg(feature = "fuzz")]
pub(crate) use tunnel::reads_alike;

/// One look at a gateway.
#[derive(Debug)]
pub struct GatewayCheck {
    /// As it is looked up, dialled and expected in the certificate.
    gateway: Target,
    usage: GatewayUsage,
    environment: Environment,
    recorder: Recorder,
    actions: VecDeque<Action>,
    phase: Phase,
    race: Race,
    underway: Underway,
    /// What was answered at the newer path, where the older one is asked besides.
    first: Option<Head>,
    options: RunOptions,
    /// Whether somebody signs in.
    through: Option<Through>,
    /// The check that goes through the open channel.
    behind: Option<Box<Check>>,
    /// What came of it.
    leg_behind: Option<Leg>,
    /// When the look began.
    began: Duration,
    closing: Vec<ConnectionId>,
    next_id: u8,
    run_deadline: Duration,
    end: RunEnd,
}

/// The connection that is spoken over.
#[derive(Debug)]
enum Underway {
    Nothing,
    /// The second one, which is being opened.
    Dialing {
        connection: ConnectionId,
        asked: Asked,
        deadline: Duration,
    },
    Open(Box<Line>),
}

impl GatewayCheck {
    /// A look that begins now; `now` and all later times count from an origin of the driver's choice. `gateway` is what the
    /// report says, and `targets` names the same host.
    pub fn new(
        gateway: &Gateway,
        targets: Targets,
        options: &RunOptions,
        environment: Environment,
        now: Duration,
    ) -> Self {
        let Targets { shown, dialled } = targets;
        let leg = Leg {
            gateway: Some(Gateway {
                target: shown.clone(),
                usage: gateway.usage,
            }),
            ..Leg::new(Node::of(options.place), Node::Gateway, options.place)
        };
        let mut recorder = Recorder::new(shown, leg, environment.started_at_ms, now);
        recorder.start(Stage::Resolve, limits::RESOLVE, now);
        Self {
            actions: VecDeque::from([Action::Resolve(dialled.host.clone())]),
            phase: Phase::Resolving {
                deadline: now + limits::RESOLVE,
            },
            race: Race::new(Vec::new(), now),
            underway: Underway::Nothing,
            first: None,
            options: RunOptions {
                // Behind the gateway there is no other one to go through.
                through_gateway: None,
                ..options.clone()
            },
            through: options.through_gateway.clone().map(Through::new),
            behind: None,
            leg_behind: None,
            began: now,
            closing: Vec::new(),
            next_id: 0,
            run_deadline: now
                + match options.through_gateway {
                    None => limits::RUN,
                    Some(_) => limits::SIGN_IN,
                },
            end: RunEnd::Completed,
            gateway: dialled,
            usage: gateway.usage,
            environment,
            recorder,
        }
    }

    fn resolved(&mut self, resolution: Resolution, now: Duration) {
        if !matches!(self.phase, Phase::Resolving { .. }) {
            return;
        }
        match self.recorder.resolved(resolution, now) {
            Some(addresses) => {
                let port = self.gateway.port.number();
                let addresses = addresses.into_iter().map(|address| SocketAddr::new(address, port));
                self.race = Race::new(addresses.collect(), now);
                self.phase = Phase::Running;
            }
            None => self.finish(now),
        }
    }

    fn dialed(&mut self, connection: ConnectionId, dialed: Dialed, now: Duration) {
        if let Underway::Dialing {
            connection: own, asked, ..
        } = self.underway
            && own == connection
        {
            self.underway = Underway::Nothing;
            if dialed == Dialed::Answered {
                self.open(connection, asked, now);
            } else {
                self.undialed(asked, Failure::NoConnection, now);
            }
            return;
        }
        let Some(dial) = self.race.dialed(connection, dialed, now) else {
            return;
        };
        let facts = &mut self.recorder.facts.connect;
        facts.dials = self.race.dials();
        // Another address took a connection before.
        let late = facts.used.is_some();
        if dialed == Dialed::Answered && !late {
            facts.used = Some(dial.address);
            self.recorder.pass(Stage::Connect, now);
            self.recorder.start(Stage::Secure, limits::stage(Stage::Secure), now);
            return self.open(connection, Asked::Http, now);
        }
        self.recorder.amend(Stage::Connect);
        if dialed == Dialed::Answered {
            self.close(connection);
        }
    }

    fn dial(&mut self, address: SocketAddr) -> ConnectionId {
        let connection = ConnectionId(self.next_id);
        self.next_id = self.next_id.saturating_add(1);
        self.actions.push_back(Action::Dial { connection, address });
        connection
    }

    fn close(&mut self, connection: ConnectionId) {
        self.closing.push(connection);
        self.actions.push_back(Action::HangUp { connection });
    }

    fn hang_up(&mut self) {
        match core::mem::replace(&mut self.underway, Underway::Nothing) {
            Underway::Nothing => {}
            Underway::Dialing { connection, .. } => self.close(connection),
            Underway::Open(mut line) => {
                let masks = [self.mask(), self.mask()];
                let (connection, bytes) = (line.id, line.close(masks));
                self.actions.push_back(Action::Send { connection, bytes });
                self.close(connection);
            }
        }
    }

    fn finish(&mut self, now: Duration) {
        self.phase = Phase::ending(now);
        for connection in self.race.give_up(GiveUp::All, now) {
            self.close(connection);
        }
    }

    fn stop(&mut self, end: RunEnd, now: Duration) {
        if matches!(self.phase, Phase::Ending { .. } | Phase::Over) {
            return;
        }
        self.end = end;
        // Before the line is closed over which it speaks.
        self.leave_behind(now);
        self.hang_up();
        for connection in self.race.give_up(GiveUp::All, now) {
            self.close(connection);
        }
        self.recorder.facts.connect.dials = self.race.dials();
        for stage in self.recorder.running() {
            match end {
                RunEnd::TimedOut => self.recorder.fail(stage, Failure::RunTimedOut, now),
                RunEnd::Cancelled | RunEnd::Completed | RunEnd::AgentLost | RunEnd::AgentDeclined => {
                    self.recorder.abandon(stage)
                }
            }
        }
        self.finish(now);
    }

    fn proceed(&mut self, now: Duration) {
        if self.phase == Phase::Running {
            while let Some(address) = self.race.next_dial(ConnectionId(self.next_id), now) {
                self.dial(address);
            }
            let connect = &mut self.recorder.facts.connect;
            connect.dials = self.race.dials();
            if self.race.is_over() && connect.used.is_none() {
                self.recorder.unconnected(now);
                self.finish(now);
            }
        }
        if let Phase::Ending { deadline } = self.phase
            && (self.closing.is_empty() || now >= deadline)
        {
            self.phase = Phase::Over;
            let mut report = self.recorder.report(self.end, now);
            report.legs.extend(self.leg_behind.take());
            self.actions.push_back(Action::Finish(Box::new(report)));
        }
    }
}

impl Walk for GatewayCheck {
    fn handle(&mut self, input: Input<'_>, now: Duration) {
        match input {
            Input::Resolved(resolution) => self.resolved(resolution, now),
            Input::Dialed { connection, dialed } => self.dialed(connection, dialed, now),
            Input::Received { connection, bytes } => self.received(connection, bytes, now),
            Input::PeerClosed { connection } => self.ended(connection, TransportEnd::Closed, now),
            Input::PeerGone { connection, how } => {
                self.ended(connection, how.into(), now);
            }
            Input::HungUp { connection, .. } => self.closing.retain(|closing| *closing != connection),
            // Nobody signs in to a gateway by Kerberos.
            Input::KdcAnswered(_) => {}
            Input::Cancelled => self.stop(RunEnd::Cancelled, now),
        }
        self.proceed(now);
    }

    fn handle_timeout(&mut self, now: Duration) {
        if now >= self.run_deadline {
            self.stop(RunEnd::TimedOut, now);
        }
        if let Phase::Resolving { deadline } = self.phase
            && now >= deadline
        {
            self.recorder
                .fail(Stage::Resolve, Failure::TimedOut { received: 0 }, now);
            self.finish(now);
        }
        for connection in self.race.give_up(GiveUp::Overdue, now) {
            self.close(connection);
        }
        self.overdue(now);
        self.wake_behind(now);
        self.proceed(now);
    }

    fn poll_timeout(&self) -> Duration {
        let underway = match &self.underway {
            Underway::Nothing => None,
            Underway::Dialing { deadline, .. } => Some(*deadline),
            Underway::Open(line) => Some(line.deadline),
        };
        let behind = self.behind.as_ref().map(|check| check.poll_timeout());
        self.phase
            .timeout(self.run_deadline, [self.race.timeout(), underway, behind])
    }

    fn next_action(&mut self) -> Option<Action> {
        if let Some(event) = self.recorder.next_event() {
            return Some(Action::Emit(event));
        }
        self.actions.pop_front()
    }
}
