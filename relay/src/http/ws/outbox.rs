//! The messages that wait for the browser.

use axum::extract::ws::{CloseFrame, Message};
use futures_util::SinkExt as _;
use futures_util::stream::SplitSink;
use tokio::sync::mpsc;
use wire::{Refusal, ServerMessage};

use crate::http::kit::meter::Socket;
use crate::runs::Events;

/// Where they are put.
pub(super) struct Outbox(mpsc::Sender<Message>);

/// The browser has left so many messages unread that it must have gone.
#[derive(Debug)]
pub(super) struct QueueFull;

/// A queue, and its other end for [`write`].
pub(super) fn queue() -> (Outbox, mpsc::Receiver<Message>) {
    let (sender, queue) = mpsc::channel(LONGEST_QUEUE);
    (Outbox(sender), queue)
}

/// Sends what is put into the queue, and closes behind the last message.
pub(super) async fn write(mut queue: mpsc::Receiver<Message>, mut sink: SplitSink<Socket, Message>) {
    while let Some(message) = queue.recv().await {
        if sink.send(message).await.is_err() {
            return;
        }
    }
    let _ = sink.close().await;
}

impl Outbox {
    pub(super) fn say(&self, message: &ServerMessage) -> Result<(), QueueFull> {
        let json = serde_json::to_string(message).map_err(|_| QueueFull)?;
        self.send(Message::Text(json.into()))
    }

    pub(super) fn refuse(&self, refusal: Refusal) -> Result<(), QueueFull> {
        self.say(&ServerMessage::Refused(refusal))
    }

    pub(super) fn close(&self, code: u16, reason: &'static str) -> Result<(), QueueFull> {
        self.send(Message::Close(Some(CloseFrame {
            code,
            reason: reason.into(),
        })))
    }

    /// Passes the next of `events` on as soon as there is room for it; absent where there is none any more. Nothing is
    /// lost when the wait is given up.
    pub(super) async fn pass_on(&self, events: &mut Events) -> Option<()> {
        // The run keeps its events: whoever reads slowly gets them late, and holds up nothing.
        let place = self.0.reserve().await.ok()?;
        let event = events.next().await?;
        place.send(Message::text(String::from(&*event)));
        Some(())
    }

    pub(super) fn send(&self, message: Message) -> Result<(), QueueFull> {
        self.0.try_send(message).map_err(|_| QueueFull)
    }
}

/// What a page is told besides events: a greeting, pings and refusals.
const LONGEST_QUEUE: usize = 64;
