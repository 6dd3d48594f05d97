//! A run in a terminal: a table that changes in place.

use core::fmt::Write as _;
use std::io::{self, Write};

use diagnosis::Finding;
use wire::{Elapsed, Leg, LegEvent, Outcome, Report, Stage, StageEvent, StageReport};
use words::Words;

use super::findings::write_findings;
use super::step::{Detail, elapsed, heading, outcome, sentence};
use crate::clock::Clock;
use crate::driver::RunEvent;

/// A line per stage that changes in place, for every leg that the run has begun to walk.
pub(crate) struct Table<'a, W> {
    out: W,
    words: &'a Words,
    colour: bool,
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
            rows: leg.kind().stages().map(row).collect(),
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
    pub(crate) fn new(out: W, words: &'a Words, colour: bool, detail: Detail) -> Self {
        Self {
            out,
            words,
            colour,
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

    pub(crate) fn finish(&mut self, report: &Report, findings: &[Finding]) -> io::Result<()> {
        for (number, leg) in report.legs.iter().enumerate() {
            for stage in &leg.stages {
                self.set(number, stage.stage(), State::Ended(Box::new(stage.clone())));
            }
        }
        let mut screen = String::new();
        self.render(&mut screen);
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
                let (on, off) = match self.colour {
                    true => (colour(&row.state), "\x1b[0m"),
                    false => ("", ""),
                };
                let stage = row.stage.name();
                let number = leg.kind().number(row.stage).unwrap_or_default();
                let _ = writeln!(
                    screen,
                    "\x1b[2K{number:>2}  {stage:<13}{on}{state:<13}{off}{elapsed:>7}  {sentence}"
                );
            }
            self.drawn += rows.len();
        }
    }

    fn cells(&self, state: &State, stage: Stage) -> (&'static str, String, String) {
        match state {
            State::Waiting => ("waiting", String::new(), String::new()),
            State::Running { since, limit } => {
                let now = Elapsed::from(self.clock.elapsed());
                let seconds = now.as_micros().saturating_sub(since.as_micros()) / 1_000_000;
                ("running", format!("{seconds} s"), self.words.waiting(stage, *limit))
            }
            State::Ended(report) => (outcome(report.outcome), elapsed(report), sentence(self.words, report)),
        }
    }
}

/// Bold for what runs, green, red and yellow for what ended, faint for what did not come to pass.
fn colour(state: &State) -> &'static str {
    match state {
        State::Running { .. } => "\x1b[1m",
        State::Waiting => "\x1b[2m",
        State::Ended(report) => match report.outcome {
            Outcome::Passed => "\x1b[32m",
            Outcome::Failed => "\x1b[31m",
            Outcome::Silent => "\x1b[33m",
            Outcome::NotReached | Outcome::NotChecked => "\x1b[2m",
        },
    }
}

const NO_WRAP: &str = "\x1b[?7l";
const WRAP: &str = "\x1b[?7h";

#[cfg(test)]
mod tests {
    use core::time::Duration;

    use wire::{LegStarted, Node, Place};

    use super::*;

    fn begun(leg: u8, from: Node, to: Node) -> RunEvent {
        let place = Place::Terminal;
        RunEvent::Leg(LegStarted { leg, from, to, place })
    }

    fn started(leg: u8, stage: Stage) -> RunEvent {
        let limit_ms = Duration::from_secs(10).into();
        let event = StageEvent::Started { stage, limit_ms };
        RunEvent::Stage(LegEvent { leg, event })
    }

    fn reported(leg: u8, stage: Stage, outcome: Outcome) -> RunEvent {
        let event = StageEvent::Reported(Box::new(StageReport {
            outcome,
            elapsed_ms: Some(Duration::from_millis(41).into()),
            ..StageReport::not_reached(stage)
        }));
        RunEvent::Stage(LegEvent { leg, event })
    }

    fn table(events: impl IntoIterator<Item = RunEvent>, colour: bool) -> String {
        let (mut out, words) = (Vec::new(), Words::english());
        let mut table = Table::new(&mut out, &words, colour, Detail::Troubles);
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
            false,
        );

        let drawn: Vec<_> = screen.split("\x1b[13A").collect();
        assert_eq!(drawn.len(), 3);
        assert!(drawn.iter().all(|screen| screen.lines().count() == 14), "{drawn:?}");
        assert!(screen.starts_with(NO_WRAP) && screen.ends_with(WRAP));
        assert!(drawn[1].contains(" 1  resolve      running"), "{}", drawn[1]);
        assert!(
            drawn[2].contains(" 1  resolve      passed         41 ms"),
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
            false,
        );

        // Thirteen lines of one leg, then both legs with a name above each.
        let last = screen.rsplit("\x1b[21A").next().unwrap();
        let names = [(Node::Terminal, Node::Computer), (Node::Terminal, Node::Gateway)]
            .map(|(from, to)| Words::english().leg(&Leg::new(from, to, Place::Terminal)));
        let found = |text: &str| last.find(text).unwrap_or_else(|| panic!("{text}: {last}"));
        let order = [
            &names[0],
            " 1  resolve      waiting",
            &names[1],
            " 1  resolve      failed",
        ]
        .map(found);
        assert!(order.is_sorted(), "{last}");
    }

    #[tokio::test]
    async fn colours_are_left_out_where_they_are_not_wanted() {
        let events = || [reported(0, Stage::Connect, Outcome::Failed)];

        assert!(table(events(), true).contains("\x1b[31mfailed"));
        assert!(!table(events(), false).contains("\x1b[31m"));
    }
}
