//! Steps IronRDP's sequences: a frame in, the client's messages out.

use ironrdp_connector::{ClientConnectorState, ConnectorResult, Sequence};
use ironrdp_core::{MonotonicInstant, WriteBuf};
use wire::Stage;

use super::Context;
use crate::tap;

/// Steps `sequence` with the frame, if there is one, and on until it waits for the server again.
pub(crate) fn run<S: Sequence>(
    sequence: &mut S,
    frame: Option<&[u8]>,
    context: &mut Context<'_>,
    row: Stage,
) -> ConnectorResult<()> {
    let at = u64::try_from(context.now.as_millis())
        .map(MonotonicInstant::from_millis)
        .ok();
    let mut frame = frame;
    loop {
        let mut written = WriteBuf::new();
        match frame.take() {
            Some(frame) => sequence.step(frame, at, &mut written)?,
            None if sequence.next_pdu_hint().is_none() && !sequence.state().is_terminal() => {
                sequence.step_no_input(&mut written)?
            }
            None => return Ok(()),
        };
        if !written.filled().is_empty() {
            let (row, name) = tap::sent::name(written.filled()).unwrap_or((row, "PDU"));
            context.send(row, name, written.filled());
        }
    }
}

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the connector's enum is open, and its states before and after these are not this stage's"
)]
pub(crate) fn stage_of(state: &ClientConnectorState, current: Stage) -> Stage {
    match state {
        ClientConnectorState::BasicSettingsExchangeSendInitial { .. }
        | ClientConnectorState::BasicSettingsExchangeWaitResponse { .. } => Stage::Settings,
        ClientConnectorState::ChannelConnection { .. } => Stage::Channels,
        ClientConnectorState::SecureSettingsExchange { .. }
        | ClientConnectorState::ConnectTimeAutoDetection { .. }
        | ClientConnectorState::LicensingExchange { .. } => Stage::Logon,
        ClientConnectorState::MultitransportBootstrapping { .. }
        | ClientConnectorState::CapabilitiesExchange { .. } => Stage::Capabilities,
        ClientConnectorState::ConnectionFinalization { .. } => Stage::Finalize,
        _ => current,
    }
}
