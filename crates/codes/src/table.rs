//! The code spaces, and who shows the numbers of each.

use super::program::Notation::{Decimal, Hex, Signed, WideHex};
use super::program::Program::{
    ActiveXHost, EventLog, FreeRdp, Gateway, Guacamole, IronRdp, Mstsc, Rdesktop, Remmina, RemoteAssistance, System,
    Trace, VirtualDesktop, WindowsAppOnAndroid, WindowsAppOnIos, WindowsAppOnMac, WindowsAppOnWindows,
};
use super::program::Role::{
    Alert, ClientReason, Errno, Error, Exit, Extended, Fatal, Field, Http, Negotiation, SessionReason, Status,
};
use super::program::Shown;

/// A code space: numbers that one party defined together. The same number means another thing in another space.
///
/// The order is that in which meanings are told: what people see first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Table {
    /// Error codes that Windows App and Microsoft Remote Desktop were seen with.
    WindowsAppCode,
    /// Disconnect reasons of Microsoft's control and of mstsc.
    MstscDisconnectReason,
    /// The same where a gateway is in the way.
    MstscGatewayCode,
    /// What the last byte of a disconnect reason has in common with others.
    MstscReasonClass,
    /// Extended disconnect reasons.
    ExtendedDisconnectReason,
    /// Set Error Info, [MS-RDPBCGR] 2.2.5.1.1.
    Errinfo,
    /// Reasons in event 40 of LocalSessionManager.
    WindowsEvent40Reason,
    /// FreeRDP's own reasons.
    FreerdpErrconnect,
    /// The classes of FreeRDP's numbers.
    FreerdpErrorClass,
    /// Exit statuses of xfreerdp.
    XfreerdpExit,
    /// Exit statuses of rdesktop.
    RdesktopExit,
    /// NTSTATUS values of sign-in.
    CredsspNtstatus,
    /// Errors of the security packages.
    SspiSecE,
    /// Errors of a gateway, [MS-TSGU] 2.2.6.
    TsgEProxy,
    /// HTTP statuses of a gateway.
    GatewayHttpStatus,
    /// Errors of Azure Virtual Desktop's diagnostics.
    AvdConnectionError,
    /// RDP Negotiation Failure, [MS-RDPBCGR] 2.2.1.2.2.
    RdpNegFailure,
    /// TLS alerts, RFC 8446 6.
    TlsAlert,
    /// Licensing errors, [MS-RDPBCGR] 2.2.1.12.1.3.
    LicenseErrorCode,
    /// What follows a licensing error.
    LicenseStateTransition,
    /// Logon errors, [MS-RDPBCGR] 2.2.10.1.1.4.1.1.
    LogonErrorNotification,
    /// Early User Authorization Result, [MS-RDPBCGR] 2.2.10.2.
    EarlyUserAuthResult,
    /// RDSTLS results.
    RdstlsResult,
    /// Reasons of an MCS Disconnect Provider Ultimatum, T.125.
    McsDisconnectReason,
    /// Results of MCS, T.125.
    T125McsResult,
    /// Errors of sockets, by number of Linux, Windows and macOS.
    SocketError,
    /// Response codes of DNS, RFC 6895.
    DnsRcode,
    /// ICMP destination unreachable, RFC 792.
    IcmpUnreachable,
    /// Errors of Kerberos, RFC 4120.
    KerberosError,
    /// Reasons of an X.224 Disconnect Request.
    X224DrReason,
    /// Message codes of X.224.
    X224Tpdu,
    /// Security protocols, one bit each.
    RdpSecurityProtocol,
    /// Flags of the negotiation's request.
    RdpNegReqFlag,
    /// Flags of the negotiation's response.
    RdpNegRspFlag,
    /// Kinds of negotiation blocks.
    RdpNegotiationType,
    /// Fatal errors of Microsoft's control.
    MstscFatalError,
    /// Errors of Remote Assistance.
    MsraSaferror,
    /// Errors of Windows itself: HRESULT and NTSTATUS values that have nothing to do with a sign-in.
    WindowsError,
    /// Events of Windows' log. Their numbers are no codes, and only count with their provider.
    WindowsEvent,
    /// What sentences and lines of logs say without any number.
    Statement,
}

impl Table {
    /// Every code space, in the order in which meanings are told; without what has no numbers of its own.
    pub const ALL: [Self; 38] = [
        Self::WindowsAppCode,
        Self::MstscDisconnectReason,
        Self::MstscGatewayCode,
        Self::MstscReasonClass,
        Self::ExtendedDisconnectReason,
        Self::Errinfo,
        Self::WindowsEvent40Reason,
        Self::FreerdpErrconnect,
        Self::FreerdpErrorClass,
        Self::XfreerdpExit,
        Self::RdesktopExit,
        Self::CredsspNtstatus,
        Self::SspiSecE,
        Self::TsgEProxy,
        Self::GatewayHttpStatus,
        Self::AvdConnectionError,
        Self::RdpNegFailure,
        Self::TlsAlert,
        Self::LicenseErrorCode,
        Self::LicenseStateTransition,
        Self::LogonErrorNotification,
        Self::EarlyUserAuthResult,
        Self::RdstlsResult,
        Self::McsDisconnectReason,
        Self::T125McsResult,
        Self::SocketError,
        Self::DnsRcode,
        Self::IcmpUnreachable,
        Self::KerberosError,
        Self::X224DrReason,
        Self::X224Tpdu,
        Self::RdpSecurityProtocol,
        Self::RdpNegReqFlag,
        Self::RdpNegRspFlag,
        Self::RdpNegotiationType,
        Self::MstscFatalError,
        Self::MsraSaferror,
        Self::WindowsError,
    ];

    /// The name in the data file; with `-` for `_`, the part of its message's key in the locale.
    pub fn name(self) -> &'static str {
        match self {
            Self::WindowsAppCode => "windows_app_code",
            Self::MstscDisconnectReason => "mstsc_disconnect_reason",
            Self::MstscGatewayCode => "mstsc_gateway_code",
            Self::MstscReasonClass => "mstsc_reason_class",
            Self::ExtendedDisconnectReason => "extended_disconnect_reason",
            Self::Errinfo => "errinfo",
            Self::WindowsEvent40Reason => "windows_event40_reason",
            Self::FreerdpErrconnect => "freerdp_errconnect",
            Self::FreerdpErrorClass => "freerdp_error_class",
            Self::XfreerdpExit => "xfreerdp_exit",
            Self::RdesktopExit => "rdesktop_exit",
            Self::CredsspNtstatus => "credssp_ntstatus",
            Self::SspiSecE => "sspi_sec_e",
            Self::TsgEProxy => "tsg_e_proxy",
            Self::GatewayHttpStatus => "gateway_http_status",
            Self::AvdConnectionError => "avd_connection_error",
            Self::RdpNegFailure => "rdp_neg_failure",
            Self::TlsAlert => "tls_alert",
            Self::LicenseErrorCode => "license_error_code",
            Self::LicenseStateTransition => "license_state_transition",
            Self::LogonErrorNotification => "logon_error_notification",
            Self::EarlyUserAuthResult => "early_user_auth_result",
            Self::RdstlsResult => "rdstls_result",
            Self::McsDisconnectReason => "mcs_disconnect_reason",
            Self::T125McsResult => "t125_mcs_result",
            Self::SocketError => "socket_error",
            Self::DnsRcode => "dns_rcode",
            Self::IcmpUnreachable => "icmp_unreachable",
            Self::KerberosError => "kerberos_error",
            Self::X224DrReason => "x224_dr_reason",
            Self::X224Tpdu => "x224_tpdu",
            Self::RdpSecurityProtocol => "rdp_security_protocol",
            Self::RdpNegReqFlag => "rdp_neg_req_flag",
            Self::RdpNegRspFlag => "rdp_neg_rsp_flag",
            Self::RdpNegotiationType => "rdp_negotiation_type",
            Self::MstscFatalError => "mstsc_fatal_error",
            Self::MsraSaferror => "msra_saferror",
            Self::WindowsError => "windows_error",
            Self::WindowsEvent => "windows_event",
            Self::Statement => "statement",
        }
    }

    /// By whom, as what and how its numbers are shown; the first is the usual one.
    pub fn shown(self) -> &'static [Shown] {
        match self {
            Self::WindowsAppCode => WINDOWS_APP_CODE,
            Self::MstscDisconnectReason | Self::MstscGatewayCode => DISCONNECT_REASON,
            Self::MstscReasonClass => REASON_CLASS,
            Self::ExtendedDisconnectReason => EXTENDED_REASON,
            Self::Errinfo => ERRINFO,
            Self::WindowsEvent40Reason => const { &[Shown::own(EventLog, SessionReason, Decimal)] },
            Self::FreerdpErrconnect | Self::FreerdpErrorClass => FREERDP,
            Self::XfreerdpExit => const { &[Shown::own(FreeRdp, Exit, Decimal)] },
            Self::RdesktopExit => const { &[Shown::own(Rdesktop, Exit, Decimal)] },
            Self::CredsspNtstatus => NTSTATUS,
            Self::SspiSecE => SECURITY_PACKAGE,
            Self::TsgEProxy => GATEWAY_ERROR,
            Self::GatewayHttpStatus => {
                const { &[Shown::own(Gateway, Http, Decimal), Shown::own(FreeRdp, Http, Decimal)] }
            }
            Self::AvdConnectionError => const { &[Shown::own(VirtualDesktop, Error, Decimal)] },
            Self::RdpNegFailure => NEGOTIATION,
            Self::TlsAlert => ALERT,
            Self::SocketError => SOCKET,
            Self::LogonErrorNotification => LOGON_ERROR,
            Self::KerberosError => {
                const {
                    &[
                        Shown::own(Trace, Field, Decimal),
                        Shown::own(EventLog, Status, Hex),
                        Shown::own(FreeRdp, Status, Decimal),
                    ]
                }
            }
            Self::LicenseErrorCode
            | Self::LicenseStateTransition
            | Self::EarlyUserAuthResult
            | Self::RdstlsResult
            | Self::McsDisconnectReason
            | Self::T125McsResult => const { &[Shown::own(Trace, Field, Hex), Shown::own(FreeRdp, Field, Decimal)] },
            Self::DnsRcode | Self::IcmpUnreachable => const { &[Shown::own(Trace, Field, Decimal)] },
            Self::X224DrReason
            | Self::X224Tpdu
            | Self::RdpSecurityProtocol
            | Self::RdpNegReqFlag
            | Self::RdpNegRspFlag
            | Self::RdpNegotiationType => const { &[Shown::own(Trace, Field, Hex)] },
            Self::MstscFatalError => const { &[Shown::own(ActiveXHost, Fatal, Decimal)] },
            Self::MsraSaferror => const { &[Shown::own(RemoteAssistance, Error, Decimal)] },
            Self::WindowsError => WINDOWS_ERROR,
            Self::WindowsEvent | Self::Statement => &[],
        }
    }

    /// Whether a symbol of this space is recognised inside a text. The others are everyday words.
    pub(super) fn has_telling_symbols(self) -> bool {
        !matches!(
            self,
            Self::GatewayHttpStatus
                | Self::X224DrReason
                | Self::X224Tpdu
                | Self::IcmpUnreachable
                | Self::MstscReasonClass
        )
    }
}

const WINDOWS_APP_CODE: &[Shown] = &[
    Shown::own(WindowsAppOnWindows, Error, Hex),
    Shown::own(WindowsAppOnMac, Error, Hex),
    Shown::own(WindowsAppOnIos, Error, Hex),
    Shown::own(WindowsAppOnAndroid, Error, Hex),
];

const DISCONNECT_REASON: &[Shown] = &[
    Shown::own(Mstsc, Error, Hex),
    Shown::own(ActiveXHost, Error, Decimal),
    Shown::own(EventLog, ClientReason, Decimal),
    Shown::assumed(WindowsAppOnWindows, Error, Hex),
    Shown::assumed(WindowsAppOnMac, Error, Hex),
    Shown::assumed(WindowsAppOnIos, Error, Hex),
    Shown::assumed(WindowsAppOnAndroid, Error, Hex),
];

const REASON_CLASS: &[Shown] = &[
    Shown::own(Mstsc, Error, Hex),
    Shown::own(ActiveXHost, Error, Decimal),
    Shown::own(EventLog, ClientReason, Decimal),
    Shown::own(WindowsAppOnWindows, Error, Hex),
    Shown::own(WindowsAppOnMac, Error, Hex),
    Shown::own(WindowsAppOnIos, Error, Hex),
    Shown::own(WindowsAppOnAndroid, Error, Hex),
];

const EXTENDED_REASON: &[Shown] = &[
    Shown::own(Mstsc, Extended, Hex),
    Shown::own(ActiveXHost, Extended, Decimal),
    Shown::own(WindowsAppOnWindows, Extended, Hex),
    Shown::own(WindowsAppOnMac, Extended, Hex),
    Shown::own(WindowsAppOnIos, Extended, Hex),
    Shown::own(WindowsAppOnAndroid, Extended, Hex),
];

/// What the server sends with Set Error Info is what Microsoft's programs show as the extended code.
const ERRINFO: &[Shown] = &[
    Shown::own(FreeRdp, Error, WideHex),
    Shown::own(Remmina, Error, WideHex),
    Shown::own(Guacamole, Error, Hex),
    Shown::own(IronRdp, Error, Hex),
    Shown::own(EventLog, Field, Hex),
    Shown::own(Trace, Field, Hex),
    Shown::continued(Mstsc, Extended, Hex),
    Shown::continued(ActiveXHost, Extended, Decimal),
    Shown::continued(WindowsAppOnWindows, Extended, Hex),
    Shown::continued(WindowsAppOnMac, Extended, Hex),
    Shown::continued(WindowsAppOnIos, Extended, Hex),
    Shown::continued(WindowsAppOnAndroid, Extended, Hex),
];

const FREERDP: &[Shown] = &[
    Shown::own(FreeRdp, Error, WideHex),
    Shown::own(Remmina, Error, WideHex),
    Shown::own(Guacamole, Error, WideHex),
];

const NTSTATUS: &[Shown] = &[
    Shown::own(FreeRdp, Status, WideHex),
    Shown::own(EventLog, Status, WideHex),
    Shown::own(IronRdp, Status, WideHex),
    Shown::own(Remmina, Status, WideHex),
    Shown::own(Guacamole, Status, WideHex),
    Shown::own(Mstsc, Status, WideHex),
    Shown::own(ActiveXHost, Status, Signed),
    Shown::own(Trace, Field, WideHex),
];

const SECURITY_PACKAGE: &[Shown] = &[
    Shown::own(Mstsc, Status, WideHex),
    Shown::own(ActiveXHost, Status, Signed),
    Shown::own(FreeRdp, Status, WideHex),
    Shown::own(Remmina, Status, WideHex),
    Shown::own(Guacamole, Status, WideHex),
    Shown::own(EventLog, Status, WideHex),
];

const WINDOWS_ERROR: &[Shown] = &[
    Shown::own(Mstsc, Status, WideHex),
    Shown::own(ActiveXHost, Status, Signed),
    Shown::own(WindowsAppOnWindows, Status, WideHex),
    Shown::own(EventLog, Status, WideHex),
];

const GATEWAY_ERROR: &[Shown] = &[
    Shown::own(Gateway, Error, WideHex),
    Shown::own(Mstsc, Status, WideHex),
    Shown::own(FreeRdp, Field, WideHex),
    Shown::own(EventLog, Status, Decimal),
];

const NEGOTIATION: &[Shown] = &[
    Shown::own(FreeRdp, Negotiation, WideHex),
    Shown::own(IronRdp, Negotiation, Hex),
    Shown::own(Remmina, Negotiation, WideHex),
    Shown::own(Rdesktop, Negotiation, Hex),
    Shown::own(Trace, Field, Hex),
];

const ALERT: &[Shown] = &[
    Shown::own(EventLog, Alert, Decimal),
    Shown::own(FreeRdp, Alert, Decimal),
    Shown::own(Remmina, Alert, Decimal),
    Shown::own(Guacamole, Alert, Decimal),
    Shown::own(Trace, Field, Decimal),
];

const SOCKET: &[Shown] = &[
    Shown::own(System, Errno, Decimal),
    Shown::own(FreeRdp, Errno, Decimal),
    Shown::own(Remmina, Errno, Decimal),
    Shown::own(Guacamole, Errno, Decimal),
    Shown::own(Rdesktop, Errno, Decimal),
    Shown::own(IronRdp, Errno, Decimal),
];

const LOGON_ERROR: &[Shown] = &[
    Shown::own(ActiveXHost, Field, Signed),
    Shown::own(FreeRdp, Field, WideHex),
    Shown::own(Trace, Field, WideHex),
];
