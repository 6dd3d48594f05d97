//! The check itself: a state machine that does no IO.
//!
//! ```text
//!             Input                                   Action
//!  Resolved, Dialed, Received,   +---------+   Resolve, Dial, Send, HangUp,
//!  PeerClosed, HungUp, Cancel -->|  Check  |-->  Emit(StageEvent), Finish(Report)
//!                 time goes by ->|         |
//!                                +---------+
//! ```
//!
//! Whoever drives it owns the sockets, the clock and the randomness, does what the actions say and tells what happened.
//! A failing server is a result, never an error: the report always has one outcome per stage.

mod budget;
mod check;
mod connection;
mod connections;
mod conversation;
mod failure;
#[cfg(feature = "fuzz")]
pub mod fuzz;
mod gateway;
mod io;
mod limits;
mod pdu;
mod purpose;
mod race;
mod recorder;
mod stages;
mod tls;
mod underway;
mod waiting;
mod walk;

pub use check::Check;
pub use conversation::Conversation;
pub use gateway::GatewayCheck;
pub use io::{
    Action, ConnectionId, Credentials, Environment, Identity, Input, Kerberos, PeerGone, Resolution, RunOptions,
    Secret, Targets, ThroughGateway,
};
pub use limits::{DIAL as DIAL_LIMIT, NEXT_ADDRESS, stage as stage_limit};
pub use pdu::banner::recognize as service_of;
pub use pdu::kerberos;
pub use tls::{Tls, TlsOffer, TlsProgress, secure_facts};
pub use walk::Walk;
