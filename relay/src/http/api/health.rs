//! `/healthz`, `/readyz` and `/metrics`: whether the relay lives, whether it can do what it is for, and what it counts.

use core::time::Duration;
use std::sync::Arc;

use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderName, StatusCode};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use futures_util::future::join;
use serde::Serialize;
use tokio::time::timeout;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::http::api::described::Refused;
use crate::http::state::Relay;
use crate::limits::free_descriptors;

/// `/healthz` and `/readyz`.
pub(in crate::http) fn routes() -> OpenApiRouter<Arc<Relay>> {
    OpenApiRouter::new().routes(routes!(alive)).routes(routes!(ready))
}

/// Whether the server lives
///
/// Whoever restarts a server that does not answer here must not do so when only its database is gone.
#[utoipa::path(
    get,
    path = "/healthz",
    tag = "operation",
    responses((status = 200, description = "It does.", body = String), Refused)
)]
async fn alive() -> &'static str {
    "ok"
}

/// `/metrics`, `/agents` and `/watch/now`, on a listener of their own.
pub(in crate::http) fn metrics(relay: Arc<Relay>) -> Router {
    Router::new()
        .route("/metrics", get(text))
        .route("/agents", get(agents))
        .route("/watch/now", post(check_watched))
        .with_state(relay)
}

/// What is so, of each thing without which a relay serves nobody.
#[derive(Debug, Serialize, ToSchema)]
struct Readiness {
    ready: bool,
    store: &'static str,
    runs: &'static str,
    descriptors: &'static str,
    /// A relay that has lost it serves alone, so it decides nothing.
    bus: &'static str,
    /// Whether limits hold for all servers on the bus together. One that counts alone serves as well.
    limits: &'static str,
    stopping: bool,
}

/// Whether the server can do what it is for
#[utoipa::path(
    get,
    path = "/readyz",
    tag = "operation",
    responses(
        (status = 200, description = "It can.", body = Readiness),
        (status = 503, description = "It can't, and why.", body = Readiness),
        Refused,
    )
)]
async fn ready(State(relay): State<Arc<Relay>>) -> Response {
    let (store, together) = join(store(&relay), relay.counts_together()).await;
    let runs = if relay.runs.are_full() { "full" } else { "ok" };
    let few = free_descriptors().is_some_and(|free| free < FEW_DESCRIPTORS);
    let descriptors = if few { "few" } else { "ok" };
    let bus = match &relay.bus {
        None => "off",
        Some(bus) if bus.is_up() => "ok",
        Some(_) => "lost",
    };
    let limits = match together {
        None => "own",
        Some(true) => "shared",
        Some(false) => "alone",
    };
    let stopping = relay.is_draining();
    let said = Readiness {
        ready: ["ok", "off"].contains(&store) && runs == "ok" && !few && !stopping,
        store,
        runs,
        descriptors,
        bus,
        limits,
        stopping,
    };
    if said.ready {
        (NEVER_KEPT, Json(said)).into_response()
    } else {
        (StatusCode::SERVICE_UNAVAILABLE, NEVER_KEPT, AGAIN, Json(said)).into_response()
    }
}

async fn store(relay: &Relay) -> &'static str {
    if !relay.store.is_on() {
        return "off";
    }
    let (room, (results, bytes)) = (relay.store.room(), relay.store.filled());
    match timeout(STORE_LIMIT, relay.store.answers_now()).await {
        Ok(Ok(())) if results >= room.results || bytes >= room.bytes => "full",
        Ok(Ok(())) => "ok",
        Ok(Err(_)) | Err(_) => "unavailable",
    }
}

async fn text(State(relay): State<Arc<Relay>>) -> Response {
    match relay.metrics.text(relay.now()) {
        Ok(text) => ([(CONTENT_TYPE, OPEN_METRICS)], text).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

async fn agents(State(relay): State<Arc<Relay>>) -> Response {
    (NEVER_KEPT, Json(relay.agents.states())).into_response()
}

/// Has all watched computers checked soon. What was checked a moment ago is not checked again, so that it does not matter who
/// asks and how often.
async fn check_watched(State(relay): State<Arc<Relay>>) -> Response {
    relay.asked.send_modify(|asked| *asked = asked.wrapping_add(1));
    (StatusCode::ACCEPTED, NEVER_KEPT).into_response()
}

/// What asks waits for a second or two.
const STORE_LIMIT: Duration = Duration::from_secs(1);
/// A run and whoever follows it take four.
const FEW_DESCRIPTORS: usize = 16;
const NEVER_KEPT: [(HeaderName, &str); 1] = [(CACHE_CONTROL, "no-store")];
const AGAIN: [(HeaderName, &str); 1] = [(RETRY_AFTER, "5")];
const OPEN_METRICS: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";
