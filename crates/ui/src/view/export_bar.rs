//! What can be done with a result: share it, copy it, save it, print it, compare it.

use wire::json::written;
use wire::{Disclosure, Record};
use words::Words;
use words::{Key, key};
use yew::prelude::*;

use super::letter;
use crate::{ExportKind, ExportResult, PageModel, Run, SharingOffer};

/// What the reader does with a result.
#[derive(Clone, Default, PartialEq)]
pub struct ExportEvents {
    /// Open the dialog in which it is shared.
    pub share: Callback<MouseEvent>,
    /// Send it to whoever asked for it, as it was agreed to.
    pub answer: Callback<MouseEvent>,
    /// Copy or save it.
    pub export: Callback<ExportKind>,
    /// Print it.
    pub print: Callback<MouseEvent>,
    /// Check once more, with the secrets of TLS kept.
    pub record_secrets: Callback<MouseEvent>,
}

/// What sends the result to whoever can fix it: a link, or where nothing is stored, a summary to paste.
pub(crate) fn send(words: &Words, state: &PageModel, run: &Run, events: &ExportEvents) -> Html {
    let (key, onclick) = if run.is_open_to_relay() && state.sharing.offer != SharingOffer::Off {
        if state.answered().is_some() {
            return answer(words, state, events);
        }
        (key::PAGE_TAKE_SHARE, events.share.clone())
    } else {
        let kind = if run.is_open_to_relay() {
            ExportKind::Text
        } else {
            ExportKind::Line
        };
        (key::PAGE_TAKE_SUMMARY, events.export.reform(move |_: MouseEvent| kind))
    };
    html! {
        <>
            <button id="share" class="primary" type="button" {onclick}>{ words.text(key) }</button>
            if key == key::PAGE_TAKE_SUMMARY {
                { write(words, state) }
            }
        </>
    }
}

/// The way to a message to support, with the result in it.
pub(crate) fn write(words: &Words, state: &PageModel) -> Html {
    let Some(address) = letter(words, state) else {
        return Html::default();
    };
    html! { <a id="write" class="button" href={address} target="_blank" rel="noreferrer">{ words.text(key::PAGE_LETTER) }</a> }
}

/// One button for whoever was asked, beside what it sends.
fn answer(words: &Words, state: &PageModel, events: &ExportEvents) -> Html {
    let what = match Disclosure::default().max(state.least_level()) {
        Disclosure::Everything | Disclosure::Support => key::PAGE_ASK_WHAT,
        Disclosure::Public => key::PAGE_ASK_WHAT_PUBLIC,
    };
    html! {
        <>
            <button id="answer-ask" class="primary" type="button" aria-describedby="answer-what" onclick={events.answer.clone()}>
                { words.text(key::PAGE_ASK_SEND) }
            </button>
            <button id="share" type="button" onclick={events.share.clone()}>{ words.text(key::PAGE_SHARE_CHANGE) }</button>
            <p id="answer-what" class="hint">{ into_ticket(words, state) }{ words.text(what) }</p>
        </>
    }
}

/// That the result goes into a ticket, before what the other people see of it; nothing where it does not.
pub(crate) fn into_ticket(words: &Words, state: &PageModel) -> String {
    let ask = state.question.ask.as_ref().and_then(|asked| asked.ask.as_ref());
    let said = ask.filter(|ask| ask.delivered).map(|ask| {
        let ticket = [("ticket", ask.ticket.as_str().into())];
        words.text_with(key::PAGE_ASK_INTO_TICKET, &ticket) + " "
    });
    said.unwrap_or_default()
}

/// The ways out of the page for the result that is shown.
pub(crate) fn outlets(words: &Words, state: &PageModel, run: &Run, events: &ExportEvents) -> Html {
    let open = run.is_open_to_relay();
    let take = |what: ExportKind, key: Key| {
        let onclick = events.export.reform(move |_: MouseEvent| what);
        html! { <button type="button" data-take={name(what)} {onclick}>{ words.text(key) }</button> }
    };
    html! {
        <section class="outlets" aria-labelledby="outlets-title">
            <h2 id="outlets-title">{ words.text(key::PAGE_TAKE_TITLE) }</h2>
            <details class="menu" name="outlets">
                <summary>{ words.text(key::PAGE_TAKE_COPY) }</summary>
                <div>
                    { take(ExportKind::Line, key::PAGE_TAKE_COPY_LINE) }
                    if open {
                        { take(ExportKind::Text, key::PAGE_TAKE_COPY_TEXT) }
                        { take(ExportKind::Markdown, key::PAGE_TAKE_COPY_MARKDOWN) }
                    }
                </div>
            </details>
            if run.can_be_saved() {
                <details class="menu" name="outlets">
                    <summary>{ words.text(key::PAGE_TAKE_SAVE) }</summary>
                    <div>
                        { take(ExportKind::Json, key::PAGE_TAKE_SAVE_JSON) }
                        if open {
                            { take(ExportKind::Html, key::PAGE_TAKE_SAVE_HTML) }
                        }
                        { recording(words, state, run, &events.record_secrets) }
                    </div>
                </details>
            }
            <button id="print" type="button" onclick={events.print.clone()}>{ words.text(key::PAGE_TAKE_PRINT) }</button>
            if let Some(before) = state.results.before.as_deref().filter(|_| open) {
                { compare(words, state, before, run) }
            }
            { handed(words, state.results.exported.as_ref()) }
        </section>
    }
}

/// The same for those who do not see it.
pub(crate) fn news(words: &Words, handed: Option<&ExportResult>) -> String {
    match handed {
        Some(ExportResult::Done(ExportKind::Json | ExportKind::Html)) => words.text(key::PAGE_TAKE_SAVED),
        Some(ExportResult::Done(ExportKind::Line | ExportKind::Text | ExportKind::Markdown | ExportKind::Link)) => {
            words.text(key::PAGE_TAKE_DONE)
        }
        // These are alerts.
        Some(ExportResult::NotCopied(_) | ExportResult::NotSaved) | None => String::new(),
    }
}

/// What became of the last thing that was taken along.
pub(crate) fn handed(words: &Words, handed: Option<&ExportResult>) -> Html {
    match handed {
        None => Html::default(),
        Some(ExportResult::Done(ExportKind::Json | ExportKind::Html)) => {
            html! { <p class="handed">{ words.text(key::PAGE_TAKE_SAVED) }</p> }
        }
        Some(ExportResult::Done(_)) => html! { <p class="handed">{ words.text(key::PAGE_TAKE_DONE) }</p> },
        Some(ExportResult::NotSaved) => {
            html! { <p class="complaint" role="alert">{ words.text(key::PAGE_TAKE_NOT_SAVED) }</p> }
        }
        Some(ExportResult::NotCopied(text)) => html! {
            <div class="by-hand">
                <label for="by-hand">{ words.text(key::PAGE_TAKE_NOT_COPIED) }</label>
                <textarea id="by-hand" rows="4" readonly=true value={text.clone()} />
            </div>
        },
    }
}

/// A form, because the browser saves what it answers by itself.
fn recording(words: &Words, state: &PageModel, run: &Run, record_secrets: &Callback<MouseEvent>) -> Html {
    let Some((key, record)) = run.recording() else {
        return Html::default();
    };
    let action = [&state.site, "/api/recordings/", key.as_str(), ".pcapng"].concat();
    html! {
        <form {action} method="get">
            <button type="submit" aria-describedby="recording-hint">{ words.text(key::PAGE_TAKE_RECORDING) }</button>
            if record == Record::BytesAndTlsSecrets {
                <label class="tick">
                    <input type="checkbox" name="secrets" value="1" />{ words.text(key::PAGE_TAKE_RECORDING_SECRETS) }
                </label>
            } else {
                // They cannot be had afterwards: the relay keeps them only of a run that began with them.
                <button id="record-secrets" type="button" onclick={record_secrets.clone()}>
                    { words.text(key::PAGE_TAKE_RECORDING_AGAIN) }
                </button>
            }
            <p id="recording-hint" class="hint">{ words.text(key::PAGE_TAKE_RECORDING_HINT) }</p>
        </form>
    }
}

/// What is compared stands in the form: keys where the relay has both runs, and else both reports, for one of each would
/// differ by what only this browser saw.
fn compare(words: &Words, state: &PageModel, before: &Run, now: &Run) -> Html {
    let [a, b] = match before.key().zip(now.key()).filter(|_| now.began_soon_after(before)) {
        Some((before, now)) => [before, now].map(|key| ["run:", key.as_str()].concat()),
        None => [before, now].map(|run| written(run.report())),
    };
    html! {
        <form id="compare" action={[&state.site, "/compare"].concat()} method="post" target="_blank">
            <input type="hidden" name="a" value={a} />
            <input type="hidden" name="b" value={b} />
            <button type="submit">{ words.text(key::PAGE_TAKE_COMPARE) }</button>
        </form>
    }
}

pub(crate) fn name(take: ExportKind) -> &'static str {
    match take {
        ExportKind::Line => "line",
        ExportKind::Text => "text",
        ExportKind::Markdown => "markdown",
        ExportKind::Link => "link",
        ExportKind::Json => "json",
        ExportKind::Html => "html",
    }
}
