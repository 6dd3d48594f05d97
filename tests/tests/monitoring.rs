//! What watches a relay: the alert rules by Prometheus' own tool, and every query of the dashboard answered by a real
//! Prometheus from a real relay.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use fixtures::http::Client;
use fixtures::net;
use futures_util::SinkExt as _;
use serde_json::Value;
use suite::live::{Live, page_socket};
use suite::program::Program;
use suite::rdptrace::Relay;
use tempfile::TempDir;
use tokio_tungstenite::tungstenite::Message;

fn file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../packages/monitoring")
        .join(name)
}

fn promtool(arguments: &[&str], name: &str) {
    let ran = Command::new("promtool").args(arguments).arg(file(name)).output();
    let ran = ran.unwrap_or_else(|error| panic!("promtool: {error}; if it is missing: apt-get install prometheus"));
    let said = String::from_utf8_lossy(&ran.stdout);
    assert!(ran.status.success(), "{said}{}", String::from_utf8_lossy(&ran.stderr));
}

#[test]
fn alert_rules_are_read_and_fire_when_they_are_to_and_not_otherwise() {
    promtool(&["check", "rules"], "alerts.yml");
    promtool(&["test", "rules"], "alerts-test.yml");
    let (rules, tests) = ["alerts.yml", "alerts-test.yml"]
        .map(|name| fs::read_to_string(file(name)).expect(name))
        .into();
    for alert in rules.lines().filter_map(|line| line.trim().strip_prefix("- alert: ")) {
        assert!(tests.contains(&format!("alertname: {alert}\n")), "{alert} has no test");
    }
}

/// A relay whose every metric has a value: a check that failed, a limit that was reached, a tunnel that was refused.
fn busy_relay(metrics: &str) -> Relay {
    let closed = net::own_socket();
    let relay = Relay::start_with(|command| {
        command.args(["--allow", &format!("127.0.0.0/8:{}", closed.port())]);
        command.env("RDPTRACE_METRICS_LISTEN", metrics);
    });
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.expect("a runtime").block_on(async {
        Live::open(&relay).await.check(closed).await;
        let mut tunnel = page_socket(&relay, "/api/tunnel", seal::SUBPROTOCOL).await;
        tunnel
            .send(Message::text("nothing that opens one"))
            .await
            .expect("it listens");
        let (authority, origin) = (relay.authority(), format!("http://{}", relay.authority()));
        let (address, url) = (
            authority.parse().expect("an address"),
            format!("ws://{authority}/api/check"),
        );
        let mut held = Vec::new();
        while let Ok(page) = Live::knock(address, &url, &[("origin", &origin)]).await {
            held.push(page);
        }
    });
    relay
}

/// A Prometheus that reads `metrics` each second, with the alert rules.
fn prometheus(folder: &TempDir, metrics: &str) -> (Program, Client) {
    let address = net::own_socket();
    let (config, rules) = (folder.path().join("prometheus.yml"), file("alerts.yml"));
    let rules = rules.canonicalize().expect("the rules are there");
    let text = format!(
        "global: {{ scrape_interval: 1s, evaluation_interval: 1s }}\nrule_files: ['{}']\n\
         scrape_configs:\n- job_name: rdptrace\n  static_configs: [{{ targets: ['{metrics}'] }}]\n",
        rules.display()
    );
    fs::write(&config, text).expect("our own folder");
    let program = Program::start("prometheus", |command| {
        command.arg(format!("--config.file={}", config.display()));
        command.arg(format!("--storage.tsdb.path={}", folder.path().join("data").display()));
        command.arg(format!("--web.listen-address={address}"));
    });
    program.await_listening(address);
    let client = Client::of(&format!("http://{address}"));
    program.await_some("it has opened its data", |_| {
        (client.get("/-/ready").status == 200).then_some(())
    });
    (program, client)
}

/// Every query of the dashboard, with what Grafana puts in place of its variables.
fn queries() -> Vec<String> {
    let text = fs::read_to_string(file("dashboard.json")).expect("the dashboard is there");
    let dashboard: Value = serde_json::from_str(&text).expect("it is JSON");
    let list = |value: &Value, name: &str| value.get(name).and_then(Value::as_array).cloned().unwrap_or_default();
    let targets = list(&dashboard, "panels")
        .into_iter()
        .flat_map(|panel| list(&panel, "targets"));
    let exprs = targets.filter_map(|target| target.get("expr")?.as_str().map(str::to_owned));
    let filled = exprs.map(|expr| {
        expr.replace("$instance", ".*")
            .replace("$__rate_interval", "1m")
            .replace("$__range", "5m")
    });
    filled.collect()
}

#[test]
fn a_real_prometheus_answers_every_query_of_the_dashboard_from_a_real_relay() {
    let folder = TempDir::new().expect("a folder");
    let metrics = net::own_socket().to_string();
    let _relay = busy_relay(&metrics);
    let (program, client) = prometheus(&folder, &metrics);
    let queries = queries();
    assert!(queries.len() >= 9, "{queries:?}");

    for query in queries {
        let path: String = url::form_urlencoded::byte_serialize(query.as_bytes()).collect();
        let path = format!("/api/v1/query?query={path}");
        program.await_some(&format!("it answers {query}"), |_| {
            let answer = client.get(&path);
            assert_eq!(answer.status, 200, "{query}: {}", String::from_utf8_lossy(&answer.body));
            let rows = answer.json().pointer("/data/result")?.as_array()?.len();
            (rows > 0).then_some(())
        });
    }
    program.await_some("its rules are evaluated without an error", |_| {
        let answer = client.get("/api/v1/rules").json();
        let rules = answer.pointer("/data/groups/0/rules")?.as_array()?.clone();
        let health = |rule: &Value| rule.get("health").and_then(Value::as_str).map(str::to_owned);
        assert!(
            rules.iter().all(|rule| health(rule).as_deref() != Some("err")),
            "{answer}"
        );
        rules
            .iter()
            .all(|rule| health(rule).as_deref() == Some("ok"))
            .then_some(())
    });
}
