//! What no page sends: each is answered with a sentence, and nothing of it is kept.

use fixtures::http::Client;
use serde_json::{Value, json};
use suite::rdptrace::Relay;
use suite::store::{Receipt, report, share, share_request};

#[test]
fn bad_requests_are_answered_with_what_is_wrong_and_keep_nothing() {
    let relay = Relay::start();
    let client = Client::of(&relay.url);
    let whole = share_request("").to_string();
    let changed = |pointer: &str, value: Value| {
        let mut request = share_request("");
        *request.pointer_mut(pointer).unwrap() = value;
        request.to_string()
    };
    let stages = |change: &dyn Fn(&mut Vec<Value>)| {
        let mut request = share_request("");
        change(request["report"]["legs"][0]["stages"].as_array_mut().unwrap());
        request.to_string()
    };
    let connections = json!(vec![report()["legs"][0]["connections"][0].clone(); 5]);
    let addresses = vec!["192.0.2.7"; 5_000];
    for (what, body, expected) in [
        ("nothing", String::new(), (400, "unreadable")),
        ("no JSON", "hello".into(), (400, "unreadable")),
        ("another JSON", "[1,2,3]".into(), (400, "unreadable")),
        ("truncated", whole[..whole.len() / 2].to_owned(), (400, "unreadable")),
        ("very deep", "[".repeat(10_000), (400, "unreadable")),
        (
            "no report",
            json!({ "content": "open" }).to_string(),
            (400, "unreadable"),
        ),
        ("an unknown life", changed("/life", json!("ever")), (400, "unreadable")),
        (
            "an unknown level",
            changed("/disclosure", json!("all")),
            (400, "unreadable"),
        ),
        (
            "an unknown outcome",
            changed("/report/legs/0/stages/0/outcome", json!("splendid")),
            (400, "unreadable"),
        ),
        (
            "the next version",
            changed("/report/schema", json!(wire::SCHEMA + 1)),
            (422, "from_the_future"),
        ),
        (
            "a shape of tomorrow",
            json!({ "content": "open", "report": { "schema": 7, "steps": {} } }).to_string(),
            (422, "from_the_future"),
        ),
        ("version 0", changed("/report/schema", json!(0)), (422, "not_a_report")),
        (
            "a stage twice",
            stages(&|stages| stages[1] = stages[0].clone()),
            (422, "not_a_report"),
        ),
        (
            "a stage missing",
            stages(&|stages| drop(stages.pop())),
            (422, "not_a_report"),
        ),
        (
            "many connections",
            changed("/report/legs/0/connections", connections),
            (422, "not_a_report"),
        ),
        (
            "too long a report",
            changed(
                "/report/legs/0/stages/0/facts",
                json!({ "literal": false, "addresses": addresses }),
            ),
            (413, "too_large"),
        ),
        ("longer than a request", "x".repeat(200_000), (413, "too_large")),
    ] {
        let answer = client.send("POST", "/api/reports", &[], Some(body.as_bytes()));
        assert_eq!(answer.problem(), (expected.0, expected.1.to_owned()), "{what}");
    }
}

#[test]
fn redactions_are_judged_as_what_is_shared() {
    let relay = Relay::start();
    let client = Client::of(&relay.url);
    let mut tampered = report();
    tampered["legs"][0]["stages"] = json!([]);

    let refused = client.post(
        "/api/redactions",
        &json!({ "disclosure": "public", "report": tampered }),
    );
    let unreadable = client.post("/api/redactions", &json!({ "disclosure": "public" }));
    let public = client.post(
        "/api/redactions",
        &json!({ "disclosure": "public", "report": report() }),
    );

    assert_eq!(refused.problem(), (422, "not_a_report".into()));
    assert_eq!(unreadable.problem(), (400, "unreadable".into()));
    assert_eq!((public.status, public.text("redacted")), (200, "public".into()));
}

#[test]
fn longer_lives_than_the_owner_allows_are_refused() {
    let relay = Relay::start_with(|command| {
        command.env("RDPTRACE_LONGEST_LIFE", "day");
    });
    let client = Client::of(&relay.url);
    for (life, expected) in [("hour", 201), ("day", 201), ("week", 422), ("month", 422)] {
        let mut request = share_request("");
        request["life"] = json!(life);
        let ask = client.post("/api/asks", &json!({ "target": "pc", "life": life }));
        let answer = client.post("/api/reports", &request);

        assert_eq!((answer.status, ask.status), (expected, expected), "{life}");
        if expected == 422 {
            assert_eq!(answer.problem().1, "life_not_allowed");
        }
    }
}

#[test]
fn relay_with_sharing_off_says_so() {
    let relay = Relay::start_with(|command| {
        command.args(["--store", "off"]);
    });
    let client = Client::of(&relay.url);
    let off = (403, "sharing_is_off".to_owned());

    assert_eq!(client.post("/api/reports", &share_request("")).problem(), off);
    assert_eq!(client.get("/api/reports/AAAAAAAAAAAAAAAAAAAAAA").problem(), off);
    assert_eq!(client.post("/api/asks", &json!({ "target": "pc" })).problem(), off);
}

#[test]
fn requests_for_runs_name_targets_that_the_relay_would_check() {
    let relay = Relay::start();
    let client = Client::of(&relay.url);
    for (target, says) in [
        ("", "Enter the name"),
        ("rdp://pc.example.org", "pc.example.org"),
        ("pc:70000", "70000"),
        ("169.254.169.254", "isn't allowed to check"),
    ] {
        let answer = client.post("/api/asks", &json!({ "target": target }));

        assert_eq!(answer.problem(), (403, "target_forbidden".into()), "{target}");
        assert!(
            answer.text("sentence").contains(says),
            "{target}: {}",
            answer.text("sentence")
        );
    }
    let long = json!({ "target": "pc", "note": "x".repeat(20_000) });
    assert_eq!(client.post("/api/asks", &long).problem(), (413, "too_large".into()));
}

#[test]
fn pages_of_other_sites_can_change_nothing() {
    let relay = Relay::start();
    let client = Client::of(&relay.url);
    let body = share_request("").to_string();
    let receipt = share(&client, "");
    let bearer = format!("Bearer {}", receipt.revoke);
    let own = relay.url.trim_end_matches('/').to_owned();
    for headers in [
        [("origin", "https://evil.example"), ("sec-fetch-site", "cross-site")],
        [("origin", "null"), ("sec-fetch-site", "cross-site")],
        // A browser that names no origin.
        [("sec-fetch-mode", "no-cors"), ("sec-fetch-site", "cross-site")],
    ] {
        let shared = client
            .send("POST", "/api/reports", &headers, Some(body.as_bytes()))
            .status;
        let mut headers = headers.to_vec();
        headers.push(("authorization", &bearer));
        let revoked = client.send("DELETE", &receipt.path(), &headers, None).status;

        assert_eq!((shared, revoked), (403, 403), "{headers:?}");
    }
    let headers = [("origin", own.as_str()), ("sec-fetch-site", "same-origin")];
    let answer = client.send("POST", "/api/reports", &headers, Some(body.as_bytes()));

    assert_ne!(Receipt::of(&answer).id, receipt.id);
    assert_eq!(client.get(&receipt.path()).status, 200);
}
