//! Sentences that stand for a code, an event or a statement, and where a text has them.

use std::sync::{Arc, LazyLock};

use aho_corasick::AhoCorasick;

use super::event::Providers;
use super::fault::{CatalogueError, Fault};
use super::fold::Folded;
use super::program::Program;
use super::row::Row;

mod reading;
mod sentence;
mod similar;

pub use self::sentence::Weight;
pub(crate) use self::sentence::{Entry, Found, Saying};

use self::reading::{Reading, read_rows};
use self::sentence::Sentence;

/// All sentences, in the form in which they are looked for.
#[derive(Debug)]
pub(crate) struct Sentences {
    pub(super) entries: Vec<Entry>,
    pub(super) providers: Providers,
    /// What settings of connection files mean.
    pub(super) settings: Vec<(Arc<Row>, Weight)>,
    /// What the output of network tools means.
    pub(super) tools: Vec<(Arc<Row>, Weight)>,
    sentences: Vec<Sentence>,
    /// Finds the longest part of each sentence.
    keys: AhoCorasick,
}

impl Sentences {
    /// Those that belong to this version.
    pub(crate) fn builtin() -> Result<&'static Self, CatalogueError> {
        static BUILTIN: LazyLock<Result<Sentences, CatalogueError>> =
            LazyLock::new(|| Sentences::parse(SENTENCES, EVENTS, SETTINGS, TOOLS));
        BUILTIN.as_ref().map_err(|error| *error)
    }

    /// Reads `data/sentences.txt`, `data/events.txt`, `data/settings.txt` and `data/tools.txt`, whose heads describe them.
    fn parse(sentences: &str, events: &str, settings: &str, tools: &str) -> Result<Self, CatalogueError> {
        let mut reading = Reading::default();
        reading.sentences(sentences)?;
        let wrong = |fault| CatalogueError { line: 0, fault };
        let providers = Providers::new(reading.events(events)?).map_err(wrong)?;
        let keys: Vec<&str> = reading.sentences.iter().filter_map(key_of).collect();
        let keys = AhoCorasick::new(keys).map_err(|_| wrong(Fault::TooMany))?;
        Ok(Self {
            entries: reading.entries,
            providers,
            settings: read_rows(settings, Program::Mstsc)?,
            tools: read_rows(tools, Program::System)?,
            sentences: reading.sentences,
            keys,
        })
    }

    pub(crate) fn entry(&self, found: &Found) -> Option<&Entry> {
        self.entries.get(found.entry)
    }

    /// The sentences of `text` as they are known, in the order of the text; of several about one place the longest, and
    /// everyday ones only where there is nothing else.
    pub(crate) fn find(&self, text: &Folded) -> Vec<Found> {
        settle(self.hits(text))
    }

    fn hits(&self, text: &Folded) -> Vec<Found> {
        let mut found: Vec<Found> = Vec::new();
        for hit in self.keys.find_overlapping_iter(&text.letters) {
            let Some(sentence) = self.sentences.get(hit.pattern().as_usize()) else {
                continue;
            };
            if !text.is_whole(hit.start(), hit.end()) {
                continue;
            }
            if let Some((from, to)) = sentence.surrounds(text, hit.start(), hit.end()) {
                found.push(Found {
                    entry: sentence.entry,
                    at: text.origin(from),
                    span: (from, to),
                    letters: sentence.letters(),
                    everyday: sentence.everyday,
                    slips: 0,
                });
            }
        }
        found
    }

    /// All sentences of `text` as they are known, everyday ones, too.
    pub(crate) fn find_all(&self, text: &Folded) -> Vec<Found> {
        leave_out_the_shorter(self.hits(text))
    }

    /// The sentences that differ from `text` by a few letters, where none is in it as it is known.
    pub(crate) fn find_similar(&self, text: &Folded) -> Vec<Found> {
        settle(similar::find(&self.sentences, text))
    }
}

/// Leaves out what says less than another.
fn settle(mut found: Vec<Found>) -> Vec<Found> {
    if found.iter().any(|found| !found.everyday) {
        found.retain(|found| !found.everyday);
    }
    leave_out_the_shorter(found)
}

fn leave_out_the_shorter(mut found: Vec<Found>) -> Vec<Found> {
    found.sort_by_key(|found| (found.span.0, core::cmp::Reverse(found.letters)));
    let mut settled: Vec<Found> = Vec::new();
    for found in found {
        // A shorter one inside a longer one says less; equally long ones at one place are equally right.
        let inside = settled.iter().rev().take(MOST_AROUND).any(|longer| {
            let around = longer.span.0 <= found.span.0 && found.span.1 <= longer.span.1;
            longer.letters > found.letters && around
        });
        let again = settled
            .iter()
            .any(|known| known.entry == found.entry && known.at == found.at);
        if !inside && !again {
            settled.push(found);
        }
    }
    settled
}

fn key_of(sentence: &Sentence) -> Option<&str> {
    sentence.parts.get(sentence.key).map(String::as_str)
}

/// How many sentences may begin before one and reach over it.
const MOST_AROUND: usize = 32;
const SENTENCES: &str = include_str!("../data/sentences.txt");
const EVENTS: &str = include_str!("../data/events.txt");
const SETTINGS: &str = include_str!("../data/settings.txt");
const TOOLS: &str = include_str!("../data/tools.txt");
