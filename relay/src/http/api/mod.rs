//! Answers for programs: the page's own and others.

pub(super) mod asks;
pub(super) mod checks;
pub(super) mod decode;
pub(super) mod described;
pub(super) mod explain;
pub(super) mod exports;
pub(super) mod health;
pub(super) mod launches;
pub(super) mod recordings;
mod reference;
pub(super) mod reports;
pub(super) mod watch;
