use serde::{Deserialize, Serialize};

use crate::json::{ReadJson, WriteJson};

/// A step of a connection, in the order in which a client walks them ([MS-RDPBCGR] 1.3.1.1).
///
/// [`crate::LegKind::stages`] says which of them a leg has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ReadJson, WriteJson)]
#[serde(rename_all = "lowercase")]
pub enum Stage {
    /// Browser to relay, over a WebSocket; only the page can judge it.
    Relay,
    /// Browser to the computer's port, as far as a page can see.
    Reach,
    /// Name to addresses.
    Resolve,
    /// TCP, to the first address that answers.
    Connect,
    /// X.224 Connection Request and Connection Confirm.
    Negotiate,
    /// TLS, or Standard RDP Security named as such.
    Secure,
    /// The gateway's HTTP answer, [MS-TSGU] 3.3.5.1.
    Answer,
    /// Signing in to the gateway.
    #[serde(rename = "sign_in")]
    SignIn,
    /// The gateway's tunnel and its channel to the computer, [MS-TSGU] 3.3.5.
    Tunnel,
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
    /// Every stage of every kind of leg, in order.
    pub const ALL: [Self; 18] = [
        Self::Relay,
        Self::Reach,
        Self::Resolve,
        Self::Connect,
        Self::Negotiate,
        Self::Secure,
        Self::Answer,
        Self::SignIn,
        Self::Tunnel,
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

    /// The name on the wire and in the one-line summary: lower case, ASCII.
    pub fn name(self) -> &'static str {
        match self {
            Self::Relay => "relay",
            Self::Reach => "reach",
            Self::Resolve => "resolve",
            Self::Connect => "connect",
            Self::Negotiate => "negotiate",
            Self::Secure => "secure",
            Self::Answer => "answer",
            Self::SignIn => "sign_in",
            Self::Tunnel => "tunnel",
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
    fn names_and_order_agree_for_every_stage() {
        for stage in Stage::ALL {
            assert_eq!(serde_json::to_value(stage).unwrap(), stage.name());
        }
        assert!(Stage::ALL.is_sorted());
    }
}
