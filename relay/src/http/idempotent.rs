//! `Idempotency-Key`: what a program asks for twice happens once.

use axum::http::{HeaderName, StatusCode};
use axum::response::{IntoResponse as _, Response};

use super::bearer::Program;
use super::extract::Reader;
use super::kit::problem::{ProblemResponse, plain_problem};
use super::kit::representation::NEVER_KEPT;
use super::state::Relay;
use crate::store::{Claim, Claimed};

/// A request that may come again.
pub(super) enum Attempt {
    /// Its program does not ask again.
    Unkeyed,
    /// The first time.
    First(Claimed),
    /// This was answered before.
    Again(Vec<u8>),
}

/// Takes up a request with this body.
///
/// # Errors
///
/// The answer where the key cannot be used.
pub(super) async fn attempt(
    relay: &Relay,
    reader: &Reader,
    program: &Program,
    body: &[u8],
) -> Result<Attempt, Response> {
    let Some(value) = reader.headers().get(IDEMPOTENCY_KEY) else {
        return Ok(Attempt::Unkeyed);
    };
    let text = value.to_str().unwrap_or_default().trim();
    // A string of RFC 9651; most programs send it bare.
    let quoted = text.strip_prefix('"').and_then(|text| text.strip_suffix('"'));
    let key = quoted.unwrap_or(text);
    if key.is_empty() || key.len() > LONGEST_KEY {
        return Err(refusal(StatusCode::BAD_REQUEST, UNUSABLE));
    }
    let claim = relay.store.claim(&program.token, key, body).await;
    match claim.map_err(|error| ProblemResponse::by(reader, error).into_response())? {
        Claim::New(claimed) => Ok(Attempt::First(claimed)),
        Claim::Answered(answer) => Ok(Attempt::Again(answer)),
        Claim::Other => Err(refusal(StatusCode::UNPROCESSABLE_ENTITY, OTHER)),
        Claim::UnderWay => Err(refusal(StatusCode::CONFLICT, UNDER_WAY)),
    }
}

impl Attempt {
    /// Keeps what is answered, where it may be asked for again.
    ///
    /// # Errors
    ///
    /// The answer where it is not kept.
    pub(super) async fn keep(&self, relay: &Relay, reader: &Reader, answer: &[u8]) -> Result<(), Response> {
        let Self::First(claimed) = self else { return Ok(()) };
        let kept = relay.store.complete(claimed, answer).await;
        kept.map_err(|error| ProblemResponse::by(reader, error).into_response())
    }

    /// Lets the request be made again: nothing came of it.
    pub(super) async fn give_up(&self, relay: &Relay) {
        if let Self::First(claimed) = self {
            // Where the database does not do it, the lease ends by itself.
            let _ = relay.store.release(claimed).await;
        }
    }
}

fn refusal(status: StatusCode, detail: &str) -> Response {
    (NEVER_KEPT, plain_problem(status, detail)).into_response()
}

const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");
/// UUIDs have 36.
const LONGEST_KEY: usize = 255;
const UNUSABLE: &str = "Idempotency-Key must have 1 to 255 visible characters.";
const OTHER: &str = "This Idempotency-Key was used for another request. Send a new one.";
const UNDER_WAY: &str = "A request with this Idempotency-Key is still being answered. Try again in a few seconds.";
