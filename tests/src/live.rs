//! A check as a page makes it: over the relay's WebSocket.

use std::net::SocketAddr;
use std::time::Duration;

use fixtures::clock;
use futures_util::{SinkExt as _, StreamExt as _};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::Error;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest as _;
use tokio_tungstenite::tungstenite::http::HeaderValue;
use tokio_tungstenite::{WebSocketStream, client_async};
use wire::{ClientMessage, Record, Refusal, Route, SUBPROTOCOL, ServerMessage, Target};

use crate::rdptrace::Relay;

/// A WebSocket of the relay's, opened as one of its own pages does.
///
/// # Panics
///
/// Where the relay does not open it.
pub async fn page_socket(relay: &Relay, path: &str, subprotocol: &'static str) -> WebSocketStream<TcpStream> {
    let authority = relay.authority();
    let origin = format!("http://{authority}");
    let headers = [("origin", origin.as_str()), ("sec-websocket-protocol", subprotocol)];
    let address = authority.parse().expect("an address and a port");
    let opened = socket(address, &format!("ws://{authority}{path}"), &headers).await;
    opened.expect("the relay takes its own page")
}

/// The WebSocket of a program that takes everybody.
pub async fn bare_socket(address: SocketAddr) -> WebSocketStream<TcpStream> {
    let opened = socket(address, &format!("ws://{address}/"), &[]).await;
    opened.expect("the program takes everybody")
}

/// The WebSocket of this URL, from whatever listens on `address`; the status of the answer where there is none.
async fn socket(
    address: SocketAddr,
    url: &str,
    headers: &[(&'static str, &str)],
) -> Result<WebSocketStream<TcpStream>, u16> {
    let mut request = url.into_client_request().expect("a URL");
    for (name, value) in headers {
        let value = HeaderValue::from_str(value).expect("it holds nothing but ASCII");
        request.headers_mut().insert(*name, value);
    }
    let stream = TcpStream::connect(address).await.expect("somebody listens");
    // As browsers have it.
    stream.set_nodelay(true).expect("a socket that stands");
    match client_async(request, stream).await {
        Ok((socket, _)) => Ok(socket),
        Err(Error::Http(answer)) => Err(answer.status().as_u16()),
        Err(error) => panic!("{error}"),
    }
}

/// An open WebSocket of a page.
#[derive(Debug)]
pub struct Live {
    socket: WebSocketStream<TcpStream>,
    /// The agents from which this page may check.
    pub agents: Vec<String>,
}

impl Live {
    /// Opens one, as a page of the relay's own does.
    pub async fn open(relay: &Relay) -> Self {
        Self::greeted(page_socket(relay, "/api/check", SUBPROTOCOL).await).await
    }

    async fn greeted(socket: WebSocketStream<TcpStream>) -> Self {
        let agents = Vec::new();
        let mut live = Self { socket, agents };
        if let ServerMessage::Hello { agents, .. } = live.hear().await {
            live.agents = agents;
        }
        live
    }

    /// Opens the WebSocket of this URL by whatever listens on `address`.
    ///
    /// # Errors
    ///
    /// The status of the answer where it gets none.
    pub async fn knock(address: SocketAddr, url: &str, headers: &[(&'static str, &str)]) -> Result<Self, u16> {
        let headers = [headers, &[("sec-websocket-protocol", SUBPROTOCOL)]].concat();
        Ok(Self::greeted(socket(address, url, &headers).await?).await)
    }

    /// Whether a check of `target` begins; it is not waited for.
    pub async fn may_check(&mut self, target: impl ToString) -> bool {
        let target = target.to_string().parse().expect("a computer and a port");
        self.start(target, &[]).await;
        let told = self.hear().await;
        let refused = matches!(told, ServerMessage::Refused(Refusal::TargetForbidden));
        assert!(refused || matches!(told, ServerMessage::Started { .. }), "{told:?}");
        !refused
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
        self.start(target, &[]).await;
        self.rest().await
    }

    /// Starts a check of `target` from these places.
    pub async fn start(&mut self, target: Target, from: &[&str]) {
        let from = from.iter().map(|place| (*place).to_owned()).collect();
        let record = Record::default();
        self.say(&ClientMessage::Start {
            target,
            record,
            from,
            route: Route::default(),
        })
        .await;
    }

    /// Everything that the relay still says of the check, up to its report.
    pub async fn rest(&mut self) -> Vec<ServerMessage> {
        let mut heard = Vec::new();
        while !matches!(heard.last(), Some(ServerMessage::Finished(_))) {
            heard.push(self.hear().await);
        }
        heard
    }

    /// Says this to the relay.
    pub async fn say(&mut self, message: &ClientMessage) {
        let json = serde_json::to_string(message).expect("a message is JSON");
        self.socket.send(Message::text(json)).await.expect("the relay is there");
    }

    /// What the relay says next.
    pub async fn hear(&mut self) -> ServerMessage {
        loop {
            let message = self
                .socket
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
