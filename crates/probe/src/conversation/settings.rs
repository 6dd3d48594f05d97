//! The settings of a server, read from its MCS Connect Response, [MS-RDPBCGR] 2.2.1.4.
//!
//! They are read by hand: `ironrdp-pdu` refuses what real servers send, such as a certificate of more than 1,024 bytes,
//! which Terminal Servers have whose licensing gave them one, and it turns numbers that it does not know into errors.

use ironrdp_core::{decode, encode_vec};
use ironrdp_pdu::gcc::{
    ConferenceCreateResponse, EncryptionLevel, EncryptionMethod, RdpVersion, ServerCoreData, ServerCoreOptionalData,
    ServerEarlyCapabilityFlags, ServerGccBlocks, ServerMessageChannelData, ServerNetworkData, ServerSecurityData,
};
use ironrdp_pdu::mcs::{ConnectResponse, DomainParameters};
use ironrdp_pdu::nego::SecurityProtocol;
use ironrdp_pdu::x224::{X224, X224Data};

use super::server_pdu::{ServerPdu, Settings};
use crate::pdu::{u16_at, u32_at};

/// Reads the data blocks of a Connect Response; absent where there is none that names the I/O channel.
pub(crate) fn read(frame: &[u8]) -> Option<Settings> {
    let blocks = blocks(frame)?;
    let mut settings = Settings::default();
    let mut rest = blocks;
    while let (Some(kind), Some(length)) = (u16_at(rest, 0), u16_at(rest, 2)) {
        let length = usize::from(length);
        // Behind a length that is wrong, nothing can be told apart.
        let Some(body) = rest.get(HEADER..length) else {
            break;
        };
        match kind {
            SC_CORE => {
                settings.server_version = u32_at(body, 0)?;
                settings.echoed_protocols = u32_at(body, 4);
                settings.early_capabilities = u32_at(body, 8);
            }
            SC_SECURITY => {
                settings.encryption_method = u32_at(body, 0)?;
                settings.encryption_level = u32_at(body, 4)?;
            }
            SC_NET => {
                settings.io_channel = u16_at(body, 0)?;
                let ids = body.get(4..).unwrap_or_default().as_chunks::<2>().0;
                let count = usize::from(u16_at(body, 2)?);
                settings.channels = ids.iter().take(count).map(|id| u16::from_le_bytes(*id)).collect();
            }
            SC_MCS_MSGCHANNEL => settings.message_channel = u16_at(body, 0),
            // Others, such as the multitransport channel, say nothing that a report shows.
            _ => {}
        }
        rest = rest.get(length..).unwrap_or_default();
    }
    (settings.io_channel != 0).then_some(settings)
}

/// The same settings in a Connect Response that IronRDP's connector takes, where it would refuse this frame.
///
/// Without TLS it would be wrong to leave the encryption out; with TLS there is none, whatever the block says.
pub(crate) fn simplified(frame: &[u8], pdu: &ServerPdu) -> Option<Vec<u8>> {
    let ServerPdu::ConnectResponse {
        settings: Some(settings),
        ..
    } = pdu
    else {
        return None;
    };
    let data = decode::<X224<X224Data<'_>>>(frame).ok();
    // The connector reads it as it is.
    if data.is_some_and(|X224(data)| decode::<ConnectResponse>(&data.data).is_ok()) {
        return None;
    }
    let blocks = ServerGccBlocks {
        core: ServerCoreData {
            version: RdpVersion(settings.server_version),
            optional_data: ServerCoreOptionalData {
                client_requested_protocols: settings.echoed_protocols.map(SecurityProtocol::from_bits_retain),
                early_capability_flags: settings
                    .early_capabilities
                    .map(ServerEarlyCapabilityFlags::from_bits_truncate),
            },
        },
        network: ServerNetworkData {
            channel_ids: settings.channels.clone(),
            io_channel: settings.io_channel,
        },
        security: ServerSecurityData {
            // Inside TLS nothing else is encrypted, whatever the server says of that.
            encryption_method: EncryptionMethod::empty(),
            encryption_level: EncryptionLevel::None,
            server_random: None,
            server_cert: Vec::new(),
        },
        message_channel: settings
            .message_channel
            .map(|mcs_message_channel_id| ServerMessageChannelData { mcs_message_channel_id }),
        multi_transport_channel: None,
    };
    let response = ConnectResponse {
        conference_create_response: ConferenceCreateResponse::new(SERVER_USER, blocks).ok()?,
        called_connect_id: 0,
        domain_parameters: DomainParameters::target(),
    };
    let data = encode_vec(&response).ok()?;
    encode_vec(&X224(X224Data { data: data.into() })).ok()
}

/// The data blocks behind the key of the GCC Conference Create Response, T.124 8.7, and their length in PER.
fn blocks(frame: &[u8]) -> Option<&[u8]> {
    let key = frame
        .windows(SERVER_KEY.len())
        .position(|window| window == SERVER_KEY)?;
    let behind = frame.get(key + SERVER_KEY.len()..)?;
    match behind {
        // PER: a length of two bytes has its highest bit set.
        [high, _, blocks @ ..] if high & 0x80 != 0 => Some(blocks),
        [_, blocks @ ..] => Some(blocks),
        [] => None,
    }
}

/// The h221NonStandard key of a server, `McDn`.
const SERVER_KEY: &[u8] = b"McDn";
/// Type and length of a data block, [MS-RDPBCGR] 2.2.1.3.1.
const HEADER: usize = 4;
const SC_CORE: u16 = 0x0c01;
const SC_SECURITY: u16 = 0x0c02;
const SC_NET: u16 = 0x0c03;
const SC_MCS_MSGCHANNEL: u16 = 0x0c04;
/// The node that answers; no client looks at it.
const SERVER_USER: u16 = 1002;

#[cfg(test)]
mod tests {
    use super::super::server::classify;
    use super::*;

    /// A Connect Response with these blocks, written by hand.
    fn response(blocks: &[u8]) -> Vec<u8> {
        let mut gcc = vec![0, 5, 0, 0x14, 0x7c, 0, 1, 0x2a, 0x14, 0x76, 0x0a, 1, 1, 0, 1, 0xc0, 0];
        gcc.extend(SERVER_KEY);
        gcc.extend((u16::try_from(blocks.len()).unwrap() | 0x8000).to_be_bytes());
        gcc.extend(blocks);
        let mut inside = vec![0x0a, 1, 0, 2, 1, 0, 0x30, 0x1a];
        for value in [34_u8, 3, 0, 1, 0, 1] {
            inside.extend([2, 1, value]);
        }
        inside.extend([2, 3, 0, 0xff, 0xf8, 2, 1, 2]);
        inside.extend([4, 0x82]);
        inside.extend(u16::try_from(gcc.len()).unwrap().to_be_bytes());
        inside.extend(gcc);
        let mut frame = vec![2, 0xf0, 0x80, 0x7f, 0x66, 0x82];
        frame.extend(u16::try_from(inside.len()).unwrap().to_be_bytes());
        frame.extend(inside);
        let length = u16::try_from(frame.len() + 4).unwrap().to_be_bytes();
        [&[3, 0], length.as_slice(), &frame].concat()
    }

    fn block(kind: u16, body: &[u8]) -> Vec<u8> {
        let length = u16::try_from(body.len() + HEADER).unwrap();
        [kind.to_le_bytes().as_slice(), &length.to_le_bytes(), body].concat()
    }

    /// As a Terminal Server sends it whose licensing gave it a chain of X.509 certificates.
    fn with_certificate(length: u16) -> Vec<u8> {
        let mut security = [2_u32, 2, 32, length.into()].map(u32::to_le_bytes).concat();
        security.extend([0x5a; 32]);
        security.extend(vec![0x5a; length.into()]);
        response(
            &[
                block(SC_CORE, &[4, 0, 8, 0, 0, 0, 0, 0]),
                block(SC_NET, &[0xeb, 3, 0, 0]),
                block(SC_SECURITY, &security),
            ]
            .concat(),
        )
    }

    #[test]
    fn certificate_of_any_length_leaves_the_settings_readable() {
        for length in [184, 1_024, 1_025, 1_252, 30_000] {
            let settings = read(&with_certificate(length)).unwrap();

            assert_eq!(settings.server_version, 0x0008_0004);
            assert_eq!((settings.encryption_method, settings.encryption_level), (2, 2));
            assert_eq!(settings.io_channel, 1003);
            assert_eq!(settings.echoed_protocols, Some(0));
        }
    }

    #[test]
    fn numbers_that_no_table_knows_are_kept() {
        let blocks = [
            block(SC_CORE, &[0xff, 0, 0xff, 0]),
            block(SC_SECURITY, &[0x77, 0, 0, 0, 9, 0, 0, 0]),
            block(SC_NET, &[0xeb, 3, 0, 0]),
            block(0x0cff, &[1, 2, 3]),
        ];
        let settings = read(&response(&blocks.concat())).unwrap();

        assert_eq!(settings.server_version, 0x00ff_00ff);
        assert_eq!((settings.encryption_method, settings.encryption_level), (0x77, 9));
        assert_eq!(settings.echoed_protocols, None);
    }

    #[test]
    fn connector_gets_what_it_can_read() {
        let short = with_certificate(184);
        let long = with_certificate(1_252);

        assert_eq!(simplified(&short, &classify(&short)), None);
        let replaced = simplified(&long, &classify(&long)).unwrap();
        let ServerPdu::ConnectResponse { settings, .. } = classify(&replaced) else {
            panic!("another message");
        };
        assert_eq!(settings.unwrap().io_channel, 1003);
    }

    #[test]
    fn every_prefix_is_read_without_panic() {
        let whole = with_certificate(184);
        for end in 0..whole.len() {
            read(&whole[..end]);
        }
    }
}
