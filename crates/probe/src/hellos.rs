//! Where TLS failed: a bare ClientHello for each older version, each on a connection of its own.

use core::time::Duration;

use wire::{Purpose, Stage, TlsHello, TlsHelloAnswer};

use crate::pdu::client_hello;
use crate::{Check, limits};

impl Check {
    pub(crate) fn helloed(&mut self, answer: TlsHelloAnswer, now: Duration) {
        self.hang_up(now);
        self.note_hello(answer, now);
    }

    /// Keeps what one version was answered, and asks for the next.
    pub(crate) fn note_hello(&mut self, answer: TlsHelloAnswer, now: Duration) {
        let asked = self.recorder.known.secure.hellos.len();
        let Some(offered) = HELLO_VERSIONS.get(asked).copied() else {
            return;
        };
        let hellos = &mut self.recorder.known.secure.hellos;
        limits::keep(hellos, TlsHello { offered, answer }, limits::CONNECTIONS);
        // A server that keeps silent once would cost the run its time with every further version.
        if answer == TlsHelloAnswer::Silent {
            return self.settle_first_refusal(Stage::Secure, now);
        }
        self.ask_next_version(now);
    }

    pub(crate) fn ask_next_version(&mut self, now: Duration) {
        let asked = self.recorder.known.secure.hellos.len();
        let next = HELLO_VERSIONS.get(asked).copied();
        if !next.is_some_and(|version| self.plan_connection(Purpose::TlsHello { version })) {
            self.settle_first_refusal(Stage::Secure, now);
        }
    }
}

/// The versions that are asked for one by one; the main connection has offered TLS 1.3 and 1.2 already, the latter
/// without the older cipher suites.
const HELLO_VERSIONS: [u16; 3] = [client_hello::TLS_1_2, client_hello::TLS_1_1, client_hello::TLS_1_0];
