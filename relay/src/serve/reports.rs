//! `/api/reports` and `/api/redactions`: a result is looked at as others will see it, shared, read and taken back.

use std::sync::Arc;

use axum::extract::rejection::PathRejection;
use axum::extract::{DefaultBodyLimit, Path, Request, State};
use axum::http::header::{AUTHORIZATION, CACHE_CONTROL};
use axum::http::{HeaderMap, HeaderName, StatusCode};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use tracing::info;
use ui::pages::Library;
use wire::{
    Disclosure, LONGEST_REPORT, LONGEST_SEALED, ProblemKind, RedactionRequest, Report, ReportFault, SCHEMA,
    ShareContent, ShareReceipt, ShareRequest, SharedResult,
};

use super::Relay;
use super::language::Reader;
use super::problem::{Unfulfilled, body};
use crate::store::Revoked;

/// `/api/reports` and `/api/redactions`.
pub(super) fn routes() -> Router<Arc<Relay>> {
    Router::new()
        .route("/api/reports", post(share))
        .route("/api/reports/{id}", get(read).delete(revoke))
        .route("/api/redactions", post(redact))
        .layer(DefaultBodyLimit::max(LONGEST_REQUEST))
}

async fn share(State(relay): State<Arc<Relay>>, reader: Reader, request: Request) -> Result<Response, Unfulfilled> {
    let request = body(request).await.and_then(|body| parse::<ShareRequest>(&body));
    let request = request.map_err(|problem| Unfulfilled::new(&reader, problem))?;
    match &request.content {
        ShareContent::Open { disclosure, report, .. } => judge(&reader, report, *disclosure)?,
        ShareContent::Sealed { sealed } if sealed.len() > LONGEST_SEALED => {
            return Err(Unfulfilled::new(&reader, ProblemKind::TooLarge));
        }
        ShareContent::Sealed { .. } => {}
    }
    let shared = relay.store.share(&request).await;
    let receipt: ShareReceipt = shared.map_err(|error| Unfulfilled::by(&reader, error))?;
    // No id: whoever reads the log is not meant to read the results.
    info!(
        life = request.life.name(),
        form = form(&request.content),
        "a result was shared"
    );
    Ok((StatusCode::CREATED, NEVER_KEPT, Json(receipt)).into_response())
}

async fn read(
    State(relay): State<Arc<Relay>>,
    reader: Reader,
    id: Result<Path<String>, PathRejection>,
) -> Result<Response, Unfulfilled> {
    let shared = relay.store.shared(&text(id)).await;
    let shared: Option<SharedResult> = shared.map_err(|error| Unfulfilled::by(&reader, error))?;
    match shared {
        Some(shared) => Ok((NEVER_KEPT, Json(shared)).into_response()),
        None => Err(Unfulfilled::new(&reader, ProblemKind::Gone)),
    }
}

async fn revoke(
    State(relay): State<Arc<Relay>>,
    reader: Reader,
    id: Result<Path<String>, PathRejection>,
    headers: HeaderMap,
) -> Result<StatusCode, Unfulfilled> {
    let bearer = headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok());
    let secret = bearer
        .and_then(|value| value.strip_prefix("Bearer "))
        .unwrap_or_default();
    let revoked = relay.store.revoke(&text(id), secret).await;
    match revoked.map_err(|error| Unfulfilled::by(&reader, error))? {
        Revoked::Done => {
            info!("a result was revoked");
            Ok(StatusCode::NO_CONTENT)
        }
        Revoked::WrongSecret => Err(Unfulfilled::new(&reader, ProblemKind::WrongSecret)),
        Revoked::NoSuchResult => Err(Unfulfilled::new(&reader, ProblemKind::Gone)),
    }
}

/// Shows what sharing would keep: by the same function, on the same report.
async fn redact(reader: Reader, request: Request) -> Result<Response, Unfulfilled> {
    let request = body(request).await.and_then(|body| parse::<RedactionRequest>(&body));
    let RedactionRequest { disclosure, report } = request.map_err(|problem| Unfulfilled::new(&reader, problem))?;
    judge(&reader, &report, disclosure)?;
    Ok((NEVER_KEPT, Json(redact::redact(&report, disclosure))).into_response())
}

/// Whether this is a report as a run writes it, of which no more is asked for than it holds.
pub(super) fn judge(library: &Library, report: &Report, disclosure: Disclosure) -> Result<(), Unfulfilled> {
    match report.fault() {
        None => {}
        Some(ReportFault::Schema { found }) if found > SCHEMA => {
            return Err(Unfulfilled::new(library, ProblemKind::FromTheFuture));
        }
        Some(_) => return Err(Unfulfilled::new(library, ProblemKind::NotAReport)),
    }
    if report.redacted.is_some_and(|already| already > disclosure) {
        let sentence = library.words().already_redacted();
        return Err(Unfulfilled::saying(library, ProblemKind::NotAReport, sentence));
    }
    // The limit of the route leaves room for what stands around the report, and for spaces in it.
    let long = serde_json::to_vec(report).map_or(true, |json| json.len() > LONGEST_REPORT);
    if long {
        return Err(Unfulfilled::new(library, ProblemKind::TooLarge));
    }
    Ok(())
}

/// Reads a request. What it cannot read may have been written by a newer version, which says so.
pub(super) fn parse<T: DeserializeOwned>(body: &[u8]) -> Result<T, ProblemKind> {
    #[derive(Deserialize)]
    struct Versioned {
        report: Version,
    }
    #[derive(Deserialize)]
    struct Version {
        schema: u32,
    }
    serde_json::from_slice(body).map_err(|_| match serde_json::from_slice::<Versioned>(body) {
        Ok(Versioned { report }) if report.schema > SCHEMA => ProblemKind::FromTheFuture,
        Ok(_) | Err(_) => ProblemKind::Unreadable,
    })
}

/// What stands in the path. Bytes that are no UTF-8 are no id, and are looked up as one that nothing has.
pub(super) fn text(part: Result<Path<String>, PathRejection>) -> String {
    part.map(|Path(part)| part).unwrap_or_default()
}

fn form(content: &ShareContent) -> &'static str {
    match content {
        ShareContent::Open { disclosure, .. } => disclosure.name(),
        ShareContent::Sealed { .. } => "sealed",
    }
}

/// What is shared can be taken back at once, so nobody on the way keeps it; and no search engine lists it.
pub(super) const NEVER_KEPT: [(HeaderName, &str); 2] = [
    (CACHE_CONTROL, "no-store"),
    (HeaderName::from_static("x-robots-tag"), "noindex"),
];
/// The longest sealed result or report, with what stands around it.
const LONGEST_REQUEST: usize = LONGEST_SEALED + 8 * 1024;
