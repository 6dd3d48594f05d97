use serde::{Deserialize, Serialize};

use crate::json::{ReadJson, WriteJson};
use crate::{Elapsed, Exchange, Facts, Failure, NotChecked, Outcome, ServerSignal, Stage};

/// What is known about one stage.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ReadJson, WriteJson)]
pub struct StageReport {
    /// Which stage, and its facts.
    #[serde(flatten)]
    pub facts: Facts,
    /// How it ended.
    pub outcome: Outcome,
    /// How long it took; absent where it was not tried.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub elapsed_ms: Option<Elapsed>,
    /// What ended it, where it did not pass.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub failure: Option<Failure>,
    /// Why it was left out, where it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_checked: Option<NotChecked>,
    /// What the server said of its own accord meanwhile.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub signals: Vec<ServerSignal>,
    /// The messages of this stage, in order; the first few where there were many.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub exchanges: Vec<Exchange>,
}

impl StageReport {
    /// A stage that was not reached.
    pub fn not_reached(stage: Stage) -> Self {
        Self {
            facts: Facts::none(stage),
            outcome: Outcome::NotReached,
            elapsed_ms: None,
            failure: None,
            not_checked: None,
            signals: Vec::new(),
            exchanges: Vec::new(),
        }
    }

    /// Which stage.
    pub fn stage(&self) -> Stage {
        self.facts.stage()
    }
}

/// News from a leg. Which one, whoever walks several of them adds ([`LegEvent`](crate::LegEvent)).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ReadJson, WriteJson)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum StageEvent {
    /// A stage began.
    Started {
        /// Which.
        stage: Stage,
        /// When it is given up at the latest, counted from now.
        limit_ms: Elapsed,
    },
    /// A stage ended, or more became known about one that had ended: this takes the place of what was known.
    Reported(Box<StageReport>),
}
