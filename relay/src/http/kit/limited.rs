//! What an answer says of a limit that is reached: its status, `Retry-After`, and the `RateLimit` fields of
//! draft-ietf-httpapi-ratelimit-headers.

use axum::http::header::RETRY_AFTER;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use words::Limit;

use crate::limits::Denied;

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
        | Limit::SignIns => StatusCode::TOO_MANY_REQUESTS,
    }
}

/// Tells when to come back, and what the limit is.
pub(in crate::http) fn say(denied: Denied, headers: &mut HeaderMap) {
    let seconds = denied.retry_after().as_secs();
    headers.insert(RETRY_AFTER, HeaderValue::from(seconds));
    let Some(later) = denied.later else {
        return;
    };
    let (name, most, window) = (denied.limit.name(), later.most, later.period.as_secs());
    let fields = [
        (POLICY, format!("\"{name}\";q={most};w={window}")),
        (LEFT, format!("\"{name}\";r=0;t={seconds}")),
    ];
    for (field, value) in fields {
        // Made of names and numbers.
        if let Ok(value) = HeaderValue::try_from(value) {
            headers.insert(field, value);
        }
    }
}

const POLICY: HeaderName = HeaderName::from_static("ratelimit-policy");
const LEFT: HeaderName = HeaderName::from_static("ratelimit");
