//! Who asks, for every route.

use core::net::SocketAddr;
use std::sync::Arc;

use axum::extract::{ConnectInfo, Request, State};
use axum::middleware::Next;
use axum::response::Response;

use crate::http::kit::client::Client;
use crate::http::state::Relay;

/// Puts the [`Client`] among the request's extensions.
pub(in crate::http) async fn know(
    State(relay): State<Arc<Relay>>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    mut request: Request,
    next: Next,
) -> Response {
    let client = Client::of(peer.ip(), request.headers(), &relay.trusted_proxies, &relay.access);
    request.extensions_mut().insert(client);
    next.run(request).await
}
