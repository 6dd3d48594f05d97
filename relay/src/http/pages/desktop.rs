//! `/desktop`: the document that signs in, which the page frames.

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::http::header::CONTENT_SECURITY_POLICY;
use axum::http::{Method, StatusCode, Uri};
use axum::response::Response;
use axum::routing::get;

use super::app;
use crate::http::extract::Reader;
use crate::http::kit::assets;
use crate::http::kit::rendered::{Fixed, sign_in};
use crate::http::middleware::headers::{Framing, policy_of_sign_in};
use crate::http::state::Relay;

/// `/desktop`.
pub(in crate::http) fn routes() -> Router<Arc<Relay>> {
    Router::new().route(PATH, get(desktop))
}

/// Nowhere where the page was built without it, and in the frame of a tenant: nobody is asked for a password in a page of
/// somebody else's.
async fn desktop(State(relay): State<Arc<Relay>>, method: Method, uri: Uri, reader: Reader) -> Response {
    let files = assets::sign_in().filter(|_| relay.framing == Framing::Nowhere);
    let Some(files) = files else {
        return app::asset(method, uri, reader).await;
    };
    let fixed = Fixed {
        language: reader.words().language(),
        address: PATH.to_owned(),
    };
    let page = relay.pages.fixed(&fixed, sign_in(reader.library(), files)).await;
    let mut response = page.respond(StatusCode::OK, reader.headers(), "no-cache");
    let headers = response.headers_mut();
    headers.insert(CONTENT_SECURITY_POLICY, policy_of_sign_in());
    response
}

const PATH: &str = "/desktop";
