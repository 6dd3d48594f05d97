//! A run that is under way: what is waited for, for how long still, and how far it is.

use core::time::Duration;

use words::{Words, key};
use yew::prelude::*;

use super::phases::{phases, segments};
use super::place;
use super::row_context::{RowContext, SLOW};
use super::rows::rows;
use crate::{End, Phase, Run};

/// The page's one polite live region, present from the start: what is going on, and at the end what it comes to.
///
/// It also says `news` of other places. The cards say the same to those who see them.
pub(crate) fn status(words: &Words, run: Option<&Run>, news: String) -> Html {
    html! {
        <p class="hidden" role="status" aria-atomic="false">
            { run.map(|run| sentence(words, run)).unwrap_or_default() }
            if !news.is_empty() {
                <span class="hidden">{ " " }{ news }</span>
            }
        </p>
    }
}

fn sentence(words: &Words, run: &Run) -> String {
    match run.phase() {
        Phase::Opening | Phase::Checking => match (run.ahead(), run.running()) {
            (Some(ahead), _) => words.text_with(key::PAGE_STATUS_WAITING, &[("ahead", ahead.into())]),
            (None, Some((stage, elapsed, limit))) if elapsed >= SLOW => words.waiting(stage, limit),
            (None, Some(_) | None) => words.text_with(
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

/// The card of a run that is under way. Everything that grows stands in it, so that nothing below it moves.
pub(crate) fn progress(words: &Words, run: &Run, on_cancel: &Callback<MouseEvent>, context: RowContext<'_>) -> Html {
    html! {
        <section class="answer running" aria-label={words.text(key::PAGE_RESULT_TITLE)}>
            <p class="sentence" aria-hidden="true">{ sentence(words, run) }</p>
            { segments(run) }
            <div class="actions">
                <p class="place">{ step(words, run).unwrap_or_default() }</p>
                <button id="cancel" type="button" onclick={on_cancel.clone()}>{ words.text(key::PAGE_CANCEL) }</button>
            </div>
            { phases(words, run) }
            <h2 class="hidden">{ words.text(key::PAGE_STEPS_TITLE) }</h2>
            { rows(words, run, context) }
        </section>
    }
}

/// Which step it is, and how long it may still take.
fn step(words: &Words, run: &Run) -> Option<String> {
    let (stage, elapsed, limit) = run.running()?;
    let mut said = words.text_with(key::PAGE_PROGRESS, &place(words, stage));
    if let Some(from) = words.seen_from(run.report(), run.running_leg().into_iter()) {
        said.push_str(" · ");
        said.push_str(&from);
    }
    if elapsed >= SLOW {
        let left = Duration::from_micros(limit.as_micros().into()).saturating_sub(elapsed);
        let whole = Duration::from_secs(left.as_secs());
        if !whole.is_zero() {
            said.push_str(" · ");
            said.push_str(&words.text_with(key::PAGE_LEFT, &[("span", words.time(whole.into()).into())]));
        }
    }
    Some(said)
}
