//! What was found out about CredSSP, [MS-CSSP], and by the NTLM challenge in it.

use serde::{Deserialize, Serialize};

use crate::PeerText;
use crate::json::{ReadJson, WriteJson};

use super::TransportEnd;

/// CredSSP, [MS-CSSP].
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ReadJson, WriteJson)]
#[serde(default)]
pub struct AuthenticateFacts {
    /// Whether the server insists on Network Level Authentication; absent where that was not found out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nla: Option<Nla>,
    /// Which form of the first token the server answered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub token: Option<TokenForm>,
    /// The server answered raw NTLMSSP and does not understand SPNEGO, without which there is no Kerberos.
    pub raw_ntlm_only: bool,
    /// SPNEGO said that the server takes none of the mechanisms offered, which were NTLM alone (RFC 4178 4.2.2).
    #[serde(skip_serializing_if = "core::ops::Not::not")]
    pub spnego_rejected: bool,
    /// The version field of the server's TSRequest, 2 to 6.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub credssp_version: Option<u32>,
    /// What the NTLM challenge tells about the computer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub challenge: Option<NtlmChallenge>,
    /// How far a client with an account came; absent where none was used, or it did not get to the password.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sign_in: Option<SignInStep>,
    /// What the KDC of the account's domain said to a sign-in by Kerberos; absent where none was looked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kdc: Option<KdcAnswer>,
    /// What a second connection that offered TLS only was answered: the failure code of the negotiation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tls_only_failure: Option<u32>,
    /// How that second connection ended, where no negotiation answer came.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tls_only_end: Option<TransportEnd>,
}

/// What a client with an account has given away of its password.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ReadJson, WriteJson)]
#[serde(rename_all = "snake_case")]
pub enum SignInStep {
    /// It answered the server's challenge, which proves that it knows one.
    Answered,
    /// The server proved in turn who it is, and was given the password.
    Delegated,
}

/// What came of asking a domain's KDC whether it knows an account and a computer, RFC 4120 3.1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ReadJson, WriteJson)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum KdcAnswer {
    /// It knows both: the sign-in was by Kerberos.
    Known,
    /// It answered with an error: the sign-in was by NTLM.
    Refused {
        /// The error-code, RFC 4120 7.5.9.
        code: u32,
    },
    /// None was found, or none answered with anything to go on with: the sign-in was by NTLM.
    Silent,
}

/// Whether the server insists on Network Level Authentication.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ReadJson, WriteJson)]
#[serde(rename_all = "snake_case")]
pub enum Nla {
    /// It takes nothing else.
    Required,
    /// It prefers NLA and also lets a client in without.
    Optional,
    /// It was offered NLA and chose to do without; it did not check any password at this stage.
    NotUsed,
}

/// The form of the first CredSSP token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ReadJson, WriteJson)]
#[serde(rename_all = "snake_case")]
pub enum TokenForm {
    /// SPNEGO, as mstsc sends.
    Spnego,
    /// Bare NTLMSSP.
    RawNtlm,
}

/// The CHALLENGE_MESSAGE of NTLM, [MS-NLMP] 2.2.1.2.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ReadJson, WriteJson)]
#[serde(default)]
pub struct NtlmChallenge {
    /// MsvAvNbComputerName.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub computer: Option<PeerText>,
    /// MsvAvNbDomainName; equal to the computer's name outside a domain.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub domain: Option<PeerText>,
    /// MsvAvDnsComputerName.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dns_computer: Option<PeerText>,
    /// MsvAvDnsDomainName.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dns_domain: Option<PeerText>,
    /// MsvAvDnsTreeName.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dns_forest: Option<PeerText>,
    /// The operating system's version: major, minor, build; absent where the server does not tell.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<(u8, u8, u16)>,
    /// The server's clock, in milliseconds since 1970; absent where the server does not tell.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub server_time_ms: Option<i64>,
    /// The server's clock minus ours, in milliseconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clock_offset_ms: Option<i64>,
}
