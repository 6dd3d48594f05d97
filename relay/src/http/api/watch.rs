//! `/api/watch`: what watched computers were found to be, for programs.

use core::time::Duration;
use std::sync::Arc;

use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::response::{IntoResponse as _, Response};
use axum::{Extension, Json};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use wire::{ProblemKind, WatchState};

use crate::clock;
use crate::http::api::described::Refused;
use crate::http::extract::Reader;
use crate::http::kit::client::Client;
use crate::http::kit::problem::ProblemResponse;
use crate::http::kit::representation::NEVER_KEPT;
use crate::http::state::Relay;
use crate::store::{HISTORY, WatchSpan};

/// `/api/watch`.
pub(in crate::http) fn routes() -> OpenApiRouter<Arc<Relay>> {
    OpenApiRouter::new().routes(routes!(watch))
}

/// How far back it is to go.
#[derive(Debug, Default, Deserialize)]
struct Asked {
    /// In days, 1 to 90; one where nobody says.
    days: Option<u8>,
}

/// All that whoever asks may see.
#[derive(Debug, Serialize, ToSchema)]
struct Watched {
    /// In milliseconds since 1970.
    now_ms: i64,
    /// Since when there are spans, in milliseconds since 1970.
    since_ms: i64,
    watched: Vec<FromPlace>,
}

/// A computer from one place.
#[derive(Debug, Serialize, ToSchema)]
struct FromPlace {
    target: String,
    place: String,
    every_minutes: u32,
    /// What the last check found; absent where there was none in this time.
    #[serde(skip_serializing_if = "Option::is_none")]
    state: Option<WatchState>,
    spans: Vec<Span>,
}

/// Checks in a row that found the same.
#[derive(Debug, Serialize, ToSchema)]
struct Span {
    since_ms: i64,
    until_ms: i64,
    state: WatchState,
    /// The step that failed, or why it was not checked.
    #[serde(skip_serializing_if = "String::is_empty")]
    cause: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    finding: String,
    runs: i64,
}

/// What watched computers were found to be
///
/// Only those that whoever asks may see, from each of their places.
#[utoipa::path(
    get,
    path = "/api/watch",
    tag = "operation",
    params(("days" = Option<u8>, Query, description = "How many days back; one where nobody says.", minimum = 1, maximum = 90)),
    responses(
        (status = 200, description = "How they were, the oldest first.", body = Watched),
        Refused,
    )
)]
async fn watch(
    State(relay): State<Arc<Relay>>,
    Extension(client): Extension<Client>,
    asked: Result<Query<Asked>, QueryRejection>,
    reader: Reader,
) -> Response {
    let Ok(Query(Asked { days })) = asked else {
        return ProblemResponse::new(&reader, ProblemKind::Unreadable).into_response();
    };
    let back = Duration::from_secs(u64::from(days.unwrap_or(1)).saturating_mul(DAY));
    if back.is_zero() || back > HISTORY {
        return ProblemResponse::new(&reader, ProblemKind::Unreadable).into_response();
    }
    let now_ms = clock::unix_millis();
    let since_ms = now_ms.saturating_sub(clock::millis(back));
    let visible: Vec<_> = relay.watched_for(&client).collect();
    // Whoever sees nothing costs the database nothing.
    let spans = match visible.is_empty() {
        true => Vec::new(),
        false => match relay.store.spans(since_ms).await {
            Ok(spans) => spans,
            Err(error) => return ProblemResponse::by(&reader, error).into_response(),
        },
    };
    let mut watched = Vec::new();
    for setting in visible {
        let target = setting.target.to_string();
        for place in &setting.places {
            let of_this = spans
                .iter()
                .filter(|span| span.target == target && span.place == *place);
            let spans: Vec<Span> = of_this.cloned().map(Span::from).collect();
            watched.push(FromPlace {
                target: target.clone(),
                place: place.clone(),
                every_minutes: setting.every_minutes,
                state: spans.last().map(|span| span.state),
                spans,
            });
        }
    }
    let told = Watched {
        now_ms,
        since_ms,
        watched,
    };
    (NEVER_KEPT, Json(told)).into_response()
}

impl From<WatchSpan> for Span {
    fn from(span: WatchSpan) -> Self {
        Self {
            since_ms: span.since_ms,
            until_ms: span.until_ms,
            state: span.state,
            cause: span.cause,
            finding: span.finding,
            runs: span.runs,
        }
    }
}

/// In seconds.
const DAY: u64 = 24 * 60 * 60;
