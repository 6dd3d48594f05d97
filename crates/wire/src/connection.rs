use core::net::SocketAddr;

use serde::{Deserialize, Serialize};

use crate::json::{ReadJson, WriteJson};
use crate::{Elapsed, TransportEnd};

/// One TCP connection over which RDP was spoken.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ReadJson, WriteJson)]
pub struct Connection {
    /// What it was opened for.
    pub purpose: Purpose,
    /// Where to.
    pub address: SocketAddr,
    /// When it stood, counted from the start of the run.
    pub opened_at_ms: Elapsed,
    /// How long the TCP handshake took.
    pub handshake_ms: Elapsed,
    /// The protocol that the server selected on it; absent where it selected none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub selected: Option<u32>,
    /// SHA-256 of the server's certificate on it, 64 hexadecimal digits; absent without TLS.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub certificate_sha256: Option<String>,
    /// How the peer ended it, where it was not we who did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended_by_peer: Option<TransportEnd>,
    /// How long after our last bytes that was; absent where the peer did not end it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended_after_ms: Option<Elapsed>,
    /// What the relay's kernel measured, read at the end; absent where the system does not tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kernel: Option<KernelFacts>,
}

/// What a connection was opened for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ReadJson, WriteJson)]
#[serde(tag = "purpose", rename_all = "snake_case")]
pub enum Purpose {
    /// The main one: offers TLS and CredSSP.
    Main,
    /// The same once more without the routing cookie, after the main one got no answer; the run goes on from here if it
    /// gets one.
    WithoutCookie,
    /// Asks for the NTLM challenge with SPNEGO around it.
    Spnego,
    /// Asks for the NTLM challenge without SPNEGO around it, where the main connection used it: in older reports.
    RawNtlm,
    /// Offers TLS only, to learn whether NLA is required.
    TlsOnly,
    /// Offers no security protocol, to read what Standard RDP Security says: after a refusal of TLS, or after two
    /// connections that were hung up on.
    Standard,
    /// A ClientHello at once, to learn whether the port expects TLS from the first byte.
    BareTls,
    /// A bare ClientHello, to learn which versions the server speaks.
    TlsHello {
        /// The version offered.
        version: u16,
    },
}

/// What the kernel knows about a TCP connection (`TCP_INFO`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ReadJson, WriteJson)]
#[serde(default)]
pub struct KernelFacts {
    /// The smoothed round-trip time, in microseconds.
    pub rtt_us: u32,
    /// Its mean deviation, in microseconds.
    pub rtt_var_us: u32,
    /// Segments sent again over the connection's life, without those that the peer turned out to have.
    pub retransmits: u32,
    /// Segments sent, without those sent again; 0 where unknown.
    pub segments_out: u32,
    /// Segments with data that came, also those behind a gap; 0 where unknown.
    pub data_segments_in: u32,
    /// Segments of the peer that came behind a gap; absent where unknown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub out_of_order: Option<u32>,
    /// The maximum segment size towards the peer, in bytes.
    pub send_mss: u32,
    /// The path MTU that the kernel assumes, in bytes.
    pub path_mtu: u32,
    /// Bytes of ours that the peer acknowledged; absent where unknown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub acknowledged: Option<u32>,
    /// Bytes of ours for which the peer never had room; absent where unknown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unsent: Option<u32>,
}
