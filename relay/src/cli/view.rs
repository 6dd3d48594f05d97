//! What a run looks like in a terminal and behind a pipe.

use core::fmt::Write as _;
use std::io::{self, Write};

use diagnosis::{Audience, Finding, Severity};
use wire::{Elapsed, LegKind, Outcome, Report, Stage, StageEvent, StageReport};
use words::{Step, Words, key};

use crate::clock::Clock;

/// How much is printed about findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Detail {
    /// All that can be done about errors and warnings; a line for what is only worth knowing.
    Troubles,
    /// Everything about everything.
    Full,
}

/// A line per stage that changes in place. The browser's own leg has none.
pub(crate) struct Table<'a, W> {
    out: W,
    words: &'a Words,
    colour: bool,
    detail: Detail,
    clock: Clock,
    rows: Vec<Row>,
    /// How many lines stand above the cursor.
    drawn: usize,
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
        let row = |stage| Row {
            stage,
            state: State::Waiting,
        };
        Self {
            out,
            words,
            colour,
            detail,
            clock: Clock::start(),
            rows: LegKind::ToComputer.stages().map(row).collect(),
            drawn: 0,
        }
    }

    pub(crate) fn hear(&mut self, event: StageEvent) -> io::Result<()> {
        match event {
            StageEvent::Started { stage, limit_ms } => {
                let since = self.clock.elapsed().into();
                self.set(stage, State::Running { since, limit: limit_ms });
            }
            StageEvent::Reported(report) => self.set(report.stage(), State::Ended(report)),
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
        for stage in report.stages() {
            self.set(stage.stage(), State::Ended(Box::new(stage.clone())));
        }
        let mut screen = String::new();
        self.render(&mut screen);
        self.out.write_all(screen.as_bytes())?;
        write_findings(&mut self.out, self.words, self.detail, report, findings)
    }

    fn set(&mut self, stage: Stage, state: State) {
        if let Some(row) = self.rows.iter_mut().find(|row| row.stage == stage) {
            row.state = state;
        }
    }

    fn render(&mut self, screen: &mut String) {
        if self.drawn > 0 {
            // Writing to a string cannot fail.
            let _ = write!(screen, "\x1b[{}A", self.drawn);
        }
        for row in &self.rows {
            let (state, elapsed, sentence) = self.cells(&row.state, row.stage);
            let (on, off) = match self.colour {
                true => (colour(&row.state), "\x1b[0m"),
                false => ("", ""),
            };
            let stage = row.stage.name();
            let _ = writeln!(
                screen,
                "\x1b[2K{:>2}  {stage:<13}{on}{state:<13}{off}{elapsed:>7}  {sentence}",
                LegKind::ToComputer.number(row.stage).unwrap_or_default()
            );
        }
        self.drawn = self.rows.len();
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

/// One line per step, when it has ended, and one more where its outcome changes afterwards.
pub(crate) struct Lines<'a, W> {
    out: W,
    words: &'a Words,
    detail: Detail,
    printed: Vec<(Stage, Outcome)>,
}

impl<'a, W: Write> Lines<'a, W> {
    pub(crate) fn new(out: W, words: &'a Words, detail: Detail) -> Self {
        Self {
            out,
            words,
            detail,
            printed: Vec::new(),
        }
    }

    pub(crate) fn hear(&mut self, event: StageEvent) -> io::Result<()> {
        match event {
            StageEvent::Started { .. } => Ok(()),
            StageEvent::Reported(report) => self.print(&report),
        }
    }

    pub(crate) fn finish(&mut self, report: &Report, findings: &[Finding]) -> io::Result<()> {
        for stage in report.stages() {
            self.print(stage)?;
        }
        write_findings(&mut self.out, self.words, self.detail, report, findings)
    }

    fn print(&mut self, report: &StageReport) -> io::Result<()> {
        let line = (report.stage(), report.outcome);
        if self.printed.contains(&line) {
            return Ok(());
        }
        self.printed.retain(|(stage, _)| *stage != line.0);
        self.printed.push(line);
        let line = format!(
            "{:<13} {:<12} {:>7}  {}",
            report.stage().name(),
            report.outcome.name(),
            elapsed(report),
            sentence(self.words, report)
        );
        writeln!(self.out, "{}", line.trim_end())?;
        self.out.flush()
    }
}

/// The row's sentence; none where it would only repeat the outcome.
fn sentence(words: &Words, report: &StageReport) -> String {
    match report.outcome {
        Outcome::NotReached => String::new(),
        Outcome::Passed | Outcome::Failed | Outcome::Silent | Outcome::NotChecked => words.row(report),
    }
}

fn elapsed(report: &StageReport) -> String {
    report
        .elapsed_ms
        .map_or_else(String::new, |elapsed| elapsed.to_string())
}

fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Passed => "passed",
        Outcome::Failed => "failed",
        Outcome::Silent => "silent",
        Outcome::NotReached => "not reached",
        Outcome::NotChecked => "not checked",
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

fn write_findings(
    out: &mut impl Write,
    words: &Words,
    detail: Detail,
    report: &Report,
    findings: &[Finding],
) -> io::Result<()> {
    writeln!(out, "\n{}", words.verdict(report, findings))?;
    let mut after_a_line = false;
    for finding in findings {
        let line_only = detail == Detail::Troubles && finding.severity == Severity::Info;
        if !(line_only && after_a_line) {
            writeln!(out)?;
        }
        writeln!(out, "{}  {}", finding.id, words.title(finding))?;
        if !line_only {
            write_details(out, words, detail, finding)?;
        }
        after_a_line = line_only;
    }
    out.flush()
}

fn write_details(out: &mut impl Write, words: &Words, detail: Detail, finding: &Finding) -> io::Result<()> {
    writeln!(out, "  {}", words.meaning(finding))?;
    let nothing = words.text(key::STEP_NOTHING_TO_DO);
    for (heading, mut steps) in [
        ("What you can do", words.steps(finding, Audience::User)),
        ("For the administrator", words.steps(finding, Audience::Administrator)),
        (
            "For the administrator of xrdp, GNOME, or FreeRDP",
            words.steps(finding, Audience::LinuxAdministrator),
        ),
        ("What the logs say", words.confirmation(finding)),
    ] {
        if detail == Detail::Troubles {
            steps.retain(|step| step.text != nothing);
        }
        write_steps(out, heading, &steps)?;
    }
    Ok(())
}

fn write_steps(out: &mut impl Write, heading: &str, steps: &[Step]) -> io::Result<()> {
    if steps.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n  {heading}:")?;
    for (number, step) in (1..).zip(steps) {
        writeln!(out, "  {number}. {}", step.text)?;
        if let Some(command) = &step.command {
            writeln!(out, "     {}: {}", command.shell, command.line)?;
        }
    }
    Ok(())
}

const NO_WRAP: &str = "\x1b[?7l";
const WRAP: &str = "\x1b[?7h";

#[cfg(test)]
mod tests {
    use core::time::Duration;

    use super::*;

    fn started(stage: Stage) -> StageEvent {
        StageEvent::Started {
            stage,
            limit_ms: Duration::from_secs(10).into(),
        }
    }

    fn reported(stage: Stage, outcome: Outcome) -> StageEvent {
        StageEvent::Reported(Box::new(StageReport {
            outcome,
            elapsed_ms: Some(Duration::from_millis(41).into()),
            ..StageReport::not_reached(stage)
        }))
    }

    fn table(events: impl IntoIterator<Item = StageEvent>, colour: bool) -> String {
        let (mut out, words) = (Vec::new(), Words::english());
        let mut table = Table::new(&mut out, &words, colour, Detail::Troubles);
        for event in events {
            table.hear(event).unwrap();
        }
        String::from_utf8(out).unwrap()
    }

    fn lines(events: impl IntoIterator<Item = StageEvent>) -> String {
        let (mut out, words) = (Vec::new(), Words::english());
        let mut lines = Lines::new(&mut out, &words, Detail::Troubles);
        for event in events {
            lines.hear(event).unwrap();
        }
        String::from_utf8(out).unwrap()
    }

    #[tokio::test]
    async fn a_table_is_drawn_over_itself_and_its_lines_stay_one_line_each() {
        let screen = table(
            [started(Stage::Resolve), reported(Stage::Resolve, Outcome::Passed)],
            false,
        );

        let (first, second) = screen.split_once("\x1b[13A").unwrap();
        assert_eq!((first.lines().count(), second.lines().count()), (14, 14));
        assert!(first.starts_with(NO_WRAP) && second.ends_with(WRAP));
        assert!(first.contains(" 1  resolve      running"), "{first}");
        assert!(second.contains(" 1  resolve      passed         41 ms"), "{second}");
    }

    #[tokio::test]
    async fn colours_are_left_out_where_they_are_not_wanted() {
        let events = || [reported(Stage::Connect, Outcome::Failed)];

        assert!(table(events(), true).contains("\x1b[31mfailed"));
        assert!(!table(events(), false).contains("\x1b[31m"));
    }

    #[test]
    fn a_line_is_printed_once_for_each_outcome_of_a_stage() {
        let printed = lines([
            started(Stage::Resolve),
            reported(Stage::Resolve, Outcome::Passed),
            reported(Stage::Connect, Outcome::Passed),
            reported(Stage::Connect, Outcome::Passed),
            reported(Stage::Connect, Outcome::Failed),
        ]);

        let starts: Vec<_> = printed.lines().map(|line| line[..20].trim_end()).collect();
        assert_eq!(
            starts,
            ["resolve       passed", "connect       passed", "connect       failed"]
        );
    }

    /// What is printed about a computer of which all is well, or about one where the first step of `broken` failed.
    fn findings(broken: Option<Stage>, detail: Detail) -> String {
        let mut report = Report::new("pc.example.org".parse().unwrap(), wire::Place::Relay, 0);
        for stage in &mut report.computer_mut().unwrap().stages {
            stage.outcome = match broken {
                Some(at) if stage.stage() == at => Outcome::Silent,
                Some(at) if stage.stage() > at => Outcome::NotReached,
                Some(_) | None => Outcome::Passed,
            };
            if Some(stage.stage()) == broken {
                stage.failure = Some(wire::Failure::TimedOut { received: 0 });
            }
        }
        let (mut out, words) = (Vec::new(), Words::english());
        write_findings(&mut out, &words, detail, &report, &diagnosis::diagnose(&report)).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn what_is_only_worth_knowing_gets_a_line_unless_everything_is_asked_for() {
        let (short, full) = (findings(None, Detail::Troubles), findings(None, Detail::Full));

        let lines: Vec<_> = short.lines().skip(3).collect();
        assert!(
            !lines.is_empty() && lines.iter().all(|line| line.starts_with("RDP-")),
            "{short}"
        );
        assert!(!short.contains("What you can do"), "{short}");
        assert!(full.contains("What you can do") && full.len() > short.len(), "{full}");
    }

    #[test]
    fn errors_are_printed_with_all_that_can_be_done() {
        let printed = findings(Some(Stage::Negotiate), Detail::Troubles);

        assert!(
            printed.contains("RDP-NEG-012  The computer accepts the connection"),
            "{printed}"
        );
        for heading in ["What you can do:", "For the administrator:", "What the logs say:"] {
            assert!(printed.contains(heading), "{heading}: {printed}");
        }
    }

    #[test]
    fn a_step_that_says_that_nothing_has_to_be_done_is_left_out() {
        let words = Words::english();
        let nothing = words.text(key::STEP_NOTHING_TO_DO);
        let with_nothing = diagnosis::catalogue::findings().find(|finding| {
            let steps = words.steps(finding, Audience::User);
            steps.iter().any(|step| step.text == nothing)
        });
        let finding = with_nothing.unwrap();
        let printed = |detail| {
            let mut out = Vec::new();
            write_details(&mut out, &words, detail, &finding).unwrap();
            String::from_utf8(out).unwrap()
        };

        assert!(!printed(Detail::Troubles).contains(&nothing));
        assert!(printed(Detail::Full).contains(&nothing));
    }
}
