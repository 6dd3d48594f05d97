//! What is waited for, one file per kind of answer. Each reads the cleartext that has come and says what it came to.

pub(crate) mod authenticate;
pub(crate) mod connector;
pub(crate) mod hello;
pub(crate) mod negotiate;
pub(crate) mod session;
pub(crate) mod session_config;
pub(crate) mod sign_in;
pub(crate) mod standard;

use core::time::Duration;
use std::collections::VecDeque;

use wire::{Direction, Failure, Pdu, Stage, TlsHelloAnswer};

use crate::Action;
use crate::conversation::server::Settings;
use crate::recorder::Recorder;

/// What a connection and what is awaited on it work with.
#[derive(Debug)]
pub(crate) struct Cx<'a> {
    pub(crate) recorder: &'a mut Recorder,
    pub(crate) actions: &'a mut VecDeque<Action>,
    pub(crate) now: Duration,
    /// Cleartext for the peer, until the connection sends it.
    pub(crate) outgoing: Vec<u8>,
}

impl<'a> Cx<'a> {
    pub(crate) fn new(recorder: &'a mut Recorder, actions: &'a mut VecDeque<Action>, now: Duration) -> Self {
        Self {
            recorder,
            actions,
            now,
            outgoing: Vec::new(),
        }
    }

    pub(crate) fn send(&mut self, row: Stage, pdu: Pdu, bytes: &[u8]) {
        self.recorder.exchange(row, Direction::Sent, pdu, bytes, self.now);
        self.outgoing.extend_from_slice(bytes);
    }

    pub(crate) fn received(&mut self, row: Stage, pdu: Pdu, bytes: &[u8]) {
        self.recorder.exchange(row, Direction::Received, pdu, bytes, self.now);
    }
}

/// What a step of a conversation came to.
#[derive(Debug)]
pub(crate) enum StepOutcome {
    /// The server answered the X.224 request.
    Confirmed(negotiate::Confirm),
    /// TLS stands.
    Secured,
    /// The server answered the first CredSSP token.
    Challenged(authenticate::Challenged),
    /// The server let the account in.
    SignedIn,
    /// The server told its settings under Standard RDP Security.
    Settled(Box<Settings>),
    /// The server answered a bare ClientHello.
    Helloed(TlsHelloAnswer),
    /// The session held as long as it was watched.
    Held,
    /// It ended before that.
    Failed(Failure),
}
