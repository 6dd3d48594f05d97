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

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;
    use axum::http::header::FORWARDED;

    use super::*;

    #[test]
    fn proxy_near_by_that_is_not_named_is_noticed_and_a_stranger_is_not() {
        let passed_on = HeaderMap::from_iter([(FORWARDED, HeaderValue::from_static("for=198.51.100.1"))]);
        let trusted = ["10.0.0.1/32".parse().unwrap()];
        for (peer, headers, expected) in [
            ("127.0.0.1", &passed_on, true),
            ("::ffff:192.168.0.7", &passed_on, true),
            ("fd00::7", &passed_on, true),
            ("10.0.0.1", &passed_on, false),
            ("203.0.113.7", &passed_on, false),
            ("2001:db8::7", &passed_on, false),
            ("127.0.0.1", &HeaderMap::new(), false),
        ] {
            let head = (Version::HTTP_11, headers);

            assert_eq!(is_unnamed(peer.parse().unwrap(), head, &trusted), expected, "{peer}");
        }
    }
}
