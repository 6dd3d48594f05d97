//! Requests that are not for this relay, or not from its pages.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::Response;
use tracing::warn;

use crate::http::extract::Reader;
use crate::http::kit::front::Objection;
use crate::http::kit::proxied::is_proxied;
use crate::http::state::Relay;
use crate::http::trouble::Trouble;

/// Turns away every request that is not for this relay or does not come from its pages.
pub(in crate::http) async fn guard(State(relay): State<Arc<Relay>>, request: Request, next: Next) -> Response {
    if relay.quotas.is_none() && is_proxied(request.version(), request.headers()) {
        if let Some(times) = relay.proxied.counted() {
            warn!(
                times,
                "requests came through a proxy and were turned away: set `public_origins` and a `[policy]` to serve others"
            );
        }
        let reader = Reader::new(&relay, request.headers());
        drop(request);
        let said = Trouble::from(reader.words().proxied());
        return said.answer_alone(StatusCode::MISDIRECTED_REQUEST, &reader).await;
    }
    let Some(objection) = relay.front.objection(&request) else {
        return next.run(request).await;
    };
    relay.front.note(objection, request.headers());
    let reader = Reader::new(&relay, request.headers());
    drop(request);
    let (status, said) = match objection {
        Objection::Misdirected => (StatusCode::MISDIRECTED_REQUEST, reader.words().misdirected()),
        Objection::FromAnotherSite => (StatusCode::FORBIDDEN, reader.words().from_another_site()),
    };
    Trouble::from(said).answer_alone(status, &reader).await
}
