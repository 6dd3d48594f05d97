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
    let named = |name: &str, groups: &[&str]| Some((name.to_owned(), groups.iter().map(ToString::to_string).collect()));
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

#[test]
fn a_name_that_no_directory_has_is_nobodys() {
    let named = |length: usize| {
        let access = Access {
            user_header: Some("X-Forwarded-User".parse().unwrap()),
            ..Access::default()
        };
        let name = HeaderValue::try_from("a".repeat(length)).unwrap();
        let headers = HeaderMap::from_iter([(HeaderName::from_static("x-forwarded-user"), name)]);
        let trusted = ["10.0.0.0/8".parse().unwrap()];
        let peer = "10.0.0.1".parse().unwrap();
        Client::of(peer, (Version::HTTP_11, &headers), &trusted, &access).user
    };

    assert!(named(LONGEST_NAME).is_some());
    assert_eq!(named(LONGEST_NAME + 1), None);
}

#[test]
fn header_that_is_no_text_ends_what_is_believed() {
    let mut headers = HeaderMap::new();
    headers.append(X_FORWARDED_FOR, HeaderValue::from_static("198.51.100.1"));
    headers.append(X_FORWARDED_FOR, HeaderValue::from_bytes(b"\xff").unwrap());

    let client = of("127.0.0.1", &headers, &["127.0.0.1/32".parse().unwrap()]);

    assert_eq!(client.address.to_string(), "127.0.0.1");
}
