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
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn of(peer: &str, headers: &HeaderMap, trusted: &[IpNet]) -> Client {
        let access = Access::default();
        Client::of(peer.parse().unwrap(), (Version::HTTP_11, headers), trusted, &access)
    }

    fn client(peer: &str, headers: &[(&HeaderName, &'static str)]) -> String {
        let trusted = ["127.0.0.1/32", "10.0.0.0/8"].map(|network| network.parse().unwrap());
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(*name, HeaderValue::from_static(value));
        }
        of(peer, &map, &trusted).address.to_string()
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

    /// A connection from this machine is a proxy's as often as a person's.
    #[test]
    fn whoever_comes_through_a_proxy_is_on_this_machine_only_where_a_trusted_one_says_so() {
        let here = |peer: &str, trusted: &[&str], version, headers: &[(&str, &'static str)]| {
            let trusted: Vec<_> = trusted.iter().map(|network| network.parse().unwrap()).collect();
            let mut map = HeaderMap::new();
            for (name, value) in headers {
                let name: HeaderName = name.parse().unwrap();
                map.append(name, HeaderValue::from_static(value));
            }
            Client::of(peer.parse().unwrap(), (version, &map), &trusted, &Access::default()).is_here
        };
        let (own, none) = (&["127.0.0.1/32"][..], &[][..]);
        for (peer, trusted, version, headers, expected) in [
            ("127.0.0.1", none, Version::HTTP_11, &[][..], true),
            ("192.0.2.9", none, Version::HTTP_11, &[], false),
            // Behind a proxy that is not named, or says nothing of its client.
            (
                "127.0.0.1",
                none,
                Version::HTTP_11,
                &[("x-forwarded-for", "198.51.100.1")],
                false,
            ),
            (
                "127.0.0.1",
                none,
                Version::HTTP_11,
                &[("x-forwarded-for", "127.0.0.1")],
                false,
            ),
            ("127.0.0.1", none, Version::HTTP_10, &[], false),
            ("127.0.0.1", own, Version::HTTP_10, &[], false),
            ("127.0.0.1", own, Version::HTTP_11, &[("connection", "upgrade")], false),
            (
                "127.0.0.1",
                own,
                Version::HTTP_11,
                &[("x-forwarded-proto", "https")],
                false,
            ),
            // It says something that nobody can read, or two things.
            (
                "127.0.0.1",
                own,
                Version::HTTP_11,
                &[("x-forwarded-for", "unknown")],
                false,
            ),
            (
                "127.0.0.1",
                own,
                Version::HTTP_11,
                &[("x-forwarded-for", "unknown, 127.0.0.1")],
                false,
            ),
            (
                "127.0.0.1",
                own,
                Version::HTTP_11,
                &[("x-forwarded-for", "127.0.0.1"), ("forwarded", "for=192.0.2.1")],
                false,
            ),
            (
                "127.0.0.1",
                own,
                Version::HTTP_10,
                &[("x-forwarded-for", "198.51.100.1")],
                false,
            ),
            (
                "127.0.0.1",
                own,
                Version::HTTP_10,
                &[("x-forwarded-for", "127.0.0.1")],
                true,
            ),
        ] {
            assert_eq!(
                here(peer, trusted, version, headers),
                expected,
                "{peer} {trusted:?} {headers:?}"
            );
        }
    }

    fn user(peer: &str, headers: &[(&'static str, &'static str)]) -> Option<(String, Vec<String>)> {
        let header = |name: &str| Some(name.parse().unwrap());
        let access = Access {
            user_header: header("X-Forwarded-User"),
            groups_header: header("X-Forwarded-Groups"),
            rules: Vec::new(),
        };
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(*name, HeaderValue::from_bytes(value.as_bytes()).unwrap());
        }
        let trusted = ["10.0.0.0/8".parse().unwrap()];
        let client = Client::of(peer.parse().unwrap(), (Version::HTTP_11, &map), &trusted, &access);
        client.user.map(|user| (user.name.to_string(), user.groups.clone()))
    }

    #[test]
    fn a_user_is_whom_a_trusted_proxy_names_once() {
        let named =
            |name: &str, groups: &[&str]| Some((name.to_owned(), groups.iter().map(ToString::to_string).collect()));
        for (peer, headers, expected) in [
            ("10.0.0.1", &[][..], None),
            ("10.0.0.1", &[("x-forwarded-user", "alice")], named("alice", &[])),
            ("::ffff:10.0.0.1", &[("x-forwarded-user", " Jörg ")], named("Jörg", &[])),
            (
                "10.0.0.1",
                &[
                    ("x-forwarded-user", "alice"),
                    ("x-forwarded-groups", "staff, help desk,,"),
                ],
                named("alice", &["staff", "help desk"]),
            ),
            (
                "10.0.0.1",
                &[
                    ("x-forwarded-user", "alice"),
                    ("x-forwarded-groups", "a"),
                    ("x-forwarded-groups", "b"),
                ],
                named("alice", &[]),
            ),
            ("192.0.2.1", &[("x-forwarded-user", "alice")], None),
            (
                "10.0.0.1",
                &[("x-forwarded-user", "eve"), ("x-forwarded-user", "alice")],
                None,
            ),
            ("10.0.0.1", &[("x-forwarded-user", "")], None),
            ("10.0.0.1", &[("x_forwarded_user", "alice")], None),
        ] {
            assert_eq!(user(peer, headers), expected, "{peer} {headers:?}");
        }
    }

    #[test]
    fn a_user_is_one_source_wherever_they_are() {
        let at = |address: &str, user: Option<&str>| {
            let user = user.map(|name| {
                Arc::new(User {
                    name: name.into(),
                    groups: Vec::new(),
                })
            });
            Client {
                address: address.parse().unwrap(),
                is_here: false,
                user,
            }
            .source()
        };

        assert!(at("192.0.2.1", Some("alice")) == at("192.0.2.2", Some("alice")));
        assert!(at("192.0.2.1", Some("alice")) != at("192.0.2.1", Some("bob")));
        assert!(at("192.0.2.1", None) == Source::of([192, 0, 2, 1].into()));
    }
}
