//! What an attempt may use when it decides, and how it ends stages.

use core::time::Duration;

use ironrdp_pdu::nego::SecurityProtocol;
use wire::{Failure, Host, Nla, NotChecked, Stage, StandardSecurity, TransportEnd};

use super::attempt::Next;
use crate::Identity;
use crate::conversation::server::Settings;
use crate::limits;
use crate::recorder::Recorder;
use crate::stages::negotiate::{Cookie, Selected};

/// What an attempt may use when it decides.
#[derive(Debug)]
pub(crate) struct Run<'a> {
    pub(crate) recorder: &'a mut Recorder,
    /// Whose certificate is expected.
    pub(crate) host: &'a Host,
    /// As whom the run speaks.
    pub(crate) identity: &'a Identity,
    /// What further requests do about the routing cookie.
    pub(crate) cookie: &'a mut Cookie,
    /// How many more connections the run may open.
    pub(crate) connections_left: usize,
    pub(crate) now: Duration,
}

impl Run<'_> {
    pub(crate) fn may_connect(&self) -> bool {
        self.connections_left > 0
    }

    /// Ends a stage, and the run with it.
    pub(crate) fn fail(&mut self, stage: Stage, failure: Failure) -> Next {
        self.recorder.fail(stage, failure, self.now);
        Next::Done
    }

    /// A stage that has nothing to wait for.
    pub(crate) fn pass_at_once(&mut self, stage: Stage) {
        self.start(stage);
        self.recorder.pass(stage, self.now);
    }

    pub(crate) fn start(&mut self, stage: Stage) {
        self.recorder.start(stage, limits::stage(stage), self.now);
    }

    /// The account is let in.
    pub(crate) fn signed_in(&mut self) -> Next {
        self.recorder.pass(Stage::Authenticate, self.now);
        Next::Session
    }

    /// Authenticate is through; what follows cannot be checked, for `reason`.
    pub(crate) fn authenticated(&mut self, reason: NotChecked) -> Next {
        self.recorder.pass(Stage::Authenticate, self.now);
        self.recorder.leave_out_from(Stage::Settings, reason);
        Next::Done
    }

    /// The server selected a protocol that walks the stages on, or refused to.
    pub(crate) fn note_selected(&mut self, selected: &Selected) {
        let facts = &mut self.recorder.facts.negotiate;
        facts.requested = everything().bits();
        facts.selected = selected.flags.map(|_| selected.protocol.bits());
        facts.flags = selected.flags;
        facts.without_negotiation_data = selected.flags.is_none();
    }

    /// The server told its settings under Standard RDP Security; what lies behind is not walked.
    pub(crate) fn settled(&mut self, settings: &Settings) -> Next {
        settings.note(&mut self.recorder.facts.settings);
        self.recorder.facts.secure.standard = Some(StandardSecurity {
            method: settings.encryption_method,
            level: settings.encryption_level,
        });
        self.recorder.amend(Stage::Secure);
        self.recorder.pass(Stage::Settings, self.now);
        self.recorder
            .leave_out_from(Stage::Channels, NotChecked::LegacySecurity);
        Next::Done
    }

    /// The server does without TLS: ask for its own words about its encryption, on the same connection.
    pub(crate) fn standard_selected(&mut self) -> Next {
        self.recorder.pass(Stage::Negotiate, self.now);
        self.recorder.facts.secure.standard = Some(StandardSecurity::default());
        self.pass_at_once(Stage::Secure);
        self.recorder.facts.authenticate.nla = Some(Nla::NotUsed);
        self.pass_at_once(Stage::Authenticate);
        self.start(Stage::Settings);
        Next::StandardSettings
    }
}

/// TLS, CredSSP, and CredSSP with early user authorization.
pub(crate) fn everything() -> SecurityProtocol {
    SecurityProtocol::SSL | SecurityProtocol::HYBRID | SecurityProtocol::HYBRID_EX
}

/// How a connection ended that got nothing of an answer.
pub(crate) fn unanswered(failure: &Failure) -> Option<TransportEnd> {
    if let Failure::Closed { received: 0 } = failure {
        Some(TransportEnd::Closed)
    } else if let Failure::Reset { received: 0 } = failure {
        Some(TransportEnd::Reset)
    } else if let Failure::TimedOut { received: 0 } = failure {
        Some(TransportEnd::Silent)
    } else {
        None
    }
}

pub(crate) fn is_silence(failure: &Failure) -> bool {
    matches!(failure, Failure::TimedOut { .. })
}
