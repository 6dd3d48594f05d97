//! A sentence, what it stands for, and that it was found.

use std::sync::Arc;

use crate::fold::Folded;
use crate::program::Program;
use crate::row::Row;
use crate::table::Table;

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
    pub(crate) fn named(name: &str) -> Option<Self> {
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

#[derive(Debug)]
pub(super) struct Sentence {
    pub(super) entry: usize,
    /// Its letters; what stands between the parts differs.
    pub(super) parts: Vec<String>,
    /// The words of each part.
    pub(super) words: Vec<Vec<String>>,
    /// Which part is looked for first.
    pub(super) key: usize,
    /// Whether others say the same about other things.
    pub(super) everyday: bool,
}

impl Sentence {
    pub(super) fn letters(&self) -> usize {
        self.parts.iter().map(String::len).sum()
    }

    /// Where it starts and ends, if its other parts stand around the part at `from..to`.
    pub(super) fn surrounds(&self, text: &Folded, from: usize, to: usize) -> Option<(usize, usize)> {
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

/// A sentence in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    /// Its section, by place among the entries of `Sentences`.
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

/// The border of a character at `at` or before.
fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// How many bytes of letters may stand between two parts of a sentence: a name, a path, a list of reasons.
const MOST_BETWEEN: usize = 320;
