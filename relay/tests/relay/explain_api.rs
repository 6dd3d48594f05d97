//! Texts and files that are sent to the relay to be read.

use serde_json::Value;

use crate::server::{Answer, Server};

async fn post(server: &Server, path: &str, lines: &[&str], body: &str) -> Answer {
    let host = format!("Host: {}", server.address);
    let origin = format!("Origin: {}", server.origin());
    let request = format!("POST {path} HTTP/1.1");
    let length = format!("Content-Length: {}", body.len());
    let mut head = vec![request.as_str(), &host, &origin, &length];
    head.extend_from_slice(lines);
    server.send(&head, body).await
}

const LOG: &str = "[20240319-00:20:44] [INFO ] AF_INET connection received from 192.0.2.7 port 6\n\
                   [20240319-00:20:45] [ERROR] Cannot read private key file /etc/xrdp/key.pem\n";

#[tokio::test]
async fn a_log_is_explained_as_the_terminal_explains_it() {
    let server = Server::start().await;

    let answer = post(&server, "/api/explain", &["Content-Type: text/plain"], LOG).await;

    assert_eq!((answer.status, answer.header("cache-control")), (200, "no-store"));
    let told: Value = serde_json::from_str(&answer.body).unwrap();
    assert_eq!((&told["kind"], &told["lines"]), (&"log".into(), &2.into()));
    assert_eq!(told["codes"][0]["meanings"][0]["symbol"], "xrdp.key-unreadable");
    assert_eq!(told["timeline"][1]["time"], "20240319-00:20:45");
    assert_eq!(told.get("fit"), None);
}

#[tokio::test]
async fn the_page_gets_the_answer_as_a_part_of_itself_without_anything_that_runs() {
    let server = Server::start().await;
    let text = "[ERROR] Cannot read private key file <script>alert(1)</script>: Permission denied";

    let notice = server.get("/api/explain").await;
    let answer = post(&server, "/api/explain", &["Accept: text/html"], text).await;

    assert!(notice.body.starts_with("<dialog"), "{}", notice.body);
    assert!(notice.body.contains("isn't kept."), "{}", notice.body);
    assert_eq!(answer.header("content-type"), "text/html; charset=utf-8");
    assert!(answer.body.contains("ssl-cert"), "{}", answer.body);
    assert!(!answer.body.contains("<script"), "{}", answer.body);
}

#[tokio::test]
async fn without_scripts_the_form_brings_a_file_or_else_the_text() {
    let server = Server::start().await;
    let form = server.get("/explain").await;
    assert!(form.body.contains("multipart/form-data"), "{}", form.body);
    let part =
        |name: &str, text: &str| format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{text}\r\n");
    let file = |text: &str| part("file\"; filename=\"xrdp.log", text);
    for (body, expected) in [
        ([&file(LOG), &part("text", ""), "--x--\r\n"].concat(), "ssl-cert"),
        ([&file(""), &part("text", "0x204"), "--x--\r\n"].concat(), "0x204"),
        (
            [&file(""), &part("text", ""), "--x--\r\n"].concat(),
            "a file that isn't empty.",
        ),
    ] {
        let kind = ["Content-Type: multipart/form-data; boundary=x"];
        let answer = post(&server, "/explain", &kind, &body).await;

        assert_eq!(answer.status, 200, "{}", answer.body);
        assert!(answer.body.contains(expected), "{expected}: {}", answer.body);
    }
}

#[tokio::test]
async fn what_is_too_long_or_no_form_or_for_a_run_that_is_gone_is_a_problem() {
    let server = Server::start().await;

    let host = format!("Host: {}", server.address);
    let origin = format!("Origin: {}", server.origin());
    let long = ["POST /api/explain HTTP/1.1", &host, &origin, "Content-Length: 67108865"];
    let long = server.send(&long, "").await;
    let gone = post(&server, "/api/explain", &["rdptrace-run: nothing"], LOG).await;
    let no_form = post(&server, "/explain", &["Content-Type: text/plain"], LOG).await;

    assert_eq!(
        (long.status, long.header("content-type")),
        (413, "application/problem+json")
    );
    assert!(
        long.body.contains("up to 64 MB of it"),
        "it speaks of files: {}",
        long.body
    );
    assert_eq!(gone.status, 410);
    assert!(gone.body.contains(r#""problem":"run_gone""#), "{}", gone.body);
    assert_eq!(no_form.status, 400);
}
