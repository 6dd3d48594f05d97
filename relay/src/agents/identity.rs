//! Who an agent is: an Ed25519 key (RFC 8032). The agent keeps the secret half, the relay's configuration has the public
//! one, so a relay that is broken into gives no agent away.

use core::fmt;
use core::str::FromStr;
use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::Path;

use data_encoding::BASE64URL_NOPAD;
use ring::rand::SystemRandom;
use ring::signature::{ED25519, Ed25519KeyPair, KeyPair as _, UnparsedPublicKey};
use serde::Deserialize;
use thiserror::Error;

use super::name::AgentName;
use crate::Error;

/// What a relay knows of an agent: `ed25519:` and 32 bytes in base64url.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct PublicKey([u8; 32]);

/// The text is no public key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("this isn't the key of an agent. Copy the whole line that `rdptrace agent key` prints, from `{PREFIX}` on")]
pub struct PublicKeyError;

impl PublicKey {
    /// Whether the owner of the key signed that it is `name` and speaks to `relay`, when asked with `nonce`.
    pub fn has_signed(&self, signature: &str, relay: &str, name: &AgentName, nonce: &str) -> bool {
        let key = UnparsedPublicKey::new(&ED25519, &self.0);
        let signature = BASE64URL_NOPAD.decode(signature.as_bytes());
        signature.is_ok_and(|signature| key.verify(&message(relay, name, nonce), &signature).is_ok())
    }
}

impl FromStr for PublicKey {
    type Err = PublicKeyError;

    fn from_str(text: &str) -> Result<Self, PublicKeyError> {
        let bytes = text
            .strip_prefix(PREFIX)
            .and_then(|text| BASE64URL_NOPAD.decode(text.as_bytes()).ok());
        let key = bytes.and_then(|bytes| bytes.try_into().ok());
        key.map(Self).ok_or(PublicKeyError)
    }
}

impl TryFrom<String> for PublicKey {
    type Error = PublicKeyError;

    fn try_from(text: String) -> Result<Self, PublicKeyError> {
        text.parse()
    }
}

impl fmt::Display for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{PREFIX}{}", BASE64URL_NOPAD.encode(&self.0))
    }
}

/// The key of this agent. Never printed.
pub struct Identity(Ed25519KeyPair);

impl fmt::Debug for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Identity(..)")
    }
}

impl Identity {
    /// Reads the key that is kept in `file`.
    ///
    /// # Errors
    ///
    /// Where it cannot be read, or holds something else.
    pub fn read(file: &Path) -> Result<Self, Error> {
        let failed = |what: String| Error::AgentKey {
            path: file.to_owned(),
            what,
        };
        let text = fs::read_to_string(file).map_err(|error| failed(error.to_string()))?;
        let bytes = BASE64URL_NOPAD.decode(text.trim().as_bytes()).ok();
        let pair = bytes.and_then(|bytes| Ed25519KeyPair::from_pkcs8(&bytes).ok());
        pair.map(Self).ok_or_else(|| failed(NO_KEY.to_owned()))
    }

    /// The key in `file`, which is made where there is none. Only its owner can read it.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read or made.
    pub fn read_or_make(file: &Path) -> Result<Self, Error> {
        match make(file) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => {
                return Err(Error::AgentKey {
                    path: file.to_owned(),
                    what: error.to_string(),
                });
            }
            Ok(()) => {}
        }
        Self::read(file)
    }

    /// What the relay is to know.
    ///
    /// # Panics
    ///
    /// Never: public keys of this kind have 32 bytes.
    pub fn public(&self) -> PublicKey {
        let bytes = self.0.public_key().as_ref().try_into();
        PublicKey(bytes.expect("public keys of Ed25519 have 32 bytes"))
    }

    /// Signs that this is `name` and speaks to `relay`, as an answer to `nonce`.
    pub fn sign(&self, relay: &str, name: &AgentName, nonce: &str) -> String {
        BASE64URL_NOPAD.encode(self.0.sign(&message(relay, name, nonce)).as_ref())
    }
}

fn make(file: &Path) -> io::Result<()> {
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut options = OpenOptions::new();
    // Of two that start at once one makes the key, and both read it.
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    let mut made = options.open(file)?;
    let pair = Ed25519KeyPair::generate_pkcs8(&SystemRandom::new());
    let pair = pair.map_err(|_| io::Error::other("the system's random source doesn't work"))?;
    writeln!(made, "{}", BASE64URL_NOPAD.encode(pair.as_ref()))
}

/// What is signed: for this use alone, for this relay alone, so that no other relay can pass on a challenge of this one as
/// its own.
fn message(relay: &str, name: &AgentName, nonce: &str) -> Vec<u8> {
    // Only the last part is the other side's, so nothing in it can pass for one of the others.
    [DOMAIN, relay, name.as_str(), nonce].join("\0").into_bytes()
}

const PREFIX: &str = "ed25519:";
const DOMAIN: &str = "rdptrace agent v1";
const NO_KEY: &str = "it doesn't hold a key that `rdptrace agent key` made";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signature_holds_for_its_relay_name_and_challenge_only() {
        let folder = tempfile::tempdir().unwrap();
        let identity = Identity::read_or_make(&folder.path().join("new/agent.key")).unwrap();
        let name: AgentName = "branch-7".parse().unwrap();
        let key: PublicKey = identity.public().to_string().parse().unwrap();

        let signature = identity.sign("https://a.example", &name, "nonce");

        assert!(key.has_signed(&signature, "https://a.example", &name, "nonce"));
        assert!(!key.has_signed(&signature, "https://b.example", &name, "nonce"));
        assert!(!key.has_signed(&signature, "https://a.example", &"branch-8".parse().unwrap(), "nonce"));
        assert!(!key.has_signed(&signature, "https://a.example", &name, "other"));
        assert!(!key.has_signed("", "https://a.example", &name, "nonce"));
    }

    #[test]
    fn key_is_made_once_and_nobody_else_can_read_it() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("agent.key");
        let made = Identity::read_or_make(&file).unwrap().public();

        assert_eq!(Identity::read_or_make(&file).unwrap().public(), made);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
        }
        fs::write(&file, "something else").unwrap();
        assert!(Identity::read_or_make(&file).is_err());
        assert_eq!(fs::read_to_string(&file).unwrap(), "something else");
    }
}
