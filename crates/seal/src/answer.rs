//! What a client that speaks RDCleanPath is told, in codes that deployed clients have words for.
//!
//! ironrdp-rdcleanpath's newer codes, 100 and up, read as "unknown error" in clients older than they are: code 1 with a
//! Windows Sockets number, a TLS alert or an HTTP status says the same to all of them.

use ironrdp_rdcleanpath::RDCleanPathPdu;
use wire::{Dialed, Failure, Unreachable};

use crate::tunnel::{Opened, Refusal};

/// That no connection stands; none where one does.
pub(crate) fn not_opened(opened: &Opened) -> Option<RDCleanPathPdu> {
    Some(match opened {
        Opened::Connected { .. } => return None,
        Opened::NotResolved { failure } => not_resolved(failure),
        Opened::NotConnected { dialed } => not_connected(*dialed),
        Opened::Refused { reason } => RDCleanPathPdu::new_http_error(http_status(*reason)),
    })
}

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "no other failure is one of looking up a name"
)]
fn not_resolved(failure: &Failure) -> RDCleanPathPdu {
    match failure {
        Failure::NameNotFound => RDCleanPathPdu::new_wsa_error(WSAHOST_NOT_FOUND),
        Failure::NoAddresses => RDCleanPathPdu::new_wsa_error(WSANO_DATA),
        Failure::AddressesRefused => RDCleanPathPdu::new_http_error(FORBIDDEN),
        _ => RDCleanPathPdu::new_wsa_error(WSATRY_AGAIN),
    }
}

fn not_connected(dialed: Dialed) -> RDCleanPathPdu {
    let code = match dialed {
        Dialed::Refused => WSAECONNREFUSED,
        Dialed::Silent => WSAETIMEDOUT,
        Dialed::Unreachable {
            what: Unreachable::Host,
            ..
        } => WSAEHOSTUNREACH,
        Dialed::Unreachable {
            what: Unreachable::Network,
            ..
        } => WSAENETUNREACH,
        Dialed::LocallyBlocked => WSAEACCES,
        Dialed::Answered | Dialed::LocalFault { .. } | Dialed::Abandoned => return RDCleanPathPdu::new_general_error(),
    };
    RDCleanPathPdu::new_wsa_error(code)
}

fn http_status(reason: Refusal) -> u16 {
    match reason {
        Refusal::Unreadable => 400,
        Refusal::BadToken => 401,
        Refusal::TargetForbidden => FORBIDDEN,
        Refusal::TooMany => 429,
        Refusal::Overloaded | Refusal::ShuttingDown => 503,
    }
}

/// That the connection came to nothing before TLS stood. `confirm` is the server's X.224 answer, where one came.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "what has no number of its own is a general error, whatever it is"
)]
pub(crate) fn not_secured(failure: &Failure, confirm: Option<&[u8]>) -> RDCleanPathPdu {
    match failure {
        Failure::NegotiationFailure { .. } | Failure::UnofferedProtocol { .. } => confirm
            .and_then(|confirm| RDCleanPathPdu::new_negotiation_error(confirm.to_vec()).ok())
            .unwrap_or_else(RDCleanPathPdu::new_general_error),
        Failure::TlsAlert { code } => RDCleanPathPdu::new_tls_error(*code),
        Failure::TimedOut { .. } | Failure::RunTimedOut => RDCleanPathPdu::new_wsa_error(WSAETIMEDOUT),
        Failure::Reset { .. } => RDCleanPathPdu::new_wsa_error(WSAECONNRESET),
        Failure::Closed { .. } => RDCleanPathPdu::new_wsa_error(WSAECONNABORTED),
        Failure::PathBroken => RDCleanPathPdu::new_wsa_error(WSAEHOSTUNREACH),
        _ => RDCleanPathPdu::new_general_error(),
    }
}

/// That the request cannot be read.
pub(crate) fn unreadable() -> RDCleanPathPdu {
    RDCleanPathPdu::new_http_error(http_status(Refusal::Unreadable))
}

/// That the server does without TLS, which a proxy of this kind cannot carry.
pub(crate) fn without_tls(confirm: &[u8]) -> RDCleanPathPdu {
    RDCleanPathPdu::new_negotiation_error(confirm.to_vec()).unwrap_or_else(|_| RDCleanPathPdu::new_general_error())
}

const FORBIDDEN: u16 = 403;
// Windows Sockets Error Codes, by their names there.
const WSAEACCES: u16 = 10_013;
const WSAENETUNREACH: u16 = 10_051;
const WSAECONNABORTED: u16 = 10_053;
const WSAECONNRESET: u16 = 10_054;
const WSAETIMEDOUT: u16 = 10_060;
const WSAECONNREFUSED: u16 = 10_061;
const WSAEHOSTUNREACH: u16 = 10_065;
const WSAHOST_NOT_FOUND: u16 = 11_001;
const WSATRY_AGAIN: u16 = 11_002;
const WSANO_DATA: u16 = 11_004;
