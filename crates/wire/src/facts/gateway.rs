//! What was found out about an RD Gateway, [MS-TSGU].

use serde::{Deserialize, Serialize};

use crate::PeerText;
use crate::json::{ReadJson, WriteJson};

/// The gateway's answer over HTTP, before anybody signs in.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ReadJson, WriteJson)]
#[serde(default)]
pub struct AnswerFacts {
    /// The status code, RFC 9110 15; absent where none came.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
    /// The authentication schemes that it offers, such as `Negotiate`, RFC 9110 11.6.1.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub schemes: Vec<PeerText>,
    /// What it calls itself in its Server field; absent where it does not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub server: Option<PeerText>,
    /// The transport that it answered for; absent where it is no gateway, or asks for a sign-in before it says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub transport: Option<GatewayTransport>,
    /// Where it points to, RFC 9110 10.2.2; shown and never followed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub location: Option<PeerText>,
    /// How far its clock is ahead of ours by its Date field, in whole seconds; absent where it names no date.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clock_offset_s: Option<i64>,
}

/// How a gateway carries its packets, [MS-TSGU] 1.3 and 2.1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ReadJson, WriteJson)]
#[serde(rename_all = "snake_case")]
pub enum GatewayTransport {
    /// WebSocket, on `/remoteDesktopGateway/`.
    WebSocket,
    /// Two HTTP requests without end, on the same path.
    Http,
    /// RPC over HTTP, on `/rpc/rpcproxy.dll`, as before Windows Server 2012.
    Rpc,
}

/// The sign-in at the gateway.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ReadJson, WriteJson)]
#[serde(default)]
pub struct SignInFacts {
    /// The scheme that was used; absent where none was tried.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scheme: Option<PeerText>,
}

/// The gateway's tunnel and channel.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ReadJson, WriteJson)]
#[serde(default)]
pub struct TunnelFacts {
    /// The errorCode of the last response, [MS-TSGU] 2.2.6; absent where none came.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<u32>,
}
