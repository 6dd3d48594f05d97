//! `POST /api/decode`: what a program's code or message means, and whether it goes with a check.

use std::sync::Arc;

use axum::Json;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::header::CACHE_CONTROL;
use axum::response::{IntoResponse as _, Response};
use codes::{Code, fit, told};
use diagnosis::diagnose;
use ui::pages::{Library, code_path};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use wire::{DecodeAnswer, DecodeRequest, DecodedCode, LONGEST_REPORT, Report};

use crate::http::api::described::Refused;
use crate::http::extract::Reader;
use crate::http::kit::language::said_in;
use crate::http::kit::problem::ProblemResponse;
use crate::http::kit::request::{body, parse};
use crate::http::state::Relay;
use crate::http::subject::Subject;

/// `/api/decode`.
pub(in crate::http) fn routes() -> OpenApiRouter<Arc<Relay>> {
    OpenApiRouter::new()
        .routes(routes!(decode))
        .layer(DefaultBodyLimit::max(LONGEST_REQUEST))
}

/// What a code or a message means
///
/// With the key of a check or a report, it also tells whether the code goes with it.
#[utoipa::path(
    post,
    path = "/api/decode",
    tag = "explain",
    request_body = DecodeRequest,
    responses((status = 200, description = "Its codes, and what they mean.", body = DecodeAnswer), Refused)
)]
async fn decode(
    State(relay): State<Arc<Relay>>,
    reader: Reader,
    request: Request,
) -> Result<Response, ProblemResponse> {
    let request = body(request).await.and_then(|body| parse::<DecodeRequest>(&body));
    let request = request.map_err(|problem| ProblemResponse::new(&reader, problem))?;
    let DecodeRequest { said, run, report } = request;
    let report = match (&run, &report) {
        (None, None) => None,
        (Some(_), _) | (_, Some(_)) => {
            let legs = Vec::new();
            Some(Subject { run, legs, report }.report(&relay, &reader, None).await?)
        }
    };
    let answer = Json(answer(&reader, relay.front.base(), &said, report.as_deref()));
    Ok((
        [(CACHE_CONTROL, "no-store")],
        said_in(reader.words().language()),
        answer,
    )
        .into_response())
}

fn answer(library: &Library, base: &str, said: &str, report: Option<&Report>) -> DecodeAnswer {
    let words = library.words();
    let decoded = library.decode(said);
    let wording = words.decoded(&decoded);
    // As the words have them; by themselves they come the most telling first.
    let in_order = decoded.primary.iter().chain(&decoded.extended);
    let in_order = in_order.chain(&decoded.said).chain(&decoded.further);
    let codes = in_order.zip(wording.codes).map(|(code, said)| DecodedCode {
        title: said.title,
        path: page_of(code).map(|path| [base, &path].concat()),
        meanings: said.meanings.into_iter().map(|meaning| meaning.told).collect(),
        elsewhere: said.elsewhere,
    });
    DecodeAnswer {
        headline: wording.headline,
        fit: report.map(|report| words.fit(&fit(&decoded, report, &diagnose(report)))),
        origin: wording.origin,
        codes: codes.collect(),
        notes: wording.notes,
        leg: report.and_then(|report| told(&decoded.tried, report)).map(Box::new),
    }
}

fn page_of(code: &Code) -> Option<String> {
    let number = code.number.filter(|_| !code.meanings.is_empty())?;
    Some(code_path(number))
}

/// A report and the longest message of a program, as JSON.
const LONGEST_REQUEST: usize = LONGEST_REPORT + 64 * 1024;
