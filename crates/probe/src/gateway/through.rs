//! The way through a gateway, for somebody who has an account there: the sign-in, once, then the tunnel and its channel, and
//! what comes through it.

use core::time::Duration;

use wire::{CertificateFacts, Failure, NotChecked, Pdu, SecureFacts, Stage, TransportEnd};

use super::http::{Asked, Head, SIGN_IN};
use super::sign_in::{Scheme, SignIn};
use super::tunnel::Told;
use super::websocket::Opcode;
use super::{GatewayCheck, Underway};
use crate::failure::malformed;
use crate::{Action, limits};

impl GatewayCheck {
    /// Goes on behind the answer of a gateway that takes a sign-in by `scheme`, where somebody has an account.
    pub(super) fn go_through(&mut self, scheme: Option<Scheme>, now: Duration) {
        match (&mut self.through, scheme, self.recorder.facts.connect.used) {
            (None, _, _) => self.recorder.leave_out_from(Stage::SignIn, NotChecked::NeedsPassword),
            (Some(through), Some(scheme), Some(address)) => {
                through.scheme = Some(scheme);
                self.recorder.facts.sign_in.scheme = Some(scheme.name().into());
                self.recorder.start(Stage::SignIn, limits::stage(Stage::SignIn), now);
                // A connection that was asked without an account may be of no use any more.
                let connection = self.dial(address);
                self.underway = Underway::Dialing {
                    connection,
                    asked: Asked::SignIn,
                    deadline: now + limits::DIAL,
                };
                return;
            }
            // It wants a sign-in that this check does not have, or one inside its tunnel: that is as far as it gets.
            (Some(_), _, _) => {}
        }
        self.finish(now);
    }

    /// Signs in over the connection whose TLS stands now. No proof of a password goes to a gateway whose certificate a client
    /// would not take: that certificate is what the report shows then.
    pub(super) fn begin_sign_in(&mut self, now: Duration) {
        let time = self.recorder.time_of_day_ms(now);
        let (Underway::Open(line), Some(through)) = (&mut self.underway, &mut self.through) else {
            return;
        };
        let shown = line.tls().facts(&self.gateway.host, time);
        let (authorities, crypto) = (&through.whose.authorities, &self.environment.crypto);
        let own = line.tls().certificates().first();
        // What stands for itself may also call itself an authority, which no chain may end with.
        let is_known = own.is_some_and(|own| through.whose.own.contains(own));
        let vouched = || is_known || line.tls().is_vouched_for(authorities, crypto, &self.gateway.host, time);
        if !is_taken(&shown) || !vouched() {
            self.recorder.facts.secure = shown;
            self.recorder.amend(Stage::Secure);
            // No password was shown to this certificate.
            self.recorder.abandon(Stage::SignIn);
            self.hang_up();
            return self.finish(now);
        }
        if let Some(scheme) = through.scheme {
            let certificates = line.tls().certificates();
            let certificate = certificates.first().map_or(&[][..], |own| own.as_ref());
            let sign_in = SignIn::new(&through.whose.account, scheme, &self.gateway.host, certificate);
            through.sign_in = sign_in.map(Box::new);
        }
        self.sign_in(&[], now);
    }

    /// Answers these challenges; none where the sign-in is about to begin.
    fn sign_in(&mut self, challenges: &[String], now: Duration) {
        let (Underway::Open(line), Some(through)) = (&mut self.underway, &mut self.through) else {
            return;
        };
        let sign_in = through.sign_in.as_mut();
        let used = sign_in.as_ref().is_some_and(|sign_in| sign_in.is_used());
        match sign_in.and_then(|sign_in| sign_in.authorization(challenges)) {
            Some(authorization) => {
                line.ask(&self.gateway, &self.environment.random, Some(&authorization), now);
                self.flush(now);
            }
            // It asks for what it has had.
            None if used => self.failed(Failure::HttpStatus { status: SIGN_IN }, now),
            // There is no challenge that could be answered, or no account that is called so.
            None => self.failed(malformed(Pdu::NtlmChallenge), now),
        }
    }

    /// What the gateway answers to a request with an authorization.
    pub(super) fn signed_in(&mut self, head: &Head, now: Duration) {
        let mask = self.mask();
        let (Underway::Open(line), Some(through)) = (&mut self.underway, &self.through) else {
            return;
        };
        match head.status {
            SIGN_IN => {
                line.take(head);
                self.sign_in(&head.challenges, now);
            }
            101 => {
                self.recorder.pass(Stage::SignIn, now);
                self.recorder.start(Stage::Tunnel, limits::stage(Stage::Tunnel), now);
                line.take(head);
                line.begin_tunnel(through.whose.computer.clone(), mask, now);
                self.flush(now);
            }
            // The transport of older clients, which this check does not have.
            _ if head.transport(Asked::SignIn).is_some() => {
                self.recorder.pass(Stage::SignIn, now);
                self.hang_up();
                self.finish(now);
            }
            status => self.failed(Failure::HttpStatus { status }, now),
        }
    }

    /// What the gateway says in its tunnel.
    pub(super) fn told(&mut self, told: Told, now: Duration) {
        let mask = self.mask();
        let Underway::Open(line) = &mut self.underway else {
            return;
        };
        match told {
            Told::Nothing => {}
            Told::Asks(payload) => {
                line.say(Opcode::Pong, &payload, mask, now);
                self.flush(now);
            }
            Told::Agrees(next) => {
                line.say(Opcode::Binary, &next, mask, now);
                self.flush(now);
            }
            Told::Opened => {
                line.opened();
                self.recorder.facts.tunnel.status = Some(0);
                self.recorder.pass(Stage::Tunnel, now);
                self.begin_behind(now);
                self.flush(now);
            }
            Told::Data(bytes) => self.pass_on(&bytes, now),
            Told::Closes(code) => self.closed_channel(code, now),
            Told::Refuses(code) => {
                self.recorder.facts.tunnel.status = Some(code);
                self.failed(Failure::GatewayRefused { code }, now);
            }
            Told::Ends => {
                let failure = line.ended(TransportEnd::Closed);
                self.failed(failure, now);
            }
            Told::Foreign => self.failed(malformed(Pdu::Unnamed), now),
        }
    }

    /// Sends what is to be sent, and reads on: what follows may have come already.
    pub(super) fn flush(&mut self, now: Duration) {
        let Underway::Open(line) = &mut self.underway else {
            return;
        };
        let (connection, bytes) = (line.id, line.outgoing());
        self.actions.push_back(Action::Send { connection, bytes });
        self.received(connection, &[], now);
    }

    /// A new mask for a frame. It keeps nothing secret.
    pub(super) fn mask(&self) -> [u8; 4] {
        let mut mask = [0; 4];
        match self.environment.crypto.secure_random.fill(&mut mask) {
            Ok(()) => mask,
            Err(_) => [0x5a; 4],
        }
    }
}

/// Whether the certificate is for the gateway's name, and in its dates.
fn is_taken(facts: &SecureFacts) -> bool {
    let lasts = |own: &CertificateFacts| {
        let dates = own.not_before..=own.not_after;
        facts.seen_at.is_some_and(|now| dates.contains(&now))
    };
    facts.name_matches == Some(true) && facts.certificates.first().is_some_and(lasts)
}
