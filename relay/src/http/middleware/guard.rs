//! Requests that are not for this relay, or not from its pages.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::header::{CONNECTION, FORWARDED, HeaderName, UPGRADE, VIA};
use axum::http::{HeaderMap, StatusCode, Version};
use axum::middleware::Next;
use axum::response::Response;
use tracing::warn;

use crate::http::extract::Reader;
use crate::http::kit::front::Objection;
use crate::http::state::Relay;
use crate::http::trouble::Trouble;

/// Turns away every request that is not for this relay or does not come from its pages.
pub(in crate::http) async fn guard(State(relay): State<Arc<Relay>>, request: Request, next: Next) -> Response {
    if relay.quotas.is_none() && is_proxied(&request) {
        if let Some(times) = relay.proxied.counted() {
            warn!(
                times,
                "requests came through a proxy and were turned away: set `public_origins` and a `[policy]` to serve others"
            );
        }
        let reader = Reader::new(&relay, request.headers());
        drop(request);
        let said = Trouble::from(reader.words().proxied());
        return said.answer_alone(StatusCode::MISDIRECTED_REQUEST, &reader).await;
    }
    let Some(objection) = relay.front.objection(&request) else {
        return next.run(request).await;
    };
    relay.front.note(objection, request.headers());
    let reader = Reader::new(&relay, request.headers());
    drop(request);
    let (status, said) = match objection {
        Objection::Misdirected => (StatusCode::MISDIRECTED_REQUEST, reader.words().misdirected()),
        Objection::FromAnotherSite => (StatusCode::FORBIDDEN, reader.words().from_another_site()),
    };
    Trouble::from(said).answer_alone(status, &reader).await
}

/// Whether a proxy passed a request on: then it is somebody else's, whatever address it comes from.
///
/// nginx says nothing of itself unless it is told to, and calls the relay by its loopback address; but it asks with
/// HTTP/1.0, which no browser has done for decades. Where it is told to pass WebSockets on, it asks with HTTP/1.1, and every
/// request bears the word of its configuration.
fn is_proxied(request: &Request) -> bool {
    request.version() == Version::HTTP_10
        || OF_PROXIES.iter().any(|name| request.headers().contains_key(name))
        || upgrades_as_configured(request.headers())
}

/// Whether `Connection` names an upgrade that is not there, or in small letters, as the manuals of nginx write it. Browsers
/// and libraries write `Upgrade`, and only where there is one.
fn upgrades_as_configured(headers: &HeaderMap) -> bool {
    let values = headers.get_all(CONNECTION).iter();
    let texts = values.filter_map(|value| value.to_str().ok());
    let mut words = texts.flat_map(|text| text.split(',').map(str::trim));
    let missing = !headers.contains_key(UPGRADE);
    words.any(|word| word == "upgrade" || missing && word.eq_ignore_ascii_case("upgrade"))
}

/// What proxies, tunnels and content networks add.
const OF_PROXIES: [HeaderName; 8] = [
    FORWARDED,
    VIA,
    HeaderName::from_static("x-forwarded-for"),
    HeaderName::from_static("x-forwarded-host"),
    HeaderName::from_static("x-forwarded-proto"),
    HeaderName::from_static("x-real-ip"),
    HeaderName::from_static("cf-connecting-ip"),
    HeaderName::from_static("true-client-ip"),
];
