//! How far each step and each leg of a run is.

use core::time::Duration;

use wire::{Elapsed, LegKind, Node, Outcome, Stage, StageReport};

use super::reached::{LegProgress, Progress};
use super::{End, Phase, RELAY_LIMIT, Reach, Run, Step, UnderWay};

impl Run {
    /// The steps that the page shows in its line: its own leg to the relay, where there was one, then the way to the
    /// computer.
    pub fn rows(&self) -> impl Iterator<Item = Stage> {
        let own = LegKind::BrowserToRelay.stages().filter(|_| self.has_own_leg());
        own.chain(LegKind::ToComputer.stages())
    }

    /// Whether a page had this run made. A kept result of a terminal or of the API tells of no browser.
    pub(crate) fn has_own_leg(&self) -> bool {
        let mut legs = self.report.legs.iter();
        !self.kept || legs.any(|leg| leg.kind() == LegKind::BrowserToRelay)
    }

    /// The kind of leg in whose line a step of [`Self::rows`] stands.
    pub fn leg_of(stage: Stage) -> LegKind {
        if stage == Stage::Relay {
            LegKind::BrowserToRelay
        } else {
            LegKind::ToComputer
        }
    }

    /// What to show for `stage` of [`Self::rows`].
    pub fn progress(&self, stage: Stage) -> Progress {
        let outcome = self.stage(stage).map_or(Outcome::NotReached, |it| it.outcome);
        self.progress_of(self.step(stage), outcome)
    }

    /// What to show for `stage` of the leg at this place in the [report](Self::report).
    pub fn progress_on(&self, leg: usize, stage: &StageReport) -> Progress {
        let step = Step::Walked {
            leg,
            stage: stage.stage(),
        };
        self.progress_of(step, stage.outcome)
    }

    fn progress_of(&self, step: Step, outcome: Outcome) -> Progress {
        let known = !self.is_under_way() || step == Step::Relay || self.known.contains(&step);
        match self.under_way() {
            Some(running) if running.step == step => Progress::Running {
                elapsed: self.now.saturating_sub(running.since),
                limit: running.limit,
            },
            _ if self.interrupted == Some(step) => Progress::Interrupted,
            _ if known => Progress::Ended(outcome),
            _ => Progress::Waiting,
        }
    }

    /// The step of [`Self::rows`] with this stage.
    pub(super) fn step(&self, stage: Stage) -> Step {
        if stage == Stage::Relay {
            return Step::Relay;
        }
        let mut legs = self.report.legs.iter();
        let leg = legs.position(|leg| leg.kind() == LegKind::ToComputer);
        let leg = leg.unwrap_or_default();
        Step::Walked { leg, stage }
    }

    /// The stage that is under way, for how long it has been, and when it is given up.
    pub fn running(&self) -> Option<(Stage, Duration, Elapsed)> {
        self.under_way()
            .map(|it| (it.step.stage(), self.now.saturating_sub(it.since), it.limit))
    }

    /// On which leg that is, by its place in the [report](Self::report).
    pub(crate) fn running_leg(&self) -> Option<usize> {
        match self.under_way()?.step {
            Step::Relay => None,
            Step::Walked { leg, .. } => Some(leg),
        }
    }

    /// How many other runs come first at the relay; absent where this one does not wait for its turn.
    pub fn ahead(&self) -> Option<u32> {
        self.ahead
    }

    /// The leg between reader and relay, and the one between relay and computer, or the gateway that a client takes.
    pub fn legs(&self) -> (LegProgress, LegProgress) {
        let relay = self.relay();
        let near = match relay.outcome {
            Outcome::Passed => LegProgress::Whole(relay.elapsed_ms),
            Outcome::Failed | Outcome::Silent => LegProgress::Broken(Stage::Relay),
            Outcome::NotReached | Outcome::NotChecked if self.is_under_way() => LegProgress::Trying,
            Outcome::NotReached | Outcome::NotChecked => LegProgress::Unknown,
        };
        let way = self.report.way();
        let far = match (way.and_then(wire::Leg::broken), &self.phase) {
            (Some(broken), _) if broken.outcome == Outcome::Silent => LegProgress::Silent(broken.stage()),
            (Some(broken), _) => LegProgress::Broken(broken.stage()),
            (None, Phase::Opening) => LegProgress::Untried,
            (None, Phase::Checking | Phase::Cancelling) => LegProgress::Trying,
            (None, Phase::Over(End::Finished)) => match way.and_then(|leg| leg.stage(Stage::Connect)) {
                Some(connect) if connect.outcome == Outcome::Passed => {
                    let handshake = self.handshake().filter(|_| !self.report.is_through_gateway());
                    LegProgress::Whole(handshake.or(connect.elapsed_ms))
                }
                _ => LegProgress::Unknown,
            },
            // A run that did not get to its end did not see the whole leg.
            (None, Phase::Over(_)) => LegProgress::Unknown,
        };
        (near, far)
    }

    /// The leg between the gateway and the computer; unknown where nobody got through to its end.
    pub fn behind(&self) -> LegProgress {
        let behind = self.report.legs.iter().find(|leg| leg.from == Node::Gateway);
        let end = behind.and_then(|leg| leg.broken().or_else(|| leg.stages.last()));
        match end.map(|end| (end.outcome, end.stage())) {
            Some((Outcome::Silent, stage)) => LegProgress::Silent(stage),
            Some((Outcome::Failed, stage)) => LegProgress::Broken(stage),
            Some((Outcome::Passed | Outcome::NotChecked, _)) => LegProgress::Whole(None),
            // A run or a tunnel that ended before did not see the whole leg.
            Some((Outcome::NotReached, _)) | None => LegProgress::Unknown,
        }
    }

    pub(super) fn under_way(&self) -> Option<UnderWay> {
        match self.phase {
            Phase::Opening => Some(UnderWay {
                step: Step::Relay,
                since: self.started,
                limit: Elapsed::from(RELAY_LIMIT),
            }),
            Phase::Checking | Phase::Cancelling => self.under_way,
            // Only a sign-in comes behind the end.
            Phase::Over(_) => self.under_way.filter(|_| self.sign_in.is_some()),
        }
    }

    /// How long one TCP handshake took, which is one way there and back.
    pub(super) fn handshake(&self) -> Option<Elapsed> {
        let main = self.report.connections().first();
        main.map(|connection| connection.handshake_ms)
    }

    /// Between the reader's browser and the computer itself; untried where nobody asked for that.
    pub fn direct(&self) -> LegProgress {
        let seen = self.report.legs.iter().find(|leg| is_direct(leg));
        let known = match &self.reach {
            Reach::Trying(_) => return LegProgress::Trying,
            Reach::Seen(report) => Some(&**report),
            Reach::Untried | Reach::Told => seen.and_then(|leg| leg.stage(Stage::Reach)),
        };
        match known.map(|known| known.outcome) {
            None => LegProgress::Untried,
            Some(Outcome::Passed) => LegProgress::Whole(None),
            Some(Outcome::Silent | Outcome::Failed) => LegProgress::Silent(Stage::Reach),
            Some(Outcome::NotChecked | Outcome::NotReached) => LegProgress::Unknown,
        }
    }
}

/// Whether it is the way from the reader's browser to the computer itself.
pub(super) fn is_direct(leg: &wire::Leg) -> bool {
    (leg.from, leg.kind()) == (Node::Browser, LegKind::ToPort)
}
