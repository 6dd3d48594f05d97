//! The proxy that a client believes to talk to which speaks RDCleanPath: it is told what the proxy would have found.

use core::time::Duration;
use std::collections::VecDeque;

use ironrdp_core::encode_vec;
use ironrdp_pdu::pcb::{PcbVersion, PreconnectionBlob};
use ironrdp_rdcleanpath::{DetectionResult, RDCleanPathPdu};
use wire::{Failure, Report, Stage, StageEvent, Target, TransportEnd};
use zeroize::Zeroize as _;

use crate::connection::{Action, Connection, Environment, Secured};
use crate::edit::{self, Edits, Switch};
use crate::frames::Frames;
use crate::tunnel::Opened;
use crate::{answer, limits};

/// What the client asked the proxy for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// Where to, as the client was told it.
    pub destination: String,
    /// What it has from its caller for the proxy.
    pub proxy_auth: String,
}

/// What to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Open a tunnel, and tell what came of it by [`CleanPath::opened`].
    Open(Request),
    /// Send bytes into the tunnel.
    Send(Vec<u8>),
    /// Hand one message to the client. Once the session has begun each is one PDU: clients lose what stands behind the PDU
    /// that ends their connecting.
    Tell(Vec<u8>),
    /// Close both sides; nothing follows.
    Close,
}

/// Answers one client.
#[derive(Debug)]
pub struct CleanPath {
    target: Target,
    environment: Environment,
    edits: Edits,
    phase: Phase,
    steps: VecDeque<Step>,
}

#[derive(Debug)]
enum Phase {
    /// The client's request, as far as it has come.
    Asking(Vec<u8>),
    Opening {
        request: Vec<u8>,
        preamble: Vec<u8>,
        until: Duration,
    },
    /// The tunnel stands.
    Open(Box<Open>),
    Over(Option<Box<Connection>>),
}

#[derive(Debug)]
struct Open {
    connection: Connection,
    address: String,
    client: Frames,
    server: Frames,
    answered: bool,
}

impl CleanPath {
    /// A proxy to `target`.
    pub fn new(target: Target, environment: Environment, edits: Edits) -> Self {
        Self {
            target,
            environment,
            edits,
            phase: Phase::Asking(Vec::new()),
            steps: VecDeque::new(),
        }
    }

    /// What to do; to be called until there is nothing.
    pub fn next_step(&mut self) -> Option<Step> {
        self.steps.pop_front()
    }

    /// What happened; to be called until there is nothing.
    pub fn next_event(&mut self) -> Option<StageEvent> {
        self.connection_mut()?.next_event()
    }

    /// Takes bytes of the client.
    pub fn receive(&mut self, bytes: &[u8], now: Duration) {
        match &mut self.phase {
            Phase::Asking(request) => {
                request.extend_from_slice(bytes);
                self.ask(now);
            }
            // The client waits for the answer to its request.
            Phase::Opening { .. } | Phase::Over(_) => {}
            Phase::Open(open) => {
                open.speak(bytes, self.edits, now);
                self.follow();
            }
        }
    }

    /// What came of [`Step::Open`].
    pub fn opened(&mut self, opened: &Opened, now: Duration) {
        let Phase::Opening { request, preamble, .. } = &self.phase else {
            return;
        };
        if let Some(refusal) = answer::not_opened(opened) {
            return self.refuse(&refusal);
        }
        let Opened::Connected { address } = opened else { return };
        let connection = Connection::new(self.target.clone(), self.environment.clone(), preamble, request, now);
        self.phase = Phase::Open(Box::new(Open {
            connection,
            address: address.to_string(),
            client: Frames::default(),
            server: Frames::default(),
            answered: false,
        }));
        self.follow();
    }

    /// Takes bytes out of the tunnel.
    pub fn receive_from_tunnel(&mut self, bytes: &[u8], now: Duration) {
        if let Phase::Open(open) = &mut self.phase {
            open.connection.receive(bytes, now);
            self.follow();
        }
    }

    /// The computer's side of the tunnel ended so, or the tunnel itself did.
    pub fn ended(&mut self, end: TransportEnd, now: Duration) {
        match &mut self.phase {
            Phase::Open(open) => {
                open.connection.ended(end, now);
                self.follow();
            }
            Phase::Asking(_) | Phase::Opening { .. } => self.refuse(&answer::not_secured(&ended_early(end), None)),
            Phase::Over(_) => {}
        }
    }

    /// The client leaves.
    pub fn hang_up(&mut self) {
        match &mut self.phase {
            Phase::Open(open) => {
                // Whoever leaves is told nothing any more.
                open.answered = true;
                open.connection.hang_up();
                self.follow();
            }
            Phase::Asking(_) | Phase::Opening { .. } => self.close(),
            Phase::Over(_) => {}
        }
    }

    /// The client stopped by itself: [`Self::hang_up`], and what was under way has failed by that.
    pub fn given_up(&mut self, now: Duration) {
        match &mut self.phase {
            Phase::Open(open) => {
                open.answered = true;
                open.connection.given_up(now);
                self.follow();
            }
            Phase::Asking(_) | Phase::Opening { .. } | Phase::Over(_) => self.hang_up(),
        }
    }

    /// When [`Self::tick`] has something to do; none where nothing is waited for.
    pub fn deadline(&self) -> Option<Duration> {
        match &self.phase {
            Phase::Asking(_) | Phase::Over(_) => None,
            Phase::Opening { until, .. } => Some(*until),
            Phase::Open(open) => open.connection.deadline(),
        }
    }

    /// The time is `now`: what was waited for too long is given up.
    pub fn tick(&mut self, now: Duration) {
        match &mut self.phase {
            Phase::Opening { until, .. } if now >= *until => self.ended(TransportEnd::Silent, now),
            Phase::Open(open) => {
                open.connection.tick(now);
                self.follow();
            }
            Phase::Asking(_) | Phase::Opening { .. } | Phase::Over(_) => {}
        }
    }

    /// How the connection failed, once it has.
    pub fn failure(&self) -> Option<&Failure> {
        self.connection()?.failure()
    }

    /// Everything that was seen of the connection; none before there was one.
    pub fn report(&self, now: Duration) -> Option<Report> {
        Some(self.connection()?.report(now))
    }

    fn connection(&self) -> Option<&Connection> {
        match &self.phase {
            Phase::Open(open) => Some(&open.connection),
            Phase::Over(connection) => connection.as_deref(),
            Phase::Asking(_) | Phase::Opening { .. } => None,
        }
    }

    fn connection_mut(&mut self) -> Option<&mut Connection> {
        match &mut self.phase {
            Phase::Open(open) => Some(&mut open.connection),
            Phase::Over(connection) => connection.as_deref_mut(),
            Phase::Asking(_) | Phase::Opening { .. } => None,
        }
    }

    /// Reads the request, once it is whole.
    fn ask(&mut self, now: Duration) {
        let Phase::Asking(bytes) = &self.phase else { return };
        let whole = match RDCleanPathPdu::detect(bytes) {
            // What begins otherwise never becomes a request, however much comes.
            _ if bytes.first().is_some_and(|first| *first != SEQUENCE) => None,
            DetectionResult::NotEnoughBytes if bytes.len() <= limits::REQUEST_BYTES => return,
            DetectionResult::Detected { total_length, .. } if total_length <= limits::REQUEST_BYTES => {
                if bytes.len() < total_length {
                    return;
                }
                bytes.get(..total_length)
            }
            DetectionResult::Detected { .. } | DetectionResult::NotEnoughBytes | DetectionResult::Failed => None,
        };
        let Some((request, opening)) = whole.and_then(|whole| read(whole, now)) else {
            return self.refuse(&answer::unreadable());
        };
        self.phase = opening;
        self.steps.push_back(Step::Open(request));
    }

    /// Does what the connection wants.
    fn follow(&mut self) {
        while let Phase::Open(open) = &mut self.phase {
            let Some(action) = open.connection.next_action() else {
                return;
            };
            match action {
                Action::Send(bytes) => self.steps.push_back(Step::Send(bytes)),
                Action::Secured(secured) => {
                    let told = open.secured(secured);
                    self.steps.push_back(told);
                }
                Action::Deliver(cleartext) => {
                    let edits = self.edits;
                    self.steps.extend(open.tell(&cleartext, edits));
                }
                Action::Close => {
                    if let Some(refusal) = open.refusal() {
                        self.steps.push_back(tell(&refusal));
                    }
                    let rest = open.server.rest();
                    if !rest.is_empty() {
                        self.steps.push_back(Step::Tell(rest));
                    }
                    self.close();
                }
            }
        }
    }

    fn refuse(&mut self, refusal: &RDCleanPathPdu) {
        self.steps.push_back(tell(refusal));
        self.close();
    }

    /// Ends; a connection that there was is kept for what it tells.
    fn close(&mut self) {
        // Kept for its report.
        let connection = match core::mem::replace(&mut self.phase, Phase::Over(None)) {
            Phase::Open(open) => Some(Box::new(open.connection)),
            Phase::Over(connection) => connection,
            Phase::Asking(_) | Phase::Opening { .. } => None,
        };
        self.phase = Phase::Over(connection);
        self.steps.push_back(Step::Close);
    }
}

impl Open {
    fn secured(&mut self, secured: Secured) -> Step {
        self.answered = true;
        if self.connection.is_credssp() {
            self.client = Frames::of_credssp();
        }
        let response = RDCleanPathPdu::new_response(self.address.clone(), secured.confirm, secured.chain);
        tell(&response.unwrap_or_else(|_| RDCleanPathPdu::new_general_error()))
    }

    /// Takes cleartext of the client.
    fn speak(&mut self, bytes: &[u8], edits: Edits, now: Duration) {
        self.client.push(bytes);
        while let Some(mut frame) = self.client.next_frame() {
            // With CredSSP the account has signed in before.
            if edits.autologon == Switch::On && !self.connection.is_credssp() {
                edit::ask_for_autologon(&mut frame);
            }
            self.connection.send(&frame, now);
            // It may hold a password.
            frame.zeroize();
        }
    }

    /// Cleartext of the computer as messages. The answers of CredSSP go through as they come: before its first PDU the
    /// client reads a stream.
    fn tell(&mut self, cleartext: &[u8], edits: Edits) -> Vec<Step> {
        // As long as the client speaks CredSSP, what it hears is no frame of a session.
        if !self.client.is_session() {
            return vec![Step::Tell(cleartext.to_vec())];
        }
        self.server.push(cleartext);
        let width = self.connection.desktop().map(|(width, _)| width);
        let frames = core::iter::from_fn(|| self.server.next_frame());
        let told = frames.map(|mut frame| {
            if edits.rectangles == Switch::On
                && let Some(width) = width
            {
                edit::widen_rectangles(&mut frame, width);
            }
            Step::Tell(frame)
        });
        told.collect()
    }

    /// What a client is told that was told nothing yet: it must never just be closed.
    fn refusal(&self) -> Option<RDCleanPathPdu> {
        let confirm = self.connection.confirm();
        (!self.answered).then(|| match self.connection.failure() {
            Some(failure) => answer::not_secured(failure, Some(confirm)),
            None => answer::without_tls(confirm),
        })
    }
}

/// What a whole request asks for.
fn read(whole: &[u8], now: Duration) -> Option<(Request, Phase)> {
    let pdu = RDCleanPathPdu::from_der(whole).ok()?;
    let preamble = match pdu.preconnection_blob {
        Some(text) => encode_vec(&PreconnectionBlob {
            version: PcbVersion::V2,
            id: 0,
            v2_payload: Some(text),
        })
        .ok()?,
        None => Vec::new(),
    };
    let request = Request {
        destination: pdu.destination?,
        proxy_auth: pdu.proxy_auth?,
    };
    // The relay looks the name up, dials, and has as long again for its own answer to come.
    let limits = [Stage::Resolve, Stage::Connect, Stage::Negotiate].map(probe::stage_limit);
    let opening = Phase::Opening {
        request: pdu.x224_connection_pdu?.as_bytes().to_vec(),
        preamble,
        until: now + limits.iter().sum::<Duration>(),
    };
    Some((request, opening))
}

fn ended_early(end: TransportEnd) -> Failure {
    match end {
        TransportEnd::Closed => Failure::Closed { received: 0 },
        TransportEnd::Reset => Failure::Reset { received: 0 },
        TransportEnd::Silent => Failure::TimedOut { received: 0 },
        TransportEnd::NotConnected | TransportEnd::Garbled => Failure::PathBroken,
    }
}

fn tell(pdu: &RDCleanPathPdu) -> Step {
    // A message of fixed shape can be encoded; an empty one would still close behind it.
    Step::Tell(pdu.to_der().unwrap_or_default())
}

/// How every request begins in DER.
const SEQUENCE: u8 = 0x30;
