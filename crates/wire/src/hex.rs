use core::fmt;
use core::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::json::texts;

/// The most bytes of one message that a report keeps: enough for every PDU up to the certificates.
pub const EVIDENCE_LIMIT: usize = 256;

/// Bytes, as two hexadecimal digits each on the wire.
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub struct Hex(Vec<u8>);

impl Hex {
    /// The bytes.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

/// Keeps the first [`EVIDENCE_LIMIT`] bytes.
impl From<&[u8]> for Hex {
    fn from(bytes: &[u8]) -> Self {
        Self(bytes.iter().copied().take(EVIDENCE_LIMIT).collect())
    }
}

impl fmt::Display for Hex {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Hex {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for Hex {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Hex {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let digits = String::deserialize(deserializer)?;
        digits.parse().map_err(serde::de::Error::custom)
    }
}

impl FromStr for Hex {
    type Err = HexError;

    fn from_str(digits: &str) -> Result<Self, HexError> {
        let bytes = digits
            .as_bytes()
            .chunks(2)
            .map(|pair| {
                core::str::from_utf8(pair)
                    .ok()
                    .filter(|pair| pair.len() == 2)
                    .and_then(|pair| u8::from_str_radix(pair, 16).ok())
            })
            .collect::<Option<Vec<u8>>>();
        bytes
            .filter(|bytes| bytes.len() <= EVIDENCE_LIMIT)
            .map(Self)
            .ok_or(HexError)
    }
}

texts!(Hex);

/// Text that is no evidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HexError;

impl fmt::Display for HexError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("evidence is an even number of hexadecimal digits, at most 512")
    }
}

impl core::error::Error for HexError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_survive_the_wire() {
        let bytes = Hex::from([0x03, 0x00, 0xff].as_slice());

        assert_eq!(serde_json::to_string(&bytes).unwrap(), "\"0300ff\"");
        assert_eq!(serde_json::from_str::<Hex>("\"0300ff\"").unwrap(), bytes);
    }

    #[test]
    fn digits_that_are_no_bytes_are_refused() {
        for wrong in ["\"0\"", "\"zz\"", "\"é0\"", &format!("\"{}\"", "00".repeat(257))] {
            assert!(serde_json::from_str::<Hex>(wrong).is_err(), "{wrong}");
        }
    }
}
