use core::fmt;
use core::time::Duration;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A span of time in microseconds, at most 71 minutes; longer spans are cut to that.
///
/// On the wire it is a number of milliseconds with up to three decimals.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Elapsed(u32);

impl Elapsed {
    /// The span in milliseconds.
    pub fn as_millis(self) -> f64 {
        f64::from(self.0) / MICROS_PER_MILLI
    }

    /// The span in whole microseconds.
    pub fn as_micros(self) -> u32 {
        self.0
    }
}

impl From<Duration> for Elapsed {
    fn from(span: Duration) -> Self {
        Self(u32::try_from(span.as_micros()).unwrap_or(u32::MAX))
    }
}

/// As people read it: `0.4 ms`, `41 ms`, `2.9 s`.
impl fmt::Display for Elapsed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let millis = self.as_millis();
        if millis >= 1000.0 {
            write!(f, "{:.1} s", millis / 1000.0)
        } else if millis >= 10.0 {
            write!(f, "{millis:.0} ms")
        } else {
            write!(f, "{millis:.1} ms")
        }
    }
}

impl Serialize for Elapsed {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(self.as_millis())
    }
}

impl<'de> Deserialize<'de> for Elapsed {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let millis = f64::deserialize(deserializer)?;
        Duration::try_from_secs_f64(millis / 1000.0)
            .map(Self::from)
            .map_err(|_| serde::de::Error::custom("a time in milliseconds is not negative"))
    }
}

const MICROS_PER_MILLI: f64 = 1000.0;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_is_shown_with_the_precision_that_a_reader_needs() {
        let shown = |micros| Elapsed::from(Duration::from_micros(micros)).to_string();

        assert_eq!(shown(400), "0.4 ms");
        assert_eq!(shown(41_400), "41 ms");
        assert_eq!(shown(2_940_000), "2.9 s");
    }

    #[test]
    fn time_survives_the_wire_to_the_microsecond() {
        let span = Elapsed::from(Duration::from_micros(12_345_678));

        let json = serde_json::to_string(&span).unwrap();

        assert_eq!(json, "12345.678");
        assert_eq!(serde_json::from_str::<Elapsed>(&json).unwrap(), span);
        assert!(serde_json::from_str::<Elapsed>("-1").is_err());
    }
}
