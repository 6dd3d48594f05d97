//! What it comes to: the sentence at the end, and until then what is going on.

use core::time::Duration;
use words::key;
use words::{Words, summary};
use yew::prelude::*;

use super::place;
use crate::{End, Phase, Run};

/// From when on the page says what a slow stage waits for. A healthy handshake over a long line takes a third of it.
pub(crate) const SLOW: Duration = Duration::from_secs(1);

/// The verdict. Its sentence is the page's one polite live region, present from the start.
///
/// It also says `news` of other places, to those alone who do not see them.
pub(crate) fn verdict(words: &Words, run: Option<&Run>, news: String, on_cancel: &Callback<MouseEvent>) -> Html {
    html! {
        <section class="verdict" data-tone={run.map_or("idle", tone)} aria-labelledby="verdict-title">
            <h2 id="verdict-title" class="hidden">{ words.text(key::PAGE_RESULT_TITLE) }</h2>
            <p class="sentence" role="status" aria-atomic="false">
                { run.map(|run| sentence(words, run)).unwrap_or_default() }
                if !news.is_empty() {
                    <span class="hidden">{ " " }{ news }</span>
                }
            </p>
            if let Some(run) = run {
                if run.is_under_way() {
                    { under_way(words, run, on_cancel) }
                } else {
                    { over(words, run) }
                }
            } else {
                <p>{ words.text(key::PAGE_INTRO_WHAT) }</p>
                <p>{ words.text(key::PAGE_INTRO_LIMITS) }</p>
            }
        </section>
    }
}

fn tone(run: &Run) -> &'static str {
    match (run.phase(), run.broken()) {
        (Phase::Opening | Phase::Checking | Phase::Cancelling, _) => "running",
        (Phase::Over(_), Some(_)) | (Phase::Over(End::Refused(_)), None) => "broken",
        (Phase::Over(_), None) if run.is_stopped() => "stopped",
        (Phase::Over(_), None) if run.is_warned() => "warned",
        (Phase::Over(_), None) => "calm",
    }
}

fn sentence(words: &Words, run: &Run) -> String {
    match run.phase() {
        Phase::Opening | Phase::Checking => match run.running() {
            Some((stage, elapsed, limit)) if elapsed >= SLOW => words.waiting(stage, limit),
            Some(_) | None => words.text_with(
                key::PAGE_STATUS_CHECKING,
                &[("host", run.target().host.to_string().into())],
            ),
        },
        Phase::Cancelling => words.text(key::PAGE_STATUS_CANCELLING),
        Phase::Over(End::Finished) => words.verdict(run.report(), run.findings()),
        Phase::Over(End::Cancelled) => words.text(key::PAGE_STATUS_CANCELLED),
        Phase::Over(End::RelayUnreachable) => words.text(key::PAGE_STATUS_UNREACHABLE),
        Phase::Over(End::RelayLost) => words.text(key::PAGE_STATUS_LOST),
        Phase::Over(End::Refused(refusal)) => words.refusal(refusal),
    }
}

fn under_way(words: &Words, run: &Run, on_cancel: &Callback<MouseEvent>) -> Html {
    let stage = run.running().map(|(stage, ..)| stage);
    let progress = stage.map(|stage| words.text_with(key::PAGE_PROGRESS, &place(words, stage)));
    html! {
        <div class="actions">
            <button id="cancel" type="button" onclick={on_cancel.clone()}>{ words.text(key::PAGE_CANCEL) }</button>
            <p class="place">{ progress.unwrap_or_default() }</p>
        </div>
    }
}

fn over(words: &Words, run: &Run) -> Html {
    let line = (*run.phase() == Phase::Over(End::Finished)).then(|| summary(words, run.report(), run.findings()));
    let jump = run.broken().map(|stage| {
        let href = format!("#step-{}", stage.name());
        html! { <a class="jump" {href}>{ words.text_with(key::PAGE_JUMP, &place(words, stage)) }</a> }
    });
    html! {
        <div class="aside">
            if let Some(line) = line {
                <p class="summary">{ line }</p>
            }
            { jump.unwrap_or_default() }
            if let Some(id) = run.id() {
                <p class="run-id">{ words.text(key::PAGE_RUN_ID) }{ " " }<code translate="no">{ id.to_owned() }</code></p>
            }
        </div>
    }
}
