//! What a check sees of the very thing that a code names.

use wire::{Dialed, Failure, Signal, Stage, Unreachable};

use crate::row::{Place, Row};
use crate::table::Table;

/// How a check comes upon something.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Observation {
    /// A stage ends so.
    Failed(Stage, Failure),
    /// The attempts to connect end so.
    Dialed(Dialed),
    /// The server says so, and ends the conversation.
    Said(Stage, Signal),
}

/// What a check sees where a program shows this code; absent where the code names a step and not what happened there.
pub(super) fn observed(row: &Row) -> Option<Observation> {
    let number = row.number;
    let octet = u8::try_from(number).ok();
    match row.table {
        Table::Errinfo | Table::ExtendedDisconnectReason | Table::WindowsEvent40Reason => reason(number),
        Table::WindowsAppCode | Table::MstscDisconnectReason => microsoft(number),
        Table::FreerdpErrconnect => freerdp(number),
        Table::XfreerdpExit => exit(number).or_else(|| xfreerdp(number)),
        Table::RdesktopExit => exit(number),
        Table::CredsspNtstatus => status(number),
        // What the packages say of TLS is no status of the sign-in.
        Table::SspiSecE => status(number).filter(|_| row.place != Place::Secure),
        Table::KerberosError => kerberos(number),
        Table::EarlyUserAuthResult => status(number).and_then(|_| status(LOGON_TYPE_NOT_GRANTED)),
        Table::RdstlsResult => rdstls(number),
        Table::RdpNegFailure => negotiation(number),
        Table::TlsAlert => failed(Stage::Secure, Failure::TlsAlert { code: octet? }),
        Table::LicenseErrorCode => {
            let transition = TOTAL_ABORT;
            failed(
                Stage::License,
                Failure::LicenseError {
                    code: number,
                    transition,
                },
            )
        }
        Table::LogonErrorNotification => {
            let said = Signal::LogonError {
                notification: number,
                data: 0,
            };
            Some(Observation::Said(Stage::Desktop, said))
        }
        Table::McsDisconnectReason => failed(Stage::Stay, Failure::Ultimatum { reason: octet? }),
        Table::T125McsResult => failed(Stage::Settings, Failure::McsRefused { result: octet? }),
        Table::X224DrReason => failed(Stage::Negotiate, Failure::DisconnectRequest { reason: octet? }),
        Table::DnsRcode => lookup(number),
        Table::SocketError => socket(number),
        Table::IcmpUnreachable => icmp(number),
        Table::MstscGatewayCode
        | Table::MstscReasonClass
        | Table::FreerdpErrorClass
        | Table::TsgEProxy
        | Table::GatewayHttpStatus
        | Table::AvdConnectionError
        | Table::LicenseStateTransition
        | Table::X224Tpdu
        | Table::RdpSecurityProtocol
        | Table::RdpNegReqFlag
        | Table::RdpNegRspFlag
        | Table::RdpNegotiationType
        | Table::MstscFatalError
        | Table::MsraSaferror
        | Table::WindowsError
        | Table::WindowsEvent
        | Table::Statement => None,
    }
}

fn failed(at: Stage, failure: Failure) -> Option<Observation> {
    Some(Observation::Failed(at, failure))
}

/// A reason that the server sends with Set Error Info.
fn reason(code: u32) -> Option<Observation> {
    failed(Stage::Stay, Failure::ErrorInfo { code }).filter(|_| code != 0)
}

/// The exit statuses of rdesktop and xfreerdp that count the reasons of Set Error Info: those of licensing from 16 on.
fn exit(number: u32) -> Option<Observation> {
    match number {
        0..FIRST_LICENSE_EXIT => reason(number),
        FIRST_LICENSE_EXIT..=LAST_LICENSE_EXIT => reason(FIRST_LICENSE_REASON + number - FIRST_LICENSE_EXIT),
        _ => None,
    }
}

fn status(status: u32) -> Option<Observation> {
    failed(Stage::Authenticate, Failure::CredsspStatus { status }).filter(|_| status != 0)
}

fn negotiation(code: u32) -> Option<Observation> {
    failed(Stage::Negotiate, Failure::NegotiationFailure { code })
}

/// A response code of DNS.
fn lookup(rcode: u32) -> Option<Observation> {
    let failure = match rcode {
        NXDOMAIN => Failure::NameNotFound,
        other => Failure::LookupFailed {
            rcode: u16::try_from(other).ok(),
        },
    };
    failed(Stage::Resolve, failure)
}

/// The disconnect reasons of Microsoft's programs that name an account's state.
fn microsoft(number: u32) -> Option<Observation> {
    match number {
        0x7 => reason(DENIED),
        0x807 => status(LOGON_FAILURE),
        0xA07 => status(NO_SUCH_USER),
        0xB07 => status(ACCOUNT_DISABLED),
        0xC07 => status(ACCOUNT_RESTRICTION),
        0xD07 => status(ACCOUNT_LOCKED_OUT),
        0xE07 => status(ACCOUNT_EXPIRED),
        0xF07 => status(PASSWORD_EXPIRED),
        0x1007 => status(INVALID_LOGON_HOURS),
        0x1107 => status(INVALID_WORKSTATION),
        0x1207 => status(PASSWORD_MUST_CHANGE),
        0x1307 => status(LOGON_TYPE_NOT_GRANTED),
        0x1807 => status(NO_LOGON_SERVERS),
        0x1D07 => status(TIME_DIFFERENCE),
        0x2407 => status(LOGON_TYPE_NOT_GRANTED),
        0x2107 => reason(FRESH_CREDENTIALS),
        0xB09 => negotiation(HYBRID_REQUIRED),
        _ => None,
    }
}

fn freerdp(number: u32) -> Option<Observation> {
    match number {
        0x20004 => lookup(SERVFAIL),
        0x20005 => lookup(NXDOMAIN),
        0x20009 | 0x20014 => status(LOGON_FAILURE),
        0x2000A | 0x2001A => status(LOGON_TYPE_NOT_GRANTED),
        0x2000E | 0x2000F => status(PASSWORD_EXPIRED),
        0x20010 | 0x20012 => status(ACCOUNT_DISABLED),
        0x20011 => status(NO_LOGON_SERVERS),
        0x20013 => status(PASSWORD_MUST_CHANGE),
        0x20015 => status(WRONG_PASSWORD),
        0x20016 => status(ACCESS_DENIED),
        0x20017 => status(ACCOUNT_RESTRICTION),
        0x20018 => status(ACCOUNT_LOCKED_OUT),
        0x20019 => status(ACCOUNT_EXPIRED),
        0x2001C => failed(Stage::Capabilities, Failure::TimedOut { received: 0 }),
        0x2001E => negotiation(HYBRID_REQUIRED),
        _ => None,
    }
}

/// The exit statuses of xfreerdp that stand for errors of FreeRDP.
fn xfreerdp(number: u32) -> Option<Observation> {
    let error = match number {
        132 => 0x20009,
        134 => 0x20014,
        135 => 0x20018,
        139 => 0x20004,
        140 => 0x20005,
        144 => 0x2000A,
        148 => 0x2000E,
        149 => 0x20013,
        150 => 0x20011,
        151 => 0x20012,
        152 => 0x2000F,
        153 => 0x20010,
        154 => 0x20015,
        155 => 0x20016,
        156 => 0x20017,
        157 => 0x20019,
        158 => 0x2001A,
        161 => 0x2001E,
        _ => return None,
    };
    freerdp(error)
}

fn kerberos(number: u32) -> Option<Observation> {
    match number {
        6 => status(NO_SUCH_USER),
        18 => status(ACCOUNT_DISABLED),
        23 => status(PASSWORD_EXPIRED),
        24 => status(WRONG_PASSWORD),
        37 => status(TIME_DIFFERENCE),
        _ => None,
    }
}

fn rdstls(number: u32) -> Option<Observation> {
    match number {
        0x5 => status(LOGON_TYPE_NOT_GRANTED),
        0x52E => status(LOGON_FAILURE),
        0x530 => status(INVALID_LOGON_HOURS),
        0x532 => status(PASSWORD_EXPIRED),
        0x533 => status(ACCOUNT_DISABLED),
        0x773 => status(PASSWORD_MUST_CHANGE),
        0x775 => status(ACCOUNT_LOCKED_OUT),
        _ => None,
    }
}

fn socket(number: u32) -> Option<Observation> {
    match number {
        111 => Some(Observation::Dialed(Dialed::Refused)),
        110 => Some(Observation::Dialed(Dialed::Silent)),
        113 => Some(unreachable(Unreachable::Host)),
        101 => Some(unreachable(Unreachable::Network)),
        11001 => lookup(NXDOMAIN),
        11002 => failed(Stage::Resolve, Failure::LookupFailed { rcode: None }),
        11003 => lookup(SERVFAIL),
        11004 => failed(Stage::Resolve, Failure::NoAddresses),
        _ => None,
    }
}

fn icmp(code: u32) -> Option<Observation> {
    match code {
        0 => Some(unreachable(Unreachable::Network)),
        1 | 9 | 10 | 13 => Some(unreachable(Unreachable::Host)),
        _ => None,
    }
}

fn unreachable(what: Unreachable) -> Observation {
    Observation::Dialed(Dialed::unreachable(what))
}

/// [MS-RDPBCGR] 2.2.5.1.1: ERRINFO_LICENSE_INTERNAL.
const FIRST_LICENSE_REASON: u32 = 0x100;
const FIRST_LICENSE_EXIT: u32 = 16;
const LAST_LICENSE_EXIT: u32 = 26;
/// ERRINFO_SERVER_DENIED_CONNECTION.
const DENIED: u32 = 7;
/// ERRINFO_SERVER_FRESH_CREDENTIALS_REQUIRED.
const FRESH_CREDENTIALS: u32 = 0xA;
/// [MS-RDPBCGR] 2.2.1.2.2.
const HYBRID_REQUIRED: u32 = 5;
/// [MS-RDPBCGR] 2.2.1.12.1.3: ST_TOTAL_ABORT.
const TOTAL_ABORT: u32 = 1;
/// RFC 1035 4.1.1.
const SERVFAIL: u32 = 2;
const NXDOMAIN: u32 = 3;
// [MS-ERREF] 2.3.1.
const ACCESS_DENIED: u32 = 0xC000_0022;
const NO_LOGON_SERVERS: u32 = 0xC000_005E;
const NO_SUCH_USER: u32 = 0xC000_0064;
const WRONG_PASSWORD: u32 = 0xC000_006A;
const LOGON_FAILURE: u32 = 0xC000_006D;
const ACCOUNT_RESTRICTION: u32 = 0xC000_006E;
const INVALID_LOGON_HOURS: u32 = 0xC000_006F;
const INVALID_WORKSTATION: u32 = 0xC000_0070;
const PASSWORD_EXPIRED: u32 = 0xC000_0071;
const ACCOUNT_DISABLED: u32 = 0xC000_0072;
const TIME_DIFFERENCE: u32 = 0xC000_0133;
const LOGON_TYPE_NOT_GRANTED: u32 = 0xC000_015B;
const ACCOUNT_EXPIRED: u32 = 0xC000_0193;
const PASSWORD_MUST_CHANGE: u32 = 0xC000_0224;
const ACCOUNT_LOCKED_OUT: u32 = 0xC000_0234;
