//! What people put in front of a server or run in its place, with the right answer to each.

use std::net::SocketAddr;

use wire::{Outcome, Stage};

use super::expected::{TLS, breaks, nla, passes, sign_in_passes, well};
use super::subject::Subject;
use crate::between::{self, Between, Target};
use crate::shadow::{self, Shadow};
use crate::xrdp::{SecurityLayer, Xrdp};

/// All of them.
pub(super) fn servers() -> Vec<Subject> {
    [servers_of_their_own(), balancers(), tunnels()]
        .into_iter()
        .flatten()
        .collect()
}

fn servers_of_their_own() -> Vec<Subject> {
    let shadow = |security| {
        move || {
            let server = Shadow::start_with_authentication(security);
            (server.address, server)
        }
    };
    vec![
        Subject::real("weston", "weston's RDP backend", TLS, well(), started(between::weston)),
        Subject::real("xrdp-sesman", "xrdp with its session manager", TLS, well(), || {
            let server = Xrdp::start(SecurityLayer::Tls);
            (server.address, (between::sesman(), server))
        }),
        Subject::real(
            "shadow-tls-auth",
            "FreeRDP shadow that turns away a sign-in without a password",
            TLS,
            breaks(Stage::Desktop, Outcome::Failed, "RDP-SES-030"),
            shadow(shadow::Security::Tls),
        ),
        Subject::real(
            "shadow-nla-auth",
            "FreeRDP shadow with NLA and authentication",
            2,
            nla(),
            shadow(shadow::Security::Nla),
        ),
        Subject::of_name("dns-filter", "a name server that blocks the name", BLOCKED, || {
            let filter = between::name_filter(BLOCKED);
            (filter.address, filter)
        }),
        Subject::real(
            "sshd",
            "OpenSSH on the port",
            0,
            not_rdp("RDP-NEG-014"),
            started(between::sshd),
        ),
    ]
}

fn balancers() -> Vec<Subject> {
    let before = |bind: &'static str, rules: &'static str, target: fn() -> Target| {
        started(move || between::haproxy(bind, rules, "", target()))
    };
    let limited = "stick-table type ip size 10k expire 30s store conn_rate(10s)\n tcp-request connection track-sc0 src\n \
                   tcp-request connection reject if { sc_conn_rate(0) gt 1 }";
    vec![
        Subject::real(
            "haproxy",
            "haproxy before xrdp",
            TLS,
            other_name(),
            before("", "", xrdp),
        ),
        Subject::real(
            "haproxy-dead",
            "haproxy whose server is gone",
            0,
            breaks(Stage::Negotiate, Outcome::Failed, "RDP-NEG-009"),
            before("", "", between::nowhere),
        ),
        Subject::real(
            "haproxy-ssl",
            "haproxy that expects TLS from the first byte",
            0,
            not_rdp("RDP-NEG-016"),
            before("ssl crt CERT", "", xrdp),
        ),
        Subject::real(
            "haproxy-accept-proxy",
            "haproxy that expects the PROXY protocol",
            0,
            breaks(Stage::Negotiate, Outcome::Failed, "RDP-NEG-022"),
            before("accept-proxy", "", xrdp),
        ),
        Subject::real(
            "haproxy-rate",
            "haproxy that takes one connection in ten seconds, before NLA",
            2,
            sign_in_passes("RDP-NLA-021"),
            before("", limited, shadow_nla),
        ),
        Subject::real(
            "haproxy-idle",
            "haproxy that ends what is idle for two seconds",
            TLS,
            breaks(Stage::Stay, Outcome::Failed, "RDP-SES-023"),
            before("", "timeout client 2s\n timeout server 2s", xrdp),
        ),
    ]
}

fn tunnels() -> Vec<Subject> {
    vec![
        Subject::real(
            "stunnel",
            "stunnel before xrdp",
            0,
            not_rdp("RDP-NEG-016"),
            started(|| between::stunnel(xrdp())),
        ),
        Subject::real(
            "stunnel-dead",
            "stunnel whose target is gone",
            0,
            not_rdp("RDP-NEG-016"),
            started(|| between::stunnel(between::nowhere())),
        ),
        Subject::real(
            "ssh-forward",
            "ssh -L to xrdp",
            TLS,
            other_name(),
            started(|| between::ssh_forward(xrdp())),
        ),
        // ssh resets or closes by chance, but never has it read the request.
        Subject::real(
            "ssh-forward-dead",
            "ssh -L whose target is gone",
            0,
            not_rdp("RDP-NEG-022"),
            started(|| between::ssh_forward(between::nowhere())),
        ),
    ]
}

/// It works, and the certificate is for the address of the server behind.
fn other_name() -> crate::scenario::Expectation {
    passes("RDP-TLS-027")
}

fn not_rdp(finding: &str) -> crate::scenario::Expectation {
    breaks(Stage::Negotiate, Outcome::Failed, finding)
}

fn started(start: impl Fn() -> Between) -> impl Fn() -> (SocketAddr, Between) {
    move || {
        let started = start();
        (started.address, started)
    }
}

fn xrdp() -> Target {
    let server = Xrdp::start(SecurityLayer::Tls);
    (server.address, Box::new(server))
}

fn shadow_nla() -> Target {
    let server = Shadow::start(shadow::Security::Nla);
    (server.address, Box::new(server))
}

const BLOCKED: &str = "blocked.example.test";
