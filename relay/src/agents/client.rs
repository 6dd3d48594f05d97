//! The agent's end: one connection to the relay, opened again whenever it ends, and the runs that it asks for.

use core::future::Future;
use core::pin::pin;
use core::time::Duration;
use std::collections::HashMap;

use futures_util::stream::{SplitSink, SplitStream};
use futures_util::{FutureExt as _, SinkExt as _, Stream, StreamExt as _};
use probe::RunOptions;
use tokio::net::TcpStream;
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep, timeout, timeout_at};
use tokio_tungstenite::tungstenite::client::ClientRequestBuilder;
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;
use tokio_tungstenite::tungstenite::{Error as SocketError, Message};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, client_async_tls_with_config};
use tracing::{info, warn};
use ureq::Proxy;
use wire::{
    AGENT_SUBPROTOCOL, AgentCheck, AgentCommand, AgentMessage, Extent, Node, PeerText, Place, Refusal, Rejection,
    Report, Route, SCHEMA, Target,
};

use super::identity::Identity;
use super::name::AgentName;
use crate::driver::{Run, RunEvent, VERSION};
use crate::net::Way;
use crate::net::dial::Network;
use crate::route;

/// What an agent needs to know.
#[derive(Debug)]
pub struct Agent {
    /// The relay: its origin and the path below which it is, without a slash at the end.
    pub relay: String,
    /// What the relay calls it.
    pub name: AgentName,
    /// Its key.
    pub identity: Identity,
    /// What it may reach: its own policy, whatever the relay asks.
    pub network: Network,
    /// How many runs it makes at once.
    pub room: u8,
    /// What it reaches the relay through, which has nothing to do with what it checks; absent where it does so straight.
    pub proxy: Option<Proxy>,
    /// What the system says of a proxy that is not used, as a sentence for whoever wonders why the relay is not reached.
    pub unused_proxy: Option<String>,
}

/// Why a connection to the relay ended.
#[derive(Debug)]
enum Ended {
    /// The relay was not reached.
    Unreached(String),
    /// It did not stand, or broke.
    Lost(String),
    /// The relay does not let this agent in.
    Rejected(Rejection),
}

type Socket = WebSocketStream<MaybeTlsStream<TcpStream>>;

/// Checks for the relay until `stop` completes. Connections that end are opened again, the sooner the better they went.
pub async fn agent(agent: Agent, stop: impl Future<Output = ()>) {
    let mut stop = pin!(stop.fuse());
    let mut failures = 0;
    loop {
        let mut welcomed = false;
        let ended = tokio::select! {
            () = &mut stop => return,
            ended = connection(&agent, &mut welcomed) => ended,
        };
        // It was let in: what ended this connection says nothing against the next one.
        if welcomed {
            failures = 0;
        }
        // Said once: it stays as true with every further try.
        if let (0, Ended::Unreached(_), Some(unused)) = (failures, &ended, &agent.unused_proxy) {
            warn!("{unused}");
        }
        let pause = pause(failures);
        failures += 1;
        let seconds = pause.as_secs();
        match ended {
            Ended::Unreached(why) | Ended::Lost(why) => warn!(
                relay = agent.relay,
                seconds, "the connection ended, {why}; connecting again"
            ),
            Ended::Rejected(rejection) => {
                let why = told(rejection);
                warn!(
                    relay = agent.relay,
                    seconds, "the server doesn't let this agent in: {why}; asking again"
                );
            }
        }
        tokio::select! {
            () = &mut stop => return,
            () = sleep(pause) => {}
        }
    }
}

fn told(rejection: Rejection) -> String {
    match rejection {
        Rejection::UnknownKey => "its configuration has no agent of this name with this key".to_owned(),
        Rejection::NameTaken => "an agent of this name is connected already".to_owned(),
        Rejection::OtherVersion { schema, version } => other_version(schema, &version),
        Rejection::Unreadable => "it can't read what this version says".to_owned(),
        Rejection::ShuttingDown => "it is stopping".to_owned(),
    }
}

/// Which of the two has to be updated, and to what.
fn other_version(schema: u32, version: &PeerText) -> String {
    let needed = if version.is_empty() {
        "the server's version".to_owned()
    } else {
        format!("version {version}")
    };
    if schema > SCHEMA {
        format!("it is newer than this agent, which is of version {VERSION}. Update the agent to {needed}")
    } else {
        format!(
            "it is older than this agent, which is of version {VERSION}. Update the server, or install {needed} here"
        )
    }
}

/// How long to wait after so many failures in a row: twice as long each time, up to a limit, and never as long as others
/// do, so that a relay that comes back is not met by all of its agents at once.
fn pause(failures: u32) -> Duration {
    let longest = FIRST_PAUSE
        .saturating_mul(2_u32.saturating_pow(failures))
        .min(LONGEST_PAUSE);
    // Without a random source, agents come together: no reason to stay away.
    let random = getrandom::u32().unwrap_or(u32::MAX);
    longest.mul_f64(0.5 + f64::from(random) / f64::from(u32::MAX) / 2.0)
}

/// One connection, from its beginning to its end.
async fn connection(agent: &Agent, welcomed: &mut bool) -> Ended {
    let until = Instant::now() + CONNECT_LIMIT;
    let stream = super::connect::connect(&agent.relay, agent.proxy.as_ref());
    let stream = match timeout_at(until, stream).await {
        Ok(Ok(stream)) => stream,
        Ok(Err(why)) => return Ended::Unreached(why),
        Err(_) => return Ended::Unreached("no answer".to_owned()),
    };
    let connected = timeout_at(until, async {
        let mut socket = connect(agent, stream).await?;
        introduce(agent, &mut socket).await?;
        Ok(socket)
    });
    let socket = match connected.await {
        Ok(Ok(socket)) => socket,
        Ok(Err(ended)) => return ended,
        Err(_) => return Ended::Lost("no answer".to_owned()),
    };
    *welcomed = true;
    info!(relay = agent.relay, name = %agent.name, "connected");
    let (sink, stream) = socket.split();
    let (say, said) = mpsc::unbounded_channel();
    let session = Session {
        agent,
        say,
        running: HashMap::new(),
        runs: JoinSet::new(),
    };
    tokio::select! {
        ended = session.converse(stream) => ended,
        error = write(said, sink) => Ended::Lost(error.to_string()),
    }
}

/// A WebSocket to the relay over this connection.
async fn connect(agent: &Agent, stream: TcpStream) -> Result<Socket, Ended> {
    // `http` is for loopback alone, and becomes `ws`.
    let address = format!("{}/api/agents", agent.relay.replacen("http", "ws", 1));
    let uri = address
        .parse()
        .map_err(|_| Ended::Lost("its address can't be read".to_owned()))?;
    let request = ClientRequestBuilder::new(uri).with_sub_protocol(AGENT_SUBPROTOCOL);
    let config = WebSocketConfig::default()
        .max_message_size(Some(LONGEST_COMMAND))
        .max_frame_size(Some(LONGEST_COMMAND));
    let connected = client_async_tls_with_config(request, stream, Some(config), None).await;
    let (socket, _) = connected.map_err(|error| Ended::Lost(error.to_string()))?;
    Ok(socket)
}

/// Says who this is, proves it, and waits to be let in.
async fn introduce(agent: &Agent, socket: &mut Socket) -> Result<(), Ended> {
    let hello = AgentMessage::Hello {
        version: VERSION.into(),
        name: agent.name.to_string(),
        schema: SCHEMA,
        room: agent.room,
    };
    say(socket, &hello).await?;
    loop {
        match hear(socket).await? {
            AgentCommand::Challenge { nonce } => {
                // For the relay that this agent was told to use, whatever the other end calls itself.
                let signature = agent.identity.sign(&agent.relay, &agent.name, &nonce);
                say(socket, &AgentMessage::Proof { signature }).await?;
            }
            AgentCommand::Welcome => return Ok(()),
            AgentCommand::Rejected(rejection) => return Err(Ended::Rejected(rejection)),
            AgentCommand::Start { .. } | AgentCommand::Cancel { .. } => {
                return Err(Ended::Lost(NO_RELAY.to_owned()));
            }
        }
    }
}

async fn say(socket: &mut Socket, message: &AgentMessage) -> Result<(), Ended> {
    let sent = socket.send(text(message)).await;
    sent.map_err(|error| Ended::Lost(error.to_string()))
}

fn text(message: &AgentMessage) -> Message {
    // What was made here can be written down.
    Message::text(serde_json::to_string(message).unwrap_or_default())
}

async fn hear(stream: &mut (impl Stream<Item = Result<Message, SocketError>> + Unpin)) -> Result<AgentCommand, Ended> {
    loop {
        let frame = timeout(SILENCE_LIMIT, stream.next()).await;
        let frame = frame.map_err(|_| Ended::Lost("the server has gone silent".to_owned()))?;
        match frame {
            Some(Ok(Message::Text(text))) => {
                let read = serde_json::from_str(&text);
                return read.map_err(|_| Ended::Lost(NO_RELAY.to_owned()));
            }
            // The library answers pings.
            Some(Ok(Message::Ping(_) | Message::Pong(_))) => {}
            Some(Ok(Message::Binary(_) | Message::Frame(_))) => return Err(Ended::Lost(NO_RELAY.to_owned())),
            Some(Err(error)) => return Err(Ended::Lost(error.to_string())),
            None | Some(Ok(Message::Close(_))) => return Err(Ended::Lost("the server closed it".to_owned())),
        }
    }
}

/// Sends what is said; completes where that does not work any more.
async fn write(mut said: mpsc::UnboundedReceiver<AgentMessage>, mut sink: SplitSink<Socket, Message>) -> SocketError {
    while let Some(message) = said.recv().await {
        if let Err(error) = sink.send(text(&message)).await {
            return error;
        }
    }
    SocketError::ConnectionClosed
}

struct Session<'a> {
    agent: &'a Agent,
    /// What a run says is bounded by the run, and there are few.
    say: mpsc::UnboundedSender<AgentMessage>,
    running: HashMap<u64, Running>,
    /// They stop with the connection: nobody would hear of them.
    runs: JoinSet<(u64, Report)>,
}

struct Running {
    target: Target,
    /// Stops the run where it is dropped.
    _stop: oneshot::Sender<()>,
}

impl Session<'_> {
    async fn converse(mut self, mut stream: SplitStream<Socket>) -> Ended {
        loop {
            tokio::select! {
                heard = hear(&mut stream) => match heard {
                    Ok(AgentCommand::Start { run, check }) => self.start(run, check),
                    Ok(AgentCommand::Cancel { run }) => drop(self.running.remove(&run)),
                    Ok(AgentCommand::Rejected(rejection)) => return Ended::Rejected(rejection),
                    Ok(AgentCommand::Challenge { .. } | AgentCommand::Welcome) => {}
                    Err(ended) => return ended,
                },
                Some(over) = self.runs.join_next() => {
                    // A run that panicked has nothing to tell, and the relay gives it up in time.
                    if let Ok((run, report)) = over {
                        self.running.remove(&run);
                        self.finish(run, report);
                    }
                }
            }
        }
    }

    fn start(&mut self, run: u64, check: AgentCheck) {
        let AgentCheck { target, route, extent } = check;
        // The relay counts as well, but an agent relies on no relay for its limits.
        let full = self.runs.len() >= usize::from(self.agent.room);
        let known = self.running.contains_key(&run) || self.running.values().any(|other| other.target == target);
        if full || known {
            let refusal = Refusal::Busy;
            let _said = self.say.send(AgentMessage::Refused { run, refusal });
            return;
        }
        let network = self.agent.network.clone();
        let way = self.way(&target, route, extent);
        let (stop, stopped) = oneshot::channel::<()>();
        let say = self.say.clone();
        self.runs.spawn(async move {
            let options = RunOptions {
                place: Place::Agent,
                ..RunOptions::default()
            };
            let events = |event| {
                // Which legs there are, the relay knows.
                if let RunEvent::Stage(event) = event {
                    let _said = say.send(AgentMessage::Stage { run, event });
                }
            };
            let Run { report, .. } = route::run(way, options, &network, None, events, stopped.map(|_| ())).await;
            (run, report)
        });
        self.running.insert(run, Running { target, _stop: stop });
    }

    /// What this agent's own policy admits of what the relay asks for. The legs say what it does not.
    fn way(&self, target: &Target, route: Route, extent: Extent) -> Way {
        let way = self.agent.network.judge_way(target.clone(), route);
        let way = match extent {
            Extent::Whole => way,
            Extent::Gateway => way.gateway_alone(),
        };
        let left_out = |node, asked: bool| asked && !way.is_walked(node);
        let computer = extent == Extent::Whole && !way.is_of_service();
        if left_out(Node::Computer, computer) || left_out(Node::Gateway, way.gateway().is_some()) {
            warn!(%target, "this agent's policy doesn't allow all of what the server asks for");
        }
        way
    }

    fn finish(&self, run: u64, report: Report) {
        let report = Box::new(report);
        // The connection may have ended meanwhile.
        let _said = self.say.send(AgentMessage::Finished { run, report });
    }
}

const NO_RELAY: &str = "what comes isn't what an rdptrace server says";
/// A name, a TCP connection, TLS, and two messages each way.
const CONNECT_LIMIT: Duration = Duration::from_secs(20);
/// A relay pings every twenty seconds.
const SILENCE_LIMIT: Duration = Duration::from_secs(60);
/// Targets have at most 262 bytes; what brokers and Hyper-V are told has 1,024 characters each.
const LONGEST_COMMAND: usize = 16 * 1024;
const FIRST_PAUSE: Duration = Duration::from_secs(1);
/// A branch office is back within ten seconds of its relay, and two hundred of them are some 40 tries a second at most.
const LONGEST_PAUSE: Duration = Duration::from_secs(8);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_agent_of_another_schema_is_told_which_side_needs_which_version() {
        let told = |schema, version: &str| other_version(schema, &version.into());

        let newer = told(SCHEMA + 1, "9.2.0");
        let older = told(SCHEMA - 1, "0.0.9");
        let unnamed = told(SCHEMA + 1, "");

        assert!(newer.ends_with("Update the agent to version 9.2.0"), "{newer}");
        assert!(
            older.ends_with("Update the server, or install version 0.0.9 here"),
            "{older}"
        );
        assert!(
            unnamed.ends_with("Update the agent to the server's version"),
            "{unnamed}"
        );
        for said in [newer, older, unnamed] {
            assert!(said.contains(VERSION), "{said}");
        }
    }

    #[test]
    fn pauses_grow_up_to_a_limit_and_differ() {
        for failures in [0, 1, 5, 6, 100] {
            let longest = FIRST_PAUSE
                .saturating_mul(2_u32.saturating_pow(failures))
                .min(LONGEST_PAUSE);
            let pauses: Vec<_> = (0..20).map(|_| pause(failures)).collect();

            assert!(
                pauses.iter().all(|pause| (longest / 2..=longest).contains(pause)),
                "{pauses:?}"
            );
            assert!(pauses.iter().any(|pause| *pause != pauses[0]), "{pauses:?}");
        }
    }
}
