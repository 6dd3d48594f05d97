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
mod connections;
mod hellos;
mod io;
mod limits;
mod line;
mod pdu;
mod plan;
mod race;
mod recorder;
mod second_try;
mod stages;
mod tap;
mod tls;

pub use check::Check;
pub use io::{Action, ConnectionId, Environment, Input, Plan, Resolution};
