//! Who is at the other end: the peer of the connection, or whoever a proxy speaks for.

use core::net::IpAddr;
use std::sync::Arc;

use axum::http::header::FORWARDED;
use axum::http::{HeaderMap, HeaderName, Version};
use ipnet::IpNet;

use super::proxied::is_proxied;
use crate::config::{Access, ProxyHeader};
use crate::limits::Source;
use crate::runs::{Requester, Via};

/// Whoever asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::http) struct Client {
    /// Where they are.
    pub(in crate::http) address: IpAddr,
    /// Whether that is the relay's own machine. A connection from there alone does not say so: it may be the proxy's.
    pub(in crate::http) is_here: bool,
    /// Who they are; absent where no trusted proxy says.
    pub(in crate::http) user: Option<Arc<User>>,
}

/// Somebody whom a trusted proxy has signed in.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::http) struct User {
    /// As the proxy has it.
    pub(in crate::http) name: Arc<str>,
    /// The same.
    pub(in crate::http) groups: Vec<String>,
}

impl Client {
    /// Whoever sent a request with these headers over a connection from `peer`.
    pub(in crate::http) fn of(
        peer: IpAddr,
        (version, headers): (Version, &HeaderMap),
        trusted: &[IpNet],
        access: &Access,
    ) -> Self {
        let named = named(peer, headers, trusted);
        let address = named.map_or_else(|| peer.to_canonical(), |named| named.address);
        let is_sure = match named {
            Some(named) => named.is_client,
            None => !is_proxied(version, headers),
        };
        Self {
            address,
            is_here: address.is_loopback() && is_sure,
            user: is_trusted(&peer, trusted).then(|| User::of(headers, access)).flatten(),
        }
    }

    /// The one who asks for a run in this way.
    pub(in crate::http) fn requester(&self, via: Via) -> Requester {
        Requester {
            via,
            source: self.source(),
            user: self.user.as_ref().map(|user| Arc::clone(&user.name)),
        }
    }

    /// What limits count it as.
    pub(in crate::http) fn source(&self) -> Source {
        match &self.user {
            Some(user) => Source::of_user(&user.name),
            None => Source::of(self.address),
        }
    }
}

impl User {
    /// The one whom a proxy names in these headers. A header that is there twice names nobody: one of them may be the
    /// client's own.
    fn of(headers: &HeaderMap, access: &Access) -> Option<Arc<Self>> {
        let text = |header: &ProxyHeader| {
            let mut values = headers.get_all(header.name()).iter();
            // Of two, one may be the client's own.
            let (value, None) = (values.next()?, values.next()) else {
                return None;
            };
            str::from_utf8(value.as_bytes()).ok()
        };
        let name = text(access.user_header.as_ref()?)?.trim();
        if name.is_empty() || name.chars().count() > LONGEST_NAME || name.chars().any(char::is_control) {
            return None;
        }
        let groups = access.groups_header.as_ref().and_then(text).unwrap_or_default();
        let groups = groups.split(',').map(str::trim).filter(|group| !group.is_empty());
        Some(Arc::new(Self {
            name: name.into(),
            groups: groups.map(str::to_owned).collect(),
        }))
    }
}

/// Whether one of the `trusted` proxies is there.
pub(in crate::http) fn is_trusted(address: &IpAddr, trusted: &[IpNet]) -> bool {
    trusted.iter().any(|network| network.contains(&address.to_canonical()))
}

/// Whom a trusted proxy speaks for.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Named {
    address: IpAddr,
    /// Whether that is the client itself, not the last of its proxies that can be told.
    is_client: bool,
}

/// The address of whoever sent a request with these headers over a connection from `peer`; absent where no trusted proxy
/// says, and it is the peer's.
///
/// What a header says counts only where one of the `trusted` proxies wrote it, so it is read from the right, where
/// the nearest proxy writes: the client is the first address that is no trusted proxy. A proxy that writes one of the
/// two headers may pass the other one on as the client made it up; where they disagree, neither counts.
fn named(peer: IpAddr, headers: &HeaderMap, trusted: &[IpNet]) -> Option<Named> {
    if !is_trusted(&peer, trusted) {
        return None;
    }
    let first_stranger = |hops: Vec<Option<IpAddr>>| {
        let mut nearest = None;
        // The nearest first: each proxy adds its own peer at the end.
        for hop in hops.into_iter().rev() {
            // What cannot be read ends what can be believed: the last proxy before it stands for the client.
            let Some(address) = hop else {
                return nearest.map(|address: IpAddr| Named {
                    address: address.to_canonical(),
                    is_client: false,
                });
            };
            nearest = Some(address);
            if !is_trusted(&address, trusted) {
                break;
            }
        }
        nearest.map(|address| Named {
            address: address.to_canonical(),
            is_client: true,
        })
    };
    let said: Vec<_> = [
        hops(headers, &X_FORWARDED_FOR, listed),
        hops(headers, &FORWARDED, forwarded),
    ]
    .into_iter()
    .flatten()
    .map(first_stranger)
    .collect();
    match said[..] {
        [named] => named,
        // Where both headers are there and do not agree, one of them is not the proxy's.
        [one, other] if one == other => one,
        _ => None,
    }
}

impl From<&Client> for Source {
    fn from(client: &Client) -> Self {
        client.source()
    }
}

/// Every element of a header, in order; absent where the header is not there.
fn hops(
    headers: &HeaderMap,
    name: &HeaderName,
    address: impl Fn(&str) -> Option<IpAddr>,
) -> Option<Vec<Option<IpAddr>>> {
    let mut hops = Vec::new();
    for value in headers.get_all(name) {
        match value.to_str() {
            Ok(value) => hops.extend(value.split(',').map(|hop| address(hop.trim()))),
            Err(_) => hops.push(None),
        }
    }
    (!hops.is_empty()).then_some(hops)
}

/// An element of `X-Forwarded-For`: an address, to which some proxies add the port.
fn listed(text: &str) -> Option<IpAddr> {
    text.parse().ok().or_else(|| node(text))
}

/// The `for` of an element of `Forwarded` (RFC 7239 section 4); absent where it hides who it is.
fn forwarded(element: &str) -> Option<IpAddr> {
    let mut pairs = element.split(';').filter_map(|pair| pair.split_once('='));
    let (_, value) = pairs.find(|(name, _)| name.trim().eq_ignore_ascii_case("for"))?;
    node(value.trim().trim_matches('"'))
}

/// An address that may have a port behind it; one of IPv6 stands in brackets.
fn node(text: &str) -> Option<IpAddr> {
    let host = match text.strip_prefix('[') {
        Some(rest) => rest.split_once(']')?.0,
        None => text.split_once(':').map_or(text, |(host, _)| host),
    };
    host.parse().ok()
}

/// In characters; a distinguished name of a directory has about a hundred.
const LONGEST_NAME: usize = 256;
const X_FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

#[cfg(test)]
mod tests;
