//! Steps IronRDP's sequences: a frame in, the client's messages out.

use core::time::Duration;

use ironrdp_connector::{ConnectorResult, Sequence};
use ironrdp_core::{MonotonicInstant, WriteBuf};

/// Steps `sequence` with the frame, if there is one, and on until it waits for the server again. Gives what the client
/// says to that: some frames, one behind the other.
pub(crate) fn run<S: Sequence>(sequence: &mut S, frame: Option<&[u8]>, now: Duration) -> ConnectorResult<Vec<u8>> {
    let at = u64::try_from(now.as_millis()).map(MonotonicInstant::from_millis).ok();
    let mut frame = frame;
    let mut said = Vec::new();
    loop {
        let mut written = WriteBuf::new();
        match frame.take() {
            Some(frame) => sequence.step(frame, at, &mut written)?,
            None if sequence.next_pdu_hint().is_none() && !sequence.state().is_terminal() => {
                sequence.step_no_input(&mut written)?
            }
            None => return Ok(said),
        };
        said.extend_from_slice(written.filled());
    }
}
