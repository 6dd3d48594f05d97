//! What codes mean, in the language of a reader where that is known, else in English.

use codes::{Row, Table};

use crate::Words;

/// What a code means, and in which language that is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SaidMeaning<'a> {
    /// The sentences.
    pub text: &'a str,
    /// Their language as a BCP 47 tag, for `lang`.
    pub language: &'static str,
}

impl Words {
    /// What a code means.
    pub fn code_meaning<'a>(&self, row: &'a Row) -> SaidMeaning<'a> {
        let language = self.language();
        let text = (language == "de").then(|| german(row)).flatten();
        match text {
            Some(text) => SaidMeaning { text, language },
            None => SaidMeaning {
                text: &row.meaning,
                language: "en",
            },
        }
    }
}

/// Absent for codes that few people meet.
fn german(row: &Row) -> Option<&'static str> {
    let key = key(row);
    let found = rows(GERMAN).find(|(table, of, _)| *table == row.table.name() && *of == key);
    found.map(|(_, _, meaning)| meaning)
}

/// By what a row is known in its table: its number; its name where that is no code.
fn key(row: &Row) -> String {
    match (row.table, row.symbol.as_deref()) {
        (Table::WindowsEvent | Table::Statement, Some(name)) => name.to_owned(),
        _ => format!("0x{:X}", row.number),
    }
}

/// Table, number or name, and meaning.
fn rows(text: &'static str) -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| {
        let (table, rest) = line.split_once(" | ")?;
        let (number, meaning) = rest.split_once(" | ")?;
        Some((table, number, meaning))
    })
}

const GERMAN: &str = include_str!("../../data/codes.de.txt");

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use codes::Catalogue;

    use super::*;

    #[test]
    fn each_german_meaning_is_that_of_one_code_of_the_catalogue() {
        let codes = Catalogue::builtin().unwrap();
        let known: BTreeSet<(&str, String)> = codes
            .rows()
            .chain(codes.statements())
            .map(|row| (row.table.name(), key(row)))
            .collect();
        let mut seen = BTreeSet::new();
        for (table, number, meaning) in rows(GERMAN) {
            assert!(known.contains(&(table, number.to_owned())), "{table} {number}");
            assert!(seen.insert((table, number)), "{table} {number} twice");
            assert!(meaning.ends_with('.'), "{meaning}");
        }
        let lines = GERMAN.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
        assert_eq!(seen.len(), lines.count());
    }

    #[test]
    fn german_readers_get_german_where_it_is_known_and_else_english() {
        let codes = Catalogue::builtin().unwrap();
        let of = |table: &str, number| {
            let mut rows = codes.rows();
            rows.find(|row| row.table.name() == table && row.number == number)
                .unwrap()
        };
        let (german, english) = (Words::german(), Words::english());
        let (common, rare) = (of("windows_app_code", 0x104), of("errinfo", 0x1111));

        assert!(german.code_meaning(common).text.starts_with("Der Name des Computers"));
        assert_eq!(german.code_meaning(common).language, "de");
        assert_eq!(german.code_meaning(rare), english.code_meaning(rare));
        assert_eq!(english.code_meaning(common).language, "en");
    }
}
