//! The pages about findings and codes: which address leads to which, and how they are sent.

use std::sync::Arc;

use axum::Router;
use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, LOCATION};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use codes::LONGEST_TEXT;
use serde::Deserialize;
use ui::pages::{Topic, code_path, finding_path};

use crate::http::extract::Reader;
use crate::http::kit::rendered::{Fixed, explain};
use crate::http::kit::request::path_id;
use crate::http::state::Relay;

/// `/help` and `/codes`, and what is below them.
pub(in crate::http) fn routes() -> Router<Arc<Relay>> {
    Router::new()
        .route("/help", get(findings))
        .route("/help/words", get(glossary))
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

async fn findings(State(relay): State<Arc<Relay>>, reader: Reader) -> Response {
    fixed(&relay, &reader, "/help".to_owned(), Topic::Findings).await
}

async fn glossary(State(relay): State<Arc<Relay>>, reader: Reader) -> Response {
    fixed(&relay, &reader, "/help/words".to_owned(), Topic::Glossary).await
}

async fn finding(State(relay): State<Arc<Relay>>, id: Result<Path<String>, PathRejection>, reader: Reader) -> Response {
    let asked = path_id(id);
    match reader.finding_id(&asked) {
        Some(id) if id == asked => fixed(&relay, &reader, finding_path(id), Topic::Finding(id)).await,
        Some(id) => elsewhere(StatusCode::PERMANENT_REDIRECT, &finding_path(id)),
        None => page(&reader, StatusCode::NOT_FOUND, Topic::NoFinding(asked)).await,
    }
}

async fn codes(
    State(relay): State<Arc<Relay>>,
    search: Result<Query<Search>, QueryRejection>,
    reader: Reader,
) -> Response {
    // Bytes that are no UTF-8 are nothing to search for.
    let query = search.map(|Query(search)| search.q).unwrap_or_default();
    let query = query.trim();
    if query.len() > LONGEST_TEXT {
        return page(&reader, StatusCode::URI_TOO_LONG, Topic::TooLong).await;
    }
    if query.is_empty() {
        return fixed(&relay, &reader, "/codes".to_owned(), Topic::Codes).await;
    }
    // Many words are names of codes, too; who types one wants to see all that have it.
    let looks_like_a_code = query.contains('_')
        || query.starts_with(|c: char| c.is_ascii_digit() || c == '-')
        || query.get(..2).is_some_and(|start| start.eq_ignore_ascii_case("ox"));
    match reader.number(query).filter(|_| looks_like_a_code) {
        Some(number) => elsewhere(StatusCode::SEE_OTHER, &code_path(number)),
        None => page(&reader, StatusCode::OK, Topic::Search(query.to_owned())).await,
    }
}

async fn code(State(relay): State<Arc<Relay>>, code: Result<Path<String>, PathRejection>, reader: Reader) -> Response {
    let asked = path_id(code);
    let Some(number) = reader.number(&asked) else {
        return page(&reader, StatusCode::NOT_FOUND, Topic::NoCode(asked)).await;
    };
    let path = code_path(number);
    if path.strip_prefix("/codes/") == Some(asked.as_str()) {
        fixed(&relay, &reader, path, Topic::Code(number)).await
    } else {
        // Not for good: a number without its notation may mean something else once a program shows it.
        elsewhere(StatusCode::TEMPORARY_REDIRECT, &path)
    }
}

fn elsewhere(status: StatusCode, path: &str) -> Response {
    (status, [(LOCATION, path), (CACHE_CONTROL, CACHING)]).into_response()
}

/// The page at `address`, which is the same for all readers of a language.
async fn fixed(relay: &Relay, reader: &Reader, address: String, topic: Topic) -> Response {
    let page = Fixed {
        language: reader.words().language(),
        address,
    };
    let page = relay.pages.fixed(&page, explain(reader.library(), topic)).await;
    page.respond(StatusCode::OK, reader.headers(), CACHING)
}

async fn page(reader: &Reader, status: StatusCode, topic: Topic) -> Response {
    let page = explain(reader.library(), topic).await;
    page.respond(status, reader.headers(), CACHING)
}

/// A page changes only with the program, and is small: asking whether it has changed costs less than a wrong one.
const CACHING: &str = "no-cache";
