//! The sentences of the live page, which brings none itself.

use std::sync::Arc;

use axum::Router;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;

use crate::http::extract::Reader;
use crate::http::state::Relay;

/// `/words`.
pub(in crate::http) fn routes() -> Router<Arc<Relay>> {
    Router::new().route("/words", get(words))
}

async fn words(reader: Reader) -> Response {
    // They change with the program, and asking whether they have costs nothing while the page itself is fetched.
    reader.sentences().respond(StatusCode::OK, reader.headers(), "no-cache")
}
