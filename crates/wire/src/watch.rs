//! What a computer that is watched was found to be.

use serde::{Deserialize, Serialize};

/// What one check of a watched computer came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum WatchState {
    /// No step failed.
    Up,
    /// A step failed or got no answer.
    Down,
    /// It was not checked, so nothing is known of it.
    NotRun,
}

impl WatchState {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Up, Self::Down, Self::NotRun];

    /// Its name, as in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Up => "up",
            Self::Down => "down",
            Self::NotRun => "not_run",
        }
    }

    /// The one with this name; absent where there is none.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.name() == name)
    }
}
