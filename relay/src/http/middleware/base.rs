//! A relay that is reached below a path.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::header::LOCATION;
use axum::http::{HeaderValue, Uri};
use axum::middleware::Next;
use axum::response::Response;

use crate::http::state::Relay;

/// Takes the path off a request, so that routes know nothing of it.
pub(in crate::http) async fn strip(State(relay): State<Arc<Relay>>, mut request: Request, next: Next) -> Response {
    let uri = request.uri();
    let below = relay.front.below(uri.path());
    let moved = match uri.query() {
        Some(query) => format!("{below}?{query}"),
        None => below.to_owned(),
    };
    let mut parts = uri.clone().into_parts();
    // What was a path and a query is one without its beginning.
    if let Ok(moved) = moved.parse() {
        parts.path_and_query = Some(moved);
    }
    if let Ok(uri) = Uri::from_parts(parts) {
        *request.uri_mut() = uri;
    }
    next.run(request).await
}

/// Puts the path before the address to which an answer sends on. Handlers know nothing of it.
pub(in crate::http) async fn locate(State(relay): State<Arc<Relay>>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let path = headers.get(LOCATION).and_then(|value| value.to_str().ok());
    let own = path.filter(|path| path.starts_with('/'));
    let moved = own.map(|path| HeaderValue::try_from([relay.front.base(), path].concat()));
    if let Some(Ok(moved)) = moved {
        headers.insert(LOCATION, moved);
    }
    response
}
