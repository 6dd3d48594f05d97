//! Pages as they are sent, and the few that are kept so that a link which many open costs little.

use core::future::Future;
use std::sync::Arc;

use axum::body::Bytes;
use axum::http::header::{CACHE_CONTROL, CONTENT_ENCODING, CONTENT_LANGUAGE, CONTENT_TYPE, ETAG, VARY};
use axum::http::{HeaderMap, HeaderName, StatusCode};
use axum::response::{IntoResponse as _, Response};
use moka::future::Cache;
use ui::pages::{Frame, Library, Topic, render};

use super::assets::{ICON, RESULT_SCRIPT, RESULT_STYLES};
use super::representation::{COMPRESSION, compressed, knows, tag, takes_brotli};
use crate::store::StoreError;

/// A page as it is sent.
#[derive(Debug)]
pub(in crate::http) struct Rendered {
    plain: Bytes,
    /// Absent where compressing fails, which it does not do in memory.
    small: Option<Bytes>,
    tag: String,
    language: &'static str,
}

impl Rendered {
    /// Compresses a page that is written in `language`.
    pub(in crate::http) fn new(html: String, language: &'static str) -> Self {
        Self {
            language,
            small: compressed(&html, COMPRESSION).map(Bytes::from),
            tag: tag(&html),
            plain: Bytes::from(html),
        }
    }

    /// How many bytes go to a browser.
    pub(in crate::http) fn small_len(&self) -> usize {
        self.small.as_ref().unwrap_or(&self.plain).len()
    }

    /// The answer to a request for it.
    pub(in crate::http) fn respond(&self, status: StatusCode, headers: &HeaderMap, caching: &'static str) -> Response {
        let fixed = [
            (CACHE_CONTROL, caching),
            (VARY, "accept-encoding, accept-language"),
            (ETAG, self.tag.as_str()),
            (CONTENT_LANGUAGE, self.language),
            (CONTENT_TYPE, "text/html; charset=utf-8"),
        ];
        unlisted(if status.is_success() && knows(headers, &self.tag) {
            let [caching, vary, tag, language, _] = fixed;
            (StatusCode::NOT_MODIFIED, [caching, vary, tag, language]).into_response()
        } else {
            match self.small.clone().filter(|_| takes_brotli(headers)) {
                Some(small) => (status, fixed, [(CONTENT_ENCODING, "br")], small).into_response(),
                None => (status, fixed, self.plain.clone()).into_response(),
            }
        })
    }
}

/// A page of this part, as it is sent.
pub(in crate::http) async fn draw(library: &Arc<Library>, topic: Topic) -> Rendered {
    let frame = Frame {
        styles: RESULT_STYLES.into(),
        inlined: None,
        script: Some(RESULT_SCRIPT),
        icon: Some(ICON),
    };
    let html = render(Arc::clone(library), topic, frame).await;
    Rendered::new(html, library.words().language())
}

/// What search engines are to leave alone.
pub(in crate::http) fn unlisted(response: Response) -> Response {
    ([(ROBOTS, "noindex")], response).into_response()
}

/// What there is to see of a result.
#[derive(Clone, Debug)]
pub(in crate::http) enum Drawn {
    /// A page.
    Page(Arc<Rendered>),
    /// Ciphertext.
    Sealed,
    /// Nothing any more.
    Gone,
}

/// Everything that a rendered result depends on: what is kept under an id never changes.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(in crate::http) struct Rendering {
    /// The result.
    pub(in crate::http) id: String,
    /// Where the reader reaches the relay.
    pub(in crate::http) origin: String,
    /// The reader's language.
    pub(in crate::http) language: String,
    /// When it is read, in minutes since 1970: a page says how old it is.
    pub(in crate::http) minute: i64,
}

/// The pages that were rendered last. Whether a result is still there is asked elsewhere, on every read.
pub(in crate::http) struct Pages {
    results: Cache<Rendering, Drawn>,
    /// The page for links that lead to none, by language.
    gone: Cache<String, Arc<Rendered>>,
}

impl Pages {
    /// None yet.
    pub(in crate::http) fn new() -> Self {
        let weight = |_: &Rendering, drawn: &Drawn| {
            let bytes = match drawn {
                Drawn::Page(page) => page.plain.len() + page.small.as_ref().map_or(0, Bytes::len),
                Drawn::Sealed | Drawn::Gone => 0,
            };
            u32::try_from(bytes).unwrap_or(u32::MAX).saturating_add(ENTRY)
        };
        Self {
            results: Cache::builder().max_capacity(MOST_BYTES).weigher(weight).build(),
            gone: Cache::new(MOST_LANGUAGES),
        }
    }

    /// The page for links that lead to no result, drawn by `draw` where it is not there yet.
    pub(in crate::http) async fn gone(&self, language: &str, draw: impl Future<Output = Rendered>) -> Arc<Rendered> {
        self.gone
            .get_with_by_ref(language, async { Arc::new(draw.await) })
            .await
    }

    /// The page, drawn by `draw` where it is not there yet. Of several readers who come at once, one draws it.
    ///
    /// # Errors
    ///
    /// Those of `draw`; nothing is kept then.
    pub(in crate::http) async fn get(
        &self,
        rendering: &Rendering,
        draw: impl Future<Output = Result<Drawn, StoreError>>,
    ) -> Result<Drawn, StoreError> {
        let drawn = self.results.try_get_with_by_ref(rendering, draw).await;
        drawn.map_err(|error: Arc<StoreError>| *error)
    }
}

const ROBOTS: HeaderName = HeaderName::from_static("x-robots-tag");
/// About a hundred pages.
const MOST_BYTES: u64 = 16 * 1024 * 1024;
/// More than there are.
const MOST_LANGUAGES: u64 = 64;
/// What an entry takes besides its page, roughly.
const ENTRY: u32 = 512;
