//! Knows how far a session has come, from the settings to the picture and a little beyond, [MS-RDPBCGR] 1.3.1.1.
//!
//! Before: the connection is secured, and the client's settings are to be sent. After: it is known at which step, if any,
//! the server ended it. What moves it on is what either side says: the client shows by its next message that it took the
//! server's, so that a frame which the client cannot read is blamed on the stage in which it came.

use core::time::Duration;

use wire::{Failure, LegKind, Pdu, PictureKind, Service, Stage, TransportEnd};

use crate::conversation::client;
use crate::conversation::fragments::Fragments;
use crate::conversation::license::ends_licensing_well;
use crate::conversation::server::{self, ServerPdu};
use crate::failure::{malformed, transport_failure};
use crate::limits;
use crate::pdu::banner;
use crate::recorder::Recorder;

mod observe;

/// Follows a session and records what it shows.
#[derive(Debug)]
pub(crate) struct Tracker {
    stage: Stage,
    deadline: Duration,
    /// How long the session is watched behind the first picture.
    stay: Duration,
    io_channel: u16,
    /// The channels that the client asked for and the server has not confirmed yet.
    asked_for: Vec<u16>,
    activation: Activation,
    /// What the server gave as the reason for the end that is to come.
    error_info: Option<u32>,
    deactivations: u8,
    out_of_place: u32,
    /// Whether the last frame was one of these.
    astray: bool,
    /// Frames of a session that stands which are no part of a picture.
    unseen: u32,
    held_since: Duration,
    /// Of the update that is not whole yet.
    fragments: Fragments,
    /// A picture that came before the exchange that begins the session was over, and how long its frame was.
    painted_early: Option<(PictureKind, usize)>,
}

/// What a session that stood once is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Activation {
    /// It stands, or has not stood yet.
    Steady,
    /// The server deactivated it.
    Deactivated,
    /// The client confirmed a new activation.
    Confirmed,
}

/// What whoever drives the session makes of a frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reading {
    /// It was taken, or nobody had to take it.
    Taken,
    /// It could not be read.
    Refused,
}

/// What comes of a frame: the session goes on, or this ends it.
type Verdict = Result<(), Failure>;

impl Tracker {
    /// Begins with the settings.
    pub(crate) fn new(stay: Duration, recorder: &mut Recorder, now: Duration) -> Self {
        let mut tracker = Self {
            stage: Stage::Settings,
            deadline: now,
            stay,
            io_channel: 0,
            asked_for: Vec::new(),
            activation: Activation::Steady,
            error_info: None,
            deactivations: 0,
            out_of_place: 0,
            astray: false,
            unseen: 0,
            held_since: now,
            fragments: Fragments::default(),
            painted_early: None,
        };
        tracker.enter(Stage::Settings, recorder, now);
        tracker
    }

    /// The stage under way.
    pub(crate) fn stage(&self) -> Stage {
        self.stage
    }

    /// When the stage under way is given up or, at the end, has lasted long enough.
    pub(crate) fn deadline(&self) -> Duration {
        self.deadline
    }

    /// Whether the session has not stood yet.
    pub(crate) fn is_connecting(&self) -> bool {
        self.stage < Stage::Desktop
    }

    /// Whether the exchange that begins or renews a session is under way.
    pub(crate) fn is_finalizing(&self) -> bool {
        self.stage == Stage::Finalize || self.activation == Activation::Confirmed
    }

    /// Whether the server deactivated the session and has not activated it again.
    pub(crate) fn is_deactivated(&self) -> bool {
        self.activation != Activation::Steady
    }

    /// Whether a server that sends so much does what it is there for: it paints.
    pub(crate) fn is_busy(&self) -> bool {
        self.stage == Stage::Stay && self.unseen <= limits::UNSEEN_FRAMES
    }

    /// Takes one frame of the client.
    pub(crate) fn send(&mut self, frame: &[u8], recorder: &mut Recorder, now: Duration) {
        let (row, pdu) = client::classify(frame).unwrap_or((self.stage, Pdu::Unnamed));
        recorder.exchange(row, wire::Direction::Sent, pdu, frame, now);
        if matches!(pdu, Pdu::ErectDomainRequest | Pdu::AttachUserRequest) {
            self.leave_for(Stage::Channels, recorder, now);
        } else if let Some(channel) = client::channel_asked_for(frame).filter(|_| pdu == Pdu::ChannelJoinRequest) {
            limits::keep(&mut self.asked_for, channel, wire::MOST_ENTRIES);
        } else if pdu == Pdu::ClientInfo {
            recorder.facts.logon.autologon = client::asks_for_logon(frame);
            self.leave_for(Stage::Logon, recorder, now);
        } else if pdu == Pdu::ConfirmActive {
            if self.activation == Activation::Deactivated {
                self.activation = Activation::Confirmed;
            }
            self.leave_for(Stage::Finalize, recorder, now);
        }
    }

    /// Takes one frame of the server, which is `pdu`, and notes what it tells.
    ///
    /// # Errors
    ///
    /// Where it ends the session.
    pub(crate) fn receive(
        &mut self,
        frame: &[u8],
        pdu: &ServerPdu,
        reading: Reading,
        recorder: &mut Recorder,
        now: Duration,
    ) -> Verdict {
        let whole = if let ServerPdu::Fragment(fragment) = pdu {
            self.fragments.take(fragment).map(ServerPdu::Picture)
        } else {
            None
        };
        let pdu = whole.as_ref().unwrap_or(pdu);
        // The first licensing message shows that the server took the Client Info.
        let licensing = matches!(pdu, ServerPdu::License { .. });
        if self.stage == Stage::Logon && licensing && server::is_on_channel(frame, self.io_channel) {
            self.leave_for(Stage::License, recorder, now);
        }
        if self.stage == Stage::Stay {
            // What a session that stands goes on to say is counted, and not kept.
            self.unseen += u32::from(!matches!(pdu, ServerPdu::Picture(_)));
        } else {
            recorder.exchange(self.stage, wire::Direction::Received, pdu.name(), frame, now);
        }
        self.astray = !self.has_place_for(pdu);
        if self.astray {
            self.out_of_place += 1;
            if self.out_of_place > limits::OUT_OF_PLACE {
                return Err(self.unexpected(pdu));
            }
            // Clients take no notice of it once the session stands.
            if !self.is_connecting() {
                return Ok(());
            }
        }
        self.observe(frame, pdu, recorder, now)?;
        match reading {
            Reading::Taken => {
                self.follow(pdu, recorder, now);
                Ok(())
            }
            Reading::Refused if self.has_place_for(pdu) => {
                Err(self.reason().unwrap_or_else(|| Failure::Unreadable { pdu: pdu.name() }))
            }
            Reading::Refused => Err(self.reason().unwrap_or_else(|| malformed(self.expected()))),
        }
    }

    /// The server is gone: how the session ended by that. `unread` is the frame that it began and did not finish.
    pub(crate) fn ended(&self, end: TransportEnd, unread: &[u8], recorder: &mut Recorder, now: Duration) -> Failure {
        if self.stage == Stage::Stay {
            recorder.facts.stay.held_ms = now.saturating_sub(self.held_since).into();
        }
        self.reason()
            .or_else(|| self.foreign(unread, recorder, now))
            .or_else(|| self.answered_astray(unread))
            .unwrap_or_else(|| transport_failure(end, unread.len()))
    }

    /// What came last, where a server that should set the session up sent something else and then nothing: it answered.
    fn answered_astray(&self, unread: &[u8]) -> Option<Failure> {
        let answered = self.astray && self.is_connecting() && unread.is_empty();
        answered.then(|| malformed(self.expected()))
    }

    /// Whose words they are, where a server that should answer the settings says what is known of other services: such as
    /// a web server behind a balancer that speaks X.224 and TLS itself.
    fn foreign(&self, unread: &[u8], recorder: &mut Recorder, now: Duration) -> Option<Failure> {
        let failure = self.whose(unread)?;
        recorder.exchange(
            self.stage,
            wire::Direction::Received,
            Pdu::UnexpectedAnswer,
            unread,
            now,
        );
        Some(failure)
    }

    /// The same without a trace of it. Behind the settings only a web server is known by its words: others greet, and that
    /// was due before.
    pub(crate) fn whose(&self, unread: &[u8]) -> Option<Failure> {
        if !self.is_connecting() || banner::may_be_tpkt(*unread.first()?) {
            return None;
        }
        let is_possible = |failure: &Failure| {
            let web = matches!(
                failure,
                Failure::NotRdp {
                    service: Service::Http { .. }
                }
            );
            web || self.stage == Stage::Settings
        };
        banner::foreign(unread).filter(is_possible)
    }

    /// The deadline has come: the session held, or the failure by which it did not.
    pub(crate) fn timed_out(&self, unread: &[u8], recorder: &mut Recorder, now: Duration) -> Verdict {
        if self.stage == Stage::Stay && self.error_info.is_none() && !self.is_deactivated() {
            recorder.facts.stay.held_ms = now.saturating_sub(self.held_since).into();
            return Ok(());
        }
        Err(self
            .reason()
            .or_else(|| self.foreign(unread, recorder, now))
            .or_else(|| self.answered_astray(unread))
            .unwrap_or_else(|| transport_failure(TransportEnd::Silent, unread.len())))
    }

    /// The client stopped: over what the server gave as a reason or sent out of place, if over anything of the server's.
    pub(crate) fn given_up(&self) -> Failure {
        let disorder = || (self.out_of_place > 0).then(|| malformed(self.expected()));
        self.reason().or_else(disorder).unwrap_or(Failure::ClientGaveUp)
    }

    /// The server sent more than a connection may cost, and not because of its pictures.
    pub(crate) fn flooded(&self) -> Failure {
        self.reason().unwrap_or_else(|| malformed(self.expected()))
    }

    /// The reason that the server gave for what comes.
    fn reason(&self) -> Option<Failure> {
        self.error_info.map(|code| Failure::ErrorInfo { code })
    }

    fn unexpected(&self, pdu: &ServerPdu) -> Failure {
        self.reason().unwrap_or_else(|| Failure::UnexpectedPdu {
            expected: self.expected(),
            received: pdu.name(),
        })
    }

    /// Whether a server that works may send this now. What it may not is left alone, and counted.
    pub(crate) fn has_place_for(&self, pdu: &ServerPdu) -> bool {
        match pdu {
            ServerPdu::ConnectResponse { .. } => self.stage == Stage::Settings,
            ServerPdu::AttachUserConfirm { .. } | ServerPdu::ChannelJoinConfirm { .. } => self.stage == Stage::Channels,
            ServerPdu::License { error: None, .. } => self.is_connecting(),
            ServerPdu::DemandActive(_) => self.is_connecting() || self.is_deactivated(),
            ServerPdu::Finalization(_) => self.is_finalizing(),
            ServerPdu::Other(pdu) => !matches!(*pdu, Pdu::Unreadable | Pdu::Empty | Pdu::McsRequest),
            ServerPdu::Ultimatum { .. }
            | ServerPdu::License { error: Some(_), .. }
            | ServerPdu::AutoDetect
            | ServerPdu::DeactivateAll
            | ServerPdu::Redirection { .. }
            | ServerPdu::ErrorInfo { .. }
            | ServerPdu::LoggedOn { .. }
            | ServerPdu::LogonError { .. }
            | ServerPdu::Picture(_)
            | ServerPdu::Fragment(_) => true,
        }
    }

    /// Follows a frame that was taken into the stage that it begins.
    fn follow(&mut self, pdu: &ServerPdu, recorder: &mut Recorder, now: Duration) {
        let licensed = if let ServerPdu::License { message, error } = pdu {
            let valid = error.is_some_and(ends_licensing_well);
            valid || matches!(*message, NEW_LICENSE | UPGRADE_LICENSE)
        } else {
            matches!(pdu, ServerPdu::DemandActive(_))
        };
        if licensed && self.stage >= Stage::Logon {
            self.leave_for(Stage::Capabilities, recorder, now);
        }
        if *pdu == ServerPdu::Finalization(Pdu::FontMap) {
            if self.stage == Stage::Finalize {
                self.leave_for(Stage::Desktop, recorder, now);
                // Some servers paint before they have said that the session stands.
                if let Some((kind, length)) = self.painted_early.take() {
                    self.painted(kind, length, recorder, now);
                }
            }
            self.activation = Activation::Steady;
            if self.stage == Stage::Stay {
                self.deadline = now.max(self.held_since + self.stay);
            }
        }
    }

    fn leave_for(&mut self, next: Stage, recorder: &mut Recorder, now: Duration) {
        let current = self.stage;
        let ahead = |stage: &Stage| *stage > current && *stage <= next;
        // What a server leaves out on its way, such as licensing, is passed as well.
        for stage in LegKind::ToComputer.stages().filter(ahead) {
            recorder.pass(self.stage, now);
            self.enter(stage, recorder, now);
        }
    }

    fn enter(&mut self, stage: Stage, recorder: &mut Recorder, now: Duration) {
        let limit = if stage == Stage::Stay {
            self.stay
        } else {
            limits::stage(stage)
        };
        self.stage = stage;
        self.deadline = now + limit;
        recorder.start(stage, limit, now);
    }

    /// The server's message that this stage waits for.
    fn expected(&self) -> Pdu {
        match self.stage {
            Stage::Settings => Pdu::ConnectResponse,
            Stage::Channels => Pdu::AttachUserOrChannelJoinConfirm,
            Stage::Logon | Stage::License => Pdu::LicensingMessage,
            Stage::Capabilities => Pdu::DemandActive,
            Stage::Finalize => Pdu::FontMap,
            Stage::Relay
            | Stage::Reach
            | Stage::Answer
            | Stage::SignIn
            | Stage::Tunnel
            | Stage::Resolve
            | Stage::Connect
            | Stage::Negotiate
            | Stage::Secure
            | Stage::Authenticate
            | Stage::Desktop
            | Stage::Stay => Pdu::Update,
        }
    }
}

/// The messages by which a server hands out a licence, [MS-RDPELE] 2.2.2.
const NEW_LICENSE: u8 = 3;
const UPGRADE_LICENSE: u8 = 4;
