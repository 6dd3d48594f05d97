//! What was found out about the session, from MCS to the first picture.

use serde::{Deserialize, Serialize};

use crate::Elapsed;
use crate::json::{ReadJson, WriteJson};

/// MCS Connect and GCC, [MS-RDPBCGR] 2.2.1.4.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ReadJson, WriteJson)]
#[serde(default)]
pub struct SettingsFacts {
    /// The version field of the server's core data, such as 0x00080004 for RDP 5.0 to 8.1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub server_version: Option<u32>,
    /// The clientRequestedProtocols that the server echoes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub echoed_protocols: Option<u32>,
    /// encryptionMethod of the server's security data; 0 behind TLS.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub encryption_method: Option<u32>,
    /// encryptionLevel of the server's security data; 0 behind TLS.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub encryption_level: Option<u32>,
    /// The MCS id of the I/O channel.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub io_channel: Option<u16>,
    /// The MCS id of the message channel, where the server offers one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message_channel: Option<u16>,
}

/// MCS channels.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ReadJson, WriteJson)]
#[serde(default)]
pub struct ChannelsFacts {
    /// Our MCS user id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_channel: Option<u16>,
    /// The channels that the server admitted us to.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub joined: Vec<u16>,
}

/// Client Info and connect-time auto-detect.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ReadJson, WriteJson)]
#[serde(default)]
pub struct LogonFacts {
    /// How many auto-detect requests the server made.
    pub auto_detect_requests: u16,
    /// Whether the client sent a name and a password to sign in with, INFO_AUTOLOGON of [MS-RDPBCGR] 2.2.1.11.1.1.
    #[serde(skip_serializing_if = "core::ops::Not::not")]
    pub autologon: bool,
}

/// Licensing, [MS-RDPBCGR] 2.2.1.12 and [MS-RDPELE].
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ReadJson, WriteJson)]
#[serde(default)]
pub struct LicenseFacts {
    /// The bMsgType of each licensing message that the server sent, such as 0xFF for its error message.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub messages: Vec<u8>,
    /// dwErrorCode of the last licensing error message; 7 is `STATUS_VALID_CLIENT`, the good end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<u32>,
}

/// Demand Active, [MS-RDPBCGR] 2.2.1.13.1.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ReadJson, WriteJson)]
#[serde(default)]
pub struct CapabilitiesFacts {
    /// The desktop's size in pixels, width and height.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub desktop: Option<(u16, u16)>,
    /// The colour depth in bits per pixel.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub color_depth: Option<u16>,
    /// osMajorType of the general capability set: 1 Windows, 4 Unix, 6 Android and others.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub os_major: Option<u16>,
    /// How many capability sets the server announced.
    pub sets: u16,
}

/// Synchronize, Control, Font Map, [MS-RDPBCGR] 1.3.1.1.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ReadJson, WriteJson)]
#[serde(default)]
pub struct FinalizeFacts {
    /// How often the server deactivated the session and started again.
    pub reactivations: u8,
}

/// The first picture.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ReadJson, WriteJson)]
#[serde(default)]
pub struct DesktopFacts {
    /// How the picture came.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub picture: Option<PictureKind>,
    /// The length of the first update, in bytes.
    pub update_length: u32,
}

/// The update that carried the first picture, [MS-RDPBCGR] 2.2.9.1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ReadJson, WriteJson)]
#[serde(rename_all = "snake_case")]
pub enum PictureKind {
    /// Bitmap data.
    Bitmap,
    /// Drawing orders, [MS-RDPEGDI].
    Orders,
    /// Surface commands.
    Surface,
}

/// The session holds.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ReadJson, WriteJson)]
#[serde(default)]
pub struct StayFacts {
    /// How long it held before it ended or we closed it.
    pub held_ms: Elapsed,
    /// How many updates came meanwhile.
    pub updates: u32,
}
