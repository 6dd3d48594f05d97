//! How a target is read.

use core::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use core::num::NonZeroU16;

use super::{DnsName, Host, Port, TargetError};
use crate::text::split_at_first;

/// The computer in a link of Remote Desktop's URI scheme, `rdp://full%20address=s:pc.example.org:3389&audiomode=i:2`;
/// absent where the text is no such link.
pub(super) fn address_of_link(text: &str) -> Option<String> {
    let (scheme, settings) = split_at_first(text, "://")?;
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
pub(crate) fn percent_decoded(text: &str) -> String {
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

/// Parts the host from the port. Two colons and more outside brackets are an IPv6 address without a port.
pub(super) fn split_port(text: &str) -> Result<(&str, Option<&str>), TargetError> {
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

pub(super) fn parse_port(text: &str) -> Result<Port, TargetError> {
    let number = text
        .parse::<u16>()
        .ok()
        .filter(|_| text.bytes().all(|byte| byte.is_ascii_digit()));
    number
        .and_then(NonZeroU16::new)
        .map(Port)
        .ok_or_else(|| TargetError::Port { given: text.to_owned() })
}

pub(super) fn parse_host(text: &str) -> Result<Host, TargetError> {
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
    // The dot may end the sentence that it was copied from; a name keeps its own.
    if let Ok(address) = text.strip_suffix('.').unwrap_or(text).parse::<Ipv4Addr>() {
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
    // `10.0.0.256` and `0x7f.1`: browsers and resolvers read such a name as an address, and may find another one.
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

pub(super) fn refuse_extras(text: &str) -> Result<(), TargetError> {
    if text.is_empty() {
        return Err(TargetError::Empty);
    }
    if text.len() > LONGEST_TEXT {
        return Err(TargetError::TooLong { length: text.len() });
    }
    if let Some(found) = text.chars().find(|c| c.is_whitespace() || c.is_control()) {
        return Err(TargetError::Character { found });
    }
    if let Some((_, rest)) = split_at_first(text, "://") {
        let suggestion = rest.split(['/', '?', '#']).next().unwrap_or_default().to_owned();
        return Err(TargetError::Scheme { suggestion });
    }
    if let Some((_, rest)) = text.rsplit_once('@') {
        return Err(TargetError::UserPart {
            suggestion: rest.to_owned(),
        });
    }
    let Some(found) = text.chars().find(|c| matches!(c, '/' | '\\')) else {
        return Ok(());
    };
    let mut parts = text.split(['/', '\\']);
    let first = parts.find(|part| !part.is_empty()).unwrap_or_default();
    let is_share = matches!(text.as_bytes(), [b'/', b'/', ..] | [b'\\', b'\\', ..]);
    // `/home/anna`, `./pcs.txt`, `C:\Users`
    let is_file = first.ends_with(':') || matches!(text.as_bytes(), [b'/' | b'\\' | b'.' | b'~', ..]) && !is_share;
    if is_file {
        return Err(TargetError::Character { found });
    }
    Err(match (parts.next(), parts.next()) {
        // `CORP\pc`
        (Some(computer), None) if found == '\\' && !is_share && !computer.is_empty() => TargetError::UserPart {
            suggestion: computer.to_owned(),
        },
        _ => TargetError::Path {
            suggestion: first.to_owned(),
        },
    })
}
