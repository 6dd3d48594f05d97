//! `WS /api/tunnel`.

use core::time::Duration;
use std::sync::Arc;

use axum::Extension;
use axum::extract::State;
use axum::extract::ws::{CloseFrame, Message, close_code};
use axum::response::Response;
use futures_util::{SinkExt as _, StreamExt as _};
use seal::{Opened, Refusal, SUBPROTOCOL};
use serde::Serialize;
use tokio::time::{Instant, timeout};
use tracing::info;

use super::open::{self, Tunnel, open};
use super::pipe::{self, Carried};
use crate::http::api::described::Refused;
use crate::http::extract::Reader;
use crate::http::kit::client::Client;
use crate::http::kit::meter::Socket;
use crate::http::kit::socket::{Endpoint, Opener, Opening};
use crate::http::state::Relay;

/// The connection of a sign-in
///
/// A WebSocket for the server's own page, of the subprotocol `rdptrace.tunnel.v1`.
#[utoipa::path(
    get,
    path = "/api/tunnel",
    tag = "page",
    responses((status = 101, description = "The connection speaks WebSocket."), Refused)
)]
pub(super) async fn upgrade(
    State(relay): State<Arc<Relay>>,
    Extension(client): Extension<Client>,
    reader: Reader,
    opening: Opening,
) -> Response {
    let (held, who) = (Arc::clone(&relay), client.clone());
    opening.open(&ENDPOINT, &relay, &client, &reader, async move |socket| {
        hold(socket, &held, &who).await
    })
}

/// Carries one tunnel from its first message to its end.
async fn hold(mut socket: Socket, relay: &Relay, client: &Client) {
    // Held to the end: a relay that stops waits for those who have it.
    let mut stopping = relay.stopping.subscribe();
    let begun = Instant::now();
    let opening = async {
        let asked = timeout(OPEN_LIMIT, first(&mut socket)).await;
        match asked {
            Ok(Some(asked)) => open(relay, client, &asked).await,
            Ok(None) | Err(_) => Err(Opened::Refused {
                reason: Refusal::Unreadable,
            }),
        }
    };
    let opened = tokio::select! {
        opened = opening => opened,
        _ = stopping.wait_for(|stopping| *stopping) => Err(Opened::Refused { reason: Refusal::ShuttingDown }),
    };
    let Tunnel {
        run,
        address,
        tcp,
        place,
    } = match opened {
        Ok(tunnel) => tunnel,
        Err(refused) => {
            relay.metrics.tunnel(open::name(&refused));
            let _ = timeout(FAREWELL_LIMIT, tell(&mut socket, &refused)).await;
            return close(socket, close_code::NORMAL, "").await;
        }
    };
    let mut carried = Carried::default();
    if tell(&mut socket, &Opened::Connected { address }).await.is_some() {
        let end = tokio::select! {
            end = pipe::carry(&mut socket, tcp, &mut carried) => end,
            _ = stopping.wait_for(|stopping| *stopping) => pipe::End::Stopping,
        };
        relay.metrics.tunnel(end.name());
        // Whose computer it was stands nowhere in this line.
        info!(
            run = %run.id(),
            source = relay.runs.name_of(client.source()),
            sent = carried.up,
            received = carried.down,
            elapsed_ms = u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX),
            end = end.name(),
            "tunnel ended"
        );
        let (code, reason) = end.close_code();
        if let Some(ended) = end.told() {
            let _ = timeout(FAREWELL_LIMIT, tell(&mut socket, &ended)).await;
        }
        close(socket, code, reason).await;
    }
    // Not before the end at the computer is closed: there are never more of those than places.
    drop(place);
}

/// The text of the first message; absent where it is none.
async fn first(socket: &mut Socket) -> Option<String> {
    loop {
        match socket.next().await?.ok()? {
            Message::Text(text) => return Some(text.to_string()),
            Message::Ping(_) | Message::Pong(_) => {}
            Message::Binary(_) | Message::Close(_) => return None,
        }
    }
}

/// Says something about the tunnel; absent where nobody is there to hear it.
async fn tell(socket: &mut Socket, said: &impl Serialize) -> Option<()> {
    let json = serde_json::to_string(said).ok()?;
    socket.send(Message::Text(json.into())).await.ok()
}

async fn close(mut socket: Socket, code: u16, reason: &'static str) {
    let last = Message::Close(Some(CloseFrame {
        code,
        reason: reason.into(),
    }));
    // An error means that nobody is there any more.
    let _ = timeout(FAREWELL_LIMIT, async {
        if socket.send(last).await.is_ok() {
            let _ = socket.close().await;
        }
    })
    .await;
}

/// The first message comes with the connection, over any line.
const OPEN_LIMIT: Duration = Duration::from_secs(10);
/// How long the last words may take to get through.
const FAREWELL_LIMIT: Duration = Duration::from_secs(1);
const ENDPOINT: Endpoint = Endpoint {
    subprotocol: SUBPROTOCOL,
    opener: Opener::Page,
    longest_message: LONGEST_MESSAGE,
    largest_write_buffer: LARGEST_WRITE_BUFFER,
};
/// A PDU of 64 KiB in its TLS records.
const LONGEST_MESSAGE: usize = 72 * 1024;
/// Two of the longest messages down: a pipe that is not read waits, and does not write.
const LARGEST_WRITE_BUFFER: usize = 2 * pipe::READ_SIZE + 4 * 1024;
