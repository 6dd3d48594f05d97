//! What an agent and its relay say to each other.
//!
//! An agent connects to its relay, proves by its key that it is the one whose name it says, and checks what it is asked to,
//! as far as its own policy lets it. Nobody sends it code, settings or anything but a target.

use serde::{Deserialize, Serialize};

use crate::{PeerText, Refusal, Report, StageEvent, Target};

/// The WebSocket subprotocol between agents and relays: the name and version of these messages.
pub const AGENT_SUBPROTOCOL: &str = "rdptrace.agent.v1";

/// What an agent says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum AgentMessage {
    /// The first message on every connection.
    Hello {
        /// The agent's version.
        version: PeerText,
        /// What it is called in the relay's configuration.
        name: String,
        /// The [`SCHEMA`](crate::SCHEMA) of its reports.
        schema: u32,
        /// How many runs it makes at once.
        room: u8,
    },
    /// The answer to a challenge.
    Proof {
        /// An Ed25519 signature (RFC 8032), base64url without padding.
        signature: String,
    },
    /// News from a run.
    Stage {
        /// Which run.
        run: u64,
        /// What happened.
        #[serde(flatten)]
        event: StageEvent,
    },
    /// A run is over.
    Finished {
        /// Which run.
        run: u64,
        /// What it found: one leg, from the agent to the computer.
        report: Box<Report>,
    },
    /// A run did not begin.
    Refused {
        /// Which run.
        run: u64,
        /// Why.
        refusal: Refusal,
    },
}

/// What a relay says to an agent.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum AgentCommand {
    /// Prove it.
    Challenge {
        /// 256 random bits, base64url without padding.
        nonce: String,
    },
    /// It is the one; runs may come from now on.
    Welcome,
    /// It is not let in; the connection ends.
    Rejected(Rejection),
    /// Run a check.
    Start {
        /// What the run is called on this connection.
        run: u64,
        /// What to check.
        target: Target,
    },
    /// Stop a run; what was found so far comes back as [`AgentMessage::Finished`].
    Cancel {
        /// Which run.
        run: u64,
    },
}

/// Why an agent is not let in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "reason", rename_all = "snake_case")]
pub enum Rejection {
    /// The relay's configuration has no agent of this name with this key.
    UnknownKey,
    /// An agent of this name is connected.
    NameTaken,
    /// Its reports are of another shape than the relay's.
    OtherVersion {
        /// What the relay reads.
        schema: u32,
    },
    /// The message cannot be read.
    Unreadable,
    /// The relay is stopping.
    ShuttingDown,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Elapsed, Stage};

    #[test]
    fn the_json_of_every_message_is_what_older_agents_expect() {
        let said = |message: &AgentMessage| serde_json::to_string(message).unwrap();
        let told = |command: &AgentCommand| serde_json::to_string(command).unwrap();

        assert_eq!(
            said(&AgentMessage::Hello {
                version: "0.1.0".into(),
                name: "branch-7".to_owned(),
                schema: 2,
                room: 4,
            }),
            r#"{"type":"hello","version":"0.1.0","name":"branch-7","schema":2,"room":4}"#
        );
        let event = StageEvent::Started {
            stage: Stage::Connect,
            limit_ms: Elapsed::from(core::time::Duration::from_secs(10)),
        };
        assert_eq!(
            said(&AgentMessage::Stage { run: 7, event }),
            r#"{"type":"stage","run":7,"event":"started","stage":"connect","limit_ms":10000.0}"#
        );
        assert_eq!(
            said(&AgentMessage::Refused {
                run: 7,
                refusal: Refusal::Busy,
            }),
            r#"{"type":"refused","run":7,"refusal":{"reason":"busy"}}"#
        );
        assert_eq!(
            told(&AgentCommand::Start {
                run: 7,
                target: "pc".parse().unwrap(),
            }),
            r#"{"type":"start","run":7,"target":"pc:3389"}"#
        );
        assert_eq!(
            told(&AgentCommand::Rejected(Rejection::OtherVersion { schema: 2 })),
            r#"{"type":"rejected","reason":"other_version","schema":2}"#
        );
    }
}
