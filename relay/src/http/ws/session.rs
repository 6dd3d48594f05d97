//! One WebSocket: `Start` begins a run and follows it, `Join` follows one that is there, `Cancel` stops it, and closing
//! the socket leaves it.

use core::future::pending;
use core::ops::ControlFlow;
use core::pin::pin;
use core::time::Duration;

use axum::Error;
use axum::extract::ws::{Message, close_code};
use futures_util::StreamExt as _;
use futures_util::stream::SplitStream;
use tokio::sync::watch;
use tokio::time::{Instant, interval_at, sleep, timeout};
use tokio_tungstenite::tungstenite::Error as Fault;
use tracing::trace;
use wire::{ClientMessage, Record, Refusal, Route, RunKey, ServerMessage, Target};

use super::outbox::{Outbox, QueueFull, queue, write};
use crate::driver::VERSION;
use crate::http::kit::client::Client;
use crate::http::kit::meter::Socket;
use crate::http::state::Relay;
use crate::runs::{Followed, NewRun, Started, Unfollowed, Via};
use crate::stopping::stopped;

/// Writes and converses at once, so that a browser that does not read holds up nothing but itself.
pub(super) async fn hold(socket: Socket, relay: &Relay, client: Client) {
    // Held to the end: a relay that stops waits for those who have it.
    let mut stopping = relay.stopping.subscribe();
    let (sink, stream) = socket.split();
    let (outbox, queue) = queue();
    let mut writing = pin!(write(queue, sink));
    let session = Session {
        relay,
        client,
        outbox,
        followed: None,
        frames: FRAMES_PER_MINUTE,
    };
    tokio::select! {
        () = &mut writing => {}
        // An error means that the browser does not read what it is told: nobody is there.
        _ = session.converse(stream, &mut stopping) => {
            let _ = timeout(FAREWELL_LIMIT, writing).await;
        }
    }
}

struct Session<'a> {
    relay: &'a Relay,
    client: Client,
    outbox: Outbox,
    /// The run that this connection follows.
    followed: Option<Followed>,
    /// How many frames may still come for now.
    frames: u32,
}

/// What came over the socket.
enum Heard {
    Said(ClientMessage),
    /// The answer to a ping of ours.
    Pong,
    /// Nothing that is for us.
    Nothing,
    /// Something that is not for us, and the code with which the WebSocket is closed for it (RFC 6455 section 7.4.1).
    Unreadable(u16),
    End,
}

impl Heard {
    fn of(frame: Option<Result<Message, Error>>) -> Self {
        match frame {
            None | Some(Ok(Message::Close(_))) => Self::End,
            Some(Ok(Message::Ping(_))) => Self::Nothing,
            Some(Ok(Message::Pong(_))) => Self::Pong,
            Some(Ok(Message::Text(text))) => {
                serde_json::from_str(&text).map_or(Self::Unreadable(close_code::POLICY), Self::Said)
            }
            Some(Ok(Message::Binary(_))) => Self::Unreadable(close_code::UNSUPPORTED),
            Some(Err(error)) => Self::Unreadable(code_of(error)),
        }
    }
}

/// What is wrong with what came, to whoever looks at the close frame.
fn code_of(error: Error) -> u16 {
    let error = error.into_inner();
    let fault = error.downcast_ref::<Fault>();
    if fault.is_some_and(|fault| matches!(fault, Fault::Capacity(_))) {
        close_code::SIZE
    } else if fault.is_some_and(|fault| matches!(fault, Fault::Utf8(_))) {
        close_code::INVALID
    } else if fault.is_some_and(|fault| matches!(fault, Fault::Protocol(_))) {
        close_code::PROTOCOL
    } else {
        close_code::POLICY
    }
}

impl Session<'_> {
    /// Listens until one side has had enough.
    async fn converse(
        mut self,
        mut stream: SplitStream<Socket>,
        stopping: &mut watch::Receiver<bool>,
    ) -> Result<(), QueueFull> {
        let mut ping = interval_at(Instant::now() + PING_INTERVAL, PING_INTERVAL);
        // Only a pong tells that somebody is there who reads: other frames can be sent without ever reading.
        let mut unanswered = pin!(sleep(PONG_LIMIT));
        let mut aged = pin!(sleep(LONGEST_LIFE));
        self.greet()?;
        loop {
            tokio::select! {
                frame = stream.next() => {
                    let heard = Heard::of(frame);
                    if matches!(heard, Heard::Pong) {
                        unanswered.as_mut().reset(Instant::now() + PONG_LIMIT);
                    }
                    if self.hear(heard).await?.is_break() {
                        return Ok(());
                    }
                }
                () = self.follow() => {}
                _ = ping.tick() => {
                    self.frames = FRAMES_PER_MINUTE.min(self.frames + FRAMES_PER_PING);
                    self.outbox.send(Message::Ping(Default::default()))?;
                }
                // Nobody is there who would read a farewell.
                () = &mut unanswered => return Ok(()),
                () = &mut aged => return self.outbox.close(close_code::AWAY, ""),
                () = stopped(stopping) => {
                    self.outbox.refuse(Refusal::ShuttingDown)?;
                    return self.outbox.close(close_code::AWAY, "");
                }
            }
        }
    }

    fn greet(&self) -> Result<(), QueueFull> {
        self.outbox.say(&ServerMessage::Hello {
            version: VERSION.to_owned(),
            sharing: self.relay.store.is_on().then(|| self.relay.longest_life()),
            level: self.relay.least_level(),
            agents: self.relay.agents_for(&self.client),
        })
    }

    /// Passes on what happens in the run.
    async fn follow(&mut self) {
        let Some(followed) = &mut self.followed else {
            return pending().await;
        };
        if self.outbox.pass_on(&mut followed.events).await.is_none() {
            self.followed = None;
        }
    }

    async fn hear(&mut self, heard: Heard) -> Result<ControlFlow<()>, QueueFull> {
        let Some(left) = self.frames.checked_sub(1) else {
            self.outbox.close(close_code::POLICY, TOO_MANY_FRAMES)?;
            return Ok(ControlFlow::Break(()));
        };
        self.frames = left;
        match heard {
            Heard::Pong | Heard::Nothing => {}
            Heard::End => return Ok(ControlFlow::Break(())),
            Heard::Unreadable(code) => {
                self.outbox.refuse(Refusal::UnreadableMessage)?;
                self.outbox.close(code, "")?;
                return Ok(ControlFlow::Break(()));
            }
            Heard::Said(message) => self.obey(message).await?,
        }
        Ok(ControlFlow::Continue(()))
    }

    async fn obey(&mut self, message: ClientMessage) -> Result<(), QueueFull> {
        match self.take_up(message).await {
            Ok(None) => Ok(()),
            Ok(Some((followed, key))) => {
                let run = followed.run.id().to_string();
                self.followed = Some(followed);
                self.outbox.say(&ServerMessage::Started { run, key })
            }
            Err(refusal) => self.outbox.refuse(refusal),
        }
    }

    /// The run that is to be followed from now on, if it is another one, with its key where it began just now.
    async fn take_up(&self, message: ClientMessage) -> Result<Option<(Followed, Option<RunKey>)>, Refusal> {
        let busy = self
            .followed
            .as_ref()
            .is_some_and(|followed| !followed.events.is_over());
        match message {
            ClientMessage::Cancel => {
                if let Some(followed) = &self.followed {
                    followed.run.cancel();
                }
                Ok(None)
            }
            ClientMessage::Start { .. } | ClientMessage::Join { .. } if busy => Err(Refusal::Busy),
            ClientMessage::Start {
                target,
                record,
                from,
                route,
            } => {
                let Started { run, key, events, .. } = self.start(target, record, &from, route).await?;
                Ok(Some((Followed { run, events }, Some(key))))
            }
            ClientMessage::Join { key } => {
                let followed = self.relay.find_run(&key, Some(self.client.source())).await;
                Ok(Some((followed.ok_or(Refusal::RunGone)?, None)))
            }
        }
    }

    async fn start(&self, target: Target, record: Record, from: &[String], route: Route) -> Result<Started, Refusal> {
        trace!(client = %self.client.address, %target, "a run is asked for");
        // The settings may have changed since the page was opened.
        let relay = self.relay.newest().ok_or(Refusal::PortalGone)?;
        if relay.is_draining() {
            return Err(Refusal::ShuttingDown);
        }
        let places = relay.places(&self.client, from)?;
        let network = relay.network_for(&self.client);
        let way = network.admit_way(target.clone(), route).map_err(|refused| {
            // Targets stand in the log only where everything is asked for.
            trace!(%target, ?refused, "refused");
            Refusal::from(&refused)
        })?;
        let new = NewRun {
            way,
            requester: self.client.requester(Via::Page),
            places,
            record,
            unfollowed: Unfollowed::Stops,
        };
        relay.runs.start(new).await.map_err(Refusal::from)
    }
}

/// Proxies close connections after a minute of silence; this keeps them open in time.
const PING_INTERVAL: Duration = Duration::from_secs(15);
/// Four pings without an answer.
const PONG_LIMIT: Duration = Duration::from_secs(60);
/// A page that is left open opens another connection for its next run.
const LONGEST_LIFE: Duration = Duration::from_secs(60 * 60);
/// Frames of any kind that a page may send at once; a page sends one or two per run, and four pongs a minute.
const FRAMES_PER_MINUTE: u32 = 100;
/// What comes back of them with each ping of ours, so that all are there again after a minute.
const FRAMES_PER_PING: u32 = FRAMES_PER_MINUTE / 4;
const TOO_MANY_FRAMES: &str = "too many frames";
/// How long the last words may take to get through.
const FAREWELL_LIMIT: Duration = Duration::from_secs(1);
