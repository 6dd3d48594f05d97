//! Standard RDP Security: the server's own words about its encryption, [MS-RDPBCGR] 5.3 and 2.2.1.4.3.
//!
//! Before: X.224 agreed on no security protocol. After: encryption method and level are known from the GCC response. What
//! lies behind this legacy encryption is not walked.

use ironrdp_connector::encode_x224_packet;
use ironrdp_core::WriteBuf;
use ironrdp_pdu::gcc::{
    ClientCoreData, ClientCoreOptionalData, ClientEarlyCapabilityFlags, ClientGccBlocks, ClientSecurityData,
    ColorDepth, EncryptionMethod, HighColorDepth, KeyboardType, RdpVersion, SecureAccessSequence, SupportedColorDepths,
};
use ironrdp_pdu::mcs::ConnectInitial;
use wire::{Failure, Pdu, Stage};

use super::{Cx, StepOutcome};
use crate::conversation::server::{self, ServerPdu};
use crate::failure::malformed;
use crate::stages::session_config;

/// Waits for the MCS Connect Response.
#[derive(Debug)]
pub(crate) struct AwaitConnectResponse;

impl AwaitConnectResponse {
    pub(crate) fn ask(cx: &mut Cx<'_>) -> Self {
        let initial = ConnectInitial::with_gcc_blocks(blocks()).expect("blocks of fixed shape are valid");
        let mut bytes = WriteBuf::new();
        encode_x224_packet(&initial, &mut bytes).expect("a request of fixed shape can be encoded");
        cx.send(Stage::Settings, Pdu::ConnectInitial, bytes.filled());
        Self
    }

    pub(crate) fn receive(&self, frame: &[u8], cx: &mut Cx<'_>) -> StepOutcome {
        let pdu = server::classify(frame);
        cx.received(Stage::Settings, pdu.name(), frame);
        if let ServerPdu::Ultimatum { reason } = pdu {
            return StepOutcome::Failed(Failure::Ultimatum { reason });
        }
        let ServerPdu::ConnectResponse { result, settings } = pdu else {
            return StepOutcome::Failed(malformed(Pdu::ConnectResponse));
        };
        match settings {
            _ if result != 0 => StepOutcome::Failed(Failure::McsRefused { result }),
            Some(settings) => StepOutcome::Settled(settings),
            None => StepOutcome::Failed(malformed(Pdu::ConnectResponse)),
        }
    }
}

/// The client's settings, with every encryption method that Standard RDP Security has.
fn blocks() -> ClientGccBlocks {
    ClientGccBlocks {
        core: ClientCoreData {
            version: RdpVersion::V5_PLUS,
            desktop_width: session_config::WIDTH,
            desktop_height: session_config::HEIGHT,
            color_depth: ColorDepth::Bpp8,
            sec_access_sequence: SecureAccessSequence::Del,
            keyboard_layout: 0,
            client_build: session_config::BUILD,
            client_name: session_config::NAME.to_owned(),
            keyboard_type: KeyboardType::IBM_ENHANCED,
            keyboard_subtype: 0,
            keyboard_functional_keys_count: 12,
            ime_file_name: String::new(),
            optional_data: ClientCoreOptionalData {
                post_beta2_color_depth: Some(ColorDepth::Bpp8),
                client_product_id: Some(1),
                serial_number: Some(0),
                high_color_depth: Some(HighColorDepth::Rgb565Bpp16),
                supported_color_depths: Some(SupportedColorDepths::BPP16),
                early_capability_flags: Some(ClientEarlyCapabilityFlags::SUPPORT_ERR_INFO_PDU),
                ..ClientCoreOptionalData::default()
            },
        },
        security: ClientSecurityData {
            // Everything is offered, so that the server shows what it would choose.
            encryption_methods: EncryptionMethod::all(),
            ext_encryption_methods: 0,
        },
        network: None,
        cluster: None,
        monitor: None,
        message_channel: None,
        multi_transport_channel: None,
        monitor_extended: None,
    }
}
