//! One run as the page follows it: what the relay has said so far, and the page's own leg.

use core::time::Duration;

use core::net::IpAddr;

use diagnosis::{Finding, System, Verdict};
use wire::{Elapsed, Facts, Leg, LegKind, Place, Record, Refusal, Report, RunKey, Stage, StageReport, Target};

use super::reach::may_be_tried;

mod begin;
mod changes;
mod progress;
mod reached;

pub use reached::{LegProgress, Progress};

/// How long the page waits for the relay's greeting. A relay on another continent greets within a second; ten leave
/// room for a phone that has to wake its radio and look the name up again.
pub const RELAY_LIMIT: Duration = Duration::from_secs(10);
/// A relay has a run for fifteen minutes after its end; five of them are for looking at the later one.
const RUNS_SIDE_BY_SIDE: Duration = Duration::from_secs(10 * 60);

/// One run.
#[derive(Clone, Debug, PartialEq)]
pub struct Run {
    number: u32,
    target: Target,
    phase: Phase,
    started: Duration,
    now: Duration,
    /// Since when the page waits for the next news.
    waits_since: Duration,
    /// The browser's own leg, until it stands in the report.
    relay: StageReport,
    loss: Option<Loss>,
    report: Report,
    /// What the relay calls this run; absent before it has told, and for a kept result.
    id: Option<String>,
    /// What opens this run at the relay; absent where the relay does not have it.
    key: Option<RunKey>,
    /// What the relay keeps of its bytes; absent where it keeps none.
    record: Option<Record>,
    /// The steps that the relay has reported so far.
    known: Vec<Step>,
    under_way: Option<UnderWay>,
    /// How many runs come first; absent where this one does not wait for its turn.
    ahead: Option<u32>,
    interrupted: Option<Step>,
    /// The place of a sign-in's leg in the report; absent before there was one.
    sign_in: Option<usize>,
    findings: Vec<Finding>,
    /// What the report came to when the findings were made, so that both speak of the same. A sign-in goes on after that.
    verdict: Verdict,
    open: Vec<Stage>,
    reach: Reach,
    kept: bool,
    sealed: bool,
}

/// A step of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    /// The page's own, to the relay.
    Relay,
    /// On one of the legs that the relay walks, by its number.
    Walked { leg: usize, stage: Stage },
}

/// What the reader's own browser sees of the computer's port.
#[derive(Clone, Debug, PartialEq)]
enum Reach {
    /// Nobody asked it.
    Untried,
    /// It tries this address.
    Trying(IpAddr),
    /// What came of it.
    Seen(Box<StageReport>),
    /// What came of it stands in the report.
    Told,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct UnderWay {
    step: Step,
    since: Duration,
    limit: Elapsed,
}

/// How far a run is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Phase {
    /// The relay has not greeted yet.
    Opening,
    /// The relay is checking.
    Checking,
    /// The reader asked to stop, and the relay's report is still to come.
    Cancelling,
    /// It is over.
    Over(End),
}

/// How a run ended for the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum End {
    /// The relay sent its report.
    Finished,
    /// The reader stopped it, and the relay did not send a report in time.
    Cancelled,
    /// The relay never greeted.
    RelayUnreachable,
    /// The relay went away in the middle.
    RelayLost,
    /// The relay did not run the check.
    Refused(Refusal),
}

/// How the connection to the relay was lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Loss {
    /// It closed or broke, or never stood; a browser does not tell these apart.
    Closed,
    /// The relay said something that this page cannot read.
    Unreadable,
    /// Nothing came until the limit.
    Silent,
}

impl Step {
    fn stage(self) -> Stage {
        match self {
            Self::Relay => Stage::Relay,
            Self::Walked { stage, .. } => stage,
        }
    }
}

impl Run {
    /// Whether somebody else ran it, or this reader did at another time.
    pub fn is_kept(&self) -> bool {
        self.kept
    }

    /// Whether there is a whole report: not before the end, and not where the relay was lost.
    pub fn has_report(&self) -> bool {
        self.phase == Phase::Over(End::Finished)
    }

    /// Whether there is something to save: a whole report, or what came until the relay was lost.
    pub fn can_be_saved(&self) -> bool {
        matches!(self.phase, Phase::Over(End::Finished | End::RelayLost))
    }

    /// Whether it came out of a sealed link, so that the relay is not to see it.
    pub fn is_sealed(&self) -> bool {
        self.sealed
    }

    /// Whether there is a report that the relay may be given.
    pub fn is_open_to_relay(&self) -> bool {
        self.has_report() && !self.sealed
    }

    /// Whether it found out something that somebody may want to take along.
    pub fn is_worth_taking(&self) -> bool {
        !self.is_under_way() && (self.has_report() || !self.known.is_empty())
    }

    /// The key to the bytes that the relay keeps of this run for some minutes, and what they are; absent where it
    /// keeps none.
    pub fn recording(&self) -> Option<(&RunKey, Record)> {
        self.key.as_ref().zip(self.record)
    }

    /// What the relay calls this run, for people and tickets; absent before it has told, and for a kept result.
    pub fn id(&self) -> Option<&str> {
        self.id.as_deref()
    }

    /// What opens this run at the relay, once it is over; absent where the relay does not have it.
    pub fn key(&self) -> Option<&RunKey> {
        self.key.as_ref().filter(|_| self.has_report())
    }

    /// Whether it began while a relay still had `before`, with time to look at the two.
    pub fn began_soon_after(&self, before: &Self) -> bool {
        self.started.saturating_sub(before.started) < RUNS_SIDE_BY_SIDE
    }

    /// Notes that the relay has forgotten the run.
    pub fn forget_key(&mut self) {
        self.key = None;
        self.record = None;
    }

    /// Which run of this page it is, from 1 on.
    pub fn number(&self) -> u32 {
        self.number
    }

    /// What is checked.
    pub fn target(&self) -> &Target {
        &self.target
    }

    /// How far it is.
    pub fn phase(&self) -> &Phase {
        &self.phase
    }

    /// Whether it is not over yet.
    pub fn is_under_way(&self) -> bool {
        !matches!(self.phase, Phase::Over(_))
    }

    /// What is known so far: about the legs that the relay walks, and from its end on about the page's own, too.
    pub fn report(&self) -> &Report {
        &self.report
    }

    /// What the reader's own browser saw, and what a network tool told them: a relay that has the run does not know it.
    pub fn own_legs(&self) -> impl Iterator<Item = &Leg> {
        let own = |leg: &&Leg| matches!(leg.place, Place::Browser | Place::Tool);
        self.report.legs.iter().filter(own)
    }

    /// The address that the reader's browser can try itself: the one that the relay uses, or the only one, or once the run
    /// is over the first. Absent where it has tried, where the relay found none that it may check, and for a kept result.
    pub fn reachable(&self) -> Option<IpAddr> {
        if self.kept || self.reach != Reach::Untried || self.direct() != LegProgress::Untried {
            return None;
        }
        let Facts::Resolve(resolve) = &self.report.stage(Stage::Resolve)?.facts else {
            return None;
        };
        let used = if let Facts::Connect(facts) = &self.report.stage(Stage::Connect)?.facts {
            facts.used.map(|used| used.ip())
        } else {
            None
        };
        let addresses = resolve.addresses.as_slice();
        let only = || (addresses.len() == 1 || !self.is_under_way()).then(|| addresses.first().copied());
        let address = used.or_else(|| only().flatten())?;
        may_be_tried(address, self.target.port.number()).then_some(address)
    }

    /// Whether the reader's browser is trying the computer's port.
    pub fn is_reaching(&self) -> bool {
        matches!(self.reach, Reach::Trying(_))
    }

    /// How the relay was lost, where it was.
    pub fn loss(&self) -> Option<Loss> {
        self.loss
    }

    /// What it all means, the most important first; empty before the end.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// What it comes to, in one of few words. Where the page's own connection was lost or the server did not run it, it says
    /// nothing about the computer.
    pub fn verdict(&self) -> Verdict {
        match &self.phase {
            Phase::Over(End::Finished) => self.verdict,
            Phase::Over(_) if self.report.broken().is_some() => self.verdict,
            Phase::Over(End::RelayUnreachable | End::RelayLost | End::Refused(_)) => Verdict::NotChecked,
            Phase::Over(End::Cancelled) | Phase::Opening | Phase::Checking | Phase::Cancelling => {
                Verdict::PartlyChecked
            }
        }
    }

    /// What the computer seems to run.
    pub fn system(&self) -> Option<System> {
        System::of(&self.report)
    }

    /// What is known about a stage that has ended.
    pub fn stage(&self, stage: Stage) -> Option<&StageReport> {
        if stage == Stage::Relay {
            Some(self.relay())
        } else {
            self.report.stage(stage)
        }
    }

    /// The browser's own leg: as the report tells it, once there is one.
    fn relay(&self) -> &StageReport {
        let told = self
            .report
            .legs
            .iter()
            .find(|leg| leg.kind() == LegKind::BrowserToRelay);
        told.and_then(|leg| leg.stage(Stage::Relay)).unwrap_or(&self.relay)
    }

    /// Whether the row of `stage` is open.
    pub fn is_open(&self, stage: Stage) -> bool {
        self.open.contains(&stage)
    }

    /// What the relay was doing when it was lost: the leg, and the stage on it.
    pub(crate) fn interrupted(&self) -> Option<(&Leg, Stage)> {
        match self.interrupted? {
            Step::Relay => None,
            Step::Walked { leg, stage } => Some((self.report.legs.get(leg)?, stage)),
        }
    }

    /// Where the run broke, the page's own leg included.
    pub fn broken(&self) -> Option<Stage> {
        if self.relay().outcome.is_broken() {
            return Some(Stage::Relay);
        }
        self.report.broken().map(StageReport::stage)
    }
}
