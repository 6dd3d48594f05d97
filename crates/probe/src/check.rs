//! One run: which connection is opened when, and what each result leads to.

use core::net::SocketAddr;
use core::time::Duration;
use std::collections::VecDeque;

use ironrdp_pdu::nego::SecurityProtocol;
use wire::{Failure, LegKind, NotChecked, Outcome, Purpose, RunEnd, Stage, Target, TransportEnd};

use crate::connections::{Closing, Redial};
use crate::line::Line;
use crate::race::Race;
use crate::recorder::Recorder;
use crate::stages::negotiate;
use crate::{Action, Environment, Input, Plan, Resolution, limits};

/// One run against one target.
#[derive(Debug)]
pub struct Check {
    pub(crate) target: Target,
    pub(crate) plan: Plan,
    pub(crate) environment: Environment,
    pub(crate) recorder: Recorder,
    pub(crate) actions: VecDeque<Action>,
    phase: Phase,
    pub(crate) race: Race,
    pub(crate) line: Option<Line>,
    /// The connection that is to be opened once the one before it is closed.
    pub(crate) next: Option<Purpose>,
    pub(crate) redial: Option<Redial>,
    /// What the main connection was told, for a connection that goes on from there.
    pub(crate) confirm: Vec<u8>,
    /// What the main connection failed with, while a further one finds out more about it.
    pub(crate) first_refusal: Option<Failure>,
    /// Whether requests hold the routing cookie.
    pub(crate) cookie: bool,
    /// When the first answer is given up, whoever is asked for it.
    pub(crate) negotiate_by: Duration,
    pub(crate) closing: Vec<Closing>,
    pub(crate) next_id: u8,
    pub(crate) lines_opened: usize,
    run_deadline: Duration,
    end: RunEnd,
}

#[derive(Debug, PartialEq, Eq)]
enum Phase {
    Resolving {
        deadline: Duration,
    },
    Running,
    /// Nothing more is begun; what is open is being closed.
    Ending {
        deadline: Duration,
    },
    Over,
}

impl Phase {
    fn ending(now: Duration) -> Self {
        Self::Ending {
            deadline: now + limits::GOODBYE,
        }
    }
}

impl Check {
    /// A run that begins now; `now` and all later times count from an origin of the driver's choice.
    pub fn new(target: Target, plan: Plan, environment: Environment, now: Duration) -> Self {
        let mut recorder = Recorder::new(target.clone(), plan.place, environment.started_at_ms, now);
        recorder.start(Stage::Resolve, limits::RESOLVE, now);
        Self {
            actions: VecDeque::from([Action::Resolve(target.host.clone())]),
            phase: Phase::Resolving {
                deadline: now + limits::RESOLVE,
            },
            race: Race::new(Vec::new(), now),
            line: None,
            next: None,
            redial: None,
            confirm: Vec::new(),
            first_refusal: None,
            cookie: true,
            negotiate_by: now,
            closing: Vec::new(),
            next_id: 0,
            lines_opened: 0,
            run_deadline: now + limits::RUN,
            end: RunEnd::Completed,
            target,
            plan,
            environment,
            recorder,
        }
    }

    /// Tells what happened.
    pub fn handle(&mut self, input: Input<'_>, now: Duration) {
        match input {
            Input::Resolved(resolution) => self.resolved(resolution, now),
            Input::Dialed { connection, dialed } => self.dialed(connection, dialed, now),
            Input::Received { connection, bytes } => {
                let turn = self.with_line(connection, now, |line, desk| line.receive(bytes, desk));
                self.follow(turn.flatten(), now);
            }
            Input::PeerClosed { connection } => self.ended(connection, TransportEnd::Closed, now),
            Input::PeerReset { connection, reset } => {
                let end = if reset {
                    TransportEnd::Reset
                } else {
                    TransportEnd::NotConnected
                };
                self.ended(connection, end, now);
            }
            Input::HungUp { connection, kernel } => self.hung_up(connection, kernel),
            Input::Cancelled => self.stop(RunEnd::Cancelled, now),
        }
        self.proceed(now);
    }

    /// Tells that time went by; to be called when [`Self::poll_timeout`] has come.
    pub fn handle_timeout(&mut self, now: Duration) {
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
        for connection in self.race.give_up(false, now) {
            self.give_up_dial(connection);
        }
        if let Some(redial) = self.redial.take_if(|redial| now >= redial.deadline) {
            self.give_up_dial(redial.connection);
            self.not_reached_again(redial.purpose, TransportEnd::Silent, now);
        }
        if self.line.as_ref().is_some_and(|line| now >= line.timeout()) {
            let turn = self.with_any_line(now, |line, desk| line.timed_out(desk)).flatten();
            self.follow(turn, now);
        }
        self.proceed(now);
    }

    /// When [`Self::handle_timeout`] is to be called next; none when the run is over.
    pub fn poll_timeout(&self) -> Option<Duration> {
        match self.phase {
            Phase::Over => None,
            Phase::Ending { deadline } => Some(deadline),
            Phase::Resolving { deadline } => Some(deadline.min(self.run_deadline)),
            Phase::Running => {
                let redial = self.redial.as_ref().map(|redial| redial.deadline);
                let line = self.line.as_ref().map(Line::timeout);
                let soonest = [self.race.timeout(), redial, line].into_iter().flatten().min();
                Some(soonest.map_or(self.run_deadline, |at| at.min(self.run_deadline)))
            }
        }
    }

    /// What to do next; to be called until there is none, after each of the two above and at the start.
    pub fn next_action(&mut self) -> Option<Action> {
        if let Some(event) = self.recorder.next_event() {
            return Some(Action::Emit(event));
        }
        self.actions.pop_front()
    }

    fn resolved(&mut self, resolution: Resolution, now: Duration) {
        if !matches!(self.phase, Phase::Resolving { .. }) {
            return;
        }
        let facts = &mut self.recorder.known.resolve;
        facts.literal = resolution.literal;
        facts.lookups = limits::kept(resolution.lookups, wire::MOST_ENTRIES);
        facts.aliases = limits::kept(resolution.aliases, wire::MOST_ENTRIES);
        facts.addresses = limits::kept(resolution.addresses, wire::MOST_ENTRIES);
        facts.forbidden = limits::kept(resolution.forbidden, wire::MOST_ENTRIES);
        if let Some(failure) = lookup_failure(facts) {
            let silent =
                facts.lookups.iter().any(|lookup| lookup.silent) && matches!(failure, Failure::TimedOut { .. });
            let outcome = if silent { Outcome::Silent } else { Outcome::Failed };
            self.recorder.finish(Stage::Resolve, outcome, Some(failure), now);
            self.phase = Phase::ending(now);
            return;
        }
        let port = self.target.port.number();
        let addresses = facts
            .addresses
            .iter()
            .map(|address| SocketAddr::new(*address, port))
            .collect();
        self.recorder.pass(Stage::Resolve, now);
        self.recorder.start(Stage::Connect, limits::DIAL_ALL, now);
        self.race = Race::new(addresses, now);
        self.phase = Phase::Running;
    }

    /// Begins what can begin, and ends the run when nothing is left to do.
    fn proceed(&mut self, now: Duration) {
        if self.phase == Phase::Running {
            self.dial_next(now);
            self.settle_connect(now);
            if self.line.is_none() && self.next.is_none() && self.redial.is_none() && self.race.is_over() {
                self.phase = Phase::ending(now);
            }
        }
        if let Phase::Ending { deadline } = self.phase
            && (self.closing.is_empty() || now >= deadline)
        {
            self.phase = Phase::Over;
            let report = self.recorder.report(self.end, now);
            self.actions.push_back(Action::Finish(Box::new(report)));
        }
    }

    /// Asks for one more connection, if the run may have one.
    pub(crate) fn plan_connection(&mut self, purpose: Purpose) -> bool {
        let allowed = self.lines_opened < limits::CONNECTIONS;
        if allowed {
            self.next = Some(purpose);
        }
        allowed
    }

    /// Leaves out every stage from `first` on.
    pub(crate) fn leave_out_from(&mut self, first: Stage, reason: NotChecked) {
        for stage in LegKind::ToComputer.stages().filter(|stage| *stage >= first) {
            self.recorder.leave_out(stage, reason);
        }
    }

    fn stop(&mut self, end: RunEnd, now: Duration) {
        if matches!(self.phase, Phase::Ending { .. } | Phase::Over) {
            return;
        }
        self.end = end;
        self.next = None;
        if let Some(redial) = self.redial.take() {
            self.give_up_dial(redial.connection);
        }
        for connection in self.race.give_up(true, now) {
            self.give_up_dial(connection);
        }
        self.recorder.known.connect.dials = self.race.dials();
        for stage in self.recorder.running() {
            match end {
                RunEnd::TimedOut => {
                    let known = self.first_refusal.take();
                    self.recorder.fail(stage, known.unwrap_or(Failure::RunTimedOut), now);
                }
                RunEnd::Cancelled | RunEnd::Completed => self.recorder.abandon(stage),
            }
        }
        self.hang_up(now);
        self.phase = Phase::ending(now);
    }
}

/// The protocols that a connection asks for.
pub(crate) fn offer(purpose: Purpose) -> SecurityProtocol {
    match purpose {
        Purpose::Main | Purpose::WithoutCookie | Purpose::RawNtlm | Purpose::TlsHello { .. } => negotiate::everything(),
        Purpose::TlsOnly => SecurityProtocol::SSL,
        Purpose::Standard => SecurityProtocol::empty(),
    }
}

/// Why the answers lead nowhere; none where there is an address to try.
fn lookup_failure(facts: &wire::ResolveFacts) -> Option<Failure> {
    if !facts.addresses.is_empty() {
        return None;
    }
    if !facts.forbidden.is_empty() {
        return Some(Failure::AddressesRefused);
    }
    let rcode = |wanted: u16| facts.lookups.iter().any(|lookup| lookup.rcode == Some(wanted));
    let failed = facts
        .lookups
        .iter()
        .filter_map(|lookup| lookup.rcode)
        .find(|rcode| !matches!(rcode, 0 | 3));
    Some(if rcode(3) {
        Failure::NameNotFound
    } else if let Some(code) = failed {
        Failure::LookupFailed { rcode: Some(code) }
    } else if facts.lookups.iter().all(|lookup| lookup.silent) && !facts.lookups.is_empty() {
        Failure::TimedOut { received: 0 }
    } else if facts.lookups.iter().all(|lookup| lookup.rcode == Some(0)) && !facts.lookups.is_empty() {
        Failure::NoAddresses
    } else {
        Failure::LookupFailed { rcode: None }
    })
}
