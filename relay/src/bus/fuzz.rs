//! Any message on the bus: what is understood is written again as it was meant, and no name leads to another subject.

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::message::{Gone, Here, OfRun, Said, Sought, Told, Wanted, agent_in, cancel_of, control_of, of_agent};

/// The first line is a subject or a name, the rest a message.
///
/// # Panics
///
/// Where a message is another one after it was written again, or a name holds more than one part of a subject.
pub fn bus_message(bytes: &[u8]) {
    let end = bytes.iter().position(|byte| *byte == b'\n').unwrap_or(bytes.len());
    let (subject, message) = bytes.split_at_checked(end).unwrap_or_default();
    let message = message.strip_prefix(b"\n").unwrap_or(message);
    for again in [
        again::<Here>,
        again::<Gone>,
        again::<Wanted>,
        again::<Told>,
        again::<Sought>,
        again::<OfRun>,
        again::<Said>,
    ] {
        again(message);
    }
    let subject = String::from_utf8_lossy(subject);
    if let Some(agent) = agent_in(&subject) {
        assert_eq!(agent_in(&of_agent(&agent, "here")), Some(agent));
    }
    for own in [cancel_of(&subject), control_of(&subject)].into_iter().flatten() {
        assert_eq!(own.split('.').count(), PARTS, "{own}");
        assert!(!own.contains(['*', '>', ' ']), "{own}");
    }
}

fn again<T: Serialize + DeserializeOwned>(bytes: &[u8]) {
    let Ok(message) = serde_json::from_slice::<T>(bytes) else {
        return;
    };
    let written = serde_json::to_value(&message).ok();
    let read = written
        .clone()
        .and_then(|value| serde_json::from_value::<T>(value).ok());
    assert_eq!(read.and_then(|read| serde_json::to_value(read).ok()), written);
    assert!(written.is_some());
}

/// Of a subject that names one run or one follower.
const PARTS: usize = 5;
