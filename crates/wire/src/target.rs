//! What to check, parsed once at the edge: `pc.example.org`, `pc:3390`, `192.0.2.7`, `[2001:db8::7]:3389`.

use core::fmt;
use core::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use core::num::NonZeroU16;
use core::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::json::{ReadJson, WriteJson};

/// The port that `ms-wbt-server` is registered for.
pub const DEFAULT_PORT: Port = Port(NonZeroU16::new(3389).expect("3389 is not zero"));

/// A computer and a port.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ReadJson, WriteJson)]
#[serde(try_from = "String", into = "String")]
pub struct Target {
    /// The computer, by name or address.
    pub host: Host,
    /// The TCP port.
    pub port: Port,
}

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
    name: String,
    is_absolute: bool,
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
pub struct Port(NonZeroU16);

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

impl FromStr for Target {
    type Err = TargetError;

    fn from_str(text: &str) -> Result<Self, TargetError> {
        let text = text.trim();
        let linked = address_of_link(text);
        let text = linked.as_deref().unwrap_or(text);
        refuse_extras(text)?;
        let (host, port) = split_port(text)?;
        let port = port.map_or(Ok(DEFAULT_PORT), parse_port)?;
        Ok(Self {
            host: parse_host(host)?,
            port,
        })
    }
}

impl TryFrom<String> for Target {
    type Error = TargetError;

    fn try_from(text: String) -> Result<Self, TargetError> {
        text.parse()
    }
}

impl From<Target> for String {
    fn from(target: Target) -> Self {
        target.to_string()
    }
}

/// Always with the port, an IPv6 address in brackets.
impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.host {
            Host::Address(IpAddr::V6(address)) => write!(f, "[{address}]:{}", self.port),
            Host::Address(IpAddr::V4(_)) | Host::Name(_) => write!(f, "{}:{}", self.host, self.port),
        }
    }
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

/// The computer in a link of Remote Desktop's URI scheme, `rdp://full%20address=s:pc.example.org:3389&audiomode=i:2`;
/// absent where the text is no such link.
fn address_of_link(text: &str) -> Option<String> {
    let (scheme, settings) = text.split_once("://")?;
    if !scheme.eq_ignore_ascii_case("rdp") || text.len() > LONGEST_LINK {
        return None;
    }
    settings.split('&').find_map(|setting| {
        let setting = percent_decoded(setting);
        let (name, value) = setting.split_once('=')?;
        let address = value.strip_prefix("s:")?;
        name.eq_ignore_ascii_case("full address").then(|| address.to_owned())
    })
}

/// `text` with every `%20` and the like as what it stands for (RFC 3986 section 2.1).
fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        let number = |digits: &[u8]| u8::from_str_radix(str::from_utf8(digits).ok()?, 16).ok();
        let encoded = after.split_at_checked(2).filter(|_| *first == b'%');
        let encoded = encoded.and_then(|(digits, after)| Some((number(digits)?, after)));
        let (byte, after) = encoded.unwrap_or((*first, after));
        bytes.push(byte);
        rest = after;
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn refuse_extras(text: &str) -> Result<(), TargetError> {
    if text.is_empty() {
        return Err(TargetError::Empty);
    }
    if text.len() > LONGEST_TEXT {
        return Err(TargetError::TooLong { length: text.len() });
    }
    if let Some(found) = text.chars().find(|c| c.is_whitespace() || c.is_control()) {
        return Err(TargetError::Character { found });
    }
    if let Some((_, rest)) = text.split_once("://") {
        let suggestion = rest.split(['/', '?', '#']).next().unwrap_or_default().to_owned();
        return Err(TargetError::Scheme { suggestion });
    }
    if let Some((_, rest)) = text.rsplit_once('@') {
        return Err(TargetError::UserPart {
            suggestion: rest.to_owned(),
        });
    }
    if text.contains(['/', '\\']) {
        let suggestion = text
            .split(['/', '\\'])
            .find(|part| !part.is_empty())
            .unwrap_or_default();
        return Err(TargetError::Path {
            suggestion: suggestion.to_owned(),
        });
    }
    Ok(())
}

/// Parts the host from the port. Two colons and more outside brackets are an IPv6 address without a port.
fn split_port(text: &str) -> Result<(&str, Option<&str>), TargetError> {
    if let Some(inside) = text.strip_prefix('[') {
        let (address, rest) = inside.split_once(']').ok_or(TargetError::Brackets)?;
        if !address.contains(':') {
            return Err(TargetError::Brackets);
        }
        return match rest.strip_prefix(':') {
            Some(port) => Ok((address, Some(port))),
            None if rest.is_empty() => Ok((address, None)),
            None => Err(TargetError::Brackets),
        };
    }
    match text.split_once(':') {
        Some((_, rest)) if rest.contains(':') => Ok((text, None)),
        Some((host, port)) => Ok((host, Some(port))),
        None => Ok((text, None)),
    }
}

fn parse_port(text: &str) -> Result<Port, TargetError> {
    let number = text
        .parse::<u16>()
        .ok()
        .filter(|_| text.bytes().all(|byte| byte.is_ascii_digit()));
    number
        .and_then(NonZeroU16::new)
        .map(Port)
        .ok_or_else(|| TargetError::Port { given: text.to_owned() })
}

fn parse_host(text: &str) -> Result<Host, TargetError> {
    if text.contains(':') {
        if text.contains('%') {
            return Err(TargetError::Zone);
        }
        let address = text.parse::<Ipv6Addr>().map_err(|_| TargetError::Brackets)?;
        return match address.to_ipv4_mapped() {
            Some(suggestion) => Err(TargetError::WrappedV4 { suggestion }),
            None => Ok(Host::Address(IpAddr::V6(address))),
        };
    }
    if let Ok(address) = text.parse::<Ipv4Addr>() {
        return Ok(Host::Address(IpAddr::V4(address)));
    }
    parse_name(text).map(Host::Name)
}

fn parse_name(text: &str) -> Result<DnsName, TargetError> {
    let (name, is_absolute) = match text.strip_suffix('.') {
        Some(name) => (name, true),
        None => (text, false),
    };
    let name = name.to_ascii_lowercase();
    if name.is_empty() {
        return Err(TargetError::Empty);
    }
    if name.len() > LONGEST_NAME {
        return Err(TargetError::TooLong { length: name.len() });
    }
    let stranger =
        |c: char| !(c.is_alphanumeric() || matches!(c, '-' | '_' | '.')) || (c.is_numeric() && !c.is_ascii());
    if let Some(found) = name.chars().find(|c| stranger(*c)) {
        return Err(TargetError::Character { found });
    }
    for label in name.split('.') {
        if label.is_empty() || label.len() > LONGEST_LABEL || label.starts_with('-') || label.ends_with('-') {
            return Err(TargetError::Label {
                label: label.to_owned(),
            });
        }
    }
    if name.rsplit('.').next().is_some_and(looks_numeric) {
        return Err(TargetError::NotAnAddress);
    }
    Ok(DnsName { name, is_absolute })
}

/// Resolvers of the C library read names that end so as addresses (`127.1`, `0x7f000001`), and no top-level domain does.
fn looks_numeric(label: &str) -> bool {
    let digits = label
        .strip_prefix("0x")
        .filter(|rest| !rest.is_empty())
        .unwrap_or(label);
    let hexadecimal = digits.len() < label.len();
    digits
        .bytes()
        .all(|byte| byte.is_ascii_digit() || (hexadecimal && byte.is_ascii_hexdigit()))
}

/// The longest name of RFC 1035 2.3.4 in its textual form.
const LONGEST_NAME: usize = 253;
/// The longest label of RFC 1035 2.3.4.
const LONGEST_LABEL: usize = 63;
/// Links carry some dozens of settings at most.
const LONGEST_LINK: usize = 4 * 1024;
/// A name, a final dot, brackets, a colon and five digits.
const LONGEST_TEXT: usize = LONGEST_NAME + 9;

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> String {
        text.parse::<Target>()
            .unwrap_or_else(|error| panic!("{text}: {error}"))
            .to_string()
    }

    fn refused(text: &str) -> TargetError {
        match text.parse::<Target>() {
            Ok(target) => panic!("{text:?} was read as {target}"),
            Err(error) => error,
        }
    }

    #[test]
    fn names_and_addresses_are_read_with_and_without_port() {
        for (text, expected) in [
            ("pc", "pc:3389"),
            ("  PC-01.Example.ORG  ", "pc-01.example.org:3389"),
            ("PC.example.org.", "pc.example.org.:3389"),
            ("pc:3390", "pc:3390"),
            ("192.0.2.7", "192.0.2.7:3389"),
            ("192.0.2.7:13389", "192.0.2.7:13389"),
            ("2001:db8::7", "[2001:db8::7]:3389"),
            ("[2001:db8::7]", "[2001:db8::7]:3389"),
            ("[2001:db8::7]:1", "[2001:db8::7]:1"),
            ("büro.example", "büro.example:3389"),
            ("7.example.org", "7.example.org:3389"),
            ("my_pc", "my_pc:3389"),
        ] {
            assert_eq!(parsed(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_read_is_written_so_that_it_reads_the_same() {
        for text in ["pc", "pc.", "192.0.2.7:1", "2001:db8::7", "büro.example:65535"] {
            let once = parsed(text);

            assert_eq!(parsed(&once), once);
        }
    }

    #[test]
    fn a_scheme_a_user_or_a_path_is_named_with_what_would_be_right() {
        let suggestion = "pc.example.org".to_owned();
        assert_eq!(
            refused("rdp://pc.example.org/x"),
            TargetError::Scheme {
                suggestion: suggestion.clone()
            }
        );
        assert_eq!(
            refused("anna@pc.example.org"),
            TargetError::UserPart {
                suggestion: suggestion.clone()
            }
        );
        assert_eq!(
            refused("pc.example.org/x"),
            TargetError::Path {
                suggestion: suggestion.clone()
            }
        );
        assert_eq!(refused(r"\\pc.example.org\share"), TargetError::Path { suggestion });
    }

    #[test]
    fn ports_out_of_range_are_named() {
        for given in ["0", "70000", "65536", "-1", "+5", "rdp", ""] {
            assert_eq!(
                refused(&format!("pc:{given}")),
                TargetError::Port {
                    given: given.to_owned()
                }
            );
        }
        assert_eq!(refused("[::1]:0"), TargetError::Port { given: "0".to_owned() });
    }

    #[test]
    fn digits_that_a_resolver_might_read_as_an_address_are_refused() {
        for text in [
            "127.1",
            "0x7f000001",
            "2130706433",
            "0177.0.0.1",
            "300.1.1.1",
            "1.2.3.4.5",
            "0x7f.1",
            "pc.0x7f",
        ] {
            assert_eq!(refused(text), TargetError::NotAnAddress, "{text}");
        }
    }

    #[test]
    fn wrapped_and_zoned_addresses_are_refused() {
        assert_eq!(
            refused("[::ffff:7f00:1]:3389"),
            TargetError::WrappedV4 {
                suggestion: Ipv4Addr::LOCALHOST
            }
        );
        assert_eq!(refused("fe80::1%eth0"), TargetError::Zone);
    }

    #[test]
    fn text_that_is_no_name_is_refused() {
        assert_eq!(refused("   "), TargetError::Empty);
        assert_eq!(refused("."), TargetError::Empty);
        assert_eq!(refused("my pc"), TargetError::Character { found: ' ' });
        assert_eq!(refused("pc\0"), TargetError::Character { found: '\0' });
        assert_eq!(refused("pc。example"), TargetError::Character { found: '。' });
        assert_eq!(refused("１２７.0.0.1"), TargetError::Character { found: '１' });
        assert_eq!(refused("[pc]:3389"), TargetError::Brackets);
        assert_eq!(refused("[::1"), TargetError::Brackets);
        assert_eq!(refused("1:2:3"), TargetError::Brackets);
        for text in ["a..b", "pc..", "-pc", "pc-", &"x".repeat(64)] {
            assert!(matches!(refused(text), TargetError::Label { .. }), "{text}");
        }
        assert_eq!(refused(&"x".repeat(5000)), TargetError::TooLong { length: 5000 });
    }

    #[test]
    fn a_link_of_remote_desktops_own_scheme_names_its_computer() {
        for link in [
            "rdp://full%20address=s:pc.example.org:3390",
            "RDP://audiomode=i:2&Full%20Address=s:pc.example.org%3A3390&username=s:a",
        ] {
            assert_eq!(link.parse::<Target>().unwrap().to_string(), "pc.example.org:3390");
        }
        assert!(matches!(
            "rdp://pc.example.org".parse::<Target>(),
            Err(TargetError::Scheme { suggestion }) if suggestion == "pc.example.org"
        ));
        for broken in [
            "rdp://full%20address=s:",
            "rdp://full%2",
            "rdp://%",
            "rdp://full%zzaddress=s:pc",
        ] {
            assert!(broken.parse::<Target>().is_err(), "{broken}");
        }
    }
}
