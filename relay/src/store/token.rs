//! The text of API tokens and launches: a prefix, 30 random characters, and six that tell a slip of the pen.

use super::StoreError;

/// A new one. 178 bits: nobody guesses that.
///
/// # Errors
///
/// Where the system has no randomness to give.
pub(super) fn random(prefix: &str) -> Result<String, StoreError> {
    let mut text = String::from(prefix);
    while text.len() < prefix.len() + RANDOM {
        let mut bytes = [0; RANDOM];
        getrandom::fill(&mut bytes).map_err(|_| StoreError::NoRandomness)?;
        // All characters are as likely: what goes beyond a multiple of 62 is drawn again.
        let fair = bytes
            .into_iter()
            .filter(|byte| *byte < 248)
            .filter_map(|byte| DIGITS.get(usize::from(byte % 62)).copied());
        text.extend(fair.take(prefix.len() + RANDOM - text.len()).map(char::from));
    }
    let sum = checksum(text.as_bytes());
    text.push_str(&sum);
    Ok(text)
}

/// Whether `text` has the form of one. What has not is in no store, and need not be looked for.
pub(super) fn is_whole(prefix: &str, text: &str) -> bool {
    let Some((body, sum)) = text.split_at_checked(prefix.len() + RANDOM) else {
        return false;
    };
    let random = body.strip_prefix(prefix);
    random.is_some_and(|random| random.bytes().all(|byte| byte.is_ascii_alphanumeric()))
        && sum == checksum(body.as_bytes())
}

/// CRC-32 (ISO 3309) in six digits of base 62, as GitHub and npm have it.
fn checksum(text: &[u8]) -> String {
    let crc = !text.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            if crc & 1 == 1 {
                (crc >> 1) ^ POLYNOMIAL
            } else {
                crc >> 1
            }
        })
    });
    let mut rest = crc;
    let mut digits = [b'0'; 6];
    for digit in digits.iter_mut().rev() {
        let place = usize::try_from(rest % 62).unwrap_or_default();
        *digit = DIGITS.get(place).copied().unwrap_or(b'0');
        rest /= 62;
    }
    digits.into_iter().map(char::from).collect()
}

/// What API tokens begin with, for people and for scanners that look for secrets.
pub(super) const API: &str = "rdpt_";
/// What launches begin with.
pub(super) const LAUNCH: &str = "rdpl_";
const RANDOM: usize = 30;
const DIGITS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const POLYNOMIAL: u32 = 0xEDB8_8320;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_token_is_whole_and_none_with_a_slip_is() {
        let token = random(API).unwrap();

        assert_eq!((token.len(), is_whole(API, &token)), (41, true));
        assert_ne!(token, random(API).unwrap());
        for place in 0..token.len() {
            let mut slipped = token.clone().into_bytes();
            slipped[place] = if slipped[place] == b'x' { b'y' } else { b'x' };
            assert!(!is_whole(API, &String::from_utf8(slipped).unwrap()), "{place}");
        }
        for text in ["", "rdpt_", &token[..40], &format!("{token}0"), &"ä".repeat(41)] {
            assert!(!is_whole(API, text), "{text}");
        }
    }

    #[test]
    fn the_checksum_is_that_of_everybody() {
        // The check value of CRC-32 for "123456789" is cbf43926, which is 3,421,780,262.
        assert_eq!(checksum(b"123456789"), "3jZRME");
    }
}
