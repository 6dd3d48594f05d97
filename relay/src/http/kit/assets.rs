//! The page: files that were built into the program.

use axum::http::HeaderMap;
use axum::http::header::{CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, VARY};
use axum::response::{IntoResponse as _, Response};

use super::representation::takes_brotli;

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

/// The answer with the file at `path`; absent where there is none.
pub(in crate::http) fn file(path: &str, headers: &HeaderMap) -> Option<Response> {
    match ASSETS.iter().find(|asset| asset.path == path) {
        Some(asset) => Some(asset.respond(takes_brotli(headers))),
        None if path == "/index.html" => Some(NOT_BUILT.respond(false)),
        None => None,
    }
}

/// The page of the app, for whatever address it is to run at.
pub(in crate::http) fn shell(headers: &HeaderMap) -> Response {
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

const NOT_BUILT: Asset = Asset {
    path: "/index.html",
    content_type: "text/html; charset=utf-8",
    hashed: false,
    identity: include_bytes!("not-built.html"),
    brotli: None,
};

#[cfg(test)]
mod tests {
    use super::*;

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
