//! `/embed/v1/embed.js`: the `<rdp-trace>` element for the pages of portals, and its types.

use std::fmt::Write as _;
use std::sync::{Arc, LazyLock};

use axum::Router;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::Response;
use axum::routing::get;
use words::Words;

use crate::compression::Effort;
use crate::http::kit::front::{ELEMENT, ELEMENT_TYPES};
use crate::http::kit::representation::Representation;
use crate::http::state::Relay;

/// Both files.
pub(in crate::http) fn routes() -> Router<Arc<Relay>> {
    Router::new()
        .route(ELEMENT, get(async |headers: HeaderMap| for_portals(&SCRIPT, &headers)))
        .route(
            ELEMENT_TYPES,
            get(async |headers: HeaderMap| for_portals(&TYPES, &headers)),
        )
}

/// The answer for pages of every origin, also of those that isolate themselves.
fn for_portals(file: &Representation, headers: &HeaderMap) -> Response {
    let mut response = file.respond(StatusCode::OK, headers, CACHING);
    response.headers_mut().extend([
        (
            HeaderName::from_static("access-control-allow-origin"),
            HeaderValue::from_static("*"),
        ),
        (
            HeaderName::from_static("cross-origin-resource-policy"),
            HeaderValue::from_static("cross-origin"),
        ),
    ]);
    response
}

/// The script without its comments and with its sentences.
fn script() -> String {
    let lines = SOURCE.lines().map(str::trim).filter(|line| !line.starts_with("//"));
    let script: Vec<&str> = lines.filter(|line| !line.is_empty()).collect();
    script.join("\n").replacen(NO_SENTENCES, &sentences(), 1)
}

/// What the element says itself, by language.
fn sentences() -> String {
    let mut said = "SENTENCES = {".to_owned();
    for words in Words::in_every_language() {
        // Quotes and line ends are written as JSON does, which scripts read alike.
        let texts = serde_json::to_string(&words.element()).unwrap_or_default();
        // Writing to a string does not fail.
        let _ = write!(said, "{}:{texts},", words.language());
    }
    said + "}"
}

static SCRIPT: LazyLock<Representation> = LazyLock::new(|| {
    let script = Representation::new("text/javascript; charset=utf-8", script());
    script.compressed(Effort::Once)
});
static TYPES: LazyLock<Representation> =
    LazyLock::new(|| Representation::new("text/plain; charset=utf-8", TYPES_SOURCE).compressed(Effort::Once));

const SOURCE: &str = include_str!("../../../../frontend/embed/embed.js");
const TYPES_SOURCE: &str = include_str!("../../../../frontend/embed/embed.d.ts");
/// What the source has in their place.
const NO_SENTENCES: &str = "SENTENCES = {}";
/// An hour: a portal gets a mended element on the same day, and its pages do not wait for it each time.
const CACHING: &str = "public, max-age=3600";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_element_speaks_every_language_and_has_no_comments() {
        let script = script();

        for words in Words::in_every_language() {
            for text in words.element() {
                assert!(script.contains(&text), "{text}");
            }
        }
        assert!(!script.contains("\n//") && !script.contains(NO_SENTENCES));
    }
}
