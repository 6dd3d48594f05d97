//! `/ask` and `/asked/<secret>`: somebody asks for a run, and waits for its result.

use std::sync::Arc;

use axum::Router;
use axum::extract::rejection::PathRejection;
use axum::extract::{DefaultBodyLimit, Extension, Path, Request, State};
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, LOCATION};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use serde::Deserialize;
use ui::pages::{Asked, Asking, Topic};
use wire::{LONGEST_NOTE, Life, PeerText, ProblemKind};

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

/// The fields of the form.
#[derive(Debug, Default, Deserialize)]
struct Fields {
    #[serde(default)]
    target: String,
    #[serde(default)]
    note: String,
    #[serde(default)]
    life: Option<Life>,
}

async fn form(State(relay): State<Arc<Relay>>, reader: Reader) -> Response {
    let problem = (!relay.store.is_on()).then_some(ProblemKind::SharingIsOff);
    let problem = problem.map(|problem| reader.words().problem(problem));
    show(&relay, &reader, StatusCode::OK, Fields::default(), problem).await
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
    let admitted = admit(&relay, &reader, &fields.target).and_then(|target| {
        let counted = relay.of_quota(client, Quotas::ask);
        counted.map_err(|denied| ProblemResponse::denied(&reader, denied))?;
        Ok(target)
    });
    let kept = match admitted {
        Err(problem) => Err(problem),
        Ok(target) => {
            let note = PeerText::from(fields.note.as_str());
            let life = fields.life.unwrap_or_else(|| usual_life(&relay));
            let kept = relay.store.ask(&target, &note, life).await;
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
    let longest = relay.store.longest_life();
    let chosen = fields.life.unwrap_or_else(|| usual_life(relay));
    let lives = Life::ALL.into_iter().filter(|life| *life <= longest);
    let asking = Asking {
        target: fields.target,
        note: fields.note.chars().take(LONGEST_NOTE).collect(),
        lives: lives.map(|life| (life, life == chosen)).collect(),
        problem,
    };
    let page = draw(reader.library(), Topic::Ask(asking)).await;
    unlisted(page.respond(status, reader.headers(), "no-store"))
}

fn usual_life(relay: &Relay) -> Life {
    Life::default().min(relay.store.longest_life())
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
    if let Some(result) = watched.result {
        let head = [
            (LOCATION, format!("/r/{result}")),
            (CACHE_CONTROL, "no-store".to_owned()),
        ];
        return unlisted((StatusCode::SEE_OTHER, head).into_response());
    }
    let asked = Asked {
        target: watched.ask.target,
        note: watched.ask.note,
        link: format!("{}/?ask={}", reader.origin(&relay), watched.id),
        events: format!("/api/asked/{secret}/events"),
        expires_at_ms: watched.ask.expires_at_ms,
    };
    let page = draw(reader.library(), Topic::Asked(asked)).await;
    unlisted(page.respond(StatusCode::OK, reader.headers(), "no-store"))
}

/// A target and a note, every byte of both escaped.
const LONGEST_REQUEST: usize = 8 * 1024;
