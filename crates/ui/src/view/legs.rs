//! The two legs, drawn apart: you to the relay, the relay to the computer.

use wire::Stage;
use words::Words;
use yew::prelude::*;

use super::place;
use crate::{Leg, Run};

/// The legs to `computer`; both unknown before the first run.
pub(crate) fn legs(words: &Words, run: Option<&Run>, computer: Option<String>) -> Html {
    let (near, far) = run.map_or((Leg::Untried, Leg::Untried), Run::legs);
    let computer = run.map(|run| run.target().host.to_string()).or(computer);
    let computer = computer.unwrap_or_else(|| words.text("page-computer"));
    let near_end = if run.is_some_and(Run::is_kept) {
        "page-browser"
    } else {
        "page-you"
    };
    html! {
        <section class="legs" aria-labelledby="legs-title">
            <h2 id="legs-title" class="hidden">{ words.text("page-legs-title") }</h2>
            <p class="end you">{ words.text(near_end) }</p>
            { leg(words, "near", near) }
            <p class="end relay">{ words.text("page-relay") }</p>
            { leg(words, "far", far) }
            <p class="end computer" title={computer.clone()} translate="no">{ computer }</p>
        </section>
    }
}

fn leg(words: &Words, end: &'static str, leg: Leg) -> Html {
    let (state, said) = match leg {
        Leg::Untried => ("unknown", words.text("page-leg-untried")),
        Leg::Unknown => ("unknown", words.text("page-leg-unknown")),
        Leg::Trying => ("trying", words.text("page-leg-trying")),
        Leg::Whole(Some(time)) => ("whole", words.time(time)),
        Leg::Whole(None) => ("whole", words.text("page-leg-whole")),
        Leg::Broken(Stage::Relay) => ("broken", words.text("page-leg-broken-near")),
        Leg::Broken(stage) => ("broken", words.text_with("page-leg-broken", &place(words, stage))),
    };
    html! {
        <p class="leg" data-end={end} data-state={state}>
            <span class="time">{ said }</span>
            <span class="track" aria-hidden="true"></span>
        </p>
    }
}
