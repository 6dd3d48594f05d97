//! `/compare`: two results side by side, by their links or from saved files.

use std::sync::Arc;

use axum::Router;
use axum::extract::rejection::QueryRejection;
use axum::extract::{DefaultBodyLimit, Query, Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use serde::Deserialize;
use ui::pages::{Compared, Found, Library, Side, Topic};
use wire::{Disclosure, LONGEST_REPORT, ProblemKind, Report, RunKey, SCHEMA, ShareContent};

use crate::http::extract::Reader;
use crate::http::kit::problem::ProblemResponse;
use crate::http::kit::rendered::draw;
use crate::http::kit::representation::unlisted;
use crate::http::kit::request::{form, validate};
use crate::http::state::Relay;
use crate::http::subject;

/// `/compare`.
pub(in crate::http) fn routes() -> Router<Arc<Relay>> {
    Router::new()
        .route("/compare", get(by_links).post(by_content))
        .layer(DefaultBodyLimit::max(LONGEST_REQUEST))
}

/// What is compared: links, ids, the JSON of reports, or keys of runs behind [`RUN`].
#[derive(Debug, Default, Deserialize)]
struct Pair {
    #[serde(default)]
    a: String,
    #[serde(default)]
    b: String,
}

async fn by_links(
    State(relay): State<Arc<Relay>>,
    pair: Result<Query<Pair>, QueryRejection>,
    reader: Reader,
) -> Response {
    // Bytes that are no UTF-8 are no link.
    let pair = pair.map(|Query(pair)| pair).unwrap_or_default();
    let sides = [side(&relay, &reader, pair.a).await, side(&relay, &reader, pair.b).await];
    show(&reader, Compared { sides, addressed: true }).await
}

async fn by_content(State(relay): State<Arc<Relay>>, reader: Reader, request: Request) -> Response {
    match form(request).await {
        Ok(Pair { a, b }) => {
            let sides = [brought(&relay, &reader, a).await, brought(&relay, &reader, b).await];
            let has_path = |side: &Side| matches!(side.found, Found::Result { path: Some(_), .. });
            let addressed = sides.iter().all(has_path);
            show(&reader, Compared { sides, addressed }).await
        }
        Err(problem) => {
            let sentence = reader.words().problem(problem);
            let wrong = |found| Side {
                given: String::new(),
                found,
            };
            let sides = [wrong(Found::Problem(sentence)), wrong(Found::Nothing)];
            show(
                &reader,
                Compared {
                    sides,
                    addressed: false,
                },
            )
            .await
        }
    }
}

/// The same as [`side`], or the relay's own run, by its key: never in an address, where others would read it.
async fn brought(relay: &Relay, reader: &Reader, given: String) -> Side {
    let Some(key) = given.trim().strip_prefix(RUN) else {
        return side(relay, reader, given).await;
    };
    let found = match subject::own(relay, reader, &RunKey::new(key.to_owned())).await {
        Ok(report) => Found::Result { report, path: None },
        Err(problem) => Found::Problem(problem.into_sentence()),
    };
    Side { given, found }
}

async fn show(reader: &Reader, compared: Compared) -> Response {
    let wrong = compared.sides.iter().any(|side| match side.found {
        Found::NoLink(_) | Found::Sealed | Found::Problem(_) => true,
        Found::Nothing | Found::Result { .. } => false,
    });
    let status = if wrong {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    let page = draw(reader.library(), Topic::Compared(Arc::new(compared))).await;
    unlisted(page.respond(status, reader.headers(), "no-store"))
}

/// What was given, and what it leads to.
async fn side(relay: &Relay, reader: &Reader, given: String) -> Side {
    let text = given.trim();
    let found = if text.is_empty() {
        Found::Nothing
    } else if text.starts_with('{') {
        saved(reader, text)
    } else {
        linked(relay, reader, text).await
    };
    // What is too long to be right is not sent back.
    let given = if given.len() <= 2 * LONGEST_REPORT {
        given
    } else {
        String::new()
    };
    Side { given, found }
}

/// What every version of a report has.
#[derive(Debug, Deserialize)]
struct Version {
    schema: u32,
}

/// A report that somebody saved.
fn saved(library: &Library, json: &str) -> Found {
    // A saved file is spread over lines; `validate` measures it without them.
    let report = if json.len() > 2 * LONGEST_REPORT {
        Err(ProblemKind::TooLarge)
    } else {
        serde_json::from_str::<Report>(json).map_err(|_| match serde_json::from_str(json) {
            Ok(Version { schema }) if schema > SCHEMA => ProblemKind::FromTheFuture,
            Ok(_) | Err(_) => ProblemKind::Unreadable,
        })
    };
    let words = library.words();
    let report = report.map_err(|problem| words.problem(problem));
    let report = report.and_then(|report| {
        let level = report.redacted.unwrap_or(Disclosure::Everything);
        validate(library, &report, level).map_err(ProblemResponse::into_sentence)?;
        Ok(report)
    });
    match report {
        Ok(report) => Found::Result {
            report: Arc::new(report),
            path: None,
        },
        Err(sentence) => Found::Problem(sentence),
    }
}

/// A shared result.
async fn linked(relay: &Relay, reader: &Reader, text: &str) -> Found {
    let words = reader.words();
    let Some(id) = id_in(text) else {
        let example = format!("{}/r/{EXAMPLE_ID}", reader.origin(relay));
        return Found::NoLink(example);
    };
    match relay.store.shared(id).await {
        Ok(Some(shared)) => match shared.content {
            ShareContent::Open { report, .. } => Found::Result {
                report: report.into(),
                path: Some(format!("/r/{id}")),
            },
            ShareContent::Sealed { .. } => Found::Sealed,
        },
        Ok(None) => Found::Problem(words.problem(ProblemKind::Gone)),
        Err(error) => Found::Problem(words.problem(error.problem())),
    }
}

/// The id in a link, or the whole text where it may be one; absent where it cannot be.
fn id_in(text: &str) -> Option<&str> {
    let (_, id) = text.rsplit_once("/r/").unwrap_or(("", text));
    let end = id.find(['.', '#', '?', '/']).unwrap_or(id.len());
    let (id, _) = id.split_at_checked(end)?;
    let is_id = id.len() == EXAMPLE_ID.len()
        && id
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte));
    is_id.then_some(id)
}

/// Two reports in which every byte is escaped, as forms do with most of JSON's.
const LONGEST_REQUEST: usize = 2 * 3 * 2 * LONGEST_REPORT + 1024;
/// What stands before the key of a run.
const RUN: &str = "run:";
/// As long as every id.
const EXAMPLE_ID: &str = "xK3v9QmZ0aTfW2Lr8sYbNg";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_found_in_every_way_in_which_people_copy_a_link() {
        for text in [
            EXAMPLE_ID.to_owned(),
            format!("/r/{EXAMPLE_ID}"),
            format!("https://rdp.example.org/r/{EXAMPLE_ID}"),
            format!("https://rdp.example.org/r/{EXAMPLE_ID}#step-secure"),
            format!("https://rdp.example.org/r/{EXAMPLE_ID}.json"),
            format!("rdp.example.org/r/{EXAMPLE_ID}/"),
        ] {
            assert_eq!(id_in(&text), Some(EXAMPLE_ID), "{text}");
        }
    }

    #[test]
    fn what_cannot_be_an_id_is_not_looked_up() {
        for text in [
            "pc.example.org",
            "/r/",
            "abc",
            &"A".repeat(23),
            "äääääääääää",
            "/r/ä",
            "/r/#",
        ] {
            assert_eq!(id_in(text), None, "{text}");
        }
    }
}
