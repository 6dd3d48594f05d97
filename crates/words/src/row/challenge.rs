//! What the challenge of a server with NLA tells of it.

use diagnosis::names;
use diagnosis::time::millis;
use wire::NtlmChallenge;

use crate::{Words, key};

/// The computer, its domain, its system and its clock, as far as they are told.
pub(super) fn challenged(words: &Words, challenge: &NtlmChallenge) -> String {
    let mut parts = Vec::new();
    let domain = challenge
        .domain
        .as_ref()
        .filter(|_| challenge.domain != challenge.computer);
    match (&challenge.computer, domain) {
        (Some(computer), Some(domain)) => {
            let names = words.message().with("computer", computer).with("domain", domain);
            parts.push(names.format(key::CHALLENGE_IN_DOMAIN));
        }
        (Some(name), None) | (None, Some(name)) => parts.push(name.to_string()),
        (None, None) => {}
    }
    if let Some(version) = challenge.version {
        parts.push(system(words, version));
    }
    if let Some(offset) = challenge.clock_offset_ms {
        parts.push(clock(words, offset));
    }
    if parts.is_empty() {
        return words.text(key::ROW_CHALLENGE_BARE);
    }
    words
        .message()
        .with("what", &parts.join(", "))
        .format(key::ROW_CHALLENGE)
}

/// The operating system that a challenge names.
pub(crate) fn system(words: &Words, version: (u8, u8, u16)) -> String {
    let (major, minor, build) = version;
    words
        .message()
        .with("name", &names::windows(version).unwrap_or("Windows"))
        .with("number", &format_args!("{major}.{minor}.{build}"))
        .format(key::CHALLENGE_SYSTEM)
}

/// How far the server's clock is from ours.
pub(crate) fn clock(words: &Words, offset_ms: i64) -> String {
    let size = offset_ms.unsigned_abs();
    let direction = match offset_ms {
        _ if size < CLOCKS_AGREE_MS => "right",
        ..0 => "behind",
        0.. => "ahead",
    };
    words
        .message()
        .with("direction", &direction)
        .with("time", &words.span(millis(size)))
        .format(key::CHALLENGE_CLOCK)
}

/// The challenge itself takes its time on the way, and NTLM counts in tenths of microseconds but few clocks do.
const CLOCKS_AGREE_MS: u64 = 2000;
