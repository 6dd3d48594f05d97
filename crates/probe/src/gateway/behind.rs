//! The leg behind a gateway: an ordinary check whose one connection is the channel.
//!
//! The gateway has looked up the computer and connected to it, so its leg begins with X.224. A second connection would need
//! a second channel, and with it a second sign-in at the gateway: the check does without. It comes as a guest, because the
//! account of the computer has its one try on the direct way.

use core::time::Duration;
use std::sync::Arc;

use rustls::NoKeyLog;
use wire::{Failure, Leg, Node, Route};

use super::tunnel::MOST_DATA;
use super::websocket::Opcode;
use super::{GatewayCheck, Underway, tunnel};
use crate::{Action, Check, Identity, Input, RunOptions, Walk, limits};

impl GatewayCheck {
    /// The channel is open: begins to speak to the computer through it.
    pub(super) fn begin_behind(&mut self, now: Duration) {
        let Some(through) = &self.through else { return };
        let place = self.options.place;
        let options = RunOptions {
            identity: Identity::Guest {
                tls_secrets: Arc::new(NoKeyLog),
            },
            route: Route {
                gateway: None,
                ..self.options.route.clone()
            },
            ..self.options.clone()
        };
        let environment = self.environment.clone();
        let leg = Leg::new(Node::Gateway, Node::Computer, place);
        let computer = through.whose.computer.clone();
        let check = Check::through_channel(computer, leg, options, environment, self.began, now);
        self.behind = Some(Box::new(check));
        // The leg has the time of any that nobody signs in on; its check keeps it, and this one waits for its report.
        self.run_deadline = now + limits::RUN + limits::GOODBYE;
        self.attend(now);
    }

    /// Passes on what the computer said.
    pub(super) fn pass_on(&mut self, bytes: &[u8], now: Duration) {
        self.tell_behind(
            Input::Received {
                connection: Check::CHANNEL,
                bytes,
            },
            now,
        );
    }

    /// The gateway closes the channel with this statusCode, [MS-TSGU] 2.2.6.
    pub(super) fn closed_channel(&mut self, code: u32, now: Duration) {
        match code {
            0 | GRACEFUL_DISCONNECT => self.tell_behind(
                Input::PeerClosed {
                    connection: Check::CHANNEL,
                },
                now,
            ),
            code => {
                self.recorder.facts.tunnel.status = Some(code);
                self.failed(Failure::GatewayRefused { code }, now);
            }
        }
    }

    fn tell_behind(&mut self, input: Input<'_>, now: Duration) {
        if let Some(check) = &mut self.behind {
            check.handle(input, now);
        }
        self.attend(now);
    }

    /// Lets the check behind the gateway look at the time.
    pub(super) fn wake_behind(&mut self, now: Duration) {
        if let Some(check) = &mut self.behind {
            check.handle_timeout(now);
        }
        self.attend(now);
    }

    /// Carries out what the check behind the gateway wants, up to its report, with which this one ends as well.
    fn attend(&mut self, now: Duration) {
        while let Some(action) = self.next_behind(now) {
            match action {
                Action::Send { bytes, .. } => self.carry(&bytes, now),
                Action::Finish(report) => {
                    self.behind = None;
                    self.end = report.end;
                    self.leg_behind = report.legs.into_iter().next();
                    self.hang_up();
                    self.finish(now);
                }
                // It looks nothing up, dials nothing, and signs in nowhere; the rest is done.
                Action::Resolve(_)
                | Action::Dial { .. }
                | Action::AskKdc { .. }
                | Action::HangUp { .. }
                | Action::Emit(_)
                | Action::EmitBehind(_) => {}
            }
        }
    }

    /// What the check behind the gateway wants next, besides telling what it saw and letting go of its connection, which is
    /// the channel: that stands for as long as the connection to the gateway does.
    fn next_behind(&mut self, now: Duration) -> Option<Action> {
        let check = self.behind.as_mut()?;
        loop {
            match check.next_action()? {
                Action::HangUp { connection } => {
                    let kernel = None;
                    check.handle(Input::HungUp { connection, kernel }, now);
                }
                Action::Emit(event) => self.actions.push_back(Action::EmitBehind(event)),
                action @ (Action::Send { .. }
                | Action::Finish(_)
                | Action::Resolve(_)
                | Action::Dial { .. }
                | Action::AskKdc { .. }
                | Action::EmitBehind(_)) => return Some(action),
            }
        }
    }

    /// Sends bytes through the channel.
    fn carry(&mut self, bytes: &[u8], now: Duration) {
        for piece in bytes.chunks(MOST_DATA) {
            let mask = self.mask();
            let Underway::Open(line) = &mut self.underway else {
                return;
            };
            line.say(Opcode::Binary, &tunnel::data(piece), mask, now);
            let (connection, bytes) = (line.id, line.outgoing());
            self.actions.push_back(Action::Send { connection, bytes });
        }
    }

    /// Ends the check behind the gateway where it stands: what was under way there has no outcome.
    pub(super) fn leave_behind(&mut self, now: Duration) {
        let Some(check) = &mut self.behind else { return };
        check.handle(Input::Cancelled, now);
        while let Some(action) = self.next_behind(now) {
            // Nothing goes through the channel any more.
            if let Action::Finish(report) = action {
                self.leg_behind = report.legs.into_iter().next();
            }
        }
        self.behind = None;
    }
}

/// ERROR_GRACEFUL_DISCONNECT: the connection behind the gateway was closed.
const GRACEFUL_DISCONNECT: u32 = 0x4ca;
