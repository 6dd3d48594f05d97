//! Links that lead to no result.

use axum::http::header::RETRY_AFTER;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use ui::pages::Topic;

use crate::http::extract::reader;
use crate::http::kit::rendered::draw;
use crate::http::state::Relay;
use crate::store::StoreError;

/// The answer to every link that leads to no result, whatever the reason.
pub(in crate::http) async fn gone(relay: &Relay, headers: &HeaderMap) -> Response {
    let library = reader(relay, headers);
    let longest = relay.store.is_on().then(|| relay.store.longest_life());
    let language = library.words().language();
    let page = relay.pages.gone(language, draw(library, Topic::Gone(longest))).await;
    page.respond(StatusCode::GONE, headers, "no-store")
}

/// The answer where the store does not tell.
pub(in crate::http) async fn trouble(relay: &Relay, headers: &HeaderMap, error: StoreError) -> Response {
    let library = reader(relay, headers);
    let sentence = library.words().problem(error.problem());
    let page = draw(library, Topic::Trouble(sentence)).await;
    let response = page.respond(StatusCode::SERVICE_UNAVAILABLE, headers, "no-store");
    ([(RETRY_AFTER, "5")], response).into_response()
}
