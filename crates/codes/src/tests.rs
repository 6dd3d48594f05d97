//! Tests over the whole catalogue, over pasted texts, and over checks.

mod bare;
mod blocks;
mod catalogue;
mod corpus;
mod fit;
mod forms;
mod hostile;
mod reports;
mod tools;

use super::*;

/// The catalogue as it is kept.
fn codes() -> Catalogue {
    Catalogue::parse(include_str!("../data/codes.txt")).unwrap()
}

/// What the codes of a text are: code space and number, or the name of an event or statement; the most telling first.
fn says(text: &str) -> Vec<String> {
    let decoded = decode(&codes(), text);
    let name = |meaning: &Meaning| match (meaning.row.table, meaning.row.symbol.as_deref()) {
        (Table::WindowsEvent | Table::Statement, Some(name)) => name.to_owned(),
        (table, _) => format!("{} 0x{:X}", table.name(), meaning.row.number),
    };
    decoded.codes().flat_map(|code| &code.meanings).map(name).collect()
}

/// The rows that a code means, by code space and number.
fn rows(code: Option<&Code>) -> Vec<(Table, u32)> {
    let meanings = code.iter().flat_map(|code| &code.meanings);
    let mut rows: Vec<(Table, u32)> = meanings
        .map(|meaning| (meaning.row.table, meaning.row.number))
        .collect();
    rows.dedup();
    rows
}

fn programs(decoded: &Decoded) -> Vec<Program> {
    decoded.origins.iter().map(|origin| origin.program).collect()
}

fn is_certain(decoded: &Decoded) -> bool {
    let mut origins = decoded.origins.iter();
    origins.all(|origin| origin.certainty == Certainty::Certain)
}
