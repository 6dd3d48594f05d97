//! The readers of what a server says, each alone, for whoever looks for bytes that break one.
//!
//! Each takes any bytes, and panics where what must hold of them does not.

use std::borrow::Cow;

use ironrdp_core::encode_vec;
use ironrdp_pdu::mcs::{McsMessage, SendDataIndication};
use ironrdp_pdu::x224::X224;
use wire::{MOST_NAMES, PeerText, Target};

use crate::conversation::server::ServerPdu;
use crate::conversation::{next_frame, parts, server, settings};
use crate::gateway::reads_alike;
use crate::pdu::{certificate as x509, challenge, client_hello, credssp};
use crate::stages::StepOutcome;
use crate::stages::negotiate::{self, Confirm};

/// The answer to the first request: a whole TPKT, [MS-RDPBCGR] 2.2.1.2.
///
/// # Panics
///
/// Where it is neither an answer nor a failure, or the frame that is kept is another one.
pub fn connection_confirm(bytes: &[u8]) {
    let outcome = negotiate::read(bytes.to_vec());
    if let StepOutcome::Confirmed(Confirm::Selected(selected)) = &outcome {
        let mut kept = bytes.to_vec();
        // But for the credit beside the code, which nobody reads.
        kept.get_mut(5).into_iter().for_each(|code| *code &= 0xf0);
        assert_eq!(selected.frame, kept);
    }
    assert!(
        matches!(outcome, StepOutcome::Confirmed(_) | StepOutcome::Failed(_)),
        "{outcome:?}"
    );
}

/// The answer to a bare ClientHello, RFC 5246 7.4.1.3.
///
/// # Panics
///
/// Where more bytes change an answer that was given.
pub fn bare_hello(bytes: &[u8]) {
    let whole = client_hello::read_answer(bytes);
    for end in 0..bytes.len().min(64) {
        let early = bytes.get(..end).and_then(client_hello::read_answer);
        assert!(early.is_none() || early == whole, "{end}: {early:?}, then {whole:?}");
    }
}

/// The MCS Connect Response with the server's settings, [MS-RDPBCGR] 2.2.1.4: a whole frame.
///
/// # Panics
///
/// Where what is made of it for the connector is not taken there, or says something else.
pub fn connect_response(bytes: &[u8]) {
    let pdu = server::classify(bytes);
    let Some(simplified) = settings::simplified(bytes, &pdu) else {
        return;
    };
    let again = server::classify(&simplified);
    assert_eq!(settings::simplified(&simplified, &again), None);
    let channels = |pdu: &ServerPdu| {
        let ServerPdu::ConnectResponse {
            settings: Some(settings),
            ..
        } = pdu
        else {
            return None;
        };
        Some((settings.io_channel, settings.channels.clone()))
    };
    assert_eq!(channels(&again), channels(&pdu));
}

/// What a server says from the settings on, as it comes out of TLS.
///
/// # Panics
///
/// Where a frame is empty, or one of its parts says something else alone.
pub fn server_frames(bytes: &[u8]) {
    let mut rest = bytes.to_vec();
    while let Ok(Some(cut)) = next_frame(&mut rest) {
        assert!(!cut.is_empty(), "a frame of nothing never ends");
        frame(&cut);
    }
}

/// A licensing message behind its security header, [MS-RDPBCGR] 2.2.1.12.
///
/// # Panics
///
/// As [`server_frames`].
pub fn licensing(bytes: &[u8]) {
    indication(&[&SEC_LICENSE_PKT, bytes].concat());
}

/// Share control PDUs, [MS-RDPBCGR] 2.2.8.1.1.1.1.
///
/// # Panics
///
/// As [`server_frames`].
pub fn share_control(bytes: &[u8]) {
    indication(bytes);
}

/// The updates of a fast-path PDU, [MS-RDPBCGR] 2.2.9.1.2.
///
/// # Panics
///
/// As [`server_frames`].
pub fn fast_path(bytes: &[u8]) {
    let Ok(length) = u16::try_from(bytes.len() + 3) else {
        return;
    };
    if length < LONG_LENGTH {
        let [high, low] = (length | LONG_LENGTH).to_be_bytes();
        frame(&[&[0, high, low], bytes].concat());
    }
}

/// The challenge of NTLM, [MS-NLMP] 2.2.1.2, somewhere in a token.
///
/// # Panics
///
/// Where bytes in front of it change what it says.
pub fn ntlm_challenge(bytes: &[u8]) {
    assert_eq!(challenge::read(&[&[0], bytes].concat()), challenge::read(bytes));
}

/// A TSRequest, [MS-CSSP] 2.2.1, and the token in it.
///
/// # Panics
///
/// Where it takes more bytes than there are, or its beginning is taken for something else.
pub fn ts_request(bytes: &[u8]) {
    match credssp::read(bytes) {
        credssp::Received::Incomplete => {
            let half = bytes.get(..bytes.len() / 2).unwrap_or_default();
            assert!(matches!(credssp::read(half), credssp::Received::Incomplete));
        }
        credssp::Received::Unreadable => {}
        credssp::Received::Request(request, length) => {
            assert!((1..=bytes.len()).contains(&length), "{length} of {}", bytes.len());
            let token = &request.token;
            ntlm_challenge(token);
            assert!(!credssp::is_rejection(token) || token.len() > 5, "{token:x?}");
        }
    }
}

/// A certificate in DER, RFC 5280.
///
/// # Panics
///
/// Where more of its names are kept than may be, or it covers a name that it does not tell.
pub fn certificate(bytes: &[u8]) {
    let Some(facts) = x509::read(bytes) else { return };
    assert!(facts.names.len() <= MOST_NAMES, "{} names", facts.names.len());
    assert_eq!(facts.sha256, x509::fingerprint(bytes));
    assert_eq!(x509::rsa_bits(bytes).is_some(), facts.key.as_str() == "RSA");
    let host = |name: &PeerText| name.as_str().to_ascii_lowercase().ends_with("example.org");
    let names = facts.names.iter().chain([&facts.subject]);
    let target: Target = "pc.example.org".parse().expect("a name");
    assert!(!x509::covers(&facts, &target.host) || names.into_iter().any(host));
}

/// What a gateway sends behind its switch to WebSocket: frames, RFC 6455 5, with packets of its tunnel, [MS-TSGU] 2.2.10.
///
/// # Panics
///
/// Where it says something else in other pieces, or more is kept or answered than may be.
pub fn gateway_tunnel(bytes: &[u8]) {
    for cut in PIECES {
        reads_alike(bytes, cut);
    }
}

fn indication(data: &[u8]) {
    let message = McsMessage::SendDataIndication(SendDataIndication {
        initiator_id: 1002,
        channel_id: IO_CHANNEL,
        user_data: Cow::Borrowed(data),
    });
    // What does not fit into a frame cannot come in one.
    if let Ok(bytes) = encode_vec(&X224(message)) {
        assert!(server::is_on_channel(&bytes, IO_CHANNEL));
        frame(&bytes);
    }
}

fn frame(bytes: &[u8]) {
    for part in parts::parts(bytes) {
        assert_eq!(server::classify(&part.frame), part.pdu);
    }
}

/// Single bytes, less than a header, and more than a short packet.
const PIECES: [usize; 3] = [1, 7, 1021];
const IO_CHANNEL: u16 = 1003;
/// TS_SECURITY_HEADER of a licensing message, [MS-RDPBCGR] 2.2.8.1.1.2.1.
const SEC_LICENSE_PKT: [u8; 4] = [0x80, 0, 0, 0];
/// The bit that says that a length takes two bytes, and the first length that does not fit beside it.
const LONG_LENGTH: u16 = 0x8000;
