//! `/api/checks` and `/api/runs`: checks for programs.

use core::convert::Infallible;
use core::time::Duration;
use std::sync::Arc;

use axum::Json;
use axum::extract::rejection::PathRejection;
use axum::extract::{DefaultBodyLimit, Path, Request, State};
use axum::http::header::{ACCEPT, LOCATION};
use axum::http::{HeaderMap, HeaderName, StatusCode};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse as _, Response};
use diagnosis::{Finding, diagnose};
use futures_util::stream::{self, Stream};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use wire::{ProblemKind, Record, Report, Route, RunKey};
use words::Limit;

use crate::http::admit::{admitted_way, gateway};
use crate::http::api::described::Refused;
use crate::http::bearer::{authorize, is_shown};
use crate::http::extract::Reader;
use crate::http::idempotent::{Attempt, attempt};
use crate::http::kit::limited::say_left;
use crate::http::kit::problem::{ProblemResponse, plain_problem};
use crate::http::kit::representation::NEVER_KEPT;
use crate::http::kit::request::{body, parse, path_id};
use crate::http::state::Relay;
use crate::net::Way;
use crate::net::dial::Network;
use crate::printed::Printed;
use crate::runs::{self, Events, NewRun, Requester, Run, Started, Unfollowed, Via};
use crate::stopping::stopped;
use crate::store::Scope;
use crate::watch::Health;

/// `/api/checks` and `/api/runs`.
pub(in crate::http) fn routes() -> OpenApiRouter<Arc<Relay>> {
    OpenApiRouter::new()
        .routes(routes!(check))
        .routes(routes!(run, stop))
        .layer(DefaultBodyLimit::max(LONGEST_REQUEST))
}

/// What is to be checked.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct CheckRequest {
    /// The computer, such as `pc-17` or `pc-17:3390`.
    target: String,
    /// A gateway before it, such as `gw.example.org`; its port is 443 where none is named. It is checked as well, as the way
    /// that connections take.
    gateway: Option<String>,
    /// From where, such as `relay` (this server) and names of agents that the owner opened to the token, at most eight. The
    /// result has a leg for each. From this server where nothing is said.
    #[serde(default)]
    #[schema(max_items = 8)]
    from: Vec<String>,
}

impl CheckRequest {
    /// The way, as much of it as this server's policy admits.
    fn way(&self, network: &Network, reader: &Reader) -> Result<Way, ProblemResponse> {
        let route = Route {
            gateway: self.gateway.as_deref().map(|text| gateway(reader, text)).transpose()?,
            ..Route::default()
        };
        admitted_way(network, reader, &self.target, route)
    }
}

/// Check a computer
///
/// Answers with the result at the end, or with the events as they come (`Accept: text/event-stream`). The first event is
/// `started`; the others have a number. `waiting` says how many checks come first on a server that is busy.
#[utoipa::path(
    post,
    path = "/api/checks",
    tag = "checks",
    security(("token" = ["check"])),
    params(("Idempotency-Key" = Option<String>, Header, max_length = 255, min_length = 1, pattern = "^[A-Za-z0-9_-]+$",
        description = "A name of your own for this request. Sent again with the same body, it starts no second check.")),
    request_body = CheckRequest,
    responses(
        (status = 200, description = "The result.", body = RunAnswer<'_>),
        (status = 201, description = "The events as they come.", content_type = "text/event-stream", body = String),
        Refused,
    )
)]
async fn check(State(relay): State<Arc<Relay>>, reader: Reader, request: Request) -> Result<Response, Response> {
    let program = authorize(&relay, &reader, Scope::Check).await?;
    let problem = |kind| ProblemResponse::new(&reader, kind).into_response();
    let body = body(request).await.map_err(problem)?;
    let asked = parse::<CheckRequest>(&body).map_err(problem)?;
    let way = asked
        .way(&relay.network, &reader)
        .map_err(ProblemResponse::into_response)?;
    let places = relay.places_of_program(&program.id, &asked.from);
    let places = places.map_err(|_| plain_problem(StatusCode::UNPROCESSABLE_ENTITY, NO_SUCH_PLACE))?;
    if relay.is_draining() {
        return Err(problem(ProblemKind::Overloaded));
    }
    let attempt = attempt(&relay, &reader, &program, &body).await?;
    if let Attempt::Again(key) = &attempt {
        let key = RunKey::new(String::from_utf8_lossy(key).into_owned());
        let gone = || problem(ProblemKind::RunGone);
        let runs::Followed { run, events } = relay.find_run(&key, reader.source()).await.ok_or_else(gone)?;
        return followed(&relay, &reader, Followed { run, key, events }).await;
    }
    let new = NewRun {
        way,
        requester: Requester {
            via: Via::Api,
            source: program.source(),
            user: None,
        },
        places,
        record: Record::Bytes,
        unfollowed: unfollowed(reader.headers(), &attempt),
    };
    let started = match relay.runs.start(new).await {
        Ok(started) => started,
        Err(denied) => {
            attempt.give_up(&relay).await;
            return Err(ProblemResponse::denied(&reader, denied).into_response());
        }
    };
    let Started { run, key, events, left } = started;
    attempt.keep(&relay, &reader, key.as_str().as_bytes()).await?;
    let mut answer = followed(&relay, &reader, Followed { run, key, events }).await?;
    if let Some(left) = left {
        say_left(Limit::Runs, left, answer.headers_mut());
    }
    Ok(answer)
}

/// Whoever follows events or asks again finds the run by its key; whoever waits for the answer and leaves never learns it.
fn unfollowed(headers: &HeaderMap, attempt: &Attempt) -> Unfollowed {
    if wants_events(headers) || matches!(attempt, Attempt::First(_)) {
        Unfollowed::GoesOn
    } else {
        Unfollowed::Stops
    }
}

/// A run that whoever asked for it is told of.
struct Followed {
    run: Arc<Run>,
    key: RunKey,
    events: Events,
}

/// Events as they come, or the whole at the end.
async fn followed(relay: &Relay, reader: &Reader, mut followed: Followed) -> Result<Response, Response> {
    let location = [(LOCATION, format!("/api/runs/{}", followed.key.as_str()))];
    if wants_events(reader.headers()) {
        let events = told(relay, followed);
        return Ok((StatusCode::CREATED, location, NEVER_KEPT, UNBUFFERED, events).into_response());
    }
    let mut stopping = relay.stopping.subscribe();
    let ended = async { while followed.events.next().await.is_some() {} };
    tokio::select! {
        () = ended => {}
        () = stopped(&mut stopping) => {}
    }
    if followed.events.is_over() && !followed.run.is_over() {
        // The relay that made it tells no more.
        return Err(ProblemResponse::new(reader, ProblemKind::RunGone).into_response());
    }
    let answer = answer(reader, &followed.run, Some(followed.key));
    Ok((location, answer).into_response())
}

/// A check as it stands
///
/// With `Accept: text/event-stream`, the events from `Last-Event-ID` on. The key of a check works for 15 minutes after its end,
/// and so does its id with the token that started it, at the server that made the check.
#[utoipa::path(
    get,
    path = "/api/runs/{id}",
    tag = "checks",
    security((), ("token" = ["check"])),
    params(
        ("id" = String, Path, description = "The key of the check, or its id."),
        ("Last-Event-ID" = Option<u32>, Header, description = "The number of the last event that you have."),
    ),
    responses((status = 200, description = "Its status, and the result where it is over.", body = RunAnswer<'_>), Refused)
)]
async fn run(
    State(relay): State<Arc<Relay>>,
    reader: Reader,
    key: Result<Path<String>, PathRejection>,
) -> Result<Response, Response> {
    let runs::Followed { run, mut events } = found(&relay, &reader, key).await?;
    if wants_events(reader.headers()) {
        events.skip(last_event(reader.headers()));
        let events = Sse::new(following(&relay, run, events)).keep_alive(keep_alive());
        return Ok((NEVER_KEPT, UNBUFFERED, events).into_response());
    }
    Ok(answer(&reader, &run, None))
}

/// Stop a check
#[utoipa::path(
    delete,
    path = "/api/runs/{id}",
    tag = "checks",
    security((), ("token" = ["check"])),
    params(("id" = String, Path, description = "The key of the check, or its id.")),
    responses((status = 204, description = "It ends."), Refused)
)]
async fn stop(
    State(relay): State<Arc<Relay>>,
    reader: Reader,
    key: Result<Path<String>, PathRejection>,
) -> Result<Response, Response> {
    // Followed until it is told to stop.
    let found = found(&relay, &reader, key).await?;
    found.run.cancel();
    Ok((StatusCode::NO_CONTENT, NEVER_KEPT).into_response())
}

/// By the run's key, or by its id and the token that it was started with.
async fn found(
    relay: &Relay,
    reader: &Reader,
    name: Result<Path<String>, PathRejection>,
) -> Result<runs::Followed, Response> {
    let name = path_id(name);
    if is_shown(reader.headers()) {
        let program = authorize(relay, reader, Scope::Check).await?;
        if let Some(run) = relay.runs.find_own(&name, program.source()) {
            return Ok(run.into());
        }
    }
    let found = relay.find_run(&RunKey::new(name), reader.source()).await;
    found.ok_or_else(|| ProblemResponse::new(reader, ProblemKind::RunGone).into_response())
}

/// A run as it stands.
#[derive(Serialize, ToSchema)]
struct RunAnswer<'a> {
    /// For people and logs; opens nothing.
    id: String,
    /// What opens the run for 15 minutes; only where it was started with this request.
    #[serde(skip_serializing_if = "Option::is_none")]
    key: Option<RunKey>,
    status: Status,
    /// The report with `summary` and `findings`. Absent while it is under way.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    result: Option<Printed<'a>>,
}

/// What a monitor is to make of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum Status {
    /// Not over yet.
    Running,
    /// Nothing stands in the way, as far as it was looked at: up to the sign-in where that needs a password.
    Up,
    /// A step failed or got no answer.
    Down,
    /// The check could not be made where it ran: a policy, a name server, a firewall, or a missing route there stood in the
    /// way, or its time ran out. It says nothing about the computer.
    Unknown,
    /// It was stopped before anything failed.
    Stopped,
}

impl Status {
    /// What a run that is over came to.
    fn of(report: &Report, findings: &[Finding]) -> Self {
        match Health::of(report, findings) {
            Health::Up => Self::Up,
            Health::Down => Self::Down,
            Health::Unknown => Self::Unknown,
            Health::Stopped => Self::Stopped,
        }
    }
}

fn answer(reader: &Reader, run: &Run, key: Option<RunKey>) -> Response {
    if let Some(denied) = run.refused() {
        return ProblemResponse::denied(reader, denied).into_response();
    }
    let ended = run.ended().map(|ended| (&ended.report, diagnose(&ended.report)));
    let told = ended.as_ref();
    let answer = RunAnswer {
        id: run.id().to_string(),
        key,
        status: told.map_or(Status::Running, |(report, findings)| Status::of(report, findings)),
        result: told.map(|(report, findings)| Printed::new(report, findings, reader.words())),
    };
    (NEVER_KEPT, Json(answer)).into_response()
}

/// The events of a run that began just now. The first one has its key, and no number: it is told once.
fn told(relay: &Relay, followed: Followed) -> Sse<impl Stream<Item = Result<Event, Infallible>> + use<>> {
    #[derive(Serialize)]
    struct Begun {
        run: String,
        key: RunKey,
    }
    let Followed { run, key, events } = followed;
    let begun = Begun {
        run: run.id().to_string(),
        key,
    };
    // What was made here can be written down.
    let first = Event::default().event("started").json_data(begun).unwrap_or_default();
    let first = stream::iter([Ok(first)]);
    Sse::new(stream::StreamExt::chain(first, following(relay, run, events))).keep_alive(keep_alive())
}

/// The events that follow, each with its number, until the run is over or the relay stops.
fn following(relay: &Relay, run: Arc<Run>, events: Events) -> impl Stream<Item = Result<Event, Infallible>> + use<> {
    // Held, so that a relay that stops waits for the end of the stream.
    let stopping = relay.stopping.subscribe();
    stream::unfold((run, events, stopping), async |(run, mut events, mut stopping)| {
        let next = tokio::select! {
            next = events.next() => next?,
            () = stopped(&mut stopping) => return None,
        };
        let event = Event::default()
            .event(kind(&next))
            .id(events.taken().to_string())
            .data(&*next);
        Some((Ok(event), (run, events, stopping)))
    })
}

/// What an event is called: the `type` in its JSON.
fn kind(json: &str) -> String {
    #[derive(Deserialize)]
    struct Typed {
        r#type: String,
    }
    serde_json::from_str(json).map_or_else(|_| "message".to_owned(), |typed: Typed| typed.r#type)
}

fn wants_events(headers: &HeaderMap) -> bool {
    let accepted = headers.get_all(ACCEPT).iter().filter_map(|value| value.to_str().ok());
    accepted
        .flat_map(|value| value.split(','))
        .filter_map(|range| range.split(';').next())
        .any(|range| range.trim().eq_ignore_ascii_case("text/event-stream"))
}

/// The number of the last event that whoever comes back has; 0 where they have none.
fn last_event(headers: &HeaderMap) -> usize {
    let last = headers.get(LAST_EVENT_ID).and_then(|value| value.to_str().ok());
    last.and_then(|last| last.parse().ok()).unwrap_or_default()
}

fn keep_alive() -> KeepAlive {
    KeepAlive::new().interval(KEEP_ALIVE_INTERVAL)
}

const LAST_EVENT_ID: HeaderName = HeaderName::from_static("last-event-id");
// For whoever writes the program; nothing of it is shown on a page.
const NO_SUCH_PLACE: &str =
    "One of the places in `from` isn't there for this token, stands there twice, or there are more than eight.";
/// A target, every byte of it escaped.
const LONGEST_REQUEST: usize = 4 * 1024;
/// Proxies close connections after a minute of silence; this keeps them open in time.
const KEEP_ALIVE_INTERVAL: Duration = Duration::from_secs(15);
/// nginx would hold events back until they fill a buffer.
const UNBUFFERED: [(HeaderName, &str); 1] = [(HeaderName::from_static("x-accel-buffering"), "no")];

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;
    use crate::store::{Claim, Store};

    #[test]
    fn events_are_for_those_who_name_them_among_others_and_with_any_weight() {
        for (accepted, expected) in [
            ("text/event-stream", true),
            ("application/json;q=0.5, Text/Event-Stream; q=0.9", true),
            ("text/event-stream;charset=utf-8", true),
            ("*/*", false),
            ("application/json", false),
            ("text/event-streams", false),
            ("", false),
        ] {
            let headers = HeaderMap::from_iter([(ACCEPT, HeaderValue::from_static(accepted))]);

            assert_eq!(wants_events(&headers), expected, "{accepted}");
            let expected = if expected {
                Unfollowed::GoesOn
            } else {
                Unfollowed::Stops
            };
            assert_eq!(unfollowed(&headers, &Attempt::Unkeyed), expected, "{accepted}");
        }
    }

    #[tokio::test]
    async fn check_that_may_be_asked_for_again_goes_on_when_its_program_leaves() {
        let store = Store::in_memory().await;
        let Claim::New(claimed) = store.claim("token", "key", b"request").await.unwrap() else {
            panic!("it is the first time");
        };

        let (headers, attempt) = (HeaderMap::new(), Attempt::First(claimed));

        assert_eq!(unfollowed(&headers, &attempt), Unfollowed::GoesOn);
    }
}
