//! The API for programs: tokens, checks, runs.

use std::time::Duration;

use relay::Config;
use relay::net::policy::Rules;
use relay::store::{Scope, StorePlace};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::peer::{ClosedPort, Listener};
use crate::server::{Answer, Server};
use crate::websocket::Page;

async fn token(server: &Server) -> String {
    let made = server.store.create_token("monitoring", &[Scope::Check], None).await;
    made.unwrap().token
}

/// A request with these lines besides those that every request has.
async fn send(server: &Server, request: &str, more: &[&str], body: &str) -> Answer {
    let mut lines = vec![
        format!("{request} HTTP/1.1"),
        format!("Host: {}", server.address),
        format!("Content-Length: {}", body.len()),
    ];
    lines.extend(more.iter().map(|line| (*line).to_owned()));
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    server.send(&lines, body).await
}

async fn check(server: &Server, token: &str, target: impl ToString, more: &[&str]) -> Answer {
    let authorization = format!("Authorization: Bearer {token}");
    let more = [&[authorization.as_str()], more].concat();
    let body = json!({ "target": target.to_string() }).to_string();
    send(server, "POST /api/checks", &more, &body).await
}

/// The events of a stream that has ended: id, name and data of each.
fn events(answer: &Answer) -> Vec<(String, String, Value)> {
    let body = answer.body.replace("\r\n", "\n");
    let field = |event: &str, name: &str| {
        let mut lines = event.lines();
        let found = lines.find_map(|line| line.strip_prefix(name)?.strip_prefix(": "));
        found.unwrap_or_default().to_owned()
    };
    body.split("\n\n")
        .filter(|event| event.contains("data: "))
        .map(|event| {
            let data = serde_json::from_str(&field(event, "data")).unwrap();
            (field(event, "id"), field(event, "event"), data)
        })
        .collect()
}

#[tokio::test]
async fn a_check_answers_with_what_it_found_and_a_status_for_monitors() {
    let server = Server::start().await;
    let token = token(&server).await;
    let closed = ClosedPort::reserve();

    let answer = check(&server, &token, closed.address(), &[]).await;

    assert_eq!((answer.status, answer.header("cache-control")), (200, "no-store"));
    let json = answer.json();
    assert_eq!(json["status"], "down");
    assert_eq!(json["result"]["schema"], 2);
    assert_eq!(json["result"]["findings"][0]["id"], "RDP-TCP-001");
    let location = answer.header("location").to_owned();
    assert_eq!(location, format!("/api/runs/{}", json["key"].as_str().unwrap()));
    let again = server.get(&location).await.json();
    assert_eq!((&again["id"], &again["result"]), (&json["id"], &json["result"]));
    assert_eq!(again["key"], Value::Null, "it is told once");
}

#[tokio::test]
async fn events_come_as_they_happen_and_go_on_behind_the_last_one_that_is_known() {
    let server = Server::start().await;
    let token = token(&server).await;
    let closed = ClosedPort::reserve();

    let answer = check(&server, &token, closed.address(), &["Accept: text/event-stream"]).await;

    assert_eq!((answer.status, answer.header("x-accel-buffering")), (201, "no"));
    let told = events(&answer);
    assert_eq!((told[0].0.as_str(), told[0].1.as_str()), ("", "started"));
    let (last, name, data) = told.last().unwrap();
    assert_eq!((name.as_str(), &data["type"]), ("finished", &json!("finished")));
    let ids: Vec<usize> = told[1..].iter().map(|(id, ..)| id.parse().unwrap()).collect();
    assert_eq!(ids, (1..=ids.len()).collect::<Vec<_>>());
    let before = (last.parse::<usize>().unwrap() - 1).to_string();
    let request = format!("GET /api/runs/{}", told[0].2["key"].as_str().unwrap());
    let known = format!("Last-Event-ID: {before}");
    let rest = send(&server, &request, &["Accept: text/event-stream", &known], "").await;
    assert_eq!(events(&rest), told[told.len() - 1..]);
}

#[tokio::test]
async fn a_run_that_is_stopped_ends_for_everybody() {
    let server = Server::start().await;
    let token = token(&server).await;
    let silent = Listener::start().await;
    let mut stream = TcpStream::connect(server.address).await.unwrap();
    let body = json!({ "target": silent.address().to_string() }).to_string();
    let request = format!(
        "POST /api/checks HTTP/1.1\r\nHost: {}\r\nAuthorization: Bearer {token}\r\nAccept: text/event-stream\r\n\
         Content-Length: {}\r\nConnection: close\r\n\r\n{body}",
        server.address,
        body.len()
    );
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut told = Vec::new();
    while !String::from_utf8_lossy(&told).contains("\"run\":") {
        assert_ne!(stream.read_buf(&mut told).await.unwrap(), 0);
    }
    let text = String::from_utf8_lossy(&told).into_owned();
    let started = text.lines().find_map(|line| line.strip_prefix("data: ")).unwrap();
    let started: Value = serde_json::from_str(started).unwrap();
    let (id, key) = (started["run"].as_str().unwrap(), started["key"].as_str().unwrap());
    assert_eq!(
        server.get(&format!("/api/runs/{key}")).await.json()["status"],
        "running"
    );

    let authorization = format!("Authorization: Bearer {token}");
    let stopped = send(&server, &format!("DELETE /api/runs/{id}"), &[&authorization], "").await;

    assert_eq!(stopped.status, 204, "{}", stopped.body);
    tokio::time::timeout(Duration::from_secs(5), stream.read_to_end(&mut told))
        .await
        .expect("the events end long before the computer's time is up")
        .unwrap();
    assert!(String::from_utf8_lossy(&told).contains("\"type\":\"finished\""));
    let status = &server.get(&format!("/api/runs/{key}")).await.json()["status"];
    assert_eq!(status, "stopped", "nobody knows whether it is up");
}

#[tokio::test]
async fn a_run_is_opened_by_its_key_or_by_the_token_that_started_it_and_nothing_else() {
    let server = Server::start().await;
    let (own, other) = (token(&server).await, token(&server).await);
    let closed = ClosedPort::reserve();
    let started = check(&server, &own, closed.address(), &[]).await.json();
    let request = format!("GET /api/runs/{}", started["id"].as_str().unwrap());
    let read = async |token: &str| {
        let authorization = format!("Authorization: Bearer {token}");
        send(&server, &request, &[&authorization], "").await.status
    };

    assert_eq!(read(&own).await, 200);
    assert_eq!(read(&other).await, 410);
    assert_eq!(
        send(&server, &request, &[], "").await.status,
        410,
        "the id opens nothing"
    );
    assert_eq!(server.get("/api/runs/AAAAAAAAAAAAAAAAAAAAAA").await.status, 410);
}

#[tokio::test]
async fn tokens_that_are_no_good_are_told_so() {
    let server = Server::start().await;
    let good = token(&server).await;
    let expired = server
        .store
        .create_token("old", &[Scope::Check], Some(Duration::ZERO))
        .await;
    let expired = expired.unwrap().token;
    let nothing = server.store.create_token("nothing", &[], None).await.unwrap().token;
    let revoked = server
        .store
        .create_token("revoked", &[Scope::Check], None)
        .await
        .unwrap();
    assert!(server.store.revoke_token(&revoked.id).await.unwrap());
    let slipped = good.replace(&good[6..7], if &good[6..7] == "x" { "y" } else { "x" });

    let invalid = "Bearer error=\"invalid_token\"";
    let scope = "Bearer error=\"insufficient_scope\", scope=\"check\"";
    for (authorization, status, challenge) in [
        (String::new(), 401, "Bearer"),
        (format!("Authorization: Basic {good}"), 401, "Bearer"),
        (format!("authorization: bearer {nothing}"), 403, scope),
        ("Authorization: Bearer".to_owned(), 401, "Bearer"),
        (format!("Authorization: Bearer {slipped}"), 401, invalid),
        (format!("Authorization: Bearer {expired}"), 401, invalid),
        (format!("Authorization: Bearer {}", revoked.token), 401, invalid),
        (format!("Authorization: Bearer {nothing}"), 403, scope),
    ] {
        let more: Vec<&str> = [authorization.as_str()]
            .into_iter()
            .filter(|line| !line.is_empty())
            .collect();
        let answer = send(&server, "POST /api/checks", &more, r#"{"target":"pc"}"#).await;

        assert_eq!(answer.status, status, "{authorization}");
        assert_eq!(answer.header("www-authenticate"), challenge, "{authorization}");
        assert_eq!(answer.header("content-type"), "application/problem+json");
        assert_eq!(answer.json()["status"], status, "{authorization}");
    }
}

#[tokio::test]
async fn what_is_asked_for_twice_with_one_key_happens_once() {
    let server = Server::start().await;
    let token = token(&server).await;
    let (closed, other) = (ClosedPort::reserve(), ClosedPort::reserve());
    let key = "Idempotency-Key: \"8e03978e-40d5-43dd-bc93-6894a57f9324\"";

    let first = check(&server, &token, closed.address(), &[key]).await.json();
    let bare = key.replace('"', "");
    let again = check(&server, &token, closed.address(), &[&bare]).await.json();
    let another = check(&server, &token, other.address(), &[key]).await;
    let fresh = check(&server, &token, closed.address(), &[]).await.json();

    assert_eq!(first, again);
    assert_eq!(another.status, 422);
    assert_ne!(first["id"], fresh["id"]);
    let long = format!("Idempotency-Key: {}", "a".repeat(256));
    assert_eq!(check(&server, &token, closed.address(), &[&long]).await.status, 400);
}

#[tokio::test]
async fn a_token_has_limits_of_its_own_and_hears_of_them() {
    let silent = [Listener::start().await, Listener::start().await];
    let closed = ClosedPort::reserve();
    let ports = [silent[0].address(), silent[1].address(), closed.address()].map(|address| address.port().to_string());
    let server = Server::start_with(Config {
        policy: Some(Rules {
            allow: vec![format!("127.0.0.0/8:{}", ports.join(",")).parse().unwrap()],
            ..Rules::default()
        }),
        ..Config::default()
    })
    .await;
    let (one, other) = (token(&server).await, token(&server).await);

    let answer = check(&server, &one, closed.address(), &[]).await;
    assert_eq!(answer.header("ratelimit-policy"), "\"runs\";q=30;w=600");
    assert_eq!(answer.header("ratelimit"), "\"runs\";r=29");
    for _ in 0..9 {
        check(&server, &one, closed.address(), &[]).await;
    }

    let denied = check(&server, &one, closed.address(), &[]).await;
    assert_eq!(denied.status, 429, "the computer has had enough");
    assert!(denied.header("ratelimit").starts_with("\"target\";r=0;t="));
    assert_ne!(denied.header("retry-after"), "");
    let answer = check(&server, &other, format!("127.0.0.2:{}", ports[2]), &[]).await;
    assert_eq!(answer.header("ratelimit"), "\"runs\";r=29", "others have their own");
}

#[tokio::test]
async fn nonsense_is_told_from_what_may_not_be_checked() {
    let server = Server::start().await;
    let token = token(&server).await;
    let authorization = format!("Authorization: Bearer {token}");
    for (body, status) in [
        ("", 400),
        ("[]", 400),
        (r#"{"target":"pc","more":1}"#, 400),
        (r#"{"target":""}"#, 403),
        (r#"{"target":"169.254.169.254"}"#, 403),
        (&format!(r#"{{"target":"{}"}}"#, "a".repeat(5000)), 413),
    ] {
        let answer = send(&server, "POST /api/checks", &[&authorization], body).await;

        assert_eq!(answer.status, status, "{body}");
        assert_eq!(answer.header("content-type"), "application/problem+json", "{body}");
    }
}

#[tokio::test]
async fn a_server_that_keeps_nothing_knows_no_token() {
    let server = Server::start_with(Config {
        store: Some(StorePlace::Off),
        ..Config::default()
    })
    .await;

    let answer = check(&server, "rdptrace_0123456789", "pc", &[]).await;

    assert_eq!(
        (answer.status, answer.header("www-authenticate")),
        (401, "Bearer error=\"invalid_token\"")
    );
}

#[tokio::test]
async fn a_key_whose_request_came_to_a_limit_can_be_used_again() {
    let closed = ClosedPort::reserve();
    let server = Server::start_with(Config {
        policy: Some(Rules {
            allow: vec![format!("127.0.0.1:{}", closed.address().port()).parse().unwrap()],
            ..Rules::default()
        }),
        ..Config::default()
    })
    .await;
    let token = token(&server).await;
    for _ in 0..10 {
        assert_eq!(check(&server, &token, closed.address(), &[]).await.status, 200);
    }
    let key = "Idempotency-Key: \"8e03978e-40d5-43dd-bc93-6894a57f9324\"";

    for _ in 0..2 {
        let denied = check(&server, &token, closed.address(), &[key]).await;

        assert_eq!(denied.status, 429, "{}", denied.body);
    }
}

#[tokio::test]
async fn a_server_that_stops_begins_no_check_for_a_program_or_a_form() {
    let (silent, closed) = (Listener::start().await, ClosedPort::reserve());
    let mut server = Server::start().await;
    let token = token(&server).await;
    let mut page = Page::open(&server).await;
    page.start(silent.address()).await;
    let _peer = silent.accept().await;

    server.ask_to_stop();

    // Until it has heard of it.
    let target = closed.address();
    let program = loop {
        let answer = check(&server, &token, target, &[]).await;
        if answer.status != 200 {
            break answer;
        }
    };
    assert_eq!(program.status, 503, "{}", program.body);
    let form = server.post_form("/check", &format!("target={target}")).await;
    assert_eq!(form.status, 503, "{}", form.body);
}
