//! Requests to the relay besides the WebSocket.

use js_sys::Promise;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Headers, RequestInit, Response};
use wire::Problem;

use crate::json;

/// What the relay answered.
pub(crate) struct Answer {
    /// Whether the status says that it worked.
    worked: bool,
    text: String,
}

impl Answer {
    /// The body.
    ///
    /// # Errors
    ///
    /// What the relay says is wrong; absent where it does not say so in a way that is known.
    pub(crate) fn into_result(self) -> Result<String, Option<String>> {
        if self.worked {
            Ok(self.text)
        } else {
            Err(json::read::<Problem>(&self.text).map(|problem| problem.sentence))
        }
    }

    /// The body of an answer that says that it worked.
    pub(crate) fn text(self) -> Option<String> {
        self.into_result().ok()
    }
}

/// Fetches `path`. Absent where no answer came.
pub(crate) async fn get(path: &str) -> Option<Answer> {
    send("GET", path, None, None).await
}

/// Sends a JSON document. Absent where no answer came.
pub(crate) async fn post(path: &str, json: &str) -> Option<Answer> {
    send("POST", path, Some(("content-type", "application/json")), Some(json)).await
}

/// Deletes what `secret` gives the right to. Absent where no answer came.
pub(crate) async fn delete(path: &str, secret: &str) -> Option<Answer> {
    let secret = ["Bearer ", secret].concat();
    send("DELETE", path, Some(("authorization", &secret)), None).await
}

async fn send(method: &str, path: &str, header: Option<(&str, &str)>, body: Option<&str>) -> Option<Answer> {
    let request = RequestInit::new();
    request.set_method(method);
    if let Some((name, value)) = header {
        let headers = Headers::new().ok()?;
        headers.set(name, value).ok()?;
        request.set_headers(&headers);
    }
    if let Some(body) = body {
        request.set_body(&JsValue::from_str(body));
    }
    answer(gloo::utils::window().fetch_with_str_and_init(path, &request)).await
}

async fn answer(response: Promise) -> Option<Answer> {
    let response: Response = JsFuture::from(response).await.ok()?.dyn_into().ok()?;
    let text = JsFuture::from(response.text().ok()?).await.ok()?;
    Some(Answer {
        worked: response.ok(),
        text: text.as_string()?,
    })
}
