//! What a connection and what is awaited on it work with.

use core::time::Duration;
use std::collections::VecDeque;

use wire::{Direction, Pdu, Stage};

use crate::Action;
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
