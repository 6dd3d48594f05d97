//! What crosses when a person tells what their program said: `POST /api/decode`.
//!
//! The catalogue of codes stays with the relay, and so do its sentences: the answer is in the reader's language.

use serde::{Deserialize, Serialize};

use crate::json::{ReadJson, WriteJson};
use crate::{Leg, Report, RunKey};

/// What a program said, and what a check found out.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ReadJson, WriteJson)]
pub struct DecodeRequest {
    /// A code, or all that the program showed.
    pub said: String,
    /// The key of the run that it is held against; absent where there is none, or the relay does not have it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub run: Option<RunKey>,
    /// A result from elsewhere that it is held against.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub report: Option<Box<Report>>,
}

/// What it means.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ReadJson, WriteJson)]
pub struct DecodeAnswer {
    /// What came of it, in one sentence.
    pub headline: String,
    /// Why the program shows this where the check failed, or that it does not fit; absent without a report.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fit: Option<String>,
    /// Which programs it can come from; absent where nothing tells.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<String>,
    /// Its codes: the error code, the extended code, then others.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub codes: Vec<DecodedCode>,
    /// What to know besides.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
    /// What a network tool saw of the port that the check is about, as a leg of its report; absent where none printed this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub leg: Option<Box<Leg>>,
}

/// A code and its meanings.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ReadJson, WriteJson)]
pub struct DecodedCode {
    /// What it is, such as `Extended error code 0x4`.
    pub title: String,
    /// The address of its page below the relay's origin; absent where there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// What it means, what people see first before the others.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub meanings: Vec<DecodedMeaning>,
    /// Which other programs show it, where those of the text are not known to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub elsewhere: Option<String>,
}

/// What a code means in some programs.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ReadJson, WriteJson)]
pub struct DecodedMeaning {
    /// The programs, with the condition under which it means this there.
    pub programs: String,
    /// The name that goes with the number; absent where it has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub symbol: Option<String>,
    /// What it means.
    pub meaning: String,
    /// The language of that as a BCP 47 tag: the common codes are told in the reader's, others in English.
    #[serde(default)]
    pub language: String,
    /// How well that is known: documented, observed or inferred.
    pub status: String,
}
