//! Why nothing was kept, or nothing can be read.

use thiserror::Error;
use wire::ProblemKind;

/// Why nothing was kept, or nothing can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum StoreError {
    /// The administrator keeps no results.
    #[error("sharing is off")]
    Off,
    /// The administrator allows shorter lives only.
    #[error("the life is longer than the administrator allows")]
    LifeNotAllowed,
    /// What is said to be sealed is no ciphertext.
    #[error("the sealed result is no ciphertext")]
    NotSealed,
    /// The request that the result answers never was or has expired.
    #[error("the request for a run is gone")]
    AskGone,
    /// There is no room for more.
    #[error("there is no room for more results")]
    Full,
    /// The database does not answer in time.
    #[error("the database does not answer in time")]
    Busy,
    /// More requests wait than can be answered in time.
    #[error("too many writes wait")]
    Overloaded,
    /// The database cannot be reached or used.
    #[error("the database cannot be used")]
    Gone,
    /// A newer version wrote the row.
    #[error("the result was written by a newer version")]
    FromTheFuture,
    /// The row is damaged.
    #[error("the stored result is damaged")]
    Unreadable,
    /// The system gives no random numbers.
    #[error("the system gives no random numbers")]
    NoRandomness,
}

impl StoreError {
    /// Whether the relay's administrator has to do something about it.
    pub(super) fn is_ours(self) -> bool {
        match self {
            Self::Full | Self::Busy | Self::Gone | Self::Unreadable | Self::NoRandomness => true,
            Self::Off
            | Self::LifeNotAllowed
            | Self::NotSealed
            | Self::AskGone
            | Self::Overloaded
            | Self::FromTheFuture => false,
        }
    }

    /// What whoever asked is told.
    pub fn problem(self) -> ProblemKind {
        match self {
            Self::Off => ProblemKind::SharingIsOff,
            Self::LifeNotAllowed => ProblemKind::LifeNotAllowed,
            Self::NotSealed => ProblemKind::Unreadable,
            Self::AskGone => ProblemKind::Gone,
            Self::Full => ProblemKind::StoreFull,
            Self::Busy => ProblemKind::StoreBusy,
            Self::Overloaded => ProblemKind::Overloaded,
            Self::Gone | Self::Unreadable | Self::NoRandomness => ProblemKind::StoreGone,
            Self::FromTheFuture => ProblemKind::FromTheFuture,
        }
    }
}
