//! Requests to the relay besides the WebSocket.

use js_sys::Promise;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

/// What the relay answered.
pub(crate) struct Answer {
    /// Whether the status says that it worked.
    pub(crate) worked: bool,
    /// The body.
    pub(crate) text: String,
}

/// Fetches `path`. Absent where no answer came.
pub(crate) async fn get(path: &str) -> Option<Answer> {
    answer(gloo::utils::window().fetch_with_str(path)).await
}

async fn answer(response: Promise) -> Option<Answer> {
    let response: Response = JsFuture::from(response).await.ok()?.dyn_into().ok()?;
    let text = JsFuture::from(response.text().ok()?).await.ok()?;
    Some(Answer {
        worked: response.ok(),
        text: text.as_string()?,
    })
}
