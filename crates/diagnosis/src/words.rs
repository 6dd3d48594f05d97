use wire::{Elapsed, RdpFileError, Refusal, Report, Stage, StageReport, TargetError};

use crate::{Audience, Finding};

/// The sentences of one language.
pub struct Words {}

/// One thing to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// What to do, in a sentence.
    pub text: String,
    /// What to type for it.
    pub command: Option<Command>,
}

/// A line that the reader types; we never run it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Command {
    /// Where it is typed, such as `PowerShell` or `Terminal`, or the tool's name.
    pub shell: &'static str,
    /// The line.
    pub line: String,
}

impl Words {
    /// English.
    pub fn english() -> Self {
        Self {}
    }
    /// The BCP 47 tag, for `lang`.
    pub fn language(&self) -> &str {
        "en"
    }
    /// A sentence or label that needs no value, by its key in the locale; for the page's own furniture.
    pub fn text(&self, key: &str) -> String {
        key.to_owned()
    }
    /// The same with values.
    pub fn text_with(&self, key: &str, _parameters: &[(&'static str, crate::Parameter)]) -> String {
        key.to_owned()
    }
    /// A stage's name.
    pub fn stage(&self, _stage: Stage) -> String {
        String::new()
    }
    /// What a stage that has ended says in its row: one short sentence.
    pub fn row(&self, _report: &StageReport) -> String {
        String::new()
    }
    /// What a stage waits for while it runs, and when it gives up.
    pub fn waiting(&self, _stage: Stage, _limit: Elapsed) -> String {
        String::new()
    }
    /// The one sentence at the end: where it stopped and why, or that all is well.
    pub fn verdict(&self, _report: &Report, _findings: &[Finding]) -> String {
        String::new()
    }
    /// A finding in one sentence.
    pub fn title(&self, _finding: &Finding) -> String {
        String::new()
    }
    /// What it means: two to four sentences, with what it is not.
    pub fn meaning(&self, _finding: &Finding) -> String {
        String::new()
    }
    /// What to do, in order.
    pub fn steps(&self, _finding: &Finding, _audience: Audience) -> Vec<Step> {
        Vec::new()
    }
    /// Where the computer's logs confirm it.
    pub fn confirmation(&self, _finding: &Finding) -> Vec<Step> {
        Vec::new()
    }
    /// Who must act.
    pub fn actor(&self, _actor: crate::Actor) -> String {
        String::new()
    }
    /// How sure it is.
    pub fn confidence(&self, _confidence: crate::Confidence) -> String {
        String::new()
    }
    /// What is wrong with a target, and what would be right.
    pub fn target_error(&self, _error: &TargetError) -> String {
        String::new()
    }
    /// What is wrong with a connection file, and what would be right.
    pub fn rdp_file_error(&self, _error: &RdpFileError) -> String {
        String::new()
    }
    /// Why the relay does not run a check.
    pub fn refusal(&self, _refusal: &Refusal) -> String {
        String::new()
    }
    /// The facts of a stage as labelled values, for a table.
    pub fn facts(&self, _report: &StageReport) -> Vec<(String, String)> {
        Vec::new()
    }
}

/// The line for a ticket: `RDP-NEG-005 · stopped at negotiate (3/13) · server wants NLA · 412 ms`.
pub fn summary(_words: &Words, _report: &Report, _findings: &[Finding]) -> String {
    String::new()
}

/// The same step with other tools, as lines to type.
pub fn replicate(_report: &Report, _stage: Stage) -> Vec<Command> {
    Vec::new()
}
