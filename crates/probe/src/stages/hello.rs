//! A bare ClientHello of one version, where the main connection's TLS failed.
//!
//! Before: X.224 agreed on TLS. After: whether the server speaks this version. Nothing is decrypted.

use wire::{Pdu, Stage, TlsHelloAnswer, TransportEnd};

use super::{Cx, StepOutcome};
use crate::pdu::client_hello;

/// Waits for the ServerHello or an alert.
#[derive(Debug)]
pub(crate) struct AwaitServerHello {
    version: u16,
    row: Stage,
}

impl AwaitServerHello {
    pub(crate) fn ask(version: u16, random: [u8; 32], row: Stage, cx: &mut Cx<'_>) -> Self {
        let name = match version {
            client_hello::TLS_1_2 => Pdu::ClientHelloTls12,
            client_hello::TLS_1_1 => Pdu::ClientHelloTls11,
            _ => Pdu::ClientHelloTls10,
        };
        cx.send(row, name, &client_hello::encode(version, random));
        Self { version, row }
    }

    pub(crate) fn receive(&self, buffer: &[u8], cx: &mut Cx<'_>) -> Option<StepOutcome> {
        let answer = client_hello::read_answer(buffer)?;
        cx.received(self.row, Pdu::ClientHelloAnswer, buffer);
        // The handshake goes no further, and is to end in an orderly way.
        if let TlsHelloAnswer::ServerHello { .. } = answer {
            cx.outgoing.extend(client_hello::close_notify(self.version));
        }
        Some(StepOutcome::Helloed(answer))
    }

    pub(crate) fn ended(end: TransportEnd) -> StepOutcome {
        StepOutcome::Helloed(match end {
            TransportEnd::Closed => TlsHelloAnswer::Closed,
            TransportEnd::Reset => TlsHelloAnswer::Reset,
            TransportEnd::Silent => TlsHelloAnswer::Silent,
            TransportEnd::NotConnected | TransportEnd::Garbled => TlsHelloAnswer::NotReached,
        })
    }
}
