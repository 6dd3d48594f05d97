//! A check as a page makes it: over the relay's WebSocket.

use std::time::Duration;

use fixtures::clock;
use futures_util::{SinkExt as _, StreamExt as _};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest as _;
use tokio_tungstenite::tungstenite::http::HeaderValue;
use tokio_tungstenite::{WebSocketStream, client_async};
use wire::{ClientMessage, Record, SUBPROTOCOL, ServerMessage, Target};

use crate::rdptrace::Relay;

/// A WebSocket of the relay's, opened as one of its own pages does.
///
/// # Panics
///
/// Where the relay does not open it.
pub async fn page_socket(relay: &Relay, path: &str, subprotocol: &'static str) -> WebSocketStream<TcpStream> {
    let authority = relay.authority();
    let mut request = format!("ws://{authority}{path}")
        .into_client_request()
        .expect("the relay's address makes a URL");
    let origin = format!("http://{authority}");
    let origin = HeaderValue::from_str(&origin).expect("it holds nothing but ASCII");
    let headers = request.headers_mut();
    headers.insert("origin", origin);
    headers.insert("sec-websocket-protocol", HeaderValue::from_static(subprotocol));
    let stream = TcpStream::connect(authority).await.expect("the relay listens");
    // As browsers have it.
    stream.set_nodelay(true).expect("a socket that stands");
    let opened = client_async(request, stream).await;
    let (socket, _) = opened.expect("the relay takes its own page");
    socket
}

/// An open WebSocket of a page.
#[derive(Debug)]
pub struct Live(WebSocketStream<TcpStream>);

impl Live {
    /// Opens one, as a page of the relay's own does.
    pub async fn open(relay: &Relay) -> Self {
        let socket = page_socket(relay, "/api/check", SUBPROTOCOL).await;
        let mut live = Self(socket);
        live.hear().await;
        live
    }

    /// Checks `target` to its end; the time until the report is there.
    pub async fn check(&mut self, target: impl ToString) -> Duration {
        let begun = clock::now();
        let target = target.to_string().parse().expect("a computer and a port");
        self.follow(target).await;
        begun.elapsed()
    }

    /// Checks `target` to its end, and tells everything that the relay says of it.
    pub async fn follow(&mut self, target: Target) -> Vec<ServerMessage> {
        let record = Record::default();
        self.say(&ClientMessage::Start {
            target,
            record,
            from: Vec::new(),
        })
        .await;
        let mut heard = Vec::new();
        while !matches!(heard.last(), Some(ServerMessage::Finished(_))) {
            heard.push(self.hear().await);
        }
        heard
    }

    async fn say(&mut self, message: &ClientMessage) {
        let json = serde_json::to_string(message).expect("a message is JSON");
        self.0.send(Message::text(json)).await.expect("the relay is there");
    }

    async fn hear(&mut self) -> ServerMessage {
        loop {
            let message = self
                .0
                .next()
                .await
                .expect("the relay is there")
                .expect("it speaks WebSocket");
            if let Message::Text(text) = message {
                return serde_json::from_str(&text).expect("the relay speaks the messages of `wire`");
            }
        }
    }
}
