//! The connections of a run: dialled, spoken over and closed, one at a time to one address.

use core::net::SocketAddr;
use core::time::Duration;

use wire::{Connection, Dial, Dialed, Elapsed, Failure, KernelFacts, Outcome, Purpose, Stage, TransportEnd};

use crate::line::{Desk, Line};
use crate::pdu::certificate;
use crate::{Action, Check, ConnectionId, limits};

/// A connection that is being opened after the first.
#[derive(Debug)]
pub(crate) struct Redial {
    pub(crate) connection: ConnectionId,
    pub(crate) purpose: Purpose,
    pub(crate) address: SocketAddr,
    pub(crate) started: Duration,
    /// When it is given up.
    pub(crate) deadline: Duration,
}

/// A connection that is being closed; the entry in the report waits for the kernel's figures.
#[derive(Debug)]
pub(crate) struct Closing {
    pub(crate) id: ConnectionId,
    pub(crate) entry: Option<Connection>,
}

impl Check {
    pub(crate) fn dialed(&mut self, connection: ConnectionId, dialed: Dialed, now: Duration) {
        if let Some(redial) = self.redial.take_if(|redial| redial.connection == connection) {
            if dialed == Dialed::Answered {
                let handshake = now.saturating_sub(redial.started).into();
                self.open(connection, redial.purpose, redial.address, handshake, now);
            } else {
                self.not_reached_again(redial.purpose, TransportEnd::NotConnected, now);
            }
            return;
        }
        let Some(dial) = self.race.dialed(connection, dialed, now) else {
            return;
        };
        self.recorder.known.connect.dials = self.race.dials();
        if dialed != Dialed::Answered {
            self.recorder.amend(Stage::Connect);
            return;
        }
        if self.recorder.known.connect.used.is_some() {
            self.recorder.amend(Stage::Connect);
            self.close(connection, None);
            return;
        }
        self.recorder.known.connect.used = Some(dial.address);
        self.recorder.pass(Stage::Connect, now);
        self.recorder
            .start(Stage::Negotiate, limits::stage(Stage::Negotiate), now);
        self.negotiate_by = now + limits::stage(Stage::Negotiate);
        let Dial {
            address, elapsed_ms, ..
        } = dial;
        self.open(connection, Purpose::Main, address, elapsed_ms, now);
    }

    pub(crate) fn open(
        &mut self,
        id: ConnectionId,
        purpose: Purpose,
        address: SocketAddr,
        handshake: Elapsed,
        now: Duration,
    ) {
        let request = self.request(purpose, now);
        let mut desk = Desk {
            recorder: &mut self.recorder,
            actions: &mut self.actions,
            now,
        };
        let mut line = Line::new(id, purpose, address, handshake, &desk);
        line.negotiate(request, &mut desk);
        self.line = Some(line);
        self.lines_opened += 1;
        if purpose == Purpose::WithoutCookie {
            self.note_second_end(Some(TransportEnd::Silent));
        }
    }

    pub(crate) fn ended(&mut self, connection: ConnectionId, end: TransportEnd, now: Duration) {
        let turn = self.with_line(connection, now, |line, desk| line.ended(end, desk));
        self.follow(turn.flatten(), now);
    }

    pub(crate) fn hung_up(&mut self, connection: ConnectionId, kernel: Option<KernelFacts>) {
        let Some(place) = self.closing.iter().position(|closing| closing.id == connection) else {
            return;
        };
        if let Some(entry) = self.closing.swap_remove(place).entry {
            self.recorder.connection(Connection { kernel, ..entry });
        }
    }

    pub(crate) fn dial_next(&mut self, now: Duration) {
        while let Some(address) = self.race.next_dial(ConnectionId(self.next_id), now) {
            self.dial(address);
        }
        if self.closing.iter().any(|closing| closing.entry.is_some()) {
            return;
        }
        let address = self.recorder.known.connect.used;
        if let (Some(address), Some(purpose)) = (address, self.next.take()) {
            let connection = self.dial(address);
            self.redial = Some(Redial {
                connection,
                purpose,
                address,
                started: now,
                deadline: self.answer_by(purpose, now).min(now + limits::DIAL),
            });
        }
    }

    pub(crate) fn dial(&mut self, address: SocketAddr) -> ConnectionId {
        let connection = ConnectionId(self.next_id);
        self.next_id = self.next_id.saturating_add(1);
        self.actions.push_back(Action::Dial { connection, address });
        connection
    }

    /// Ends the Connect row when every address has been tried and none answered.
    pub(crate) fn settle_connect(&mut self, now: Duration) {
        let dials = self.race.dials();
        let changed = self.recorder.known.connect.dials.len() != dials.len();
        self.recorder.known.connect.dials = dials;
        if changed {
            self.recorder.amend(Stage::Connect);
        }
        let connect = &self.recorder.known.connect;
        if self.race.is_over() && connect.used.is_none() && self.recorder.running().contains(&Stage::Connect) {
            let silent = connect.dials.iter().all(|dial| dial.dialed == Dialed::Silent);
            let outcome = if silent { Outcome::Silent } else { Outcome::Failed };
            self.recorder
                .finish(Stage::Connect, outcome, Some(Failure::NoConnection), now);
        }
    }

    pub(crate) fn give_up_dial(&mut self, connection: ConnectionId) {
        self.close(connection, None);
    }

    pub(crate) fn close(&mut self, connection: ConnectionId, entry: Option<Connection>) {
        self.closing.push(Closing { id: connection, entry });
        self.actions.push_back(Action::HangUp { connection });
    }

    /// Closes the conversation that is under way.
    pub(crate) fn hang_up(&mut self, now: Duration) {
        let Some(mut line) = self.line.take() else {
            return;
        };
        self.closing.push(Closing {
            id: line.id,
            entry: Some(Connection {
                purpose: line.purpose,
                address: line.address,
                opened_at_ms: line.opened,
                handshake_ms: line.handshake,
                selected: line.selected,
                certificate_sha256: line.certificate().map(certificate::fingerprint),
                ended_by_peer: line.ended_by_peer.map(|(end, _)| end),
                ended_after_ms: line.ended_by_peer.map(|(_, after)| after),
                kernel: None,
            }),
        });
        line.hang_up(&mut Desk {
            recorder: &mut self.recorder,
            actions: &mut self.actions,
            now,
        });
    }

    pub(crate) fn with_any_line<T>(
        &mut self,
        now: Duration,
        act: impl FnOnce(&mut Line, &mut Desk<'_>) -> T,
    ) -> Option<T> {
        let line = self.line.as_mut()?;
        Some(act(
            line,
            &mut Desk {
                recorder: &mut self.recorder,
                actions: &mut self.actions,
                now,
            },
        ))
    }

    pub(crate) fn with_line<T>(
        &mut self,
        connection: ConnectionId,
        now: Duration,
        act: impl FnOnce(&mut Line, &mut Desk<'_>) -> T,
    ) -> Option<T> {
        if self.line.as_ref().is_none_or(|line| line.id != connection) {
            return None;
        }
        self.with_any_line(now, act)
    }
}
