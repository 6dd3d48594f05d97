//! `POST /api/exports`: a result that is not shared as a file, by the same renderers as shared ones.

use std::sync::Arc;

use axum::extract::{DefaultBodyLimit, Request, State};
use axum::response::Response;
use ui::pages::{Bytes, Shown};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use wire::{ExportRequest, LONGEST_REPORT, ProblemKind, Report};

use crate::clock;
use crate::http::api::described::Refused;
use crate::http::extract::Reader;
use crate::http::kit::file::file;
use crate::http::kit::problem::ProblemResponse;
use crate::http::kit::representation::unlisted;
use crate::http::kit::request::{body, parse};
use crate::http::state::Relay;
use crate::http::subject::Subject;

/// `/api/exports`.
pub(in crate::http) fn routes() -> OpenApiRouter<Arc<Relay>> {
    OpenApiRouter::new()
        .routes(routes!(export))
        .layer(DefaultBodyLimit::max(LONGEST_REQUEST))
}

/// Save a result in another form
#[utoipa::path(
    post,
    path = "/api/exports",
    tag = "results",
    request_body = ExportRequest,
    responses((status = 200, description = "The file.", content(
        (Report = "application/json"),
        (String = "text/markdown"),
        (String = "text/plain"),
        (String = "text/html"),
    )), Refused)
)]
async fn export(
    State(relay): State<Arc<Relay>>,
    reader: Reader,
    request: Request,
) -> Result<Response, ProblemResponse> {
    let request = body(request).await.and_then(|body| parse::<ExportRequest>(&body));
    let ExportRequest {
        form,
        run,
        legs,
        report,
        link,
    } = request.map_err(|problem| ProblemResponse::new(&reader, problem))?;
    let report = Subject { run, legs, report }.report(&relay, &reader, None).await?;
    let origin = reader.origin(&relay);
    // A file that bears this server's name leads nowhere else, whoever asked for it.
    let own = |link: &String| link.strip_prefix(&origin).is_some_and(|path| path.starts_with("/r/"));
    if link
        .as_ref()
        .is_some_and(|link| link.len() > LONGEST_LINK || !own(link))
    {
        return Err(ProblemResponse::new(&reader, ProblemKind::Unreadable));
    }
    let shown = Shown {
        report: Report::clone(&report),
        doing: None,
        origin,
        link,
        kept: None,
        made_by: None,
        now_ms: clock::unix_millis(),
        bytes: Bytes::All,
    };
    Ok(unlisted(file(reader.library(), shown, form.into()).await))
}

/// A report, with the spaces that a person may have put into it, and what stands around it.
const LONGEST_REQUEST: usize = LONGEST_REPORT + 8 * 1024;
/// An origin of 253 characters, an id, and the key of a sealed result.
const LONGEST_LINK: usize = 512;
