//! A relay behind a proxy that signs people in: who they are for it, and what that opens.

use std::future::pending;
use std::net::SocketAddr;
use std::time::Duration;

use relay::agents::{Agent, AgentName, Identity, agent};
use relay::net::dial::Network;
use relay::net::policy::{Policy, Rules};
use relay::net::resolve::Resolver;
use relay::{AccessRule, AgentSetting, Config, Error};
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, BufReader};
use tokio::time::timeout;
use wire::{ClientMessage, Record, Refusal, Route, ServerMessage};

use crate::peer::ClosedPort;
use crate::program;
use crate::server::{Answer, Server};
use crate::websocket::Page;

const FORBIDDEN: ServerMessage = ServerMessage::Refused(Refusal::TargetForbidden);
const BRANCH: &str = "branch-7";
const USER: &str = "x-forwarded-user";
const GROUPS: &str = "x-forwarded-groups";

const ALICE: &[(&str, &str)] = &[(USER, "alice"), (GROUPS, "staff,helpdesk")];
const BOB: &[(&str, &str)] = &[(USER, "bob"), (GROUPS, "staff")];
const CAROL: &[(&str, &str)] = &[(USER, "carol"), (GROUPS, "visitors")];
const NOBODY: &[(&str, &str)] = &[("x-forwarded-for", "192.0.2.1")];

/// A relay that everybody on this machine reaches through a proxy, which checks what is on these two ports: the helpdesk
/// checks both, the staff the first one, and whoever else is signed in neither.
fn shared(staff: SocketAddr, helpdesk: SocketAddr) -> Config {
    let open = |port: u16| format!("127.0.0.0/8:{port}").parse().unwrap();
    let groups = |group: &str| vec![group.to_owned()];
    Config {
        policy: Some(Rules {
            allow: vec![open(staff.port()), open(helpdesk.port())],
            ..Rules::default()
        }),
        trusted_proxies: vec!["127.0.0.1/32".parse().unwrap()],
        user_header: Some("X-Forwarded-User".parse().unwrap()),
        groups_header: Some("X-Forwarded-Groups".parse().unwrap()),
        access: vec![
            AccessRule {
                groups: groups("staff"),
                allow: Some(vec![open(staff.port())]),
                ..AccessRule::default()
            },
            AccessRule {
                groups: groups("helpdesk"),
                ..AccessRule::default()
            },
        ],
        ..Config::default()
    }
}

async fn page(server: &Server, proxy: &[(&'static str, &str)]) -> Page {
    Page::greeted_for(server.address, proxy).await.unwrap().0
}

async fn begin(page: &mut Page, target: SocketAddr) -> ServerMessage {
    page.start(target).await;
    page.hear().await
}

async fn may(server: &Server, proxy: &[(&'static str, &str)], target: SocketAddr) -> bool {
    let mut page = page(server, proxy).await;
    let told = begin(&mut page, target).await;
    assert!(
        told == FORBIDDEN || matches!(told, ServerMessage::Started { .. }),
        "{told:?}"
    );
    told != FORBIDDEN
}

async fn post(server: &Server, proxy: &[(&str, &str)], path: &str, kind: &str, body: &str) -> Answer {
    let mut lines = vec![
        format!("POST {path} HTTP/1.1"),
        format!("Host: {}", server.address),
        format!("Content-Type: {kind}"),
        format!("Content-Length: {}", body.len()),
    ];
    lines.extend(proxy.iter().map(|(name, value)| format!("{name}: {value}")));
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    server.send(&lines, body).await
}

#[tokio::test]
async fn what_somebody_may_check_is_what_the_rules_for_their_groups_allow() {
    let (first, second) = (ClosedPort::reserve(), ClosedPort::reserve());
    let server = Server::start_with(shared(first.address(), second.address())).await;
    for (proxy, expected) in [
        (ALICE, (true, true)),
        (BOB, (true, false)),
        (CAROL, (false, false)),
        (NOBODY, (false, false)),
    ] {
        let allowed = (
            may(&server, proxy, first.address()).await,
            may(&server, proxy, second.address()).await,
        );

        assert_eq!(allowed, expected, "{proxy:?}");
    }
}

#[tokio::test]
async fn every_other_way_to_a_check_asks_the_same() {
    let (first, second) = (ClosedPort::reserve(), ClosedPort::reserve());
    let server = Server::start_with(shared(first.address(), second.address())).await;
    let form = |target: SocketAddr| format!("target={}", target.to_string().replace(':', "%3A"));
    for (path, proxy, target, expected) in [
        ("/check", BOB, &first, 303),
        ("/check", BOB, &second, 403),
        ("/check", NOBODY, &first, 403),
        ("/ask", BOB, &first, 303),
        ("/ask", BOB, &second, 403),
        ("/ask", ALICE, &second, 303),
    ] {
        let kind = "application/x-www-form-urlencoded";
        let answer = post(&server, proxy, path, kind, &form(target.address())).await;

        assert_eq!(answer.status, expected, "{path} {proxy:?} {}", answer.body);
    }
    let asked = format!(r#"{{"target":"{}","note":"","life":"hour"}}"#, second.address());
    for (proxy, expected) in [(ALICE, 201), (BOB, 403)] {
        let answer = post(&server, proxy, "/api/asks", "application/json", &asked).await;

        assert_eq!(answer.status, expected, "{proxy:?} {}", answer.body);
    }
}

#[tokio::test]
async fn a_name_counts_only_from_a_trusted_proxy_and_only_once() {
    let (first, second) = (ClosedPort::reserve(), ClosedPort::reserve());
    let stranger = Config {
        trusted_proxies: vec!["192.0.2.0/24".parse().unwrap()],
        ..shared(first.address(), second.address())
    };
    let server = Server::start_with(stranger).await;
    assert!(!may(&server, ALICE, first.address()).await);

    let server = Server::start_with(shared(first.address(), second.address())).await;
    let twice = [(USER, "alice"), (USER, "bob"), (GROUPS, "staff,helpdesk")];
    assert!(!may(&server, &twice, first.address()).await);
    let rules_without_names = Config {
        access: Vec::new(),
        ..shared(first.address(), second.address())
    };
    let server = Server::start_with(rules_without_names).await;
    assert!(
        may(&server, NOBODY, second.address()).await,
        "nothing depends on who it is"
    );
}

#[tokio::test]
async fn limits_count_people_and_not_the_address_that_they_share() {
    let (first, second) = (ClosedPort::reserve(), ClosedPort::reserve());
    let server = Server::start_with(shared(first.address(), second.address())).await;
    let at = |proxy: &'static [(&'static str, &'static str)], address: &'static str| {
        [proxy, &[("x-forwarded-for", address)]].concat()
    };
    let mut held = Vec::new();
    for number in 0..8 {
        let address = if number % 2 == 0 { "192.0.2.1" } else { "192.0.2.2" };
        held.push(page(&server, &at(ALICE, address)).await);
    }

    let ninth = Page::greeted_for(server.address, &at(ALICE, "192.0.2.3")).await;
    assert_eq!(ninth.err(), Some(429), "she has as many as one person has");
    assert!(Page::greeted_for(server.address, &at(BOB, "192.0.2.1")).await.is_ok());
}

#[tokio::test]
async fn agents_are_for_whom_the_rules_give_them_to() {
    let (first, second) = (ClosedPort::reserve(), ClosedPort::reserve());
    let mut config = shared(first.address(), second.address());
    let folder = tempfile::tempdir().unwrap();
    let name: AgentName = BRANCH.parse().unwrap();
    let key = identity(&folder).public();
    let visible_to = vec!["198.51.100.0/24".parse().unwrap()];
    config.agents.insert(
        name.clone(),
        AgentSetting {
            key,
            visible_to,
            tenants: Vec::new(),
            tokens: Vec::new(),
        },
    );
    config.access[1].agents.push(name.clone());
    let server = Server::start_with(config).await;
    let policy = Policy::Rules(Rules {
        allow: vec![format!("127.0.0.1:{}", first.address().port()).parse().unwrap()],
        ..Rules::default()
    });
    let running = tokio::spawn(agent(
        Agent {
            relay: server.origin(),
            name,
            identity: identity(&folder),
            network: Network::new(policy, Resolver::new(None)),
            room: 2,
            proxy: None,
            unused_proxy: None,
        },
        pending(),
    ));
    let seen = async |proxy: &[(&'static str, &str)]| Page::greeted_for(server.address, proxy).await.unwrap().1;
    let come = async { while seen(ALICE).await != [BRANCH] {} };
    timeout(Duration::from_secs(10), come).await.expect("the agent comes");

    assert!(seen(BOB).await.is_empty() && seen(NOBODY).await.is_empty());
    assert!(seen(&[]).await.is_empty(), "the proxy's own address opens nothing");
    let branch = [BOB, &[("x-forwarded-for", "198.51.100.7")]].concat();
    assert_eq!(seen(&branch).await, [BRANCH]);
    let mut page = page(&server, BOB).await;
    page.say(&ClientMessage::Start {
        target: first.address().to_string().parse().unwrap(),
        record: Record::Bytes,
        from: vec![BRANCH.to_owned()],
        route: Route::default(),
    })
    .await;
    assert_eq!(page.hear().await, ServerMessage::Refused(Refusal::NoSuchPlace));
    running.abort();
}

fn identity(folder: &TempDir) -> Identity {
    Identity::read_or_make(&folder.path().join("agent.key")).unwrap()
}

#[tokio::test]
async fn each_sees_what_they_may_check_and_nobody_else_is_shown_it() {
    let (first, second) = (ClosedPort::reserve(), ClosedPort::reserve());
    let mut config = shared(first.address(), second.address());
    let policy = config.policy.as_mut().unwrap();
    policy.allow.push("*.corp.test".parse().unwrap());
    config.access[0].allow = Some(vec!["desk.corp.test".parse().unwrap()]);
    let server = Server::start_with(config).await;
    let shown = async |proxy: &[(&str, &str)]| {
        let mut lines = vec!["GET / HTTP/1.1".to_owned(), format!("Host: {}", server.address)];
        lines.extend(proxy.iter().map(|(name, value)| format!("{name}: {value}")));
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        server.request(&lines).await.body
    };

    for (proxy, told) in [(BOB, "desk.corp.test"), (ALICE, "*.corp.test"), (BOB, "desk.corp.test")] {
        assert!(shown(proxy).await.contains(told), "{proxy:?}");
    }
    assert!(!shown(CAROL).await.contains("corp.test"));
}

#[tokio::test]
async fn the_audit_names_who_it_was_and_still_no_computer() {
    let closed = ClosedPort::reserve();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("rdptrace.toml");
    let settings = format!(
        "trusted_proxies = [\"127.0.0.1/32\"]\nuser_header = \"X-Forwarded-User\"\nlog_format = \"json\"\n\
         [policy]\nallow = [\"127.0.0.1:{}\"]\n[[access]]\nusers = [\"*\"]\n",
        closed.address().port()
    );
    std::fs::write(&file, settings).unwrap();
    let mut relay = program::start(&["serve", "--listen", "127.0.0.1:0", "--config", file.to_str().unwrap()]);
    let mut lines = BufReader::new(relay.stdout.take().unwrap()).lines();
    let line = lines.next_line().await.unwrap().unwrap();
    let address = line.strip_prefix("rdptrace listens on http://").unwrap();
    let address: SocketAddr = address.trim_end_matches('/').parse().unwrap();
    let (mut page, _) = Page::greeted_for(address, ALICE).await.unwrap();
    page.start(closed.address()).await;
    page.hear_past_stages().await;
    program::signal(&relay, nix::sys::signal::Signal::SIGTERM);
    let mut log = String::new();
    relay.stderr.take().unwrap().read_to_string(&mut log).await.unwrap();

    let ended = log.lines().find(|line| line.contains("run ended")).unwrap();
    let ended: serde_json::Value = serde_json::from_str(ended).unwrap();

    assert_eq!(ended["user"], "alice");
    assert!(!log.contains(&closed.address().to_string()), "{log}");
}

#[tokio::test]
async fn a_relay_does_not_start_with_access_that_nothing_decides() {
    let (first, second) = (ClosedPort::reserve(), ClosedPort::reserve());
    let config = Config {
        user_header: None,
        groups_header: None,
        ..shared(first.address(), second.address())
    };

    let refused = Server::refused(config).await;

    let Error::Config { setting, what, .. } = refused else {
        panic!("{refused}");
    };
    assert!(
        setting == "access" && what.contains("user_header = "),
        "{setting}: {what}"
    );
}
