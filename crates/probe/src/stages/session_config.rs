//! How the check presents itself to a server once the connection is secured: a small client without any redirection.

use ironrdp_connector::{BitmapConfig, Config, Credentials, DesktopSize};
use ironrdp_pdu::gcc::{ConnectionType, KeyboardType};
use ironrdp_pdu::rdp::capability_sets::{
    BitmapCodecs, Codec, CodecProperty, MajorPlatformType, NsCodec, RailSupportLevel,
};
use ironrdp_pdu::rdp::client_info::{PerformanceFlags, TimezoneInfo};

use crate::Identity;

/// The smallest desktop on which every login screen still fits; the picture is a proof, nobody looks at it.
pub(crate) const WIDTH: u16 = 800;
/// See [`WIDTH`].
pub(crate) const HEIGHT: u16 = 600;
/// The build of a current Windows client; servers branch on it.
pub(crate) const BUILD: u32 = 19_041;
/// The client's name in the computer's logs.
pub(crate) const NAME: &str = "rdptrace";

/// CODEC_ID_NSCODEC, [MS-RDPBCGR] 2.2.7.2.10.1.1.1.
const NSCODEC_ID: u8 = 1;

/// The settings of a logon; that of a guest has neither a name nor a password.
pub(crate) fn config(identity: &Identity) -> Config {
    let (user, domain, password) = match identity {
        Identity::Guest { .. } => ("", None, ""),
        Identity::Account(account) => (account.user.as_str(), account.domain.clone(), account.password.expose()),
    };
    Config {
        desktop_size: DesktopSize {
            width: WIDTH,
            height: HEIGHT,
        },
        monitor_layout: None,
        desktop_scale_factor: 0,
        desktop_physical_size: None,
        desktop_orientation: None,
        device_scale_factor: None,
        monitor_extended_layout: None,
        relative_mouse_input: false,
        enable_tls: true,
        enable_credssp: true,
        enable_standard_rdp_security: false,
        credentials: Credentials::UsernamePassword {
            username: user.to_owned(),
            password: password.to_owned(),
        },
        domain,
        client_build: BUILD,
        client_name: NAME.to_owned(),
        keyboard_type: KeyboardType::IBM_ENHANCED,
        keyboard_subtype: 0,
        keyboard_functional_keys_count: 12,
        keyboard_layout: 0,
        connection_type: ConnectionType::Lan,
        ime_file_name: String::new(),
        bitmap: Some(BitmapConfig {
            lossy_compression: false,
            // What every program of today asks for; some servers draw in nothing else.
            color_depth: 32,
            // With a codec the connector offers surface commands, without which some servers let nobody in. No server has
            // to use it, and nothing of a picture is decoded here.
            codecs: BitmapCodecs(vec![Codec {
                id: NSCODEC_ID,
                property: CodecProperty::NsCodec(NsCodec {
                    is_dynamic_fidelity_allowed: true,
                    is_subsampling_allowed: true,
                    color_loss_level: 3,
                }),
            }]),
        }),
        dig_product_id: String::new(),
        client_dir: String::new(),
        alternate_shell: String::new(),
        work_dir: String::new(),
        remote_application_mode: false,
        rail_support_level: RailSupportLevel::empty(),
        platform: MajorPlatformType::UNSPECIFIED,
        hardware_id: None,
        request_data: None,
        autologon: matches!(identity, Identity::Account(_)),
        enable_audio_playback: false,
        enable_audio_capture: false,
        performance_flags: PerformanceFlags::default(),
        license_cache: None,
        timezone_info: TimezoneInfo::default(),
        compression_type: None,
        enable_server_pointer: false,
        pointer_software_rendering: false,
        multitransport_flags: None,
        support_dyn_vc_gfx_protocol: false,
    }
}
