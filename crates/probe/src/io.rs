//! What a driver and the check say to each other.

use core::net::{IpAddr, SocketAddr};
use core::time::Duration;
use std::sync::Arc;

use rustls::crypto::CryptoProvider;
use rustls::{KeyLog, NoKeyLog};
use wire::{Dialed, Host, KernelFacts, Lookup, PeerText, Place, Report, StageEvent};

/// What the check cannot have of its own: the time of day, randomness and cryptography.
#[derive(Clone, Debug)]
pub struct Environment {
    /// The time of day when the run begins, in milliseconds since 1970.
    pub started_at_ms: i64,
    /// Fresh bytes from the system's random source.
    pub random: [u8; 32],
    /// What TLS computes with.
    pub crypto: Arc<CryptoProvider>,
}

/// What a run is to do.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Who looks: the report says so of its leg.
    pub place: Place,
    /// How long the session is watched after the first picture.
    pub stay: Duration,
    /// Who is told the secrets of each TLS connection, in the terms of the NSS key log; [`NoKeyLog`] where nobody is.
    pub tls_secrets: Arc<dyn KeyLog>,
}

impl Default for Plan {
    fn default() -> Self {
        Self {
            place: Place::Relay,
            stay: STAY,
            tls_secrets: Arc::new(NoKeyLog),
        }
    }
}

/// A connection of this run; the driver keeps its socket under this name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ConnectionId(pub u8);

/// What happened.
#[derive(Debug)]
pub enum Input<'a> {
    /// The answer to [`Action::Resolve`].
    Resolved(Resolution),
    /// The answer to [`Action::Dial`]; [`Dialed::Answered`] means that the connection stands.
    Dialed {
        /// Which connection.
        connection: ConnectionId,
        /// How the attempt ended.
        dialed: Dialed,
    },
    /// Bytes came.
    Received {
        /// On which connection.
        connection: ConnectionId,
        /// In the order of the stream, cut anywhere.
        bytes: &'a [u8],
    },
    /// The peer ended its half of the stream (FIN).
    PeerClosed {
        /// Of which connection.
        connection: ConnectionId,
    },
    /// The connection is gone: reset, or broken by the path.
    PeerReset {
        /// Which connection.
        connection: ConnectionId,
        /// False where the system reported something else than a reset, such as an ICMP unreachable.
        reset: bool,
    },
    /// [`Action::HangUp`] has been carried out; nothing else comes from this connection.
    HungUp {
        /// Which connection.
        connection: ConnectionId,
        /// What the kernel had measured, read just before the socket was closed.
        kernel: Option<KernelFacts>,
    },
    /// Somebody wants the run to stop.
    Cancelled,
}

/// What a name led to, and what the policy says of it.
#[derive(Clone, Debug, Default)]
pub struct Resolution {
    /// Whether the target was an address already.
    pub literal: bool,
    /// The questions put to the resolver; none for an address.
    pub lookups: Vec<Lookup>,
    /// The names between (CNAME).
    pub aliases: Vec<PeerText>,
    /// The addresses that may be connected to.
    pub addresses: Vec<IpAddr>,
    /// The addresses that the policy forbids.
    pub forbidden: Vec<IpAddr>,
}

/// What to do.
#[derive(Debug)]
pub enum Action {
    /// Look up the addresses of a host and judge them.
    Resolve(Host),
    /// Open a TCP connection. The check gives up itself, with [`Action::HangUp`], when the limit passes.
    Dial {
        /// The name of the new connection.
        connection: ConnectionId,
        /// Where to.
        address: SocketAddr,
    },
    /// Send bytes.
    Send {
        /// On which connection.
        connection: ConnectionId,
        /// The bytes.
        bytes: Vec<u8>,
    },
    /// End a connection, or give up opening it: send what is queued, then FIN, wait a moment for the peer's FIN, close,
    /// and answer with [`Input::HungUp`].
    HangUp {
        /// Which connection.
        connection: ConnectionId,
    },
    /// Tell whoever watches.
    Emit(StageEvent),
    /// The run is over; nothing follows.
    Finish(Box<Report>),
}

/// Servers that throw a guest out do so within the first second or two; three tell, and nobody waits for longer.
const STAY: Duration = Duration::from_secs(3);
