//! The pages about codes and findings, judged by a validator of HTML.

use std::collections::BTreeSet;
use std::env;
use std::fs;
use std::process::Command;

use suite::http::Client;
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

/// The script of html-validate.
fn validator() -> String {
    env::var("SUITE_HTML_VALIDATE").unwrap_or_else(|_| {
        panic!("SUITE_HTML_VALIDATE names no html-validate.mjs; cargo xtask test --only browser does")
    })
}
