//! What kind of address an address is, by the registries of special-purpose addresses (RFC 6890) and the clouds' papers.

use core::fmt;
use core::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ipnet::{IpNet, Ipv4Net, Ipv6Net};

use crate::net::nat64::Nat64Prefix;

/// What an address is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AddressClass {
    /// Anyone's, reachable from everywhere.
    Public,
    /// No particular host: 0.0.0.0/8, ::.
    Unspecified,
    /// The machine itself.
    Loopback,
    /// A private network: RFC 1918, RFC 4193 and the retired site-local range.
    Private,
    /// Between a provider and its customers, RFC 6598.
    Shared,
    /// One link only.
    LinkLocal,
    /// Set aside for protocols, examples and measurements.
    Special,
    /// A group, not a computer.
    Multicast,
    /// Not given out.
    Reserved,
}

impl AddressClass {
    /// The class of `address` as it stands; what an IPv6 address carries inside is another one.
    pub fn of(address: IpAddr) -> Self {
        let listed = match address {
            IpAddr::V4(address) => find(&V4, |net| net.contains(&address)),
            IpAddr::V6(address) => find(&V6, |net| net.contains(&address)),
        };
        let beyond = || match address {
            IpAddr::V4(_) => Self::Public,
            IpAddr::V6(address) if GLOBAL_UNICAST.contains(&address) => Self::Public,
            IpAddr::V6(_) => Self::Reserved,
        };
        listed.unwrap_or_else(beyond)
    }
}

impl fmt::Display for AddressClass {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Public => "a public address",
            Self::Unspecified => "an address without a particular computer",
            Self::Loopback => "a loopback address",
            Self::Private => "an address of a private network",
            Self::Shared => "a shared address of a provider",
            Self::LinkLocal => "a link-local address",
            Self::Special => "an address reserved for protocols and examples",
            Self::Multicast => "a multicast address",
            Self::Reserved => "a reserved address",
        })
    }
}

/// Whether a cloud answers there with the secrets of the machine that asks.
pub(super) fn is_metadata(address: IpAddr) -> bool {
    METADATA.iter().any(|network| network.contains(&address))
}

/// The addresses of metadata services, for those who try whether they can be reached.
pub(crate) fn metadata() -> impl Iterator<Item = IpAddr> {
    METADATA.iter().map(IpNet::addr)
}

/// Whether the name is that of a metadata service.
pub(super) fn is_metadata_name(name: &str) -> bool {
    METADATA_NAMES.contains(&name)
}

/// An address, and the IPv4 address that it carries inside, if any.
#[derive(Clone, Copy, Debug)]
pub(super) struct Forms {
    written: IpAddr,
    carried: Option<Ipv4Addr>,
    /// What is carried is all that counts: packets to the one go to the other.
    translated: bool,
}

impl Forms {
    /// An address and what it carries, also below one of the site's own prefixes of `nat64`.
    pub(super) fn of(address: IpAddr, nat64: &[Nat64Prefix]) -> Self {
        let (carried, translated) = match address {
            IpAddr::V4(_) => (None, false),
            IpAddr::V6(address) => match (
                translated(address).or_else(|| embedded(address, nat64)),
                tunnelled(address),
            ) {
                (Some(carried), _) => (Some(carried), true),
                (None, carried) => (carried, false),
            },
        };
        Self {
            written: address,
            carried,
            translated,
        }
    }

    /// Both.
    pub(super) fn all(&self) -> impl Iterator<Item = IpAddr> {
        [Some(self.written), self.carried.map(IpAddr::V4)].into_iter().flatten()
    }

    /// Those that must be allowed each.
    pub(super) fn deciding(&self) -> impl Iterator<Item = IpAddr> {
        self.all().skip(usize::from(self.translated))
    }
}

fn translated(address: Ipv6Addr) -> Option<Ipv4Addr> {
    match address.segments() {
        // :: and ::1 are addresses of their own.
        [0, 0, 0, 0, 0, 0, 0, 0 | 1] => None,
        // IPv4-compatible and IPv4-mapped, RFC 4291 2.5.5; IPv4-translated, RFC 2765.
        [0, 0, 0, 0, 0, 0 | 0xffff, high, low] | [0, 0, 0, 0, 0xffff, 0, high, low] => Some(v4_of(high, low)),
        // NAT64 with its well-known prefix, RFC 6052.
        [0x64, 0xff9b, 0, 0, 0, 0, high, low] => Some(v4_of(high, low)),
        // 6to4, RFC 3056.
        [0x2002, high, low, ..] => Some(v4_of(high, low)),
        // Teredo, RFC 4380 4: the client's address with every bit turned.
        [0x2001, 0, _, _, _, _, high, low] => Some(v4_of(!high, !low)),
        _ => None,
    }
}

fn embedded(address: Ipv6Addr, nat64: &[Nat64Prefix]) -> Option<Ipv4Addr> {
    nat64.iter().find_map(|prefix| prefix.carried(address))
}

/// Where the prefix is somebody's own, it says nothing of what is inside, and both have to be looked at.
fn tunnelled(address: Ipv6Addr) -> Option<Ipv4Addr> {
    match address.segments() {
        // NAT64 with a local prefix of 96 bits, RFC 8215; ISATAP, RFC 5214 6.1.
        [0x64, 0xff9b, 1, _, _, _, high, low] | [_, _, _, _, 0 | 0x0200, 0x5efe, high, low] => Some(v4_of(high, low)),
        _ => None,
    }
}

fn v4_of(high: u16, low: u16) -> Ipv4Addr {
    let ([a, b], [c, d]) = (high.to_be_bytes(), low.to_be_bytes());
    Ipv4Addr::new(a, b, c, d)
}

fn find<N>(list: &[(N, AddressClass)], contains: impl Fn(&N) -> bool) -> Option<AddressClass> {
    list.iter().find(|(net, _)| contains(net)).map(|(_, class)| *class)
}

const fn v4(a: u8, b: u8, c: u8, d: u8, bits: u8) -> Ipv4Net {
    Ipv4Net::new_assert(Ipv4Addr::new(a, b, c, d), bits)
}

const fn v6(a: u16, b: u16, c: u16, bits: u8) -> Ipv6Net {
    Ipv6Net::new_assert(Ipv6Addr::new(a, b, c, 0, 0, 0, 0, 0), bits)
}

/// What is public must lie in here; the rest of IPv6 is not given out, RFC 4291 2.4.
const GLOBAL_UNICAST: Ipv6Net = v6(0x2000, 0, 0, 3);

const V4: [(Ipv4Net, AddressClass); 16] = [
    (v4(0, 0, 0, 0, 8), AddressClass::Unspecified),
    (v4(127, 0, 0, 0, 8), AddressClass::Loopback),
    (v4(10, 0, 0, 0, 8), AddressClass::Private),
    (v4(172, 16, 0, 0, 12), AddressClass::Private),
    (v4(192, 168, 0, 0, 16), AddressClass::Private),
    (v4(100, 64, 0, 0, 10), AddressClass::Shared),
    (v4(169, 254, 0, 0, 16), AddressClass::LinkLocal),
    (v4(192, 0, 0, 0, 24), AddressClass::Special),
    (v4(192, 0, 2, 0, 24), AddressClass::Special),
    (v4(198, 51, 100, 0, 24), AddressClass::Special),
    (v4(203, 0, 113, 0, 24), AddressClass::Special),
    (v4(192, 88, 99, 0, 24), AddressClass::Special),
    (v4(198, 18, 0, 0, 15), AddressClass::Special),
    (v4(224, 0, 0, 0, 4), AddressClass::Multicast),
    (v4(240, 0, 0, 0, 4), AddressClass::Reserved),
    (v4(255, 255, 255, 255, 32), AddressClass::Reserved),
];

const V6: [(Ipv6Net, AddressClass); 11] = [
    (
        Ipv6Net::new_assert(Ipv6Addr::UNSPECIFIED, 128),
        AddressClass::Unspecified,
    ),
    (Ipv6Net::new_assert(Ipv6Addr::LOCALHOST, 128), AddressClass::Loopback),
    (v6(0xfc00, 0, 0, 7), AddressClass::Private),
    (v6(0xfec0, 0, 0, 10), AddressClass::Private),
    (v6(0xfe80, 0, 0, 10), AddressClass::LinkLocal),
    (v6(0xff00, 0, 0, 8), AddressClass::Multicast),
    (v6(0x2001, 0xdb8, 0, 32), AddressClass::Special),
    (v6(0x2001, 0, 0, 23), AddressClass::Special),
    (v6(0x3fff, 0, 0, 20), AddressClass::Special),
    (v6(0x0100, 0, 0, 64), AddressClass::Special),
    (v6(0x5f00, 0, 0, 16), AddressClass::Special),
];

/// What a cloud's paper, or several public lists, name as such.
const METADATA: [IpNet; 16] = [
    // Amazon, Google, Microsoft, Oracle, DigitalOcean, OpenStack and most others.
    one4(169, 254, 169, 254),
    // Amazon's containers: tasks, and credentials of pods.
    one4(169, 254, 170, 2),
    one4(169, 254, 170, 23),
    // Azure's wire server.
    one4(168, 63, 129, 16),
    // Alibaba.
    one4(100, 100, 100, 200),
    // Oracle's older one.
    one4(192, 0, 0, 192),
    // Scaleway.
    one4(169, 254, 42, 42),
    // Tencent.
    one4(169, 254, 0, 23),
    // Volcengine.
    one4(100, 96, 0, 96),
    // Amazon over IPv6: metadata, DNS, time and credentials of pods.
    IpNet::V6(v6(0xfd00, 0xec2, 0, 32)),
    // Google over IPv6.
    one6([0xfd20, 0xce, 0, 0, 0, 0, 0, 0x254]),
    // Oracle over IPv6.
    one6([0xfd00, 0xc1, 0, 0, 0, 0, 0xa9fe, 0xa9fe]),
    // Scaleway over IPv6.
    one6([0xfd00, 0x42, 0, 0, 0, 0, 0, 0x42]),
    // OpenStack over IPv6.
    one6([0xfe80, 0, 0, 0, 0, 0, 0xa9fe, 0xa9fe]),
    // Akamai.
    one6([0xfd00, 0xa9fe, 0xa9fe, 0, 0, 0, 0, 1]),
    // Alibaba over IPv6.
    one6([0xfd00, 0x100, 0, 0, 0, 0, 0x100, 0x200]),
];

const fn one4(a: u8, b: u8, c: u8, d: u8) -> IpNet {
    IpNet::V4(v4(a, b, c, d, 32))
}

const fn one6(segments: [u16; 8]) -> IpNet {
    let [a, b, c, d, e, f, g, h] = segments;
    IpNet::V6(Ipv6Net::new_assert(Ipv6Addr::new(a, b, c, d, e, f, g, h), 128))
}

/// The names of the same services.
const METADATA_NAMES: [&str; 8] = [
    "instance-data",
    "instance-data.ec2.internal",
    "metadata",
    "metadata.azure.internal",
    "metadata.goog",
    "metadata.google.internal",
    "metadata.packet.net",
    "metadata.tencentyun.com",
];
