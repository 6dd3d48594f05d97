//! What can be done with a result: share it, copy it, save it, print it, compare it.

use wire::Record;
use words::Words;
use words::{Key, key};
use yew::prelude::*;

use crate::{Handed, PageModel, Run, Sharing, Take};

/// What the reader does with a result.
#[derive(Clone, Default, PartialEq)]
pub struct OutletEvents {
    /// Open the dialog in which it is shared.
    pub share: Callback<MouseEvent>,
    /// Copy or save it.
    pub take: Callback<Take>,
    /// Print it.
    pub print: Callback<MouseEvent>,
}

/// The ways out of the page for the result that is shown.
pub(crate) fn outlets(words: &Words, state: &PageModel, run: &Run, events: &OutletEvents) -> Html {
    let document = run.document();
    let open = run.is_open_to_relay();
    let share = if state.answered().is_some() {
        key::PAGE_ASK_SHARE
    } else {
        key::PAGE_TAKE_SHARE
    };
    let take = |what: Take, key: Key| {
        let onclick = events.take.reform(move |_: MouseEvent| what);
        html! { <button type="button" data-take={name(what)} {onclick}>{ words.text(key) }</button> }
    };
    html! {
        <div class="outlets">
            if open && state.sharing != Sharing::Off {
                <button id="share" class="primary" type="button" onclick={events.share.clone()}>{ words.text(share) }</button>
            }
            <details class="menu" name="outlets">
                <summary>{ words.text(key::PAGE_TAKE_COPY) }</summary>
                <div>
                    { take(Take::Line, key::PAGE_TAKE_COPY_LINE) }
                    if open {
                        { take(Take::Text, key::PAGE_TAKE_COPY_TEXT) }
                        { take(Take::Markdown, key::PAGE_TAKE_COPY_MARKDOWN) }
                    }
                </div>
            </details>
            if document.is_some() {
                <details class="menu" name="outlets">
                    <summary>{ words.text(key::PAGE_TAKE_SAVE) }</summary>
                    <div>
                        { take(Take::Json, key::PAGE_TAKE_SAVE_JSON) }
                        if open {
                            { take(Take::Html, key::PAGE_TAKE_SAVE_HTML) }
                        }
                        { recording(words, run) }
                    </div>
                </details>
            }
            <button id="print" type="button" onclick={events.print.clone()}>{ words.text(key::PAGE_TAKE_PRINT) }</button>
            { compare(words, state.before.as_deref(), document.filter(|_| open)) }
            { handed(words, state.handed.as_ref()) }
        </div>
    }
}

/// The same for those who do not see it.
pub(crate) fn news(words: &Words, handed: Option<&Handed>) -> String {
    match handed {
        Some(Handed::Done(Take::Json | Take::Html)) => words.text(key::PAGE_TAKE_SAVED),
        Some(Handed::Done(Take::Line | Take::Text | Take::Markdown | Take::Link)) => words.text(key::PAGE_TAKE_DONE),
        // These are alerts.
        Some(Handed::NotCopied(_) | Handed::NotSaved) | None => String::new(),
    }
}

/// What became of the last thing that was taken along.
pub(crate) fn handed(words: &Words, handed: Option<&Handed>) -> Html {
    match handed {
        None => Html::default(),
        Some(Handed::Done(Take::Json | Take::Html)) => {
            html! { <p class="handed">{ words.text(key::PAGE_TAKE_SAVED) }</p> }
        }
        Some(Handed::Done(_)) => html! { <p class="handed">{ words.text(key::PAGE_TAKE_DONE) }</p> },
        Some(Handed::NotSaved) => {
            html! { <p class="complaint" role="alert">{ words.text(key::PAGE_TAKE_NOT_SAVED) }</p> }
        }
        Some(Handed::NotCopied(text)) => html! {
            <div class="by-hand">
                <label for="by-hand">{ words.text(key::PAGE_TAKE_NOT_COPIED) }</label>
                <textarea id="by-hand" rows="4" readonly=true value={text.clone()} />
            </div>
        },
    }
}

/// A form, because the browser saves what it answers by itself.
fn recording(words: &Words, run: &Run) -> Html {
    let Some((key, record)) = run.recording() else {
        return Html::default();
    };
    let action = ["/api/recordings/", key.as_str(), ".pcapng"].concat();
    html! {
        <form {action} method="get">
            <button type="submit" aria-describedby="recording-hint">{ words.text(key::PAGE_TAKE_RECORDING) }</button>
            if record == Record::BytesAndTlsSecrets {
                <label class="tick">
                    <input type="checkbox" name="secrets" value="1" />{ words.text(key::PAGE_TAKE_RECORDING_SECRETS) }
                </label>
            }
            <p id="recording-hint" class="hint">{ words.text(key::PAGE_TAKE_RECORDING_HINT) }</p>
        </form>
    }
}

fn compare(words: &Words, before: Option<&str>, document: Option<&str>) -> Html {
    let (Some(before), Some(document)) = (before, document) else {
        return Html::default();
    };
    html! {
        <form id="compare" action="/compare" method="post" target="_blank">
            <input type="hidden" name="a" value={before.to_owned()} />
            <input type="hidden" name="b" value={document.to_owned()} />
            <button type="submit">{ words.text(key::PAGE_TAKE_COMPARE) }</button>
        </form>
    }
}

pub(crate) fn name(take: Take) -> &'static str {
    match take {
        Take::Line => "line",
        Take::Text => "text",
        Take::Markdown => "markdown",
        Take::Link => "link",
        Take::Json => "json",
        Take::Html => "html",
    }
}
