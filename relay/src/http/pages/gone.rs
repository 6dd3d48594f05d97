//! Links that lead to no result.

use axum::http::StatusCode;
use axum::response::Response;
use ui::pages::Topic;

use crate::http::extract::Reader;
use crate::http::kit::rendered::{Fixed, draw};
use crate::http::kit::representation::unlisted;
use crate::http::state::Relay;
use crate::http::trouble::{Audience, Trouble};
use crate::store::StoreError;

/// The answer to every link that leads to no result, whatever the reason.
pub(in crate::http) async fn gone(relay: &Relay, reader: &Reader) -> Response {
    let longest = relay.store.is_on().then(|| relay.longest_life());
    let page = Fixed {
        language: reader.words().language(),
        address: "/r/".to_owned(),
    };
    let page = relay
        .pages
        .fixed(&page, draw(reader.library(), Topic::Gone(longest)))
        .await;
    unlisted(page.respond(StatusCode::GONE, reader.headers(), "no-store"))
}

/// The answer where the store does not tell.
pub(in crate::http) async fn trouble(reader: &Reader, error: StoreError) -> Response {
    let words = reader.words();
    let trouble = Trouble::for_now(words, words.problem(error.problem()));
    let status = StatusCode::SERVICE_UNAVAILABLE;
    trouble.answer(status, reader, Audience::People).await
}
