//! The messages of a server that lets a guest in, from the settings to the picture, [MS-RDPBCGR] 1.3.1.1.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a peer in a test may panic")]

use std::borrow::Cow;

use ironrdp_core::encode_vec;
use ironrdp_pdu::gcc::{
    ConferenceCreateResponse, EncryptionLevel, EncryptionMethod, RdpVersion, ServerCoreData, ServerCoreOptionalData,
    ServerGccBlocks, ServerMessageChannelData, ServerNetworkData, ServerSecurityData,
};
use ironrdp_pdu::mcs::{ConnectResponse, DomainParameters, SendDataIndication};
use ironrdp_pdu::rdp::capability_sets::{
    Bitmap, BitmapDrawingFlags, CapabilitySet, DemandActive, General, ServerDemandActive,
};
use ironrdp_pdu::rdp::headers::{ShareControlHeader, ShareControlPdu};
use ironrdp_pdu::x224::X224;

use super::tls::Server;
use super::{Play, confirm};

/// How far a server goes that then does nothing more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Until {
    Channels,
    Licensing,
    Desktop,
}

/// Plays connection 0 of a fresh check up to there; the server has a message channel.
pub(crate) fn serve(until: Until) -> (Play, Server) {
    let mut play = Play::connected();
    play.received(0, &confirm(1));
    let mut server = Server::accept(&mut play, 0);
    go_on(&mut play, &mut server, until);
    (play, server)
}

/// Answers what the check has said, until it waits for something that is not to come.
pub(crate) fn go_on(play: &mut Play, server: &mut Server, until: Until) {
    while let Some(request) = server.next_packet() {
        let answer = answer(&request, until);
        if !answer.is_empty() && !play.is_over() {
            server.reply(play, &answer);
        }
    }
}

/// What the server answers to one packet; nothing where it waits for more, or stops there.
pub(crate) fn answer(request: &[u8], until: Until) -> Vec<u8> {
    let mcs = &request[7..];
    match mcs {
        [0x7f, 0x65, ..] => connect_response(),
        // Attach User Request.
        [0x28, ..] => vec![3, 0, 0, 11, 2, 0xf0, 0x80, 0x2e, 0, 0, 3],
        // Channel Join Request: who asks, and for which channel.
        [0x38, asked @ ..] if until > Until::Channels => {
            let [_, _, high, low] = asked else {
                panic!("no channel in {asked:x?}")
            };
            [&[3, 0, 0, 15, 2, 0xf0, 0x80, 0x3e, 0], asked, &[*high, *low]].concat()
        }
        [0x64, .., _] if until == Until::Desktop => answer_data(user_data(mcs)),
        _ => Vec::new(),
    }
}

fn answer_data(data: &[u8]) -> Vec<u8> {
    let kind = u16::from_le_bytes([data[2], data[3]]) & 0x0f;
    match (data[0], data[3], kind) {
        // Client Info: SEC_INFO_PKT in the security header, whose high half is zero.
        (0x40, 0, _) => [license_valid(), demand_active()].concat(),
        // Font List: all that ends the finalization.
        (_, _, 7) if data[14] == 0x27 => [
            share_data(0x1f, &[1, 0, 0xea, 3]),
            share_data(0x14, &[4, 0, 0, 0, 0, 0, 0, 0]),
            share_data(0x14, &[2, 0, 0xec, 3, 0xea, 3, 0, 0]),
            share_data(0x28, &[0, 0, 0, 0, 3, 0, 4, 0]),
        ]
        .concat(),
        _ => Vec::new(),
    }
}

/// Behind the choice, who sends (2), the channel (2), priority (1) and a length of one or two bytes.
pub(crate) fn user_data(mcs: &[u8]) -> &[u8] {
    let behind = if mcs[6] & 0x80 == 0 { 7 } else { 8 };
    &mcs[behind..]
}

pub(crate) fn connect_response() -> Vec<u8> {
    let blocks = ServerGccBlocks {
        core: ServerCoreData {
            version: RdpVersion::V5_PLUS,
            optional_data: ServerCoreOptionalData::default(),
        },
        network: ServerNetworkData {
            channel_ids: Vec::new(),
            io_channel: IO_CHANNEL,
        },
        security: ServerSecurityData {
            encryption_method: EncryptionMethod::empty(),
            encryption_level: EncryptionLevel::None,
            server_random: None,
            server_cert: Vec::new(),
        },
        message_channel: Some(ServerMessageChannelData {
            mcs_message_channel_id: MESSAGE_CHANNEL,
        }),
        multi_transport_channel: None,
    };
    let response = ConnectResponse {
        conference_create_response: ConferenceCreateResponse::new(SERVER_USER, blocks).unwrap(),
        called_connect_id: 1,
        domain_parameters: DomainParameters::target(),
    };
    x224(&encode_vec(&response).unwrap())
}

/// Licensing Error Message: STATUS_VALID_CLIENT, [MS-RDPBCGR] 2.2.1.12.
pub(crate) fn license_valid() -> Vec<u8> {
    let message = [0x80, 0, 0, 0, 0xff, 3, 16, 0, 7, 0, 0, 0, 2, 0, 0, 0, 4, 0, 0, 0];
    indication(IO_CHANNEL, &message)
}

pub(crate) fn demand_active() -> Vec<u8> {
    let demand = DemandActive {
        source_descriptor: "RDP".to_owned(),
        capability_sets: vec![
            CapabilitySet::General(General::default()),
            CapabilitySet::Bitmap(Bitmap {
                pref_bits_per_pix: 16,
                desktop_width: 800,
                desktop_height: 600,
                desktop_resize_flag: false,
                drawing_flags: BitmapDrawingFlags::empty(),
            }),
        ],
    };
    let header = ShareControlHeader {
        share_control_pdu: ShareControlPdu::ServerDemandActive(ServerDemandActive { pdu: demand }),
        pdu_source: SERVER_USER,
        share_id: 0x0001_03ea,
    };
    indication(IO_CHANNEL, &encode_vec(&header).unwrap())
}

/// A share data PDU, [MS-RDPBCGR] 2.2.8.1.1.1.2.
pub(crate) fn share_data(kind: u8, body: &[u8]) -> Vec<u8> {
    let length = u16::try_from(18 + body.len()).unwrap().to_le_bytes();
    let mut data = length.to_vec();
    data.extend([0x17, 0, 0xea, 3, 0xea, 3, 1, 0, 0, 1]);
    data.extend(length);
    data.extend([kind, 0, 0, 0]);
    data.extend(body);
    indication(IO_CHANNEL, &data)
}

/// A fast-path bitmap update of one pixel, [MS-RDPBCGR] 2.2.9.1.2.1.2.
pub(crate) fn picture() -> Vec<u8> {
    let head = [0, 29, 1, 24, 0, 1, 0, 1, 0];
    let rectangle = [0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 1, 0, 16, 0, 0, 0, 2, 0];
    [&head[..], &rectangle, &[0xff, 0xff]].concat()
}

/// Channel Join Confirm for the I/O channel, T.125.
pub(crate) fn join_confirm() -> Vec<u8> {
    vec![3, 0, 0, 15, 2, 0xf0, 0x80, 0x3e, 0, 0, 3, 3, 0xeb, 3, 0xeb]
}

/// RTT Measure Request on the message channel, [MS-RDPBCGR] 2.2.14.1.1.
pub(crate) fn rtt_request() -> Vec<u8> {
    indication(MESSAGE_CHANNEL, &[0, 0x10, 0, 0, 6, 0, 1, 0, 1, 0x10])
}

pub(crate) fn indication(channel_id: u16, user_data: &[u8]) -> Vec<u8> {
    let indication = SendDataIndication {
        initiator_id: SERVER_USER,
        channel_id,
        user_data: Cow::Borrowed(user_data),
    };
    encode_vec(&X224(indication)).unwrap()
}

fn x224(body: &[u8]) -> Vec<u8> {
    let length = u16::try_from(body.len() + 7).unwrap().to_be_bytes();
    [&[3, 0], length.as_slice(), &[2, 0xf0, 0x80], body].concat()
}

const SERVER_USER: u16 = 1002;
const IO_CHANNEL: u16 = 1003;
const MESSAGE_CHANNEL: u16 = 1005;
