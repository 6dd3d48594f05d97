//! The language of an answer: chosen here and nowhere else, by what the browser says of its reader.
//!
//! Reports hold no sentences, so a result that one person shared reads in the language of whoever opens it.

use std::sync::{Arc, OnceLock};

use axum::http::header::{ACCEPT_LANGUAGE, CONTENT_LANGUAGE, VARY};
use axum::http::{HeaderMap, HeaderName};
use codes::Catalogue;
use ui::pages::{Library, Links, Operator, SignInOffer};
use words::{Words, page_source, preferred_language};

use super::assets;
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

impl Language {
    fn new(library: Library) -> Arc<Self> {
        Arc::new(Self {
            library: Arc::new(library),
            sentences: OnceLock::new(),
        })
    }

    /// The same below `base`.
    fn below(&self, base: &str) -> Arc<Self> {
        let words = self.library.words().clone();
        Self::new(self.library.in_words(words).below(base))
    }
}

/// All of them.
pub(in crate::http) struct Languages {
    english: Arc<Language>,
    others: Vec<Arc<Language>>,
    /// The tag of the one that everybody gets; absent where readers choose.
    only: Option<&'static str>,
}

impl Languages {
    /// The pages of each language, about the same codes; in the language `only` for everybody, where there is one.
    pub(in crate::http) fn new(
        catalogue: Catalogue,
        base: &str,
        links: Links,
        contact: Option<&str>,
        operator: Operator,
        only: Option<&'static str>,
    ) -> Self {
        let sign_in = match assets::sign_in() {
            Some(_) => SignInOffer::Offered,
            None => SignInOffer::Off,
        };
        let english = Library::new(Words::english(), catalogue)
            .below(base)
            .with_links(links)
            .with_sign_in(sign_in)
            .with_contact(contact)
            .with_operator(operator);
        let others = Words::in_every_language()
            .into_iter()
            .filter(|words| words.language() != english.words().language())
            .map(|words| Language::new(english.in_words(words)))
            .collect();
        Self {
            english: Language::new(english),
            others,
            only,
        }
    }

    /// The same pages below `base`; in the language `only` for everybody, where a portal chooses it.
    pub(in crate::http) fn below(&self, base: &str, only: Option<&'static str>) -> Self {
        Self {
            english: self.english.below(base),
            others: self.others.iter().map(|language| language.below(base)).collect(),
            only: only.or(self.only),
        }
    }

    /// The pages in English, for what is told in no other language.
    pub(in crate::http) fn in_english(&self) -> &Arc<Library> {
        self.english.library()
    }

    /// The tags of all (BCP 47).
    pub(in crate::http) fn tags(&self) -> impl Iterator<Item = &'static str> {
        let all = [&self.english].into_iter().chain(&self.others);
        all.map(|language| language.library.words().language())
    }

    /// The one that whoever sent `headers` prefers.
    pub(in crate::http) fn of(&self, headers: &HeaderMap) -> &Arc<Language> {
        let values = headers.get_all(ACCEPT_LANGUAGE).iter();
        let accepted: Vec<&str> = values.filter_map(|value| value.to_str().ok()).collect();
        let wanted = self.only.unwrap_or_else(|| preferred_language(&accepted.join(",")));
        let speaks = |language: &&Arc<Language>| language.library.words().language() == wanted;
        self.others.iter().find(speaks).unwrap_or(&self.english)
    }
}

/// The language that a portal asks for with `tag`, such as `de-AT`; absent where the relay does not speak it.
pub(in crate::http) fn wanted(tag: &str) -> Option<&'static str> {
    let chosen = preferred_language(tag);
    let primary = tag.split('-').next().unwrap_or_default();
    chosen.eq_ignore_ascii_case(primary).then_some(chosen)
}

/// What an answer in `language` says of that, and that other readers may get another one.
pub(in crate::http) fn said_in(language: &'static str) -> [(HeaderName, &'static str); 2] {
    [(CONTENT_LANGUAGE, language), (VARY, "accept-language")]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_portal_gets_the_language_that_it_names_in_any_writing_and_no_other() {
        for (tag, expected) in [
            ("de", Some("de")),
            ("de-AT", Some("de")),
            ("DE-at", Some("de")),
            ("en", Some("en")),
            ("tlh", None),
            ("", None),
        ] {
            assert_eq!(wanted(tag), expected, "{tag}");
        }
    }
}
