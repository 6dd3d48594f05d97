//! What is waited for, one file per kind of answer. Each reads the cleartext that has come and says what it came to.

pub(crate) mod authenticate;
mod confirm;
pub(crate) mod connector;
mod cx;
pub(crate) mod hello;
pub(crate) mod negotiate;
mod outcome;
pub(crate) mod session;
pub(crate) mod session_config;
pub(crate) mod sign_in;
pub(crate) mod standard;

pub(crate) use self::cx::Cx;
pub(crate) use self::outcome::StepOutcome;
