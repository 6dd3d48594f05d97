//! A connection between two sockets: who is the client, whether it is Remote Desktop, and how far it came.

use core::net::SocketAddr;
use core::time::Duration;

use probe::{Conversation, secure_facts};
use wire::{
    CipherSuite, ConnectFacts, Dial, Dialed, Direction, Facts, Failure, Host, LegKind, Outcome, Place, Report,
    ResolveFacts, RunEnd, SecureFacts, Stage, StageReport, Target, TransportEnd,
};

use crate::both::Both;
use crate::half::Half;
use crate::link::{Flags, Segment};
use crate::secrets::Secrets;
use crate::tls::{Event, Tls};
use crate::{Captured, Seen};

/// A connection.
#[derive(Debug)]
pub(crate) struct Connection {
    client: SocketAddr,
    server: SocketAddr,
    began: Duration,
    /// When the server took it.
    answered: Option<Duration>,
    last: Duration,
    halves: Both<Half>,
    state: State,
    /// Who ended it, and how.
    end: Option<(Direction, TransportEnd)>,
}

#[derive(Debug)]
enum State {
    /// Nothing was said.
    Silent,
    Rdp(Box<Rdp>),
    /// Another protocol, or one of which the beginning is missing.
    Other,
}

/// What is known of a Remote Desktop connection.
#[derive(Debug)]
struct Rdp {
    conversation: Conversation,
    tls: Option<Tls>,
    server: Target,
    /// Since when TLS stands.
    stands: Option<Duration>,
    /// When the client said goodbye: what the server does then is no failure.
    left: Option<Duration>,
}

impl Connection {
    /// One that begins with `segment`; none where nothing tells who is the client.
    pub(crate) fn begin(segment: &Segment<'_>, at: Duration) -> Option<Self> {
        let syn = segment.flags.has(Flags::SYN);
        let ack = segment.flags.has(Flags::ACK);
        let from_server = syn && ack;
        if !syn && !is_request(segment.payload) {
            return None;
        }
        let (client, server) = if from_server {
            (segment.to, segment.from)
        } else {
            (segment.from, segment.to)
        };
        Some(Self {
            client,
            server,
            began: at,
            answered: (!syn).then_some(at),
            last: at,
            halves: Default::default(),
            state: State::Silent,
            end: None,
        })
    }

    /// Whether `segment` begins another connection between the same sockets.
    pub(crate) fn is_over_before(&self, segment: &Segment<'_>) -> bool {
        let syn = segment.flags.has(Flags::SYN) && !segment.flags.has(Flags::ACK);
        syn && (self.end.is_some() || !matches!(self.state, State::Silent))
    }

    pub(crate) fn take(&mut self, segment: &Segment<'_>, at: Duration, secrets: &Secrets) {
        // Clocks step back, and files are put together out of several: time goes on all the same.
        let at = at.max(self.last);
        self.last = at;
        let from = if segment.from == self.client {
            Direction::Sent
        } else {
            Direction::Received
        };
        if segment.flags.has(Flags::SYN) {
            self.halves.of(from).begin(segment.sequence.wrapping_add(1));
            if from == Direction::Received {
                self.answered.get_or_insert(at);
            }
            return;
        }
        if !matches!(self.state, State::Other) && !segment.payload.is_empty() {
            // Out of `self` for as long as what it hands on is heard there.
            let mut half = core::mem::take(self.halves.of(from));
            half.take(segment.sequence, segment.payload, |bytes| {
                self.hear(from, bytes, at, secrets)
            });
            *self.halves.of(from) = half;
        }
        let end = if segment.flags.has(Flags::RST) {
            Some(TransportEnd::Reset)
        } else {
            segment.flags.has(Flags::FIN).then_some(TransportEnd::Closed)
        };
        if let Some(end) = end {
            self.end.get_or_insert((from, end));
        }
    }

    fn hear(&mut self, from: Direction, bytes: &[u8], at: Duration, secrets: &Secrets) {
        if let State::Silent = self.state {
            let begun = (from == Direction::Sent && is_request(bytes))
                .then(|| Rdp::begin(self.server, at))
                .flatten();
            self.state = begun.map_or(State::Other, |rdp| State::Rdp(Box::new(rdp)));
        }
        if let State::Rdp(rdp) = &mut self.state {
            rdp.hear(from, bytes, at, secrets);
        }
    }

    /// Where it stands among others: by when it began, and by its sockets where clocks tell no difference.
    pub(crate) fn place(&self) -> (Duration, SocketAddr, SocketAddr) {
        (self.began, self.client, self.server)
    }

    /// Whether it can be read no further, and its bytes are only in the way.
    pub(crate) fn is_other(&self) -> bool {
        matches!(self.state, State::Other)
    }

    /// What it shows; none where it is no Remote Desktop.
    pub(crate) fn finish(self) -> Option<Captured> {
        let (client, server) = (self.client, self.server);
        let has_gaps = self.halves.client.has_gaps || self.halves.server.has_gaps;
        let (report, seen) = match self.state {
            State::Rdp(rdp) => {
                let (report, closed_book) = rdp.finish(self.end, self.last);
                let seen = if has_gaps {
                    Seen::WithGaps
                } else if closed_book {
                    Seen::UpToTls
                } else {
                    Seen::Everything
                };
                (connected(report, self.began, self.answered), seen)
            }
            // Only the port tells what was meant.
            State::Silent if server.port() == PORT => {
                let report = unconnected(server, self.began, self.last, self.answered, self.end)?;
                (report, Seen::Everything)
            }
            State::Silent | State::Other => return None,
        };
        Some(Captured {
            client,
            server,
            seen,
            report,
        })
    }
}

impl Rdp {
    fn begin(server: SocketAddr, at: Duration) -> Option<Self> {
        let started_at_ms = i64::try_from(at.as_millis()).unwrap_or(i64::MAX);
        let target = target(server)?;
        Some(Self {
            conversation: Conversation::new(target.clone(), Place::Terminal, started_at_ms, STAY, at),
            tls: None,
            server: target,
            stands: None,
            left: None,
        })
    }

    fn hear(&mut self, from: Direction, bytes: &[u8], at: Duration, secrets: &Secrets) {
        let Some(tls) = &mut self.tls else {
            self.conversation.feed(from, bytes, at);
            if self.conversation.stage() == Stage::Secure && self.conversation.failure().is_none() {
                self.tls = Some(Tls::default());
            }
            return;
        };
        let mut events = Vec::new();
        tls.take(from, bytes, secrets, &mut events);
        for event in events {
            self.follow(from, event, at);
        }
    }

    fn follow(&mut self, from: Direction, event: Event, at: Duration) {
        if self.left.is_some() {
            return;
        }
        match event {
            Event::Stands => {
                self.stands = Some(at);
                if let Some(tls) = &self.tls {
                    let handshake = &tls.handshake;
                    let time_of_day = self.conversation.time_of_day_ms(at);
                    let facts = SecureFacts {
                        version: handshake.version,
                        cipher: handshake.cipher.map(CipherSuite),
                        asks_certificate: handshake.asks_certificate,
                        ..secure_facts(&handshake.chain, &self.server.host, time_of_day)
                    };
                    self.conversation.secured(facts, at);
                }
            }
            Event::Said(bytes) => {
                self.conversation.feed(from, &bytes, at);
                if from == Direction::Sent && is_goodbye(&bytes) {
                    self.left = Some(at);
                }
            }
            Event::Broken(failure) if self.stands.is_none() => self.conversation.not_secured(failure, at),
            Event::Broken(failure) => self.conversation.broken(failure, at),
            Event::Closed if from == Direction::Sent => self.left = Some(at),
            // How the server then ends the connection tells more.
            Event::Closed => {}
        }
    }

    /// Its report, and whether what comes behind TLS stayed closed.
    fn finish(mut self, end: Option<(Direction, TransportEnd)>, last: Duration) -> (Report, bool) {
        let (end, last) = match self.left {
            Some(left) => (Some((Direction::Sent, TransportEnd::Closed)), left),
            None => (end, last),
        };
        let closed_book = self.stands.is_some() && self.tls.as_ref().is_some_and(Tls::is_closed_book);
        let spoke = self.tls.as_ref().map_or(0, Tls::sealed_of_server);
        let lasted = self.stands.map(|since| last.saturating_sub(since)).unwrap_or_default();
        if closed_book && (spoke > MORE_THAN_A_SIGN_IN || lasted > LONGER_THAN_A_SIGN_IN || end.is_none()) {
            // It went on behind the sign-in; how far, nothing tells.
            let mut report = self.conversation.report(last);
            for stage in LegKind::ToComputer.stages().filter(|stage| *stage > Stage::Secure) {
                let mut row = StageReport::not_reached(stage);
                row.outcome = Outcome::NotChecked;
                report.replace(row);
            }
            return (report, closed_book);
        }
        let run_end = match end {
            // The client went, or the capture ends here: nothing is the server's fault.
            Some((Direction::Sent, _)) | None => {
                let due = self.conversation.deadline().is_some_and(|deadline| deadline <= last);
                if due || self.conversation.stage() == Stage::Stay {
                    self.conversation.ended(TransportEnd::Silent, last);
                    RunEnd::Completed
                } else if self.conversation.failure().is_some() {
                    RunEnd::Completed
                } else {
                    RunEnd::Cancelled
                }
            }
            Some((Direction::Received, end)) => {
                self.conversation.ended(end, last);
                RunEnd::Completed
            }
        };
        let mut report = self.conversation.report(last);
        report.end = run_end;
        (report, closed_book)
    }
}

/// The report of a conversation with what came before: an address was known, and the server answered.
fn connected(mut report: Report, began: Duration, answered: Option<Duration>) -> Report {
    report.replace(known(&report.target));
    let took = answered
        .map(|answered| answered.saturating_sub(began))
        .unwrap_or_default();
    report.replace(passed(Stage::Connect, took));
    report
}

/// A connection that did not come about, or on which nobody spoke.
fn unconnected(
    server: SocketAddr,
    began: Duration,
    last: Duration,
    answered: Option<Duration>,
    end: Option<(Direction, TransportEnd)>,
) -> Option<Report> {
    let started_at_ms = i64::try_from(began.as_millis()).unwrap_or(i64::MAX);
    let mut report = Report::new(target(server)?, Place::Terminal, started_at_ms);
    let took = last.saturating_sub(began);
    if answered.is_some() {
        // A port that was tried, and not spoken to.
        report.end = RunEnd::Cancelled;
        return Some(connected(report, began, answered));
    }
    report.replace(known(&report.target));
    let mut row = StageReport::not_reached(Stage::Connect);
    row.elapsed_ms = Some(took.into());
    let refused = matches!(end, Some((Direction::Received, TransportEnd::Reset)));
    let (outcome, dialed) = if refused {
        (Outcome::Failed, Dialed::Refused)
    } else {
        (Outcome::Silent, Dialed::Silent)
    };
    row.outcome = outcome;
    row.failure = Some(Failure::NoConnection);
    row.facts = Facts::Connect(ConnectFacts {
        used: None,
        dials: vec![Dial {
            address: server,
            dialed,
            elapsed_ms: took.into(),
        }],
    });
    report.replace(row);
    Some(report)
}

/// The server as a target; none for what nobody can check, such as port 0.
fn target(server: SocketAddr) -> Option<Target> {
    server.to_string().parse().ok()
}

/// An address was known.
fn known(target: &Target) -> StageReport {
    let address = match target.host {
        Host::Address(address) => Some(address),
        Host::Name(_) => None,
    };
    let facts = ResolveFacts {
        literal: true,
        addresses: Vec::from_iter(address),
        ..ResolveFacts::default()
    };
    StageReport {
        facts: Facts::Resolve(facts),
        ..passed(Stage::Resolve, Duration::ZERO)
    }
}

fn passed(stage: Stage, took: Duration) -> StageReport {
    let mut row = StageReport::not_reached(stage);
    row.outcome = Outcome::Passed;
    row.elapsed_ms = Some(took.into());
    row
}

/// Whether a client begins so: the X.224 Connection Request in its TPKT, [MS-RDPBCGR] 2.2.1.1.
fn is_request(bytes: &[u8]) -> bool {
    matches!(bytes, [3, 0, _, _, _, 0xe0, ..])
}

/// Whether a client leaves so: MCS Disconnect Provider Ultimatum in its TPKT, [MS-RDPBCGR] 1.3.1.4.
fn is_goodbye(bytes: &[u8]) -> bool {
    matches!(bytes, [3, 0, _, _, 2, 0xf0, 0x80, choice, ..] if choice >> 2 == ULTIMATUM)
}

/// The place of the Disconnect Provider Ultimatum among the choices of a DomainMCSPDU, T.125 7.
const ULTIMATUM: u8 = 8;
const PORT: u16 = 3389;
/// A session is watched for as long as the capture has it.
const STAY: Duration = Duration::from_secs(24 * 60 * 60);
/// A sign-in with NLA and its certificates has a few KiB; a picture has more.
const MORE_THAN_A_SIGN_IN: u64 = 24 * 1024;
/// The longest that a check lets a sign-in take.
const LONGER_THAN_A_SIGN_IN: Duration = Duration::from_secs(30);
