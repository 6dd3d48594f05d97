//! What a run's news, its end and the passing of time change.

use core::net::IpAddr;
use core::time::Duration;

use diagnosis::{Verdict, diagnose};
use wire::{
    Elapsed, Facts, Leg, LegEvent, LegStarted, MOST_LEGS, Node, NotChecked, Outcome, Place, RelayFacts, Report, RunEnd,
    ServerMessage, Stage, StageEvent, StageReport,
};

use super::progress::is_direct;
use super::{End, Loss, Phase, RELAY_LIMIT, Reach, Run, Step, UnderWay};
use crate::Observed;
use crate::model::reach::not_known;

impl Run {
    /// The relay said something.
    pub fn hear(&mut self, message: ServerMessage, at: Duration) {
        if !self.is_under_way() {
            return;
        }
        self.now = at;
        // A cancelled run is waited for from the moment of cancelling.
        if self.phase != Phase::Cancelling {
            self.waits_since = at;
        }
        match message {
            ServerMessage::Hello { .. } => self.greeted(),
            ServerMessage::Started { run, key } => {
                self.id = Some(run);
                // Whoever joins a run has its key, and is not told it again.
                if key.is_some() {
                    self.key = key;
                }
            }
            ServerMessage::Waiting { ahead } => self.ahead = Some(ahead),
            ServerMessage::Leg(started) => {
                self.ahead = None;
                self.walk(started);
            }
            ServerMessage::Stage(LegEvent { leg, event }) => {
                self.happened(usize::from(leg), event, at);
            }
            ServerMessage::Recorded { record } => self.record = Some(record),
            ServerMessage::Finished(report) => {
                self.complete(*report);
                self.end(End::Finished);
            }
            ServerMessage::Refused(refusal) => self.end(End::Refused(refusal)),
        }
    }

    /// The document that signs in said something: of one leg, which comes behind all others.
    pub fn hear_sign_in(&mut self, message: ServerMessage, at: Duration) {
        if !self.has_report() {
            return;
        }
        self.now = at;
        match (message, self.sign_in) {
            (ServerMessage::Leg(started), None) if self.report.legs.len() < MOST_LEGS => {
                self.sign_in = Some(self.report.legs.len());
                self.report.legs.push(started.leg());
            }
            (ServerMessage::Stage(LegEvent { event, .. }), Some(leg)) => self.happened(leg, event, at),
            (ServerMessage::Finished(report), Some(leg)) => {
                if let Some((place, seen)) = self.report.legs.get_mut(leg).zip(report.legs.into_iter().next()) {
                    *place = seen;
                }
                self.under_way = None;
                self.judge();
            }
            (_, _) => {}
        }
    }

    /// The connection to the relay is gone.
    pub fn lose(&mut self, loss: Loss, at: Duration) {
        self.now = at;
        let end = match self.phase {
            Phase::Over(_) => return,
            Phase::Cancelling => return self.end(End::Cancelled),
            Phase::Opening => End::RelayUnreachable,
            Phase::Checking => End::RelayLost,
        };
        self.loss = Some(loss);
        self.relay.outcome = match loss {
            Loss::Silent => Outcome::Silent,
            Loss::Closed | Loss::Unreadable => Outcome::Failed,
        };
        self.relay.elapsed_ms = Some(Elapsed::from(at.saturating_sub(self.started)));
        self.end(end);
    }

    /// The reader asked to stop.
    pub fn cancel(&mut self, at: Duration) {
        match self.phase {
            Phase::Opening => self.end(End::Cancelled),
            Phase::Checking => {
                self.phase = Phase::Cancelling;
                self.now = at;
                self.waits_since = at;
            }
            Phase::Cancelling | Phase::Over(_) => {}
        }
    }

    /// It is `at` now: gives the relay up where it has been silent for too long.
    pub fn pass_time(&mut self, at: Duration) {
        if !self.is_under_way() {
            return;
        }
        self.now = at;
        let patience = match self.phase {
            Phase::Opening => RELAY_LIMIT,
            Phase::Cancelling => CANCEL_LIMIT,
            Phase::Checking if self.ahead.is_some() => QUEUE_LIMIT + NEWS_MARGIN,
            Phase::Checking | Phase::Over(_) => {
                let limit = self
                    .under_way
                    .map_or(LULL_LIMIT, |it| Duration::from_micros(it.limit.as_micros().into()));
                limit + NEWS_MARGIN
            }
        };
        if at.saturating_sub(self.waits_since) >= patience {
            self.lose(Loss::Silent, at);
        }
    }

    /// Opens or closes the row of `stage`.
    pub fn toggle(&mut self, stage: Stage) {
        if self.is_open(stage) {
            self.open.retain(|open| *open != stage);
        } else {
            self.open.push(stage);
        }
    }

    /// The reader's browser tries `address` from now on.
    pub fn reach(&mut self, address: IpAddr) {
        self.reach = Reach::Trying(address);
    }

    /// What the reader's browser saw. It belongs to the report from the next [`Self::settle`] on.
    pub fn reached(&mut self, observed: &Observed) {
        if let Reach::Trying(address) = self.reach {
            self.reach = Reach::Seen(Box::new(observed.judged(address)));
        }
    }

    /// Takes what the reader's browser saw after the end into the report, which may change what that means.
    pub fn settle(&mut self) {
        let known = self.report.legs.iter().any(is_direct);
        if self.has_report() && !known && matches!(self.reach, Reach::Seen(_)) {
            self.add_reach();
            self.judge();
        }
    }

    /// The run is over without an address that the reader's browser could try, which it was to do.
    pub fn leave_reach(&mut self) {
        if self.has_report() && self.direct() == super::LegProgress::Untried {
            let found = matches!(self.stage(Stage::Resolve), Some(resolve) if resolve.outcome == Outcome::Passed);
            let why = if found {
                NotChecked::PageCannotTry
            } else {
                NotChecked::NoAddress
            };
            self.reach = Reach::Seen(Box::new(not_known(why)));
            self.settle();
        }
    }

    /// What a network tool printed about the port: it takes the place of what one printed before. Once somebody signs in,
    /// the legs keep their numbers.
    #[inline(never)] // Where it is part of its caller, the page's module weighs more.
    pub fn be_told(&mut self, told: Option<Box<Leg>>) {
        if self.kept || !self.has_report() || self.sign_in.is_some() {
            return;
        }
        let legs = &mut self.report.legs;
        legs.retain(|leg| leg.place != Place::Tool);
        if let Some(leg) = told.filter(|_| legs.len() < MOST_LEGS) {
            legs.push(*leg);
        }
        self.judge();
    }

    fn add_reach(&mut self) {
        if matches!(self.reach, Reach::Seen(_))
            && let Reach::Seen(report) = core::mem::replace(&mut self.reach, Reach::Told)
        {
            let mut own = Leg::new(Node::Browser, Node::Computer, Place::Browser);
            own.replace(*report);
            self.report.legs.push(own);
        }
    }

    fn greeted(&mut self) {
        if self.phase != Phase::Opening {
            return;
        }
        self.phase = Phase::Checking;
        let greeted_after = Some(Elapsed::from(self.now.saturating_sub(self.started)));
        self.relay.outcome = Outcome::Passed;
        self.relay.elapsed_ms = greeted_after;
        self.relay.facts = Facts::Relay(RelayFacts {
            greeted_after_ms: greeted_after,
        });
    }

    /// The relay walks a leg. Before it says so, the way to the computer is all that is expected.
    fn walk(&mut self, started: LegStarted) {
        let legs = &mut self.report.legs;
        if let Some(expected) = legs.get_mut(usize::from(started.leg)) {
            *expected = started.leg();
        } else if legs.len() < MOST_LEGS {
            legs.push(started.leg());
        }
    }

    fn happened(&mut self, leg: usize, event: StageEvent, at: Duration) {
        match event {
            StageEvent::Started { stage, limit_ms } => {
                self.under_way = Some(UnderWay {
                    step: Step::Walked { leg, stage },
                    since: at,
                    limit: limit_ms,
                });
            }
            StageEvent::Reported(report) => self.reported(leg, *report),
        }
    }

    fn reported(&mut self, leg: usize, report: StageReport) {
        let stage = report.stage();
        let step = Step::Walked { leg, stage };
        if self.under_way.is_some_and(|running| running.step == step) {
            self.under_way = None;
        }
        if !self.known.contains(&step) {
            self.known.push(step);
        }
        if let Some(leg) = self.report.legs.get_mut(leg) {
            leg.replace(report);
        }
    }

    /// The relay's report takes the place of what was streamed, and the page adds the leg that only it knows.
    fn complete(&mut self, report: Report) {
        self.report = report;
        self.add_reach();
        if self.relay.elapsed_ms.is_none() {
            // Nobody's connection was looked at.
            return;
        }
        let relay = core::mem::replace(&mut self.relay, StageReport::not_reached(Stage::Relay));
        let own = Leg {
            stages: vec![relay],
            ..Leg::new(Node::Browser, Node::Relay, Place::Browser)
        };
        // Behind the others, so that their numbers stay what they were.
        self.report.legs.push(own);
    }

    /// What all that is known means.
    fn judge(&mut self) {
        self.findings = diagnose(&self.report);
        self.verdict = Verdict::of(&self.report, &self.findings);
    }

    pub(super) fn end(&mut self, end: End) {
        let running = self.under_way().map(|it| it.step);
        self.interrupted = running.filter(|step| {
            let told = match *step {
                Step::Relay => Some(&self.relay),
                Step::Walked { leg, stage } => self.report.legs.get(leg).and_then(|leg| leg.stage(stage)),
            };
            told.is_some_and(|it| it.outcome == Outcome::NotReached)
        });
        // A piece of a report says nothing about what is missing, so only a stage that broke is worth a finding.
        if end == End::Finished || self.report.broken().is_some() {
            self.judge();
        }
        if end == End::RelayLost {
            self.report.end = RunEnd::Cancelled;
        }
        self.under_way = None;
        self.phase = Phase::Over(end);
    }
}

/// How long the relay may take beyond a stage's own limit before the page gives it up: the news has to travel, and a
/// laptop may have slept for a moment.
const NEWS_MARGIN: Duration = Duration::from_secs(5);

/// How long the relay has somebody wait for a place.
const QUEUE_LIMIT: Duration = Duration::from_secs(15);

/// How long nothing may come while no stage is under way. Between two stages there is nothing to wait for.
const LULL_LIMIT: Duration = Duration::from_secs(10);

/// How long the page waits for the report of a cancelled run before it makes do with what it has.
const CANCEL_LIMIT: Duration = Duration::from_secs(2);
