//! The way to a computer that the policy allows: one for the check and for whoever else connects.
//!
//! A name is resolved once, all its addresses are decided on, connections go to addresses, and a connection stands only
//! with the address that was dialled.

use core::future::pending;
use core::net::SocketAddr;
use std::io;
use std::sync::Arc;

use probe::Resolution;
use socket2::{Domain, Protocol, Socket, Type};
use tokio::net::TcpStream;
use wire::{Dialed, Host, Target, Unreachable};
use words::Limit;

use super::policy::{Admitted, NotAdmitted, Policy, Scope};
use super::resolve::Resolver;
use crate::limits::{Denied, Reservation};

/// What a relay may reach, and how it finds it.
#[derive(Clone, Debug)]
pub struct Network {
    policy: Arc<Policy>,
    resolver: Resolver,
    /// Absent where targets are not counted.
    reservation: Option<Arc<Reservation>>,
}

impl Network {
    /// Names are looked up with `resolver`, and everything is for `policy` to allow.
    pub fn new(policy: Policy, resolver: Resolver) -> Self {
        Self {
            policy: Arc::new(policy),
            resolver,
            reservation: None,
        }
    }

    /// The same for one run, whose addresses count in `reservation`.
    pub fn reserving(&self, reservation: Arc<Reservation>) -> Self {
        Self {
            reservation: Some(reservation),
            ..self.clone()
        }
    }

    /// Decides on a target by itself, before anything is looked up.
    ///
    /// # Errors
    ///
    /// Where it can be told already that nothing about the target may be checked.
    pub fn admit(&self, target: Target) -> Result<Admitted, NotAdmitted> {
        self.policy.admit(target)
    }

    /// What may be checked, as far as it is told; absent where everything may.
    pub fn scope(&self) -> Option<Scope<'_>> {
        self.policy.scope()
    }

    /// The addresses of `host`, which `target` names, parted into those that may be dialled and the others. Does not
    /// complete where the run's [`Reservation`] is denied.
    pub async fn resolve(&self, target: &Admitted, host: &Host) -> Resolution {
        let found = self.resolver.resolve(host, self.policy.search()).await;
        let unanswered = found
            .lookups
            .iter()
            .any(|lookup| lookup.rcode.is_none() && !lookup.silent);
        if let Some(reservation) = self
            .reservation
            .as_ref()
            .filter(|_| unanswered && is_short_of_sockets())
        {
            // Nothing that is said of the name server or the target would be true.
            reservation.deny(Denied::held(Limit::Queue));
            return pending().await;
        }
        let resolution = self.policy.partition(target.resolved(), found);
        if let Some(reservation) = &self.reservation {
            let port = target.resolved().port.number();
            let addresses = resolution.addresses.iter();
            let reserved = reservation.reserve(addresses.map(|address| SocketAddr::new(*address, port)));
            if reserved.is_err() {
                return pending().await;
            }
        }
        resolution
    }
}

/// Whether the system gives this process no socket, so that what fails says nothing of others.
fn is_short_of_sockets() -> bool {
    #[cfg(unix)]
    let shortages = [
        nix::libc::EMFILE,
        nix::libc::ENFILE,
        nix::libc::ENOMEM,
        nix::libc::ENOBUFS,
    ];
    #[cfg(not(unix))]
    let shortages = [];
    let socket = Socket::new(Domain::IPV4, Type::DGRAM, Some(Protocol::UDP));
    socket.is_err_and(|error| error.raw_os_error().is_some_and(|errno| shortages.contains(&errno)))
}

/// A connection whose handshake was completed.
pub(super) enum Opened {
    Stands(TcpStream),
    /// The reset came before anybody looked.
    ResetAtOnce,
}

/// Sends the first SYN.
pub(super) fn begin(address: SocketAddr) -> io::Result<TcpStream> {
    let socket = Socket::new(Domain::for_address(address), Type::STREAM, Some(Protocol::TCP))?;
    socket.set_nonblocking(true)?;
    socket.set_tcp_nodelay(true)?;
    match socket.connect(&address.into()) {
        Err(error) if !is_under_way(&error) => Err(error),
        Ok(()) | Err(_) => TcpStream::from_std(socket.into()),
    }
}

/// What a connect that does not wait says when nothing is wrong.
fn is_under_way(error: &io::Error) -> bool {
    #[cfg(unix)]
    let in_progress = error.raw_os_error() == Some(nix::libc::EINPROGRESS);
    #[cfg(not(unix))]
    let in_progress = false;
    in_progress || error.kind() == io::ErrorKind::WouldBlock
}

/// Waits for the connection, and makes sure that it is this address that answered.
pub(super) async fn open(begun: io::Result<TcpStream>, address: SocketAddr) -> Result<Opened, Dialed> {
    let connected = async {
        let stream = begun?;
        stream.writable().await?;
        if let Some(error) = stream.take_error()? {
            return Err(error);
        }
        let ends = (stream.peer_addr()?, stream.local_addr()?);
        io::Result::Ok((stream, ends))
    };
    let (stream, (peer, local)) = match connected.await {
        Ok(connected) => connected,
        // A refused SYN is `ConnectionRefused`: what is reset or gone by now had been answered.
        Err(error)
            if matches!(
                error.kind(),
                io::ErrorKind::ConnectionReset | io::ErrorKind::NotConnected
            ) =>
        {
            return Ok(Opened::ResetAtOnce);
        }
        Err(error) => return Err(failed(&error)),
    };
    if (peer.ip(), peer.port()) != (address.ip(), address.port()) {
        return Err(Dialed::LocalFault { errno: 0 });
    }
    // A socket may meet itself where the port is one that the system hands out: nothing listened.
    if local == peer {
        Err(Dialed::Refused)
    } else {
        Ok(Opened::Stands(stream))
    }
}

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the standard library adds kinds as it likes"
)]
fn failed(error: &io::Error) -> Dialed {
    match error.kind() {
        io::ErrorKind::ConnectionRefused => Dialed::Refused,
        io::ErrorKind::HostUnreachable => Dialed::Unreachable {
            what: Unreachable::Host,
        },
        io::ErrorKind::NetworkUnreachable => Dialed::Unreachable {
            what: Unreachable::Network,
        },
        io::ErrorKind::PermissionDenied => Dialed::LocallyBlocked,
        io::ErrorKind::TimedOut => Dialed::Silent,
        _ => Dialed::LocalFault {
            errno: error.raw_os_error().unwrap_or_default(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_in_which_a_system_fails_to_connect_has_its_name() {
        for (errno, expected) in [
            (111, Dialed::Refused),
            (
                113,
                Dialed::Unreachable {
                    what: Unreachable::Host,
                },
            ),
            (
                101,
                Dialed::Unreachable {
                    what: Unreachable::Network,
                },
            ),
            (13, Dialed::LocallyBlocked),
            (1, Dialed::LocallyBlocked),
            (110, Dialed::Silent),
            (24, Dialed::LocalFault { errno: 24 }),
            (99, Dialed::LocalFault { errno: 99 }),
        ] {
            if cfg!(target_os = "linux") {
                assert_eq!(failed(&io::Error::from_raw_os_error(errno)), expected, "{errno}");
            }
        }
    }
}
