//! What the pages are written from: sentences, codes and findings.

use std::ops::Deref;
use std::sync::Arc;

use ::codes::{Catalogue, Decoded, Explainer, Note, Relations, Verdict, decode};
use diagnosis::Finding;
use diagnosis::catalogue::{WITHDRAWN, findings};
use words::Words;

/// Everything that the pages say.
pub struct Library {
    pub(crate) words: Words,
    pub(crate) catalogue: Arc<Catalogue>,
    pub(crate) relations: Arc<Relations>,
    pub(crate) findings: Vec<Finding>,
    /// The path below which the relay is reached, such as `/rdp`; empty at the root.
    pub(crate) base: String,
    pub(crate) links: Links,
    /// Whether the page leads to a sign-in.
    pub(crate) sign_in: SignInOffer,
    /// Where support is reached; absent where the owner named nothing.
    pub(crate) contact: Option<String>,
    pub(crate) operator: Operator,
}

/// Who runs the relay, as the end of every page says it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Operator {
    /// Their name.
    pub name: Option<String>,
    /// The address of whoever helps those who use the relay.
    pub help: Option<String>,
    /// What becomes of people's data.
    pub privacy: Option<Privacy>,
}

/// What becomes of people's data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Privacy {
    /// A page at this address tells it.
    Page(String),
    /// This.
    Text(String),
}

/// Whether the relay keeps results for those who have a link, and so whether pages offer links.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Links {
    /// It does.
    Offered,
    /// It keeps nothing.
    Off,
}

/// Whether the relay has what signs in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignInOffer {
    /// It has.
    Offered,
    /// It was built without.
    Off,
}

impl Library {
    /// The pages about all findings and about the codes of `catalogue`, in the language of `words`.
    pub fn new(words: Words, catalogue: Catalogue) -> Self {
        Self {
            words,
            relations: Arc::new(Relations::new(&catalogue)),
            catalogue: Arc::new(catalogue),
            findings: findings().collect(),
            base: String::new(),
            links: Links::Offered,
            sign_in: SignInOffer::Off,
            contact: None,
            operator: Operator::default(),
        }
    }

    /// The same pages of a relay that is reached below `base`, such as `/rdp`.
    #[must_use]
    pub fn below(self, base: &str) -> Self {
        Self {
            base: base.to_owned(),
            ..self
        }
    }

    /// The same pages of a relay that keeps results, or keeps none.
    #[must_use]
    pub fn with_links(self, links: Links) -> Self {
        Self { links, ..self }
    }

    /// The same pages of a relay that has what signs in, or has not.
    #[must_use]
    pub fn with_sign_in(self, sign_in: SignInOffer) -> Self {
        Self { sign_in, ..self }
    }

    /// The same pages of a relay whose owner names where support is reached: `mailto:` and a mail address, or a web address
    /// without quotes.
    #[must_use]
    pub fn with_contact(self, contact: Option<&str>) -> Self {
        Self {
            contact: contact.map(str::to_owned),
            ..self
        }
    }

    /// The same pages of a relay whose owner says who they are.
    #[must_use]
    pub fn with_operator(self, operator: Operator) -> Self {
        Self { operator, ..self }
    }

    /// The same pages in another language.
    #[must_use]
    pub fn in_words(&self, words: Words) -> Self {
        Self {
            words,
            catalogue: Arc::clone(&self.catalogue),
            relations: Arc::clone(&self.relations),
            findings: self.findings.clone(),
            base: self.base.clone(),
            links: self.links,
            sign_in: self.sign_in,
            contact: self.contact.clone(),
            operator: self.operator.clone(),
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

    /// Reads a text or a file of any kind.
    pub fn explainer(&self) -> Explainer<'_> {
        Explainer::new(&self.catalogue)
    }

    pub(crate) fn finding(&self, id: &str) -> Option<&Finding> {
        self.findings.iter().find(|finding| finding.id == id)
    }
}

/// A library among the properties of a component; equal only to itself.
#[derive(Clone)]
pub(crate) struct Shared(pub(crate) Arc<Library>);

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
