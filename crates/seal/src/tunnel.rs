//! What page and relay say to each other before the bytes.
//!
//! Whoever has the key of a run that has ended gets a [`Ticket`] for it, once: `POST /api/runs/{id}/tunnel` with a
//! [`TicketRequest`]. Its token opens one tunnel, `WS /api/tunnel` with the [`SUBPROTOCOL`]: the first message up is an
//! [`Open`] and the first one down an [`Opened`], both JSON in a text message. From then on binary messages carry bytes,
//! cut anywhere. When the computer's side has ended, [`Ended`] says how in a last text message, and the relay closes.

use core::fmt;
use core::net::SocketAddr;

use serde::{Deserialize, Serialize};
use wire::{Dialed, Failure, RunKey, Target, TransportEnd};

/// What opens one tunnel, once. Never printed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Token(String);

impl Token {
    /// The token with this text. Whether it opens anything is for the relay to say.
    pub fn new(text: String) -> Self {
        Self(text)
    }

    /// Its text, for where it has to be said.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(..)")
    }
}

/// The subprotocol of the tunnel's WebSocket.
pub const SUBPROTOCOL: &str = "rdptrace.tunnel.v1";

/// Asks for a [`Ticket`].
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TicketRequest {
    /// The run's key.
    pub key: RunKey,
}

/// What [`Open`] needs besides the key.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ticket {
    /// Good for two minutes.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub token: Token,
    /// The target of the run.
    pub target: Target,
}

/// Asks for a tunnel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Open {
    /// Good for this run and its target, and for one tunnel.
    pub token: Token,
    /// The run's key, which no other browser has.
    pub key: RunKey,
    /// Where to; the target of the run.
    pub target: Target,
}

/// What became of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "result", rename_all = "snake_case")]
pub enum Opened {
    /// The computer took the connection; bytes may follow.
    Connected {
        /// Its address.
        address: SocketAddr,
    },
    /// The name led nowhere.
    NotResolved {
        /// Why.
        failure: Failure,
    },
    /// No address took the connection.
    NotConnected {
        /// What the last attempt came to.
        dialed: Dialed,
    },
    /// The relay does not try.
    Refused {
        /// Why.
        reason: Refusal,
    },
}

/// Why a relay opens no tunnel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// The message cannot be read.
    Unreadable,
    /// The token was used, is too old, or belongs to another run or target.
    BadToken,
    /// The policy does not allow this target.
    TargetForbidden,
    /// This target has had as many sign-ins as it may have for now.
    TooMany,
    /// As many tunnels are open as the relay carries at once.
    Overloaded,
    /// The relay is stopping.
    ShuttingDown,
}

/// How the computer's side of a tunnel ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ended {
    /// By FIN, RST, or the path.
    pub end: TransportEnd,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn json(value: &impl Serialize) -> String {
        serde_json::to_string(value).unwrap()
    }

    #[test]
    fn messages_are_written_as_the_page_reads_them() {
        let key = || RunKey::new("xK3v9QmZ0aTfW2Lr8sYbNg".to_owned());
        let target: Target = "pc.example:3389".parse().unwrap();
        let token = Token::new("t0ken".to_owned());
        assert_eq!(
            json(&TicketRequest { key: key() }),
            r#"{"key":"xK3v9QmZ0aTfW2Lr8sYbNg"}"#
        );
        let ticket = Ticket {
            token: token.clone(),
            target: target.clone(),
        };
        assert_eq!(json(&ticket), r#"{"token":"t0ken","target":"pc.example:3389"}"#);
        let open = Open {
            token,
            key: key(),
            target,
        };
        assert_eq!(
            json(&open),
            r#"{"token":"t0ken","key":"xK3v9QmZ0aTfW2Lr8sYbNg","target":"pc.example:3389"}"#
        );
        let connected = Opened::Connected {
            address: SocketAddr::from(([192, 0, 2, 7], 3389)),
        };
        assert_eq!(json(&connected), r#"{"result":"connected","address":"192.0.2.7:3389"}"#);
        let refused = Opened::Refused {
            reason: Refusal::TooMany,
        };
        assert_eq!(json(&refused), r#"{"result":"refused","reason":"too_many"}"#);
        let ended = Ended {
            end: TransportEnd::Reset,
        };
        assert_eq!(json(&ended), r#"{"end":"reset"}"#);
    }

    #[test]
    fn a_token_is_never_printed() {
        assert!(!format!("{:?}", Token::new("t0ken".to_owned())).contains("t0ken"));
    }
}
