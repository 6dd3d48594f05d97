//! Searching the codes: the form, the codes that have some words, and what a message means.

use codes::{Code, Decoded, LONGEST_TEXT, Notation, Row, Verdict};
use words::Words;
use words::key;
use words::search as search_words;
use yew::prelude::*;

use super::meaning::card;
use crate::pages::document::Head;
use crate::pages::library::Library;
use crate::pages::lists::{code_link, shortened};
use crate::pages::model::code_path;
use crate::view::breakable::breakable;

/// What was found for `query`: the meaning of a message, or the codes that have these words.
pub(crate) fn search(library: &Library, query: &str) -> (Head, Html) {
    let words = &library.words;
    let decoded = library.decode(query);
    let understood = matches!(decoded.verdict, Verdict::Understood | Verdict::UnknownCode);
    let is_message = query.split_whitespace().count() > MOST_WORDS || query.contains('\n');
    let found = if is_message {
        Vec::new()
    } else {
        search_words(&library.catalogue, words, query)
    };
    let title = if is_message {
        words.text(key::PAGE_CODES_MESSAGE_TITLE)
    } else {
        words.text_with(key::PAGE_CODES_RESULT_TITLE, &[("query", shortened(query).into())])
    };
    let head = Head {
        description: words.text(key::PAGE_CODES_TITLE),
        title,
        canonical: None,
        ..Head::default()
    };
    let main = if is_message {
        html! { <>{ message(library, &decoded) }{ search_form(words, query) }</> }
    } else {
        html! {
            <>
                { search_form(words, query) }
                if understood || found.is_empty() {
                    { message(library, &decoded) }
                }
                if !(understood && found.is_empty()) {
                    { results(words, &found) }
                }
            </>
        }
    };
    let main = html! {
        <>
            <p class="crumbs"><a href="/codes">{ words.text(key::PAGE_CODE_ALL) }</a></p>
            <h1>{ &head.title }</h1>
            { main }
        </>
    };
    (head, main)
}

/// That what was to be searched is longer than any message.
pub(crate) fn too_long(library: &Library) -> (Head, Html) {
    let words = &library.words;
    let most = count(LONGEST_TEXT);
    let head = Head {
        title: words.text(key::PAGE_CODES_TOO_LONG_TITLE),
        description: words.text_with(key::DECODE_TOO_LONG, &[("most", most)]),
        canonical: None,
        ..Head::default()
    };
    again(words, head)
}

/// What `head` says, and the field for another search.
pub(super) fn again(words: &Words, head: Head) -> (Head, Html) {
    let main = html! {
        <>
            <h1>{ &head.title }</h1>
            <p class="lead">{ &head.description }</p>
            { search_form(words, "") }
        </>
    };
    (head, main)
}

/// The field for a code or words, and one for a whole message.
pub(super) fn search_form(words: &Words, query: &str) -> Html {
    let is_message = query.contains('\n');
    let line = if is_message { "" } else { query };
    html! {
        <search class="find">
            <form class="query" action="/codes" method="get">
                <label for="q">{ words.text(key::PAGE_CODES_FIELD) }</label>
                <div class="field">
                    <input
                        id="q" name="q" type="search" value={line.to_owned()} enterkeyhint="search" autocapitalize="off"
                        autocorrect="off" spellcheck="false" translate="no" aria-describedby="q-hint"
                    />
                    <button class="primary" type="submit">{ words.text(key::PAGE_CODES_FIND) }</button>
                </div>
                <p id="q-hint" class="hint">{ words.text(key::PAGE_CODES_HINT) }</p>
            </form>
            <details open={is_message}>
                <summary>{ words.text(key::PAGE_CODES_PASTE) }</summary>
                <form class="query" action="/codes" method="get">
                    <label for="message">{ words.text(key::PAGE_CODES_PASTE_FIELD) }</label>
                    <textarea
                        id="message" name="q" rows="6" autocapitalize="off" spellcheck="false" translate="no"
                        defaultvalue={if is_message { query.to_owned() } else { String::new() }}
                    />
                    <button class="primary" type="submit">{ words.text(key::PAGE_CODES_PASTE_FIND) }</button>
                </form>
            </details>
        </search>
    }
}

/// What a message means: where it comes from, its codes, and what to know besides.
pub(crate) fn message(library: &Library, decoded: &Decoded) -> Html {
    let words = &library.words;
    let said = words.decoded(decoded);
    let codes = decoded.primary.iter().chain(&decoded.extended);
    let codes = codes.chain(&decoded.said).chain(&decoded.further);
    html! {
        <section class="kind">
            <p class="lead">{ said.headline }</p>
            if let Some(origin) = said.origin {
                <p class="about">{ origin }</p>
            }
            { for said.notes.into_iter().map(|note| html! { <p class="note">{ note }</p> }) }
            { for codes.zip(said.codes).map(|(code, said)| html! {
                <>
                    <h2>{ said.title }</h2>
                    if let Some(elsewhere) = said.elsewhere {
                        <p class="about">{ elsewhere }</p>
                    }
                    { for code.meanings.iter().map(|meaning| card(words, meaning, None)) }
                    { more(words, code) }
                </>
            }) }
        </section>
    }
}

/// The way to a code's own page.
fn more(words: &Words, code: &Code) -> Html {
    let Some(number) = code.number.filter(|_| !code.meanings.is_empty()) else {
        return Html::default();
    };
    let shown = Notation::Hex.write(number);
    html! {
        <p class="onward">
            <a href={code_path(number)}>{ words.text_with(key::PAGE_CODE_MORE, &[("code", shown.into())]) }</a>
        </p>
    }
}

/// What a code means, in its language.
fn meaning(words: &Words, row: &Row) -> Html {
    let said = words.code_meaning(row);
    html! { <p class="meaning" lang={said.language}>{ breakable(said.text) }</p> }
}

/// Codes that have some words, by table.
fn results(words: &Words, found: &[&Row]) -> Html {
    let total = count(found.len());
    let shown: Vec<&Row> = found.iter().copied().take(MOST_RESULTS).collect();
    let said = match found.len() {
        0 => words.text(key::PAGE_CODES_FOUND_NONE),
        all if all > MOST_RESULTS => words.text_with(
            key::PAGE_CODES_FOUND_MOST,
            &[("count", total), ("most", count(MOST_RESULTS))],
        ),
        _ => words.text_with(key::PAGE_CODES_FOUND, &[("count", total)]),
    };
    html! {
        <section>
            <p class="lead">{ said }</p>
            { for shown.chunk_by(|one, next| one.table == next.table).map(|rows| html! {
                <>
                    <h2>{ rows.first().map(|row| words.space(row.table)).unwrap_or_default() }</h2>
                    <ul class="rows">
                        { for rows.iter().map(|row| html! {
                            <li>{ code_link(row) }{ meaning(words, row) }</li>
                        }) }
                    </ul>
                </>
            }) }
        </section>
    }
}

pub(super) fn count(count: usize) -> diagnosis::Parameter {
    u32::try_from(count).unwrap_or(u32::MAX).into()
}

/// More words than these are a message.
const MOST_WORDS: usize = 8;
/// More than these nobody reads.
const MOST_RESULTS: usize = 60;
