//! The properties that `Test-NetConnection` prints, a name and a value on each line, in every language the same.

use super::{Output, Reached, Tried};

/// Reads what `Test-NetConnection` prints.
pub(super) fn read<'t>(text: &'t str, output: &mut Output<'t>) {
    let lines: Vec<(&str, &str, &str)> = text.lines().filter_map(property).collect();
    let value = |names: &[&str]| {
        let found = lines
            .iter()
            .find(|(name, value, _)| names.contains(name) && !value.is_empty());
        found.map(|(_, value, line)| (*value, *line))
    };
    let flag = |name: &str| value(&[name]).map(|(value, line)| (value.eq_ignore_ascii_case("true"), line));
    let (tcp, ping) = (flag("tcptestsucceeded"), flag("pingsucceeded"));
    let name = flag("nameresolutionsucceeded");
    if tcp.is_none() && ping.is_none() && name.is_none() {
        return;
    }
    output.lines.extend(lines.iter().map(|(.., line)| *line));
    if let Some((succeeded, line)) = tcp {
        output.say(if succeeded { "tool.open" } else { "tool.failed" }, line);
        let computer = value(&["computername", "remoteaddress"]).map(|(value, _)| value.to_owned());
        let port = value(&["remoteport"]).and_then(|(value, _)| value.parse().ok());
        let reached = if succeeded { Reached::Yes } else { Reached::No };
        output.try_port(Tried {
            computer,
            port,
            reached,
        });
    }
    // Where TCP succeeds, no ping is sent, and some versions say that it failed.
    if let Some((succeeded, line)) = ping.filter(|_| tcp.is_none_or(|(succeeded, _)| !succeeded)) {
        output.say(if succeeded { "tool.ping" } else { "tool.no-ping" }, line);
    }
    if let Some((false, line)) = name {
        output.say("tool.unresolved", line);
    }
    if let Some((alias, line)) = value(&["interfacealias"]) {
        let lower = alias.to_lowercase();
        let is_vpn = VPN.iter().any(|word| lower.contains(word));
        output.say(if is_vpn { "tool.vpn" } else { "tool.interface" }, line);
    }
}

/// Name, value and the whole line, where the name is one of those that it prints.
fn property(line: &str) -> Option<(&'static str, &str, &str)> {
    let line = line.trim();
    let (name, value) = line.split_once(':')?;
    let name = name.trim().to_lowercase();
    let known = NAMES.iter().find(|known| name == **known)?;
    Some((known, value.trim(), line))
}

const NAMES: [&str; 15] = [
    "computername",
    "remoteaddress",
    "allnameresolutionresults",
    "nameresolutionresults",
    "nameresolutionsucceeded",
    "remoteport",
    "interfacealias",
    "interfacedescription",
    "sourceaddress",
    "nettroute (nexthop)",
    "netroute (nexthop)",
    "pingsucceeded",
    "pingreplydetails (rtt)",
    "tcptestsucceeded",
    "matchingipsecrules",
];
/// What the interfaces of VPNs are called, in lower case.
const VPN: [&str; 14] = [
    "vpn",
    "tap-windows",
    "tap0",
    "tun",
    "wireguard",
    "wintun",
    "anyconnect",
    "globalprotect",
    "fortinet",
    "forticlient",
    "tailscale",
    "zerotier",
    "pangp",
    "ppp",
];
