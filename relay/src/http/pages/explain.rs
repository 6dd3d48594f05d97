//! `/explain`: what a text or a file is and says, as a page that needs no scripts.

use std::sync::Arc;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Extension, FromRequest as _, Multipart, Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use ui::pages::{Read, Topic};
use wire::ProblemKind;

use crate::http::extract::Reader;
use crate::http::kit::client::Client;
use crate::http::kit::problem::ProblemResponse;
use crate::http::kit::reading::Reading;
use crate::http::kit::rendered::draw;
use crate::http::kit::representation::unlisted;
use crate::http::state::Relay;

/// `/explain`.
pub(in crate::http) fn routes() -> Router<Arc<Relay>> {
    Router::new()
        .route("/explain", get(form).post(read))
        // What is read is counted as it comes.
        .layer(DefaultBodyLimit::disable())
}

async fn form(reader: Reader) -> Response {
    let topic = Topic::Explain(ui::pages::Reading::Nothing);
    let page = draw(reader.library(), topic).await;
    page.respond(StatusCode::OK, reader.headers(), "no-cache")
}

async fn read(
    State(relay): State<Arc<Relay>>,
    Extension(client): Extension<Client>,
    reader: Reader,
    request: Request,
) -> Response {
    let (status, reading) = match brought(&relay, &client, &reader, request).await {
        Ok(read) => (StatusCode::OK, ui::pages::Reading::Read(Arc::new(read))),
        Err(problem) => (problem.status(), ui::pages::Reading::Problem(problem.into_sentence())),
    };
    let page = draw(reader.library(), Topic::Explain(reading)).await;
    unlisted(page.respond(status, reader.headers(), "no-store"))
}

/// The file of the form, or else its text.
async fn brought(relay: &Relay, client: &Client, reader: &Reader, request: Request) -> Result<Read, ProblemResponse> {
    let problem = |kind| Reading::problem(reader, kind);
    let unreadable = || problem(ProblemKind::Unreadable);
    let mut fields = Multipart::from_request(request, &()).await.map_err(|_| unreadable())?;
    let mut reading = Reading::begin(relay, client, reader.library())?;
    // Before each field stand lines of its own, which may never come.
    while let Some(field) = reading
        .in_time(fields.next_field())
        .await
        .map_err(problem)?
        .map_err(|_| unreadable())?
    {
        // Browsers send a field for no file, too.
        if reading.take(field).await.map_err(problem)? {
            break;
        }
    }
    let explained = reading.finish().await.map_err(problem)?;
    Ok(Read { explained, fit: None })
}
