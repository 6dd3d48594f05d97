//! One finding of the catalogue, and what makes it apply.

use wire::{LegKind, Stage};

use super::view::ReportView;
use crate::finding::{Actor, Confidence, Parameter, Severity};
use crate::steps::Remedy;
use crate::time::span;

/// One finding: when it is said, how sure it is, and what can be done.
#[derive(Clone, Copy)]
pub(crate) struct Rule {
    /// The permanent id.
    pub(crate) id: &'static str,
    /// The stage it is about, where [`Match::at`] names no other.
    pub(crate) stage: Stage,
    pub(crate) severity: Severity,
    pub(crate) confidence: Confidence,
    pub(crate) actor: Actor,
    pub(super) applies: fn(&ReportView<'_>) -> Option<Match>,
    /// On which kind of leg it is looked for.
    pub(super) leg: LegKind,
    /// Findings of higher precedence that it contradicts; beside one of them it is not said.
    pub(crate) contradicts: &'static [&'static str],
    /// What can be done, for all readers, and where the computer's logs confirm it; in order.
    pub(crate) remedies: &'static [Remedy],
}

/// What makes a rule apply: the values for its sentences.
#[derive(Default)]
pub(super) struct Match {
    pub(super) parameters: Vec<(&'static str, Parameter)>,
    /// Where the rule's own is not the one.
    pub(super) stage: Option<Stage>,
    /// Where the rule's own is not the one.
    pub(super) severity: Option<Severity>,
    /// Where the evidence goes less far than the rule's own.
    pub(super) confidence: Option<Confidence>,
}

impl Match {
    /// Without values.
    pub(super) fn plain() -> Self {
        Self::default()
    }

    /// With one value more.
    pub(super) fn with(mut self, name: &'static str, value: impl Into<Parameter>) -> Self {
        self.parameters.push((name, value.into()));
        self
    }

    /// With a span of time, in milliseconds.
    pub(super) fn span(self, millis: f64) -> Self {
        let (amount, unit) = span(millis);
        self.with("amount", amount).with("unit", unit)
    }

    /// About another stage than the rule's own.
    pub(super) fn at(mut self, stage: Option<Stage>) -> Self {
        self.stage = stage;
        self
    }

    /// Worth a warning only, although the rule is one for what breaks a connection.
    pub(super) fn warning_only(mut self) -> Self {
        self.severity = Some(Severity::Warning);
        self
    }

    /// Less sure than the rule is in general.
    pub(super) fn only(mut self, confidence: Confidence) -> Self {
        self.confidence = Some(confidence);
        self
    }
}

impl Rule {
    /// A rule without remedies, for whoever looks after the computer.
    pub(super) const fn new(
        id: &'static str,
        stage: Stage,
        severity: Severity,
        confidence: Confidence,
        applies: fn(&ReportView<'_>) -> Option<Match>,
    ) -> Self {
        Self {
            id,
            stage,
            severity,
            confidence,
            actor: Actor::Administrator,
            applies,
            leg: LegKind::ToComputer,
            contradicts: &[],
            remedies: &[],
        }
    }

    pub(super) const fn certain(id: &'static str, stage: Stage, applies: fn(&ReportView<'_>) -> Option<Match>) -> Self {
        Self::new(id, stage, Severity::Error, Confidence::Certain, applies)
    }

    pub(super) const fn likely(id: &'static str, stage: Stage, applies: fn(&ReportView<'_>) -> Option<Match>) -> Self {
        Self::new(id, stage, Severity::Error, Confidence::Likely, applies)
    }

    pub(super) const fn possible(
        id: &'static str,
        stage: Stage,
        applies: fn(&ReportView<'_>) -> Option<Match>,
    ) -> Self {
        Self::new(id, stage, Severity::Error, Confidence::Possible, applies)
    }

    pub(super) const fn warning(
        id: &'static str,
        stage: Stage,
        confidence: Confidence,
        applies: fn(&ReportView<'_>) -> Option<Match>,
    ) -> Self {
        Self::new(id, stage, Severity::Warning, confidence, applies)
    }

    pub(super) const fn info(
        id: &'static str,
        stage: Stage,
        confidence: Confidence,
        applies: fn(&ReportView<'_>) -> Option<Match>,
    ) -> Self {
        Self::new(id, stage, Severity::Info, confidence, applies)
    }

    pub(super) const fn actor(mut self, actor: Actor) -> Self {
        self.actor = actor;
        self
    }

    pub(super) const fn steps(mut self, remedies: &'static [Remedy]) -> Self {
        self.remedies = remedies;
        self
    }

    /// Looked for on the leg to a gateway.
    pub(super) const fn of_gateway(mut self) -> Self {
        self.leg = LegKind::ToGateway;
        // The gateway belongs to the network that it leads into, and seldom to whoever looks after the computer.
        if matches!(self.actor, Actor::Administrator) {
            self.actor = Actor::Network;
        }
        self
    }

    pub(super) const fn contradicts(mut self, ids: &'static [&'static str]) -> Self {
        self.contradicts = ids;
        self
    }
}
