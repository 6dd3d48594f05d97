use super::*;

fn rules(allow: &[&str], deny: &[&str]) -> Policy {
    Policy::Rules(parsed(allow, deny))
}

/// The same, and all public addresses.
fn rules_and_any_public(allow: &[&str], deny: &[&str]) -> Policy {
    Policy::Rules(Rules {
        allow_any_public: true,
        ..parsed(allow, deny)
    })
}

fn parsed(allow: &[&str], deny: &[&str]) -> Rules {
    let parse = |rules: &[&str]| rules.iter().map(|rule| rule.parse().unwrap()).collect();
    Rules {
        allow: parse(allow),
        deny: parse(deny),
        ..Rules::default()
    }
}

fn decide(policy: &Policy, target: &str, address: &str) -> Decision {
    policy.decide_beside(&target.parse().unwrap(), address.parse().unwrap(), |address| {
        address == IpAddr::from([198, 41, 0, 4])
    })
}

fn allows(policy: &Policy, target: &str, address: &str) -> bool {
    decide(policy, target, address).is_allowed()
}

#[test]
fn metadata_services_are_refused_by_every_policy_and_in_every_form() {
    let open = rules_and_any_public(&["0.0.0.0/0", "::/0", "pc.example.org"], &[]);
    for address in [
        "169.254.169.254",
        "169.254.170.2",
        "168.63.129.16",
        "100.100.100.200",
        "192.0.0.192",
        "169.254.170.23",
        "169.254.42.42",
        "169.254.0.23",
        "100.96.0.96",
        "fd00:ec2::23",
        "fd00:ec2::253",
        "fd00:ec2::254",
        "fd20:ce::254",
        "fd00:c1::a9fe:a9fe",
        "fd00:42::42",
        "fe80::a9fe:a9fe",
        "fd00:a9fe:a9fe::1",
        "fd00:100::100:200",
        "::ffff:169.254.169.254",
        "::169.254.169.254",
        "64:ff9b::169.254.169.254",
        "64:ff9b:1::a9fe:a9fe",
        "2002:a9fe:a9fe::1",
        "2001:0:4136:e378:8000:63bf:5601:5601",
        "fe80::5efe:169.254.169.254",
    ] {
        for policy in [&Policy::OwnMachine, &open] {
            assert_eq!(
                decide(policy, "pc.example.org", address),
                Decision::Forbidden(Reason::Metadata),
                "{address}"
            );
        }
    }
}

#[test]
fn the_own_machine_may_check_everything_else_on_any_port() {
    for address in [
        "127.0.0.1",
        "10.1.2.3",
        "::1",
        "fe80::1",
        "8.8.8.8",
        "2600::1",
        "203.0.113.9",
    ] {
        assert!(allows(&Policy::OwnMachine, "pc:5", address), "{address}");
    }
}

#[test]
fn any_public_means_public_addresses_on_the_standard_port() {
    let policy = rules_and_any_public(&[], &[]);
    for (address, class) in [
        ("0.1.2.3", AddressClass::Unspecified),
        ("::", AddressClass::Unspecified),
        ("127.0.0.1", AddressClass::Loopback),
        ("127.255.1.2", AddressClass::Loopback),
        ("::1", AddressClass::Loopback),
        ("10.0.0.1", AddressClass::Private),
        ("172.16.0.1", AddressClass::Private),
        ("172.31.255.255", AddressClass::Private),
        ("192.168.1.1", AddressClass::Private),
        ("fc00::1", AddressClass::Private),
        ("fdff::1", AddressClass::Private),
        ("fec0::1", AddressClass::Private),
        ("100.64.0.1", AddressClass::Shared),
        ("100.127.255.255", AddressClass::Shared),
        ("169.254.1.1", AddressClass::LinkLocal),
        ("fe80::1", AddressClass::LinkLocal),
        ("febf::1", AddressClass::LinkLocal),
        ("192.0.0.1", AddressClass::Special),
        ("192.0.2.1", AddressClass::Special),
        ("198.51.100.1", AddressClass::Special),
        ("203.0.113.1", AddressClass::Special),
        ("192.88.99.1", AddressClass::Special),
        ("198.18.0.1", AddressClass::Special),
        ("198.19.255.255", AddressClass::Special),
        ("2001:db8::1", AddressClass::Special),
        ("2001:20::1", AddressClass::Special),
        ("3fff::1", AddressClass::Special),
        ("100::1", AddressClass::Special),
        ("5f00::1", AddressClass::Special),
        ("224.0.0.1", AddressClass::Multicast),
        ("239.255.255.255", AddressClass::Multicast),
        ("ff02::1", AddressClass::Multicast),
        ("240.0.0.1", AddressClass::Reserved),
        ("255.255.255.255", AddressClass::Reserved),
        ("4000::1", AddressClass::Reserved),
        ("::ffff:10.0.0.1", AddressClass::Private),
        ("::10.0.0.1", AddressClass::Private),
        ("::ffff:0:10.0.0.1", AddressClass::Private),
        ("64:ff9b::10.0.0.1", AddressClass::Private),
        ("64:ff9b:1::808:808", AddressClass::Reserved),
        ("2002:a00:1::1", AddressClass::Private),
        ("2002:7f00:1::1", AddressClass::Loopback),
        ("2001:0:4136:e378:8000:63bf:f5ff:fffe", AddressClass::Private),
        ("2600::5efe:10.0.0.1", AddressClass::Private),
        ("2600::200:5efe:127.0.0.1", AddressClass::Loopback),
    ] {
        assert_eq!(
            decide(&policy, "pc.example.org", address),
            Decision::Forbidden(Reason::Class(class)),
            "{address}"
        );
    }
    for address in [
        "8.8.8.8",
        "172.32.0.1",
        "100.63.255.255",
        "192.0.1.1",
        "2600::1",
        "64:ff9b::8.8.8.8",
        "2002:808:808::1",
        "::ffff:8.8.8.8",
    ] {
        assert!(allows(&policy, "pc.example.org", address), "{address}");
        assert!(!allows(&policy, "pc.example.org:3390", address), "{address}");
    }
}

#[test]
fn names_suffixes_and_networks_are_allowed_with_their_ports() {
    let policy = rules(
        &[
            "pc.example.org",
            "*.corp.example:3389,3390",
            "10.0.0.0/8",
            "[fd00:1::/32]:3391",
            "bücher.example",
            "8.8.4.4",
        ],
        &[],
    );
    for (target, address, allowed) in [
        ("pc.example.org", "8.8.8.8", true),
        ("pc.example.org:3390", "8.8.8.8", false),
        ("a.pc.example.org", "8.8.8.8", false),
        ("evilpc.example.org", "8.8.8.8", false),
        ("a.corp.example", "8.8.8.8", true),
        ("a.b.corp.example:3390", "2600::1", true),
        ("a.corp.example:3391", "8.8.8.8", false),
        ("corp.example", "8.8.8.8", false),
        ("notcorp.example", "8.8.8.8", false),
        ("a.corp.example.evil.example", "8.8.8.8", false),
        ("pc.example.org", "127.0.0.1", false),
        ("pc.example.org", "192.168.1.1", false),
        ("pc.example.org", "10.1.2.3", true),
        ("other.example", "10.1.2.3", true),
        ("10.1.2.3", "10.1.2.3", true),
        ("10.1.2.3:22", "10.1.2.3", false),
        ("other.example", "::ffff:10.1.2.3", true),
        ("other.example", "11.1.2.3", false),
        ("other.example:3391", "fd00:1::5", true),
        ("other.example", "fd00:1::5", false),
        ("xn--bcher-kva.example", "8.8.8.8", true),
        ("other.example", "8.8.4.4", true),
        ("other.example", "8.8.4.5", false),
    ] {
        assert_eq!(allows(&policy, target, address), allowed, "{target} at {address}");
    }
}

#[test]
fn deny_wins_over_allow() {
    let policy = rules_and_any_public(
        &["*.corp.example", "10.0.0.0/8:3389,3390"],
        &["secret.corp.example", "10.66.0.0/16", "10.0.0.9:3390", "64:ff9b::/96"],
    );
    for (target, address, allowed) in [
        ("a.corp.example", "8.8.8.8", true),
        ("secret.corp.example", "8.8.8.8", false),
        ("secret.corp.example", "10.1.1.1", false),
        ("a.corp.example", "10.66.1.1", false),
        ("a.corp.example", "::ffff:10.66.1.1", false),
        ("a.corp.example", "10.0.0.9", true),
        ("a.corp.example:3390", "10.0.0.9", false),
        ("a.corp.example", "64:ff9b::8.8.8.8", false),
    ] {
        assert_eq!(allows(&policy, target, address), allowed, "{target} at {address}");
    }
}

#[test]
fn the_relays_own_address_needs_a_network_that_opens_it() {
    let named = rules_and_any_public(&["pc.example.org"], &[]);
    let opened = rules(&["198.41.0.4/32"], &[]);

    assert_eq!(
        decide(&named, "pc.example.org", "198.41.0.4"),
        Decision::Forbidden(Reason::OwnAddress)
    );
    assert!(allows(&opened, "pc.example.org", "198.41.0.4"));
}

#[test]
fn an_address_of_this_machine_is_known_as_its_own() {
    assert!(is_own(Ipv4Addr::LOCALHOST.into()));
    assert!(!is_own(Ipv4Addr::new(192, 0, 2, 1).into()));
}

#[test]
fn what_nothing_could_allow_is_refused_before_it_is_looked_up() {
    let named = rules(&["pc.example.org", "*.corp.example"], &["secret.corp.example"]);
    let networks = rules(&["10.0.0.0/8"], &[]);
    let all_names = Policy::Rules(Rules {
        allow: vec!["10.0.0.0/8".parse().unwrap()],
        resolve: Resolve::All,
        ..Rules::default()
    });
    let refused = |policy: &Policy, target: &str| policy.admit(target.parse().unwrap()).err();
    let no_rule = Some(NotAdmitted::Forbidden(Reason::NoRule));

    assert_eq!(refused(&named, "pc.example.org"), None);
    assert_eq!(refused(&named, "a.corp.example"), None);
    assert_eq!(refused(&named, "other.example"), no_rule);
    assert_eq!(refused(&named, "pc.example.org:22"), no_rule);
    assert!(matches!(
        refused(&named, "secret.corp.example"),
        Some(NotAdmitted::Forbidden(Reason::Rule(_)))
    ));
    assert_eq!(refused(&networks, "other.example"), no_rule);
    assert_eq!(refused(&all_names, "other.example"), None);
    assert_eq!(refused(&all_names, "other.example:22"), no_rule);
    assert_eq!(refused(&networks, "10.1.2.3"), None);
    assert_eq!(refused(&networks, "8.8.8.8"), no_rule);
    assert_eq!(
        refused(&Policy::OwnMachine, "169.254.169.254"),
        Some(NotAdmitted::Forbidden(Reason::Metadata))
    );
    assert_eq!(
        refused(&Policy::OwnMachine, "Metadata.Google.Internal."),
        Some(NotAdmitted::Forbidden(Reason::Metadata))
    );
}

#[test]
fn a_name_beyond_ascii_is_judged_and_asked_for_in_its_ascii_form_and_shown_as_typed() {
    let policy = rules(&["*.bücher.example"], &[]);

    let admitted = policy.admit("pc.Bücher.example".parse().unwrap()).unwrap();

    assert_eq!(admitted.resolved().to_string(), "pc.xn--bcher-kva.example:3389");
    assert_eq!(admitted.shown().to_string(), "pc.bücher.example:3389");
}

#[test]
fn addresses_are_parted_into_allowed_and_forbidden_ones() {
    let policy = rules(&["10.0.0.0/8"], &[]);
    let found: Vec<IpAddr> = ["10.0.0.1", "127.0.0.1", "10.0.0.2", "::1"]
        .map(|a| a.parse().unwrap())
        .into();

    let judged = policy.partition(
        &"pc.example.org".parse().unwrap(),
        Resolution {
            addresses: found.clone(),
            ..Resolution::default()
        },
    );

    assert_eq!(judged.addresses, [found[0], found[2]]);
    assert_eq!((judged.forbidden, judged.withheld), (Vec::new(), Some(2)));
}

#[test]
fn what_no_computer_has_is_told_even_where_rules_hide_the_rest() {
    let judged = rules(&["pc.example.org"], &[]).partition(
        &"pc.example.org".parse().unwrap(),
        Resolution {
            addresses: vec![[0, 0, 0, 0].into(), [10, 0, 0, 7].into()],
            ..Resolution::default()
        },
    );

    assert_eq!(judged.forbidden, [IpAddr::from([0, 0, 0, 0])]);
    assert_eq!(judged.withheld, Some(1));
}

#[test]
fn on_ones_own_machine_what_is_forbidden_is_told() {
    let judged = Policy::OwnMachine.partition(
        &"pc.example.org".parse().unwrap(),
        Resolution {
            addresses: vec![[169, 254, 169, 254].into()],
            ..Resolution::default()
        },
    );

    assert_eq!((judged.forbidden.len(), judged.withheld), (1, None));
}

#[test]
fn a_name_and_a_network_in_one_rule_must_both_be_right() {
    let policy = rules(
        &[
            "*.corp.example in 10.0.0.0/8 :3389,3390",
            "pc.example.org in [fd00:1::/32]:3389",
        ],
        &["dc.corp.example in 10.1.0.0/16"],
    );
    for (target, address, allowed) in [
        ("a.corp.example", "10.1.2.3", true),
        ("a.corp.example:3390", "10.1.2.3", true),
        ("a.corp.example:22", "10.1.2.3", false),
        ("a.corp.example", "::ffff:10.1.2.3", true),
        ("a.corp.example", "192.168.1.1", false),
        ("a.corp.example", "8.8.8.8", false),
        ("other.example", "10.1.2.3", false),
        ("10.1.2.3", "10.1.2.3", false),
        ("pc.example.org", "fd00:1::5", true),
        ("pc.example.org", "fd00:2::5", false),
        ("dc.corp.example", "10.1.2.3", false),
        ("dc.corp.example", "10.2.2.3", true),
    ] {
        assert_eq!(allows(&policy, target, address), allowed, "{target} at {address}");
    }
    assert!(policy.admit("a.corp.example".parse().unwrap()).is_ok());
    assert!(policy.admit("other.example".parse().unwrap()).is_err());
    assert_eq!(
        policy.scope(),
        Some(Scope::Names(vec!["*.corp.example", "pc.example.org"]))
    );
}

#[test]
fn a_name_that_is_another_name_for_a_forbidden_one_is_forbidden() {
    let policy = rules(&["10.0.0.0/8", "*.example.org"], &["secret.corp.example"]);
    let through = |policy: &Policy, alias: &str| {
        let resolution = Resolution {
            aliases: vec![alias.into()],
            addresses: vec![[10, 1, 2, 3].into()],
            ..Resolution::default()
        };
        policy
            .partition(&"pc.example.org".parse().unwrap(), resolution)
            .addresses
            .len()
    };

    assert_eq!(through(&policy, "open.corp.example"), 1);
    assert_eq!(through(&policy, "Secret.corp.example"), 0);
    assert_eq!(through(&policy, "metadata.google.internal"), 0);
    assert_eq!(through(&Policy::OwnMachine, "metadata.goog"), 0);
}

/// Else `intranet` would lead to `intranet.corp.example`, whatever rules say of that.
#[test]
fn names_mean_what_they_say_where_rules_decide() {
    assert_eq!(rules(&["10.0.0.0/8"], &["*.corp.example"]).search(), Search::Never);
    assert_eq!(rules_and_any_public(&[], &[]).search(), Search::Never);
    assert_ne!(Policy::OwnMachine.search(), Search::Never);
}

#[test]
fn a_name_that_no_rule_knows_leads_to_four_addresses_at_most() {
    let policy = rules_and_any_public(&["10.0.0.0/8", "*.example.org"], &[]);
    let dialled = |name: &str| {
        let resolution = Resolution {
            addresses: (1..=8).map(|last| [10, 0, 0, last].into()).collect(),
            ..Resolution::default()
        };
        policy.partition(&name.parse().unwrap(), resolution).addresses.len()
    };

    assert_eq!((dialled("pc.example.org"), dialled("stranger.example")), (8, 4));
}

#[test]
fn what_is_below_the_sites_own_nat64_prefix_is_judged_by_what_is_inside() {
    let site = Policy::Rules(Rules {
        allow_any_public: true,
        nat64: vec!["2600:db8:64::/96".parse().unwrap()],
        ..Rules::default()
    });
    let elsewhere = rules_and_any_public(&[], &[]);

    for (inside, allowed) in [
        ("10.1.2.3", false),
        ("169.254.169.254", false),
        ("127.0.0.1", false),
        ("8.8.8.8", true),
    ] {
        let address = format!("2600:db8:64::{inside}");
        assert_eq!(allows(&site, "pc", &address), allowed, "{address}");
        assert!(allows(&elsewhere, "pc", &address), "{address}");
    }
}

#[test]
fn a_rule_that_is_none_says_what_would_be_right() {
    for (text, expected) in [
        ("", "names (`*.example.org`)"),
        ("*", "set `allow_any_public`"),
        ("a.*.example", "only be at the start"),
        ("10.0.0.0/33", "a network (`10.0.0.0/8`)"),
        (
            "10.0.0.5/8",
            "Use `10.0.0.0/8` for the network, or `10.0.0.5` for one computer",
        ),
        ("*.corp.example in 10.0.0.5/8", "`10.0.0.5` for one computer"),
        ("127.1", "a network (`10.0.0.0/8`)"),
        ("*.corp.example in corp.example", "names in a network"),
        ("10.0.0.0/8 in 10.0.0.0/16", "names in a network"),
        ("http://pc", "`//pc` isn't a port"),
        ("pc:0", "`0` isn't a port"),
        ("pc:3389,rdp", "`rdp` isn't a port"),
        ("pc:", "`` isn't a port"),
        ("[fd00::/8", "a network"),
        ("[fd00::/8]3389", "a network"),
    ] {
        let error = text.parse::<Rule>().unwrap_err().to_string();

        assert!(error.contains(expected), "{text}: {error}");
    }
}

#[test]
fn the_log_learns_by_which_rule_a_target_was_admitted_and_no_name() {
    let admitted = |policy: &Policy, target: &str| {
        let admitted = policy.admit(target.parse().unwrap()).unwrap();
        admitted.rule().to_owned()
    };
    let public = rules_and_any_public(&["10.0.0.0/8", "pc.a.example"], &[]);
    let networks = Policy::Rules(Rules {
        resolve: Resolve::All,
        ..parsed(&["10.0.0.0/8"], &[])
    });

    for (policy, target, rule) in [
        (&public, "pc.a.example", "allow.1"),
        (&public, "10.1.2.3", "allow.0"),
        (&public, "pc.b.example", "any_public"),
        (&public, "8.8.8.8", "any_public"),
        (&networks, "pc.b.example", "networks"),
        (&Policy::OwnMachine, "pc.b.example", "own_machine"),
    ] {
        assert_eq!(admitted(policy, target), rule, "{target}");
    }
}
