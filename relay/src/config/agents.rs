//! The agents that may check for this relay.

use std::collections::BTreeMap;

use ipnet::IpNet;
use serde::Deserialize;

use super::network::networks;
use super::tenants::TenantId;
use crate::agents::{AgentName, PublicKey};

/// The agents of a relay, by their names.
pub type AgentSettings = BTreeMap<AgentName, AgentSetting>;

/// An agent.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AgentSetting {
    /// What its proof is held against: the line that `rdptrace agent key` printed.
    pub key: PublicKey,
    /// The networks of those who may have it check, and who learn that there is such an agent. Where there are none, those
    /// on the relay's own machine are the only ones.
    #[serde(default, deserialize_with = "networks")]
    pub visible_to: Vec<IpNet>,
    /// The portals in whose frames everybody may have it check.
    #[serde(default)]
    pub tenants: Vec<TenantId>,
    /// The programs that may have it check, by the ids of their tokens.
    #[serde(default)]
    pub tokens: Vec<String>,
}
