//! Many texts of many programs at once: how many are understood, and how many of the answers are right.

use super::*;

/// What a text is: as `corpus.txt` writes it.
fn answers(catalogue: &Catalogue, text: &str) -> Vec<String> {
    let decoded = decode(catalogue, text);
    let name = |meaning: &Meaning| match (meaning.row.table, meaning.row.symbol.as_deref()) {
        (Table::WindowsEvent | Table::Statement, Some(name)) => name.to_owned(),
        (table, _) => format!("{} 0x{:X}", table.name(), meaning.row.number),
    };
    // Where a sentence stands for several codes, each of them is an answer.
    decoded.codes().flat_map(|code| &code.meanings).map(name).collect()
}

#[test]
fn no_answer_is_wrong_and_few_are_missing() {
    let catalogue = codes();
    let (mut right, mut missing, mut wrong, mut foreign) = (0_usize, Vec::new(), Vec::new(), 0_usize);
    let rows = include_str!("corpus.txt").lines();
    for row in rows.filter(|row| !row.is_empty() && !row.starts_with('#')) {
        let (expected, rest) = row.split_once(" | ").expect("what it is");
        let (text, source) = rest.rsplit_once(" | ").expect("a source");
        assert!(!source.is_empty(), "{row}");
        let found = answers(&catalogue, &text.replace("\\n", "\n"));
        if expected == "-" {
            foreign += 1;
        }
        match (expected, &*found) {
            ("-", []) => {}
            ("-", _) => wrong.push(format!("{row}\n  found {found:?}\n")),
            (_, []) => missing.push(format!("{row}\n")),
            _ if found.iter().any(|found| found == expected) => right += 1,
            _ => wrong.push(format!("{row}\n  found {found:?}\n")),
        }
    }
    let known = right + missing.len() + wrong.len();
    println!(
        "{right} of {known} understood, {} wrong, {foreign} foreign",
        wrong.len()
    );
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.concat());
    assert!(
        right * 100 >= known * 95,
        "{} missing:\n{}",
        missing.len(),
        missing.concat()
    );
    assert!(right + foreign >= 400, "{right} + {foreign}");
    assert!(foreign * 5 >= right + foreign, "{foreign} of {right}");
}
