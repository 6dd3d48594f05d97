//! How a run at the relay is named, and what opens it.
//!
//! A run's id may be shown, logged and read out on the phone: it opens nothing. Its key is told only to whoever started
//! the run, once, and stands for the run wherever the relay still has it, in place of a report that is sent back: to
//! [join](crate::ClientMessage::Join) it, to [decode](crate::DecodeRequest), to [preview](crate::RedactionRequest) and
//! to [share](crate::ShareSource::Run) it, to save it as a file and to have its recording.

use core::fmt;

use serde::{Deserialize, Serialize};

use crate::json::{ReadJson, WriteJson};

/// What opens a run: 128 random bits in base64url without padding, 22 characters. Never printed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, ReadJson, WriteJson)]
#[serde(transparent)]
pub struct RunKey(String);

impl RunKey {
    /// The key with this text. Whether it opens anything is for the relay to say.
    pub fn new(text: String) -> Self {
        Self(text)
    }

    /// Its text, for where it has to be said.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for RunKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RunKey(..)")
    }
}

/// What the relay keeps of the bytes that a run sends and receives, for as long as it has the run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ReadJson, WriteJson)]
#[serde(rename_all = "snake_case")]
pub enum Record {
    /// The bytes.
    #[default]
    Bytes,
    /// The bytes and the secrets of the TLS connections, so that the file can be read by whoever has it. The secrets
    /// exist only where they are asked for before the run, because nobody can take them back from a relay afterwards.
    BytesAndTlsSecrets,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_sent_but_never_printed() {
        let key = RunKey::new("xK3v9QmZ0aTfW2Lr8sYbNg".to_owned());

        assert_eq!(serde_json::to_string(&key).unwrap(), "\"xK3v9QmZ0aTfW2Lr8sYbNg\"");
        assert!(!format!("{key:?}").contains("xK3v9"));
    }
}
