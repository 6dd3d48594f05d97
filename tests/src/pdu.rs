//! The messages of a server, with the numbers that a scenario asks for, also those that no server should send.
//!
//! Written by hand where the protocol crates refuse such numbers, which is most of this file.

use std::borrow::Cow;

use ironrdp_core::encode_vec;
use ironrdp_pdu::mcs::SendDataIndication;
use ironrdp_pdu::rdp::server_redirection::ServerRedirectionPdu;
use ironrdp_pdu::x224::X224;
use serde::Deserialize;

use crate::clock;

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

/// Whether a server may answer this ClientHello with `version`, as on the wire.
pub fn offers_version(record: &[u8], version: u16) -> bool {
    // Record header 5, handshake header 4, then the version of old: the highest that such a client speaks.
    let highest = word(record, 9);
    let session = 9 + 2 + 32;
    let ciphers = session + 1 + usize::from(byte(record, session));
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

/// What a computer tells about itself in its NTLM challenge.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Computer {
    /// NetBIOS name.
    pub name: String,
    /// NetBIOS domain.
    pub domain: String,
    /// DNS name.
    pub dns_name: String,
    /// DNS domain.
    pub dns_domain: String,
    /// Windows' build number; its version is told as 10.0.
    pub build: u16,
    /// Its clock, in seconds since 1970; the suite's own time where absent.
    pub clock: Option<u64>,
}

impl Default for Computer {
    fn default() -> Self {
        Self {
            name: "OFFICE-07".to_owned(),
            domain: "EXAMPLE".to_owned(),
            dns_name: "office-07.example.test".to_owned(),
            dns_domain: "example.test".to_owned(),
            build: 20348,
            clock: None,
        }
    }
}

/// CHALLENGE_MESSAGE, [MS-NLMP] 2.2.1.2.
pub fn ntlm_challenge(computer: &Computer) -> Vec<u8> {
    let mut info = Vec::new();
    let mut pair = |id: u16, value: &[u8]| {
        info.extend(id.to_le_bytes());
        info.extend(short(value.len()).to_le_bytes());
        info.extend(value);
    };
    pair(2, &utf16(&computer.domain));
    pair(1, &utf16(&computer.name));
    pair(4, &utf16(&computer.dns_domain));
    pair(3, &utf16(&computer.dns_name));
    let clock = computer.clock.unwrap_or_else(|| clock::time_of_day().as_secs());
    pair(7, &filetime(clock).to_le_bytes());
    pair(0, &[]);

    let target = utf16(&computer.domain);
    let fields = |length: usize, offset: usize| {
        let length = short(length).to_le_bytes();
        [
            length.as_slice(),
            length.as_slice(),
            &u32::from(short(offset)).to_le_bytes(),
        ]
        .concat()
    };
    let mut message = b"NTLMSSP\0".to_vec();
    message.extend(2_u32.to_le_bytes());
    message.extend(fields(target.len(), CHALLENGE_HEADER));
    message.extend(0xe289_8235_u32.to_le_bytes());
    message.extend([0x11; 8]);
    message.extend([0; 8]);
    message.extend(fields(info.len(), CHALLENGE_HEADER + target.len()));
    message.extend([10, 0]);
    message.extend(computer.build.to_le_bytes());
    message.extend([0, 0, 0, 15]);
    message.extend(target);
    message.extend(info);
    message
}

/// NegTokenResp that goes on with NTLM, RFC 4178 4.2.2.
pub fn spnego_answer(token: &[u8]) -> Vec<u8> {
    const NTLMSSP: [u8; 12] = [6, 10, 0x2b, 6, 1, 4, 1, 0x82, 0x37, 2, 2, 10];
    const ACCEPT_INCOMPLETE: [u8; 3] = [10, 1, 1];
    let mut fields = der(0xa0, &ACCEPT_INCOMPLETE);
    fields.extend(der(0xa1, &NTLMSSP));
    fields.extend(der(0xa2, &der(0x04, token)));
    der(0xa1, &der(0x30, &fields))
}

/// TSRequest with a token, [MS-CSSP] 2.2.1.
pub fn ts_request(version: u8, token: &[u8]) -> Vec<u8> {
    let tokens = der(0xa1, &der(0x30, &der(0x30, &der(0xa0, &der(0x04, token)))));
    der(0x30, &[der(0xa0, &[2, 1, version]), tokens].concat())
}

/// TSRequest that ends CredSSP with an NTSTATUS, [MS-CSSP] 2.2.1.
pub fn ts_error(version: u8, status: u32) -> Vec<u8> {
    let code = der(0xa4, &der(0x02, &status.to_be_bytes()));
    der(0x30, &[der(0xa0, &[2, 1, version]), code].concat())
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

/// Licensing Error Message, [MS-RDPBCGR] 2.2.1.12.1.3.
pub fn license_error(code: u32, transition: u32) -> Vec<u8> {
    const LICENSE_PACKET: [u8; 4] = [0x80, 0, 0, 0];
    let mut body = LICENSE_PACKET.to_vec();
    body.extend([0xff, 3, 16, 0]);
    body.extend(code.to_le_bytes());
    body.extend(transition.to_le_bytes());
    body.extend([4, 0, 0, 0]);
    to_client(body)
}

/// Enhanced Security Server Redirection, [MS-RDPBCGR] 2.2.13.3.1.
pub fn redirection(target: &str) -> Vec<u8> {
    let packet = ServerRedirectionPdu {
        session_id: 3,
        target_net_address: Some(target.to_owned()),
        ..ServerRedirectionPdu::default()
    };
    let packet = encode_vec(&packet).expect("a redirection");
    share_control(0x1a, &[&[0, 0], packet.as_slice()].concat())
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

/// 100 nanoseconds since 1601.
fn filetime(seconds_since_1970: u64) -> u64 {
    (seconds_since_1970 + 11_644_473_600) * 10_000_000
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
/// The extension of RFC 8446 4.2.1.
const SUPPORTED_VERSIONS: u16 = 43;
/// Where the payload of a CHALLENGE_MESSAGE begins.
const CHALLENGE_HEADER: usize = 56;
/// The channels that the acceptor of `ironrdp-acceptor` hands out.
const SERVER_USER: u16 = 1002;
const IO_CHANNEL: u16 = 1003;

#[cfg(test)]
mod tests {
    use ironrdp_core::decode;
    use ironrdp_pdu::mcs::McsMessage;
    use ironrdp_pdu::nego::ConnectionConfirm;
    use sspi::credssp::TsRequest;

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
    fn credssp_messages_carry_version_token_and_status() {
        let request = TsRequest::from_buffer(&ts_request(6, b"token")).unwrap();
        assert_eq!(
            (request.version, request.nego_tokens.as_deref()),
            (6, Some(b"token".as_slice()))
        );

        let error = TsRequest::from_buffer(&ts_error(6, 0xc000_006d)).unwrap();
        assert_eq!(error.error_code.unwrap().0, 0xc000_006d);
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
