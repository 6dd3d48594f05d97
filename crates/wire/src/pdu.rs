use core::fmt;
use core::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::Direction;
use crate::json::texts;

/// Declares [`Pdu`] and its names from one list.
macro_rules! pdus {
    ($($(#[doc = $doc:literal])+ $variant:ident = $name:literal,)+) => {
        /// A message of a conversation, or what stood in its place, by the name that its specification gives it.
        ///
        /// On the wire it is that name. Reports of old spelled some names with another first letter; those are read as
        /// what they mean. Any other text reads as [`Pdu::Unnamed`], because nothing of a stored report that a run
        /// cannot have written may be shown as if one had.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Pdu {
            $($(#[doc = $doc])+ $variant,)+
        }

        impl Pdu {
            /// Every message, in the order of the specification.
            pub const ALL: [Self; [$($name),+].len()] = [$(Self::$variant),+];

            /// The name, such as `X.224 Connection Request`: ASCII on one line.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)+
                }
            }
        }
    };
}

pdus! {
    /// X.224 Connection Request, [MS-RDPBCGR] 2.2.1.1.
    ConnectionRequest = "X.224 Connection Request",
    /// X.224 Connection Confirm, [MS-RDPBCGR] 2.2.1.2.
    ConnectionConfirm = "X.224 Connection Confirm",
    /// Another protocol's first words where a Connection Confirm was due.
    UnexpectedAnswer = "unexpected answer",
    /// A ClientHello that offers what a client of today offers.
    ClientHello = "TLS ClientHello",
    /// A ClientHello that offers TLS 1.2 and nothing newer.
    ClientHelloTls12 = "TLS 1.2 ClientHello",
    /// A ClientHello that offers TLS 1.1 and nothing newer.
    ClientHelloTls11 = "TLS 1.1 ClientHello",
    /// A ClientHello that offers TLS 1.0 and nothing newer.
    ClientHelloTls10 = "TLS 1.0 ClientHello",
    /// What a server says during a TLS handshake.
    TlsHandshake = "TLS handshake",
    /// What a server says to a ClientHello of one version.
    ClientHelloAnswer = "answer to the ClientHello",
    /// TSRequest, [MS-CSSP] 2.2.1.
    TsRequest = "TSRequest",
    /// A first TSRequest with an NTLM negotiate message inside SPNEGO.
    TsRequestSpnego = "TSRequest (SPNEGO, NTLM negotiate)",
    /// A first TSRequest with a bare NTLM negotiate message.
    TsRequestNtlm = "TSRequest (NTLM negotiate)",
    /// What stood where a TSRequest was due.
    UnreadableTsRequest = "unreadable TSRequest",
    /// The CHALLENGE_MESSAGE inside a TSRequest, [MS-NLMP] 2.2.1.2.
    NtlmChallenge = "NTLM challenge",
    /// Early User Authorization Result, [MS-RDPBCGR] 2.2.10.2.
    EarlyUserAuthorization = "Early User Authorization Result",
    /// MCS Connect Initial, [MS-RDPBCGR] 2.2.1.3.
    ConnectInitial = "MCS Connect Initial",
    /// MCS Connect Response, [MS-RDPBCGR] 2.2.1.4.
    ConnectResponse = "MCS Connect Response",
    /// MCS Erect Domain Request, [MS-RDPBCGR] 2.2.1.5.
    ErectDomainRequest = "MCS Erect Domain Request",
    /// MCS Attach User Request, [MS-RDPBCGR] 2.2.1.6.
    AttachUserRequest = "MCS Attach User Request",
    /// MCS Attach User Confirm, [MS-RDPBCGR] 2.2.1.7.
    AttachUserConfirm = "MCS Attach User Confirm",
    /// MCS Channel Join Request, [MS-RDPBCGR] 2.2.1.8.
    ChannelJoinRequest = "MCS Channel Join Request",
    /// MCS Channel Join Confirm, [MS-RDPBCGR] 2.2.1.9.
    ChannelJoinConfirm = "MCS Channel Join Confirm",
    /// What the channel connection waits for.
    AttachUserOrChannelJoinConfirm = "MCS Attach User Confirm or Channel Join Confirm",
    /// A request of MCS that only clients send.
    McsRequest = "MCS request",
    /// MCS Disconnect Provider Ultimatum, [MS-RDPBCGR] 2.2.2.3.
    DisconnectUltimatum = "MCS Disconnect Provider Ultimatum",
    /// Client Info, [MS-RDPBCGR] 2.2.1.11: user name, domain and password.
    ClientInfo = "Client Info",
    /// Server Auto-Detect Request, [MS-RDPBCGR] 2.2.14.3.
    AutoDetectRequest = "Auto-Detect Request",
    /// Client Auto-Detect Response, [MS-RDPBCGR] 2.2.14.4.
    AutoDetectResponse = "Auto-Detect Response",
    /// License Request, [MS-RDPELE] 2.2.2.1.
    LicenseRequest = "License Request",
    /// Platform Challenge, [MS-RDPELE] 2.2.2.4.
    PlatformChallenge = "Platform Challenge",
    /// New License, [MS-RDPELE] 2.2.2.7.
    NewLicense = "New License",
    /// Upgrade License, [MS-RDPELE] 2.2.2.6.
    UpgradeLicense = "Upgrade License",
    /// Licensing Error Message, [MS-RDPBCGR] 2.2.1.12.1.3.
    LicenseError = "License Error Message",
    /// Any other message of the licensing.
    LicensingMessage = "Licensing message",
    /// Demand Active, [MS-RDPBCGR] 2.2.1.13.1.
    DemandActive = "Demand Active",
    /// Confirm Active, [MS-RDPBCGR] 2.2.1.13.2.
    ConfirmActive = "Confirm Active",
    /// Deactivate All, [MS-RDPBCGR] 2.2.3.1.
    DeactivateAll = "Deactivate All",
    /// Synchronize, [MS-RDPBCGR] 2.2.1.14 and 2.2.1.19.
    Synchronize = "Synchronize",
    /// Control, [MS-RDPBCGR] 2.2.1.15 and 2.2.1.20.
    Control = "Control",
    /// Monitor Layout, [MS-RDPBCGR] 2.2.12.1.
    MonitorLayout = "Monitor Layout",
    /// Font List, [MS-RDPBCGR] 2.2.1.18.
    FontList = "Font List",
    /// Font Map, [MS-RDPBCGR] 2.2.1.22.
    FontMap = "Font Map",
    /// Save Session Info, [MS-RDPBCGR] 2.2.10.1.
    SaveSessionInfo = "Save Session Info",
    /// Set Error Info, [MS-RDPBCGR] 2.2.5.1.
    SetErrorInfo = "Set Error Info",
    /// Server Redirection, [MS-RDPBCGR] 2.2.13.
    ServerRedirection = "Server Redirection",
    /// Server Redirection that only tells the client's address.
    InformationalRedirection = "Server Redirection, informational",
    /// A bitmap, in either form.
    BitmapUpdate = "Bitmap Update",
    /// Drawing orders, in either form.
    OrdersUpdate = "Orders Update",
    /// Surface commands, [MS-RDPBCGR] 2.2.9.1.2.1.10.
    SurfaceCommandsUpdate = "Surface Commands Update",
    /// A pointer, [MS-RDPBCGR] 2.2.9.1.1.4.
    PointerUpdate = "Pointer Update",
    /// Any other update, [MS-RDPBCGR] 2.2.9.1.1.3.
    Update = "Update",
    /// Any other update by the fast path, [MS-RDPBCGR] 2.2.9.1.2.1.
    FastPathUpdate = "fast-path update",
    /// What goes by the fast path and cannot be read any further.
    FastPath = "fast-path PDU",
    /// Any other share data PDU, [MS-RDPBCGR] 2.2.8.1.1.1.2.
    ShareData = "Data PDU",
    /// Any other share control PDU, [MS-RDPBCGR] 2.2.8.1.1.1.1.
    ShareControl = "Share Control PDU",
    /// Any other PDU with a basic security header, [MS-RDPBCGR] 2.2.8.1.1.2.1.
    SecurityHeader = "PDU with security header",
    /// The header by which the length of every message is known, [MS-RDPBCGR] 2.2.9.1.2 and RFC 1006 6.
    FrameHeader = "TPKT or fast-path header",
    /// A Send Data Indication with nothing in it.
    Empty = "empty PDU",
    /// A whole frame that is none of the protocol's.
    Unreadable = "unreadable PDU",
    /// A message that has no name of its own here.
    Unnamed = "PDU",
}

/// What may be kept of a message's content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Evidence {
    /// Its first bytes.
    FirstBytes,
    /// How long it was, and nothing else.
    LengthOnly,
}

impl Pdu {
    /// What a report may keep of this message.
    ///
    /// This is a list of what may be kept, and not of what may not: whatever could hold a password, a key, a cookie that
    /// opens a session, or what a user types and sees, is kept by its length alone. Messages that nobody can name are
    /// among those.
    pub fn evidence(self, sender: Direction) -> Evidence {
        let kept = match sender {
            Direction::Sent => self.is_kept_of_client(),
            Direction::Received => self.is_kept_of_server(),
        };
        if kept {
            Evidence::FirstBytes
        } else {
            Evidence::LengthOnly
        }
    }

    /// Requests of fixed shape and the client's settings.
    fn is_kept_of_client(self) -> bool {
        matches!(
            self,
            Self::ConnectionRequest
                | Self::ClientHello
                | Self::ClientHelloTls12
                | Self::ClientHelloTls11
                | Self::ClientHelloTls10
                | Self::ConnectInitial
                | Self::ErectDomainRequest
                | Self::AttachUserRequest
                | Self::ChannelJoinRequest
                | Self::DisconnectUltimatum
                | Self::AutoDetectResponse
                | Self::ConfirmActive
                | Self::Synchronize
                | Self::Control
                | Self::FontList
        )
    }

    /// What a server says of itself and of its protocol, before and beside a session's content. A redirection may hold
    /// the password, and Save Session Info the cookie that reconnects without one.
    fn is_kept_of_server(self) -> bool {
        matches!(
            self,
            Self::ConnectionConfirm
                | Self::UnexpectedAnswer
                | Self::TlsHandshake
                | Self::ClientHelloAnswer
                | Self::TsRequest
                | Self::UnreadableTsRequest
                | Self::EarlyUserAuthorization
                | Self::ConnectResponse
                | Self::AttachUserConfirm
                | Self::ChannelJoinConfirm
                | Self::DisconnectUltimatum
                | Self::AutoDetectRequest
                | Self::LicenseRequest
                | Self::PlatformChallenge
                | Self::LicenseError
                | Self::DemandActive
                | Self::DeactivateAll
                | Self::Synchronize
                | Self::Control
                | Self::MonitorLayout
                | Self::FontMap
                | Self::SetErrorInfo
                | Self::InformationalRedirection
        )
    }
}

impl fmt::Display for Pdu {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Reads a name, whatever the case of its letters; what is none reads as [`Pdu::Unnamed`].
impl From<&str> for Pdu {
    fn from(name: &str) -> Self {
        let named = |pdu: &Self| pdu.name().eq_ignore_ascii_case(name);
        Self::ALL.into_iter().find(named).unwrap_or(Self::Unnamed)
    }
}

/// As by [`From`]; for readers of all that is text.
impl FromStr for Pdu {
    type Err = core::convert::Infallible;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        Ok(Self::from(name))
    }
}

impl Serialize for Pdu {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl<'de> Deserialize<'de> for Pdu {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self::from(String::deserialize(deserializer)?.as_str()))
    }
}

texts!(Pdu);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_reads_back_as_itself() {
        for pdu in Pdu::ALL {
            let json = serde_json::to_string(&pdu).unwrap();

            assert_eq!(json, format!("\"{}\"", pdu.name()));
            assert_eq!(serde_json::from_str::<Pdu>(&json).unwrap(), pdu);
        }
    }

    #[test]
    fn names_of_older_reports_are_read_as_what_they_meant() {
        for (stored, meant) in [
            ("licensing message", Pdu::LicensingMessage),
            ("Licensing message", Pdu::LicensingMessage),
            ("update", Pdu::Update),
            ("Update", Pdu::Update),
            ("Fast-path update", Pdu::FastPathUpdate),
        ] {
            assert_eq!(Pdu::from(stored), meant, "{stored}");
        }
    }

    #[test]
    fn what_no_run_calls_a_message_is_unnamed() {
        for forged in ["", "anna's password", "<b>", "X.224"] {
            assert_eq!(Pdu::from(forged), Pdu::Unnamed, "{forged}");
        }
    }

    #[test]
    fn what_may_hold_a_secret_is_kept_by_its_length_alone() {
        let secret = [
            (Direction::Sent, Pdu::ClientInfo),
            (Direction::Sent, Pdu::TsRequest),
            (Direction::Sent, Pdu::TsRequestSpnego),
            (Direction::Sent, Pdu::TsRequestNtlm),
            (Direction::Sent, Pdu::LicensingMessage),
            (Direction::Sent, Pdu::FastPath),
            (Direction::Sent, Pdu::ShareData),
            (Direction::Sent, Pdu::SecurityHeader),
            (Direction::Sent, Pdu::Unnamed),
            (Direction::Sent, Pdu::Unreadable),
            (Direction::Received, Pdu::ServerRedirection),
            (Direction::Received, Pdu::SaveSessionInfo),
            (Direction::Received, Pdu::NewLicense),
            (Direction::Received, Pdu::Unnamed),
            (Direction::Received, Pdu::Unreadable),
        ];
        for (sender, pdu) in secret {
            assert_eq!(pdu.evidence(sender), Evidence::LengthOnly, "{sender:?} {pdu}");
        }
        assert_eq!(Pdu::ConnectInitial.evidence(Direction::Sent), Evidence::FirstBytes);
        assert_eq!(Pdu::DemandActive.evidence(Direction::Received), Evidence::FirstBytes);
    }
}
