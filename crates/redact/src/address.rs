//! Which addresses are of one kind, and which of them stand for others.

use core::net::{IpAddr, Ipv4Addr, Ipv6Addr};

fn network(address: IpAddr, host_bits: u32) -> IpAddr {
    match address {
        IpAddr::V4(v4) => IpAddr::V4(Ipv4Addr::from_bits(v4.to_bits() >> host_bits << host_bits)),
        IpAddr::V6(v6) => IpAddr::V6(Ipv6Addr::from_bits(v6.to_bits() >> host_bits << host_bits)),
    }
}

/// Of a public address, what tells the region or the provider and no more: 16 bits, of IPv6 32.
pub(super) fn outskirts(address: IpAddr) -> IpAddr {
    if address.is_loopback() {
        return address;
    }
    network(address, if address.is_ipv4() { 16 } else { 96 })
}

/// The address that the addresses of this one's class are counted from.
pub(super) fn first_of_class(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(v4) => IpAddr::V4(class(v4)),
        IpAddr::V6(v6) if v6.is_unique_local() => IpAddr::V6(Ipv6Addr::new(0xfd00, 0, 0, 0, 0, 0, 0, 0)),
        IpAddr::V6(v6) if v6.is_unicast_link_local() => IpAddr::V6(Ipv6Addr::new(0xfe80, 0, 0, 0, 0, 0, 0, 0)),
        // RFC 3849, for documentation.
        IpAddr::V6(_) => IpAddr::V6(Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 0)),
    }
}

fn class(v4: Ipv4Addr) -> Ipv4Addr {
    let first = match v4.octets() {
        [10, ..] => [10, 0, 0, 0],
        [172, 16..=31, ..] => [172, 16, 0, 0],
        [192, 168, ..] => [192, 168, 0, 0],
        [100, 64..=127, ..] => [100, 64, 0, 0],
        [169, 254, ..] => [169, 254, 0, 0],
        _ => PUBLIC_V4,
    };
    Ipv4Addr::from(first)
}

/// The address `number` places behind `first`, within the last octet: no report has more of a class.
pub(super) fn plus(first: IpAddr, number: usize) -> IpAddr {
    let number = u8::try_from(number).unwrap_or(u8::MAX);
    match first {
        IpAddr::V4(v4) => IpAddr::V4(Ipv4Addr::from_bits(v4.to_bits() | u32::from(number))),
        IpAddr::V6(v6) => IpAddr::V6(Ipv6Addr::from_bits(v6.to_bits() | u128::from(number))),
    }
}

/// RFC 5737, for documentation.
const PUBLIC_V4: [u8; 4] = [192, 0, 2, 0];
