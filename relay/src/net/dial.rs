//! The way to a computer that the policy allows: one for the check and for whoever else connects.
//!
//! A name is resolved once, all its addresses are decided on, connections go to addresses, and a connection stands only
//! with the address that was dialled.

use core::future::pending;
use core::net::{IpAddr, SocketAddr};
use core::pin::pin;
use std::io;
use std::sync::Arc;

use futures_util::StreamExt as _;
use futures_util::stream::FuturesUnordered;
use probe::{DIAL_LIMIT, NEXT_ADDRESS, Resolution, stage_limit};
use socket2::{Domain, Protocol, Socket, Type};
use tokio::net::TcpStream;
use tokio::time::{sleep, timeout};
use wire::{Dialed, Host, Stage, Target, Unreachable};
use words::Limit;

use super::icmp;
use super::policy::{Admitted, NotAdmitted, Policy, Reason, Rule, Scope};
use super::reservation::Reservation;
use super::resolve::Resolver;
use crate::limits::Denied;

/// What a relay may reach, and how it finds it.
#[derive(Clone, Debug)]
pub struct Network {
    policy: Arc<Policy>,
    resolver: Resolver,
    /// Lists of rules: besides the policy, one of each list has to name the target.
    only: Vec<Arc<[Rule]>>,
    /// Absent where targets are not counted.
    reservation: Option<Arc<Reservation>>,
}

impl Network {
    /// Names are looked up with `resolver`, and everything is for `policy` to allow.
    pub fn new(policy: Policy, resolver: Resolver) -> Self {
        Self {
            policy: Arc::new(policy),
            resolver,
            only: Vec::new(),
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

    /// What is for it to allow.
    pub fn policy(&self) -> &Policy {
        &self.policy
    }

    /// The same for those who may check only what one of `rules` names, of what may be checked here.
    pub fn narrowed(&self, rules: &[Rule]) -> Self {
        let mut narrowed = self.clone();
        narrowed.only.push(rules.into());
        narrowed
    }

    /// Decides on a target by itself, before anything is looked up.
    ///
    /// # Errors
    ///
    /// Where it can be told already that nothing about the target may be checked.
    pub fn admit(&self, target: Target) -> Result<Admitted, NotAdmitted> {
        let admitted = self.policy.admit(target)?;
        let named = |rule: &Rule| rule.covers(admitted.resolved());
        if !self.only.iter().all(|only| only.iter().any(named)) {
            return Err(NotAdmitted::Forbidden(Reason::NoRule));
        }
        Ok(admitted)
    }

    /// What may be checked, as far as it is told; absent where everything may.
    pub fn scope(&self) -> Option<Scope<'_>> {
        match self.only.last() {
            Some(only) => Some(Scope::Names(only.iter().filter_map(Rule::name).collect())),
            None => self.policy.scope(),
        }
    }

    /// Where DNS says that this service is, the first to be asked first; nothing of it is judged yet.
    pub(crate) async fn services(&self, name: &str) -> Vec<Target> {
        self.resolver.services(name).await
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
            let dialled: Vec<_> = addresses.map(|address| SocketAddr::new(*address, port)).collect();
            if reservation.reserve(&dialled).await.is_err() {
                return pending().await;
            }
        }
        resolution
    }
}

/// A connection that was taken.
pub(crate) struct Connected {
    /// Which address took it.
    pub(crate) address: SocketAddr,
    /// Absent where it was reset at once.
    pub(crate) tcp: Option<TcpStream>,
}

/// Connects to the first of `addresses` that takes it. The next one gets its turn when the one before has failed, or has
/// said nothing for a moment (RFC 8305).
///
/// # Errors
///
/// Where none takes it; says what the last attempt came to.
pub(crate) async fn connect(addresses: &[SocketAddr]) -> Result<Connected, Dialed> {
    let mut waiting = addresses.iter().copied();
    let mut attempts = FuturesUnordered::new();
    let mut last = Dialed::Silent;
    let mut limit = pin!(sleep(stage_limit(Stage::Connect)));
    loop {
        if let Some(address) = waiting.next() {
            attempts.push(attempt(address));
        } else if attempts.is_empty() {
            return Err(last);
        }
        tokio::select! {
            Some(attempted) = attempts.next() => match attempted {
                Ok(connected) => return Ok(connected),
                Err(dialed) => last = dialed,
            },
            () = sleep(NEXT_ADDRESS), if waiting.len() > 0 => {}
            () = &mut limit => return Err(Dialed::Silent),
        }
    }
}

async fn attempt(address: SocketAddr) -> Result<Connected, Dialed> {
    let opened = timeout(DIAL_LIMIT, open(begin(address), address)).await;
    let tcp = match opened.map_err(|_| Dialed::Silent)?? {
        Opened::Stands(tcp) => Some(tcp),
        Opened::ResetAtOnce => None,
    };
    Ok(Connected { address, tcp })
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
    // WSAEMFILE and WSAENOBUFS.
    #[cfg(not(unix))]
    let shortages = [10024, 10055];
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
    // Systems take the unspecified address for themselves, and whoever named it did not mean this machine.
    if address.ip().is_unspecified() {
        return Err(io::ErrorKind::NetworkUnreachable.into());
    }
    let socket = Socket::new(Domain::for_address(address), Type::STREAM, Some(Protocol::TCP))?;
    socket.set_nonblocking(true)?;
    socket.set_tcp_nodelay(true)?;
    icmp::keep(&socket, address);
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
    let mut by = None;
    let connected = async {
        let stream = begun?;
        let own = stream.local_addr().ok();
        // A connect that has ended either way makes the socket writable; which, `take_error` says.
        stream.writable().await?;
        if let Some(error) = stream.take_error()? {
            // This system sends such a message to itself where nobody has the address in its own network.
            by = icmp::sender(&stream).filter(|by| own.is_none_or(|own| own.ip() != *by));
            return Err(error);
        }
        icmp::forget(&stream, address);
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
        Err(error) => return Err(failed(&error, address, by)),
    };
    // The policy judged the address that was dialled, not one that something in this system put in its place.
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
fn failed(error: &io::Error, address: SocketAddr, by: Option<IpAddr>) -> Dialed {
    let no_way = |what| Dialed::Unreachable { what, by };
    if said_by_the_path(error, address) {
        return no_way(Unreachable::Host);
    }
    match error.kind() {
        io::ErrorKind::ConnectionRefused => Dialed::Refused,
        io::ErrorKind::HostUnreachable => no_way(Unreachable::Host),
        io::ErrorKind::NetworkUnreachable => no_way(Unreachable::Network),
        io::ErrorKind::PermissionDenied => Dialed::LocallyBlocked,
        io::ErrorKind::TimedOut => Dialed::Silent,
        _ => Dialed::LocalFault {
            errno: error.raw_os_error().unwrap_or_default(),
        },
    }
}

/// Whether the error is one that Linux makes of an ICMP message alone (icmp_err_convert in net/ipv4/icmp.c, and
/// icmpv6_err_convert in net/ipv6/icmp.c): protocol unreachable, a parameter problem, source route failed, host unknown,
/// source host isolated, and over IPv6 what a firewall prohibits.
fn said_by_the_path(error: &io::Error, address: SocketAddr) -> bool {
    #[cfg(target_os = "linux")]
    {
        use nix::libc::{EACCES, EHOSTDOWN, ENONET, ENOPROTOOPT, EOPNOTSUPP, EPROTO};
        match error.raw_os_error() {
            Some(ENOPROTOOPT | EPROTO | EOPNOTSUPP | EHOSTDOWN | ENONET) => true,
            Some(EACCES) => address.is_ipv6(),
            Some(_) | None => false,
        }
    }
    #[cfg(not(target_os = "linux"))]
    {
        let _ = (error, address);
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_in_which_a_system_fails_to_connect_has_its_name() {
        for (errno, expected) in [
            (111, Dialed::Refused),
            (113, Dialed::unreachable(Unreachable::Host)),
            (101, Dialed::unreachable(Unreachable::Network)),
            (13, Dialed::LocallyBlocked),
            (1, Dialed::LocallyBlocked),
            (110, Dialed::Silent),
            (24, Dialed::LocalFault { errno: 24 }),
            (99, Dialed::LocalFault { errno: 99 }),
        ] {
            if cfg!(target_os = "linux") {
                let failed = failed(&io::Error::from_raw_os_error(errno), V4, None);
                assert_eq!(failed, expected, "{errno}");
            }
        }
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn what_routers_and_firewalls_say_by_icmp_is_no_fault_of_this_machine() {
        let no_way = Dialed::unreachable(Unreachable::Host);
        for errno in [64, 71, 92, 95, 112] {
            assert_eq!(
                failed(&io::Error::from_raw_os_error(errno), V4, None),
                no_way,
                "{errno}"
            );
        }
        let prohibited = io::Error::from_raw_os_error(13);
        assert_eq!(failed(&prohibited, V6, None), no_way);
        assert_eq!(failed(&prohibited, V4, None), Dialed::LocallyBlocked);
    }

    #[test]
    fn unspecified_address_is_not_taken_for_this_machine() {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();

        for nobody in [format!("0.0.0.0:{port}"), format!("[::]:{port}")] {
            let error = begin(nobody.parse().unwrap()).unwrap_err();
            assert_eq!(error.kind(), io::ErrorKind::NetworkUnreachable);
        }
    }

    const V4: SocketAddr = SocketAddr::new(IpAddr::V4(core::net::Ipv4Addr::LOCALHOST), 3389);
    const V6: SocketAddr = SocketAddr::new(IpAddr::V6(core::net::Ipv6Addr::LOCALHOST), 3389);
}
