//! Codes by the words about them.

use codes::{Catalogue, Row, Table};

use crate::Words;

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

#[cfg(test)]
mod tests {
    use super::*;

    fn catalogue() -> Catalogue {
        Catalogue::builtin().unwrap()
    }

    #[test]
    fn codes_are_found_by_any_of_their_words() {
        let (catalogue, words) = (catalogue(), Words::english());
        let found = |query: &str| -> Vec<(Table, u32)> {
            let rows = search(&catalogue, &words, query);
            rows.into_iter().map(|row| (row.table, row.number)).collect()
        };

        assert!(found("longer than the server allows").contains(&(Table::Errinfo, 4)));
        assert!(found("errconnect_dns").contains(&(Table::FreerdpErrconnect, 0x20005)));
        assert_eq!(found("xfreerdp 131"), [(Table::XfreerdpExit, 131)]);
        assert_eq!(found("xfreerdp 0x83"), [(Table::XfreerdpExit, 131)]);
        assert!(found("Account LOCKED").contains(&(Table::CredsspNtstatus, 0xC000_0234)));
        assert!(found("").is_empty() && found("  ").is_empty() && found("quetzalcoatl").is_empty());
    }

    #[test]
    fn results_stand_by_table_and_names_before_meanings() {
        let (catalogue, words) = (catalogue(), Words::english());

        let found = search(&catalogue, &words, "license");

        assert!(found.is_sorted_by_key(|row| row.table));
        let named = |row: &&Row| {
            row.symbol
                .as_deref()
                .is_some_and(|symbol| symbol.to_lowercase().contains("license"))
        };
        for rows in found.chunk_by(|one, next| one.table == next.table) {
            assert!(rows.is_sorted_by_key(|row| !named(row)), "{:?}", rows[0].table);
        }
    }
}
