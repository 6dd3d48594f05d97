//! `/r/<id>`: shared results as pages and as files, and links that lead to none.

mod rendered;

use std::sync::Arc;

use axum::Router;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderMap, HeaderName, StatusCode};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use diagnosis::diagnose;
use serde::Deserialize;
use ui::pages::{Bytes, Frame, Kept, Library, Shown, Topic, render};
use wire::{Report, ShareContent, SharedResult};
use words::Words;

pub(super) use self::rendered::{Pages, Rendered, Rendering};

use super::Relay;
use super::language::{reader, said_in};
use super::page::{self, ICON, RESULT_SCRIPT, RESULT_STYLES, WHOLE_STYLE};
use crate::clock;
use crate::store::StoreError;

/// `/r/<id>` and the files beside it.
pub(super) fn routes() -> Router<Arc<Relay>> {
    Router::new().route("/r/{id}", get(result))
}

/// A form in which a result is saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Form {
    /// The report itself.
    Json,
    /// Markdown.
    Md,
    /// Plain text.
    Txt,
    /// One page that needs nothing else.
    Html,
}

impl Form {
    const ALL: [Self; 4] = [Self::Json, Self::Md, Self::Txt, Self::Html];

    /// What a file's name ends with.
    fn extension(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Md => "md",
            Self::Txt => "txt",
            Self::Html => "html",
        }
    }

    fn content_type(self) -> &'static str {
        match self {
            Self::Json => "application/json",
            Self::Md => "text/markdown; charset=utf-8",
            Self::Txt => "text/plain; charset=utf-8",
            Self::Html => "text/html; charset=utf-8",
        }
    }
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
        Ok(Drawn::Sealed) => unlisted(page::shell(headers)),
        Ok(Drawn::Gone) => gone(relay, headers).await,
        Err(error) => trouble(relay, headers, error).await,
    }
}

/// What there is to see of a result.
#[derive(Clone, Debug)]
pub(super) enum Drawn {
    /// A page.
    Page(Arc<Rendered>),
    /// Ciphertext.
    Sealed,
    /// Nothing any more.
    Gone,
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

/// A page of this part, as it is sent.
pub(super) async fn draw(library: &Arc<Library>, topic: Topic) -> Rendered {
    let frame = Frame {
        styles: RESULT_STYLES.into(),
        inlined: None,
        script: Some(RESULT_SCRIPT),
        icon: Some(ICON),
    };
    let html = render(Arc::clone(library), topic, frame).await;
    Rendered::new(html, library.words().language())
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

/// A result as a file to keep. Its name tells when the run was, and never what was checked.
pub(super) async fn file(library: &Arc<Library>, shown: Shown, form: Form) -> Response {
    let name = file_name(library.words(), &shown.report, form);
    let content = content(library, shown, form).await;
    let head = [
        (CONTENT_TYPE, form.content_type().to_owned()),
        (CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
        (CACHE_CONTROL, "no-store".to_owned()),
    ];
    match form {
        // It holds no sentences.
        Form::Json => (head, content).into_response(),
        Form::Md | Form::Txt | Form::Html => (head, said_in(library.words().language()), content).into_response(),
    }
}

async fn content(library: &Arc<Library>, shown: Shown, form: Form) -> String {
    let words = library.words();
    let findings = || diagnose(&shown.report);
    match form {
        // What was read from JSON can be written as JSON.
        Form::Json => serde_json::to_string(&shown.report).unwrap_or_default(),
        Form::Md => words.as_markdown(&shown.report, &findings(), shown.link.as_deref()),
        Form::Txt => words.as_text(&shown.report, &findings(), shown.link.as_deref()),
        Form::Html => {
            let frame = Frame {
                inlined: Some(WHOLE_STYLE.to_owned()),
                ..Frame::default()
            };
            render(Arc::clone(library), Topic::Result(Arc::new(shown)), frame).await
        }
    }
}

fn file_name(words: &Words, report: &Report, form: Form) -> String {
    let moment = words.moment(report.started_at_ms);
    let digits = moment.chars().filter_map(|c| match c {
        '0'..='9' => Some(c),
        ' ' => Some('-'),
        _ => None,
    });
    let digits: String = digits.collect();
    format!("rdptrace-{}.{}", digits.trim_end_matches('-'), form.extension())
}

/// The answer to every link that leads to no result, whatever the reason.
pub(super) async fn gone(relay: &Relay, headers: &HeaderMap) -> Response {
    let library = reader(relay, headers);
    let longest = relay.store.is_on().then(|| relay.store.longest_life());
    let language = library.words().language();
    let page = relay.pages.gone(language, draw(library, Topic::Gone(longest))).await;
    page.respond(StatusCode::GONE, headers, "no-store")
}

/// The answer where the store does not tell.
pub(super) async fn trouble(relay: &Relay, headers: &HeaderMap, error: StoreError) -> Response {
    let library = reader(relay, headers);
    let sentence = library.words().problem(error.problem());
    let page = draw(library, Topic::Trouble(sentence)).await;
    let response = page.respond(StatusCode::SERVICE_UNAVAILABLE, headers, "no-store");
    ([(RETRY_AFTER, "5")], response).into_response()
}

/// What search engines are to leave alone.
pub(super) fn unlisted(response: Response) -> Response {
    ([(ROBOTS, "noindex")], response).into_response()
}

const ROBOTS: HeaderName = HeaderName::from_static("x-robots-tag");
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

    #[test]
    fn the_name_of_a_file_tells_when_and_not_what() {
        let report = Report::new("secret.example.org".parse().unwrap(), 1_772_323_200_000);

        assert_eq!(
            file_name(&Words::english(), &report, Form::Html),
            "rdptrace-20260301-0000.html"
        );
    }
}
