//! `POST /api/decode`: what a program's code or message means, and whether it goes with a check.

use std::sync::Arc;

use axum::extract::rejection::JsonRejection;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::StatusCode;
use axum::http::header::CACHE_CONTROL;
use axum::response::{IntoResponse as _, Response};
use axum::routing::post;
use axum::{Json, Router};
use diagnosis::decode::{Code, fit};
use diagnosis::diagnose;
use frontend::pages::code_path;
use wire::{DecodeAnswer, DecodeRequest, DecodedCode, DecodedMeaning, LONGEST_REPORT};

use super::Relay;

/// `/api/decode`.
pub(super) fn routes() -> Router<Arc<Relay>> {
    Router::new()
        .route("/api/decode", post(decode))
        .layer(DefaultBodyLimit::max(LONGEST_REQUEST))
}

async fn decode(State(relay): State<Arc<Relay>>, request: Result<Json<DecodeRequest>, JsonRejection>) -> Response {
    match request {
        Ok(Json(request)) => ([(CACHE_CONTROL, "no-store")], Json(answer(&relay, &request))).into_response(),
        Err(rejection) => {
            let sentence = match rejection.status() {
                StatusCode::PAYLOAD_TOO_LARGE => TOO_LONG,
                _ => UNREADABLE,
            };
            (rejection.status(), sentence).into_response()
        }
    }
}

fn answer(relay: &Relay, request: &DecodeRequest) -> DecodeAnswer {
    let words = relay.library.words();
    let decoded = relay.library.decode(&request.said);
    let said = words.decoded(&decoded);
    let codes = decoded.codes().zip(said.codes).map(|(code, said)| DecodedCode {
        title: said.title,
        path: page_of(code),
        meanings: said
            .meanings
            .into_iter()
            .map(|meaning| DecodedMeaning {
                programs: meaning.programs,
                symbol: meaning.symbol,
                meaning: meaning.meaning,
                status: meaning.status,
            })
            .collect(),
        elsewhere: said.elsewhere,
    });
    DecodeAnswer {
        headline: said.headline,
        fit: request
            .report
            .as_deref()
            .map(|report| words.fit(&fit(&decoded, report, &diagnose(report)))),
        origin: said.origin,
        codes: codes.collect(),
        notes: said.notes,
    }
}

fn page_of(code: &Code) -> Option<String> {
    let number = code.number.filter(|_| !code.meanings.is_empty())?;
    Some(code_path(number))
}

/// A report and the longest message of a program, as JSON.
const LONGEST_REQUEST: usize = LONGEST_REPORT + 64 * 1024;
const TOO_LONG: &str = "The request is longer than a report and a program's message are.\n";
const UNREADABLE: &str = "The request is not the JSON object that /api/decode takes: {\"said\": \"0x4\"}, with a \
                          \"report\" where there is one.\n";
