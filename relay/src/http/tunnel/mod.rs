//! Bytes between a sign-in and the computer of its run. TLS ends where the password is typed; what passes here is for the
//! relay as unreadable as for anybody on the path.
//!
//! ```text
//!  POST /api/runs/{id}/tunnel   the run's key     -->  ticket: a token for one tunnel
//!  WS /api/tunnel               token, key, target --> open: policy, names, dialling, as for a check
//!                               first bytes        --> gate: Remote Desktop's, or nothing goes on
//!                               the rest           --> pipe: unread, up to its limits
//! ```

#[cfg(feature = "fuzz")]
pub(crate) mod fuzz;
mod gate;
mod open;
mod pipe;
mod ticket;
mod ws;

use std::sync::Arc;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::state::Relay;

/// What a sign-in asks. In the frame of a portal nobody is asked for a password, so that it has none of this.
pub(in crate::http) fn routes() -> OpenApiRouter<Arc<Relay>> {
    OpenApiRouter::new()
        .routes(routes!(ticket::issue))
        .routes(routes!(ws::upgrade))
}
