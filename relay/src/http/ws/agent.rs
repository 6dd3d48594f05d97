//! The WebSocket of an agent: it proves who it is, and is told what to check until it goes.

use core::future::Future;
use core::pin::pin;
use core::time::Duration;
use std::sync::Arc;

use axum::Extension;
use axum::extract::State;
use axum::extract::ws::Message;
use axum::response::Response;
use data_encoding::BASE64URL_NOPAD;
use futures_util::stream::{SplitSink, SplitStream};
use futures_util::{SinkExt as _, StreamExt as _};
use tokio::sync::{mpsc, watch};
use tokio::time::{Instant, interval_at, sleep, timeout};
use tracing::{info, warn};
use wire::{AGENT_SUBPROTOCOL, AgentCommand, AgentMessage, LONGEST_REPORT, PeerText, Rejection, SCHEMA};

use crate::agents::{AgentName, Connected, Enrolled, News};
use crate::driver::VERSION;
use crate::http::api::described::Refused;
use crate::http::extract::Reader;
use crate::http::kit::client::Client;
use crate::http::kit::meter::Socket;
use crate::http::kit::socket::{Endpoint, Opener, Opening};
use crate::http::state::Relay;
use crate::stopping::stopped;

/// The connection of an agent
///
/// A WebSocket for `rdptrace agent`, which checks from another place.
#[utoipa::path(
    get,
    path = "/api/agents",
    tag = "page",
    responses((status = 101, description = "The connection speaks WebSocket."), Refused)
)]
pub(in crate::http) async fn upgrade(
    State(relay): State<Arc<Relay>>,
    Extension(client): Extension<Client>,
    reader: Reader,
    opening: Opening,
) -> Response {
    let held = Arc::clone(&relay);
    let address = reader.origin(&relay);
    opening.open(&ENDPOINT, &relay, &client, &reader, async move |socket| {
        hold(socket, &held, &address).await
    })
}

async fn hold(socket: Socket, relay: &Relay, address: &str) {
    // Held to the end: a relay that stops waits for those who have it.
    let mut stopping = relay.stopping.subscribe();
    let (mut sink, mut stream) = socket.split();
    let admitted = timeout(PROOF_LIMIT, admit(&mut sink, &mut stream, relay, address)).await;
    match admitted {
        Ok(Ok((enrolled, commands))) => {
            let agent = enrolled.agent();
            info!(agent = %agent.name(), "an agent has come");
            // Held to the end of the connection: with it, the agent is withdrawn from the other relays.
            let _offer = relay.bus.as_ref().map(|bus| bus.offer(agent, &relay.network));
            converse(&mut sink, stream, agent, commands, &mut stopping).await;
            info!(agent = %agent.name(), "an agent has gone");
        }
        Ok(Err(Some(rejection))) => {
            let _told = tell(&mut sink, &AgentCommand::Rejected(rejection)).await;
        }
        // It has gone, or does not answer.
        Ok(Err(None)) | Err(_) => {}
    }
    let _closed = timeout(FAREWELL_LIMIT, sink.close()).await;
}

type Sink = SplitSink<Socket, Message>;
type Commands = mpsc::Receiver<AgentCommand>;

/// Lets an agent in that proves its name by its key. Where it does not, says why; absent where it has gone.
async fn admit(
    sink: &mut Sink,
    stream: &mut SplitStream<Socket>,
    relay: &Relay,
    address: &str,
) -> Result<(Enrolled, Commands), Option<Rejection>> {
    let AgentMessage::Hello {
        version,
        name,
        schema,
        room,
    } = hear(stream).await?
    else {
        return Err(Some(Rejection::Unreadable));
    };
    // Before the proof: an agent that cannot be understood is to learn that, and not that its key is wrong.
    if schema != SCHEMA {
        if let Some(times) = relay.strangers.counted() {
            let name = PeerText::from(name.as_str());
            warn!(
                times,
                %name,
                %version,
                "an agent was not let in: its version's reports can't be read here. It needs version {VERSION}"
            );
        }
        return Err(Some(Rejection::OtherVersion {
            schema: SCHEMA,
            version: VERSION.into(),
        }));
    }
    // Whoever does not have the key does not learn which names there are.
    let nonce = nonce();
    let challenge = AgentCommand::Challenge { nonce: nonce.clone() };
    tell(sink, &challenge).await.map_err(|_| None)?;
    let AgentMessage::Proof { signature } = hear(stream).await? else {
        return Err(Some(Rejection::Unreadable));
    };
    let proved = proved(relay, &name, &signature, address, &nonce);
    let name = proved.ok_or(Some(Rejection::UnknownKey)).inspect_err(|_| {
        if let Some(times) = relay.strangers.counted() {
            let name = PeerText::from(name.as_str());
            warn!(times, %name, "an agent was not let in: no agent has this name and key");
        }
    })?;
    if relay.is_draining() {
        return Err(Some(Rejection::ShuttingDown));
    }
    let enrolled = relay
        .agents
        .enroll(name, version, room)
        .ok_or(Some(Rejection::NameTaken))?;
    tell(sink, &AgentCommand::Welcome).await.map_err(|_| None)?;
    Ok(enrolled)
}

/// The name of an agent that the relay's owner knows, and that has the key.
fn proved(relay: &Relay, name: &str, signature: &str, address: &str, nonce: &str) -> Option<AgentName> {
    let name: AgentName = name.parse().ok()?;
    let known = relay.newest()?.known_agents.get(&name)?;
    known.key.has_signed(signature, address, &name, nonce).then_some(name)
}

/// # Panics
///
/// Where the system's random source does not work.
fn nonce() -> String {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).expect("the system's random source works");
    BASE64URL_NOPAD.encode(&bytes)
}

/// Passes runs to the agent, and what it tells of them to whoever follows.
async fn converse(
    sink: &mut Sink,
    mut stream: SplitStream<Socket>,
    agent: &Arc<Connected>,
    mut commands: Commands,
    stopping: &mut watch::Receiver<bool>,
) {
    let mut ping = interval_at(Instant::now() + PING_INTERVAL, PING_INTERVAL);
    let mut unanswered = pin!(sleep(PONG_LIMIT));
    let mut frames = FRAMES_PER_MINUTE;
    loop {
        tokio::select! {
            frame = stream.next() => {
                let Some(Ok(frame)) = frame else { return };
                let Some(left) = frames.checked_sub(1) else {
                    warn!(agent = %agent.name(), "an agent says too much and is not listened to any more");
                    return;
                };
                frames = left;
                match frame {
                    Message::Pong(_) => unanswered.as_mut().reset(Instant::now() + PONG_LIMIT),
                    Message::Ping(_) => {}
                    Message::Text(text) => {
                        let said = serde_json::from_str(&text).ok();
                        if said.and_then(|said| heard(agent, said)).is_none() {
                            warn!(agent = %agent.name(), "an agent says what none says and is not listened to any more");
                            return;
                        }
                    }
                    Message::Binary(_) | Message::Close(_) => return,
                }
            }
            Some(command) = commands.recv() => {
                if !sent(tell(sink, &command)).await {
                    return;
                }
            }
            _ = ping.tick() => {
                frames = FRAMES_PER_MINUTE.min(frames + FRAMES_PER_PING);
                if !sent(sink.send(Message::Ping(Default::default()))).await {
                    return;
                }
            }
            () = &mut unanswered => return,
            () = stopped(stopping) => {
                let _told = sent(tell(sink, &AgentCommand::Rejected(Rejection::ShuttingDown))).await;
                return;
            }
        }
    }
}

/// Whether something gets through to the agent in time.
async fn sent(sending: impl Future<Output = Result<(), axum::Error>>) -> bool {
    matches!(timeout(WRITE_LIMIT, sending).await, Ok(Ok(())))
}

/// Passes on what the agent says; absent where no agent says that.
fn heard(agent: &Connected, message: AgentMessage) -> Option<()> {
    let (run, news) = match message {
        AgentMessage::Stage { run, event } => (run, News::Stage(event)),
        AgentMessage::Finished { run, report } => (run, News::Finished(report)),
        AgentMessage::Refused { run, .. } => (run, News::Refused),
        AgentMessage::Hello { .. } | AgentMessage::Proof { .. } => return None,
    };
    agent.hear(run, news).ok()
}

async fn hear(stream: &mut SplitStream<Socket>) -> Result<AgentMessage, Option<Rejection>> {
    loop {
        match stream.next().await {
            Some(Ok(Message::Text(text))) => {
                return serde_json::from_str(&text).map_err(|_| Some(Rejection::Unreadable));
            }
            Some(Ok(Message::Ping(_) | Message::Pong(_))) => {}
            Some(Ok(Message::Binary(_))) => return Err(Some(Rejection::Unreadable)),
            None | Some(Ok(Message::Close(_)) | Err(_)) => return Err(None),
        }
    }
}

async fn tell(sink: &mut Sink, command: &AgentCommand) -> Result<(), axum::Error> {
    // What was made here can be written down.
    let json = serde_json::to_string(command).unwrap_or_default();
    sink.send(Message::text(json)).await
}

const ENDPOINT: Endpoint = Endpoint {
    subprotocol: AGENT_SUBPROTOCOL,
    opener: Opener::Program,
    longest_message: LONGEST_MESSAGE,
    largest_write_buffer: LARGEST_WRITE_BUFFER,
};
/// A report with its run around it.
const LONGEST_MESSAGE: usize = LONGEST_REPORT + 1024;
/// The longest command is a few hundred bytes; more waits only where nobody reads.
const LARGEST_WRITE_BUFFER: usize = 64 * 1024;
/// Two messages each way.
const PROOF_LIMIT: Duration = Duration::from_secs(10);
/// Proxies close connections after a minute of silence; this keeps them open in time.
const PING_INTERVAL: Duration = Duration::from_secs(20);
/// Three pings without an answer.
const PONG_LIMIT: Duration = Duration::from_secs(60);
/// A command is short; whoever does not take it in this time reads nothing.
const WRITE_LIMIT: Duration = Duration::from_secs(10);
/// A run tells some thirty things, and a few runs fit into a minute for each of an agent's places.
const FRAMES_PER_MINUTE: u32 = 6000;
/// What comes back of them with each ping.
const FRAMES_PER_PING: u32 = FRAMES_PER_MINUTE / 3;
/// How long a close may take to get through.
const FAREWELL_LIMIT: Duration = Duration::from_secs(1);
