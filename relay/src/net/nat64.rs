//! NAT64 prefixes of a site's own (RFC 6052), below which every IPv4 address can be reached as an IPv6 address.

use core::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use core::str::FromStr;

use ipnet::Ipv6Net;
use serde::Deserialize;
use thiserror::Error;

/// A prefix with which a site's NAT64 makes IPv6 addresses of IPv4 addresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Nat64Prefix(Ipv6Net);

/// The text is no such prefix.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("`{0}` isn't a NAT64 prefix. Use an IPv6 network of 32, 40, 48, 56, 64 or 96 bits, such as `2001:db8:64::/96`")]
pub struct Nat64PrefixError(String);

impl Nat64Prefix {
    /// The IPv4 address inside `address`; absent where it is not below this prefix. The octet after the first 64 bits is
    /// none of the address (RFC 6052 section 2.2).
    pub(crate) fn carried(&self, address: Ipv6Addr) -> Option<Ipv4Addr> {
        if !self.0.contains(&address) {
            return None;
        }
        let octets = address.octets();
        let after = octets
            .into_iter()
            .enumerate()
            .skip(usize::from(self.0.prefix_len() / 8));
        let mut inside = after.filter(|(index, _)| *index != UNUSED).map(|(_, octet)| octet);
        let mut next = || inside.next();
        Some(Ipv4Addr::new(next()?, next()?, next()?, next()?))
    }

    /// The prefix that a name server used which makes addresses for the well-known name of [`WELL_KNOWN_NAME`]
    /// (RFC 7050 section 3); absent where `address` is none of those.
    pub(crate) fn used_for(address: IpAddr) -> Option<Self> {
        let IpAddr::V6(address) = address else {
            return None;
        };
        LENGTHS.into_iter().find_map(|length| {
            let prefix = Self(Ipv6Net::new(address, length).ok()?.trunc());
            let known = prefix
                .carried(address)
                .is_some_and(|carried| WELL_KNOWN.contains(&carried));
            known.then_some(prefix)
        })
    }
}

impl FromStr for Nat64Prefix {
    type Err = Nat64PrefixError;

    fn from_str(text: &str) -> Result<Self, Nat64PrefixError> {
        let network = text.parse::<Ipv6Net>().ok();
        let usable = network.filter(|network| LENGTHS.contains(&network.prefix_len()));
        usable
            .map(|network| Self(network.trunc()))
            .ok_or_else(|| Nat64PrefixError(text.to_owned()))
    }
}

impl TryFrom<String> for Nat64Prefix {
    type Error = Nat64PrefixError;

    fn try_from(text: String) -> Result<Self, Nat64PrefixError> {
        text.parse()
    }
}

/// A name that has IPv4 addresses only: IPv6 addresses of it were made (RFC 7050 section 2.2).
pub(crate) const WELL_KNOWN_NAME: &str = "ipv4only.arpa";
const WELL_KNOWN: [Ipv4Addr; 2] = [Ipv4Addr::new(192, 0, 0, 170), Ipv4Addr::new(192, 0, 0, 171)];
/// RFC 6052 section 2.2; the usual one first.
const LENGTHS: [u8; 6] = [96, 64, 56, 48, 40, 32];
/// Bits 64 to 71.
const UNUSED: usize = 8;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_below_a_prefix_carries_what_rfc_6052_says() {
        // RFC 6052 section 2.4, all of them for 192.0.2.33.
        for (prefix, address) in [
            ("2001:db8::/32", "2001:db8:c000:221::"),
            ("2001:db8:100::/40", "2001:db8:1c0:2:21::"),
            ("2001:db8:122::/48", "2001:db8:122:c000:2:2100::"),
            ("2001:db8:122:300::/56", "2001:db8:122:3c0:0:221::"),
            ("2001:db8:122:344::/64", "2001:db8:122:344:c0:2:2100::"),
            ("2001:db8:122:344::/96", "2001:db8:122:344::192.0.2.33"),
        ] {
            let prefix: Nat64Prefix = prefix.parse().unwrap();

            let carried = prefix.carried(address.parse().unwrap());

            assert_eq!(carried, Some(Ipv4Addr::new(192, 0, 2, 33)), "{address}");
            assert_eq!(prefix.carried("2001:db9::1".parse().unwrap()), None);
        }
    }

    #[test]
    fn a_prefix_is_known_by_what_a_name_server_made_with_it() {
        let used = |address: &str| Nat64Prefix::used_for(address.parse().unwrap());

        assert_eq!(used("2001:db8:64::192.0.0.171"), "2001:db8:64::/96".parse().ok());
        assert_eq!(
            used("2001:db8:122:344:c0:0:aa00::"),
            "2001:db8:122:344::/64".parse().ok()
        );
        assert_eq!(used("2001:db8::1"), None);
        assert_eq!(used("192.0.0.170"), None);
    }

    #[test]
    fn what_is_no_prefix_is_told() {
        for text in ["2001:db8::/33", "10.0.0.0/8", "nonsense"] {
            assert!(text.parse::<Nat64Prefix>().is_err(), "{text}");
        }
    }
}
