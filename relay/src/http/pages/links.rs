//! `/links`: what the reader's browser has shared and asked for. The relay does not know that; the page is the same for
//! everybody.

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use ui::pages::Topic;

use crate::http::extract::Reader;
use crate::http::kit::rendered::{Fixed, draw};
use crate::http::kit::representation::unlisted;
use crate::http::state::Relay;

/// `/links`.
pub(in crate::http) fn routes() -> Router<Arc<Relay>> {
    Router::new().route("/links", get(links))
}

async fn links(State(relay): State<Arc<Relay>>, reader: Reader) -> Response {
    let page = Fixed {
        language: reader.words().language(),
        address: "/links".to_owned(),
    };
    let page = relay.pages.fixed(&page, draw(reader.library(), Topic::Links)).await;
    unlisted(page.respond(StatusCode::OK, reader.headers(), "no-cache"))
}
