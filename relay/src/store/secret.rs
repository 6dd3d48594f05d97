//! Random values that stand in links: ids, and secrets of which only a hash is kept.

use data_encoding::BASE64URL_NOPAD;
use sha2::{Digest as _, Sha256};

use super::StoreError;

/// 128 bits from the system's random source, base64url without padding: 22 characters.
///
/// # Errors
///
/// Where the system has no randomness to give.
pub(super) fn random() -> Result<String, StoreError> {
    let mut bytes = [0; RANDOM_BYTES];
    getrandom::fill(&mut bytes).map_err(|_| StoreError::NoRandomness)?;
    Ok(BASE64URL_NOPAD.encode(&bytes))
}

/// What is kept of a secret. Secrets are random, so that a plain hash cannot be turned back.
pub(super) fn hash(secret: &str) -> Vec<u8> {
    Sha256::digest(secret.as_bytes()).to_vec()
}

/// `id` where it has the form of one; else an id that nothing has, so that both are looked up in the same way.
pub(super) fn as_id(id: &str) -> &str {
    match BASE64URL_NOPAD.decode(id.as_bytes()) {
        Ok(bytes) if bytes.len() == RANDOM_BYTES => id,
        Ok(_) | Err(_) => NOTHING_HAS,
    }
}

/// 128 bits: guessing one of a million results takes 10^32 tries.
const RANDOM_BYTES: usize = 16;
/// As long as an id, and with bits at its end that no id has.
const NOTHING_HAS: &str = "______________________";

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn ids_do_not_repeat_and_have_as_many_ones_as_zeros() {
        const COUNT: u32 = 100_000;
        let ids: HashSet<String> = (0..COUNT).map(|_| random().unwrap()).collect();

        let ones = ids.iter().map(|id| BASE64URL_NOPAD.decode(id.as_bytes()).unwrap());
        let ones: u32 = ones.flatten().map(u8::count_ones).sum();
        // Five standard deviations to either side: sqrt(12,800,000) / 2 is 1,789.
        let expected = COUNT * 64;
        assert_eq!(u32::try_from(ids.len()), Ok(COUNT));
        assert!(ones.abs_diff(expected) < 9_000, "{ones} of {}", expected * 2);
        assert!(ids.iter().all(|id| id.len() == 22 && as_id(id) == id));
    }

    #[test]
    fn whatever_is_no_id_is_looked_up_as_one_that_nothing_has() {
        assert!(BASE64URL_NOPAD.decode(NOTHING_HAS.as_bytes()).is_err());
        for text in [
            "",
            "a",
            &"A".repeat(21),
            &"A".repeat(23),
            &"A".repeat(5000),
            "AAAAAAAAAAAAAAAAAAAA'-",
            "äAAAAAAAAAAAAAAAAAAAAA",
        ] {
            assert_eq!(as_id(text), NOTHING_HAS);
        }
    }
}
