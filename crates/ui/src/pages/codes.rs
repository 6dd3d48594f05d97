//! The codes as pages: all of them with a search, one number, and what a message means.

mod meaning;
mod search;

use std::collections::BTreeSet;
use words::key;

use codes::{Catalogue, Decoded, Meaning, Notation, Program, Row, Table};
use words::Words;
use yew::prelude::*;

use self::meaning::{Kind, Told, can_be_checked, in_short, section};
use self::search::{count, search_form};
use super::controls::try_it;
use super::document::Head;
use super::library::Library;
use super::lists::{code_link, shortened};
use super::model::code_path;

pub(crate) use self::search::{message, search, too_long};

/// Every code, by table, and the search.
pub(crate) fn index(library: &Library) -> (Head, Html) {
    let words = &library.words;
    let counts = [
        ("count", count(library.catalogue.rows().len())),
        ("spaces", count(Table::ALL.len())),
    ];
    let head = Head {
        title: words.text(key::PAGE_CODES_TITLE),
        description: words.text_with(key::PAGE_CODES_DESCRIPTION, &counts),
        canonical: Some("/codes".to_owned()),
        ..Head::default()
    };
    let main = html! {
        <>
            <h1>{ words.text(key::PAGE_CODES_TITLE) }</h1>
            <p class="lead">{ words.text_with(key::PAGE_CODES_LEAD, &counts) }</p>
            { search_form(words, "") }
            <p class="onward"><a href="/explain">{ words.text(key::PAGE_EXPLAIN_TITLE) }</a></p>
            <h2>{ words.text(key::PAGE_CODES_OFTEN) }</h2>
            <ul class="chips">
                { for OFTEN.iter().map(|number| html! {
                    <li><a href={code_path(*number)} translate="no">{ Notation::Hex.write(*number) }</a></li>
                }) }
            </ul>
            <h2>{ words.text(key::PAGE_CODES_TABLES) }</h2>
            { for Table::ALL.into_iter().map(|table| of_table(words, &library.catalogue, table)) }
        </>
    };
    (head, main)
}

/// What `number` means, per program.
pub(crate) fn code(library: &Library, number: u32) -> (Head, Html) {
    let words = &library.words;
    let shown = Notation::Hex.write(number);
    let decoded = library.decode(&shown);
    let meanings: Vec<&Meaning> = decoded.codes().flat_map(|code| &code.meanings).collect();
    let parameters = [("code", shown.as_str().into())];
    let head = Head {
        title: words.text_with(key::PAGE_CODE_TITLE, &parameters),
        description: description(words, &shown, &meanings),
        canonical: Some(code_path(number)),
        ..Head::default()
    };
    let tables: BTreeSet<Table> = meanings.iter().map(|meaning| meaning.row.table).collect();
    let mut told = Told::default();
    let main = html! {
        <>
            <p class="crumbs"><a href="/codes">{ words.text(key::PAGE_CODE_ALL) }</a></p>
            <h1>{ words.text_with(key::PAGE_CODE_HEADING, &parameters) }</h1>
            <p class="lead">{ words.text_with(key::PAGE_CODE_LEAD, &[("count", count(tables.len()))]) }</p>
            { in_short(words, &meanings) }
            if can_be_checked(library, &meanings) {
                { try_it(words, Some(&shown)) }
            }
            { notes(words, &decoded) }
            { without_prefix(library, number) }
            { for Kind::ALL.into_iter().map(|kind| section(library, kind, &meanings, &mut told)) }
            <section>
                <h2>{ words.text(key::PAGE_CODE_WRITTEN_OTHERWISE) }</h2>
                { notations(words, number) }
            </section>
            { search_form(words, "") }
        </>
    };
    (head, main)
}

/// That `asked` is no code.
pub(crate) fn missing(library: &Library, asked: &str) -> (Head, Html) {
    let words = &library.words;
    let asked = shortened(asked);
    let parameters = [("code", asked.as_str().into())];
    let head = Head {
        title: words.text_with(key::PAGE_CODE_MISSING_TITLE, &parameters),
        description: words.text_with(key::PAGE_CODE_MISSING, &parameters),
        canonical: None,
        ..Head::default()
    };
    search::again(words, head)
}

fn notes(words: &Words, decoded: &Decoded) -> Html {
    let notes = words.decoded(decoded).notes;
    html! { { for notes.into_iter().map(|note| html! { <p class="note">{ note }</p> }) } }
}

/// What people may mean by the decimal digits of `number`.
fn without_prefix(library: &Library, number: u32) -> Html {
    let digits = number.to_string();
    let meant = (digits.len() >= SHORTEST_WITHOUT_PREFIX).then(|| u32::from_str_radix(&digits, 16).ok());
    let shown_by_microsoft = |number: &u32| {
        let mut rows = library.catalogue.with_number(*number);
        rows.any(|row| matches!(row.table, Table::WindowsAppCode | Table::MstscDisconnectReason))
    };
    let Some(meant) = meant.flatten().filter(shown_by_microsoft) else {
        return Html::default();
    };
    let code = Notation::Hex.write(meant);
    let parameters = [("digits", digits.into()), ("code", code.as_str().into())];
    html! {
        <p class="note">
            { library.words.text_with(key::PAGE_CODE_WITHOUT_PREFIX, &parameters) }
            { " " }<a href={code_path(meant)} translate="no">{ code }</a>
        </p>
    }
}

fn notations(words: &Words, number: u32) -> Html {
    let mut written = vec![
        (key::PAGE_CODE_HEX, Notation::WideHex.write(number)),
        (key::PAGE_CODE_DECIMAL, Notation::Decimal.write(number)),
    ];
    if number > i32::MAX.unsigned_abs() {
        written.push((key::PAGE_CODE_SIGNED, Notation::Signed.write(number)));
    }
    html! {
        <dl class="facts">
            { for written.into_iter().map(|(key, value)| html! {
                <div><dt>{ words.text(key) }</dt><dd translate="no">{ value }</dd></div>
            }) }
        </dl>
    }
}

/// The codes of one table, folded away but for those that people see.
fn of_table(words: &Words, catalogue: &Catalogue, table: Table) -> Html {
    let rows: Vec<&Row> = catalogue.rows().filter(|row| row.table == table).collect();
    let programs: Vec<Program> = table.shown().iter().map(|shown| shown.program).collect();
    html! {
        <details open={matches!(table, Table::WindowsAppCode)}>
            <summary>
                { words.space(table) }{ " " }
                <small>
                    { words.text_with(key::PAGE_CODES_TABLE_COUNT, &[("count", count(rows.len()))]) }
                    { " · " }{ words.programs(&programs) }
                </small>
            </summary>
            <ul class="chips">
                { for rows.into_iter().map(|row| html! { <li>{ code_link(row) }</li> }) }
            </ul>
        </details>
    }
}

fn description(words: &Words, code: &str, meanings: &[&Meaning]) -> String {
    let Some(first) = meanings.first() else {
        return words.text_with(key::PAGE_CODE_TITLE, &[("code", code.into())]);
    };
    let parameters = [
        ("code", code.into()),
        ("programs", words.programs(&first.programs).into()),
        ("meaning", words.code_meaning(&first.row).text.into()),
    ];
    words.text_with(key::PAGE_CODE_DESCRIPTION, &parameters)
}

/// The codes that people look for, by the threads that ask about them.
const OFTEN: &[u32] = &[
    0x4,
    0x3,
    0x104,
    0x204,
    0x207,
    0x704,
    0x807,
    0x904,
    0x907,
    0xB09,
    0x300_0046,
    0xC000_006D,
    0x2_000D,
];
/// As in the decoder: nobody means `0x4` by `4`.
const SHORTEST_WITHOUT_PREFIX: usize = 3;
