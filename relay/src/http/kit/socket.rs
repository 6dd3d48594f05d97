//! Who may open a WebSocket, and how much of what is read and written it holds.

use core::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::extract::ws::WebSocketUpgrade;
use axum::extract::ws::rejection::WebSocketUpgradeRejection;
use axum::http::header::ORIGIN;
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};

use super::client::Client;
use super::meter::{Meter, Socket};
use super::problem::{ProblemResponse, plain_problem};
use crate::http::extract::Reader;
use crate::http::state::Relay;
use crate::limits::Quotas;

/// One of our WebSockets.
pub(in crate::http) struct Endpoint {
    /// What it speaks.
    pub(in crate::http) subprotocol: &'static str,
    /// Who may open it.
    pub(in crate::http) opener: Opener,
    /// The most bytes of a message.
    pub(in crate::http) longest_message: usize,
    /// The most bytes of answers that wait because nobody reads. Without it, pings fill the memory with pongs.
    pub(in crate::http) largest_write_buffer: usize,
}

/// Who opens a WebSocket.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::http) enum Opener {
    /// A page in a browser, which says where it is from.
    Page,
    /// A program, which is from nowhere.
    Program,
}

/// A request to open a WebSocket.
pub(in crate::http) struct Opening {
    headers: HeaderMap,
    meter: Meter,
    upgrade: Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
}

impl<S: Send + Sync> FromRequestParts<S> for Opening {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Infallible> {
        Ok(Self {
            headers: parts.headers.clone(),
            // Absent where no connection was accepted, as in tests of a route alone.
            meter: parts.extensions.get().cloned().unwrap_or_default(),
            upgrade: WebSocketUpgrade::from_request_parts(parts, state).await,
        })
    }
}

impl Opening {
    /// Opens the WebSocket and has `serve` hold it to its end, or says what is wrong with the request.
    pub(in crate::http) fn open<F, H>(
        self,
        endpoint: &Endpoint,
        relay: &Relay,
        client: &Client,
        reader: &Reader,
        serve: F,
    ) -> Response
    where
        F: FnOnce(Socket) -> H + Send + 'static,
        H: Future<Output = ()> + Send + 'static,
    {
        let from_page = self.headers.contains_key(ORIGIN);
        if from_page != (endpoint.opener == Opener::Page) {
            return plain_problem(StatusCode::FORBIDDEN, endpoint.opener.sentence());
        }
        let Ok(upgrade) = self.upgrade else {
            return plain_problem(StatusCode::UPGRADE_REQUIRED, NO_WEBSOCKET);
        };
        let upgrade = upgrade.protocols([endpoint.subprotocol]);
        if upgrade.selected_protocol().is_none() {
            let sentence = format!(
                "This WebSocket speaks the subprotocol {}, and the request does not offer it.",
                endpoint.subprotocol
            );
            return plain_problem(StatusCode::BAD_REQUEST, &sentence);
        }
        // Last, so that a request that opens nothing holds nothing.
        let place = match relay.of_quota(client, Quotas::socket) {
            Ok(place) => place,
            Err(denied) => return ProblemResponse::denied(reader, denied).into_response(),
        };
        let upgrade = upgrade
            .max_message_size(endpoint.longest_message)
            .max_frame_size(endpoint.longest_message)
            .read_buffer_size(BUFFER)
            .write_buffer_size(BUFFER)
            .max_write_buffer_size(endpoint.largest_write_buffer);
        let (meter, longest) = (self.meter, endpoint.longest_message);
        upgrade.on_upgrade(async move |socket| {
            serve(Socket::new(socket, meter, longest)).await;
            // The WebSocket outlives the request that opened it.
            drop(place);
        })
    }
}

impl Opener {
    /// Why nobody else may.
    fn sentence(self) -> &'static str {
        match self {
            Self::Page => {
                "This WebSocket is for this relay's own pages; the request does not say which page it comes from."
            }
            Self::Program => "This WebSocket is for agents, not for pages.",
        }
    }
}

const NO_WEBSOCKET: &str = "This address speaks WebSocket. The page that uses it is at /; `rdptrace agent` uses \
                            /api/agents.";
/// Each WebSocket has two of these for as long as it is open: the defaults of 128 KiB are most of what a run costs. Longer
/// messages take several turns.
const BUFFER: usize = 4 * 1024;
