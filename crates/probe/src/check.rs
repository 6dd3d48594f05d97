//! One run: which connection is opened when, and what each result leads to.

use core::net::SocketAddr;
use core::time::Duration;
use std::collections::VecDeque;

use ironrdp_pdu::nego::SecurityProtocol;
use wire::{
    Connection, Dial, Dialed, Failure, KernelFacts, NotChecked, Outcome, Purpose, RunEnd, Stage, Target, TransportEnd,
};

use crate::line::{Desk, Line};
use crate::race::Race;
use crate::recorder::Recorder;
use crate::stages::negotiate;
use crate::{Action, ConnectionId, Environment, Input, Plan, Resolution, limits};

/// One run against one target.
#[derive(Debug)]
pub struct Check {
    pub(crate) target: Target,
    pub(crate) plan: Plan,
    pub(crate) environment: Environment,
    pub(crate) recorder: Recorder,
    pub(crate) actions: VecDeque<Action>,
    phase: Phase,
    race: Race,
    pub(crate) line: Option<Line>,
    /// The connection that is to be opened once the one before it is closed.
    pub(crate) next: Option<Purpose>,
    redial: Option<Redial>,
    /// What the main connection was told, for a connection that goes on from there.
    pub(crate) confirm: Vec<u8>,
    /// What the main connection failed with, while a further one finds out more about it.
    pub(crate) first_refusal: Option<Failure>,
    closing: Vec<Closing>,
    next_id: u8,
    lines_opened: usize,
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

/// A connection that is being opened after the first.
#[derive(Debug)]
struct Redial {
    connection: ConnectionId,
    purpose: Purpose,
    address: SocketAddr,
    started: Duration,
}

/// A connection that is being closed; the entry in the report waits for the kernel's figures.
#[derive(Debug)]
struct Closing {
    id: ConnectionId,
    entry: Option<Connection>,
}

impl Check {
    /// A run that begins now; `now` and all later times count from an origin of the driver's choice.
    pub fn new(target: Target, plan: Plan, environment: Environment, now: Duration) -> Self {
        let mut recorder = Recorder::new(target.clone(), environment.started_at_ms, now);
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
        if let Some(redial) = self.redial.take_if(|redial| now >= redial.started + limits::DIAL) {
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
                let redial = self.redial.as_ref().map(|redial| redial.started + limits::DIAL);
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
        facts.lookups = resolution.lookups;
        facts.aliases = resolution.aliases;
        facts.addresses = resolution.addresses;
        facts.forbidden = resolution.forbidden;
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

    fn dialed(&mut self, connection: ConnectionId, dialed: Dialed, now: Duration) {
        if let Some(redial) = self.redial.take_if(|redial| redial.connection == connection) {
            if dialed == Dialed::Answered {
                let handshake = now.saturating_sub(redial.started).into();
                self.open(connection, redial.purpose, redial.address, handshake, now);
            } else {
                self.not_reached_again(redial.purpose, TransportEnd::NotConnected, now);
            }
            return;
        }
        let Some(dial) = self.race.dialed(connection, dialed, now) else {
            return;
        };
        self.recorder.known.connect.dials = self.race.dials();
        if dialed != Dialed::Answered {
            self.recorder.amend(Stage::Connect);
            return;
        }
        if self.recorder.known.connect.used.is_some() {
            self.recorder.amend(Stage::Connect);
            self.close(connection, None);
            return;
        }
        self.recorder.known.connect.used = Some(dial.address);
        self.recorder.pass(Stage::Connect, now);
        self.recorder
            .start(Stage::Negotiate, limits::stage(Stage::Negotiate), now);
        let Dial {
            address, elapsed_ms, ..
        } = dial;
        self.open(connection, Purpose::Main, address, elapsed_ms, now);
    }

    fn open(
        &mut self,
        id: ConnectionId,
        purpose: Purpose,
        address: SocketAddr,
        handshake: wire::Elapsed,
        now: Duration,
    ) {
        let offer = offer(purpose);
        let mut desk = Desk {
            recorder: &mut self.recorder,
            actions: &mut self.actions,
            now,
        };
        let mut line = Line::new(id, purpose, address, handshake, &desk);
        line.negotiate(offer, &mut desk);
        self.line = Some(line);
        self.lines_opened += 1;
    }

    fn ended(&mut self, connection: ConnectionId, end: TransportEnd, now: Duration) {
        let turn = self.with_line(connection, now, |line, desk| line.ended(end, desk));
        self.follow(turn.flatten(), now);
    }

    fn hung_up(&mut self, connection: ConnectionId, kernel: Option<KernelFacts>) {
        let Some(place) = self.closing.iter().position(|closing| closing.id == connection) else {
            return;
        };
        if let Some(entry) = self.closing.swap_remove(place).entry {
            self.recorder.connection(Connection { kernel, ..entry });
        }
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

    fn dial_next(&mut self, now: Duration) {
        while let Some(address) = self.race.next_dial(ConnectionId(self.next_id), now) {
            self.dial(address);
        }
        if self.closing.iter().any(|closing| closing.entry.is_some()) {
            return;
        }
        let address = self.recorder.known.connect.used;
        if let (Some(address), Some(purpose)) = (address, self.next.take()) {
            let connection = self.dial(address);
            self.redial = Some(Redial {
                connection,
                purpose,
                address,
                started: now,
            });
        }
    }

    fn dial(&mut self, address: SocketAddr) -> ConnectionId {
        let connection = ConnectionId(self.next_id);
        self.next_id = self.next_id.saturating_add(1);
        self.actions.push_back(Action::Dial { connection, address });
        connection
    }

    /// Ends the Connect row when every address has been tried and none answered.
    fn settle_connect(&mut self, now: Duration) {
        let dials = self.race.dials();
        let changed = self.recorder.known.connect.dials.len() != dials.len();
        self.recorder.known.connect.dials = dials;
        if changed {
            self.recorder.amend(Stage::Connect);
        }
        let connect = &self.recorder.known.connect;
        if self.race.is_over() && connect.used.is_none() && self.recorder.running().contains(&Stage::Connect) {
            let silent = connect.dials.iter().all(|dial| dial.dialed == Dialed::Silent);
            let outcome = if silent { Outcome::Silent } else { Outcome::Failed };
            self.recorder
                .finish(Stage::Connect, outcome, Some(Failure::NoConnection), now);
        }
    }

    fn give_up_dial(&mut self, connection: ConnectionId) {
        self.close(connection, None);
    }

    fn close(&mut self, connection: ConnectionId, entry: Option<Connection>) {
        self.closing.push(Closing { id: connection, entry });
        self.actions.push_back(Action::HangUp { connection });
    }

    /// Closes the conversation that is under way.
    pub(crate) fn hang_up(&mut self, now: Duration) {
        let Some(mut line) = self.line.take() else {
            return;
        };
        self.closing.push(Closing {
            id: line.id,
            entry: Some(Connection {
                purpose: line.purpose,
                address: line.address,
                opened_at_ms: line.opened,
                handshake_ms: line.handshake,
                ended_by_peer: line.ended_by_peer,
                kernel: None,
            }),
        });
        line.hang_up(&mut Desk {
            recorder: &mut self.recorder,
            actions: &mut self.actions,
            now,
        });
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
        for stage in Stage::probed().filter(|stage| *stage >= first) {
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
                RunEnd::TimedOut => self.recorder.fail(stage, Failure::RunTimedOut, now),
                RunEnd::Cancelled | RunEnd::Completed => self.recorder.abandon(stage),
            }
        }
        self.hang_up(now);
        self.phase = Phase::ending(now);
    }

    pub(crate) fn with_any_line<T>(
        &mut self,
        now: Duration,
        act: impl FnOnce(&mut Line, &mut Desk<'_>) -> T,
    ) -> Option<T> {
        let line = self.line.as_mut()?;
        Some(act(
            line,
            &mut Desk {
                recorder: &mut self.recorder,
                actions: &mut self.actions,
                now,
            },
        ))
    }

    fn with_line<T>(
        &mut self,
        connection: ConnectionId,
        now: Duration,
        act: impl FnOnce(&mut Line, &mut Desk<'_>) -> T,
    ) -> Option<T> {
        if self.line.as_ref().is_none_or(|line| line.id != connection) {
            return None;
        }
        self.with_any_line(now, act)
    }
}

/// The protocols that a connection asks for.
pub(crate) fn offer(purpose: Purpose) -> SecurityProtocol {
    match purpose {
        Purpose::Main | Purpose::RawNtlm | Purpose::TlsHello { .. } => negotiate::everything(),
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
