//! What can be done with a result: share it, copy it, save it, print it, compare it.

use wire::json::written;
use wire::{Record, Report};
use words::Words;
use yew::prelude::*;

use crate::{ExportKind, ExportResult, PageModel, Run, SharingOffer};

/// What the reader does with a result.
#[derive(Clone, Default, PartialEq)]
pub struct ExportEvents {
    /// Open the dialog in which it is shared.
    pub share: Callback<MouseEvent>,
    /// Copy or save it.
    pub export: Callback<ExportKind>,
    /// Print it.
    pub print: Callback<MouseEvent>,
}

/// The ways out of the page for the result that is shown.
pub(crate) fn outlets(words: &Words, state: &PageModel, run: &Run, events: &ExportEvents) -> Html {
    let open = run.is_open_to_relay();
    let share = if state.answered().is_some() {
        "page-ask-share"
    } else {
        "page-take-share"
    };
    let take = |what: ExportKind, key: &str| {
        let onclick = events.export.reform(move |_: MouseEvent| what);
        html! { <button type="button" data-take={name(what)} {onclick}>{ words.text(key) }</button> }
    };
    html! {
        <div class="outlets">
            if open && state.sharing.offer != SharingOffer::Off {
                <button id="share" class="primary" type="button" onclick={events.share.clone()}>{ words.text(share) }</button>
            }
            <details class="menu" name="outlets">
                <summary>{ words.text("page-take-copy") }</summary>
                <div>
                    { take(ExportKind::Line, "page-take-copy-line") }
                    if open {
                        { take(ExportKind::Text, "page-take-copy-text") }
                        { take(ExportKind::Markdown, "page-take-copy-markdown") }
                    }
                </div>
            </details>
            if run.has_report() {
                <details class="menu" name="outlets">
                    <summary>{ words.text("page-take-save") }</summary>
                    <div>
                        { take(ExportKind::Json, "page-take-save-json") }
                        if open {
                            { take(ExportKind::Html, "page-take-save-html") }
                        }
                        { recording(words, run) }
                    </div>
                </details>
            }
            <button id="print" type="button" onclick={events.print.clone()}>{ words.text("page-take-print") }</button>
            if let Some(before) = state.results.before.as_deref().filter(|_| open) {
                { compare(words, before, run.report()) }
            }
            { handed(words, state.results.exported.as_ref()) }
        </div>
    }
}

/// The same for those who do not see it.
pub(crate) fn news(words: &Words, handed: Option<&ExportResult>) -> String {
    match handed {
        Some(ExportResult::Done(ExportKind::Json | ExportKind::Html)) => words.text("page-take-saved"),
        Some(ExportResult::Done(ExportKind::Line | ExportKind::Text | ExportKind::Markdown | ExportKind::Link)) => {
            words.text("page-take-done")
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
            html! { <p class="handed">{ words.text("page-take-saved") }</p> }
        }
        Some(ExportResult::Done(_)) => html! { <p class="handed">{ words.text("page-take-done") }</p> },
        Some(ExportResult::NotSaved) => {
            html! { <p class="complaint" role="alert">{ words.text("page-take-not-saved") }</p> }
        }
        Some(ExportResult::NotCopied(text)) => html! {
            <div class="by-hand">
                <label for="by-hand">{ words.text("page-take-not-copied") }</label>
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
            <button type="submit" aria-describedby="recording-hint">{ words.text("page-take-recording") }</button>
            if record == Record::BytesAndTlsSecrets {
                <label class="tick">
                    <input type="checkbox" name="secrets" value="1" />{ words.text("page-take-recording-secrets") }
                </label>
            }
            <p id="recording-hint" class="hint">{ words.text("page-take-recording-hint") }</p>
        </form>
    }
}

fn compare(words: &Words, before: &Report, now: &Report) -> Html {
    html! {
        <form id="compare" action="/compare" method="post" target="_blank">
            <input type="hidden" name="a" value={written(before)} />
            <input type="hidden" name="b" value={written(now)} />
            <button type="submit">{ words.text("page-take-compare") }</button>
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
