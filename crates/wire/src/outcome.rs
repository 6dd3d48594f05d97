use serde::{Deserialize, Serialize};

use crate::json::{ReadJson, WriteJson};

/// How a stage ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ReadJson, WriteJson)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The stage did what the specification asks of it.
    Passed,
    /// The stage ended without what it needed; the stage's `Failure` says how.
    Failed,
    /// Nothing, or not enough, came until the limit. The connection was not seen to close.
    Silent,
    /// An earlier stage ended the run before this one.
    NotReached,
    /// Left out on purpose; the stage's `NotChecked` says why.
    NotChecked,
}

impl Outcome {
    /// Whether the run broke here.
    pub fn is_broken(self) -> bool {
        match self {
            Self::Failed | Self::Silent => true,
            Self::Passed | Self::NotReached | Self::NotChecked => false,
        }
    }

    /// The name on the wire.
    pub fn name(self) -> &'static str {
        match self {
            Self::Passed => "passed",
            Self::Failed => "failed",
            Self::Silent => "silent",
            Self::NotReached => "not_reached",
            Self::NotChecked => "not_checked",
        }
    }
}

/// Why a stage was left out on purpose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ReadJson, WriteJson)]
#[serde(rename_all = "snake_case")]
pub enum NotChecked {
    /// The server asks for Network Level Authentication first, and this run has no password.
    NeedsPassword,
    /// The server speaks Standard RDP Security only; what lies behind its encryption is not walked.
    LegacySecurity,
    /// The computer belongs to a service, and takes no connection but through its gateway.
    BehindService,
    /// The browser does not let a page try this port, or has no WebRTC.
    PageCannotTry,
    /// The reader does not let pages of this browser reach their network.
    PageMayNotTry,
    /// What the browser sends does not even reach this page's own server, so its silence says nothing.
    OwnServerSilent,
    /// Something reacts to the browser even at an address that nobody has, so a reaction says nothing.
    EverythingReacts,
    /// The relay found no address, and a browser does not tell a name that nobody knows from a refusal.
    NoAddress,
    /// The reaction came so late that it may be the browser's own end.
    Undecided,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn name_is_what_stands_on_the_wire() {
        for outcome in [
            Outcome::Passed,
            Outcome::Failed,
            Outcome::Silent,
            Outcome::NotReached,
            Outcome::NotChecked,
        ] {
            assert_eq!(serde_json::to_value(outcome).unwrap(), outcome.name());
        }
    }
}
