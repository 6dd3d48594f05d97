//! A conversation by what is seen of it, whoever holds it.
//!
//! ```text
//!   frames of both directions --> classify --> Tracker --> stages that begin and end, facts, signals, evidence
//! ```
//!
//! Nothing here makes a message or knows who does. The check's own session drives a [`Tracker`](tracker::Tracker) with the
//! frames that it sends and gets; a [`Conversation`] is for those who only listen.

pub(crate) mod capabilities;
pub(crate) mod client;
pub(crate) mod fragments;
pub(crate) mod license;
pub(crate) mod parts;
mod passive;
mod picture;
pub(crate) mod server;
mod server_pdu;
mod session_info;
pub(crate) mod settings;
pub(crate) mod tracker;

pub use passive::Conversation;

use wire::Pdu;

use crate::failure::malformed;

/// Cuts the next whole frame off the front: TPKT, or fast-path. Both carry lengths below 64 KiB.
///
/// # Errors
///
/// Where no frame begins so.
pub(crate) fn next_frame(buffer: &mut Vec<u8>) -> Result<Option<Vec<u8>>, wire::Failure> {
    let size = ironrdp_pdu::find_size(buffer).map_err(|_| malformed(Pdu::FrameHeader))?;
    Ok(size
        .filter(|info| info.length <= buffer.len())
        .map(|info| buffer.drain(..info.length).collect()))
}
