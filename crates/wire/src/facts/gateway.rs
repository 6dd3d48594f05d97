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
