//! The page: files that were built into the program.

use std::sync::LazyLock;

use axum::body::Bytes;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;

use super::representation::{HTML, Representation};

/// A file of the page.
#[derive(Clone, Copy)]
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
// `FRAME_SCRIPT` and `FRAME_STYLE`: what the page has besides in the frame of a tenant.
// `REACH_SCRIPT`: what the app loads once the reader has agreed to it.
// `EXPLAIN_SCRIPT`: what the page loads for the first file that is read.
// `WATCH_SCRIPT`: what checks again until it works.
// `WHOLE_STYLE`: all that a result needs to look the same in a file of its own.
include!(concat!(env!("OUT_DIR"), "/assets.rs"));

/// The answer with the file at `path`; absent where there is none.
pub(in crate::http) fn file(path: &str, headers: &HeaderMap) -> Option<Response> {
    let (asset, content) = FILES.iter().find(|(asset, _)| asset.path == path)?;
    Some(content.respond(StatusCode::OK, headers, asset.caching()))
}

/// The document of the app as it was built, with nothing in it yet.
pub(in crate::http) fn shell_text() -> &'static str {
    let index = FILES.iter().find(|(asset, _)| asset.path == INDEX);
    // What the build wrote is text.
    index.map_or("", |(asset, _)| str::from_utf8(asset.identity).unwrap_or_default())
}

/// What the document of the sign-in loads.
#[derive(Clone, Copy, Debug)]
pub(in crate::http) struct SignIn {
    /// Its style sheet, besides that of every page.
    pub(in crate::http) style: &'static str,
    /// Its script, which loads the rest.
    pub(in crate::http) script: &'static str,
}

/// The files of the sign-in; absent where the page was built without.
pub(in crate::http) fn sign_in() -> Option<SignIn> {
    let named = |ending: &str| {
        let mut paths = ASSETS.iter().map(|asset| asset.path);
        paths.find(|path| path.starts_with("/desktop/desktop-") && path.ends_with(ending))
    };
    Some(SignIn {
        style: named(".css")?,
        script: named(".js")?,
    })
}

/// The script that reads captures in the page, by its path below the root; absent where the page was built without.
pub(in crate::http) fn capture_reader() -> Option<&'static str> {
    let mut paths = ASSETS.iter().map(|asset| asset.path);
    let path = paths.find(|path| path.starts_with("/capture/capture-") && path.ends_with(".js"))?;
    path.strip_prefix('/')
}

/// All files as they are sent.
static FILES: LazyLock<Vec<(Asset, Representation)>> = LazyLock::new(|| {
    let built = ASSETS.iter().any(|asset| asset.path == INDEX);
    let not_built = (!built).then_some(NOT_BUILT);
    let files = ASSETS.into_iter().chain(not_built);
    files.map(|asset| (asset, asset.representation())).collect()
});

impl Asset {
    fn representation(&self) -> Representation {
        let content = Representation::new(self.content_type, Bytes::from_static(self.identity));
        content.with_small(self.brotli.map(Bytes::from_static))
    }

    fn caching(&self) -> &'static str {
        if self.hashed {
            "public, max-age=31536000, immutable"
        } else {
            "no-cache"
        }
    }
}

const INDEX: &str = "/index.html";
const NOT_BUILT: Asset = Asset {
    path: INDEX,
    content_type: HTML,
    hashed: false,
    identity: include_bytes!("not-built.html"),
    brotli: None,
};

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;
    use axum::http::header::{ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, VARY};

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
        let takes = HeaderMap::from_iter([(ACCEPT_ENCODING, HeaderValue::from_static("br"))]);

        let respond = |headers| {
            script
                .representation()
                .respond(StatusCode::OK, headers, script.caching())
        };
        let (small, plain) = (respond(&takes), respond(&HeaderMap::new()));

        assert_eq!(small.headers()[CONTENT_ENCODING], "br");
        assert!(!plain.headers().contains_key(CONTENT_ENCODING));
        for response in [small, plain] {
            let headers = response.headers();
            assert!(headers[CACHE_CONTROL].to_str().unwrap().contains("immutable"));
            assert_eq!(headers[VARY], "accept-encoding");
            assert_eq!(headers[CONTENT_TYPE], "text/javascript; charset=utf-8");
        }
    }
}
