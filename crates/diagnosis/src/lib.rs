//! What a report means and who can do what about it.
//!
//! [`diagnose`] is pure: facts in, findings out. It says nothing in any language; `words` does, when a report is read.
//!
//! `rules` holds the catalogue of findings in order of precedence, `steps` what can be done, [`catalogue`] what is known
//! of findings besides a report, [`names`] what specifications call the numbers of a report.

pub mod catalogue;
mod compare;
mod finding;
pub mod names;
mod replicate;
mod rules;
mod steps;
mod system;
pub mod time;
mod verdict;

pub use compare::{Change, Comparison, LegComparison, Redact, Side, StageComparison, Subject, Value, compare};
pub use finding::{Actor, Confidence, Finding, Parameter, Severity};
pub use replicate::replicate;
pub use rules::diagnose;
pub use steps::{Audience, Command, Remedy, Tool};
pub use system::System;
pub use verdict::{Verdict, stopped};
