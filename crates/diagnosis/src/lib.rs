//! What a report means and who can do what about it.
//!
//! [`diagnose`] is pure: facts in, findings out. [`Words`] turns stages, findings and errors into sentences of a
//! language, chosen when a report is read.
//!
//! `rules` holds the catalogue of findings in order of precedence, `steps` what can be done, `locales` every sentence.

mod codes;
mod compare;
pub mod decode;
mod finding;
#[cfg(feature = "help")]
pub mod help;
mod redact;
mod replicate;
mod rules;
mod steps;
#[cfg(test)]
mod testing;
mod text;
mod words;

pub use compare::{Change, Comparison, Side, StageComparison, Subject, Value, compare};
pub use finding::{Actor, Audience, Confidence, Finding, Parameter, Severity, diagnose};
pub use redact::redact;
pub use replicate::replicate;
pub use rules::WITHDRAWN;
pub use text::{ComparedRow, ComparisonText};
pub use words::{Command, Step, Words, page_source, preferred_language, summary};
