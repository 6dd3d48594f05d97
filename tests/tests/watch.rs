//! Watched computers on several servers with one PostgreSQL: who checks, who takes over, and what all of them show.

use std::fs;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::Command;

use fixtures::http::Client;
use fixtures::net;
use nix::sys::signal::Signal;
use serde_json::Value;
use suite::rdptrace::{Relay, binary};
use suite::store::{Database, Session};
use tempfile::TempDir;

/// Servers with one database and the same settings, which watch a computer where nobody listens.
struct Site {
    database: Database,
    folder: TempDir,
    closed: SocketAddr,
}

/// One of them, and its settings.
struct Server {
    relay: Relay,
    settings: PathBuf,
}

impl Site {
    fn open() -> Self {
        Self {
            database: Database::postgres(),
            folder: TempDir::new().expect("a folder"),
            closed: net::own_socket(),
        }
    }

    /// Starts one. It asks within a second whether it is to check the computer, and every hour from then on.
    fn server(&self, name: &str) -> Server {
        let settings = self.folder.path().join(name);
        self.write(&settings, "198.51.100.0/24");
        let relay = Relay::start_with(|command| {
            command.arg("--config").arg(&settings);
            command.env("RDPTRACE_STORE", self.database.url());
        });
        Server { relay, settings }
    }

    fn write(&self, settings: &PathBuf, visible_to: &str) {
        let toml = format!(
            "[[watch]]\ntarget = \"{}\"\nevery_minutes = 60\nvisible_to = [\"{visible_to}\"]\n",
            self.closed
        );
        fs::write(settings, toml).expect("our own folder");
    }

    /// Has a server ask again within a second, as it does whenever the settings of a watched computer change.
    fn ask_again(&self, server: &Server) {
        self.write(&server.settings, "203.0.113.0/24");
        server.relay.program.hang_up();
    }

    /// Waits until the history is one stretch of so many checks.
    fn await_checks(&self, server: &Server, checks: i64) {
        let what = format!("there are {checks} checks");
        let spans = server.relay.program.await_some(&what, |_| {
            let told = watched(server).pointer("/spans").cloned()?;
            (told.pointer("/0/runs")? == checks).then_some(told)
        });
        assert_eq!(spans.as_array().map(Vec::len), Some(1), "{spans}");
    }
}

/// What a server says of its watched computer.
fn watched(server: &Server) -> Value {
    let answer = Client::of(&server.relay.url).get("/api/watch");
    assert_eq!(answer.status, 200);
    answer.json().pointer("/watched/0").cloned().unwrap_or_default()
}

fn await_other(server: &Server) {
    server.relay.program.await_line("another one checks it", |line| {
        line.contains("another server with this store checks a watched computer")
            .then_some(())
    });
}

fn owners(session: &mut Session) -> Vec<String> {
    session.texts("SELECT owner FROM watch_claims")
}

#[test]
fn servers_share_a_watched_computer_and_take_over_from_one_that_stops_or_dies() {
    let site = Site::open();
    let mut session = site.database.connect();
    let mut first = site.server("first");
    site.await_checks(&first, 1);
    let owner = owners(&mut session);
    let mut second = site.server("second");
    await_other(&second);
    // Also where it is asked to look.
    assert_eq!((owners(&mut session), owner.len()), (owner, 1));
    assert_eq!(watched(&second), watched(&first));

    first.relay.program.stop(Signal::SIGTERM);
    // Until all that it said has been read.
    first.relay.program.kill();
    let said = first.relay.program.lines();
    let in_time = !said.iter().any(|line| line.contains("not everything came to its end"));
    // The store may have been left behind after that.
    assert!(
        owners(&mut session).is_empty() || !in_time,
        "whoever stops leaves it to others"
    );
    session.execute(SILENT_FOR_LONG);
    site.ask_again(&second);
    site.await_checks(&second, 2);

    second.relay.program.kill();
    let third = site.server("third");
    await_other(&third);
    assert_eq!(
        watched(&third)["spans"][0]["runs"],
        2,
        "a server that died is waited for"
    );
    assert_eq!(session.execute(SILENT_FOR_LONG), 1);
    site.ask_again(&third);
    site.await_checks(&third, 3);
}

#[test]
fn all_servers_show_the_same_of_a_watched_computer() {
    let site = Site::open();
    let one = site.server("one");
    site.await_checks(&one, 1);
    let other = site.server("other");
    await_other(&other);

    for server in [&one, &other] {
        let span = watched(server)["spans"][0].clone();
        assert_eq!((&span["state"], &span["cause"]), (&"down".into(), &"connect".into()));
        let client = Client::of(&server.relay.url);
        let page = client.get("/watch");
        let finding = span["finding"].as_str().expect("a closed port has a finding");
        let page = String::from_utf8(page.body).expect("a page is text");
        assert!(
            page.contains(&format!("/help/{finding}")) && page.contains("data-state=\"down\""),
            "{page}"
        );
        let badge = client.get(&format!("/watch/{}.svg", site.closed));
        let badge = String::from_utf8(badge.body).expect("a picture of SVG is text");
        assert!(badge.contains(">Down</text>"), "{badge}");
    }
}

/// Left to the schedule, the first checks of so many computers would take a minute.
#[test]
fn terminal_has_the_whole_fleet_checked_and_prints_what_is_different() {
    const FLEET: usize = 60;
    let (database, folder, metrics) = (Database::sqlite(), TempDir::new().expect("a folder"), net::own_socket());
    let settings = folder.path().join("settings.toml");
    let watched = |closed: SocketAddr| format!("[[watch]]\ntarget = \"{closed}\"\nevery_minutes = 60\n");
    let fleet: String = (0..FLEET).map(|_| watched(net::own_socket())).collect();
    fs::write(&settings, format!("metrics_listen = \"{metrics}\"\n{fleet}")).expect("our own folder");
    let _server = Relay::start_with(|command| {
        command.arg("--config").arg(&settings);
        command.env("RDPTRACE_STORE", database.url());
    });
    let watch = |arguments: &[&str]| {
        let mut command = Command::new(binary());
        command.env("RDPTRACE_STORE", database.url());
        command.args(["watch", "--config"]).arg(&settings).args(arguments);
        command.output().expect("it runs")
    };

    let ran = watch(&["--now"]);

    let (said, noted) = (
        String::from_utf8_lossy(&ran.stdout),
        String::from_utf8_lossy(&ran.stderr),
    );
    assert_eq!(ran.status.code(), Some(0), "{noted}");
    assert_eq!(said.matches(": down (connect").count(), FLEET, "{said}");
    assert!(said.ends_with("Different: 60. The same: 0.\n"), "{said}");
    let elsewhere = net::own_socket().to_string();
    let ran = watch(&["--now", "--metrics", &elsewhere]);
    let noted = String::from_utf8_lossy(&ran.stderr);
    assert!(noted.contains("nothing listens at its port"), "{noted}");
}

/// As if two pauses of an hour had passed since the last check.
const SILENT_FOR_LONG: &str = "UPDATE watch_claims SET until_ms = 1";
