//! Requests to the relay besides the WebSocket.

use js_sys::Promise;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Headers, RequestInit, Response};
use wire::Problem;
use yew::platform::spawn_local;

use crate::json;

/// The body of what the relay answered; or else what it says is wrong, absent where it does not say so in a way that is
/// known, or does not answer at all.
pub(crate) type Answer = Result<String, Option<String>>;

/// A request.
pub(crate) struct Request<'a> {
    pub(crate) method: &'static str,
    pub(crate) path: &'a str,
    /// Absent where the method and the path say everything.
    pub(crate) header: Option<(&'static str, &'a str)>,
    pub(crate) body: Option<&'a str>,
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

/// Sends a JSON document.
pub(crate) fn post<'a>(path: &'a str, json: &'a str) -> Request<'a> {
    Request {
        method: "POST",
        path,
        header: Some(("content-type", "application/json")),
        body: Some(json),
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
            headers.set(name, value).ok()?;
            request.set_headers(&headers);
        }
        if let Some(body) = self.body {
            request.set_body(&JsValue::from_str(body));
        }
        Some(gloo::utils::window().fetch_with_str_and_init(self.path, &request))
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
        Some((false, text)) => Err(json::read::<Problem>(&text).map(|problem| problem.sentence)),
        None => Err(None),
    }
}
