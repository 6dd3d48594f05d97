//! Results as text: for a ticket, for a page of Markdown, and in one line. `sheet` writes the two forms, `compare` two
//! results side by side.

mod compare;
mod fault;
mod sheet;
#[cfg(test)]
mod tests;

use crate::key;
use diagnosis::time::date;
use diagnosis::{Actor, Audience, Finding, Severity, replicate, stopped};
use wire::{Disclosure, Leg, Outcome, Report, Stage, StageReport};

pub use compare::{ComparedLeg, ComparedRow, ComparisonText};

use crate::utc::by_utc;
use crate::{Step, Words, summary};
use sheet::{Form, Sheet};

/// What goes with a result besides itself.
#[derive(Clone, Copy, Debug, Default)]
pub struct Beside<'a> {
    /// Where it is shown.
    pub link: Option<&'a str>,
    /// What the person who shared it wrote, such as the code that their app shows.
    pub note: Option<&'a str>,
    /// What it was made from.
    pub origin: Origin,
}

/// What a result was made from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Origin {
    /// A check.
    #[default]
    Check,
    /// Captured traffic of an app.
    Capture,
}

impl Words {
    /// The line for a ticket, with `link` where there is one.
    pub fn one_line(&self, report: &Report, findings: &[Finding], link: Option<&str>) -> String {
        let mut line = summary(self, report, findings);
        line.retain(|c| !c.is_control());
        match link {
            Some(link) => [&line, " · ", link].concat(),
            None => line,
        }
    }

    /// The verdict on a connection in a capture.
    pub fn verdict_of_captured(&self, report: &Report, findings: &[Finding]) -> String {
        if findings.first().is_some_and(only_ended) {
            return self.text(key::CAPTURE_NOTHING_FAILED);
        }
        self.verdict(report, findings)
    }

    /// The result as plain text, ready for a ticket: what matters first, what proves it below.
    ///
    /// It holds no control characters besides the ends of its lines.
    pub fn as_text(&self, report: &Report, findings: &[Finding], beside: Beside<'_>) -> String {
        write(self, report, findings, beside, Form::Text)
    }

    /// The result as Markdown (CommonMark with the tables of GitHub). What peers said stands there as text: it makes
    /// neither links nor emphasis, and no HTML.
    pub fn as_markdown(&self, report: &Report, findings: &[Finding], beside: Beside<'_>) -> String {
        write(self, report, findings, beside, Form::Markdown)
    }

    /// When a report's run began: the day alone where the time is not to be seen.
    pub(crate) fn began(&self, report: &Report) -> String {
        if report.redacted == Some(Disclosure::Public) {
            return date(report.started_at_ms / 1000);
        }
        by_utc(report.started_at_ms)
    }
}

fn write(words: &Words, report: &Report, findings: &[Finding], beside: Beside<'_>, form: Form) -> String {
    let mut sheet = Sheet::new(form);
    let captured = beside.origin == Origin::Capture;
    // Nobody stopped what was captured, or could make it again.
    let findings: Vec<_> = findings
        .iter()
        .filter(|it| !(captured && only_ended(it)))
        .cloned()
        .collect();
    let findings = findings.as_slice();
    if captured && findings.is_empty() {
        sheet.title(&words.text(key::CAPTURE_NOTHING_FAILED));
    } else {
        sheet.title(&words.verdict(report, findings));
        sheet.paragraph(&words.one_line(report, findings, None));
    }
    about(&mut sheet, words, report, beside);
    rows(&mut sheet, words, report);
    if !findings.is_empty() {
        sheet.heading(&words.text(key::TEXT_MEANING));
    }
    for (place, finding) in findings.iter().enumerate() {
        if findings.iter().take(place).any(|told| words.are_alike(told, finding)) {
            continue;
        }
        let from = words
            .true_from(report, findings, finding)
            .filter(|_| report.has_several_places());
        say(&mut sheet, words, finding, from);
        if place == 0 || finding.severity != Severity::Info {
            advise(&mut sheet, words, finding);
        }
    }
    if let Some(step) = shown_in_detail(report, findings) {
        detail(&mut sheet, words, report, step);
    }
    sheet.finish()
}

fn about(sheet: &mut Sheet, words: &Words, report: &Report, beside: Beside<'_>) {
    let (name, value) = match beside.origin {
        Origin::Check => (key::TEXT_CHECKED, key::TEXT_CHECKED_VALUE),
        Origin::Capture => (key::TEXT_CAPTURED, key::TEXT_CAPTURED_VALUE),
    };
    sheet.fact(&words.text(key::TEXT_COMPUTER), &report.target.to_string());
    let mut checked = words.text_with(value, &[("moment", words.began(report).into())]);
    if let Some(took) = report.took() {
        let values = [("said", checked.into()), ("time", words.time(took).into())];
        checked = words.text_with(key::TEXT_TOOK, &values);
    }
    sheet.fact(&words.text(name), &checked);
    // Elsewhere it is the server that shows the result.
    if report.has_places() && beside.origin == Origin::Check {
        sheet.fact(&words.text(key::TEXT_ORIGIN), &words.places(report.ways()));
    }
    if let Some(version) = &report.version {
        sheet.fact(&words.text(key::TEXT_PROGRAM), &["rdptrace ", version].concat());
    }
    let left_out = match report.redacted {
        Some(Disclosure::Support) => Some(key::TEXT_LEFT_OUT_SUPPORT),
        Some(Disclosure::Public) => Some(key::TEXT_LEFT_OUT_PUBLIC),
        Some(Disclosure::Everything) | None => None,
    };
    if let Some(key) = left_out {
        sheet.fact(&words.text(key::TEXT_LEFT_OUT), &words.text(key));
    }
    if let Some(note) = beside.note {
        // A pasted message has lines, and a fact is one.
        let note: Vec<_> = note.split_whitespace().collect();
        sheet.fact(&words.text(key::PAGE_SHARED_DOING), &note.join(" "));
    }
    if let Some(link) = beside.link {
        sheet.link(&words.text(key::TEXT_LINK), link);
    }
}

/// Whether a finding says no more than that the run ended before its time.
fn only_ended(finding: &Finding) -> bool {
    finding.id == ENDED_EARLY
}

/// What [`only_ended`] knows a finding by.
const ENDED_EARLY: &str = "RDP-SES-027";

/// The steps of every leg. Where there is but one, nothing has to be said about which.
fn rows(sheet: &mut Sheet, words: &Words, report: &Report) {
    for leg in &report.legs {
        let title = if report.legs.len() > 1 {
            words.leg(leg)
        } else {
            words.text(key::PAGE_STEPS_TITLE)
        };
        rows_of(sheet, words, leg, &title);
    }
}

/// The steps of one leg; those in a row that say the same are told once.
fn rows_of(sheet: &mut Sheet, words: &Words, leg: &Leg, title: &str) {
    let heads = [key::TEXT_STEP, key::TEXT_RESULT, key::TEXT_TIME, key::TEXT_SAID].map(|key| words.text(key));
    sheet.table(title, &heads);
    let alike = |one: &StageReport, other: &StageReport| {
        one.elapsed_ms.is_none() && other.elapsed_ms.is_none() && words.row(one) == words.row(other)
    };
    for group in leg.walked().chunk_by(alike) {
        let (Some(first), Some(last)) = (group.first(), group.last()) else {
            continue;
        };
        let name = |stage: Stage| {
            let number = leg.kind().number(stage).unwrap_or_default();
            format!("{number} {}", words.stage(stage))
        };
        let step = if group.len() > 1 {
            let ends = [
                ("first", name(first.stage()).into()),
                ("last", name(last.stage()).into()),
            ];
            words.text_with(key::TEXT_ROWS, &ends)
        } else {
            name(first.stage())
        };
        let said = match first.outcome {
            // The word for it says it all.
            Outcome::NotReached => String::new(),
            Outcome::Passed | Outcome::Failed | Outcome::Silent | Outcome::NotChecked => words.row(first),
        };
        let time = first.elapsed_ms.map(|time| words.time(time)).unwrap_or_default();
        sheet.row(&[step, words.outcome(first.outcome), time, said]);
    }
    sheet.end_table();
}

fn say(sheet: &mut Sheet, words: &Words, finding: &Finding, from: Option<String>) {
    sheet.subheading(&[finding.id, ": ", &words.title(finding)].concat());
    let mut who = Vec::new();
    if finding.actor != Actor::Nobody {
        who.push([words.text(key::PAGE_WHO), words.actor(finding.actor)].join(" "));
    }
    who.push([words.text(key::PAGE_CONFIDENCE), words.confidence(finding.confidence)].join(" "));
    who.push(words.severity(finding.severity));
    who.extend(from);
    sheet.paragraph(&who.join(" · "));
    sheet.paragraph(&words.meaning(finding));
}

/// What can be done.
fn advise(sheet: &mut Sheet, words: &Words, finding: &Finding) {
    if finding.actor == Actor::Nobody {
        return;
    }
    let of = |audience| words.steps(finding, audience);
    steps(sheet, &words.text(key::PAGE_DO_USER), &of(Audience::User));
    steps(sheet, &words.text(key::PAGE_DO_WINDOWS), &of(Audience::Administrator));
    steps(
        sheet,
        &words.text(key::PAGE_DO_LINUX),
        &of(Audience::LinuxAdministrator),
    );
    steps(sheet, &words.text(key::PAGE_CONFIRM), &words.confirmation(finding));
}

fn steps(sheet: &mut Sheet, title: &str, steps: &[Step]) {
    if steps.is_empty() {
        return;
    }
    sheet.label(title);
    for (place, step) in steps.iter().enumerate() {
        sheet.step(place + 1, &step.text);
        if let Some(command) = &step.command {
            sheet.command(command);
        }
    }
    sheet.gap();
}

/// The step that needs a closer look, and its leg: the broken one, or the one that the first finding warns about.
fn shown_in_detail<'a>(report: &'a Report, findings: &[Finding]) -> Option<(&'a Leg, &'a StageReport)> {
    let warned = || {
        let first = findings.first().filter(|first| first.severity != Severity::Info)?;
        let leg = report.legs.get(first.leg)?;
        Some((leg, leg.stage(first.stage)?))
    };
    stopped(report, findings).or_else(warned)
}

fn detail(sheet: &mut Sheet, words: &Words, report: &Report, (leg, stage): (&Leg, &StageReport)) {
    let facts = words.facts(stage);
    let number = u32::from(leg.kind().number(stage.stage()).unwrap_or_default());
    if !facts.is_empty() {
        let place = [("number", number.into()), ("stage", words.stage(stage.stage()).into())];
        sheet.heading(&words.text_with(key::TEXT_FACTS, &place));
        for (label, value) in &facts {
            sheet.fact(label, value);
        }
    }
    let lines = replicate(report, stage.stage());
    if !lines.is_empty() {
        sheet.heading(&words.text(key::PAGE_OTHER_TOOLS));
        for line in &lines {
            sheet.command(line);
        }
    }
}
