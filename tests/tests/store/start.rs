//! Stores that cannot be used when the relay starts, and copies of those that can.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::process::{Command, Output};

use fixtures::http::Client;
use suite::postgres::{PASSWORD, Postgres};
use suite::rdptrace::{self, Relay};
use suite::store::{Database, Session, share};
use tempfile::TempDir;

#[test]
fn store_that_is_named_and_cannot_be_used_keeps_the_relay_from_starting() {
    let folder = TempDir::new().unwrap();
    let file = |name: &str| folder.path().join(name);
    fs::write(
        file("text.db"),
        "This is no database, but it is long enough to be looked at. ".repeat(99),
    )
    .unwrap();
    fs::write(file("file"), "").unwrap();
    let newer = Database::sqlite();
    drop(newer.relay());
    newer.connect().execute(
        "INSERT INTO _sqlx_migrations (version, description, installed_on, success, checksum, execution_time) \
         VALUES (9999, 'of tomorrow', CURRENT_TIMESTAMP, TRUE, X'00', 0)",
    );
    for (store, says) in [
        (format!("sqlite:{}", file("text.db").display()), "Restore a backup"),
        (
            format!("sqlite:{}", file("file/results.db").display()),
            "Allow the server to write there",
        ),
        (newer.url(), "a newer rdptrace"),
        ("postgres://u:hunter2@127.0.0.1:1/d".to_owned(), "Start the database"),
        ("mysql://u:hunter2@127.0.0.1/d".to_owned(), "sqlite:/path"),
    ] {
        let output = serve(&[("RDPTRACE_STORE", &store)]);
        let said = String::from_utf8_lossy(&output.stderr);

        assert_eq!(output.status.code(), Some(2), "{store}: {said}");
        assert!(output.stdout.is_empty(), "it does not say that it listens");
        assert!(said.contains(says) && !said.contains("hunter2"), "{store}: {said}");
        assert_eq!(said.lines().count(), 1, "{said}");
    }
}

#[test]
fn disk_without_room_is_said_to_be_full_and_not_to_be_closed() {
    let folder = TempDir::new().unwrap();
    let disk = folder.path().display();
    // Where it ends differs: the database, or what SQLite writes beside it.
    for size in ["4k", "32k", "64k"] {
        // A disk that only this relay sees.
        let script = format!("mount -t tmpfs -o size={size} tmpfs {disk} && exec \"$0\" serve --listen 127.0.0.1:0");
        let output = Command::new("unshare")
            .args(["--mount", "sh", "-c", &script])
            .arg(rdptrace::binary())
            .env("RDPTRACE_STORE", format!("sqlite:{disk}/results.db"))
            .output()
            .unwrap();

        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{size}: {said}");
        assert!(said.contains("the disk is full. Make room there"), "{size}: {said}");
    }
}

#[test]
fn postgres_that_takes_no_more_connections_is_not_said_to_be_stopped() {
    let database = Database::postgres();
    database
        .connect()
        .execute("CREATE ROLE few LOGIN PASSWORD 'few' CONNECTION LIMIT 0");
    let url = database.url();
    let (_, place) = url.split_once('@').unwrap();

    let output = serve(&[("RDPTRACE_STORE", &format!("postgres://few:few@{place}"))]);

    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(
        said.contains("max_connections") && !said.contains("Start the database"),
        "{said}"
    );
}

#[test]
fn wrong_password_is_said_and_not_shown() {
    let postgres = Postgres::start();
    let wrong = serve(&[("RDPTRACE_STORE", &postgres.url_with("hunter2"))]);
    let missing = postgres.url().trim_end_matches("/postgres").to_owned() + "/nowhere";
    let missing = serve(&[("RDPTRACE_STORE", &missing)]);

    let said = String::from_utf8_lossy(&wrong.stderr);
    assert!(
        said.contains("Correct the user and the password") && !said.contains("hunter2"),
        "{said}"
    );
    let said = String::from_utf8_lossy(&missing.stderr);
    assert!(
        said.contains("Create the database") && !said.contains(PASSWORD),
        "{said}"
    );
}

#[test]
fn relay_without_settings_keeps_results_in_the_state_folder_for_its_user_alone() {
    let home = TempDir::new().unwrap();
    for (variable, file) in [
        ("HOME", ".local/state/rdptrace/results.db"),
        ("XDG_STATE_HOME", "rdptrace/results.db"),
        ("STATE_DIRECTORY", "results.db"),
    ] {
        let folder = home.path().join(variable);
        let relay = Relay::start_with(|command| {
            command
                .env_remove("RDPTRACE_STORE")
                .env_remove("XDG_STATE_HOME")
                .env_remove("STATE_DIRECTORY");
            command.env(variable, &folder);
        });
        share(&Client::of(&relay.url), "kept");

        let mode = |path: &str| fs::metadata(folder.join(path)).unwrap().permissions().mode() & 0o777;
        let wal = format!("{file}-wal");
        assert_eq!((mode(file), mode(&wal)), (0o600, 0o600), "{variable}");
        assert_eq!(fs::metadata(&folder).unwrap().permissions().mode() & 0o777, 0o700);
    }
}

#[test]
fn relay_without_settings_serves_without_sharing_where_the_state_folder_cannot_be_used() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("file");
    fs::write(&file, "").unwrap();
    let relay = Relay::start_with(|command| {
        command.env_remove("RDPTRACE_STORE").env("STATE_DIRECTORY", &file);
    });
    let client = Client::of(&relay.url);

    assert_eq!(client.get("/healthz").status, 200);
    assert_eq!(
        client.get("/api/reports/AAAAAAAAAAAAAAAAAAAAAA").problem().1,
        "sharing_is_off"
    );
    let log = relay.program.lines();
    let told: Vec<&String> = log
        .iter()
        .filter(|line| line.contains("results can't be shared"))
        .collect();
    assert!(
        told.len() == 1 && told[0].contains("set `store` to another file"),
        "{log:?}"
    );
}

#[test]
fn copy_of_a_store_in_use_holds_everything_that_was_acknowledged() {
    let database = Database::sqlite();
    let relay = database.relay();
    let client = Client::of(&relay.url);
    let receipts: Vec<_> = (0..50)
        .map(|number| share(&client, &format!("note {number}")))
        .collect();
    let folder = TempDir::new().unwrap();
    let copy = folder.path().join("copy.db");

    let copied = backup(&database.url(), &copy.display().to_string());
    share(&client, "after the copy");
    let again = backup(&database.url(), &copy.display().to_string());

    let said = String::from_utf8_lossy(&copied.stderr);
    assert_eq!(copied.status.code(), Some(0), "{said}");
    let said = String::from_utf8_lossy(&again.stderr);
    assert!(
        again.status.code() == Some(2) && said.contains("Choose a new file"),
        "{said}"
    );
    assert_eq!(fs::metadata(&copy).unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(Session::of(&copy).text("PRAGMA integrity_check"), "ok");
    let restored = Relay::start_with(|command| {
        command.args(["--store", &format!("sqlite:{}", copy.display())]);
    });
    let client = Client::of(&restored.url);
    for (number, receipt) in receipts.iter().enumerate() {
        assert_eq!(client.get(&receipt.path()).text("doing"), format!("note {number}"));
    }
}

#[test]
fn what_is_no_file_is_not_copied_and_what_would_be_right_is_said() {
    let folder = TempDir::new().unwrap();
    let copy = folder.path().join("copy.db");
    let missing = format!("sqlite:{}", folder.path().join("missing.db").display());
    for (store, says) in [
        ("postgres://u@h/d", "pg_dump"),
        ("sqlite::memory:", "Set `store` to a file"),
        ("off", "Set `store` to a file"),
        (missing.as_str(), "the database file doesn't exist"),
    ] {
        let output = backup(store, &copy.display().to_string());
        let said = String::from_utf8_lossy(&output.stderr);

        assert!(
            output.status.code() == Some(2) && said.contains(says),
            "{store}: {said}"
        );
        assert!(!copy.exists());
    }
}

/// A relay that ends by itself.
fn serve(settings: &[(&str, &str)]) -> Output {
    let mut command = Command::new(rdptrace::binary());
    command
        .args(["serve", "--listen", "127.0.0.1:0"])
        .envs(settings.iter().copied());
    command.output().unwrap()
}

fn backup(store: &str, to: &str) -> Output {
    let mut command = Command::new(rdptrace::binary());
    command.args(["store", "backup", to]).env("RDPTRACE_STORE", store);
    command.output().unwrap()
}
