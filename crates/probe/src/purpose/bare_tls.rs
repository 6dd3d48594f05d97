//! Says a ClientHello at once, where X.224 got no answer: a port that expects TLS from the first byte shows itself by it.
//! Some of them say nothing at all to what is no TLS: there it is said beside the first connection, which is still open.

use core::time::Duration;

use wire::{Failure, Service, Stage, TlsHelloAnswer};

use super::attempt::{Attempt, BareTls, First, Next};
use super::run::{Run, everything, is_silence};

impl BareTls {
    /// Every request before got no answer.
    pub(crate) fn after(first: Failure, negotiate_by: Duration, run: &mut Run<'_>) -> Next {
        // Where silence used the time up, there is none left for an answer.
        if run.may_connect() && !is_silence(&first) && run.now < negotiate_by {
            Next::Reconnect(Attempt::BareTls(Self {
                first,
                first_is: First::Ended,
                negotiate_by,
            }))
        } else {
            failed(first, run)
        }
    }

    /// The second request got no answer, and the first connection is still waited for.
    pub(crate) fn beside_first(first: Failure, negotiate_by: Duration, run: &Run<'_>) -> Next {
        if !run.may_connect() {
            return Next::AwaitFirst;
        }
        Next::Reconnect(Attempt::BareTls(Self {
            first,
            first_is: First::Waiting,
            negotiate_by,
        }))
    }

    /// The first connection ended without an answer, too.
    pub(crate) fn first_ended(&mut self, failure: Failure) {
        self.first = failure;
        self.first_is = First::Ended;
    }

    /// Whether the first connection is still open.
    pub(crate) fn waits_for_first(&self) -> bool {
        self.first_is == First::Waiting
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
            | TlsHelloAnswer::NotReached => {
                if self.waits_for_first() {
                    return Next::AwaitFirst;
                }
                self.first.clone()
            }
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
