//! `/download`: the app for people's own computers, where the owner of the server offers it.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_TYPE};
use axum::http::{Method, StatusCode, Uri};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use axum::{Extension, Router};
use futures_util::stream;
use tokio::io::AsyncReadExt as _;
use tracing::warn;
use ui::pages::Topic;
use wire::ProblemKind;

use super::app;
use crate::http::extract::Reader;
use crate::http::kit::client::Client;
use crate::http::kit::rendered::{Fixed, explain};
use crate::http::kit::representation::{NEVER_KEPT, unlisted};
use crate::http::state::Relay;
use crate::http::trouble::{Audience, Trouble};

/// `/download` and the files below it.
pub(in crate::http) fn routes() -> Router<Arc<Relay>> {
    Router::new()
        .route("/download", get(page))
        .route("/download/{file}", get(file))
}

async fn page(State(relay): State<Arc<Relay>>, method: Method, uri: Uri, reader: Reader) -> Response {
    if !relay.downloads.are_offered() {
        return app::asset(method, uri, reader).await;
    }
    let fixed = Fixed {
        language: reader.words().language(),
        address: "/download".to_owned(),
    };
    let topic = Topic::Download(relay.downloads.apps());
    let page = relay.pages.fixed(&fixed, explain(reader.library(), topic)).await;
    unlisted(page.respond(StatusCode::OK, reader.headers(), "no-cache"))
}

async fn file(
    State(relay): State<Arc<Relay>>,
    Extension(client): Extension<Client>,
    Path(name): Path<String>,
    method: Method,
    uri: Uri,
    reader: Reader,
) -> Response {
    let Some(download) = relay.downloads.find(&name) else {
        return app::asset(method, uri, reader).await;
    };
    let Some(place) = relay.downloading.take(&client.source()) else {
        let trouble = Trouble::for_now(reader.words(), reader.words().problem(ProblemKind::Overloaded));
        return trouble
            .answer(StatusCode::SERVICE_UNAVAILABLE, &reader, Audience::People)
            .await;
    };
    let opened = match download.open().await {
        Ok(opened) => opened,
        Err(error) => {
            warn!(
                file = name,
                "the app can't be downloaded: {error}; reload the server to offer it again"
            );
            return app::asset(method, uri, reader).await;
        }
    };
    let parts = stream::unfold((opened, place), async |(mut file, place)| {
        let mut part = vec![0; PART];
        let read = file.read(&mut part).await;
        let part = read.map(|length| {
            part.truncate(length);
            part
        });
        // The end, or what is wrong with the disk.
        part.as_ref()
            .map_or(true, |part| !part.is_empty())
            .then_some((part, (file, place)))
    });
    let head = [
        (CONTENT_TYPE, BINARY.to_owned()),
        (CONTENT_LENGTH, download.app.bytes.to_string()),
        (
            CONTENT_DISPOSITION,
            format!("attachment; filename=\"{}\"", download.app.file),
        ),
    ];
    // The next version has the same name.
    (head, NEVER_KEPT, Body::from_stream(parts)).into_response()
}

/// What is in nobody's power to compress while it is sent: it would take a processor for seconds.
pub(in crate::http) const BINARY: &str = "application/octet-stream";
/// What each download holds in memory.
const PART: usize = 16 * 1024;
