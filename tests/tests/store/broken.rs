//! Databases that are locked, full or gone: a sentence, and everything goes on once they are back.

use std::fs::{self, File};
use std::io::Write;
use std::time::Duration;

use fixtures::clock;
use fixtures::http::Client;
use serde_json::json;
use suite::program::Program;
use suite::rdptrace::{self, Relay};
use suite::store::{Database, share, share_request};
use tempfile::TempDir;

#[test]
fn locked_file_is_said_to_be_busy_while_reading_goes_on() {
    let database = Database::sqlite();
    let relay = database.relay();
    let client = Client::of(&relay.url);
    let receipt = share(&client, "before");
    let mut other = database.connect();

    other.execute("BEGIN IMMEDIATE");
    let busy = client.post("/api/reports", &share_request("meanwhile"));
    let revoked = client.delete(&receipt.path(), &receipt.revoke);
    let begun = clock::now();
    let read = client.get(&receipt.path());
    let took = begun.elapsed();
    other.execute("COMMIT");

    assert_eq!(busy.problem(), (503, "store_busy".into()));
    assert_eq!(busy.headers["retry-after"], "5");
    assert_eq!(revoked.problem(), (503, "store_busy".into()));
    assert_eq!(read.text("doing"), "before");
    assert!(took < Duration::from_secs(1), "{took:?}");
    share(&client, "after");
}

#[test]
fn locked_tables_of_postgres_are_said_to_be_busy() {
    let database = Database::postgres();
    let relay = database.relay();
    let client = Client::of(&relay.url);
    let receipt = share(&client, "before");
    let mut other = database.connect();

    other.execute("BEGIN");
    other.execute("LOCK TABLE results IN ACCESS EXCLUSIVE MODE");
    let written = client.post("/api/reports", &share_request("meanwhile")).problem();
    let read = client.get(&receipt.path()).problem();
    other.execute("COMMIT");

    assert_eq!(
        (written, read),
        ((503, "store_busy".into()), (503, "store_busy".into()))
    );
    assert_eq!(client.get(&receipt.path()).text("doing"), "before");
    share(&client, "after");
}

#[test]
fn relay_outlasts_a_postgres_that_stops_and_comes_back() {
    let mut database = Database::postgres();
    let relay = database.relay();
    let client = Client::of(&relay.url);
    let receipt = share(&client, "before");
    let Database::Postgres(postgres) = &mut database else {
        panic!("it was made as one");
    };

    postgres.stop();
    let written = client.post("/api/reports", &share_request("meanwhile"));
    let read = client.get(&receipt.path());
    let revoked = client.delete(&receipt.path(), &receipt.revoke);
    let page = client.get("/healthz");
    postgres.resume();

    for answer in [&written, &read, &revoked] {
        assert_eq!(answer.problem(), (503, "store_gone".into()));
        assert_eq!(answer.headers["retry-after"], "30");
    }
    assert_eq!(page.status, 200);
    assert_eq!(client.get(&receipt.path()).text("doing"), "before");
    share(&client, "after");
    let log = relay.program.lines().join("\n");
    assert!(log.contains("results cannot be kept or read"), "{log}");
    assert!(!log.contains(suite::postgres::PASSWORD), "{log}");
}

#[test]
fn relay_outlasts_a_postgres_that_stands_still_and_goes_on() {
    let database = Database::postgres();
    let relay = database.relay();
    let client = Client::of(&relay.url);
    let receipt = share(&client, "before");
    let Database::Postgres(postgres) = &database else {
        panic!("it was made as one");
    };

    let frozen = postgres.freeze();
    let read = client.get(&receipt.path());
    let written = client.post("/api/reports", &share_request("meanwhile"));
    let page = client.get("/healthz");
    let ready = client.get("/readyz");
    drop(frozen);

    for answer in [&read, &written] {
        assert_eq!(answer.problem(), (503, "store_busy".into()));
        assert_eq!(answer.headers["retry-after"], "5");
    }
    assert_eq!((page.status, ready.status), (200, 503));
    assert_eq!(client.get(&receipt.path()).text("doing"), "before");
    share(&client, "after");
    assert_eq!(client.get("/readyz").status, 200);
}

#[test]
fn full_disk_is_said_and_what_was_kept_stays_readable_and_can_be_deleted() {
    let folder = TempDir::new().unwrap();
    let disk = folder.path().display();
    // A disk of one megabyte that only this relay sees.
    let script = format!("mount -t tmpfs -o size=1m tmpfs {disk} && exec \"$0\" serve --listen 127.0.0.1:0");
    let program = Program::start("unshare", |command| {
        command.args(["--mount", "sh", "-c", &script]).arg(rdptrace::binary());
        command.env("RDPTRACE_STORE", format!("sqlite:{disk}/results.db"));
    });
    let url = program.await_line("it says where it listens", |line| {
        line.strip_prefix("rdptrace listens on ").map(str::to_owned)
    });
    let relay = Relay { url, program };
    let client = Client::of(&relay.url);
    let (receipt, deleted) = (share(&client, "before"), share(&client, "deleted"));
    let ballast = format!("/proc/{}/root/{disk}/ballast", relay.program.id());

    let mut file = File::create(&ballast).unwrap();
    while file.write_all(&[0; 4096]).is_ok() {}
    // What the database had reserved is used up first.
    let refused = (0..1000).find_map(|_| {
        let answer = client.post("/api/reports", &share_request("meanwhile"));
        (answer.status != 201).then_some(answer)
    });
    let read = client.get(&receipt.path()).text("doing");
    let revoked = client.delete(&deleted.path(), &deleted.revoke).status;
    let gone = client.get(&deleted.path()).status;
    drop(file);
    fs::remove_file(&ballast).unwrap();

    assert_eq!(refused.unwrap().problem(), (507, "store_full".into()));
    assert_eq!(read, "before");
    assert_eq!((revoked, gone), (204, 410));
    let after = share(&client, "after");
    assert_eq!(client.get(&after.path()).text("doing"), "after");
}

#[test]
fn damaged_row_is_answered_with_a_sentence() {
    let database = Database::sqlite();
    let relay = database.relay();
    let client = Client::of(&relay.url);
    let (damaged, newer) = (share(&client, "damaged"), share(&client, "newer"));
    let mut session = database.connect();
    session.execute("UPDATE results SET body = X'00ff' WHERE doing = 'damaged'");
    session.execute("UPDATE results SET schema_version = 1000 WHERE doing = 'newer'");

    assert_eq!(client.get(&damaged.path()).problem(), (503, "store_gone".into()));
    assert_eq!(client.get(&newer.path()).problem(), (422, "from_the_future".into()));
    let asked = client.post("/api/asks", &json!({ "target": "pc" })).status;
    assert_eq!(asked, 201, "one bad row is no bad database");
}
