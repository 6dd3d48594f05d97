//! `/api/recordings/<key>.pcapng`: what went over the connections of runs that ended a short while ago.
//!
//! A recording is for whoever has the key of its run; recordings are never stored and never part of a shared result, so there
//! are no levels of redaction for them.

use std::sync::Arc;

use axum::Router;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use serde::Deserialize;
use wire::RunKey;

use crate::http::extract::Reader;
use crate::http::kit::file::attachment;
use crate::http::kit::representation::NEVER_KEPT;
use crate::http::state::Relay;
use crate::http::trouble::{Audience, Trouble};
use crate::net::pcapng::{MEDIA_TYPE, Secrets, pcapng};
use crate::net::recording::Recording;

/// Downloads of recordings.
pub(in crate::http) fn routes() -> Router<Arc<Relay>> {
    Router::new().route("/api/recordings/{file}", get(download))
}

#[derive(Deserialize)]
struct Wanted {
    secrets: Option<String>,
}

async fn download(
    State(relay): State<Arc<Relay>>,
    reader: Reader,
    Path(file): Path<String>,
    wanted: Result<Query<Wanted>, QueryRejection>,
) -> Response {
    let words = reader.words();
    let secrets = match wanted.as_ref().map(|wanted| wanted.secrets.as_deref()) {
        Ok(None | Some("0")) => Secrets::LeftOut,
        Ok(Some("1")) => Secrets::Embedded,
        Ok(Some(_)) | Err(_) => return (StatusCode::BAD_REQUEST, NEVER_KEPT, BAD_SECRETS).into_response(),
    };
    let Some(key) = file.strip_suffix(".pcapng") else {
        return (StatusCode::NOT_FOUND, NEVER_KEPT, NO_SUCH_FILE).into_response();
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
    // A browser shows what is answered to the form of the page.
    let trouble = Trouble::for_now(words, sentence);
    trouble.answer(status, &reader, Audience::People).await
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
                            .pcapng.\n";
const BAD_SECRETS: &str = "The parameter `secrets` is 1, to have the TLS secrets in the file, or 0.\n";
