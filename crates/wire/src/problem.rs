use serde::{Deserialize, Serialize};

use crate::json::{ReadJson, WriteJson};

/// Why a request over HTTP was not fulfilled, with a sentence for whoever reads it.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ReadJson, WriteJson)]
pub struct Problem {
    /// Which.
    pub problem: ProblemKind,
    /// What was wrong and what would be right, in the reader's language.
    pub sentence: String,
}

/// The kinds of [`Problem`].
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ReadJson, WriteJson)]
#[serde(rename_all = "snake_case")]
pub enum ProblemKind {
    /// The request is longer than the limit.
    TooLarge,
    /// The request cannot be read, or lacks something.
    Unreadable,
    /// The report was written by a newer version.
    FromTheFuture,
    /// The report contradicts itself, as no run writes it.
    NotAReport,
    /// The administrator allows shorter lives only.
    LifeNotAllowed,
    /// The administrator keeps no results on this relay.
    SharingIsOff,
    /// The relay has no room for more; the result is not kept.
    StoreFull,
    /// The database does not answer in time.
    StoreBusy,
    /// The database is gone.
    StoreGone,
    /// There is no such result or request: never was, expired or revoked.
    Gone,
    /// No run has this key: it never was, or the relay has forgotten it.
    RunGone,
    /// The revoke secret is another one.
    WrongSecret,
    /// The target cannot be read or is not allowed.
    TargetForbidden,
    /// Too many requests; later there may be room.
    Overloaded,
}
