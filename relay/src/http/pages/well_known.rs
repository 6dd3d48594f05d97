//! `/.well-known/security.txt` (RFC 9116) and `/robots.txt` (RFC 9309).

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::http::{Method, Uri};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;

use super::app;
use crate::clock;
use crate::http::extract::Reader;
use crate::http::kit::file::moment;
use crate::http::state::Relay;

/// Both.
pub(in crate::http) fn routes() -> Router<Arc<Relay>> {
    Router::new()
        .route("/.well-known/security.txt", get(security))
        .route("/robots.txt", get(async || ([(CONTENT_TYPE, TEXT)], ROBOTS)))
}

async fn security(State(relay): State<Arc<Relay>>, method: Method, uri: Uri, reader: Reader) -> Response {
    let Some(contact) = &relay.security_contact else {
        return app::asset(method, uri, reader).await;
    };
    let (year, month, day) = moment(clock::unix_millis().saturating_add(LIFE_MS)).to_calendar_date();
    let text = format!(
        "Contact: {contact}\nExpires: {year:04}-{:02}-{day:02}T00:00:00Z\nPreferred-Languages: en, de\n",
        u8::from(month)
    );
    ([(CONTENT_TYPE, TEXT)], text).into_response()
}

/// What people check and share is nobody's to list; the front page and what codes mean may be found.
const ROBOTS: &str = "User-agent: *\nDisallow: /r/\nDisallow: /run/\nDisallow: /check\nDisallow: /ask\nDisallow: /compare\n\
                      Disallow: /api/\n";
const TEXT: &str = "text/plain; charset=utf-8";
/// It is made anew for everybody who reads it, so this is never over; RFC 9116 section 2.5.5 asks for less than a year.
const LIFE_MS: i64 = 180 * 24 * 60 * 60 * 1000;
