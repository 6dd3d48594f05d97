//! The sentences of one language.

use diagnosis::time::span;
use diagnosis::{Finding, Parameter, Verdict};
use wire::{Elapsed, Leg, LegKind, Node, Outcome, Phase, Report, Stage};

use crate::key::{self, Key};
use crate::language::{ENGLISH, GERMAN, LANGUAGES, Language};
use crate::locale::Locale;
use crate::utc::by_utc;

/// The sentences of one language.
///
/// A missing key renders as the key itself.
#[derive(Clone)]
pub struct Words {
    pub(crate) locale: Locale,
    /// Tells moments, from milliseconds since 1970.
    pub(crate) clock: fn(i64) -> String,
    /// How the machine of a terminal is called.
    pub(crate) terminal: Key,
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
            clock: by_utc,
            terminal: key::NODE_TERMINAL,
        }
    }

    /// The same for who reads it in the terminal that checked.
    #[must_use]
    pub fn in_own_terminal(self) -> Self {
        Self {
            terminal: key::NODE_OWN_TERMINAL,
            ..self
        }
    }

    /// What the live page says, from what [`page_source`](crate::page_source) gave; absent where it is something else.
    ///
    /// The page brings no sentences: they would weigh more than the reader of one language needs. It keeps those that it
    /// got for as long as it lives, so they are read where they stand.
    pub fn of_page(source: &'static str) -> Option<Self> {
        let locale = Locale::read(source)?;
        Some(Self {
            locale,
            clock: by_utc,
            terminal: key::NODE_TERMINAL,
        })
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
    pub(crate) fn member(&self, key: &str, parameters: &[(&'static str, Parameter)]) -> String {
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
            .with("to", &self.leg_end(leg))
            .format(key::LEG_TITLE)
    }

    /// Where a leg begins: by the agent's name where one looked, which says more than that it was one.
    pub fn leg_origin(&self, leg: &Leg) -> String {
        let named = leg.agent.as_ref().map(ToString::to_string);
        named.unwrap_or_else(|| self.node(leg.from))
    }

    /// The places from which these legs were made, each once.
    pub fn places<'a>(&self, legs: impl Iterator<Item = &'a Leg>) -> String {
        let mut names: Vec<String> = Vec::new();
        for leg in legs {
            let agent = leg.agent.as_ref().map(ToString::to_string);
            let name = agent.unwrap_or_else(|| self.node(Node::of(leg.place)));
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names.join(", ")
    }

    /// From where the legs of a report with these numbers were made; nothing where a relay alone looked.
    pub fn seen_from(&self, report: &Report, legs: impl Iterator<Item = usize>) -> Option<String> {
        let places = || self.places(legs.filter_map(|leg| report.legs.get(leg)));
        report
            .has_places()
            .then(|| self.message().with("places", &places()).format(key::LEG_SEEN_FROM))
    }

    /// Whether both say the same to a reader, be it of two legs. What took how long there may differ.
    pub fn are_alike(&self, one: &Finding, other: &Finding) -> bool {
        one.id == other.id && one.severity == other.severity && self.title(one) == self.title(other)
    }

    /// From where a finding is true: it may say the same of several legs.
    pub fn true_from(&self, report: &Report, findings: &[Finding], finding: &Finding) -> Option<String> {
        let alike = findings.iter().filter(|it| self.are_alike(it, finding));
        self.seen_from(report, alike.map(|it| it.leg))
    }

    /// Where a leg ends; a gateway by its own name.
    fn leg_end(&self, leg: &Leg) -> String {
        let end = self.node(leg.to);
        match &leg.gateway {
            Some(gateway) => [end, gateway.target.to_string()].join(" "),
            None => end,
        }
    }

    fn node(&self, node: Node) -> String {
        self.text(match node {
            Node::Browser => key::NODE_BROWSER,
            Node::Relay => key::NODE_RELAY,
            Node::Terminal => self.terminal,
            Node::Agent => key::NODE_AGENT,
            Node::Tool => key::NODE_TOOL,
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

    /// What a stage waits for while it runs, and when it gives up.
    pub fn waiting(&self, stage: Stage, limit: Elapsed) -> String {
        let limit = self.time(limit);
        self.message()
            .with("limit", &limit)
            .format_member(&format!("waiting-{}", stage.name()))
    }

    /// A span of time as people read it: `0.4 ms`, `41 ms`, `2.9 s`.
    pub fn time(&self, elapsed: Elapsed) -> String {
        self.span(elapsed.as_millis())
    }

    /// A span of time in milliseconds, up to days.
    pub(crate) fn span(&self, millis: f64) -> String {
        let (amount, unit) = span(millis);
        self.message()
            .number("amount", amount)
            .with("unit", &unit)
            .format(key::SPAN)
    }
}
