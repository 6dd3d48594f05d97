//! The legs, drawn apart: you to the relay, the relay to the computer, and where it was looked at, you to the computer.

use wire::{Place, Stage};
use words::Words;
use words::key;
use yew::prelude::*;

use super::place;
use crate::{LegProgress, Run};

/// The legs to `computer`; both unknown before the first run.
pub(crate) fn legs(words: &Words, run: Option<&Run>, computer: Option<String>) -> Html {
    let (near, far) = run.map_or((LegProgress::Untried, LegProgress::Untried), Run::legs);
    let computer = run.map(|run| run.target().host.to_string()).or(computer);
    let computer = computer.unwrap_or_else(|| words.text(key::PAGE_COMPUTER));
    let near_end = if run.is_some_and(Run::is_kept) {
        key::PAGE_BROWSER
    } else {
        key::PAGE_YOU
    };
    let way = run.and_then(|run| run.report().way());
    let origin = way.map_or(Place::Relay, |way| way.place);
    let seen_by = || words.places(way.into_iter());
    let relay = words.text(key::PAGE_RELAY);
    let middle = match origin {
        Place::Relay | Place::Browser | Place::Tool => relay,
        Place::Terminal => seen_by(),
        Place::Agent => [relay, seen_by()].join(" · "),
    };
    let direct = run.map_or(LegProgress::Untried, Run::direct);
    let class = if direct == LegProgress::Untried {
        "legs"
    } else {
        "legs triangle"
    };
    html! {
        <section {class} aria-labelledby="legs-title">
            <h2 id="legs-title">{ words.text(key::PAGE_LEGS_TITLE) }</h2>
            if run.is_none_or(Run::has_own_leg) {
                <p class="end">{ words.text(near_end) }</p>
                { leg(words, "near", near) }
            }
            <p class="end" dir="auto">{ middle }</p>
            { leg(words, "far", far) }
            if run.is_some_and(|run| run.report().is_through_gateway()) {
                <p class="end">{ words.text(key::NODE_GATEWAY) }</p>
                { leg(words, "behind", run.map_or(LegProgress::Unknown, Run::behind)) }
            }
            <p class="end computer" translate="no">{ computer }</p>
            { third(words, direct) }
        </section>
    }
}

/// What no leg of `run` looked at.
pub(crate) fn not_looked_at(words: &Words, run: &Run) -> Html {
    let signed_in = run.report().legs.iter().any(wire::Leg::is_sign_in);
    let on_screen = run.findings().iter().any(|finding| finding.id == ON_SCREEN);
    let key = match run.direct() {
        _ if signed_in && on_screen => key::PAGE_NOT_LOOKED_AT_ON_SCREEN,
        _ if signed_in => key::PAGE_NOT_LOOKED_AT_SIGNED_IN,
        LegProgress::Whole(_) | LegProgress::Broken(_) | LegProgress::Silent(_) => key::PAGE_NOT_LOOKED_AT_REACHED,
        _ if run.report().has_places() => key::PAGE_NOT_LOOKED_AT_PLACES,
        LegProgress::Untried | LegProgress::Unknown | LegProgress::Trying => key::PAGE_NOT_LOOKED_AT,
    };
    html! { <p class="not-looked-at">{ words.text(key) }</p> }
}

/// The computer checks passwords on its own screen, and told nobody what came of this one.
const ON_SCREEN: &str = "RDP-NLA-031";

/// From the reader's browser past the relay; nothing where nobody asked for that.
fn third(words: &Words, direct: LegProgress) -> Html {
    let (state, said) = match direct {
        LegProgress::Untried => return Html::default(),
        LegProgress::Unknown => ("unknown", key::PAGE_LEG_UNKNOWN),
        LegProgress::Trying => ("trying", key::PAGE_LEG_TRYING),
        LegProgress::Whole(_) => ("whole", key::PAGE_LEG_REACTS),
        LegProgress::Broken(_) | LegProgress::Silent(_) => ("silent", key::PAGE_LEG_NOTHING_REACTS),
    };
    html! {
        <p class="leg direct" data-end="direct" data-state={state}>
            <span class="time"><span class="hidden">{ words.text(key::PAGE_LEG_DIRECT) }{ " " }</span>{ words.text(said) }</span>
        </p>
    }
}

fn leg(words: &Words, end: &'static str, leg: LegProgress) -> Html {
    let stops = |stage| words.text_with(key::PAGE_LEG_BROKEN, &place(words, stage));
    let (state, said) = match leg {
        LegProgress::Untried => ("unknown", words.text(key::PAGE_LEG_UNTRIED)),
        LegProgress::Unknown => ("unknown", words.text(key::PAGE_LEG_UNKNOWN)),
        LegProgress::Trying => ("trying", words.text(key::PAGE_LEG_TRYING)),
        LegProgress::Whole(Some(time)) => ("whole", words.time(time)),
        LegProgress::Whole(None) => ("whole", words.text(key::PAGE_LEG_WHOLE)),
        LegProgress::Broken(Stage::Relay) => ("broken", words.text(key::PAGE_LEG_BROKEN_NEAR)),
        LegProgress::Broken(stage) => ("broken", stops(stage)),
        LegProgress::Silent(stage) => ("silent", stops(stage)),
    };
    html! {
        <p class="leg" data-end={end} data-state={state}>
            <span class="track" aria-hidden="true"></span>
            <span class="time">{ said }</span>
        </p>
    }
}
