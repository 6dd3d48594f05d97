//! Programs that show an API token (RFC 6750).

use axum::http::header::{AUTHORIZATION, WWW_AUTHENTICATE};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};

use super::extract::Reader;
use super::kit::problem::{ProblemResponse, plain_problem};
use super::state::Relay;
use crate::limits::Source;
use crate::store::{Scope, StoreError};

/// A program with a token that is good.
pub(super) struct Program {
    /// The token's id, which opens nothing.
    pub(super) id: String,
    /// The token itself.
    pub(super) token: String,
}

impl Program {
    /// Whom limits count.
    pub(super) fn source(&self) -> Source {
        Source::of_token(&self.id)
    }
}

/// The program that shows a token with `scope`.
///
/// # Errors
///
/// The answer to everybody else.
pub(super) async fn authorize(relay: &Relay, reader: &Reader, scope: Scope) -> Result<Program, Response> {
    let Some(shown) = shown(reader.headers()) else {
        return Err(refusal(StatusCode::UNAUTHORIZED, "Bearer", NO_TOKEN));
    };
    let found = match relay.store.token(shown).await {
        // Without a store there is no token.
        Err(StoreError::Off) => None,
        found => found.map_err(|error| ProblemResponse::by(reader, error).into_response())?,
    };
    match found {
        None => Err(refusal(
            StatusCode::UNAUTHORIZED,
            "Bearer error=\"invalid_token\"",
            WRONG_TOKEN,
        )),
        Some(token) if !token.scopes.contains(&scope) => {
            let challenge = format!("Bearer error=\"insufficient_scope\", scope=\"{scope}\"");
            Err(refusal(StatusCode::FORBIDDEN, &challenge, WRONG_SCOPE))
        }
        Some(token) => Ok(Program {
            id: token.id,
            token: shown.to_owned(),
        }),
    }
}

/// Whether anything is shown that could be a token.
pub(super) fn is_shown(headers: &HeaderMap) -> bool {
    shown(headers).is_some()
}

/// What is shown as a token or a secret.
pub(super) fn shown(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then_some(token.trim())
}

/// The answer where nothing is shown.
pub(super) fn unauthorized(detail: &str) -> Response {
    refusal(StatusCode::UNAUTHORIZED, "Bearer", detail)
}

fn refusal(status: StatusCode, challenge: &str, detail: &str) -> Response {
    ([(WWW_AUTHENTICATE, challenge)], plain_problem(status, detail)).into_response()
}

// For whoever writes the program; nothing of it is shown on a page.
const NO_TOKEN: &str =
    "Send an API token as Authorization: Bearer. The owner of this server makes one with `rdptrace token create`.";
const WRONG_TOKEN: &str = "This API token isn't valid. It has a mistake, has expired, or was revoked.";
const WRONG_SCOPE: &str = "This API token isn't allowed to do this.";
