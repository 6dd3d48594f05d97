//! Asks for an NTLM challenge without SPNEGO around it, where a first token inside SPNEGO got none.

use wire::{Failure, NotChecked, NtlmChallenge, Stage, TokenForm};

use super::tls_only::TlsOnly;
use super::{Attempt, Next, Run, everything};
use crate::stages::negotiate::{Confirm, Selection};

/// Sends the first token as raw NTLMSSP.
#[derive(Debug)]
pub(crate) struct RawNtlm {
    /// What the main connection failed with; it stands if this one gets no challenge either.
    first: Failure,
}

impl RawNtlm {
    /// The main connection got no challenge.
    pub(crate) fn after(first: Failure, run: &mut Run<'_>) -> Next {
        if run.may_connect() {
            Next::Try(Attempt::RawNtlm(Self { first }))
        } else {
            run.fail(Stage::Authenticate, first)
        }
    }

    pub(crate) fn confirmed(&self, confirm: &Confirm, run: &mut Run<'_>) -> Next {
        let Confirm::Selected(selected) = confirm else {
            return self.failed(run);
        };
        match selected.of(everything()) {
            Selection::Tls | Selection::Credssp => Next::Secure,
            Selection::Standard | Selection::Unoffered { .. } => self.failed(run),
        }
    }

    pub(crate) fn failed(&self, run: &mut Run<'_>) -> Next {
        run.fail(Stage::Authenticate, self.first.clone())
    }

    pub(crate) fn first_failure(&self) -> &Failure {
        &self.first
    }
}

/// The server answered a first token of this form with a challenge.
pub(crate) fn answered(mut challenge: NtlmChallenge, form: TokenForm, run: &mut Run<'_>) -> Next {
    let our_time = run.recorder.time_of_day_ms(run.now);
    let offset = |theirs: i64| theirs.saturating_sub(our_time);
    challenge.clock_offset_ms = challenge.server_time_ms.map(offset);
    let facts = &mut run.recorder.facts.authenticate;
    facts.challenge = Some(challenge);
    facts.token = Some(form);
    facts.raw_ntlm_only = form == TokenForm::RawNtlm;
    if run.may_connect() {
        Next::Try(Attempt::TlsOnly(TlsOnly))
    } else {
        run.authenticated(NotChecked::NeedsPassword)
    }
}
