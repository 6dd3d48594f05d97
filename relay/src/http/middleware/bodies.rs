//! How much is taken in at the same time.

use std::sync::Arc;

use axum::body::HttpBody as _;
use axum::extract::{Extension, Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use words::Limit;

use crate::http::extract::Reader;
use crate::http::kit::client::Client;
use crate::http::kit::problem::ProblemResponse;
use crate::http::state::Relay;
use crate::limits::{Denied, Quotas};

/// Lets a request with a body go on where there is room for what it says it brings.
pub(in crate::http) async fn bound(
    State(relay): State<Arc<Relay>>,
    Extension(client): Extension<Client>,
    reader: Reader,
    request: Request,
    next: Next,
) -> Response {
    let size = size(request.body().size_hint().upper());
    if size == 0 {
        return next.run(request).await;
    }
    let of_source = relay.of_quota(&client, |quotas, source| Quotas::body(quotas, source, size));
    let in_all = relay.bodies.take_many(&(), size);
    let held = of_source.and_then(|of_source| Ok((of_source, in_all.ok_or_else(|| Denied::held(Limit::Bodies))?)));
    match held {
        Ok(_held) => next.run(request).await,
        Err(denied) => ProblemResponse::denied(&reader, denied).into_response(),
    }
}

/// What a body takes in memory: as much as its head says, and no more than the routes read into memory.
fn size(upper: Option<u64>) -> usize {
    upper
        .and_then(|upper| usize::try_from(upper).ok())
        .unwrap_or(LARGEST)
        .min(LARGEST)
}

/// What the routes read into memory of one request: two reports as a form, every byte of them escaped.
const LARGEST: usize = 1024 * 1024;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_of_unknown_size_counts_as_the_largest() {
        assert_eq!((size(Some(0)), size(Some(700))), (0, 700));
        assert_eq!((size(None), size(Some(u64::MAX))), (LARGEST, LARGEST));
    }
}
