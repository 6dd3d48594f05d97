//! The properties that `Test-NetConnection` prints, a name and a value on each line, in every language the same.

use core::net::IpAddr;

use wire::{Told, Tool};

use super::output::{Output, Reached, Tried};

/// Reads what `Test-NetConnection` prints, of one computer or port after the other.
pub(super) fn read<'t>(text: &'t str, output: &mut Output<'t>) {
    let lines: Vec<(&str, &str, &str)> = text.lines().filter_map(property).collect();
    // Each begins with the computer's name.
    for block in lines.chunk_by(|_, (next, ..)| *next != "computername") {
        read_block(block, output);
    }
}

fn read_block<'t>(lines: &[(&'static str, &'t str, &'t str)], output: &mut Output<'t>) {
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
    // A link-local one names its interface behind a percent sign.
    let address = |name: &str| {
        let (text, _) = value(&[name])?;
        text.split('%').next()?.parse::<IpAddr>().ok()
    };
    let interface = value(&["interfacealias"]);
    let vpn = interface.is_some_and(|(alias, _)| is_of_a_vpn(alias));
    if let Some((succeeded, line)) = tcp {
        output.say(if succeeded { "tool.open" } else { "tool.failed" }, line);
        output.tried.push(Tried {
            computer: value(&["computername", "remoteaddress"]).map(|(value, _)| value.to_owned()),
            port: value(&["remoteport"]).and_then(|(value, _)| value.parse().ok()),
            reached: match (succeeded, name) {
                (true, _) => Reached::Yes,
                (false, Some((false, _))) => Reached::Unresolved,
                // It only says that there was no connection.
                (false, _) => Reached::No,
            },
            address: address("remoteaddress"),
            told: Told {
                tool: Tool::TestNetConnection,
                source: address("sourceaddress"),
                interface: interface.map(|(alias, _)| alias.into()),
                vpn,
            },
        });
    }
    // Where TCP succeeds, no ping is sent, and some versions say that it failed.
    if let Some((succeeded, line)) = ping.filter(|_| tcp.is_none_or(|(succeeded, _)| !succeeded)) {
        output.say(if succeeded { "tool.ping" } else { "tool.no-ping" }, line);
    }
    if let Some((false, line)) = name {
        output.say("tool.unresolved", line);
    }
    if let Some((_, line)) = interface {
        output.say(if vpn { "tool.vpn" } else { "tool.interface" }, line);
    }
}

/// Only a name can tell: a company may call its VPN anything, and then this does not know.
fn is_of_a_vpn(alias: &str) -> bool {
    let lower = alias.to_lowercase();
    // "tun0", but not Teredo's "tunneling".
    let numbered = |word: &str| {
        word.strip_prefix("tun")
            .is_some_and(|number| number.parse::<u8>().is_ok())
    };
    VPN.iter().any(|word| lower.contains(word)) || lower.split_whitespace().any(numbered)
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
const VPN: [&str; 12] = [
    "vpn",
    "tap-windows",
    "tap0",
    "wireguard",
    "wintun",
    "anyconnect",
    "globalprotect",
    "fortinet",
    "forticlient",
    "tailscale",
    "zerotier",
    "pangp",
];
