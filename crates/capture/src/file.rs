//! The frames of a file: pcap in both byte orders and resolutions, and pcapng with its decryption secrets.

use core::time::Duration;

/// A file that is read piece by piece.
#[derive(Debug, Default)]
pub(crate) struct File {
    pending: Vec<u8>,
    format: Format,
}

/// Something in a file.
pub(crate) enum Item<'a> {
    Frame(Frame<'a>),
    /// A key log as NSS writes it (Decryption Secrets Block).
    Secrets(&'a [u8]),
}

/// A frame as it was on the wire.
pub(crate) struct Frame<'a> {
    /// LINKTYPE_ of the interface.
    pub(crate) link: u16,
    /// Since 1970.
    pub(crate) at: Duration,
    pub(crate) bytes: &'a [u8],
}

#[derive(Debug, Default)]
enum Format {
    /// Too little has come.
    #[default]
    Unknown,
    Pcap {
        order: Order,
        /// Fractions of a second.
        fractions: u64,
        link: u16,
    },
    Pcapng {
        order: Order,
        interfaces: Vec<Interface>,
    },
    /// Nothing more is read.
    Damaged,
}

#[derive(Clone, Copy, Debug)]
struct Interface {
    link: u16,
    fractions: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Order {
    Little,
    Big,
}

impl Order {
    fn u16(self, bytes: &[u8], at: usize) -> Option<u16> {
        let bytes = bytes.get(at..)?.first_chunk().copied()?;
        Some(match self {
            Self::Little => u16::from_le_bytes(bytes),
            Self::Big => u16::from_be_bytes(bytes),
        })
    }

    fn u32(self, bytes: &[u8], at: usize) -> Option<u32> {
        let bytes = bytes.get(at..)?.first_chunk().copied()?;
        Some(match self {
            Self::Little => u32::from_le_bytes(bytes),
            Self::Big => u32::from_be_bytes(bytes),
        })
    }

    fn length(self, bytes: &[u8], at: usize) -> Option<usize> {
        usize::try_from(self.u32(bytes, at)?).ok()
    }
}

/// What stands at the front of the bytes that have come.
enum Step {
    /// So many bytes were read.
    Taken(usize),
    /// More has to come.
    Wait,
    Damaged,
}

impl File {
    pub(crate) fn push(&mut self, bytes: &[u8], take: &mut impl FnMut(Item<'_>)) {
        if matches!(self.format, Format::Damaged) {
            return;
        }
        let mut pending = core::mem::take(&mut self.pending);
        pending.extend_from_slice(bytes);
        let mut at = 0;
        while let Some(rest) = pending.get(at..).filter(|rest| !rest.is_empty()) {
            match self.format.step(rest, take).unwrap_or(Step::Wait) {
                Step::Taken(count) => at += count,
                Step::Wait => break,
                Step::Damaged => {
                    self.format = Format::Damaged;
                    return;
                }
            }
        }
        pending.drain(..at);
        self.pending = pending;
    }

    /// Whether something in it could not be read, or it ends within a frame.
    pub(crate) fn is_damaged(&self) -> bool {
        matches!(self.format, Format::Damaged | Format::Unknown) || !self.pending.is_empty()
    }
}

impl Format {
    /// Reads what stands at the front; none where too little has come.
    fn step(&mut self, bytes: &[u8], take: &mut impl FnMut(Item<'_>)) -> Option<Step> {
        match self {
            Self::Unknown => {
                let (format, length) = begin(bytes)?;
                *self = format;
                Some(Step::Taken(length))
            }
            Self::Pcap { order, fractions, link } => record(*order, *fractions, *link, bytes, take),
            Self::Pcapng { order, interfaces } => block(order, interfaces, bytes, take),
            Self::Damaged => Some(Step::Damaged),
        }
    }
}

fn begin(bytes: &[u8]) -> Option<(Format, usize)> {
    let magic: [u8; 4] = bytes.first_chunk().copied()?;
    let (order, fractions) = match magic {
        [0x0a, 0x0d, 0x0d, 0x0a] => {
            // Its first block says which order it has.
            let (order, interfaces) = (Order::Little, Vec::new());
            return Some((Format::Pcapng { order, interfaces }, 0));
        }
        [0xd4, 0xc3, 0xb2, 0xa1] => (Order::Little, MICROSECONDS),
        [0xa1, 0xb2, 0xc3, 0xd4] => (Order::Big, MICROSECONDS),
        [0x4d, 0x3c, 0xb2, 0xa1] => (Order::Little, NANOSECONDS),
        [0xa1, 0xb2, 0x3c, 0x4d] => (Order::Big, NANOSECONDS),
        _ => return Some((Format::Damaged, 0)),
    };
    bytes.get(..PCAP_HEAD)?;
    // The upper half holds flags.
    let link = u16::try_from(order.u32(bytes, 20)? & 0xffff).ok()?;
    Some((Format::Pcap { order, fractions, link }, PCAP_HEAD))
}

/// One record of a pcap file.
fn record(order: Order, fractions: u64, link: u16, bytes: &[u8], take: &mut impl FnMut(Item<'_>)) -> Option<Step> {
    let head = bytes.get(..RECORD_HEAD)?;
    let length = order.length(head, 8)?;
    if length > LONGEST_BLOCK {
        return Some(Step::Damaged);
    }
    let frame = bytes.get(RECORD_HEAD..RECORD_HEAD + length)?;
    let seconds = u64::from(order.u32(head, 0)?);
    let at = time(seconds * fractions + u64::from(order.u32(head, 4)?), fractions);
    take(Item::Frame(Frame { link, at, bytes: frame }));
    Some(Step::Taken(RECORD_HEAD + length))
}

/// One block of a pcapng file.
fn block(
    order: &mut Order,
    interfaces: &mut Vec<Interface>,
    bytes: &[u8],
    take: &mut impl FnMut(Item<'_>),
) -> Option<Step> {
    if bytes.starts_with(&[0x0a, 0x0d, 0x0d, 0x0a]) {
        *order = match bytes.get(8..12)? {
            [0x4d, 0x3c, 0x2b, 0x1a] => Order::Little,
            [0x1a, 0x2b, 0x3c, 0x4d] => Order::Big,
            _ => return Some(Step::Damaged),
        };
        // A section numbers its interfaces anew.
        interfaces.clear();
    }
    let order = *order;
    let (kind, length) = (order.u32(bytes, 0)?, order.length(bytes, 4)?);
    if !(SHORTEST_BLOCK..=LONGEST_BLOCK).contains(&length) || !length.is_multiple_of(4) {
        return Some(Step::Damaged);
    }
    let body = bytes.get(8..length)?.get(..length - SHORTEST_BLOCK)?;
    match kind {
        INTERFACE => {
            if interfaces.len() >= MOST_INTERFACES {
                return Some(Step::Damaged);
            }
            interfaces.push(interface(order, body)?);
        }
        ENHANCED_PACKET => {
            let packet = enhanced(order, interfaces, body);
            if let Some(frame) = packet {
                take(Item::Frame(frame));
            }
        }
        SIMPLE_PACKET => {
            if let (Some(interface), Some(frame)) = (interfaces.first(), body.get(4..)) {
                take(Item::Frame(Frame {
                    link: interface.link,
                    // A simple packet has no time.
                    at: Duration::ZERO,
                    bytes: frame,
                }));
            }
        }
        SECRETS if order.u32(body, 0) == Some(TLS_KEY_LOG) => {
            let length = order.length(body, 4).unwrap_or_default();
            if let Some(text) = body.get(8..).and_then(|text| text.get(..length)) {
                take(Item::Secrets(text));
            }
        }
        _ => {}
    }
    Some(Step::Taken(length))
}

fn interface(order: Order, body: &[u8]) -> Option<Interface> {
    let link = order.u16(body, 0)?;
    let mut fractions = MICROSECONDS;
    let mut rest = body.get(8..).unwrap_or_default();
    while let (Some(code), Some(length)) = (order.u16(rest, 0), order.u16(rest, 2)) {
        let length = usize::from(length);
        if code == 0 {
            break;
        }
        if code == RESOLUTION
            && let Some(value) = rest.get(4)
        {
            fractions = resolution(*value);
        }
        rest = rest.get(4 + length.next_multiple_of(4)..).unwrap_or_default();
    }
    Some(Interface { link, fractions })
}

/// `if_tsresol`: a negative power of ten, or of two where the highest bit is set.
fn resolution(value: u8) -> u64 {
    let power = u32::from(value & 0x7f);
    let base: u64 = if value & 0x80 == 0 { 10 } else { 2 };
    base.checked_pow(power).unwrap_or(NANOSECONDS)
}

fn enhanced<'a>(order: Order, interfaces: &[Interface], body: &'a [u8]) -> Option<Frame<'a>> {
    let interface = interfaces.get(order.length(body, 0)?)?;
    let stamp = u64::from(order.u32(body, 4)?) << 32 | u64::from(order.u32(body, 8)?);
    let length = order.length(body, 12)?;
    Some(Frame {
        link: interface.link,
        at: time(stamp, interface.fractions),
        bytes: body.get(20..)?.get(..length)?,
    })
}

fn time(stamp: u64, fractions: u64) -> Duration {
    let nanos = u128::from(stamp % fractions) * u128::from(NANOSECONDS) / u128::from(fractions);
    // A year that nobody can mean: the stamp is no time.
    let seconds = (stamp / fractions).min(LATEST);
    Duration::new(seconds, u32::try_from(nanos).unwrap_or_default())
}

const MICROSECONDS: u64 = 1_000_000;
const NANOSECONDS: u64 = 1_000_000_000;
/// The year 2255, beyond which times in nanoseconds do not fit into what others keep them in.
const LATEST: u64 = 9_000_000_000;
const PCAP_HEAD: usize = 24;
const RECORD_HEAD: usize = 16;
const SHORTEST_BLOCK: usize = 12;
/// No frame is longer, with offloading 64 KiB; blocks of secrets and names are.
const LONGEST_BLOCK: usize = 4 * 1024 * 1024;
/// A capture of everything that a machine has stays below.
const MOST_INTERFACES: usize = 1024;
const INTERFACE: u32 = 1;
const SIMPLE_PACKET: u32 = 3;
const ENHANCED_PACKET: u32 = 6;
const SECRETS: u32 = 10;
const TLS_KEY_LOG: u32 = 0x544c_534b;
const RESOLUTION: u16 = 9;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn resolutions_are_powers_of_ten_or_of_two() {
        assert_eq!((resolution(6), resolution(9)), (MICROSECONDS, NANOSECONDS));
        assert_eq!((resolution(0x80), resolution(0x8a)), (1, 1024));
        // More than 64 bits hold is no resolution that anybody has.
        assert_eq!((resolution(20), resolution(0xc0)), (NANOSECONDS, NANOSECONDS));
    }
}
