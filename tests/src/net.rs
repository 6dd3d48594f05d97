//! Addresses and ports that belong to one test alone.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, ErrorKind};
use std::iter;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener};
use std::process;
use std::sync::atomic::{AtomicU16, Ordering};

/// A loopback address that no other process and no other test uses, so that a port that is free on it stays free.
///
/// Linux answers on all of 127.0.0.0/8. The process id stands in the second and third byte, a counter in the last.
pub fn own_address() -> IpAddr {
    static NEXT: AtomicU16 = AtomicU16::new(1);
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    let process = process::id() & 0x3fff;
    let last = u32::from(number % 250) + 1;
    IpAddr::V4(Ipv4Addr::from_bits(0x7f40_0000 | process << 8 | last))
}

/// IPv6 has a single loopback address.
pub const LOOPBACK_V6: IpAddr = IpAddr::V6(Ipv6Addr::LOCALHOST);

/// An address of its own with a free port.
pub fn own_socket() -> SocketAddr {
    free_port(own_address())
}

/// A port that is free on `address`.
pub fn free_port(address: IpAddr) -> SocketAddr {
    listen((address, 0).into()).local_addr().expect("a bound listener")
}

/// Listeners on all of these addresses, with one port that is free on each.
pub fn listen_on_all(addresses: &[IpAddr]) -> Vec<TcpListener> {
    let Some((first, others)) = addresses.split_first() else {
        return Vec::new();
    };
    // The system chooses a port for the first address; now and then it is taken on another one.
    let mut taken = Vec::new();
    loop {
        let listener = listen((*first, 0).into());
        let port = listener.local_addr().expect("a bound listener").port();
        let others: io::Result<Vec<_>> = others.iter().map(|other| TcpListener::bind((*other, port))).collect();
        match others {
            Ok(others) => return iter::once(listener).chain(others).collect(),
            Err(error) if error.kind() == ErrorKind::AddrInUse => taken.push(listener),
            Err(error) => panic!("cannot listen on port {port}: {error}"),
        }
    }
}

/// A listener on this address.
pub fn listen(address: SocketAddr) -> TcpListener {
    TcpListener::bind(address).unwrap_or_else(|error| panic!("cannot listen on {address}: {error}"))
}

/// Whether a process of the network namespace of `process` listens on `address`. Opens no connection.
pub fn listens(process: u32, address: SocketAddr) -> bool {
    let everywhere = SocketAddr::new(unspecified(address), address.port());
    let sockets = sockets(process, address);
    sockets
        .iter()
        .filter(|socket| socket.state == LISTEN)
        .any(|socket| socket.local == kernel_form(address) || socket.local == kernel_form(everywhere))
}

/// How many connections to `address`, a listener of this process, their clients have not ended.
pub fn open_connections(address: SocketAddr) -> usize {
    let sockets = sockets(process::id(), address);
    let of_clients = sockets.iter().filter(|socket| socket.local == kernel_form(address));
    // The kernel writes the table piece by piece, so that a socket which moves meanwhile may stand in it twice.
    let clients: BTreeSet<_> = of_clients
        .filter(|socket| OPEN.contains(&socket.state.as_str()))
        .map(|socket| &socket.remote)
        .collect();
    clients.len()
}

/// A line of the kernel's table, in the kernel's own writing.
struct Socket {
    local: String,
    remote: String,
    state: String,
}

/// Every TCP socket of an address family.
fn sockets(process: u32, family: SocketAddr) -> Vec<Socket> {
    let table = match family {
        SocketAddr::V4(_) => "tcp",
        SocketAddr::V6(_) => "tcp6",
    };
    let table = fs::read_to_string(format!("/proc/{process}/net/{table}")).unwrap_or_default();
    let columns = table.lines().filter_map(|line| {
        let mut columns = line.split_whitespace().skip(1);
        Some(Socket {
            local: columns.next()?.to_owned(),
            remote: columns.next()?.to_owned(),
            state: columns.next()?.to_owned(),
        })
    });
    columns.collect()
}

fn unspecified(address: SocketAddr) -> IpAddr {
    match address {
        SocketAddr::V4(_) => Ipv4Addr::UNSPECIFIED.into(),
        SocketAddr::V6(_) => Ipv6Addr::UNSPECIFIED.into(),
    }
}

/// As in `/proc/net/tcp`: each four bytes as one number of the machine's own byte order.
fn kernel_form(address: SocketAddr) -> String {
    let octets = match address.ip() {
        IpAddr::V4(v4) => v4.octets().to_vec(),
        IpAddr::V6(v6) => v6.octets().to_vec(),
    };
    let words = octets.chunks_exact(4).map(|word| {
        let word = word.try_into().expect("four bytes");
        format!("{:08X}", u32::from_ne_bytes(word))
    });
    format!("{}:{:04X}", words.collect::<String>(), address.port())
}

/// `TCP_LISTEN` of the kernel's table.
const LISTEN: &str = "0A";
/// `TCP_ESTABLISHED`, and `TCP_FIN_WAIT1` and `TCP_FIN_WAIT2`, in which the server alone has said goodbye.
const OPEN: [&str; 3] = ["01", "04", "05"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_listener_is_seen_without_a_connection() {
        for address in [own_address(), LOOPBACK_V6] {
            let listener = TcpListener::bind((address, 0)).unwrap();
            let socket = listener.local_addr().unwrap();

            assert!(listens(process::id(), socket), "{socket}");
            drop(listener);
            assert!(!listens(process::id(), socket), "{socket}");
        }
    }

    #[test]
    fn every_test_gets_an_address_of_its_own() {
        assert_ne!(own_address(), own_address());
        assert!(own_address().is_loopback());
    }
}
