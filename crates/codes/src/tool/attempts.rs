//! Lines of tools that try to reach a computer: `nc`, `curl`, `telnet`, `nmap`, `tcping`, `ping`, `nslookup`, and the
//! warnings of `Test-NetConnection`.

use core::net::IpAddr;

use wire::{Told, Tool};

use super::output::{Output, Reached, Tried};
use crate::others::{is_of_others, is_of_the_web};

/// Reads the lines of tools that try.
pub(super) fn read<'t>(text: &'t str, output: &mut Output<'t>) {
    let lower = text.to_lowercase();
    let heard = |about: About| match about {
        Anything => true,
        Ping => lower.contains("ping"),
        Telnet => lower.contains("escape character is"),
    };
    // Nmap names the computer above its ports.
    let mut scanned = None;
    for (line, lower) in text.lines().zip(lower.lines()) {
        let (line, lower) = (line.trim(), lower.trim());
        if lower.starts_with("nmap scan report for ") {
            let name = line.split_whitespace().nth(4).unwrap_or_default().to_owned();
            scanned = Some((name, ends(lower).0));
        }
        let known = PATTERNS
            .iter()
            .find(|(about, parts, _)| heard(*about) && holds(lower, parts));
        let Some((_, _, name)) = known else { continue };
        let tool = tool(lower);
        let elsewhere = port(lower).is_some_and(|port| is_of_others(port) || is_of_the_web(port) && port != HTTPS);
        // `curl` speaks to web servers; who has Remote Desktop in mind gives it another port, or that of a gateway.
        if elsewhere && tool == Tool::Curl {
            output.say("tool.other-port", line);
        } else {
            output.say(name, line);
            if elsewhere {
                output.say("tool.other-port", line);
            }
        }
        let reached = match *name {
            "tool.open" => Reached::Yes,
            "tool.silent" => Reached::Silent,
            "tool.unresolved" => Reached::Unresolved,
            "tool.refused" | "tool.failed" | "tool.no-route" => Reached::No,
            _ => continue,
        };
        let (there, source) = ends(lower);
        let above = scanned.as_ref().filter(|_| tool == Tool::Nmap);
        output.tried.push(Tried {
            computer: computer(line, lower).or_else(|| above.map(|(name, _)| name.clone())),
            port: port(lower),
            reached,
            address: there.or_else(|| above.and_then(|(_, address)| *address)),
            told: Told {
                tool,
                source,
                interface: None,
                vpn: false,
            },
        });
    }
}

/// The addresses that a line names: the computer's, and the one that `curl` tried from.
fn ends(lower: &str) -> (Option<IpAddr>, Option<IpAddr>) {
    let first = |text: &str| {
        let mut words = text.split(|c: char| c.is_whitespace() || "()[],'\"".contains(c));
        words.find_map(|word| word.trim_end_matches(['.', ':']).parse().ok())
    };
    match lower.split_once(" from ") {
        Some((there, here)) => (first(there), first(here)),
        None => (first(lower), None),
    }
}

/// Which tool prints such a line.
fn tool(lower: &str) -> Tool {
    let known = TOOLS.iter().find(|(parts, _)| holds(lower, parts));
    known.map_or(Tool::Other, |(_, tool)| *tool)
}

/// Whether all parts stand in a line, one behind the other. A part that begins with `^` begins the line.
fn holds(line: &str, parts: &[&str]) -> bool {
    let mut rest = line;
    parts.iter().all(|part| {
        if let Some(start) = part.strip_prefix('^') {
            let Some(behind) = rest.strip_prefix(start) else {
                return false;
            };
            rest = behind;
            return true;
        }
        let Some((_, behind)) = rest.split_once(part) else {
            return false;
        };
        rest = behind;
        true
    })
}

/// The computer that a line names, as it stands there.
fn computer(line: &str, lower: &str) -> Option<String> {
    let markers = [
        // Windows' telnet names the computer before it says "connection to the host".
        "connecting to ",
        "verbindungsaufbau zu ",
        "connect to ",
        "connection to ",
        "connected to ",
        "resolve host: ",
        "resolution of ",
        "find host ",
    ];
    let behind = markers
        .iter()
        .find_map(|marker| Some(lower.find(marker)? + marker.len()))?;
    let word = line
        .get(behind..)?
        .trim_start_matches('(')
        .split([' ', ',', '('])
        .next()?;
    // Windows' telnet goes on right behind the name.
    let word = word.split("...").next()?;
    let word = word.trim_matches(['\'', '"', '.', ')', '!']);
    // IPv6 has more than one colon.
    let word = match word.split_once(':') {
        Some((host, port)) if !port.contains(':') => host,
        Some(_) | None => word,
    };
    (!word.is_empty() && !["remote", "host", "the"].contains(&word)).then(|| word.to_owned())
}

/// The port that a line names.
fn port(lower: &str) -> Option<u16> {
    let digits = |text: &str| {
        let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
        text.get(..end)?.parse().ok()
    };
    let named = lower
        .match_indices("port ")
        .find_map(|(at, word)| digits(lower.get(at + word.len()..)?));
    let before_protocol = lower.split_once("/tcp").and_then(|(before, _)| {
        let at = before.rfind(|c: char| !c.is_ascii_digit()).map_or(0, |at| at + 1);
        digits(before.get(at..)?)
    });
    let words = lower.rsplit([' ', '(', ')', ':', '[', ']', ',']);
    let last = words
        .map(|word| word.trim_matches('.'))
        .find_map(|word| word.parse().ok());
    // The number in brackets is curl's own.
    let last = last.filter(|_| !lower.starts_with("curl:"));
    named.or(before_protocol).or(last)
}

/// Gateways have this port.
const HTTPS: u16 = 443;

/// What the rest of the text has to be about for a line to count.
#[derive(Clone, Copy)]
enum About {
    Anything,
    Ping,
    Telnet,
}

use About::{Anything, Ping, Telnet};

/// By what a line is known as one of a tool, as in [`PATTERNS`].
const TOOLS: &[(&[&str], Tool)] = &[
    (&["tcp connect to ", " failed"], Tool::TestNetConnection),
    (&["nc: "], Tool::Netcat),
    (&["ncat: "], Tool::Netcat),
    (&["connection to ", " port ", " succeeded!"], Tool::Netcat),
    (&[" [", "] ", " (", ")"], Tool::Netcat),
    (&["curl: "], Tool::Curl),
    (&["^* "], Tool::Curl),
    (&["telnet: "], Tool::Telnet),
    (&["unable to connect to remote host"], Tool::Telnet),
    (&["could not open connection to the host, on port "], Tool::Telnet),
    (
        &["es konnte keine verbindung mit dem host hergestellt werden, auf port "],
        Tool::Telnet,
    ),
    (&["^connected to "], Tool::Telnet),
    (&["/tcp ", "ms-wbt-server"], Tool::Nmap),
];

/// Which lines say what: of each the parts that stand in it in lower case, and the row of `data/tools.txt`.
const PATTERNS: &[(About, &[&str], &str)] = &[
    // Test-NetConnection.
    (Anything, &["tcp connect to ", " failed"], "tool.failed"),
    (Anything, &["name resolution of ", " failed"], "tool.unresolved"),
    (Anything, &["ping to ", " failed"], "tool.no-ping"),
    // OpenBSD's nc, also that of macOS.
    (Anything, &["connection to ", " port", " succeeded!"], "tool.open"),
    (Anything, &["nc: connect", " port ", "refused"], "tool.refused"),
    (Anything, &["nc: connect", " port ", "abgelehnt"], "tool.refused"),
    (Anything, &["nc: connect", " port ", "timed out"], "tool.silent"),
    (Anything, &["nc: connect", " port ", "no route"], "tool.no-route"),
    (Anything, &["nc: connect", " port ", "unreachable"], "tool.no-route"),
    (Anything, &["nc: getaddrinfo"], "tool.unresolved"),
    // The traditional nc: name [address] port (service) and what came of it.
    (Anything, &[" [", "] ", " (", ") open"], "tool.open"),
    (Anything, &[" [", "] ", " (", ") : connection refused"], "tool.refused"),
    (Anything, &[" [", "] ", " (", ") : connection timed out"], "tool.silent"),
    (Anything, &["forward host lookup failed"], "tool.unresolved"),
    // Nmap's ncat.
    (Anything, &["ncat: connected to "], "tool.open"),
    (Anything, &["ncat: connection refused"], "tool.refused"),
    (Anything, &["ncat: connection timed out"], "tool.silent"),
    (Anything, &["ncat: timeout"], "tool.silent"),
    (Anything, &["ncat: no route to host"], "tool.no-route"),
    (Anything, &["ncat: could not resolve"], "tool.unresolved"),
    // curl.
    (Anything, &["^* connected to ", " port "], "tool.open"),
    (Anything, &["^* established connection to ", " port "], "tool.open"),
    (Anything, &["^* connect to ", " port ", "refused"], "tool.refused"),
    (Anything, &["^* connect to ", " port ", "timed out"], "tool.silent"),
    (Anything, &["^* connect to ", " port ", "no route"], "tool.no-route"),
    (Anything, &["^* connect to ", " port ", "unreachable"], "tool.no-route"),
    // Its last lines are missing where somebody stopped it, or copied what the window showed.
    (
        Anything,
        &["^* failed to connect to ", " port ", "refused"],
        "tool.refused",
    ),
    (
        Anything,
        &["^* failed to connect to ", " port ", "timed out"],
        "tool.silent",
    ),
    (Anything, &["^* failed to connect to ", " port "], "tool.failed"),
    (Anything, &["^* could not resolve host: "], "tool.unresolved"),
    (Anything, &["curl: (7)", "refused"], "tool.refused"),
    (Anything, &["curl: (7)", "no route"], "tool.no-route"),
    (Anything, &["curl: (7)", "timed out"], "tool.silent"),
    (Anything, &["curl: (7)"], "tool.failed"),
    (Anything, &["curl: (28)", "connect"], "tool.silent"),
    (Anything, &["curl: (6)"], "tool.unresolved"),
    // telnet.
    (Telnet, &["^connected to "], "tool.open"),
    (
        Anything,
        &["unable to connect to remote host: connection refused"],
        "tool.refused",
    ),
    (
        Anything,
        &["unable to connect to remote host: connection timed out"],
        "tool.silent",
    ),
    (
        Anything,
        &["unable to connect to remote host: no route to host"],
        "tool.no-route",
    ),
    (Anything, &["telnet: connect to address ", "refused"], "tool.refused"),
    (Anything, &["telnet: connect to address ", "timed out"], "tool.silent"),
    (Anything, &["telnet: could not resolve "], "tool.unresolved"),
    (
        Anything,
        &["could not open connection to the host, on port "],
        "tool.failed",
    ),
    (
        Anything,
        &["es konnte keine verbindung mit dem host hergestellt werden, auf port "],
        "tool.failed",
    ),
    // nmap.
    (Anything, &["/tcp ", " open|filtered "], "tool.silent"),
    (Anything, &["/tcp ", "open ", "ms-wbt-server"], "tool.open"),
    (Anything, &["/tcp ", "closed ", "ms-wbt-server"], "tool.refused"),
    (Anything, &["/tcp ", "filtered ", "ms-wbt-server"], "tool.silent"),
    (Anything, &["note: host seems down"], "tool.no-ping"),
    // tcping and psping.
    (Anything, &["probing ", "/tcp - port is open"], "tool.open"),
    (Anything, &["probing ", "/tcp - no response"], "tool.silent"),
    (Anything, &["probing ", "/tcp - no connection"], "tool.refused"),
    // nslookup, dig, Resolve-DnsName.
    (Anything, &["dns request timed out"], "tool.no-name-server"),
    (Anything, &["can't find ", "non-existent domain"], "tool.unresolved"),
    (Anything, &["nicht finden: non-existent domain"], "tool.unresolved"),
    (Anything, &["server can't find ", ": nxdomain"], "tool.unresolved"),
    (
        Anything,
        &["connection timed out; no servers could be reached"],
        "tool.no-name-server",
    ),
    (Anything, &["no servers could be reached"], "tool.no-name-server"),
    (Anything, &["dns name does not exist"], "tool.unresolved"),
    (Anything, &["der dns-name ist nicht vorhanden"], "tool.unresolved"),
    // ping.
    (Ping, &["ping request could not find host"], "tool.unresolved"),
    (
        Ping,
        &["ping-anforderung konnte host ", "nicht finden"],
        "tool.unresolved",
    ),
    (Ping, &["ping: ", "name or service not known"], "tool.unresolved"),
    (
        Ping,
        &["ping: ", "temporary failure in name resolution"],
        "tool.unresolved",
    ),
    (Ping, &["ping: cannot resolve "], "tool.unresolved"),
    (Anything, &["reply from ", "bytes=", "ttl="], "tool.ping"),
    (Anything, &["antwort von ", "bytes=", "ttl="], "tool.ping"),
    (Anything, &[" bytes from ", "icmp_seq=", "time="], "tool.ping"),
    (Ping, &["destination host unreachable"], "tool.no-ping-route"),
    (Ping, &["zielhost nicht erreichbar"], "tool.no-ping-route"),
    (Ping, &["request timed out"], "tool.no-ping"),
    (Ping, &["zeitüberschreitung der anforderung"], "tool.no-ping"),
    (Ping, &["100% packet loss"], "tool.no-ping"),
    (Ping, &["100.0% packet loss"], "tool.no-ping"),
];
