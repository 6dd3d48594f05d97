//! The pages that a relay renders: whole documents that work without JavaScript. They are about findings, codes, shared
//! results and runs that somebody asked for.

mod shown;

use std::ops::Deref;
use std::sync::Arc;

use ::codes::{Catalogue, Decoded, Note, Relations, Verdict, decode};
use diagnosis::Finding;
use diagnosis::catalogue::{WITHDRAWN, findings};
use wire::Life;
use words::Words;
use yew::prelude::*;

use crate::view::result::Medium;
use crate::view::{asked, codes, compare, document, help, result};

pub use self::shown::{Asked, Asking, Bytes, Compared, Found, Kept, Shown, Side, age};

/// Everything that the pages say.
pub struct Library {
    pub(crate) words: Words,
    pub(crate) catalogue: Arc<Catalogue>,
    pub(crate) relations: Arc<Relations>,
    pub(crate) findings: Vec<Finding>,
}

impl Library {
    /// The pages about all findings and about the codes of `catalogue`, in the language of `words`.
    pub fn new(words: Words, catalogue: Catalogue) -> Self {
        Self {
            words,
            relations: Arc::new(Relations::new(&catalogue)),
            catalogue: Arc::new(catalogue),
            findings: findings().collect(),
        }
    }

    /// The same pages in another language.
    #[must_use]
    pub fn in_words(&self, words: Words) -> Self {
        Self {
            words,
            catalogue: Arc::clone(&self.catalogue),
            relations: Arc::clone(&self.relations),
            findings: self.findings.clone(),
        }
    }

    /// The sentences of the pages.
    pub fn words(&self) -> &Words {
        &self.words
    }

    /// The id of the finding that somebody asks for, whatever its case, also of a withdrawn one; absent where there is
    /// none.
    pub fn finding_id(&self, asked: &str) -> Option<&'static str> {
        let mut ids = self.findings.iter().map(|finding| finding.id).chain(WITHDRAWN);
        ids.find(|id| id.eq_ignore_ascii_case(asked))
    }

    /// The number that somebody asks for, in any notation or by its name; absent where no program shows it.
    pub fn number(&self, asked: &str) -> Option<u32> {
        let asked = asked.trim();
        let mut named = self.catalogue.with_name(asked).map(|row| row.number);
        if let Some(first) = named.next() {
            return named.all(|other| other == first).then_some(first);
        }
        let is_one_word = asked.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
        let decoded = is_one_word.then(|| decode(&self.catalogue, asked))?;
        let is_code = decoded.verdict == Verdict::Understood && !decoded.notes.contains(&Note::FromSentence);
        is_code.then(|| decoded.codes().next()?.number)?
    }

    /// What a code, or all that a program showed, means.
    pub fn decode(&self, text: &str) -> Decoded {
        decode(&self.catalogue, text)
    }

    pub(crate) fn finding(&self, id: &str) -> Option<&Finding> {
        self.findings.iter().find(|finding| finding.id == id)
    }
}

/// What a page is about.
#[derive(Clone, Debug, PartialEq)]
pub enum Topic {
    /// All findings.
    Findings,
    /// The finding with this id.
    Finding(&'static str),
    /// That there is no finding with this id.
    NoFinding(String),
    /// All codes, and how to search them.
    Codes,
    /// This number.
    Code(u32),
    /// That this is no code.
    NoCode(String),
    /// What was found for these words, or what this message means.
    Search(String),
    /// That what was to be searched is too long.
    TooLong,
    /// This result.
    Result(Arc<Shown>),
    /// That there is no such result, with the longest life that this relay gives; absent where it keeps none.
    Gone(Option<Life>),
    /// That the store does not tell, with a sentence that says why.
    Trouble(String),
    /// These two results.
    Compared(Arc<Compared>),
    /// The form that asks for a run.
    Ask(Asking),
    /// A run that was asked for.
    Asked(Asked),
}

/// What a page needs from the server that it comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Frame {
    /// The addresses of the style sheets, in order.
    pub styles: Vec<&'static str>,
    /// A style sheet that stands in the document itself, which then is a file of its own: it needs no relay.
    pub inlined: Option<String>,
    /// The address of the script.
    pub script: Option<&'static str>,
    /// The address of the icon.
    pub icon: Option<&'static str>,
}

/// The address of a finding's page.
pub fn finding_path(id: &str) -> String {
    format!("/help/{id}")
}

/// The address of a number's page.
pub fn code_path(number: u32) -> String {
    format!("/codes/0x{number:X}")
}

/// The whole document about `topic`.
pub async fn render(library: Arc<Library>, topic: Topic, frame: Frame) -> String {
    let props = move || SheetProps {
        library: Shared(library),
        topic,
        frame,
    };
    let renderer = yew::ServerRenderer::<Sheet>::with_props(props).hydratable(false);
    let mut html = String::from("<!doctype html>\n");
    renderer.render_to_string(&mut html).await;
    html.push('\n');
    html
}

/// Equal only to itself.
#[derive(Clone)]
struct Shared(Arc<Library>);

impl PartialEq for Shared {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Deref for Shared {
    type Target = Library;

    fn deref(&self) -> &Library {
        &self.0
    }
}

#[derive(Clone, PartialEq, Properties)]
struct SheetProps {
    library: Shared,
    topic: Topic,
    frame: Frame,
}

#[component]
fn Sheet(props: &SheetProps) -> Html {
    let library: &Library = &props.library;
    let (head, main) = match &props.topic {
        Topic::Findings => help::index(library),
        Topic::Finding(id) => match library.finding(id) {
            Some(finding) => help::finding(library, finding),
            None => help::withdrawn(library, id),
        },
        Topic::NoFinding(asked) => help::missing(library, asked),
        Topic::Codes => codes::index(library),
        Topic::Code(number) => codes::code(library, *number),
        Topic::NoCode(asked) => codes::missing(library, asked),
        Topic::Search(query) => codes::search(library, query),
        Topic::TooLong => codes::too_long(library),
        Topic::Result(shown) => {
            let is_file = props.frame.inlined.is_some();
            result::result(library, shown, if is_file { Medium::File } else { Medium::Page })
        }
        Topic::Gone(longest) => result::gone(library, *longest),
        Topic::Trouble(sentence) => result::trouble(library, sentence),
        Topic::Compared(compared) => compare::compared(library, compared),
        Topic::Ask(asking) => asked::ask(library, asking),
        Topic::Asked(asked) => asked::asked(library, asked),
    };
    document::document(&library.words, &props.frame, &head, main)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The sources of what these pages show.
    const SOURCES: [&str; 13] = [
        include_str!("pages/shown.rs"),
        include_str!("view/asked.rs"),
        include_str!("view/codes.rs"),
        include_str!("view/codes/meaning.rs"),
        include_str!("view/codes/search.rs"),
        include_str!("view/compare.rs"),
        include_str!("view/document.rs"),
        include_str!("view/help.rs"),
        include_str!("view/result.rs"),
        include_str!("view/result/about.rs"),
        include_str!("view/result/actions.rs"),
        include_str!("view/result/row.rs"),
        include_str!("view/source.rs"),
    ];
    const LOCALES: [&str; 2] = [
        include_str!("../../crates/words/locales/en/help.ftl"),
        include_str!("../../crates/words/locales/en/result.ftl"),
    ];

    /// Every text in quotes that looks like a key of the locale.
    fn named() -> Vec<&'static str> {
        let quoted = SOURCES.iter().flat_map(|source| source.split('"').skip(1).step_by(2));
        quoted.filter(|text| text.starts_with("page-")).collect()
    }

    #[test]
    fn every_key_that_the_pages_name_has_a_sentence() {
        let words = Words::english();
        for key in named() {
            assert_ne!(words.text(key), key);
        }
    }

    #[test]
    fn every_sentence_for_the_pages_is_used() {
        let lines = LOCALES.iter().flat_map(|locale| locale.lines());
        let keys = lines.filter_map(|line| line.split_once(" =")).map(|(key, _)| key);
        for key in keys.filter(|key| key.starts_with("page-")) {
            assert!(named().contains(&key), "{key}");
        }
    }

    #[test]
    fn names_and_numbers_lead_to_a_number_and_sentences_to_none() {
        let library = Library::new(Words::english(), Catalogue::builtin().unwrap());

        assert_eq!(library.number("0x4"), Some(4));
        assert_eq!(library.number(" 516 "), Some(0x204));
        assert_eq!(library.number("ERRINFO_LOGON_TIMEOUT"), Some(4));
        assert_eq!(library.number("net unreachable"), Some(0));
        for asked in [
            "",
            "freerdp",
            "internal",
            "an internal error has occurred",
            "error 0x4",
            "0xBEEF1234",
        ] {
            assert_eq!(library.number(asked), None, "{asked}");
        }
        assert_eq!(library.finding_id("rdp-tcp-001"), Some("RDP-TCP-001"));
        assert_eq!(library.finding_id("rdp-nla-018"), Some("RDP-NLA-018"));
        assert_eq!(library.finding_id("RDP-TCP-01"), None);
    }
}
