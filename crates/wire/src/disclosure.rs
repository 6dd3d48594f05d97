//! How much of a result others are shown, and for how long.

use core::time::Duration;

use serde::{Deserialize, Serialize};

use crate::json::{ReadJson, WriteJson};

/// How much of a result others are shown.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ReadJson, WriteJson,
)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Disclosure {
    /// As it was recorded.
    Everything,
    /// Without user names, cookies, internal host parts and the names of a certificate that do not match.
    #[default]
    Support,
    /// Without anything that names a computer, an organisation, a person or an address.
    Public,
}

impl Disclosure {
    /// All levels, from the most to the least that is shown.
    pub const ALL: [Self; 3] = [Self::Everything, Self::Support, Self::Public];

    /// Its name on the wire.
    pub fn name(self) -> &'static str {
        match self {
            Self::Everything => "everything",
            Self::Support => "support",
            Self::Public => "public",
        }
    }

    /// The level with this name on the wire; absent where there is none.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.name() == name)
    }
}

/// How long a shared result is kept.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ReadJson, WriteJson,
)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Life {
    /// One hour.
    Hour,
    /// One day.
    Day,
    /// Seven days.
    #[default]
    Week,
    /// Thirty days.
    Month,
}

impl Life {
    /// All, from the shortest to the longest.
    pub const ALL: [Self; 4] = [Self::Hour, Self::Day, Self::Week, Self::Month];

    /// Its name on the wire.
    pub fn name(self) -> &'static str {
        match self {
            Self::Hour => "hour",
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
        }
    }

    /// The life with this name on the wire; absent where there is none.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|life| life.name() == name)
    }

    /// How long it is.
    pub fn duration(self) -> Duration {
        const HOUR: u64 = 60 * 60;
        Duration::from_secs(match self {
            Self::Hour => HOUR,
            Self::Day => 24 * HOUR,
            Self::Week => 7 * 24 * HOUR,
            Self::Month => 30 * 24 * HOUR,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_and_lives_are_found_by_the_names_that_serde_writes() {
        for level in Disclosure::ALL {
            assert_eq!(serde_json::to_string(&level).unwrap(), format!("\"{}\"", level.name()));
            assert_eq!(Disclosure::named(level.name()), Some(level));
        }
        for life in Life::ALL {
            assert_eq!(serde_json::to_string(&life).unwrap(), format!("\"{}\"", life.name()));
            assert_eq!(Life::named(life.name()), Some(life));
        }
        assert!(Life::ALL.windows(2).all(|pair| pair[0].duration() < pair[1].duration()));
    }
}
