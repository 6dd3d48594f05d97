//! From a frame to its TCP segment: link layer, IP, TCP.

use core::net::{IpAddr, SocketAddr};

/// A TCP segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Segment<'a> {
    pub(crate) from: SocketAddr,
    pub(crate) to: SocketAddr,
    pub(crate) sequence: u32,
    pub(crate) flags: Flags,
    pub(crate) payload: &'a [u8],
}

/// The flags of a segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Flags(u8);

impl Flags {
    pub(crate) const FIN: Self = Self(0x01);
    pub(crate) const SYN: Self = Self(0x02);
    pub(crate) const RST: Self = Self(0x04);
    pub(crate) const ACK: Self = Self(0x10);

    pub(crate) fn has(self, flag: Self) -> bool {
        self.0 & flag.0 != 0
    }
}

/// The segment in a frame of this LINKTYPE_; none where it is something else, or a fragment.
pub(crate) fn segment(link: u16, frame: &[u8]) -> Option<Segment<'_>> {
    match link {
        // The family comes first; the version of IP says the same.
        NULL | LOOP => ip(frame.get(4..)?),
        ETHERNET => of_type(frame.get(12..14)?, frame.get(14..)?),
        RAW | RAW_BSD | RAW_OPENBSD | IPV4 | IPV6 => ip(frame),
        LINUX_SLL => of_type(frame.get(14..16)?, frame.get(16..)?),
        LINUX_SLL2 => of_type(frame.get(..2)?, frame.get(20..)?),
        _ => None,
    }
}

fn of_type<'a>(mut kind: &'a [u8], mut rest: &'a [u8]) -> Option<Segment<'a>> {
    for _ in 0..MOST_TAGS {
        match kind {
            [0x08, 0x00] | [0x86, 0xdd] => return ip(rest),
            [0x81, 0x00] | [0x88, 0xa8] | [0x91, 0x00] => (kind, rest) = (rest.get(2..4)?, rest.get(4..)?),
            _ => return None,
        }
    }
    None
}

fn ip(packet: &[u8]) -> Option<Segment<'_>> {
    match packet.first()? >> 4 {
        4 => v4(packet),
        6 => v6(packet),
        _ => None,
    }
}

fn v4(packet: &[u8]) -> Option<Segment<'_>> {
    let head = packet.get(..20)?;
    let head_length = usize::from(head.first()? & 0x0f) * 4;
    // More fragments, or one that is not the first.
    let fragment = u16_at(head, 6)? & 0x3fff;
    if *head.get(9)? != TCP || fragment != 0 {
        return None;
    }
    // Where the card cuts segments, the length is not known yet.
    let length = match usize::from(u16_at(head, 2)?) {
        0 => packet.len(),
        length => length.min(packet.len()),
    };
    let from: [u8; 4] = head.get(12..)?.first_chunk().copied()?;
    let to: [u8; 4] = head.get(16..)?.first_chunk().copied()?;
    tcp(from.into(), to.into(), packet.get(head_length..length)?)
}

fn v6(packet: &[u8]) -> Option<Segment<'_>> {
    let head = packet.get(..40)?;
    let from: [u8; 16] = head.get(8..)?.first_chunk().copied()?;
    let to: [u8; 16] = head.get(24..)?.first_chunk().copied()?;
    let rest = packet.get(40..)?;
    let mut rest = match usize::from(u16_at(head, 4)?) {
        0 => rest,
        length => rest.get(..length.min(rest.len()))?,
    };
    let mut next = *head.get(6)?;
    for _ in 0..MOST_TAGS {
        match next {
            TCP => return tcp(from.into(), to.into(), rest),
            HOP_BY_HOP | ROUTING | DESTINATION => {
                let length = (usize::from(*rest.get(1)?) + 1) * 8;
                next = *rest.first()?;
                rest = rest.get(length..)?;
            }
            _ => return None,
        }
    }
    None
}

fn tcp(from: IpAddr, to: IpAddr, bytes: &[u8]) -> Option<Segment<'_>> {
    let head = bytes.get(..20)?;
    let length = usize::from(head.get(12)? >> 4) * 4;
    let sequence = head.get(4..)?.first_chunk().copied().map(u32::from_be_bytes)?;
    Some(Segment {
        from: SocketAddr::new(from, u16_at(head, 0)?),
        to: SocketAddr::new(to, u16_at(head, 2)?),
        sequence,
        flags: Flags(*head.get(13)?),
        payload: bytes.get(length.max(20)..)?,
    })
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..)?.first_chunk().copied().map(u16::from_be_bytes)
}

const NULL: u16 = 0;
const ETHERNET: u16 = 1;
const RAW_BSD: u16 = 12;
const RAW_OPENBSD: u16 = 14;
const RAW: u16 = 101;
const LOOP: u16 = 108;
const LINUX_SLL: u16 = 113;
const IPV4: u16 = 228;
const IPV6: u16 = 229;
const LINUX_SLL2: u16 = 276;
const TCP: u8 = 6;
const HOP_BY_HOP: u8 = 0;
const ROUTING: u8 = 43;
const DESTINATION: u8 = 60;
/// Tags of networks in networks, and extension headers: real frames have two.
const MOST_TAGS: usize = 8;
