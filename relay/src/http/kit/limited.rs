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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limits::Later;

    #[test]
    fn answer_says_when_to_come_back_in_both_forms_and_what_is_left() {
        let period = Duration::from_secs(600);
        let later = Later {
            most: 30,
            after: Duration::from_millis(1_500),
            period,
        };
        let left = Left {
            most: 30,
            remaining: 7,
            period,
        };
        let (mut used_up, mut held, mut rest) = (HeaderMap::new(), HeaderMap::new(), HeaderMap::new());

        say(Denied::used_up(Limit::Runs)(later), &mut used_up);
        say(Denied::held(Limit::Queue), &mut held);
        say_left(Limit::Runs, left, &mut rest);

        assert_eq!(used_up[RETRY_AFTER], "2");
        assert_eq!(used_up[POLICY], "\"runs\";q=30;w=600");
        assert_eq!(used_up[LEFT], "\"runs\";r=0;t=2");
        assert_eq!(held[RETRY_AFTER], "30");
        assert!(!held.contains_key(POLICY) && !held.contains_key(LEFT), "{held:?}");
        assert_eq!(rest[POLICY], "\"runs\";q=30;w=600");
        assert_eq!(rest[LEFT], "\"runs\";r=7");
        assert!(!rest.contains_key(RETRY_AFTER), "{rest:?}");
    }

    #[test]
    fn what_the_server_lacks_is_told_from_what_the_client_used_up() {
        for (limit, expected) in [
            (Limit::Queue, StatusCode::SERVICE_UNAVAILABLE),
            (Limit::Bodies, StatusCode::SERVICE_UNAVAILABLE),
            (Limit::Runs, StatusCode::TOO_MANY_REQUESTS),
            (Limit::Portal, StatusCode::TOO_MANY_REQUESTS),
        ] {
            assert_eq!(status(Denied::held(limit)), expected, "{}", limit.name());
        }
    }
}
