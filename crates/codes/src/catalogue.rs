//! The rows of all code spaces, indexed by number and by name.
//!
//! One row per line, so that a change is easy to review.

use std::sync::Arc;

use super::fault::{CatalogueError, Fault};
use super::number;
use super::row::{Place, Row, Status};
use super::sentences::{Saying, Sentences, Weight};
use super::table::Table;

/// Every code that is known, with its meanings.
#[derive(Clone, Debug)]
pub struct Catalogue {
    rows: Vec<Arc<Row>>,
    /// Every number of a row, with the row's place; sorted.
    numbers: Vec<(u32, usize)>,
    /// Every name of a row in the form of [`fold`], with the row's place; sorted.
    names: Vec<(Box<str>, usize)>,
    pub(super) sentences: &'static Sentences,
}

impl Catalogue {
    /// The catalogue that belongs to this version.
    ///
    /// # Errors
    ///
    /// None with the file as it is kept; the tests read it.
    pub fn builtin() -> Result<Self, CatalogueError> {
        Self::parse(BUILTIN)
    }

    /// Reads a catalogue in the form of `data/codes.txt`, whose head describes it.
    ///
    /// # Errors
    ///
    /// Names the first line that is not in that form.
    pub fn parse(text: &str) -> Result<Self, CatalogueError> {
        let mut rows = Vec::new();
        let mut section = None;
        for (line, number) in text.lines().zip(1..) {
            let wrong = |fault| CatalogueError { line: number, fault };
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            if let Some((name, sources)) = line.strip_prefix('[').and_then(|line| line.split_once("] ")) {
                let table = Table::ALL.into_iter().find(|table| table.name() == name);
                section = Some((table.ok_or_else(|| wrong(Fault::UnknownTable))?, sources));
                continue;
            }
            let (table, sources) = section.ok_or_else(|| wrong(Fault::RowOutsideTable))?;
            rows.push(row(table, sources, line).map_err(wrong)?);
        }
        Ok(Self::new(rows, Sentences::builtin()?))
    }

    fn new(rows: Vec<Row>, sentences: &'static Sentences) -> Self {
        let rows: Vec<Arc<Row>> = rows.into_iter().map(Arc::new).collect();
        let mut numbers = Vec::with_capacity(rows.len());
        let mut names = Vec::with_capacity(rows.len());
        for (place, row) in rows.iter().enumerate() {
            numbers.extend(row.numbers().map(|number| (number, place)));
            names.extend(row.names().map(|name| (fold(name).into_boxed_str(), place)));
            names.extend(row.names().filter_map(|name| Some((fold(bare(name)?).into(), place))));
        }
        numbers.sort_unstable();
        numbers.dedup();
        names.sort_unstable();
        names.dedup();
        Self {
            rows,
            numbers,
            names,
            sentences,
        }
    }

    /// Every row, by code space and in the order of the file.
    pub fn rows(&self) -> impl ExactSizeIterator<Item = &Row> {
        self.rows.iter().map(|row| &**row)
    }

    /// The rows about the output of network tools.
    pub(super) fn tools(&self) -> impl Iterator<Item = (&Arc<Row>, Weight)> {
        self.sentences.tools.iter().map(|(row, weight)| (row, *weight))
    }

    /// The rows about settings of connection files.
    pub(super) fn settings(&self) -> impl Iterator<Item = (&Arc<Row>, Weight)> {
        self.sentences.settings.iter().map(|(row, weight)| (row, *weight))
    }

    /// What sentences, lines of logs, settings and network tools say, and the events of Windows: rows that have no number of their own.
    pub fn statements(&self) -> impl Iterator<Item = &Row> {
        let entries = self.sentences.entries.iter();
        let entries = entries.filter_map(|entry| match &entry.saying {
            Saying::Statement(row, _) | Saying::Event(row, _) => Some(&**row),
            Saying::Codes(_) => None,
        });
        let others = self.settings().chain(self.tools());
        entries.chain(others.map(|(row, _)| &**row))
    }

    /// The rows with `number`, in the order in which code spaces are told.
    pub fn with_number(&self, number: u32) -> impl Iterator<Item = &Arc<Row>> {
        let from = self.numbers.partition_point(|(known, _)| *known < number);
        let found = self.numbers.iter().skip(from);
        found
            .take_while(move |(known, _)| *known == number)
            .filter_map(|(_, place)| self.rows.get(*place))
    }

    /// The rows with the name `name`, whatever its case.
    pub fn with_name(&self, name: &str) -> impl Iterator<Item = &Arc<Row>> {
        let name = fold(name);
        let from = self.names.partition_point(|(known, _)| **known < *name);
        let found = self.names.iter().skip(from);
        found
            .take_while(move |(known, _)| **known == *name)
            .filter_map(|(_, place)| self.rows.get(*place))
    }
}

/// A name in the form in which names are compared: lower case, single spaces.
fn fold(name: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    words.join(" ").to_lowercase()
}

/// A name without the system's name before it and the system's number after it.
fn bare(name: &str) -> Option<&str> {
    let stripped = name.strip_prefix("macOS ").or_else(|| name.strip_prefix("Win32 "));
    let rest = stripped.unwrap_or(name);
    let numbered = rest
        .rsplit_once(' ')
        .filter(|(_, number)| number.parse::<u32>().is_ok());
    let bare = numbered.map_or(rest, |(name, _)| name);
    (bare != name && bare.parse::<u32>().is_err()).then_some(bare)
}

fn row(table: Table, section_sources: &str, line: &str) -> Result<Row, Fault> {
    let mut fields = line.split(" | ").map(str::trim);
    let mut next = || fields.next().ok_or(Fault::Fields);
    let (first, symbol, place, status, meaning) = (next()?, next()?, next()?, next()?, next()?);
    let sources = fields.next().unwrap_or(section_sources);
    if fields.next().is_some() {
        return Err(Fault::Fields);
    }
    if meaning.is_empty() || sources.is_empty() {
        return Err(Fault::Empty);
    }
    Ok(Row {
        table,
        number: number::written(first).ok_or(Fault::Number)?,
        symbol: (symbol != "-").then(|| symbol.into()),
        place: Place::named(place).ok_or(Fault::UnknownPlace)?,
        status: Status::ALL
            .into_iter()
            .find(|known| known.name() == status)
            .ok_or(Fault::UnknownStatus)?,
        meaning: meaning.into(),
        sources: sources.into(),
    })
}

const BUILTIN: &str = include_str!("../data/codes.txt");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_found_by_every_number_and_name() {
        let text =
            "[socket_error] RFC 0\n111 | ECONNREFUSED / WSAECONNREFUSED 10061 / macOS 61 | connect | inferred | No.\n";
        let catalogue = Catalogue::parse(text).unwrap();

        for number in [111, 10061, 61] {
            assert_eq!(catalogue.with_number(number).count(), 1, "{number}");
        }
        for name in ["econnrefused", "WSAECONNREFUSED", "WSAECONNREFUSED 10061"] {
            assert_eq!(catalogue.with_name(name).count(), 1, "{name}");
        }
        assert_eq!(catalogue.with_name("macOS").count(), 0);
        assert_eq!(catalogue.with_number(10060).count(), 0);
    }

    #[test]
    fn negative_numbers_are_their_32_bits() {
        let text = "[logon_error_notification] RFC 0\n-8 | BUSY | session | documented | Busy.\n";
        let catalogue = Catalogue::parse(text).unwrap();

        assert_eq!(catalogue.rows().next().unwrap().number, 0xFFFF_FFF8);
    }

    #[test]
    fn a_wrong_line_is_named() {
        let wrong = [
            ("[nowhere] RFC 0", 1, Fault::UnknownTable),
            ("0x1 | A | session | documented | B.", 1, Fault::RowOutsideTable),
            ("[errinfo] RFC 0\n0x1 | A | session | documented", 2, Fault::Fields),
            (
                "[errinfo] RFC 0\n0x1 | A | session | documented | B. | C | D",
                2,
                Fault::Fields,
            ),
            ("[errinfo] RFC 0\nx | A | session | documented | B.", 2, Fault::Number),
            (
                "[errinfo] RFC 0\n\n0x1 | A | moon | documented | B.",
                3,
                Fault::UnknownPlace,
            ),
            (
                "[errinfo] RFC 0\n0x1 | A | session | sure | B.",
                2,
                Fault::UnknownStatus,
            ),
            ("[errinfo] RFC 0\n0x1 | A | session | weak |  | C", 2, Fault::Empty),
        ];
        for (text, line, fault) in wrong {
            let error = Catalogue::parse(text).unwrap_err();
            assert_eq!(error, CatalogueError { line, fault }, "{text}");
            assert!(error.to_string().starts_with(&format!("line {line}: ")));
        }
    }
}
