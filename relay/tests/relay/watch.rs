//! Watched computers: what the relay finds by itself, and who sees it.

use std::time::Duration;

use fixtures::dns::{self, Answer};
use relay::Config;
use relay::net::policy::Rules;
use relay::store::{Scope, StorePlace};
use serde_json::Value;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc::unbounded_channel;
use tokio::time::timeout;

use crate::peer::ClosedPort;
use crate::server::Server;

/// What a relay says of its one watched computer once it has looked.
async fn found(server: &Server) -> Value {
    let looked = async {
        loop {
            let answer = server.get("/api/watch").await;
            assert_eq!(answer.status, 200, "{}", answer.body);
            let told: Value = serde_json::from_str(&answer.body).unwrap();
            let first = told["watched"][0].clone();
            if !first["state"].is_null() {
                return first;
            }
        }
    };
    timeout(Duration::from_secs(30), looked).await.expect("it looks soon")
}

fn watching(target: &str) -> Config {
    use figment::Figment;
    use figment::providers::{Format as _, Toml};

    let toml = format!("[[watch]]\ntarget = \"{target}\"\n");
    Figment::from(Toml::string(&toml)).extract().unwrap()
}

#[tokio::test]
async fn a_watched_computer_is_found_down_and_shown_with_its_finding() {
    let port = ClosedPort::reserve();
    let server = Server::start_with(watching(&port.address().to_string())).await;

    let found = found(&server).await;

    assert_eq!(found["place"], "relay");
    let span = &found["spans"][0];
    assert_eq!(
        (&span["state"], &span["cause"], &span["runs"]),
        (&"down".into(), &"connect".into(), &1.into())
    );
    let page = server.get("/watch").await;
    let finding = span["finding"].as_str().unwrap();
    assert!(page.body.contains(&format!("/help/{finding}")), "{}", page.body);
    assert!(page.body.contains("data-state=\"down\""));
    let metrics = server.metrics().await;
    assert!(metrics.contains("\nrdptrace_watched{state=\"down\"} 1\n"), "{metrics}");
    server.stop().await;
}

#[tokio::test]
async fn a_watched_computer_that_the_policy_forbids_is_said_not_to_be_checked() {
    let server = Server::start_with(watching("169.254.169.254")).await;

    let found = found(&server).await;

    let span = &found["spans"][0];
    assert_eq!((&span["state"], &span["cause"]), (&"not_run".into(), &"policy".into()));
    let page = server.get("/watch").await;
    assert!(
        page.body
            .contains("The policy where the check runs doesn&#x27;t allow it.")
            || page.body.contains("The policy where the check runs doesn't allow it."),
        "{}",
        page.body
    );
    server.stop().await;
}

#[tokio::test]
async fn a_watched_computer_that_the_policy_allows_no_longer_is_dialled_no_longer() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let target = listener.local_addr().unwrap();
    let allowing = |rule: &str| {
        let allow = vec![rule.parse().unwrap()];
        Some(Rules {
            allow,
            ..Rules::default()
        })
    };
    let mut config = watching(&target.to_string());
    config.policy = allowing(&format!("127.0.0.0/8:{}", target.port()));
    let (server, changes) = Server::start_changing(config.clone()).await;
    let (tell, mut knocks) = unbounded_channel();
    let accepting = tokio::spawn(async move {
        while let Ok((_, from)) = listener.accept().await {
            let _ = tell.send(from);
        }
    });
    assert_eq!(found(&server).await["state"], "down");
    let own = TcpStream::connect(target).await.unwrap().local_addr().unwrap();
    assert_ne!(knocks.recv().await, Some(own), "it was dialled");
    while knocks.recv().await != Some(own) {}

    config.policy = allowing("10.0.0.0/8");
    // A changed pause has it checked at once.
    config.watch[0].every_minutes = 5;
    changes.send(config).unwrap();

    let forbidden = async {
        loop {
            let told = found(&server).await;
            if told["state"] != "down" {
                return told;
            }
        }
    };
    let told = timeout(Duration::from_secs(30), forbidden)
        .await
        .expect("it looks again");
    let states: Vec<_> = told["spans"].as_array().unwrap().iter().collect();
    let [before, now] = states.as_slice() else {
        panic!("{told}")
    };
    assert_eq!(
        (&before["state"], &before["cause"]),
        (&"down".into(), &"negotiate".into())
    );
    assert_eq!((&now["state"], &now["cause"]), (&"not_run".into(), &"policy".into()));
    // Whoever knocks next is this test.
    let own = TcpStream::connect(target).await.unwrap().local_addr().unwrap();
    assert_eq!(knocks.recv().await, Some(own));
    accepting.abort();
    server.stop().await;
}

#[tokio::test]
async fn a_watched_computer_is_not_down_because_the_own_name_server_answers_nobody() {
    let resolver = dns::Resolver::start([("pc.example.test", Answer::Refused)]);
    let config = Config {
        dns_server: Some(resolver.address),
        ..watching("pc.example.test")
    };
    let server = Server::start_with(config).await;

    let found = found(&server).await;

    let span = &found["spans"][0];
    assert_eq!(
        (&span["state"], &span["cause"], &span["finding"]),
        (&"not_run".into(), &"place".into(), &"RDP-DNS-005".into())
    );
    let page = server.get("/watch").await;
    assert!(page.body.contains("data-state=\"not_run\""), "{}", page.body);
    assert!(
        page.body.contains("Something where the check runs was in the way"),
        "{}",
        page.body
    );
    assert!(page.body.contains("/help/RDP-DNS-005"), "{}", page.body);
    let metrics = server.metrics().await;
    assert!(
        metrics.contains("\nrdptrace_watched{state=\"not_run\"} 1\n"),
        "{metrics}"
    );
    assert!(!metrics.contains("rdptrace_watched{state=\"down\"} 1"), "{metrics}");
    let badge = server.get("/watch/pc.example.test.svg").await;
    assert!(badge.body.contains(">Not checked</text>"), "{}", badge.body);
    server.stop().await;
}

#[tokio::test]
async fn without_a_store_there_is_no_history_and_it_says_so() {
    let config = Config {
        store: Some(StorePlace::Off),
        ..watching("169.254.169.254")
    };
    let server = Server::start_with(config).await;

    assert_eq!(server.get("/api/watch").await.status, 403);
    assert_eq!(server.get("/watch").await.status, 503);
    server.stop().await;
}

#[tokio::test]
async fn whoever_sees_no_watched_computer_costs_the_database_nothing() {
    // Which would say so if it were asked.
    let config = Config {
        store: Some(StorePlace::Off),
        ..Config::default()
    };
    let server = Server::start_with(config).await;

    let told = server.get("/api/watch?days=90").await;

    assert_eq!(told.status, 200);
    assert_eq!(told.json()["watched"], serde_json::json!([]));
    assert_eq!(server.get("/watch").await.status, 200);
    server.stop().await;
}

#[tokio::test]
async fn badge_of_a_watched_computer_says_what_it_is_and_nothing_of_others() {
    let port = ClosedPort::reserve();
    let server = Server::start_with(watching(&port.address().to_string())).await;
    let path = format!("/watch/{}.svg", port.address());
    let _found = found(&server).await;

    let badge = server.get(&path).await;

    assert_eq!((badge.status, badge.header("content-type")), (200, "image/svg+xml"));
    assert!(badge.body.contains(">Down</text>"), "{}", badge.body);
    assert_eq!(badge.header("cross-origin-resource-policy"), "same-site");
    assert_eq!(badge.header("cache-control"), "no-store");
    for other in ["/watch/pc.example.org.svg", "/watch/nothing", "/watch/.svg"] {
        let other = server.get(other).await;
        assert_eq!((other.status, other.header("content-type")), (404, "image/svg+xml"));
        assert!(!other.body.contains("Down"), "{}", other.body);
    }
    server.stop().await;
}

/// The connection is then the proxy's, which may be on this machine while everybody else is not.
#[tokio::test]
async fn behind_a_proxy_that_nobody_named_no_watched_computer_is_shown() {
    let port = ClosedPort::reserve();
    let mut config = watching(&port.address().to_string());
    config.public_origins = vec!["https://rdptrace.example.org".parse().unwrap()];
    config.policy = Some(Rules {
        allow: vec![format!("127.0.0.0/8:{}", port.address().port()).parse().unwrap()],
        ..Rules::default()
    });
    let server = Server::start_with(config).await;
    let shown = async |version: &str, more: &[&str]| {
        let request = format!("GET /api/watch HTTP/{version}");
        let lines = [&[request.as_str(), "Host: rdptrace.example.org"], more].concat();
        let told = server.request(&lines).await;
        told.json()["watched"].as_array().unwrap().len()
    };

    assert_eq!(shown("1.1", &[]).await, 1, "somebody on this machine");
    assert_eq!(shown("1.1", &["X-Forwarded-For: 203.0.113.9"]).await, 0);
    assert_eq!(shown("1.1", &["Via: 1.1 proxy"]).await, 0);
    assert_eq!(shown("1.0", &[]).await, 0, "as nginx asks that is told nothing");
    server.stop().await;
}

#[tokio::test]
async fn watched_computers_are_for_the_networks_that_the_setting_names_and_for_nobody_else() {
    let port = ClosedPort::reserve();
    let mut config = watching(&port.address().to_string());
    config.watch[0].visible_to = vec!["198.51.100.0/24".parse().unwrap()];
    config.watch[0].tenant = Some("helpdesk".parse().unwrap());
    config.trusted_proxies = vec!["127.0.0.1/32".parse().unwrap()];
    config.policy = Some(Rules {
        allow: vec![format!("127.0.0.0/8:{}", port.address().port()).parse().unwrap()],
        ..Rules::default()
    });
    let receiver = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(receiver.path(), "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=").unwrap();
    let tenants = serde_json::json!({
        "helpdesk": {
            "origins": ["https://helpdesk.example.org"],
            "deliver": { "to": "standard-webhook", "url": "https://helpdesk.example.org/hook", "secret_file": receiver.path() },
        },
        "other": { "origins": ["https://other.example.org"] },
    });
    config.tenants = serde_json::from_value(tenants).unwrap();
    let server = Server::start_with(config).await;
    let scopes = [Scope::Check, Scope::Launch];
    let token = server.store.create_token("program", &scopes, None).await.unwrap().token;
    let seen = async |client: &str, token: Option<&str>| {
        let bearer = token.map(|token| format!("Authorization: Bearer {token}"));
        let lines = [
            "GET /api/watch HTTP/1.1".to_owned(),
            format!("Host: {}", server.address),
            format!("X-Forwarded-For: {client}"),
        ];
        let lines: Vec<&str> = lines.iter().chain(&bearer).map(String::as_str).collect();
        let told = server.request(&lines).await;
        assert_eq!(told.status, 200, "{}", told.body);
        told.json()["watched"].as_array().unwrap().len()
    };
    let is_led_there = async |client: &str, path: &str| {
        let lines = [
            format!("GET {path} HTTP/1.1"),
            format!("Host: {}", server.address),
            format!("X-Forwarded-For: {client}"),
        ];
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        server.request(&lines).await.body.contains("href=\"/watch\"")
    };
    assert!(is_led_there("198.51.100.7", "/").await && is_led_there("198.51.100.7", "/?target=pc").await);
    assert!(!is_led_there("203.0.113.9", "/").await && !is_led_there("203.0.113.9", "/?target=pc").await);
    assert!(!server.get("/embed/helpdesk").await.body.contains("/watch\""));

    assert_eq!(seen("198.51.100.7", None).await, 1);
    assert_eq!(seen("203.0.113.9", None).await, 0);
    assert_eq!(seen("203.0.113.9", Some(&token)).await, 0, "a token opens no more");
    for path in [
        "/embed/helpdesk/api/watch",
        "/embed/other/api/watch",
        "/embed/helpdesk/watch",
    ] {
        assert_eq!(server.get(path).await.status, 404, "no portal shows it: {path}");
    }
    server.stop().await;
}
