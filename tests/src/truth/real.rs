//! The servers of Debian and of IronRDP: sound, faulty, and behind faulty paths.

use std::net::SocketAddr;
use std::time::Duration;

use fixtures::certificate::Quality;
use fixtures::net;
use wire::{Outcome, Stage};

use super::expected::{TLS, breaks, legacy, nla, passes, well};
use super::subject::Subject;
use crate::ironrdp::{self, IronRdp};
use crate::proxy::{Break, Path, Place, Proxy};
use crate::shadow::{self, Shadow};
use crate::xrdp::{self, Key, SecurityLayer, Xrdp};

/// All of them.
pub(super) fn servers() -> Vec<Subject> {
    [sound(), faulty(), behind_paths()].into_iter().flatten().collect()
}

fn sound() -> Vec<Subject> {
    let xrdp = |layer| {
        move || {
            let server = Xrdp::start(layer);
            (server.address, server)
        }
    };
    let shadow = |security| {
        move || {
            let server = Shadow::start(security);
            (server.address, server)
        }
    };
    let ironrdp = |security| {
        move || {
            let server = IronRdp::start(security);
            (server.address, server)
        }
    };
    let hybrid = 2 | 8;
    vec![
        Subject::real(
            "xrdp-negotiate",
            "xrdp, security_layer=negotiate",
            TLS,
            well(),
            xrdp(SecurityLayer::Negotiate),
        ),
        Subject::real(
            "xrdp-tls",
            "xrdp, security_layer=tls",
            TLS,
            well(),
            xrdp(SecurityLayer::Tls),
        ),
        Subject::real(
            "xrdp-rdp",
            "xrdp, security_layer=rdp",
            0,
            legacy("RDP-NEG-025"),
            xrdp(SecurityLayer::Rdp),
        ),
        Subject::real(
            "shadow-nla",
            "FreeRDP shadow, /sec:nla",
            2,
            nla(),
            shadow(shadow::Security::Nla),
        ),
        Subject::real(
            "shadow-tls",
            "FreeRDP shadow, /sec:tls",
            TLS,
            well(),
            shadow(shadow::Security::Tls),
        ),
        Subject::real(
            "shadow-rdp",
            "FreeRDP shadow, /sec:rdp",
            0,
            legacy("RDP-NEG-032"),
            shadow(shadow::Security::Rdp),
        ),
        Subject::real(
            "ironrdp-tls",
            "IronRDP's server, TLS",
            TLS,
            well(),
            ironrdp(ironrdp::Security::Tls),
        ),
        Subject::real(
            "ironrdp-hybrid",
            "IronRDP's server, NLA",
            hybrid,
            nla(),
            ironrdp(ironrdp::Security::Hybrid),
        ),
    ]
}

fn faulty() -> Vec<Subject> {
    vec![
        Subject::real(
            "xrdp-expired",
            "xrdp with a certificate that is over",
            TLS,
            passes("RDP-TLS-021"),
            changed(|settings| settings.certificate = Quality::Expired),
        ),
        Subject::real(
            "xrdp-key-unusable",
            "xrdp with a key that it cannot read",
            TLS,
            breaks(Stage::Secure, Outcome::Failed, "RDP-TLS-011"),
            changed(|settings| settings.key = Key::Unusable),
        ),
        Subject::real(
            "xrdp-tls-1-0",
            "xrdp with TLS 1.0 only",
            TLS,
            breaks(Stage::Secure, Outcome::Failed, "RDP-TLS-001"),
            changed(|settings| settings.tls_version = Some("TLSv1")),
        ),
        Subject::real(
            "closed-port",
            "a port without a listener",
            0,
            breaks(Stage::Connect, Outcome::Failed, "RDP-TCP-001"),
            || (net::own_socket(), ()),
        ),
    ]
}

fn behind_paths() -> Vec<Subject> {
    let cut = |at, how| behind(Path::default(), Path::broken(at, how));
    let late = Path::delayed(Duration::from_millis(100));
    vec![
        Subject::real(
            "xrdp-100-ms",
            "xrdp behind a path of 100 ms each way",
            TLS,
            well(),
            behind(late, late),
        ),
        Subject::real(
            "xrdp-stalled-at-hello",
            "xrdp behind a path that stalls after the confirm",
            TLS,
            breaks(Stage::Secure, Outcome::Silent, "RDP-TLS-018"),
            cut(Place::Byte(CONFIRM), Break::Stall),
        ),
        Subject::real(
            "xrdp-stalled-in-hello",
            "xrdp behind a path that stalls in its ServerHello",
            TLS,
            breaks(Stage::Secure, Outcome::Silent, "RDP-TLS-017"),
            cut(Place::Byte(CONFIRM + 60), Break::Stall),
        ),
        Subject::real(
            "xrdp-reset-at-hello",
            "xrdp behind a path that resets TLS",
            TLS,
            breaks(Stage::Secure, Outcome::Failed, "RDP-TLS-003"),
            cut(Place::Answer(2), Break::Reset),
        ),
        Subject::real(
            "xrdp-closed-at-settings",
            "xrdp behind a path that closes at the settings",
            TLS,
            breaks(Stage::Settings, Outcome::Failed, "RDP-MCS-002"),
            cut(Place::Answer(3), Break::Close),
        ),
        Subject::real(
            "xrdp-stalled-at-channels",
            "xrdp behind a path that stalls at the channels",
            TLS,
            breaks(Stage::Channels, Outcome::Silent, "RDP-SES-025"),
            cut(Place::Answer(4), Break::Stall),
        ),
    ]
}

/// An xrdp with TLS and something changed.
fn changed(change: fn(&mut xrdp::Settings)) -> impl Fn() -> (SocketAddr, Xrdp) + Send + Sync {
    move || {
        let mut settings = xrdp::Settings::new(SecurityLayer::Tls);
        change(&mut settings);
        let server = settings.start();
        (server.address, server)
    }
}

/// An xrdp with TLS behind a proxy.
fn behind(up: Path, down: Path) -> impl Fn() -> (SocketAddr, (Proxy, Xrdp)) + Send + Sync {
    move || {
        let server = Xrdp::start(SecurityLayer::Tls);
        let proxy = Proxy::start(server.address, up, down);
        (proxy.address, (proxy, server))
    }
}

/// The length of xrdp's Connection Confirm.
const CONFIRM: usize = 19;
