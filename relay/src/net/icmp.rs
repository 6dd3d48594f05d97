//! Whose ICMP message ended an attempt to connect. Linux tells since 5.8, and no other system does.

use core::net::{IpAddr, SocketAddr};

use socket2::Socket;
use tokio::net::TcpStream;

/// Has the system keep what is said about the connection to `address` that `socket` is about to open.
pub(super) fn keep(socket: &Socket, address: SocketAddr) {
    system::keep(socket, address);
}

/// Has it keep no more: what a router says in passing would end a connection that stands.
pub(super) fn forget(stream: &TcpStream, address: SocketAddr) {
    system::forget(stream, address);
}

/// Whose message ended the attempt; absent where it was none, or the system does not tell.
pub(super) fn sender(stream: &TcpStream) -> Option<IpAddr> {
    system::sender(stream)
}

#[cfg(target_os = "linux")]
mod system {
    use core::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
    use std::io::IoSliceMut;
    use std::os::fd::{AsFd, AsRawFd as _};

    use nix::libc::{SO_EE_ORIGIN_ICMP, SO_EE_ORIGIN_ICMP6};
    use nix::sys::socket::sockopt::{Ipv4RecvErr, Ipv6RecvErr};
    use nix::sys::socket::{ControlMessageOwned, MsgFlags, SockaddrStorage, recvmsg, setsockopt};
    use socket2::Socket;
    use tokio::net::TcpStream;

    /// What becomes of errors that the network reports.
    #[derive(Clone, Copy, PartialEq, Eq)]
    enum Errors {
        Kept,
        Dropped,
    }

    pub(super) fn keep(socket: &Socket, address: SocketAddr) {
        set(socket, address, Errors::Kept);
    }

    pub(super) fn forget(stream: &TcpStream, address: SocketAddr) {
        set(stream, address, Errors::Dropped);
    }

    fn set(socket: &impl AsFd, address: SocketAddr, errors: Errors) {
        let kept = errors == Errors::Kept;
        // Where it cannot be set, nothing is missing but whose message it was.
        let _set = if address.is_ipv4() {
            setsockopt(socket, Ipv4RecvErr, &kept)
        } else {
            setsockopt(socket, Ipv6RecvErr, &kept)
        };
    }

    pub(super) fn sender(stream: &TcpStream) -> Option<IpAddr> {
        // Of the packet that could not be delivered nothing is wanted.
        let mut packet = [IoSliceMut::new(&mut [])];
        let mut room = [0; LONGEST_MESSAGE];
        let flags = MsgFlags::MSG_ERRQUEUE | MsgFlags::MSG_DONTWAIT;
        let kept = recvmsg::<SockaddrStorage>(stream.as_raw_fd(), &mut packet, Some(&mut room), flags).ok()?;
        kept.cmsgs().ok()?.find_map(|message| {
            if let ControlMessageOwned::Ipv4RecvErr(error, Some(by)) = message {
                let by = Ipv4Addr::from_bits(u32::from_be(by.sin_addr.s_addr));
                return (error.ee_origin == SO_EE_ORIGIN_ICMP).then_some(by.into());
            }
            if let ControlMessageOwned::Ipv6RecvErr(error, Some(by)) = message {
                let by = Ipv6Addr::from(by.sin6_addr.s6_addr);
                return (error.ee_origin == SO_EE_ORIGIN_ICMP6).then_some(by.into());
            }
            None
        })
    }

    /// The head of a control message, `struct sock_extended_err` and `struct sockaddr_in6`, with what aligns them.
    const LONGEST_MESSAGE: usize = 128;
}

#[cfg(not(target_os = "linux"))]
mod system {
    use core::net::{IpAddr, SocketAddr};

    use socket2::Socket;
    use tokio::net::TcpStream;

    pub(super) fn keep(_socket: &Socket, _address: SocketAddr) {}

    pub(super) fn forget(_stream: &TcpStream, _address: SocketAddr) {}

    pub(super) fn sender(_stream: &TcpStream) -> Option<IpAddr> {
        None
    }
}
