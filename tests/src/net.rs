//! Addresses and ports that belong to one test alone.

use std::fs;
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
    TcpListener::bind((address, 0))
        .and_then(|listener| listener.local_addr())
        .unwrap_or_else(|error| panic!("no free port on {address}: {error}"))
}

/// Whether a process of the network namespace of `process` listens on `address`. Opens no connection.
pub fn listens(process: u32, address: SocketAddr) -> bool {
    let table = match address {
        SocketAddr::V4(_) => "tcp",
        SocketAddr::V6(_) => "tcp6",
    };
    let wanted = [
        kernel_form(address),
        kernel_form(SocketAddr::new(unspecified(address), address.port())),
    ];
    fs::read_to_string(format!("/proc/{process}/net/{table}")).is_ok_and(|table| {
        table.lines().any(|line| {
            let mut columns = line.split_whitespace().skip(1);
            let local = columns.next();
            let state = columns.nth(1);
            state == Some(LISTEN) && wanted.iter().any(|wanted| local == Some(wanted.as_str()))
        })
    })
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
