//! What handlers learn about who asks.

use core::convert::Infallible;
use core::ops::Deref;
use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::request::Parts;
use ui::pages::Library;

use super::state::Relay;

/// The pages in the language of whoever sent `headers`.
pub(super) fn reader<'a>(relay: &'a Relay, headers: &HeaderMap) -> &'a Arc<Library> {
    &relay.languages.of(headers).library
}

/// The same, for a handler.
pub(super) struct Reader(Arc<Library>);

impl FromRequestParts<Arc<Relay>> for Reader {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, relay: &Arc<Relay>) -> Result<Self, Infallible> {
        Ok(Self(Arc::clone(reader(relay, &parts.headers))))
    }
}

impl Deref for Reader {
    type Target = Library;

    fn deref(&self) -> &Library {
        &self.0
    }
}
