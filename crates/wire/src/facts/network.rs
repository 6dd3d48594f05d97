//! What was found out about names, addresses and TCP.

use core::net::{IpAddr, SocketAddr};

use serde::{Deserialize, Serialize};

use crate::json::{ReadJson, WriteJson};
use crate::{Elapsed, PeerText};

/// The browser's own leg.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ReadJson, WriteJson)]
#[serde(default)]
pub struct RelayFacts {
    /// From opening the WebSocket to the relay's greeting.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub greeted_after_ms: Option<Elapsed>,
}

/// What somebody's own side sees of the computer's port: the browser in which the page is open, or a network tool.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ReadJson, WriteJson)]
#[serde(default)]
pub struct ReachFacts {
    /// The address that was tried: one that the relay had found. Absent where none was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<IpAddr>,
    /// After how long something reacted to each try, a refusal included; absent for a try to which nothing reacted within
    /// its limit.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tries: Vec<Option<Elapsed>>,
    /// Whether something reacted to some of the tries only. Stays where the times are left out.
    pub unsteady: bool,
    /// What a network tool printed, where one tried and no browser.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub told: Option<Told>,
}

/// That a network tool tried the port, by what it printed and somebody pasted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ReadJson, WriteJson)]
pub struct Told {
    /// Which one.
    pub tool: Tool,
    /// The address from which it tried, of its own machine; absent where it does not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<IpAddr>,
    /// The interface over which it tried, as its machine calls it; absent where it does not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub interface: Option<PeerText>,
    /// Whether that interface is a VPN's, by its name. Stays where the name is left out.
    #[serde(default)]
    pub vpn: bool,
}

/// A tool that tries whether a port takes connections.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ReadJson, WriteJson)]
#[serde(rename_all = "snake_case")]
pub enum Tool {
    /// `Test-NetConnection` of PowerShell.
    TestNetConnection,
    /// `nc`, and `ncat`.
    Netcat,
    /// `curl`.
    Curl,
    /// `telnet`.
    Telnet,
    /// `nmap`.
    Nmap,
    /// Another one.
    Other,
}

/// How many addresses of one computer are tried, at most: nobody publishes more for one, and they have to fit into the
/// ten seconds that connecting may take.
pub const MOST_ADDRESSES: usize = 16;

/// DNS.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ReadJson, WriteJson)]
#[serde(default)]
pub struct ResolveFacts {
    /// Whether an address was given, so that no name had to be looked up.
    pub literal: bool,
    /// The questions that were put and how each was answered.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub lookups: Vec<Lookup>,
    /// The names that the answer led through (CNAME), in order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<PeerText>,
    /// Every address of the target, in the order in which they will be tried.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub addresses: Vec<IpAddr>,
    /// Addresses that the relay's policy does not let it connect to.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub forbidden: Vec<IpAddr>,
    /// How many more its policy does not let it connect to, which it tells nobody; absent where it tells all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub withheld: Option<u16>,
    /// Whether every address stands in examples alone (RFC 5737, RFC 3849 and RFC 9637). It is noted when they are found,
    /// because such addresses also stand in the place of those that a redacted report hides.
    #[serde(skip_serializing_if = "core::ops::Not::not")]
    pub documentation: bool,
}

/// One question to the resolver.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ReadJson, WriteJson)]
pub struct Lookup {
    /// What was asked for.
    pub record: RecordKind,
    /// How many addresses the answer held.
    pub addresses: u16,
    /// The answer's response code; 0 is no error, 3 NXDOMAIN; absent where no usable answer came.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rcode: Option<u16>,
    /// Whether no answer came until the limit.
    #[serde(default)]
    pub silent: bool,
    /// How long the answer took.
    pub elapsed_ms: Elapsed,
}

/// The two kinds of address records.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ReadJson, WriteJson)]
pub enum RecordKind {
    /// IPv4.
    A,
    /// IPv6.
    #[serde(rename = "AAAA")]
    Aaaa,
}

/// TCP.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ReadJson, WriteJson)]
#[serde(default)]
pub struct ConnectFacts {
    /// The address in use: the first that answered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub used: Option<SocketAddr>,
    /// Every address that was tried, in that order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub dials: Vec<Dial>,
}

/// One attempt to open a TCP connection.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ReadJson, WriteJson)]
pub struct Dial {
    /// Where to.
    pub address: SocketAddr,
    /// How it ended.
    pub dialed: Dialed,
    /// How long that took.
    pub elapsed_ms: Elapsed,
}

/// How an attempt to open a TCP connection ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ReadJson, WriteJson)]
#[serde(tag = "result", rename_all = "snake_case")]
pub enum Dialed {
    /// The handshake was completed.
    Answered,
    /// RST to our SYN: something is there, and nothing listens. A reset after the handshake is no part of this; the
    /// connection had been answered then.
    Refused,
    /// An ICMP message or the relay's own routing table says that there is no way.
    Unreachable {
        /// Which of them.
        what: Unreachable,
        /// Whose ICMP message says so, which may be the computer that is dialled; absent where it is the relay's own system
        /// that says so, or it does not tell.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        by: Option<IpAddr>,
    },
    /// Nothing came until the limit.
    Silent,
    /// The relay's own system forbade it (a local firewall).
    LocallyBlocked,
    /// The relay's own system could not try, such as for lack of sockets.
    LocalFault {
        /// Its errno.
        errno: i32,
    },
    /// Given up because the run ended first.
    Abandoned,
}

impl Dialed {
    /// There is no way, and it is not known who says so.
    pub const fn unreachable(what: Unreachable) -> Self {
        Self::Unreachable { what, by: None }
    }

    /// Whose ICMP message says that there is no way; absent where there was none, or it is not known.
    pub fn said_by(self) -> Option<IpAddr> {
        match self {
            Self::Unreachable { by, .. } => by,
            Self::Answered
            | Self::Refused
            | Self::Silent
            | Self::LocallyBlocked
            | Self::LocalFault { .. }
            | Self::Abandoned => None,
        }
    }
}

/// What a system reports for ICMP destination unreachable, and for its own routing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ReadJson, WriteJson)]
#[serde(rename_all = "snake_case")]
pub enum Unreachable {
    /// `EHOSTUNREACH`: host unreachable, administratively prohibited, or no answer to ARP.
    Host,
    /// `ENETUNREACH`: network unreachable, or no route of our own.
    Network,
}
