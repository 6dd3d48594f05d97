//! Keeps what a run finds out and tells it as it comes.

use core::net::IpAddr;
use core::time::Duration;
use std::collections::{BTreeMap, VecDeque};

use wire::{
    AnswerFacts, AuthenticateFacts, CapabilitiesFacts, ChannelsFacts, ConnectFacts, Connection, DesktopFacts, Dialed,
    Direction, Elapsed, Exchange, Facts, Failure, FinalizeFacts, Leg, LicenseFacts, LogonFacts, NegotiateFacts,
    NotChecked, Outcome, Pdu, Report, ResolveFacts, RunEnd, SecureFacts, ServerSignal, SettingsFacts, SignInFacts,
    Signal, Stage, StageEvent, StageReport, StayFacts, Target, TunnelFacts,
};

use crate::{Resolution, limits};

/// The facts of all stages, each in its own type.
#[derive(Debug, Default)]
pub(crate) struct FactsSoFar {
    pub(crate) resolve: ResolveFacts,
    pub(crate) connect: ConnectFacts,
    pub(crate) negotiate: NegotiateFacts,
    pub(crate) secure: SecureFacts,
    pub(crate) answer: AnswerFacts,
    pub(crate) sign_in: SignInFacts,
    pub(crate) tunnel: TunnelFacts,
    pub(crate) authenticate: AuthenticateFacts,
    pub(crate) settings: SettingsFacts,
    pub(crate) channels: ChannelsFacts,
    pub(crate) logon: LogonFacts,
    pub(crate) license: LicenseFacts,
    pub(crate) capabilities: CapabilitiesFacts,
    pub(crate) finalize: FinalizeFacts,
    pub(crate) desktop: DesktopFacts,
    pub(crate) stay: StayFacts,
}

impl FactsSoFar {
    fn of(&self, stage: Stage) -> Facts {
        match stage {
            // No stage that is walked here.
            Stage::Relay | Stage::Reach => Facts::none(stage),
            Stage::SignIn => Facts::SignIn(self.sign_in.clone()),
            Stage::Tunnel => Facts::Tunnel(self.tunnel.clone()),
            Stage::Answer => Facts::Answer(self.answer.clone()),
            Stage::Resolve => Facts::Resolve(self.resolve.clone()),
            Stage::Connect => Facts::Connect(self.connect.clone()),
            Stage::Negotiate => Facts::Negotiate(self.negotiate.clone()),
            Stage::Secure => Facts::Secure(self.secure.clone()),
            Stage::Authenticate => Facts::Authenticate(self.authenticate.clone()),
            Stage::Settings => Facts::Settings(self.settings.clone()),
            Stage::Channels => Facts::Channels(self.channels.clone()),
            Stage::Logon => Facts::Logon(self.logon.clone()),
            Stage::License => Facts::License(self.license.clone()),
            Stage::Capabilities => Facts::Capabilities(self.capabilities.clone()),
            Stage::Finalize => Facts::Finalize(self.finalize.clone()),
            Stage::Desktop => Facts::Desktop(self.desktop.clone()),
            Stage::Stay => Facts::Stay(self.stay.clone()),
        }
    }
}

/// What is known about a stage besides its facts.
#[derive(Debug)]
struct Row {
    started: Option<Duration>,
    elapsed: Option<Duration>,
    outcome: Outcome,
    failure: Option<Failure>,
    not_checked: Option<NotChecked>,
    signals: Vec<ServerSignal>,
    exchanges: Vec<Exchange>,
}

impl Default for Row {
    fn default() -> Self {
        Self {
            started: None,
            elapsed: None,
            outcome: Outcome::NotReached,
            failure: None,
            not_checked: None,
            signals: Vec::new(),
            exchanges: Vec::new(),
        }
    }
}

impl Row {
    fn is_running(&self) -> bool {
        self.started.is_some() && self.elapsed.is_none()
    }
}

#[derive(Debug)]
pub(crate) struct Recorder {
    target: Target,
    started_at_ms: i64,
    /// The leg as it was before anything was reached on it.
    leg: Leg,
    origin: Duration,
    pub(crate) facts: FactsSoFar,
    rows: BTreeMap<Stage, Row>,
    connections: Vec<Connection>,
    evidence_left: usize,
    events: VecDeque<StageEvent>,
}

impl Recorder {
    pub(crate) fn new(target: Target, leg: Leg, started_at_ms: i64, origin: Duration) -> Self {
        Self {
            target,
            started_at_ms,
            leg,
            origin,
            facts: FactsSoFar::default(),
            rows: BTreeMap::new(),
            connections: Vec::new(),
            evidence_left: limits::EVIDENCE_BYTES,
            events: VecDeque::new(),
        }
    }

    pub(crate) fn next_event(&mut self) -> Option<StageEvent> {
        self.events.pop_front()
    }

    /// The time since the run began.
    pub(crate) fn since_start(&self, now: Duration) -> Elapsed {
        now.saturating_sub(self.origin).into()
    }

    /// The time of day, in milliseconds since 1970.
    pub(crate) fn time_of_day_ms(&self, now: Duration) -> i64 {
        let since = now.saturating_sub(self.origin).as_millis();
        self.started_at_ms
            .saturating_add(i64::try_from(since).unwrap_or(i64::MAX))
    }

    pub(crate) fn start(&mut self, stage: Stage, limit: Duration, now: Duration) {
        self.row(stage).started = Some(now);
        self.events.push_back(StageEvent::Started {
            stage,
            limit_ms: limit.into(),
        });
    }

    pub(crate) fn pass(&mut self, stage: Stage, now: Duration) {
        self.finish(stage, Outcome::Passed, None, now);
    }

    /// Keeps what a name led to. Where that is an address, Connect begins and the addresses come back.
    pub(crate) fn resolved(&mut self, resolution: Resolution, now: Duration) -> Option<Vec<IpAddr>> {
        let failure = resolution.failure();
        let facts = &mut self.facts.resolve;
        facts.literal = resolution.literal;
        facts.lookups = limits::kept(resolution.lookups, wire::MOST_ENTRIES);
        facts.aliases = limits::kept(resolution.aliases, wire::MOST_ENTRIES);
        facts.addresses = limits::kept(resolution.addresses, wire::MOST_ENTRIES);
        facts.forbidden = limits::kept(resolution.forbidden, wire::MOST_ENTRIES);
        facts.withheld = resolution.withheld;
        facts.documentation = resolution.documentation;
        let addresses = facts.addresses.clone();
        let Some(failure) = failure else {
            self.pass(Stage::Resolve, now);
            self.start(Stage::Connect, limits::DIAL_ALL, now);
            return Some(addresses);
        };
        let silent = self.facts.resolve.lookups.iter().any(|lookup| lookup.silent)
            && matches!(failure, Failure::TimedOut { .. });
        let outcome = if silent { Outcome::Silent } else { Outcome::Failed };
        self.finish(Stage::Resolve, outcome, Some(failure), now);
        None
    }

    /// Ends a stage that did not pass: `Silent` where a limit did it, else `Failed`.
    pub(crate) fn fail(&mut self, stage: Stage, failure: Failure, now: Duration) {
        let silent = matches!(failure, Failure::TimedOut { .. } | Failure::RunTimedOut);
        let outcome = if silent { Outcome::Silent } else { Outcome::Failed };
        self.finish(stage, outcome, Some(failure), now);
    }

    /// No address of the target took the connection, and none is left to try.
    pub(crate) fn unconnected(&mut self, now: Duration) {
        let dials = &self.facts.connect.dials;
        let silent = dials.iter().all(|dial| dial.dialed == Dialed::Silent);
        let outcome = if silent { Outcome::Silent } else { Outcome::Failed };
        self.finish(Stage::Connect, outcome, Some(Failure::NoConnection), now);
    }

    pub(crate) fn finish(&mut self, stage: Stage, outcome: Outcome, failure: Option<Failure>, now: Duration) {
        let row = self.row(stage);
        row.elapsed = Some(now.saturating_sub(row.started.unwrap_or(now)));
        row.outcome = outcome;
        row.failure = failure;
        self.tell(stage);
    }

    fn leave_out(&mut self, stage: Stage, reason: NotChecked) {
        let row = self.row(stage);
        row.outcome = Outcome::NotChecked;
        row.not_checked = Some(reason);
        self.tell(stage);
    }

    /// Leaves out every stage from `first` on.
    pub(crate) fn leave_out_from(&mut self, first: Stage, reason: NotChecked) {
        for stage in self.leg.kind().stages().filter(|stage| *stage >= first) {
            self.leave_out(stage, reason);
        }
    }

    /// Takes back that a stage was begun: the run was stopped before it could end.
    pub(crate) fn abandon(&mut self, stage: Stage) {
        let row = self.row(stage);
        row.started = None;
        row.elapsed = None;
        self.tell(stage);
    }

    /// How long a stage has been under way.
    pub(crate) fn under_way(&self, stage: Stage, now: Duration) -> Duration {
        let started = self.rows.get(&stage).and_then(|row| row.started);
        started.map_or(Duration::ZERO, |started| now.saturating_sub(started))
    }

    /// Tells more about a stage that has ended.
    pub(crate) fn amend(&mut self, stage: Stage) {
        // One that is under way is told with its end.
        if self.rows.get(&stage).is_some_and(|row| row.elapsed.is_some()) {
            self.tell(stage);
        }
    }

    /// The stages that have begun and not ended, in order.
    pub(crate) fn running(&self) -> Vec<Stage> {
        let running = self.rows.iter().filter(|(_, row)| row.is_running());
        running.map(|(stage, _)| *stage).collect()
    }

    pub(crate) fn signal(&mut self, stage: Stage, signal: Signal, now: Duration) {
        let at_ms = self.since_start(now);
        let signals = &mut self.row(stage).signals;
        limits::keep(signals, ServerSignal { at_ms, signal }, limits::SIGNALS_PER_STAGE);
    }

    pub(crate) fn exchange(&mut self, stage: Stage, direction: Direction, pdu: Pdu, bytes: &[u8], now: Duration) {
        let entry = Exchange::of(direction, self.since_start(now), pdu, bytes, self.evidence_left);
        let kept = entry.bytes.as_bytes().len();
        let exchanges = &mut self.row(stage).exchanges;
        // What is left out takes nothing from what other stages may keep.
        if exchanges.len() < limits::EXCHANGES_PER_STAGE {
            exchanges.push(entry);
            self.evidence_left = self.evidence_left.saturating_sub(kept);
        }
    }

    pub(crate) fn connection(&mut self, connection: Connection) {
        limits::keep(&mut self.connections, connection, limits::CONNECTIONS);
    }

    pub(crate) fn report(&self, end: RunEnd, now: Duration) -> Report {
        let mut connections = self.connections.clone();
        // They come in the order in which they were closed.
        connections.sort_by_key(|connection| connection.opened_at_ms);
        let mut report = Report::new(self.target.clone(), self.leg.place, self.started_at_ms);
        report.elapsed_ms = self.since_start(now);
        report.end = end;
        report.legs = vec![Leg {
            stages: self.leg.kind().stages().map(|stage| self.stage_report(stage)).collect(),
            connections,
            ..self.leg.clone()
        }];
        report
    }

    fn row(&mut self, stage: Stage) -> &mut Row {
        self.rows.entry(stage).or_default()
    }

    fn tell(&mut self, stage: Stage) {
        let report = self.stage_report(stage);
        self.events.push_back(StageEvent::Reported(Box::new(report)));
    }

    fn stage_report(&self, stage: Stage) -> StageReport {
        let Some(row) = self.rows.get(&stage) else {
            return StageReport::not_reached(stage);
        };
        StageReport {
            facts: self.facts.of(stage),
            outcome: row.outcome,
            elapsed_ms: row.elapsed.map(Elapsed::from),
            failure: row.failure.clone(),
            not_checked: row.not_checked,
            signals: row.signals.clone(),
            exchanges: row.exchanges.clone(),
        }
    }
}

#[cfg(test)]
mod tests;
