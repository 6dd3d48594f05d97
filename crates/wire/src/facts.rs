//! What each stage found out: sent, received, measured. Never an opinion.

use core::net::{IpAddr, SocketAddr};

use serde::{Deserialize, Serialize};

use crate::json::{ReadJson, WriteJson};
use crate::{CipherSuite, Elapsed, PeerText, Stage};

/// The facts of one stage. On the wire: `"stage": …, "facts": { … }`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ReadJson, WriteJson)]
#[serde(tag = "stage", content = "facts", rename_all = "lowercase")]
pub enum Facts {
    /// Facts of [`Stage::Relay`].
    Relay(RelayFacts),
    /// Facts of [`Stage::Reach`].
    Reach(ReachFacts),
    /// Facts of [`Stage::Resolve`].
    Resolve(ResolveFacts),
    /// Facts of [`Stage::Connect`].
    Connect(ConnectFacts),
    /// Facts of [`Stage::Negotiate`].
    Negotiate(NegotiateFacts),
    /// Facts of [`Stage::Secure`].
    Secure(SecureFacts),
    /// Facts of [`Stage::Answer`].
    Answer(AnswerFacts),
    /// Facts of [`Stage::SignIn`].
    #[serde(rename = "sign_in")]
    SignIn(SignInFacts),
    /// Facts of [`Stage::Tunnel`].
    Tunnel(TunnelFacts),
    /// Facts of [`Stage::Authenticate`].
    Authenticate(AuthenticateFacts),
    /// Facts of [`Stage::Settings`].
    Settings(SettingsFacts),
    /// Facts of [`Stage::Channels`].
    Channels(ChannelsFacts),
    /// Facts of [`Stage::Logon`].
    Logon(LogonFacts),
    /// Facts of [`Stage::License`].
    License(LicenseFacts),
    /// Facts of [`Stage::Capabilities`].
    Capabilities(CapabilitiesFacts),
    /// Facts of [`Stage::Finalize`].
    Finalize(FinalizeFacts),
    /// Facts of [`Stage::Desktop`].
    Desktop(DesktopFacts),
    /// Facts of [`Stage::Stay`].
    Stay(StayFacts),
}

impl Facts {
    /// No facts yet about `stage`.
    pub fn none(stage: Stage) -> Self {
        match stage {
            Stage::Relay => Self::Relay(RelayFacts::default()),
            Stage::Reach => Self::Reach(ReachFacts::default()),
            Stage::Resolve => Self::Resolve(ResolveFacts::default()),
            Stage::Connect => Self::Connect(ConnectFacts::default()),
            Stage::Negotiate => Self::Negotiate(NegotiateFacts::default()),
            Stage::Secure => Self::Secure(SecureFacts::default()),
            Stage::Answer => Self::Answer(AnswerFacts::default()),
            Stage::SignIn => Self::SignIn(SignInFacts::default()),
            Stage::Tunnel => Self::Tunnel(TunnelFacts::default()),
            Stage::Authenticate => Self::Authenticate(AuthenticateFacts::default()),
            Stage::Settings => Self::Settings(SettingsFacts::default()),
            Stage::Channels => Self::Channels(ChannelsFacts::default()),
            Stage::Logon => Self::Logon(LogonFacts::default()),
            Stage::License => Self::License(LicenseFacts::default()),
            Stage::Capabilities => Self::Capabilities(CapabilitiesFacts::default()),
            Stage::Finalize => Self::Finalize(FinalizeFacts::default()),
            Stage::Desktop => Self::Desktop(DesktopFacts::default()),
            Stage::Stay => Self::Stay(StayFacts::default()),
        }
    }

    /// The stage that these facts are about.
    pub fn stage(&self) -> Stage {
        match self {
            Self::Relay(_) => Stage::Relay,
            Self::Reach(_) => Stage::Reach,
            Self::Resolve(_) => Stage::Resolve,
            Self::Connect(_) => Stage::Connect,
            Self::Negotiate(_) => Stage::Negotiate,
            Self::Secure(_) => Stage::Secure,
            Self::Answer(_) => Stage::Answer,
            Self::SignIn(_) => Stage::SignIn,
            Self::Tunnel(_) => Stage::Tunnel,
            Self::Authenticate(_) => Stage::Authenticate,
            Self::Settings(_) => Stage::Settings,
            Self::Channels(_) => Stage::Channels,
            Self::Logon(_) => Stage::Logon,
            Self::License(_) => Stage::License,
            Self::Capabilities(_) => Stage::Capabilities,
            Self::Finalize(_) => Stage::Finalize,
            Self::Desktop(_) => Stage::Desktop,
            Self::Stay(_) => Stage::Stay,
        }
    }
}

/// The browser's own leg.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ReadJson, WriteJson)]
#[serde(default)]
pub struct RelayFacts {
    /// From opening the WebSocket to the relay's greeting.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub greeted_after_ms: Option<Elapsed>,
}

/// What a page can see of the computer's port from the browser in which it is open.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ReadJson, WriteJson)]
#[serde(default)]
pub struct ReachFacts {
    /// The address that was tried: one that the relay had found. Absent where none was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<IpAddr>,
    /// After how long something reacted to each try, a refusal included; absent for a try to which nothing reacted within
    /// its limit.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tries: Vec<Option<Elapsed>>,
    /// Whether something reacted to some of the tries only. Stays where the times are left out.
    pub unsteady: bool,
}

/// DNS.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ReadJson, WriteJson)]
#[serde(default)]
pub struct ResolveFacts {
    /// Whether an address was given, so that no name had to be looked up.
    pub literal: bool,
    /// The questions that were put and how each was answered.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub lookups: Vec<Lookup>,
    /// The names that the answer led through (CNAME), in order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<PeerText>,
    /// Every address of the target, in the order in which they will be tried.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub addresses: Vec<IpAddr>,
    /// Addresses that the relay's policy does not let it connect to.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub forbidden: Vec<IpAddr>,
    /// How many more its policy does not let it connect to, which it tells nobody; absent where it tells all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub withheld: Option<u16>,
}

/// One question to the resolver.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ReadJson, WriteJson)]
pub struct Lookup {
    /// What was asked for.
    pub record: RecordKind,
    /// How many addresses the answer held.
    pub addresses: u16,
    /// The answer's response code; 0 is no error, 3 NXDOMAIN; absent where no usable answer came.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rcode: Option<u16>,
    /// Whether no answer came until the limit.
    #[serde(default)]
    pub silent: bool,
    /// How long the answer took.
    pub elapsed_ms: Elapsed,
}

/// The two kinds of address records.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ReadJson, WriteJson)]
pub enum RecordKind {
    /// IPv4.
    A,
    /// IPv6.
    #[serde(rename = "AAAA")]
    Aaaa,
}

/// TCP.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ReadJson, WriteJson)]
#[serde(default)]
pub struct ConnectFacts {
    /// The address in use: the first that answered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub used: Option<SocketAddr>,
    /// Every address that was tried, in that order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub dials: Vec<Dial>,
}

/// One attempt to open a TCP connection.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ReadJson, WriteJson)]
pub struct Dial {
    /// Where to.
    pub address: SocketAddr,
    /// How it ended.
    pub dialed: Dialed,
    /// How long that took.
    pub elapsed_ms: Elapsed,
}

/// How an attempt to open a TCP connection ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ReadJson, WriteJson)]
#[serde(tag = "result", rename_all = "snake_case")]
pub enum Dialed {
    /// The handshake was completed.
    Answered,
    /// RST to our SYN: something is there, and nothing listens. A reset after the handshake is no part of this; the
    /// connection had been answered then.
    Refused,
    /// An ICMP message or the relay's own routing table says that there is no way.
    Unreachable {
        /// Which of them.
        what: Unreachable,
    },
    /// Nothing came until the limit.
    Silent,
    /// The relay's own system forbade it (a local firewall).
    LocallyBlocked,
    /// The relay's own system could not try, such as for lack of sockets.
    LocalFault {
        /// Its errno.
        errno: i32,
    },
    /// Given up because the run ended first.
    Abandoned,
}

/// What a system reports for ICMP destination unreachable, and for its own routing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ReadJson, WriteJson)]
#[serde(rename_all = "snake_case")]
pub enum Unreachable {
    /// `EHOSTUNREACH`: host unreachable, administratively prohibited, or no answer to ARP.
    Host,
    /// `ENETUNREACH`: network unreachable, or no route of our own.
    Network,
}

/// X.224 connection request and confirm.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ReadJson, WriteJson)]
#[serde(default)]
pub struct NegotiateFacts {
    /// The protocols that were asked for: 1 SSL, 2 HYBRID, 8 HYBRID_EX ([MS-RDPBCGR] 2.2.1.1.1).
    pub requested: u32,
    /// The protocol that the server selected; 0 is Standard RDP Security. Absent where it named none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub selected: Option<u32>,
    /// The flags of the RDP Negotiation Response ([MS-RDPBCGR] 2.2.1.2.1).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub flags: Option<u8>,
    /// The failure code that a first offer was answered with, where a second connection then offered no protocol at all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refused_offer: Option<u32>,
    /// The server confirmed without negotiation data, as servers before that extension do; this selects Standard RDP
    /// Security.
    pub without_negotiation_data: bool,
    /// The second request, where the first got not one byte of an answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub second_try: Option<SecondTry>,
}

/// An X.224 request that was sent once more: on a new connection, with the same offer, without the routing cookie.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, ReadJson, WriteJson)]
pub struct SecondTry {
    /// How the first connection ended: closed, reset, or silent.
    pub first_end: TransportEnd,
    /// How long after the first request that was.
    pub first_elapsed_ms: Elapsed,
    /// How the second connection ended, where it got no answer either; absent where it got one, good or bad.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub second_end: Option<TransportEnd>,
}

/// TLS, or what stands in its place.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ReadJson, WriteJson)]
#[serde(default)]
pub struct SecureFacts {
    /// The version agreed on, as on the wire: 0x0303 is TLS 1.2, 0x0304 TLS 1.3.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<u16>,
    /// The cipher suite agreed on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cipher: Option<CipherSuite>,
    /// The certificates as the server sent them, its own first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub certificates: Vec<CertificateFacts>,
    /// The relay's clock when the certificate was seen, in seconds since 1970.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seen_at: Option<i64>,
    /// Whether the certificate covers the name or address that was asked for, by RFC 6125; absent without certificate.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name_matches: Option<bool>,
    /// Whether the server asked for a certificate of the client (RFC 8446 4.3.2). We have none to show.
    #[serde(skip_serializing_if = "core::ops::Not::not")]
    pub asks_certificate: bool,
    /// Where TLS failed: what a bare ClientHello of one version each was answered.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub hellos: Vec<TlsHello>,
    /// Standard RDP Security in place of TLS.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub standard: Option<StandardSecurity>,
}

/// One certificate.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ReadJson, WriteJson)]
#[serde(default)]
pub struct CertificateFacts {
    /// The subject's common name, or the whole subject where it has none.
    pub subject: PeerText,
    /// The issuer's common name, or the whole issuer where it has none.
    pub issuer: PeerText,
    /// Whether issuer and subject are the same.
    pub self_signed: bool,
    /// The DNS names and addresses of the subject alternative name; at most 32.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<PeerText>,
    /// Valid from, in seconds since 1970.
    pub not_before: i64,
    /// Valid until, in seconds since 1970.
    pub not_after: i64,
    /// The public key's algorithm: `RSA`, `EC` or an object identifier.
    pub key: PeerText,
    /// The public key's size in bits; 0 where unknown.
    pub key_bits: u16,
    /// The signature algorithm by its usual name, such as `sha256WithRSAEncryption`, or an object identifier.
    pub signature: PeerText,
    /// SHA-256 of the DER form, 64 hexadecimal digits.
    pub sha256: String,
    /// SHA-1 of the DER form, 40 hexadecimal digits: the thumbprint that Windows shows.
    pub sha1: String,
    /// Whether the extended key usage, where there is one, allows server authentication or remote desktop.
    pub server_usage: bool,
}

/// A ClientHello of one version only, and what came back.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ReadJson, WriteJson)]
pub struct TlsHello {
    /// The version that was offered: 0x0301 to 0x0303.
    pub offered: u16,
    /// What came back.
    pub answer: TlsHelloAnswer,
}

/// What a server does with a ClientHello.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ReadJson, WriteJson)]
#[serde(tag = "answer", rename_all = "snake_case")]
pub enum TlsHelloAnswer {
    /// It speaks this version.
    ServerHello {
        /// The version it picked.
        version: u16,
        /// The cipher suite it picked, by its IANA number.
        cipher: u16,
    },
    /// It refused with an alert.
    Alert {
        /// The AlertDescription.
        code: u8,
    },
    /// It closed the stream.
    Closed,
    /// It reset the connection.
    Reset,
    /// It said nothing until the limit.
    Silent,
    /// It answered with something that is no TLS.
    NotTls,
    /// It did not get as far as TLS this time.
    NotReached,
}

/// Standard RDP Security as the server's GCC response names it, [MS-RDPBCGR] 2.2.1.4.3.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ReadJson, WriteJson)]
pub struct StandardSecurity {
    /// encryptionMethod: 0 none, 1 40 bit, 8 56 bit, 2 128 bit, 16 FIPS.
    pub method: u32,
    /// encryptionLevel: 0 none, 1 low, 2 client compatible, 3 high, 4 FIPS.
    pub level: u32,
}

/// CredSSP, [MS-CSSP].
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ReadJson, WriteJson)]
#[serde(default)]
pub struct AuthenticateFacts {
    /// Whether the server insists on Network Level Authentication; absent where that was not found out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nla: Option<Nla>,
    /// Which form of the first token the server answered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub token: Option<TokenForm>,
    /// The server answered raw NTLMSSP and does not understand SPNEGO, without which there is no Kerberos.
    pub raw_ntlm_only: bool,
    /// SPNEGO said that the server takes none of the mechanisms offered, which were NTLM alone (RFC 4178 4.2.2).
    #[serde(skip_serializing_if = "core::ops::Not::not")]
    pub spnego_rejected: bool,
    /// The version field of the server's TSRequest, 2 to 6.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub credssp_version: Option<u32>,
    /// What the NTLM challenge tells about the computer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub challenge: Option<NtlmChallenge>,
    /// How far a client with an account came; absent where none was used, or it did not get to the password.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sign_in: Option<SignInStep>,
    /// What a second connection that offered TLS only was answered: the failure code of the negotiation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tls_only_failure: Option<u32>,
    /// How that second connection ended, where no negotiation answer came.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tls_only_end: Option<TransportEnd>,
}

/// What a client with an account has given away of its password.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ReadJson, WriteJson)]
#[serde(rename_all = "snake_case")]
pub enum SignInStep {
    /// It answered the server's challenge, which proves that it knows one.
    Answered,
    /// The server proved in turn who it is, and was given the password.
    Delegated,
}

/// How a stream ended that was expected to go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ReadJson, WriteJson)]
#[serde(rename_all = "snake_case")]
pub enum TransportEnd {
    /// FIN.
    Closed,
    /// RST.
    Reset,
    /// No answer until the limit.
    Silent,
    /// The TCP connection could not be opened again.
    NotConnected,
    /// The answer was no X.224 confirm.
    Garbled,
}

/// Whether the server insists on Network Level Authentication.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ReadJson, WriteJson)]
#[serde(rename_all = "snake_case")]
pub enum Nla {
    /// It takes nothing else.
    Required,
    /// It prefers NLA and also lets a client in without.
    Optional,
    /// It was offered NLA and chose to do without; it did not check any password at this stage.
    NotUsed,
}

/// The form of the first CredSSP token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ReadJson, WriteJson)]
#[serde(rename_all = "snake_case")]
pub enum TokenForm {
    /// SPNEGO, as mstsc sends.
    Spnego,
    /// Bare NTLMSSP.
    RawNtlm,
}

/// The CHALLENGE_MESSAGE of NTLM, [MS-NLMP] 2.2.1.2.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ReadJson, WriteJson)]
#[serde(default)]
pub struct NtlmChallenge {
    /// MsvAvNbComputerName.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub computer: Option<PeerText>,
    /// MsvAvNbDomainName; equal to the computer's name outside a domain.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub domain: Option<PeerText>,
    /// MsvAvDnsComputerName.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dns_computer: Option<PeerText>,
    /// MsvAvDnsDomainName.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dns_domain: Option<PeerText>,
    /// MsvAvDnsTreeName.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dns_forest: Option<PeerText>,
    /// The operating system's version: major, minor, build; absent where the server does not tell.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<(u8, u8, u16)>,
    /// The server's clock, in milliseconds since 1970; absent where the server does not tell.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub server_time_ms: Option<i64>,
    /// The server's clock minus ours, in milliseconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clock_offset_ms: Option<i64>,
}

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

/// The gateway's answer over HTTP, before anybody signs in.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ReadJson, WriteJson)]
#[serde(default)]
pub struct AnswerFacts {
    /// The status code, RFC 9110 15; absent where none came.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
    /// The authentication schemes that it offers, such as `Negotiate`, RFC 9110 11.6.1.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub schemes: Vec<PeerText>,
    /// What it calls itself in its Server field; absent where it does not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub server: Option<PeerText>,
}

/// The sign-in at the gateway.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ReadJson, WriteJson)]
#[serde(default)]
pub struct SignInFacts {
    /// The scheme that was used; absent where none was tried.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scheme: Option<PeerText>,
}

/// The gateway's tunnel and channel.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ReadJson, WriteJson)]
#[serde(default)]
pub struct TunnelFacts {
    /// The errorCode of the last response, [MS-TSGU] 2.2.6; absent where none came.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<u32>,
}
