//! X.224 negotiation: the first bytes RDP exchanges, still in clear text.
//!
//! Before: a TCP connection. After: the security protocol is agreed, or the server said why not.
//! Client X.224 Connection Request [MS-RDPBCGR] 2.2.1.1, answered by the Connection Confirm 2.2.1.2.
//! Old servers answer without negotiation data; that selects Standard RDP Security.

use core::time::Duration;

use ironrdp_core::{decode, encode_vec};
use ironrdp_pdu::nego::{
    ConnectionConfirm, ConnectionRequest, ConnectionRequestWithOpaqueRoutingToken, NegoRequestData, OpaqueRoutingToken,
    RequestFlags, SecurityProtocol,
};
use ironrdp_pdu::pcb::{PcbVersion, PreconnectionBlob};
use ironrdp_pdu::x224::X224;
use wire::{Failure, Pdu, Route, Service, Stage, TransportEnd};

pub(crate) use super::confirm::{Confirm, Selected, Selection, is_credssp};
use super::{Cx, StepOutcome};
use crate::failure::{malformed, transport_failure};
use crate::limits;
use crate::pdu::banner;

/// What a request does about the routing cookie, as most programs' requests hold one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cookie {
    Sent,
    LeftOut,
}

/// What a connection asks for, and how long it waits.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Request<'a> {
    /// What is offered; none where the request holds no negotiation data, as before that extension.
    pub(crate) offer: Option<SecurityProtocol>,
    pub(crate) cookie: Cookie,
    /// The routing token, which stands in the cookie's place.
    pub(crate) token: Option<&'a str>,
    /// What goes before the request.
    pub(crate) preconnection: Option<&'a str>,
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
    pub(crate) fn ask(request: Request<'_>, row: Stage, cx: &mut Cx<'_>) -> Self {
        if let Some(text) = request.preconnection {
            // Not kept: it names a virtual machine.
            cx.outgoing.extend_from_slice(&preconnection(text));
        }
        let bytes = request.offer.map_or_else(
            || BARE_REQUEST.to_vec(),
            |protocol| connection_request(request, protocol),
        );
        cx.send(row, Pdu::ConnectionRequest, &bytes);
        Self {
            patience: request.first_byte_by,
            greeted: false,
        }
    }

    pub(crate) fn receive(&mut self, buffer: &mut Vec<u8>, row: Stage, cx: &mut Cx<'_>) -> Option<StepOutcome> {
        let first = *buffer.first()?;
        if !banner::may_be_tpkt(first) {
            if !banner::is_complete(buffer, limits::BANNER_BYTES) {
                // The limit counts from the first byte, however slowly the others come.
                if !core::mem::replace(&mut self.greeted, true) {
                    self.patience = Some(cx.now + limits::BANNER);
                }
                return None;
            }
            return Some(foreign(buffer, row, cx));
        }
        // The answer has begun, and has the time of the whole.
        self.patience = None;
        let length = usize::from(u16::from_be_bytes(*buffer.get(2..)?.first_chunk()?));
        if !(SHORTEST..=limits::CONFIRM_BYTES).contains(&length) {
            cx.received(row, Pdu::ConnectionConfirm, buffer);
            return Some(StepOutcome::Failed(malformed(Pdu::ConnectionConfirm)));
        }
        let frame: Vec<u8> = buffer.get(..length)?.to_vec();
        buffer.drain(..length);
        cx.received(row, Pdu::ConnectionConfirm, &frame);
        Some(read(frame))
    }

    /// The peer is gone; what came before may still tell whose it was.
    pub(crate) fn ended(&self, end: TransportEnd, buffer: &[u8], row: Stage, cx: &mut Cx<'_>) -> StepOutcome {
        match buffer.first() {
            Some(first) if !banner::may_be_tpkt(*first) => foreign(buffer, row, cx),
            _ => StepOutcome::Failed(transport_failure(end, buffer.len())),
        }
    }

    /// The first byte is waited for as long as the whole answer.
    pub(crate) fn wait_on(&mut self) {
        self.patience = None;
    }

    /// When to look again although nothing came.
    pub(crate) fn patience(&self) -> Option<Duration> {
        self.patience
    }
}

fn connection_request(asked: Request<'_>, protocol: SecurityProtocol) -> Vec<u8> {
    // A request has one of the two ([MS-RDPBCGR] 2.2.1.1).
    let cookie = (asked.cookie == Cookie::Sent && asked.token.is_none()).then(|| COOKIE.to_owned());
    let request = ConnectionRequest {
        nego_data: cookie.map(NegoRequestData::cookie),
        flags: RequestFlags::empty(),
        protocol,
        correlation_info: None,
    };
    let encoded = match asked.token {
        Some(token) => encode_vec(&X224(ConnectionRequestWithOpaqueRoutingToken {
            request,
            routing_token: OpaqueRoutingToken(token.to_owned()),
        })),
        None => encode_vec(&X224(request)),
    };
    encoded.expect("a request of fixed shape can be encoded")
}

/// `loadbalanceinfo` as it may stand in a request: printable ASCII that its length indicator has room for.
pub(crate) fn routing_token(route: &Route) -> Option<&str> {
    let token = route.load_balance_info.as_ref()?.as_str();
    let printable = token.bytes().all(|byte| matches!(byte, 0x20..=0x7e));
    (printable && (1..=LONGEST_TOKEN).contains(&token.len())).then_some(token)
}

/// RDP_PRECONNECTION_PDU_V2, [MS-RDPEPS] 2.2.1.2.
fn preconnection(text: &str) -> Vec<u8> {
    let blob = PreconnectionBlob {
        version: PcbVersion::V2,
        id: 0,
        v2_payload: Some(text.to_owned()),
    };
    encode_vec(&blob).expect("a text of this length can be encoded")
}

fn foreign(bytes: &[u8], row: Stage, cx: &mut Cx<'_>) -> StepOutcome {
    cx.received(row, Pdu::UnexpectedAnswer, bytes);
    StepOutcome::Failed(Failure::NotRdp {
        service: banner::recognize(bytes),
    })
}

/// Reads a whole TPKT; the TPDU code stands behind the length indicator (X.224 13).
pub(crate) fn read(mut frame: Vec<u8>) -> StepOutcome {
    let code = frame.get_mut(5).map(|code| {
        // The lower half is a credit, which no class of RDP's uses (X.224 13.4.3); readers would take it for another code.
        *code &= 0xf0;
        *code
    });
    if is_other_tpkt(&frame) {
        return StepOutcome::Failed(Failure::NotRdp {
            service: Service::Unknown,
        });
    }
    match code {
        Some(0xd0) if frame.len() >= SHORTEST_CONFIRM => {}
        Some(0x80) => {
            let reason = frame.get(10).copied().unwrap_or_default();
            return StepOutcome::Failed(Failure::DisconnectRequest { reason });
        }
        Some(0xf0) => {
            let service = if begins_as_mcs(&frame) {
                Service::BareMcs
            } else {
                Service::Unknown
            };
            return StepOutcome::Failed(Failure::NotRdp { service });
        }
        _ => return StepOutcome::Failed(malformed(Pdu::ConnectionConfirm)),
    }
    let has_negotiation_data = frame.len() > SHORTEST_CONFIRM;
    match decode::<X224<ConnectionConfirm>>(&frame) {
        Ok(X224(ConnectionConfirm::Failure { code })) => StepOutcome::Confirmed(Confirm::Refused { code: code.into() }),
        Ok(X224(ConnectionConfirm::Response { flags, protocol })) => {
            StepOutcome::Confirmed(Confirm::Selected(Selected {
                protocol,
                flags: has_negotiation_data.then_some(flags.bits()),
                frame,
            }))
        }
        Err(_) => StepOutcome::Failed(malformed(Pdu::ConnectionConfirm)),
    }
}

/// Whether a Data TPDU begins with what a server says in MCS (T.125 7): a Connect Response, or one of the domain's PDUs by
/// the number of its choice. Controllers of machines put something else into the same TPDU.
fn begins_as_mcs(frame: &[u8]) -> bool {
    const CONNECT_RESPONSE: [u8; 2] = [0x7f, 0x66];
    let data = frame.get(SHORTEST..).unwrap_or_default();
    data.starts_with(&CONNECT_RESPONSE)
        || data
            .first()
            .is_some_and(|first| matches!(first >> 2, 8 | 9 | 11 | 15 | 26))
}

/// Whether TPKT carries something else than a server of Remote Desktop says: a Connection Request, which is our own come
/// back from an echo service, or a confirm with the parameters of ISO transport (X.224 13.4.4: TPDU size and TSAPs, as of
/// H.323 and the controllers of machines) where RDP's negotiation data stands.
fn is_other_tpkt(frame: &[u8]) -> bool {
    match frame.get(5).map(|code| code & 0xf0) {
        Some(0xe0) => true,
        Some(0xd0) => matches!(frame.get(SHORTEST_CONFIRM), Some(0xc0..=0xc2)),
        _ => false,
    }
}

/// The user name of the cookie, which servers write into their logs.
const COOKIE: &str = "rdptrace";
/// X.224 Connection Request without variable part, in TPKT: all that a client sent before there was anything to choose.
const BARE_REQUEST: [u8; 11] = [3, 0, 0, 11, 6, 0xe0, 0, 0, 0, 0, 0];
/// X.224 13.3.1: the length indicator counts 254 bytes at most, of which 6 are the fixed part, 8 the negotiation request,
/// and 2 end the token.
const LONGEST_TOKEN: usize = 238;
/// TPKT header, length indicator and code of the shortest TPDU.
const SHORTEST: usize = 7;
/// TPKT header and the fixed part of a Connection Confirm.
const SHORTEST_CONFIRM: usize = 11;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credit_in_a_confirm_makes_no_difference() {
        let confirm = |code| vec![3, 0, 0, 19, 14, code, 0, 0, 0x12, 0x34, 0, 2, 0, 8, 0, 2, 0, 0, 0];

        for code in [0xd0, 0xd5, 0xdf] {
            let StepOutcome::Confirmed(Confirm::Selected(selected)) = read(confirm(code)) else {
                panic!("{code:#x} is no confirm");
            };
            assert!(is_credssp(selected.protocol.bits()));
        }
    }
}
