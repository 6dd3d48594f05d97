//! Real servers: xrdp, FreeRDP's shadow server and IronRDP's, each as it answers its first question.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};

use suite::ironrdp::{self, IronRdp};
use suite::net;
use suite::shadow::{self, Shadow};
use suite::xrdp::{self, SecurityLayer, Xrdp};

/// What a server answers to a connection request for these protocols: type and value of its negotiation data.
fn answer(server: SocketAddr, protocols: u8) -> Option<(u8, u8)> {
    let mut stream = TcpStream::connect(server).expect("a server that listens");
    let request = [3, 0, 0, 19, 14, 0xe0, 0, 0, 0, 0, 0, 1, 0, 8, 0, protocols, 0, 0, 0];
    stream.write_all(&request).expect("an open connection");
    let mut confirm = [0; 19];
    stream.read_exact(&mut confirm).ok()?;
    match confirm {
        [.., kind, _, 8, 0, value, 0, 0, 0] => Some((kind, value)),
        _ => None,
    }
}

const SELECTED: u8 = 2;
const FAILURE: u8 = 3;

#[test]
fn servers_of_the_suite_answer_as_their_kind_does() {
    let negotiating = Xrdp::start(SecurityLayer::Negotiate);
    let secure = Xrdp::start(SecurityLayer::Tls);
    let legacy = Xrdp::start(SecurityLayer::Rdp);
    let shadow_nla = Shadow::start(shadow::Security::Nla);
    let shadow_tls = Shadow::start(shadow::Security::Tls);
    let iron_tls = IronRdp::start(ironrdp::Security::Tls);
    let iron_hybrid = IronRdp::start(ironrdp::Security::Hybrid);

    assert_eq!(answer(negotiating.address, 0x0b), Some((SELECTED, 1)));
    assert_eq!(answer(secure.address, 0x0b), Some((SELECTED, 1)));
    assert_eq!(answer(secure.address, 2), Some((FAILURE, 1)));
    assert_eq!(answer(legacy.address, 0x0b), Some((SELECTED, 0)));
    assert_eq!(answer(shadow_nla.address, 0x0b), Some((SELECTED, 2)));
    assert_eq!(answer(shadow_nla.address, 1), Some((FAILURE, 5)));
    assert_eq!(answer(shadow_tls.address, 0x0b), Some((SELECTED, 1)));
    assert_eq!(answer(iron_tls.address, 0x0b), Some((SELECTED, 1)));
    assert_eq!(answer(iron_tls.address, 2), None);
    assert_eq!(answer(iron_hybrid.address, 0x0b), Some((SELECTED, 8)));
    assert_eq!(answer(iron_hybrid.address, 1), None);
}

#[test]
fn xrdp_listens_on_ipv6_too() {
    let mut settings = xrdp::Settings::new(SecurityLayer::Tls);
    settings.address = net::free_port(net::LOOPBACK_V6);

    let server = settings.start();

    assert_eq!(answer(server.address, 1), Some((SELECTED, 1)));
}
