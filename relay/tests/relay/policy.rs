//! Which targets a policy lets through, however they are written and wherever their names lead.

use std::net::{IpAddr, Ipv4Addr};

use fixtures::dns::{self, Answer};
use relay::Config;
use relay::net::dial::Network;
use relay::net::policy::{Policy, Rules};
use relay::net::resolve::Resolver;
use wire::{ServerMessage, Target};

use crate::peer::Listener;
use crate::program;
use crate::server::Server;
use crate::websocket::Page;

/// The first and the last address of every IPv4 class that is nobody's but its own.
const CLOSED: [&str; 40] = [
    "0.0.0.0",
    "0.255.255.255",
    "10.0.0.0",
    "10.255.255.255",
    "100.64.0.0",
    "100.127.255.255",
    "127.0.0.0",
    "127.0.0.1",
    "127.255.255.255",
    "169.254.0.0",
    "169.254.255.255",
    "169.254.169.254",
    "169.254.170.2",
    "169.254.170.23",
    "169.254.42.42",
    "169.254.0.23",
    "168.63.129.16",
    "100.100.100.200",
    "100.96.0.96",
    "172.16.0.0",
    "172.31.255.255",
    "192.0.0.0",
    "192.0.0.192",
    "192.0.0.255",
    "192.0.2.0",
    "192.0.2.255",
    "192.88.99.0",
    "192.88.99.255",
    "192.168.0.0",
    "192.168.255.255",
    "198.18.0.0",
    "198.19.255.255",
    "198.51.100.0",
    "198.51.100.255",
    "203.0.113.0",
    "203.0.113.255",
    "224.0.0.0",
    "239.255.255.255",
    "240.0.0.0",
    "255.255.255.255",
];

/// Their neighbours, which are anyone's.
const PUBLIC: [&str; 24] = [
    "1.0.0.0",
    "9.255.255.255",
    "11.0.0.0",
    "100.63.255.255",
    "100.128.0.0",
    "126.255.255.255",
    "128.0.0.0",
    "169.253.255.255",
    "169.255.0.0",
    "172.15.255.255",
    "172.32.0.0",
    "192.0.1.0",
    "192.0.3.0",
    "192.88.98.255",
    "192.88.100.0",
    "192.167.255.255",
    "192.169.0.0",
    "198.17.255.255",
    "198.20.0.0",
    "198.51.99.255",
    "198.51.101.0",
    "203.0.112.255",
    "203.0.114.0",
    "223.255.255.255",
];

/// IPv6 addresses that are closed.
const CLOSED_V6: [&str; 24] = [
    "::",
    "::1",
    "fc00::",
    "fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
    "fec0::1",
    "fe80::",
    "febf:ffff::1",
    "ff00::",
    "ff02::1",
    "2001:db8::1",
    "2001::",
    "2001:1ff:ffff::1",
    "3fff::1",
    "100::1",
    "5f00::1",
    "4000::1",
    "fd00:ec2::254",
    "fd00:ec2::23",
    "fd20:ce::254",
    "fd00:c1::a9fe:a9fe",
    "fd00:42::42",
    "fe80::a9fe:a9fe",
    "fd00:a9fe:a9fe::1",
    "fd00:100::100:200",
];

/// What is an address to some programs, or to nobody.
const NO_TARGETS: [&str; 90] = [
    "127.1",
    "127.0.1",
    "1.1",
    "0",
    "10",
    "2130706433",
    "4294967295",
    "0x7f000001",
    "0x7f.1",
    "0x7f.0.0.1",
    "0177.0.0.1",
    "0177.1",
    "017700000001",
    "127.0.0.01",
    "127.0.0.0x1",
    "127.0.0.1..",
    "127..0.1",
    ".127.0.0.1",
    "256.0.0.1",
    "1.2.3.4.5",
    "1.2.3.0x4",
    "[::ffff:7f00:1",
    "::ffff:127.0.0.1]",
    "[127.0.0.1]",
    "[::1]]",
    "[[::1]]",
    "[::1",
    "::1]",
    "[]",
    "[]:3389",
    "fe80::1%eth0",
    "[fe80::1%25eth0]",
    "[fe80::1%eth0]:3389",
    "１２７.0.0.1",
    "①②⑦.0.0.1",
    "127。0。0。1",
    "127．0．0．1",
    "١٢٧.0.0.1",
    "127.0.0.1%00",
    "%31%32%37.0.0.1",
    "pc\u{0}.example",
    "pc\texample",
    "pc\nexample",
    "pc example",
    "pc\u{202e}.example",
    "pc\u{200b}.example",
    "pc\u{ad}.example",
    "http://127.0.0.1",
    "https://pc.example",
    "rdp://pc.example",
    "//pc.example",
    "file:///etc",
    "user@pc.example",
    "user:secret@pc.example",
    "pc.example#",
    "pc.example#x",
    "pc.example?x",
    "pc.example/x",
    "10.0.0.0/8",
    "10.0.0.1-10.0.0.9",
    "10.0.0.1,10.0.0.2",
    "10.0.0.1;10.0.0.2",
    "10.0.0.*",
    "*",
    "*.example.org",
    "",
    " ",
    ".",
    "..",
    "-",
    "-pc.example",
    "pc-.example",
    "pc.-example",
    "pc..example",
    "xn--a.example",
    "pc.example:0",
    "pc.example:65536",
    "pc.example:-1",
    "pc.example:+3389",
    "pc.example:0x0d3d",
    "pc.example:3389:3389",
    "pc.example:",
    "pc.example:rdp",
    "pc.example:3389 ,",
    "pc.example: 3389x",
    "pc.example:33 89",
    "pc.example:３３８９",
    "10.0.0.1:3389/",
    "[::1]3389",
    "[::1]:",
];

fn any_public() -> Policy {
    Policy::Rules(Rules {
        allow_any_public: true,
        ..Rules::default()
    })
}

/// Whether the policy lets somebody check what is written so.
fn passes(policy: &Policy, text: &str) -> bool {
    text.parse::<Target>().is_ok_and(|target| policy.admit(target).is_ok())
}

/// Every way to write an IPv4 address inside an IPv6 address that some machine takes for it.
fn wrapped(address: Ipv4Addr) -> [String; 7] {
    let [a, b, c, d] = address.octets();
    let (high, low) = (u16::from_be_bytes([a, b]), u16::from_be_bytes([c, d]));
    [
        format!("[::{address}]"),
        format!("[::ffff:{address}]"),
        format!("[::ffff:0:{address}]"),
        format!("[64:ff9b::{address}]"),
        format!("[2002:{high:x}:{low:x}::1]"),
        format!("[2001:0:4136:e378:8000:63bf:{:x}:{:x}]", !high, !low),
        format!("[2600::5efe:{address}]"),
    ]
}

#[test]
fn of_four_hundred_spellings_none_leads_to_a_closed_address() {
    let policy = any_public();
    let mut closed: Vec<String> = NO_TARGETS.iter().map(|&text| text.to_owned()).collect();
    for address in CLOSED {
        closed.push(address.to_owned());
        closed.extend(wrapped(address.parse().unwrap()));
    }
    closed.extend(CLOSED_V6.iter().map(|address| format!("[{address}]")));
    // Numbers to some programs, and names to DNS, which alone is asked.
    let mut open: Vec<String> = ["1e1", "0x", "evilpc.good.test"].map(str::to_owned).into();
    for address in PUBLIC {
        open.push(address.to_owned());
        open.push(format!(
            "[2002:{}]",
            wrapped(address.parse().unwrap())[4]
                .strip_prefix("[2002:")
                .unwrap()
                .trim_end_matches(']')
        ));
    }

    let wrong: Vec<_> = closed.iter().filter(|text| passes(&policy, text)).collect();
    let refused: Vec<_> = open.iter().filter(|text| !passes(&policy, text)).collect();

    assert!(closed.len() + open.len() >= 400, "{}", closed.len() + open.len());
    assert_eq!(wrong, Vec::<&String>::new(), "these pass");
    assert_eq!(refused, Vec::<&String>::new(), "these are anyone's");
}

#[test]
fn metadata_services_are_closed_where_their_networks_are_open() {
    let networks = [
        "169.254.0.0/16",
        "fc00::/7",
        "fe80::/10",
        "100.64.0.0/10",
        "192.0.0.0/24",
        "168.63.0.0/16",
    ];
    let policy = Policy::Rules(Rules {
        allow: networks.map(|network| network.parse().unwrap()).into(),
        ..Rules::default()
    });
    let metadata = &CLOSED[11..19];
    let of_v6 = &CLOSED_V6[16..];
    assert!(
        passes(&policy, "169.254.1.1") && passes(&policy, "[fd00:1::1]"),
        "the networks are open"
    );

    for address in metadata.iter().chain(of_v6) {
        let text = if address.contains(':') {
            format!("[{address}]")
        } else {
            (*address).to_owned()
        };
        assert!(!passes(&policy, &text), "{text}");
    }
    assert!(!passes(&policy, "192.0.0.192"));
}

/// Names that lead elsewhere every time they are looked up, as somebody sets them up who wants to get past the look at
/// their addresses.
#[tokio::test]
async fn a_thousand_rebinding_lookups_lead_to_no_closed_address() {
    let (public, loopback, private) = (ip([8, 8, 8, 8]), ip([127, 0, 0, 1]), ip([10, 0, 0, 1]));
    let resolver = dns::Resolver::start([
        ("public-first.test", Answer::InTurn(vec![vec![public], vec![loopback]])),
        ("private-first.test", Answer::InTurn(vec![vec![loopback], vec![public]])),
        ("second.test", Answer::InTurn(vec![vec![public], vec![private]])),
        ("mixed.test", Answer::Addresses(vec![public, loopback, private])),
        (
            "alias.test",
            Answer::Alias(vec!["inside.test".to_owned()], vec![loopback]),
        ),
    ]);
    let network = Network::new(any_public(), Resolver::new(Some(resolver.address)));
    let names = [
        "public-first.test",
        "private-first.test",
        "second.test",
        "mixed.test",
        "alias.test",
    ];
    let mut dialled = 0;
    for run in 0..1000 {
        let target: Target = names[run % names.len()].parse().unwrap();
        let target = network.admit(target).unwrap();
        let host = target.resolved().host.clone();

        let resolution = network.resolve(&target, &host).await;

        assert!(
            resolution.addresses.iter().all(|address| *address == public),
            "{resolution:?}"
        );
        assert!(
            resolution.forbidden.is_empty(),
            "they are nobody's business: {resolution:?}"
        );
        dialled += resolution.addresses.len();
    }
    assert_eq!(dialled, 500, "what is anyone's was found");
}

fn ip(octets: [u8; 4]) -> IpAddr {
    octets.into()
}

pub(crate) fn rules(allow: &[&str]) -> Config {
    Config {
        policy: Some(Rules {
            allow: allow.iter().map(|rule| rule.parse().unwrap()).collect(),
            ..Rules::default()
        }),
        ..Config::default()
    }
}

#[tokio::test]
async fn where_a_name_leads_inside_is_told_to_nobody() {
    let inside = vec![ip([10, 1, 2, 3])];
    let resolver = dns::Resolver::start([("intranet.corp.test", Answer::Addresses(inside))]);
    let server = Server::start_with(Config {
        dns_server: Some(resolver.address),
        ..rules(&["*.corp.test"])
    })
    .await;
    let mut page = Page::open(&server).await;
    page.start("intranet.corp.test").await;
    let mut heard = Vec::new();
    while !matches!(heard.last(), Some(ServerMessage::Finished(_))) {
        heard.push(page.hear().await);
    }

    let all = serde_json::to_string(&heard).unwrap();

    assert!(!all.contains("10.1.2.3"), "{all}");
    assert!(all.contains(r#""withheld":1"#), "{all}");
}

#[tokio::test]
async fn where_only_networks_are_open_no_name_is_looked_up() {
    let resolver = dns::Resolver::start([("intranet.corp.test", Answer::Addresses(vec![ip([10, 1, 2, 3])]))]);
    let server = Server::start_with(Config {
        dns_server: Some(resolver.address),
        ..rules(&["10.0.0.0/8"])
    })
    .await;
    let mut page = Page::open(&server).await;

    page.start("intranet.corp.test").await;

    assert_eq!(
        page.hear().await,
        ServerMessage::Refused(wire::Refusal::TargetForbidden)
    );
    assert!(resolver.asked().is_empty());
}

#[tokio::test]
async fn what_this_machine_reaches_in_spite_of_the_policy_is_told_with_what_closes_it() {
    let (code, out, err) = program::run(&["policy", "reach", "--allow", "pc.example.org"]).await;

    assert!(out.starts_with("tried ") && err.is_empty(), "{out}{err}");
    assert_eq!(code, 3, "loopback at least answers: {out}");
    assert!(
        out.contains("127.0.0.1:3389") && out.contains("IPAddressDeny="),
        "{out}"
    );
}

#[tokio::test]
async fn a_relay_for_its_own_machine_serves_nobody_through_a_proxy() {
    let target = Listener::start().await;
    let server = Server::start().await;
    let origin = server.origin();
    for header in [
        "X-Forwarded-For: 203.0.113.9",
        "Via: 1.1 proxy",
        "Forwarded: for=203.0.113.9",
        "CF-Connecting-IP: 203.0.113.9",
    ] {
        let answer = server
            .request(&[
                "GET / HTTP/1.1",
                &format!("Host: {}", server.address),
                &format!("Origin: {origin}"),
                header,
            ])
            .await;

        assert_eq!(answer.status, 421, "{header}");
        assert!(answer.body.contains("public_origins"), "{}", answer.body);
    }
    assert_eq!(Page::open_for(&server, "203.0.113.9").await.err(), Some(421));
    let old = server
        .request(&["GET / HTTP/1.0", &format!("Host: {}", server.address)])
        .await;
    assert_eq!(old.status, 421, "nginx asks so, unless it is told otherwise");
    let host = format!("Host: {}", server.address);
    for (lines, status) in [
        (&["Connection: upgrade"][..], 421),
        (&["Connection: Upgrade"], 421),
        (&["Connection: keep-alive, upgrade", "Upgrade: websocket"], 421),
        (&["Connection: keep-alive, Upgrade", "Upgrade: websocket"], 200),
        (&["Connection: keep-alive"], 200),
    ] {
        let asked = server.request(&[&["GET / HTTP/1.1", &host][..], lines].concat()).await;
        assert_eq!(asked.status, status, "{lines:?}");
    }
    drop(target);
}
