//! What `tcpdump`, `tshark` and Wireshark print of packets, a line each: whether a TCP connection came about.

use core::net::IpAddr;
use std::collections::HashMap;

use wire::{Told, Tool};

use super::output::{Output, Reached, Tried};

/// What a line says of a packet.
struct Packet<'t> {
    from: (&'t str, u16),
    to: (&'t str, u16),
    flags: Flags,
    /// Bytes of payload, as far as it says.
    length: usize,
    line: &'t str,
}

#[derive(Clone, Copy, Default)]
struct Flags {
    syn: bool,
    ack: bool,
    rst: bool,
    fin: bool,
}

/// What was seen of the connections to one port.
struct Seen<'t> {
    server: (&'t str, u16),
    client: &'t str,
    requests: Vec<&'t str>,
    answer: Option<&'t str>,
    refusal: Option<&'t str>,
    unreachable: Option<&'t str>,
    /// How the server ended it before it said anything.
    cut: Option<(&'static str, &'t str)>,
    spoke: bool,
}

/// Reads the lines of packets.
pub(super) fn read<'t>(text: &'t str, output: &mut Output<'t>) {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let packets: Vec<Packet<'t>> = lines
        .iter()
        .filter_map(|line| tcpdump(line).or_else(|| tshark(line)))
        .collect();
    let mut traffic = Traffic::default();
    for packet in &packets {
        traffic.take(packet);
    }
    for line in lines
        .iter()
        .filter(|line| line.contains("ICMP") && line.contains("unreachable"))
    {
        if let Some(seen) = traffic.about(line) {
            // A closed port, said in another way.
            let slot = if line.contains(" port ") {
                &mut seen.refusal
            } else {
                &mut seen.unreachable
            };
            slot.get_or_insert(line);
        }
    }
    let mut seen = traffic.seen;
    // Of much traffic, what is about Remote Desktop.
    let others = seen.iter().any(|seen| is_usual(seen.server.1));
    seen.retain(|seen| is_usual(seen.server.1) || !others);
    if seen.len() > MOST_PORTS {
        return;
    }
    for seen in &seen {
        say(seen, output);
    }
    if !seen.is_empty() {
        output.lines.extend(packets.iter().map(|packet| packet.line));
    }
}

/// Connections by port, and where each port and each computer stands among them: a text may name thousands.
#[derive(Default)]
struct Traffic<'t> {
    seen: Vec<Seen<'t>>,
    by_port: HashMap<(&'t str, u16), usize>,
    by_computer: HashMap<&'t str, usize>,
}

impl<'t> Traffic<'t> {
    fn take(&mut self, packet: &Packet<'t>) {
        let Flags { syn, ack, rst, fin } = packet.flags;
        if syn && !ack {
            if let Some(seen) = self.of(packet) {
                seen.requests.push(packet.line);
            }
            return;
        }
        let known = self.by_port.get(&packet.from).and_then(|at| self.seen.get_mut(*at));
        let Some(seen) = known else { return };
        if syn {
            seen.answer.get_or_insert(packet.line);
        } else if rst && seen.answer.is_none() {
            seen.refusal.get_or_insert(packet.line);
        } else if rst && !seen.spoke {
            seen.cut.get_or_insert(("tool.reset", packet.line));
        } else if fin && !seen.spoke {
            seen.cut.get_or_insert(("tool.closed", packet.line));
        }
        seen.spoke |= packet.length > 0;
    }

    /// What was seen of the port that a request goes to.
    fn of(&mut self, request: &Packet<'t>) -> Option<&mut Seen<'t>> {
        let next = self.seen.len();
        let at = *self.by_port.entry(request.to).or_insert(next);
        if at == next {
            self.by_computer.entry(request.to.0).or_insert(next);
            self.seen.push(Seen {
                server: request.to,
                client: request.from.0,
                requests: Vec::new(),
                answer: None,
                refusal: None,
                unreachable: None,
                cut: None,
                spoke: false,
            });
        }
        self.seen.get_mut(at)
    }

    /// The first port of a computer that `line` names.
    fn about(&mut self, line: &str) -> Option<&mut Seen<'t>> {
        let named = line.split([' ', ',']).filter_map(|word| self.by_computer.get(word));
        let first = *named.min()?;
        self.seen.get_mut(first)
    }
}

fn say<'t>(seen: &Seen<'t>, output: &mut Output<'t>) {
    let first = seen.requests.first().copied().unwrap_or_default();
    let (name, line, reached) = match (seen.answer, seen.refusal, seen.unreachable) {
        (Some(line), ..) => ("tool.open", line, Some(Reached::Yes)),
        (None, Some(line), _) => ("tool.refused", line, Some(Reached::No)),
        (None, None, Some(line)) => ("tool.no-route", line, Some(Reached::No)),
        // Who asks again has waited.
        (None, None, None) if seen.requests.len() > 1 => ("tool.silent", first, Some(Reached::Silent)),
        (None, None, None) => ("tool.asked", first, None),
    };
    output.say(name, line);
    if let Some((name, line)) = seen.cut {
        output.say(name, line);
    }
    let Some(reached) = reached else { return };
    output.tried.push(Tried {
        computer: Some(seen.server.0.to_owned()),
        port: Some(seen.server.1),
        reached,
        address: seen.server.0.parse().ok(),
        told: Told {
            tool: Tool::Other,
            source: seen.client.parse::<IpAddr>().ok(),
            interface: None,
            vpn: false,
        },
    });
}

/// `10:00:00.1 eth0 Out IP 10.0.0.5.51234 > 10.0.0.9.3389: Flags [S], seq 1, …, length 0`
fn tcpdump(line: &str) -> Option<Packet<'_>> {
    let (ends, rest) = line.split_once(": Flags [")?;
    let (from, to) = ends.rsplit_once(" > ")?;
    let from = from.rsplit(' ').next()?;
    let (flags, rest) = rest.split_once(']')?;
    let length = rest.rsplit_once("length ").map(|(_, length)| length);
    let length = length.and_then(|length| length.split([':', ' ']).next()?.parse().ok());
    Some(Packet {
        from: ended(from, '.')?,
        to: ended(to, '.')?,
        flags: Flags {
            syn: flags.contains('S'),
            ack: flags.contains('.'),
            rst: flags.contains('R'),
            fin: flags.contains('F'),
        },
        length: length.unwrap_or_default(),
        line,
    })
}

/// `1 0.000 10.0.0.5 → 10.0.0.9 TCP 74 51234 → 3389 [SYN] Seq=0 … Len=0`
fn tshark(line: &str) -> Option<Packet<'_>> {
    let (from, rest) = line.split_once('→')?;
    let (middle, rest) = rest.split_once('→')?;
    let from = from.split_whitespace().next_back()?;
    let mut middle = middle.split_whitespace();
    let (to, source) = (middle.next()?, middle.next_back()?.parse().ok()?);
    let (port, rest) = rest.trim_start().split_once(" [")?;
    let (flags, rest) = rest.split_once(']')?;
    let has = |flag: &str| flags.split(", ").any(|known| known == flag);
    let length = rest.rsplit_once("Len=").map(|(_, length)| length);
    let length = length.and_then(|length| length.split(' ').next()?.parse().ok());
    Some(Packet {
        from: (from, source),
        to: (to, port.trim().parse().ok()?),
        flags: Flags {
            syn: has("SYN"),
            ack: has("ACK"),
            rst: has("RST"),
            fin: has("FIN"),
        },
        length: length.unwrap_or_default(),
        line,
    })
}

/// A name or an address, and the port behind it, which may be called by its service.
fn ended(end: &str, mark: char) -> Option<(&str, u16)> {
    let (host, port) = end.rsplit_once(mark)?;
    let port = match port {
        "ms-wbt-server" => 3389,
        "https" => 443,
        number => number.parse().ok()?,
    };
    Some((host, port))
}

/// Whether Remote Desktop is often given such a port.
fn is_usual(port: u16) -> bool {
    (3380..=3399).contains(&port)
}

/// Traffic to more ports than these is about something else.
const MOST_PORTS: usize = 4;
