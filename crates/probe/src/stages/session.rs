//! From the basic settings exchange to the first picture and a little beyond, [MS-RDPBCGR] 1.3.1.1.
//!
//! Before: TLS stands and the server asks for no NLA. After: it is known at which step, if any, the server ended it.
//! IronRDP's connector makes the client's messages; every frame of the server is named first, so that what it says of its
//! own accord is kept whatever the connector thinks of it.

use core::net::SocketAddr;
use core::time::Duration;

use ironrdp_connector::connection_activation::{
    ConnectionActivationFactory, ConnectionActivationSequence, ConnectionActivationState,
};
use ironrdp_connector::{ClientConnector, ClientConnectorState, ConnectionOutcome, Sequence};
use ironrdp_core::WriteBuf;
use ironrdp_pdu::nego::SecurityProtocol;
use wire::{Failure, LegKind, Signal, Stage, TransportEnd};

use super::{Context, Turn, malformed, transport_failure};
use crate::limits;
use crate::stages::connector::{run, stage_of};
use crate::stages::session_config;
use crate::tap::{self, Sighting};

#[derive(Debug)]
pub(crate) struct Session {
    drive: Drive,
    stage: Stage,
    deadline: Duration,
    stay: Duration,
    io_channel: u16,
    /// What the server gave as the reason for the end that is to come.
    error_info: Option<u32>,
    deactivations: u8,
    out_of_place: u32,
    /// Frames of a session that stands which are no part of a picture.
    unseen: u32,
    held_since: Duration,
}

/// Who makes the client's messages.
#[derive(Debug)]
enum Drive {
    /// Up to Font Map.
    Connecting(Box<ClientConnector>),
    /// The session is active.
    Active(Box<ConnectionActivationFactory>),
    /// The server deactivated the session and activates it again.
    Reactivating(Box<ConnectionActivationFactory>, Box<ConnectionActivationSequence>),
    /// It cannot go on.
    Over,
}

impl Session {
    /// Begins with the Connect Initial, on a connection that agreed on `offered` by `confirm`.
    pub(crate) fn begin(
        offered: SecurityProtocol,
        confirm: &[u8],
        stay: Duration,
        context: &mut Context<'_>,
    ) -> Result<Self, Failure> {
        let mut connector = ClientConnector::new(session_config::config(), UNTOLD_ADDRESS);
        let mut unsent = WriteBuf::new();
        let initiated = connector.initiate_with_security_protocol(offered, &mut unsent);
        let confirmed = initiated.and_then(|_| connector.step(confirm, None, &mut unsent));
        if confirmed.is_err() || !connector.should_perform_security_upgrade() {
            return Err(malformed("X.224 Connection Confirm"));
        }
        connector.mark_security_upgrade_as_done();
        if connector.should_perform_credssp() {
            connector.mark_credssp_as_done();
        }

        let mut session = Self {
            drive: Drive::Connecting(Box::new(connector)),
            stage: Stage::Settings,
            deadline: context.now,
            stay,
            io_channel: 0,
            error_info: None,
            deactivations: 0,
            out_of_place: 0,
            unseen: 0,
            held_since: context.now,
        };
        session.enter(Stage::Settings, context);
        session.advance(None, context)?;
        Ok(session)
    }

    /// The stage under way.
    pub(crate) fn stage(&self) -> Stage {
        self.stage
    }

    /// When the stage under way is given up or, at the end, has lasted long enough.
    pub(crate) fn deadline(&self) -> Duration {
        self.deadline
    }

    /// Takes one whole frame.
    pub(crate) fn receive(&mut self, frame: &[u8], context: &mut Context<'_>) -> Option<Turn> {
        let sighting = tap::sight(frame);
        self.enter_by(&sighting, frame, context);
        if !matches!(self.stage, Stage::Stay) {
            context.received(self.stage, sighting.pdu(), frame);
        }
        if self.stage == Stage::Desktop && matches!(sighting, Sighting::Picture(_)) {
            context.recorder.known.desktop.update_length = u32::try_from(frame.len()).unwrap_or(u32::MAX);
        }
        if self.stage == Stage::Stay && !matches!(sighting, Sighting::Picture(_)) {
            self.unseen += 1;
        }
        if !self.has_place_for(&sighting) {
            self.out_of_place += 1;
            let lost = self.out_of_place > limits::OUT_OF_PLACE;
            if lost || !self.is_connecting() {
                return lost.then(|| self.unexpected(&sighting));
            }
        }
        match self.observe(&sighting, context) {
            Ok(Feed::Skip) => None,
            Ok(Feed::Step) => self.advance(Some(frame), context).err().map(Turn::Failed),
            Err(failure) => Some(Turn::Failed(failure)),
        }
    }

    /// The peer is gone.
    pub(crate) fn ended(&self, end: TransportEnd) -> Turn {
        Turn::Failed(self.reason().unwrap_or_else(|| transport_failure(end, 0)))
    }

    /// The deadline has come.
    pub(crate) fn timed_out(&mut self, context: &mut Context<'_>) -> Turn {
        if self.stage == Stage::Stay && self.error_info.is_none() {
            context.recorder.known.stay.held_ms = context.now.saturating_sub(self.held_since).into();
            return Turn::Held;
        }
        Turn::Failed(self.reason().unwrap_or(Failure::TimedOut { received: 0 }))
    }

    /// Whether a server that sends so much does what it is there for: it paints.
    pub(crate) fn is_busy(&self) -> bool {
        self.stage == Stage::Stay && self.unseen <= limits::UNSEEN_FRAMES
    }

    /// The peer sent more than a connection may cost, and not because of its pictures.
    pub(crate) fn flooded(&self) -> Turn {
        Turn::Failed(self.reason().unwrap_or_else(|| malformed(self.expected())))
    }

    /// The peer goes on sending what has no place here.
    fn unexpected(&self, sighting: &Sighting) -> Turn {
        Turn::Failed(self.reason().unwrap_or_else(|| Failure::UnexpectedPdu {
            expected: self.expected().into(),
            received: sighting.pdu().into(),
        }))
    }

    /// Whether a server that works may send this now. What it may not is left alone, and counted.
    fn has_place_for(&self, sighting: &Sighting) -> bool {
        match sighting {
            Sighting::ConnectResponse { .. }
            | Sighting::AttachUserConfirm { .. }
            | Sighting::ChannelJoinConfirm { .. }
            | Sighting::License { error: None, .. } => self.is_connecting(),
            Sighting::DemandActive(_) => !matches!(self.drive, Drive::Active(_)),
            Sighting::Finalization(_) => self.is_finalizing(),
            Sighting::Other(name) => !matches!(*name, "unreadable PDU" | "empty PDU" | "MCS request"),
            Sighting::Ultimatum { .. }
            | Sighting::License { error: Some(_), .. }
            | Sighting::AutoDetect
            | Sighting::DeactivateAll
            | Sighting::Redirection { .. }
            | Sighting::ErrorInfo { .. }
            | Sighting::LoggedOn { .. }
            | Sighting::LogonError { .. }
            | Sighting::Picture(_) => true,
        }
    }

    /// Notes how long the session had held when it ended.
    pub(crate) fn note_end(&self, context: &mut Context<'_>) {
        if self.stage == Stage::Stay {
            context.recorder.known.stay.held_ms = context.now.saturating_sub(self.held_since).into();
        }
    }

    fn reason(&self) -> Option<Failure> {
        self.error_info.map(|code| Failure::ErrorInfo { code })
    }

    /// Notes what the frame tells, and whether the connector is to see it.
    fn observe(&mut self, sighting: &Sighting, context: &mut Context<'_>) -> Result<Feed, Failure> {
        let known = &mut context.recorder.known;
        let signal = match sighting {
            Sighting::ConnectResponse { result, .. } if *result != 0 => {
                return Err(Failure::McsRefused { result: *result });
            }
            Sighting::ConnectResponse { settings, .. } => {
                let settings = settings.as_deref().ok_or_else(|| malformed("MCS Connect Response"))?;
                self.io_channel = settings.io_channel;
                settings.note(&mut known.settings);
                return Ok(Feed::Step);
            }
            Sighting::AttachUserConfirm { result, .. } if *result != 0 => {
                return Err(Failure::McsRefused { result: *result });
            }
            Sighting::AttachUserConfirm { user, .. } => {
                known.channels.user_channel = Some(*user);
                return Ok(Feed::Step);
            }
            Sighting::ChannelJoinConfirm { channel, result } if *result != 0 => {
                return Err(Failure::ChannelRefused { channel: *channel });
            }
            Sighting::ChannelJoinConfirm { channel, .. } => {
                limits::keep(&mut known.channels.joined, *channel, wire::MOST_ENTRIES);
                return Ok(Feed::Step);
            }
            Sighting::AutoDetect => {
                let requests = &mut known.logon.auto_detect_requests;
                *requests = requests.saturating_add(1);
                if !self.is_connecting() {
                    return Ok(Feed::Skip);
                }
                if *requests > limits::AUTO_DETECT_REQUESTS {
                    return Err(Failure::UnexpectedPdu {
                        expected: self.expected().into(),
                        received: sighting.pdu().into(),
                    });
                }
                return Ok(Feed::Step);
            }
            Sighting::License { message, error } => {
                limits::keep(&mut known.license.messages, *message, MOST_LICENSE_MESSAGES);
                let Some((code, transition)) = *error else {
                    return Ok(Feed::Step);
                };
                known.license.status = Some(code);
                if code == STATUS_VALID_CLIENT {
                    return Ok(Feed::Step);
                }
                context
                    .recorder
                    .signal(self.stage, Signal::LicenseError { code, transition }, context.now);
                return Err(self.reason().unwrap_or(Failure::LicenseError { code, transition }));
            }
            Sighting::DemandActive(demand) => {
                let facts = &mut known.capabilities;
                facts.desktop = demand.desktop;
                facts.color_depth = demand.color_depth;
                facts.os_major = demand.os_major;
                facts.sets = demand.sets;
                return Ok(Feed::Step);
            }
            Sighting::Finalization(_) => return Ok(if self.is_finalizing() { Feed::Step } else { Feed::Skip }),
            Sighting::Picture(kind) => {
                if self.stage == Stage::Desktop {
                    known.desktop.picture = Some(*kind);
                    context.recorder.pass(Stage::Desktop, context.now);
                    self.held_since = context.now;
                    self.enter(Stage::Stay, context);
                }
                if self.stage == Stage::Stay {
                    let stay = &mut context.recorder.known.stay;
                    stay.updates = stay.updates.saturating_add(1);
                }
                return Ok(Feed::Skip);
            }
            Sighting::Other(_) => return Ok(Feed::Skip),
            Sighting::Ultimatum { reason } => Signal::Ultimatum { reason: *reason },
            Sighting::ErrorInfo { code } => Signal::ErrorInfo { code: *code },
            Sighting::LoggedOn { user } => Signal::LoggedOn { user: user.clone() },
            Sighting::LogonError { notification, data } => Signal::LogonError {
                notification: *notification,
                data: *data,
            },
            Sighting::Redirection { target } => Signal::Redirection { target: target.clone() },
            Sighting::DeactivateAll => Signal::DeactivateAll,
        };
        context.recorder.signal(self.stage, signal, context.now);
        self.heed(sighting, context)
    }

    /// What follows from something that the server said of its own accord.
    fn heed(&mut self, sighting: &Sighting, context: &mut Context<'_>) -> Result<Feed, Failure> {
        if let Sighting::ErrorInfo { code } = sighting
            && *code != 0
        {
            self.error_info = Some(*code);
        }
        if let Sighting::Ultimatum { reason } = sighting {
            return Err(self.reason().unwrap_or(Failure::Ultimatum { reason: *reason }));
        }
        if let Sighting::Redirection { .. } = sighting {
            return Err(Failure::Redirected);
        }
        if *sighting != Sighting::DeactivateAll {
            return Ok(Feed::Skip);
        }
        self.deactivations = self.deactivations.saturating_add(1);
        context.recorder.known.finalize.reactivations = self.deactivations;
        if self.deactivations > limits::DEACTIVATIONS {
            let times = self.deactivations;
            return Err(self.reason().unwrap_or(Failure::DeactivateLoop { times }));
        }
        if let Drive::Active(factory) | Drive::Reactivating(factory, _) =
            core::mem::replace(&mut self.drive, Drive::Over)
        {
            let sequence = Box::new(factory.create());
            self.drive = Drive::Reactivating(factory, sequence);
            return Ok(Feed::Skip);
        }
        Ok(Feed::Skip)
    }

    /// Lets the connector take a frame and say what it wants to say.
    fn advance(&mut self, frame: Option<&[u8]>, context: &mut Context<'_>) -> Result<(), Failure> {
        let expected = self.expected();
        let stepped = match &mut self.drive {
            Drive::Connecting(connector) => run(connector.as_mut(), frame, context, self.stage),
            Drive::Reactivating(_, sequence) => run(sequence.as_mut(), frame, context, self.stage),
            Drive::Active(_) | Drive::Over => Ok(()),
        };
        if stepped.is_err() {
            return Err(self.reason().unwrap_or_else(|| malformed(expected)));
        }
        self.settle(context);
        Ok(())
    }

    /// Follows the connector into its next stage.
    fn settle(&mut self, context: &mut Context<'_>) {
        if let Drive::Connecting(connector) = &mut self.drive {
            if let Some(ConnectionOutcome::Connected(result)) = connector.state.take_outcome() {
                self.drive = Drive::Active(Box::new(result.activation_factory));
                self.leave_for(Stage::Desktop, context);
                return;
            }
            let next = stage_of(&connector.state, self.stage);
            self.leave_for(next, context);
        }
        if let Drive::Reactivating(_, sequence) = &self.drive
            && matches!(
                sequence.connection_activation_state(),
                ConnectionActivationState::Finalized { .. }
            )
            && let Drive::Reactivating(factory, _) = core::mem::replace(&mut self.drive, Drive::Over)
        {
            self.drive = Drive::Active(factory);
        }
    }

    /// The first licensing message shows that the server took the Client Info.
    fn enter_by(&mut self, sighting: &Sighting, frame: &[u8], context: &mut Context<'_>) {
        let licensing = matches!(sighting, Sighting::License { .. });
        if self.stage == Stage::Logon && licensing && tap::is_on_channel(frame, self.io_channel) {
            self.leave_for(Stage::License, context);
        }
    }

    fn leave_for(&mut self, next: Stage, context: &mut Context<'_>) {
        if next <= self.stage {
            return;
        }
        let current = self.stage;
        for stage in LegKind::ToComputer
            .stages()
            .filter(|stage| *stage > current && *stage <= next)
        {
            context.recorder.pass(self.stage, context.now);
            self.enter(stage, context);
        }
    }

    fn enter(&mut self, stage: Stage, context: &mut Context<'_>) {
        let limit = if stage == Stage::Stay {
            self.stay
        } else {
            limits::stage(stage)
        };
        self.stage = stage;
        self.deadline = context.now + limit;
        context.recorder.start(stage, limit, context.now);
    }

    fn is_connecting(&self) -> bool {
        matches!(self.drive, Drive::Connecting(_))
    }

    fn is_finalizing(&self) -> bool {
        match &self.drive {
            Drive::Connecting(connector) => {
                matches!(connector.state, ClientConnectorState::ConnectionFinalization { .. })
            }
            Drive::Reactivating(_, sequence) => matches!(
                sequence.connection_activation_state(),
                ConnectionActivationState::ConnectionFinalization { .. }
            ),
            Drive::Active(_) | Drive::Over => false,
        }
    }

    /// The server's message that this stage waits for.
    fn expected(&self) -> &'static str {
        match self.stage {
            Stage::Settings => "MCS Connect Response",
            Stage::Channels => "MCS Attach User Confirm or Channel Join Confirm",
            Stage::Logon | Stage::License => "licensing message",
            Stage::Capabilities => "Demand Active",
            Stage::Finalize => "Font Map",
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
            | Stage::Stay => "update",
        }
    }
}

/// Whether the connector is to see a frame.
enum Feed {
    Step,
    Skip,
}

/// The relay's address in its own network is nobody's business.
const UNTOLD_ADDRESS: SocketAddr = SocketAddr::new(core::net::IpAddr::V4(core::net::Ipv4Addr::UNSPECIFIED), 0);
/// The dwErrorCode by which a server says that all is well, [MS-RDPBCGR] 2.2.1.12.1.3.
const STATUS_VALID_CLIENT: u32 = 7;
/// A licensing exchange has at most three messages of the server.
const MOST_LICENSE_MESSAGES: usize = 8;
