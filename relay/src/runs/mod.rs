//! Runs: checks that the relay makes for others, from the request to the time when they are forgotten.
//!
//! A run belongs to nobody's connection. It is started once, and everything else, today the WebSocket of a page, is a
//! subscriber of its [events]:
//!
//! ```text
//!  start --> Run { id, key } --> driver --> events --> any number of subscribers, the first event first
//!                                   |
//!                                   +--> report, finding ids, recording --> kept for 15 minutes, by key
//! ```
//!
//! Its [id](RunId) is for people and logs and opens nothing. Its [key](wire::RunKey) is told to whoever started it, once;
//! afterwards only its hash is here, so that nothing that prints or keeps a run can give the key away.

mod events;
mod key;
mod known;
mod mirror;
mod places;
mod registry;
mod retention;
mod run;
mod ticket;
mod turns;

pub use self::events::Events;
pub(crate) use self::key::KeyHash;
pub use self::key::RunId;
pub use self::places::Vantage;
pub use self::registry::{NewRun, Recordings, Runs, Started, Unfollowed};
pub(crate) use self::run::Followed;
pub use self::run::{Ended, Requester, Run, Via};
pub use self::ticket::HadTunnel;
pub(crate) use self::ticket::LIFE as TICKET_LIFE;
