//! The agents that may check for this relay.

use core::net::IpAddr;
use std::collections::BTreeMap;

use ipnet::IpNet;
use serde::Deserialize;

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
    #[serde(default)]
    pub visible_to: Vec<IpNet>,
    /// The portals in whose frames everybody may have it check.
    #[serde(default)]
    pub tenants: Vec<TenantId>,
    /// The programs that may have it check, by the ids of their tokens.
    #[serde(default)]
    pub tokens: Vec<String>,
}

impl AgentSetting {
    /// Whether somebody with this address may have it check.
    pub fn is_visible_to(&self, client: IpAddr) -> bool {
        client.is_loopback() || self.is_visible_in(client)
    }

    /// The same for somebody who is not on the relay's own machine, wherever the connection comes from.
    pub fn is_visible_in(&self, client: IpAddr) -> bool {
        self.visible_to.iter().any(|network| network.contains(&client))
    }
}
