//! The pages about findings and codes: which address leads to which, and how they are sent.

use std::sync::Arc;

use axum::Router;
use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::extract::{Path, Query, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_ENCODING, CONTENT_LANGUAGE, CONTENT_TYPE, ETAG, LOCATION, VARY};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use codes::LONGEST_TEXT;
use serde::Deserialize;
use ui::pages::{Frame, Topic, code_path, finding_path, render};

use crate::http::extract::reader;
use crate::http::kit::assets::{ICON, STYLES};
use crate::http::kit::representation::{COMPRESSION, compressed, knows, tag, takes_brotli};
use crate::http::state::Relay;

/// `/help` and `/codes`, and what is below them.
pub(in crate::http) fn routes() -> Router<Arc<Relay>> {
    Router::new()
        .route("/help", get(findings))
        .route("/help/{id}", get(finding))
        .route("/codes", get(codes))
        .route("/codes/{code}", get(code))
}

/// What `/codes` is asked for.
#[derive(Debug, Deserialize)]
struct Search {
    #[serde(default)]
    q: String,
}

async fn findings(State(relay): State<Arc<Relay>>, headers: HeaderMap) -> Response {
    page(&relay, &headers, StatusCode::OK, Topic::Findings).await
}

async fn finding(
    State(relay): State<Arc<Relay>>,
    id: Result<Path<String>, PathRejection>,
    headers: HeaderMap,
) -> Response {
    // Bytes that are no UTF-8 are no id.
    let asked = id.map(|Path(id)| id).unwrap_or_default();
    match reader(&relay, &headers).finding_id(&asked) {
        Some(id) if id == asked => page(&relay, &headers, StatusCode::OK, Topic::Finding(id)).await,
        Some(id) => elsewhere(StatusCode::PERMANENT_REDIRECT, &finding_path(id)),
        None => page(&relay, &headers, StatusCode::NOT_FOUND, Topic::NoFinding(asked)).await,
    }
}

async fn codes(
    State(relay): State<Arc<Relay>>,
    search: Result<Query<Search>, QueryRejection>,
    headers: HeaderMap,
) -> Response {
    // Bytes that are no UTF-8 are nothing to search for.
    let query = search.map(|Query(search)| search.q).unwrap_or_default();
    let query = query.trim();
    if query.len() > LONGEST_TEXT {
        return page(&relay, &headers, StatusCode::URI_TOO_LONG, Topic::TooLong).await;
    }
    if query.is_empty() {
        return page(&relay, &headers, StatusCode::OK, Topic::Codes).await;
    }
    // Many words are names of codes, too; who types one wants to see all that have it.
    let looks_like_a_code = query.contains('_') || query.starts_with(|c: char| c.is_ascii_digit() || c == '-');
    match reader(&relay, &headers).number(query).filter(|_| looks_like_a_code) {
        Some(number) => elsewhere(StatusCode::SEE_OTHER, &code_path(number)),
        None => page(&relay, &headers, StatusCode::OK, Topic::Search(query.to_owned())).await,
    }
}

async fn code(
    State(relay): State<Arc<Relay>>,
    code: Result<Path<String>, PathRejection>,
    headers: HeaderMap,
) -> Response {
    let asked = code.map(|Path(code)| code).unwrap_or_default();
    let Some(number) = reader(&relay, &headers).number(&asked) else {
        return page(&relay, &headers, StatusCode::NOT_FOUND, Topic::NoCode(asked)).await;
    };
    let path = code_path(number);
    if path.strip_prefix("/codes/") == Some(asked.as_str()) {
        page(&relay, &headers, StatusCode::OK, Topic::Code(number)).await
    } else {
        // Not for good: a number without its notation may mean something else once a program shows it.
        elsewhere(StatusCode::TEMPORARY_REDIRECT, &path)
    }
}

fn elsewhere(status: StatusCode, path: &str) -> Response {
    (status, [(LOCATION, path), (CACHE_CONTROL, CACHING)]).into_response()
}

async fn page(relay: &Relay, headers: &HeaderMap, status: StatusCode, topic: Topic) -> Response {
    let frame = Frame {
        styles: STYLES.into(),
        inlined: None,
        script: None,
        icon: Some(ICON),
    };
    let library = reader(relay, headers);
    let html = render(Arc::clone(library), topic, frame).await;
    let tag = tag(&html);
    let fixed = [
        (CACHE_CONTROL, CACHING),
        (VARY, "accept-encoding, accept-language"),
        (ETAG, tag.as_str()),
        (CONTENT_LANGUAGE, library.words().language()),
        (CONTENT_TYPE, "text/html; charset=utf-8"),
    ];
    if status.is_success() && knows(headers, &tag) {
        let [caching, vary, tag, language, _] = fixed;
        return (StatusCode::NOT_MODIFIED, [caching, vary, tag, language]).into_response();
    }
    match compressed(&html, COMPRESSION).filter(|_| takes_brotli(headers)) {
        Some(small) => (status, fixed, [(CONTENT_ENCODING, "br")], small).into_response(),
        None => (status, fixed, html).into_response(),
    }
}

/// A page changes only with the program, and is small: asking whether it has changed costs less than a wrong one.
const CACHING: &str = "no-cache";
