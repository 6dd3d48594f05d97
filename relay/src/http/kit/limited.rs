//! What an answer says of a limit that is reached: its status, `Retry-After`, and the `RateLimit` fields of
//! draft-ietf-httpapi-ratelimit-headers.

use core::time::Duration;

use axum::http::header::RETRY_AFTER;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use words::Limit;

use crate::limits::{Denied, Left};

/// Whose limit it is: the client's own (429), or one of the whole server (503).
pub(in crate::http) fn status(denied: Denied) -> StatusCode {
    match denied.limit {
        Limit::Queue | Limit::Bodies => StatusCode::SERVICE_UNAVAILABLE,
        Limit::RunsAtOnce
        | Limit::Runs
        | Limit::TargetAtOnce
        | Limit::Target
        | Limit::Sockets
        | Limit::Waiting
        | Limit::Shares
        | Limit::Room
        | Limit::Asks
        | Limit::Launches
        | Limit::SignIns
        | Limit::Portal => StatusCode::TOO_MANY_REQUESTS,
    }
}

/// Tells when to come back, and what the limit is.
pub(in crate::http) fn say(denied: Denied, headers: &mut HeaderMap) {
    let seconds = denied.retry_after().as_secs();
    headers.insert(RETRY_AFTER, HeaderValue::from(seconds));
    let Some(later) = denied.later else {
        return;
    };
    let name = denied.limit.name();
    let left = format!("\"{name}\";r=0;t={seconds}");
    insert(policy(name, later.most, later.period), left, headers);
}

/// Tells what is left of a limit.
pub(in crate::http) fn say_left(limit: Limit, left: Left, headers: &mut HeaderMap) {
    let name = limit.name();
    let remaining = format!("\"{name}\";r={}", left.remaining);
    insert(policy(name, left.most, left.period), remaining, headers);
}

fn policy(name: &str, most: u32, period: Duration) -> String {
    format!("\"{name}\";q={most};w={}", period.as_secs())
}

fn insert(policy: String, left: String, headers: &mut HeaderMap) {
    for (field, value) in [(POLICY, policy), (LEFT, left)] {
        // Made of names and numbers.
        if let Ok(value) = HeaderValue::try_from(value) {
            headers.insert(field, value);
        }
    }
}

const POLICY: HeaderName = HeaderName::from_static("ratelimit-policy");
const LEFT: HeaderName = HeaderName::from_static("ratelimit");
