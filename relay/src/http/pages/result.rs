//! `/r/<id>`: shared results as pages, as files and as badges, and links that lead to none.

use std::sync::Arc;

use axum::Router;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::Response;
use axum::routing::get;
use diagnosis::{Verdict, diagnose};
use ui::pages::{Bytes, Kept, Shown, Topic};
use wire::{ShareContent, SharedResult};

use super::check::app;
use super::gone::{gone, trouble};
use crate::clock;
use crate::http::extract::Reader;
use crate::http::kit::badge::{SVG, badge};
use crate::http::kit::file::{Form, file};
use crate::http::kit::problem::status;
use crate::http::kit::rendered::{Drawn, Rendering, draw};
use crate::http::kit::representation::{Representation, unlisted};
use crate::http::kit::request::path_id;
use crate::http::state::Relay;
use crate::http::trouble::{Audience, Trouble};
use crate::store::StoreError;

/// `/r/<id>` and the files beside it.
pub(in crate::http) fn routes() -> Router<Arc<Relay>> {
    Router::new().route("/r/{id}", get(result))
}

async fn result(
    State(relay): State<Arc<Relay>>,
    asked: Result<Path<String>, PathRejection>,
    reader: Reader,
) -> Response {
    let asked = path_id(asked);
    let (id, form) = Asked::split(&asked);
    let response = match form {
        Asked::Page => page(&relay, id, &reader).await,
        Asked::Badge => return pictured(&relay, id, &reader).await,
        Asked::File(form) => saved(&relay, id, form, &reader).await,
        Asked::Unknown => Ok(None),
    };
    match response {
        Ok(Some(response)) => response,
        Ok(None) | Err(StoreError::Off) => gone(&relay, &reader).await,
        Err(error) => trouble(&reader, error).await,
    }
}

/// In which form a result is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Asked {
    Page,
    File(Form),
    /// As a picture of what came of it.
    Badge,
    /// In one that is not known.
    Unknown,
}

impl Asked {
    /// The id, and the form that stands behind it.
    fn split(asked: &str) -> (&str, Self) {
        match asked.split_once('.') {
            None => (asked, Self::Page),
            Some((id, "svg")) => (id, Self::Badge),
            Some((id, extension)) => {
                let known = Form::ALL.into_iter().find(|form| form.extension() == extension);
                (id, known.map_or(Self::Unknown, Self::File))
            }
        }
    }
}

async fn page(relay: &Relay, id: &str, reader: &Reader) -> Result<Option<Response>, StoreError> {
    // Asked on every read, so that revoking and expiring act at once, whatever is rendered already.
    if !relay.store.keeps(id).await? {
        return Ok(None);
    }
    let rendering = Rendering {
        id: id.to_owned(),
        origin: reader.origin(relay),
        language: reader.words().language().to_owned(),
        minute: clock::unix_millis() / MINUTE_MS,
    };
    Ok(
        match relay.pages.get(&rendering, drawn(relay, &rendering, reader)).await? {
            Drawn::Page(page) => {
                let response = page.respond(StatusCode::OK, reader.headers(), KEPT_BY_THE_READER);
                Some(unlisted(response))
            }
            // Only a browser can read it: the app does, with the key that never leaves the link.
            Drawn::Sealed => Some(unlisted(app(relay, reader, None).await)),
            Drawn::Gone => None,
        },
    )
}

async fn drawn(relay: &Relay, rendering: &Rendering, reader: &Reader) -> Result<Drawn, StoreError> {
    let Some(shared) = relay.store.shared(&rendering.id).await? else {
        return Ok(Drawn::Gone);
    };
    let Some(mut shown) = shown(&rendering.id, &rendering.origin, shared, rendering.minute * MINUTE_MS) else {
        return Ok(Drawn::Sealed);
    };
    let library = reader.library();
    let whole = draw(library, Topic::Result(Arc::new(shown.clone()))).await;
    if whole.small_len() <= LARGEST_PAGE {
        return Ok(Drawn::Page(Arc::new(whole)));
    }
    shown.bytes = Bytes::OfBrokenStep;
    let part = draw(library, Topic::Result(Arc::new(shown))).await;
    Ok(Drawn::Page(Arc::new(part)))
}

/// A stored result as pages show it; absent where it is sealed.
fn shown(id: &str, origin: &str, shared: SharedResult, now_ms: i64) -> Option<Shown> {
    let ShareContent::Open { doing, report, .. } = shared.content else {
        return None;
    };
    let kept = Kept {
        id: id.to_owned(),
        shared_at_ms: shared.shared_at_ms,
        expires_at_ms: shared.expires_at_ms,
    };
    Some(Shown {
        report: *report,
        doing,
        origin: origin.to_owned(),
        link: Some(format!("{origin}{}", kept.path())),
        kept: Some(kept),
        made_by: shared.made_by,
        now_ms,
        bytes: Bytes::All,
    })
}

async fn saved(relay: &Relay, id: &str, form: Form, reader: &Reader) -> Result<Option<Response>, StoreError> {
    let Some(shared) = relay.store.shared(id).await? else {
        return Ok(None);
    };
    let Some(shown) = shown(id, &reader.origin(relay), shared, clock::unix_millis()) else {
        let sealed = Trouble::for_now(reader.words(), reader.words().sealed());
        let answer = sealed.answer(StatusCode::NOT_FOUND, reader, Audience::People).await;
        return Ok(Some(answer));
    };
    Ok(Some(unlisted(file(reader.library(), shown, form).await)))
}

/// A picture also where there is nothing to tell of: whoever put it into a page sees that, and not a broken one.
async fn pictured(relay: &Relay, id: &str, reader: &Reader) -> Response {
    let words = reader.words();
    let (status, verdict) = match relay.store.shared(id).await {
        Ok(Some(shared)) => (StatusCode::OK, verdict(&shared)),
        Ok(None) | Err(StoreError::Off) => (StatusCode::GONE, None),
        Err(error) => (status(error.problem()), None),
    };
    let said = verdict.map_or_else(|| words.not_for_now(), |verdict| words.verdict_name(verdict));
    let picture = Representation::new(SVG, badge(words.language(), &said, verdict)).in_language(words.language());
    let mut response = picture.respond(status, reader.headers(), KEPT_BY_THE_READER);
    response.headers_mut().extend([
        (
            HeaderName::from_static("access-control-allow-origin"),
            HeaderValue::from_static("*"),
        ),
        (
            HeaderName::from_static("cross-origin-resource-policy"),
            HeaderValue::from_static("cross-origin"),
        ),
    ]);
    unlisted(response)
}

/// Absent where only a browser can read the result.
fn verdict(shared: &SharedResult) -> Option<Verdict> {
    match &shared.content {
        ShareContent::Open { report, .. } => Some(Verdict::of(report, &diagnose(report))),
        ShareContent::Sealed { .. } => None,
    }
}

/// A browser may keep what it has seen, and asks each time whether it is still there.
const KEPT_BY_THE_READER: &str = "private, no-cache";
/// Ages are told to the minute.
const MINUTE_MS: i64 = 60_000;
/// What a phone on a bad line loads in a second.
const LARGEST_PAGE: usize = 30 * 1024;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_may_be_followed_by_the_form_of_a_file() {
        assert_eq!(Asked::split("abc"), ("abc", Asked::Page));
        for form in Form::ALL {
            assert_eq!(
                Asked::split(&format!("abc.{}", form.extension())),
                ("abc", Asked::File(form))
            );
        }
        assert_eq!(Asked::split("abc.svg"), ("abc", Asked::Badge));
        for wrong in ["abc.", "abc.pdf", "abc.html.html", ".json."] {
            assert_eq!(Asked::split(wrong).1, Asked::Unknown, "{wrong}");
        }
    }
}
