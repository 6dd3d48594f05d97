//! What was found out about the negotiation and TLS.

use serde::{Deserialize, Serialize};

use crate::json::{ReadJson, WriteJson};
use crate::{CipherSuite, Elapsed, PeerText};

/// X.224 connection request and confirm.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ReadJson, WriteJson)]
#[serde(default)]
pub struct NegotiateFacts {
    /// The protocols that were asked for: 1 SSL, 2 HYBRID, 8 HYBRID_EX ([MS-RDPBCGR] 2.2.1.1.1).
    pub requested: u32,
    /// The protocol that the server selected; 0 is Standard RDP Security. Absent where it named none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub selected: Option<u32>,
    /// The flags of the RDP Negotiation Response ([MS-RDPBCGR] 2.2.1.2.1).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub flags: Option<u8>,
    /// The failure code that a first offer was answered with, where a second connection then offered no protocol at all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refused_offer: Option<u32>,
    /// The server confirmed without negotiation data, as servers before that extension do; this selects Standard RDP
    /// Security.
    pub without_negotiation_data: bool,
    /// The second request, where the first got not one byte of an answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub second_try: Option<SecondTry>,
    /// Whether the request held the routing token of a connection file (`loadbalanceinfo`).
    #[serde(skip_serializing_if = "core::ops::Not::not")]
    pub routing_token: bool,
    /// Whether a preconnection blob went before the request ([MS-RDPEPS]).
    #[serde(skip_serializing_if = "core::ops::Not::not")]
    pub preconnection: bool,
}

/// An X.224 request that was sent once more: on a new connection, with the same offer, without the routing cookie.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, ReadJson, WriteJson)]
pub struct SecondTry {
    /// How the first connection ended: closed, reset, or silent.
    pub first_end: TransportEnd,
    /// How long after the first request that was.
    pub first_elapsed_ms: Elapsed,
    /// How the second connection ended, where it got no answer either; absent where it got one, good or bad.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub second_end: Option<TransportEnd>,
}

/// TLS, or what stands in its place.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ReadJson, WriteJson)]
#[serde(default)]
pub struct SecureFacts {
    /// The version agreed on, as on the wire: 0x0303 is TLS 1.2, 0x0304 TLS 1.3.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<u16>,
    /// The cipher suite agreed on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cipher: Option<CipherSuite>,
    /// The certificates as the server sent them, its own first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub certificates: Vec<CertificateFacts>,
    /// The relay's clock when the certificate was seen, in seconds since 1970.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seen_at: Option<i64>,
    /// Whether the certificate covers the name or address that was asked for, by RFC 6125; absent without certificate.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name_matches: Option<bool>,
    /// Whether the server asked for a certificate of the client (RFC 8446 4.3.2). We have none to show.
    #[serde(skip_serializing_if = "core::ops::Not::not")]
    pub asks_certificate: bool,
    /// Where TLS failed: what a bare ClientHello of one version each was answered.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub hellos: Vec<TlsHello>,
    /// Standard RDP Security in place of TLS.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub standard: Option<StandardSecurity>,
}

/// One certificate.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ReadJson, WriteJson)]
#[serde(default)]
pub struct CertificateFacts {
    /// The subject's common name, or the whole subject where it has none.
    pub subject: PeerText,
    /// The issuer's common name, or the whole issuer where it has none.
    pub issuer: PeerText,
    /// Whether issuer and subject are the same.
    pub self_signed: bool,
    /// The DNS names and addresses of the subject alternative name; at most 32.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<PeerText>,
    /// Valid from, in seconds since 1970.
    pub not_before: i64,
    /// Valid until, in seconds since 1970.
    pub not_after: i64,
    /// The public key's algorithm: `RSA`, `EC` or an object identifier.
    pub key: PeerText,
    /// The public key's size in bits; 0 where unknown.
    pub key_bits: u16,
    /// The signature algorithm by its usual name, such as `sha256WithRSAEncryption`, or an object identifier.
    pub signature: PeerText,
    /// SHA-256 of the DER form, 64 hexadecimal digits.
    pub sha256: String,
    /// SHA-1 of the DER form, 40 hexadecimal digits: the thumbprint that Windows shows.
    pub sha1: String,
    /// Whether the extended key usage, where there is one, allows server authentication or remote desktop.
    pub server_usage: bool,
}

/// A ClientHello of one version only, and what came back.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ReadJson, WriteJson)]
pub struct TlsHello {
    /// The version that was offered: 0x0301 to 0x0303.
    pub offered: u16,
    /// What came back.
    pub answer: TlsHelloAnswer,
}

/// What a server does with a ClientHello.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ReadJson, WriteJson)]
#[serde(tag = "answer", rename_all = "snake_case")]
pub enum TlsHelloAnswer {
    /// It speaks this version.
    ServerHello {
        /// The version it picked.
        version: u16,
        /// The cipher suite it picked, by its IANA number.
        cipher: u16,
    },
    /// It refused with an alert.
    Alert {
        /// The AlertDescription.
        code: u8,
    },
    /// It closed the stream.
    Closed,
    /// It reset the connection.
    Reset,
    /// It said nothing until the limit.
    Silent,
    /// It answered with something that is no TLS.
    NotTls,
    /// It did not get as far as TLS this time.
    NotReached,
}

/// Standard RDP Security as the server's GCC response names it, [MS-RDPBCGR] 2.2.1.4.3.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ReadJson, WriteJson)]
pub struct StandardSecurity {
    /// encryptionMethod: 0 none, 1 40 bit, 8 56 bit, 2 128 bit, 16 FIPS.
    pub method: u32,
    /// encryptionLevel: 0 none, 1 low, 2 client compatible, 3 high, 4 FIPS.
    pub level: u32,
}

/// How a stream ended that was expected to go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ReadJson, WriteJson)]
#[serde(rename_all = "snake_case")]
pub enum TransportEnd {
    /// FIN.
    Closed,
    /// RST.
    Reset,
    /// No answer until the limit.
    Silent,
    /// The TCP connection could not be opened again.
    NotConnected,
    /// The answer was no X.224 confirm.
    Garbled,
}
