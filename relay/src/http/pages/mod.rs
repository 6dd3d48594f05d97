//! Answers for people: whole documents.

pub(super) mod app;
pub(super) mod ask;
pub(super) mod check;
pub(super) mod compare;
pub(super) mod desktop;
pub(super) mod download;
pub(super) mod embed;
pub(super) mod explain;
mod gone;
pub(super) mod help;
pub(super) mod links;
pub(super) mod result;
pub(super) mod watch;
pub(super) mod well_known;
pub(super) mod words;
