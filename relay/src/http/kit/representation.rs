//! What is sent, with its type, its language, its tag and its compressed form (RFC 9110, "representation").
//!
//! This is the one way to send what is more than a few lines. What comes without a compressed form is compressed on its
//! way out, where the reader takes that (`router.rs`).

use axum::body::Bytes;
use axum::http::header::{
    ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_LANGUAGE, CONTENT_TYPE, ETAG, IF_NONE_MATCH, VARY,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse as _, Response};
use content_hash::content_hash;

use crate::compression::{Effort, brotli};

/// Something as it is sent.
#[derive(Debug)]
pub(in crate::http) struct Representation {
    content_type: &'static str,
    /// Absent where it holds no sentences.
    language: Option<&'static str>,
    plain: Bytes,
    /// With brotli; absent where that gains nothing.
    small: Option<Bytes>,
    tag: String,
}

impl Representation {
    /// Content of this type, in no language.
    pub(in crate::http) fn new(content_type: &'static str, content: impl Into<Bytes>) -> Self {
        let plain = content.into();
        Self {
            content_type,
            language: None,
            small: None,
            // It says nothing about the encoding, so it is a weak one.
            tag: format!("W/\"{}\"", content_hash([&plain])),
            plain,
        }
    }

    /// A document for people, compressed.
    pub(in crate::http) fn html(html: String, language: &'static str) -> Self {
        Self::new(HTML, html).in_language(language).compressed(Effort::Often)
    }

    /// The same in this language (BCP 47). Other readers may get another one.
    pub(in crate::http) fn in_language(self, language: &'static str) -> Self {
        Self {
            language: Some(language),
            ..self
        }
    }

    /// The same with its compressed form.
    pub(in crate::http) fn compressed(self, effort: Effort) -> Self {
        let small = brotli(&self.plain, effort).map(Bytes::from);
        self.with_small(small)
    }

    /// The same with a compressed form that was made before.
    pub(in crate::http) fn with_small(self, small: Option<Bytes>) -> Self {
        Self { small, ..self }
    }

    /// How many bytes go to a browser.
    pub(in crate::http) fn small_len(&self) -> usize {
        self.small.as_ref().unwrap_or(&self.plain).len()
    }

    /// How many bytes of memory the content takes.
    pub(in crate::http) fn weight(&self) -> usize {
        self.plain.len() + self.small.as_ref().map_or(0, Bytes::len)
    }

    /// The answer to a request with these `headers`: the content, or that the reader has it already.
    pub(in crate::http) fn respond(&self, status: StatusCode, headers: &HeaderMap, caching: &'static str) -> Response {
        let known = status.is_success() && knows(headers, &self.tag);
        let mut response = match self.small.clone().filter(|_| takes_brotli(headers)) {
            _ if known => StatusCode::NOT_MODIFIED.into_response(),
            Some(small) => (status, [(CONTENT_ENCODING, "br")], small).into_response(),
            None => (status, self.plain.clone()).into_response(),
        };
        let about = response.headers_mut();
        about.insert(CACHE_CONTROL, HeaderValue::from_static(caching));
        if let Ok(tag) = HeaderValue::try_from(&self.tag) {
            about.insert(ETAG, tag);
        }
        let varies = match self.language {
            Some(language) => {
                about.insert(CONTENT_LANGUAGE, HeaderValue::from_static(language));
                "accept-encoding, accept-language"
            }
            None => "accept-encoding",
        };
        about.insert(VARY, HeaderValue::from_static(varies));
        // It describes no content (RFC 9110 15.4.5).
        if known {
            about.remove(CONTENT_TYPE);
        } else {
            about.insert(CONTENT_TYPE, HeaderValue::from_static(self.content_type));
        }
        response
    }
}

/// Whether the browser has what `tag` stands for.
fn knows(headers: &HeaderMap, tag: &str) -> bool {
    let known = headers.get_all(IF_NONE_MATCH).iter();
    known
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .any(|known| known.trim() == tag)
}

/// Whether `br` is named and not ruled out by a weight of zero (RFC 9110 12.5.3).
fn takes_brotli(headers: &HeaderMap) -> bool {
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

/// What search engines are to leave alone.
pub(in crate::http) fn unlisted(response: Response) -> Response {
    ([(ROBOTS, "noindex")], response).into_response()
}

/// What is shared can be taken back at once, so nobody on the way keeps it; and no search engine lists it.
pub(in crate::http) const NEVER_KEPT: [(HeaderName, &str); 2] = [(CACHE_CONTROL, "no-store"), (ROBOTS, "noindex")];
/// Documents.
pub(in crate::http) const HTML: &str = "text/html; charset=utf-8";
const ROBOTS: HeaderName = HeaderName::from_static("x-robots-tag");

#[cfg(test)]
mod tests {
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
            let page = Representation::html("a".repeat(1000), "en");

            let response = page.respond(StatusCode::OK, &headers, "no-cache");

            assert_eq!(
                response.headers().contains_key(CONTENT_ENCODING),
                expected,
                "{accepted}"
            );
            assert_eq!(response.headers()[VARY], "accept-encoding, accept-language");
            assert_eq!(response.headers()[CONTENT_LANGUAGE], "en");
        }
    }

    #[test]
    fn what_the_reader_has_is_not_sent_again() {
        let page = Representation::new("text/plain", "same");
        let first = page.respond(StatusCode::OK, &HeaderMap::new(), "no-cache");
        let tag = first.headers()[ETAG].clone();
        let known = HeaderMap::from_iter([(IF_NONE_MATCH, tag.clone())]);

        let again = page.respond(StatusCode::OK, &known, "no-cache");
        let changed = Representation::new("text/plain", "other").respond(StatusCode::OK, &known, "no-cache");
        let failed = page.respond(StatusCode::GONE, &known, "no-cache");
        let among = format!("W/\"other\", {}", tag.to_str().unwrap());
        let among = HeaderMap::from_iter([(IF_NONE_MATCH, HeaderValue::try_from(among).unwrap())]);

        assert_eq!(
            (again.status(), &again.headers()[ETAG]),
            (StatusCode::NOT_MODIFIED, &tag)
        );
        assert_eq!(again.headers()[CACHE_CONTROL], "no-cache");
        assert_eq!(again.headers().get(CONTENT_TYPE), None);
        assert_eq!((changed.status(), failed.status()), (StatusCode::OK, StatusCode::GONE));
        assert_eq!(
            page.respond(StatusCode::OK, &among, "no-cache").status(),
            StatusCode::NOT_MODIFIED
        );
    }
}
