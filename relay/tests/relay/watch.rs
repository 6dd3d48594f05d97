//! Watched computers: what the relay finds by itself, and who sees it.

use std::time::Duration;

use relay::Config;
use relay::store::StorePlace;
use serde_json::Value;
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
        page.body.contains("The policy of this server doesn&#x27;t allow it.")
            || page.body.contains("The policy of this server doesn't allow it."),
        "{}",
        page.body
    );
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
}
