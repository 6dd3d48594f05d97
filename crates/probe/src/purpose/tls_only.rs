//! Offers TLS without CredSSP, to learn whether a server that chose NLA insists on it.

use ironrdp_pdu::nego::SecurityProtocol;
use wire::{Failure, Nla, NotChecked, Stage, TransportEnd};

use super::attempt::{Attempt, Next, TlsOnly};
use super::run::{Run, is_silence};
use crate::stages::negotiate::{Confirm, Selection};

impl TlsOnly {
    /// Asks, where a connection is left.
    pub(crate) fn after_challenge(run: &mut Run<'_>) -> Next {
        if run.may_connect() {
            Next::Reconnect(Attempt::TlsOnly(Self))
        } else {
            run.authenticated(NotChecked::NeedsPassword)
        }
    }

    pub(crate) fn confirmed(&self, confirm: &Confirm, run: &mut Run<'_>) -> Next {
        let facts = &mut run.recorder.facts.authenticate;
        let selected = match confirm {
            Confirm::Refused { code } => {
                facts.tls_only_failure = Some(*code);
                facts.nla = Some(Nla::Required);
                return run.authenticated(NotChecked::NeedsPassword);
            }
            Confirm::Selected(selected) => selected,
        };
        match selected.of(SecurityProtocol::SSL) {
            Selection::Tls | Selection::Credssp => {
                facts.nla = Some(Nla::Optional);
                Next::Secure
            }
            // Without TLS this says nothing about NLA; what was learned stands.
            Selection::Standard => run.authenticated(NotChecked::LegacySecurity),
            Selection::Unoffered { selected } => self.failed(&Failure::UnofferedProtocol { selected }, run),
        }
    }

    pub(crate) fn secured(&self, run: &mut Run<'_>) -> Next {
        run.recorder.pass(Stage::Authenticate, run.now);
        Next::Session
    }

    /// It came to no negotiation answer, or to none that helps.
    pub(crate) fn failed(&self, failure: &Failure, run: &mut Run<'_>) -> Next {
        let end = if let Failure::Closed { .. } = failure {
            TransportEnd::Closed
        } else if let Failure::Reset { .. } = failure {
            TransportEnd::Reset
        } else if is_silence(failure) {
            TransportEnd::Silent
        } else {
            TransportEnd::Garbled
        };
        let insists = matches!(failure, Failure::UnofferedProtocol { .. })
            || matches!(end, TransportEnd::Closed | TransportEnd::Reset);
        let facts = &mut run.recorder.facts.authenticate;
        // TLS itself may fail here although X.224 let us through: then NLA is optional all the same.
        if facts.nla.is_none() {
            facts.nla = insists.then_some(Nla::Required);
        }
        self.ended(end, run)
    }

    /// How it ended says nothing about NLA.
    pub(crate) fn ended(&self, end: TransportEnd, run: &mut Run<'_>) -> Next {
        run.recorder.facts.authenticate.tls_only_end = Some(end);
        run.authenticated(NotChecked::NeedsPassword)
    }
}
