//! The sentences of the live page, which brings none itself.

use std::sync::{Arc, LazyLock};

use axum::Router;
use axum::http::HeaderMap;
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_ENCODING, CONTENT_LANGUAGE, CONTENT_TYPE, ETAG, VARY};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use diagnosis::page_source;

use super::Relay;
use super::page::takes_brotli;
use super::pages::{compressed, knows, tag};

/// `/words`.
pub(super) fn routes() -> Router<Arc<Relay>> {
    Router::new().route("/words", get(words))
}

/// One language, as it is sent.
struct Sentences {
    plain: String,
    small: Option<Vec<u8>>,
    tag: String,
}

async fn words(headers: HeaderMap) -> Response {
    let Sentences { plain, small, tag } = &*ENGLISH;
    let fixed = [
        // They change with the program, and asking whether they have costs nothing while the page itself is fetched.
        (CACHE_CONTROL, "no-cache"),
        (VARY, "accept-encoding, accept-language"),
        (ETAG, tag.as_str()),
        (CONTENT_LANGUAGE, "en"),
        (CONTENT_TYPE, "text/plain; charset=utf-8"),
    ];
    if knows(&headers, tag) {
        return (StatusCode::NOT_MODIFIED, fixed).into_response();
    }
    match small.as_deref().filter(|_| takes_brotli(&headers)) {
        Some(small) => (fixed, [(CONTENT_ENCODING, "br")], small).into_response(),
        None => (fixed, plain.as_str()).into_response(),
    }
}

static ENGLISH: LazyLock<Sentences> = LazyLock::new(|| {
    let plain = page_source();
    Sentences {
        small: compressed(&plain, BEST),
        tag: tag(&plain),
        plain,
    }
});

/// Compressed once for all readers.
const BEST: i32 = 11;
