//! The honest table: rdptrace beside the tools that people use today, on the same servers.
//!
//! Everything that can be played over sockets is asked about: the scenarios, and the real servers with and without a
//! faulty path. What is right stands in the scenario before anybody is asked.
//!
//! **rdptrace** is right where the outcome of every step and the first finding are the expected ones, else wrong. It gets
//! no credit for less.
//!
//! **The other tools** are read more kindly, see [`judge`](judge::judge). What a tool prints is searched for the phrases
//! of [`CLAIMS`](judge::CLAIMS), each with the steps or causes that it names.
//!
//! - *right*: a phrase names the step that breaks, or its cause. Nothing else that it prints can spoil that, but for a
//!   protocol that the server does not have. Where nothing breaks: it says that it works.
//! - *wrong*: phrases name other steps or causes only; or the tool says that all is well before the step that breaks; or
//!   that it fails where all is well; or a protocol that the server does not have.
//! - *silent*: nothing, a time-out, a general "connect failed" or "transport failed", or a success that goes no further
//!   than the step before the one that breaks.
//! - *not asked*: what the tool would have to do next needs more than the scripted server plays.
//!
//! Each tool has [`LIMIT`](tools::LIMIT) for each target and is then ended. `xfreerdp` is given a user and a password and
//! accepts every certificate at first sight, so that it gets as far as it can.

mod expected;
mod installed;
pub mod judge;
mod real;
pub mod subject;
pub mod table;
pub mod tools;

use crate::scenario::Scenario;
use subject::Subject;

/// Everything that there is to ask about: the scenarios by name, then the real servers.
pub fn subjects() -> Vec<Subject> {
    let scenarios = Scenario::all().into_iter().filter(Scenario::fits_sockets);
    let real = real::servers().into_iter().chain(installed::servers());
    scenarios.map(Subject::scripted).chain(real).collect()
}
