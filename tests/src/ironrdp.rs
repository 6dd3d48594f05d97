//! A server of IronRDP, in this process: its `ironrdp-acceptor` with certificates and sockets around it.
//!
//! Like the crate's own server it says nothing when no common protocol is found, but closes.

use std::net::SocketAddr;

use fixtures::net;

use crate::kdc;
use crate::peer::{Peer, Seen};
use crate::scenario::{ConnectionScript, Healthy, Point, Step};

/// What an IronRDP server accepts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Security {
    /// TLS only.
    Tls,
    /// CredSSP only, with and without early user authorization.
    Hybrid,
    /// The same with Kerberos alone, by tickets of the KDC at this address.
    Kerberos(SocketAddr),
}

/// A running server.
#[derive(Debug)]
pub struct IronRdp {
    /// Where it listens.
    pub address: SocketAddr,
    peer: Peer,
}

impl IronRdp {
    /// Starts a server that shows one picture to everybody who gets in.
    pub fn start(security: Security) -> Self {
        let protocols = match security {
            Security::Tls => 1,
            Security::Hybrid | Security::Kerberos(_) => 2 | 8,
        };
        let kdc = match security {
            Security::Kerberos(kdc) => Some(kdc),
            Security::Tls | Security::Hybrid => None,
        };
        let serve = Step::Serve(Healthy {
            protocols,
            kdc,
            ..Healthy::until(Point::Desktop)
        });
        let script = ConnectionScript {
            steps: vec![serve, Step::Picture],
        };
        let address = net::own_address();
        // By its address, and by its name where it belongs to a domain.
        let names = [address.to_string(), kdc::COMPUTER.to_owned()];
        let peer = Peer::start(&[script], net::listen((address, 0).into()), &names);
        Self {
            address: peer.address,
            peer,
        }
    }

    /// Every connection so far.
    pub fn seen(&self) -> Vec<Seen> {
        self.peer.seen()
    }
}
