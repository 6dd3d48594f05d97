//! What a server says, as far as a check makes something of it.

use wire::{Pdu, PeerText, PictureKind, SettingsFacts, Signal};

use super::fragments::Fragment;

/// One frame of a server.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum ServerPdu {
    /// MCS Connect Response with its result, and the settings where it holds them.
    ConnectResponse {
        result: u8,
        settings: Option<Box<Settings>>,
    },
    /// MCS Attach User Confirm; result 0 admits. Then the user has to be named, which T.125 leaves open and no client can
    /// do without.
    AttachUserConfirm { result: u8, user: Option<u16> },
    /// MCS Channel Join Confirm; result 0 admits.
    ChannelJoinConfirm { channel: u16, result: u8 },
    /// MCS Disconnect Provider Ultimatum.
    Ultimatum { reason: u8 },
    /// A licensing message; error code and state transition where it is an error message.
    License { message: u8, error: Option<(u32, u32)> },
    /// An auto-detect request.
    AutoDetect,
    /// Demand Active.
    DemandActive(Box<DemandActive>),
    /// Deactivate All.
    DeactivateAll,
    /// Server Redirection.
    Redirection { target: PeerText },
    /// Set Error Info.
    ErrorInfo { code: u32 },
    /// Save Session Info with the user's name.
    LoggedOn { user: PeerText },
    /// Save Session Info with a logon error.
    LogonError { notification: u32, data: u32 },
    /// Synchronize, Control, Font Map or Monitor Layout: the finalization.
    Finalization(Pdu),
    /// A part of a picture.
    Picture(PictureKind),
    /// A fragment of an update that may be one when it is whole.
    Fragment(Fragment),
    /// Something else that does not matter here.
    Other(Pdu),
}

/// The settings of a Connect Response.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Settings {
    pub(crate) server_version: u32,
    pub(crate) echoed_protocols: Option<u32>,
    pub(crate) encryption_method: u32,
    pub(crate) encryption_level: u32,
    pub(crate) io_channel: u16,
    pub(crate) message_channel: Option<u16>,
    /// The server's own early capabilities, of which only the connector makes use.
    pub(crate) early_capabilities: Option<u32>,
    /// The static virtual channels.
    pub(crate) channels: Vec<u16>,
}

/// What of a Demand Active matters here.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct DemandActive {
    pub(crate) desktop: Option<(u16, u16)>,
    pub(crate) color_depth: Option<u16>,
    pub(crate) os_major: Option<u16>,
    pub(crate) sets: u16,
}

impl Settings {
    /// Keeps the settings as facts.
    pub(crate) fn note(&self, facts: &mut SettingsFacts) {
        facts.server_version = Some(self.server_version);
        facts.echoed_protocols = self.echoed_protocols;
        facts.encryption_method = Some(self.encryption_method);
        facts.encryption_level = Some(self.encryption_level);
        facts.io_channel = Some(self.io_channel);
        facts.message_channel = self.message_channel;
    }
}

impl ServerPdu {
    /// The PDU's name in the specification.
    pub(crate) fn name(&self) -> Pdu {
        match self {
            Self::ConnectResponse { .. } => Pdu::ConnectResponse,
            Self::AttachUserConfirm { .. } => Pdu::AttachUserConfirm,
            Self::ChannelJoinConfirm { .. } => Pdu::ChannelJoinConfirm,
            Self::Ultimatum { .. } => Pdu::DisconnectUltimatum,
            Self::License { error: Some(_), .. } => Pdu::LicenseError,
            Self::License { message: 0x01, .. } => Pdu::LicenseRequest,
            Self::License { message: 0x02, .. } => Pdu::PlatformChallenge,
            Self::License { message: 0x03, .. } => Pdu::NewLicense,
            Self::License { message: 0x04, .. } => Pdu::UpgradeLicense,
            Self::License { .. } => Pdu::LicensingMessage,
            Self::AutoDetect => Pdu::AutoDetectRequest,
            Self::DemandActive(_) => Pdu::DemandActive,
            Self::DeactivateAll => Pdu::DeactivateAll,
            Self::Redirection { .. } => Pdu::ServerRedirection,
            Self::ErrorInfo { .. } => Pdu::SetErrorInfo,
            Self::LoggedOn { .. } | Self::LogonError { .. } => Pdu::SaveSessionInfo,
            Self::Picture(kind) | Self::Fragment(Fragment { kind, .. }) => match kind {
                PictureKind::Bitmap => Pdu::BitmapUpdate,
                PictureKind::Orders => Pdu::OrdersUpdate,
                PictureKind::Surface => Pdu::SurfaceCommandsUpdate,
            },
            Self::Finalization(pdu) | Self::Other(pdu) => *pdu,
        }
    }

    /// What of it the server says of its own accord, as a report keeps it.
    pub(crate) fn signal(&self) -> Option<Signal> {
        Some(match self {
            Self::Ultimatum { reason } => Signal::Ultimatum { reason: *reason },
            Self::ErrorInfo { code } => Signal::ErrorInfo { code: *code },
            Self::LoggedOn { user } => Signal::LoggedOn { user: user.clone() },
            Self::LogonError { notification, data } => Signal::LogonError {
                notification: *notification,
                data: *data,
            },
            Self::Redirection { target } => Signal::Redirection { target: target.clone() },
            Self::DeactivateAll => Signal::DeactivateAll,
            Self::ConnectResponse { .. }
            | Self::AttachUserConfirm { .. }
            | Self::ChannelJoinConfirm { .. }
            | Self::License { .. }
            | Self::AutoDetect
            | Self::DemandActive(_)
            | Self::Finalization(_)
            | Self::Picture(_)
            | Self::Fragment(_)
            | Self::Other(_) => return None,
        })
    }
}
