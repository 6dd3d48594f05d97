//! Requests that are not fulfilled.

use axum::Json;
use axum::http::header::{CACHE_CONTROL, RETRY_AFTER};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use ui::pages::Library;
use wire::{Problem, ProblemKind};

use super::language::said_in;
use crate::store::StoreError;

/// What is wrong, on its way to whoever asked.
pub(in crate::http) struct Unfulfilled {
    problem: Problem,
    language: &'static str,
}

impl Unfulfilled {
    /// A problem in its own words.
    pub(in crate::http) fn new(library: &Library, problem: ProblemKind) -> Self {
        Self::saying(library, problem, library.words().problem(problem))
    }

    /// The same, in words that say more.
    pub(in crate::http) fn saying(library: &Library, problem: ProblemKind, sentence: String) -> Self {
        Self {
            problem: Problem { problem, sentence },
            language: library.words().language(),
        }
    }

    /// Which problem it is.
    pub(in crate::http) fn problem(&self) -> ProblemKind {
        self.problem.problem
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

impl IntoResponse for Unfulfilled {
    fn into_response(self) -> Response {
        let Self { problem, language } = self;
        let fixed = [(CACHE_CONTROL, "no-store")];
        let mut response = (status(problem.problem), fixed, said_in(language), Json(&problem)).into_response();
        if let Some(seconds) = retry_after(problem.problem) {
            response
                .headers_mut()
                .insert(RETRY_AFTER, HeaderValue::from_static(seconds));
        }
        response
    }
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
