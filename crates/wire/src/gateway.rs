use serde::{Deserialize, Serialize};

use crate::json::{ReadJson, WriteJson};
use crate::{RdpSettings, Target};

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
