//! `/api/recordings/<key>.pcapng`: what went over the connections of runs that ended a short while ago.
//!
//! A recording is for whoever has the key of its run; recordings are never stored and never part of a shared result, so there
//! are no levels of redaction for them.

use std::sync::Arc;

use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse as _, Response};
use serde::Deserialize;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use wire::RunKey;

use crate::http::api::described::Refused;
use crate::http::extract::Reader;
use crate::http::kit::file::attachment;
use crate::http::kit::problem::plain_problem;
use crate::http::kit::representation::NEVER_KEPT;
use crate::http::kit::request::path_id;
use crate::http::state::Relay;
use crate::http::trouble::{Audience, Trouble};
use crate::net::pcapng::{MEDIA_TYPE, Secrets, pcapng};
use crate::net::recording::Recording;

/// Downloads of recordings.
pub(in crate::http) fn routes() -> OpenApiRouter<Arc<Relay>> {
    OpenApiRouter::new().routes(routes!(download))
}

#[derive(Deserialize)]
struct Wanted {
    secrets: Option<String>,
}

/// The recording of a check
///
/// What went over its connections, for 15 minutes after its end.
#[utoipa::path(
    get,
    path = "/api/recordings/{file}",
    tag = "checks",
    params(
        ("file" = String, Path, description = "The key of the check, with `.pcapng` behind it."),
        ("secrets" = Option<u8>, Query, minimum = 0, maximum = 1, description = "Whether the TLS secrets are in the file."),
    ),
    responses((status = 200, description = "The file.", content_type = "application/x-pcapng", body = Vec<u8>), Refused)
)]
async fn download(
    State(relay): State<Arc<Relay>>,
    reader: Reader,
    file: Result<Path<String>, PathRejection>,
    wanted: Result<Query<Wanted>, QueryRejection>,
) -> Response {
    let words = reader.words();
    let secrets = match wanted.as_ref().map(|wanted| wanted.secrets.as_deref()) {
        Ok(None | Some("0")) => Secrets::LeftOut,
        Ok(Some("1")) => Secrets::Embedded,
        Ok(Some(_)) | Err(_) => {
            return (NEVER_KEPT, plain_problem(StatusCode::BAD_REQUEST, BAD_SECRETS)).into_response();
        }
    };
    let file = path_id(file);
    let Some(key) = file.strip_suffix(".pcapng") else {
        return (NEVER_KEPT, plain_problem(StatusCode::NOT_FOUND, NO_SUCH_FILE)).into_response();
    };
    let run = relay.runs.find(&RunKey::new(key.to_owned()));
    let recording = run.as_ref().and_then(|run| run.ended()?.recording.as_deref());
    let (status, sentence) = match recording {
        None => (StatusCode::GONE, words.recording_gone()),
        Some(recording) if secrets == Secrets::Embedded && !recording.has_tls_secrets() => {
            (StatusCode::CONFLICT, words.recording_without_secrets())
        }
        Some(recording) => return download_of(recording, secrets),
    };
    let trouble = Trouble::for_now(words, sentence);
    // A browser names documents, and shows this where the file would have come.
    trouble.answer(status, &reader, Audience::Programs).await
}

fn download_of(recording: &Recording, secrets: Secrets) -> Response {
    let attachment = attachment(recording.started_at_ms(), "pcapng");
    (
        [(CONTENT_TYPE, MEDIA_TYPE)],
        [attachment],
        NEVER_KEPT,
        pcapng(recording, secrets),
    )
        .into_response()
}

const NO_SUCH_FILE: &str = "There is nothing here. Recordings are offered by the page after a run, as files that end in \
                            .pcapng.";
const BAD_SECRETS: &str = "The parameter `secrets` is 1, to have the TLS secrets in the file, or 0.";
