//! One WebSocket: `Start` runs a check and streams what happens, `Cancel` stops it, and so does closing the socket.

use core::pin::pin;
use core::time::Duration;
use std::sync::Arc;

use axum::extract::State;
use axum::extract::ws::rejection::WebSocketUpgradeRejection;
use axum::extract::ws::{CloseFrame, Message, WebSocket, WebSocketUpgrade, close_code};
use axum::http::header::ORIGIN;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use futures_util::future::{Fuse, FusedFuture as _};
use futures_util::stream::{SplitSink, SplitStream};
use futures_util::{FutureExt as _, SinkExt as _, StreamExt as _};
use tokio::sync::mpsc::error::TrySendError;
use tokio::sync::{OwnedSemaphorePermit, mpsc, oneshot, watch};
use tokio::time::{Instant, interval_at, sleep, timeout};
use tracing::{info, trace};
use wire::{ClientMessage, Refusal, Report, SUBPROTOCOL, ServerMessage, Target};

use crate::driver;
use crate::http::state::Relay;
use crate::net::policy::Admitted;

/// Opens the WebSocket for one of our own pages that speaks this version.
pub(in crate::http) async fn upgrade(
    State(relay): State<Arc<Relay>>,
    headers: HeaderMap,
    upgrade: Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
) -> Response {
    if !headers.contains_key(ORIGIN) {
        return (StatusCode::FORBIDDEN, NO_ORIGIN).into_response();
    }
    let Ok(upgrade) = upgrade else {
        return (StatusCode::UPGRADE_REQUIRED, NO_WEBSOCKET).into_response();
    };
    let upgrade = upgrade.protocols([SUBPROTOCOL]);
    if upgrade.selected_protocol().is_none() {
        return (StatusCode::BAD_REQUEST, NO_SUBPROTOCOL).into_response();
    }
    upgrade
        .max_message_size(LONGEST_MESSAGE)
        .max_frame_size(LONGEST_MESSAGE)
        .read_buffer_size(READ_BUFFER)
        .write_buffer_size(WRITE_BUFFER)
        .max_write_buffer_size(LARGEST_WRITE_BUFFER)
        .on_upgrade(async move |socket| hold(socket, &relay).await)
}

/// Writes and converses at once, so that a browser that does not read holds up nothing but itself.
async fn hold(socket: WebSocket, relay: &Relay) {
    // Held to the end: a relay that stops waits for those who have it.
    let mut stopping = relay.stopping.subscribe();
    let (sink, stream) = socket.split();
    let (sender, queue) = mpsc::channel(LONGEST_QUEUE);
    let mut writing = pin!(write(queue, sink));
    tokio::select! {
        () = &mut writing => {}
        // An error means that the browser does not read what it is told: nobody is there.
        _ = converse(stream, Outbox(sender), relay, &mut stopping) => {
            let _ = timeout(FAREWELL_LIMIT, writing).await;
        }
    }
}

async fn write(mut queue: mpsc::Receiver<Message>, mut sink: SplitSink<WebSocket, Message>) {
    while let Some(message) = queue.recv().await {
        if sink.send(message).await.is_err() {
            return;
        }
    }
    let _ = sink.close().await;
}

/// Listens and runs checks until one side has had enough.
async fn converse(
    mut stream: SplitStream<WebSocket>,
    outbox: Outbox,
    relay: &Relay,
    stopping: &mut watch::Receiver<bool>,
) -> Result<(), QueueFull> {
    let mut running = pin!(Fuse::terminated());
    // Dropping it stops the run.
    let mut cancel: Option<oneshot::Sender<()>> = None;
    let mut ping = interval_at(Instant::now() + PING_INTERVAL, PING_INTERVAL);
    // Only a pong tells that somebody is there who reads: other frames can be sent without ever reading.
    let mut unanswered = pin!(sleep(PONG_LIMIT));
    let mut frames = FRAMES_PER_MINUTE;
    outbox.say(ServerMessage::Hello {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        sharing: relay.store.is_on().then(|| relay.store.longest_life()),
    })?;
    loop {
        tokio::select! {
            heard = stream.next() => {
                let Some(left) = frames.checked_sub(1) else {
                    return outbox.close(close_code::POLICY, TOO_MANY_FRAMES);
                };
                frames = left;
                let message = match heard {
                    None | Some(Ok(Message::Close(_))) => return Ok(()),
                    Some(Ok(Message::Ping(_))) => continue,
                    Some(Ok(Message::Pong(_))) => {
                        unanswered.as_mut().reset(Instant::now() + PONG_LIMIT);
                        continue;
                    }
                    Some(Ok(Message::Text(text))) => serde_json::from_str::<ClientMessage>(&text).ok(),
                    Some(Ok(Message::Binary(_)) | Err(_)) => None,
                };
                match message {
                    None => return outbox.leave(Refusal::UnreadableMessage, close_code::POLICY),
                    Some(ClientMessage::Cancel) => drop(cancel.take()),
                    Some(ClientMessage::Start { .. }) if !running.is_terminated() => outbox.refuse(Refusal::Busy)?,
                    Some(ClientMessage::Start { target }) => match admit(relay, &target) {
                        Err(refusal) => outbox.refuse(refusal)?,
                        Ok((target, permit)) => {
                            let (sender, cancelled) = oneshot::channel();
                            cancel = Some(sender);
                            running.set(check(relay, target, permit, &outbox, cancelled).fuse());
                        }
                    },
                }
            }
            (report, recording) = &mut running => {
                if let Some(recording) = recording {
                    outbox.say(ServerMessage::Recorded { recording })?;
                }
                outbox.say(ServerMessage::Finished(Box::new(report)))?;
            }
            _ = ping.tick() => {
                frames = FRAMES_PER_MINUTE.min(frames + FRAMES_PER_PING);
                outbox.send(Message::Ping(Default::default()))?;
            }
            () = &mut unanswered => return Ok(()),
            _ = stopping.wait_for(|stopping| *stopping) => {
                return outbox.leave(Refusal::ShuttingDown, close_code::AWAY);
            }
        }
    }
}

fn admit(relay: &Relay, target: &str) -> Result<(Admitted, OwnedSemaphorePermit), Refusal> {
    let target: Target = target.parse().map_err(|_| Refusal::BadTarget)?;
    let admitted = relay.policy.admit(target.clone()).map_err(|refused| {
        // Targets stand in the log only where everything is asked for.
        trace!(%target, ?refused, "refused");
        Refusal::from(&refused)
    })?;
    let permit = Arc::clone(&relay.runs).try_acquire_owned();
    let permit = permit.map_err(|_| Refusal::Overloaded)?;
    Ok((admitted, permit))
}

/// Runs the check; with its report comes the token of its recording, where that is kept.
async fn check(
    relay: &Relay,
    target: Admitted,
    _permit: OwnedSemaphorePermit,
    outbox: &Outbox,
    cancelled: oneshot::Receiver<()>,
) -> (Report, Option<String>) {
    trace!(target = %target.typed(), "check begins");
    let events = |event| {
        // Where the queue is full, so it is for the report, which ends the session.
        let _ = outbox.say(ServerMessage::Stage(event));
    };
    let cancelled = cancelled.map(|_| ());
    let driver::Run { report, recording } = driver::run(
        target,
        relay.plan.clone(),
        &relay.resolver,
        &relay.policy,
        relay.recordings.wanted(),
        events,
        cancelled,
    )
    .await;
    info!(
        elapsed_ms = report.elapsed_ms.as_millis(),
        end = ?report.end,
        stopped_at = report.broken().map(|stage| stage.stage().name()),
        outcome = report.broken().map(|stage| stage.outcome.name()),
        "check ended"
    );
    (report, recording.and_then(|recording| relay.recordings.keep(recording)))
}

/// The messages that wait for the browser.
struct Outbox(mpsc::Sender<Message>);

/// The browser has left so many messages unread that it must have gone.
struct QueueFull;

impl Outbox {
    fn say(&self, message: ServerMessage) -> Result<(), QueueFull> {
        let json = serde_json::to_string(&message).map_err(|_| QueueFull)?;
        self.send(Message::Text(json.into()))
    }

    fn refuse(&self, refusal: Refusal) -> Result<(), QueueFull> {
        self.say(ServerMessage::Refused(refusal))
    }

    /// Says why, and closes.
    fn leave(&self, refusal: Refusal, code: u16) -> Result<(), QueueFull> {
        self.refuse(refusal)?;
        self.close(code, "")
    }

    fn close(&self, code: u16, reason: &'static str) -> Result<(), QueueFull> {
        self.send(Message::Close(Some(CloseFrame {
            code,
            reason: reason.into(),
        })))
    }

    fn send(&self, message: Message) -> Result<(), QueueFull> {
        self.0.try_send(message).map_err(|error| match error {
            TrySendError::Full(_) | TrySendError::Closed(_) => QueueFull,
        })
    }
}

const NO_ORIGIN: &str = "This WebSocket is for this relay's own pages; the request does not say which page it comes \
                         from.\n";
const NO_WEBSOCKET: &str = "This address speaks WebSocket. The page that uses it is at /.\n";
const NO_SUBPROTOCOL: &str = "This WebSocket speaks the subprotocol rdptrace.v1, and the request does not offer it.\n";
/// A target has at most 262 bytes.
const LONGEST_MESSAGE: usize = 4 * 1024;
/// A run has fewer than a hundred events.
const LONGEST_QUEUE: usize = 256;
/// Proxies close connections after a minute of silence; this keeps them open in time.
const PING_INTERVAL: Duration = Duration::from_secs(15);
/// Four pings without an answer.
const PONG_LIMIT: Duration = Duration::from_secs(60);
/// Frames of any kind that a page may send at once; a page sends one or two per run, and four pongs a minute.
const FRAMES_PER_MINUTE: u32 = 100;
/// What comes back of them with each ping of ours, so that all are there again after a minute.
const FRAMES_PER_PING: u32 = FRAMES_PER_MINUTE / 4;
const TOO_MANY_FRAMES: &str = "too many frames";
/// As long as the longest message. The default of 128 KiB is most of what a run costs in memory.
const READ_BUFFER: usize = LONGEST_MESSAGE;
/// Messages are flushed one by one, so collecting more than this gains nothing.
const WRITE_BUFFER: usize = 4 * 1024;
/// A few of the largest reports. Without a limit, the pongs to a peer that pings and does not read pile up for ever.
const LARGEST_WRITE_BUFFER: usize = 256 * 1024;
/// How long the last words may take to get through.
const FAREWELL_LIMIT: Duration = Duration::from_secs(1);
