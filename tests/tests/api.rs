//! The API against its own description: schemathesis makes up requests from `/api/openapi.json` and judges each answer.

use std::env;
use std::fs;
use std::process::Command;

use suite::rdptrace::{Relay, binary};
use tempfile::TempDir;

#[test]
fn nothing_that_schemathesis_tries_contradicts_the_description() {
    let packages = env::var("SUITE_SCHEMATHESIS").unwrap_or_else(|_| {
        panic!("SUITE_SCHEMATHESIS names no folder with schemathesis; cargo xtask test --only servers does")
    });
    let folder = TempDir::new().expect("a folder");
    let store = format!("sqlite:{}", folder.path().join("results.db").display());
    let settings = folder.path().join("rdptrace.toml");
    fs::write(&settings, SETTINGS).expect("own folder");
    let relay = Relay::start_with(|command| {
        command.env("RDPTRACE_STORE", &store);
        command.arg("--config").arg(&settings);
    });
    let scopes = ["--scope", "check", "--scope", "launch"];
    let made = Command::new(binary())
        .args(["token", "create", "schemathesis"])
        .args(scopes)
        .env("RDPTRACE_STORE", &store)
        .output()
        .expect("the program starts");
    let token = String::from_utf8_lossy(&made.stdout).trim().to_owned();
    let configuration = folder.path().join("schemathesis.toml");
    fs::write(&configuration, CONFIGURATION).expect("own folder");

    let tried = Command::new("python3")
        .args(["-m", "schemathesis.cli", "--config-file"])
        .arg(configuration)
        .args(["run", &format!("{}api/openapi.json", relay.url), "--checks", "all"])
        .args([
            "--max-examples",
            "40",
            "--seed",
            "1",
            "--generation-deterministic",
            "--no-color",
        ])
        .args(["--header", &format!("Authorization: Bearer {token}")])
        .env("PYTHONPATH", packages)
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .current_dir(folder.path())
        .output()
        .expect("python3 is installed");

    let said = String::from_utf8_lossy(&tried.stdout);
    assert!(
        tried.status.success(),
        "{said}\n{}",
        String::from_utf8_lossy(&tried.stderr)
    );
    assert!(said.contains("Operations:") && said.contains(" generated"), "{said}");
}

/// Only one closed port of this machine may be checked, and nobody is made to wait for having asked often.
const SETTINGS: &str = r#"
[policy]
allow = ["127.0.0.1:9"]
[tenants.helpdesk]
origins = ["https://helpdesk.example.org"]
"#;

/// What a request has to be beyond its form (the name of a computer that may be checked, an id that there is) stands in no
/// schema, so that such a one may be refused.
const CONFIGURATION: &str = r#"
[checks.positive_data_acceptance]
expected-statuses = ["2xx", 400, 401, 403, 404, 410, 413, 422, 426, 429, 503]
[checks.negative_data_rejection]
expected-statuses = [400, 401, 403, 404, 405, 406, 410, 413, 415, 422, 426, 429, 503]
"#;
