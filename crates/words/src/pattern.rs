//! Messages as the build compiles them: what [Project Fluent]'s syntax says, without the syntax.
//!
//! The build reads the locales with the project's own parser and writes these as JSON; the relay has them inside, and the
//! page fetches those of its reader's language. References to other messages are filled in by then, so whoever shows a
//! message needs no other.
//!
//! [Project Fluent]: https://projectfluent.org

use serde::{Deserialize, Serialize};

/// The messages of one language.
#[derive(Debug, Deserialize, Serialize)]
pub(crate) struct Messages {
    /// The BCP 47 tag.
    pub(crate) language: String,
    /// By key, sorted: a message's name, with an attribute behind a dot.
    pub(crate) patterns: Vec<(String, Pattern)>,
}

/// What a message consists of, in order.
pub(crate) type Pattern = Vec<Part>;

/// A part of a message.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub(crate) enum Part {
    /// Text as it stands.
    #[serde(rename = "t")]
    Text(String),
    /// The value of this name.
    #[serde(rename = "v")]
    Value(String),
    /// One of several patterns, chosen by a value.
    #[serde(rename = "c")]
    Choice(Choice),
}

/// Patterns to choose from.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub(crate) struct Choice {
    /// The name of the value that chooses.
    #[serde(rename = "v")]
    pub(crate) value: String,
    /// Each with the text, the number or the plural category for which it stands.
    #[serde(rename = "o")]
    pub(crate) options: Vec<(String, Pattern)>,
    /// Which of them stands for all other values.
    #[serde(rename = "d")]
    pub(crate) default: usize,
}
