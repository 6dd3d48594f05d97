//! What is said over the connection that stands, and how it ends.

use core::time::Duration;

use wire::{Direction, Failure, Pdu, Stage, TransportEnd};

use super::http::Asked;
use super::line::{Line, Progress};
use super::tunnel::Told;
use super::{GatewayCheck, Underway};
use crate::{Action, ConnectionId, limits};

impl GatewayCheck {
    /// A second connection did not come about.
    pub(super) fn undialed(&mut self, asked: Asked, failure: Failure, now: Duration) {
        match asked {
            Asked::SignIn => {
                self.recorder.fail(Stage::SignIn, failure, now);
                self.finish(now);
            }
            Asked::Http | Asked::Rpc => self.settle_first(now),
        }
    }

    pub(super) fn open(&mut self, id: ConnectionId, asked: Asked, now: Duration) {
        let time = self.recorder.time_of_day_ms(now);
        let mut line = Line::open(id, asked, &self.gateway, &self.environment, time, now);
        let bytes = line.outgoing();
        if asked == Asked::Http {
            self.recorder
                .exchange(Stage::Secure, Direction::Sent, Pdu::ClientHello, &bytes, now);
        }
        self.actions.push_back(Action::Send { connection: id, bytes });
        self.underway = Underway::Open(Box::new(line));
    }

    pub(super) fn received(&mut self, id: ConnectionId, bytes: &[u8], now: Duration) {
        let mut progress = self.receive(id, bytes, now);
        // Of the computer's words there may be any number behind each other.
        while let Some(Progress::Told(Told::Data(data))) = &progress {
            self.pass_on(data, now);
            progress = self.receive(id, &[], now);
        }
        match progress {
            None | Some(Progress::Waiting) => {}
            Some(Progress::Secured) => self.secured(now),
            Some(Progress::Answered(head)) => self.answered(head, now),
            Some(Progress::Told(told)) => self.told(told, now),
            Some(Progress::Failed(failure)) => self.failed(failure, now),
        }
    }

    /// What bytes led to; none where nobody reads them.
    fn receive(&mut self, id: ConnectionId, bytes: &[u8], now: Duration) -> Option<Progress> {
        let Underway::Open(line) = &mut self.underway else {
            return None;
        };
        if line.id != id {
            return None;
        }
        let progress = line.receive(bytes, &mut self.recorder, now);
        let bytes = line.outgoing();
        if !bytes.is_empty() {
            self.actions.push_back(Action::Send { connection: id, bytes });
        }
        Some(progress)
    }

    pub(super) fn secured(&mut self, now: Duration) {
        let Underway::Open(line) = &mut self.underway else {
            return;
        };
        if line.asked == Asked::Http {
            let time = self.recorder.time_of_day_ms(now);
            self.recorder.facts.secure = line.tls().facts(&self.gateway.host, time);
            if let Some(fault) = line.tls().certificate_fault() {
                return self.failed(Failure::TlsUnusable { fault }, now);
            }
            self.recorder.pass(Stage::Secure, now);
            self.recorder.start(Stage::Answer, limits::stage(Stage::Answer), now);
        }
        if line.asked == Asked::SignIn {
            return self.begin_sign_in(now);
        }
        line.ask(&self.gateway, &self.environment.random, None, now);
        self.flush(now);
    }

    pub(super) fn failed(&mut self, failure: Failure, now: Duration) {
        let Underway::Open(line) = &self.underway else { return };
        let stage = line.stage();
        let asked = line.asked;
        self.recorder.facts.secure.asks_certificate |= line.tls().asks_certificate();
        self.leave_behind(now);
        self.hang_up();
        // What the newer path answered is the result; the older one was asked besides.
        if asked == Asked::Rpc {
            return self.settle_first(now);
        }
        self.recorder.fail(stage, failure, now);
        self.finish(now);
    }

    pub(super) fn ended(&mut self, id: ConnectionId, end: TransportEnd, now: Duration) {
        if let Underway::Open(line) = &self.underway
            && line.id == id
        {
            let failure = line.ended(end);
            self.failed(failure, now);
        }
    }

    pub(super) fn overdue(&mut self, now: Duration) {
        match &self.underway {
            Underway::Dialing {
                connection,
                asked,
                deadline,
            } if now >= *deadline => {
                let (connection, asked) = (*connection, *asked);
                self.underway = Underway::Nothing;
                self.close(connection);
                self.undialed(asked, Failure::TimedOut { received: 0 }, now);
            }
            Underway::Open(line) if now >= line.deadline => {
                let id = line.id;
                self.ended(id, TransportEnd::Silent, now);
            }
            Underway::Nothing | Underway::Dialing { .. } | Underway::Open(_) => {}
        }
    }
}
