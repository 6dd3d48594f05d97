//! What the page in a frame tells the portal around it. The element of the portal's page makes events of it.

use serde::{Deserialize, Serialize};

use crate::Target;
use crate::json::{ReadJson, WriteJson};

/// News of a check.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ReadJson, WriteJson)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum FrameMessage {
    /// It began.
    Started {
        /// What is checked.
        target: Target,
    },
    /// A step ended.
    Stage {
        /// The stage's name, such as `connect`.
        stage: String,
        /// The outcome's name, such as `failed`.
        outcome: String,
    },
    /// It is over, with a report.
    Finished {
        /// The ids of what was found, the most important first.
        findings: Vec<String>,
        /// The verdict's name, such as `blocked`.
        verdict: String,
        /// The line for a ticket.
        summary: String,
        /// Where the result is; absent where nobody shared it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        link: Option<String>,
    },
    /// There is a link to its result.
    Shared {
        /// The link.
        link: String,
        /// When it ends, in milliseconds since 1970.
        expires_at_ms: i64,
    },
    /// It did not begin, or brought no report.
    Error {
        /// Why: `refused`, or `relay_lost`.
        reason: String,
    },
}
