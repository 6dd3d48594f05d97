//! A TCP connection as packets: the bytes, times and ends are those of the recording, the packets around them are made
//! up, as a network without loss and delay would have carried them.

use core::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use core::time::Duration;

use etherparse::{PacketBuilder, TcpHeader, TcpOptionElement};
use wire::{Dialed, Unreachable};

use crate::net::recording::{Conversation, Direction, Event, Moment};

/// One packet of the file.
#[derive(Debug)]
pub(super) struct Packet {
    /// Since the run began.
    pub(super) at: Duration,
    pub(super) direction: Direction,
    /// From the IP header on.
    pub(super) bytes: Vec<u8>,
    /// What a reader has to know of it.
    pub(super) comment: Option<String>,
}

/// The packets of one connection, in order.
pub(super) fn packets(conversation: &Conversation) -> Vec<Packet> {
    let mut framing = Framing::new(conversation);
    framing.push(conversation.dialed_at, Direction::Sent, SYN, &[]);
    for (moment, bytes) in conversation.moments() {
        framing.add(conversation, moment, bytes);
    }
    if let Some(left_out) = conversation.left_out {
        framing.comment(format!(
            "The recording was full. What this connection carried after this packet is left out: {} bytes sent, {} \
             bytes received, and its end.",
            left_out.sent, left_out.received
        ));
    }
    framing.packets
}

/// The two ends, and how far each has come.
struct Framing {
    ours: End,
    theirs: End,
    packets: Vec<Packet>,
}

struct End {
    socket: SocketAddr,
    /// The sequence number of its next byte.
    next: u32,
    ended: bool,
}

#[derive(Clone, Copy)]
struct Flags {
    syn: bool,
    ack: bool,
    psh: bool,
    fin: bool,
    rst: bool,
}

impl Framing {
    fn new(conversation: &Conversation) -> Self {
        let peer = conversation.peer;
        let end = |socket, next| End {
            socket,
            next,
            ended: false,
        };
        Self {
            ours: end(conversation.local.unwrap_or_else(|| unknown(peer)), OUR_FIRST),
            theirs: end(peer, THEIR_FIRST),
            packets: Vec::new(),
        }
    }

    fn add(&mut self, conversation: &Conversation, moment: Moment, bytes: &[u8]) {
        let at = moment.at;
        match moment.event {
            Event::Dialed(dialed) => self.dialed(conversation, at, dialed),
            Event::GivenUp => self.comment(format!(
                "No answer had come when rdptrace gave up, {} ms later.",
                at.saturating_sub(conversation.dialed_at).as_millis()
            )),
            Event::Carried { direction, .. } => {
                let mut segments = bytes.chunks(self.longest()).peekable();
                while let Some(segment) = segments.next() {
                    // As a system marks the last segment of what was written at once.
                    let psh = segments.peek().is_none();
                    self.push(at, direction, Flags { psh, ..ACK }, segment);
                }
            }
            Event::Ended(direction) => {
                self.push(at, direction, FIN, &[]);
                // Our system acknowledges the peer's end by itself.
                if direction == Direction::Received {
                    self.push(at, Direction::Sent, ACK, &[]);
                }
            }
            Event::Broken { reset } => {
                if reset {
                    self.push(at, Direction::Received, RST, &[]);
                } else {
                    self.comment(LOST.to_owned());
                }
                self.ours.ended = true;
                self.theirs.ended = true;
            }
            Event::Closed => match (self.ours.ended, self.theirs.ended) {
                (true, true) => {}
                (true, false) => self.comment(HALF_OPEN.to_owned()),
                (false, _) => self.comment(UNSENT.to_owned()),
            },
        }
    }

    fn dialed(&mut self, conversation: &Conversation, at: Duration, dialed: Dialed) {
        let why = match dialed {
            Dialed::Answered => {
                self.push(at, Direction::Received, Flags { ack: true, ..SYN }, &[]);
                return self.push(at, Direction::Sent, ACK, &[]);
            }
            Dialed::Refused => {
                self.push(at, Direction::Received, RST, &[]);
                return self.comment(
                    "The system reported the connection as refused. An ICMP message that says port unreachable looks \
                     the same to rdptrace as this reset."
                        .to_owned(),
                );
            }
            Dialed::Silent | Dialed::Abandoned => {
                let after = at.saturating_sub(conversation.dialed_at).as_millis();
                return self.comment(format!("No answer came within {after} ms."));
            }
            Dialed::Unreachable {
                what: Unreachable::Host,
                ..
            } => "The system reported the host as unreachable; the ICMP message, if there was one, is left out.",
            Dialed::Unreachable {
                what: Unreachable::Network,
                ..
            } => "The system reported the network as unreachable. The ICMP message, if there was one, is left out.",
            Dialed::LocallyBlocked => {
                "The system that rdptrace runs on did not let it connect; this packet may never have left."
            }
            Dialed::LocalFault { .. } => {
                "The system that rdptrace runs on could not connect; this packet may never have left."
            }
        };
        self.comment(why.to_owned());
    }

    /// Adds a packet, and moves its sender's sequence number.
    fn push(&mut self, at: Duration, direction: Direction, flags: Flags, payload: &[u8]) {
        let longest = self.longest();
        let (from, to) = match direction {
            Direction::Sent => (&mut self.ours, &self.theirs),
            Direction::Received => (&mut self.theirs, &self.ours),
        };
        let mut header = TcpHeader::new(from.socket.port(), to.socket.port(), from.next, u16::MAX);
        header.syn = flags.syn;
        header.ack = flags.ack;
        header.psh = flags.psh;
        header.fin = flags.fin;
        header.rst = flags.rst;
        if flags.ack {
            header.acknowledgment_number = to.next;
        }
        if flags.syn {
            let options = [
                TcpOptionElement::MaximumSegmentSize(u16::try_from(longest).unwrap_or(u16::MAX)),
                TcpOptionElement::Noop,
                TcpOptionElement::WindowScale(WINDOW_SCALE),
            ];
            header.set_options(&options).expect("eight bytes of options fit");
        }
        let ip = match (from.socket.ip(), to.socket.ip()) {
            (IpAddr::V4(from), IpAddr::V4(to)) => PacketBuilder::ipv4(from.octets(), to.octets(), HOPS),
            (from, to) => PacketBuilder::ipv6(six(from).octets(), six(to).octets(), HOPS),
        };
        let packet = ip.tcp_header(header);
        let mut bytes = Vec::with_capacity(packet.size(payload.len()));
        packet
            .write_to_vec(&mut bytes, payload)
            .expect("a segment of this length fits into a packet");
        from.ended |= flags.fin;
        let length = payload.len() + usize::from(flags.syn || flags.fin);
        // SYN and FIN take a number each, and numbers wrap (RFC 9293 3.4).
        from.next = from.next.wrapping_add(u32::try_from(length).unwrap_or_default());
        self.packets.push(Packet {
            at,
            direction,
            bytes,
            comment: None,
        });
    }

    /// Says something about the last packet.
    fn comment(&mut self, text: String) {
        if let Some(packet) = self.packets.last_mut() {
            packet.comment = Some(match packet.comment.take() {
                Some(before) => format!("{before} {text}"),
                None => text,
            });
        }
    }

    /// How many bytes a segment carries at most: what Ethernet leaves.
    fn longest(&self) -> usize {
        match self.theirs.socket.ip() {
            IpAddr::V4(_) => ETHERNET_MTU - 20 - 20,
            IpAddr::V6(_) => ETHERNET_MTU - 40 - 20,
        }
    }
}

/// Our end where the system did not tell: the address that stands for none, and a port from the private range.
fn unknown(peer: SocketAddr) -> SocketAddr {
    let ip = match peer {
        SocketAddr::V4(_) => IpAddr::V4(Ipv4Addr::UNSPECIFIED),
        SocketAddr::V6(_) => IpAddr::V6(Ipv6Addr::UNSPECIFIED),
    };
    SocketAddr::new(ip, UNKNOWN_PORT)
}

fn six(address: IpAddr) -> Ipv6Addr {
    match address {
        IpAddr::V4(address) => address.to_ipv6_mapped(),
        IpAddr::V6(address) => address,
    }
}

const NONE: Flags = Flags {
    syn: false,
    ack: false,
    psh: false,
    fin: false,
    rst: false,
};
const SYN: Flags = Flags { syn: true, ..NONE };
const ACK: Flags = Flags { ack: true, ..NONE };
const FIN: Flags = Flags { fin: true, ..ACK };
const RST: Flags = Flags { rst: true, ..ACK };
const LOST: &str = "After this packet the system reported the connection as lost, without a reset.";
const HALF_OPEN: &str = "The other side did not end its half of the connection in the time that rdptrace gives it.";
const UNSENT: &str =
    "After this packet rdptrace closed its socket: what it had still to send did not get through in time.";
/// First sequence numbers, one for each side so that nobody takes one side's for the other's.
const OUR_FIRST: u32 = 1_000_000;
const THEIR_FIRST: u32 = 2_000_000;
const ETHERNET_MTU: usize = 1500;
/// Windows of 16 MiB: nobody acknowledges here but with bytes of its own, and no window is to look full.
const WINDOW_SCALE: u8 = 8;
/// The usual first value of the IP header's count of hops.
const HOPS: u8 = 64;
const UNKNOWN_PORT: u16 = 49152;

#[cfg(test)]
mod tests;
