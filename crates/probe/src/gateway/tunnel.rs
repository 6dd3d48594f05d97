//! The packets by which a client opens a gateway's tunnel and its channel to a computer, and speaks through it, [MS-TSGU]
//! 2.2.10 and 3.3.5.
//!
//! ```text
//! handshake -> tunnel -> authorization (the connection policy) -> channel (the resource policy, then the computer) -> data
//! ```
//!
//! The sign-in was made over HTTP; none of the further ones that [MS-TSGU] 2.2.5.3.2 knows is offered.

use wire::Target;

use super::websocket::{self, LONGEST, Received};
use crate::pdu::{u16_at, u32_at};

/// A tunnel that is being opened, or open.
#[derive(Debug)]
pub(super) struct Tunnel {
    awaited: Step,
    /// What of its packets has come.
    packets: Vec<u8>,
    /// How often it has asked whether somebody is there.
    asked: u8,
    computer: Target,
}

/// Which response is waited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Handshake,
    Tunnel,
    Authorization,
    Channel,
    /// None any more: the channel is open.
    Data,
}

/// What the gateway said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Told {
    /// Nothing whole.
    Nothing,
    /// It wants to know whether somebody is there, and these bytes back.
    Asks(Vec<u8>),
    /// It agrees; this packet is to follow.
    Agrees(Vec<u8>),
    /// The channel is open.
    Opened,
    /// It refuses, with this errorCode.
    Refuses(u32),
    /// The computer's own words.
    Data(Vec<u8>),
    /// It closes the open channel, with this statusCode.
    Closes(u32),
    /// It ends the connection and says no reason.
    Ends,
    /// What came has no place here.
    Foreign,
}

impl Step {
    /// The packetType of the response, and where its errorCode stands behind the header; none where none is waited for.
    fn response(self) -> Option<(u16, usize)> {
        match self {
            Self::Handshake => Some((2, 0)),
            // Behind serverVersion, 2.2.10.20.
            Self::Tunnel => Some((5, 2)),
            Self::Authorization => Some((7, 0)),
            Self::Channel => Some((9, 0)),
            Self::Data => None,
        }
    }
}

impl Tunnel {
    /// One that leads to `computer`, and the first packet.
    pub(super) fn begin(computer: Target) -> (Self, Vec<u8>) {
        let tunnel = Self {
            awaited: Step::Handshake,
            packets: Vec::new(),
            asked: 0,
            computer,
        };
        // Version 1.0 of the protocol and of the client, and no further sign-in.
        (tunnel, packet(1, &[1, 0, 0, 0, 0, 0]))
    }

    /// Whether the computer is what is waited for.
    pub(super) fn awaits_computer(&self) -> bool {
        self.awaited == Step::Channel
    }

    /// Takes what has come of frames, up to what is to be known of them.
    pub(super) fn read(&mut self, frames: &mut Vec<u8>) -> Told {
        loop {
            // A frame may bring several packets, and a packet may come in several frames.
            let told = self.take_packet();
            if told != Told::Nothing {
                return told;
            }
            match websocket::read(frames) {
                Received::Partial => return Told::Nothing,
                Received::Data(data) => self.packets.extend(data),
                Received::Ping(payload) if self.asked < MOST_PINGS => {
                    self.asked += 1;
                    return Told::Asks(payload);
                }
                Received::Pong => {}
                Received::Close => return Told::Ends,
                Received::Ping(_) | Received::Foreign => return Told::Foreign,
            }
        }
    }

    fn take_packet(&mut self) -> Told {
        loop {
            let (Some(kind), Some(length)) = (u16_at(&self.packets, 0), u32_at(&self.packets, 4)) else {
                return Told::Nothing;
            };
            let length = usize::try_from(length).unwrap_or(usize::MAX);
            if !(HEADER..=LONGEST).contains(&length) {
                return Told::Foreign;
            }
            if self.packets.len() < length {
                return Told::Nothing;
            }
            let packet: Vec<u8> = self.packets.drain(..length).collect();
            let body = packet.get(HEADER..).unwrap_or_default();
            // They come between any two of the others, and a check is over before somebody has to sign in again.
            if matches!(kind, SERVICE_MESSAGE | REAUTHENTICATE | KEEPALIVE) {
                continue;
            }
            let Some((response, at)) = self.awaited.response() else {
                return read_of_channel(kind, body);
            };
            return match (kind, u32_at(body, at)) {
                (CLOSE_CHANNEL, _) => match u32_at(body, 0) {
                    Some(0) | None => Told::Ends,
                    Some(code) => Told::Refuses(code),
                },
                (kind, Some(0)) if kind == response => match self.next_packet() {
                    Some(next) => Told::Agrees(next),
                    None => Told::Opened,
                },
                (kind, Some(code)) if kind == response => Told::Refuses(code),
                _ => Told::Foreign,
            };
        }
    }

    /// What follows the response that was waited for; none behind the last.
    fn next_packet(&mut self) -> Option<Vec<u8>> {
        let (next, packet) = match self.awaited {
            Step::Handshake => {
                let body = [&CAPABILITIES.to_le_bytes()[..], &[0; 4]].concat();
                (Step::Tunnel, packet(4, &body))
            }
            Step::Tunnel => (
                Step::Authorization,
                packet(6, &[&[0; 2][..], &text(CLIENT_NAME)].concat()),
            ),
            Step::Authorization => {
                let port = self.computer.port.number().to_le_bytes();
                let protocol = RDP.to_le_bytes();
                let name = text(&self.computer.host.to_string());
                // One resource, and no other names for it.
                (
                    Step::Channel,
                    packet(8, &[&[1, 0][..], &port, &protocol, &name].concat()),
                )
            }
            Step::Channel => {
                self.awaited = Step::Data;
                return None;
            }
            Step::Data => return None,
        };
        self.awaited = next;
        Some(packet)
    }
}

/// Reads `bytes` as they are and in pieces of `cut`, with what must hold of both.
///
/// # Panics
///
/// Where the pieces say something else, more is kept than a frame and a packet, or a gateway gets more answers than it may.
#[cfg(any(test, feature = "fuzz"))]
pub(crate) fn reads_alike(bytes: &[u8], cut: usize) {
    let told = |pieces: core::slice::Chunks<'_, u8>| {
        let (mut tunnel, _) = Tunnel::begin("pc".parse().expect("a name"));
        let (mut frames, mut all) = (Vec::new(), Vec::new());
        for piece in pieces {
            frames.extend_from_slice(piece);
            loop {
                let told = tunnel.read(&mut frames);
                assert!(tunnel.packets.len() <= LONGEST + LONGEST);
                match told {
                    Told::Nothing => break,
                    Told::Foreign | Told::Ends | Told::Refuses(_) | Told::Closes(_) => {
                        all.push(told);
                        return all;
                    }
                    Told::Asks(_) | Told::Agrees(_) | Told::Opened | Told::Data(_) => all.push(told),
                }
            }
        }
        all
    };
    let whole = told(bytes.chunks(bytes.len().max(1)));
    assert_eq!(told(bytes.chunks(cut)), whole);
    let agreed = whole.iter().filter(|told| matches!(told, Told::Agrees(_))).count();
    let asked = whole.iter().filter(|told| matches!(told, Told::Asks(_))).count();
    assert!(agreed <= STEPS && asked <= usize::from(MOST_PINGS));
}

/// What a packet says while the channel is open.
fn read_of_channel(kind: u16, body: &[u8]) -> Told {
    match kind {
        // cbDataLen and the data, 2.2.10.6.
        DATA => {
            let length = u16_at(body, 0).map(usize::from);
            let data = length.and_then(|length| body.get(2..2 + length));
            data.map_or(Told::Foreign, |data| Told::Data(data.to_vec()))
        }
        CLOSE_CHANNEL => Told::Closes(u32_at(body, 0).unwrap_or_default()),
        _ => Told::Foreign,
    }
}

/// HTTP_DATA_PACKET, 2.2.10.6; `data` has at most [`MOST_DATA`].
pub(super) fn data(data: &[u8]) -> Vec<u8> {
    let length = u16::try_from(data.len()).unwrap_or(u16::MAX);
    packet(DATA, &[&length.to_le_bytes()[..], data].concat())
}

/// HTTP_CLOSE_PACKET without an error, 2.2.10.23.
pub(super) fn close() -> Vec<u8> {
    packet(CLOSE_CHANNEL, &[0; 4])
}

/// HTTP_PACKET_HEADER and what it heads, 2.2.10.9.
fn packet(kind: u16, body: &[u8]) -> Vec<u8> {
    let length = u32::try_from(HEADER + body.len()).unwrap_or(u32::MAX);
    [&kind.to_le_bytes()[..], &[0; 2], &length.to_le_bytes(), body].concat()
}

/// HTTP_UNICODE_STRING with a zero at its end, 2.2.10.22.
fn text(text: &str) -> Vec<u8> {
    let units: Vec<u8> = text.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect();
    let length = u16::try_from(units.len()).unwrap_or(u16::MAX);
    [&length.to_le_bytes()[..], &units].concat()
}

const HEADER: usize = 8;
/// What one packet of ours carries: a TLS record's worth, far below the 64 KiB of a frame.
pub(super) const MOST_DATA: usize = 16 * 1024;
const DATA: u16 = 0x0a;
/// What is asked for behind the handshake: a tunnel, an authorization, a channel.
#[cfg(any(test, feature = "fuzz"))]
const STEPS: usize = 3;
/// Proxies ask every half a minute.
const MOST_PINGS: u8 = 16;
const SERVICE_MESSAGE: u16 = 0x0b;
const REAUTHENTICATE: u16 = 0x0c;
const KEEPALIVE: u16 = 0x0d;
const CLOSE_CHANNEL: u16 = 0x10;
/// HTTP_CAPABILITY_MESSAGING_CONSENT_SIGN and HTTP_CAPABILITY_REAUTH, 2.2.5.3.9: those without which gateways refuse.
const CAPABILITIES: u32 = 0x14;
/// TSG_PROTOCOL_ID_RDP, 2.2.10.2.
const RDP: u16 = 3;
/// What the gateway's log calls the machine.
const CLIENT_NAME: &str = "rdptrace";

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;

    fn response(kind: u16, body: &[u8]) -> Vec<u8> {
        let packet = packet(kind, body);
        let length = u8::try_from(packet.len()).unwrap();
        [&[0x82, length][..], &packet].concat()
    }

    #[test]
    fn a_gateway_that_agrees_is_asked_for_one_thing_after_the_other() {
        let (mut tunnel, first) = Tunnel::begin("pc.example:3390".parse().unwrap());
        assert_eq!(first, [1, 0, 0, 0, 14, 0, 0, 0, 1, 0, 0, 0, 0, 0]);
        let mut frames = [
            response(2, &[0, 0, 0, 0, 1, 0, 0, 0, 0, 0]),
            response(KEEPALIVE, &[]),
            response(5, &[0, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
            response(7, &[0; 8]),
            response(9, &[0; 8]),
        ]
        .concat();

        let Told::Agrees(create) = tunnel.read(&mut frames) else {
            panic!("no tunnel is asked for");
        };
        assert_eq!(create, [4, 0, 0, 0, 16, 0, 0, 0, 0x14, 0, 0, 0, 0, 0, 0, 0]);
        let Told::Agrees(authorize) = tunnel.read(&mut frames) else {
            panic!("no authorization is asked for");
        };
        assert_eq!(authorize.get(8..14), Some(&[0, 0, 18, 0, b'r', 0][..]));
        let Told::Agrees(channel) = tunnel.read(&mut frames) else {
            panic!("no channel is asked for");
        };
        assert_eq!(channel.get(8..18), Some(&[1, 0, 0x3e, 0x0d, 3, 0, 22, 0, b'p', 0][..]));
        assert!(tunnel.awaits_computer());
        assert_eq!(tunnel.read(&mut frames), Told::Opened);
        assert!(!tunnel.awaits_computer());
        assert_eq!(tunnel.read(&mut frames), Told::Nothing);
    }

    /// A tunnel whose channel is open.
    fn opened() -> Tunnel {
        let (mut tunnel, _) = Tunnel::begin("pc".parse().unwrap());
        tunnel.awaited = Step::Data;
        tunnel
    }

    #[test]
    fn an_open_channel_carries_data_both_ways_until_it_is_closed() {
        let mut frames = [
            response(DATA, &[2, 0, 7, 8]),
            response(KEEPALIVE, &[]),
            response(DATA, &[0, 0]),
            response(CLOSE_CHANNEL, &[0xca, 4, 0, 0]),
        ]
        .concat();
        let mut tunnel = opened();

        assert_eq!(tunnel.read(&mut frames), Told::Data(vec![7, 8]));
        assert_eq!(tunnel.read(&mut frames), Told::Data(Vec::new()));
        assert_eq!(tunnel.read(&mut frames), Told::Closes(0x4ca));
        assert_eq!(data(&[9]), [10, 0, 0, 0, 11, 0, 0, 0, 1, 0, 9]);
    }

    #[test]
    fn data_that_claims_more_than_its_packet_holds_is_foreign() {
        for body in [&[][..], &[1], &[3, 0, 7, 8]] {
            assert_eq!(opened().read(&mut response(DATA, body)), Told::Foreign, "{body:?}");
        }
        assert_eq!(opened().read(&mut response(9, &[0; 8])), Told::Foreign);
    }

    #[test]
    fn a_refusal_is_read_where_its_response_has_it() {
        let refusal = 0x8007_59db_u32.to_le_bytes();
        let (mut tunnel, _) = Tunnel::begin("pc".parse().unwrap());
        let mut frames = [
            response(2, &[0; 10]),
            response(5, &[&[1, 0][..], &refusal, &[0; 4]].concat()),
        ]
        .concat();

        assert!(matches!(tunnel.read(&mut frames), Told::Agrees(_)));
        assert_eq!(tunnel.read(&mut frames), Told::Refuses(0x8007_59db));
    }

    #[test]
    fn what_has_no_place_is_foreign_and_an_end_is_one() {
        let read = |bytes: &[u8]| Tunnel::begin("pc".parse().unwrap()).0.read(&mut bytes.to_vec());

        assert_eq!(read(&response(9, &[0; 8])), Told::Foreign);
        assert_eq!(read(&response(2, &[])), Told::Foreign);
        assert_eq!(read(&[0x82, 8, 2, 0, 0, 0, 0xff, 0xff, 0xff, 0xff]), Told::Foreign);
        assert_eq!(read(&[0x88, 0]), Told::Ends);
        assert_eq!(read(&response(CLOSE_CHANNEL, &[0; 4])), Told::Ends);
        assert_eq!(read(&response(CLOSE_CHANNEL, &[1, 0, 0, 0])), Told::Refuses(1));
        assert_eq!(read(&[0x89, 1, 7]), Told::Asks(vec![7]));
    }

    proptest! {
        #[test]
        fn whatever_comes_is_read_the_same_in_any_pieces(
            kinds in vec((0_u16..18, vec(any::<u8>(), 0..12)), 0..6),
            noise in vec(any::<u8>(), 0..8),
            cut in 1_usize..7,
        ) {
            let packets = kinds.iter().map(|(kind, body)| response(*kind, body));
            let bytes: Vec<u8> = packets.flatten().chain(noise).collect();
            reads_alike(&bytes, cut);
        }
    }

    #[test]
    fn a_gateway_that_asks_without_end_is_left() {
        let (mut tunnel, _) = Tunnel::begin("pc".parse().unwrap());
        let mut frames = [0x89, 0].repeat(1000);

        let answered = core::iter::from_fn(|| Some(tunnel.read(&mut frames)));
        let answered = answered.take_while(|told| *told == Told::Asks(Vec::new())).count();

        assert_eq!(answered, usize::from(MOST_PINGS));
    }
}
