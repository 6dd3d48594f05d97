//! What the server's frames tell: facts, signals, and the ends that it announces.

use core::time::Duration;

use wire::{Failure, Pdu, PictureKind, Signal, Stage};

use super::{Activation, Tracker, Verdict};
use crate::conversation::license::{STATUS_VALID_CLIENT, ends_licensing_well};
use crate::conversation::server::ServerPdu;
use crate::failure::malformed;
use crate::limits;
use crate::recorder::Recorder;

impl Tracker {
    /// Notes what the frame tells.
    pub(super) fn observe(&mut self, frame: &[u8], pdu: &ServerPdu, recorder: &mut Recorder, now: Duration) -> Verdict {
        let facts = &mut recorder.facts;
        match pdu {
            ServerPdu::ConnectResponse { result, settings } => {
                if *result != 0 {
                    return Err(Failure::McsRefused { result: *result });
                }
                // They name the channel over which everything else goes.
                let settings = settings.as_deref().ok_or_else(|| malformed(Pdu::ConnectResponse))?;
                self.io_channel = settings.io_channel;
                settings.note(&mut facts.settings);
            }
            ServerPdu::AttachUserConfirm { result, user } => {
                if *result != 0 {
                    return Err(Failure::McsRefused { result: *result });
                }
                let user = user.ok_or_else(|| malformed(Pdu::AttachUserConfirm))?;
                facts.channels.user_channel = Some(user);
            }
            ServerPdu::ChannelJoinConfirm { channel, result } => {
                if *result != 0 {
                    return Err(Failure::ChannelRefused {
                        channel: *channel,
                        confirmed: None,
                    });
                }
                self.confirm_channel(*channel)?;
                limits::keep(&mut facts.channels.joined, *channel, wire::MOST_ENTRIES);
            }
            ServerPdu::AutoDetect => {
                let requests = &mut facts.logon.auto_detect_requests;
                *requests = requests.saturating_add(1);
                // In a session servers measure the network again and again; before, a few times.
                if self.is_connecting() && *requests > limits::AUTO_DETECT_REQUESTS {
                    return Err(self.unexpected(pdu));
                }
            }
            ServerPdu::License { message, error } => {
                limits::keep(&mut facts.license.messages, *message, MOST_LICENSE_MESSAGES);
                if let Some((code, transition)) = *error {
                    facts.license.status = Some(code);
                    return self.license_error(code, transition, recorder, now);
                }
            }
            ServerPdu::DemandActive(demand) => {
                facts.capabilities.desktop = demand.desktop;
                facts.capabilities.color_depth = demand.color_depth;
                facts.capabilities.os_major = demand.os_major;
                facts.capabilities.sets = demand.sets;
            }
            ServerPdu::Picture(kind) => self.painted(*kind, frame.len(), recorder, now),
            ServerPdu::Finalization(_) | ServerPdu::Fragment(_) | ServerPdu::Other(_) => {}
            ServerPdu::Ultimatum { .. }
            | ServerPdu::ErrorInfo { .. }
            | ServerPdu::LoggedOn { .. }
            | ServerPdu::LogonError { .. }
            | ServerPdu::Redirection { .. }
            | ServerPdu::DeactivateAll => return self.signalled(pdu, recorder, now),
        }
        Ok(())
    }

    /// A confirm has to be for a channel that was asked for; of its fields, only this one may not be ignored ([MS-RDPBCGR]
    /// 3.2.5.3.9). Some clients ask for all of them at once, so their order is the server's.
    fn confirm_channel(&mut self, channel: u16) -> Verdict {
        let Some(awaited) = self.asked_for.first().copied() else {
            return Ok(());
        };
        match self.asked_for.iter().position(|asked| *asked == channel) {
            Some(at) => {
                self.asked_for.remove(at);
                Ok(())
            }
            None => Err(Failure::ChannelRefused {
                channel: awaited,
                confirmed: Some(channel),
            }),
        }
    }

    fn license_error(&self, code: u32, transition: u32, recorder: &mut Recorder, now: Duration) -> Verdict {
        if code == STATUS_VALID_CLIENT {
            return Ok(());
        }
        recorder.signal(self.stage, Signal::LicenseError { code, transition }, now);
        if ends_licensing_well((code, transition)) {
            return Ok(());
        }
        Err(self.reason().unwrap_or(Failure::LicenseError { code, transition }))
    }

    pub(super) fn painted(&mut self, kind: PictureKind, length: usize, recorder: &mut Recorder, now: Duration) {
        if self.stage == Stage::Finalize {
            self.painted_early = Some((kind, length));
        }
        if self.stage == Stage::Desktop {
            let desktop = &mut recorder.facts.desktop;
            desktop.update_length = u32::try_from(length).unwrap_or(u32::MAX);
            desktop.picture = Some(kind);
            recorder.pass(Stage::Desktop, now);
            self.held_since = now;
            self.enter(Stage::Stay, recorder, now);
        }
        if self.stage == Stage::Stay {
            let stay = &mut recorder.facts.stay;
            stay.updates = stay.updates.saturating_add(1);
        }
    }

    /// Keeps what the server says of its own accord, and follows what it means.
    fn signalled(&mut self, pdu: &ServerPdu, recorder: &mut Recorder, now: Duration) -> Verdict {
        if let Some(signal) = pdu.signal() {
            recorder.signal(self.stage, signal, now);
        }
        // 0 is ERRINFO_NONE: nothing is wrong.
        if let ServerPdu::ErrorInfo { code } = pdu
            && *code != 0
        {
            self.error_info = Some(*code);
        }
        if let ServerPdu::Ultimatum { reason } = pdu {
            return Err(self.reason().unwrap_or(Failure::Ultimatum { reason: *reason }));
        }
        if let ServerPdu::Redirection { .. } = pdu {
            return Err(Failure::Redirected);
        }
        if *pdu != ServerPdu::DeactivateAll {
            return Ok(());
        }
        self.deactivations = self.deactivations.saturating_add(1);
        recorder.facts.finalize.reactivations = self.deactivations;
        if self.deactivations > limits::DEACTIVATIONS {
            let times = self.deactivations;
            return Err(self.reason().unwrap_or(Failure::DeactivateLoop { times }));
        }
        self.activation = Activation::Deactivated;
        // It belongs to the session that was taken down just now.
        self.painted_early = None;
        if self.stage == Stage::Stay {
            // A session that is to begin once more is not held before it does.
            self.deadline = self.held_since + limits::ANSWER;
        }
        Ok(())
    }
}

/// A licensing exchange has at most three messages of the server.
const MOST_LICENSE_MESSAGES: usize = 8;
