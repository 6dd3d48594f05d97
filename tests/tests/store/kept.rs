//! What both databases have to do alike.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, mpsc};
use std::thread;
use std::time::Duration;

use fixtures::clock;
use fixtures::http::{Answer, Client};
use nix::sys::signal::Signal;
use serde_json::json;
use suite::store::{Database, Receipt, report, share, share_request};

on_both! {
    result_is_read_as_it_was_shared_until_it_is_revoked
    what_is_kept_shows_no_more_than_its_level
    sealed_result_comes_back_as_it_came
    expired_revoked_unknown_and_malformed_ids_look_and_time_the_same
    what_has_expired_is_swept_out
    clock_that_jumps_ahead_deletes_nothing_for_good
    report_of_a_check_and_one_that_was_brought_are_told_apart
    hundred_results_shared_at_once_get_ids_of_their_own
    every_acknowledged_result_outlasts_kill_9
    answer_to_a_request_shows_at_once_to_whoever_asked
    answer_that_another_relay_took_in_shows_too
    relay_that_is_stopped_ends_the_streams_of_those_who_wait
    store_with_no_room_says_so_and_has_room_again_after_a_revocation
    two_relays_that_start_at_once_share_one_new_database
    secrets_are_not_in_the_database_or_in_the_log
}

fn result_is_read_as_it_was_shared_until_it_is_revoked(database: Database) {
    let relay = database.relay();
    let client = Client::of(&relay.url);

    let receipt = share(&client, "printing");
    let read = client.get(&receipt.path()).json();
    let wrong = client.delete(&receipt.path(), "AAAAAAAAAAAAAAAAAAAAAA").problem();
    let none = client.send("DELETE", &receipt.path(), &[], None).status;
    let still_there = client.get(&receipt.path()).status;
    let revoked = client.delete(&receipt.path(), &receipt.revoke).status;

    let mut expected = report();
    // The level stands in the copy that is kept.
    if let Some(level) = read.pointer("/report/redacted") {
        expected["redacted"] = level.clone();
    }
    assert_eq!(read["report"], expected);
    assert_eq!(
        (&read["doing"], &read["disclosure"]),
        (&json!("printing"), &json!("everything"))
    );
    let day = read["expires_at_ms"].as_i64().unwrap() - read["shared_at_ms"].as_i64().unwrap();
    assert_eq!(day, 24 * 60 * 60 * 1000);
    assert_eq!((wrong, none), ((403, "wrong_secret".into()), 401));
    assert_eq!((still_there, revoked), (200, 204));
    assert_eq!(client.get(&receipt.path()).problem(), (410, "gone".into()));
    assert_eq!(
        client.delete(&receipt.path(), &receipt.revoke).problem(),
        (410, "gone".into())
    );
}

fn what_is_kept_shows_no_more_than_its_level(database: Database) {
    let relay = database.relay();
    let client = Client::of(&relay.url);
    let mut canary = report();
    canary["target"] = json!("canary.example.org:3389");
    for level in ["support", "public"] {
        let mut request = share_request("");
        request["disclosure"] = json!(level);
        request["report"] = canary.clone();

        let preview = client.post("/api/redactions", &json!({ "disclosure": level, "report": canary }));
        let receipt = Receipt::of(&client.post("/api/reports", &request));
        let read = client.get(&receipt.path()).json();

        assert_eq!(read["report"], preview.json(), "what was previewed is what is kept");
        assert_eq!(
            (&read["disclosure"], &read["report"]["redacted"]),
            (&json!(level), &json!(level))
        );
        let canaries = read.to_string().matches("canary").count();
        assert!(level == "support" || canaries == 0, "{read}");
        // What was taken out cannot be shared as if it had not been.
        let mut wider = share_request("");
        wider["report"] = read["report"].clone();
        assert_eq!(
            client.post("/api/reports", &wider).problem(),
            (422, "not_a_report".into())
        );
    }
}

fn sealed_result_comes_back_as_it_came(database: Database) {
    let relay = database.relay();
    let client = Client::of(&relay.url);
    let sealed = "Ab-_".repeat(1000);

    let receipt = Receipt::of(&client.post("/api/reports", &json!({ "content": "sealed", "sealed": sealed })));
    let read = client.get(&receipt.path()).json();

    assert_eq!((&read["content"], &read["sealed"]), (&json!("sealed"), &json!(sealed)));
    for broken in ["", "AAAA", "not base64url", "AAAA====", &"+/".repeat(100)] {
        let request = json!({ "content": "sealed", "sealed": broken });
        assert_eq!(
            client.post("/api/reports", &request).problem(),
            (400, "unreadable".into())
        );
    }
}

fn expired_revoked_unknown_and_malformed_ids_look_and_time_the_same(database: Database) {
    let relay = database.relay();
    let client = Client::of(&relay.url);
    let (expired, revoked) = (share(&client, "expired"), share(&client, "revoked"));
    let mut session = database.connect();
    let past = format!("UPDATE results SET expires_at_ms = 1 WHERE id = '{}'", expired.id);
    assert_eq!(session.execute(&past), 1);
    client.delete(&revoked.path(), &revoked.revoke);
    let paths = [
        expired.path(),
        revoked.path(),
        "/api/reports/AAAAAAAAAAAAAAAAAAAAAA".to_owned(),
        "/api/reports/short".to_owned(),
        format!("/api/reports/{}", "A".repeat(2000)),
        "/api/reports/%ff%fe".to_owned(),
    ];

    let looks = |answer: &Answer| {
        let mut headers = answer.headers.clone();
        headers.remove("date");
        (answer.status, headers, answer.body.clone())
    };
    let first = looks(&client.get(&paths[0]));
    let mut times = vec![Vec::new(); paths.len()];
    for _ in 0..TIMED {
        for (path, times) in paths.iter().zip(&mut times) {
            let begun = clock::now();
            let answer = client.get(path);
            times.push(begun.elapsed());
            assert_eq!(looks(&answer), first, "{path}");
        }
    }

    assert_eq!(first.0, 410);
    let medians = times.iter_mut().map(|times| {
        times.sort_unstable();
        times[times.len() / 2]
    });
    let medians: Vec<Duration> = medians.collect();
    let spread = *medians.iter().max().unwrap() - *medians.iter().min().unwrap();
    assert!(spread < Duration::from_millis(5), "{medians:?}");
}

fn what_has_expired_is_swept_out(database: Database) {
    let mut relay = database.relay();
    let client = Client::of(&relay.url);
    let kept = share(&client, "kept");
    for _ in 0..250 {
        share(&client, "expires");
    }
    let ask = client.post("/api/asks", &json!({ "target": "pc.example.org" }));
    assert_eq!(ask.status, 201);
    relay.program.kill();
    let mut session = database.connect();
    session.execute("UPDATE results SET expires_at_ms = 1 WHERE doing = 'expires'");
    session.execute("UPDATE asks SET expires_at_ms = 1");
    let session = RefCell::new(session);

    let relay = database.relay();

    relay.program.await_some("only one row is left", |_| {
        let rows = session
            .borrow_mut()
            .number("SELECT (SELECT COUNT(*) FROM results) + (SELECT COUNT(*) FROM asks)");
        (rows == 1).then_some(())
    });
    assert_eq!(Client::of(&relay.url).get(&kept.path()).status, 200);
}

/// The database knows of a moment years ago: seen from there, the clock has jumped ahead.
fn clock_that_jumps_ahead_deletes_nothing_for_good(database: Database) {
    let mut relay = database.relay();
    let client = Client::of(&relay.url);
    share(&client, "expires under the wrong clock");
    share(&client, "had expired before");
    let kept = share(&client, "from another clock");
    relay.program.kill();
    let mut session = database.connect();
    session.execute("DELETE FROM clock");
    let day = 24 * 60 * 60 * 1000_i64;
    session.execute(&format!(
        "INSERT INTO clock (one, known_ms) SELECT 1, MAX(shared_at_ms) - {} FROM results",
        4000 * day
    ));
    session.execute(&format!(
        "UPDATE results SET expires_at_ms = shared_at_ms - {} WHERE doing = 'expires under the wrong clock'",
        10 * day
    ));
    session.execute("UPDATE results SET expires_at_ms = 1 WHERE doing = 'had expired before'");
    let session = RefCell::new(session);

    let mut relay = database.relay();

    let left = || session.borrow_mut().number("SELECT COUNT(*) FROM results");
    relay
        .program
        .await_some("what expired long ago is swept out", |_| (left() == 2).then_some(()));
    // Back in its time: one was shared while a clock was ahead by years.
    relay.program.kill();
    session.borrow_mut().execute("DELETE FROM clock");
    let years = 4000 * day;
    session.borrow_mut().execute(&format!(
        "UPDATE results SET shared_at_ms = shared_at_ms + {years}, expires_at_ms = expires_at_ms + {years} \
         WHERE doing = 'from another clock'"
    ));
    session
        .borrow_mut()
        .execute("INSERT INTO clock (one, known_ms) SELECT 1, MIN(shared_at_ms) FROM results");
    let relay = database.relay();
    let read = Client::of(&relay.url).get(&kept.path()).json();
    let (shared, expires) = (read["shared_at_ms"].as_i64(), read["expires_at_ms"].as_i64());
    assert!(
        expires.unwrap() - shared.unwrap() <= day,
        "it lives no longer than it was to"
    );
    relay.program.await_some("its life is put right", |_| {
        let furthest = session.borrow_mut().number("SELECT MAX(expires_at_ms) FROM results");
        (furthest <= expires.unwrap() + day).then_some(())
    });
}

fn report_of_a_check_and_one_that_was_brought_are_told_apart(database: Database) {
    let relay = database.relay();
    let client = Client::of(&relay.url);
    let brought = share(&client, "brought");

    let page = client.get(&format!("/r/{}", brought.id)).body;
    let read = client.get(&brought.path()).json();

    assert_eq!(read["made_by"], "unknown");
    let page = String::from_utf8(page).unwrap();
    assert!(page.contains("Someone uploaded this result"), "{page}");
}

fn hundred_results_shared_at_once_get_ids_of_their_own(database: Database) {
    let relay = database.relay();
    let client = Client::of(&relay.url);

    let receipts: Vec<(String, Receipt)> = thread::scope(|scope| {
        let sharing = (0..20).map(|thread| {
            let client = client.clone();
            scope.spawn(move || {
                let notes = (0..5).map(|number| format!("note {thread}.{number}"));
                notes
                    .map(|note| (note.clone(), share(&client, &note)))
                    .collect::<Vec<_>>()
            })
        });
        let sharing: Vec<_> = sharing.collect();
        sharing.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    });

    let ids: BTreeSet<&str> = receipts.iter().map(|(_, receipt)| receipt.id.as_str()).collect();
    assert_eq!(ids.len(), 100);
    for (note, receipt) in &receipts {
        assert_eq!(client.get(&receipt.path()).text("doing"), *note);
    }
}

/// Hundreds are acknowledged when it happens, and others are under way.
fn every_acknowledged_result_outlasts_kill_9(database: Database) {
    let mut relay = database.relay();
    let client = Client::of(&relay.url);
    let acknowledged = Mutex::new(Vec::new());
    let begun = AtomicUsize::new(0);
    let (half_done, half) = mpsc::channel();

    thread::scope(|scope| {
        for _ in 0..8 {
            let (client, half_done) = (client.clone(), half_done.clone());
            let (acknowledged, begun) = (&acknowledged, &begun);
            scope.spawn(move || {
                loop {
                    let number = begun.fetch_add(1, Ordering::Relaxed);
                    let note = format!("note {number}");
                    let body = share_request(&note).to_string();
                    let Ok(answer) = client.try_send("POST", "/api/reports", &[], Some(body.as_bytes())) else {
                        return;
                    };
                    // A disk that is busy for longer than a request waits acknowledges nothing.
                    if answer.status == 503 {
                        continue;
                    }
                    let receipt = Receipt::of(&answer);
                    let mut acknowledged = acknowledged.lock().unwrap();
                    acknowledged.push((note, receipt));
                    if acknowledged.len() == 500 {
                        half_done.send(()).unwrap();
                    }
                }
            });
        }
        half.recv_timeout(clock::READY).unwrap();
        relay.program.kill();
    });

    let acknowledged = acknowledged.into_inner().unwrap();
    assert!(acknowledged.len() >= 500, "{}", acknowledged.len());
    let relay = database.relay();
    let client = Client::of(&relay.url);
    for (note, receipt) in &acknowledged {
        let read = client.get(&receipt.path()).json();
        assert_eq!(
            (&read["doing"], &read["report"]["target"]),
            (&json!(note), &report()["target"])
        );
    }
    if let Database::Sqlite(_) = database {
        assert_eq!(database.connect().text("PRAGMA integrity_check"), "ok");
    }
}

fn answer_to_a_request_shows_at_once_to_whoever_asked(database: Database) {
    let relay = database.relay();
    let client = Client::of(&relay.url);
    let ask = client.post(
        "/api/asks",
        &json!({ "target": "PC.example.org", "note": "After lunch, please", "life": "hour" }),
    );
    let (id, watch) = (ask.text("id"), ask.text("watch"));
    let path = format!("/api/asks/{id}");

    let asked = client.get(&path).json();
    let mut events = client.events(&format!("/api{watch}/events"));
    let mut answer = share_request("answer");
    answer["ask"] = json!(id);
    let begun = clock::now();
    let receipt = Receipt::of(&client.post("/api/reports", &answer));
    let (name, data) = events.next_event();
    let took = begun.elapsed();
    let again = client.events(&format!("/api{watch}/events")).next_event();

    assert_eq!(
        (&asked["target"], &asked["note"]),
        (&json!("pc.example.org:3389"), &json!("After lunch, please"))
    );
    assert_eq!(
        (&asked["answered"], &client.get(&path).json()["answered"]),
        (&json!(false), &json!(true))
    );
    assert_eq!(name, "shared");
    assert_eq!(data, json!({ "id": receipt.id, "path": format!("/r/{}", receipt.id) }));
    assert_eq!(again, (name, data), "whoever comes later sees it, too");
    assert!(
        took < Duration::from_millis(1500),
        "{took:?}: not by looking again after two seconds"
    );
    // A result that answers what is not there is not kept, and whoever shares it can do so without the request.
    answer["ask"] = json!("AAAAAAAAAAAAAAAAAAAAAA");
    assert_eq!(client.post("/api/reports", &answer).problem(), (410, "gone".into()));
    assert_eq!(database.connect().number("SELECT COUNT(*) FROM results"), 1);
    assert_eq!(
        client.get("/api/asks/AAAAAAAAAAAAAAAAAAAAAA").problem(),
        (410, "gone".into())
    );
    assert_eq!(
        client.get("/api/asked/AAAAAAAAAAAAAAAAAAAAAA/events").problem(),
        (410, "gone".into())
    );
    assert_eq!(
        client.get(&format!("/api/asked/{id}/events")).problem(),
        (410, "gone".into())
    );
    client.delete(&receipt.path(), &receipt.revoke);
    assert_eq!(
        client.get(&path).json()["answered"],
        json!(false),
        "what was taken back answers nothing"
    );
}

fn answer_that_another_relay_took_in_shows_too(database: Database) {
    let (first, second) = (database.relay(), database.relay());
    let (asking, sharing) = (Client::of(&first.url), Client::of(&second.url));
    let ask = asking.post("/api/asks", &json!({ "target": "pc" }));
    let mut events = asking.events(&format!("/api{}/events", ask.text("watch")));
    let mut answer = share_request("answer");
    answer["ask"] = json!(ask.text("id"));

    let receipt = Receipt::of(&sharing.post("/api/reports", &answer));
    let (name, data) = events.next_event();

    assert_eq!((name.as_str(), &data["id"]), ("shared", &json!(receipt.id)));
    assert_eq!(asking.get(&receipt.path()).text("doing"), "answer");
}

fn relay_that_is_stopped_ends_the_streams_of_those_who_wait(database: Database) {
    let mut relay = database.relay();
    let client = Client::of(&relay.url);
    let ask = client.post("/api/asks", &json!({ "target": "pc" }));
    let events = client.events(&format!("/api{}/events", ask.text("watch")));

    let begun = clock::now();
    let status = relay.program.stop(Signal::SIGTERM);
    let took = begun.elapsed();
    let left = events.until_the_end();

    assert!(
        status.success() && took < Duration::from_secs(2),
        "{status} after {took:?}"
    );
    assert!(left.iter().all(|line| !line.starts_with("event")), "{left:?}");
}

fn store_with_no_room_says_so_and_has_room_again_after_a_revocation(database: Database) {
    let relay = database.relay_with(&[("RDPTRACE_MOST_RESULTS", "3")]);
    let client = Client::of(&relay.url);
    let receipts: Vec<Receipt> = (0..3).map(|_| share(&client, "fits")).collect();

    let refused = client.post("/api/reports", &share_request("one too many")).problem();
    let read = client.get(&receipts[2].path()).status;
    client.delete(&receipts[0].path(), &receipts[0].revoke);
    let accepted = client.post("/api/reports", &share_request("fits again")).status;
    let refused_again = client.post("/api/asks", &json!({ "target": "pc" })).problem();
    drop(relay);
    let relay = database.relay_with(&[("RDPTRACE_MOST_RESULTS", "3")]);
    let client = Client::of(&relay.url);

    assert_eq!((refused, read, accepted), ((507, "store_full".into()), 200, 201));
    assert_eq!(refused_again, (507, "store_full".into()));
    let refused_after_a_restart = client.post("/api/reports", &share_request("one too many")).problem();
    assert_eq!(refused_after_a_restart, (507, "store_full".into()));
}

fn two_relays_that_start_at_once_share_one_new_database(database: Database) {
    let relays: Vec<_> = thread::scope(|scope| {
        let starting: Vec<_> = (0..4).map(|_| scope.spawn(|| database.relay())).collect();
        // Each ends with the thread that started it, so it must not be kept; what it answered is.
        starting
            .into_iter()
            .map(|relay| relay.join().unwrap().url.starts_with("http://"))
            .collect()
    });

    let relay = database.relay();

    assert_eq!(relays, [true; 4]);
    share(&Client::of(&relay.url), "works");
}

fn secrets_are_not_in_the_database_or_in_the_log(database: Database) {
    let relay = database.relay_with(&[("RDPTRACE_LOG", "trace,sqlx=trace")]);
    let client = Client::of(&relay.url);
    let receipt = share(&client, "printing");
    let watch = client.post("/api/asks", &json!({ "target": "pc" })).text("watch");
    let watch = watch.trim_start_matches("/asked/");
    client.get(&receipt.path());
    client.get(&format!("/api/asks/{watch}"));
    client.delete(&receipt.path(), "AAAAAAAAAAAAAAAAAAAAAA");

    let mut session = database.connect();
    for (secret, table, column) in [
        (&*receipt.revoke, "results", "revoke_hash"),
        (watch, "asks", "watch_hash"),
    ] {
        let found = session.number(&format!("SELECT COUNT(*) FROM {table} WHERE id = '{secret}'"));
        let hashes = session.number(&format!("SELECT CAST(LENGTH({column}) AS BIGINT) FROM {table}"));
        assert_eq!((found, hashes), (0, 32));
    }
    let log = relay.program.lines().join("\n");
    for secret in [
        &*receipt.id,
        &*receipt.revoke,
        watch,
        "printing",
        suite::postgres::PASSWORD,
    ] {
        assert!(!log.contains(secret), "{secret} in {log}");
    }
}

/// Requests per path; their medians differ by less than what the network does to them.
const TIMED: usize = 60;
