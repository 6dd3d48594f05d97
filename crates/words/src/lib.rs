//! What is said, in every language: chosen when a report is read, never when it is recorded.
//!
//! [`Words`] makes sentences of stages, findings and errors, `text` whole results as text and Markdown, `decoded` says what
//! codes mean.

use core::fmt::Display;

use diagnosis::time::span;
use diagnosis::{Actor, Audience, Command, Confidence, Finding, Parameter, Remedy, Severity};
use wire::{
    Elapsed, Leg, LegKind, Node, Outcome, ProblemKind, RdpFileError, Refusal, Report, Stage, StageReport, TargetError,
};

use language::{ENGLISH, GERMAN, LANGUAGES, Language};
use locale::Locale;

#[cfg(feature = "codes")]
mod decoded;
mod error;
mod fact;
mod failure;
mod language;
mod locale;
mod pattern;
mod row;
mod summary;
#[cfg(test)]
mod tests;
mod text;
mod time;

#[cfg(feature = "codes")]
pub use decoded::{CodeWords, DecodedWords, MeaningWords, search};
pub use language::{page_source, preferred_language};
pub use summary::summary;
pub use text::{ComparedLeg, ComparedRow, ComparisonText};

/// The sentences of one language.
///
/// A missing key renders as the key itself.
pub struct Words {
    locale: Locale,
}

/// One thing to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// What to do, in a sentence.
    pub text: String,
    /// What to type for it.
    pub command: Option<Command>,
}

impl Words {
    /// English: everything that is said anywhere.
    pub fn english() -> Self {
        Self::of(&ENGLISH)
    }

    /// The same in German.
    pub fn german() -> Self {
        Self::of(&GERMAN)
    }

    /// The same in every language, English first.
    pub fn in_every_language() -> Vec<Self> {
        LANGUAGES.into_iter().map(Self::of).collect()
    }

    fn of(language: &Language) -> Self {
        let locale = Locale::read(language.messages());
        Self {
            locale: locale.expect("the build made these messages"),
        }
    }

    /// What the live page says, from what [`page_source`] gave; absent where it is something else.
    ///
    /// The page brings no sentences: they would weigh more than the reader of one language needs.
    pub fn of_page(source: &str) -> Option<Self> {
        let locale = Locale::read(source)?;
        Some(Self { locale })
    }

    /// The BCP 47 tag, for `lang`.
    pub fn language(&self) -> &'static str {
        self.locale.language().tag
    }

    /// A UI string without arguments, by its key in the locale.
    pub fn text(&self, key: &str) -> String {
        self.locale.format(key, &[])
    }

    /// The same with values.
    pub fn text_with(&self, key: &str, parameters: &[(&'static str, Parameter)]) -> String {
        self.locale.format(key, parameters)
    }

    /// A stage's name.
    pub fn stage(&self, stage: Stage) -> String {
        self.text(&format!("stage-{}", stage.name()))
    }

    /// A leg's name: from where, to where, and who looked where that is somebody else.
    pub fn leg(&self, leg: &Leg) -> String {
        let node = |node| {
            self.text(match node {
                Node::Browser => "node-browser",
                Node::Relay => "node-relay",
                Node::Terminal => "node-terminal",
                Node::Gateway => "node-gateway",
                Node::Computer => "node-computer",
            })
        };
        self.message()
            .with("from", &node(leg.from))
            .with("to", &node(leg.to))
            .format("leg-title")
    }

    /// Which step a stage of a leg is of how many: the values `number`, `of` and `stage` of a sentence.
    pub fn step_values(&self, leg: LegKind, stage: Stage) -> Vec<(&'static str, Parameter)> {
        self.message()
            .place(leg, stage)
            .with("stage", &self.stage(stage))
            .values
    }

    /// The word for how a stage ended.
    pub fn outcome(&self, outcome: Outcome) -> String {
        self.text(&format!("outcome-{}", outcome.name()))
    }

    /// What a stage that has ended says in its row: one short sentence.
    pub fn row(&self, report: &StageReport) -> String {
        row::row(self, report)
    }

    /// What a stage waits for while it runs, and when it gives up.
    pub fn waiting(&self, stage: Stage, limit: Elapsed) -> String {
        let limit = self.time(limit);
        self.message()
            .with("limit", &limit)
            .format(&format!("waiting-{}", stage.name()))
    }

    /// The one sentence at the end: where it stopped and why, or that all is well.
    pub fn verdict(&self, report: &Report, findings: &[Finding]) -> String {
        let title = findings.first().map(|finding| self.title(finding)).unwrap_or_default();
        let Some((leg, broken)) = report.stopped() else {
            let key = match findings.first().map(|finding| finding.severity) {
                Some(Severity::Error) => "verdict-trouble",
                Some(Severity::Warning) => "verdict-warning",
                Some(Severity::Info) | None => "verdict-well",
            };
            return self.message().with("title", &title).format(key);
        };
        let stage = broken.stage();
        self.message()
            .place(leg.kind(), stage)
            .with("stage", &self.stage(stage))
            .with("title", &title)
            .format("verdict-broken")
    }

    /// A finding in one sentence.
    pub fn title(&self, finding: &Finding) -> String {
        self.text_with(finding.id, &finding.parameters)
    }

    /// What it means: two to four sentences, with what it is not.
    pub fn meaning(&self, finding: &Finding) -> String {
        self.text_with(&format!("{}.meaning", finding.id), &finding.parameters)
    }

    /// What to do, in order.
    pub fn steps(&self, finding: &Finding, audience: Audience) -> Vec<Step> {
        self.chosen(finding, &|remedy| remedy.is_for(audience))
    }

    /// Where the computer's logs confirm it.
    pub fn confirmation(&self, finding: &Finding) -> Vec<Step> {
        self.chosen(finding, &Remedy::is_log)
    }

    /// Who must act.
    pub fn actor(&self, actor: Actor) -> String {
        self.text(match actor {
            Actor::You => "actor-you",
            Actor::Network => "actor-network",
            Actor::Administrator => "actor-administrator",
            Actor::RelayOwner => "actor-relay-owner",
            Actor::Nobody => "actor-nobody",
        })
    }

    /// How sure it is.
    pub fn confidence(&self, confidence: Confidence) -> String {
        self.text(match confidence {
            Confidence::Certain => "confidence-certain",
            Confidence::Likely => "confidence-likely",
            Confidence::Possible => "confidence-possible",
        })
    }

    /// How bad it is.
    pub fn severity(&self, severity: Severity) -> String {
        self.text(match severity {
            Severity::Error => "severity-error",
            Severity::Warning => "severity-warning",
            Severity::Info => "severity-info",
        })
    }

    /// What is wrong with a target, and what would be right.
    pub fn target_error(&self, error: &TargetError) -> String {
        error::target(self, error)
    }

    /// What is wrong with a connection file, and what would be right.
    pub fn rdp_file_error(&self, error: &RdpFileError) -> String {
        error::rdp_file(self, error)
    }

    /// Why the relay does not run a check.
    pub fn refusal(&self, refusal: &Refusal) -> String {
        self.text(match refusal {
            Refusal::UnreadableMessage => "refusal-unreadable-message",
            Refusal::BadTarget => "refusal-bad-target",
            Refusal::TargetForbidden => "refusal-target-forbidden",
            Refusal::Busy => "refusal-busy",
            Refusal::RunGone => "refusal-run-gone",
            Refusal::Overloaded => "refusal-overloaded",
            Refusal::ShuttingDown => "refusal-shutting-down",
        })
    }

    /// Why a request over HTTP was not fulfilled.
    pub fn problem(&self, problem: ProblemKind) -> String {
        self.text(match problem {
            ProblemKind::TooLarge => "problem-too-large",
            ProblemKind::Unreadable => "problem-unreadable",
            ProblemKind::FromTheFuture => "problem-from-the-future",
            ProblemKind::NotAReport => "problem-not-a-report",
            ProblemKind::LifeNotAllowed => "problem-life-not-allowed",
            ProblemKind::SharingIsOff => "problem-sharing-is-off",
            ProblemKind::StoreFull => "problem-store-full",
            ProblemKind::StoreBusy => "problem-store-busy",
            ProblemKind::StoreGone => "problem-store-gone",
            ProblemKind::Gone => "problem-gone",
            ProblemKind::RunGone => "refusal-run-gone",
            ProblemKind::WrongSecret => "problem-wrong-secret",
            ProblemKind::TargetForbidden => "problem-target-forbidden",
            ProblemKind::Overloaded => "problem-overloaded",
        })
    }

    /// Why a recording cannot be had with what opens its TLS.
    pub fn recording_without_secrets(&self) -> String {
        self.text("problem-recording-no-secrets")
    }

    /// That something is not there for now, in a few words.
    pub fn not_for_now(&self) -> String {
        self.text("problem-for-now-title")
    }

    /// That an address leads nowhere: in a few words, and in more.
    pub fn nowhere(&self) -> [String; 2] {
        [self.text("problem-nowhere-title"), self.text("problem-nowhere")]
    }

    /// That the relay is not reached under its own address: in a few words, and in more.
    pub fn misdirected(&self) -> [String; 2] {
        [self.text("problem-misdirected-title"), self.text("problem-misdirected")]
    }

    /// That a request comes from a page of another site: in a few words, and in more.
    pub fn from_another_site(&self) -> [String; 2] {
        [self.text("problem-other-site-title"), self.text("problem-other-site")]
    }

    /// Why there is no recording of a run to be had.
    pub fn recording_gone(&self) -> String {
        self.text("problem-recording-gone")
    }

    /// Why a sealed result cannot be had as a file from a relay.
    pub fn sealed(&self) -> String {
        self.text("problem-sealed")
    }

    /// Why a kept result cannot be shared at a level that shows more than was left of it.
    pub fn already_redacted(&self) -> String {
        self.text("problem-already-redacted")
    }

    /// Why the finding `id`, one of [`WITHDRAWN`](diagnosis::catalogue::WITHDRAWN), was withdrawn.
    pub fn withdrawal(&self, id: &str) -> String {
        self.text(&format!("withdrawn-{id}"))
    }

    /// The facts of a stage as labelled values, for a table.
    pub fn facts(&self, report: &StageReport) -> Vec<(String, String)> {
        fact::facts(self, report)
    }

    /// A span of time as people read it: `0.4 ms`, `41 ms`, `2.9 s`.
    pub fn time(&self, elapsed: Elapsed) -> String {
        self.span(elapsed.as_millis())
    }

    /// A span of time in milliseconds, up to days.
    fn span(&self, millis: f64) -> String {
        let (amount, unit) = span(millis);
        self.message()
            .number("amount", amount)
            .with("unit", &unit)
            .format("span")
    }

    /// A message whose values are named first.
    fn message(&self) -> MessageArgs<'_> {
        MessageArgs {
            words: self,
            values: Vec::new(),
        }
    }

    fn chosen(&self, finding: &Finding, choose: &dyn Fn(Remedy) -> bool) -> Vec<Step> {
        let chosen = finding.remedies.iter().copied().filter(|remedy| choose(*remedy));
        chosen.map(|remedy| self.step(remedy, finding)).collect()
    }

    fn step(&self, remedy: Remedy, finding: &Finding) -> Step {
        let filled = |line: &str| {
            let mut line = line.to_owned();
            for (name, value) in &finding.parameters {
                if let ("host" | "port" | "target", Parameter::Text(value)) = (*name, value) {
                    line = line.replace(&format!("{{{name}}}"), value);
                }
            }
            line
        };
        Step {
            text: self.text_with(&format!("step-{}", remedy.key()), &finding.parameters),
            command: remedy.command().map(|(tool, line)| Command {
                shell: tool.name(),
                line: filled(line),
            }),
        }
    }
}

/// The values of a message, which is formatted last.
struct MessageArgs<'a> {
    words: &'a Words,
    values: Vec<(&'static str, Parameter)>,
}

impl MessageArgs<'_> {
    fn with(mut self, name: &'static str, value: &dyn Display) -> Self {
        self.values.push((name, Parameter::Text(value.to_string())));
        self
    }

    fn number(mut self, name: &'static str, value: f64) -> Self {
        self.values.push((name, Parameter::Number(value)));
        self
    }

    fn count(self, name: &'static str, count: usize) -> Self {
        self.number(name, u32::try_from(count).unwrap_or(u32::MAX).into())
    }

    /// Which step of how many.
    fn place(self, leg: LegKind, stage: Stage) -> Self {
        let number = leg.number(stage).unwrap_or_default();
        self.number("number", number.into()).count("of", leg.stages().len())
    }

    fn format(self, key: &str) -> String {
        self.words.text_with(key, &self.values)
    }
}
