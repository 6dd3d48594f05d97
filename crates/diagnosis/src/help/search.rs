//! Codes by the words about them.

use crate::Words;
use crate::decode::{Catalogue, Row, Table};

/// The rows in which every word of `query` stands: in a name, the meaning, the number or the name of the code space; by
/// code space, and within it those first whose name has a word.
pub fn search<'a>(catalogue: &'a Catalogue, words: &Words, query: &str) -> Vec<&'a Row> {
    let query = query.to_lowercase();
    let wanted: Vec<&str> = query.split_whitespace().collect();
    if wanted.is_empty() {
        return Vec::new();
    }
    let spaces = Table::ALL.map(|table| (table, words.space(table).to_lowercase()));
    let mut found: Vec<(Table, bool, &Row)> = Vec::new();
    for row in catalogue.rows() {
        let symbol = row.symbol.as_deref().unwrap_or_default().to_lowercase();
        let meaning = row.meaning.to_lowercase();
        let space = spaces.iter().find(|(table, _)| *table == row.table);
        let space = space.map(|(_, name)| name.as_str()).unwrap_or_default();
        let stands = |word: &&str| {
            symbol.contains(word) || meaning.contains(word) || space.contains(word) || is_number(row, word)
        };
        if wanted.iter().all(stands) {
            let named = wanted.iter().any(|word| symbol.contains(word));
            found.push((row.table, !named, row));
        }
    }
    found.sort_by_key(|(table, unnamed, _)| (*table, *unnamed));
    found.into_iter().map(|(_, _, row)| row).collect()
}

/// Whether `word` is a number of the row, in hexadecimal or decimal.
fn is_number(row: &Row, word: &str) -> bool {
    let value = match word.strip_prefix("0x") {
        Some(digits) => u32::from_str_radix(digits, 16).ok(),
        None => word.parse().ok(),
    };
    value.is_some_and(|value| row.numbers().any(|number| number == value))
}
