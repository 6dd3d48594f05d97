//! `/ask` and `/asked/<secret>`: somebody asks for a run, and waits for its result.

use std::sync::Arc;

use axum::Router;
use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::extract::{DefaultBodyLimit, Extension, Path, Query, Request, State};
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, LOCATION};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use serde::Deserialize;
use ui::pages::{Answer, Asked, Asking, Topic};
use wire::{AskRequest, LONGEST_NOTE, LONGEST_TICKET, Life, PeerText, ProblemKind, Report, ShareContent, SharedResult};

use super::gone::{gone, trouble};
use crate::http::admit::admit;
use crate::http::extract::Reader;
use crate::http::kit::client::Client;
use crate::http::kit::problem::{ProblemResponse, status};
use crate::http::kit::rendered::draw;
use crate::http::kit::representation::unlisted;
use crate::http::kit::request::{self, path_id};
use crate::http::state::Relay;
use crate::limits::Quotas;

/// `/ask` and `/asked`.
pub(in crate::http) fn routes() -> Router<Arc<Relay>> {
    Router::new()
        .route("/ask", get(form).post(ask))
        .route("/asked/{secret}", get(asked))
        .layer(DefaultBodyLimit::max(LONGEST_REQUEST))
}

/// The fields of the form, which its address may fill, too: a ticket system makes links of its own.
#[derive(Debug, Default, Deserialize)]
struct Fields {
    #[serde(default)]
    target: String,
    #[serde(default)]
    note: String,
    #[serde(default)]
    ticket: String,
    #[serde(default)]
    life: Option<Life>,
}

async fn form(
    State(relay): State<Arc<Relay>>,
    fields: Result<Query<Fields>, QueryRejection>,
    reader: Reader,
) -> Response {
    // What cannot be read fills nothing.
    let fields = fields.map(|Query(fields)| fields).unwrap_or_default();
    let problem = (!relay.store.is_on()).then_some(ProblemKind::SharingIsOff);
    let problem = problem.map(|problem| reader.words().problem(problem));
    show(&relay, &reader, StatusCode::OK, fields, problem).await
}

async fn ask(
    State(relay): State<Arc<Relay>>,
    Extension(client): Extension<Client>,
    reader: Reader,
    request: Request,
) -> Response {
    let fields: Fields = match request::form(request).await {
        Ok(fields) => fields,
        Err(problem) => {
            let sentence = Some(reader.words().problem(problem));
            return show(&relay, &reader, status(problem), Fields::default(), sentence).await;
        }
    };
    let admitted = match admit(&relay.network_for(&client), &reader, &fields.target) {
        Err(problem) => Err(problem),
        Ok(target) => match relay.use_up(&client, Quotas::ask).await {
            Err(denied) => Err(ProblemResponse::denied(&reader, denied)),
            Ok(()) => Ok(target),
        },
    };
    let kept = match admitted {
        Err(problem) => Err(problem),
        Ok(target) => {
            let request = AskRequest {
                target: fields.target.clone(),
                note: PeerText::from(fields.note.as_str()),
                ticket: PeerText::from(fields.ticket.as_str()),
                life: fields.life.unwrap_or_else(|| usual_life(&relay)),
            };
            let kept = relay.store.ask(&target, &request).await;
            kept.map_err(|error| ProblemResponse::by(&reader, error))
        }
    };
    match kept {
        // The secret stands in the address: whoever asked comes back to it, or keeps it for later.
        Ok(receipt) => {
            let head = [(LOCATION, receipt.watch.as_str()), (CACHE_CONTROL, "no-store")];
            (StatusCode::SEE_OTHER, head).into_response()
        }
        Err(problem) => {
            let status = problem.status();
            show(&relay, &reader, status, fields, Some(problem.into_sentence())).await
        }
    }
}

async fn show(relay: &Relay, reader: &Reader, status: StatusCode, fields: Fields, problem: Option<String>) -> Response {
    let longest = relay.longest_life();
    let chosen = fields.life.unwrap_or_else(|| usual_life(relay));
    let lives = Life::ALL.into_iter().filter(|life| *life <= longest);
    let asking = Asking {
        target: fields.target,
        note: fields.note.chars().take(LONGEST_NOTE).collect(),
        ticket: fields.ticket.chars().take(LONGEST_TICKET).collect(),
        lives: lives.map(|life| (life, life == chosen)).collect(),
        problem,
    };
    let page = draw(reader.library(), Topic::Ask(asking)).await;
    unlisted(page.respond(status, reader.headers(), "no-store"))
}

fn usual_life(relay: &Relay) -> Life {
    Life::default().min(relay.longest_life())
}

async fn asked(
    State(relay): State<Arc<Relay>>,
    secret: Result<Path<String>, PathRejection>,
    reader: Reader,
) -> Response {
    let secret = path_id(secret);
    let watched = match relay.store.answered(&secret).await {
        Ok(Some(watched)) => watched,
        Ok(None) => return gone(&relay, &reader).await,
        Err(error) => return trouble(&reader, error).await,
    };
    let mut answers = Vec::new();
    for (place, answer) in watched.answers.into_iter().enumerate() {
        answers.push(Answer {
            report: if place < MOST_TOLD {
                open(&relay, &answer.result).await
            } else {
                None
            },
            result: answer.result,
            at_ms: answer.at_ms,
        });
    }
    let asked = Asked {
        target: watched.ask.target,
        note: watched.ask.note,
        ticket: watched.ask.ticket,
        progress: watched.progress,
        answers,
        link: format!("{}/?ask={}", reader.origin(&relay), watched.id),
        events: format!("/api/asked/{secret}/events"),
        expires_at_ms: watched.ask.expires_at_ms,
    };
    let page = draw(reader.library(), Topic::Asked(asked)).await;
    unlisted(page.respond(StatusCode::OK, reader.headers(), "no-store"))
}

/// What a result says, unless it is sealed, was taken back meanwhile, or cannot be read: then its link alone is shown.
async fn open(relay: &Relay, result: &str) -> Option<Arc<Report>> {
    let SharedResult { content, .. } = relay.store.shared(result).await.ok()??;
    match content {
        ShareContent::Open { report, .. } => Some(report.into()),
        ShareContent::Sealed { .. } => None,
    }
}

/// Of how many answers the page says what they came to: each is read whole for it, and nobody looks further back.
const MOST_TOLD: usize = 10;
/// A target and a note, every byte of both escaped.
const LONGEST_REQUEST: usize = 8 * 1024;
