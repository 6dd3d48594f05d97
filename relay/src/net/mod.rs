//! The way to the computers that are checked: names to addresses, the policy's judgement of each, sockets, and what went
//! over them.

pub mod dial;
mod icmp;
pub(crate) mod kdc;
mod kernel;
pub(crate) mod link;
pub mod nat64;
pub(crate) mod pcapng;
pub mod policy;
pub mod recording;
mod reservation;
pub mod resolve;
mod way;

pub use self::reservation::Reservation;
pub use self::way::Way;
