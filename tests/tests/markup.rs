//! The pages that the relay renders, judged by a validator of HTML.

use std::collections::BTreeSet;
use std::env;
use std::fs;
use std::process::Command;

use fixtures::http::Client;
use serde_json::{Value, json};
use suite::rdptrace::Relay;
use tempfile::TempDir;

#[test]
fn pages_of_every_finding_and_of_codes_are_valid_html() {
    let relay = Relay::start();
    let client = Client::of(&relay.url);
    let catalogue = client.get("/help");
    let catalogue = String::from_utf8(catalogue.body).expect("text");
    let links = catalogue.split("href=\"").skip(1);
    let links = links.filter_map(|link| link.split(['"', '#']).next());
    let findings: BTreeSet<&str> = links.filter(|link| link.starts_with("/help/RDP-")).collect();
    assert!(findings.len() > 100, "{}", findings.len());
    let others = [
        "/help",
        "/help/words",
        "/codes",
        "/codes?q=licence",
        "/codes?q=nonsense",
        "/codes/0x4",
        "/codes/0x204",
        "/codes/0xC000006D",
        "/codes/0x3000047",
        "/codes/nothing",
        "/help/RDP-TLS-999",
    ];
    let folder = TempDir::new().expect("a temporary folder");
    for (path, number) in findings.into_iter().chain(others).zip(0..) {
        let answer = client.get(path);
        assert!(matches!(answer.status, 200 | 404), "{path}: {}", answer.status);
        let name = path.replace(['/', '?', '='], "_");
        fs::write(folder.path().join(format!("{number:03}{name}.html")), answer.body).expect("own folder");
    }
    judge(&folder);
}

#[test]
fn pages_of_results_comparisons_and_requests_are_valid_html() {
    let apps = TempDir::new().expect("a temporary folder");
    for (name, magic) in [("rdptrace.exe", "MZ"), ("rdptrace", "\u{7f}ELF")] {
        fs::write(apps.path().join(name), magic).expect("own folder");
    }
    let relay = Relay::start_with(|command| {
        command.env("RDPTRACE_DOWNLOADS", apps.path());
    });
    let client = Client::of(&relay.url);
    let report = |text: &str| serde_json::from_str::<Value>(text).expect("a report");
    let share = |disclosure: &str, text: &str| {
        let doing = "I was <printing> & waiting.";
        let open = json!({ "content": "open", "disclosure": disclosure, "doing": doing, "report": report(text) });
        let receipt = client.post("/api/reports", &open).json();
        receipt["path"].as_str().expect("a path").to_owned()
    };
    let (passed, failed, public) = (
        share("everything", PASSED),
        share("support", FAILED),
        share("public", FAILED),
    );
    let ask = json!({ "target": "pc.example.org", "note": "This is the helpdesk." });
    let ask = client.post("/api/asks", &ask).json();
    let id = |path: &str| path.replace("/r/", "");
    let pages = [
        format!("{failed}.html"),
        format!("/compare?a={}&b={}", id(&passed), id(&failed)),
        format!("/compare?a={}&b=pc.example.org", id(&passed)),
        "/compare".to_owned(),
        "/explain".to_owned(),
        "/links".to_owned(),
        "/watch".to_owned(),
        "/ask".to_owned(),
        "/download".to_owned(),
        ask["watch"].as_str().expect("a path").to_owned(),
        "/r/nothing".to_owned(),
        passed,
        failed,
        public,
    ];
    let folder = TempDir::new().expect("a temporary folder");
    for (path, number) in pages.iter().zip(0..) {
        let answer = client.get(path);
        assert!(matches!(answer.status, 200 | 410 | 422), "{path}: {}", answer.status);
        fs::write(folder.path().join(format!("{number}.html")), answer.body).expect("own folder");
    }
    judge(&folder);
}

/// Asserts that the validator finds nothing wrong with the files of a folder.
fn judge(folder: &TempDir) {
    // Integrity is for what comes from elsewhere, and these pages load from their own relay only.
    let rules =
        r#"{ "extends": ["html-validate:standard", "html-validate:document"], "rules": { "require-sri": "off" } }"#;
    fs::write(folder.path().join(".htmlvalidate.json"), rules).expect("own folder");

    let judged = Command::new("node")
        .arg(validator())
        .arg("--formatter=text")
        .arg(".")
        .current_dir(folder.path())
        .output()
        .expect("node runs; cargo xtask test --only browser brings it");

    let said = String::from_utf8_lossy(&judged.stdout);
    let wrong = String::from_utf8_lossy(&judged.stderr);
    assert!(judged.status.success(), "{said}\n{wrong}");
}

/// A run against xrdp in which every step passed.
const PASSED: &str = include_str!("../../relay/tests/relay/reports/xrdp.json");
/// A server that resets the connection when TLS begins.
const FAILED: &str = include_str!("../../relay/tests/relay/reports/reset-at-hello.json");

/// The script of html-validate.
fn validator() -> String {
    env::var("SUITE_HTML_VALIDATE").unwrap_or_else(|_| {
        panic!("SUITE_HTML_VALIDATE names no html-validate.mjs; cargo xtask test --only browser does")
    })
}
