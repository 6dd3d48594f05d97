//! The WebSocket of our own pages.

mod agent;
mod outbox;
mod session;

use std::sync::Arc;

use axum::Extension;
use axum::extract::State;
use axum::response::Response;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use wire::SUBPROTOCOL;

use self::session::hold;
use crate::http::api::described::Refused;
use crate::http::extract::Reader;
use crate::http::kit::client::Client;
use crate::http::kit::socket::{Endpoint, Opener, Opening};
use crate::http::state::Relay;

/// The WebSockets.
pub(in crate::http) fn routes() -> OpenApiRouter<Arc<Relay>> {
    OpenApiRouter::new()
        .routes(routes!(upgrade))
        .routes(routes!(agent::upgrade))
}

/// Checks of the page
///
/// A WebSocket for the server's own page, of the subprotocol `rdptrace.v1`. Programs use `/api/checks`.
#[utoipa::path(
    get,
    path = "/api/check",
    tag = "page",
    responses((status = 101, description = "The connection speaks WebSocket."), Refused)
)]
pub(in crate::http) async fn upgrade(
    State(relay): State<Arc<Relay>>,
    Extension(client): Extension<Client>,
    reader: Reader,
    opening: Opening,
) -> Response {
    let (held, who) = (Arc::clone(&relay), client.clone());
    opening.open(&ENDPOINT, &relay, &client, &reader, async move |socket| {
        hold(socket, &held, who).await
    })
}

const ENDPOINT: Endpoint = Endpoint {
    subprotocol: SUBPROTOCOL,
    opener: Opener::Page,
    longest_message: LONGEST_MESSAGE,
    largest_write_buffer: LARGEST_WRITE_BUFFER,
};
/// A target has at most 262 bytes.
const LONGEST_MESSAGE: usize = 4 * 1024;
/// A few of the largest reports. Without a limit, the pongs to a peer that pings and does not read pile up for ever.
const LARGEST_WRITE_BUFFER: usize = 256 * 1024;
