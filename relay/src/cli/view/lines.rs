//! A run behind a pipe: a line for each step.

use std::io::{self, Write};

use diagnosis::Finding;
use wire::{Leg, LegEvent, Outcome, Report, Stage, StageEvent, StageReport};
use words::Words;

use super::findings::write_findings;
use super::step::{Color, Detail, elapsed, folded, heading, headline, names, sentence};
use crate::driver::RunEvent;

/// One line per step, when it has ended, and one more where its outcome changes afterwards.
pub(crate) struct Lines<'a, W> {
    out: W,
    words: &'a Words,
    detail: Detail,
    /// By their numbers.
    legs: Vec<Leg>,
    printed: Vec<(usize, Stage, Outcome)>,
    /// The leg whose steps were printed last.
    current: Option<usize>,
}

impl<'a, W: Write> Lines<'a, W> {
    pub(crate) fn new(out: W, words: &'a Words, detail: Detail) -> Self {
        Self {
            out,
            words,
            detail,
            legs: Vec::new(),
            printed: Vec::new(),
            current: None,
        }
    }

    pub(crate) fn hear(&mut self, event: RunEvent) -> io::Result<()> {
        match event {
            RunEvent::Leg(started) => {
                self.legs.push(started.leg());
                Ok(())
            }
            RunEvent::Stage(LegEvent { leg, event }) => match event {
                StageEvent::Started { .. } => Ok(()),
                // What was left out is said at the end, where it stands side by side.
                StageEvent::Reported(report) => match report.outcome {
                    Outcome::NotReached | Outcome::NotChecked => Ok(()),
                    Outcome::Passed | Outcome::Failed | Outcome::Silent => self.print(leg.into(), &report),
                },
            },
        }
    }

    /// Prints the steps that are still missing, what was left out of them in few lines, and then the verdict.
    pub(crate) fn finish(&mut self, report: &Report, findings: &[Finding]) -> io::Result<()> {
        for (number, leg) in report.legs.iter().enumerate() {
            for steps in folded(self.words, leg.walked()) {
                match steps {
                    [step] => self.print(number, step)?,
                    [first, ..] => {
                        let (numbers, _) = names(self.words, leg, steps);
                        self.head(number)?;
                        self.line(&format!("steps {numbers}"), first)?;
                    }
                    [] => {}
                }
            }
        }
        let headline = headline(self.words, Color::LeftOut, report, findings);
        writeln!(self.out, "\n{headline}")?;
        write_findings(&mut self.out, self.words, self.detail, report, findings)
    }

    fn print(&mut self, leg: usize, report: &StageReport) -> io::Result<()> {
        let line = (leg, report.stage(), report.outcome);
        if self.printed.contains(&line) {
            return Ok(());
        }
        self.printed
            .retain(|(leg, stage, _)| (*leg, *stage) != (line.0, line.1));
        self.head(leg)?;
        self.printed.push(line);
        self.line(&self.words.stage(report.stage()), report)
    }

    /// Names the leg, where the line above is not of it.
    fn head(&mut self, leg: usize) -> io::Result<()> {
        let is_first = self.current.replace(leg) != Some(leg);
        let walked = self.legs.get(leg).filter(|_| is_first);
        match walked.and_then(|walked| heading(self.words, self.legs.len(), walked)) {
            Some(heading) => writeln!(self.out, "{heading}"),
            None => Ok(()),
        }
    }

    fn line(&mut self, name: &str, report: &StageReport) -> io::Result<()> {
        let line = format!(
            "{name:<13} {:<12} {:>7}  {}",
            self.words.outcome(report.outcome),
            elapsed(report),
            sentence(self.words, report)
        );
        writeln!(self.out, "{}", line.trim_end())?;
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use fixtures::reports::gateway_cut;
    use wire::{Failure, Node, Place};

    use super::super::told::{begun, reported, started};
    use super::*;

    fn lines(events: impl IntoIterator<Item = RunEvent>) -> Vec<String> {
        let (mut out, words) = (Vec::new(), Words::english());
        let mut lines = Lines::new(&mut out, &words, Detail::Troubles);
        for event in events {
            lines.hear(event).unwrap();
        }
        let printed = String::from_utf8(out).unwrap();
        printed
            .lines()
            .map(|line| line.get(..20).unwrap_or(line).trim_end().to_owned())
            .collect()
    }

    #[test]
    fn a_line_is_printed_once_for_each_outcome_of_a_stage() {
        let printed = lines([
            begun(0, Node::Terminal, Node::Computer),
            started(0, Stage::Resolve),
            reported(0, Stage::Resolve, Outcome::Passed),
            reported(0, Stage::Connect, Outcome::Passed),
            reported(0, Stage::Connect, Outcome::Passed),
            reported(0, Stage::Connect, Outcome::Failed),
        ]);

        assert_eq!(
            printed,
            ["Resolve       passed", "Connect       passed", "Connect       failed"]
        );
    }

    #[test]
    fn steps_that_were_not_reached_share_a_line_and_the_verdict_stands_below() {
        let mut report = Report::new("pc.example.org".parse().unwrap(), Place::Terminal, 0);
        for stage in &mut report.computer_mut().unwrap().stages {
            stage.outcome = if stage.stage() < Stage::Connect {
                Outcome::Passed
            } else if stage.stage() == Stage::Connect {
                Outcome::Silent
            } else {
                Outcome::NotReached
            };
            if stage.stage() == Stage::Connect {
                stage.failure = Some(Failure::NoConnection);
            }
        }
        let (mut out, words) = (Vec::new(), Words::english());
        let mut lines = Lines::new(&mut out, &words, Detail::Troubles);
        lines.finish(&report, &diagnosis::diagnose(&report)).unwrap();

        let printed = String::from_utf8(out).unwrap();
        let starts: Vec<_> = printed
            .lines()
            .take(5)
            .map(|line| line.get(..13).unwrap_or(line).trim())
            .collect();
        assert_eq!(
            starts,
            ["Resolve", "Connect", "steps 3-13", "", "… No answer"],
            "{printed}"
        );
    }

    #[test]
    fn steps_that_were_not_reached_stand_below_the_name_of_their_leg() {
        let report = gateway_cut(Failure::Closed { received: 0 });
        let (mut out, words) = (Vec::new(), Words::english());
        let mut lines = Lines::new(&mut out, &words, Detail::Troubles);
        for (number, leg) in (0..).zip(&report.legs) {
            lines.hear(begun(number, leg.from, leg.to)).unwrap();
            for stage in leg.walked() {
                let event = StageEvent::Reported(Box::new(stage.clone()));
                lines.hear(RunEvent::Stage(LegEvent { leg: number, event })).unwrap();
            }
        }
        lines.finish(&report, &diagnosis::diagnose(&report)).unwrap();

        let printed = String::from_utf8(out).unwrap();
        for (leg, steps) in [(0, "steps 2-13"), (2, "steps 4-13")] {
            let leg = words.leg(&report.legs[leg]);
            assert!(printed.contains(&format!("{leg}\n{steps}")), "{printed}");
        }
    }

    #[test]
    fn steps_of_several_legs_stand_below_the_name_of_each() {
        let printed = lines([
            begun(0, Node::Terminal, Node::Gateway),
            begun(1, Node::Gateway, Node::Computer),
            reported(0, Stage::Resolve, Outcome::Passed),
            reported(0, Stage::Connect, Outcome::Passed),
            reported(1, Stage::Resolve, Outcome::Failed),
        ]);

        assert_eq!(printed.len(), 5, "{printed:?}");
        assert_eq!(printed[1..3], ["Resolve       passed", "Connect       passed"]);
        assert_eq!(printed[4], "Resolve       failed");
    }
}
