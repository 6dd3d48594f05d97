//! Two results side by side.

use diagnosis::{Comparison, LegComparison, Side as Half, StageComparison, Verdict, compare, diagnose};
use redact::redact;
use wire::LegKind;
use words::{ComparedLeg, ComparedRow, Words};
use words::{Key, key};
use yew::prelude::*;

use super::caption::{heading, seen_from, started_at};
use super::controls::last;
use super::document::Head;
use super::library::Library;
use super::model::{Compared, Found, Side};
use crate::Progress;
use crate::view::progress_dot::progress_dot;

/// The comparison, or the form with what is missing for one.
pub(crate) fn compared(library: &Library, compared: &Compared) -> (Head, Html) {
    let words = &library.words;
    let both = match &compared.sides {
        [
            Side {
                found: Found::Result { report: left, .. },
                ..
            },
            Side {
                found: Found::Result { report: right, .. },
                ..
            },
        ] => Some(compare(left, right, redact)),
        _ => None,
    };
    let main = html! {
        <>
            <h1>{ words.text(key::PAGE_COMPARE_TITLE) }</h1>
            if let Some(both) = &both {
                { comparison(words, both, compared) }
            } else {
                <p class="lead">{ words.text(key::PAGE_COMPARE_LEAD) }</p>
                { for compared.sides.iter().map(|side| alone(words, side)) }
            }
            { form(words, compared, if both.is_some() { Asked::Again } else { Asked::First }) }
        </>
    };
    let head = Head {
        title: words.text(key::PAGE_COMPARE_TITLE),
        description: words.text(key::PAGE_COMPARE_LEAD),
        posts: true,
        ..Head::default()
    };
    (head, main)
}

fn comparison(words: &Words, both: &Comparison<'_>, compared: &Compared) -> Html {
    let text = words.comparison(both);
    let tone = if both.first_difference.is_some() {
        "warned"
    } else if Verdict::of(both.reports[0], &diagnose(both.reports[0])) == Verdict::Works {
        "calm"
    } else {
        // Two that failed alike, or ended at the same password, are no good news.
        "alike"
    };
    let names = names(words, both.later);
    html! {
        <>
            <section class="verdict" data-tone={tone} aria-labelledby="verdict-title">
                <h2 id="verdict-title" class="hidden">{ words.text(key::PAGE_RESULT_TITLE) }</h2>
                <p class="sentence">{ &text.verdict }</p>
                <div class="aside">
                    if let Some((_, stage)) = both.first_difference {
                        <a class="jump" href={format!("#step-{}", stage.name())}>{ words.text(key::PAGE_COMPARE_JUMP) }</a>
                    }
                    { swap(words, compared) }
                </div>
            </section>
            { for text.notes.iter().map(|note| html! { <p class="note">{ note }</p> }) }
            if !compared.addressed {
                <p class="note">{ words.text(key::PAGE_COMPARE_UNADDRESSED) }</p>
            }
            <div class="pair">
                { for compared.sides.iter().zip(&names).map(|(side, name)| card(words, side, name)) }
            </div>
            { for both.legs.iter().zip(&text.legs).map(|(leg, text)| steps(leg, text, words, &names)) }
            <h2>{ words.text(key::PAGE_COMPARE_VALUES) }</h2>
            if text.values.iter().any(|row| row.changed) {
                { values(words, &names, text.values.iter().filter(|row| row.changed)) }
            } else {
                <p class="lead">{ words.text(key::PAGE_COMPARE_NO_CHANGE) }</p>
            }
            { same(words, &names, &text.values) }
        </>
    }
}

/// What heads the columns: which is the earlier one where that is known.
fn names(words: &Words, later: Option<Half>) -> [String; 2] {
    let keys = match later {
        Some(Half::Right) => [key::PAGE_COMPARE_EARLIER, key::PAGE_COMPARE_LATER],
        Some(Half::Left) => [key::PAGE_COMPARE_LATER, key::PAGE_COMPARE_EARLIER],
        None => [key::PAGE_COMPARE_FIRST, key::PAGE_COMPARE_SECOND],
    };
    keys.map(|key| words.text(key))
}

/// One of the two, in short.
fn card(words: &Words, side: &Side, name: &str) -> Html {
    let Found::Result { report, path } = &side.found else {
        return Html::default();
    };
    html! {
        <section>
            <h2>{ name }</h2>
            <p class="of">{ heading(words, report) }</p>
            <p class="when">{ started_at(words, report) }</p>
            <p>{ words.verdict(report, &diagnose(report)) }</p>
            if let Some(from) = seen_from(words, report) {
                <p class="when">{ from }</p>
            }
            if let Some(path) = path {
                <p><a href={path.clone()}>{ words.text(key::PAGE_COMPARE_OPEN) }</a></p>
            }
        </section>
    }
}

fn columns(words: &Words, first: Key, names: &[String; 2]) -> Html {
    html! {
        <thead>
            <tr>
                <th scope="col">{ words.text(first) }</th>
                { for names.iter().map(|name| html! { <th scope="col">{ name }</th> }) }
            </tr>
        </thead>
    }
}

fn steps(leg: &LegComparison<'_>, text: &ComparedLeg, words: &Words, names: &[String; 2]) -> Html {
    let rows = leg.stages.iter().zip(&text.steps);
    html! {
        <>
            <h2>{ &text.title }</h2>
            <table class="sides">
                { columns(words, key::PAGE_COMPARE_STEP, names) }
                <tbody>
                    { for rows.map(|(stage, row)| step(leg.kind(), stage, row, words, names)) }
                </tbody>
            </table>
        </>
    }
}

fn step(leg: LegKind, stage: &StageComparison<'_>, row: &ComparedRow, words: &Words, names: &[String; 2]) -> Html {
    let number = leg.number(stage.stage).unwrap_or_default();
    let ends = stage.sides.iter().zip([&row.left, &row.right]).zip(names);
    html! {
        <tr id={format!("step-{}", stage.stage.name())} data-changed={row.changed.then_some("")}
            data-first={row.first.then_some("")}>
            <th scope="row">
                <span class="number">{ number }{ " " }</span>{ &row.label }
                if row.first {
                    { " " }<span class="badge">{ words.text(key::PAGE_COMPARE_FIRST_DIFFERENCE) }</span>
                }
                if !row.note.is_empty() {
                    { " " }<small>{ &row.note }</small>
                }
            </th>
            { for ends.map(|((report, said), name)| html! {
                <td data-state={report.outcome.name()} data-side={name.clone()}>
                    { progress_dot(Progress::Ended(report.outcome)) }
                    <span dir="auto">{ said }</span>
                </td>
            }) }
        </tr>
    }
}

/// The rest of what was compared, folded away.
fn same(words: &Words, names: &[String; 2], rows: &[ComparedRow]) -> Html {
    let mut same = rows.iter().filter(|row| !row.changed).peekable();
    if same.peek().is_none() {
        return Html::default();
    }
    html! {
        <details class="same">
            <summary>{ words.text(key::PAGE_COMPARE_SAME) }</summary>
            { values(words, names, same) }
        </details>
    }
}

fn values<'a>(words: &Words, names: &[String; 2], rows: impl Iterator<Item = &'a ComparedRow>) -> Html {
    let cell = |name: &str, value: &str| {
        let value = if value.is_empty() { "–" } else { value };
        html! { <td data-side={name.to_owned()} dir="auto">{ value }</td> }
    };
    let [left, right] = names;
    html! {
        <table class="sides">
            { columns(words, key::PAGE_COMPARE_WHAT, names) }
            <tbody>
                { for rows.map(|row| html! {
                    <tr data-changed={row.changed.then_some("")}>
                        <th scope="row">
                            { &row.label }
                            if !row.note.is_empty() {
                                { " " }<small>{ &row.note }</small>
                            }
                        </th>
                        { cell(left, &row.left) }
                        { cell(right, &row.right) }
                    </tr>
                }) }
            </tbody>
        </table>
    }
}

/// The same two in the other order.
fn swap(words: &Words, compared: &Compared) -> Html {
    let [left, right] = &compared.sides;
    if compared.addressed {
        let href = format!("/compare?a={}&b={}", address(right), address(left));
        return html! { <a {href}>{ words.text(key::PAGE_COMPARE_SWAP) }</a> };
    }
    html! {
        <form action="/compare" method="post">
            <input type="hidden" name="a" value={right.given.clone()} />
            <input type="hidden" name="b" value={left.given.clone()} />
            <button type="submit">{ words.text(key::PAGE_COMPARE_SWAP) }</button>
        </form>
    }
}

/// The id of a shared result, for an address.
fn address(side: &Side) -> &str {
    match &side.found {
        Found::Result { path: Some(path), .. } => path.strip_prefix("/r/").unwrap_or_default(),
        Found::Result { path: None, .. } | Found::Nothing | Found::NoLink(_) | Found::Sealed | Found::Problem(_) => "",
    }
}

/// The one that was found where the other is missing.
fn alone(words: &Words, side: &Side) -> Html {
    match &side.found {
        Found::Result { .. } => {
            html! { <div class="pair">{ card(words, side, &words.text(key::PAGE_COMPARE_FOUND)) }</div> }
        }
        Found::Nothing | Found::NoLink(_) | Found::Sealed | Found::Problem(_) => Html::default(),
    }
}

/// How often results have been asked for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Asked {
    First,
    /// Two are shown already.
    Again,
}

/// Two fields for links, and two for what is in saved files. The script shows how to choose files.
fn form(words: &Words, compared: &Compared, asked: Asked) -> Html {
    let [left, right] = &compared.sides;
    // There is nothing to type where both were brought.
    if asked == Asked::Again && is_brought(left) && is_brought(right) {
        return html! {
            <p class="onward"><a href="/compare">{ words.text(key::PAGE_COMPARE_OTHERS) }</a></p>
        };
    }
    let title = match asked {
        Asked::Again => key::PAGE_COMPARE_OTHERS,
        Asked::First => key::PAGE_COMPARE_WHICH,
    };
    // A file's content does not fit into an address.
    let posted = is_brought(left) || is_brought(right);
    html! {
        <>
            <form class="query check compare" action="/compare" method={if posted { "post" } else { "get" }}>
                <h2>{ words.text(title) }</h2>
                { field(words, "a", key::PAGE_COMPARE_A, left) }
                { field(words, "b", key::PAGE_COMPARE_B, right) }
                <p class="scripted pending">
                    { last(words) }
                    { " " }
                    <label class="pick">
                        <input type="file" accept=".json,application/json" multiple=true data-files="" />
                        <span>{ words.text(key::PAGE_COMPARE_FILES) }</span>
                    </label>
                </p>
                <p><button class="primary" type="submit">{ words.text(key::PAGE_COMPARE_DO) }</button></p>
            </form>
            <details class="paste">
                <summary>{ words.text(key::PAGE_COMPARE_PASTE) }</summary>
                <form class="query" action="/compare" method="post">
                    { area(words, "a", key::PAGE_COMPARE_CONTENT_A, left) }
                    { area(words, "b", key::PAGE_COMPARE_CONTENT_B, right) }
                    <p><button class="primary" type="submit">{ words.text(key::PAGE_COMPARE_DO) }</button></p>
                </form>
            </details>
        </>
    }
}

/// Whether what was given is no link but the result itself, or the key of a run.
fn is_brought(side: &Side) -> bool {
    let brought = side.given.trim_start();
    matches!(side.found, Found::Result { path: None, .. }) && !brought.is_empty()
}

fn field(words: &Words, name: &'static str, label: Key, side: &Side) -> Html {
    if let Found::Result { report, path: None } = &side.found {
        return html! {
            <>
                <p class="brought">
                    { words.text(key::PAGE_COMPARE_BROUGHT) }{ " " }<b>{ heading(words, report) }</b>
                    { ", " }{ started_at(words, report) }
                </p>
                <input type="hidden" {name} value={side.given.clone()} />
            </>
        };
    }
    // A field of one line holds a link, and nobody could read what else was tried.
    let typed = if side.given.trim_start().starts_with('{') {
        ""
    } else {
        &side.given
    };
    let id = format!("link-{name}");
    let problem = problem(words, &id, side);
    let described = problem.is_some().then(|| format!("{id}-problem"));
    html! {
        <>
            <label for={id.clone()}>{ words.text(label) }</label>
            <div class="field">
                <input {id} {name} type="text" value={typed.to_owned()} autocapitalize="off" autocorrect="off"
                    spellcheck="false" translate="no" aria-invalid={problem.is_some().then_some("true")}
                    aria-describedby={described} />
            </div>
            { problem.unwrap_or_default() }
        </>
    }
}

fn area(words: &Words, name: &'static str, label: Key, side: &Side) -> Html {
    let id = format!("json-{name}");
    let link = if side.given.trim_start().starts_with('{') {
        ""
    } else {
        &side.given
    };
    html! {
        <>
            <label for={id.clone()}>{ words.text(label) }</label>
            <textarea {id} {name} rows="4" spellcheck="false" translate="no" value={link.to_owned()} />
        </>
    }
}

/// What is wrong with what was given.
fn problem(words: &Words, id: &str, side: &Side) -> Option<Html> {
    let sentence = match &side.found {
        Found::Nothing | Found::Result { .. } => return None,
        Found::NoLink(example) => words.text_with(key::PAGE_COMPARE_BAD_LINK, &[("link", example.as_str().into())]),
        Found::Sealed => words.text(key::PAGE_COMPARE_SEALED),
        Found::Problem(sentence) => sentence.clone(),
    };
    Some(html! { <p id={format!("{id}-problem")} class="complaint">{ sentence }</p> })
}
