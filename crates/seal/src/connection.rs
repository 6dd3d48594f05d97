//! The connection to the computer: X.224 in the clear, then TLS, and what both sides say inside it.

use core::time::Duration;
use std::collections::VecDeque;
use std::sync::Arc;

use probe::{Conversation, Tls, TlsOffer};
use rustls::NoKeyLog;
use rustls::crypto::CryptoProvider;
use wire::{Direction, Failure, Place, Report, Stage, StageEvent, Target, TransportEnd};

use crate::limits;

/// What a connection cannot have of its own.
#[derive(Clone, Debug)]
pub struct Environment {
    /// Who holds the connection.
    pub place: Place,
    /// The time of day when it begins, in milliseconds since 1970.
    pub started_at_ms: i64,
    /// What TLS computes with.
    pub crypto: Arc<CryptoProvider>,
}

/// TLS stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Secured {
    /// The server's X.224 Connection Confirm.
    pub confirm: Vec<u8>,
    /// Its certificates in DER, its own first.
    pub chain: Vec<Vec<u8>>,
}

/// What to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// Send bytes to the computer.
    Send(Vec<u8>),
    /// TLS stands; the client may speak.
    Secured(Secured),
    /// Hand cleartext of the computer to the client, in the order of the stream, cut anywhere.
    Deliver(Vec<u8>),
    /// Close; nothing follows. Before [`Action::Secured`] there is a [failure](Connection::failure), unless the server
    /// does without TLS.
    Close,
}

/// A connection that stands as TCP, held by whoever knows the password.
#[derive(Debug)]
pub struct Connection {
    conversation: Conversation,
    target: Target,
    crypto: Arc<CryptoProvider>,
    phase: Phase,
    /// The X.224 answer, as far as it has come.
    confirm: Vec<u8>,
    actions: VecDeque<Action>,
    /// When the client is to have left, once the conversation has failed inside TLS.
    leave_by: Option<Duration>,
}

#[derive(Debug)]
enum Phase {
    Negotiating,
    Securing(Box<Tls>),
    Open(Box<Tls>),
    Over,
}

impl Connection {
    /// Begins with the client's X.224 request, behind `preamble`: a preconnection blob ([MS-RDPEPS]), or nothing.
    pub fn new(target: Target, environment: Environment, preamble: &[u8], request: &[u8], now: Duration) -> Self {
        let Environment {
            place,
            started_at_ms,
            crypto,
        } = environment;
        let mut conversation = Conversation::new(target.clone(), place, started_at_ms, STAY, now);
        // Without what goes before it, which names a virtual machine.
        conversation.feed(Direction::Sent, request, now);
        Self {
            conversation,
            target,
            crypto,
            phase: Phase::Negotiating,
            confirm: Vec::new(),
            leave_by: None,
            actions: VecDeque::from([Action::Send([preamble, request].concat())]),
        }
    }

    /// What to do; to be called until there is nothing.
    pub fn next_action(&mut self) -> Option<Action> {
        self.actions.pop_front()
    }

    /// What happened; to be called until there is nothing.
    pub fn next_event(&mut self) -> Option<StageEvent> {
        self.conversation.next_event()
    }

    /// Takes bytes of the computer, cut anywhere.
    pub fn receive(&mut self, bytes: &[u8], now: Duration) {
        match &self.phase {
            Phase::Negotiating => self.negotiate(bytes, now),
            Phase::Securing(_) => self.secure(bytes, now),
            Phase::Open(_) => self.decrypt(bytes, now),
            Phase::Over => {}
        }
    }

    /// Takes cleartext of the client. Before TLS stands, and after the end, it goes nowhere.
    pub fn send(&mut self, cleartext: &[u8], now: Duration) {
        let Phase::Open(tls) = &mut self.phase else { return };
        self.conversation.feed(Direction::Sent, cleartext, now);
        tls.send(cleartext);
        self.actions.push_back(Action::Send(tls.outgoing()));
        self.limit_failure(now);
    }

    /// The computer's side ended so.
    pub fn ended(&mut self, end: TransportEnd, now: Duration) {
        if let Phase::Over = self.phase {
            return;
        }
        self.conversation.ended(end, now);
        self.close();
    }

    /// The client stopped by itself, over nothing that the computer did as far as was seen.
    pub fn given_up(&mut self, now: Duration) {
        self.conversation.given_up(now);
        self.hang_up();
    }

    /// The client leaves.
    pub fn hang_up(&mut self) {
        if let Phase::Securing(tls) | Phase::Open(tls) = &mut self.phase {
            tls.close_notify();
            self.actions.push_back(Action::Send(tls.outgoing()));
        }
        self.close();
    }

    /// When [`Self::tick`] has something to do; none where nothing is waited for.
    pub fn deadline(&self) -> Option<Duration> {
        match self.phase {
            Phase::Over => None,
            Phase::Negotiating | Phase::Securing(_) => self.conversation.deadline(),
            Phase::Open(_) => self.conversation.deadline().or(self.leave_by),
        }
    }

    /// The time is `now`: what was waited for too long is given up.
    pub fn tick(&mut self, now: Duration) {
        if self.deadline().is_none_or(|deadline| now < deadline) {
            return;
        }
        self.conversation.ended(TransportEnd::Silent, now);
        if self.conversation.failure().is_some() {
            self.hang_up();
        }
    }

    /// How it failed, once it has.
    pub fn failure(&self) -> Option<&Failure> {
        self.conversation.failure()
    }

    /// The stage under way.
    pub fn stage(&self) -> Stage {
        self.conversation.stage()
    }

    /// Whether the server selected CredSSP, known once TLS is due.
    pub fn is_credssp(&self) -> bool {
        self.conversation.is_credssp()
    }

    /// The desktop's width and height in pixels, once the server has told them.
    pub fn desktop(&self) -> Option<(u16, u16)> {
        self.conversation.desktop()
    }

    /// The X.224 answer, as far as it has come.
    pub fn confirm(&self) -> &[u8] {
        &self.confirm
    }

    /// Everything that was seen.
    pub fn report(&self, now: Duration) -> Report {
        self.conversation.report(now)
    }

    /// Takes the answer to the X.224 request, and nothing of what stands behind it: that is TLS's to judge. Taken for what
    /// came inside TLS, it would let anybody on the path make up a session.
    fn negotiate(&mut self, bytes: &[u8], now: Duration) {
        let mut answer = core::mem::take(&mut self.confirm);
        let known = answer.len();
        answer.extend_from_slice(bytes);
        let length = match *answer.as_slice() {
            [3, _, high, low, ..] => usize::from(u16::from_be_bytes([high, low])).clamp(4, limits::CONFIRM_BYTES + 1),
            // The length has not come yet.
            [3, ..] => usize::MAX,
            _ => answer.len(),
        };
        // What stands behind the confirm is for TLS to judge.
        let early = answer.split_off(length.min(answer.len()));
        let fresh = answer.get(known..).unwrap_or_default();
        self.conversation.feed(Direction::Received, fresh, now);
        self.confirm = answer;
        if self.conversation.stage() == Stage::Secure {
            self.begin_tls(now);
            if !early.is_empty() {
                self.secure(&early, now);
            }
        } else if self.conversation.stage() != Stage::Negotiate || self.conversation.failure().is_some() {
            self.close();
        }
    }

    /// CredSSP over TLS 1.3 fails with Windows 11 and Server 2025 for clients that bind to the key as older ones do; there
    /// is one try only, so that TLS 1.2 is all that is offered where the server wants CredSSP.
    fn begin_tls(&mut self, now: Duration) {
        // As the check does: CredSSP over TLS 1.3 fails for clients that bind to the server's key as older ones do.
        let offer = if self.conversation.is_credssp() {
            TlsOffer::Tls12
        } else {
            TlsOffer::Every
        };
        let time_of_day_ms = self.conversation.time_of_day_ms(now);
        // A password goes through it.
        let secrets: Arc<dyn rustls::KeyLog> = Arc::new(NoKeyLog);
        let mut tls = Tls::new(&self.target.host, offer, &self.crypto, &secrets, time_of_day_ms);
        self.actions.push_back(Action::Send(tls.outgoing()));
        self.phase = Phase::Securing(Box::new(tls));
    }

    fn secure(&mut self, bytes: &[u8], now: Duration) {
        // Taken out: a handshake that breaks leaves no TLS behind.
        let Phase::Securing(mut tls) = core::mem::replace(&mut self.phase, Phase::Over) else {
            return;
        };
        let received = tls.receive(bytes);
        let outgoing = tls.outgoing();
        if !outgoing.is_empty() {
            self.actions.push_back(Action::Send(outgoing));
        }
        match received {
            Err(failure) => {
                self.conversation.not_secured(failure, now);
                self.close();
            }
            Ok(progress) if progress.secured => {
                if let Some(fault) = tls.certificate_fault() {
                    self.conversation.not_secured(Failure::TlsUnusable { fault }, now);
                    self.phase = Phase::Securing(tls);
                    return self.hang_up();
                }
                let facts = tls.facts(&self.target.host, self.conversation.time_of_day_ms(now));
                self.conversation.secured(facts, now);
                self.actions.push_back(Action::Secured(Secured {
                    confirm: self.confirm.clone(),
                    chain: tls.certificates().iter().map(|der| der.to_vec()).collect(),
                }));
                self.phase = Phase::Open(tls);
                self.deliver(progress.cleartext, now);
                if progress.closed {
                    self.ended(TransportEnd::Closed, now);
                }
            }
            Ok(progress) => {
                self.phase = Phase::Securing(tls);
                if progress.closed {
                    self.ended(TransportEnd::Closed, now);
                }
            }
        }
    }

    fn decrypt(&mut self, bytes: &[u8], now: Duration) {
        let Phase::Open(tls) = &mut self.phase else { return };
        let received = tls.receive(bytes);
        let outgoing = tls.outgoing();
        if !outgoing.is_empty() {
            self.actions.push_back(Action::Send(outgoing));
        }
        match received {
            Ok(progress) => {
                self.deliver(progress.cleartext, now);
                if progress.closed {
                    self.ended(TransportEnd::Closed, now);
                }
            }
            Err(failure) => {
                self.conversation.broken(failure, now);
                self.close();
            }
        }
    }

    fn deliver(&mut self, cleartext: Vec<u8>, now: Duration) {
        if !cleartext.is_empty() {
            self.conversation.feed(Direction::Received, &cleartext, now);
            self.actions.push_back(Action::Deliver(cleartext));
            self.limit_failure(now);
        }
    }

    /// A client that is told of the failure leaves by itself, and it may know better; but not for ever.
    fn limit_failure(&mut self, now: Duration) {
        if self.conversation.failure().is_some() {
            self.leave_by.get_or_insert(now + LEAVING);
        }
    }

    fn close(&mut self) {
        // It may be left while it is ending by itself.
        if !matches!(self.actions.back(), Some(Action::Close)) {
            self.actions.push_back(Action::Close);
        }
        self.phase = Phase::Over;
    }
}

/// As long as a picture is waited for, which a client that goes on all the same still gets.
const LEAVING: Duration = Duration::from_secs(15);
/// How long a session has to hold behind the first picture to count as stable, as in a check.
const STAY: Duration = Duration::from_secs(3);
