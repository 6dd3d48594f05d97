//! The WebSocket of our own pages.

pub(in crate::http) mod agent;
mod outbox;
mod session;

use std::sync::Arc;

use axum::Extension;
use axum::extract::State;
use axum::extract::ws::WebSocketUpgrade;
use axum::extract::ws::rejection::WebSocketUpgradeRejection;
use axum::http::header::ORIGIN;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use wire::SUBPROTOCOL;

use self::session::hold;
use crate::http::extract::Reader;
use crate::http::kit::client::Client;
use crate::http::kit::problem::ProblemResponse;
use crate::http::kit::socket::bounded;
use crate::http::state::Relay;
use crate::limits::Quotas;

/// Opens the WebSocket for one of our own pages that speaks this version.
pub(in crate::http) async fn upgrade(
    State(relay): State<Arc<Relay>>,
    Extension(client): Extension<Client>,
    reader: Reader,
    headers: HeaderMap,
    upgrade: Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
) -> Response {
    if !headers.contains_key(ORIGIN) {
        return (StatusCode::FORBIDDEN, NO_ORIGIN).into_response();
    }
    let Ok(upgrade) = upgrade else {
        return (StatusCode::UPGRADE_REQUIRED, NO_WEBSOCKET).into_response();
    };
    let upgrade = upgrade.protocols([SUBPROTOCOL]);
    if upgrade.selected_protocol().is_none() {
        return (StatusCode::BAD_REQUEST, NO_SUBPROTOCOL).into_response();
    }
    let place = match relay.of_quota(client, Quotas::socket) {
        Ok(place) => place,
        Err(denied) => return ProblemResponse::denied(&reader, denied).into_response(),
    };
    bounded(upgrade, LONGEST_MESSAGE, LARGEST_WRITE_BUFFER).on_upgrade(async move |socket| {
        hold(socket, &relay, client).await;
        drop(place);
    })
}

const NO_ORIGIN: &str = "This WebSocket is for this relay's own pages; the request does not say which page it comes \
                         from.\n";
const NO_WEBSOCKET: &str = "This address speaks WebSocket. The page that uses it is at /.\n";
const NO_SUBPROTOCOL: &str = "This WebSocket speaks the subprotocol rdptrace.v1, and the request does not offer it.\n";
/// A target has at most 262 bytes.
const LONGEST_MESSAGE: usize = 4 * 1024;
/// A few of the largest reports. Without a limit, the pongs to a peer that pings and does not read pile up for ever.
const LARGEST_WRITE_BUFFER: usize = 256 * 1024;
