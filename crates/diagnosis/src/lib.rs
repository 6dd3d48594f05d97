//! What a report means and who can do what about it.
//!
//! [`diagnose`] is pure: facts in, findings out. [`Words`] turns stages, findings and errors into sentences of a
//! language, chosen when a report is read.

mod finding;
mod words;

pub use finding::{Actor, Audience, Confidence, Finding, Parameter, Severity, diagnose};
pub use words::{Command, Step, Words, replicate, summary};
