//! The sentence that a stage says in its row once it has ended.

use wire::{
    AuthenticateFacts, ConnectFacts, Dial, Dialed, Facts, NegotiateFacts, Nla, NotChecked, NtlmChallenge, Outcome,
    ResolveFacts, SecureFacts, StageReport,
};

use super::{Words, date, failure, millis};
use crate::{Parameter, codes};

pub(super) fn row(words: &Words, report: &StageReport) -> String {
    match report.outcome {
        Outcome::Passed => passed(words, report),
        Outcome::Failed | Outcome::Silent => {
            if let Facts::Connect(facts) = &report.facts
                && !facts.dials.is_empty()
            {
                return unconnected(words, facts);
            }
            failure::sentence(words, report)
        }
        Outcome::NotReached => words.text("row-not-reached"),
        Outcome::NotChecked => {
            if let Facts::Authenticate(facts) = &report.facts
                && let Some(challenge) = &facts.challenge
            {
                return challenged(words, challenge);
            }
            words.text(match report.not_checked {
                Some(NotChecked::NeedsPassword) => "row-needs-password",
                Some(NotChecked::LegacySecurity) => "row-legacy-security",
                None => "row-not-checked",
            })
        }
    }
}

fn passed(words: &Words, report: &StageReport) -> String {
    match &report.facts {
        Facts::Relay(facts) => {
            let time = words.time(facts.greeted_after_ms.or(report.elapsed_ms).unwrap_or_default());
            words.text_with("row-relay", &[("time", time.into())])
        }
        Facts::Resolve(facts) => resolved(words, facts),
        Facts::Connect(facts) => connected(words, facts),
        Facts::Negotiate(facts) => negotiated(words, facts),
        Facts::Secure(facts) => secured(words, facts),
        Facts::Authenticate(facts) => authenticated(words, facts),
        Facts::Settings(facts) => {
            let version = facts.server_version.map(codes::rdp_version);
            with_or_without(words, "row-settings", "version", version)
        }
        Facts::Channels(facts) => {
            let count = u32::try_from(facts.joined.len()).unwrap_or(u32::MAX);
            words.text_with("row-channels", &[("count", count.into())])
        }
        Facts::Logon(facts) => {
            let count = u32::from(facts.auto_detect_requests);
            words.text_with("row-logon", &[("count", count.into())])
        }
        Facts::License(_) => words.text("row-license"),
        Facts::Capabilities(facts) => {
            let size = facts.desktop.map(|(width, height)| format!("{width} × {height}"));
            with_or_without(words, "row-capabilities", "size", size)
        }
        Facts::Finalize(facts) => {
            let count = u32::from(facts.reactivations);
            words.text_with("row-finalize", &[("count", count.into())])
        }
        Facts::Desktop(facts) => {
            let kind = if facts.picture.is_some() { "some" } else { "none" };
            let parameters = [("kind", kind.into()), ("bytes", facts.update_length.into())];
            words.text_with("row-desktop", &parameters)
        }
        Facts::Stay(facts) => {
            let parameters = [
                ("time", words.time(facts.held_ms).into()),
                ("count", facts.updates.into()),
            ];
            words.text_with("row-stay", &parameters)
        }
    }
}

/// The row `key`, or `key-bare` where the one value that it names is not known.
fn with_or_without(words: &Words, key: &str, name: &'static str, value: Option<String>) -> String {
    match value {
        Some(value) => words.text_with(key, &[(name, value.into())]),
        None => words.text(&format!("{key}-bare")),
    }
}

fn resolved(words: &Words, facts: &ResolveFacts) -> String {
    let addresses: Vec<String> = facts.addresses.iter().take(SHOWN).map(ToString::to_string).collect();
    let count = u32::try_from(facts.addresses.len()).unwrap_or(u32::MAX);
    let more = u32::try_from(facts.addresses.len().saturating_sub(SHOWN)).unwrap_or(u32::MAX);
    let parameters = [
        ("count", count.into()),
        ("addresses", addresses.join(", ").into()),
        ("more", more.into()),
    ];
    words.text_with(if facts.literal { "row-literal" } else { "row-resolve" }, &parameters)
}

fn connected(words: &Words, facts: &ConnectFacts) -> String {
    let answered = facts.dials.iter().find(|dial| Some(dial.address) == facts.used);
    let (Some(used), Some(dial)) = (facts.used, answered) else {
        return words.text("row-connect-bare");
    };
    let not = |dial: &&Dial| !matches!(dial.dialed, Dialed::Answered | Dialed::Abandoned);
    let broken = u32::try_from(facts.dials.iter().filter(not).count()).unwrap_or(u32::MAX);
    let parameters = [
        ("port", used.port().to_string().into()),
        ("address", used.ip().to_string().into()),
        ("time", words.time(dial.elapsed_ms).into()),
        ("broken", broken.into()),
    ];
    words.text_with("row-connect", &parameters)
}

/// One attempt is told in full; of several, each address with how it ended.
fn unconnected(words: &Words, facts: &ConnectFacts) -> String {
    if let [dial] = facts.dials.as_slice() {
        return words.text_with(&format!("row-{}", dialed(dial.dialed)), &dial_values(words, dial));
    }
    let told = facts.dials.iter().take(SHOWN);
    let told: Vec<String> = told
        .map(|dial| words.text_with(&format!("short-{}", dialed(dial.dialed)), &dial_values(words, dial)))
        .collect();
    let more = u32::try_from(facts.dials.len().saturating_sub(SHOWN)).unwrap_or(u32::MAX);
    words.text_with("row-dials", &[("dials", told.join(", ").into()), ("more", more.into())])
}

fn dial_values(words: &Words, dial: &Dial) -> [(&'static str, Parameter); 4] {
    let errno = if let Dialed::LocalFault { errno } = dial.dialed {
        errno
    } else {
        0
    };
    [
        ("address", dial.address.ip().to_string().into()),
        ("port", dial.address.port().to_string().into()),
        ("time", words.time(dial.elapsed_ms).into()),
        ("errno", errno.to_string().into()),
    ]
}

/// The ending of the keys that tell how an attempt ended.
pub(super) fn dialed(dialed: Dialed) -> &'static str {
    match dialed {
        Dialed::Answered => "answered",
        Dialed::Refused => "refused",
        Dialed::Reset => "reset",
        Dialed::Unreachable {
            what: wire::Unreachable::Host,
        } => "host-unreachable",
        Dialed::Unreachable {
            what: wire::Unreachable::Network,
        } => "network-unreachable",
        Dialed::Silent => "silent",
        Dialed::LocallyBlocked => "locally-blocked",
        Dialed::LocalFault { .. } => "local-fault",
        Dialed::Abandoned => "abandoned",
    }
}

fn negotiated(words: &Words, facts: &NegotiateFacts) -> String {
    if facts.without_negotiation_data {
        return words.text("row-negotiate-without-data");
    }
    let parameters = [
        ("asked", offer(words, facts.requested).into()),
        ("chosen", protocol(words, facts.selected.unwrap_or_default()).into()),
    ];
    words.text_with("row-negotiate", &parameters)
}

/// The security that a selectedProtocol stands for, [MS-RDPBCGR] 2.2.1.2.1.
pub(super) fn protocol(words: &Words, selected: u32) -> String {
    match selected {
        0 => words.text("protocol-standard"),
        1 => "TLS".to_owned(),
        2 | 8 => "NLA".to_owned(),
        4 => "RDSTLS".to_owned(),
        16 => words.text("protocol-entra"),
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
        [] => words.text("protocol-standard"),
        [one] => one.clone(),
        [first @ .., last] => {
            let parameters = [("first", first.join(", ").into()), ("last", last.as_str().into())];
            words.text_with("list-or", &parameters)
        }
    }
}

fn secured(words: &Words, facts: &SecureFacts) -> String {
    if facts.standard.is_some() {
        return words.text("row-standard-security");
    }
    let version = facts.version.map_or_else(|| "TLS".to_owned(), codes::tls_version);
    let Some(certificate) = facts.certificates.first() else {
        return words.text_with("row-secure-bare", &[("version", version.into())]);
    };
    let late = facts.seen_at.is_some_and(|now| now > certificate.not_after);
    let early = facts.seen_at.is_some_and(|now| now < certificate.not_before);
    let (state, day) = match (late, early) {
        (true, _) => ("expired", certificate.not_after),
        (false, true) => ("early", certificate.not_before),
        (false, false) => ("valid", certificate.not_after),
    };
    let parameters = [
        ("version", version.into()),
        ("name", certificate.subject.as_str().into()),
        ("state", state.into()),
        ("date", date(day).into()),
    ];
    words.text_with("row-secure", &parameters)
}

fn authenticated(words: &Words, facts: &AuthenticateFacts) -> String {
    match (&facts.challenge, facts.nla) {
        (Some(challenge), _) => challenged(words, challenge),
        (None, Some(Nla::NotUsed) | None) => words.text("row-nla-not-used"),
        (None, Some(Nla::Required | Nla::Optional)) => words.text("row-nla-passed"),
    }
}

fn challenged(words: &Words, challenge: &NtlmChallenge) -> String {
    let text = |name: &Option<wire::PeerText>| name.as_ref().map(|name| name.as_str().to_owned());
    let mut parts = Vec::new();
    let domain = text(&challenge.domain).filter(|domain| Some(domain) != text(&challenge.computer).as_ref());
    match (text(&challenge.computer), domain) {
        (Some(computer), Some(domain)) => {
            let parameters = [("computer", computer.into()), ("domain", domain.into())];
            parts.push(words.text_with("challenge-in-domain", &parameters));
        }
        (Some(computer), None) => parts.push(computer),
        (None, Some(domain)) => parts.push(domain),
        (None, None) => {}
    }
    if let Some(version) = challenge.version {
        parts.push(system(words, version));
    }
    if let Some(offset) = challenge.clock_offset_ms {
        parts.push(clock(words, offset));
    }
    if parts.is_empty() {
        return words.text("row-challenge-bare");
    }
    words.text_with("row-challenge", &[("what", parts.join(", ").into())])
}

/// The operating system that a challenge names.
pub(super) fn system(words: &Words, version: (u8, u8, u16)) -> String {
    let (major, minor, build) = version;
    let number = format!("{major}.{minor}.{build}");
    let name = codes::windows(version).unwrap_or("Windows");
    words.text_with("challenge-system", &[("name", name.into()), ("number", number.into())])
}

/// How far the server's clock is from ours.
pub(super) fn clock(words: &Words, offset_ms: i64) -> String {
    let size = offset_ms.unsigned_abs();
    let direction = match offset_ms {
        _ if size < CLOCKS_AGREE_MS => "right",
        ..0 => "behind",
        0.. => "ahead",
    };
    let time = words.span(millis(size));
    words.text_with(
        "challenge-clock",
        &[("direction", direction.into()), ("time", time.into())],
    )
}

/// A row has room for three addresses.
const SHOWN: usize = 3;
/// The challenge itself takes its time on the way, and NTLM counts in tenths of microseconds but few clocks do.
const CLOCKS_AGREE_MS: u64 = 2000;
