//! What page and relay say to each other before the bytes.
//!
//! The first message up is an [`Open`] and the first one down an [`Opened`], both JSON in a text message. From then on binary
//! messages carry bytes, cut anywhere. When the computer's side has ended, [`Ended`] says how.

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
