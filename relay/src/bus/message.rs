//! What relays tell each other.

use serde::{Deserialize, Serialize};
use wire::{AgentCheck, LegEvent, PeerText, Report, Target};

use crate::agents::AgentName;
use crate::runs::{KeyHash, RunId};

/// An agent is connected to a relay.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Here {
    /// What the relay is called on the bus.
    pub(super) relay: String,
    /// The agent's version.
    pub(super) version: PeerText,
    /// How many runs it makes at most.
    pub(super) room: u8,
}

/// An agent has gone from a relay.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Gone {
    /// What the relay is called on the bus.
    pub(super) relay: String,
}

/// A run is wanted of an agent.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Wanted {
    /// What the run is called on the bus: letters and digits.
    pub(super) run: String,
    /// What to check.
    pub(super) check: AgentCheck,
}

/// What is told of a run that was wanted.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Told {
    /// It is under way, and nothing else has happened for a while.
    Alive,
    /// Something happened.
    Stage(LegEvent),
    /// It is over.
    Finished(Box<Report>),
    /// It did not begin: the agent has enough to do, or its relay does not let it.
    Refused,
    /// The agent is lost.
    Lost,
}

/// A run is sought by its key.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Sought {
    /// What is known of its key.
    pub(super) key: KeyHash,
    /// What whoever follows it is called on the bus: letters and digits.
    pub(super) follower: String,
}

/// What is told of a run that was sought.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum OfRun {
    /// The relay that tells has it.
    Here(Box<Head>),
    /// Something happened in it.
    Event {
        /// A `ServerMessage` as JSON.
        event: String,
        /// Whether it was the last.
        over: bool,
    },
    /// It goes on, and nothing else has happened for a while.
    Alive,
}

/// What a run is.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Head {
    /// What it is called.
    pub(super) id: RunId,
    /// What is checked.
    pub(super) target: Target,
    /// Whether nothing will happen in it any more.
    pub(super) over: bool,
}

/// What whoever follows a run says to the relay that has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Said {
    /// Somebody follows it still.
    Still,
    /// It is to stop.
    Cancel,
    /// Nobody follows it any more.
    Left,
}

/// The subject on which a run is sought.
pub(super) const SOUGHT: &str = "rdptrace.v1.run.sought";

/// The subject on which a follower speaks; absent where none can be called `follower`.
pub(super) fn control_of(follower: &str) -> Option<String> {
    is_name(follower).then(|| format!("{PREFIX}.follower.{follower}.said"))
}

/// The subject on which `what` is told of an agent.
pub(super) fn of_agent(name: &AgentName, what: &str) -> String {
    format!("{PREFIX}.agent.{name}.{what}")
}

/// The subject on which `what` is told of any agent.
pub(super) fn of_any_agent(what: &str) -> String {
    format!("{PREFIX}.agent.*.{what}")
}

/// The agent that a subject of [`of_any_agent`] is about; absent where no agent can have that name.
pub(super) fn agent_in(subject: &str) -> Option<AgentName> {
    let (name, _what) = subject.strip_prefix(PREFIX)?.strip_prefix(".agent.")?.split_once('.')?;
    name.parse().ok()
}

/// The subject on which a run is stopped; absent where no run can be called `run`.
pub(super) fn cancel_of(run: &str) -> Option<String> {
    is_name(run).then(|| format!("{PREFIX}.run.{run}.cancel"))
}

fn is_name(text: &str) -> bool {
    (1..=LONGEST_NAME).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// A later form of these messages has subjects of its own, so that relays of both can share a bus.
const PREFIX: &str = "rdptrace.v1";
const LONGEST_NAME: usize = 32;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn subjects_tell_whom_they_are_about() {
        let name: AgentName = "branch-7".parse().unwrap();

        assert_eq!(agent_in(&of_agent(&name, "here")), Some(name));
        for other in [
            "rdptrace.v1.agent.A.here",
            "rdptrace.v1.agent.",
            "rdptrace.v2.agent.a.here",
            "",
        ] {
            assert_eq!(agent_in(other), None, "{other}");
        }
    }

    #[test]
    fn a_run_is_called_what_cannot_be_taken_for_other_subjects() {
        assert!(cancel_of("abc123").is_some());
        for run in ["", "a.b", "*", ">", "a b", &"a".repeat(33)] {
            assert_eq!((cancel_of(run), control_of(run)), (None, None), "{run}");
        }
    }
}
