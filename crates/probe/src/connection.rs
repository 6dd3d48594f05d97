//! One TCP connection over which RDP is spoken: its TLS, what has come and is not read yet, and what is waited for.

use core::net::SocketAddr;
use core::time::Duration;
use std::borrow::Cow;

use wire::{Direction, Elapsed, Failure, Pdu, Purpose, Stage, TlsFault, TlsHelloAnswer, TransportEnd};

use crate::budget::{Budget, Exhausted};
use crate::conversation::next_frame;
use crate::failure::{malformed, transport_failure};
use crate::pdu::banner;
use crate::stages::authenticate::AwaitChallenge;
use crate::stages::hello::AwaitServerHello;
use crate::stages::negotiate::{AwaitConfirm, Confirm};
use crate::stages::session::Session;
use crate::stages::sign_in::AwaitSignIn;
use crate::stages::standard::AwaitConnectResponse;
use crate::stages::{Cx, StepOutcome};
use crate::tls::Tls;
use crate::{ConnectionId, limits};

mod ask;
mod send;

#[derive(Debug)]
pub(crate) struct Connection {
    pub(crate) id: ConnectionId,
    pub(crate) purpose: Purpose,
    pub(crate) address: Option<SocketAddr>,
    pub(crate) opened: Elapsed,
    pub(crate) handshake: Elapsed,
    pub(crate) ended_by_peer: Option<(TransportEnd, Elapsed)>,
    /// The protocol that the server selected.
    pub(crate) selected: Option<u32>,
    /// The Connection Confirm by which it did.
    confirm: Vec<u8>,
    tls: Option<Tls>,
    buffer: Vec<u8>,
    budget: Budget,
    /// Whether what comes is no longer read: a session that works sends more pictures than anybody looks at.
    deaf: bool,
    /// When bytes of ours went out for the last time.
    last_sent: Duration,
    awaited: Awaited,
    deadline: Duration,
}

/// What the peer is to say next.
#[derive(Debug)]
enum Awaited {
    Nothing,
    Confirm(AwaitConfirm),
    ServerFinished,
    Challenge(AwaitChallenge),
    ConnectResponse(AwaitConnectResponse),
    ServerHello(AwaitServerHello),
    SignIn(AwaitSignIn),
    Session(Box<Session>),
}

impl Connection {
    pub(crate) fn new(
        id: ConnectionId,
        purpose: Purpose,
        address: Option<SocketAddr>,
        handshake: Elapsed,
        cx: &Cx<'_>,
    ) -> Self {
        Self {
            id,
            purpose,
            address,
            opened: cx.recorder.since_start(cx.now),
            handshake,
            ended_by_peer: None,
            selected: None,
            confirm: Vec::new(),
            tls: None,
            buffer: Vec::new(),
            budget: Budget::default(),
            deaf: false,
            last_sent: cx.now,
            awaited: Awaited::Nothing,
            deadline: cx.now + limits::ANSWER,
        }
    }

    /// TLS, once it stands.
    pub(crate) fn tls(&self) -> Option<&Tls> {
        self.tls.as_ref()
    }

    /// The server's own certificate, in DER.
    pub(crate) fn certificate(&self) -> Option<&[u8]> {
        let own = self.tls.as_ref()?.certificates().first()?;
        Some(own.as_ref())
    }

    /// The stage that is under way here.
    pub(crate) fn stage(&self) -> Stage {
        match &self.awaited {
            Awaited::Nothing | Awaited::Confirm(_) => self.row(Stage::Negotiate),
            Awaited::ServerFinished | Awaited::ServerHello(_) => self.row(Stage::Secure),
            Awaited::Challenge(_) | Awaited::SignIn(_) => Stage::Authenticate,
            Awaited::ConnectResponse(_) => Stage::Settings,
            Awaited::Session(session) => session.stage(),
        }
    }

    /// Takes bytes of the peer.
    pub(crate) fn receive(&mut self, bytes: &[u8], cx: &mut Cx<'_>) -> Option<StepOutcome> {
        // Neither read nor counted: what a session that works goes on to paint is not looked at.
        if self.deaf {
            return None;
        }
        // Before TLS sees them, so that nobody makes it work for more than this.
        if self.budget.receive(bytes.len(), self.stage()).is_err() {
            return self.exhausted();
        }
        let Some(tls) = &mut self.tls else {
            return self.read(bytes, cx);
        };
        let handshaking = matches!(self.awaited, Awaited::ServerFinished);
        // What stood in clear behind the Connection Confirm is TLS's to judge: taken for what came inside TLS, it would let
        // anybody on the path make up a session (the hole of CVE-2011-0411).
        let mut early = Vec::new();
        if handshaking {
            core::mem::swap(&mut early, &mut self.buffer);
        }
        let bytes = if early.is_empty() {
            Cow::Borrowed(bytes)
        } else {
            Cow::Owned([&early, bytes].concat())
        };
        // An alert that came before the ClientHello says nothing about it.
        let received = match early.first() {
            Some(&ALERT) => Err(NOT_TLS),
            Some(_) | None => tls.receive(&bytes),
        };
        // Also where what came is not taken: the alert that says so is sent all the same.
        let outgoing = tls.outgoing();
        if !outgoing.is_empty() {
            self.put(outgoing, cx);
        }
        if handshaking {
            let row = self.row(Stage::Secure);
            cx.recorder
                .exchange(row, Direction::Received, Pdu::TlsHandshake, &bytes, cx.now);
        }
        match received {
            // A web server, for one, answers a ClientHello that it did not expect in its own words.
            Err(failure) if failure == NOT_TLS => Some(StepOutcome::Failed(banner::foreign(&bytes).unwrap_or(failure))),
            Err(failure) => Some(StepOutcome::Failed(failure)),
            Ok(progress) if progress.secured => {
                self.buffer.extend_from_slice(&progress.cleartext);
                Some(StepOutcome::Secured)
            }
            Ok(progress) => {
                let outcome = self.read(&progress.cleartext, cx);
                if outcome.is_none() && progress.closed {
                    return self.ended(TransportEnd::Closed, cx);
                }
                outcome
            }
        }
    }

    /// Takes cleartext of the peer.
    fn read(&mut self, cleartext: &[u8], cx: &mut Cx<'_>) -> Option<StepOutcome> {
        if self.budget.decrypt(cleartext.len(), self.stage()).is_err() {
            return self.exhausted();
        }
        self.buffer.extend_from_slice(cleartext);
        let outcome = self.advance(cx);
        if outcome.is_none() && self.buffer.len() > limits::UNREAD_BYTES {
            return self.exhausted();
        }
        outcome
    }

    /// The peer has sent more than a connection may cost.
    fn exhausted(&mut self) -> Option<StepOutcome> {
        // Gives the memory back, which `clear` would keep.
        self.buffer = Vec::new();
        match &self.awaited {
            Awaited::Nothing => None,
            Awaited::Confirm(_) => Some(StepOutcome::Failed(malformed(Pdu::ConnectionConfirm))),
            Awaited::ServerFinished => Some(StepOutcome::Failed(Failure::TlsUnusable {
                fault: TlsFault::TooLarge,
            })),
            Awaited::Challenge(_) | Awaited::SignIn(_) => Some(StepOutcome::Failed(malformed(Pdu::TsRequest))),
            Awaited::ConnectResponse(_) => Some(StepOutcome::Failed(malformed(Pdu::ConnectResponse))),
            Awaited::ServerHello(_) => Some(StepOutcome::Helloed(TlsHelloAnswer::NotTls)),
            // Pictures in masses are no fault: the session is watched on for how it ends.
            Awaited::Session(session) if session.is_busy() => {
                self.deaf = true;
                None
            }
            Awaited::Session(session) => Some(session.flooded()),
        }
    }

    /// Reads what has come, until something is settled or more is needed.
    pub(crate) fn advance(&mut self, cx: &mut Cx<'_>) -> Option<StepOutcome> {
        let row = self.row(Stage::Negotiate);
        let mut spent = Ok(());
        let outcome = match &mut self.awaited {
            Awaited::Nothing | Awaited::ServerFinished => None,
            Awaited::Confirm(confirm) => confirm.receive(&mut self.buffer, row, cx),
            Awaited::Challenge(challenge) => challenge.receive(&mut self.buffer, cx),
            Awaited::SignIn(sign_in) => sign_in.receive(&mut self.buffer, cx),
            Awaited::ServerHello(hello) => hello.receive(&self.buffer, cx),
            Awaited::ConnectResponse(response) => match next_frame(&mut self.buffer) {
                Ok(frame) => frame.map(|frame| response.receive(&frame, cx)),
                Err(failure) => Some(StepOutcome::Failed(failure)),
            },
            Awaited::Session(session) => loop {
                // Some words of others would pass for a frame: `<!` for one of 33 bytes.
                if let Some(failure) = session.foreign(&self.buffer) {
                    break Some(StepOutcome::Failed(failure));
                }
                match next_frame(&mut self.buffer) {
                    Ok(None) => break None,
                    Ok(Some(frame)) => {
                        spent = self.budget.frame();
                        if spent.is_err() {
                            break None;
                        }
                        if let Some(outcome) = session.receive(&frame, cx) {
                            break Some(outcome);
                        }
                    }
                    Err(failure) => break Some(StepOutcome::Failed(failure)),
                }
            },
        };
        // A message of theirs may call for one of ours, again and again.
        let spent = spent.and_then(|()| self.budget.send(cx.outgoing.len()));
        if let Awaited::SignIn(sign_in) = &self.awaited
            && (!cx.outgoing.is_empty() || sign_in.awaits_kdc())
        {
            self.deadline = cx.now + limits::ANSWER;
        }
        self.flush(cx);
        if let Awaited::Session(session) = &self.awaited {
            self.deadline = session.deadline();
        }
        if let Some(StepOutcome::Confirmed(Confirm::Selected(selected))) = &outcome {
            self.selected = Some(selected.protocol.bits());
            self.confirm = selected.frame.clone();
        }
        match spent {
            Ok(()) => outcome,
            // What was settled within the limits stands.
            Err(Exhausted) => outcome.or_else(|| self.exhausted()),
        }
    }

    /// The peer closed or reset the connection.
    pub(crate) fn ended(&mut self, end: TransportEnd, cx: &mut Cx<'_>) -> Option<StepOutcome> {
        let after = cx.now.saturating_sub(self.last_sent).into();
        // The first end counts: a reset behind a FIN tells nothing new.
        self.ended_by_peer.get_or_insert((end, after));
        if let Some(outcome) = self.judge_early(cx) {
            return Some(outcome);
        }
        let row = self.row(Stage::Negotiate);
        match &self.awaited {
            Awaited::Nothing => None,
            Awaited::Confirm(confirm) => Some(confirm.ended(end, &self.buffer, row, cx)),
            Awaited::ServerHello(_) => Some(AwaitServerHello::ended(end)),
            Awaited::Session(session) => Some(session.ended(end, &self.buffer, cx)),
            // The one alert that is no error to TLS, and no answer either, is the goodbye of RFC 8446 6.1.
            Awaited::ServerFinished if end == TransportEnd::Closed && self.received() == ALERT_RECORD => {
                Some(StepOutcome::Failed(Failure::TlsAlert { code: 0 }))
            }
            Awaited::ServerFinished | Awaited::Challenge(_) | Awaited::SignIn(_) | Awaited::ConnectResponse(_) => {
                Some(StepOutcome::Failed(transport_failure(end, self.received())))
            }
        }
    }

    /// What TLS makes of what stood in clear behind the Connection Confirm, where nothing came after it.
    fn judge_early(&mut self, cx: &mut Cx<'_>) -> Option<StepOutcome> {
        let unjudged = matches!(self.awaited, Awaited::ServerFinished) && !self.buffer.is_empty();
        unjudged.then(|| self.receive(&[], cx)).flatten()
    }

    /// When this connection wants to be looked at again.
    pub(crate) fn timeout(&self) -> Duration {
        let patience = if let Awaited::Confirm(confirm) = &self.awaited {
            confirm.patience()
        } else {
            None
        };
        patience.map_or(self.deadline, |at| at.min(self.deadline))
    }

    /// Nothing came so far; from here on it is waited for up to the limit of the stage.
    pub(crate) fn wait_on(&mut self) {
        if let Awaited::Confirm(confirm) = &mut self.awaited {
            confirm.wait_on();
        }
    }

    /// The time has come.
    pub(crate) fn timed_out(&mut self, cx: &mut Cx<'_>) -> Option<StepOutcome> {
        if let Some(outcome) = self.judge_early(cx) {
            return Some(outcome);
        }
        let row = self.row(Stage::Negotiate);
        let received = self.received();
        match &mut self.awaited {
            Awaited::Nothing => None,
            Awaited::Confirm(confirm) => Some(confirm.ended(TransportEnd::Silent, &self.buffer, row, cx)),
            Awaited::ServerHello(_) => Some(AwaitServerHello::ended(TransportEnd::Silent)),
            Awaited::Session(session) => Some(session.timed_out(&self.buffer, cx)),
            // The computer waits for us.
            Awaited::SignIn(sign_in) if sign_in.awaits_kdc() => Some(StepOutcome::Failed(Failure::Kdc { code: None })),
            Awaited::ServerFinished | Awaited::Challenge(_) | Awaited::SignIn(_) | Awaited::ConnectResponse(_) => {
                Some(StepOutcome::Failed(transport_failure(TransportEnd::Silent, received)))
            }
        }
    }

    /// The row that shows what happens at `stage` here: a side connection belongs to the row that wanted it.
    fn row(&self, stage: Stage) -> Stage {
        match self.purpose {
            Purpose::Main | Purpose::WithoutCookie | Purpose::Standard => stage,
            Purpose::Spnego | Purpose::RawNtlm | Purpose::TlsOnly => Stage::Authenticate,
            Purpose::TlsHello { .. } => Stage::Secure,
            Purpose::BareTls => Stage::Negotiate,
        }
    }

    /// How many bytes of an unfinished answer have come.
    fn received(&self) -> usize {
        match (&self.awaited, &self.tls) {
            (Awaited::ServerFinished, Some(tls)) => tls.received(),
            _ => self.buffer.len(),
        }
    }
}

/// A record with an alert in clear: its header, the level and the description.
const ALERT_RECORD: usize = 7;
/// The type of a record with one.
const ALERT: u8 = 21;
const NOT_TLS: Failure = Failure::TlsUnusable {
    fault: TlsFault::NotTls,
};
