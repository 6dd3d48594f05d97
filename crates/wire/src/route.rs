use serde::{Deserialize, Serialize};

use crate::json::{ReadJson, WriteJson};
use crate::{FileSetting, Gateway, PeerText};

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
