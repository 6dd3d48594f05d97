//! Whom a limit counts.

use core::fmt;
use core::net::{IpAddr, Ipv6Addr};

/// One user of the relay as far as limits can tell: an IPv4 address, or the /64 network of an IPv6 address, which is what
/// one connection to the internet gets at least.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Source(IpAddr);

impl Source {
    /// The source that a client of this address belongs to.
    pub fn of(address: IpAddr) -> Self {
        Self(match address.to_canonical() {
            IpAddr::V6(address) => Ipv6Addr::from_bits(address.to_bits() & NETWORK).into(),
            v4 @ IpAddr::V4(_) => v4,
        })
    }
}

/// Sources are nobody's business, not even the log's.
impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Source(..)")
    }
}

/// The upper 64 bits.
const NETWORK: u128 = u128::MAX << 64;

#[cfg(test)]
mod tests {
    use super::*;

    fn source(address: &str) -> Source {
        Source::of(address.parse().unwrap())
    }

    #[test]
    fn a_source_is_one_ipv4_address_or_one_ipv6_network() {
        assert!(source("192.0.2.1") != source("192.0.2.2"));
        assert!(source("192.0.2.1") == source("::ffff:192.0.2.1"));
        assert!(source("2001:db8:1:2::1") == source("2001:db8:1:2:ffff::9"));
        assert!(source("2001:db8:1:2::1") != source("2001:db8:1:3::1"));
    }

    #[test]
    fn a_source_is_not_printed() {
        assert_eq!(format!("{:?}", source("192.0.2.1")), "Source(..)");
    }
}
