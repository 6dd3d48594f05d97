//! What answers are made of. Nothing here knows a route.

pub(super) mod assets;
pub(super) mod badge;
pub(super) mod client;
pub(super) mod file;
pub(super) mod front;
pub(super) mod language;
pub(super) mod limited;
pub(super) mod meter;
pub(super) mod problem;
pub(super) mod proxied;
pub(super) mod reading;
pub(super) mod rendered;
pub(super) mod representation;
pub(super) mod request;
pub(super) mod shell;
pub(super) mod socket;
