//! What a scripted server can be told to do, one step after the other.

use std::net::SocketAddr;

use fixtures::certificate::Quality;
use serde::Deserialize;

use crate::pdu::Computer;

/// One thing that a server does.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Step {
    /// Waits for a whole TPKT packet and takes it.
    AwaitPacket,
    /// Waits for a whole TLS record and takes it.
    AwaitRecord,
    /// Waits for a whole TSRequest and takes it.
    AwaitToken,
    /// Waits for the head of a whole HTTP request and takes it.
    AwaitHead,
    /// Waits for the head of an HTTP request and answers with an NTLM challenge, RFC 4559 5. Whoever comes with an answer to
    /// it is let in by [`Self::Upgrade`], whatever the password.
    NtlmHead,
    /// Answers heads of HTTP requests as a gateway does that lets the account of the suite in by NTLM, with its password
    /// and, where the client binds it, over this very TLS; goes over to WebSocket with it, and refuses anybody else.
    GatewaySignIn,
    /// Waits for the head of an HTTP request and goes over to WebSocket, RFC 6455 4.2.2.
    Upgrade,
    /// Waits for a whole frame of WebSocket and takes it.
    AwaitFrame,
    /// A packet of a gateway's tunnel in a frame of its own, [MS-TSGU] 2.2.10.
    TunnelPacket {
        /// packetType.
        kind: u16,
        /// What stands behind the header, as hexadecimal digits.
        hex: String,
    },
    /// Carries what a computer that takes these steps says and hears through the open channel, [MS-TSGU] 2.2.10.6, and closes
    /// the channel once the computer is gone.
    Carry(Vec<Self>),
    /// Begins with TLS, as gateways do, and waits until it stands.
    Tls(Quality),
    /// Waits so long, in milliseconds.
    PauseMs(u64),
    /// Sends text, in clear or inside TLS as the connection is.
    Text(String),
    /// Sends bytes, written as hexadecimal digits; spaces are for the reader.
    Hex(String),
    /// Sends one byte again and again.
    Flood {
        /// The byte.
        byte: u8,
        /// How often.
        length: u32,
    },
    /// Sends the same bytes again and again.
    Repeat {
        /// The bytes, as hexadecimal digits.
        hex: String,
        /// How often.
        times: u32,
    },
    /// Sends bytes one at a time.
    Drip {
        /// The bytes, as hexadecimal digits.
        hex: String,
        /// The time between two.
        every_ms: u64,
    },
    /// X.224 Connection Confirm.
    Confirm {
        /// selectedProtocol.
        protocol: u32,
        /// The flags of the response.
        #[serde(default)]
        flags: u8,
    },
    /// X.224 Connection Confirm without negotiation data.
    ConfirmWithoutData,
    /// RDP Negotiation Failure.
    NegotiationFailure(u32),
    /// X.224 Disconnect Request with its reason.
    DisconnectRequest(u8),
    /// A TLS alert in clear.
    Alert(u8),
    /// Ends TLS that stands with an alert inside it, as after a record that was changed on the way: `bad_record_mac`, 20.
    AlertInside,
    /// Answers one ClientHello as a server that speaks this version only, 0x0301 to 0x0303, and no further.
    OnlyTls(u16),
    /// Plays a healthy server up to its own part in a stage, and not that part itself.
    Serve(Healthy),
    /// Waits for a TSRequest and answers with an NTLM challenge.
    Challenge {
        /// In which form.
        form: TokenScript,
        /// The version of the TSRequest.
        #[serde(default = "credssp_version")]
        version: u8,
        /// What it tells.
        #[serde(default)]
        computer: Box<Computer>,
    },
    /// TSRequest with an NTSTATUS.
    CredsspStatus(u32),
    /// MCS Connect Response with this result.
    McsRefusal(u8),
    /// MCS Disconnect Provider Ultimatum with this reason.
    Ultimatum(u8),
    /// Set Error Info.
    ErrorInfo(u32),
    /// MCS Connect Response of a server that wants its channels joined one by one.
    ConnectResponse {
        /// encryptionMethod of Standard RDP Security: 1 for 40 bits, 2 for 128, 16 for FIPS 140.
        #[serde(default)]
        method: u32,
        /// encryptionLevel, 0 to 4.
        #[serde(default)]
        level: u32,
        /// How long the certificate is, in bytes; a proprietary one has about 184, a chain from a licence server more.
        #[serde(default = "proprietary_certificate")]
        certificate: u16,
        /// The channel for messages beside the session, [MS-RDPBCGR] 2.2.1.4.5.
        #[serde(default)]
        message_channel: Option<u16>,
    },
    /// MCS Attach User Confirm that admits the client.
    AttachUserConfirm,
    /// MCS Attach User Confirm with this result.
    AttachUserRefusal(u8),
    /// Waits for an MCS Channel Join Request and confirms it with this result.
    ChannelJoinRefusal(u8),
    /// Waits for an MCS Channel Join Request and confirms this channel, whatever was asked for.
    ChannelJoinConfirm(u16),
    /// Server License Request.
    LicenseRequest,
    /// Licensing Error Message.
    LicenseError {
        /// dwErrorCode.
        code: u32,
        /// dwStateTransition.
        transition: u32,
    },
    /// Save Session Info with a logon error.
    LogonError {
        /// ErrorNotificationType.
        notification: u32,
        /// ErrorNotificationData.
        data: u32,
    },
    /// Server Redirection to this address; to none, as with a token of a load balancer, where it is empty.
    Redirection(String),
    /// Deactivate All and the whole activation again, so often.
    Reactivate(u8),
    /// The first picture.
    Picture,
    /// FIN, behind close_notify where TLS stands.
    Close,
    /// FIN alone, as when the process is killed.
    Fin,
    /// RST.
    Reset,
}

/// How a healthy server plays its part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Healthy {
    /// Up to where.
    pub until: Point,
    /// The protocols that it takes: 1 TLS, 2 CredSSP, 8 CredSSP with early user authorization.
    #[serde(default = "tls_only")]
    pub protocols: u32,
    /// Its certificate.
    #[serde(default)]
    pub certificate: Quality,
    /// Whether it lets in only clients that show a certificate of their own.
    #[serde(default)]
    pub wants_certificate: bool,
    /// The KDC of its domain; it then takes Kerberos, and NTLM not at all. Only over sockets.
    #[serde(skip)]
    pub kdc: Option<SocketAddr>,
}

impl Healthy {
    /// A server with TLS only and a good certificate.
    pub fn until(until: Point) -> Self {
        Self {
            until,
            protocols: tls_only(),
            certificate: Quality::Good,
            wants_certificate: false,
            kdc: None,
        }
    }
}

/// Where a healthy server stops, in the order of a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Point {
    /// The connection request has come; the confirm is not sent.
    Confirm,
    /// The ClientHello has come; the ServerHello is not sent.
    ServerHello,
    /// TLS stands; nothing that came inside is answered.
    Token,
    /// MCS Connect Initial has come; the response is not sent.
    Settings,
    /// The settings are exchanged; the client's Attach User is not answered.
    Channels,
    /// All channels are joined; Client Info is not read.
    Logon,
    /// Client Info has come; no licensing message is sent.
    License,
    /// Licensing is over; Demand Active is not sent.
    Capabilities,
    /// Confirm Active has come; nothing of the finalization is answered.
    Finalize,
    /// Everything is over but the picture.
    Desktop,
}

/// The form of a CredSSP answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TokenScript {
    /// Inside SPNEGO, as Windows does.
    Spnego,
    /// Raw NTLMSSP where the client sent that; zero bytes where it sent SPNEGO, as FreeRDP's shadow server does.
    RawOnly,
    /// A challenge whose lengths point outside it.
    Broken,
}

fn proprietary_certificate() -> u16 {
    184
}

fn tls_only() -> u32 {
    1
}

fn credssp_version() -> u8 {
    6
}
