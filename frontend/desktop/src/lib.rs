//! The lower half of a sign-in for the document that signs in.
//!
//! JavaScript opens the tunnel, keeps the clock, and carries bytes: those of the client, which believes to speak to an
//! RDCleanPath proxy, and those of the tunnel. What both mean is [`seal`]'s; this crate only binds it.

use core::time::Duration;
use std::sync::Arc;

use seal::{CleanPath, Environment};
use wasm_bindgen::prelude::wasm_bindgen;
use wire::json::written;
use wire::{LegEvent, LegStarted, Node, Place, ServerMessage, TransportEnd};

mod edits;
#[path = "../../src/json.rs"]
#[expect(dead_code, reason = "the page also writes files for people")]
mod json;
mod tunnel;

pub use edits::Client;

/// One sign-in: the proxy that the client believes to talk to. Times are milliseconds of one clock, from any moment on.
#[wasm_bindgen]
pub struct Proxy {
    path: CleanPath,
}

/// What to do, in the order in which it comes.
#[wasm_bindgen]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepKind {
    /// Open the tunnel.
    Open,
    /// Send [bytes](Step::bytes) into the tunnel.
    Send,
    /// Hand one message with these bytes to the client.
    Tell,
    /// Close both sides; nothing follows.
    Close,
}

/// One thing to do.
#[wasm_bindgen]
pub struct Step {
    kind: StepKind,
    bytes: Vec<u8>,
}

#[wasm_bindgen]
impl Step {
    /// What kind of thing it is.
    #[wasm_bindgen(getter)]
    pub fn kind(&self) -> StepKind {
        self.kind
    }

    /// The bytes that it is about; may be empty.
    #[wasm_bindgen(getter)]
    pub fn bytes(&mut self) -> Vec<u8> {
        core::mem::take(&mut self.bytes)
    }
}

#[wasm_bindgen]
impl Proxy {
    /// A proxy to `target`, such as `pc.example.org:3389`, for this client; absent where the target is none. `started_at_ms`
    /// is the time of day, in milliseconds since 1970.
    pub fn create(target: &str, client: Client, started_at_ms: i64) -> Option<Self> {
        let environment = Environment {
            place: Place::Browser,
            started_at_ms,
            crypto: Arc::new(rustls::crypto::ring::default_provider()),
        };
        let path = CleanPath::new(target.parse().ok()?, environment, client.edits());
        Some(Self { path })
    }

    /// What is told first of all: that a leg begins.
    pub fn leg() -> String {
        written(&ServerMessage::Leg(LegStarted {
            leg: 0,
            from: Node::of(Place::Browser),
            to: Node::Computer,
            place: Place::Browser,
            agent: None,
            gateway: None,
        }))
    }

    /// What to do; to be called until there is nothing.
    pub fn next_step(&mut self) -> Option<Step> {
        let (kind, bytes) = match self.path.next_step()? {
            seal::Step::Open(_) => (StepKind::Open, Vec::new()),
            seal::Step::Send(bytes) => (StepKind::Send, bytes),
            seal::Step::Tell(bytes) => (StepKind::Tell, bytes),
            seal::Step::Close => (StepKind::Close, Vec::new()),
        };
        Some(Step { kind, bytes })
    }

    /// What happened, as the page hears it of a run; to be called until there is nothing.
    pub fn next_event(&mut self) -> Option<String> {
        let event = self.path.next_event()?;
        Some(written(&ServerMessage::Stage(LegEvent { leg: 0, event })))
    }

    /// Takes bytes of the client.
    pub fn receive(&mut self, bytes: &[u8], now_ms: f64) {
        self.path.receive(bytes, time(now_ms));
    }

    /// Takes the tunnel's first message. False where it cannot be read; then nothing has changed.
    pub fn opened(&mut self, message: &str, now_ms: f64) -> bool {
        let opened = tunnel::opened(message);
        if let Some(opened) = &opened {
            self.path.opened(opened, time(now_ms));
        }
        opened.is_some()
    }

    /// Takes bytes out of the tunnel.
    pub fn receive_from_tunnel(&mut self, bytes: &[u8], now_ms: f64) {
        self.path.receive_from_tunnel(bytes, time(now_ms));
    }

    /// The tunnel ended, with this last message; with none where it broke itself.
    pub fn ended(&mut self, message: Option<String>, now_ms: f64) {
        let end = message.and_then(|message| tunnel::ended(&message));
        self.path.ended(end.unwrap_or(TransportEnd::NotConnected), time(now_ms));
    }

    /// The client leaves.
    pub fn hang_up(&mut self) {
        self.path.hang_up();
    }

    /// The client stopped by itself, over nothing that the computer did as far as it can tell.
    pub fn given_up(&mut self, now_ms: f64) {
        self.path.given_up(time(now_ms));
    }

    /// When [`Self::tick`] has something to do; absent where nothing is waited for.
    pub fn deadline(&self) -> Option<f64> {
        Some(self.path.deadline()?.as_secs_f64() * 1000.0)
    }

    /// The time is `now_ms`: what was waited for too long is given up.
    pub fn tick(&mut self, now_ms: f64) {
        self.path.tick(time(now_ms));
    }

    /// All that was seen, as the page hears it at the end of a run; absent where there was no connection.
    pub fn report(&self, now_ms: f64) -> Option<String> {
        let report = self.path.report(time(now_ms))?;
        Some(written(&ServerMessage::Finished(Box::new(report))))
    }
}

/// A clock that shows no time is at its beginning.
fn time(ms: f64) -> Duration {
    Duration::try_from_secs_f64(ms / 1000.0).unwrap_or_default()
}
