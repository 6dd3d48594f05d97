//! The program as people start it.

use std::process::{Output, Stdio};
use std::time::Duration;

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use serde_json::Value;
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::process::{Child, Command};
use tokio::time::timeout;

use crate::peer::{ClosedPort, Listener};

fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rdptrace"));
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with(relay::ENVIRONMENT_PREFIX) {
            command.env_remove(name);
        }
    }
    // Not among what the person has who runs the tests.
    command.env("RDPTRACE_STORE", "sqlite::memory:");
    command.args(arguments).stdin(Stdio::null()).kill_on_drop(true);
    command
}

pub(crate) async fn run(arguments: &[&str]) -> (i32, String, String) {
    run_with(arguments, &[]).await
}

/// The same with more in its environment.
pub(crate) async fn run_with(arguments: &[&str], environment: &[(&str, &str)]) -> (i32, String, String) {
    let mut command = command(arguments);
    told(command.envs(environment.iter().copied()).output().await.unwrap())
}

/// The same for somebody who types `said`.
pub(crate) async fn run_saying(arguments: &[&str], said: &str) -> (i32, String, String) {
    let mut command = command(arguments);
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    // A program that does not ask has closed its end.
    let _ = input.write_all(said.as_bytes()).await;
    drop(input);
    told(child.wait_with_output().await.unwrap())
}

fn told(output: Output) -> (i32, String, String) {
    (
        output.status.code().unwrap_or(-1),
        String::from_utf8(output.stdout).unwrap(),
        String::from_utf8(output.stderr).unwrap(),
    )
}

pub(crate) fn start(arguments: &[&str]) -> Child {
    start_with(arguments, &[])
}

/// The same with more in its environment.
pub(crate) fn start_with(arguments: &[&str], environment: &[(&str, &str)]) -> Child {
    command(arguments)
        .envs(environment.iter().copied())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

pub(crate) fn signal(child: &Child, signal: Signal) {
    let id = i32::try_from(child.id().unwrap()).unwrap();
    kill(Pid::from_raw(id), signal).unwrap();
}

/// Where a server that was started just now listens.
pub(crate) async fn address(server: &mut Child) -> String {
    let mut lines = BufReader::new(server.stdout.take().unwrap()).lines();
    let line = lines.next_line().await.unwrap().unwrap();
    let address = line.strip_prefix("rdptrace listens on http://").unwrap();
    address.strip_suffix('/').unwrap().to_owned()
}

#[tokio::test]
async fn a_failed_check_prints_a_line_per_stage_then_the_verdict_and_exits_with_1() {
    let port = ClosedPort::reserve();
    let target = port.address().to_string();

    let (code, out, err) = run(&["check", &target]).await;

    assert_eq!((code, err.as_str()), (1, ""));
    let lines: Vec<_> = out.lines().collect();
    let words = |line: &str| {
        let mut words = line.split_whitespace();
        (words.next().unwrap().to_owned(), words.next().unwrap().to_owned())
    };
    assert_eq!(words(lines[0]), ("Resolve".into(), "passed".into()));
    assert_eq!(words(lines[1]), ("Connect".into(), "failed".into()));
    assert_eq!(lines[2], "steps 3-13    not reached");
    assert_eq!(lines[3], "");
    assert!(lines[4].starts_with("✕ Blocked: "), "{}", lines[4]);
    assert!(lines[0].starts_with("Resolve       passed        "), "{}", lines[0]);
    assert!(!out.contains('\u{1b}'), "escape sequences behind a pipe");
}

#[tokio::test]
async fn a_list_is_checked_whole_although_a_line_names_no_computer() {
    let (one, other) = (ClosedPort::reserve(), ClosedPort::reserve());
    let list = std::env::temp_dir().join(format!("rdptrace-list-{}.txt", std::process::id()));
    let text = format!("# ours\n{}\n\n192.0.2.300\n{}\n", one.address(), other.address());
    std::fs::write(&list, text).unwrap();

    let path = list.to_string_lossy();
    let (code, out, err) = run(&["check", "--file", &path, "--json"]).await;
    std::fs::remove_file(&list).unwrap();

    assert_eq!(code, 2);
    assert!(err.contains("line 4: ") && err.lines().count() == 1, "{err}");
    let mut targets: Vec<_> = out
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap()["target"].to_string())
        .collect();
    let mut expected = [one, other].map(|port| format!("\"{}\"", port.address()));
    targets.sort_unstable();
    expected.sort_unstable();
    assert_eq!(targets, expected);
}

#[tokio::test]
async fn a_list_without_a_computer_is_no_success() {
    let list = std::env::temp_dir().join(format!("rdptrace-empty-{}.txt", std::process::id()));
    std::fs::write(&list, "# none yet\n").unwrap();

    let (code, out, err) = run(&["check", "--file", &list.to_string_lossy()]).await;
    std::fs::remove_file(&list).unwrap();

    assert_eq!((code, out.as_str()), (2, ""));
    assert!(err.contains("doesn't name a computer"), "{err}");
}

#[tokio::test]
async fn code_in_place_of_a_command_is_told_both_commands() {
    let (code, out, err) = run(&["0x4"]).await;

    assert_eq!((code, out.as_str()), (2, ""));
    assert!(
        err.contains("rdptrace check 0x4") && err.contains("rdptrace explain 0x4"),
        "{err}"
    );
}

#[tokio::test]
async fn json_is_one_object_with_the_report_and_nothing_else() {
    let port = ClosedPort::reserve();
    let target = port.address().to_string();

    let (code, out, err) = run(&["check", &target, "--json"]).await;

    assert_eq!((code, err.as_str()), (1, ""));
    let report: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(report["schema"], 2);
    assert_eq!(report["target"], target.as_str());
    assert!(report["elapsed_ms"].is_number());
    assert!(report["summary"].is_string());
    assert!(report["findings"].is_array());
    let stages = report["stages"].as_array().unwrap();
    assert_eq!(stages.len(), 13);
    assert_eq!(stages[1]["stage"], "connect");
    assert_eq!(stages[1]["outcome"], "failed");
    assert!(stages[1]["facts"]["dials"].is_array());
    assert_eq!(stages[2]["outcome"], "not_reached");
}

#[tokio::test]
async fn bad_input_exits_with_2_and_says_why() {
    let wrong: [&[&str]; 11] = [
        &["check", "pc:0"],
        &["check", "my pc"],
        &["check", ""],
        &["check"],
        &["check", "pc", "--full", "--json"],
        &["nonsense"],
        &["serve", "--listen", "8080"],
        &["serve", "--listen", "0.0.0.0:0"],
        &["serve", "--listen", "127.0.0.1:0", "--public-origin", "*"],
        &["policy", "test", "pc", "--allow", "*"],
        &["--config", "/nowhere/rdptrace.toml", "check", "pc"],
    ];
    for arguments in wrong {
        let (code, out, err) = run(arguments).await;

        assert_eq!((code, out.as_str()), (2, ""), "{arguments:?}");
        assert!(err.len() > 10, "{arguments:?}: {err:?}");
        assert!(!err.contains("panicked"), "{arguments:?}: {err}");
    }
}

#[tokio::test]
async fn an_address_to_listen_on_that_lacks_a_part_is_completed() {
    for (typed, meant) in [
        ("18499", "127.0.0.1:18499"),
        (":18499", "127.0.0.1:18499"),
        ("10.1.2.3", "10.1.2.3:8080"),
        ("::1", "[::1]:8080"),
        ("localhost:80", "127.0.0.1:8080"),
    ] {
        let (code, _, err) = run(&["serve", "--listen", typed]).await;

        assert_eq!(code, 2, "{typed}");
        assert!(err.contains(&format!("such as {meant}\n")), "{typed}: {err}");
    }
    let (_, _, err) = run(&["serve", "--dns-server", "192.0.2.53"]).await;
    assert!(err.contains("such as 192.0.2.53:53\n"), "{err}");
}

/// Whoever waits for its first line would take it for a server that works.
#[tokio::test]
async fn a_server_that_cannot_serve_says_why_in_one_line_and_nothing_else() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let taken = taken.local_addr().unwrap();
    for (settings, told) in [
        (
            "[tls]\ncertificate = \"/nowhere/cert.pem\"",
            "/nowhere/cert.pem for TLS",
        ),
        ("groups_header = \"X-Groups\"", "it needs `user_header`"),
        (
            "[[watch]]\ntarget = \"pc\"\nplaces = [\"branch-7\"]",
            "[agents.branch-7]",
        ),
        ("[policy]", "the policy allows nothing"),
        ("bus = \"nats://127.0.0.1:1\"", "share one PostgreSQL database"),
        (&format!("metrics_listen = \"{taken}\""), "as in metrics_listen = "),
        (
            "[tenants.a]\norigins = [\"https://a.example\"]\n\
             deliver = { to = \"zammad\", url = \"https://a.example\", secret_file = \"/nowhere/secret\" }",
            "`tenants.a.deliver.secret_file` names /nowhere/secret",
        ),
        ("log = \"loud\"", "`loud` isn't a valid log level"),
    ] {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(&file, settings).unwrap();
        let path = file.path().to_str().unwrap();

        let (code, out, err) = run(&["serve", "--listen", "127.0.0.1:0", "--config", path]).await;

        assert_eq!((code, out.as_str()), (2, ""), "{settings}: {err}");
        assert!(err.contains(told) && err.lines().count() == 1, "{settings}: {err}");
    }
}

#[tokio::test]
async fn a_listener_for_others_without_a_policy_says_what_to_configure() {
    let (code, _, err) = run(&["serve", "--listen", "0.0.0.0:0"]).await;

    assert_eq!(code, 2);
    assert!(
        err.contains("needs a policy") && err.contains("--allow-any-public"),
        "{err}"
    );
}

#[tokio::test]
async fn an_unknown_setting_is_named() {
    let output = command(&["check", "pc"]).env("RDPTRACE_LISTN", "x").output().await;

    let (code, _, err) = told(output.unwrap());

    assert_eq!(code, 2);
    assert!(
        err.contains("`RDPTRACE_LISTN`") && err.contains("`RDPTRACE_LISTEN`"),
        "{err}"
    );
}

#[tokio::test]
async fn a_metadata_service_is_refused_with_3() {
    for target in ["169.254.169.254", "metadata.google.internal"] {
        let (code, out, err) = run(&["check", target]).await;

        assert_eq!((code, out.as_str()), (3, ""), "{target}");
        assert!(err.contains("metadata service"), "{err}");
    }
}

#[tokio::test]
async fn policy_test_names_the_rule() {
    let (allowed, out, _) = run(&["policy", "test", "10.1.2.3", "--allow", "10.0.0.0/8"]).await;
    assert_eq!(
        (allowed, out.as_str()),
        (0, "allowed    10.1.2.3: the rule `10.0.0.0/8`\n")
    );

    let (refused, _, err) = run(&["policy", "test", "127.0.0.1", "--allow-any-public"]).await;
    assert_eq!(refused, 3);
    assert!(err.contains("a loopback address"), "{err}");

    let (refused, out, _) = run(&["policy", "test", "localhost", "--allow-any-public"]).await;
    assert_eq!(refused, 3);
    assert!(out.contains("denied     127.0.0.1: a loopback address"), "{out}");
}

#[tokio::test]
async fn ctrl_c_ends_a_check_at_once_with_what_is_known() {
    let target = Listener::start().await;
    let mut child = start(&["check", &target.address().to_string()]);
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let _peer = target.accept().await;
    while let Some(line) = lines.next_line().await.unwrap() {
        if line.starts_with("Connect") {
            break;
        }
    }

    signal(&child, Signal::SIGINT);
    let mut rest = String::new();
    let ended = timeout(Duration::from_secs(2), async {
        while let Some(line) = lines.next_line().await.unwrap() {
            rest.push_str(&line);
        }
        child.wait().await.unwrap()
    });

    assert_eq!(ended.await.expect("it ends at once").code(), Some(130));
    assert!(rest.contains("-13 ") && rest.contains("not reached"), "{rest}");
}

#[tokio::test]
async fn serve_prints_where_it_listens_and_ends_when_asked_to() {
    for asked in [Signal::SIGINT, Signal::SIGTERM] {
        let mut child = start(&["serve", "--listen", "127.0.0.1:0"]);
        let address = address(&mut child).await;
        let mut idle = TcpStream::connect(&address).await.unwrap();
        let request = format!("GET /healthz HTTP/1.1\r\nHost: {address}\r\n\r\n");
        idle.write_all(request.as_bytes()).await.unwrap();
        idle.read_exact(&mut [0; 12]).await.unwrap();

        signal(&child, asked);
        let ended = timeout(Duration::from_secs(2), child.wait()).await;

        let ended = ended.expect("it ends within two seconds").unwrap();
        assert_eq!(ended.code(), Some(0), "{asked}");
        idle.read_to_end(&mut Vec::new()).await.unwrap();
    }
}

#[tokio::test]
async fn a_port_in_use_is_named_with_what_to_do() {
    let other = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = other.local_addr().unwrap();

    let (code, out, err) = run(&["serve", "--listen", &address.to_string()]).await;

    assert_eq!((code, out.as_str()), (2, ""));
    assert!(
        err.contains(&format!("port {}", address.port())) && err.contains("as in listen = \"127.0.0.1:"),
        "{err}"
    );
}

#[tokio::test]
async fn help_and_version_are_there() {
    let (code, out, _) = run(&["check", "--help"]).await;
    assert!(code == 0 && out.contains("Exit codes:") && out.contains("130"), "{out}");

    let (code, out, _) = run(&["--version"]).await;
    assert_eq!(
        (code, out.as_str()),
        (0, concat!("rdptrace ", env!("CARGO_PKG_VERSION"), "\n"))
    );
}

#[tokio::test]
async fn tokens_are_made_listed_and_revoked() {
    let folder = tempfile::tempdir().unwrap();
    let store = format!("sqlite:{}", folder.path().join("results.db").display());
    let run = async |arguments: &[&str]| {
        let mut command = command(arguments);
        told(command.env("RDPTRACE_STORE", &store).output().await.unwrap())
    };

    let (code, made, said) = run(&["token", "create", "monitoring", "--scope", "check", "--days", "30"]).await;
    assert_eq!(code, 0, "{said}");
    assert!(made.starts_with("rdpt_") && made.trim_end().len() == 41, "{made}");
    let (_, listed, _) = run(&["token", "list"]).await;
    let id = listed.split('\t').next().unwrap().to_owned();
    assert!(
        said.contains(&id) && !listed.contains(made.trim_end()),
        "{said}{listed}"
    );
    assert!(
        listed.contains("monitoring\tcheck\texpires 20") && listed.ends_with("never used\n"),
        "{listed}"
    );

    assert_eq!(run(&["token", "revoke", &id]).await, (0, String::new(), String::new()));
    let (code, listed, said) = run(&["token", "list"]).await;
    assert_eq!((code, listed.as_str()), (0, ""));
    assert!(said.contains("no tokens"), "{said}");
    assert_eq!(run(&["token", "revoke", &id]).await.0, 1);
}
