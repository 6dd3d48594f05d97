//! The parts of a target, and what can be wrong with one.

use core::fmt;
use core::net::{IpAddr, Ipv4Addr};
use core::num::NonZeroU16;

/// The port that `ms-wbt-server` is registered for.
pub const DEFAULT_PORT: Port = Port(NonZeroU16::new(3389).expect("3389 is not zero"));

/// The port of HTTPS, on which a gateway listens.
pub const GATEWAY_PORT: Port = Port(NonZeroU16::new(443).expect("443 is not zero"));

/// The port of Kerberos, RFC 4120 7.2.3.
pub(super) const KDC_PORT: Port = Port(NonZeroU16::new(88).expect("88 is not zero"));

/// A computer, by name or address.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Host {
    /// A name to look up.
    Name(DnsName),
    /// An address.
    Address(IpAddr),
}

/// A name, its ASCII letters in lower case: 1 to 253 bytes, labels of 1 to 63 bytes.
///
/// Letters beyond ASCII are kept as typed; whoever looks the name up turns them into their ASCII form (IDNA).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DnsName {
    pub(super) name: String,
    pub(super) is_absolute: bool,
}

impl DnsName {
    /// The name without a final dot.
    pub fn as_str(&self) -> &str {
        &self.name
    }

    /// Whether it was given with a final dot, so that no search list may complete it (RFC 1034 3.1).
    pub fn is_absolute(&self) -> bool {
        self.is_absolute
    }
}

/// A TCP port, 1 to 65535.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Port(pub(super) NonZeroU16);

impl Port {
    /// The number.
    pub fn number(self) -> u16 {
        self.0.get()
    }
}

impl TryFrom<u16> for Port {
    type Error = TargetError;

    fn try_from(number: u16) -> Result<Self, TargetError> {
        NonZeroU16::new(number)
            .map(Self)
            .ok_or_else(|| TargetError::Port { given: "0".to_owned() })
    }
}

/// What is wrong with the text of a target, and, where it can be told, what would be right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TargetError {
    /// There is nothing.
    Empty,
    /// Longer than any name with a port can be.
    TooLong {
        /// How many bytes there are.
        length: usize,
    },
    /// A space or another character that is never part of a name.
    Character {
        /// The first such character.
        found: char,
    },
    /// A web address or the like.
    Scheme {
        /// The same without the scheme.
        suggestion: String,
    },
    /// A user name in front of the computer.
    UserPart {
        /// The same without the user.
        suggestion: String,
    },
    /// A path behind the computer, or a UNC path.
    Path {
        /// The same without the path.
        suggestion: String,
    },
    /// A port that is none: zero, too large, or no number.
    Port {
        /// What stands there.
        given: String,
    },
    /// An IPv6 address and a port run together, or brackets that do not close or hold something else.
    Brackets,
    /// Digits that look like an address and are none, such as `300.1.1.1`, `127.1` or `0x7f000001`.
    NotAnAddress,
    /// An IPv6 address that only wraps an IPv4 one.
    WrappedV4 {
        /// The IPv4 address.
        suggestion: Ipv4Addr,
    },
    /// An IPv6 address with a zone, which means something on one computer only.
    Zone,
    /// A part that claims to be the ASCII form of letters beyond ASCII (`xn--`), and is the form of none.
    Encoded {
        /// The part.
        label: String,
    },
    /// A name with an empty part, or a part that is too long or begins or ends with a hyphen.
    Label {
        /// The part.
        label: String,
    },
}

impl fmt::Display for Host {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Name(name) => {
                f.write_str(name.as_str())?;
                if name.is_absolute { f.write_str(".") } else { Ok(()) }
            }
            Self::Address(address) => write!(f, "{address}"),
        }
    }
}

impl fmt::Display for Port {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

/// For logs and for serde; a page words these for its reader.
impl fmt::Display for TargetError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "not a computer name or address: {self:?}")
    }
}

impl core::error::Error for TargetError {}
