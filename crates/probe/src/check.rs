//! One run: which connection is opened when, and what each result leads to.

use core::net::SocketAddr;
use core::time::Duration;
use std::collections::VecDeque;

use wire::{Elapsed, Failure, Leg, Node, Place, RunEnd, Stage, Target, TransportEnd};

use crate::purpose::{Asked, Attempt, Main};
use crate::race::{GiveUp, Race};
use crate::recorder::Recorder;
use crate::stages::negotiate::Cookie;
use crate::underway::{Closing, Open, Underway};
use crate::walk::Phase;
use crate::{Action, ConnectionId, Environment, Identity, Input, Resolution, RunOptions, Targets, Walk, limits};

/// One run against one target.
#[derive(Debug)]
pub struct Check {
    pub(crate) target: Target,
    pub(crate) options: RunOptions,
    pub(crate) environment: Environment,
    pub(crate) recorder: Recorder,
    pub(crate) actions: VecDeque<Action>,
    phase: Phase,
    pub(crate) race: Race,
    pub(crate) underway: Underway,
    /// The first connection, where it is silent and another one asks beside it.
    pub(crate) waiting: Option<Box<Open>>,
    pub(crate) cookie: Cookie,
    pub(crate) closing: Vec<Closing>,
    pub(crate) next_id: u8,
    /// How many connections have been spoken over.
    pub(crate) opened: usize,
    run_deadline: Duration,
    end: RunEnd,
}

impl Check {
    /// The channel of a gateway, where one takes the place of every connection.
    pub(crate) const CHANNEL: ConnectionId = ConnectionId(0);

    /// A run that begins now; `now` and all later times count from an origin of the driver's choice.
    pub fn new(targets: impl Into<Targets>, options: RunOptions, environment: Environment, now: Duration) -> Self {
        let Targets { shown, dialled } = targets.into();
        let mut recorder = Recorder::new(shown, way(options.place), environment.started_at_ms, now);
        recorder.start(Stage::Resolve, limits::RESOLVE, now);
        // Whoever signs in is to see a picture, which a guest seldom comes to.
        let limit = match options.identity {
            Identity::Guest { .. } => limits::RUN,
            Identity::Account(_) => limits::SIGN_IN,
        };
        Self {
            actions: VecDeque::from([Action::Resolve(dialled.host.clone())]),
            phase: Phase::Resolving {
                deadline: now + limits::RESOLVE,
            },
            race: Race::new(Vec::new(), now),
            underway: Underway::Nothing,
            waiting: None,
            cookie: Cookie::Sent,
            closing: Vec::new(),
            next_id: 0,
            opened: 0,
            run_deadline: now + limit,
            end: RunEnd::Completed,
            target: dialled,
            options,
            environment,
            recorder,
        }
    }

    /// A run through the channel of a gateway, which stands: nothing is looked up or dialled, and no second connection is to
    /// be had. Its times count from the same origin as those of the run that has opened the channel, which `began` then.
    pub(crate) fn through_channel(
        computer: Target,
        leg: Leg,
        options: RunOptions,
        environment: Environment,
        began: Duration,
        now: Duration,
    ) -> Self {
        let mut check = Self {
            recorder: Recorder::new(computer.clone(), leg, environment.started_at_ms, began),
            actions: VecDeque::new(),
            phase: Phase::Running,
            // The one that it has is the last.
            opened: limits::CONNECTIONS.saturating_sub(1),
            run_deadline: now + limits::RUN,
            ..Self::new(computer, options, environment, now)
        };
        let limit = limits::stage(Stage::Negotiate);
        check.recorder.start(Stage::Negotiate, limit, now);
        let main = Main {
            negotiate_by: now + limit,
            asked: Asked::Alone,
        };
        check.open(Self::CHANNEL, Attempt::Main(main), None, Elapsed::default(), now);
        check
    }

    fn resolved(&mut self, resolution: Resolution, now: Duration) {
        // An answer behind the limit changes nothing: its row has ended.
        if !matches!(self.phase, Phase::Resolving { .. }) {
            return;
        }
        let Some(addresses) = self.recorder.resolved(resolution, now) else {
            self.phase = Phase::ending(now);
            return;
        };
        let port = self.target.port.number();
        let addresses = addresses.into_iter().map(|address| SocketAddr::new(address, port));
        self.race = Race::new(addresses.collect(), now);
        self.phase = Phase::Running;
    }

    /// Begins what can begin, and ends the run when nothing is left to do.
    fn proceed(&mut self, now: Duration) {
        if self.phase == Phase::Running {
            self.dial_next(now);
            self.settle_connect(now);
            if matches!(self.underway, Underway::Nothing) && self.race.is_over() {
                self.phase = Phase::ending(now);
            }
        }
        // The report waits for the kernel's figures of what is being closed, and no longer than a goodbye may take.
        if let Phase::Ending { deadline } = self.phase
            && (self.closing.is_empty() || now >= deadline)
        {
            self.phase = Phase::Over;
            let report = self.recorder.report(self.end, now);
            self.actions.push_back(Action::Finish(Box::new(report)));
        }
    }

    fn stop(&mut self, end: RunEnd, now: Duration) {
        if matches!(self.phase, Phase::Ending { .. } | Phase::Over) {
            return;
        }
        self.end = end;
        for connection in self.race.give_up(GiveUp::All, now) {
            self.close(connection, None);
        }
        self.recorder.facts.connect.dials = self.race.dials();
        // What an earlier connection failed with says more than that the time ran out. It is told once, of the first
        // stage.
        let mut known = self.underway.standing_failure().cloned();
        for stage in self.recorder.running() {
            match end {
                RunEnd::TimedOut => {
                    let failure = known.take().unwrap_or(Failure::RunTimedOut);
                    self.recorder.fail(stage, failure, now);
                }
                RunEnd::Cancelled | RunEnd::Completed | RunEnd::AgentLost | RunEnd::AgentDeclined => {
                    self.recorder.abandon(stage)
                }
            }
        }
        self.hang_up(now);
        // Behind the other one, beside which alone it is kept.
        self.leave_waiting_without_need(now);
        self.phase = Phase::ending(now);
    }
}

impl Walk for Check {
    fn handle(&mut self, input: Input<'_>, now: Duration) {
        match input {
            Input::Resolved(resolution) => self.resolved(resolution, now),
            Input::Dialed { connection, dialed } => self.dialed(connection, dialed, now),
            Input::Received { connection, bytes } => self.received(connection, bytes, now),
            Input::PeerClosed { connection } => self.ended(connection, TransportEnd::Closed, now),
            Input::PeerGone { connection, how } => {
                self.ended(connection, how.into(), now);
            }
            Input::HungUp { connection, kernel } => self.hung_up(connection, kernel),
            Input::KdcAnswered(answer) => self.kdc_answered(answer, now),
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
            self.phase = Phase::ending(now);
        }
        for connection in self.race.give_up(GiveUp::Overdue, now) {
            self.close(connection, None);
        }
        self.overdue(now);
        self.proceed(now);
    }

    fn poll_timeout(&self) -> Duration {
        let due = [self.race.timeout(), self.underway.timeout(), self.waiting_until()];
        self.phase.timeout(self.run_deadline, due)
    }

    fn next_action(&mut self) -> Option<Action> {
        // What was seen is told before what follows from it, so that nobody hears of the end before the steps.
        if let Some(event) = self.recorder.next_event() {
            return Some(Action::Emit(event));
        }
        self.actions.pop_front()
    }
}

/// The leg to a computer, of which nothing is reached.
pub(crate) fn way(place: Place) -> Leg {
    Leg::new(Node::of(place), Node::Computer, place)
}
