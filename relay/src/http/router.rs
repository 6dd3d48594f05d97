//! Which address leads where.

use std::sync::Arc;

use axum::Router;
use axum::middleware::{from_fn_with_state, map_response};
use axum::routing::{any, get};
use tower_http::CompressionLevel;
use tower_http::compression::CompressionLayer;

use super::api::{asks, decode, exports, recordings, reports, words};
use super::middleware::headers::{Framing, secure};
use super::middleware::{client, guard};
use super::pages::{app, ask, compare, help, result};
use super::state::Relay;
use super::ws;

/// Every route, behind the rules for `Host` and `Origin`.
pub(super) fn app(relay: Arc<Relay>) -> Router {
    let api = Router::new()
        .route("/api/check", any(ws::upgrade))
        .route("/healthz", get(async || "ok"))
        .merge(asks::routes())
        .merge(decode::routes())
        .merge(exports::routes())
        .merge(recordings::routes())
        .merge(reports::routes())
        .merge(words::routes())
        .layer(map_response(async |response| secure(Framing::Nowhere, response)));
    let pages = Router::new()
        .merge(ask::routes())
        .merge(compare::routes())
        .merge(help::routes())
        .merge(result::routes())
        .fallback(app::asset)
        .layer(map_response(async |response| secure(Framing::Nowhere, response)));
    let compression = CompressionLayer::new().quality(CompressionLevel::Precise(4));
    api.merge(pages)
        .layer(from_fn_with_state(Arc::clone(&relay), client::know))
        .layer(from_fn_with_state(Arc::clone(&relay), guard::guard))
        .layer(compression)
        // For what no group answered.
        .layer(map_response(async |response| secure(Framing::Nowhere, response)))
        .with_state(relay)
}
