//! The lower half of a sign-in whose TLS ends where the password is typed, not in the relay.
//!
//! ```text
//!  client --RDCleanPath--> CleanPath --> Connection: X.224, TLS --> tunnel (bytes) --> relay --> computer
//!         <--one PDU a message--             | cleartext
//!                                            v
//!                                   probe::Conversation: stages, facts
//! ```
//!
//! It does no IO: bytes in, bytes out, time as an argument. [`Connection`] carries any client; [`CleanPath`] is the proxy
//! that a client which speaks RDCleanPath believes to talk to.

mod answer;
mod clean_path;
mod connection;
mod edit;
mod frames;
mod limits;
mod tunnel;

pub use clean_path::{CleanPath, Request, Step};
pub use connection::{Action, Connection, Environment, Secured};
pub use edit::{Edits, Switch};
pub use frames::Frames;
pub use tunnel::{Ended, Open, Opened, Refusal, SUBPROTOCOL, Ticket, TicketRequest, Token};
