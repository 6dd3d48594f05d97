//! Requests that are not fulfilled.

use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use ui::pages::Library;
use utoipa::ToSchema;
use wire::{Problem, ProblemKind};

use super::language::said_in;
use super::limited;
use crate::limits::Denied;
use crate::store::StoreError;

/// What is wrong, on its way to whoever asked.
pub(in crate::http) struct ProblemResponse {
    problem: Problem,
    language: &'static str,
    denied: Option<Denied>,
}

impl ProblemResponse {
    /// A problem in its own words.
    pub(in crate::http) fn new(library: &Library, problem: ProblemKind) -> Self {
        Self::saying(library, problem, library.words().problem(problem))
    }

    /// The same, in words that say more.
    pub(in crate::http) fn saying(library: &Library, problem: ProblemKind, sentence: String) -> Self {
        Self {
            problem: Problem { problem, sentence },
            language: library.words().language(),
            denied: None,
        }
    }

    /// A limit that is reached.
    pub(in crate::http) fn denied(library: &Library, denied: Denied) -> Self {
        let sentence = library.words().limited(denied.limit, denied.retry_after());
        Self {
            denied: Some(denied),
            ..Self::saying(library, ProblemKind::Overloaded, sentence)
        }
    }

    /// The status that says the same to programs.
    pub(in crate::http) fn status(&self) -> StatusCode {
        match self.denied {
            Some(denied) => limited::status(denied),
            None => status(self.problem.problem),
        }
    }

    /// The words, for a page.
    pub(in crate::http) fn into_sentence(self) -> String {
        self.problem.sentence
    }

    /// What a store says.
    pub(in crate::http) fn by(library: &Library, error: StoreError) -> Self {
        Self::new(library, error.problem())
    }
}

impl IntoResponse for ProblemResponse {
    fn into_response(self) -> Response {
        let status = self.status();
        let Self {
            problem,
            language,
            denied,
        } = self;
        let kind = problem.problem;
        let document = ProblemDocument {
            title: status.canonical_reason().unwrap_or_default().to_owned(),
            status: status.as_u16(),
            detail: problem.sentence.clone(),
            problem: Some(problem.problem),
            sentence: Some(problem.sentence),
        };
        let head = [(CACHE_CONTROL, "no-store")];
        let mut response = (status, head, said_in(language), problem_json(&document)).into_response();
        if let Some(denied) = denied {
            limited::say(denied, response.headers_mut());
        } else if let Some(seconds) = retry_after(kind) {
            response
                .headers_mut()
                .insert(RETRY_AFTER, HeaderValue::from_static(seconds));
        }
        response
    }
}

/// A problem as RFC 9457 has it, with our own kind of it where it has one.
#[derive(Serialize, ToSchema)]
pub(in crate::http) struct ProblemDocument {
    /// In a few words.
    pub(in crate::http) title: String,
    /// The status of the answer.
    pub(in crate::http) status: u16,
    /// What it is about, and what can be done.
    pub(in crate::http) detail: String,
    /// Which one, where it is one of those that our own pages know.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::http) problem: Option<ProblemKind>,
    /// The same as `detail`, for them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::http) sentence: Option<String>,
}

/// The body and the type of an answer that tells of a problem.
pub(in crate::http) fn problem_json(document: &ProblemDocument) -> impl IntoResponse + use<> {
    // What was made here can be written down.
    let json = serde_json::to_vec(document).unwrap_or_default();
    ([(CONTENT_TYPE, "application/problem+json")], json)
}

/// A problem that only programs have, in English.
pub(in crate::http) fn plain_problem(status: StatusCode, detail: &str) -> Response {
    let document = ProblemDocument {
        title: status.canonical_reason().unwrap_or_default().to_owned(),
        status: status.as_u16(),
        detail: detail.to_owned(),
        problem: None,
        sentence: None,
    };
    (status, [(CACHE_CONTROL, "no-store")], problem_json(&document)).into_response()
}

/// The status that says the same to programs.
pub(in crate::http) fn status(problem: ProblemKind) -> StatusCode {
    match problem {
        ProblemKind::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        ProblemKind::Unreadable => StatusCode::BAD_REQUEST,
        ProblemKind::FromTheFuture | ProblemKind::NotAReport | ProblemKind::LifeNotAllowed => {
            StatusCode::UNPROCESSABLE_ENTITY
        }
        ProblemKind::SharingIsOff | ProblemKind::WrongSecret | ProblemKind::TargetForbidden => StatusCode::FORBIDDEN,
        ProblemKind::StoreFull => StatusCode::INSUFFICIENT_STORAGE,
        ProblemKind::StoreBusy | ProblemKind::StoreGone | ProblemKind::Overloaded => StatusCode::SERVICE_UNAVAILABLE,
        ProblemKind::Gone | ProblemKind::RunGone => StatusCode::GONE,
    }
}

fn retry_after(problem: ProblemKind) -> Option<&'static str> {
    match problem {
        ProblemKind::StoreBusy => Some("5"),
        ProblemKind::StoreGone | ProblemKind::Overloaded => Some("30"),
        ProblemKind::TooLarge
        | ProblemKind::Unreadable
        | ProblemKind::FromTheFuture
        | ProblemKind::NotAReport
        | ProblemKind::LifeNotAllowed
        | ProblemKind::SharingIsOff
        | ProblemKind::StoreFull
        | ProblemKind::Gone
        | ProblemKind::RunGone
        | ProblemKind::WrongSecret
        | ProblemKind::TargetForbidden => None,
    }
}
