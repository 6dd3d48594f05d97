//! Sends the first token inside SPNEGO (RFC 4178), on a connection of its own.
//!
//! Windows' own client sends raw NTLMSSP first, and so does the main connection. A server that does not understand SPNEGO
//! cannot do Kerberos, so that this is worth asking; and one that takes nothing else tells its name only here.

use wire::{Failure, NotChecked, NtlmChallenge, Stage, TokenForm, TransportEnd};

use super::attempt::{Attempt, Next, Reached, Spnego, TlsOnly};
use super::run::{Run, everything, is_silence, unanswered};
use crate::stages::authenticate::Challenged;
use crate::stages::negotiate::{Confirm, Selection};

impl Spnego {
    fn attempt(first: Option<Failure>) -> Attempt {
        Attempt::Spnego(Self {
            first,
            reached: Reached::Nothing,
        })
    }

    /// Raw NTLMSSP got no challenge.
    pub(crate) fn after(first: Failure, run: &mut Run<'_>) -> Next {
        if run.may_connect() {
            Next::Reconnect(Self::attempt(Some(first)))
        } else {
            run.fail(Stage::Authenticate, first)
        }
    }

    /// Raw NTLMSSP got its challenge. Whether NLA is required matters more than this, where one connection is left.
    pub(crate) fn beside(run: &mut Run<'_>) -> Next {
        if run.connections_left > 1 {
            Next::Reconnect(Self::attempt(None))
        } else {
            TlsOnly::after_challenge(run)
        }
    }

    pub(crate) fn confirmed(&mut self, confirm: &Confirm, run: &mut Run<'_>) -> Next {
        self.reached = Reached::Negotiated;
        let selection = match confirm {
            Confirm::Selected(selected) => selected.of(everything()),
            Confirm::Refused { .. } => return self.given_up(run),
        };
        match selection {
            Selection::Tls | Selection::Credssp => Next::Secure,
            Selection::Standard | Selection::Unoffered { .. } => self.given_up(run),
        }
    }

    /// TLS stands.
    pub(crate) fn secured(&mut self) -> Next {
        self.reached = Reached::Asked;
        Next::Challenge(TokenForm::Spnego)
    }

    /// The server answered the token.
    pub(crate) fn challenged(&self, challenged: Challenged, run: &mut Run<'_>) -> Next {
        let facts = &mut run.recorder.facts.authenticate;
        match (challenged.challenge, &self.first) {
            (Some(challenge), Some(_)) => {
                facts.credssp_version = Some(challenged.version);
                note(*challenge, TokenForm::Spnego, run);
                TlsOnly::after_challenge(run)
            }
            // The main connection has noted its own.
            (Some(_), None) => TlsOnly::after_challenge(run),
            (None, first) => {
                facts.spnego_rejected = challenged.rejected;
                facts.raw_ntlm_only = first.is_none();
                self.given_up(run)
            }
        }
    }

    /// It broke.
    pub(crate) fn failed(&self, failure: &Failure, run: &mut Run<'_>) -> Next {
        match self.reached {
            Reached::Nothing => {
                let end = unanswered(failure).unwrap_or(TransportEnd::Garbled);
                self.not_served(end, run)
            }
            // TLS that fails on one of two like connections says nothing about SPNEGO.
            Reached::Negotiated => self.given_up(run),
            Reached::Asked => {
                run.recorder.facts.authenticate.raw_ntlm_only = self.first.is_none() && !is_silence(failure);
                self.given_up(run)
            }
        }
    }

    /// The server did not go with this connection as far as it went with the one before: a limit on connections does that.
    /// What was learned stands, and no further one is asked for.
    pub(crate) fn not_served(&self, end: TransportEnd, run: &mut Run<'_>) -> Next {
        run.recorder.facts.authenticate.tls_only_end = Some(if end == TransportEnd::Silent {
            TransportEnd::Silent
        } else {
            TransportEnd::NotConnected
        });
        match &self.first {
            Some(first) => run.fail(Stage::Authenticate, first.clone()),
            None => run.authenticated(NotChecked::NeedsPassword),
        }
    }

    fn given_up(&self, run: &mut Run<'_>) -> Next {
        match &self.first {
            Some(first) => run.fail(Stage::Authenticate, first.clone()),
            None => TlsOnly::after_challenge(run),
        }
    }

    /// What the main connection failed with, where this one is its second try.
    pub(crate) fn first_failure(&self) -> Option<&Failure> {
        self.first.as_ref()
    }
}

/// Keeps what the challenge tells.
pub(crate) fn note(mut challenge: NtlmChallenge, form: TokenForm, run: &mut Run<'_>) {
    let our_time = run.recorder.time_of_day_ms(run.now);
    let offset = |theirs: i64| theirs.saturating_sub(our_time);
    challenge.clock_offset_ms = challenge.server_time_ms.map(offset);
    let facts = &mut run.recorder.facts.authenticate;
    facts.challenge = Some(challenge);
    facts.token = Some(form);
}
