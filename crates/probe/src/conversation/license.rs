//! Licensing messages that report an error and go on all the same, [MS-RDPBCGR] 2.2.1.12.1.3.

use std::borrow::Cow;

use ironrdp_core::{decode, encode_vec};
use ironrdp_pdu::mcs::{McsMessage, SendDataIndication};
use ironrdp_pdu::x224::X224;

use super::server_pdu::ServerPdu;

/// `STATUS_VALID_CLIENT`: the server lets the client in.
pub(crate) const STATUS_VALID_CLIENT: u32 = 7;
/// The error changes nothing: whoever reads it goes on, as behind [`STATUS_VALID_CLIENT`], which comes with the same.
const ST_NO_TRANSITION: u32 = 2;

/// Whether an error message, by its code and its transition, ends licensing and not the session.
pub(crate) fn ends_licensing_well((code, transition): (u32, u32)) -> bool {
    code == STATUS_VALID_CLIENT || transition == ST_NO_TRANSITION
}

/// The frame of an error to go on from, with the one code that IronRDP's connector goes on from.
pub(crate) fn gone_on_from(frame: &[u8], pdu: &ServerPdu) -> Option<Vec<u8>> {
    let ServerPdu::License { error: Some(error), .. } = pdu else {
        return None;
    };
    if !ends_licensing_well(*error) || error.0 == STATUS_VALID_CLIENT {
        return None;
    }
    let Ok(X224(McsMessage::SendDataIndication(data))) = decode::<X224<McsMessage<'_>>>(frame) else {
        return None;
    };
    let mut user_data = data.user_data.to_vec();
    let code = user_data.get_mut(ERROR_CODE..ERROR_CODE + 4)?;
    code.copy_from_slice(&STATUS_VALID_CLIENT.to_le_bytes());
    let message = SendDataIndication {
        user_data: Cow::Owned(user_data),
        ..data
    };
    encode_vec(&X224(McsMessage::SendDataIndication(message))).ok()
}

/// Where dwErrorCode stands: behind the security header and the preamble.
const ERROR_CODE: usize = 8;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conversation::server::classify;

    /// A frame with a licensing error of this code and transition.
    fn frame(code: u32, transition: u32) -> Vec<u8> {
        let mut user_data = vec![0x80, 0, 0, 0, 0xff, 3, 16, 0];
        user_data.extend_from_slice(&code.to_le_bytes());
        user_data.extend_from_slice(&transition.to_le_bytes());
        user_data.extend_from_slice(&[4, 0, 0, 0]);
        let message = SendDataIndication {
            initiator_id: 1002,
            channel_id: 1003,
            user_data: user_data.into(),
        };
        encode_vec(&X224(McsMessage::SendDataIndication(message))).unwrap()
    }

    #[test]
    fn error_without_transition_is_gone_on_from_as_if_all_were_well() {
        let warning = frame(2, ST_NO_TRANSITION);

        let gone_on = gone_on_from(&warning, &classify(&warning));

        assert_eq!(gone_on, Some(frame(STATUS_VALID_CLIENT, ST_NO_TRANSITION)));
    }

    #[test]
    fn error_that_ends_or_resets_licensing_stays_what_it_is() {
        for (code, transition) in [(2, 1), (6, 3), (STATUS_VALID_CLIENT, ST_NO_TRANSITION)] {
            let frame = frame(code, transition);

            assert_eq!(gone_on_from(&frame, &classify(&frame)), None, "{code}, {transition}");
        }
    }
}
