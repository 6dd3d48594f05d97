//! What results of a conversation lead to: the next step on the same connection, another connection, or the end.

use core::time::Duration;

use wire::{Stage, TransportEnd};

use super::{Open, Underway};
use crate::connection::Connection;
use crate::purpose::{Attempt, Next, Run};
use crate::stages::{Cx, StepOutcome, negotiate};
use crate::tls::{Tls, TlsOffer};
use crate::{Check, Identity, limits};

impl Check {
    /// Follows a conversation from one result to the next.
    pub(crate) fn follow(&mut self, outcome: Option<StepOutcome>, now: Duration) {
        let mut outcome = outcome;
        while let Some(result) = outcome.take() {
            let Some(next) = self.decide(result, now) else {
                return;
            };
            self.carry_out(next, now);
            self.leave_waiting_without_need(now);
            // What has come behind the last answer may be the next one.
            outcome = self.step(None, now, Connection::advance);
        }
    }

    /// What a result leads to; absent where no connection stands.
    fn decide(&mut self, result: StepOutcome, now: Duration) -> Option<Next> {
        let Underway::Open(open) = &mut self.underway else {
            return None;
        };
        let Open { attempt, connection } = open.as_mut();
        let mut run = Run {
            recorder: &mut self.recorder,
            host: &self.target.host,
            identity: &self.options.identity,
            cookie: &mut self.cookie,
            connections_left: limits::CONNECTIONS.saturating_sub(self.opened),
            now,
        };
        // Before anything is decided: a handshake that breaks once the server has asked for one breaks for another
        // reason.
        run.recorder.facts.secure.asks_certificate |= connection.tls().is_some_and(Tls::asks_certificate);
        Some(match result {
            StepOutcome::Confirmed(confirm) => attempt.confirmed(confirm, &mut run),
            StepOutcome::Secured => match connection.tls() {
                Some(tls) => attempt.secured(tls, &mut run),
                None => Next::Done,
            },
            StepOutcome::Challenged(challenged) => attempt.challenged(challenged, &mut run),
            StepOutcome::SignedIn => run.signed_in(),
            StepOutcome::Settled(settings) => run.settled(&settings),
            StepOutcome::Helloed(answer) => attempt.helloed(answer, &mut run),
            StepOutcome::Held => {
                run.recorder.pass(Stage::Stay, now);
                Next::Done
            }
            StepOutcome::Failed(failure) => attempt.failed(connection.stage(), failure, &mut run),
        })
    }

    fn carry_out(&mut self, next: Next, now: Duration) {
        let (host, environment, options) = (&self.target.host, &self.environment, &self.options);
        let mut cx = Cx::new(&mut self.recorder, &mut self.actions, now);
        if let Underway::Open(open) = &mut self.underway {
            let Open { attempt, connection } = open.as_mut();
            match next {
                Next::Secure => {
                    let offer = offer(&options.identity, connection);
                    let secrets = options.identity.key_log();
                    return connection.secure(host, &environment.crypto, &secrets, offer, &mut cx);
                }
                Next::SignIn => {
                    let signing_in = match &options.identity {
                        Identity::Account(account) => connection.sign_in(account, host, &mut cx),
                        // Nothing has a guest sign in.
                        Identity::Guest { .. } => Ok(()),
                    };
                    match signing_in {
                        Ok(()) => return,
                        Err(failure) => self.recorder.fail(Stage::Authenticate, failure, now),
                    }
                }
                Next::Challenge(form) => return connection.challenge(form, attempt.patience(), &mut cx),
                Next::StandardSettings => return connection.standard_settings(&mut cx),
                Next::Hello(version) => return connection.hello(version, environment.random, None, &mut cx),
                Next::Session => match connection.session(attempt.offer(), options, &mut cx) {
                    Ok(()) => return,
                    Err(failure) => self.recorder.fail(Stage::Settings, failure, now),
                },
                // Planned and not dialled: the one before it is closed first.
                Next::Reconnect(attempt) => {
                    self.hang_up(now);
                    self.underway = Underway::Planned(attempt);
                    return;
                }
                Next::ConnectBeside(second) => return self.try_beside(second),
                Next::AwaitFirst => {
                    self.hang_up(now);
                    return self.resume_first();
                }
                Next::Done => {}
            }
        }
        self.hang_up(now);
    }

    /// A further connection could not be opened.
    pub(super) fn not_reached(&mut self, attempt: Attempt, end: TransportEnd, now: Duration) {
        let mut run = Run {
            recorder: &mut self.recorder,
            host: &self.target.host,
            identity: &self.options.identity,
            cookie: &mut self.cookie,
            connections_left: limits::CONNECTIONS.saturating_sub(self.opened),
            now,
        };
        match attempt.not_reached(end, &mut run) {
            Next::Reconnect(next) => self.underway = Underway::Planned(next),
            Next::AwaitFirst => self.resume_first(),
            // Nothing else can follow without a connection.
            Next::Secure
            | Next::Challenge(_)
            | Next::StandardSettings
            | Next::Hello(_)
            | Next::Session
            | Next::ConnectBeside(_)
            | Next::SignIn
            | Next::Done => {}
        }
        self.leave_waiting_without_need(now);
    }
}

/// CredSSP over TLS 1.3 fails with Windows 11 and Server 2025 for clients that bind to the key as older ones do. A sign-in
/// has one try only, so that it offers TLS 1.2 alone where the server wants CredSSP.
fn offer(identity: &Identity, connection: &Connection) -> TlsOffer {
    let credssp = connection.selected.is_some_and(negotiate::is_credssp);
    match identity {
        Identity::Account(_) if credssp => TlsOffer::Tls12,
        Identity::Account(_) | Identity::Guest { .. } => TlsOffer::Every,
    }
}
