//! What is said, in every language: chosen when a report is read, never when it is recorded.
//!
//! [`Words`] makes sentences of stages, findings and errors, `text` whole results as text and Markdown, `decoded` says what
//! codes mean.

use core::fmt::Display;

use diagnosis::time::span;
use diagnosis::{Actor, Audience, Command, Confidence, Finding, Parameter, Remedy, Severity, Verdict};
use wire::{
    Elapsed, Leg, LegKind, Node, Outcome, Phase, ProblemKind, RdpFileError, Refusal, Report, Stage, StageReport,
    TargetError,
};

use language::{ENGLISH, GERMAN, LANGUAGES, Language};
use locale::Locale;

#[cfg(feature = "codes")]
mod decoded;
mod error;
mod fact;
mod failure;
pub mod key;
mod language;
mod limit;
mod locale;
mod marks;
mod pattern;
mod row;
mod summary;
#[cfg(test)]
mod tests;
mod text;
mod time;

#[cfg(feature = "codes")]
pub use decoded::{CodeWords, DecodedWords, MeaningWords, SaidMeaning, search};
pub use key::Key;
pub use language::{page_source, preferred_language};
pub use limit::Limit;
pub use summary::summary;
pub use text::{ComparedLeg, ComparedRow, ComparisonText};

/// The sentences of one language.
///
/// A missing key renders as the key itself.
#[derive(Clone)]
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
    /// The page brings no sentences: they would weigh more than the reader of one language needs. It keeps those that it
    /// got for as long as it lives, so they are read where they stand.
    pub fn of_page(source: &'static str) -> Option<Self> {
        let locale = Locale::read(source)?;
        Some(Self { locale })
    }

    /// The BCP 47 tag, for `lang`.
    pub fn language(&self) -> &'static str {
        self.locale.language().tag
    }

    /// A UI string without arguments, by its key in the locale.
    pub fn text(&self, key: Key) -> String {
        self.locale.format(key.name(), &[])
    }

    /// The same with values.
    pub fn text_with(&self, key: Key, parameters: &[(&'static str, Parameter)]) -> String {
        self.locale.format(key.name(), parameters)
    }

    /// A message whose key is made of the name of a family and that of one of its members.
    fn member(&self, key: &str, parameters: &[(&'static str, Parameter)]) -> String {
        self.locale.format(key, parameters)
    }

    /// A stage's name.
    pub fn stage(&self, stage: Stage) -> String {
        self.member(&format!("stage-{}", stage.name()), &[])
    }

    /// A leg's name: from where, to where.
    pub fn leg(&self, leg: &Leg) -> String {
        if leg.is_sign_in() {
            return self.text(key::LEG_SIGN_IN);
        }
        self.message()
            .with("from", &self.leg_origin(leg))
            .with("to", &self.node(leg.to))
            .format(key::LEG_TITLE)
    }

    /// Where a leg begins: by the agent's name where one looked, which says more than that it was one.
    pub fn leg_origin(&self, leg: &Leg) -> String {
        let named = leg.agent.as_ref().map(ToString::to_string);
        named.unwrap_or_else(|| self.node(leg.from))
    }

    fn node(&self, node: Node) -> String {
        self.text(match node {
            Node::Browser => key::NODE_BROWSER,
            Node::Relay => key::NODE_RELAY,
            Node::Terminal => key::NODE_TERMINAL,
            Node::Agent => key::NODE_AGENT,
            Node::Gateway => key::NODE_GATEWAY,
            Node::Computer => key::NODE_COMPUTER,
        })
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
        self.member(&format!("outcome-{}", outcome.name()), &[])
    }

    /// What a check comes to, in one to three words.
    pub fn verdict_name(&self, verdict: Verdict) -> String {
        self.member(&format!("verdict-name-{}", verdict.name()), &[])
    }

    /// What happens in a part of a connection, as a thing to do.
    pub fn phase(&self, phase: Phase) -> String {
        self.member(&format!("phase-{}", phase.name()), &[])
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
            .format_member(&format!("waiting-{}", stage.name()))
    }

    /// The one sentence at the end: where it stopped and why, or that all is well.
    pub fn verdict(&self, report: &Report, findings: &[Finding]) -> String {
        let title = findings.first().map(|finding| self.title(finding)).unwrap_or_default();
        let Some((leg, broken)) = report.stopped() else {
            let key = match findings.first().map(|finding| finding.severity) {
                Some(Severity::Error) => key::VERDICT_TROUBLE,
                Some(Severity::Warning) => key::VERDICT_WARNING,
                Some(Severity::Info) | None => key::VERDICT_WELL,
            };
            return self.message().with("title", &title).format(key);
        };
        let stage = broken.stage();
        self.message()
            .place(leg.kind(), stage)
            .with("stage", &self.stage(stage))
            .with("title", &title)
            .format(key::VERDICT_BROKEN)
    }

    /// A finding in one sentence.
    pub fn title(&self, finding: &Finding) -> String {
        self.member(finding.id, &finding.parameters)
    }

    /// What it means: two to four sentences, with what it is not.
    pub fn meaning(&self, finding: &Finding) -> String {
        self.member(&format!("{}.meaning", finding.id), &finding.parameters)
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
            Actor::You => key::ACTOR_YOU,
            Actor::Network => key::ACTOR_NETWORK,
            Actor::Administrator => key::ACTOR_ADMINISTRATOR,
            Actor::RelayOwner => key::ACTOR_RELAY_OWNER,
            Actor::Nobody => key::ACTOR_NOBODY,
        })
    }

    /// How sure it is.
    pub fn confidence(&self, confidence: Confidence) -> String {
        self.text(match confidence {
            Confidence::Certain => key::CONFIDENCE_CERTAIN,
            Confidence::Likely => key::CONFIDENCE_LIKELY,
            Confidence::Possible => key::CONFIDENCE_POSSIBLE,
        })
    }

    /// How bad it is.
    pub fn severity(&self, severity: Severity) -> String {
        self.text(match severity {
            Severity::Error => key::SEVERITY_ERROR,
            Severity::Warning => key::SEVERITY_WARNING,
            Severity::Info => key::SEVERITY_INFO,
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
            Refusal::UnreadableMessage => key::REFUSAL_UNREADABLE_MESSAGE,
            Refusal::BadTarget => key::REFUSAL_BAD_TARGET,
            Refusal::TargetForbidden => key::REFUSAL_TARGET_FORBIDDEN,
            Refusal::PortalGone => key::REFUSAL_PORTAL_GONE,
            Refusal::Busy => key::REFUSAL_BUSY,
            Refusal::NoSuchPlace => key::REFUSAL_NO_SUCH_PLACE,
            Refusal::RunGone => key::REFUSAL_RUN_GONE,
            Refusal::Overloaded => key::REFUSAL_OVERLOADED,
            Refusal::ShuttingDown => key::REFUSAL_SHUTTING_DOWN,
        })
    }

    /// Why a request over HTTP was not fulfilled.
    pub fn problem(&self, problem: ProblemKind) -> String {
        self.text(match problem {
            ProblemKind::TooLarge => key::PROBLEM_TOO_LARGE,
            ProblemKind::Unreadable => key::PROBLEM_UNREADABLE,
            ProblemKind::FromTheFuture => key::PROBLEM_FROM_THE_FUTURE,
            ProblemKind::NotAReport => key::PROBLEM_NOT_A_REPORT,
            ProblemKind::LifeNotAllowed => key::PROBLEM_LIFE_NOT_ALLOWED,
            ProblemKind::SharingIsOff => key::PROBLEM_SHARING_IS_OFF,
            ProblemKind::StoreFull => key::PROBLEM_STORE_FULL,
            ProblemKind::StoreBusy => key::PROBLEM_STORE_BUSY,
            ProblemKind::StoreGone => key::PROBLEM_STORE_GONE,
            ProblemKind::Gone => key::PROBLEM_GONE,
            ProblemKind::RunGone => key::REFUSAL_RUN_GONE,
            ProblemKind::WrongSecret => key::PROBLEM_WRONG_SECRET,
            ProblemKind::TargetForbidden => key::PROBLEM_TARGET_FORBIDDEN,
            ProblemKind::Overloaded => key::PROBLEM_OVERLOADED,
        })
    }

    /// Why a recording cannot be had with what opens its TLS.
    pub fn recording_without_secrets(&self) -> String {
        self.text(key::PROBLEM_RECORDING_NO_SECRETS)
    }

    /// That something is not there for now, in a few words.
    pub fn not_for_now(&self) -> String {
        self.text(key::PROBLEM_FOR_NOW_TITLE)
    }

    /// That an address leads nowhere: in a few words, and in more.
    pub fn nowhere(&self) -> [String; 2] {
        [self.text(key::PROBLEM_NOWHERE_TITLE), self.text(key::PROBLEM_NOWHERE)]
    }

    /// That the relay is not reached under its own address: in a few words, and in more.
    pub fn misdirected(&self) -> [String; 2] {
        [
            self.text(key::PROBLEM_MISDIRECTED_TITLE),
            self.text(key::PROBLEM_MISDIRECTED),
        ]
    }

    /// That a relay for one's own machine is behind a proxy: in a few words, and what mends it.
    pub fn proxied(&self) -> [String; 2] {
        [self.text(key::PROBLEM_PROXIED_TITLE), self.text(key::PROBLEM_PROXIED)]
    }

    /// That a request comes from a page of another site: in a few words, and in more.
    pub fn from_another_site(&self) -> [String; 2] {
        [
            self.text(key::PROBLEM_OTHER_SITE_TITLE),
            self.text(key::PROBLEM_OTHER_SITE),
        ]
    }

    /// What the element of a portal's page says itself: what its frame is, that it did not load, and where a link leads
    /// instead.
    pub fn element(&self) -> [String; 3] {
        [
            self.text(key::EMBED_TITLE),
            self.text(key::EMBED_NOT_LOADED),
            self.text(key::EMBED_LINK),
        ]
    }

    /// What a relay with a policy checks; `names` are those in its rules.
    pub fn scope(&self, names: &[&str]) -> String {
        if names.is_empty() {
            return self.text(key::PAGE_SCOPE_UNSAID);
        }
        self.text_with(key::PAGE_SCOPE, &[("names", names.join(", ").into())])
    }

    /// That a run is not there any more, in a few words.
    pub fn run_gone(&self) -> String {
        self.text(key::PAGE_RUN_GONE_TITLE)
    }

    /// Why there is no recording of a run to be had.
    pub fn recording_gone(&self) -> String {
        self.text(key::PROBLEM_RECORDING_GONE)
    }

    /// Why a sealed result cannot be had as a file from a relay.
    pub fn sealed(&self) -> String {
        self.text(key::PROBLEM_SEALED)
    }

    /// Why a kept result cannot be shared at a level that shows more than was left of it.
    pub fn already_redacted(&self) -> String {
        self.text(key::PROBLEM_ALREADY_REDACTED)
    }

    /// Why the finding `id`, one of [`WITHDRAWN`](diagnosis::catalogue::WITHDRAWN), was withdrawn.
    pub fn withdrawal(&self, id: &str) -> String {
        self.member(&format!("withdrawn-{id}"), &[])
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
            .format(key::SPAN)
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
            text: self.member(&format!("step-{}", remedy.key()), &finding.parameters),
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

    fn format(self, key: Key) -> String {
        self.words.text_with(key, &self.values)
    }

    fn format_member(self, key: &str) -> String {
        self.words.member(key, &self.values)
    }
}
