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

#[cfg(test)]
mod tests {
    use super::*;

    /// A segment from port 1000 to 3389 that says `hi`.
    fn tcp() -> Vec<u8> {
        let mut bytes = vec![3, 0xe8, 0x0d, 0x3d, 0, 0, 0, 7, 0, 0, 0, 0, 0x50, 0x18];
        bytes.extend([0; 6]);
        bytes.extend(b"hi");
        bytes
    }

    fn v4(length: u16, fragment: u16) -> Vec<u8> {
        let ([high, low], [fragment, offset]) = (length.to_be_bytes(), fragment.to_be_bytes());
        let head = [0x45, 0, high, low, 0, 0, fragment, offset, 64, TCP, 0, 0];
        [&head, &[192, 0, 2, 1, 192, 0, 2, 2][..], &tcp()].concat()
    }

    #[track_caller]
    fn assert_read(link: u16, frame: &[u8]) {
        let read = segment(link, frame).expect("a segment");
        assert_eq!((read.from.port(), read.to.port(), read.sequence), (1000, 3389, 7));
        assert_eq!(read.payload, b"hi");
    }

    #[test]
    fn tags_of_networks_before_a_packet_are_passed_over() {
        for tags in [
            &[0x08, 0][..],
            &[0x81, 0, 0, 5, 0x08, 0],
            &[0x88, 0xa8, 0, 5, 0x81, 0, 0, 6, 0x08, 0],
        ] {
            assert_read(ETHERNET, &[&[0; 12], tags, &v4(42, 0)].concat());
        }
        assert_eq!(
            segment(ETHERNET, &[&[0; 12], &[0x08, 6][..], &v4(42, 0)].concat()),
            None
        );
    }

    #[test]
    fn fragments_are_left_out_and_what_is_behind_a_packet_too() {
        for fragment in [0x2000, 1] {
            assert_eq!(segment(IPV4, &v4(42, fragment)), None);
        }
        // "Do not fragment" is no fragment.
        assert_read(IPV4, &v4(42, 0x4000));
        // Ethernet fills short frames up.
        assert_read(IPV4, &[v4(42, 0), vec![0; 6]].concat());
        // Where the card cuts segments.
        assert_read(IPV4, &v4(0, 0));
    }

    #[test]
    fn headers_between_ipv6_and_tcp_are_passed_over() {
        let options = [[TCP, 0, 1, 4, 0, 0, 0, 0], [HOP_BY_HOP, 0, 1, 4, 0, 0, 0, 0]];
        for (next, between) in [
            (TCP, Vec::new()),
            (HOP_BY_HOP, options[0].to_vec()),
            (DESTINATION, [options[1], options[0]].concat()),
        ] {
            let length = u8::try_from(between.len() + tcp().len()).unwrap();
            let head = [&[0x60, 0, 0, 0, 0, length, next, 64][..], &[1; 16], &[2; 16]].concat();
            assert_read(IPV6, &[head, between, tcp()].concat());
        }
    }

    #[test]
    fn what_stands_before_a_packet_is_passed_over_on_every_link() {
        let ipv4 = [0x08, 0];
        for (link, head) in [
            (NULL, vec![2, 0, 0, 0]),
            (LOOP, vec![0, 0, 0, 2]),
            (RAW, Vec::new()),
            (LINUX_SLL, [&[0; 14][..], &ipv4].concat()),
            (LINUX_SLL2, [&ipv4[..], &[0; 18]].concat()),
        ] {
            assert_read(link, &[head, v4(42, 0)].concat());
        }
        assert_eq!(segment(147, &v4(42, 0)), None, "one of nobody's");
    }
}
