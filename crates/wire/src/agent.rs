//! What an agent and its relay say to each other.
//!
//! An agent connects to its relay, proves by its key that it is the one whose name it says, and checks what it is asked to,
//! as far as its own policy lets it. Nobody sends it code or settings: a target and the way there are all that it is told.

use serde::{Deserialize, Serialize};

use crate::{LegEvent, PeerText, Refusal, Report, Route, Target};

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
        /// What happened: on leg 0, to the computer, or on leg 1, to the gateway.
        #[serde(flatten)]
        event: LegEvent,
    },
    /// A run is over.
    Finished {
        /// Which run.
        run: u64,
        /// What it found: the leg from the agent to the computer and, where the way has one, that to the gateway.
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
        #[serde(flatten)]
        check: AgentCheck,
    },
    /// Stop a run; what was found so far comes back as [`AgentMessage::Finished`].
    Cancel {
        /// Which run.
        run: u64,
    },
}

/// What an agent is to check.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgentCheck {
    /// The computer.
    pub target: Target,
    /// What a connection file says about the way there.
    #[serde(default, skip_serializing_if = "Route::is_plain")]
    pub route: Route,
    /// How much of the way is looked at.
    #[serde(default, skip_serializing_if = "Extent::is_whole")]
    pub extent: Extent,
}

/// How much of a way is looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Extent {
    /// The computer, and the gateway where there is one.
    #[default]
    Whole,
    /// The gateway alone: the relay's policy does not allow the computer.
    Gateway,
}

impl Extent {
    fn is_whole(&self) -> bool {
        *self == Self::Whole
    }
}

impl From<Target> for AgentCheck {
    /// The computer, by its address alone.
    fn from(target: Target) -> Self {
        Self {
            target,
            route: Route::default(),
            extent: Extent::Whole,
        }
    }
}

/// Why an agent is not let in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
        /// The relay's version, which is the one that the agent needs; empty where the relay is of a version that does not
        /// say it.
        #[serde(default)]
        version: PeerText,
    },
    /// The message cannot be read.
    Unreadable,
    /// The relay is stopping.
    ShuttingDown,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Elapsed, Gateway, GatewayUsage, Stage, StageEvent};

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
            said(&AgentMessage::Stage {
                run: 7,
                event: LegEvent { leg: 1, event },
            }),
            r#"{"type":"stage","run":7,"leg":1,"event":"started","stage":"connect","limit_ms":10000.0}"#
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
                check: AgentCheck::from("pc".parse::<Target>().unwrap()),
            }),
            r#"{"type":"start","run":7,"target":"pc:3389"}"#
        );
        let check = AgentCheck {
            target: "pc".parse().unwrap(),
            route: Route {
                gateway: Some(Gateway {
                    target: Target::of_gateway("gw").unwrap(),
                    usage: GatewayUsage::Always,
                }),
                ..Route::default()
            },
            extent: Extent::Gateway,
        };
        assert_eq!(
            told(&AgentCommand::Start { run: 7, check }),
            r#"{"type":"start","run":7,"target":"pc:3389","route":{"gateway":{"target":"gw:443","usage":"always"}},"extent":"gateway"}"#
        );
        let version = "0.1.0".into();
        assert_eq!(
            told(&AgentCommand::Rejected(Rejection::OtherVersion { schema: 2, version })),
            r#"{"type":"rejected","reason":"other_version","schema":2,"version":"0.1.0"}"#
        );
    }

    #[test]
    fn a_rejection_that_names_no_version_is_read_as_well() {
        let told = r#"{"type":"rejected","reason":"other_version","schema":3}"#;
        let version = PeerText::default();

        let rejected = AgentCommand::Rejected(Rejection::OtherVersion { schema: 3, version });
        assert_eq!(serde_json::from_str::<AgentCommand>(told).unwrap(), rejected);
    }
}
