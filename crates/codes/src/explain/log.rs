//! Texts and logs, line by line and in bounded memory.
//!
//! A short text is decoded as it is. Of a log, only lines that tell something are kept, each kind of line once at its
//! first and once at its last place; those that tell most are then decoded like a text.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use super::connection::{self, ConnectionFile};
use super::form::Form;
use super::kind::Kind;
use super::marks::{has_event, lines_with_codes};
use super::stamp::stamp;
use super::{Explained, Moment};
use crate::fold::Folded;
use crate::others::{Others, WebPorts};
use crate::program::Program;
use crate::sentences::{Saying, Weight};
use crate::{Catalogue, Code, Decoded, LONGEST_TEXT, Verdict, decode, decode_line, event};

/// A text that is read piece by piece.
pub(super) struct Log<'c> {
    catalogue: &'c Catalogue,
    /// The text from its start, as long as it may be a message.
    whole: String,
    /// What of it has come since the last whole block.
    pending: String,
    lines: u64,
    /// The head of a table of events.
    columns: Option<String>,
    kept: HashMap<Key, Kept>,
    /// Forms of lines that were looked at for codes.
    seen: HashSet<u64>,
}

/// What a line says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Key {
    /// A sentence or an event, by place among the entries.
    Entry(usize),
    /// A line with a code, by its form.
    Form(u64),
}

/// A kind of line.
struct Kept {
    weight: Weight,
    first: Line,
    last: Option<Line>,
}

#[derive(Clone)]
struct Line {
    number: u64,
    time: Option<String>,
    text: String,
}

impl<'c> Log<'c> {
    pub(super) fn new(catalogue: &'c Catalogue) -> Self {
        Self {
            catalogue,
            whole: String::new(),
            pending: String::new(),
            lines: 0,
            columns: None,
            kept: HashMap::new(),
            seen: HashSet::new(),
        }
    }

    /// Reads the next piece of text.
    pub(super) fn push(&mut self, text: &str) {
        if self.whole.len() <= LONGEST_CONNECTION_FILE {
            self.whole.push_str(text);
        }
        self.pending.push_str(text);
        let pending = core::mem::take(&mut self.pending);
        let mut rest = pending.as_str();
        while rest.len() > BLOCK {
            let (block, _) = rest.split_at(floor(rest, BLOCK));
            // A line longer than a block is cut.
            let cut = block.rfind('\n').map_or(block.len(), |at| at + 1);
            let (block, after) = rest.split_at(cut);
            self.block(&with_line_feeds(block));
            rest = after;
        }
        self.pending = rest.to_owned();
    }

    /// What it all says.
    pub(super) fn finish(mut self, bytes: u64) -> Explained {
        let block = core::mem::take(&mut self.pending);
        self.block(&with_line_feeds(&block));
        if self.whole.len() <= LONGEST_CONNECTION_FILE
            && let Some((kind, file)) = connection::read(&self.whole)
        {
            return explained_file(self.catalogue, kind, file, bytes, self.lines);
        }
        let short = self.whole.len() <= LONGEST_TEXT;
        let mut decoded = if short {
            decode(self.catalogue, &with_line_feeds(&self.whole))
        } else {
            self.decoded_digest()
        };
        let nothing = matches!(decoded.verdict, Verdict::NoCode | Verdict::NothingTold);
        if nothing && connection::is_web_page(&self.whole) {
            decoded = connection::web_page(self.catalogue);
        }
        let timeline = self.timeline();
        // Links, paths, and sentences of scripts without spaces are one word, too.
        let mut words = self.whole.split_whitespace();
        let is_code = |word: &str| {
            word.chars()
                .all(|c| c.is_ascii_alphanumeric() || "_-+#.,()[]".contains(c))
        };
        let one_word = words.next().is_some_and(is_code) && words.next().is_none();
        let kind = if !short {
            Kind::Log
        } else if decoded.verdict == Verdict::Empty {
            Kind::Empty
        } else if one_word {
            Kind::Code
        } else if timeline.len() < FEWEST_OF_A_LOG {
            Kind::Message
        } else {
            Kind::Log
        };
        Explained {
            kind,
            encoding: None,
            bytes,
            lines: self.lines,
            decoded,
            timeline: if kind == Kind::Log { timeline } else { Vec::new() },
            connection: None,
        }
    }

    /// Looks at whole lines.
    fn block(&mut self, block: &str) {
        let lines: Vec<&str> = block.split_terminator('\n').collect();
        let starts = starts(block);
        let folded = Folded::new(block);
        let sentences = self.catalogue.sentences;
        for found in sentences.find_all(&folded) {
            let place = starts.partition_point(|start| *start <= found.at).saturating_sub(1);
            let entry = sentences.entry(&found);
            let of_system = entry.is_some_and(|entry| entry.program == Program::System);
            let weight = match entry.map(|entry| &entry.saying) {
                Some(Saying::Codes(_) | Saying::Statement(..)) if found.everyday => continue,
                Some(Saying::Codes(_)) if of_system && is_about_others(&lines, place) => continue,
                Some(Saying::Statement(_, weight) | Saying::Event(_, weight)) => *weight,
                Some(Saying::Codes(_)) => Weight::Cause,
                None => continue,
            };
            if let Some(line) = lines.get(place) {
                let within = starts.get(place).map_or(0, |start| found.at.saturating_sub(*start));
                self.keep_around(within, Key::Entry(found.entry), weight, place, line);
            }
        }
        self.take_events(block, &lines);
        for place in lines_with_codes(block, &starts) {
            if let Some(line) = lines.get(place) {
                self.take_codes(place, line);
            }
        }
        self.lines += u64::try_from(lines.len()).unwrap_or_default();
    }

    fn take_events(&mut self, block: &str, lines: &[&str]) {
        if self.columns.is_none() && !has_event(block) {
            return;
        }
        let lower = block.to_lowercase();
        let head = self.columns.clone().unwrap_or_default();
        if self.columns.is_none() {
            let is_head = |line: &&&str| event::is_head(&line.to_lowercase());
            self.columns = lines.iter().find(is_head).map(|line| (*line).to_lowercase());
        }
        let sentences = self.catalogue.sentences;
        let text = if head.is_empty() {
            lower
        } else {
            [&head, "\n", &lower].concat()
        };
        let before = usize::from(!head.is_empty());
        let events = event::numbered(&sentences.providers, &text);
        for (entry, place) in events.known.iter().zip(&events.lines) {
            let weight = match sentences.entries.get(*entry).map(|entry| &entry.saying) {
                Some(Saying::Event(_, weight)) => *weight,
                Some(Saying::Codes(_) | Saying::Statement(..)) | None => continue,
            };
            let place = place.saturating_sub(before);
            if let Some(line) = lines.get(place) {
                self.keep(Key::Entry(*entry), weight, place, line);
            }
        }
    }

    /// Keeps a line if it has a code that is known; lines of one form are looked at once.
    fn take_codes(&mut self, place: usize, line: &str) {
        // What numbers mean in events of others is theirs to say.
        let is_event = line.contains("<Provider Name=");
        if is_event && event::is_of_others(&self.catalogue.sentences.providers, &line.to_lowercase()) {
            return;
        }
        let form = Form::of(self.catalogue, line);
        let key = Key::Form(form.hash);
        if !self.kept.contains_key(&key) {
            let most = if form.codes > 0 { MOST_FORMS } else { MOST_CODELESS };
            if self.seen.len() >= most || !self.seen.insert(form.hash) {
                return;
            }
            let short = line
                .get(..floor(line, LONGEST_TEXT.min(line.len())))
                .unwrap_or_default();
            let decoded = decode_line(self.catalogue, short);
            // Small numbers in a log are counts and addresses, unless their line calls them an error.
            let large = |code: &Code| code.number.is_none_or(|number| number >= FIRST_LARGE);
            let named = |code: &Code| {
                !code.typed.starts_with("0x") || ["Error", "error"].iter().any(|word| line.contains(word))
            };
            let known = |code: &Code| !code.meanings.is_empty() && code.number != Some(0);
            if !decoded.codes().any(|code| known(code) && (large(code) || named(code))) {
                return;
            }
        }
        self.keep(key, Weight::Cause, place, line);
    }

    fn keep(&mut self, key: Key, weight: Weight, place: usize, line: &str) {
        self.keep_around(0, key, weight, place, line);
    }

    /// Keeps a line, of a long one what stands around the byte `within`.
    fn keep_around(&mut self, within: usize, key: Key, weight: Weight, place: usize, line: &str) {
        let number = self.lines + u64::try_from(place).unwrap_or_default() + 1;
        let line = || Line {
            number,
            time: stamp(line).map(str::to_owned),
            text: shortened(line, within),
        };
        if let Some(kept) = self.kept.get_mut(&key) {
            kept.last = Some(line());
        } else if self.kept.len() < MOST_KEPT {
            let first = line();
            self.kept.insert(
                key,
                Kept {
                    weight,
                    first,
                    last: None,
                },
            );
        }
    }

    fn decoded_digest(&self) -> Decoded {
        let decoded = decode(self.catalogue, &self.digest());
        match decoded.verdict {
            Verdict::Empty | Verdict::NoCode => Decoded::nothing(Verdict::NothingTold),
            Verdict::TooLong | Verdict::NothingTold | Verdict::UnknownCode | Verdict::Understood => decoded,
        }
    }

    /// The lines that tell most, each as it came last, in their order; no longer than a text that is decoded.
    fn digest(&self) -> String {
        let mut kept: Vec<&Kept> = self.kept.values().collect();
        kept.sort_by_key(|kept| (kept.weight, core::cmp::Reverse(kept.newest().number)));
        let mut room = LONGEST_TEXT - self.columns.as_ref().map_or(0, String::len).min(LONGEST_TEXT / 4);
        let mut lines: Vec<&Line> = Vec::new();
        for kept in kept {
            let line = kept.newest();
            if line.text.len() < room && !lines.iter().any(|known| known.number == line.number) {
                room -= line.text.len() + 1;
                lines.push(line);
            }
        }
        lines.sort_by_key(|line| line.number);
        let head = self
            .columns
            .iter()
            .filter(|head| head.len() < LONGEST_TEXT / 4)
            .map(String::as_str);
        let texts: Vec<&str> = head.chain(lines.iter().map(|line| line.text.as_str())).collect();
        texts.join("\n")
    }

    fn timeline(&self) -> Vec<Moment> {
        let mut lines: Vec<(Weight, &Line)> = Vec::new();
        for kept in self.kept.values() {
            lines.push((kept.weight, &kept.first));
            lines.extend(kept.last.as_ref().map(|last| (kept.weight, last)));
        }
        lines.retain(|(_, line)| line.time.is_some());
        // What tells most is kept, then the order of the file.
        lines.sort_by_key(|(weight, line)| (*weight, line.number));
        lines.dedup_by_key(|(_, line)| line.number);
        lines.truncate(MOST_MOMENTS);
        lines.sort_by_key(|(_, line)| line.number);
        let moment = |(weight, line): (Weight, &Line)| {
            let decoded = decode_line(self.catalogue, &line.text);
            let code = decoded.codes().find(|code| !code.meanings.is_empty())?.clone();
            Some(Moment {
                line: line.number,
                time: line.time.clone(),
                text: line.text.clone(),
                code,
                weight,
            })
        };
        lines.into_iter().filter_map(moment).collect()
    }
}

impl Kept {
    fn newest(&self) -> &Line {
        self.last.as_ref().unwrap_or(&self.first)
    }
}

fn explained_file(catalogue: &Catalogue, kind: Kind, file: ConnectionFile, bytes: u64, lines: u64) -> Explained {
    Explained {
        kind,
        encoding: None,
        bytes,
        lines,
        decoded: file.decoded(catalogue),
        timeline: Vec::new(),
        connection: Some(file),
    }
}

/// The lines of a block set apart by line feeds alone.
fn with_line_feeds(block: &str) -> Cow<'_, str> {
    if block.contains('\r') {
        Cow::Owned(block.replace("\r\n", "\n").replace('\r', "\n"))
    } else {
        Cow::Borrowed(block)
    }
}

/// Where each line of a block starts.
fn starts(block: &str) -> Vec<usize> {
    let ends = block.match_indices('\n').map(|(at, _)| at + 1);
    core::iter::once(0).chain(ends).collect()
}

/// Whether the line `place`, or one before that it goes on with, is about another service.
fn is_about_others(lines: &[&str], place: usize) -> bool {
    let from = place.saturating_sub(LINES_BEFORE);
    let around = lines.get(from..=place).unwrap_or_default().join("\n");
    Others::of(&around.to_lowercase(), WebPorts::OfGateways).have(place - from)
}

/// A line without its spaces, and of a long one the part around the byte `within`.
fn shortened(line: &str, within: usize) -> String {
    let from = if within < LONGEST_LINE / 2 {
        0
    } else {
        floor(line, within - LONGEST_LINE / 16)
    };
    let line = line.get(from..).unwrap_or_default().trim();
    line.get(..floor(line, LONGEST_LINE.min(line.len())))
        .unwrap_or_default()
        .to_owned()
}

fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Statuses and the numbers of FreeRDP begin here.
const FIRST_LARGE: u32 = 0x1_0000;
/// Text is looked at in blocks of whole lines.
const BLOCK: usize = 32 * 1024;
/// Signed files of several programs with all their types of documents reach some hundreds of kilobytes.
const LONGEST_CONNECTION_FILE: usize = 1024 * 1024;
/// Kinds of lines that are kept; there are fewer sentences and events than these.
const MOST_KEPT: usize = 1024;
/// Forms of lines that are looked at for codes.
const MOST_FORMS: usize = 4096;
/// Of these, forms that have no known code as far as is seen at once. What is written by programs has a hundred.
const MOST_CODELESS: usize = 1024;
/// A timeline is short, or nobody reads it.
const MOST_MOMENTS: usize = 24;
/// Fewer lines with a time are a message.
const FEWEST_OF_A_LOG: usize = 2;
/// The name of a service stands in one of so many lines before what its system said.
const LINES_BEFORE: usize = 4;
/// Of a line that is kept.
const LONGEST_LINE: usize = 600;
