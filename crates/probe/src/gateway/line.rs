//! One connection to a gateway: TLS, what is answered inside, and the tunnel where one is opened.

use core::time::Duration;
use std::sync::Arc;

use rustls::{KeyLog, NoKeyLog};
use wire::{Direction, Failure, Pdu, Stage, Target, TlsFault, TransportEnd};

use super::http::{Asked, Head, Read, Rest};
use super::tunnel::{self, Told, Tunnel};
use super::websocket::{self, Opcode};
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
    /// What is left of what came behind the last head.
    rest: Rest,
    /// Once it is spoken over WebSocket.
    tunnel: Option<Tunnel>,
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
    /// In the tunnel.
    Told(Told),
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
            rest: Rest::Bytes(0),
            tunnel: None,
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
        match self.asked {
            Asked::SignIn if self.tunnel.is_some() => Stage::Tunnel,
            Asked::SignIn => Stage::SignIn,
            Asked::Http | Asked::Rpc if self.secured => Stage::Answer,
            Asked::Http | Asked::Rpc => Stage::Secure,
        }
    }

    /// Asks, once TLS stands.
    pub(super) fn ask(&mut self, gateway: &Target, random: &[u8; 32], authorization: Option<&str>, now: Duration) {
        self.tls.send(&self.asked.request(gateway, random, authorization));
        self.deadline = now + limits::ANSWER;
    }

    /// Passes over what came with `head`, so that more can be asked.
    pub(super) fn take(&mut self, head: &Head) {
        self.answer.drain(..head.length.min(self.answer.len()));
        self.rest = head.rest;
    }

    /// Begins the tunnel to `computer`; `mask` is for the first frame.
    pub(super) fn begin_tunnel(&mut self, computer: Target, mask: [u8; 4], now: Duration) {
        let (tunnel, packet) = Tunnel::begin(computer);
        self.tunnel = Some(tunnel);
        self.say(Opcode::Binary, &packet, mask, now);
    }

    /// Sends a frame.
    pub(super) fn say(&mut self, opcode: Opcode, payload: &[u8], mask: [u8; 4], now: Duration) {
        self.tls.send(&websocket::frame(opcode, payload, mask));
        if opcode == Opcode::Binary && self.deadline < Duration::MAX {
            let computer = self.tunnel.as_ref().is_some_and(Tunnel::awaits_computer);
            self.deadline = now + if computer { limits::TUNNEL } else { limits::ANSWER };
        }
    }

    /// The channel is open: what is waited for now, the check that goes through it gives up itself.
    pub(super) fn opened(&mut self) {
        self.deadline = Duration::MAX;
    }

    /// Takes bytes of the gateway.
    pub(super) fn receive(&mut self, bytes: &[u8], recorder: &mut Recorder, now: Duration) -> Progress {
        // The evidence is that of the first connection.
        if !self.secured && self.asked != Asked::SignIn {
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

    fn read(&mut self) -> Progress {
        if let Some(tunnel) = &mut self.tunnel {
            let told = tunnel.read(&mut self.answer);
            return if told == Told::Nothing {
                Progress::Waiting
            } else {
                Progress::Told(told)
            };
        }
        match self.rest.skip(&mut self.answer) {
            Some(true) if !self.answer.is_empty() => {}
            Some(_) => return Progress::Waiting,
            None => {
                return Progress::Failed(Failure::NotRdp {
                    service: banner::recognize(&self.answer),
                });
            }
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

    /// Says goodbye; the masks are for the frames of a tunnel.
    pub(super) fn close(&mut self, masks: [[u8; 4]; 2]) -> Vec<u8> {
        if self.tunnel.is_some() {
            let [first, second] = masks;
            self.tls
                .send(&websocket::frame(Opcode::Binary, &tunnel::close(), first));
            self.tls.send(&websocket::frame(Opcode::Close, &[], second));
        }
        self.tls.close_notify();
        self.tls.outgoing()
    }
}

const NOT_TLS: Failure = Failure::TlsUnusable {
    fault: TlsFault::NotTls,
};
