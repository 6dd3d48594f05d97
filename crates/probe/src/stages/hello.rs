//! A bare ClientHello of one version, where the main connection's TLS failed.
//!
//! Before: X.224 agreed on TLS. After: whether the server speaks this version. Nothing is decrypted.

use wire::{Stage, TlsHelloAnswer, TransportEnd};

use super::{Context, Turn};
use crate::pdu::client_hello;

/// Waits for the ServerHello or an alert.
#[derive(Debug)]
pub(crate) struct AwaitServerHello {
    version: u16,
}

impl AwaitServerHello {
    pub(crate) fn ask(version: u16, random: [u8; 32], context: &mut Context<'_>) -> Self {
        let name = match version {
            client_hello::TLS_1_2 => "TLS 1.2 ClientHello",
            client_hello::TLS_1_1 => "TLS 1.1 ClientHello",
            _ => "TLS 1.0 ClientHello",
        };
        context.send(Stage::Secure, name, &client_hello::encode(version, random));
        Self { version }
    }

    pub(crate) fn receive(&self, buffer: &[u8], context: &mut Context<'_>) -> Option<Turn> {
        let answer = client_hello::read_answer(buffer)?;
        context.received(Stage::Secure, "answer to the ClientHello", buffer);
        if let TlsHelloAnswer::ServerHello { .. } = answer {
            context.outgoing.extend(client_hello::close_notify(self.version));
        }
        Some(Turn::Helloed(answer))
    }

    pub(crate) fn ended(end: TransportEnd) -> Turn {
        Turn::Helloed(match end {
            TransportEnd::Closed => TlsHelloAnswer::Closed,
            TransportEnd::Reset => TlsHelloAnswer::Reset,
            TransportEnd::Silent => TlsHelloAnswer::Silent,
            TransportEnd::NotConnected | TransportEnd::Garbled => TlsHelloAnswer::NotReached,
        })
    }
}
