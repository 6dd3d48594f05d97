use data_encoding::BASE64;
use relay::Config;
use relay::net::policy::Rules;
use serde_json::json;
use sha2::{Digest as _, Sha256};

use crate::html::Html;
use crate::server::Server;

#[tokio::test]
async fn a_request_for_its_own_loopback_address_is_answered() {
    let server = Server::start().await;
    let port = server.address.port();
    for host in ["127.0.0.1", "localhost", "[::1]"] {
        let answer = server
            .request(&["GET /healthz HTTP/1.1", &format!("Host: {host}:{port}")])
            .await;

        assert_eq!((answer.status, answer.body.as_str()), (200, "ok"), "{host}");
    }
}

#[tokio::test]
async fn a_request_for_any_other_host_is_turned_away_on_every_route() {
    let server = Server::start().await;
    let port = server.address.port();
    let hosts = [
        "evil.example".to_owned(),
        format!("evil.example:{port}"),
        "127.0.0.1".to_owned(),
        "127.0.0.1:1".to_owned(),
        "localhost".to_owned(),
        format!("LOCALHOST:{port}"),
        format!("localhost.:{port}"),
        format!("localhost.evil.example:{port}"),
        format!("user@localhost:{port}"),
        format!("localhost:{port}@evil.example"),
        format!("127.0.0.1:{port}0"),
        format!("127.0.0.2:{port}"),
        format!("[::ffff:127.0.0.1]:{port}"),
        format!("2130706433:{port}"),
        String::new(),
    ];
    for host in hosts {
        for path in ["/", "/check", "/healthz", "/api/check", "/nothing"] {
            let answer = server
                .request(&[&format!("GET {path} HTTP/1.1"), &format!("Host: {host}")])
                .await;

            // Some of these the HTTP library refuses by itself.
            assert!(matches!(answer.status, 421 | 400), "{host:?} {path}: {}", answer.status);
            assert!(answer.status == 400 || answer.body.contains("at the address it printed"));
        }
    }
}

#[tokio::test]
async fn a_request_without_a_host_or_with_two_is_turned_away() {
    let server = Server::start().await;
    let host = format!("Host: {}", server.address);

    let none = server.request(&["GET / HTTP/1.0"]).await;
    let two = server.request(&["GET / HTTP/1.1", &host, "Host: evil.example"]).await;
    let beside = server.request(&["GET http://evil.example/ HTTP/1.1", &host]).await;

    assert_eq!((none.status, two.status, beside.status), (421, 421, 421));
}

#[tokio::test]
async fn a_request_from_another_site_is_turned_away() {
    let server = Server::start().await;
    let host = format!("Host: {}", server.address);

    let own = server
        .request(&["GET / HTTP/1.1", &host, &format!("Origin: {}", server.origin())])
        .await;
    let other = server
        .request(&["GET / HTTP/1.1", &host, "Origin: https://evil.example"])
        .await;

    assert_eq!((own.status, other.status), (200, 403));
    assert!(other.body.contains("comes from another website"), "{}", other.body);
}

#[tokio::test]
async fn a_browser_that_does_not_name_its_page_changes_nothing() {
    let server = Server::start().await;
    let host = format!("Host: {}", server.address);
    let post = async |more: &[&str]| {
        let own = [
            "POST /api/decode HTTP/1.1",
            &host,
            "Content-Type: application/json",
            "Content-Length: 14",
        ];
        let lines = [&own[..], more].concat();
        server.send(&lines, r#"{"said":"0x4"}"#).await.status
    };

    assert_eq!(post(&["Sec-Fetch-Site: cross-site"]).await, 403);
    assert_eq!(post(&["Sec-Fetch-Site: same-origin"]).await, 403);
    assert_eq!(post(&[]).await, 200, "a program says nothing of the kind");
    let read = ["GET /healthz HTTP/1.1", &host, "Sec-Fetch-Site: cross-site"];
    assert_eq!(server.request(&read).await.status, 200, "a link may lead here");
}

#[tokio::test]
async fn a_relay_with_public_origins_answers_under_them() {
    let server = Server::start_with(Config {
        public_origins: vec!["https://rdp.example.org".parse().unwrap()],
        policy: Some(Rules::default()),
        ..Config::default()
    })
    .await;
    let status = async |lines: &[&str]| server.request(lines).await.status;

    assert_eq!(status(&["GET / HTTP/1.1", "Host: rdp.example.org"]).await, 200);
    assert_eq!(status(&["GET / HTTP/1.1", "Host: rdp.example.org:443"]).await, 421);
    assert_eq!(status(&["GET / HTTP/1.1", "Host: a.rdp.example.org"]).await, 421);
    assert_eq!(
        status(&[
            "GET / HTTP/1.1",
            "Host: rdp.example.org",
            "Origin: http://rdp.example.org"
        ])
        .await,
        403
    );
}

#[tokio::test]
async fn every_answer_has_the_security_headers() {
    let server = Server::start().await;
    let host = format!("Host: {}", server.address);
    for (lines, status) in [
        (["GET / HTTP/1.1", host.as_str()], 200),
        (["GET /nothing HTTP/1.1", host.as_str()], 404),
        (["POST / HTTP/1.1", host.as_str()], 405),
        (["GET / HTTP/1.1", "Host: evil.example"], 421),
    ] {
        let answer = server.request(&lines).await;

        assert_eq!(answer.status, status, "{lines:?}");
        let policy = answer.header("content-security-policy");
        for part in [
            "default-src 'none'",
            "script-src 'self' 'wasm-unsafe-eval'",
            "frame-ancestors 'none'",
            "object-src 'none'",
        ] {
            assert!(policy.contains(part), "{lines:?}: {policy}");
        }
        assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"));
        assert_eq!(answer.header("referrer-policy"), "no-referrer");
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        assert_eq!(answer.header("cross-origin-opener-policy"), "same-origin");
        assert!(answer.header("permissions-policy").contains("camera=()"));
    }
}

#[tokio::test]
async fn the_page_is_html_that_is_asked_for_anew_each_time() {
    let server = Server::start().await;
    for path in ["/", "/check", "/check?target=pc.example.org"] {
        let answer = server.get(path).await;

        assert_eq!(answer.status, 200, "{path}");
        assert_eq!(answer.header("content-type"), "text/html; charset=utf-8");
        let kept = if path.contains('?') { "no-store" } else { "no-cache" };
        assert_eq!(answer.header("cache-control"), kept);
        assert!(answer.body.starts_with("<!"), "{}", answer.body);
    }
}

#[tokio::test]
async fn a_path_cannot_lead_out_of_the_page() {
    let server = Server::start().await;
    for path in ["/../Cargo.toml", "/%2e%2e/Cargo.toml", "//etc/passwd", "/.stage"] {
        assert_eq!(server.get(path).await.status, 404, "{path}");
    }
}

#[tokio::test]
async fn an_address_that_leads_nowhere_is_a_page_for_people_and_a_problem_for_programs() {
    let server = Server::start().await;
    let host = format!("Host: {}", server.address);
    for (path, accept, is_page) in [
        ("/nothing", "Accept: text/html,*/*;q=0.8", true),
        ("/nothing", "Accept: */*", true),
        ("/nothing", "Accept: application/json", false),
        ("/api/nothing", "Accept: */*", false),
        ("/api/nothing", "Accept: text/html,*/*;q=0.8", true),
    ] {
        let answer = server.request(&[&format!("GET {path} HTTP/1.1"), &host, accept]).await;

        assert_eq!(answer.status, 404, "{path} {accept}");
        if is_page {
            assert_eq!(answer.header("content-type"), "text/html; charset=utf-8");
            let page = Html::parse(&answer.body);
            assert!(page.text().contains("Page not found"), "{}", page.text());
        } else {
            assert_eq!(answer.header("content-type"), "application/problem+json");
            let problem = answer.json();
            assert_eq!(
                (&problem["status"], &problem["title"]),
                (&json!(404), &json!("Page not found"))
            );
            assert!(problem["detail"].is_string());
        }
    }
}

#[tokio::test]
async fn what_the_api_cannot_do_is_a_problem_with_our_own_name_for_it() {
    let server = Server::start().await;

    let answer = server.post_json("/api/reports", &json!({})).await;

    assert_eq!(answer.status, 400);
    assert_eq!(answer.header("content-type"), "application/problem+json");
    let problem = answer.json();
    assert_eq!(
        (&problem["status"], &problem["problem"]),
        (&json!(400), &json!("unreadable"))
    );
    assert_eq!(problem["detail"], problem["sentence"]);
}

#[tokio::test]
async fn a_page_under_a_foreign_name_brings_the_only_style_that_its_policy_allows() {
    let server = Server::start().await;

    let answer = server.request(&["GET / HTTP/1.1", "Host: evil.example"]).await;

    assert_eq!(answer.header("content-type"), "text/html; charset=utf-8");
    let (_, rest) = answer.body.split_once("<style>").unwrap();
    let (style, _) = rest.split_once("</style>").unwrap();
    assert!(style.len() > 1000);
    let hash = BASE64.encode(&Sha256::digest(style));
    let policy = answer.header("content-security-policy");
    assert!(
        policy.contains(&format!("style-src 'self' 'sha256-{hash}'")),
        "{policy}"
    );
    let page = Html::parse(&answer.body);
    assert!(page.all("link").is_empty() && page.all("script").is_empty());
}

#[tokio::test]
async fn answers_are_compressed_in_the_way_that_the_reader_takes() {
    let server = Server::start().await;
    let host = format!("Host: {}", server.address);
    for path in ["/", "/words", "/codes"] {
        for (accept, expected) in [
            ("Accept-Encoding: gzip, deflate, br", "br"),
            ("Accept-Encoding: gzip", "gzip"),
            ("Accept-Encoding: identity", ""),
        ] {
            let answer = server.request(&[&format!("GET {path} HTTP/1.1"), &host, accept]).await;

            assert_eq!(
                (answer.status, answer.header("content-encoding")),
                (200, expected),
                "{path} {accept}"
            );
            assert!(answer.header("vary").contains("accept-encoding"), "{path}");
        }
    }
}
