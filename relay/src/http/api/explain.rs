//! `/api/explain`: what a text or a file is and says, and whether it goes with a check.
//!
//! The body is the text or the file itself, of any type; it is read as it comes and never stored.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::header::{ACCEPT, CACHE_CONTROL, CONTENT_LENGTH, CONTENT_TYPE, VARY};
use axum::http::{HeaderMap, HeaderName, StatusCode};
use axum::response::{IntoResponse as _, Response};
use axum::{Extension, Json};
use codes::{Explained, LONGEST_FILE, fit};
use diagnosis::diagnose;
use ui::pages::{Read, explained, reading_notice};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use wire::{ProblemKind, Report, RunKey};

use crate::explained::ExplainAnswer;
use crate::http::api::described::Refused;
use crate::http::extract::Reader;
use crate::http::kit::assets;
use crate::http::kit::client::Client;
use crate::http::kit::language::said_in;
use crate::http::kit::problem::ProblemResponse;
use crate::http::kit::reading::Reading;
use crate::http::kit::representation::HTML;
use crate::http::state::Relay;
use crate::http::subject;
use crate::http::trouble::{Audience, audience};

/// `/api/explain`.
pub(in crate::http) fn routes() -> OpenApiRouter<Arc<Relay>> {
    OpenApiRouter::new().routes(routes!(notice, read))
}

/// What people are told before a file is read
///
/// A part of a page, for the page itself.
#[utoipa::path(
    get,
    path = "/api/explain",
    tag = "explain",
    responses((status = 200, description = "A part of a page.", content_type = "text/html", body = String), Refused)
)]
async fn notice(reader: Reader) -> Response {
    let html = reading_notice(Arc::clone(reader.library()), assets::capture_reader()).await;
    fragment(&reader, html)
}

/// What a file or a text says
///
/// The body is the file itself: a log, an event log, a connection file, a capture. It's read as it comes, and never stored.
#[utoipa::path(
    post,
    path = "/api/explain",
    tag = "explain",
    params(("Rdptrace-Run" = Option<String>, Header, description = "The key of a check that it's held against.")),
    request_body(content = String, content_type = "application/octet-stream"),
    responses((status = 200, description = "What it is and says.", content(
        (ExplainAnswer = "application/json"),
        (String = "text/html"),
    )), Refused)
)]
async fn read(
    State(relay): State<Arc<Relay>>,
    Extension(client): Extension<Client>,
    reader: Reader,
    request: Request,
) -> Result<Response, ProblemResponse> {
    let problem = |kind| Reading::problem(&reader, kind);
    let headers = request.headers();
    if is_too_long(headers) {
        return Err(problem(ProblemKind::TooLarge));
    }
    let run = headers.get(RUN).and_then(|key| key.to_str().ok());
    let report = match run {
        Some(key) => Some(subject::own(&relay, &reader, &RunKey::new(key.to_owned())).await?),
        None => None,
    };
    let mut reading = Reading::begin(&relay, &client, reader.library())?;
    reading
        .take(request.into_body().into_data_stream())
        .await
        .map_err(problem)?;
    let read = reading.finish().await.map_err(problem)?;
    let fit = report.map(|report| fit_of(&reader, &read, &report));
    if audience(reader.headers(), Audience::Programs) == Audience::People {
        let read = Read { explained: read, fit };
        return Ok(fragment(&reader, explained(Arc::clone(reader.library()), read).await));
    }
    let answer = Json(ExplainAnswer::new(read, reader.words(), fit));
    let head = [(CACHE_CONTROL, "no-store")];
    Ok((head, said_in(reader.words().language()), answer).into_response())
}

fn fit_of(reader: &Reader, read: &Explained, report: &Report) -> String {
    reader.words().fit(&fit(&read.decoded, report, &diagnose(report)))
}

/// A part of a document in the reader's language.
fn fragment(reader: &Reader, html: String) -> Response {
    let head = [
        (CACHE_CONTROL, "no-store"),
        (CONTENT_TYPE, HTML),
        (VARY, ACCEPT.as_str()),
    ];
    (StatusCode::OK, head, said_in(reader.words().language()), html).into_response()
}

/// What says so itself is turned away before it is read.
fn is_too_long(headers: &HeaderMap) -> bool {
    let length = headers.get(CONTENT_LENGTH).and_then(|value| value.to_str().ok());
    length
        .and_then(|length| length.parse::<u64>().ok())
        .is_some_and(|length| length > LONGEST_FILE)
}

/// The key of the relay's run that a file is held against: never in an address, where others would read it.
const RUN: HeaderName = HeaderName::from_static("rdptrace-run");
