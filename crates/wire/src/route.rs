use serde::{Deserialize, Serialize};

use crate::json::{ReadJson, WriteJson};
use crate::{FileSetting, PeerText, RdpSettings, Target};

/// What a connection file says about the way to its computer, besides the address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, ReadJson, WriteJson)]
#[serde(default)]
pub struct Route {
    /// The gateway; absent where the file names none, or tells clients not to use it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gateway: Option<Gateway>,
    /// `loadbalanceinfo`: the routing token of the X.224 request, by which a broker finds the collection
    /// ([MS-RDPBCGR] 3.2.5.3.1).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub load_balance_info: Option<PeerText>,
    /// `pcb`: what Hyper-V's console has to be told before X.224 ([MS-RDPEPS] 2.2.1.2).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub preconnection: Option<PeerText>,
    /// What else it asks for, each once.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub settings: Vec<FileSetting>,
}

impl Route {
    /// Whether it says nothing: the computer is reached by its address alone.
    pub fn is_plain(&self) -> bool {
        let way = self.gateway.is_none() && self.load_balance_info.is_none() && self.preconnection.is_none();
        way && self.settings.is_empty()
    }
}

/// A Remote Desktop Gateway before a computer.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ReadJson, WriteJson)]
pub struct Gateway {
    /// Its name and port; the port is [`GATEWAY_PORT`](crate::GATEWAY_PORT) where a file names none.
    pub target: Target,
    /// When a client takes it.
    pub usage: GatewayUsage,
}

/// When a client takes a gateway, by `gatewayusagemethod` and by what the file belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ReadJson, WriteJson)]
#[serde(rename_all = "snake_case")]
pub enum GatewayUsage {
    /// For every connection: 1, or whatever the client's own default is.
    Always,
    /// Where the computer cannot be reached directly: 2.
    Fallback,
    /// The computer belongs to a service, Azure Virtual Desktop or Windows 365, and takes no connection but through it.
    Service,
}

impl GatewayUsage {
    /// When the settings of a connection file tell a client to take its gateway; absent where they tell it not to.
    pub fn of(settings: &RdpSettings) -> Option<Self> {
        // Their computers are reached through the service's own gateway alone, whatever the method says.
        if OF_A_SERVICE.iter().any(|setting| settings.value(setting).is_some()) {
            return Some(Self::Service);
        }
        match settings.number("gatewayusagemethod") {
            // Without the line, clients use none.
            None | Some(0 | 4) => None,
            Some(2) => Some(Self::Fallback),
            Some(_) => Some(Self::Always),
        }
    }
}

/// What stands only in files of Azure Virtual Desktop and Windows 365, whose computers take no connection from outside.
const OF_A_SERVICE: [&str; 2] = ["wvd endpoint pool", "armpath"];
