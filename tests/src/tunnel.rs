//! A tunnel through the relay as a page opens it for a sign-in, and a port behind which one stands.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};

use fixtures::http::Client;
use futures_util::{SinkExt as _, StreamExt as _};
use seal::{Ended, Open, Opened, SUBPROTOCOL, Ticket};
use serde_json::json;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::{Builder, Runtime};
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::{Bytes, Message};
use wire::{RunKey, ServerMessage, Target, TransportEnd};

use crate::live::{Live, bare_socket, page_socket};
use crate::rdptrace::Relay;

/// What opens one tunnel: the ticket of a check that has ended.
///
/// # Panics
///
/// Where the relay gives none.
pub fn ticket(runtime: &Runtime, relay: &Relay, target: &Target) -> Open {
    let (run, key) = runtime.block_on(checked(relay, target));
    let answer = Client::of(&relay.url).post(&format!("/api/runs/{run}/tunnel"), &json!({ "key": key }));
    assert_eq!(answer.status, 201, "{}", String::from_utf8_lossy(&answer.body));
    let Ticket { token, target } = serde_json::from_value(answer.json()).expect("a ticket");
    Open { token, key, target }
}

/// Checks `target` to its end, and tells the run's id and key.
async fn checked(relay: &Relay, target: &Target) -> (String, RunKey) {
    let heard = Live::open(relay).await.follow(target.clone()).await;
    let started = heard.into_iter().find_map(|message| {
        if let ServerMessage::Started { run, key } = message {
            key.map(|key| (run, key))
        } else {
            None
        }
    });
    started.expect("the relay tells the key of a run to whoever starts it")
}

/// An open tunnel.
#[derive(Debug)]
pub struct Tunnel(WebSocketStream<TcpStream>);

impl Tunnel {
    /// Opens the one that `open` is good for.
    ///
    /// # Panics
    ///
    /// Where the relay does not open it.
    pub async fn open(relay: &Relay, open: &Open) -> Self {
        let (tunnel, opened) = Self::ask(relay, open).await;
        assert!(matches!(opened, Opened::Connected { .. }), "{opened:?}");
        tunnel
    }

    /// Asks for the one that `open` is good for, and tells what became of it.
    pub async fn ask(relay: &Relay, open: &Open) -> (Self, Opened) {
        let socket = page_socket(relay, "/api/tunnel", SUBPROTOCOL).await;
        let mut tunnel = Self(socket);
        let text = serde_json::to_string(open).expect("a message is JSON");
        tunnel.0.send(Message::text(text)).await.expect("the relay is there");
        let answer = tunnel
            .0
            .next()
            .await
            .expect("the relay is there")
            .expect("it speaks WebSocket");
        let opened = serde_json::from_str(answer.to_text().expect("text")).expect("a message of `seal`");
        (tunnel, opened)
    }

    /// The same pipe by another program that passes bytes on, and asks for no ticket.
    pub async fn by(program: SocketAddr) -> Self {
        Self(bare_socket(program).await)
    }

    /// Sends bytes.
    ///
    /// # Panics
    ///
    /// Where the relay is gone.
    pub async fn send(&mut self, bytes: Vec<u8>) {
        self.0.send(Message::binary(bytes)).await.expect("the relay is there");
    }

    /// The next bytes, or how the computer's side ended.
    pub async fn next(&mut self) -> Result<Bytes, TransportEnd> {
        loop {
            match self.0.next().await {
                Some(Ok(Message::Binary(bytes))) => return Ok(bytes),
                Some(Ok(Message::Text(text))) => {
                    return Err(serde_json::from_str::<Ended>(&text).map_or(TransportEnd::Garbled, |ended| ended.end));
                }
                Some(Ok(Message::Ping(_) | Message::Pong(_) | Message::Frame(_))) => {}
                Some(Ok(Message::Close(_)) | Err(_)) | None => return Err(TransportEnd::Closed),
            }
        }
    }

    /// The next bytes, at least so many of them.
    ///
    /// # Panics
    ///
    /// Where it ends before.
    pub async fn read(&mut self, least: usize) -> usize {
        let mut read = 0;
        while read < least {
            read += self.next().await.expect("more bytes").len();
        }
        read
    }
}

/// A port behind which a tunnel to one computer stands, for a client that knows nothing of tunnels.
#[derive(Debug)]
pub struct Bridge {
    /// Where a client connects, once.
    pub address: SocketAddr,
    carried: Arc<Mutex<Vec<u8>>>,
    carrying: JoinHandle<()>,
}

impl Bridge {
    /// Checks `target` with `relay`, and opens the tunnel as soon as a client comes.
    ///
    /// # Panics
    ///
    /// Where the relay opens none.
    pub fn to(relay: &Arc<Relay>, target: &Target) -> Self {
        let runtime = Builder::new_current_thread().enable_all().build().expect("a runtime");
        let open = ticket(&runtime, relay, target);
        let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0")).expect("loopback");
        let address = listener.local_addr().expect("a socket that listens");
        let carried = Arc::<Mutex<Vec<u8>>>::default();
        let (kept, relay) = (Arc::clone(&carried), Arc::clone(relay));
        let carrying = thread::spawn(move || {
            runtime.block_on(async {
                let (client, _) = listener.accept().await.expect("a client");
                carry(client, Tunnel::open(&relay, &open).await, &kept).await;
            });
        });
        Self {
            address,
            carried,
            carrying,
        }
    }

    /// Everything that the relay carried, once the client is gone.
    ///
    /// # Panics
    ///
    /// Where carrying it failed.
    pub fn into_carried(self) -> Vec<u8> {
        self.carrying.join().expect("the tunnel ends with its client");
        core::mem::take(&mut self.carried.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Passes on what comes from either side, until one ends.
async fn carry(mut client: TcpStream, mut tunnel: Tunnel, carried: &Mutex<Vec<u8>>) {
    let keep = |bytes: &[u8]| {
        let mut carried = carried.lock().unwrap_or_else(PoisonError::into_inner);
        carried.extend_from_slice(bytes);
    };
    let mut buffer = vec![0; 16 * 1024];
    loop {
        tokio::select! {
            read = client.read(&mut buffer) => match read {
                Ok(length @ 1..) => {
                    let bytes = buffer.get(..length).unwrap_or_default().to_vec();
                    keep(&bytes);
                    tunnel.send(bytes).await;
                }
                Ok(0) | Err(_) => return,
            },
            said = tunnel.next() => match said {
                Ok(bytes) => {
                    keep(&bytes);
                    if client.write_all(&bytes).await.is_err() {
                        return;
                    }
                }
                Err(TransportEnd::Reset) => {
                    // The client is to see what the computer did.
                    let _ = client.set_zero_linger();
                    return;
                }
                Err(_) => return,
            },
        }
    }
}
