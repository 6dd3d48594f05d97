//! All connections of a capture, by their sockets.

use core::net::SocketAddr;
use core::time::Duration;
use std::collections::HashMap;

use crate::connection::Connection;
use crate::link::Segment;
use crate::secrets::Secrets;
use crate::{Captured, MOST_CONNECTIONS};

/// The connections.
#[derive(Debug, Default)]
pub(crate) struct Table {
    /// By the smaller socket first, so that both directions find the same.
    open: HashMap<(SocketAddr, SocketAddr), Option<Connection>>,
    over: Vec<Captured>,
    left_out: u64,
}

impl Table {
    pub(crate) fn take(&mut self, segment: &Segment<'_>, at: Duration, secrets: &Secrets) {
        let key = if segment.from <= segment.to {
            (segment.from, segment.to)
        } else {
            (segment.to, segment.from)
        };
        let is_over = |known: &Option<Connection>| known.as_ref().is_some_and(|known| known.is_over_before(segment));
        if self.open.get(&key).is_some_and(is_over)
            && let Some(Some(connection)) = self.open.remove(&key)
        {
            self.keep(connection);
        }
        if !self.open.contains_key(&key) && self.open.len() >= MOST_OPEN {
            self.left_out += 1;
            return;
        }
        let known = self.open.entry(key).or_default();
        if known.is_none() {
            *known = Connection::begin(segment, at);
        }
        if let Some(connection) = known {
            connection.take(segment, at, secrets);
            if connection.is_other() {
                // Only a new beginning between these sockets is of interest.
                *known = None;
            }
        }
    }

    fn keep(&mut self, connection: Connection) {
        let Some(captured) = connection.finish() else { return };
        if self.over.len() < MOST_CONNECTIONS {
            self.over.push(captured);
        } else {
            self.left_out += 1;
        }
    }

    /// What was captured, in order of time, and how many connections were left out.
    pub(crate) fn finish(mut self) -> (Vec<Captured>, u64) {
        let mut open: Vec<Connection> = core::mem::take(&mut self.open).into_values().flatten().collect();
        open.sort_by_key(Connection::place);
        for connection in open {
            self.keep(connection);
        }
        self.over.sort_by_key(|captured| captured.report.started_at_ms);
        (self.over, self.left_out)
    }
}

/// Sockets that are remembered: a busy server has fewer at a time.
const MOST_OPEN: usize = 16_384;
