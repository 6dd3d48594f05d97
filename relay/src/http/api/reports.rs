//! `/api/reports` and `/api/redactions`: a result is looked at as others will see it, shared, read and taken back.

use std::sync::Arc;

use axum::extract::rejection::PathRejection;
use axum::extract::{DefaultBodyLimit, Path, Request, State};
use axum::http::header::AUTHORIZATION;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use tracing::info;
use wire::{LONGEST_SEALED, ProblemKind, RedactionRequest, ShareContent, ShareReceipt, ShareRequest, SharedResult};

use crate::http::extract::Reader;
use crate::http::kit::problem::Unfulfilled;
use crate::http::kit::representation::NEVER_KEPT;
use crate::http::kit::request::{body, judge, parse, text};
use crate::http::state::Relay;
use crate::store::Revoked;

/// `/api/reports` and `/api/redactions`.
pub(in crate::http) fn routes() -> Router<Arc<Relay>> {
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

fn form(content: &ShareContent) -> &'static str {
    match content {
        ShareContent::Open { disclosure, .. } => disclosure.name(),
        ShareContent::Sealed { .. } => "sealed",
    }
}

/// The longest sealed result or report, with what stands around it.
const LONGEST_REQUEST: usize = LONGEST_SEALED + 8 * 1024;
