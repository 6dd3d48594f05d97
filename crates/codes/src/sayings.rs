//! What a text says without a code: sentences, lines of logs, and events of Windows.

use std::sync::Arc;

use super::Code;
use super::catalogue::Catalogue;
use super::event::{self, Events};
use super::fold::Folded;
use super::lookup::Meaning;
use super::program::{Program, Role};
use super::row::Row;
use super::sentences::{Found, Saying, Weight};
use super::table::Table;

/// What a text says without a code.
#[derive(Default)]
pub(super) struct Sayings<'a> {
    pub(super) codes: Vec<CodeSentence<'a>>,
    statements: Vec<Statement<'a>>,
    events: Vec<(&'a Arc<Row>, Weight)>,
    /// Events of which the number fits several providers.
    ambiguous: Vec<Vec<&'a Arc<Row>>>,
    /// Whether the wording is only like one that is known.
    pub(super) similar: bool,
    /// Whether small numbers in it are fields of events about other things: masks of access, values of the registry.
    pub(super) fields_of_others: bool,
}

/// Who typed a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Typed {
    /// Words may have slips.
    ByPeople,
    /// Every letter is as the program has it.
    ByPrograms,
}

/// A sentence that stands for one of some codes.
pub(super) struct CodeSentence<'a> {
    /// Who says it.
    pub(super) program: Program,
    /// What it stands for.
    pub(super) codes: &'a [(Table, u32)],
    /// Whether others say the same about other things.
    pub(super) everyday: bool,
    /// In which line it stands.
    pub(super) line: usize,
}

/// A line that says something by itself.
struct Statement<'a> {
    program: Program,
    row: &'a Arc<Row>,
    weight: Weight,
    found: Found,
}

impl<'a> Sayings<'a> {
    /// What `text` says, and what it is like where people may have retyped it.
    pub(super) fn of(catalogue: &'a Catalogue, text: &str, typed: Typed) -> Self {
        let sentences = catalogue.sentences;
        let folded = Folded::new(text);
        let mut found = sentences.find(&folded);
        let numbered = event::numbered(&sentences.providers, text);
        let mut sayings = Self::default();
        if found.is_empty() && typed == Typed::ByPeople && !numbered.numbered {
            found = sentences.find_similar(&folded);
            sayings.similar = !found.is_empty();
        }
        for found in found {
            let Some(entry) = sentences.entry(&found) else { continue };
            let program = entry.program;
            match &entry.saying {
                Saying::Codes(codes) => sayings.codes.push(CodeSentence {
                    program,
                    codes,
                    everyday: found.everyday,
                    line: line_at(text, found.at),
                }),
                Saying::Statement(row, weight) => {
                    if !sayings.statements.iter().any(|known| Arc::ptr_eq(known.row, row)) {
                        let weight = *weight;
                        sayings.statements.push(Statement {
                            program,
                            row,
                            weight,
                            found,
                        });
                    }
                }
                Saying::Event(row, weight) => sayings.add_event(row, *weight),
            }
        }
        sayings.take(catalogue, &numbered);
        sayings
            .statements
            .sort_by_key(|statement| (statement.weight, statement.found.at));
        sayings.events.sort_by_key(|(_, weight)| *weight);
        sayings
    }

    fn add_event(&mut self, row: &'a Arc<Row>, weight: Weight) {
        if !self.events.iter().any(|(known, _)| Arc::ptr_eq(known, row)) {
            self.events.push((row, weight));
        }
    }

    /// Provider and number say more than a text that others may have, too.
    fn take(&mut self, catalogue: &'a Catalogue, numbered: &Events) {
        let event = |entry: &usize| match catalogue.sentences.entries.get(*entry).map(|entry| &entry.saying) {
            Some(Saying::Event(row, weight)) => Some((row, *weight)),
            Some(Saying::Codes(_) | Saying::Statement(..)) | None => None,
        };
        if numbered.foreign || !numbered.known.is_empty() {
            self.events = numbered.known.iter().filter_map(event).collect();
        }
        // Servers on Linux write no events of Windows.
        if numbered.foreign && numbered.known.is_empty() {
            let of_windows = |program: Program| program.is_microsoft() || program == Program::System;
            self.statements.retain(|statement| of_windows(statement.program));
            self.codes.retain(|sentence| of_windows(sentence.program));
        }
        let mut symbols = self.events.iter().filter_map(|(row, _)| row.symbol.as_deref());
        self.fields_of_others = if self.events.is_empty() {
            numbered.foreign || numbered.beside
        } else {
            symbols.all(|symbol| symbol.starts_with(SECURITY))
        };
        if self.events.is_empty() {
            let rows = |entries: &Vec<usize>| entries.iter().filter_map(event).map(|(row, _)| row).collect();
            self.ambiguous = numbered.ambiguous.iter().map(rows).collect();
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.statements.is_empty() && self.events.is_empty() && self.ambiguous.is_empty()
    }

    /// Whether anything is known of the text besides its numbers.
    pub(super) fn tell(&self) -> bool {
        !self.is_empty() || !self.codes.is_empty()
    }

    pub(super) fn has_events(&self) -> bool {
        !self.events.is_empty()
    }

    pub(super) fn has_event(&self, name: &str) -> bool {
        self.events.iter().any(|(row, _)| row.symbol.as_deref() == Some(name))
    }

    /// What a reason is in its events; absent where they have none.
    pub(super) fn reason(&self) -> Option<Role> {
        self.events.iter().find_map(|(row, _)| event::reason(row))
    }

    /// Takes out sentences that others say about other things, where something surer is known.
    pub(super) fn leave_out_everyday(&mut self) {
        self.statements.retain(|statement| !statement.found.everyday);
    }

    /// Whether a line tells why something failed.
    pub(super) fn tells_cause(&self) -> bool {
        self.statements
            .iter()
            .any(|statement| statement.weight == Weight::Cause)
    }

    /// Who makes the statement that tells most.
    pub(super) fn first_program(&self) -> Option<Program> {
        self.statements.first().map(|statement| statement.program)
    }

    /// Events and statements as codes, causes before the rest; `text` is `original` in lower case.
    pub(super) fn said(&self, original: &str, text: &str) -> Vec<Code> {
        let events = self
            .events
            .iter()
            .map(|(row, weight)| (*weight, event_code(&[row], *weight)));
        let ambiguous = self
            .ambiguous
            .iter()
            .map(|rows| (Weight::Note, event_code(rows, Weight::Note)));
        let statements = self.statements.iter().map(|statement| {
            let code = Code {
                typed: line_of(original, text, statement.found.at),
                number: None,
                meanings: vec![meaning(statement.row, statement.program, statement.weight)],
                elsewhere: Vec::new(),
            };
            (statement.weight, code)
        });
        let mut said: Vec<(Weight, Code)> = events.chain(ambiguous).chain(statements).collect();
        said.sort_by_key(|(weight, _)| *weight);
        said.truncate(MOST_SAID);
        said.into_iter().map(|(_, code)| code).collect()
    }
}

fn meaning(row: &Arc<Row>, program: Program, weight: Weight) -> Meaning {
    Meaning {
        row: Arc::clone(row),
        programs: vec![program],
        role: match weight {
            Weight::Cause | Weight::Effect => Role::Field,
            Weight::Note | Weight::Step => Role::Remark,
        },
        status: row.status,
    }
}

/// Events with one number, of one provider or of several.
fn event_code(rows: &[&Arc<Row>], weight: Weight) -> Code {
    let names = rows.iter().filter_map(|row| row.symbol.as_deref());
    let providers: Vec<&str> = names
        .map(|name| name.rsplit_once(' ').map_or(name, |(provider, _)| provider))
        .collect();
    let number = rows.first().map_or(0, |row| row.number);
    Code {
        typed: format!("{number} ({})", providers.join(", ")),
        number: None,
        meanings: rows.iter().map(|row| meaning(row, Program::EventLog, weight)).collect(),
        elsewhere: Vec::new(),
    }
}

/// The line of `original` in which the byte `at` of `text`, the same in lower case, stands.
fn line_of(original: &str, text: &str, at: usize) -> String {
    let line = original.lines().nth(line_at(text, at)).unwrap_or_default().trim();
    let head = text.get(..at).unwrap_or_default();
    let before = head.rsplit('\n').next().unwrap_or_default().chars().count();
    // What stands far behind in a long line would be cut off.
    let skipped = if before < LONGEST_LINE - LEAST_SHOWN {
        0
    } else {
        before - LEAST_SHOWN
    };
    let mut shown = String::from(if skipped > 0 { "…" } else { "" });
    shown.extend(line.chars().skip(skipped).take(LONGEST_LINE));
    if skipped + LONGEST_LINE < line.chars().count() {
        shown.push('…');
    }
    shown
}

/// The number of the line in which the byte `at` of `text` stands.
fn line_at(text: &str, at: usize) -> usize {
    text.get(..at).unwrap_or_default().matches('\n').count()
}

/// Whose events have statuses and much else.
const SECURITY: &str = "Security-Auditing";
/// More lines than these help nobody.
const MOST_SAID: usize = 8;
/// Of a line, in characters.
const LONGEST_LINE: usize = 160;
/// Of these, at least so many before what a line says, or behind where it begins.
const LEAST_SHOWN: usize = 40;
