//! `/api/asks` and `/api/asked`: support asks for a run, sees how far it is, and each result as soon as it is shared.
//!
//! The id in the link opens the request for whoever is asked, the secret in the watched page's address its answers for
//! whoever asks; neither stands for the other. Whoever is asked answers by `/api/reports`, naming the id.

use core::convert::Infallible;
use core::time::Duration;
use std::sync::Arc;

use axum::extract::rejection::PathRejection;
use axum::extract::{DefaultBodyLimit, Path, Request, State};
use axum::http::{HeaderName, StatusCode};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse as _, Response};
use axum::{Extension, Json};
use futures_util::stream::{self, Stream};
use serde::Serialize;
use tokio::sync::watch;
use tokio::time::sleep;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use wire::{Ask, AskProgress, AskProgressReport, AskReceipt, AskRequest, ProblemKind};

use crate::http::admit::admit;
use crate::http::api::described::Refused;
use crate::http::extract::Reader;
use crate::http::kit::client::Client;
use crate::http::kit::problem::ProblemResponse;
use crate::http::kit::representation::NEVER_KEPT;
use crate::http::kit::request::{body, parse, path_id};
use crate::http::state::Relay;
use crate::limits::{Place, Quotas, Source};
use crate::store::{Answers, Watched};

/// `/api/asks` and `/api/asked`.
pub(in crate::http) fn routes() -> OpenApiRouter<Arc<Relay>> {
    OpenApiRouter::new()
        .routes(routes!(ask))
        .routes(routes!(asked))
        .routes(routes!(progress))
        .routes(routes!(events))
        .layer(DefaultBodyLimit::max(LONGEST_REQUEST))
}

/// Ask somebody for a check
///
/// Makes a link with which somebody checks this computer and shares the result with whoever asks.
#[utoipa::path(
    post,
    path = "/api/asks",
    tag = "asks",
    request_body = AskRequest,
    responses((status = 201, description = "The link, and the page where the answer appears.", body = AskReceipt), Refused)
)]
async fn ask(
    State(relay): State<Arc<Relay>>,
    Extension(client): Extension<Client>,
    reader: Reader,
    request: Request,
) -> Result<Response, ProblemResponse> {
    let request = body(request).await.and_then(|body| parse::<AskRequest>(&body));
    let request = request.map_err(|problem| ProblemResponse::new(&reader, problem))?;
    let target = admit(&relay.network_for(&client), &reader, &request.target)?;
    // Behind the policy: what may not be checked uses up nothing.
    let counted = relay.use_up(&client, Quotas::ask).await;
    counted.map_err(|denied| ProblemResponse::denied(&reader, denied))?;
    let kept = relay.store.ask(&target, &request).await;
    let mut receipt: AskReceipt = kept.map_err(|error| ProblemResponse::by(&reader, error))?;
    receipt.path.insert_str(0, relay.front.base());
    receipt.watch.insert_str(0, relay.front.base());
    Ok((StatusCode::CREATED, NEVER_KEPT, Json(receipt)).into_response())
}

/// What is asked for
#[utoipa::path(
    get,
    path = "/api/asks/{id}",
    tag = "asks",
    params(("id" = String, Path, description = "The id in the link.")),
    responses((status = 200, description = "The computer, and what the person is told.", body = Ask), Refused)
)]
async fn asked(
    State(relay): State<Arc<Relay>>,
    reader: Reader,
    id: Result<Path<String>, PathRejection>,
) -> Result<Response, ProblemResponse> {
    let id = path_id(id);
    let asked = relay.store.asked(&id).await;
    match asked.map_err(|error| ProblemResponse::by(&reader, error))? {
        Some(ask) => {
            let link = Some(format!("{}/?ask={id}", reader.origin(&relay)));
            let launched = relay.store.launched(&id).await;
            let launched = launched.map_err(|error| ProblemResponse::by(&reader, error))?;
            let delivered = launched.as_ref().is_some_and(|it| relay.portal.all.delivers(it));
            let level = launched.as_ref().and_then(|it| relay.portal.all.least(&it.tenant));
            let is_launched = launched.is_some();
            let choices = launched.map_or_else(Vec::new, |launched| launched.targets);
            let choices = if choices.len() > 1 { choices } else { Vec::new() };
            let download = relay.downloads.are_offered();
            let download = download.then(|| format!("{}/download", reader.origin(&relay)));
            let ask = Ask {
                link,
                download,
                choices,
                delivered,
                launched: is_launched,
                level,
                ..ask
            };
            Ok((NEVER_KEPT, Json(ask)).into_response())
        }
        None => Err(ProblemResponse::new(&reader, ProblemKind::Gone)),
    }
}

/// Say how far the person is
#[utoipa::path(
    post,
    path = "/api/asks/{id}/progress",
    tag = "asks",
    params(("id" = String, Path, description = "The id in the link.")),
    request_body = AskProgressReport,
    responses((status = 204, description = "It was taken down."), Refused)
)]
async fn progress(
    State(relay): State<Arc<Relay>>,
    reader: Reader,
    id: Result<Path<String>, PathRejection>,
    request: Request,
) -> Result<Response, ProblemResponse> {
    let said = body(request).await.and_then(|body| parse::<AskProgressReport>(&body));
    let said = said.map_err(|problem| ProblemResponse::new(&reader, problem))?;
    let found = relay.store.progress(&path_id(id), said.progress).await;
    if found.map_err(|error| ProblemResponse::by(&reader, error))? {
        Ok((StatusCode::NO_CONTENT, NEVER_KEPT).into_response())
    } else {
        Err(ProblemResponse::new(&reader, ProblemKind::Gone))
    }
}

/// Follow the answers
///
/// Sends `progress`, `shared`, and `gone` as server-sent events.
#[utoipa::path(
    get,
    path = "/api/asked/{secret}/events",
    tag = "asks",
    params(("secret" = String, Path, description = "The secret in the address of the page where the answer appears.")),
    responses((status = 200, description = "The events as they come.", content_type = "text/event-stream", body = String), Refused)
)]
async fn events(
    State(relay): State<Arc<Relay>>,
    Extension(client): Extension<Client>,
    reader: Reader,
    secret: Result<Path<String>, PathRejection>,
) -> Result<Response, ProblemResponse> {
    let secret = path_id(secret);
    let place = relay.of_quota(&client, Quotas::wait);
    let place = place.map_err(|denied| ProblemResponse::denied(&reader, denied))?;
    let answers = relay
        .store
        .answers()
        .map_err(|error| ProblemResponse::by(&reader, error))?;
    let watched = relay.store.answered(&secret).await;
    let Some(watched) = watched.map_err(|error| ProblemResponse::by(&reader, error))? else {
        return Err(ProblemResponse::new(&reader, ProblemKind::Gone));
    };
    let waiting = AnswerStream {
        stopping: relay.stopping.subscribe(),
        relay,
        secret,
        answers,
        _place: place,
        told: None,
        told_progress: None,
    };
    let keep_alive = KeepAlive::new().interval(KEEP_ALIVE_INTERVAL);
    let events = Sse::new(waiting.events(watched)).keep_alive(keep_alive);
    Ok((NEVER_KEPT, UNBUFFERED, events).into_response())
}

/// The events for somebody who waits for an answer.
struct AnswerStream {
    relay: Arc<Relay>,
    secret: String,
    answers: Answers,
    _place: Option<Place<Source>>,
    /// Held, so that a relay that stops waits for the end of the stream.
    stopping: watch::Receiver<bool>,
    /// The result that was announced last.
    told: Option<String>,
    /// The progress that was told last.
    told_progress: Option<(AskProgress, i64)>,
}

/// The data of the event `progress`.
#[derive(Serialize)]
struct Progress {
    progress: AskProgress,
    at_ms: i64,
}

/// The data of the event `shared`.
#[derive(Serialize)]
struct Shared<'a> {
    id: &'a str,
    path: String,
}

impl AnswerStream {
    /// `shared` with the latest result whenever there is another one, `progress` whenever that changes, both at once if
    /// they are there; `gone` when the request has expired.
    fn events(self, first: Watched) -> impl Stream<Item = Result<Event, Infallible>> {
        let state = Some((self, Some(first)));
        stream::unfold(state, async |state| {
            let (mut waiting, mut known) = state?;
            loop {
                if let Some(event) = known.as_ref().and_then(|watched| waiting.news(watched)) {
                    return Some((Ok(event), Some((waiting, known))));
                }
                if !waiting.wait().await {
                    return None;
                }
                match waiting.relay.store.answered(&waiting.secret).await {
                    Ok(Some(watched)) => known = Some(watched),
                    Ok(None) => return Some((Ok(Event::default().event("gone").data("{}")), None)),
                    // The database may be back at the next look; whoever waits has nothing to do about it.
                    Err(_) => {}
                }
            }
        })
    }

    fn news(&mut self, watched: &Watched) -> Option<Event> {
        self.answer(watched).or_else(|| self.progress(watched))
    }

    fn answer(&mut self, watched: &Watched) -> Option<Event> {
        let latest = watched.answers.first()?;
        if self.told.as_ref() == Some(&latest.result) {
            return None;
        }
        self.told = Some(latest.result.clone());
        let shared = Shared {
            path: format!("{}/r/{}", self.relay.front.site(), latest.result),
            id: &latest.result,
        };
        Event::default().event("shared").json_data(shared).ok()
    }

    fn progress(&mut self, watched: &Watched) -> Option<Event> {
        let said = watched.progress.filter(|said| self.told_progress != Some(*said))?;
        self.told_progress = Some(said);
        let (progress, at_ms) = said;
        let data = Progress { progress, at_ms };
        Event::default().event("progress").json_data(data).ok()
    }

    /// Waits until there may be news: this process took some in, or another one may have. Returns `false` on shutdown.
    async fn wait(&mut self) -> bool {
        tokio::select! {
            _ = self.stopping.wait_for(|stopping| *stopping) => false,
            () = self.answers.changed() => true,
            () = sleep(LOOK_AGAIN) => true,
        }
    }
}

/// A target has at most 262 bytes, a note 256 characters of up to 12 (`\ud83d\ude00`).
const LONGEST_REQUEST: usize = 8 * 1024;
/// How soon shows what another relay on the same database took in. Reading rows by their index costs less
/// than a connection per process that listens for the database's own notices, and it works with every database.
const LOOK_AGAIN: Duration = Duration::from_secs(2);
/// Proxies close connections after a minute of silence; this keeps them open in time.
const KEEP_ALIVE_INTERVAL: Duration = Duration::from_secs(15);
/// nginx would hold events back until they fill a buffer.
const UNBUFFERED: [(HeaderName, &str); 1] = [(HeaderName::from_static("x-accel-buffering"), "no")];
