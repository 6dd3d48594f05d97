//! The language of an answer: chosen here and nowhere else, by what the browser says of its reader.
//!
//! Reports hold no sentences, so a result that one person shared reads in the language of whoever opens it.

use core::convert::Infallible;
use core::ops::Deref;
use std::sync::{Arc, OnceLock};

use axum::extract::FromRequestParts;
use axum::http::header::{ACCEPT_LANGUAGE, CONTENT_LANGUAGE, VARY};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName};
use codes::Catalogue;
use ui::pages::Library;
use words::{Words, preferred_language};

use super::Relay;
use super::words::Sentences;

/// A language that the relay speaks.
pub(super) struct Language {
    library: Arc<Library>,
    sentences: OnceLock<Sentences>,
}

impl Language {
    /// What the live page says in it, made when the first reader asks.
    pub(super) fn sentences(&self) -> &Sentences {
        let tag = self.library.words().language();
        self.sentences.get_or_init(|| Sentences::new(tag))
    }
}

/// All of them.
pub(super) struct Languages {
    english: Language,
    others: Vec<Language>,
}

impl Languages {
    /// The pages of each language, about the same codes.
    pub(super) fn new(catalogue: Catalogue) -> Self {
        let language = |library| Language {
            library: Arc::new(library),
            sentences: OnceLock::new(),
        };
        let english = Library::new(Words::english(), catalogue);
        let others = Words::in_every_language()
            .into_iter()
            .filter(|words| words.language() != english.words().language())
            .map(|words| language(english.in_words(words)))
            .collect();
        Self {
            english: language(english),
            others,
        }
    }

    /// The one that whoever sent `headers` prefers.
    pub(super) fn of(&self, headers: &HeaderMap) -> &Language {
        let values = headers.get_all(ACCEPT_LANGUAGE).iter();
        let accepted: Vec<&str> = values.filter_map(|value| value.to_str().ok()).collect();
        let wanted = preferred_language(&accepted.join(","));
        let speaks = |language: &&Language| language.library.words().language() == wanted;
        self.others.iter().find(speaks).unwrap_or(&self.english)
    }
}

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

/// What an answer in `language` says of that, and that other readers may get another one.
pub(super) fn said_in(language: &'static str) -> [(HeaderName, &'static str); 2] {
    [(CONTENT_LANGUAGE, language), (VARY, "accept-language")]
}
