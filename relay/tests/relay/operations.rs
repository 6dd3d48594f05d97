//! What those who run a relay see of it.

use nix::sys::signal::Signal;
use relay::Config;
use relay::store::StorePlace;
use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, BufReader};
use wire::{Refusal, ServerMessage};

use crate::peer::{ClosedPort, Listener};
use crate::program;
use crate::server::Server;
use crate::websocket::Page;

#[tokio::test]
async fn a_relay_that_is_asked_to_stop_lets_runs_end_and_begins_no_more() {
    let target = Listener::start().await;
    let mut server = Server::start().await;
    let mut page = Page::open(&server).await;
    page.start(target.address()).await;
    let peer = target.accept().await;
    let mut late = Page::open(&server).await;

    server.ask_to_stop();
    let told = loop {
        // Until it has heard of it.
        late.start(ClosedPort::reserve().address()).await;
        if let ServerMessage::Refused(refusal) = late.hear_past_stages().await {
            break refusal;
        }
    };

    assert_eq!(told, Refusal::ShuttingDown);
    let ready = server.get("/readyz").await;
    assert_eq!((ready.status, &ready.json()["stopping"]), (503, &json!(true)));
    drop(target);
    drop(peer);
    assert!(matches!(page.hear_past_stages().await, ServerMessage::Finished(_)));
    assert_eq!(page.hear().await, ServerMessage::Refused(Refusal::ShuttingDown));
}

#[tokio::test]
async fn a_relay_that_can_do_what_it_is_for_says_that_it_is_ready() {
    let server = Server::start().await;

    let ready = server.get("/readyz").await;

    assert_eq!(ready.status, 200, "{}", ready.body);
    let expected = json!({
        "ready": true, "store": "ok", "runs": "ok", "descriptors": "ok", "bus": "off", "limits": "own", "stopping": false
    });
    assert_eq!(ready.json(), expected);
}

#[tokio::test]
async fn a_relay_whose_room_is_taken_says_that_it_is_not_ready() {
    let server = Server::start_with(Config {
        most_results: 1,
        ..Config::default()
    })
    .await;
    let report: Value = serde_json::from_str(include_str!("reports/reset-at-hello.json")).unwrap();
    let share = json!({ "content": "open", "disclosure": "support", "report": report });
    assert_eq!(server.post_json("/api/reports", &share).await.status, 201);

    let ready = server.get("/readyz").await;

    assert_eq!((ready.status, &ready.json()["store"]), (503, &json!("full")));
    assert_eq!(ready.header("retry-after"), "5");
    assert_eq!(server.get("/healthz").await.status, 200, "it need not be started anew");
    let metrics = server.metrics().await;
    assert!(metrics.contains("\nrdptrace_stored_results 1\n"), "{metrics}");
}

#[tokio::test]
async fn a_relay_without_a_store_is_ready_all_the_same() {
    let server = Server::start_with(Config {
        store: Some(StorePlace::Off),
        ..Config::default()
    })
    .await;

    assert_eq!(server.get("/readyz").await.json()["store"], json!("off"));
}

#[tokio::test]
async fn a_relay_whose_runs_and_queue_are_taken_says_that_it_is_not_ready() {
    let target = Listener::start().await;
    let mut config = Config::default();
    config.limits.runs = 1.try_into().ok();
    let server = Server::start_with(config).await;
    let mut pages = Vec::new();
    for _ in 0..33 {
        let mut page = Page::open(&server).await;
        page.start(target.address()).await;
        assert!(matches!(page.hear().await, ServerMessage::Started { .. }));
        pages.push(page);
    }

    let ready = server.get("/readyz").await;

    assert_eq!((ready.status, &ready.json()["runs"]), (503, &json!("full")));
    let metrics = server.metrics().await;
    assert!(metrics.contains("\nrdptrace_runs_under_way 1\n"), "{metrics}");
    assert!(metrics.contains("rdptrace_runs_queued 32\n"), "{metrics}");
}

#[tokio::test]
async fn metrics_have_a_listener_of_their_own_and_name_nobody() {
    let server = Server::start().await;
    let closed = ClosedPort::reserve();
    let mut page = Page::open(&server).await;
    page.start(closed.address()).await;
    page.hear_past_stages().await;

    let metrics = server.metrics().await;

    let runs: Vec<&str> = metrics
        .lines()
        .filter(|line| line.starts_with("rdptrace_runs_total{"))
        .collect();
    assert_eq!(
        runs,
        [r#"rdptrace_runs_total{stage="connect",outcome="failed",finding="RDP-TCP-001"} 1"#]
    );
    let (target, port) = (
        closed.address().ip().to_string(),
        format!(":{}", closed.address().port()),
    );
    assert!(!metrics.contains(&target) && !metrics.contains(&port), "{metrics}");
    assert_eq!(server.get("/metrics").await.status, 404, "not where everybody is");
}

#[tokio::test]
async fn a_security_contact_is_told_where_there_is_one() {
    let contact = Some("mailto:security@example.org".parse().unwrap());
    let named = Server::start_with(Config {
        security_contact: contact,
        ..Config::default()
    })
    .await;
    let unnamed = Server::start().await;

    let told = named.get("/.well-known/security.txt").await;

    assert_eq!(told.status, 200);
    assert!(
        told.body
            .starts_with("Contact: mailto:security@example.org\nExpires: 20"),
        "{}",
        told.body
    );
    assert_eq!(unnamed.get("/.well-known/security.txt").await.status, 404);
    assert!(unnamed.get("/robots.txt").await.body.contains("Disallow: /r/"));
}

#[tokio::test]
async fn an_administrator_sees_what_is_kept_and_throws_out_what_has_to_go() {
    let folder = std::env::temp_dir().join(format!("rdptrace-store-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let file = format!("sqlite:{}", folder.join("results.db").display());
    let server = Server::start_with(Config {
        store: Some(file.parse().unwrap()),
        ..Config::default()
    })
    .await;
    let report: Value = serde_json::from_str(include_str!("reports/reset-at-hello.json")).unwrap();
    let share = json!({ "content": "open", "disclosure": "support", "report": report });
    let mut ids = Vec::new();
    for _ in 0..2 {
        let receipt = server.post_json("/api/reports", &share).await.json();
        ids.push(receipt["id"].as_str().unwrap().to_owned());
    }
    let store = async |arguments: &[&str]| {
        let arguments: Vec<&str> = ["store"].iter().chain(arguments).copied().collect();
        let relay = program::start_with(&arguments, &[("RDPTRACE_STORE", &file)]);
        let output = relay.wait_with_output().await.unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    };

    let listed = store(&["list"]).await;
    assert!(
        ids.iter().all(|id| listed.contains(id)) && listed.contains("readable"),
        "{listed}"
    );
    assert!(store(&["stats"]).await.contains("results and requests: 2 of 200000"));
    assert!(store(&["show", &ids[0]]).await.contains("\"stages\""));
    assert!(store(&["remove", &ids[0]]).await.contains("Removed 1 result."));
    assert_eq!(server.get(&format!("/r/{}", ids[0])).await.status, 410);
    assert_eq!(server.get(&format!("/r/{}", ids[1])).await.status, 200);
    assert!(
        store(&["remove", "--older-than-days", "0"])
            .await
            .contains("Removed 1 result.")
    );
    assert!(!store(&["list"]).await.contains(&ids[1]));
    let gone = program::start_with(&["store", "show", &ids[1]], &[("RDPTRACE_STORE", &file)]);
    let gone = gone.wait_with_output().await.unwrap();
    assert_eq!(
        (gone.status.code(), gone.stdout.len()),
        (Some(1), 0),
        "nothing that a script would take for it"
    );
    assert!(String::from_utf8_lossy(&gone.stderr).contains("There's no result"));
    std::fs::remove_dir_all(&folder).unwrap();
}

#[tokio::test]
async fn every_run_has_one_line_for_the_audit_also_as_json() {
    let closed = ClosedPort::reserve();
    let mut relay = program::start_with(
        &["serve", "--listen", "127.0.0.1:0"],
        &[("RDPTRACE_LOG_FORMAT", "json")],
    );
    let mut lines = BufReader::new(relay.stdout.take().unwrap()).lines();
    let line = lines.next_line().await.unwrap().unwrap();
    let address = line.strip_prefix("rdptrace listens on http://").unwrap();
    let mut page = Page::open_at(address.trim_end_matches('/').parse().unwrap()).await;
    page.start(closed.address()).await;
    page.hear_past_stages().await;
    program::signal(&relay, Signal::SIGTERM);
    let mut log = String::new();
    relay.stderr.take().unwrap().read_to_string(&mut log).await.unwrap();

    let lines: Vec<Value> = log.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let runs: Vec<&Value> = lines.iter().filter(|line| line["message"] == "run ended").collect();

    let [run] = runs[..] else { panic!("not one line: {log}") };
    for name in [
        "timestamp",
        "run",
        "by",
        "source",
        "rule",
        "stage",
        "outcome",
        "finding",
        "elapsed_ms",
    ] {
        assert!(!run[name].is_null(), "{name} is not in {run}");
    }
    assert_eq!(run["rule"], "own_machine");
    assert!(!log.contains(&closed.address().to_string()), "{log}");
}
