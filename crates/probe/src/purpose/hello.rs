//! Where TLS failed: a bare ClientHello for each older version, each on a connection of its own.

use wire::{Failure, Stage, TlsHello, TlsHelloAnswer};

use super::attempt::{Attempt, Hello, Next};
use super::run::{Run, everything};
use crate::limits;
use crate::pdu::client_hello;
use crate::stages::negotiate::{Confirm, Selection};

impl Hello {
    /// TLS failed with `first`: ask for the next version that has not been asked for.
    pub(crate) fn after(first: Failure, run: &mut Run<'_>) -> Next {
        let asked = run.recorder.facts.secure.hellos.len();
        match VERSIONS.get(asked) {
            Some(version) if run.may_connect() => Next::Reconnect(Attempt::Hello(Self {
                version: *version,
                first,
            })),
            Some(_) | None => run.fail(Stage::Secure, first),
        }
    }

    pub(crate) fn confirmed(&self, confirm: &Confirm, run: &mut Run<'_>) -> Next {
        let tls = match confirm {
            Confirm::Selected(selected) => matches!(selected.of(everything()), Selection::Tls | Selection::Credssp),
            Confirm::Refused { .. } => false,
        };
        if tls {
            Next::Hello(self.version)
        } else {
            self.answered(TlsHelloAnswer::NotReached, run)
        }
    }

    /// Keeps what the version was answered, and asks for the next.
    pub(crate) fn answered(&self, answer: TlsHelloAnswer, run: &mut Run<'_>) -> Next {
        let offered = self.version;
        let hellos = &mut run.recorder.facts.secure.hellos;
        limits::keep(hellos, TlsHello { offered, answer }, limits::CONNECTIONS);
        // A server that keeps silent once would cost the run its time with every further version.
        if answer == TlsHelloAnswer::Silent {
            return run.fail(Stage::Secure, self.first.clone());
        }
        Self::after(self.first.clone(), run)
    }

    pub(crate) fn first_failure(&self) -> &Failure {
        &self.first
    }
}

/// The versions that are asked for one by one; the main connection has offered TLS 1.3 and 1.2 already, the latter
/// without the older cipher suites.
const VERSIONS: [u16; 3] = [client_hello::TLS_1_2, client_hello::TLS_1_1, client_hello::TLS_1_0];
