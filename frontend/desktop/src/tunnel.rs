//! The relay's messages on a tunnel, read as the page reads its own: serde's derives of what a failure can be weigh as
//! much as half of TLS.

use seal::{Opened, Refusal};
use wire::json::{Json, ReadJson};
use wire::{Dialed, Failure, TransportEnd};

use crate::json::Parsed;

/// The first message; absent where it is none.
pub(crate) fn opened(message: &str) -> Option<Opened> {
    let json = Parsed::parse(message)?;
    Some(match json.member("result")?.text()?.as_str() {
        "connected" => Opened::Connected {
            address: json.member("address")?.text()?.parse().ok()?,
        },
        "not_resolved" => Opened::NotResolved {
            failure: Failure::read(&json.member("failure")?)?,
        },
        "not_connected" => Opened::NotConnected {
            dialed: Dialed::read(&json.member("dialed")?)?,
        },
        "refused" => Opened::Refused {
            reason: match json.member("reason")?.text()?.as_str() {
                "unreadable" => Refusal::Unreadable,
                "bad_token" => Refusal::BadToken,
                "target_forbidden" => Refusal::TargetForbidden,
                "too_many" => Refusal::TooMany,
                "shutting_down" => Refusal::ShuttingDown,
                // A newer relay has reasons of its own.
                _ => Refusal::Overloaded,
            },
        },
        _ => return None,
    })
}

/// The last message; absent where it is none.
pub(crate) fn ended(message: &str) -> Option<TransportEnd> {
    TransportEnd::read(&Parsed::parse(message)?.member("end")?)
}
