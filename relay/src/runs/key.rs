//! Names of runs: one that may be known, and one that opens.

use core::fmt;

use data_encoding::{BASE32_DNSSEC, BASE64URL_NOPAD};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;
use wire::RunKey;

/// What a run is called where everybody may read it: 13 lower-case letters and digits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RunId(String);

impl RunId {
    /// A new one. 64 bits: two runs of one log do not share it.
    pub(super) fn random() -> Result<Self, getrandom::Error> {
        let mut random = [0; 8];
        getrandom::fill(&mut random)?;
        Ok(Self(BASE32_DNSSEC.encode(&random)))
    }
}

impl fmt::Display for RunId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What is kept of a key, or of another secret.
#[derive(Clone, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct KeyHash([u8; 32]);

impl KeyHash {
    pub(super) fn of(secret: &str) -> Self {
        Self(Sha256::digest(secret.as_bytes()).into())
    }

    /// That of the key of a run; absent where no run can have it.
    pub(crate) fn of_key(key: &RunKey) -> Option<Self> {
        let decoded = BASE64URL_NOPAD.decode(key.as_str().as_bytes()).ok()?;
        (decoded.len() == SECRET_BYTES).then(|| Self::of(key.as_str()))
    }

    /// Whether both are of the same key, in a time that does not tell how far they agree.
    pub(super) fn is(&self, other: &Self) -> bool {
        self.0.ct_eq(&other.0).into()
    }
}

/// Not even the hash is printed: it would let a guess be tried outside.
impl fmt::Debug for KeyHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("KeyHash(..)")
    }
}

/// A new key.
pub(super) fn random_key() -> Result<RunKey, getrandom::Error> {
    random_secret().map(RunKey::new)
}

/// A new secret. 128 bits: nobody guesses that in 15 minutes, nor ever.
pub(super) fn random_secret() -> Result<String, getrandom::Error> {
    let mut random = [0; SECRET_BYTES];
    getrandom::fill(&mut random)?;
    Ok(BASE64URL_NOPAD.encode(&random))
}

const SECRET_BYTES: usize = 16;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_128_bits_and_known_by_a_hash_that_nobody_sees() {
        let (one, other) = (random_key().unwrap(), random_key().unwrap());
        let hash = KeyHash::of(one.as_str());

        assert_eq!(BASE64URL_NOPAD.decode(one.as_str().as_bytes()).unwrap().len(), 16);
        assert!(hash.is(&KeyHash::of(one.as_str())) && !hash.is(&KeyHash::of(other.as_str())));
        assert_eq!(format!("{hash:?}"), "KeyHash(..)");
    }

    #[test]
    fn ids_are_easy_to_read_out_and_never_the_same() {
        let (one, other) = (RunId::random().unwrap(), RunId::random().unwrap());

        assert_ne!(one, other);
        let text = one.to_string();
        assert!(
            text.len() == 13
                && text
                    .bytes()
                    .all(|byte| byte.is_ascii_digit() || byte.is_ascii_lowercase())
        );
    }
}
