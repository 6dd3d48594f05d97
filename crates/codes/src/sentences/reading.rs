//! The tables of sentences, events and settings.

use std::sync::Arc;

use super::{Entry, Saying, Sentence, Weight};
use crate::event::Provider;
use crate::fault::{CatalogueError, Fault};
use crate::fold::Folded;
use crate::program::Program;
use crate::row::{Place, Row, Status};
use crate::table::Table;

/// What has been read so far.
#[derive(Default)]
pub(super) struct Reading {
    pub(super) entries: Vec<Entry>,
    pub(super) sentences: Vec<Sentence>,
}

/// How much the words of a sentence tell by themselves.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wording {
    /// Nothing else says this.
    Telling,
    /// Others say the same about other things.
    Everyday,
}

impl Reading {
    /// Reads `data/sentences.txt`.
    pub(super) fn sentences(&mut self, text: &str) -> Result<(), CatalogueError> {
        let mut section: Option<usize> = None;
        for (line, number) in text.lines().zip(1..) {
            let wrong = |fault| CatalogueError { line: number, fault };
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            if let Some((name, rest)) = line.strip_prefix('[').and_then(|line| line.split_once("] ")) {
                let entry = section_of(name, rest).map_err(wrong)?;
                section = Some(self.enter(entry));
                continue;
            }
            let entry = section.ok_or_else(|| wrong(Fault::RowOutsideTable))?;
            let (_, rest) = line.split_once(' ').ok_or_else(|| wrong(Fault::Fields))?;
            let wording = if rest.starts_with("? ") {
                Wording::Everyday
            } else {
                Wording::Telling
            };
            let (words, sources) = rest
                .get(2..)
                .and_then(|rest| rest.rsplit_once(" | "))
                .ok_or_else(|| wrong(Fault::Fields))?;
            self.sentence(entry, words, wording).map_err(wrong)?;
            self.cite(entry, sources);
        }
        Ok(())
    }

    fn enter(&mut self, entry: Entry) -> usize {
        self.entries.push(entry);
        self.entries.len() - 1
    }

    fn sentence(&mut self, entry: usize, words: &str, wording: Wording) -> Result<(), Fault> {
        let parts: Vec<Folded> = words.split('…').map(Folded::new).collect();
        let parts: Vec<Folded> = parts.into_iter().filter(|part| !part.letters.is_empty()).collect();
        let longest = parts.iter().enumerate().max_by_key(|(_, part)| part.letters.len());
        let (key, part) = longest.ok_or(Fault::Empty)?;
        if part.letters.len() < SHORTEST {
            return Err(Fault::TooShort);
        }
        self.sentences.push(Sentence {
            entry,
            key,
            words: parts.iter().map(words_of).collect(),
            parts: parts.into_iter().map(|part| part.letters).collect(),
            everyday: wording == Wording::Everyday,
        });
        Ok(())
    }

    /// Reads `data/events.txt`.
    pub(super) fn events(&mut self, text: &str) -> Result<Vec<Provider>, CatalogueError> {
        let mut providers: Vec<(String, Provider)> = Vec::new();
        for (line, number) in text.lines().zip(1..) {
            let wrong = |fault| CatalogueError { line: number, fault };
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            if let Some((name, aliases)) = line.strip_prefix('[').and_then(|line| line.split_once("] ")) {
                let aliases = aliases.split(" / ").map(str::to_owned).collect();
                let events = Vec::new();
                providers.push((name.to_owned(), Provider { aliases, events }));
                continue;
            }
            let (name, provider) = providers.last_mut().ok_or_else(|| wrong(Fault::RowOutsideTable))?;
            if let Some(words) = line.strip_prefix("~ ") {
                let (_, entry) = provider.events.last().ok_or_else(|| wrong(Fault::RowOutsideTable))?;
                self.sentence(*entry, words, Wording::Telling).map_err(wrong)?;
                continue;
            }
            let (id, entry) = event(name, line).map_err(wrong)?;
            provider.events.push((id, self.enter(entry)));
        }
        Ok(providers.into_iter().map(|(_, provider)| provider).collect())
    }

    /// Notes where the wording of a statement is known from.
    fn cite(&mut self, entry: usize, sources: &str) {
        let Some(Saying::Statement(row, _)) = self.entries.get_mut(entry).map(|entry| &mut entry.saying) else {
            return;
        };
        let row = Arc::make_mut(row);
        let known = row.sources.to_string();
        let new = sources
            .split("; ")
            .filter(|source| !known.split("; ").any(|known| known == *source));
        let all: Vec<&str> = known.split("; ").filter(|known| !known.is_empty()).chain(new).collect();
        row.sources = all.join("; ").into_boxed_str();
    }
}

fn words_of(part: &Folded) -> Vec<String> {
    part.words().into_iter().map(|(_, word)| word.to_owned()).collect()
}

fn event(provider: &str, line: &str) -> Result<(u32, Entry), Fault> {
    let fields: Vec<&str> = line.split(" | ").collect();
    let [id, place, weight, meaning, sources] = fields.as_slice() else {
        return Err(Fault::Fields);
    };
    let id: u32 = id.parse().map_err(|_| Fault::Number)?;
    let row = Row {
        table: Table::WindowsEvent,
        number: id,
        symbol: Some(format!("{provider} {id}").into_boxed_str()),
        place: Place::named(place).ok_or(Fault::UnknownPlace)?,
        status: Status::Documented,
        meaning: (*meaning).into(),
        sources: (*sources).into(),
    };
    let weight = Weight::named(weight).ok_or(Fault::UnknownWeight)?;
    let saying = Saying::Event(Arc::new(row), weight);
    Ok((
        id,
        Entry {
            saying,
            program: Program::EventLog,
        },
    ))
}

/// What a section's head says.
fn section_of(name: &str, rest: &str) -> Result<Entry, Fault> {
    if let Some((table, numbers)) = name.split_once(' ') {
        let table = Table::ALL.into_iter().find(|known| known.name() == table);
        let table = table.ok_or(Fault::UnknownTable)?;
        let numbers = numbers.split(", ").map(crate::number::written);
        let codes: Option<Vec<(Table, u32)>> = numbers.map(|number| Some((table, number?))).collect();
        return Ok(Entry {
            saying: Saying::Codes(codes.ok_or(Fault::Number)?),
            program: program(rest)?,
        });
    }
    let fields: Vec<&str> = rest.splitn(4, " | ").collect();
    let [told_by, place, weight, meaning] = fields.as_slice() else {
        return Err(Fault::Fields);
    };
    let row = Row {
        table: Table::Statement,
        number: 0,
        symbol: Some(name.into()),
        place: Place::named(place).ok_or(Fault::UnknownPlace)?,
        status: Status::Documented,
        meaning: (*meaning).into(),
        sources: "".into(),
    };
    let weight = Weight::named(weight).ok_or(Fault::UnknownWeight)?;
    Ok(Entry {
        saying: Saying::Statement(Arc::new(row), weight),
        program: program(told_by)?,
    })
}

/// Reads `data/settings.txt` or `data/tools.txt`, of which `program` says all.
pub(super) fn read_rows(text: &str, program: Program) -> Result<Vec<(Arc<Row>, Weight)>, CatalogueError> {
    let lines = text
        .lines()
        .zip(1..)
        .filter(|(line, _)| !line.is_empty() && !line.starts_with('#'));
    let read = |line: &str| {
        let (name, rest) = line.split_once(" | ").ok_or(Fault::Fields)?;
        let (rest, sources) = rest.rsplit_once(" | ").ok_or(Fault::Fields)?;
        let entry = section_of(name, &format!("{} | {rest}", program.name()))?;
        match entry.saying {
            Saying::Statement(row, weight) => {
                let row = Row {
                    sources: sources.into(),
                    ..(*row).clone()
                };
                Ok((Arc::new(row), weight))
            }
            Saying::Codes(_) | Saying::Event(..) => Err(Fault::Fields),
        }
    };
    let wrong = |line, fault| CatalogueError { line, fault };
    lines
        .map(|(line, number)| read(line).map_err(|fault| wrong(number, fault)))
        .collect()
}

fn program(name: &str) -> Result<Program, Fault> {
    let known = Program::ALL.into_iter().find(|program| program.name() == name);
    known.ok_or(Fault::UnknownProgram)
}

/// Shorter wording stands in texts about anything; in scripts of three bytes a letter it is six letters.
const SHORTEST: usize = 8;
