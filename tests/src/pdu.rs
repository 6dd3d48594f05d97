//! The messages of a server, with the numbers that a scenario asks for, also those that no server should send.
//!
//! Written by hand where the protocol crates refuse such numbers, which is most of this file.

use std::borrow::Cow;

use ironrdp_core::encode_vec;
use ironrdp_pdu::gcc::{
    ConferenceCreateResponse, EncryptionLevel, EncryptionMethod, RdpVersion, ServerCoreData, ServerCoreOptionalData,
    ServerGccBlocks, ServerMessageChannelData, ServerNetworkData, ServerSecurityData,
};
use ironrdp_pdu::mcs::{ConnectResponse, DomainParameters, SendDataIndication};
use ironrdp_pdu::nego::SecurityProtocol;
use ironrdp_pdu::rdp::server_redirection::ServerRedirectionPdu;
use ironrdp_pdu::x224::X224;

mod credssp;
mod license;

pub use credssp::{Computer, ntlm_challenge, set_challenge_clock, spnego_answer, ts_error, ts_request};
pub use license::{license_error, license_request};

/// X.224 Connection Confirm with an RDP Negotiation Response, [MS-RDPBCGR] 2.2.1.2.1.
pub fn confirm(selected: u32, flags: u8) -> Vec<u8> {
    negotiation(NEGOTIATION_RESPONSE, flags, selected)
}

/// X.224 Connection Confirm with an RDP Negotiation Failure, [MS-RDPBCGR] 2.2.1.2.2.
pub fn negotiation_failure(code: u32) -> Vec<u8> {
    negotiation(NEGOTIATION_FAILURE, 0, code)
}

/// X.224 Connection Confirm as servers before the negotiation extension send it.
pub fn confirm_without_data() -> Vec<u8> {
    tpkt(&[6, CONNECTION_CONFIRM, 0, 0, 0x12, 0x34, 0])
}

/// X.224 Disconnect Request, X.224 13.5.
pub fn disconnect_request(reason: u8) -> Vec<u8> {
    tpkt(&[6, DISCONNECT_REQUEST, 0, 0, 0x12, 0x34, reason])
}

fn negotiation(kind: u8, flags: u8, value: u32) -> Vec<u8> {
    let mut body = vec![14, CONNECTION_CONFIRM, 0, 0, 0x12, 0x34, 0, kind, flags, 8, 0];
    body.extend(value.to_le_bytes());
    tpkt(&body)
}

/// A fatal TLS alert in clear, RFC 8446 6.
pub fn tls_alert(code: u8) -> Vec<u8> {
    const FATAL: u8 = 2;
    vec![21, 3, 3, 0, 2, FATAL, code]
}

/// The ServerHello of a server that speaks `version` at most, as on the wire, with the suite `cipher`.
pub fn server_hello(version: u16, cipher: u16) -> Vec<u8> {
    let mut hello = version.to_be_bytes().to_vec();
    hello.extend([0x5a; 32]);
    hello.push(0);
    hello.extend(cipher.to_be_bytes());
    hello.push(0);
    let mut record = vec![22];
    record.extend(version.to_be_bytes());
    record.extend(short(hello.len() + 4).to_be_bytes());
    record.extend([2, 0]);
    record.extend(short(hello.len()).to_be_bytes());
    record.extend(hello);
    record
}

/// Whether this ClientHello offers a cipher suite.
pub fn offers_cipher(record: &[u8], cipher: u16) -> bool {
    let list = ciphers_at(record);
    let length = usize::from(word(record, list));
    let ciphers = record.get(list + 2..list + 2 + length).unwrap_or_default();
    ciphers.chunks_exact(2).any(|pair| word(pair, 0) == cipher)
}

/// Whether a server may answer this ClientHello with `version`, as on the wire.
pub fn offers_version(record: &[u8], version: u16) -> bool {
    // Record header 5, handshake header 4, then the version of old: the highest that such a client speaks.
    let highest = word(record, 9);
    let ciphers = ciphers_at(record);
    let compressions = ciphers + 2 + usize::from(word(record, ciphers));
    let mut at = compressions + 1 + usize::from(byte(record, compressions)) + 2;
    while at + 4 <= record.len() {
        let (kind, length) = (word(record, at), usize::from(word(record, at + 2)));
        if kind == SUPPORTED_VERSIONS {
            let list = record.get(at + 5..at + 4 + length).unwrap_or_default();
            return list.chunks_exact(2).any(|pair| word(pair, 0) == version);
        }
        at += 4 + length;
    }
    version <= highest
}

/// Where the list of cipher suites begins, with its length.
fn ciphers_at(record: &[u8]) -> usize {
    let session = 9 + 2 + 32;
    session + 1 + usize::from(byte(record, session))
}

/// MCS Connect Response of a server that wants each of its channels joined one by one, [MS-RDPBCGR] 2.2.1.4.
pub fn connect_response(method: u32, level: u32, certificate: u16, message_channel: Option<u16>) -> Vec<u8> {
    let encrypts = method != 0;
    let security = ServerSecurityData {
        encryption_method: EncryptionMethod::from_bits_retain(method),
        encryption_level: match level {
            0 => EncryptionLevel::None,
            1 => EncryptionLevel::Low,
            2 => EncryptionLevel::ClientCompatible,
            3 => EncryptionLevel::High,
            4.. => EncryptionLevel::Fips,
        },
        server_random: encrypts.then_some([0x5a; 32]),
        // Nobody here goes on to where it would be read.
        server_cert: if encrypts {
            vec![0x5a; certificate.into()]
        } else {
            Vec::new()
        },
    };
    let blocks = ServerGccBlocks {
        core: ServerCoreData {
            version: RdpVersion::V5_PLUS,
            optional_data: ServerCoreOptionalData {
                client_requested_protocols: Some(SecurityProtocol::SSL),
                early_capability_flags: None,
            },
        },
        network: ServerNetworkData {
            channel_ids: Vec::new(),
            io_channel: IO_CHANNEL,
        },
        security,
        message_channel: message_channel
            .map(|mcs_message_channel_id| ServerMessageChannelData { mcs_message_channel_id }),
        multi_transport_channel: None,
    };
    let response = ConnectResponse {
        conference_create_response: ConferenceCreateResponse::new(SERVER_USER, blocks).expect("short settings"),
        called_connect_id: 1,
        domain_parameters: DomainParameters::target(),
    };
    x224_data(&encode_vec(&response).expect("settings"))
}

/// MCS Connect Response with a result other than 0, T.125.
pub fn mcs_refusal(result: u8) -> Vec<u8> {
    let parameters = [34, 3, 0, 1, 0, 1, 255, 2].map(|value| der(0x02, &[value])).concat();
    let fields = [
        der(0x0a, &[result]),
        der(0x02, &[0]),
        der(0x30, &parameters),
        der(0x04, &[]),
    ];
    let fields = fields.concat();
    let mut response = vec![0x7f, 0x66, u8::try_from(fields.len()).expect("a short response")];
    response.extend(fields);
    x224_data(&response)
}

/// MCS Attach User Confirm that admits the client, T.125.
pub fn attach_user_confirm() -> Vec<u8> {
    let [high, low] = (CLIENT_USER - FIRST_USER).to_be_bytes();
    x224_data(&[ATTACH_USER_CONFIRM | WITH_OPTIONAL, 0, high, low])
}

/// MCS Attach User Confirm that does not, T.125.
pub fn attach_user_refusal(result: u8) -> Vec<u8> {
    x224_data(&per_result(ATTACH_USER_CONFIRM, result))
}

/// MCS Channel Join Confirm that refuses what this Channel Join Request asks for, T.125.
pub fn channel_join_refusal(request: &[u8], result: u8) -> Vec<u8> {
    // Both begin with the client's user and the channel.
    let asked = request.get(X224_HEADER + 1..).unwrap_or_default();
    x224_data(&[&per_result(CHANNEL_JOIN_CONFIRM, result), asked].concat())
}

/// MCS Channel Join Confirm for `channel`, in answer to this Channel Join Request, T.125.
pub fn channel_join_confirm(request: &[u8], channel: u16) -> Vec<u8> {
    let asked = request.get(X224_HEADER + 1..).unwrap_or_default();
    x224_data(
        &[
            &[CHANNEL_JOIN_CONFIRM | WITH_OPTIONAL, 0],
            asked,
            &channel.to_be_bytes(),
        ]
        .concat(),
    )
}

/// In PER a result of 16 takes four bits, the first of them behind the choice of the message and the bit that tells
/// whether its optional field is there, X.691.
fn per_result(choice: u8, result: u8) -> [u8; 2] {
    [choice | (result >> 3), result << 5]
}

/// MCS Disconnect Provider Ultimatum, T.125.
pub fn ultimatum(reason: u8) -> Vec<u8> {
    x224_data(&[0x20 | (reason >> 1), (reason & 1) << 7])
}

/// Set Error Info, [MS-RDPBCGR] 2.2.5.1.1.
pub fn error_info(code: u32) -> Vec<u8> {
    share_data(0x2f, &code.to_le_bytes())
}

/// Save Session Info with a logon error, [MS-RDPBCGR] 2.2.10.1.1.4.1.1.
pub fn logon_error(notification: u32, data: u32) -> Vec<u8> {
    const EXTENDED: u32 = 3;
    const LOGON_ERRORS: u32 = 2;
    let mut body = EXTENDED.to_le_bytes().to_vec();
    // Length of all that follows, then which fields there are, then the field with its own length.
    body.extend(18_u16.to_le_bytes());
    body.extend(LOGON_ERRORS.to_le_bytes());
    body.extend(8_u32.to_le_bytes());
    body.extend(notification.to_le_bytes());
    body.extend(data.to_le_bytes());
    // The specification ends the PDU with 570 unused bytes.
    body.extend([0; 570]);
    share_data(0x26, &body)
}

/// Save Session Info with who is logged on, [MS-RDPBCGR] 2.2.10.1.1.1.
pub fn logged_on(domain: &str, user: &str) -> Vec<u8> {
    const FIRST_VERSION: u32 = 0;
    let field = |text: &str, room: usize| {
        let mut text = utf16(&format!("{text}\0"));
        let length = u32::from(short(text.len())).to_le_bytes();
        text.resize(room, 0);
        [length.as_slice(), &text].concat()
    };
    let mut body = FIRST_VERSION.to_le_bytes().to_vec();
    body.extend(field(domain, 52));
    body.extend(field(user, 512));
    // The session's number.
    body.extend(3_u32.to_le_bytes());
    share_data(0x26, &body)
}

/// Enhanced Security Server Redirection, [MS-RDPBCGR] 2.2.13.3.1.
pub fn redirection(target: &str) -> Vec<u8> {
    let packet = ServerRedirectionPdu {
        session_id: 3,
        target_net_address: Some(target.to_owned()).filter(|target| !target.is_empty()),
        ..ServerRedirectionPdu::default()
    };
    let packet = encode_vec(&packet).expect("a redirection");
    // Of version 0, unlike all others.
    share_control(0x0a, &[&[0, 0], packet.as_slice()].concat())
}

/// Deactivate All, [MS-RDPBCGR] 2.2.3.1.
pub fn deactivate_all() -> Vec<u8> {
    share_control(0x16, &[0, 0, 0, 0, 1, 0, 0])
}

/// A fast-path update with an uncompressed picture of 4 by 4 pixels, [MS-RDPBCGR] 2.2.9.1.2.1.2.
pub fn picture() -> Vec<u8> {
    let words = |values: &[u16]| values.iter().flat_map(|value| value.to_le_bytes()).collect::<Vec<_>>();
    let pixels = [0x40; 4 * 4 * 4];
    let mut update = words(&[1, 1, 0, 0, 3, 3, 4, 4, 32, 0, 64]);
    update.extend(pixels);
    let mut pdu = vec![0x01];
    pdu.extend(short(update.len()).to_le_bytes());
    pdu.extend(update);
    let length = short(pdu.len() + 3) | 0x8000;
    [&[0], length.to_be_bytes().as_slice(), &pdu].concat()
}

fn share_data(kind: u8, body: &[u8]) -> Vec<u8> {
    let length = short(body.len() + 4).to_le_bytes();
    let mut data = vec![0, 0, 1, 0, 0, 1];
    data.extend(length);
    data.extend([kind, 0, 0, 0]);
    data.extend(body);
    share_control(0x17, &data)
}

fn share_control(kind: u16, body: &[u8]) -> Vec<u8> {
    let mut pdu = short(body.len() + 6).to_le_bytes().to_vec();
    pdu.extend(kind.to_le_bytes());
    pdu.extend(SERVER_USER.to_le_bytes());
    pdu.extend(body);
    to_client(pdu)
}

fn to_client(user_data: Vec<u8>) -> Vec<u8> {
    let indication = SendDataIndication {
        initiator_id: SERVER_USER,
        channel_id: IO_CHANNEL,
        user_data: Cow::Owned(user_data),
    };
    encode_vec(&X224(indication)).expect("a short message")
}

fn x224_data(body: &[u8]) -> Vec<u8> {
    tpkt(&[&[2, 0xf0, 0x80], body].concat())
}

fn tpkt(body: &[u8]) -> Vec<u8> {
    [&[3, 0], short(body.len() + 4).to_be_bytes().as_slice(), body].concat()
}

fn der(tag: u8, body: &[u8]) -> Vec<u8> {
    let length = short(body.len());
    let [high, low] = length.to_be_bytes();
    let head = match length {
        0..=0x7f => vec![tag, low],
        0x80..=0xff => vec![tag, 0x81, low],
        0x100.. => vec![tag, 0x82, high, low],
    };
    [head.as_slice(), body].concat()
}

fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

fn short(length: usize) -> u16 {
    u16::try_from(length).expect("scripted messages are short")
}

fn byte(bytes: &[u8], at: usize) -> u8 {
    bytes.get(at).copied().unwrap_or_default()
}

fn word(bytes: &[u8], at: usize) -> u16 {
    u16::from_be_bytes([byte(bytes, at), byte(bytes, at + 1)])
}

const CONNECTION_CONFIRM: u8 = 0xd0;
const DISCONNECT_REQUEST: u8 = 0x80;
const NEGOTIATION_RESPONSE: u8 = 2;
const NEGOTIATION_FAILURE: u8 = 3;
/// The choices of a DomainMCSPDU, T.125, where they stand in the first byte.
const ATTACH_USER_CONFIRM: u8 = 11 << 2;
const CHANNEL_JOIN_CONFIRM: u8 = 15 << 2;
const WITH_OPTIONAL: u8 = 2;
/// TPKT and X.224 Data.
const X224_HEADER: usize = 7;
/// PER counts users from here.
const FIRST_USER: u16 = 1001;
/// What a client is told that it is.
const CLIENT_USER: u16 = 1004;
/// The extension of RFC 8446 4.2.1.
const SUPPORTED_VERSIONS: u16 = 43;
/// The channels that the acceptor of `ironrdp-acceptor` hands out.
const SERVER_USER: u16 = 1002;
const IO_CHANNEL: u16 = 1003;

#[cfg(test)]
mod tests {
    use ironrdp_core::decode;
    use ironrdp_pdu::mcs::McsMessage;
    use ironrdp_pdu::nego::ConnectionConfirm;

    use super::*;

    #[test]
    fn what_stands_in_the_specification_reads_the_same_with_the_protocol_crates() {
        assert!(matches!(
            decode::<X224<ConnectionConfirm>>(&confirm(1, 0)).unwrap().0,
            ConnectionConfirm::Response { .. }
        ));
        assert!(matches!(
            decode::<X224<ConnectionConfirm>>(&negotiation_failure(5)).unwrap().0,
            ConnectionConfirm::Failure { .. }
        ));
        assert!(matches!(
            decode::<X224<McsMessage<'_>>>(&ultimatum(3)).unwrap().0,
            McsMessage::DisconnectProviderUltimatum(_)
        ));
        assert_eq!(ultimatum(3), [3, 0, 0, 9, 2, 0xf0, 0x80, 0x21, 0x80]);
    }

    #[test]
    fn versions_are_read_out_of_a_client_hello() {
        let mut hello = vec![22, 3, 1, 0, 0, 1, 0, 0, 0, 3, 3];
        hello.extend([0; 32]);
        hello.extend([0, 0, 2, 0x13, 1, 1, 0]);
        let mut modern = hello.clone();
        modern.extend([0, 9, 0, 43, 0, 5, 4, 3, 3, 3, 4]);

        assert!(offers_version(&modern, 0x0304) && offers_version(&modern, 0x0303));
        assert!(!offers_version(&modern, 0x0301));
        assert!(offers_version(&hello, 0x0303) && offers_version(&hello, 0x0301));
        assert!(!offers_version(&hello, 0x0304));
    }
}
