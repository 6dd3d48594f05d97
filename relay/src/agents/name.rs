use core::borrow::Borrow;
use core::fmt;
use core::str::FromStr;

use serde::Deserialize;
use thiserror::Error;

/// What an agent is called: 1 to 32 lower-case letters, digits and hyphens, the first one a letter.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(try_from = "String")]
pub struct AgentName(String);

/// The text is no name of an agent.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error(
    "`{0}` can't be the name of an agent. Use up to 32 lowercase letters, digits, and hyphens, with a letter first, and not \
     `{RELAY}`"
)]
pub struct AgentNameError(String);

impl AgentName {
    /// The text of it.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for AgentName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Borrow<str> for AgentName {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl FromStr for AgentName {
    type Err = AgentNameError;

    fn from_str(text: &str) -> Result<Self, AgentNameError> {
        let known = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        let named = text.starts_with(|first: char| first.is_ascii_lowercase()) && text.bytes().all(known);
        if named && text.len() <= LONGEST && text != RELAY {
            Ok(Self(text.to_owned()))
        } else {
            Err(AgentNameError(text.chars().take(2 * LONGEST).collect()))
        }
    }
}

impl TryFrom<String> for AgentName {
    type Error = AgentNameError;

    fn try_from(text: String) -> Result<Self, AgentNameError> {
        text.parse()
    }
}

/// It stands beside each step in reports and in a list on the page.
const LONGEST: usize = 32;
/// What the relay itself is called among the places of a run.
const RELAY: &str = wire::RELAY_PLACE;
