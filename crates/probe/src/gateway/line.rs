//! One connection to a gateway: TLS, and the one answer that is waited for inside.

use core::time::Duration;
use std::sync::Arc;

use rustls::{KeyLog, NoKeyLog};
use wire::{Direction, Failure, Pdu, Stage, Target, TlsFault, TransportEnd};

use super::http::{Asked, Head, Read};
use crate::failure::transport_failure;
use crate::pdu::banner;
use crate::recorder::Recorder;
use crate::tls::{Tls, TlsOffer};
use crate::{ConnectionId, Environment, limits};

/// A connection that stands.
#[derive(Debug)]
pub(super) struct Line {
    pub(super) id: ConnectionId,
    pub(super) asked: Asked,
    tls: Tls,
    /// What has come of the answer.
    answer: Vec<u8>,
    secured: bool,
    /// When what is waited for is given up.
    pub(super) deadline: Duration,
}

/// What bytes led to.
pub(super) enum Progress {
    /// Nothing yet.
    Waiting,
    /// TLS stands.
    Secured,
    Answered(Head),
    Failed(Failure),
}

impl Line {
    /// Begins TLS with `gateway`.
    pub(super) fn open(
        id: ConnectionId,
        asked: Asked,
        gateway: &Target,
        environment: &Environment,
        time_of_day_ms: i64,
        now: Duration,
    ) -> Self {
        let secrets: Arc<dyn KeyLog> = Arc::new(NoKeyLog);
        let tls = Tls::new(
            &gateway.host,
            TlsOffer::Every,
            &environment.crypto,
            &secrets,
            time_of_day_ms,
        );
        Self {
            id,
            asked,
            tls,
            answer: Vec::new(),
            secured: false,
            deadline: now + limits::ANSWER,
        }
    }

    /// What is to be sent.
    pub(super) fn outgoing(&mut self) -> Vec<u8> {
        self.tls.outgoing()
    }

    /// TLS, once it stands.
    pub(super) fn tls(&self) -> &Tls {
        &self.tls
    }

    /// The stage that is under way here.
    pub(super) fn stage(&self) -> Stage {
        if self.secured { Stage::Answer } else { Stage::Secure }
    }

    /// Asks, once TLS stands.
    pub(super) fn ask(&mut self, gateway: &Target, random: &[u8; 32], now: Duration) {
        self.tls.send(&self.asked.request(gateway, random));
        self.deadline = now + limits::ANSWER;
    }

    /// Takes bytes of the gateway.
    pub(super) fn receive(&mut self, bytes: &[u8], recorder: &mut Recorder, now: Duration) -> Progress {
        if !self.secured {
            recorder.exchange(Stage::Secure, Direction::Received, Pdu::TlsHandshake, bytes, now);
        }
        match self.tls.receive(bytes) {
            // A web server without TLS answers a ClientHello in its own words.
            Err(failure) if failure == NOT_TLS => Progress::Failed(banner::foreign(bytes).unwrap_or(failure)),
            Err(failure) => Progress::Failed(failure),
            Ok(progress) => {
                self.answer.extend_from_slice(&progress.cleartext);
                if progress.secured {
                    self.secured = true;
                    return Progress::Secured;
                }
                let read = self.read();
                if progress.closed && matches!(read, Progress::Waiting) {
                    return Progress::Failed(self.ended(TransportEnd::Closed));
                }
                read
            }
        }
    }

    fn read(&self) -> Progress {
        if self.answer.is_empty() {
            return Progress::Waiting;
        }
        match Head::read(&self.answer) {
            Read::Partial => Progress::Waiting,
            Read::Whole(head) => Progress::Answered(head),
            Read::Foreign => Progress::Failed(Failure::NotRdp {
                service: banner::recognize(&self.answer),
            }),
        }
    }

    /// How the stage that is under way ends with the connection.
    pub(super) fn ended(&self, end: TransportEnd) -> Failure {
        let received = if self.secured {
            self.answer.len()
        } else {
            self.tls.received()
        };
        transport_failure(end, received)
    }

    /// Says goodbye.
    pub(super) fn close(&mut self) -> Vec<u8> {
        self.tls.close_notify();
        self.tls.outgoing()
    }
}

const NOT_TLS: Failure = Failure::TlsUnusable {
    fault: TlsFault::NotTls,
};
