//! A connection that offers no security protocol: it asks for the server's own words about Standard RDP Security.

use core::time::Duration;

use ironrdp_pdu::nego::SecurityProtocol;
use wire::{Failure, Stage};

use super::attempt::{BareTls, Because, Next, Standard};
use super::run::{Run, everything, unanswered};
use crate::stages::negotiate::{Confirm, Selection};

impl Standard {
    pub(crate) fn after_refusal(code: u32) -> Self {
        Self {
            because: Because::Refused { code },
        }
    }

    pub(crate) fn after_no_answer(first: Failure, negotiate_by: Duration) -> Self {
        Self {
            because: Because::Unanswered { first, negotiate_by },
        }
    }

    /// Whether the request is one from before there was anything to choose.
    pub(crate) fn sends_no_negotiation_data(&self) -> bool {
        matches!(self.because, Because::Unanswered { .. })
    }

    pub(crate) fn confirmed(&mut self, confirm: Confirm, run: &mut Run<'_>) -> Next {
        let selected = match confirm {
            Confirm::Refused { code } => return self.negotiation_failed(Failure::NegotiationFailure { code }, run),
            Confirm::Selected(selected) => selected,
        };
        run.note_selected(&selected);
        match selected.of(SecurityProtocol::empty()) {
            Selection::Standard => {
                self.because = Because::Agreed;
                run.standard_selected()
            }
            Selection::Unoffered { selected } => self.negotiation_failed(Failure::UnofferedProtocol { selected }, run),
            Selection::Tls | Selection::Credssp => {
                let selected = selected.protocol.bits();
                self.negotiation_failed(Failure::UnofferedProtocol { selected }, run)
            }
        }
    }

    /// It came to nothing: what was known before stands, unless this tells more.
    pub(crate) fn negotiation_failed(&self, failure: Failure, run: &mut Run<'_>) -> Next {
        let nothing_new = failure == Failure::PathBroken || unanswered(&failure).is_some();
        let failure = match &self.because {
            Because::Refused { code } => {
                run.recorder.facts.negotiate.refused_offer = None;
                Failure::NegotiationFailure { code: *code }
            }
            Because::Unanswered { first, .. } if nothing_new => first.clone(),
            Because::Unanswered { .. } | Because::Agreed => failure,
        };
        if let Because::Unanswered { negotiate_by, .. } = &self.because
            && nothing_new
        {
            return BareTls::after(failure, *negotiate_by, run);
        }
        run.recorder.facts.negotiate.requested = everything().bits();
        run.fail(Stage::Negotiate, failure)
    }

    pub(crate) fn negotiate_by(&self) -> Option<Duration> {
        match &self.because {
            Because::Unanswered { negotiate_by, .. } => Some(*negotiate_by),
            Because::Refused { .. } | Because::Agreed => None,
        }
    }

    pub(crate) fn first_failure(&self) -> Option<&Failure> {
        match &self.because {
            Because::Unanswered { first, .. } => Some(first),
            Because::Refused { .. } | Because::Agreed => None,
        }
    }
}
