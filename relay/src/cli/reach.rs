//! `rdptrace policy reach`: what this machine reaches although the policy does not allow it, and how to close that.

use core::fmt::Write as _;
use core::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use core::time::Duration;
use std::io::{self, Write as _};
use std::process::ExitCode;

use futures_util::future::join_all;
use tokio::net::TcpStream;
use tokio::time::timeout;
use wire::Target;

use super::exit::REFUSED;
use crate::Error;
use crate::net::policy::{AddressClass, Policy, metadata};

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
    out.write_all(told(tried.len(), &reached).as_bytes())
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

fn told(tried: usize, reached: &[SocketAddr]) -> String {
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
    let addresses: Vec<String> = reached.iter().map(|address| address.ip().to_string()).collect();
    let unique = |family: fn(&IpAddr) -> bool| {
        let mut of: Vec<IpAddr> = reached.iter().map(SocketAddr::ip).filter(family).collect();
        of.sort_unstable();
        of.dedup();
        of.iter().map(IpAddr::to_string).collect::<Vec<_>>().join(", ")
    };
    let mut denied = addresses;
    denied.sort_unstable();
    denied.dedup();
    let _ = write!(
        text,
        "\nIn the systemd unit, under [Service]:\n  IPAddressDeny={}\n\nOr with nftables, for the user that runs the \
         server:\n",
        denied.join(" ")
    );
    for (family, of) in [("ip", unique(IpAddr::is_ipv4)), ("ip6", unique(IpAddr::is_ipv6))] {
        if !of.is_empty() {
            let _ = writeln!(
                text,
                "  nft add rule inet filter output meta skuid rdptrace {family} daddr {{ {of} }} ct state new reject"
            );
        }
    }
    text.push_str(
        "\nLoopback rules also close the proxy's way to the server, and a database on this machine. Leave those ports out.\n",
    );
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
        let rules = |allow: &str| {
            Policy::Rules(crate::net::policy::Rules {
                allow: vec![allow.parse().unwrap()],
                ..Default::default()
            })
        };

        assert_eq!(forbidden(&Policy::OwnMachine), metadata().count());
        assert_eq!(forbidden(&rules("pc.example.org")), all.len());
        assert_eq!(forbidden(&rules("10.0.0.0/8")), all.len() - 2);
    }

    #[test]
    fn what_is_reached_is_named_and_closed() {
        let reached = ["169.254.169.254:80", "127.0.0.1:22", "[::1]:22"].map(|text| text.parse().unwrap());

        let text = told(50, &reached);

        assert!(
            text.contains("reachable  169.254.169.254:80: a cloud metadata service"),
            "{text}"
        );
        assert!(text.contains("IPAddressDeny=127.0.0.1 169.254.169.254 ::1"), "{text}");
        assert!(
            text.contains("ip daddr { 127.0.0.1, 169.254.169.254 } ct state new reject"),
            "{text}"
        );
        assert!(text.contains("ip6 daddr { ::1 }"), "{text}");
    }
}
