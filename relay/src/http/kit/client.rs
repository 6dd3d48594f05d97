//! Who is at the other end: the peer of the connection, or whoever a proxy speaks for.

use core::net::IpAddr;

use axum::http::header::FORWARDED;
use axum::http::{HeaderMap, HeaderName};
use ipnet::IpNet;

use crate::limits::Source;

/// The address of whoever asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::http) struct Client(pub(in crate::http) IpAddr);

impl Client {
    /// Whoever sent a request with these headers over a connection from `peer`.
    ///
    /// What a header says counts only where one of the `trusted` proxies wrote it, so it is read from the right, where
    /// the nearest proxy writes: the client is the first address that is no trusted proxy. A proxy that writes one of the
    /// two headers may pass the other one on as the client made it up; where they disagree, neither counts.
    pub(in crate::http) fn of(peer: IpAddr, headers: &HeaderMap, trusted: &[IpNet]) -> Self {
        let is_trusted = |address: &IpAddr| trusted.iter().any(|network| network.contains(&address.to_canonical()));
        if !is_trusted(&peer) {
            return Self(peer.to_canonical());
        }
        let first_stranger = |hops: Vec<Option<IpAddr>>| {
            // What cannot be read ends what can be believed: the last proxy before it stands for the client.
            let mut nearest = peer;
            for hop in hops.into_iter().rev() {
                let Some(address) = hop else { break };
                nearest = address;
                if !is_trusted(&address) {
                    break;
                }
            }
            nearest.to_canonical()
        };
        let said: Vec<IpAddr> = [
            hops(headers, &X_FORWARDED_FOR, listed),
            hops(headers, &FORWARDED, forwarded),
        ]
        .into_iter()
        .flatten()
        .map(first_stranger)
        .collect();
        match said[..] {
            [client] => Self(client),
            [one, other] if one == other => Self(one),
            _ => Self(peer.to_canonical()),
        }
    }
}

impl From<Client> for Source {
    fn from(client: Client) -> Self {
        Self::of(client.0)
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

const X_FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn client(peer: &str, headers: &[(&HeaderName, &'static str)]) -> String {
        let trusted = ["127.0.0.1/32", "10.0.0.0/8"].map(|network| network.parse().unwrap());
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(*name, HeaderValue::from_static(value));
        }
        Client::of(peer.parse().unwrap(), &map, &trusted).0.to_string()
    }

    #[test]
    fn headers_count_only_from_trusted_proxies_and_from_the_right() {
        let xff = &X_FORWARDED_FOR;
        for (peer, headers, expected) in [
            ("127.0.0.1", &[][..], "127.0.0.1"),
            ("192.0.2.9", &[(xff, "198.51.100.1")], "192.0.2.9"),
            ("127.0.0.1", &[(xff, "198.51.100.1")], "198.51.100.1"),
            ("::ffff:127.0.0.1", &[(xff, "198.51.100.1")], "198.51.100.1"),
            ("127.0.0.1", &[(xff, "6.6.6.6, 198.51.100.1")], "198.51.100.1"),
            ("127.0.0.1", &[(xff, "6.6.6.6, 198.51.100.1, 10.1.2.3")], "198.51.100.1"),
            ("127.0.0.1", &[(xff, "6.6.6.6"), (xff, "198.51.100.1")], "198.51.100.1"),
            ("127.0.0.1", &[(xff, "198.51.100.1:40000")], "198.51.100.1"),
            ("127.0.0.1", &[(xff, "2001:db8::7")], "2001:db8::7"),
            ("127.0.0.1", &[(xff, "10.9.9.9")], "10.9.9.9"),
            ("127.0.0.1", &[(xff, "198.51.100.1, unknown")], "127.0.0.1"),
            ("127.0.0.1", &[(xff, "")], "127.0.0.1"),
            (
                "127.0.0.1",
                &[(&FORWARDED, "for=198.51.100.1;proto=https")],
                "198.51.100.1",
            ),
            (
                "127.0.0.1",
                &[(&FORWARDED, "proto=https; For=\"[2001:db8::7]:4711\"")],
                "2001:db8::7",
            ),
            ("127.0.0.1", &[(&FORWARDED, "for=6.6.6.6, for=_hidden")], "127.0.0.1"),
        ] {
            assert_eq!(client(peer, headers), expected, "{peer} {headers:?}");
        }
    }

    #[test]
    fn where_the_two_headers_disagree_neither_is_believed() {
        let both = |xff, forwarded| client("127.0.0.1", &[(&X_FORWARDED_FOR, xff), (&FORWARDED, forwarded)]);

        assert_eq!(both("198.51.100.1", "for=6.6.6.6"), "127.0.0.1");
        assert_eq!(both("198.51.100.1", "for=198.51.100.1"), "198.51.100.1");
    }
}
