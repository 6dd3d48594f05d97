//! `rdptrace answer`: a link that somebody sent is answered from another machine's command line.

use std::io;
use std::net::SocketAddr;

use serde_json::{Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;
use tokio::sync::mpsc;
use wire::{AskReceipt, Disclosure, Place, Report, SharedResult};

use crate::peer::ClosedPort;
use crate::program::{run, run_saying};
use crate::server::Server;

async fn asked(server: &Server, target: &str) -> (String, AskReceipt) {
    let request = json!({ "target": target, "note": "Is it on?", "ticket": "T-4711" });
    let answer = server.post_json("/api/asks", &request).await;
    assert_eq!(answer.status, 201, "{}", answer.body);
    let receipt: AskReceipt = serde_json::from_str(&answer.body).unwrap();
    (server.origin() + &receipt.path, receipt)
}

async fn is_answered(server: &Server, receipt: &AskReceipt) -> bool {
    let ask = server.get(&format!("/api/asks/{}", receipt.id)).await.json();
    ask["answered"] == true
}

/// The line of `out` that begins with `start`, without that.
fn line<'a>(out: &'a str, start: &str) -> &'a str {
    let found = out.lines().find_map(|line| line.trim_start().strip_prefix(start));
    found.unwrap_or_else(|| panic!("{start} in {out}"))
}

#[tokio::test]
async fn request_is_answered_from_the_persons_own_machine_after_a_yes() {
    let server = Server::start().await;
    let port = ClosedPort::reserve();
    let target = port.address().to_string();
    let (link, receipt) = asked(&server, &target).await;

    let (code, out, err) = run_saying(&["answer", &link], "y\n").await;

    assert_eq!((code, err.as_str()), (1, ""), "{out}");
    assert!(line(&out, "asked by:").contains(&server.origin()));
    assert!(line(&out, "they write:").contains("Is it on?") && line(&out, "ticket:").contains("T-4711"));
    assert_eq!(line(&out, "computer:").trim(), target);
    assert!(is_answered(&server, &receipt).await);
    let shared = line(&out, "Sent. The result is at ")
        .strip_prefix(&server.origin())
        .unwrap();
    let watched = server.get(&receipt.watch).await;
    assert!(watched.body.contains(shared), "{}", watched.body);
    let json = server.get(&format!("{shared}.json")).await;
    let report: Report = serde_json::from_str(&json.body).unwrap();
    assert_eq!(report.computer().unwrap().place, Place::Terminal);
    assert_eq!(report.version.as_deref(), Some(env!("CARGO_PKG_VERSION")));
    assert_eq!(report.redacted, Some(Disclosure::Support));
    let page = server.get(shared).await;
    assert!(page.body.contains("This person&#x27;s computer") || page.body.contains("This person's computer"));

    let revoke = line(&out, "curl -X DELETE -H 'Authorization: ");
    let (secret, address) = revoke.split_once("' ").unwrap();
    let path = address.strip_prefix(&server.origin()).unwrap();
    let lines = [
        format!("DELETE {path} HTTP/1.1"),
        format!("Host: {}", server.address),
        format!("Authorization: {secret}"),
    ];
    let revoked = server.request(&lines.each_ref().map(String::as_str)).await;
    assert_eq!(revoked.status, 204);
    assert_eq!(server.get(shared).await.status, 410);
}

#[tokio::test]
async fn nothing_is_checked_or_sent_without_a_yes() {
    let server = Server::start().await;
    let port = ClosedPort::reserve();
    let (link, receipt) = asked(&server, &port.address().to_string()).await;
    for said in ["", "n\n", "\n", "yellow\n"] {
        let (code, out, _) = run_saying(&["answer", &link], said).await;

        assert_eq!(code, 4, "{said:?}");
        assert!(out.contains("nothing was sent") && !out.contains("Connect "), "{out}");
    }
    assert!(!is_answered(&server, &receipt).await);
}

#[tokio::test]
async fn link_for_another_computer_than_the_person_was_shown_is_refused() {
    let server = Server::start().await;
    let (link, receipt) = asked(&server, "pc-2.example.org").await;

    let (code, out, err) = run(&["answer", &link, "--for", "pc-1.example.org", "--yes"]).await;

    assert_eq!((code, out.as_str()), (2, ""));
    assert!(
        err.contains("asks for pc-2.example.org:3389") && err.contains("you were shown pc-1"),
        "{err}"
    );
    assert!(!is_answered(&server, &receipt).await);
    // Nothing else says which computer the yes is for.
    let (code, _, err) = run(&["answer", &link, "--yes"]).await;
    assert!(code == 2 && err.contains("--for"), "{err}");
}

#[tokio::test]
async fn link_that_has_expired_or_is_foreign_is_told_so() {
    let server = Server::start().await;
    let gone = format!("{}/?ask=AAAAAAAAAAAAAAAAAAAAAA", server.origin());
    let (code, out, err) = run(&["answer", &gone]).await;
    assert_eq!((code, out.as_str()), (4, ""));
    assert!(err.contains("expired"), "{err}");

    let foreign = Elsewhere::start(|_| "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n".to_owned() + CLOSE + "{}").await;
    let (code, _, err) = run(&["answer", &foreign.link()]).await;
    assert!(
        code == 4 && err.contains("doesn't answer as an rdptrace server"),
        "{err}"
    );

    let (code, _, err) = run(&["answer", "http://help.example.org/?ask=A"]).await;
    assert!(code == 2 && err.contains("http://"), "{err}");
}

#[tokio::test]
async fn server_that_points_elsewhere_is_not_followed() {
    let server = Server::start().await;
    let (link, receipt) = asked(&server, "127.0.0.1:1").await;
    let api = link.replace("/?ask=", "/api/asks/");
    let redirect = move |_: &str| format!("HTTP/1.1 302 Found\r\nLocation: {api}\r\nContent-Length: 0\r\n{CLOSE}");
    let elsewhere = Elsewhere::start(redirect).await;

    let (code, out, err) = run_saying(&["answer", &elsewhere.link()], "y\n").await;

    assert_eq!((code, out.as_str()), (4, ""), "{err}");
    assert!(!is_answered(&server, &receipt).await);
}

#[tokio::test]
async fn what_the_level_hides_never_leaves_the_machine() {
    let port = ClosedPort::reserve();
    let target = port.address().to_string();
    let ask = json!({ "target": target, "note": "", "expires_at_ms": 4_000_000_000_000_i64, "answered": false });
    let receipt = json!({ "id": "R", "path": "/r/R", "expires_at_ms": 4_000_000_000_000_i64, "revoke": "S" });
    let answers = move |head: &str| {
        let body = if head.starts_with("GET ") { &ask } else { &receipt }.to_string();
        format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n{CLOSE}{body}", body.len())
    };
    let mut relay = Elsewhere::start(answers).await;

    let (code, out, err) = run_saying(
        &["answer", &relay.link(), "--level", "public", "--doing", "Nothing"],
        "yes\n",
    )
    .await;

    assert_eq!((code, err.as_str()), (1, ""), "{out}");
    let mut sent = relay.requests.recv().await.unwrap();
    while !sent.starts_with("POST /api/reports ") {
        assert!(!sent.contains(&target), "{sent}");
        sent = relay.requests.recv().await.unwrap();
    }
    let body: Value = serde_json::from_str(sent.split_once("\r\n\r\n").unwrap().1).unwrap();
    assert_eq!((&body["ask"], &body["doing"]), (&json!("A"), &json!("Nothing")));
    assert_eq!(body["report"]["redacted"], "public");
    assert!(!body.to_string().contains(&port.address().port().to_string()), "{body}");
}

#[tokio::test]
async fn any_of_the_computers_of_a_launch_is_checked_and_no_other_at_the_level_of_its_portal() {
    let port = ClosedPort::reserve();
    let target = port.address().to_string();
    let ask = json!({
        "target": "pc-1.example.org:3389", "choices": ["pc-1.example.org:3389", target], "note": "", "launched": true,
        "level": "public", "expires_at_ms": 4_000_000_000_000_i64, "answered": false,
    });
    let receipt = json!({ "id": "R", "path": "/r/R", "expires_at_ms": 4_000_000_000_000_i64, "revoke": "S" });
    let answers = move |head: &str| {
        let body = if head.starts_with("GET ") { &ask } else { &receipt }.to_string();
        format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n{CLOSE}{body}", body.len())
    };
    let mut relay = Elsewhere::start(answers).await;

    let (code, out, err) = run(&["answer", &relay.link(), "--for", "pc-3.example.org", "--yes"]).await;
    assert_eq!((code, out.as_str()), (2, ""), "{err}");
    let (code, out, err) = run_saying(&["answer", &relay.link(), "--for", &target], "yes\n").await;

    assert_eq!((code, err.as_str()), (1, ""), "{out}");
    assert_eq!(line(&out, "computer:").trim(), target);
    assert!(line(&out, "asked by:").contains("a portal"), "{out}");
    assert!(line(&out, "sent:").contains("All names of computers"), "{out}");
    let mut sent = relay.requests.recv().await.unwrap();
    while !sent.starts_with("POST /api/reports ") {
        sent = relay.requests.recv().await.unwrap();
    }
    let body: Value = serde_json::from_str(sent.split_once("\r\n\r\n").unwrap().1).unwrap();
    assert_eq!(body["report"]["redacted"], "public");
}

#[tokio::test]
async fn check_shares_what_it_found_and_json_stays_one_object() {
    let server = Server::start().await;
    let port = ClosedPort::reserve();
    let target = port.address().to_string();

    let (code, out, err) = run(&[
        "check",
        &target,
        "--share",
        &server.origin(),
        "--life",
        "hour",
        "--json",
    ])
    .await;

    assert_eq!(code, 1, "{err}");
    let printed: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(printed["version"], env!("CARGO_PKG_VERSION"));
    let shared = line(&err, "Sent. The result is at ")
        .strip_prefix(&server.origin())
        .unwrap();
    let kept = server.get(&shared.replace("/r/", "/api/reports/")).await;
    let kept: SharedResult = serde_json::from_str(&kept.body).unwrap();
    assert!(kept.expires_at_ms - kept.shared_at_ms <= 3_600_000);
}

/// A server that is no relay: answers each request with what `answer` makes of its head.
struct Elsewhere {
    address: SocketAddr,
    requests: mpsc::UnboundedReceiver<String>,
}

impl Elsewhere {
    async fn start(answer: impl Fn(&str) -> String + Send + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (told, requests) = mpsc::unbounded_channel();
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                let Ok(request) = read_request(&mut stream).await else {
                    continue;
                };
                let _ = stream.write_all(answer(&request).as_bytes()).await;
                if told.send(request).is_err() {
                    return;
                }
            }
        });
        Self { address, requests }
    }

    fn link(&self) -> String {
        format!("http://{}/?ask=A", self.address)
    }
}

async fn read_request(stream: &mut tokio::net::TcpStream) -> io::Result<String> {
    let mut bytes = Vec::new();
    loop {
        let text = String::from_utf8_lossy(&bytes);
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head
                .lines()
                .find_map(|line| line.to_lowercase().strip_prefix("content-length: ")?.parse().ok());
            if body.len() >= length.unwrap_or(0) {
                return Ok(text.into_owned());
            }
        }
        if stream.read_buf(&mut bytes).await? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
    }
}

const CLOSE: &str = "Connection: close\r\n\r\n";
