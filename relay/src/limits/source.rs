//! Whom a limit counts.

use core::fmt;
use core::net::{IpAddr, Ipv6Addr};

use data_encoding::BASE32_DNSSEC;
use sha2::{Digest as _, Sha256};

/// One user of the relay as far as limits can tell.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Source(Whom);

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Whom {
    /// An IPv4 address, or the /64 network of an IPv6 address, which is what one connection to the internet gets at least.
    Network(IpAddr),
    /// A program, by the beginning of its token's hash, wherever it runs.
    Token([u8; 8]),
    /// Somebody whom a trusted proxy has signed in, by the beginning of the name's hash, wherever they are.
    User([u8; 8]),
    /// All people in one portal together, by the beginning of its tenant's hash.
    Portal([u8; 8]),
}

impl Source {
    /// The source that a client of this address belongs to.
    pub fn of(address: IpAddr) -> Self {
        Self(Whom::Network(match address.to_canonical() {
            IpAddr::V6(address) => Ipv6Addr::from_bits(address.to_bits() & NETWORK).into(),
            v4 @ IpAddr::V4(_) => v4,
        }))
    }

    /// The program that shows the API token with this id.
    pub fn of_token(id: &str) -> Self {
        Self(Whom::Token(beginning_of_hash(id)))
    }

    /// The same bytes for the same source, at every relay.
    pub fn to_bytes(&self) -> Vec<u8> {
        match self.0 {
            Whom::Network(address) => address.to_string().into_bytes(),
            Whom::Token(hashed) => [&b"token"[..], &hashed].concat(),
            Whom::User(hashed) => [&b"user"[..], &hashed].concat(),
            Whom::Portal(hashed) => [&b"portal"[..], &hashed].concat(),
        }
    }

    /// All people in the portal of this tenant.
    pub fn of_portal(tenant: &str) -> Self {
        Self(Whom::Portal(beginning_of_hash(tenant)))
    }

    /// The user of this name.
    pub fn of_user(name: &str) -> Self {
        Self(Whom::User(beginning_of_hash(name)))
    }
}

fn beginning_of_hash(text: &str) -> [u8; 8] {
    let hash: [u8; 32] = Sha256::digest(text.as_bytes()).into();
    let [a, b, c, d, e, f, g, h, ..] = hash;
    [a, b, c, d, e, f, g, h]
}

/// What turns a [`Source`] into a name for the log. It is drawn anew with every start of the relay, so that lines of one
/// source can be found together, and nobody learns from them whose they are.
#[derive(Clone)]
pub struct SourceNames([u8; 16]);

impl SourceNames {
    /// Draws one.
    ///
    /// # Errors
    ///
    /// Where the system gives no random numbers.
    pub fn draw() -> Result<Self, getrandom::Error> {
        let mut secret = [0; 16];
        getrandom::fill(&mut secret)?;
        Ok(Self(secret))
    }

    /// The name of `source`: eight letters and digits.
    pub fn of(&self, source: Source) -> String {
        let mut hash = Sha256::new();
        hash.update(self.0);
        match source.0 {
            Whom::Network(address) => hash.update(address.to_string()),
            Whom::Token(hashed) | Whom::User(hashed) | Whom::Portal(hashed) => hash.update(hashed),
        }
        BASE32_DNSSEC.encode(hash.finalize().get(..5).unwrap_or_default())
    }
}

impl fmt::Debug for SourceNames {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SourceNames(..)")
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
    fn each_token_is_a_source_of_its_own() {
        assert!(Source::of_token("a") == Source::of_token("a"));
        assert!(Source::of_token("a") != Source::of_token("b"));
        assert!(Source::of_token("192.0.2.1") != source("192.0.2.1"));
        assert!(Source::of_portal("a") != Source::of_token("a") && Source::of_portal("a") != Source::of_user("a"));
        assert!(Source::of_user("a") != Source::of_token("a") && Source::of_user("a") != Source::of_user("b"));
    }

    #[test]
    fn a_source_has_one_name_until_the_next_start() {
        let (one, other) = (SourceNames::draw().unwrap(), SourceNames::draw().unwrap());

        assert_eq!(one.of(source("192.0.2.1")), one.of(source("::ffff:192.0.2.1")));
        assert_ne!(one.of(source("192.0.2.1")), one.of(source("192.0.2.2")));
        assert_ne!(one.of(source("192.0.2.1")), other.of(source("192.0.2.1")));
        assert_eq!(one.of(source("192.0.2.1")).len(), 8);
    }

    #[test]
    fn a_source_is_not_printed() {
        assert_eq!(format!("{:?}", source("192.0.2.1")), "Source(..)");
    }
}
