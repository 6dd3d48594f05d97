//! What every request and every answer goes through.

pub(super) mod base;
pub(super) mod bodies;
pub(super) mod client;
pub(super) mod guard;
pub(super) mod headers;
