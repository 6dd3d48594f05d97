//! How a run comes to be: begun here, rejoined, or read from a report.

use core::time::Duration;

use diagnosis::Verdict;
use wire::{Outcome, Place, Refusal, Report, RunKey, Stage, StageReport, Target};

use super::{End, Phase, Reach, Run};

impl Run {
    /// A run that begins now.
    pub fn new(number: u32, target: Target, at: Duration) -> Self {
        Self {
            number,
            report: Report::new(target.clone(), Place::Relay, 0),
            id: None,
            key: None,
            record: None,
            target,
            phase: Phase::Opening,
            started: at,
            now: at,
            waits_since: at,
            relay: StageReport::not_reached(Stage::Relay),
            loss: None,
            known: Vec::new(),
            under_way: None,
            ahead: None,
            interrupted: None,
            sign_in: None,
            findings: Vec::new(),
            verdict: Verdict::PartlyChecked,
            open: Vec::new(),
            reach: Reach::Untried,
            kept: false,
            sealed: false,
        }
    }

    /// A run that goes on at the relay, as somebody sees it who has no connection of their own.
    pub fn followed(number: u32, target: Target, id: String) -> Self {
        let mut run = Self::new(number, target, Duration::ZERO);
        run.phase = Phase::Checking;
        run.relay.outcome = Outcome::Passed;
        run.id = Some(id);
        run
    }

    /// A run that this reader started before, and whose key opens it.
    pub fn rejoined(number: u32, target: Target, key: RunKey, at: Duration) -> Self {
        let mut run = Self::new(number, target, at);
        run.key = Some(key);
        run
    }

    /// A run that the relay did not begin.
    pub fn refused(number: u32, target: Target, refusal: Refusal) -> Self {
        let mut run = Self::new(number, target, Duration::ZERO);
        run.relay.outcome = Outcome::Passed;
        run.end(End::Refused(refusal));
        run
    }

    /// A run of another time or place, as its report tells it, also of whether a browser reached its relay.
    pub fn kept(number: u32, report: Report) -> Self {
        let mut run = Self::new(number, report.target.clone(), Duration::ZERO);
        run.kept = true;
        run.relay.outcome = Outcome::Passed;
        run.report = report;
        run.end(End::Finished);
        run
    }

    /// The same out of a sealed link, so that the relay is not to see it.
    pub fn unsealed(number: u32, report: Report) -> Self {
        let mut run = Self::kept(number, report);
        run.sealed = true;
        run
    }

    /// A run of this page, as it was before the page was loaded again.
    pub fn restored(number: u32, report: Report) -> Self {
        let mut run = Self::kept(number, report);
        run.kept = false;
        run
    }
}
