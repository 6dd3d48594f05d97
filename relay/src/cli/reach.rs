//! `rdptrace policy reach`: what this machine reaches although the policy does not allow it, and how to close that.

use core::fmt::Write as _;
use core::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use core::time::Duration;
use std::io::{self, Write as _};
use std::process::ExitCode;

use futures_util::future::join_all;
use ipnet::{IpNet, Ipv4Net};
use tokio::net::TcpStream;
use tokio::time::timeout;
use wire::Target;

use super::exit::REFUSED;
use crate::Error;
use crate::net::policy::{AddressClass, Policy, Rule, metadata};

/// Tries every candidate that `policy` forbids, tells what answered, and how to close it.
pub(super) async fn reach(policy: &Policy) -> Result<ExitCode, Error> {
    let forbidden = candidates()
        .into_iter()
        .filter(|address| is_forbidden(policy, *address));
    let tried: Vec<SocketAddr> = forbidden.collect();
    let reached = join_all(
        tried
            .iter()
            .map(async |address| answers(*address).await.then_some(*address)),
    )
    .await;
    let reached: Vec<SocketAddr> = reached.into_iter().flatten().collect();
    let mut out = io::stdout().lock();
    let closing = Closing::of(policy, &reached);
    out.write_all(told(tried.len(), &reached, &closing).as_bytes())
        .map_err(Error::Output)?;
    Ok(ExitCode::from(if reached.is_empty() { 0 } else { REFUSED }))
}

/// Whether the policy refuses this address on the port that it is about.
fn is_forbidden(policy: &Policy, address: SocketAddr) -> bool {
    // An address with a port is a target.
    let target: Result<Target, _> = address.to_string().parse();
    target.is_ok_and(|target| !policy.decide(&target, address.ip()).is_allowed())
}

/// Whether something is there: it took the connection, or said that nothing listens. Both mean that packets get there.
async fn answers(address: SocketAddr) -> bool {
    match timeout(LIMIT, TcpStream::connect(address)).await {
        Ok(Ok(_)) => true,
        Ok(Err(error)) => error.kind() == io::ErrorKind::ConnectionRefused,
        Err(_) => false,
    }
}

/// One or a few addresses for each thing that must not be reached.
fn candidates() -> Vec<SocketAddr> {
    let on = |addresses: Vec<IpAddr>, ports: &[u16]| -> Vec<SocketAddr> {
        let each = addresses.into_iter();
        each.flat_map(|address| ports.iter().map(move |port| SocketAddr::new(address, *port)))
            .collect()
    };
    let loopback = vec![Ipv4Addr::LOCALHOST.into(), Ipv6Addr::LOCALHOST.into()];
    let mut all = on(metadata().collect(), &[80]);
    all.extend(on(loopback, &[22, RDP]));
    all.extend(on(gateways(), &[22, 53, RDP]));
    all.extend(on(PRIVATE.map(IpAddr::V4).into(), &[RDP]));
    all
}

/// The gateways of this machine, from the kernel's table of routes.
fn gateways() -> Vec<IpAddr> {
    let table = std::fs::read_to_string("/proc/net/route").unwrap_or_default();
    let column = |line: &str| line.split_whitespace().nth(2).map(str::to_owned);
    let numbers = table.lines().skip(1).filter_map(column);
    let numbers = numbers.filter_map(|text| u32::from_str_radix(&text, 16).ok());
    // The kernel writes the four bytes as a number of this machine's own order.
    let mut gateways: Vec<IpAddr> = numbers
        .filter(|number| *number != 0)
        .map(|number| Ipv4Addr::from(number.to_ne_bytes()).into())
        .collect();
    gateways.sort_unstable();
    gateways.dedup();
    gateways
}

/// What closes the ways that were found.
struct Closing {
    denied: Vec<IpNet>,
    /// What the policy allows inside of that.
    allowed: Vec<IpNet>,
}

impl Closing {
    /// One computer that answers stands for its network: where the policy closes all of that, so do the lines. An address that is
    /// closed by its port alone is closed alone.
    fn of(policy: &Policy, reached: &[SocketAddr]) -> Self {
        let whole = |ip: IpAddr| {
            let is_open = !is_forbidden(policy, SocketAddr::new(ip, RDP));
            let mut networks = WHOLE.iter().map(|network| IpNet::V4(*network));
            let around = networks.find(|network| network.contains(&ip));
            around.filter(|_| !is_open && !metadata().any(|metadata| metadata == ip))
        };
        let denied: Vec<IpNet> = reached
            .iter()
            .map(|address| whole(address.ip()).unwrap_or_else(|| address.ip().into()))
            .collect();
        let denied = IpNet::aggregate(&denied);
        let inside = |network: &IpNet| denied.iter().any(|denied| denied.contains(network));
        let allowed = match policy {
            Policy::OwnMachine => Vec::new(),
            Policy::Rules(rules) => rules.allow.iter().filter_map(Rule::network).filter(inside).collect(),
        };
        Self {
            allowed: IpNet::aggregate(&allowed),
            denied,
        }
    }

    /// Lines for systemd and nftables.
    fn lines(&self) -> String {
        let listed = |networks: &[IpNet], version: Option<Version>, between: &str| {
            let of = networks
                .iter()
                .filter(|network| version.is_none_or(|only| only == Version::of(network)));
            of.map(short).collect::<Vec<_>>().join(between)
        };
        let mut text = "\nIn the systemd unit, under [Service]:\n".to_owned();
        // Writing to a string cannot fail.
        for (setting, networks) in [("IPAddressAllow", &self.allowed), ("IPAddressDeny", &self.denied)] {
            if !networks.is_empty() {
                let _ = writeln!(text, "  {setting}={}", listed(networks, None, " "));
            }
        }
        text.push_str("\nOr with nftables, for the user that runs the server:\n");
        for (family, version) in [("ip", Version::V4), ("ip6", Version::V6)] {
            let of = |networks| listed(networks, Some(version), ", ");
            let (denied, allowed) = (of(&self.denied), of(&self.allowed));
            let but = match allowed.as_str() {
                "" => String::new(),
                allowed => format!("{family} daddr != {{ {allowed} }} "),
            };
            if !denied.is_empty() {
                let _ = writeln!(
                    text,
                    "  nft add rule inet filter output meta skuid rdptrace {family} daddr {{ {denied} }} {but}ct state new reject"
                );
            }
        }
        text.push_str(BESIDES);
        text
    }
}

/// The two families of addresses, which nftables tells apart.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Version {
    V4,
    V6,
}

impl Version {
    fn of(network: &IpNet) -> Self {
        match network {
            IpNet::V4(_) => Self::V4,
            IpNet::V6(_) => Self::V6,
        }
    }
}

/// One address stands there without its length.
fn short(network: &IpNet) -> String {
    if network.prefix_len() == network.max_prefix_len() {
        network.addr().to_string()
    } else {
        network.to_string()
    }
}

fn told(tried: usize, reached: &[SocketAddr], closing: &Closing) -> String {
    let mut text = format!("tried {tried} addresses that the policy doesn't allow\n");
    // Writing to a string cannot fail.
    for address in reached {
        let ip = address.ip();
        let what = if metadata().any(|metadata| metadata == ip) {
            "a cloud metadata service".to_owned()
        } else {
            AddressClass::of(ip).to_string()
        };
        let _ = writeln!(text, "reachable  {address}: {what}");
    }
    if reached.is_empty() {
        text.push_str("nothing answered: a firewall closes them, or nothing is there\n");
        return text;
    }
    text.push_str(&closing.lines());
    text
}

/// The usual gateways and first computers of private networks.
const PRIVATE: [Ipv4Addr; 8] = [
    Ipv4Addr::new(10, 0, 0, 1),
    Ipv4Addr::new(10, 1, 1, 1),
    Ipv4Addr::new(172, 16, 0, 1),
    Ipv4Addr::new(172, 17, 0, 1),
    Ipv4Addr::new(192, 168, 0, 1),
    Ipv4Addr::new(192, 168, 1, 1),
    Ipv4Addr::new(100, 64, 0, 1),
    Ipv4Addr::new(169, 254, 1, 1),
];
/// What such an address stands for.
const WHOLE: [Ipv4Net; 6] = [
    Ipv4Net::new_assert(Ipv4Addr::new(10, 0, 0, 0), 8),
    Ipv4Net::new_assert(Ipv4Addr::new(172, 16, 0, 0), 12),
    Ipv4Net::new_assert(Ipv4Addr::new(192, 168, 0, 0), 16),
    Ipv4Net::new_assert(Ipv4Addr::new(100, 64, 0, 0), 10),
    Ipv4Net::new_assert(Ipv4Addr::new(169, 254, 0, 0), 16),
    Ipv4Net::new_assert(Ipv4Addr::new(127, 0, 0, 0), 8),
];
const BESIDES: &str = "\nThe server itself may need some of it: its proxy and a database on this machine (loopback), and its name server. Leave \
                       those out.\n";
/// What is reached in a private network is often reached within milliseconds.
const LIMIT: Duration = Duration::from_secs(2);
const RDP: u16 = 3389;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_the_policy_forbids_is_tried() {
        let all = candidates();
        let forbidden = |policy: &Policy| all.iter().filter(|address| is_forbidden(policy, **address)).count();
        assert_eq!(forbidden(&Policy::OwnMachine), metadata().count());
        assert_eq!(forbidden(&rules(&["pc.example.org"])), all.len());
        assert_eq!(forbidden(&rules(&["10.0.0.0/8"])), all.len() - 2);
    }

    fn rules(allow: &[&str]) -> Policy {
        Policy::Rules(crate::net::policy::Rules {
            allow: allow.iter().map(|rule| rule.parse().unwrap()).collect(),
            ..Default::default()
        })
    }

    fn said(policy: &Policy, reached: &[&str]) -> String {
        let reached: Vec<SocketAddr> = reached.iter().map(|text| text.parse().unwrap()).collect();
        told(50, &reached, &Closing::of(policy, &reached))
    }

    #[test]
    fn what_is_reached_is_named_and_closed() {
        let text = said(
            &rules(&["pc.example.org"]),
            &["169.254.169.254:80", "[::1]:22", "203.0.113.1:22"],
        );

        assert!(
            text.contains("reachable  169.254.169.254:80: a cloud metadata service"),
            "{text}"
        );
        assert!(
            text.contains("IPAddressDeny=169.254.169.254 203.0.113.1 ::1\n"),
            "{text}"
        );
        assert!(!text.contains("IPAddressAllow"), "{text}");
        assert!(
            text.contains("ip daddr { 169.254.169.254, 203.0.113.1 } ct state new reject"),
            "{text}"
        );
        assert!(text.contains("ip6 daddr { ::1 } ct"), "{text}");
    }

    #[test]
    fn one_computer_of_a_closed_network_has_all_of_it_closed_but_what_is_allowed() {
        let policy = rules(&["*.corp.example in 10.7.0.0/16", "10.8.0.0/16", "192.0.2.0/24"]);

        let text = said(
            &policy,
            &[
                "10.0.0.1:22",
                "10.0.0.1:3389",
                "127.0.0.1:22",
                "169.254.1.1:3389",
                "169.254.169.254:80",
            ],
        );

        assert!(
            text.contains("IPAddressDeny=10.0.0.0/8 127.0.0.0/8 169.254.0.0/16\n"),
            "{text}"
        );
        assert!(text.contains("IPAddressAllow=10.7.0.0/16 10.8.0.0/16\n"), "{text}");
        assert!(
            text.contains(
                "ip daddr { 10.0.0.0/8, 127.0.0.0/8, 169.254.0.0/16 } ip daddr != { 10.7.0.0/16, 10.8.0.0/16 } ct state"
            ),
            "{text}"
        );
    }

    /// Its network is open on the port of Remote Desktop.
    #[test]
    fn address_that_is_closed_by_its_port_is_closed_alone() {
        let text = said(&rules(&["10.0.0.0/8"]), &["10.0.0.1:22"]);

        assert!(text.contains("IPAddressDeny=10.0.0.1\n"), "{text}");
        assert!(!text.contains("10.0.0.0/8"), "{text}");
    }
}
