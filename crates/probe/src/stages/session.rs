//! The check's own session: IronRDP's connector makes the client's messages, and a [`Tracker`] says where that leads.
//!
//! Every frame of the server is classified first, so that what it says of its own accord is kept whatever the connector
//! thinks of it.

use core::net::SocketAddr;
use core::time::Duration;

use ironrdp_connector::connection_activation::{
    ConnectionActivationFactory, ConnectionActivationSequence, ConnectionActivationState,
};
use ironrdp_connector::{ClientConnector, ConnectionOutcome, ConnectorResult, Credentials, Sequence};
use ironrdp_core::WriteBuf;
use ironrdp_pdu::nego::SecurityProtocol;
use wire::{Failure, Pdu, Stage, TransportEnd};
use zeroize::Zeroize as _;

use super::{Cx, StepOutcome};
use crate::RunOptions;
use crate::conversation::license::{self, ends_licensing_well};
use crate::conversation::parts::parts;
use crate::conversation::server::{self, ServerPdu};
use crate::conversation::tracker::{Reading, Tracker};
use crate::conversation::{capabilities, next_frame, settings};
use crate::failure::malformed;
use crate::stages::{connector, session_config};

#[derive(Debug)]
pub(crate) struct Session {
    drive: Drive,
    tracker: Tracker,
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
    ///
    /// # Errors
    ///
    /// Where the connector does not take the confirm.
    pub(crate) fn begin(
        offered: SecurityProtocol,
        confirm: &[u8],
        options: &RunOptions,
        cx: &mut Cx<'_>,
    ) -> Result<Self, Failure> {
        let mut connector = ClientConnector::new(session_config::config(&options.identity), UNTOLD_ADDRESS);
        let mut unsent = WriteBuf::new();
        let initiated = connector.initiate_with_security_protocol(offered, &mut unsent);
        let confirmed = initiated.and_then(|_| connector.step(confirm, None, &mut unsent));
        if confirmed.is_err() || !connector.should_perform_security_upgrade() {
            return Err(malformed(Pdu::ConnectionConfirm));
        }
        // TLS stands already, and is ours: the connector only makes the messages inside.
        connector.mark_security_upgrade_as_done();
        if connector.should_perform_credssp() {
            connector.mark_credssp_as_done();
            // It has the password already.
            forget_password(&mut connector);
        }
        let mut session = Self {
            drive: Drive::Connecting(Box::new(connector)),
            tracker: Tracker::new(options.stay, cx.recorder, cx.now),
        };
        let said = session
            .step(None, cx.now)
            .map_err(|_| malformed(Pdu::ConnectResponse))?;
        session.say(said, cx);
        Ok(session)
    }

    /// The stage under way.
    pub(crate) fn stage(&self) -> Stage {
        self.tracker.stage()
    }

    /// When the stage under way is given up or, at the end, has lasted long enough.
    pub(crate) fn deadline(&self) -> Duration {
        self.tracker.deadline()
    }

    /// Whether a server that sends so much does what it is there for: it paints.
    pub(crate) fn is_busy(&self) -> bool {
        self.tracker.is_busy()
    }

    /// Whose words the server says before the session stands, if they are known to be another service's.
    pub(crate) fn foreign(&self, unread: &[u8]) -> Option<Failure> {
        self.tracker.whose(unread)
    }

    /// Takes one whole frame.
    pub(crate) fn receive(&mut self, frame: &[u8], cx: &mut Cx<'_>) -> Option<StepOutcome> {
        parts(frame)
            .iter()
            .find_map(|part| self.receive_part(&part.frame, &part.pdu, cx))
    }

    fn receive_part(&mut self, frame: &[u8], pdu: &ServerPdu, cx: &mut Cx<'_>) -> Option<StepOutcome> {
        let (reading, said) = if self.is_for_connector(pdu) {
            let simplified = settings::simplified(frame, pdu)
                .or_else(|| capabilities::simplified(frame, pdu))
                .or_else(|| license::gone_on_from(frame, pdu))
                .or_else(|| server::confirmed(pdu));
            match self.step(Some(simplified.as_deref().unwrap_or(frame)), cx.now) {
                Ok(said) => (Reading::Taken, said),
                Err(_) => (Reading::Refused, Vec::new()),
            }
        } else {
            (Reading::Taken, Vec::new())
        };
        if let Err(failure) = self.tracker.receive(frame, pdu, reading, cx.recorder, cx.now) {
            return Some(StepOutcome::Failed(failure));
        }
        self.say(said, cx);
        self.settle(pdu);
        None
    }

    /// The peer is gone; `unread` is the frame that it began.
    pub(crate) fn ended(&self, end: TransportEnd, unread: &[u8], cx: &mut Cx<'_>) -> StepOutcome {
        StepOutcome::Failed(self.tracker.ended(end, unread, cx.recorder, cx.now))
    }

    /// The deadline has come; `unread` is the frame that the peer began.
    pub(crate) fn timed_out(&self, unread: &[u8], cx: &mut Cx<'_>) -> StepOutcome {
        match self.tracker.timed_out(unread, cx.recorder, cx.now) {
            Ok(()) => StepOutcome::Held,
            Err(failure) => StepOutcome::Failed(failure),
        }
    }

    /// The peer sent more than a connection may cost, and not because of its pictures.
    pub(crate) fn flooded(&self) -> StepOutcome {
        StepOutcome::Failed(self.tracker.flooded())
    }

    /// Whether the connector is to see the frame: it fails on much that a server may say beside the point.
    fn is_for_connector(&self, pdu: &ServerPdu) -> bool {
        let connecting = match &self.drive {
            Drive::Connecting(_) => true,
            Drive::Reactivating(..) => false,
            Drive::Active(_) | Drive::Over => return false,
        };
        match pdu {
            ServerPdu::ConnectResponse { result, settings } => connecting && *result == 0 && settings.is_some(),
            ServerPdu::AttachUserConfirm { result, .. } | ServerPdu::ChannelJoinConfirm { result, .. } => {
                connecting && *result == 0
            }
            ServerPdu::License { error, .. } => connecting && error.is_none_or(ends_licensing_well),
            ServerPdu::AutoDetect => connecting,
            ServerPdu::DemandActive(_) => true,
            ServerPdu::Finalization(_) => self.tracker.is_finalizing(),
            ServerPdu::Picture(_)
            | ServerPdu::Fragment(_)
            | ServerPdu::Other(_)
            | ServerPdu::Ultimatum { .. }
            | ServerPdu::ErrorInfo { .. }
            | ServerPdu::LoggedOn { .. }
            | ServerPdu::LogonError { .. }
            | ServerPdu::Redirection { .. }
            | ServerPdu::DeactivateAll => false,
        }
    }

    fn step(&mut self, frame: Option<&[u8]>, now: Duration) -> ConnectorResult<Vec<u8>> {
        match &mut self.drive {
            Drive::Connecting(connector) => connector::run(connector.as_mut(), frame, now),
            Drive::Reactivating(_, sequence) => connector::run(sequence.as_mut(), frame, now),
            Drive::Active(_) | Drive::Over => Ok(Vec::new()),
        }
    }

    /// Sends what the connector said, frame by frame.
    fn say(&mut self, mut said: Vec<u8>, cx: &mut Cx<'_>) {
        cx.outgoing.extend_from_slice(&said);
        let mut rest = said.clone();
        while let Ok(Some(mut frame)) = next_frame(&mut rest) {
            self.tracker.send(&frame, cx.recorder, cx.now);
            // It may hold a password.
            frame.zeroize();
        }
        said.zeroize();
    }

    /// Follows the connector into and out of the active session.
    fn settle(&mut self, pdu: &ServerPdu) {
        if let Drive::Connecting(connector) = &mut self.drive
            && self.tracker.stage() > Stage::Logon
        {
            forget_password(connector);
        }
        self.drive = match core::mem::replace(&mut self.drive, Drive::Over) {
            Drive::Connecting(mut connector) => match connector.state.take_outcome() {
                Some(ConnectionOutcome::Connected(result)) => Drive::Active(Box::new(result.activation_factory)),
                // Nobody can go on from a deactivation that comes before the session stands.
                Some(_) | None if *pdu == ServerPdu::DeactivateAll => Drive::Over,
                Some(_) | None => Drive::Connecting(connector),
            },
            Drive::Active(factory) | Drive::Reactivating(factory, _) if *pdu == ServerPdu::DeactivateAll => {
                let sequence = Box::new(factory.create());
                Drive::Reactivating(factory, sequence)
            }
            Drive::Reactivating(factory, sequence) => {
                let state = sequence.connection_activation_state();
                if matches!(state, ConnectionActivationState::Finalized { .. }) {
                    Drive::Active(factory)
                } else {
                    Drive::Reactivating(factory, sequence)
                }
            }
            other @ (Drive::Active(_) | Drive::Over) => other,
        };
    }
}

/// Wipes what a connector keeps of a password.
fn forget_password(connector: &mut ClientConnector) {
    if let Credentials::UsernamePassword { password, .. } = &mut connector.config.credentials {
        password.zeroize();
    }
    connector.config.autologon = false;
}

/// The relay's address in its own network is nobody's business.
const UNTOLD_ADDRESS: SocketAddr = SocketAddr::new(core::net::IpAddr::V4(core::net::Ipv4Addr::UNSPECIFIED), 0);
