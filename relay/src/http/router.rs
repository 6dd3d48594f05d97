//! Which address leads where.

use std::sync::Arc;

use axum::routing::{any, get};
use axum::{Router, middleware};

use super::api::{asks, decode, exports, recordings, reports, words};
use super::middleware::{guard, headers};
use super::pages::{app, ask, compare, help, result};
use super::state::Relay;
use super::ws;

/// Every route, behind the rules for `Host` and `Origin`.
pub(super) fn app(relay: Arc<Relay>) -> Router {
    Router::new()
        .route("/api/check", any(ws::upgrade))
        .route("/healthz", get(async || "ok"))
        .merge(asks::routes())
        .merge(decode::routes())
        .merge(exports::routes())
        .merge(recordings::routes())
        .merge(reports::routes())
        .merge(words::routes())
        .merge(ask::routes())
        .merge(compare::routes())
        .merge(help::routes())
        .merge(result::routes())
        .fallback(app::asset)
        .layer(middleware::from_fn_with_state(Arc::clone(&relay), guard::guard))
        .layer(middleware::map_response(headers::secure))
        .with_state(relay)
}
