//! The sentences of the live page, which brings none itself.

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_ENCODING, CONTENT_LANGUAGE, CONTENT_TYPE, ETAG, VARY};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;

use crate::http::kit::language::Sentences;
use crate::http::kit::representation::{knows, takes_brotli};
use crate::http::state::Relay;

/// `/words`.
pub(in crate::http) fn routes() -> Router<Arc<Relay>> {
    Router::new().route("/words", get(words))
}

async fn words(State(relay): State<Arc<Relay>>, headers: HeaderMap) -> Response {
    let Sentences {
        language,
        plain,
        small,
        tag,
    } = relay.languages.of(&headers).sentences();
    let fixed = [
        // They change with the program, and asking whether they have costs nothing while the page itself is fetched.
        (CACHE_CONTROL, "no-cache"),
        (VARY, "accept-encoding, accept-language"),
        (ETAG, tag.as_str()),
        (CONTENT_LANGUAGE, *language),
        (CONTENT_TYPE, "application/json"),
    ];
    if knows(&headers, tag) {
        return (StatusCode::NOT_MODIFIED, fixed).into_response();
    }
    match small.as_deref().filter(|_| takes_brotli(&headers)) {
        Some(small) => (fixed, [(CONTENT_ENCODING, "br")], small.to_vec()).into_response(),
        None => (fixed, *plain).into_response(),
    }
}
