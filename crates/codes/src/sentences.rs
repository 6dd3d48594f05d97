//! Sentences that stand for a code, an event or a statement, and where a text has them.

use std::sync::{Arc, LazyLock};

use aho_corasick::AhoCorasick;

use super::event::Providers;
use super::fault::{CatalogueError, Fault};
use super::fold::Folded;
use super::program::Program;
use super::row::Row;
use super::table::Table;

mod reading;
mod similar;

use reading::{Reading, read_rows};

/// What a sentence stands for.
#[derive(Clone, Debug)]
pub(crate) enum Saying {
    /// One of these codes.
    Codes(Vec<(Table, u32)>),
    /// What the row says.
    Statement(Arc<Row>, Weight),
    /// An event whose text it is.
    Event(Arc<Row>, Weight),
}

/// How much a line tells about why a connection failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Weight {
    /// It is why.
    Cause,
    /// It follows from something else.
    Effect,
    /// It may matter, but is no failure by itself.
    Note,
    /// A step on the way that worked.
    Step,
}

impl Weight {
    pub(super) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "cause" => Self::Cause,
            "effect" => Self::Effect,
            "note" => Self::Note,
            "step" => Self::Step,
            _ => return None,
        })
    }
}

/// What the sentences of one section have in common.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(crate) saying: Saying,
    pub(crate) program: Program,
}

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

#[derive(Debug)]
struct Sentence {
    entry: usize,
    /// Its letters; what stands between the parts differs.
    parts: Vec<String>,
    /// The words of each part.
    words: Vec<Vec<String>>,
    /// Which part is looked for first.
    key: usize,
    /// Whether others say the same about other things.
    everyday: bool,
}

impl Sentence {
    fn letters(&self) -> usize {
        self.parts.iter().map(String::len).sum()
    }
}

/// A sentence in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    /// Its section, by place in [`Sentences::entries`].
    pub(crate) entry: usize,
    /// Where it starts in the text.
    pub(crate) at: usize,
    /// Where it starts and ends among the letters of the text.
    pub(crate) span: (usize, usize),
    /// How many bytes of letters of it are known; the more, the surer.
    pub(crate) letters: usize,
    /// Whether others say the same about other things.
    pub(crate) everyday: bool,
    /// In how many letters the text differs.
    pub(crate) slips: usize,
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

impl Sentence {
    /// Where it starts and ends, if its other parts stand around the part at `from..to`.
    fn surrounds(&self, text: &Folded, from: usize, to: usize) -> Option<(usize, usize)> {
        let mut start = from;
        for part in self.parts.get(..self.key)?.iter().rev() {
            let earliest = floor(&text.letters, start.saturating_sub(MOST_BETWEEN));
            let before = text.letters.get(earliest..start)?;
            start = earliest + before.rfind(part)?;
        }
        let mut end = to;
        for part in self.parts.get(self.key + 1..)? {
            let latest = floor(&text.letters, (end + MOST_BETWEEN).min(text.letters.len()));
            let after = text.letters.get(end..latest)?;
            end += after.find(part)? + part.len();
        }
        Some((start, end))
    }
}

/// The border of a character at `at` or before.
fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn key_of(sentence: &Sentence) -> Option<&str> {
    sentence.parts.get(sentence.key).map(String::as_str)
}

/// How many bytes of letters may stand between two parts of a sentence: a name, a path, a list of reasons.
const MOST_BETWEEN: usize = 320;
/// How many sentences may begin before one and reach over it.
const MOST_AROUND: usize = 32;
const SENTENCES: &str = include_str!("../data/sentences.txt");
const EVENTS: &str = include_str!("../data/events.txt");
const SETTINGS: &str = include_str!("../data/settings.txt");
const TOOLS: &str = include_str!("../data/tools.txt");
