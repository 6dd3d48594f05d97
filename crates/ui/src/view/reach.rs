//! Asking the reader whether their own browser may try the computer's port.

use words::{Words, key};
use yew::prelude::*;

use crate::{PageModel, ReachConsent};

/// What the reader can do about it.
#[derive(Clone, Default, PartialEq)]
pub struct ReachEvents {
    /// Agree.
    pub agree: Callback<MouseEvent>,
    /// Agree no longer.
    pub stop: Callback<MouseEvent>,
}

/// The question, naming computer and port, or how to take an earlier yes back; nothing where neither applies.
pub(crate) fn reach(words: &Words, state: &PageModel, events: &ReachEvents) -> Html {
    if state.tries_itself() {
        return html! {
            <section class="reach">
                <p class="hint">{ words.text(key::PAGE_REACH_AGREED) }</p>
                <button id="stop-reaching" class="quiet" type="button" onclick={events.stop.clone()}>{ words.text(key::PAGE_REACH_STOP) }</button>
            </section>
        };
    }
    let run = state.results.run.as_ref().filter(|_| state.offers_reach().is_some());
    let Some(run) = run else {
        return Html::default();
    };
    let named = [
        ("host", run.target().host.to_string().into()),
        ("port", run.target().port.to_string().into()),
    ];
    let lasts = state.reach == ReachConsent::Asked && state.question.ask.is_none();
    html! {
        <section class="reach">
            <p>{ words.text(key::PAGE_REACH_OFFER) }</p>
            <button id="reach" type="button" onclick={events.agree.clone()}>{ words.text_with(key::PAGE_REACH_TRY, &named) }</button>
            if lasts {
                <p class="hint">{ words.text(key::PAGE_REACH_LASTS) }</p>
            }
        </section>
    }
}
