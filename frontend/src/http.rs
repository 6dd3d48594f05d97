//! Requests to the relay besides the WebSocket.

use js_sys::Promise;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Headers, RequestInit, Response};
use wire::{Problem, ProblemKind};
use yew::platform::spawn_local;

use crate::{browser, json};

/// The body of what the relay answered; or else what it says is wrong, absent where it does not say so in a way that is
/// known, or does not answer at all.
pub(crate) type Answer = Result<String, Option<Problem>>;

/// Whether the relay says that it has forgotten the run that was named by its key.
pub(crate) fn is_run_gone(answer: &Answer) -> bool {
    matches!(answer, Err(Some(problem)) if problem.problem == ProblemKind::RunGone)
}

/// The relay's own sentence, or else `failed`.
pub(crate) fn sentence(problem: Option<Problem>, failed: String) -> String {
    problem.map_or(failed, |problem| problem.sentence)
}

/// A request.
pub(crate) struct Request<'a> {
    method: &'static str,
    path: &'a str,
    /// Absent where the method and the path say everything.
    header: Option<(&'static str, String)>,
    body: Option<String>,
}

/// Fetches `path`.
pub(crate) fn get(path: &str) -> Request<'_> {
    Request {
        method: "GET",
        path,
        header: None,
        body: None,
    }
}

/// Sends `body`, which is JSON.
pub(crate) fn post(path: &str, body: String) -> Request<'_> {
    Request {
        method: "POST",
        path,
        header: Some(("content-type", "application/json".to_owned())),
        body: Some(body),
    }
}

/// Deletes what `secret` belongs to.
pub(crate) fn delete<'a>(path: &'a str, secret: &str) -> Request<'a> {
    Request {
        method: "DELETE",
        path,
        header: Some(("authorization", ["Bearer ", secret].concat())),
        body: None,
    }
}

impl Request<'_> {
    /// Sends it, and waits.
    pub(crate) async fn send(self) -> Answer {
        receive(self.begin().ok_or(None)?).await
    }

    /// Sends it, and goes on with `then`. There are many requests, and each `async` block of its own weighs a kilobyte.
    pub(crate) fn then(self, then: impl FnOnce(Answer) + 'static) {
        let begun = self.begin();
        let then: Box<dyn FnOnce(Answer)> = Box::new(then);
        go_on(begun, then);
    }

    fn begin(self) -> Option<Promise> {
        let request = RequestInit::new();
        request.set_method(self.method);
        if let Some((name, value)) = self.header {
            let headers = Headers::new().ok()?;
            headers.set(name, &value).ok()?;
            request.set_headers(&headers);
        }
        if let Some(body) = self.body {
            request.set_body(&JsValue::from_str(&body));
        }
        let address = [browser::base().as_str(), self.path].concat();
        Some(gloo::utils::window().fetch_with_str_and_init(&address, &request))
    }
}

fn go_on(begun: Option<Promise>, then: Box<dyn FnOnce(Answer)>) {
    spawn_local(async move {
        then(match begun {
            Some(begun) => receive(begun).await,
            None => Err(None),
        });
    });
}

async fn receive(begun: Promise) -> Answer {
    let answered = async || {
        let response: Response = JsFuture::from(begun).await.ok()?.dyn_into().ok()?;
        let text = JsFuture::from(response.text().ok()?).await.ok()?;
        Some((response.ok(), text.as_string()?))
    };
    match answered().await {
        Some((true, text)) => Ok(text),
        Some((false, text)) => Err(json::read::<Problem>(&text)),
        None => Err(None),
    }
}
