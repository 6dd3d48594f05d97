//! The sentence that a stage says in its row once it has ended.

mod challenge;

use crate::{Key, key};
use diagnosis::names;
use diagnosis::time::date;
use wire::{
    AuthenticateFacts, ConnectFacts, Dial, Dialed, Facts, NegotiateFacts, Nla, NotChecked, Outcome, PeerText,
    ReachFacts, ResolveFacts, SecureFacts, StageReport, Told, Tool, TransportEnd,
};

use super::{Words, failure};

use challenge::challenged;
pub(crate) use challenge::{clock, system};

impl Words {
    /// What a stage that has ended says in its row: one short sentence.
    pub fn row(&self, report: &StageReport) -> String {
        match report.outcome {
            Outcome::Passed => passed(self, report),
            Outcome::Failed | Outcome::Silent => {
                if let Facts::Reach(facts) = &report.facts {
                    let by_tool = facts.told.as_ref().map(|it| told(self, it, key::ROW_TOLD_SHUT));
                    return by_tool.unwrap_or_else(|| self.text(key::ROW_REACH_SILENT));
                }
                if let Facts::Connect(facts) = &report.facts
                    && !facts.dials.is_empty()
                {
                    return unconnected(self, facts);
                }
                tries(self, report, failure::sentence(self, report))
            }
            Outcome::NotReached => self.text(key::ROW_NOT_REACHED),
            Outcome::NotChecked => {
                if let Facts::Authenticate(facts) = &report.facts
                    && let Some(challenge) = &facts.challenge
                {
                    return challenged(self, challenge);
                }
                self.text(match report.not_checked {
                    Some(NotChecked::NeedsPassword) => key::ROW_NEEDS_PASSWORD,
                    Some(NotChecked::LegacySecurity) => key::ROW_LEGACY_SECURITY,
                    Some(NotChecked::BehindService) => key::ROW_BEHIND_SERVICE,
                    Some(NotChecked::PageCannotTry) => key::ROW_PAGE_CANNOT_TRY,
                    Some(NotChecked::PageMayNotTry) => key::ROW_PAGE_MAY_NOT_TRY,
                    Some(NotChecked::OwnServerSilent) => key::ROW_OWN_SERVER_SILENT,
                    Some(NotChecked::EverythingReacts) => key::ROW_EVERYTHING_REACTS,
                    Some(NotChecked::NoAddress) => key::ROW_NO_ADDRESS,
                    Some(NotChecked::Undecided) => key::ROW_UNDECIDED,
                    None => key::ROW_NOT_CHECKED,
                })
            }
        }
    }
}

/// What a network tool came to, and over which interface of its machine.
fn told(words: &Words, told: &Told, key: Key) -> String {
    let source = told.source.map(|source| source.to_string());
    let interface = told.interface.as_ref().map(PeerText::as_str);
    let way = match (told.vpn, interface, &source) {
        (true, Some(_), Some(_)) => "vpn",
        (true, _, _) => "hidden-vpn",
        (false, Some(_), Some(_)) => "interface",
        (false, None, Some(_)) => "address",
        (false, _, None) => "unknown",
    };
    words
        .message()
        .with("tool", &tool(words, told.tool))
        .with("way", &way)
        .with("interface", &interface.unwrap_or_default())
        .with("source", &source.unwrap_or_default())
        .format(key)
}

/// Its own name, by which it is called.
fn tool(words: &Words, tool: Tool) -> String {
    let name = match tool {
        Tool::TestNetConnection => "Test-NetConnection",
        Tool::Netcat => "nc",
        Tool::Curl => "curl",
        Tool::Telnet => "telnet",
        Tool::Nmap => "nmap",
        Tool::Other => return words.text(key::TOOL_OTHER),
    };
    name.to_owned()
}

fn passed(words: &Words, report: &StageReport) -> String {
    match &report.facts {
        Facts::Relay(facts) => {
            let time = words.time(facts.greeted_after_ms.or(report.elapsed_ms).unwrap_or_default());
            words.message().with("time", &time).format(key::ROW_RELAY)
        }
        Facts::Reach(ReachFacts {
            told: Some(by_tool), ..
        }) => told(words, by_tool, key::ROW_TOLD_OPEN),
        Facts::Reach(facts) => words.text(if facts.unsteady {
            key::ROW_REACH_UNSTEADY
        } else {
            key::ROW_REACH
        }),
        Facts::Answer(facts) => {
            let status = facts.status.map_or_else(String::new, |status| status.to_string());
            words.message().with("status", &status).format(key::ROW_ANSWER)
        }
        Facts::SignIn(_) => words.text(key::ROW_SIGN_IN),
        Facts::Tunnel(_) => words.text(key::ROW_TUNNEL),
        Facts::Resolve(facts) => resolved(words, facts),
        Facts::Connect(facts) => connected(words, facts),
        Facts::Negotiate(facts) => tries(words, report, negotiated(words, facts)),
        Facts::Secure(facts) => secured(words, facts),
        Facts::Authenticate(facts) => authenticated(words, facts),
        Facts::Settings(facts) => {
            let version = facts.server_version.map(names::rdp_version);
            with_or_without(words, [key::ROW_SETTINGS, key::ROW_SETTINGS_BARE], "version", version)
        }
        Facts::Channels(facts) => words
            .message()
            .count("count", facts.joined.len())
            .format(key::ROW_CHANNELS),
        Facts::Logon(facts) => {
            let count = usize::from(facts.auto_detect_requests);
            words.message().count("count", count).format(key::ROW_LOGON)
        }
        Facts::License(_) => words.text(key::ROW_LICENSE),
        Facts::Capabilities(facts) => {
            let size = facts.desktop.map(|(width, height)| format!("{width} × {height}"));
            with_or_without(words, [key::ROW_CAPABILITIES, key::ROW_CAPABILITIES_BARE], "size", size)
        }
        Facts::Finalize(facts) => {
            let count = usize::from(facts.reactivations);
            words.message().count("count", count).format(key::ROW_FINALIZE)
        }
        Facts::Desktop(facts) => {
            let kind = if facts.picture.is_some() { "some" } else { "none" };
            let bytes = words.locale.language().number(facts.update_length.into());
            words
                .message()
                .with("kind", &kind)
                .with("bytes", &bytes)
                .format(key::ROW_DESKTOP)
        }
        Facts::Stay(facts) => {
            let count = usize::try_from(facts.updates).unwrap_or(usize::MAX);
            words
                .message()
                .with("time", &words.time(facts.held_ms))
                .count("count", count)
                .format(key::ROW_STAY)
        }
    }
}

/// The row `key`, or `without` where the one value that it names is not known.
fn with_or_without(words: &Words, [key, without]: [Key; 2], name: &'static str, value: Option<String>) -> String {
    match value {
        Some(value) => words.message().with(name, &value).format(key),
        None => words.text(without),
    }
}

fn resolved(words: &Words, facts: &ResolveFacts) -> String {
    let addresses: Vec<String> = facts.addresses.iter().take(SHOWN).map(ToString::to_string).collect();
    words
        .message()
        .count("count", facts.addresses.len())
        .with("addresses", &addresses.join(", "))
        .count("more", facts.addresses.len().saturating_sub(SHOWN))
        .format(if facts.literal {
            key::ROW_LITERAL
        } else {
            key::ROW_RESOLVE
        })
}

fn connected(words: &Words, facts: &ConnectFacts) -> String {
    let answered = facts.dials.iter().find(|dial| Some(dial.address) == facts.used);
    let (Some(used), Some(dial)) = (facts.used, answered) else {
        return words.text(key::ROW_CONNECT_BARE);
    };
    let not = |dial: &&Dial| !matches!(dial.dialed, Dialed::Answered | Dialed::Abandoned);
    words
        .message()
        .with("port", &used.port())
        .with("address", &used.ip())
        .with("time", &words.time(dial.elapsed_ms))
        .count("broken", facts.dials.iter().filter(not).count())
        .format(key::ROW_CONNECT)
}

/// One attempt is told in full; of several, each address with how it ended.
fn unconnected(words: &Words, facts: &ConnectFacts) -> String {
    if let [dial] = facts.dials.as_slice() {
        return dial_said(words, dial, "row");
    }
    let told = facts.dials.iter().take(SHOWN);
    let told: Vec<String> = told.map(|dial| dial_said(words, dial, "short")).collect();
    words
        .message()
        .with("dials", &told.join(", "))
        .count("more", facts.dials.len().saturating_sub(SHOWN))
        .format(key::ROW_DIALS)
}

/// An attempt in the words of one family of keys: `row` in full, `short` beside others.
pub(super) fn dial_said(words: &Words, dial: &Dial, family: &str) -> String {
    let errno = if let Dialed::LocalFault { errno } = dial.dialed {
        errno
    } else {
        0
    };
    let by = dial.dialed.said_by();
    let by = by.map_or_else(|| "none".to_owned(), |by| by.to_string());
    words
        .message()
        .with("address", &dial.address.ip())
        .with("port", &dial.address.port())
        .with("time", &words.time(dial.elapsed_ms))
        .with("errno", &errno)
        .with("by", &by)
        .format_member(&format!("{family}-{}", dialed(dial.dialed)))
}

/// The ending of the keys that tell how an attempt ended.
fn dialed(dialed: Dialed) -> &'static str {
    match dialed {
        Dialed::Answered => "answered",
        Dialed::Refused => "refused",
        Dialed::Unreachable {
            what: wire::Unreachable::Host,
            ..
        } => "host-unreachable",
        Dialed::Unreachable {
            what: wire::Unreachable::Network,
            ..
        } => "network-unreachable",
        Dialed::Silent => "silent",
        Dialed::LocallyBlocked => "locally-blocked",
        Dialed::LocalFault { .. } => "local-fault",
        Dialed::Abandoned => "abandoned",
    }
}

/// The sentence of a row, with what became of the other one where there were two requests.
fn tries(words: &Words, report: &StageReport, sentence: String) -> String {
    let Facts::Negotiate(NegotiateFacts {
        second_try: Some(tries),
        ..
    }) = &report.facts
    else {
        return sentence;
    };
    let (key, end) = match tries.second_end {
        None => (key::ROW_SECOND_TRY, tries.first_end),
        Some(end) if report.outcome == Outcome::Passed => (key::ROW_THIRD_TRY, end),
        Some(end) => (key::ROW_SECOND_FAILED, end),
    };
    words
        .message()
        .with("sentence", &sentence)
        .with("end", &transport_end(end))
        .with("time", &words.time(tries.first_elapsed_ms))
        .format(key)
}

/// The ending of the keys that tell how a connection ended.
pub(super) fn transport_end(end: TransportEnd) -> &'static str {
    match end {
        TransportEnd::Closed => "closed",
        TransportEnd::Reset => "reset",
        TransportEnd::Silent => "silent",
        TransportEnd::NotConnected => "not-connected",
        TransportEnd::Garbled => "garbled",
    }
}

fn negotiated(words: &Words, facts: &NegotiateFacts) -> String {
    if facts.without_negotiation_data {
        return words.text(key::ROW_NEGOTIATE_WITHOUT_DATA);
    }
    words
        .message()
        .with("asked", &offer(words, facts.requested))
        .with("chosen", &protocol(words, facts.selected.unwrap_or_default()))
        .format(key::ROW_NEGOTIATE)
}

/// The security that a selectedProtocol stands for, [MS-RDPBCGR] 2.2.1.2.1.
pub(crate) fn protocol(words: &Words, selected: u32) -> String {
    match selected {
        0 => words.text(key::PROTOCOL_STANDARD),
        1 => "TLS".to_owned(),
        2 | 8 => "NLA".to_owned(),
        4 => "RDSTLS".to_owned(),
        16 => words.text(key::PROTOCOL_ENTRA),
        other => format!("0x{other:X}"),
    }
}

/// The securities that requestedProtocols stands for, [MS-RDPBCGR] 2.2.1.1.1.
pub(super) fn offer(words: &Words, requested: u32) -> String {
    let mut names: Vec<String> = [1, 2, 4, 8, 16]
        .into_iter()
        .filter(|bit| requested & bit != 0)
        .map(|bit| protocol(words, bit))
        .collect();
    names.dedup();
    match names.as_slice() {
        [] => words.text(key::PROTOCOL_STANDARD),
        [one] => one.clone(),
        [first @ .., last] => words
            .message()
            .with("first", &first.join(", "))
            .with("last", last)
            .format(key::LIST_OR),
    }
}

fn secured(words: &Words, facts: &SecureFacts) -> String {
    if facts.standard.is_some() {
        return words.text(key::ROW_STANDARD_SECURITY);
    }
    let version = facts.version.map_or_else(|| "TLS".to_owned(), names::tls_version);
    let Some(certificate) = facts.certificates.first() else {
        return words.message().with("version", &version).format(key::ROW_SECURE_BARE);
    };
    let late = facts.seen_at.is_some_and(|now| now > certificate.not_after);
    let early = facts.seen_at.is_some_and(|now| now < certificate.not_before);
    let (state, day) = match (late, early) {
        (true, _) => ("expired", certificate.not_after),
        (false, true) => ("early", certificate.not_before),
        (false, false) => ("valid", certificate.not_after),
    };
    words
        .message()
        .with("version", &version)
        .with("name", &certificate.subject)
        .with("state", &state)
        .with("date", &date(day))
        .format(key::ROW_SECURE)
}

fn authenticated(words: &Words, facts: &AuthenticateFacts) -> String {
    match (&facts.challenge, facts.nla) {
        // Whoever passes with a password was let in.
        (Some(_), _) if facts.sign_in.is_some() => words.text(key::ROW_NLA_PASSED),
        (Some(challenge), _) => challenged(words, challenge),
        (None, Some(Nla::NotUsed) | None) => words.text(key::ROW_NLA_NOT_USED),
        (None, Some(Nla::Required | Nla::Optional)) => words.text(key::ROW_NLA_PASSED),
    }
}

/// A row has room for three addresses.
const SHOWN: usize = 3;
