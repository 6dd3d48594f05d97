use core::fmt;
use core::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::json::{ReadJson, WriteJson};
use crate::{Elapsed, Evidence, Pdu};

/// The most bytes of one message that a report keeps: enough for every PDU up to the certificates.
pub const EVIDENCE_LIMIT: usize = 256;

/// One message of the conversation, as it stood on the wire or, behind TLS, inside it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ReadJson, WriteJson)]
pub struct Exchange {
    /// Who sent it.
    pub direction: Direction,
    /// When, counted from the start of the run.
    pub at_ms: Elapsed,
    /// Which one.
    pub pdu: Pdu,
    /// How long it was, in bytes.
    pub length: u32,
    /// Its first bytes, at most [`EVIDENCE_LIMIT`]; none of what [`Pdu::evidence`] keeps by its length alone.
    pub bytes: Hex,
}

impl Exchange {
    /// A message that was sent or has come; of its content it keeps what [`Pdu::evidence`] allows, and at most `room` bytes.
    pub fn of(direction: Direction, at: Elapsed, pdu: Pdu, content: &[u8], room: usize) -> Self {
        let kept = match pdu.evidence(direction) {
            Evidence::FirstBytes => content.get(..content.len().min(room)).unwrap_or_default(),
            Evidence::LengthOnly => &[],
        };
        Self {
            direction,
            at_ms: at,
            pdu,
            length: u32::try_from(content.len()).unwrap_or(u32::MAX),
            bytes: Hex::from(kept),
        }
    }
}

/// Who sent a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ReadJson, WriteJson)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// The relay.
    Sent,
    /// The server.
    Received,
}

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
