//! The language of an answer: chosen here and nowhere else, by what the browser says of its reader.
//!
//! Reports hold no sentences, so a result that one person shared reads in the language of whoever opens it.

use std::sync::{Arc, OnceLock};

use axum::http::header::{ACCEPT_LANGUAGE, CONTENT_LANGUAGE, VARY};
use axum::http::{HeaderMap, HeaderName};
use codes::Catalogue;
use ui::pages::Library;
use words::{Words, page_source, preferred_language};

use super::representation::{compressed, tag};

/// A language that the relay speaks.
pub(in crate::http) struct Language {
    pub(in crate::http) library: Arc<Library>,
    sentences: OnceLock<Sentences>,
}

impl Language {
    /// What the live page says in it, made when the first reader asks.
    pub(in crate::http) fn sentences(&self) -> &Sentences {
        let tag = self.library.words().language();
        self.sentences.get_or_init(|| Sentences::new(tag))
    }
}

/// All of them.
pub(in crate::http) struct Languages {
    english: Language,
    others: Vec<Language>,
}

impl Languages {
    /// The pages of each language, about the same codes.
    pub(in crate::http) fn new(catalogue: Catalogue) -> Self {
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
    pub(in crate::http) fn of(&self, headers: &HeaderMap) -> &Language {
        let values = headers.get_all(ACCEPT_LANGUAGE).iter();
        let accepted: Vec<&str> = values.filter_map(|value| value.to_str().ok()).collect();
        let wanted = preferred_language(&accepted.join(","));
        let speaks = |language: &&Language| language.library.words().language() == wanted;
        self.others.iter().find(speaks).unwrap_or(&self.english)
    }
}

/// What an answer in `language` says of that, and that other readers may get another one.
pub(in crate::http) fn said_in(language: &'static str) -> [(HeaderName, &'static str); 2] {
    [(CONTENT_LANGUAGE, language), (VARY, "accept-language")]
}

/// What the page says in one language, as it is sent.
pub(in crate::http) struct Sentences {
    pub(in crate::http) language: &'static str,
    pub(in crate::http) plain: &'static str,
    pub(in crate::http) small: Option<Vec<u8>>,
    pub(in crate::http) tag: String,
}

impl Sentences {
    /// In the language of this BCP 47 tag; none in a language that is not known.
    pub(in crate::http) fn new(language: &'static str) -> Self {
        let plain = page_source(language).unwrap_or_default();
        Self {
            language,
            small: compressed(plain, BEST),
            tag: tag(plain),
            plain,
        }
    }
}

/// Compressed once for all readers.
const BEST: i32 = 11;
