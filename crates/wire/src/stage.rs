use serde::{Deserialize, Serialize};

use crate::json::{ReadJson, WriteJson};

/// A step of a connection, in the order in which a client walks them ([MS-RDPBCGR] 1.3.1.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ReadJson, WriteJson)]
#[serde(rename_all = "lowercase")]
pub enum Stage {
    /// Browser to relay, over a WebSocket; only the page can judge it.
    Relay,
    /// Name to addresses.
    Resolve,
    /// TCP, to the first address that answers.
    Connect,
    /// X.224 Connection Request and Connection Confirm.
    Negotiate,
    /// TLS, or Standard RDP Security named as such.
    Secure,
    /// CredSSP, without a password as far as the server's NTLM challenge.
    Authenticate,
    /// MCS Connect Initial and Response with the GCC settings.
    Settings,
    /// Erect Domain, Attach User and the channel joins.
    Channels,
    /// Client Info and connect-time auto-detect.
    Logon,
    /// The licensing PDUs.
    License,
    /// Demand Active and Confirm Active.
    Capabilities,
    /// Synchronize, Control and Font Map.
    Finalize,
    /// The first picture.
    Desktop,
    /// The session holds for a few seconds.
    Stay,
}

impl Stage {
    /// Every stage in order, the browser's own leg first.
    pub const ALL: [Self; 14] = [
        Self::Relay,
        Self::Resolve,
        Self::Connect,
        Self::Negotiate,
        Self::Secure,
        Self::Authenticate,
        Self::Settings,
        Self::Channels,
        Self::Logon,
        Self::License,
        Self::Capabilities,
        Self::Finalize,
        Self::Desktop,
        Self::Stay,
    ];

    /// The stages that the relay walks: all but the browser's leg.
    pub fn probed() -> impl DoubleEndedIterator<Item = Self> + ExactSizeIterator {
        Self::ALL.into_iter().skip(1)
    }

    /// The place in the order: 0 for the browser's leg, 1 to 13 for the others.
    pub fn number(self) -> u8 {
        match self {
            Self::Relay => 0,
            Self::Resolve => 1,
            Self::Connect => 2,
            Self::Negotiate => 3,
            Self::Secure => 4,
            Self::Authenticate => 5,
            Self::Settings => 6,
            Self::Channels => 7,
            Self::Logon => 8,
            Self::License => 9,
            Self::Capabilities => 10,
            Self::Finalize => 11,
            Self::Desktop => 12,
            Self::Stay => 13,
        }
    }

    /// The name on the wire and in the one-line summary: lower case, ASCII.
    pub fn name(self) -> &'static str {
        match self {
            Self::Relay => "relay",
            Self::Resolve => "resolve",
            Self::Connect => "connect",
            Self::Negotiate => "negotiate",
            Self::Secure => "secure",
            Self::Authenticate => "authenticate",
            Self::Settings => "settings",
            Self::Channels => "channels",
            Self::Logon => "logon",
            Self::License => "license",
            Self::Capabilities => "capabilities",
            Self::Finalize => "finalize",
            Self::Desktop => "desktop",
            Self::Stay => "stay",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_names_and_order_agree_for_every_stage() {
        for (place, stage) in Stage::ALL.into_iter().enumerate() {
            assert_eq!(usize::from(stage.number()), place);
            assert_eq!(serde_json::to_value(stage).unwrap(), stage.name());
        }
        assert!(Stage::ALL.is_sorted());
    }
}
