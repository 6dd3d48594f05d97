//! How an answer is compressed, and how a browser tells that it has it already.

use core::hash::{Hash as _, Hasher as _};
use std::hash::DefaultHasher;

use axum::http::header::{ACCEPT_ENCODING, CACHE_CONTROL, IF_NONE_MATCH};
use axum::http::{HeaderMap, HeaderName};
use brotli::enc::BrotliEncoderParams;

/// The same for the same text. It says nothing about the encoding, so it is a weak one.
pub(in crate::http) fn tag(html: &str) -> String {
    let mut hasher = DefaultHasher::new();
    html.hash(&mut hasher);
    format!("W/\"{:016x}\"", hasher.finish())
}

/// Whether the browser has what `tag` stands for.
pub(in crate::http) fn knows(headers: &HeaderMap, tag: &str) -> bool {
    let known = headers.get_all(IF_NONE_MATCH).iter();
    known
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .any(|known| known.trim() == tag)
}

/// Absent where compressing fails, which it does not do in memory.
pub(in crate::http) fn compressed(html: &str, quality: i32) -> Option<Vec<u8>> {
    let parameters = BrotliEncoderParams {
        quality,
        lgwin: WINDOW,
        size_hint: html.len(),
        ..BrotliEncoderParams::default()
    };
    let mut small = Vec::new();
    brotli::BrotliCompress(&mut html.as_bytes(), &mut small, &parameters).ok()?;
    Some(small)
}

/// Whether `br` is named and not ruled out by a weight of zero (RFC 9110 12.5.3).
pub(in crate::http) fn takes_brotli(headers: &HeaderMap) -> bool {
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

/// Of 11. The next level takes thirty times as long, milliseconds a page, and saves little.
pub(in crate::http) const COMPRESSION: i32 = 4;
/// 64 KiB, which is about the size of the largest page.
const WINDOW: i32 = 16;
/// What is shared can be taken back at once, so nobody on the way keeps it; and no search engine lists it.
pub(in crate::http) const NEVER_KEPT: [(HeaderName, &str); 2] = [
    (CACHE_CONTROL, "no-store"),
    (HeaderName::from_static("x-robots-tag"), "noindex"),
];

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
}
