//! Requests that a proxy passed on.

use axum::http::header::{CONNECTION, FORWARDED, HeaderName, UPGRADE, VIA};
use axum::http::{HeaderMap, Version};

/// Whether a proxy passed a request on: then it is somebody else's, whatever address it comes from.
///
/// nginx says nothing of itself unless it is told to, and calls the relay by its loopback address; but it asks with
/// HTTP/1.0, which no browser has done for decades. Where it is told to pass WebSockets on, it asks with HTTP/1.1, and every
/// request bears the word of its configuration.
pub(in crate::http) fn is_proxied(version: Version, headers: &HeaderMap) -> bool {
    version == Version::HTTP_10
        || OF_PROXIES.iter().any(|name| headers.contains_key(name))
        || upgrades_as_configured(headers)
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
