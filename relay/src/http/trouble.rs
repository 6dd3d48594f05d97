//! What went wrong, told to people as a page and to programs as a problem (RFC 9457).

use std::sync::Arc;

use axum::http::header::{ACCEPT, CACHE_CONTROL, CONTENT_SECURITY_POLICY, RETRY_AFTER};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse as _, Response};
use ui::pages::{Frame, Topic, render};
use words::Words;

use super::extract::Reader;
use super::kit::assets::{ICON, RESULT_STYLES, WHOLE_STYLE};
use super::kit::language::said_in;
use super::kit::problem::{ProblemDocument, problem_json};
use super::kit::representation::{Representation, unlisted};
use super::middleware::headers::{self, Framing};

/// Something that cannot be shown or done, in the reader's language.
pub(in crate::http) struct Trouble {
    /// In a few words.
    pub(in crate::http) title: String,
    /// What the reader can do about it.
    pub(in crate::http) sentence: String,
}

/// Who usually asks at an address; others say so (`Accept`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::http) enum Audience {
    /// People, with a browser.
    People,
    /// Programs.
    Programs,
}

impl Trouble {
    /// What cannot be shown for now.
    pub(in crate::http) fn for_now(words: &Words, sentence: String) -> Self {
        Self {
            title: words.not_for_now(),
            sentence,
        }
    }

    /// A page for people, a problem for programs.
    pub(in crate::http) async fn answer(self, status: StatusCode, reader: &Reader, usually: Audience) -> Response {
        let mut response = match audience(reader.headers(), usually) {
            Audience::Programs => self.problem(status, reader),
            Audience::People => {
                let frame = Frame {
                    styles: RESULT_STYLES.into(),
                    icon: Some(ICON),
                    ..Frame::default()
                };
                let html = self.html(reader, frame).await;
                let page = Representation::html(html, reader.words().language());
                page.respond(status, reader.headers(), NEVER_KEPT)
            }
        };
        if status == StatusCode::SERVICE_UNAVAILABLE {
            response
                .headers_mut()
                .insert(RETRY_AFTER, HeaderValue::from_static("5"));
        }
        unlisted(response)
    }

    /// The same for a reader who gets nothing else from this relay, and so no style sheet: the page brings its own.
    pub(in crate::http) async fn answer_alone(self, status: StatusCode, reader: &Reader) -> Response {
        if audience(reader.headers(), Audience::People) == Audience::Programs {
            return unlisted(self.problem(status, reader));
        }
        let frame = Frame {
            inlined: Some(WHOLE_STYLE.to_owned()),
            ..Frame::default()
        };
        let html = self.html(reader, frame).await;
        let policy = headers::policy_with_style(style_in(&html), &Framing::Nowhere);
        let page = Representation::html(html, reader.words().language());
        let mut response = page.respond(status, reader.headers(), NEVER_KEPT);
        if let Ok(policy) = HeaderValue::try_from(policy) {
            response.headers_mut().insert(CONTENT_SECURITY_POLICY, policy);
        }
        unlisted(response)
    }

    fn problem(self, status: StatusCode, reader: &Reader) -> Response {
        let document = ProblemDocument {
            title: self.title,
            status: status.as_u16(),
            detail: self.sentence,
            problem: None,
            sentence: None,
        };
        let head = [(CACHE_CONTROL, NEVER_KEPT)];
        (
            status,
            head,
            said_in(reader.words().language()),
            problem_json(&document),
        )
            .into_response()
    }

    async fn html(self, reader: &Reader, frame: Frame) -> String {
        let topic = Topic::Trouble {
            title: self.title,
            sentence: self.sentence,
        };
        render(Arc::clone(reader.library()), topic, frame).await
    }
}

impl From<[String; 2]> for Trouble {
    fn from([title, sentence]: [String; 2]) -> Self {
        Self { title, sentence }
    }
}

/// Browsers name documents when somebody follows a link; programs that want JSON say that.
pub(in crate::http) fn audience(headers: &HeaderMap, usually: Audience) -> Audience {
    let accepted = headers.get_all(ACCEPT).iter().filter_map(|value| value.to_str().ok());
    let accepted: Vec<&str> = accepted.collect();
    let names = |kind: &str| accepted.iter().any(|value| value.contains(kind));
    match (names("text/html"), names("json")) {
        (true, _) => Audience::People,
        (false, true) => Audience::Programs,
        (false, false) => usually,
    }
}

/// What stands in the document's own style sheet.
fn style_in(html: &str) -> &str {
    let style = html
        .split_once("<style>")
        .and_then(|(_, rest)| rest.split_once("</style>"));
    style.map_or("", |(style, _)| style)
}

const NEVER_KEPT: &str = "no-store";
