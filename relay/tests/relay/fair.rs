//! What each source and each target has of a relay that others use as well.

use std::net::SocketAddr;

use fixtures::dns::{self, Answer as Resolved};
use relay::Config;
use relay::net::policy::Rules;
use serde_json::json;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use wire::{ClientMessage, Record, Refusal, ServerMessage};

use crate::peer::{ClosedPort, Listener};
use crate::server::{Answer, Server};
use crate::websocket::Page;

const REPORT: &str = include_str!("reports/reset-at-hello.json");
const OVERLOADED: ServerMessage = ServerMessage::Refused(Refusal::Overloaded);

/// Who asks, as the proxy says.
const ONE: &str = "192.0.2.1";
const OTHER: &str = "192.0.2.2";
const THIRD: &str = "192.0.2.3";

/// A relay that others use, behind a proxy. It checks what is on these ports of this machine.
fn shared(targets: &[SocketAddr]) -> Config {
    let ports: Vec<String> = targets.iter().map(|target| target.port().to_string()).collect();
    let ports = if ports.is_empty() {
        "3389".to_owned()
    } else {
        ports.join(",")
    };
    Config {
        policy: Some(Rules {
            allow: vec![
                format!("127.0.0.0/8:{ports}").parse().unwrap(),
                format!("*.test:{ports}").parse().unwrap(),
            ],
            ..Rules::default()
        }),
        trusted_proxies: vec!["127.0.0.1/32".parse().unwrap()],
        ..Config::default()
    }
}

async fn post(server: &Server, client: &str, path: &str, kind: &str, body: &str) -> Answer {
    let lines = [
        format!("POST {path} HTTP/1.1"),
        format!("Host: {}", server.address),
        format!("X-Forwarded-For: {client}"),
        format!("Content-Type: {kind}"),
        format!("Content-Length: {}", body.len()),
    ];
    server.send(&lines.each_ref().map(String::as_str), body).await
}

/// That there is another one after at most so many seconds. A machine that is busy has taken some of them already.
fn assert_again_within(denied: &Answer, most: u64) {
    let after: u64 = denied.header("retry-after").parse().unwrap();
    assert!((1..=most).contains(&after), "{after}");
}

async fn post_json(server: &Server, client: &str, path: &str, body: &serde_json::Value) -> Answer {
    post(server, client, path, "application/json", &body.to_string()).await
}

/// What somebody hears who starts a check: that it began, or why not.
async fn begin(page: &mut Page, target: impl ToString) -> ServerMessage {
    page.start(target).await;
    page.hear().await
}

fn began(message: &ServerMessage) -> bool {
    matches!(message, ServerMessage::Started { .. })
}

/// That the server's owner sees how often a limit was reached.
async fn assert_counted(server: &Server, limit: &str, times: u32) {
    let metrics = server.metrics().await;
    let counted = format!("\nrdptrace_limits_reached_total{{limit=\"{limit}\"}} {times}\n");
    assert!(metrics.contains(&counted), "{metrics}");
}

#[tokio::test]
async fn one_client_with_many_sockets_leaves_room_for_the_next() {
    let silent: Vec<Listener> = [
        Listener::start().await,
        Listener::start().await,
        Listener::start().await,
    ]
    .into();
    let closed = ClosedPort::reserve();
    let mut targets: Vec<_> = silent.iter().map(Listener::address).collect();
    targets.push(closed.address());
    let mut config = shared(&targets);
    config.limits.runs = 5.try_into().ok();
    let server = Server::start_with(config).await;
    let mut pages = Vec::new();
    for number in 0..8 {
        let mut page = Page::open_for(&server, ONE).await.unwrap();
        let told = begin(&mut page, targets[number % 3]).await;
        assert_eq!(began(&told), number < 4, "{number}: {told:?}");
        pages.push(page);
    }

    assert!(Page::open_for(&server, ONE).await.is_err_and(|status| status == 429));

    let mut served = 0;
    for _ in 0..9 {
        let mut page = Page::open_for(&server, OTHER).await.unwrap();
        assert!(began(&begin(&mut page, closed.address()).await));
        served += usize::from(matches!(page.hear_past_stages().await, ServerMessage::Finished(_)));
    }
    assert_eq!(served, 9);
}

#[tokio::test]
async fn a_target_is_checked_twice_at_once_whoever_asks_and_by_whatever_name() {
    let silent = Listener::start().await;
    let port = silent.address().port();
    let here = vec![[127, 0, 0, 1].into()];
    let names = ["one.test", "two.test", "three.test"].map(|name| (name, Resolved::Addresses(here.clone())));
    let resolver = dns::Resolver::start(names);
    let server = Server::start_with(Config {
        dns_server: Some(resolver.address),
        ..shared(&[silent.address()])
    })
    .await;
    let (mut one, mut other) = (
        Page::open_for(&server, ONE).await.unwrap(),
        Page::open_for(&server, OTHER).await.unwrap(),
    );
    assert!(began(&begin(&mut one, format!("one.test:{port}")).await));
    let _peer = silent.accept().await;
    assert!(began(&begin(&mut other, format!("two.test:{port}")).await));
    let _other_peer = silent.accept().await;
    let mut third = Page::open_for(&server, THIRD).await.unwrap();

    third.start(format!("three.test:{port}")).await;

    assert_eq!(third.hear_past_stages().await, OVERLOADED);
    let again = begin(&mut third, format!("one.test:{port}")).await;
    assert!(began(&again), "by name it is only the second: {again:?}");
    assert_eq!(third.hear_past_stages().await, OVERLOADED);
    assert_counted(&server, "target_at_once", 2).await;
}

#[tokio::test]
async fn a_run_waits_for_its_turn_and_whoever_finds_the_queue_full_is_told_so() {
    let silent = Listener::start().await;
    let mut config = Config::default();
    config.limits.runs = 1.try_into().ok();
    let server = Server::start_with(config).await;
    let mut first = Page::open(&server).await;
    first.start(silent.address()).await;
    let peer = silent.accept().await;
    let mut waiting = Vec::new();
    for ahead in 0..32 {
        let mut page = Page::open(&server).await;
        assert!(began(&begin(&mut page, ClosedPort::reserve().address()).await));
        assert_eq!(page.hear().await, ServerMessage::Waiting { ahead });
        waiting.push(page);
    }
    let mut late = Page::open(&server).await;
    assert_eq!(begin(&mut late, silent.address()).await, OVERLOADED);
    assert_counted(&server, "queue", 1).await;

    first.say(&ClientMessage::Cancel).await;
    drop(peer);

    let last = waiting.last_mut().unwrap();
    assert_eq!(last.hear().await, ServerMessage::Waiting { ahead: 30 });
    for mut page in waiting {
        assert!(matches!(page.hear_past_stages().await, ServerMessage::Finished(_)));
    }
}

#[tokio::test]
async fn the_form_says_which_limit_is_reached_and_when_to_come_back() {
    let closed = ClosedPort::reserve();
    let server = Server::start_with(shared(&[closed.address()])).await;
    let fields = format!("target={}", closed.address());
    let check = async || post(&server, ONE, "/check", "application/x-www-form-urlencoded", &fields).await;
    let mut answers = Vec::new();
    loop {
        let answer = check().await;
        if answer.status != 303 {
            answers.push(answer);
            break;
        }
        let mut page = Page::open_for(&server, OTHER).await.unwrap();
        let key = answer.header("location").rsplit('/').next().unwrap().to_owned();
        page.say(&ClientMessage::Join {
            key: wire::RunKey::new(key),
        })
        .await;
        page.hear_past_stages().await;
    }

    let denied = &answers[0];

    assert_eq!(denied.status, 429, "{}", denied.body);
    assert!(
        denied.body.contains("This computer was checked many times"),
        "{}",
        denied.body
    );
    assert_again_within(denied, 6);
    assert_eq!(denied.header("ratelimit-policy"), r#""target";q=10;w=60"#);
    let again = format!(r#""target";r=0;t={}"#, denied.header("retry-after"));
    assert_eq!(denied.header("ratelimit"), again);
    assert_counted(&server, "target", 1).await;
}

#[tokio::test]
async fn a_source_shares_twenty_results_an_hour_and_others_share_all_the_same() {
    let server = Server::start_with(shared(&[])).await;
    let report: serde_json::Value = serde_json::from_str(REPORT).unwrap();
    let share = json!({ "content": "open", "disclosure": "support", "report": report });
    let share = async |client| post_json(&server, client, "/api/reports", &share).await;
    for _ in 0..20 {
        assert_eq!(share(ONE).await.status, 201);
    }

    let denied = share(ONE).await;

    assert_eq!(denied.status, 429);
    assert_again_within(&denied, 180);
    let problem = denied.json();
    assert_eq!(
        (&problem["problem"], &problem["status"]),
        (&json!("overloaded"), &json!(429))
    );
    assert!(
        problem["sentence"]
            .as_str()
            .unwrap()
            .contains("Many results were shared"),
        "{problem}"
    );
    assert_eq!(share(OTHER).await.status, 201);
}

#[tokio::test]
async fn a_source_waits_for_four_answers_and_others_for_theirs() {
    let target = ClosedPort::reserve();
    let server = Server::start_with(shared(&[target.address()])).await;
    let ask = json!({ "target": target.address().to_string(), "note": "", "life": "hour" });
    let asked = post_json(&server, ONE, "/api/asks", &ask).await.json();
    let secret = asked["watch"].as_str().unwrap().rsplit('/').next().unwrap().to_owned();
    let wait = async |client: &str| {
        let mut stream = TcpStream::connect(server.address).await.unwrap();
        let request = format!(
            "GET /api/asked/{secret}/events HTTP/1.1\r\nHost: {}\r\nX-Forwarded-For: {client}\r\n\r\n",
            server.address
        );
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut head = [0; 12];
        stream.read_exact(&mut head).await.unwrap();
        (String::from_utf8(head.into()).unwrap(), stream)
    };
    let mut streams = Vec::new();
    for _ in 0..4 {
        let (head, stream) = wait(ONE).await;
        assert_eq!(head, "HTTP/1.1 200");
        streams.push(stream);
    }

    assert_eq!(wait(ONE).await.0, "HTTP/1.1 429");
    assert_eq!(wait(OTHER).await.0, "HTTP/1.1 200");
}

#[tokio::test]
async fn half_bodies_of_one_source_leave_room_for_others() {
    let server = Server::start_with(shared(&[])).await;
    let half = async |client: &str| {
        let mut stream = TcpStream::connect(server.address).await.unwrap();
        let request = format!(
            "POST /compare HTTP/1.1\r\nHost: {}\r\nX-Forwarded-For: {client}\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 780000\r\n\r\na=x",
            server.address
        );
        stream.write_all(request.as_bytes()).await.unwrap();
        stream
    };
    let mut held = Vec::new();
    for _ in 0..10 {
        held.push(half(ONE).await);
    }
    let mut refused = half(ONE).await;

    let mut head = [0; 12];
    refused.read_exact(&mut head).await.unwrap();

    assert_eq!(&head, b"HTTP/1.1 503");
    let form = "a=x&b=y";
    let other = post(&server, OTHER, "/compare", "application/x-www-form-urlencoded", form).await;
    assert_eq!(other.status, 422, "it was read: {}", other.body);
}

#[tokio::test]
async fn on_ones_own_machine_nobody_counts() {
    let server = Server::start().await;
    let closed = ClosedPort::reserve();
    let mut pages = Vec::new();
    for _ in 0..12 {
        let mut page = Page::open(&server).await;
        page.start_recorded(closed.address(), Record::Bytes).await;
        assert!(matches!(page.hear_past_stages().await, ServerMessage::Finished(_)));
        pages.push(page);
    }
}

#[tokio::test]
async fn one_client_that_reads_files_leaves_room_for_the_next() {
    let server = Server::start_with(shared(&[])).await;
    let begin = async |client: &str| {
        let mut stream = TcpStream::connect(server.address).await.unwrap();
        let head = format!(
            "POST /api/explain HTTP/1.1\r\nHost: {}\r\nX-Forwarded-For: {client}\r\nContent-Length: 6\r\n\r\n",
            server.address
        );
        stream.write_all(head.as_bytes()).await.unwrap();
        stream
    };
    let answer = async |mut stream: TcpStream| {
        let mut status = [0; 12];
        stream.read_exact(&mut status).await.unwrap();
        String::from_utf8_lossy(&status[9..]).into_owned()
    };
    // Which of them come first is not said, and no answer comes to those who have a place.
    let mut refused = 0;
    let mut held = Vec::new();
    for _ in 0..6 {
        held.push(begin(ONE).await);
    }
    while refused < 4 {
        let waiting = held.iter().map(|stream| Box::pin(stream.readable()));
        let (_, ready, _) = futures_util::future::select_all(waiting).await;
        assert_eq!(answer(held.remove(ready)).await, "503");
        refused += 1;
    }
    assert_eq!(held.len(), 2);

    let mut other = begin(OTHER).await;
    other.write_all(b"0x204\n").await.unwrap();

    assert_eq!(answer(other).await, "200");
}

#[tokio::test]
async fn a_portal_stores_its_share_whoever_sends_it_and_others_have_theirs() {
    let tenants = json!({
        "one": { "origins": ["https://one.example.org"] }, "other": { "origins": ["https://other.example.org"] },
    });
    let mut config = Config {
        tenants: serde_json::from_value(tenants).unwrap(),
        ..shared(&[])
    };
    config.limits.people_per_portal = std::num::NonZeroUsize::MIN;
    let server = Server::start_with(config).await;
    let report: serde_json::Value = serde_json::from_str(REPORT).unwrap();
    let body = json!({ "content": "open", "disclosure": "support", "report": report });
    let share = async |client: &str, path: &str| post_json(&server, client, path, &body).await;
    for last in 0..20 {
        let client = format!("192.0.2.{last}");
        assert_eq!(share(&client, "/embed/one/api/reports").await.status, 201, "{last}");
    }

    let denied = share("192.0.2.100", "/embed/one/de/api/reports").await;

    assert_eq!(
        denied.status, 429,
        "the frame in another language is the same portal: {}",
        denied.body
    );
    assert_again_within(&denied, 180);
    assert!(denied.body.contains("Portal"), "{}", denied.body);
    assert_eq!(share("192.0.2.100", "/embed/other/api/reports").await.status, 201);
    assert_eq!(share("192.0.2.100", "/api/reports").await.status, 201);
}
