//! `/`, `/check` and `/run/<key>`: the page of the app, and the same without scripts, where the form posts, the relay runs
//! the check, and the run's own page refreshes itself until there is a result.

use core::time::Duration;
use std::sync::Arc;

use axum::Router;
use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::extract::{DefaultBodyLimit, Extension, Path, Query, Request, State};
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, LOCATION};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use serde::Deserialize;
use ui::pages::{Bytes, Later, Opening, Shown, WatchedLink, opened};
use ui::{Form, FormView, PageModel, Question, SharingOffer, Understood, places};
use wire::{ProblemKind, Record, Refusal, Report, Route, RunKey, ServerMessage, Target};

use crate::clock;
use crate::http::extract::Reader;
use crate::http::kit;
use crate::http::kit::assets::{EXPLAIN_SCRIPT, RESULT_STYLES, WATCH_SCRIPT};
use crate::http::kit::client::Client;
use crate::http::kit::problem;
use crate::http::kit::rendered::Fixed;
use crate::http::kit::representation::{Representation, unlisted};
use crate::http::kit::request::{self, path_id};
use crate::http::state::Relay;
use crate::http::trouble::{Audience, Trouble};
use crate::limits::Denied;
use crate::net::policy::Scope;
use crate::runs::{Followed, NewRun, Run, Unfollowed, Via};

/// `/`, `/check` and `/run/<key>`.
pub(in crate::http) fn routes() -> Router<Arc<Relay>> {
    Router::new()
        .route("/", get(form))
        .route("/check", get(form).post(start))
        .route("/run/{key}", get(run))
        .layer(DefaultBodyLimit::max(LONGEST_REQUEST))
}

/// What the form says.
#[derive(Debug, Default, Deserialize)]
struct Fields {
    /// The computer; absent on the page that anybody opens.
    target: Option<String>,
    /// From where; the server where nothing is said.
    #[serde(default)]
    from: String,
}

async fn form(
    State(relay): State<Arc<Relay>>,
    Extension(client): Extension<Client>,
    fields: Result<Query<Fields>, QueryRejection>,
    reader: Reader,
) -> Response {
    // Bytes that are no UTF-8 are no target.
    let Query(fields) = fields.unwrap_or_default();
    let Some(target) = fields.target else {
        return app(&relay, &reader, Some(&client)).await;
    };
    let opening = Opening::Form(model(&relay, &reader, Some(&client), Form::filled(target)));
    show(&relay, &reader, &client, StatusCode::OK, opening).await
}

/// The page with its empty form, and with the agents for `client`; without any where it is for a result.
pub(super) async fn app(relay: &Relay, reader: &Reader, client: Option<&Client>) -> Response {
    let fixed = Fixed {
        language: reader.words().language(),
        address: "/".to_owned(),
    };
    let opening = Opening::Form(model(relay, reader, client, Form::default()));
    let watched = client.map_or(WatchedLink::Hidden, |client| watched(relay, client));
    // For this reader alone: others may see other agents and watched computers, and check other ones.
    if !opening.agents().is_empty() || !relay.access.rules.is_empty() || watched == WatchedLink::Shown {
        let page = drawn(relay, reader, watched, opening).await;
        return page.respond(StatusCode::OK, reader.headers(), "no-store");
    }
    let empty = drawn(relay, reader, watched, opening);
    let page = relay.pages.fixed(&fixed, empty).await;
    page.respond(StatusCode::OK, reader.headers(), "no-cache")
}

/// What somebody asks for whose browser runs no scripts: the app speaks over the WebSocket.
async fn start(
    State(relay): State<Arc<Relay>>,
    Extension(client): Extension<Client>,
    reader: Reader,
    request: Request,
) -> Response {
    let fields: Fields = match request::form(request).await {
        Ok(fields) => fields,
        Err(kind) => {
            let trouble = Trouble::for_now(reader.words(), reader.words().problem(kind));
            return trouble.answer(problem::status(kind), &reader, Audience::People).await;
        }
    };
    let mut form = Form::filled(fields.target.clone().unwrap_or_default());
    let Some(Understood { target, route, .. }) = form.submit() else {
        let opening = Opening::Form(model(&relay, &reader, Some(&client), form));
        return show(&relay, &reader, &client, StatusCode::UNPROCESSABLE_ENTITY, opening).await;
    };
    match begin(&relay, &client, target.clone(), route, &fields.from).await {
        // The key stands in the address: whoever asked comes back to it.
        Ok(key) => {
            let head = [
                (LOCATION, format!("/run/{}", key.as_str())),
                (CACHE_CONTROL, "no-store".to_owned()),
            ];
            unlisted((StatusCode::SEE_OTHER, head).into_response())
        }
        Err(NotBegun::Denied(denied)) => limited(&reader, denied).await,
        Err(NotBegun::Refused(refusal)) => {
            let status = match refusal {
                Refusal::TargetForbidden | Refusal::PortalGone => StatusCode::FORBIDDEN,
                Refusal::Overloaded | Refusal::ShuttingDown | Refusal::Busy => StatusCode::SERVICE_UNAVAILABLE,
                Refusal::BadTarget | Refusal::UnreadableMessage | Refusal::NoSuchPlace | Refusal::RunGone => {
                    StatusCode::UNPROCESSABLE_ENTITY
                }
            };
            let mut model = model(&relay, &reader, Some(&client), form);
            model.results.run = Some(ui::Run::refused(1, target, refusal));
            show(&relay, &reader, &client, status, Opening::Form(model)).await
        }
    }
}

/// Starts a run that goes on whether or not somebody follows it: nobody does between two requests.
async fn begin(relay: &Relay, client: &Client, target: Target, route: Route, from: &str) -> Result<RunKey, NotBegun> {
    if relay.is_draining() {
        return Err(NotBegun::Refused(Refusal::ShuttingDown));
    }
    let chosen = match places(from, &relay.agents_for(client)) {
        // An agent that went while the form stood there: what this server sees would pass for what the agent saw.
        none if none.is_empty() && !from.is_empty() => vec![from.to_owned()],
        there => there,
    };
    let places = relay.places(client, &chosen).map_err(NotBegun::Refused)?;
    let network = relay.network_for(client);
    let way = network.admit_way(target, route);
    let way = way.map_err(|refused| NotBegun::Refused(Refusal::from(&refused)))?;
    let new = NewRun {
        way,
        requester: client.requester(Via::Form),
        places,
        record: Record::Bytes,
        unfollowed: Unfollowed::GoesOn,
    };
    let started = relay.runs.start(new).await.map_err(NotBegun::Denied)?;
    Ok(started.key)
}

/// Why no run began.
enum NotBegun {
    /// It never will.
    Refused(Refusal),
    /// It may later.
    Denied(Denied),
}

/// Says that a limit is reached, and when to come back.
async fn limited(reader: &Reader, denied: Denied) -> Response {
    let sentence = reader.words().limited(denied.limit, denied.retry_after());
    let trouble = Trouble::for_now(reader.words(), sentence);
    let status = kit::limited::status(denied);
    let mut response = trouble.answer(status, reader, Audience::People).await;
    kit::limited::say(denied, response.headers_mut());
    response
}

async fn run(
    State(relay): State<Arc<Relay>>,
    Extension(client): Extension<Client>,
    key: Result<Path<String>, PathRejection>,
    reader: Reader,
) -> Response {
    let key = RunKey::new(path_id(key));
    // Followed as long as the page is made.
    let Some(Followed { run, events: _events }) = relay.find_run(&key, Some(client.source())).await else {
        let trouble = Trouble {
            title: reader.words().run_gone(),
            sentence: reader.words().problem(ProblemKind::RunGone),
        };
        return trouble.answer(StatusCode::GONE, &reader, Audience::People).await;
    };
    if let Some(denied) = run.refused() {
        return limited(&reader, denied).await;
    }
    let opening = match run.ended() {
        Some(ended) => Opening::Over(Arc::new(Shown {
            report: Report::clone(&ended.report),
            doing: None,
            origin: reader.origin(&relay),
            link: None,
            kept: None,
            made_by: None,
            now_ms: clock::unix_millis(),
            bytes: Bytes::All,
        })),
        None => {
            let mut model = model(&relay, &reader, Some(&client), Form::filled(run.target().to_string()));
            model.results.run = Some(so_far(&run));
            model.question.view = FormView::Folded;
            Opening::UnderWay(model)
        }
    };
    show(&relay, &reader, &client, StatusCode::OK, opening).await
}

/// What was told of a run up to now.
fn so_far(run: &Run) -> ui::Run {
    let mut followed = ui::Run::followed(1, run.target().clone(), run.id().to_string());
    for told in run.subscribe().told() {
        if let Ok(message) = serde_json::from_str::<ServerMessage>(&told) {
            followed.hear(message, Duration::ZERO);
        }
    }
    followed
}

fn model(relay: &Relay, reader: &Reader, client: Option<&Client>, form: Form) -> PageModel {
    let network = client.map_or_else(|| Arc::clone(&relay.network), |client| relay.network_for(client));
    let mut model = PageModel {
        question: Question {
            form,
            scope: network.scope().map(|scope| match scope {
                Scope::Described(words) => words.to_owned(),
                Scope::Names(names) => reader.words().scope(&names),
            }),
            agents: client.map(|client| relay.agents_for(client)).unwrap_or_default(),
            ..Question::default()
        },
        ..PageModel::default()
    };
    model.sharing.offer = if relay.store.is_on() {
        SharingOffer::For(relay.longest_life())
    } else {
        SharingOffer::Off
    };
    model.sharing.least = relay.least_level();
    model
}

async fn show(relay: &Relay, reader: &Reader, client: &Client, status: StatusCode, opening: Opening) -> Response {
    let page = drawn(relay, reader, watched(relay, client), opening).await;
    unlisted(page.respond(status, reader.headers(), "no-store"))
}

/// Whether `client` is led to the watched computers. No portal shows them.
fn watched(relay: &Relay, client: &Client) -> WatchedLink {
    if relay.portal.tenant.is_none() && relay.watched_for(client).next().is_some() {
        WatchedLink::Shown
    } else {
        WatchedLink::Hidden
    }
}

async fn drawn(relay: &Relay, reader: &Reader, watched: WatchedLink, opening: Opening) -> Representation {
    let library = Arc::clone(reader.library());
    let later = Later {
        styles: &RESULT_STYLES,
        explain: EXPLAIN_SCRIPT,
        watch: WATCH_SCRIPT,
    };
    let html = opened(library, relay.shell.text(), later, watched, opening).await;
    Representation::html(html, reader.words().language())
}

/// A target, every byte of it escaped.
const LONGEST_REQUEST: usize = 4 * 1024;
