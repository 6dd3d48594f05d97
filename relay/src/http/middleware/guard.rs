//! Requests that are not for this relay, or not from its pages.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};

use crate::http::state::Relay;

/// Turns away every request that is not for this relay or does not come from its pages.
pub(in crate::http) async fn guard(State(relay): State<Arc<Relay>>, request: Request, next: Next) -> Response {
    match relay.front.objection(&request) {
        Some(objection) => objection.into_response(),
        None => next.run(request).await,
    }
}
