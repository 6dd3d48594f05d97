//! The page: files that were built into the program.

use axum::http::header::{ACCEPT_ENCODING, ALLOW, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, VARY};
use axum::http::{HeaderMap, Method, StatusCode, Uri};
use axum::response::{IntoResponse as _, Response};

/// A file of the page.
struct Asset {
    /// From the root, such as `/index.html`.
    path: &'static str,
    content_type: &'static str,
    /// The name changes with the content.
    hashed: bool,
    identity: &'static [u8],
    /// Absent where compressing gains nothing.
    brotli: Option<&'static [u8]>,
}

// `ASSETS`: the style sheets and the script of the pages that are rendered here, and every file of the page itself, if the
// program was built with it. `STYLES`, `RESULT_STYLES`, `RESULT_SCRIPT` and `ICON`: which of them those pages use.
// `WHOLE_STYLE`: all that a result needs to look the same in a file of its own.
include!(concat!(env!("OUT_DIR"), "/assets.rs"));

/// Answers with a file of the page.
pub(super) async fn asset(method: Method, uri: Uri, headers: HeaderMap) -> Response {
    if !matches!(method, Method::GET | Method::HEAD) {
        return (StatusCode::METHOD_NOT_ALLOWED, [(ALLOW, "GET, HEAD")]).into_response();
    }
    let path = match uri.path() {
        "/" | "/check" => "/index.html",
        path => path,
    };
    match ASSETS.iter().find(|asset| asset.path == path) {
        Some(asset) => asset.respond(takes_brotli(&headers)),
        None if path == "/index.html" => NOT_BUILT.respond(false),
        None => (StatusCode::NOT_FOUND, NOTHING_HERE).into_response(),
    }
}

/// The page of the app, for whatever address it is to run at.
pub(super) fn shell(headers: &HeaderMap) -> Response {
    let built = ASSETS.iter().find(|asset| asset.path == "/index.html");
    built.unwrap_or(&NOT_BUILT).respond(takes_brotli(headers))
}

impl Asset {
    fn respond(&self, takes_brotli: bool) -> Response {
        let caching = if self.hashed {
            "public, max-age=31536000, immutable"
        } else {
            "no-cache"
        };
        let fixed = [
            (CONTENT_TYPE, self.content_type),
            (CACHE_CONTROL, caching),
            (VARY, "accept-encoding"),
        ];
        match self.brotli.filter(|_| takes_brotli) {
            Some(body) => (fixed, [(CONTENT_ENCODING, "br")], body).into_response(),
            None => (fixed, self.identity).into_response(),
        }
    }
}

/// Whether `br` is named and not ruled out by a weight of zero (RFC 9110 12.5.3).
pub(super) fn takes_brotli(headers: &HeaderMap) -> bool {
    let values = headers.get_all(ACCEPT_ENCODING).iter();
    values
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .any(|coding| {
            let (name, weight) = coding.split_once(';').unwrap_or((coding, ""));
            let weight = weight.trim().strip_prefix("q=").map(str::parse::<f32>);
            name.trim().eq_ignore_ascii_case("br") && !matches!(weight, Some(Ok(0.0) | Err(_)))
        })
}

const NOT_BUILT: Asset = Asset {
    path: "/index.html",
    content_type: "text/html; charset=utf-8",
    hashed: false,
    identity: include_bytes!("not-built.html"),
    brotli: None,
};
const NOTHING_HERE: &str = "There is nothing here. The page is at /.\n";

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn brotli_is_sent_only_to_those_who_take_it() {
        for (accepted, expected) in [
            ("gzip, deflate, br, zstd", true),
            ("br", true),
            ("BR;q=0.1", true),
            ("gzip", false),
            ("br;q=0, gzip", false),
            ("br;q=0.000", false),
            ("brotli", false),
            ("", false),
        ] {
            let headers = HeaderMap::from_iter([(ACCEPT_ENCODING, HeaderValue::from_static(accepted))]);

            assert_eq!(takes_brotli(&headers), expected, "{accepted}");
        }
        assert!(!takes_brotli(&HeaderMap::new()));
    }

    #[test]
    fn files_with_the_content_in_their_name_are_kept_for_good_and_sent_compressed() {
        let script = Asset {
            path: "/page-0123456789abcdef.js",
            content_type: "text/javascript; charset=utf-8",
            hashed: true,
            identity: b"plain",
            brotli: Some(b"small"),
        };

        let (small, plain) = (script.respond(true), script.respond(false));

        let header = |response: &Response, name| {
            response
                .headers()
                .get(name)
                .map(|value| value.to_str().unwrap().to_owned())
        };
        assert_eq!(header(&small, CONTENT_ENCODING).as_deref(), Some("br"));
        assert_eq!(header(&plain, CONTENT_ENCODING), None);
        for response in [&small, &plain] {
            assert!(header(response, CACHE_CONTROL).is_some_and(|value| value.contains("immutable")));
            assert_eq!(header(response, VARY).as_deref(), Some("accept-encoding"));
            assert_eq!(
                header(response, CONTENT_TYPE).as_deref(),
                Some("text/javascript; charset=utf-8")
            );
        }
    }
}
