//! A conversation that somebody else holds: a sign-in in a browser, or one that was captured.

mod step;

use core::time::Duration;

use ironrdp_core::decode;
use ironrdp_pdu::nego::ConnectionRequest;
use ironrdp_pdu::x224::X224;
use wire::{
    Direction, Failure, Nla, NotChecked, Pdu, Place, Report, RunEnd, SecureFacts, Stage, StageEvent, StandardSecurity,
    Target, TransportEnd,
};

use self::step::{Step, cut};
use super::client;
use super::parts::parts;
use super::tracker::{Reading, Tracker};
use crate::check::way;
use crate::failure::{malformed, transport_failure};
use crate::limits;
use crate::pdu::{banner, challenge, credssp, u32_at};
use crate::recorder::Recorder;
use crate::stages::StepOutcome;
use crate::stages::negotiate::{self, Confirm, Selection};

/// Follows a conversation from its cleartext alone, and tells its stages as a check does.
///
/// It is told what either side said, in any pieces, and when TLS stood; it never says anything. Of what could hold a
/// secret it keeps the length alone, so that a password which passes through is in no event and no report.
///
/// Times count from an origin of the caller's choice and never go back.
#[derive(Debug)]
pub struct Conversation {
    recorder: Recorder,
    stay: Duration,
    client: Vec<u8>,
    server: Vec<u8>,
    step: Step,
    /// selectedProtocol of the Connection Confirm.
    selected: u32,
    /// When it is all to have come to a picture.
    picture_by: Duration,
    /// When the stage before the settings is given up that is under way.
    answer_by: Duration,
    failure: Option<Failure>,
}

impl Conversation {
    /// A conversation that begins now with the X.224 request, seen from `place`; `started_at_ms` is the time of day, since
    /// 1970. A session counts as stable that holds for `stay` behind its first picture.
    pub fn new(target: Target, place: Place, started_at_ms: i64, stay: Duration, now: Duration) -> Self {
        let mut recorder = Recorder::new(target, way(place), started_at_ms, now);
        recorder.start(Stage::Negotiate, limits::stage(Stage::Negotiate), now);
        Self {
            recorder,
            stay,
            client: Vec::new(),
            server: Vec::new(),
            step: Step::Negotiating,
            selected: 0,
            picture_by: now + limits::SIGN_IN,
            answer_by: now + limits::stage(Stage::Negotiate),
            failure: None,
        }
    }

    /// Takes cleartext of one side, cut anywhere.
    pub fn feed(&mut self, sender: Direction, cleartext: &[u8], now: Duration) {
        if let Step::Over = self.step {
            return;
        }
        let buffer = match sender {
            Direction::Sent => &mut self.client,
            Direction::Received => &mut self.server,
        };
        buffer.extend_from_slice(cleartext);
        loop {
            let buffer = match sender {
                Direction::Sent => &mut self.client,
                Direction::Received => &mut self.server,
            };
            if let (Step::Negotiating, Direction::Received, [first, ..]) = (&self.step, sender, buffer.as_slice())
                && !banner::may_be_tpkt(*first)
            {
                if banner::is_complete(buffer, limits::BANNER_BYTES) {
                    return self.foreign(now);
                }
                // Counted from the first byte, however slowly the others come.
                self.answer_by = self.answer_by.min(now + limits::BANNER);
                return;
            }
            let message = match cut(buffer, &self.step) {
                Ok(Some(message)) => message,
                Ok(None) if buffer.len() <= limits::UNREAD_BYTES => return,
                Ok(None) => return self.fail(malformed(Pdu::FrameHeader), now),
                Err(failure) => return self.fail(failure, now),
            };
            match sender {
                Direction::Sent => self.sent(&message, now),
                Direction::Received => self.received(&message, now),
            }
            if let Step::Over = self.step {
                return;
            }
        }
    }

    /// TLS stands, and showed this.
    pub fn secured(&mut self, facts: SecureFacts, now: Duration) {
        let Step::Securing = self.step else { return };
        self.recorder.facts.secure = facts;
        self.recorder.pass(Stage::Secure, now);
        self.start(Stage::Authenticate, now);
        if !negotiate::is_credssp(self.selected) {
            self.recorder.facts.authenticate.nla = Some(Nla::NotUsed);
        }
        self.step = Step::Authenticating;
    }

    /// TLS failed.
    pub fn not_secured(&mut self, failure: Failure, now: Duration) {
        if let Step::Securing = self.step {
            self.fail(failure, now);
        }
    }

    /// TLS stood, and broke: by an alert of the server, or because its records cannot be taken.
    pub fn broken(&mut self, failure: Failure, now: Duration) {
        if !matches!(self.step, Step::Over) {
            self.fail(failure, now);
        }
    }

    /// The client stopped by itself while the connection stood. What the server gave as the reason for the end to come, or
    /// what of it nobody could read, is told instead. Before TLS and behind the end this is nothing.
    pub fn given_up(&mut self, now: Duration) {
        let failure = match &self.step {
            Step::Negotiating | Step::Securing | Step::Over => return,
            Step::Authenticating => Failure::ClientGaveUp,
            Step::Session(tracker) => tracker.given_up(),
        };
        self.fail(failure, now);
    }

    /// The connection ended so, or was watched for long enough ([`TransportEnd::Silent`]).
    pub fn ended(&mut self, end: TransportEnd, now: Duration) {
        let failure = match &self.step {
            Step::Over => return,
            Step::Negotiating if self.server.first().is_some_and(|first| !banner::may_be_tpkt(*first)) => {
                return self.foreign(now);
            }
            // A session that holds looks like silence, too.
            Step::Session(tracker) if end == TransportEnd::Silent => {
                match tracker.timed_out(&self.server, &mut self.recorder, now) {
                    Ok(()) => {
                        self.recorder.pass(Stage::Stay, now);
                        self.step = Step::Over;
                        return;
                    }
                    Err(failure) => failure,
                }
            }
            Step::Session(tracker) => tracker.ended(end, &self.server, &mut self.recorder, now),
            Step::Negotiating | Step::Securing | Step::Authenticating => transport_failure(end, self.server.len()),
        };
        self.fail(failure, now);
    }

    /// What happened; to be called until there is none.
    pub fn next_event(&mut self) -> Option<StageEvent> {
        self.recorder.next_event()
    }

    /// The stage under way; the last one where it is over.
    pub fn stage(&self) -> Stage {
        match &self.step {
            Step::Negotiating => Stage::Negotiate,
            Step::Securing => Stage::Secure,
            Step::Authenticating => Stage::Authenticate,
            Step::Session(tracker) => tracker.stage(),
            Step::Over => Stage::Stay,
        }
    }

    /// By when the next answer is to have come, for a driver that keeps the time: [`Self::ended`] by
    /// [`TransportEnd::Silent`] is due then. None where nothing more is waited for.
    pub fn deadline(&self) -> Option<Duration> {
        match &self.step {
            Step::Negotiating | Step::Securing | Step::Authenticating => Some(self.answer_by.min(self.picture_by)),
            Step::Session(tracker) if tracker.stage() == Stage::Stay => Some(tracker.deadline()),
            Step::Session(tracker) => Some(tracker.deadline().min(self.picture_by)),
            Step::Over => None,
        }
    }

    /// How it failed, once it has.
    pub fn failure(&self) -> Option<&Failure> {
        self.failure.as_ref()
    }

    /// Whether the server selected CredSSP; what it selected is known once TLS is due.
    pub fn is_credssp(&self) -> bool {
        negotiate::is_credssp(self.selected)
    }

    /// The desktop's width and height in pixels, once the server has told them.
    pub fn desktop(&self) -> Option<(u16, u16)> {
        self.recorder.facts.capabilities.desktop
    }

    /// The time of day of `now`, in milliseconds since 1970.
    pub fn time_of_day_ms(&self, now: Duration) -> i64 {
        self.recorder.time_of_day_ms(now)
    }

    /// Everything that was seen.
    pub fn report(&self, now: Duration) -> Report {
        self.recorder.report(RunEnd::Completed, now)
    }

    fn sent(&mut self, message: &[u8], now: Duration) {
        match &mut self.step {
            Step::Negotiating => {
                let request = decode::<X224<ConnectionRequest>>(message);
                if let Ok(X224(request)) = request {
                    self.recorder.facts.negotiate.requested = request.protocol.bits();
                }
                self.exchange(Stage::Negotiate, Direction::Sent, Pdu::ConnectionRequest, message, now);
            }
            Step::Securing | Step::Over => {}
            Step::Authenticating if is_credssp(message) => {
                self.answer_by = now + limits::stage(Stage::Authenticate);
                self.exchange(Stage::Authenticate, Direction::Sent, Pdu::TsRequest, message, now);
                if let Some(step) = credssp::step(message) {
                    self.recorder.facts.authenticate.sign_in = Some(step);
                }
            }
            Step::Authenticating => {
                // Whoever goes on to the settings has been let in.
                self.recorder.pass(Stage::Authenticate, now);
                let mut tracker = Tracker::new(self.stay, &mut self.recorder, now);
                tracker.send(message, &mut self.recorder, now);
                self.step = Step::Session(Box::new(tracker));
            }
            Step::Session(tracker) => tracker.send(message, &mut self.recorder, now),
        }
    }

    fn received(&mut self, message: &[u8], now: Duration) {
        match &mut self.step {
            Step::Negotiating => self.confirmed(message, now),
            Step::Securing | Step::Over => {}
            Step::Authenticating => self.answered(message, now),
            Step::Session(tracker) => {
                let verdict = parts(message).iter().try_for_each(|part| {
                    tracker.receive(&part.frame, &part.pdu, Reading::Taken, &mut self.recorder, now)
                });
                if let Err(failure) = verdict {
                    self.fail(failure, now);
                }
            }
        }
    }

    fn confirmed(&mut self, message: &[u8], now: Duration) {
        self.exchange(
            Stage::Negotiate,
            Direction::Received,
            Pdu::ConnectionConfirm,
            message,
            now,
        );
        let selected = match negotiate::read(message.to_vec()) {
            StepOutcome::Confirmed(Confirm::Selected(selected)) => selected,
            StepOutcome::Confirmed(Confirm::Refused { code }) => {
                return self.fail(Failure::NegotiationFailure { code }, now);
            }
            StepOutcome::Failed(failure) => return self.fail(failure, now),
            StepOutcome::Secured
            | StepOutcome::Challenged(_)
            | StepOutcome::SignedIn
            | StepOutcome::Settled(_)
            | StepOutcome::Helloed(_)
            | StepOutcome::Held => return,
        };
        self.selected = selected.protocol.bits();
        let facts = &mut self.recorder.facts.negotiate;
        // Without negotiation data nothing was selected: what follows is what servers did before there was a choice.
        facts.selected = selected.flags.map(|_| selected.protocol.bits());
        facts.flags = selected.flags;
        facts.without_negotiation_data = selected.flags.is_none();
        let offered = ironrdp_pdu::nego::SecurityProtocol::from_bits_retain(facts.requested);
        match selected.of(offered) {
            Selection::Unoffered { selected } => self.fail(Failure::UnofferedProtocol { selected }, now),
            Selection::Tls | Selection::Credssp => {
                self.recorder.pass(Stage::Negotiate, now);
                self.start(Stage::Secure, now);
                self.step = Step::Securing;
            }
            // What follows is encrypted in a way that is not followed here.
            Selection::Standard => {
                self.recorder.pass(Stage::Negotiate, now);
                self.start(Stage::Secure, now);
                self.recorder.facts.secure.standard = Some(StandardSecurity::default());
                self.recorder.pass(Stage::Secure, now);
                self.recorder
                    .leave_out_from(Stage::Authenticate, NotChecked::LegacySecurity);
                self.step = Step::Over;
            }
        }
    }

    /// A TSRequest, or the result of an early authorization.
    fn answered(&mut self, message: &[u8], now: Duration) {
        let request = match credssp::read(message) {
            credssp::Received::Request(request, _) => request,
            credssp::Received::Incomplete | credssp::Received::Unreadable => {
                // It is four bytes, with no TSRequest around them ([MS-RDPBCGR] 2.2.10.2).
                let pdu = Pdu::EarlyUserAuthorization;
                self.exchange(Stage::Authenticate, Direction::Received, pdu, message, now);
                if let Some(status) = u32_at(message, 0).filter(|result| *result != 0) {
                    self.fail(Failure::CredsspStatus { status }, now);
                }
                return;
            }
        };
        self.exchange(Stage::Authenticate, Direction::Received, Pdu::TsRequest, message, now);
        let our_time = self.recorder.time_of_day_ms(now);
        let facts = &mut self.recorder.facts.authenticate;
        facts.credssp_version = Some(request.version);
        if let Some(status) = request.status {
            return self.fail(Failure::CredsspStatus { status }, now);
        }
        if facts.challenge.is_none()
            && let Some(mut seen) = challenge::read(&request.token)
        {
            seen.clock_offset_ms = seen.server_time_ms.map(|theirs| theirs.saturating_sub(our_time));
            facts.challenge = Some(seen);
        }
    }

    /// The first answer is another service's.
    fn foreign(&mut self, now: Duration) {
        let answer = core::mem::take(&mut self.server);
        let row = Stage::Negotiate;
        self.exchange(row, Direction::Received, Pdu::UnexpectedAnswer, &answer, now);
        let service = banner::recognize(&answer);
        self.fail(Failure::NotRdp { service }, now);
    }

    fn start(&mut self, stage: Stage, now: Duration) {
        self.answer_by = now + limits::stage(stage);
        self.recorder.start(stage, limits::stage(stage), now);
    }

    fn exchange(&mut self, stage: Stage, sender: Direction, pdu: Pdu, message: &[u8], now: Duration) {
        self.recorder.exchange(stage, sender, pdu, message, now);
    }

    fn fail(&mut self, failure: Failure, now: Duration) {
        self.recorder.fail(self.stage(), failure.clone(), now);
        self.failure = Some(failure);
        self.step = Step::Over;
        self.client = Vec::new();
        self.server = Vec::new();
    }
}

fn is_credssp(message: &[u8]) -> bool {
    client::classify(message).is_none()
}
