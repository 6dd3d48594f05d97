//! What is said, in every language: chosen when a report is read, never when it is recorded.
//!
//! [`Words`] makes sentences of stages, findings and errors, `text` whole results as text and Markdown, `decoded` says what
//! codes mean.

#[cfg(feature = "codes")]
mod decoded;
mod error;
mod fact;
mod failure;
mod finding;
pub mod key;
mod language;
mod limit;
mod locale;
mod marks;
mod message;
mod pattern;
mod refusal;
mod row;
mod summary;
#[cfg(test)]
mod tests;
mod text;
mod time;
mod utc;
mod words;

#[cfg(feature = "codes")]
pub use decoded::{CodeWords, DecodedWords, MeaningWords, SaidMeaning, search};
pub use finding::Step;
pub use key::Key;
pub use language::{page_source, preferred_language};
pub use limit::Limit;
pub use summary::summary;
pub use text::{Beside, ComparedLeg, ComparedRow, ComparisonText, Origin};
pub use words::Words;
