//! `/watch`: what watched computers were found to be, with a timeline for each of them and each place.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use axum::{Extension, Router};
use ui::pages::{Stretch, Topic, Watched, WatchedFrom};
use wire::RELAY_PLACE;

use super::gone::trouble;
use crate::clock;
use crate::config::WatchSetting;
use crate::http::extract::Reader;
use crate::http::kit::client::Client;
use crate::http::kit::rendered::draw;
use crate::http::kit::representation::unlisted;
use crate::http::state::Relay;
use crate::store::WatchSpan;
use crate::watch::{LONGEST_GAP, differences, grouped};

/// `/watch`.
pub(in crate::http) fn routes() -> Router<Arc<Relay>> {
    Router::new().route("/watch", get(watch))
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
                day_ago: changed.map(|different| different.then.map(|then| then.state)),
            });
        }
    }
    let watched = Watched { since_ms, now_ms, rows };
    let page = draw(reader.library(), Topic::Watch(Arc::new(watched))).await;
    unlisted(page.respond(StatusCode::OK, reader.headers(), "no-store"))
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
