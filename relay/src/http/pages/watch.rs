//! `/watch`: what watched computers were found to be, with a timeline for each of them and each place.

use std::sync::Arc;

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::Response;
use axum::routing::get;
use axum::{Extension, Router};
use diagnosis::Verdict;
use ui::pages::{DayAgo, Stretch, Topic, Watched, WatchedFrom};
use wire::{RELAY_PLACE, Target, WatchState};
use words::key;

use super::gone::trouble;
use crate::clock;
use crate::config::WatchSetting;
use crate::http::extract::Reader;
use crate::http::kit::badge::{SVG, badge};
use crate::http::kit::client::Client;
use crate::http::kit::problem::status;
use crate::http::kit::rendered::draw;
use crate::http::kit::representation::{Representation, unlisted};
use crate::http::kit::request::path_id;
use crate::http::state::Relay;
use crate::store::{StoreError, WatchSpan};
use crate::watch::{LONGEST_GAP, differences, grouped};

/// `/watch`.
pub(in crate::http) fn routes() -> Router<Arc<Relay>> {
    Router::new()
        .route("/watch", get(watch))
        .route("/watch/{name}", get(pictured))
}

async fn watch(State(relay): State<Arc<Relay>>, Extension(client): Extension<Client>, reader: Reader) -> Response {
    let now_ms = clock::unix_millis();
    let since_ms = now_ms.saturating_sub(SHOWN_MS);
    let visible: Vec<_> = relay.watched_for(&client).collect();
    // Whoever sees nothing costs the database nothing.
    let spans = match visible.is_empty() {
        true => Vec::new(),
        false => match relay.store.spans(since_ms).await {
            Ok(spans) => spans,
            Err(error) => return trouble(&reader, error).await,
        },
    };
    let different = differences(&spans, now_ms.saturating_sub(DAY_MS));
    let mut rows = Vec::new();
    for setting in visible {
        let target = setting.target.to_string();
        for place in &setting.places {
            let is_it = |span: &WatchSpan| span.target == target && span.place == *place;
            let found = grouped(&spans).find(|spans| spans.first().is_some_and(is_it));
            let changed = different.iter().find(|different| is_it(different.now));
            rows.push(WatchedFrom {
                target: target.clone(),
                place: Some(place.clone()).filter(|place| place != RELAY_PLACE),
                stretches: stretches(setting, found.unwrap_or_default(), now_ms),
                day_ago: changed.map(|different| match different.then {
                    Some(then) => DayAgo::Was(then.state),
                    None => DayAgo::Unwatched,
                }),
            });
        }
    }
    let watched = Watched { since_ms, now_ms, rows };
    let page = draw(reader.library(), Topic::Watch(Arc::new(watched))).await;
    unlisted(page.respond(StatusCode::OK, reader.headers(), "no-store"))
}

/// A picture of what a watched computer is: `/watch/pc.example.org:3389.svg`. The worst of what its places see; the same as for
/// one that is not watched where whoever asks may not see it.
async fn pictured(
    State(relay): State<Arc<Relay>>,
    Extension(client): Extension<Client>,
    name: Result<Path<String>, PathRejection>,
    reader: Reader,
) -> Response {
    let words = reader.words();
    let name = path_id(name);
    let named = name.strip_suffix(".svg").and_then(|name| name.parse::<Target>().ok());
    let setting = relay
        .watched_for(&client)
        .find(|setting| Some(&setting.target) == named.as_ref());
    let (status, said, verdict) = match setting {
        None => (StatusCode::NOT_FOUND, words.not_for_now(), None),
        Some(setting) => match state(&relay, setting).await {
            Ok(state) => {
                let (key, verdict) = match state {
                    Some(WatchState::Up) => (key::WATCH_UP, Verdict::Works),
                    Some(WatchState::Down) => (key::WATCH_DOWN, Verdict::Blocked),
                    Some(WatchState::NotRun) | None => (key::WATCH_NOT_RUN, Verdict::NotChecked),
                };
                (StatusCode::OK, words.text(key), Some(verdict))
            }
            Err(error) => (status(error.problem()), words.not_for_now(), None),
        },
    };
    let picture = Representation::new(SVG, badge(words.language(), &said, verdict)).in_language(words.language());
    let mut response = picture.respond(status, reader.headers(), "no-store");
    // A page of the same organization may show it. Others would learn by its width what is up in a reader's network.
    let same_site = HeaderValue::from_static("same-site");
    response
        .headers_mut()
        .insert(HeaderName::from_static("cross-origin-resource-policy"), same_site);
    unlisted(response)
}

/// What a computer is, by the worst that its places saw last; absent before anything was seen. What nobody has looked at
/// for too long is not known.
async fn state(relay: &Relay, setting: &WatchSetting) -> Result<Option<WatchState>, StoreError> {
    let oldest = clock::unix_millis().saturating_sub(clock::millis(setting.every() * LONGEST_GAP));
    let target = setting.target.to_string();
    let mut states = Vec::new();
    for place in &setting.places {
        let spans = relay.store.last_spans(&target, place).await?;
        states.extend(spans.first().map(|span| {
            if span.until_ms < oldest {
                WatchState::NotRun
            } else {
                span.state
            }
        }));
    }
    Ok(worst(states))
}

/// The worst that places saw. One that could not look saw nothing, and takes nothing from what another one saw.
fn worst(states: impl IntoIterator<Item = WatchState>) -> Option<WatchState> {
    states.into_iter().max_by_key(|state| match state {
        WatchState::NotRun => 0,
        WatchState::Up => 1,
        WatchState::Down => 2,
    })
}

/// Each lasts until the next one, unless nobody looked for too long in between.
fn stretches(setting: &WatchSetting, spans: &[WatchSpan], now_ms: i64) -> Vec<Stretch> {
    let gap = clock::millis(setting.every() * LONGEST_GAP);
    let starts = spans.iter().skip(1).map(|span| span.since_ms).chain([now_ms]);
    let stretch = |(span, next): (&WatchSpan, i64)| Stretch {
        since_ms: span.since_ms,
        until_ms: if next.saturating_sub(span.until_ms) <= gap {
            next
        } else {
            span.until_ms
        },
        checked_at_ms: span.until_ms,
        state: span.state,
        cause: span.cause.clone(),
        finding: span.finding.clone(),
    };
    spans.iter().zip(starts).map(stretch).collect()
}

/// In milliseconds.
const DAY_MS: i64 = 24 * 60 * 60 * 1000;
/// A week: what somebody who comes back from it wants to see, and as much as can be told apart on a phone.
const SHOWN_MS: i64 = 7 * DAY_MS;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_that_cannot_look_hides_nothing_of_what_another_one_saw() {
        use WatchState::{Down, NotRun, Up};

        for (states, expected) in [
            (&[NotRun, Up][..], Some(Up)),
            (&[Up, Down, NotRun], Some(Down)),
            (&[NotRun, NotRun], Some(NotRun)),
            (&[], None),
        ] {
            assert_eq!(worst(states.iter().copied()), expected, "{states:?}");
        }
    }
}
