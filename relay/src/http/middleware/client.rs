//! Who asks, for every route.

use core::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderMap, Version};
use axum::middleware::Next;
use axum::response::Response;
use ipnet::IpNet;
use tracing::warn;

use crate::http::kit::client::{Client, is_trusted};
use crate::http::kit::proxied::is_proxied;
use crate::http::state::Relay;

/// Puts the [`Client`] among the request's extensions.
pub(in crate::http) async fn know(
    State(relay): State<Arc<Relay>>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    mut request: Request,
    next: Next,
) -> Response {
    let head = (request.version(), request.headers());
    let client = Client::of(peer.ip(), head, &relay.trusted_proxies, &relay.access);
    if relay.quotas.is_some()
        && is_unnamed(peer.ip(), head, &relay.trusted_proxies)
        && let Some(times) = relay.proxied.counted()
    {
        warn!(
            times,
            proxy = %peer.ip(),
            "requests came through a proxy that `trusted_proxies` does not name: all who come through it count as one"
        );
    }
    request.extensions_mut().insert(client);
    next.run(request).await
}

/// Whether a request came through a proxy near by that is not believed. What strangers from afar claim is no news.
fn is_unnamed(peer: IpAddr, (version, headers): (Version, &HeaderMap), trusted: &[IpNet]) -> bool {
    let is_near = match peer.to_canonical() {
        IpAddr::V4(peer) => peer.is_loopback() || peer.is_private(),
        IpAddr::V6(peer) => peer.is_loopback() || peer.is_unique_local(),
    };
    is_near && !is_trusted(&peer, trusted) && is_proxied(version, headers)
}
