//! Which address leads where.

use std::sync::Arc;

use axum::Extension;
use axum::Router;
use axum::extract::State;
use axum::middleware::{from_fn_with_state, map_response_with_state};
use axum::response::Response;
use tower_http::CompressionLevel;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, NotForContentType, Predicate as _};

use super::api::described::described;
use super::api::{
    asks, checks, decode, described as description, explain as explain_api, exports, health, launches, recordings,
    reports, watch as watch_api,
};
use super::middleware::headers::{Framing, secure};
use super::middleware::{base, bodies, client, guard};
use super::pages::{
    app, ask, check, compare, desktop, download, embed, explain, help, links, result, watch, well_known, words,
};
use super::state::Relay;
use super::{tunnel, ws};

/// Every route, behind the rules for `Host` and `Origin`.
pub(super) fn app(relay: Arc<Relay>) -> Router {
    let api = described()
        .merge(ws::routes())
        .merge(description::routes())
        .merge(health::routes())
        .merge(asks::routes())
        .merge(checks::routes())
        .merge(decode::routes())
        .merge(explain_api::routes())
        .merge(exports::routes())
        .merge(launches::routes())
        .merge(recordings::routes())
        .merge(reports::routes());
    let api = match relay.framing {
        // What is watched belongs to the relay, not to a portal.
        Framing::Nowhere => api.merge(tunnel::routes()).merge(watch_api::routes()),
        Framing::By(_) => api,
    };
    let (api, document) = api.split_for_parts();
    let pages = Router::new()
        .merge(ask::routes())
        .merge(check::routes())
        .merge(compare::routes())
        .merge(desktop::routes())
        .merge(embed::routes())
        .merge(explain::routes())
        .merge(help::routes())
        .merge(links::routes())
        .merge(result::routes())
        .merge(well_known::routes())
        .merge(words::routes());
    let pages = match relay.framing {
        Framing::Nowhere => pages.merge(download::routes()).merge(watch::routes()),
        Framing::By(_) => pages,
    };
    let pages = pages.fallback(app::asset);
    let located = from_fn_with_state(Arc::clone(&relay), base::locate);
    let stripped = from_fn_with_state(Arc::clone(&relay), base::strip);
    let compressed = DefaultPredicate::new().and(NotForContentType::const_new(download::BINARY));
    let compression = CompressionLayer::new()
        .quality(CompressionLevel::Precise(4))
        .compress_when(compressed);
    let app = api
        .merge(pages)
        .method_not_allowed_fallback(app::method_not_allowed)
        .layer(Extension(Arc::new(document)))
        .layer(located)
        .layer(from_fn_with_state(Arc::clone(&relay), bodies::bound))
        .layer(from_fn_with_state(Arc::clone(&relay), client::know))
        .layer(from_fn_with_state(Arc::clone(&relay), guard::guard))
        .layer(compression)
        .layer(map_response_with_state(Arc::clone(&relay), secured))
        .with_state(relay);
    // Routes are found by what follows the base.
    Router::new().fallback_service(app).layer(stripped)
}

async fn secured(State(relay): State<Arc<Relay>>, response: Response) -> Response {
    secure(&relay.framing, relay.shell.style_source(), response)
}
