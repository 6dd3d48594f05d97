//! What watched computers were found to be, each with a timeline.

use wire::WatchState;
use words::{Key, Words, key};
use yew::prelude::*;

use super::document::Head;
use super::library::Library;
use super::model::{DayAgo, Stretch, Watched, WatchedFrom, age, finding_path};

/// All that the reader may see.
pub(crate) fn watch(library: &Library, watched: &Watched) -> (Head, Html) {
    let words = &library.words;
    let main = html! {
        <>
            <h1>{ words.text(key::WATCH_TITLE) }</h1>
            <p class="lead">{ words.text(key::WATCH_LEAD) }</p>
            if watched.rows.is_empty() {
                <p class="note">{ words.text(key::WATCH_NONE) }</p>
            } else {
                <ul class="rows watch">{ for watched.rows.iter().map(|row| html! { <li>{ from(library, watched, row) }</li> }) }</ul>
            }
        </>
    };
    let head = Head {
        title: words.text(key::WATCH_TITLE),
        description: words.text(key::WATCH_LEAD),
        ..Head::default()
    };
    (head, main)
}

fn from(library: &Library, watched: &Watched, row: &WatchedFrom) -> Html {
    let words = &library.words;
    let from = match &row.place {
        Some(agent) => words.text_with(key::WATCH_FROM, &[("place", agent.clone().into())]),
        None => words.text(key::WATCH_FROM_SERVER),
    };
    html! {
        <>
            <h2><bdi translate="no">{ &row.target }</bdi>{ " " }<small>{ from }</small></h2>
            if let Some(last) = row.stretches.last() {
                { state(library, watched, last) }
                if let Some(then) = row.day_ago {
                    <p>{ words.text(before(then)) }</p>
                }
                { timeline(words, watched, row) }
            } else {
                <p>{ words.text(key::WATCH_PENDING) }</p>
            }
        </>
    }
}

/// What it is, since when, and what was found.
fn state(library: &Library, watched: &Watched, last: &Stretch) -> Html {
    let words = &library.words;
    let since = words.moment(last.since_ms);
    let since = words.text_with(key::WATCH_SINCE, &[("moment", since.into())]);
    let checked = age(words, last.checked_at_ms, watched.now_ms);
    let checked = words.text_with(key::WATCH_CHECKED, &[("age", checked.into())]);
    html! {
        <p>
            <b data-state={last.state.name()}>{ words.text(name(last.state)) }</b>{ " " }{ since }{ " " }{ checked }
            if let Some(reason) = reason(last) {
                { " " }{ words.text(reason) }
            }
            if let Some(finding) = library.finding(&last.finding) {
                { " " }<a href={finding_path(finding.id)} translate="no">{ finding.id }</a>
            }
        </p>
    }
}

/// The days behind us, from left to right. What is down stands out by its height, too.
fn timeline(words: &Words, watched: &Watched, row: &WatchedFrom) -> Html {
    let whole = watched.now_ms.saturating_sub(watched.since_ms).max(1);
    let at = |moment_ms: i64| moment_ms.saturating_sub(watched.since_ms).clamp(0, whole) * WIDTH / whole;
    let bars = row.stretches.iter().map(|stretch| {
        let (begin, end) = (at(stretch.since_ms), at(stretch.until_ms));
        let height = match stretch.state {
            WatchState::Up => 8,
            WatchState::Down => HEIGHT,
            WatchState::NotRun => 3,
        };
        html! {
            <rect data-state={stretch.state.name()} x={begin.to_string()} y={(HEIGHT - height).to_string()}
                width={(end - begin).max(NARROWEST).to_string()} height={height.to_string()} />
        }
    });
    let times = |state: WatchState| row.stretches.iter().filter(|stretch| stretch.state == state).count();
    let label = words.text_with(
        key::WATCH_TIMELINE,
        &[("down", times(WatchState::Down).to_string().into())],
    );
    html! {
        <svg viewBox="0 0 1000 16" preserveAspectRatio="none" role="img" aria-label={label} focusable="false">
            { for bars }
        </svg>
    }
}

fn name(state: WatchState) -> Key {
    match state {
        WatchState::Up => key::WATCH_UP,
        WatchState::Down => key::WATCH_DOWN,
        WatchState::NotRun => key::WATCH_NOT_RUN,
    }
}

fn before(then: DayAgo) -> Key {
    match then {
        DayAgo::Unwatched => key::WATCH_NEW,
        DayAgo::Was(WatchState::Up) => key::WATCH_WAS_UP,
        DayAgo::Was(WatchState::Down) => key::WATCH_WAS_DOWN,
        DayAgo::Was(WatchState::NotRun) => key::WATCH_WAS_NOT_RUN,
    }
}

/// Why it was not checked; absent where it was.
fn reason(stretch: &Stretch) -> Option<Key> {
    if stretch.state != WatchState::NotRun {
        return None;
    }
    Some(match stretch.cause.as_str() {
        "policy" => key::WATCH_POLICY,
        "agent" => key::WATCH_AGENT,
        "busy" => key::WATCH_BUSY,
        "place" => key::WATCH_PLACE,
        _ => key::WATCH_TIME,
    })
}

/// Of the drawing, as its `viewBox` has them.
const WIDTH: i64 = 1000;
const HEIGHT: i64 = 16;
/// So that what lasted for minutes is seen in a week.
const NARROWEST: i64 = 3;
