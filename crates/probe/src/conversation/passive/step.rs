//! Where a conversation stands, and where its next message ends.

use wire::{Failure, Pdu};

use super::super::next_frame;
use super::super::tracker::Tracker;
use crate::failure::malformed;
use crate::pdu::credssp;

/// Where it stands.
#[derive(Debug)]
pub(super) enum Step {
    /// X.224, in the clear.
    Negotiating,
    /// A protocol was selected; TLS comes.
    Securing,
    /// TLS stands; CredSSP, or nothing of it.
    Authenticating,
    Session(Box<Tracker>),
    /// Nothing more is read.
    Over,
}

/// Cuts the next whole message off the front.
pub(super) fn cut(buffer: &mut Vec<u8>, step: &Step) -> Result<Option<Vec<u8>>, Failure> {
    let Step::Authenticating = step else {
        return next_frame(buffer);
    };
    let Some(first) = buffer.first() else {
        return Ok(None);
    };
    let length = match (*first, credssp::read(buffer)) {
        (TPKT, _) => return next_frame(buffer),
        (SEQUENCE, credssp::Received::Incomplete) => return Ok(None),
        (SEQUENCE, credssp::Received::Request(_, length)) => length,
        (SEQUENCE, credssp::Received::Unreadable) => return Err(malformed(Pdu::TsRequest)),
        _ => AUTHORIZATION_RESULT,
    };
    Ok((buffer.len() >= length).then(|| buffer.drain(..length).collect()))
}

/// Where a TPKT header begins, RFC 1006 6, and where a TSRequest does, [MS-CSSP] 2.2.1.
const TPKT: u8 = 3;

const SEQUENCE: u8 = 0x30;

/// Early User Authorization Result, [MS-RDPBCGR] 2.2.10.2.
const AUTHORIZATION_RESULT: usize = 4;
