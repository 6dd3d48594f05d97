use serde::{Deserialize, Serialize};

use crate::json::{ReadJson, WriteJson};
use crate::{Pdu, PeerText};

/// How a stage that did not pass ended. What it means is for `diagnosis` to say.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ReadJson, WriteJson)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Failure {
    /// The resolver says that no such name exists (NXDOMAIN).
    NameNotFound,
    /// The name exists, but has neither an IPv4 nor an IPv6 address.
    NoAddresses,
    /// The resolver could not get an answer, or answered with an error.
    LookupFailed {
        /// The response code of RFC 1035 4.1.1 and RFC 6895, 2 for SERVFAIL, 5 for REFUSED; absent where no usable answer came.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        rcode: Option<u16>,
    },
    /// The relay's policy forbids every address of the name.
    AddressesRefused,
    /// No address took the connection; the attempts are in the facts.
    NoConnection,
    /// The peer ended the stream in an orderly way (FIN).
    Closed {
        /// Bytes of this stage's answer that had come.
        received: u32,
    },
    /// The peer, or something on the path, reset the connection (RST).
    Reset {
        /// Bytes of this stage's answer that had come.
        received: u32,
    },
    /// The limit passed without a whole answer; the connection stayed open.
    TimedOut {
        /// Bytes of this stage's answer that had come.
        received: u32,
    },
    /// The path broke under an open connection, such as by an ICMP unreachable.
    PathBroken,
    /// The first answer is not of the protocol that was asked in: RDP's, or a gateway's TLS and HTTP.
    NotRdp {
        /// Whose answer it looks like.
        service: Service,
    },
    /// What answers where a gateway is expected refuses over HTTP, or is none.
    HttpStatus {
        /// The status code, RFC 9110 15.
        status: u16,
    },
    /// A gateway that had let the account sign in refuses it, its device or the computer, [MS-TSGU] 2.2.6.
    GatewayRefused {
        /// The errorCode of its response, such as 0x800759DA for a resource that its policy does not allow.
        code: u32,
    },
    /// RDP Negotiation Failure, [MS-RDPBCGR] 2.2.1.2.2.
    NegotiationFailure {
        /// The failureCode field; 1 to 7 are documented.
        code: u32,
    },
    /// The server picked a protocol that was not offered.
    UnofferedProtocol {
        /// The selectedProtocol field, [MS-RDPBCGR] 2.2.1.2.1.
        selected: u32,
    },
    /// X.224 Disconnect Request instead of a confirm.
    DisconnectRequest {
        /// The reason octet of X.224 13.5.
        reason: u8,
    },
    /// An answer in the right protocol that cannot be read, or that is longer than it may be.
    Malformed {
        /// The PDU that was expected.
        expected: Pdu,
    },
    /// The PDU that was expected, in a form that we cannot read; another program may.
    Unreadable {
        /// Which one.
        pdu: Pdu,
    },
    /// A PDU that can be read, but has no place here.
    UnexpectedPdu {
        /// What would have been in order.
        expected: Pdu,
        /// What came.
        received: Pdu,
    },
    /// The peer sent a TLS alert, RFC 8446 6.
    TlsAlert {
        /// The AlertDescription, such as 40 for `handshake_failure`.
        code: u8,
    },
    /// The TLS handshake cannot go on, by our side's judgement.
    TlsUnusable {
        /// What is wrong with the peer's messages.
        fault: TlsFault,
    },
    /// CredSSP ended with a status, [MS-CSSP] 2.2.1 errorCode.
    CredsspStatus {
        /// The NTSTATUS.
        status: u32,
    },
    /// The KDC of the account's domain gave no ticket, RFC 4120.
    Kdc {
        /// The error-code, RFC 4120 7.5.9; absent where no answer came that leads on.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        code: Option<u32>,
    },
    /// MCS Connect Response or Attach User Confirm with another result than `rt-successful`, T.125.
    McsRefused {
        /// The result, 1 to 15.
        result: u8,
    },
    /// The server did not admit us to a channel it had named.
    ChannelRefused {
        /// The MCS channel id.
        channel: u16,
        /// The channel that it confirmed in the place of that one; absent where it refused.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        confirmed: Option<u16>,
    },
    /// MCS Disconnect Provider Ultimatum, T.125.
    Ultimatum {
        /// The reason, 0 to 4; RDP servers use 1 and 3.
        reason: u8,
    },
    /// The server said with Set Error Info why it ends the session, [MS-RDPBCGR] 2.2.5.1.1.
    ErrorInfo {
        /// The errorInfo field; HRESULTs occur, too.
        code: u32,
    },
    /// Licensing Error Message, [MS-RDPBCGR] 2.2.1.12.1.3.
    LicenseError {
        /// The dwErrorCode field.
        code: u32,
        /// The dwStateTransition field.
        transition: u32,
    },
    /// The server points to another one; that is shown and never followed.
    Redirected,
    /// The server deactivated the session more often than any working one does.
    DeactivateLoop {
        /// How many Deactivate All PDUs came.
        times: u8,
    },
    /// The client of a sign-in ended it by itself: what had come from the computer could be read and had its place.
    ClientGaveUp,
    /// The whole run's time was used up while this stage was under way.
    RunTimedOut,
}

/// Whose answer came where RDP's was expected.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ReadJson, WriteJson)]
#[serde(tag = "name", rename_all = "snake_case")]
pub enum Service {
    /// Secure Shell.
    Ssh {
        /// Its identification string.
        banner: PeerText,
    },
    /// HTTP, as a web server or a gateway.
    Http {
        /// Its status line.
        banner: PeerText,
    },
    /// A TLS endpoint that expects TLS from the first byte.
    Tls,
    /// A mail server.
    Smtp {
        /// Its greeting.
        banner: PeerText,
    },
    /// FTP.
    Ftp {
        /// Its greeting.
        banner: PeerText,
    },
    /// VNC (RFB).
    Vnc {
        /// Its protocol version.
        banner: PeerText,
    },
    /// POP3 or IMAP.
    Mail {
        /// Its greeting.
        banner: PeerText,
    },
    /// MySQL or MariaDB.
    Mysql,
    /// SMB file sharing.
    Smb,
    /// Another one whose greeting is known.
    Other {
        /// Its protocol, in the words of its own field.
        protocol: PeerText,
        /// Its first line.
        banner: PeerText,
    },
    /// MCS without X.224 in front: an RDP server that skipped the confirm.
    BareMcs,
    /// None that we know.
    Unknown,
}

/// What made our side give up a TLS handshake.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ReadJson, WriteJson)]
#[serde(rename_all = "snake_case")]
pub enum TlsFault {
    /// Bytes that are no TLS record.
    NotTls,
    /// The server picked a version or a cipher suite that we did not offer or cannot do.
    NothingInCommon,
    /// The certificate cannot be read, or there is none.
    BadCertificate,
    /// The handshake's signature is wrong: the server does not hold its certificate's key.
    BadSignature,
    /// A message that breaks the protocol.
    ProtocolViolation,
    /// More certificates, or longer ones, than the limits allow.
    TooLarge,
}
