//! What a driver and the check say to each other.

use core::fmt;
use core::net::{IpAddr, SocketAddr};
use core::time::Duration;
use std::sync::Arc;

use rustls::crypto::CryptoProvider;
use rustls::pki_types::CertificateDer;
use rustls::{KeyLog, NoKeyLog, RootCertStore};
use wire::{
    Dialed, Failure, Host, KdcAnswer, KernelFacts, Lookup, PeerText, Place, Report, Route, StageEvent, Target,
    TransportEnd,
};
use zeroize::Zeroizing;

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

/// The computer that a run is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Targets {
    /// As whoever asked wrote it; what the report names.
    pub shown: Target,
    /// As it is looked up, dialled and expected in the certificate: international names in their ASCII form.
    pub dialled: Target,
}

/// The same in both.
impl From<Target> for Targets {
    fn from(target: Target) -> Self {
        Self {
            shown: target.clone(),
            dialled: target,
        }
    }
}

/// What a run is to do.
#[derive(Clone, Debug)]
pub struct RunOptions {
    /// Who looks: the report says so of its leg.
    pub place: Place,
    /// How long the session is watched after the first picture.
    pub stay: Duration,
    /// As whom.
    pub identity: Identity,
    /// What a connection file says about the way; a [`Check`](crate::Check) sends what is for brokers and for Hyper-V.
    pub route: Route,
    /// Who signs in to the gateway, and where to behind it; absent where nobody does.
    pub through_gateway: Option<ThroughGateway>,
}

/// Somebody who goes through a gateway.
#[derive(Clone, Debug)]
pub struct ThroughGateway {
    /// Who signs in to the gateway, once, by NTLM.
    pub account: Credentials,
    /// Where to: what the gateway is asked to connect to.
    pub computer: Target,
    /// Whose certificates this person's apps trust. A gateway with another one gets no proof of the password.
    pub authorities: Arc<RootCertStore>,
    /// Certificates that this person says are the gateway's own.
    pub own: Vec<CertificateDer<'static>>,
}

/// As whom a run speaks to the computer.
///
/// A run that signs in has no place for whoever is told the secrets of its TLS: what it carries cannot be kept in a form
/// that gives the password away.
#[derive(Clone, Debug)]
pub enum Identity {
    /// As nobody: neither a name nor a password is sent.
    Guest {
        /// Who is told the secrets of each TLS connection, in the terms of the NSS key log; [`NoKeyLog`] where nobody is.
        tls_secrets: Arc<dyn KeyLog>,
    },
    /// As somebody, once. With NLA the password goes to the server by CredSSP and is not in Client Info
    /// ([MS-RDPBCGR] 2.2.1.11.1.1); a server that does without NLA has it there.
    Account(Credentials),
}

impl Identity {
    /// Who is told the secrets of TLS.
    pub(crate) fn key_log(&self) -> Arc<dyn KeyLog> {
        match self {
            Self::Guest { tls_secrets } => Arc::clone(tls_secrets),
            Self::Account(_) => Arc::new(NoKeyLog),
        }
    }
}

/// A name and the password that goes with it.
#[derive(Clone, Debug)]
pub struct Credentials {
    /// The account, without a domain.
    pub user: String,
    /// Its domain; absent for an account of the computer itself.
    pub domain: Option<String>,
    /// Its password.
    pub password: Secret,
    /// Whether it signs in by Kerberos where the computer wants NLA.
    pub kerberos: Kerberos,
}

/// What is known of the domain's KDC when a sign-in begins. What decides between Kerberos and NTLM has to be known before
/// the first token, so that the password is tried once whatever comes of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kerberos {
    /// None was looked for: the account has no domain, or the computer has no name.
    NotAsked,
    /// It cannot be by Kerberos, by what a KDC answered or did not: NTLM it is.
    Declined(KdcAnswer),
    /// The KDC at this address knows the account and the computer.
    At(SocketAddr),
}

/// Text that is never printed, and wiped when it is dropped.
#[derive(Clone)]
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// Keeps `text`.
    pub fn new(text: String) -> Self {
        Self(Zeroizing::new(text))
    }

    /// The text, for whoever sends it.
    pub(crate) fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(..)")
    }
}

impl Default for RunOptions {
    fn default() -> Self {
        Self {
            place: Place::Relay,
            stay: STAY,
            identity: Identity::Guest {
                tls_secrets: Arc::new(NoKeyLog),
            },
            route: Route::default(),
            through_gateway: None,
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
    /// The connection is gone.
    PeerGone {
        /// Which connection.
        connection: ConnectionId,
        /// How.
        how: PeerGone,
    },
    /// [`Action::HangUp`] has been carried out; nothing else comes from this connection.
    HungUp {
        /// Which connection.
        connection: ConnectionId,
        /// What the kernel had measured, read just before the socket was closed.
        kernel: Option<KernelFacts>,
    },
    /// The answer to [`Action::AskKdc`], as it came; absent where none did.
    KdcAnswered(Option<Vec<u8>>),
    /// Somebody wants the run to stop.
    Cancelled,
}

/// How a connection went that did not end in an orderly way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PeerGone {
    /// RST.
    Reset,
    /// The system reported something else, such as an ICMP unreachable: the path broke.
    PathError,
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
    /// How many more it forbids, which are nobody's business; absent where all are told.
    pub withheld: Option<u16>,
    /// Whether all of them stand in examples alone ([`wire::is_documentation`]).
    pub documentation: bool,
}

impl Resolution {
    /// Why it leads nowhere; none where there is an address to try.
    pub fn failure(&self) -> Option<Failure> {
        if !self.addresses.is_empty() {
            return None;
        }
        if !self.forbidden.is_empty() || self.withheld.is_some() {
            return Some(Failure::AddressesRefused);
        }
        let rcode = |wanted: u16| self.lookups.iter().any(|lookup| lookup.rcode == Some(wanted));
        let failed = self
            .lookups
            .iter()
            .filter_map(|lookup| lookup.rcode)
            .find(|rcode| !matches!(rcode, 0 | 3));
        // One NXDOMAIN is enough: it says that nothing of this name exists, of whatever kind (RFC 2308 2.1).
        Some(if rcode(3) {
            Failure::NameNotFound
        } else if let Some(code) = failed {
            Failure::LookupFailed { rcode: Some(code) }
        } else if self.lookups.iter().all(|lookup| lookup.silent) && !self.lookups.is_empty() {
            Failure::TimedOut { received: 0 }
        } else if self.lookups.iter().all(|lookup| lookup.rcode == Some(0)) && !self.lookups.is_empty() {
            Failure::NoAddresses
        } else {
            Failure::LookupFailed { rcode: None }
        })
    }
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
    /// Ask a KDC over a TCP connection of its own (RFC 4120 7.2.2), and answer with [`Input::KdcAnswered`].
    AskKdc {
        /// Where it listens.
        address: SocketAddr,
        /// The message, with its length before it.
        message: Vec<u8>,
    },
    /// Tell whoever watches.
    Emit(StageEvent),
    /// The same of the leg that begins where the walked one ends: from a gateway to the computer behind it.
    EmitBehind(StageEvent),
    /// The run is over; nothing follows.
    Finish(Box<Report>),
}

/// How long a session is watched before it counts as stable. Servers that evict a guest do so within two seconds.
const STAY: Duration = Duration::from_secs(3);

impl From<PeerGone> for TransportEnd {
    fn from(how: PeerGone) -> Self {
        match how {
            PeerGone::Reset => Self::Reset,
            PeerGone::PathError => Self::NotConnected,
        }
    }
}
