//! Shared results as pages and files, comparisons, and requests for runs, as a browser without JavaScript gets them.

use std::collections::BTreeSet;
use std::net::{IpAddr, Ipv4Addr};

use brotli::BrotliDecompress;
use relay::Config;
use relay::net::policy::Rules;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use wire::{
    Facts, Hex, LONGEST_SEALED, LegKind, NtlmChallenge, Outcome, Report, ServerSignal, ShareReceipt, Signal, Stage,
};
use words::{Words, key};

use crate::html::Html;
use crate::server::{Answer, Server};

/// A run against xrdp in which every step passed.
const PASSED: &str = include_str!("reports/xrdp.json");
/// A server that resets the connection when TLS begins.
const FAILED: &str = include_str!("reports/reset-at-hello.json");
const HOST: &str = "pc-frontdesk";
const ADDRESS: &str = "203.0.113.24";
const UNKNOWN: &str = "/r/AAAAAAAAAAAAAAAAAAAAAA";
const LARGEST_PAGE: usize = 30 * 1024;

/// What every page of this part keeps to.
fn check(path: &str, answer: &Answer) -> Html {
    assert_eq!(answer.header("content-type"), "text/html; charset=utf-8", "{path}");
    assert_eq!(answer.header("x-robots-tag"), "noindex", "{path}");
    assert_eq!(answer.header("referrer-policy"), "no-referrer", "{path}");
    assert!(
        answer.header("content-security-policy").contains("default-src 'none'"),
        "{path}"
    );
    let html = Html::parse(&answer.body);
    assert_eq!(html.faults(), Vec::<String>::new(), "{path}");
    assert_eq!(html.meta("robots").as_deref(), Some("noindex"), "{path}");
    assert_eq!(html.one("html").attribute("lang").as_deref(), Some("en"), "{path}");
    assert!(
        html.all("style").is_empty() && html.attributes("style").is_empty(),
        "{path}"
    );
    for script in html.all("script") {
        assert!(
            script.text().trim().is_empty(),
            "{path}: the policy forbids scripts in markup"
        );
    }
    for address in ["href", "src", "action"].iter().flat_map(|name| html.attributes(name)) {
        assert!(
            address.starts_with('/') || address.starts_with('#'),
            "{path}: {address}"
        );
    }
    assert_words(path, &html.text());
    html
}

fn assert_words(path: &str, text: &str) {
    for forgotten in ["{$", "{ $", "page-", "problem-", "text-", "\u{E000}", "\u{E001}"] {
        assert!(!text.contains(forgotten), "{path}: {forgotten} in {text}");
    }
}

async fn post(server: &Server, path: &str, content_type: &str, body: &str) -> Answer {
    let lines = [
        format!("POST {path} HTTP/1.1"),
        format!("Host: {}", server.address),
        format!("Origin: {}", server.origin()),
        format!("Content-Type: {content_type}"),
        format!("Content-Length: {}", body.len()),
    ];
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    server.send(&lines, body).await
}

async fn post_form(server: &Server, path: &str, fields: &[(&str, &str)]) -> Answer {
    let body = url::form_urlencoded::Serializer::new(String::new())
        .extend_pairs(fields)
        .finish();
    post(server, path, "application/x-www-form-urlencoded", &body).await
}

async fn post_json(server: &Server, path: &str, body: &Value) -> Answer {
    post(server, path, "application/json", &body.to_string()).await
}

fn parsed(report: &str) -> Value {
    serde_json::from_str(report).unwrap()
}

/// Shares a report, and tells where it is.
async fn share(server: &Server, report: &Value, level: &str) -> ShareReceipt {
    share_with(
        server,
        json!({ "content": "open", "disclosure": level, "report": report }),
    )
    .await
}

async fn share_with(server: &Server, request: Value) -> ShareReceipt {
    let answer = post_json(server, "/api/reports", &request).await;
    assert_eq!(answer.status, 201, "{}", answer.body);
    serde_json::from_str(&answer.body).unwrap()
}

/// The answer as a browser gets it that takes brotli: its length, and what it says.
async fn compressed(server: &Server, path: &str) -> (usize, String) {
    let mut stream = TcpStream::connect(server.address).await.unwrap();
    let request = format!(
        "GET {path} HTTP/1.1\r\nHost: {}\r\nAccept-Encoding: br\r\nConnection: close\r\n\r\n",
        server.address
    );
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).await.unwrap();
    let head = bytes.windows(4).position(|end| end == b"\r\n\r\n").unwrap() + 4;
    assert!(String::from_utf8_lossy(&bytes[..head]).contains("content-encoding: br"));
    let mut body = Vec::new();
    BrotliDecompress(&mut &bytes[head..], &mut body).unwrap();
    (bytes.len() - head, String::from_utf8(body).unwrap())
}

fn state(html: &Html, stage: Stage) -> Option<String> {
    let id = format!("step-{}", stage.name());
    let rows = html.all("li");
    let row = rows
        .iter()
        .find(|row| row.attribute("id").as_deref() == Some(id.as_str()));
    row?.attribute("data-state")
}

/// The steps whose details are open.
fn open_steps(html: &Html) -> Vec<String> {
    let rows = html.all("li");
    let steps = rows
        .iter()
        .filter(|row| row.attribute("class").as_deref() == Some("step"));
    let open = steps.filter(|row| {
        let details = row.children("details");
        details.iter().any(|details| details.attribute("open").is_some())
    });
    open.filter_map(|row| row.attribute("id")).collect()
}

fn preview(html: &Html) -> Vec<String> {
    let metas = html.all("meta");
    let previewed = metas.iter().filter(|meta| {
        let name = meta.attribute("property").or_else(|| meta.attribute("name"));
        name.is_some_and(|name| name.starts_with("og:") || name.starts_with("twitter:") || name == "description")
    });
    let mut texts: Vec<String> = previewed.filter_map(|meta| meta.attribute("content")).collect();
    texts.push(html.one("title").text());
    texts
}

#[tokio::test]
async fn a_failed_result_is_complete_without_javascript_and_open_where_it_broke() {
    let server = Server::start().await;
    let path = share(&server, &parsed(FAILED), "everything").await.path;

    let answer = server.get(&path).await;

    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("cache-control"), "private, no-cache");
    let html = check(&path, &answer);
    assert_eq!(state(&html, Stage::Relay), None, "no browser is part of it");
    for stage in LegKind::ToComputer.stages() {
        let expected = match stage.cmp(&Stage::Secure) {
            std::cmp::Ordering::Less => Outcome::Passed,
            std::cmp::Ordering::Equal => Outcome::Failed,
            std::cmp::Ordering::Greater => Outcome::NotReached,
        };
        assert_eq!(
            state(&html, stage).as_deref(),
            Some(expected.name()),
            "{}",
            stage.name()
        );
    }
    assert_eq!(open_steps(&html), ["step-secure"]);
    let answer = html
        .all("article")
        .into_iter()
        .find(|it| it.attribute("class").as_deref() == Some("answer"));
    assert_eq!(answer.unwrap().attribute("data-verdict").as_deref(), Some("blocked"));
    let text = html.text();
    for said in [
        "pc-frontdesk.example.org:3390",
        "RDP-TLS-003",
        "TLS ClientHello",
        "16 03 01",
        "2026-11-22",
        "Nothing was removed",
        "Link works until",
    ] {
        assert!(text.contains(said), "{said} in {text}");
    }
    let links = html.links();
    for link in [
        format!("{path}.json"),
        format!("{path}.html"),
        format!("{path}.md"),
        format!("{path}.txt"),
        "/?target=pc-frontdesk.example.org:3390".to_owned(),
        "/help/RDP-TLS-003".to_owned(),
    ] {
        assert!(links.contains(&link), "{link} in {links:?}");
    }
}

#[tokio::test]
async fn a_passed_result_has_all_steps_closed() {
    let server = Server::start().await;
    let path = share(&server, &parsed(PASSED), "everything").await.path;

    let html = check(&path, &server.get(&path).await);

    assert_eq!(open_steps(&html), Vec::<String>::new());
    assert!(
        LegKind::ToComputer
            .stages()
            .all(|stage| state(&html, stage).as_deref() == Some("passed"))
    );
}

#[tokio::test]
async fn what_a_person_was_doing_is_quoted_and_never_markup() {
    let server = Server::start().await;
    let doing = "</blockquote><script src=//evil.example></script>";
    let request = json!({ "content": "open", "doing": doing, "report": parsed(FAILED) });
    let path = share_with(&server, request).await.path;

    let html = check(&path, &server.get(&path).await);

    assert!(html.one("blockquote").text().contains(doing));
}

#[tokio::test]
async fn previews_name_no_computer_where_names_are_redacted() {
    let server = Server::start().await;
    for report in [PASSED, FAILED] {
        for (level, named) in [("everything", true), ("support", true), ("public", false)] {
            let path = share(&server, &parsed(report), level).await.path;
            let html = check(&path, &server.get(&path).await);

            let preview = preview(&html).join("\n");
            assert!(preview.len() > 60, "{preview}");
            if level != "everything" {
                assert!(
                    !preview.contains(HOST) && !preview.contains(ADDRESS),
                    "{level}: {preview}"
                );
            }
            assert_eq!(html.text().contains(HOST), named, "{level}");
            let again = html.links().iter().any(|link| link.contains("target="));
            assert_eq!(again, named, "{level}");
        }
    }
}

#[tokio::test]
async fn a_public_result_names_nothing_in_any_form() {
    let server = Server::start().await;
    let path = share(&server, &parsed(FAILED), "public").await.path;
    for form in ["", ".json", ".md", ".txt", ".html"] {
        let answer = server.get(&format!("{path}{form}")).await;

        assert_eq!(answer.status, 200);
        for name in [HOST, "example.org", ADDRESS] {
            assert!(!answer.body.contains(name), "{name} in {form}: {}", answer.body);
            let disposition = answer.header("content-disposition");
            assert!(!disposition.contains(name), "{disposition}");
        }
    }
}

/// A report with a name of its own wherever a server, a resolver or a person can put one.
fn canaries() -> Value {
    let mut report: Report = serde_json::from_str(PASSED).unwrap();
    report.target = "canary-target.canary-zone.example".parse().unwrap();
    for stage in &mut report.computer_mut().unwrap().stages {
        for exchange in &mut stage.exchanges {
            exchange.bytes = Hex::from(b"Cookie: mstshash=canary-bytes\r\n".as_slice());
            exchange.length = 256;
        }
        if let Facts::Resolve(facts) = &mut stage.facts {
            facts.aliases = vec!["canary-alias.example".into()];
        }
        if let Facts::Secure(facts) = &mut stage.facts {
            let certificate = &mut facts.certificates[0];
            certificate.subject = "canary-subject".into();
            certificate.issuer = "canary-issuer".into();
            certificate.names = vec!["canary-name.example".into()];
        }
        if let Facts::Authenticate(facts) = &mut stage.facts {
            facts.challenge = Some(NtlmChallenge {
                computer: Some("CANARY-PC".into()),
                domain: Some("CANARY-DOMAIN".into()),
                dns_computer: Some("canary-pc.example".into()),
                dns_domain: Some("canary-domain.example".into()),
                dns_forest: Some("canary-forest.example".into()),
                ..NtlmChallenge::default()
            });
        }
        if stage.stage() == Stage::Stay {
            let user = "canary-user".into();
            let target = "canary-redirection.example".into();
            let said = [Signal::LoggedOn { user }, Signal::Redirection { target }];
            let at_ms = stage.elapsed_ms.unwrap();
            stage.signals = said.map(|signal| ServerSignal { at_ms, signal }).into();
        }
    }
    serde_json::to_value(report).unwrap()
}

/// The canaries in a text.
fn sung(text: &str) -> BTreeSet<String> {
    let lower = text.to_lowercase();
    let pieces = lower.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-'));
    pieces
        .filter(|piece| piece.contains("canary"))
        .map(str::to_owned)
        .collect()
}

#[tokio::test]
async fn no_name_gets_into_any_form_of_a_public_result() {
    let server = Server::start().await;
    let whole = share(&server, &canaries(), "everything").await.path;
    let support = share(&server, &canaries(), "support").await.path;
    let public = share(&server, &canaries(), "public").await.path;
    let compare = |path: &str| format!("/compare?a={}&b={}", &path[3..], &path[3..]);

    let html = sung(&server.get(&whole).await.body);
    assert!(html.len() >= 12, "{html:?}");
    for form in ["", ".html", ".json", ".md", ".txt"] {
        assert!(
            !sung(&server.get(&format!("{whole}{form}")).await.body).is_empty(),
            "{form}"
        );
        let answer = server.get(&format!("{public}{form}")).await;
        assert_eq!(sung(&format!("{answer:?}")), BTreeSet::new(), "{form}");
        let answer = server.get(&format!("{support}{form}")).await;
        let user = sung(&answer.body)
            .into_iter()
            .find(|name| name.contains("user") || name.contains("bytes"));
        assert_eq!(user, None, "{form}");
    }
    let preview = preview(&Html::parse(&server.get(&support).await.body)).join(" ");
    assert_eq!(sung(&preview), BTreeSet::new());
    assert!(!sung(&server.get(&compare(&whole)).await.body).is_empty());
    assert_eq!(sung(&server.get(&compare(&public)).await.body), BTreeSet::new());
}

#[tokio::test]
async fn the_page_of_a_real_run_is_small() {
    let server = Server::start().await;
    let path = share(&server, &parsed(PASSED), "everything").await.path;

    let (length, body) = compressed(&server, &path).await;

    assert!(length <= LARGEST_PAGE, "{length} bytes");
    assert!(!body.contains("To keep this page small"));
    assert!(Html::parse(&body).text().contains("03 00 00"));
}

#[tokio::test]
async fn a_page_that_would_be_too_large_leaves_bytes_out_and_says_so() {
    let server = Server::start().await;
    let mut report: Report = serde_json::from_str(PASSED).unwrap();
    let mut noise = 1_u32;
    let mut random = || {
        let bytes: [u8; 256] = std::array::from_fn(|_| {
            noise = noise.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            noise.to_be_bytes()[0]
        });
        Hex::from(bytes.as_slice())
    };
    let one = report.stage(Stage::Negotiate).unwrap().exchanges[0].clone();
    for stage in &mut report.computer_mut().unwrap().stages {
        let noisy = (Stage::Negotiate..=Stage::Logon).contains(&stage.stage());
        let exchange = |_| wire::Exchange {
            bytes: random(),
            length: 256,
            ..one.clone()
        };
        stage.exchanges = (0..if noisy { 8 } else { 0 }).map(exchange).collect();
    }
    let addresses = (0..600_u32).map(|number| IpAddr::V4(Ipv4Addr::from_bits(number.wrapping_mul(2_654_435_761))));
    if let Facts::Resolve(facts) = &mut report.computer_mut().unwrap().stages[0].facts {
        facts.addresses.extend(addresses);
    }
    let path = share(&server, &serde_json::to_value(&report).unwrap(), "everything")
        .await
        .path;

    let (length, body) = compressed(&server, &path).await;
    let file = server.get(&format!("{path}.html")).await.body;

    assert!(length <= LARGEST_PAGE, "{length} bytes");
    assert!(body.contains("To keep this page small"));
    let first = &report.stage(Stage::Negotiate).unwrap().exchanges[0].bytes;
    let first = first.as_bytes().iter().take(8).map(|byte| format!("{byte:02x}"));
    let first = first.collect::<Vec<String>>().join(" ");
    assert!(!body.contains(&first) && file.contains(&first));
}

#[tokio::test]
async fn an_old_result_says_that_things_may_have_changed() {
    let server = Server::start().await;
    let mut report = parsed(FAILED);
    let fresh = share(&server, &with_start(&mut report, now_ms() - 150_000), "everything").await;
    let old = share(
        &server,
        &with_start(&mut report, now_ms() - 3 * 86_400_000),
        "everything",
    )
    .await;

    let fresh = check(&fresh.path, &server.get(&fresh.path).await).text();
    let old = check(&old.path, &server.get(&old.path).await).text();

    // The page tells ages as of the minute that it is read in.
    assert!(
        fresh.contains("1 minute ago") || fresh.contains("2 minutes ago"),
        "{fresh}"
    );
    assert!(!fresh.contains("can have changed"));
    assert!(old.contains("3 days ago") && old.contains("can have changed"), "{old}");
}

fn with_start(report: &mut Value, at: i64) -> Value {
    report["started_at_ms"] = at.into();
    report.clone()
}

fn now_ms() -> i64 {
    let now = time::OffsetDateTime::now_utc().unix_timestamp_nanos() / 1_000_000;
    i64::try_from(now).unwrap()
}

#[tokio::test]
async fn a_browser_that_has_a_page_is_told_that_it_is_the_same_until_it_is_revoked() {
    let server = Server::start().await;
    let receipt = share(&server, &parsed(FAILED), "support").await;
    let tag = server.get(&receipt.path).await.header("etag").to_owned();
    let lines = [
        format!("GET {} HTTP/1.1", receipt.path),
        format!("Host: {}", server.address),
        format!("If-None-Match: {tag}"),
    ];
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let known = server.request(&lines).await;

    revoke(&server, &receipt).await;
    let revoked = server.request(&lines).await;

    // The age is told to the minute, and one may have begun.
    assert!(matches!(known.status, 304 | 200), "{}", known.status);
    assert_eq!(revoked.status, 410);
}

async fn revoke(server: &Server, receipt: &ShareReceipt) {
    let lines = [
        format!("DELETE /api/reports/{} HTTP/1.1", receipt.id),
        format!("Host: {}", server.address),
        format!("Authorization: Bearer {}", receipt.revoke),
    ];
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    assert_eq!(server.request(&lines).await.status, 204);
}

#[tokio::test]
async fn every_link_that_leads_to_no_result_gets_the_same_answer() {
    let server = Server::start().await;
    let receipt = share(&server, &parsed(FAILED), "support").await;
    assert_eq!(server.get(&receipt.path).await.status, 200);
    revoke(&server, &receipt).await;
    let unknown = server.get(UNKNOWN).await;
    assert_eq!(unknown.status, 410);
    let text = check(UNKNOWN, &unknown).text();
    for said in ["30 days at most", "delete it at any time", "check and share again"] {
        assert!(text.contains(said), "{said} in {text}");
    }
    assert_eq!(unknown.header("cache-control"), "no-store");
    for path in [
        receipt.path.clone(),
        format!("{}.json", receipt.path),
        format!("{}.html", receipt.path),
        format!("{}.pdf", receipt.path),
        "/r/x".to_owned(),
        "/r/%FF".to_owned(),
        "/r/%00".to_owned(),
        format!("/r/{}", "A".repeat(5000)),
        format!("{UNKNOWN}.md"),
    ] {
        let answer = server.get(&path).await;

        assert_eq!((answer.status, &answer.body), (410, &unknown.body), "{path}");
        for header in ["cache-control", "content-type", "etag", "vary"] {
            assert_eq!(answer.header(header), unknown.header(header), "{path}");
        }
    }
}

#[tokio::test]
async fn the_saved_json_is_what_was_kept_and_can_be_shared_again() {
    let server = Server::start().await;
    let report = parsed(PASSED);
    let path = share(&server, &report, "everything").await.path;

    let answer = server.get(&format!("{path}.json")).await;

    assert_eq!(answer.header("content-type"), "application/json");
    let saved: Value = serde_json::from_str(&answer.body).unwrap();
    let expected: Report = serde_json::from_value(report).unwrap();
    assert_eq!(serde_json::from_value::<Report>(saved.clone()).unwrap(), expected);
    share(&server, &saved, "public").await;
}

#[tokio::test]
async fn every_form_is_a_file_whose_name_tells_only_when() {
    let server = Server::start().await;
    let path = share(&server, &parsed(FAILED), "everything").await.path;
    for (form, content_type) in [
        ("json", "application/json"),
        ("md", "text/markdown; charset=utf-8"),
        ("txt", "text/plain; charset=utf-8"),
        ("html", "text/html; charset=utf-8"),
    ] {
        let answer = server.get(&format!("{path}.{form}")).await;

        assert_eq!(answer.status, 200, "{form}");
        assert_eq!(answer.header("content-type"), content_type);
        assert_eq!(answer.header("cache-control"), "no-store");
        assert_eq!(answer.header("x-robots-tag"), "noindex");
        let expected = format!("attachment; filename=\"rdptrace-2026-11-22-122304.{form}\"");
        assert_eq!(answer.header("content-disposition"), expected);
        if form != "json" {
            assert!(answer.body.contains("RDP-TLS-003"), "{form}: {}", answer.body);
            assert!(answer.body.contains(&path), "{form}: {}", answer.body);
        }
    }
}

/// A file that opens from a disk needs nothing but itself.
fn assert_needs_nothing(html: &Html, origin: &str) {
    assert_eq!(html.faults(), Vec::<String>::new());
    assert!(html.all("script").is_empty() && html.all("link").is_empty() && html.all("form").is_empty());
    assert!(html.attributes("src").is_empty());
    for link in html.links() {
        assert!(link.starts_with('#') || link.starts_with(origin), "{link}");
    }
    let style = html.one("style").text();
    assert!(style.contains("@media print") && style.contains("light-dark("));
    assert!(!style.contains("@import") && !style.contains("url("));
    assert!(!style.contains("&gt;"), "escaped styles are none");
}

#[tokio::test]
async fn the_html_file_needs_nothing_but_itself() {
    let server = Server::start().await;
    let path = share(&server, &parsed(FAILED), "everything").await.path;

    let answer = server.get(&format!("{path}.html")).await;

    let html = Html::parse(&answer.body);
    assert_needs_nothing(&html, &server.origin());
    assert_eq!(open_steps(&html), ["step-secure"]);
    let links = html.links();
    assert!(
        links.contains(&format!("{}/help/RDP-TLS-003", server.origin())),
        "{links:?}"
    );
    assert_words("file", &html.one("main").text());
}

#[tokio::test]
async fn a_live_result_is_written_by_the_same_renderers() {
    let server = Server::start().await;
    let export = |form: &str, link: Value| json!({ "form": form, "report": parsed(FAILED), "link": link });

    let html = post_json(&server, "/api/exports", &export("html", Value::Null)).await;
    let link = format!("{}{UNKNOWN}", server.origin());
    let text = post_json(&server, "/api/exports", &export("txt", json!(link))).await;
    let markdown = post_json(&server, "/api/exports", &export("md", Value::Null)).await;

    assert_eq!((html.status, text.status, markdown.status), (200, 200, 200));
    let page = Html::parse(&html.body);
    assert_needs_nothing(&page, &server.origin());
    assert!(page.text().contains("pc-frontdesk.example.org"));
    assert!(text.body.contains(&link) && text.body.contains("RDP-TLS-003"));
    assert!(html.header("content-disposition").ends_with(".html\""));
}

#[tokio::test]
async fn what_is_no_result_is_not_written() {
    let server = Server::start().await;
    let mut stranger = parsed(FAILED);
    stranger["schema"] = 99.into();
    let mut halved = parsed(FAILED);
    halved["stages"].as_array_mut().unwrap().truncate(5);
    let long = "x".repeat(200_000);
    for (body, status) in [
        (json!({ "form": "html" }), 400),
        (json!({ "form": "pdf", "report": parsed(FAILED) }), 400),
        (
            json!({ "form": "txt", "report": parsed(FAILED), "link": "https://evil.example/r/x" }),
            400,
        ),
        (json!({ "form": "html", "report": stranger }), 422),
        (json!({ "form": "html", "report": halved }), 422),
        (
            json!({ "form": "html", "report": parsed(FAILED), "padding": long }),
            413,
        ),
    ] {
        let answer = post_json(&server, "/api/exports", &body).await;

        assert_eq!(answer.status, status, "{}", answer.body);
        let problem: wire::Problem = serde_json::from_str(&answer.body).unwrap();
        assert!(problem.sentence.ends_with('.'), "{}", problem.sentence);
    }
}

#[tokio::test]
async fn two_results_are_laid_side_by_side_with_the_first_difference_marked() {
    let server = Server::start().await;
    let passed = share(&server, &parsed(PASSED), "everything").await;
    let failed = share(&server, &parsed(FAILED), "everything").await;
    let link = format!("{}{}", server.origin(), failed.path);
    let encoded: String = url::form_urlencoded::byte_serialize(link.as_bytes()).collect();
    let path = format!("/compare?a={}&b={encoded}", passed.id);

    let answer = server.get(&path).await;

    assert_eq!(answer.status, 200);
    let html = check(&path, &answer);
    let rows = html.all("tr");
    let first: Vec<String> = rows
        .iter()
        .filter(|row| row.attribute("data-first").is_some())
        .filter_map(|row| row.attribute("id"))
        .collect();
    assert_eq!(first, ["step-secure"]);
    let steps = rows.iter().filter(|row| row.attribute("id").is_some()).count();
    assert_eq!(steps, 13);
    let text = html.text();
    for said in ["Earlier", "Later", "first difference", "What changed"] {
        assert!(text.contains(said), "{said} in {text}");
    }
    let links = html.links();
    let swap = format!("/compare?a={}&b={}", failed.id, passed.id);
    assert!(
        links.contains(&swap) && links.contains(&failed.path) && links.contains(&passed.path),
        "{links:?}"
    );
}

#[tokio::test]
async fn saved_and_live_results_are_compared_by_their_json() {
    let server = Server::start().await;
    let shared = share(&server, &parsed(PASSED), "support").await;

    let both = post_form(&server, "/compare", &[("a", PASSED), ("b", FAILED)]).await;
    let mixed = post_form(&server, "/compare", &[("a", FAILED), ("b", &shared.path)]).await;

    for answer in [&both, &mixed] {
        assert_eq!(answer.status, 200);
        let html = check("/compare", answer);
        assert!(html.all("tr").iter().any(|row| row.attribute("data-first").is_some()));
        let typed = html
            .all("input")
            .into_iter()
            .filter(|it| it.attribute("type").as_deref() == Some("text"));
        let typed: Vec<String> = typed.filter_map(|it| it.attribute("value")).collect();
        assert!(typed.iter().all(|value| !value.contains('{')), "{typed:?}");
        assert!(html.text().contains("no link of its own"));
    }
    // The one that was brought goes along when the other is chosen anew.
    let hidden = check("/compare", &mixed).attributes("value");
    assert!(hidden.iter().any(|value| value.starts_with('{')) && hidden.contains(&shared.path));
}

#[tokio::test]
async fn what_cannot_be_compared_is_said_and_the_other_one_kept() {
    let server = Server::start().await;
    let shared = share(&server, &parsed(PASSED), "everything").await;
    let sealed = share_with(&server, json!({ "content": "sealed", "sealed": "A".repeat(400) })).await;
    let mut stranger = parsed(FAILED);
    stranger["schema"] = 99.into();
    for (bad, said) in [
        ("pc.example.org".to_owned(), "isn't a link to a result"),
        (UNKNOWN.to_owned(), "."),
        (sealed.path, "encrypted"),
        ("{\"schema\": 1}".to_owned(), "."),
        (stranger.to_string(), "newer"),
    ] {
        let answer = post_form(&server, "/compare", &[("a", &shared.path), ("b", &bad)]).await;

        assert_eq!(answer.status, 422, "{bad}");
        let html = check("/compare", &answer);
        let complaint = html.all("p").into_iter().find(|it| {
            let class = it.attribute("class");
            class.as_deref() == Some("complaint")
        });
        let complaint = complaint.unwrap().text();
        assert!(complaint.len() > 20 && complaint.contains(said), "{bad}: {complaint}");
        let kept = html.attributes("value");
        assert!(kept.contains(&shared.path), "{kept:?}");
        assert!(html.text().contains("pc-frontdesk.example.org"));
    }
}

#[tokio::test]
async fn a_comparison_that_is_too_large_is_refused_with_a_page() {
    let server = Server::start().await;
    let long = format!("{{\"schema\": 1, \"padding\": \"{}\"}}", "x".repeat(100_000));
    let longer = "x".repeat(1_000_000);
    for b in [long, longer] {
        let answer = post_form(&server, "/compare", &[("a", PASSED), ("b", &b)]).await;

        assert!(matches!(answer.status, 413 | 422), "{}", answer.status);
        check("/compare", &answer);
    }
    assert_eq!(check("/compare", &server.get("/compare").await).all("form").len(), 2);
}

#[tokio::test]
async fn whoever_asks_for_a_run_gets_a_link_to_give_away_and_keeps_every_result() {
    let server = Server::start().await;
    check("/ask", &server.get("/ask").await);
    let fields = [
        ("target", "127.0.0.1:3390"),
        ("note", "Please <b>check</b>"),
        ("ticket", "INC-4711"),
        ("life", "hour"),
    ];

    let answer = post_form(&server, "/ask", &fields).await;

    assert_eq!(answer.status, 303);
    let watch = answer.header("location").to_owned();
    let waiting = server.get(&watch).await;
    assert_eq!((waiting.status, waiting.header("cache-control")), (200, "no-store"));
    assert!(waiting.body.contains("<noscript><meta http-equiv=\"refresh\""));
    let html = Html::parse(&waiting.body);
    assert_eq!(html.faults(), Vec::<String>::new());
    assert!(html.text().contains("Please <b>check</b>") && html.text().contains("INC-4711"));
    assert!(html.text().contains(&Words::english().text(key::PAGE_ASKED_UNOPENED)));
    let prefix = format!("{}/?ask=", server.origin());
    let links = html.links();
    let link = links.iter().find_map(|link| link.strip_prefix(&prefix)).unwrap();
    let request = |report| json!({ "content": "open", "ask": link, "report": parsed(report) });

    let first = share_with(&server, request(FAILED)).await;
    let second = share_with(&server, request(PASSED)).await;

    let answered = server.get(&watch).await;
    assert_eq!(answered.status, 200, "the page stays");
    let links = Html::parse(&answered.body).links();
    for path in [&first.path, &second.path] {
        assert!(links.contains(path), "{path}: {links:?}");
    }
    let pair = |a: &str, b: &str| format!("/compare?a={}&b={}", &a[3..], &b[3..]);
    let pairs = [pair(&first.path, &second.path), pair(&second.path, &first.path)];
    assert!(links.iter().any(|link| pairs.contains(link)), "{links:?}");
    assert!(answered.body.contains(&Words::english().text(key::PAGE_ASKED_ANSWERED)));
}

#[tokio::test]
async fn whoever_asks_sees_how_far_it_is_and_only_the_id_of_the_link_tells_it() {
    let server = Server::start().await;
    let asked = post_json(
        &server,
        "/api/asks",
        &json!({ "target": "127.0.0.1", "ticket": "INC-1" }),
    )
    .await;
    let receipt: Value = serde_json::from_str(&asked.body).unwrap();
    let (id, watch) = (receipt["id"].as_str().unwrap(), receipt["watch"].as_str().unwrap());
    let secret = watch.trim_start_matches("/asked/");

    for (progress, sentence) in [
        ("opened", key::PAGE_ASKED_OPENED),
        ("running", key::PAGE_ASKED_RUNNING),
        ("finished", key::PAGE_ASKED_FINISHED),
    ] {
        let told = post_json(
            &server,
            &format!("/api/asks/{id}/progress"),
            &json!({ "progress": progress }),
        )
        .await;

        assert_eq!(told.status, 204, "{}", told.body);
        let page = Html::parse(&server.get(watch).await.body).text();
        assert!(page.contains(&Words::english().text(sentence)), "{progress}: {page}");
    }
    let opened = json!({ "progress": "opened" });
    let refused = post_json(&server, &format!("/api/asks/{secret}/progress"), &opened).await;
    assert_eq!(refused.status, 410);
    let unread = post_json(
        &server,
        &format!("/api/asks/{id}/progress"),
        &json!({ "progress": "won" }),
    )
    .await;
    assert!((400..500).contains(&unread.status), "{}", unread.status);
    let page = Html::parse(&server.get(watch).await.body).text();
    assert!(page.contains(&Words::english().text(key::PAGE_ASKED_FINISHED)));
}

#[tokio::test]
async fn the_address_of_the_form_fills_it() {
    let server = Server::start().await;
    let path = "/ask?target=pc.example.org%3A3390&ticket=INC-4711&note=Please%20%3Cb%3E";

    let html = check("/ask", &server.get(path).await);

    let values: Vec<_> = html
        .all("input")
        .iter()
        .filter_map(|it| it.attribute("value"))
        .collect();
    assert!(values.iter().any(|value| value == "pc.example.org:3390"), "{values:?}");
    assert!(values.iter().any(|value| value == "INC-4711"), "{values:?}");
    assert!(html.one("textarea").text().contains("Please <b>"));
}

#[tokio::test]
async fn a_request_that_cannot_be_made_says_why_and_keeps_what_was_typed() {
    let server = Server::start().await;
    for target in ["", "my pc", "169.254.169.254"] {
        let answer = post_form(&server, "/ask", &[("target", target), ("note", "from home")]).await;

        assert_eq!(answer.status, 403, "{target}");
        let html = check("/ask", &answer);
        assert!(html.one("textarea").text().contains("from home"));
        let complaints = html.all("p");
        let complaint = complaints
            .iter()
            .find(|it| it.attribute("class").as_deref() == Some("complaint"));
        assert!(complaint.unwrap().text().trim().ends_with('.'));
    }
    let unknown = server.get("/asked/AAAAAAAAAAAAAAAAAAAAAA").await;
    assert_eq!((unknown.status, unknown.body), (410, server.get(UNKNOWN).await.body));
}

#[tokio::test]
async fn a_sealed_result_is_left_to_the_app() {
    let server = Server::start().await;
    let sealed = "A".repeat(400);
    let path = share_with(&server, json!({ "content": "sealed", "sealed": sealed }))
        .await
        .path;

    let answer = server.get(&path).await;
    let shell = server.get("/").await;
    let file = server.get(&format!("{path}.html")).await;

    assert_eq!((answer.status, &answer.body), (200, &shell.body));
    assert_eq!(answer.header("x-robots-tag"), "noindex");
    assert_eq!(file.status, 404);
    assert!(file.body.contains("This result is encrypted"));
}

#[tokio::test]
async fn a_badge_says_what_came_of_a_result_for_as_long_as_it_is_kept() {
    let server = Server::start().await;
    let report: Value = serde_json::from_str(include_str!("reports/reset-at-hello.json")).unwrap();
    let shared = json!({ "content": "open", "disclosure": "public", "report": report });
    let receipt = server.post_json("/api/reports", &shared).await.json();
    let path = format!("{}.svg", receipt["path"].as_str().unwrap());
    let host = format!("Host: {}", server.address);
    let get = format!("GET {path} HTTP/1.1");

    let badge = server.request(&[&get, &host, "Origin: https://wiki.example.org"]).await;
    assert_eq!((badge.status, badge.header("content-type")), (200, "image/svg+xml"));
    assert!(badge.body.contains(">Blocked</text>"), "{}", badge.body);
    assert!(!badge.body.contains("frontdesk"), "it names no computer");
    assert_eq!(badge.header("access-control-allow-origin"), "*");
    assert_eq!(badge.header("cross-origin-resource-policy"), "cross-origin");
    let german = server.request(&[&get, &host, "Accept-Language: de"]).await;
    assert!(german.body.contains("xml:lang=\"de\""), "{}", german.body);

    let revoke = format!("Authorization: Bearer {}", receipt["revoke"].as_str().unwrap());
    let delete = format!("DELETE /api/reports/{} HTTP/1.1", receipt["id"].as_str().unwrap());
    assert_eq!(server.request(&[&delete, &host, &revoke]).await.status, 204);
    let gone = server.get(&path).await;
    assert_eq!((gone.status, gone.header("content-type")), (410, "image/svg+xml"));
    assert!(!gone.body.contains("Blocked"), "{}", gone.body);

    let sealed = json!({ "content": "sealed", "sealed": "A".repeat(200) });
    let receipt = server.post_json("/api/reports", &sealed).await.json();
    let sealed = server.get(&format!("{}.svg", receipt["path"].as_str().unwrap())).await;
    assert_eq!(sealed.status, 200);
    assert!(sealed.body.contains("#57606a"), "{}", sealed.body);
}

#[tokio::test]
async fn a_result_is_linked_under_the_name_by_which_its_reader_came() {
    let server = Server::start_with(Config {
        public_origins: ["https://rdp.example.org", "https://rdp.example.net"]
            .map(|origin| origin.parse().unwrap())
            .into(),
        policy: Some(Rules::default()),
        ..Config::default()
    })
    .await;
    let path = share(&server, &parsed(FAILED), "support").await.path;
    for name in ["rdp.example.org", "rdp.example.net"] {
        let page = server
            .request(&[&format!("GET {path}.txt HTTP/1.1"), &format!("Host: {name}")])
            .await;

        assert!(page.body.contains(&format!("https://{name}{path}")), "{}", page.body);
    }
}

#[tokio::test]
async fn what_is_read_of_a_result_is_kept_by_nobody_on_the_way_and_sealed_ones_have_a_limit() {
    let server = Server::start().await;
    let receipt = share(&server, &parsed(FAILED), "support").await;
    let sealed = async |length: usize| {
        let request = json!({ "content": "sealed", "sealed": "A".repeat(length) });
        post_json(&server, "/api/reports", &request).await.status
    };

    let read = server.get(&format!("/api/reports/{}", receipt.id)).await;

    assert_eq!((read.status, read.header("cache-control")), (200, "no-store"));
    assert_eq!(read.header("x-robots-tag"), "noindex");
    assert_eq!(
        (sealed(LONGEST_SEALED).await, sealed(LONGEST_SEALED + 1).await),
        (201, 413)
    );
}
