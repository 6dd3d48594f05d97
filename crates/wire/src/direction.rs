use serde::{Deserialize, Serialize};

use crate::json::{ReadJson, WriteJson};

/// Who sent a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ReadJson, WriteJson)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// The relay.
    Sent,
    /// The server.
    Received,
}
