//! What a request brings: its body, the fields of a form, an id in its path, a report.

use core::time::Duration;

use axum::body::Bytes;
use axum::extract::rejection::PathRejection;
use axum::extract::{Form, FromRequest as _, Path, Request};
use axum::http::StatusCode;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use tokio::time::timeout;
use ui::pages::Library;
use wire::{Disclosure, LONGEST_REPORT, ProblemKind, Report, ReportFault, SCHEMA};

use super::problem::ProblemResponse;

/// The body of a request, as long as its route allows.
pub(in crate::http) async fn body(request: Request) -> Result<Bytes, ProblemKind> {
    match timeout(BODY_LIMIT, Bytes::from_request(request, &())).await {
        Ok(Ok(bytes)) => Ok(bytes),
        Ok(Err(rejection)) if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE => Err(ProblemKind::TooLarge),
        Ok(Err(_)) | Err(_) => Err(ProblemKind::Unreadable),
    }
}

/// The fields of a form, taken as long as [`body`] takes them.
pub(in crate::http) async fn form<T: DeserializeOwned>(request: Request) -> Result<T, ProblemKind> {
    match timeout(BODY_LIMIT, Form::from_request(request, &())).await {
        Ok(Ok(Form(fields))) => Ok(fields),
        Ok(Err(rejection)) if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE => Err(ProblemKind::TooLarge),
        Ok(Err(_)) | Err(_) => Err(ProblemKind::Unreadable),
    }
}

/// Reads a request. What it cannot read may have been written by a newer version, which says so.
pub(in crate::http) fn parse<T: DeserializeOwned>(body: &[u8]) -> Result<T, ProblemKind> {
    #[derive(Deserialize)]
    struct Versioned {
        report: Version,
    }
    #[derive(Deserialize)]
    struct Version {
        schema: u32,
    }
    serde_json::from_slice(body).map_err(|_| match serde_json::from_slice::<Versioned>(body) {
        Ok(Versioned { report }) if report.schema > SCHEMA => ProblemKind::FromTheFuture,
        Ok(_) | Err(_) => ProblemKind::Unreadable,
    })
}

/// An id in the path. A path that is not UTF-8 becomes an empty id, which never exists.
pub(in crate::http) fn path_id(part: Result<Path<String>, PathRejection>) -> String {
    part.map(|Path(part)| part).unwrap_or_default()
}

/// Whether this is a report as a run writes it, of which no more is asked for than it holds.
pub(in crate::http) fn validate(
    library: &Library,
    report: &Report,
    disclosure: Disclosure,
) -> Result<(), ProblemResponse> {
    match report.fault() {
        None => {}
        Some(ReportFault::Schema { found }) if found > SCHEMA => {
            return Err(ProblemResponse::new(library, ProblemKind::FromTheFuture));
        }
        Some(_) => return Err(ProblemResponse::new(library, ProblemKind::NotAReport)),
    }
    if report.redacted.is_some_and(|already| already > disclosure) {
        let sentence = library.words().already_redacted();
        return Err(ProblemResponse::saying(library, ProblemKind::NotAReport, sentence));
    }
    // The limit of the route leaves room for what stands around the report, and for spaces in it.
    let long = serde_json::to_vec(report).map_or(true, |json| json.len() > LONGEST_REPORT);
    if long {
        return Err(ProblemResponse::new(library, ProblemKind::TooLarge));
    }
    Ok(())
}

/// Enough for the longest report over a line of 64 kbit/s.
const BODY_LIMIT: Duration = Duration::from_secs(15);
