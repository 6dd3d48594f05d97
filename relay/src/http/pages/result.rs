//! `/r/<id>`: shared results as pages and as files, and links that lead to none.

use std::sync::Arc;

use axum::Router;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::header::CACHE_CONTROL;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use ui::pages::{Bytes, Kept, Shown, Topic};
use wire::{ShareContent, SharedResult};

use super::gone::{gone, trouble};
use crate::clock;
use crate::http::extract::reader;
use crate::http::kit::assets;
use crate::http::kit::file::{Form, file};
use crate::http::kit::language::said_in;
use crate::http::kit::rendered::{Drawn, Rendering, draw, unlisted};
use crate::http::state::Relay;
use crate::store::StoreError;

/// `/r/<id>` and the files beside it.
pub(in crate::http) fn routes() -> Router<Arc<Relay>> {
    Router::new().route("/r/{id}", get(result))
}

async fn result(
    State(relay): State<Arc<Relay>>,
    asked: Result<Path<String>, PathRejection>,
    headers: HeaderMap,
) -> Response {
    // Bytes that are no UTF-8 are no id.
    let asked = asked.map(|Path(asked)| asked).unwrap_or_default();
    let (id, form) = split(&asked);
    // Asked on every read, so that revoking and expiring act at once, whatever is rendered already.
    match (relay.store.keeps(id).await, form) {
        (Ok(true), Some(None)) => page(&relay, id, &headers).await,
        (Ok(true), Some(Some(form))) => match relay.store.shared(id).await {
            Ok(Some(shared)) => saved(&relay, id, shared, form, &headers).await,
            Ok(None) => gone(&relay, &headers).await,
            Err(error) => trouble(&relay, &headers, error).await,
        },
        (Ok(true), None) | (Ok(false) | Err(StoreError::Off), _) => gone(&relay, &headers).await,
        (Err(error), _) => trouble(&relay, &headers, error).await,
    }
}

/// The id, and the form behind it where it has one; no form at all where it has one that is not known.
fn split(asked: &str) -> (&str, Option<Option<Form>>) {
    match asked.split_once('.') {
        None => (asked, Some(None)),
        Some((id, extension)) => {
            let known = Form::ALL.into_iter().find(|form| form.extension() == extension);
            (id, known.map(Some))
        }
    }
}

async fn page(relay: &Relay, id: &str, headers: &HeaderMap) -> Response {
    let rendering = Rendering {
        id: id.to_owned(),
        origin: relay.front.origin(headers).to_owned(),
        language: reader(relay, headers).words().language().to_owned(),
        minute: clock::unix_millis() / MINUTE_MS,
    };
    match relay.pages.get(&rendering, drawn(relay, &rendering, headers)).await {
        Ok(Drawn::Page(page)) => page.respond(StatusCode::OK, headers, KEPT_BY_THE_READER),
        // Only a browser can read it: the app does, with the key that never leaves the link.
        Ok(Drawn::Sealed) => unlisted(assets::shell(headers)),
        Ok(Drawn::Gone) => gone(relay, headers).await,
        Err(error) => trouble(relay, headers, error).await,
    }
}

async fn drawn(relay: &Relay, rendering: &Rendering, headers: &HeaderMap) -> Result<Drawn, StoreError> {
    let Some(shared) = relay.store.shared(&rendering.id).await? else {
        return Ok(Drawn::Gone);
    };
    let Some(mut shown) = shown(&rendering.id, &rendering.origin, shared, rendering.minute * MINUTE_MS) else {
        return Ok(Drawn::Sealed);
    };
    let library = reader(relay, headers);
    let whole = draw(library, Topic::Result(Arc::new(shown.clone()))).await;
    if whole.small_len() <= LARGEST_PAGE {
        return Ok(Drawn::Page(Arc::new(whole)));
    }
    shown.bytes = Bytes::OfBrokenStep;
    Ok(Drawn::Page(Arc::new(
        draw(library, Topic::Result(Arc::new(shown))).await,
    )))
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
        now_ms,
        bytes: Bytes::All,
    })
}

async fn saved(relay: &Relay, id: &str, shared: SharedResult, form: Form, headers: &HeaderMap) -> Response {
    let origin = relay.front.origin(headers);
    let library = reader(relay, headers);
    match shown(id, origin, shared, clock::unix_millis()) {
        Some(shown) => unlisted(file(library, shown, form).await),
        None => {
            let sentence = format!("{}\n", library.words().sealed());
            let head = [(CACHE_CONTROL, "no-store")];
            unlisted(
                (
                    StatusCode::NOT_FOUND,
                    head,
                    said_in(library.words().language()),
                    sentence,
                )
                    .into_response(),
            )
        }
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
        assert_eq!(split("abc"), ("abc", Some(None)));
        for form in Form::ALL {
            assert_eq!(split(&format!("abc.{}", form.extension())), ("abc", Some(Some(form))));
        }
        for wrong in ["abc.", "abc.pdf", "abc.html.html", ".json."] {
            assert_eq!(split(wrong).1, None, "{wrong}");
        }
    }
}
