//! What a computer lists of itself: ports that are listened on, sessions, forwarded ports, and the service.

use super::output::Output;

/// Reads lists of ports, sessions and services.
pub(super) fn read<'t>(text: &'t str, output: &mut Output<'t>) {
    let lower = text.to_lowercase();
    let lines: Vec<(&str, &str)> = text.lines().map(str::trim).zip(lower.lines().map(str::trim)).collect();
    ports(&lines, output);
    sessions(&lines, output);
    forwards(&lines, output);
    service(&lines, output);
}

/// `netstat`, `ss` and `Get-NetTCPConnection`.
fn ports<'t>(lines: &[(&'t str, &str)], output: &mut Output<'t>) {
    let mut on_loopback = None;
    for (line, lower) in lines {
        // The name of this error is the same in every language.
        let nothing = lower.contains("cmdletizationquery_notfound") && lower.contains("nettcpconnection");
        if nothing || lower.contains("no matching msft_nettcpconnection objects") {
            output.say("tool.nobody-listens", line);
        }
        let words: Vec<&str> = lower.split_whitespace().collect();
        let listens = words
            .iter()
            .any(|word| LISTENING.iter().any(|known| word.starts_with(known)));
        if !listens {
            continue;
        }
        // The first socket of a line is the computer's own; Get-NetTCPConnection has address and port side by side.
        let own = words
            .iter()
            .find_map(|word| word.rsplit_once(':').filter(|(_, port)| is_port(port)));
        let own = own.or_else(|| {
            let mut pairs = words.iter().copied().zip(words.iter().copied().skip(1));
            pairs.find(|(address, port)| is_address(address) && is_port(port))
        });
        let Some((address, RDP_PORT)) = own else { continue };
        let loopback = address.starts_with("127.") || address.trim_matches(['[', ']']) == "::1";
        if loopback {
            on_loopback = on_loopback.or(Some(*line));
        } else {
            output.say("tool.listens", line);
            return;
        }
    }
    if let Some(line) = on_loopback {
        output.say("tool.listens-to-itself", line);
    }
}

fn is_port(word: &str) -> bool {
    word.parse::<u16>().is_ok()
}

fn is_address(word: &str) -> bool {
    word.parse::<core::net::IpAddr>().is_ok()
}

/// `qwinsta`, `query session`: the listener stands among the sessions.
fn sessions<'t>(lines: &[(&'t str, &str)], output: &mut Output<'t>) {
    let is_head = |lower: &str| {
        let words = |words: [&str; 2]| words.iter().all(|word| lower.contains(word));
        words(["sessionname", "username"]) || words(["sitzungsname", "benutzername"])
    };
    let Some(head) = lines.iter().position(|(_, lower)| is_head(lower)) else {
        return;
    };
    let rows = lines.get(head + 1..).unwrap_or_default();
    let row_of = |lower: &str| {
        lower
            .trim_start_matches('>')
            .split_whitespace()
            .next()
            .unwrap_or_default()
            .to_owned()
    };
    let listener = rows.iter().find(|(_, lower)| {
        let name = row_of(lower);
        name.starts_with("rdp-") && !name.contains('#')
    });
    match listener {
        Some((line, lower))
            if lower
                .split_whitespace()
                .any(|word| LISTENING.iter().any(|known| word.starts_with(known))) =>
        {
            output.say("tool.listener-up", line);
        }
        Some((line, _)) => output.say("tool.listener-down", line),
        None => {
            if let Some((line, _)) = lines.get(head) {
                output.say("tool.no-listener", line);
            }
        }
    }
    output
        .lines
        .extend(lines.get(head..).unwrap_or_default().iter().map(|(line, _)| *line));
}

/// `netsh interface portproxy show all`: address, port, address, port.
fn forwards<'t>(lines: &[(&'t str, &str)], output: &mut Output<'t>) {
    let is_head = |lower: &str| lower.contains("ipv4:") || lower.contains("ipv6:");
    if !lines.iter().any(|(_, lower)| is_head(lower)) {
        return;
    }
    for (line, lower) in lines {
        let words: Vec<&str> = lower.split_whitespace().collect();
        if let [_, from, _, to] = words.as_slice()
            && is_port(from)
            && is_port(to)
        {
            output.say("tool.port-proxy", line);
        }
    }
}

/// `Get-Service TermService` and `sc query TermService`.
fn service<'t>(lines: &[(&'t str, &str)], output: &mut Output<'t>) {
    let mut named = false;
    for (line, lower) in lines {
        named |= lower.contains("termservice");
        let says = |word: &str| lower.split_whitespace().any(|known| known == word);
        if named && says("stopped") {
            output.say("tool.service-stopped", line);
        } else if named && says("running") {
            output.say("tool.service-runs", line);
        }
    }
}

const RDP_PORT: &str = "3389";
/// How the state of who listens begins, in English and in German.
const LISTENING: [&str; 2] = ["listen", "abh"];
