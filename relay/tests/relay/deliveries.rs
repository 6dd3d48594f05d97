//! Results that go into the tickets of portals.

use core::time::Duration;
use std::net::SocketAddr;

use data_encoding::BASE64;
use relay::Config;
use relay::store::{Delivery, NewLaunch};
use ring::hmac;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

use crate::server::Server;

const REPORT: &str = include_str!("reports/reset-at-hello.json");

/// A relay whose portal has a ticket system at `address`.
async fn portal(folder: &tempfile::TempDir, to: &str, secret: &str, address: SocketAddr, allow: &[&str]) -> Server {
    let file = folder.path().join("secret");
    std::fs::write(&file, secret).unwrap();
    let tenants = json!({
        "helpdesk": {
            "origins": ["https://helpdesk.example.org"],
            "deliver": { "to": to, "url": format!("http://{address}/desk"), "secret_file": file, "allow": allow },
        },
    });
    Server::start_with(Config {
        tenants: serde_json::from_value(tenants).unwrap(),
        ..Config::default()
    })
    .await
}

/// Shares a result from the ticket `it-17`.
async fn share(server: &Server) -> String {
    share_from(server, "it-17").await
}

/// Shares a result from this ticket.
async fn share_from(server: &Server, reference: &str) -> String {
    let launch = NewLaunch {
        tenant: "helpdesk".to_owned(),
        targets: vec!["pc-frontdesk.example.org:3390".parse().unwrap()],
        reference: reference.to_owned().into(),
        language: String::new(),
        note: String::new().into(),
    };
    let launched = server.store.open_signed(&launch, "a").await.unwrap().unwrap();
    let report: Value = serde_json::from_str(REPORT).unwrap();
    let shared = json!({ "content": "open", "disclosure": "support", "report": report, "ask": launched.ask });
    let answer = server.post_json("/embed/helpdesk/api/reports", &shared).await;
    assert_eq!(answer.status, 201, "{}", answer.body);
    answer.json()["path"].as_str().unwrap().to_owned()
}

/// Takes one request, and answers it.
async fn request(listener: &TcpListener, answer: &str) -> (String, Value) {
    let text = asked(listener, answer).await;
    let (head, body) = text.split_once("\r\n\r\n").unwrap();
    (head.to_lowercase(), serde_json::from_str(body).unwrap_or_default())
}

/// The same as it came.
async fn asked(listener: &TcpListener, answer: &str) -> String {
    let (mut stream, _) = listener.accept().await.unwrap();
    let text = whole(&mut stream).await;
    stream.write_all(answer.as_bytes()).await.unwrap();
    text
}

/// What a webhook holds, whose signature is that of its id, of the time of this try and of its body (Standard Webhooks
/// 1.0.0, "Signature scheme").
#[track_caller]
fn signed(text: &str, id: &str, key: &[u8]) -> Value {
    let (head, body) = text.split_once("\r\n\r\n").unwrap();
    let header = |name: &str| {
        let mut lines = head.lines().filter_map(|line| line.split_once(": "));
        let found = lines.find(|(own, _)| own.eq_ignore_ascii_case(name));
        found.map_or_else(|| panic!("{name}: {head}"), |(_, value)| value)
    };
    assert_eq!(header("webhook-id"), id);
    let time = header("webhook-timestamp");
    let now = std::time::SystemTime::UNIX_EPOCH.elapsed().unwrap().as_secs();
    // Receivers refuse what is older than five minutes; nothing here takes as many seconds.
    assert!(time.parse::<u64>().unwrap().abs_diff(now) < 60, "{time} is not {now}");
    let signature = header("webhook-signature").strip_prefix("v1,").unwrap();
    let signature = BASE64.decode(signature.as_bytes()).unwrap();
    let key = hmac::Key::new(hmac::HMAC_SHA256, key);
    let message = format!("{id}.{time}.{body}");
    assert!(hmac::verify(&key, message.as_bytes(), &signature).is_ok(), "{text}");
    serde_json::from_str(body).unwrap()
}

async fn whole(stream: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    loop {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let head = head.to_lowercase();
            let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
            let length = length.map_or(0, |length| length.parse::<usize>().unwrap());
            if body.len() >= length {
                return text;
            }
        }
        assert_ne!(stream.read_buf(&mut bytes).await.unwrap(), 0);
    }
}

#[tokio::test]
async fn a_shared_result_becomes_a_private_comment_in_its_ticket() {
    let folder = tempfile::tempdir().unwrap();
    let desk = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = desk.local_addr().unwrap();
    let secret = "Authorization: Token abc\n";
    let server = portal(&folder, "django-helpdesk", secret, address, &["127.0.0.0/8"]).await;
    let path = share(&server).await;

    let (head, body) = request(
        &desk,
        "HTTP/1.1 201 Created\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}",
    )
    .await;

    assert!(head.starts_with("post /desk/api/followups/ http/1.1\r\n"), "{head}");
    assert!(head.contains("authorization: token abc"), "{head}");
    assert_eq!((&body["ticket"], &body["public"]), (&json!(17), &json!(false)));
    assert_eq!(body.get("title"), None, "it would rename the ticket");
    let comment = body["comment"].as_str().unwrap();
    let id = server.store.deliveries(1).await.unwrap()[0].id.clone();
    assert!(
        comment.contains(&format!("<{}{path}#{id}>", server.origin())),
        "{comment}"
    );
}

#[tokio::test]
async fn a_comment_that_may_be_there_is_looked_for_before_it_is_written_again() {
    let folder = tempfile::tempdir().unwrap();
    let desk = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = desk.local_addr().unwrap();
    let secret = "Authorization: token 1-2\n";
    let server = portal(&folder, "request-tracker", secret, address, &["127.0.0.0/8"]).await;
    share(&server).await;
    // Taken, perhaps: nobody says so.
    let (head, body) = request(&desk, "").await;
    assert!(
        head.starts_with("post /desk/rest/2.0/ticket/17/comment http/1.1\r\n"),
        "{head}"
    );
    let delivery = settled(&server, |it| !it.last_error.is_empty()).await;
    let id = delivery.id;
    assert_eq!(body["Subject"], json!(format!("rdptrace {id}")));

    assert!(server.store.retry_delivery(&id).await.unwrap());
    let busy = "HTTP/1.1 503 Busy\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    let (head, _) = request(&desk, busy).await;
    assert!(
        head.starts_with("get /desk/rest/2.0/ticket/17/attachments?fields=subject"),
        "{head}"
    );
    let delivery = settled(&server, |it| it.last_error.contains("503")).await;
    assert_eq!(delivery.state, "waiting");

    assert!(server.store.retry_delivery(&id).await.unwrap());
    let there = format!("{{\"items\":[{{\"Subject\":\"rdptrace {id}\"}}]}}");
    let there = format!(
        "HTTP/1.1 200 OK\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{there}",
        there.len()
    );
    let (head, _) = request(&desk, &there).await;
    assert!(head.starts_with("get "), "{head}");
    assert_eq!(settled(&server, |it| it.state != "waiting").await.state, "done");
}

/// The only delivery, once what became of its last try is written down.
async fn settled(server: &Server, is_it: impl Fn(&Delivery) -> bool) -> Delivery {
    let settled = async {
        loop {
            let first = server.store.deliveries(1).await.unwrap().remove(0);
            if is_it(&first) {
                return first;
            }
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(WRITING_LIMIT, settled)
        .await
        .expect("what became of the try is written down")
}

/// Far longer than writing a line takes.
const WRITING_LIMIT: Duration = Duration::from_secs(30);

#[tokio::test]
async fn a_webhook_is_signed_and_tried_again_under_the_same_id() {
    let folder = tempfile::tempdir().unwrap();
    let hook = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = hook.local_addr().unwrap();
    let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    let server = portal(&folder, "standard-webhook", secret, address, &["127.0.0.0/8"]).await;
    share(&server).await;

    let elsewhere = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let location = elsewhere.local_addr().unwrap();
    let moved =
        format!("HTTP/1.1 307 Moved\r\nLocation: http://{location}/\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
    let first = asked(&hook, &moved).await;

    let id = server.store.deliveries(1).await.unwrap()[0].id.clone();
    let key = BASE64
        .decode(secret.strip_prefix("whsec_").unwrap().as_bytes())
        .unwrap();
    let body = signed(&first, &id, &key);
    assert_eq!(
        (&body["type"], &body["data"]["reference"]),
        (&json!("result.shared"), &json!("it-17"))
    );
    let delivery = settled(&server, |it| !it.last_error.is_empty()).await;
    assert_eq!(
        (delivery.state.as_str(), delivery.last_error.as_str()),
        ("waiting", "307: redirects are not followed")
    );
    assert!(
        futures_util::poll!(core::pin::pin!(elsewhere.accept())).is_pending(),
        "nothing is sent to where it points"
    );
    // Five seconds later at the earliest; the administrator does not wait.
    assert!(server.store.retry_delivery(&id).await.unwrap());
    let taken = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    let again = asked(&hook, taken).await;
    assert_eq!(signed(&again, &id, &key), body);
}

#[tokio::test]
async fn a_private_address_that_nobody_named_is_not_connected_to() {
    let folder = tempfile::tempdir().unwrap();
    let desk = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = desk.local_addr().unwrap();
    let server = portal(&folder, "django-helpdesk", "Authorization: Token abc", address, &[]).await;
    share(&server).await;

    let why = settled(&server, |it| !it.last_error.is_empty()).await.last_error;

    assert!(why.contains("`deliver.allow`"), "{why}");
    assert!(futures_util::poll!(core::pin::pin!(desk.accept())).is_pending());
}

#[tokio::test]
async fn of_megabytes_that_a_receiver_answers_little_is_kept() {
    for (status, state) in [("201 Created", "done"), ("422 No", "dead")] {
        let folder = tempfile::tempdir().unwrap();
        let desk = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = desk.local_addr().unwrap();
        let secret = "Authorization: Token abc";
        let server = portal(&folder, "django-helpdesk", secret, address, &["127.0.0.0/8"]).await;
        share(&server).await;

        let (mut stream, _) = desk.accept().await.unwrap();
        whole(&mut stream).await;
        let head = format!("HTTP/1.1 {status}\r\nContent-Length: {ANSWER}\r\nConnection: close\r\n\r\n");
        stream.write_all(head.as_bytes()).await.unwrap();
        // Whoever has read enough hangs up, which is no fault of the receiver.
        let _sent = stream.write_all(&vec![b'x'; ANSWER]).await;

        let delivery = settled(&server, |it| it.state != "waiting").await;
        assert_eq!(delivery.state, state, "{status}");
        assert!(delivery.last_error.len() < KEPT, "{}", delivery.last_error.len());
    }
}

/// More than a relay reads of one.
const ANSWER: usize = 3 * 1024 * 1024;
/// The status and a few words.
const KEPT: usize = 300;

/// What the makers of a ticket system document of its API, as it was read. None of it was seen with a real account.
struct Documented {
    to: &'static str,
    reference: &'static str,
    /// The header of `secret_file`.
    header: &'static str,
    /// How a comment is made.
    call: &'static str,
    /// Its body, where `COMMENT` stands for what it says.
    body: Value,
    /// The answer to it.
    taken: (&'static str, &'static str),
    /// How a ticket is read.
    read: &'static str,
    /// The answer to that, where `COMMENTS` stands for the comments as the system gives them.
    ticket: &'static str,
}

/// Sources, in the same order: docs.zammad.org, API, "Articles"; developers.freshdesk.com, API, "Create a Note" and "List All
/// Conversations of a Ticket"; developer.zendesk.com, "Ticket Comments"; developer.atlassian.com, Jira Service Management
/// "Create request comment" and Jira "Get comments"; servicenow.com, "Table API"; redmine.org, "Rest Issues".
fn documented() -> [Documented; 6] {
    [
        Documented {
            to: "zammad",
            reference: "17",
            header: "Authorization: Token token=abc",
            call: "POST /desk/api/v1/ticket_articles",
            body: json!({
                "ticket_id": 17, "body": "COMMENT", "content_type": "text/html", "type": "note", "internal": true,
            }),
            taken: ("201 Created", r#"{"id":4,"ticket_id":17,"internal":true}"#),
            read: "GET /desk/api/v1/ticket_articles/by_ticket/17",
            ticket: r#"[{"id":1,"body":"It ends at once"}COMMENTS]"#,
        },
        Documented {
            to: "freshdesk",
            reference: "17",
            // The key of the API as the user, with any password.
            header: "Authorization: Basic a2V5Olg=",
            call: "POST /desk/api/v2/tickets/17/notes",
            body: json!({ "body": "COMMENT", "private": true }),
            taken: ("201 Created", r#"{"id":5,"private":true,"ticket_id":17}"#),
            read: "GET /desk/api/v2/tickets/17/conversations?per_page=100",
            ticket: r#"[{"id":1,"body":"It ends at once"}COMMENTS]"#,
        },
        Documented {
            to: "zendesk",
            reference: "17",
            // `{email}/token:{api_token}`.
            header: "Authorization: Basic bWUvdG9rZW46a2V5",
            call: "PUT /desk/api/v2/tickets/17.json",
            body: json!({ "ticket": { "comment": { "html_body": "COMMENT", "public": false } } }),
            taken: ("200 OK", r#"{"ticket":{"id":17}}"#),
            read: "GET /desk/api/v2/tickets/17/comments.json?sort_order=desc",
            ticket: r#"{"comments":[{"id":1,"body":"It ends at once"}COMMENTS],"next_page":null}"#,
        },
        Documented {
            to: "jira-service-management",
            reference: "IT-17",
            header: "Authorization: Basic bWU6a2V5",
            call: "POST /desk/rest/servicedeskapi/request/IT-17/comment",
            body: json!({ "body": "COMMENT", "public": false }),
            taken: ("201 Created", r#"{"id":"1000","public":false}"#),
            read: "GET /desk/rest/api/2/issue/IT-17/comment?orderBy=-created&maxResults=100",
            ticket: r#"{"startAt":0,"maxResults":100,"comments":[{"id":"1","body":"It ends at once"}COMMENTS]}"#,
        },
        Documented {
            to: "servicenow",
            reference: "9d385017c611228701d22104cc95c371",
            header: "Authorization: Basic bWU6a2V5",
            call: "PATCH /desk/api/now/table/incident/9d385017c611228701d22104cc95c371",
            body: json!({ "work_notes": "[code]COMMENT[/code]" }),
            taken: ("200 OK", r#"{"result":{"number":"INC0000017"}}"#),
            read: "GET /desk/api/now/table/sys_journal_field?sysparm_query=element_id=9d385017c611228701d22104cc95c371\
                   %5Eelement=work_notes%5EORDERBYDESCsys_created_on&sysparm_fields=value&sysparm_limit=100",
            ticket: r#"{"result":[{"value":"It ends at once"}COMMENTS]}"#,
        },
        Documented {
            to: "redmine",
            reference: "17",
            header: "X-Redmine-API-Key: abc",
            call: "PUT /desk/issues/17.json",
            body: json!({ "issue": { "notes": "COMMENT", "private_notes": true } }),
            taken: ("204 No Content", ""),
            read: "GET /desk/issues/17.json?include=journals",
            ticket: r#"{"issue":{"id":17,"journals":[{"id":1,"notes":"It ends at once"}COMMENTS]}}"#,
        },
    ]
}

fn answered(status: &str, body: &str) -> String {
    let length = body.len();
    format!("HTTP/1.1 {status}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}")
}

/// The only text of `body` where `pattern` has the word `COMMENT`, if that is all in which they differ.
fn comment(pattern: &Value, body: &Value) -> Option<String> {
    match (pattern, body) {
        (Value::String(pattern), Value::String(text)) if pattern.contains("COMMENT") => {
            let (before, behind) = pattern.split_once("COMMENT")?;
            Some(text.strip_prefix(before)?.strip_suffix(behind)?.to_owned())
        }
        (Value::Object(pattern), Value::Object(body)) if pattern.keys().eq(body.keys()) => {
            let mut found = None;
            for (one, other) in pattern.values().zip(body.values()) {
                if one != other {
                    found = Some(comment(one, other)?);
                }
            }
            found
        }
        _ => None,
    }
}

#[tokio::test]
async fn success_that_changed_nothing_is_for_the_administrator_to_see() {
    let folder = tempfile::tempdir().unwrap();
    let desk = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = desk.local_addr().unwrap();
    let secret = "Authorization: token 1-2";
    let server = portal(&folder, "request-tracker", secret, address, &["127.0.0.0/8"]).await;
    share(&server).await;

    // As Request Tracker answers whoever lacks the right.
    request(&desk, &answered("201 Created", "[]")).await;

    let delivery = settled(&server, |it| it.state != "waiting").await;
    assert_eq!(delivery.state, "dead");
    assert!(
        delivery.last_error.contains("nothing was changed"),
        "{}",
        delivery.last_error
    );
}

#[tokio::test]
async fn each_hosted_system_is_asked_as_its_makers_document_it() {
    for system in documented() {
        let to = system.to;
        let folder = tempfile::tempdir().unwrap();
        let desk = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = desk.local_addr().unwrap();
        let server = portal(&folder, to, system.header, address, &["127.0.0.0/8"]).await;
        share_from(&server, system.reference).await;
        let expect = async |line: &str, answer: &str| {
            let (head, body) = request(&desk, answer).await;
            assert!(
                head.starts_with(&format!("{} http/1.1\r\n", line.to_lowercase())),
                "{to}: {head}"
            );
            assert!(head.contains(&system.header.to_lowercase()), "{to}: {head}");
            assert!(head.contains("content-type: application/json"), "{to}: {head}");
            body
        };

        // Nobody knows whether it was taken; the ticket says that it was not.
        let body = expect(system.call, "").await;
        let said = comment(&system.body, &body);
        let said = said.unwrap_or_else(|| panic!("{to}: {body}"));
        let delivery = settled(&server, |it| !it.last_error.is_empty()).await;
        assert!(said.contains(&format!("#{}", delivery.id)), "{to}: {said}");
        assert!(server.store.retry_delivery(&delivery.id).await.unwrap());
        let without = answered("200 OK", &system.ticket.replace("COMMENTS", ""));
        expect(system.read, &without).await;
        let again = expect(system.call, &answered("503 Busy", "")).await;
        assert_eq!(again, body, "{to}: it is the same");

        // Then it was.
        let delivery = settled(&server, |it| it.last_error.contains("503")).await;
        assert!(server.store.retry_delivery(&delivery.id).await.unwrap());
        let comment = format!(",{}", json!({ "id": 2, "body": said, "notes": said, "value": said }));
        let with = answered("200 OK", &system.ticket.replace("COMMENTS", &comment));
        expect(system.read, &with).await;
        assert_eq!(settled(&server, |it| it.state != "waiting").await.state, "done", "{to}");
    }
}

#[tokio::test]
async fn each_hosted_system_has_taken_what_it_says_it_has_taken() {
    for system in documented() {
        let folder = tempfile::tempdir().unwrap();
        let desk = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = desk.local_addr().unwrap();
        let server = portal(&folder, system.to, system.header, address, &["127.0.0.0/8"]).await;
        share_from(&server, system.reference).await;

        let (status, body) = system.taken;
        request(&desk, &answered(status, body)).await;

        let delivery = settled(&server, |it| it.state != "waiting").await;
        assert_eq!(
            (delivery.state.as_str(), delivery.attempt),
            ("done", 1),
            "{}",
            system.to
        );
    }
}
