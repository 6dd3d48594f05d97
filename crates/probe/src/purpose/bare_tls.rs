//! Says a ClientHello at once, where X.224 got no answer: a port that expects TLS from the first byte shows itself by it.

use core::time::Duration;

use wire::{Failure, Service, Stage, TlsHelloAnswer};

use super::{Attempt, Next, Run, everything};

/// Begins with TLS.
#[derive(Debug)]
pub(crate) struct BareTls {
    /// What the requests before failed with; it stands unless this one is answered.
    first: Failure,
    /// When the answer is given up: whoever is asked again shares the one limit of the stage.
    negotiate_by: Duration,
}

impl BareTls {
    /// Every request before got no answer.
    pub(crate) fn after(first: Failure, negotiate_by: Duration, run: &mut Run<'_>) -> Next {
        // Where silence used the time up, there is none left for an answer.
        if run.may_connect() && !super::is_silence(&first) && run.now < negotiate_by {
            Next::Try(Attempt::BareTls(Self { first, negotiate_by }))
        } else {
            failed(first, run)
        }
    }

    pub(crate) fn answered(&self, answer: TlsHelloAnswer, run: &mut Run<'_>) -> Next {
        let failure = match answer {
            TlsHelloAnswer::ServerHello { .. } | TlsHelloAnswer::Alert { .. } => {
                Failure::NotRdp { service: Service::Tls }
            }
            TlsHelloAnswer::Closed
            | TlsHelloAnswer::Reset
            | TlsHelloAnswer::Silent
            | TlsHelloAnswer::NotTls
            | TlsHelloAnswer::NotReached => self.first.clone(),
        };
        failed(failure, run)
    }

    pub(crate) fn first_failure(&self) -> &Failure {
        &self.first
    }

    pub(crate) fn negotiate_by(&self) -> Duration {
        self.negotiate_by
    }
}

fn failed(failure: Failure, run: &mut Run<'_>) -> Next {
    run.recorder.facts.negotiate.requested = everything().bits();
    run.fail(Stage::Negotiate, failure)
}
