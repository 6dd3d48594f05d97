//! The language of an answer: chosen here and nowhere else, by what the browser says of its reader.
//!
//! Reports hold no sentences, so a result that one person shared reads in the language of whoever opens it.

use std::sync::{Arc, OnceLock};

use axum::http::header::{ACCEPT_LANGUAGE, CONTENT_LANGUAGE, VARY};
use axum::http::{HeaderMap, HeaderName};
use codes::Catalogue;
use ui::pages::{Library, Links};
use words::{Words, page_source, preferred_language};

use super::representation::Representation;
use crate::compression::Effort;

/// A language that the relay speaks.
pub(in crate::http) struct Language {
    library: Arc<Library>,
    sentences: OnceLock<Representation>,
}

impl Language {
    /// The pages in it.
    pub(in crate::http) fn library(&self) -> &Arc<Library> {
        &self.library
    }

    /// What the live page says in it, made when the first reader asks.
    pub(in crate::http) fn sentences(&self) -> &Representation {
        let tag = self.library.words().language();
        self.sentences.get_or_init(|| {
            let sentences = page_source(tag).unwrap_or_default();
            Representation::new("application/json", sentences)
                .in_language(tag)
                .compressed(Effort::Once)
        })
    }
}

/// All of them.
pub(in crate::http) struct Languages {
    english: Arc<Language>,
    others: Vec<Arc<Language>>,
}

impl Languages {
    /// The pages of each language, about the same codes.
    pub(in crate::http) fn new(catalogue: Catalogue, base: &str, links: Links, contact: Option<&str>) -> Self {
        let language = |library| {
            Arc::new(Language {
                library: Arc::new(library),
                sentences: OnceLock::new(),
            })
        };
        let english = Library::new(Words::english(), catalogue)
            .below(base)
            .with_links(links)
            .with_contact(contact);
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
    pub(in crate::http) fn of(&self, headers: &HeaderMap) -> &Arc<Language> {
        let values = headers.get_all(ACCEPT_LANGUAGE).iter();
        let accepted: Vec<&str> = values.filter_map(|value| value.to_str().ok()).collect();
        let wanted = preferred_language(&accepted.join(","));
        let speaks = |language: &&Arc<Language>| language.library.words().language() == wanted;
        self.others.iter().find(speaks).unwrap_or(&self.english)
    }
}

/// What an answer in `language` says of that, and that other readers may get another one.
pub(in crate::http) fn said_in(language: &'static str) -> [(HeaderName, &'static str); 2] {
    [(CONTENT_LANGUAGE, language), (VARY, "accept-language")]
}
