//! What the users of a proxy may do, and which headers name them.

use core::str::FromStr;

use axum::http::HeaderName;
use axum::http::header::{AUTHORIZATION, CONNECTION, COOKIE, FORWARDED, HOST, ORIGIN, UPGRADE};
use serde::Deserialize;
use thiserror::Error;

use super::tenants::plain_rules;
use crate::agents::AgentName;
use crate::net::policy::Rule;

/// The name of a header that a proxy writes over whatever its own clients send under it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct ProxyHeader(HeaderName);

/// The text is no such name.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("`{0}` can't be the header that names people. Use one that only your proxy sets, such as X-Forwarded-User")]
pub struct ProxyHeaderError(String);

impl ProxyHeader {
    /// It, as requests have it.
    pub fn name(&self) -> &HeaderName {
        &self.0
    }
}

impl FromStr for ProxyHeader {
    type Err = ProxyHeaderError;

    fn from_str(text: &str) -> Result<Self, ProxyHeaderError> {
        let name = text.parse().ok().filter(|name| !OF_CLIENTS.contains(name));
        name.map(Self).ok_or_else(|| ProxyHeaderError(text.to_owned()))
    }
}

impl TryFrom<String> for ProxyHeader {
    type Error = ProxyHeaderError;

    fn try_from(text: String) -> Result<Self, ProxyHeaderError> {
        text.parse()
    }
}

/// What some of those may do whom the proxy names. Whoever matches several of these has what each of them gives.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct AccessRule {
    /// Whom it is for, by name; `*` for everybody whom the proxy names.
    pub users: Vec<String>,
    /// Whom it is for, by any of their groups.
    pub groups: Vec<String>,
    /// What they may check, of what the policy allows; absent for all of that.
    #[serde(deserialize_with = "plain_rules")]
    pub allow: Option<Vec<Rule>>,
    /// The agents from which they may check, besides those that are visible to their networks.
    pub agents: Vec<AgentName>,
}

impl AccessRule {
    /// Whether it is for somebody with this name and these groups.
    pub(crate) fn is_for(&self, user: &str, groups: &[String]) -> bool {
        let named = |own: &String| own == EVERYBODY || own == user;
        self.users.iter().any(named) || self.groups.iter().any(|own| groups.contains(own))
    }
}

/// In place of a user's name.
const EVERYBODY: &str = "*";

/// Headers that every browser and program writes itself, or that mean something else already.
const OF_CLIENTS: [HeaderName; 8] = [
    AUTHORIZATION,
    CONNECTION,
    COOKIE,
    FORWARDED,
    HOST,
    ORIGIN,
    UPGRADE,
    HeaderName::from_static("x-forwarded-for"),
];
