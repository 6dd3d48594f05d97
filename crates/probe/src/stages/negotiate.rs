//! X.224 negotiation: the first bytes RDP exchanges, still in clear text.
//!
//! Before: a TCP connection. After: the security protocol is agreed, or the server said why not.
//! Client X.224 Connection Request [MS-RDPBCGR] 2.2.1.1, answered by the Connection Confirm 2.2.1.2.
//! Old servers answer without negotiation data; that selects Standard RDP Security.

use core::time::Duration;

use ironrdp_core::{decode, encode_vec};
use ironrdp_pdu::nego::{ConnectionConfirm, ConnectionRequest, NegoRequestData, RequestFlags, SecurityProtocol};
use ironrdp_pdu::x224::X224;
use wire::{Failure, Service, Stage, TransportEnd};

use super::{Context, Turn, malformed, transport_failure};
use crate::limits;
use crate::pdu::banner;

/// What the main connection offers: TLS, CredSSP, and CredSSP with early user authorization.
pub(crate) fn everything() -> SecurityProtocol {
    SecurityProtocol::SSL | SecurityProtocol::HYBRID | SecurityProtocol::HYBRID_EX
}

/// The server's answer.
#[derive(Debug)]
pub(crate) enum Confirm {
    /// A protocol was selected.
    Selected {
        protocol: SecurityProtocol,
        /// The flags; none where the server sent no negotiation data.
        flags: Option<u8>,
        /// The whole frame, for whoever drives the rest of the connection with it.
        frame: Vec<u8>,
    },
    /// None was.
    Refused { code: u32 },
}

/// What a connection asks for, and how long it waits.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Request {
    /// What is offered; none where the request holds no negotiation data, as before that extension.
    pub(crate) offer: Option<SecurityProtocol>,
    /// Whether it holds the routing cookie, as most programs' requests do.
    pub(crate) cookie: bool,
    /// When an answer that has not begun is no longer waited for.
    pub(crate) first_byte_by: Option<Duration>,
    /// When it is given up.
    pub(crate) answer_by: Duration,
}

/// Waits for the Connection Confirm.
#[derive(Debug)]
pub(crate) struct AwaitConfirm {
    /// When what is missing is no longer waited for: the first byte, or the rest of a foreign greeting.
    patience: Option<Duration>,
    /// Whether a foreign greeting has begun.
    greeted: bool,
}

impl AwaitConfirm {
    /// Sends the request; the cookie tells an administrator who was there.
    pub(crate) fn ask(request: Request, row: Stage, context: &mut Context<'_>) -> Self {
        let bytes = request.offer.map_or_else(
            || BARE_REQUEST.to_vec(),
            |protocol| {
                let pdu = ConnectionRequest {
                    nego_data: request.cookie.then(|| NegoRequestData::cookie(COOKIE.to_owned())),
                    flags: RequestFlags::empty(),
                    protocol,
                    correlation_info: None,
                };
                encode_vec(&X224(pdu)).expect("a request of fixed shape can be encoded")
            },
        );
        context.send(row, "X.224 Connection Request", &bytes);
        Self {
            patience: request.first_byte_by,
            greeted: false,
        }
    }

    pub(crate) fn receive(&mut self, buffer: &mut Vec<u8>, row: Stage, context: &mut Context<'_>) -> Option<Turn> {
        let first = *buffer.first()?;
        if !banner::may_be_tpkt(first) {
            if !banner::is_complete(buffer, limits::BANNER_BYTES) {
                if !core::mem::replace(&mut self.greeted, true) {
                    self.patience = Some(context.now + limits::BANNER);
                }
                return None;
            }
            return Some(foreign(buffer, row, context));
        }
        self.patience = None;
        let length = usize::from(u16::from_be_bytes(*buffer.get(2..)?.first_chunk()?));
        if !(SHORTEST..=limits::CONFIRM_BYTES).contains(&length) {
            context.received(row, "X.224 Connection Confirm", buffer);
            return Some(Turn::Failed(malformed("X.224 Connection Confirm")));
        }
        let frame: Vec<u8> = buffer.get(..length)?.to_vec();
        buffer.drain(..length);
        context.received(row, "X.224 Connection Confirm", &frame);
        Some(read(frame))
    }

    /// The peer is gone; what came before may still tell whose it was.
    pub(crate) fn ended(&self, end: TransportEnd, buffer: &[u8], row: Stage, context: &mut Context<'_>) -> Turn {
        match buffer.first() {
            Some(first) if !banner::may_be_tpkt(*first) => foreign(buffer, row, context),
            _ => Turn::Failed(transport_failure(end, buffer.len())),
        }
    }

    /// When to look again although nothing came.
    pub(crate) fn patience(&self) -> Option<Duration> {
        self.patience
    }
}

fn foreign(bytes: &[u8], row: Stage, context: &mut Context<'_>) -> Turn {
    context.received(row, "unexpected answer", bytes);
    Turn::Failed(Failure::NotRdp {
        service: banner::recognize(bytes),
    })
}

/// Reads a whole TPKT; the TPDU code stands behind the length indicator (X.224 13).
fn read(frame: Vec<u8>) -> Turn {
    let code = frame.get(5).map(|code| code & 0xf0);
    match code {
        Some(0xd0) if frame.len() >= SHORTEST_CONFIRM => {}
        Some(0x80) => {
            let reason = frame.get(10).copied().unwrap_or_default();
            return Turn::Failed(Failure::DisconnectRequest { reason });
        }
        Some(0xf0) => {
            return Turn::Failed(Failure::NotRdp {
                service: Service::BareMcs,
            });
        }
        _ => return Turn::Failed(malformed("X.224 Connection Confirm")),
    }
    let has_negotiation_data = frame.len() > SHORTEST_CONFIRM;
    match decode::<X224<ConnectionConfirm>>(&frame) {
        Ok(X224(ConnectionConfirm::Failure { code })) => Turn::Confirmed(Confirm::Refused { code: code.into() }),
        Ok(X224(ConnectionConfirm::Response { flags, protocol })) => Turn::Confirmed(Confirm::Selected {
            protocol,
            flags: has_negotiation_data.then_some(flags.bits()),
            frame,
        }),
        Err(_) => Turn::Failed(malformed("X.224 Connection Confirm")),
    }
}

/// The user name of the cookie, which servers write into their logs.
const COOKIE: &str = "rdptrace";
/// X.224 Connection Request without variable part, in TPKT: all that a client sent before there was anything to choose.
const BARE_REQUEST: [u8; 11] = [3, 0, 0, 11, 6, 0xe0, 0, 0, 0, 0, 0];
/// TPKT header, length indicator and code of the shortest TPDU.
const SHORTEST: usize = 7;
/// TPKT header and the fixed part of a Connection Confirm.
const SHORTEST_CONFIRM: usize = 11;
