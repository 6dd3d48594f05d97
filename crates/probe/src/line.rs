//! One TCP connection over which RDP is spoken: its TLS, what has come and is not read yet, and what is waited for.

use core::net::SocketAddr;
use core::time::Duration;
use std::collections::VecDeque;
use std::sync::Arc;

use ironrdp_core::encode_vec;
use ironrdp_pdu::mcs::{DisconnectProviderUltimatum, DisconnectReason, McsMessage};
use ironrdp_pdu::nego::SecurityProtocol;
use ironrdp_pdu::x224::X224;
use rustls::KeyLog;
use rustls::crypto::CryptoProvider;
use wire::{Direction, Elapsed, Failure, Host, Purpose, Stage, TlsFault, TlsHelloAnswer, TokenForm, TransportEnd};

use crate::budget::{Budget, Exhausted};
use crate::recorder::Recorder;
use crate::stages::authenticate::AwaitChallenge;
use crate::stages::hello::AwaitServerHello;
use crate::stages::negotiate::{AwaitConfirm, Request};
use crate::stages::session::Session;
use crate::stages::standard::AwaitConnectResponse;
use crate::stages::{Context, Turn, malformed, transport_failure};
use crate::tls::Tls;
use crate::{Action, ConnectionId, limits};

#[derive(Debug)]
pub(crate) struct Line {
    pub(crate) id: ConnectionId,
    pub(crate) purpose: Purpose,
    pub(crate) address: SocketAddr,
    pub(crate) opened: Elapsed,
    pub(crate) handshake: Elapsed,
    pub(crate) ended_by_peer: Option<(TransportEnd, Elapsed)>,
    /// The protocol that the server selected.
    pub(crate) selected: Option<u32>,
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
    Session(Box<Session>),
}

/// What a line works with: the record, the way out and the time.
#[derive(Debug)]
pub(crate) struct Desk<'a> {
    pub(crate) recorder: &'a mut Recorder,
    pub(crate) actions: &'a mut VecDeque<Action>,
    pub(crate) now: Duration,
}

impl Line {
    pub(crate) fn new(
        id: ConnectionId,
        purpose: Purpose,
        address: SocketAddr,
        handshake: Elapsed,
        desk: &Desk<'_>,
    ) -> Self {
        Self {
            id,
            purpose,
            address,
            opened: desk.recorder.since_start(desk.now),
            handshake,
            ended_by_peer: None,
            selected: None,
            tls: None,
            buffer: Vec::new(),
            budget: Budget::default(),
            deaf: false,
            last_sent: desk.now,
            awaited: Awaited::Nothing,
            deadline: desk.now + limits::ANSWER,
        }
    }

    /// Sends the X.224 request.
    pub(crate) fn negotiate(&mut self, request: Request, desk: &mut Desk<'_>) {
        let row = self.row(Stage::Negotiate);
        self.say(desk, |context| {
            Ok(Awaited::Confirm(AwaitConfirm::ask(request, row, context)))
        })
        .expect("an X.224 request can always be made");
        self.deadline = request.answer_by;
    }

    /// Begins TLS.
    pub(crate) fn secure(
        &mut self,
        host: &Host,
        crypto: &Arc<CryptoProvider>,
        secrets: &Arc<dyn KeyLog>,
        desk: &mut Desk<'_>,
    ) {
        let mut tls = Tls::new(host, crypto, secrets, desk.recorder.time_of_day_ms(desk.now));
        let hello = tls.outgoing();
        let row = self.row(Stage::Secure);
        desk.recorder
            .exchange(row, Direction::Sent, "TLS ClientHello", &hello, desk.now);
        self.put(hello, desk);
        self.tls = Some(tls);
        self.awaited = Awaited::ServerFinished;
        self.deadline = desk.now + limits::ANSWER;
    }

    /// Asks for an NTLM challenge.
    pub(crate) fn challenge(&mut self, form: TokenForm, desk: &mut Desk<'_>) {
        self.say(desk, |context| {
            Ok(Awaited::Challenge(AwaitChallenge::ask(form, context)))
        })
        .expect("a first token can always be made");
    }

    /// Asks for the settings of Standard RDP Security.
    pub(crate) fn standard_settings(&mut self, desk: &mut Desk<'_>) {
        self.say(desk, |context| {
            Ok(Awaited::ConnectResponse(AwaitConnectResponse::ask(context)))
        })
        .expect("a Connect Initial can always be made");
    }

    /// Sends a bare ClientHello.
    pub(crate) fn hello(&mut self, version: u16, random: [u8; 32], desk: &mut Desk<'_>) {
        self.say(desk, |context| {
            Ok(Awaited::ServerHello(AwaitServerHello::ask(version, random, context)))
        })
        .expect("a ClientHello can always be made");
    }

    /// Begins the basic settings exchange and all that follows.
    pub(crate) fn session(
        &mut self,
        offer: SecurityProtocol,
        confirm: &[u8],
        stay: Duration,
        desk: &mut Desk<'_>,
    ) -> Result<(), Failure> {
        self.say(desk, |context| {
            let session = Session::begin(offer, confirm, stay, context)?;
            Ok(Awaited::Session(Box::new(session)))
        })
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
            Awaited::Challenge(_) => Stage::Authenticate,
            Awaited::ConnectResponse(_) => Stage::Settings,
            Awaited::Session(session) => session.stage(),
        }
    }

    /// Takes bytes of the peer.
    pub(crate) fn receive(&mut self, bytes: &[u8], desk: &mut Desk<'_>) -> Option<Turn> {
        if self.deaf {
            return None;
        }
        if self.budget.receive(bytes.len(), self.stage()).is_err() {
            return self.exhausted();
        }
        let Some(tls) = &mut self.tls else {
            return self.read(bytes, desk);
        };
        let handshaking = matches!(self.awaited, Awaited::ServerFinished);
        let received = tls.receive(bytes);
        let outgoing = tls.outgoing();
        if !outgoing.is_empty() {
            self.last_sent = desk.now;
            desk.actions.push_back(Action::Send {
                connection: self.id,
                bytes: outgoing,
            });
        }
        if handshaking {
            let row = self.row(Stage::Secure);
            desk.recorder
                .exchange(row, Direction::Received, "TLS handshake", bytes, desk.now);
        }
        match received {
            Err(failure) => Some(Turn::Failed(failure)),
            Ok(progress) if progress.secured => {
                self.buffer.extend_from_slice(&progress.cleartext);
                Some(Turn::Secured)
            }
            Ok(progress) => {
                let turn = self.read(&progress.cleartext, desk);
                if turn.is_none() && progress.closed {
                    return self.ended(TransportEnd::Closed, desk);
                }
                turn
            }
        }
    }

    /// Takes cleartext of the peer.
    fn read(&mut self, cleartext: &[u8], desk: &mut Desk<'_>) -> Option<Turn> {
        if self.budget.decrypt(cleartext.len(), self.stage()).is_err() {
            return self.exhausted();
        }
        self.buffer.extend_from_slice(cleartext);
        let turn = self.advance(desk);
        if turn.is_none() && self.buffer.len() > limits::UNREAD_BYTES {
            return self.exhausted();
        }
        turn
    }

    /// The peer has sent more than a connection may cost.
    fn exhausted(&mut self) -> Option<Turn> {
        self.buffer = Vec::new();
        match &self.awaited {
            Awaited::Nothing => None,
            Awaited::Confirm(_) => Some(Turn::Failed(malformed("X.224 Connection Confirm"))),
            Awaited::ServerFinished => Some(Turn::Failed(Failure::TlsUnusable {
                fault: TlsFault::TooLarge,
            })),
            Awaited::Challenge(_) => Some(Turn::Failed(malformed("TSRequest"))),
            Awaited::ConnectResponse(_) => Some(Turn::Failed(malformed("MCS Connect Response"))),
            Awaited::ServerHello(_) => Some(Turn::Helloed(TlsHelloAnswer::NotTls)),
            // Pictures in masses are no fault: the session is watched on for how it ends.
            Awaited::Session(session) if session.is_busy() => {
                self.deaf = true;
                None
            }
            Awaited::Session(session) => Some(session.flooded()),
        }
    }

    /// Reads what has come, until something is settled or more is needed.
    pub(crate) fn advance(&mut self, desk: &mut Desk<'_>) -> Option<Turn> {
        let row = self.row(Stage::Negotiate);
        let mut context = Context::new(desk.recorder, desk.now);
        let mut spent = Ok(());
        let turn = match &mut self.awaited {
            Awaited::Nothing | Awaited::ServerFinished => None,
            Awaited::Confirm(confirm) => confirm.receive(&mut self.buffer, row, &mut context),
            Awaited::Challenge(challenge) => challenge.receive(&mut self.buffer, &mut context),
            Awaited::ServerHello(hello) => hello.receive(&self.buffer, &mut context),
            Awaited::ConnectResponse(response) => match next_frame(&mut self.buffer) {
                Ok(frame) => frame.map(|frame| response.receive(&frame, &mut context)),
                Err(failure) => Some(Turn::Failed(failure)),
            },
            Awaited::Session(session) => loop {
                match next_frame(&mut self.buffer) {
                    Ok(None) => break None,
                    Ok(Some(frame)) => {
                        spent = self.budget.frame();
                        if spent.is_err() {
                            break None;
                        }
                        if let Some(turn) = session.receive(&frame, &mut context) {
                            break Some(turn);
                        }
                    }
                    Err(failure) => break Some(Turn::Failed(failure)),
                }
            },
        };
        let outgoing = context.outgoing;
        let spent = spent.and_then(|()| self.budget.send(outgoing.len()));
        self.transmit(&outgoing, desk);
        if let Awaited::Session(session) = &self.awaited {
            self.deadline = session.deadline();
        }
        match spent {
            Ok(()) => turn,
            Err(Exhausted) => turn.or_else(|| self.exhausted()),
        }
    }

    /// The peer closed or reset the connection.
    pub(crate) fn ended(&mut self, end: TransportEnd, desk: &mut Desk<'_>) -> Option<Turn> {
        let after = desk.now.saturating_sub(self.last_sent).into();
        self.ended_by_peer.get_or_insert((end, after));
        let row = self.row(Stage::Negotiate);
        let mut context = Context::new(desk.recorder, desk.now);
        match &self.awaited {
            Awaited::Nothing => None,
            Awaited::Confirm(confirm) => Some(confirm.ended(end, &self.buffer, row, &mut context)),
            Awaited::ServerHello(_) => Some(AwaitServerHello::ended(end)),
            Awaited::Session(session) => {
                session.note_end(&mut context);
                Some(session.ended(end))
            }
            Awaited::ServerFinished | Awaited::Challenge(_) | Awaited::ConnectResponse(_) => {
                Some(Turn::Failed(transport_failure(end, self.received())))
            }
        }
    }

    /// When this line wants to be looked at again.
    pub(crate) fn timeout(&self) -> Duration {
        let patience = if let Awaited::Confirm(confirm) = &self.awaited {
            confirm.patience()
        } else {
            None
        };
        patience.map_or(self.deadline, |at| at.min(self.deadline))
    }

    /// The time has come.
    pub(crate) fn timed_out(&mut self, desk: &mut Desk<'_>) -> Option<Turn> {
        let row = self.row(Stage::Negotiate);
        let received = self.received();
        let mut context = Context::new(desk.recorder, desk.now);
        match &mut self.awaited {
            Awaited::Nothing => None,
            Awaited::Confirm(confirm) => Some(confirm.ended(TransportEnd::Silent, &self.buffer, row, &mut context)),
            Awaited::ServerHello(_) => Some(AwaitServerHello::ended(TransportEnd::Silent)),
            Awaited::Session(session) => Some(session.timed_out(&mut context)),
            Awaited::ServerFinished | Awaited::Challenge(_) | Awaited::ConnectResponse(_) => {
                Some(Turn::Failed(transport_failure(TransportEnd::Silent, received)))
            }
        }
    }

    /// Says goodbye as the protocols want it, and hangs up.
    pub(crate) fn hang_up(&mut self, desk: &mut Desk<'_>) {
        if matches!(&self.awaited, Awaited::Session(session) if session.stage() > Stage::Settings) {
            self.transmit(&ultimatum(), desk);
        }
        self.awaited = Awaited::Nothing;
        if let Some(tls) = &mut self.tls {
            tls.close_notify();
            let bytes = tls.outgoing();
            desk.actions.push_back(Action::Send {
                connection: self.id,
                bytes,
            });
        }
        desk.actions.push_back(Action::HangUp { connection: self.id });
    }

    /// Has something said and waits for the answer.
    fn say(
        &mut self,
        desk: &mut Desk<'_>,
        ask: impl FnOnce(&mut Context<'_>) -> Result<Awaited, Failure>,
    ) -> Result<(), Failure> {
        let mut context = Context::new(desk.recorder, desk.now);
        let awaited = ask(&mut context)?;
        let outgoing = context.outgoing;
        self.transmit(&outgoing, desk);
        self.deadline = if let Awaited::Session(session) = &awaited {
            session.deadline()
        } else {
            desk.now + limits::ANSWER
        };
        self.awaited = awaited;
        Ok(())
    }

    fn transmit(&mut self, cleartext: &[u8], desk: &mut Desk<'_>) {
        if cleartext.is_empty() {
            return;
        }
        let bytes = match &mut self.tls {
            Some(tls) => {
                tls.send(cleartext);
                tls.outgoing()
            }
            None => cleartext.to_vec(),
        };
        self.put(bytes, desk);
    }

    fn put(&mut self, bytes: Vec<u8>, desk: &mut Desk<'_>) {
        self.last_sent = desk.now;
        desk.actions.push_back(Action::Send {
            connection: self.id,
            bytes,
        });
    }

    /// The row that shows what happens at `stage` of this connection: a side connection belongs to the row that wanted it.
    fn row(&self, stage: Stage) -> Stage {
        match self.purpose {
            Purpose::Main | Purpose::WithoutCookie | Purpose::Standard => stage,
            Purpose::RawNtlm | Purpose::TlsOnly => Stage::Authenticate,
            Purpose::TlsHello { .. } => Stage::Secure,
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

/// Cuts the next whole frame off the front: TPKT, or fast-path output. Both carry lengths below 64 KiB.
fn next_frame(buffer: &mut Vec<u8>) -> Result<Option<Vec<u8>>, Failure> {
    let size = ironrdp_pdu::find_size(buffer).map_err(|_| malformed("TPKT or fast-path header"))?;
    Ok(size
        .filter(|info| info.length <= buffer.len())
        .map(|info| buffer.drain(..info.length).collect()))
}

/// A client that leaves says so, [MS-RDPBCGR] 1.3.1.4.1.
fn ultimatum() -> Vec<u8> {
    let ultimatum = DisconnectProviderUltimatum::from_reason(DisconnectReason::UserRequested);
    encode_vec(&X224(McsMessage::DisconnectProviderUltimatum(ultimatum))).expect("a PDU of fixed shape can be encoded")
}
