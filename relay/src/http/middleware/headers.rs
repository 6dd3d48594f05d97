//! The headers that make a browser careful with our pages.

use axum::http::header::{CONTENT_SECURITY_POLICY, HeaderName, HeaderValue, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS};
use axum::response::Response;
use data_encoding::BASE64;
use sha2::{Digest as _, Sha256};

/// Who may show the answers of a group of routes in a frame (`frame-ancestors`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::http) enum Framing {
    /// Nobody.
    Nowhere,
    /// Pages of these origins, with spaces between them.
    By(String),
}

impl Framing {
    fn ancestors(&self) -> &str {
        match self {
            Self::Nowhere => "'none'",
            Self::By(origins) => origins,
        }
    }
}

/// Adds these headers to an answer; `style` is the source of a style sheet in it. What the answer says itself stays.
pub(in crate::http) fn secure(framing: &Framing, style: Option<&str>, mut response: Response) -> Response {
    let styles = style.map_or_else(|| "'self'".to_owned(), |style| format!("'self' {style}"));
    let headers = response.headers_mut();
    for (name, value) in SECURITY_HEADERS {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    if matches!(framing, Framing::By(_)) {
        for (name, value) in FRAME_HEADERS {
            headers.entry(name).or_insert(HeaderValue::from_static(value));
        }
    }
    // Made of what stands here.
    if let Ok(policy) = HeaderValue::try_from(policy(&styles, framing)) {
        headers.entry(CONTENT_SECURITY_POLICY).or_insert(policy);
    }
    response
}

/// The policy of a page that holds this style sheet.
pub(in crate::http) fn policy_with_style(style: &str, framing: &Framing) -> String {
    let hash = BASE64.encode(&Sha256::digest(style.as_bytes()));
    policy(&format!("'self' 'sha256-{hash}'"), framing)
}

/// The policy of the document that signs in: only the page of this very origin may frame it, and it loads nothing but its
/// own files. What cannot be fetched from anywhere cannot be told to anybody either.
pub(in crate::http) fn policy_of_sign_in() -> HeaderValue {
    HeaderValue::from_static(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; style-src 'self'; \
         img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; object-src 'none'",
    )
}

fn policy(styles: &str, framing: &Framing) -> String {
    let ancestors = framing.ancestors();
    format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; style-src {styles}; \
         img-src 'self' data: blob:; font-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'self'; \
         frame-ancestors {ancestors}; object-src 'none'"
    )
}

/// What portals need that isolate themselves (`Cross-Origin-Embedder-Policy: require-corp`): a frame in them has to do the
/// same, and to say that others may have it. Who may frame it stands in the policy.
const FRAME_HEADERS: [(HeaderName, &str); 2] = [
    (HeaderName::from_static("cross-origin-embedder-policy"), "require-corp"),
    (HeaderName::from_static("cross-origin-resource-policy"), "cross-origin"),
];

const SECURITY_HEADERS: [(HeaderName, &str); 4] = [
    (REFERRER_POLICY, "no-referrer"),
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (
        HeaderName::from_static("permissions-policy"),
        "accelerometer=(), autoplay=(), camera=(), clipboard-read=(), clipboard-write=(self), display-capture=(), \
         encrypted-media=(), fullscreen=(), gamepad=(), geolocation=(), gyroscope=(), hid=(), idle-detection=(), \
         local-fonts=(), magnetometer=(), microphone=(), midi=(), payment=(), picture-in-picture=(), \
         publickey-credentials-get=(), screen-wake-lock=(), serial=(), usb=(), xr-spatial-tracking=()",
    ),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
];
