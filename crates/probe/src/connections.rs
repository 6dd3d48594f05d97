//! The connections of a run to one address: dialled, spoken over and closed, one at a time but for a first one that is
//! silent, which stays open while a second one asks.

use core::net::SocketAddr;
use core::time::Duration;

use wire::{Dial, Dialed, Elapsed, KernelFacts, Stage, TransportEnd};

use crate::connection::Connection;
use crate::pdu::{certificate, client_hello};
use crate::purpose::{Asked, Attempt, Main};
use crate::stages::{Cx, StepOutcome};
use crate::underway::{Closing, Dialing, Open, Underway};
use crate::{Action, Check, ConnectionId, limits};

mod follow;

impl Check {
    pub(crate) fn dialed(&mut self, connection: ConnectionId, dialed: Dialed, now: Duration) {
        // Taken out, because its attempt goes on with the connection. What is not meant is put back.
        match core::mem::replace(&mut self.underway, Underway::Nothing) {
            Underway::Dialing(dialing) if dialing.connection == connection => {
                if dialed == Dialed::Answered {
                    let handshake = now.saturating_sub(dialing.started).into();
                    self.open(connection, dialing.attempt, Some(dialing.address), handshake, now);
                } else {
                    self.not_reached(dialing.attempt, TransportEnd::NotConnected, now);
                }
                return;
            }
            other @ (Underway::Nothing | Underway::Planned(_) | Underway::Dialing(_) | Underway::Open(_)) => {
                self.underway = other;
            }
        }
        let Some(dial) = self.race.dialed(connection, dialed, now) else {
            return;
        };
        self.recorder.facts.connect.dials = self.race.dials();
        if dialed != Dialed::Answered {
            self.recorder.amend(Stage::Connect);
            return;
        }
        // Another address answered before. One connection is enough, and of this address it is known that it answers.
        if self.recorder.facts.connect.used.is_some() {
            self.recorder.amend(Stage::Connect);
            self.close(connection, None);
            return;
        }
        self.recorder.facts.connect.used = Some(dial.address);
        self.recorder.pass(Stage::Connect, now);
        self.recorder
            .start(Stage::Negotiate, limits::stage(Stage::Negotiate), now);
        let main = Main {
            negotiate_by: now + limits::stage(Stage::Negotiate),
            asked: Asked::Once,
        };
        let Dial {
            address, elapsed_ms, ..
        } = dial;
        self.open(connection, Attempt::Main(main), Some(address), elapsed_ms, now);
    }

    pub(crate) fn open(
        &mut self,
        id: ConnectionId,
        attempt: Attempt,
        address: Option<SocketAddr>,
        handshake: Elapsed,
        now: Duration,
    ) {
        let request = attempt.request(self.cookie, &self.options.route, now);
        let facts = &mut self.recorder.facts.negotiate;
        // Whether, and not what: these may name computers and people.
        facts.routing_token = request.token.is_some();
        facts.preconnection = request.preconnection.is_some();
        let mut cx = Cx::new(&mut self.recorder, &mut self.actions, now);
        let mut connection = Connection::new(id, attempt.purpose(), address, handshake, &cx);
        if let Attempt::BareTls(_) = &attempt {
            connection.hello(
                client_hello::TLS_1_2,
                self.environment.random,
                Some(request.answer_by),
                &mut cx,
            );
        } else {
            connection.negotiate(request, &mut cx);
        }
        attempt.opened(&mut self.recorder);
        self.underway = Underway::Open(Box::new(Open { attempt, connection }));
        self.opened += 1;
    }

    pub(crate) fn received(&mut self, id: ConnectionId, bytes: &[u8], now: Duration) {
        if self.is_waiting(id) {
            return self.step_waiting(now, |connection, cx| connection.receive(bytes, cx));
        }
        let outcome = self.step(Some(id), now, |connection, cx| connection.receive(bytes, cx));
        self.follow(outcome, now);
    }

    pub(crate) fn ended(&mut self, id: ConnectionId, end: TransportEnd, now: Duration) {
        if self.is_waiting(id) {
            return self.step_waiting(now, |connection, cx| connection.ended(end, cx));
        }
        let outcome = self.step(Some(id), now, |connection, cx| connection.ended(end, cx));
        self.follow(outcome, now);
    }

    pub(crate) fn kdc_answered(&mut self, answer: Option<Vec<u8>>, now: Duration) {
        let outcome = self.step(None, now, |connection, cx| connection.kdc_answered(answer, cx));
        self.follow(outcome, now);
    }

    /// Gives up what has taken too long: the connection that is being opened, or the answer on the one that stands.
    pub(crate) fn overdue(&mut self, now: Duration) {
        if self.waiting_until().is_some_and(|due| now >= due) {
            self.step_waiting(now, Connection::timed_out);
        }
        if self.underway.timeout().is_none_or(|due| now < due) {
            return;
        }
        match core::mem::replace(&mut self.underway, Underway::Nothing) {
            Underway::Dialing(dialing) => {
                self.close(dialing.connection, None);
                self.not_reached(dialing.attempt, TransportEnd::Silent, now);
            }
            other @ (Underway::Nothing | Underway::Planned(_) | Underway::Open(_)) => {
                self.underway = other;
                let outcome = self.step(None, now, Connection::timed_out);
                self.follow(outcome, now);
            }
        }
    }

    pub(crate) fn hung_up(&mut self, connection: ConnectionId, kernel: Option<KernelFacts>) {
        let Some(place) = self.closing.iter().position(|closing| closing.id == connection) else {
            return;
        };
        if let Some(entry) = self.closing.swap_remove(place).entry {
            self.recorder.connection(wire::Connection { kernel, ..entry });
        }
    }

    pub(crate) fn dial_next(&mut self, now: Duration) {
        while let Some(address) = self.race.next_dial(ConnectionId(self.next_id), now) {
            self.dial(address);
        }
        // What was spoken over is closed before the next one is dialled: Windows turns away whoever has too many half-open
        // connections.
        if self.closing.iter().any(|closing| closing.entry.is_some()) {
            return;
        }
        let address = self.recorder.facts.connect.used;
        match (core::mem::replace(&mut self.underway, Underway::Nothing), address) {
            (Underway::Planned(attempt), Some(address)) => {
                let connection = self.dial(address);
                self.underway = Underway::Dialing(Dialing {
                    connection,
                    address,
                    started: now,
                    deadline: attempt.answer_by(now).min(now + limits::DIAL),
                    attempt,
                });
            }
            (other, _) => self.underway = other,
        }
    }

    fn dial(&mut self, address: SocketAddr) -> ConnectionId {
        let connection = ConnectionId(self.next_id);
        // A run dials sixteen addresses and speaks over four connections at most.
        self.next_id = self.next_id.saturating_add(1);
        self.actions.push_back(Action::Dial { connection, address });
        connection
    }

    /// Ends the Connect row when every address has been tried and none answered.
    pub(crate) fn settle_connect(&mut self, now: Duration) {
        let dials = self.race.dials();
        // They only ever become more, so that their number tells whether there is news.
        let changed = self.recorder.facts.connect.dials.len() != dials.len();
        self.recorder.facts.connect.dials = dials;
        if changed {
            self.recorder.amend(Stage::Connect);
        }
        let connect = &self.recorder.facts.connect;
        if self.race.is_over() && connect.used.is_none() && self.recorder.running().contains(&Stage::Connect) {
            self.recorder.unconnected(now);
        }
    }

    pub(crate) fn close(&mut self, connection: ConnectionId, entry: Option<wire::Connection>) {
        self.closing.push(Closing { id: connection, entry });
        self.actions.push_back(Action::HangUp { connection });
    }

    /// Closes the connection that stands, or gives up the one that is being opened.
    pub(crate) fn hang_up(&mut self, now: Duration) {
        match core::mem::replace(&mut self.underway, Underway::Nothing) {
            Underway::Nothing | Underway::Planned(_) => {}
            Underway::Dialing(dialing) => self.close(dialing.connection, None),
            Underway::Open(open) => self.leave(open.connection, now),
        }
    }

    /// Closes a connection that stands.
    pub(crate) fn leave(&mut self, mut connection: Connection, now: Duration) {
        self.closing.push(Closing {
            id: connection.id,
            // Where the channel of a gateway leads, the gateway alone knows.
            entry: connection.address.map(|address| wire::Connection {
                purpose: connection.purpose,
                address,
                opened_at_ms: connection.opened,
                handshake_ms: connection.handshake,
                selected: connection.selected,
                certificate_sha256: connection.certificate().map(certificate::fingerprint),
                ended_by_peer: connection.ended_by_peer.map(|(end, _)| end),
                ended_after_ms: connection.ended_by_peer.map(|(_, after)| after),
                kernel: None,
            }),
        });
        connection.hang_up(&mut Cx::new(&mut self.recorder, &mut self.actions, now));
    }

    /// Lets the connection that stands do something; only the one of that name, where there is one.
    fn step(
        &mut self,
        id: Option<ConnectionId>,
        now: Duration,
        act: impl FnOnce(&mut Connection, &mut Cx<'_>) -> Option<StepOutcome>,
    ) -> Option<StepOutcome> {
        let Underway::Open(open) = &mut self.underway else {
            return None;
        };
        // News of one that was hung up meanwhile may still come.
        if id.is_some_and(|id| id != open.connection.id) {
            return None;
        }
        act(
            &mut open.connection,
            &mut Cx::new(&mut self.recorder, &mut self.actions, now),
        )
    }
}
