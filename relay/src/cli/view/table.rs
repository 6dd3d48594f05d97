//! A run in a terminal: a table that changes in place.

use core::fmt::Write as _;
use std::io::{self, Write};

use diagnosis::Finding;
use wire::{Elapsed, Leg, LegEvent, Outcome, Report, Stage, StageEvent, StageReport};
use words::Words;

use super::findings::write_findings;
use super::step::{Color, Detail, elapsed, folded, heading, headline, names, sentence};
use crate::clock::Clock;
use crate::driver::RunEvent;

/// A line per stage that changes in place, for every leg that the run has begun to walk.
pub(crate) struct Table<'a, W> {
    out: W,
    words: &'a Words,
    color: Color,
    detail: Detail,
    clock: Clock,
    /// By their numbers.
    legs: Vec<Walked>,
    /// How many lines stand above the cursor.
    drawn: usize,
}

/// A leg that is walked, and the lines of its stages.
struct Walked {
    leg: Leg,
    rows: Vec<Row>,
}

impl Walked {
    fn new(leg: Leg) -> Self {
        let row = |stage| Row {
            stage,
            state: State::Waiting,
        };
        Self {
            rows: leg.walked().iter().map(StageReport::stage).map(row).collect(),
            leg,
        }
    }
}

struct Row {
    stage: Stage,
    state: State,
}

enum State {
    Waiting,
    Running { since: Elapsed, limit: Elapsed },
    Ended(Box<StageReport>),
}

impl<'a, W: Write> Table<'a, W> {
    pub(crate) fn new(out: W, words: &'a Words, color: Color, detail: Detail) -> Self {
        Self {
            out,
            words,
            color,
            detail,
            clock: Clock::start(),
            legs: Vec::new(),
            drawn: 0,
        }
    }

    pub(crate) fn hear(&mut self, event: RunEvent) -> io::Result<()> {
        match event {
            RunEvent::Leg(started) => self.legs.push(Walked::new(started.leg())),
            RunEvent::Stage(LegEvent { leg, event }) => {
                let leg = usize::from(leg);
                match event {
                    StageEvent::Started { stage, limit_ms } => {
                        let since = self.clock.elapsed().into();
                        self.set(leg, stage, State::Running { since, limit: limit_ms });
                    }
                    StageEvent::Reported(report) => self.set(leg, report.stage(), State::Ended(report)),
                }
            }
        }
        self.draw()
    }

    /// Draws all lines over those that stand there. Lines that are too long are cut, so that each stays one line.
    pub(crate) fn draw(&mut self) -> io::Result<()> {
        let mut screen = String::new();
        screen.push_str(NO_WRAP);
        self.render(&mut screen);
        screen.push_str(WRAP);
        self.out.write_all(screen.as_bytes())?;
        self.out.flush()
    }

    /// Puts what came out in the place of the table: the verdict first, and then the steps.
    pub(crate) fn finish(&mut self, report: &Report, findings: &[Finding]) -> io::Result<()> {
        let mut screen = String::new();
        if self.drawn > 0 {
            // Writing to a string cannot fail.
            let _ = write!(screen, "\x1b[{}A{CLEAR_BELOW}", self.drawn);
        }
        let _ = writeln!(screen, "{}\n", headline(self.words, self.color, report, findings));
        for leg in &report.legs {
            if let Some(heading) = heading(self.words, report.legs.len(), leg) {
                let _ = writeln!(screen, "{heading}");
            }
            for steps in folded(self.words, leg.walked()) {
                let (numbers, name) = names(self.words, leg, steps);
                if let [first, ..] = steps {
                    let (state, elapsed, sentence) = self.ended(first);
                    let (on, off) = self.color.around(paint(first.outcome));
                    let line = format!("{numbers:>5}  {name:<14}{on}{state:<13}{off}{elapsed:>7}  {sentence}");
                    let _ = writeln!(screen, "{}", line.trim_end());
                }
            }
        }
        self.out.write_all(screen.as_bytes())?;
        write_findings(&mut self.out, self.words, self.detail, report, findings)
    }

    fn set(&mut self, leg: usize, stage: Stage, state: State) {
        let walked = self.legs.get_mut(leg);
        let row = walked.and_then(|walked| walked.rows.iter_mut().find(|row| row.stage == stage));
        if let Some(row) = row {
            row.state = state;
        }
    }

    fn render(&mut self, screen: &mut String) {
        if self.drawn > 0 {
            // Writing to a string cannot fail.
            let _ = write!(screen, "\x1b[{}A", self.drawn);
        }
        self.drawn = 0;
        for Walked { leg, rows } in &self.legs {
            if let Some(heading) = heading(self.words, self.legs.len(), leg) {
                let _ = writeln!(screen, "\x1b[2K{heading}");
                self.drawn += 1;
            }
            for row in rows {
                let (state, elapsed, sentence) = self.cells(&row.state, row.stage);
                let (on, off) = self.color.around(match &row.state {
                    State::Waiting => FAINT,
                    State::Running { .. } => "\x1b[1m",
                    State::Ended(report) => paint(report.outcome),
                });
                let stage = self.words.stage(row.stage);
                let number = leg.kind().number(row.stage).unwrap_or_default();
                let _ = writeln!(
                    screen,
                    "\x1b[2K{number:>5}  {stage:<14}{on}{state:<13}{off}{elapsed:>7}  {sentence}"
                );
            }
            self.drawn += rows.len();
        }
    }

    fn cells(&self, state: &State, stage: Stage) -> (String, String, String) {
        match state {
            State::Waiting => ("waiting".to_owned(), String::new(), String::new()),
            State::Running { since, limit } => {
                let now = Elapsed::from(self.clock.elapsed());
                let seconds = now.as_micros().saturating_sub(since.as_micros()) / 1_000_000;
                (
                    "running".to_owned(),
                    format!("{seconds} s"),
                    self.words.waiting(stage, *limit),
                )
            }
            State::Ended(report) => self.ended(report),
        }
    }

    fn ended(&self, report: &StageReport) -> (String, String, String) {
        let state = self.words.outcome(report.outcome);
        (state, elapsed(report), sentence(self.words, report))
    }
}

/// Green, red and yellow for what ended, faint for what did not come to pass.
fn paint(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Passed => "\x1b[32m",
        Outcome::Failed => "\x1b[31m",
        Outcome::Silent => "\x1b[33m",
        Outcome::NotReached | Outcome::NotChecked => FAINT,
    }
}

const FAINT: &str = "\x1b[2m";
/// Empties the screen from the cursor on.
const CLEAR_BELOW: &str = "\x1b[J";
const NO_WRAP: &str = "\x1b[?7l";
const WRAP: &str = "\x1b[?7h";

#[cfg(test)]
mod tests {
    use wire::{Node, Place};

    use super::super::told::{begun, reported, started};
    use super::*;

    fn table(events: impl IntoIterator<Item = RunEvent>, color: Color) -> String {
        let (mut out, words) = (Vec::new(), Words::english());
        let mut table = Table::new(&mut out, &words, color, Detail::Troubles);
        table.hear(begun(0, Node::Terminal, Node::Computer)).unwrap();
        for event in events {
            table.hear(event).unwrap();
        }
        String::from_utf8(out).unwrap()
    }

    #[tokio::test]
    async fn a_table_is_drawn_over_itself_and_its_lines_stay_one_line_each() {
        let screen = table(
            [started(0, Stage::Resolve), reported(0, Stage::Resolve, Outcome::Passed)],
            Color::LeftOut,
        );

        let drawn: Vec<_> = screen.split("\x1b[13A").collect();
        assert_eq!(drawn.len(), 3);
        assert!(drawn.iter().all(|screen| screen.lines().count() == 14), "{drawn:?}");
        assert!(screen.starts_with(NO_WRAP) && screen.ends_with(WRAP));
        assert!(drawn[1].contains("    1  Resolve       running"), "{}", drawn[1]);
        assert!(
            drawn[2].contains("    1  Resolve       passed         41 ms"),
            "{}",
            drawn[2]
        );
    }

    #[tokio::test]
    async fn every_leg_has_its_own_lines_and_its_name_above_them() {
        let screen = table(
            [
                begun(1, Node::Terminal, Node::Gateway),
                reported(1, Stage::Resolve, Outcome::Failed),
            ],
            Color::LeftOut,
        );

        // Thirteen lines of one leg, then both legs with a name above each.
        let last = screen.rsplit("\x1b[21A").next().unwrap();
        let names = [(Node::Terminal, Node::Computer), (Node::Terminal, Node::Gateway)]
            .map(|(from, to)| Words::english().leg(&Leg::new(from, to, Place::Terminal)));
        let found = |text: &str| last.find(text).unwrap_or_else(|| panic!("{text}: {last}"));
        let order = [
            &names[0],
            "    1  Resolve       waiting",
            &names[1],
            "    1  Resolve       failed",
        ]
        .map(found);
        assert!(order.is_sorted(), "{last}");
    }

    #[tokio::test]
    async fn colours_are_left_out_where_they_are_not_wanted() {
        let events = || [reported(0, Stage::Connect, Outcome::Failed)];

        assert!(table(events(), Color::Shown).contains("\x1b[31mfailed"));
        assert!(!table(events(), Color::LeftOut).contains("\x1b[31m"));
    }
}
