//! What handlers learn about who asks.

use core::convert::Infallible;
use core::ops::Deref;
use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::request::Parts;
use ui::pages::Library;

use super::kit::client::Client;
use super::kit::language::Language;
use super::kit::representation::Representation;
use super::state::Relay;
use crate::limits::Source;

/// Somebody who asks: in which language they read, and what their browser says of itself. The language is chosen here and
/// nowhere else.
pub(in crate::http) struct Reader {
    language: Arc<Language>,
    headers: HeaderMap,
    source: Option<Source>,
}

impl Reader {
    /// Whoever sent `headers`.
    pub(in crate::http) fn new(relay: &Relay, headers: &HeaderMap) -> Self {
        Self {
            language: Arc::clone(relay.languages.of(headers)),
            headers: headers.clone(),
            source: None,
        }
    }

    /// Whom limits count; absent where that is not known.
    pub(in crate::http) fn source(&self) -> Option<Source> {
        self.source
    }

    /// The pages in their language.
    pub(in crate::http) fn library(&self) -> &Arc<Library> {
        self.language.library()
    }

    /// What the live page says in their language.
    pub(in crate::http) fn sentences(&self) -> &Representation {
        self.language.sentences()
    }

    /// What they sent along.
    pub(in crate::http) fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// Where they reach the relay: origin and path, without a slash at the end.
    pub(in crate::http) fn origin(&self, relay: &Relay) -> String {
        relay.front.address(&self.headers)
    }

    /// The same of the relay itself, also in the frame of a tenant.
    pub(in crate::http) fn site(&self, relay: &Relay) -> String {
        relay.front.site_address(&self.headers)
    }
}

impl FromRequestParts<Arc<Relay>> for Reader {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, relay: &Arc<Relay>) -> Result<Self, Infallible> {
        let client = parts.extensions.get::<Client>();
        Ok(Self {
            source: client.map(Client::source),
            ..Self::new(relay, &parts.headers)
        })
    }
}

impl Deref for Reader {
    type Target = Library;

    fn deref(&self) -> &Library {
        self.language.library()
    }
}
