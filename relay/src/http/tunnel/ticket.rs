//! `POST /api/runs/{id}/tunnel`: a ticket for whoever has the run's key.

use std::sync::Arc;

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use axum::{Extension, Json};
use seal::{Ticket, TicketRequest};
use wire::ProblemKind;
use words::Limit;

use crate::http::admit::admit;
use crate::http::api::described::Refused;
use crate::http::extract::Reader;
use crate::http::kit::client::Client;
use crate::http::kit::problem::ProblemResponse;
use crate::http::kit::representation::NEVER_KEPT;
use crate::http::kit::request::{body, parse, path_id};
use crate::http::state::Relay;
use crate::limits::Denied;

/// A ticket for a sign-in
///
/// Counts as a sign-in to the computer of the check.
#[utoipa::path(
    post,
    path = "/api/runs/{id}/tunnel",
    tag = "page",
    params(("id" = String, Path, description = "The id of the check.")),
    request_body = TicketRequest,
    responses((status = 201, description = "What opens one tunnel.", body = Ticket), Refused)
)]
pub(super) async fn issue(
    State(relay): State<Arc<Relay>>,
    Extension(client): Extension<Client>,
    reader: Reader,
    id: Result<Path<String>, PathRejection>,
    request: Request,
) -> Result<Response, ProblemResponse> {
    let id = path_id(id);
    let request = body(request).await.and_then(|body| parse::<TicketRequest>(&body));
    let TicketRequest { key } = request.map_err(|problem| ProblemResponse::new(&reader, problem))?;
    let run = relay.find_run(&key, Some(client.source())).await.map(|found| found.run);
    let run = run.filter(|run| run.id().to_string() == id && run.ended().is_some());
    let run = run.ok_or_else(|| ProblemResponse::new(&reader, ProblemKind::RunGone))?;
    let target = admit(&relay.network_for(&client), &reader, &run.target().to_string())?;
    let denied = |denied: Denied| {
        relay.metrics.denied(denied);
        ProblemResponse::denied(&reader, denied)
    };
    let counted = relay.tunnels.sign_in_to(client.source(), &target);
    counted.await.map_err(denied)?;
    let token = relay.tunnels.issue(&run).await;
    let token = token.map_err(|_| denied(Denied::held(Limit::SignIns)))?;
    Ok((StatusCode::CREATED, NEVER_KEPT, Json(Ticket { token, target })).into_response())
}
