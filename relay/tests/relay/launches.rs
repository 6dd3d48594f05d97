//! Checks that portals launch: with an API token, or with a token that they sign themselves.

use data_encoding::BASE64URL_NOPAD;
use relay::Config;
use relay::store::{NewLaunch, OPEN_LIMIT, Scope};
use ring::hmac;
use serde_json::{Value, json};
use wire::PeerText;
use words::{Words, key};

use crate::server::{Answer, Server};

const REPORT: &str = include_str!("reports/reset-at-hello.json");
const SECRET: &[u8] = b"0123456789abcdef0123456789abcdef";

/// A relay with the portals `helpdesk`, which signs, and `other`.
async fn portals(folder: &tempfile::TempDir) -> Server {
    let file = folder.path().join("helpdesk.key");
    std::fs::write(&file, SECRET).unwrap();
    let receiver = folder.path().join("receiver.secret");
    std::fs::write(&receiver, "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=").unwrap();
    let tenants = json!({
        "helpdesk": {
            "origins": ["https://helpdesk.example.org"], "allow": ["*.corp.example", "*.example.org:3390"],
            "keys": [{ "kid": "2026", "file": file }],
            "deliver": { "to": "standard-webhook", "url": "https://helpdesk.example.org/hook", "secret_file": receiver },
        },
        "other": { "origins": ["https://other.example.org"], "level": "public" },
    });
    Server::start_with(Config {
        tenants: serde_json::from_value(tenants).unwrap(),
        ..Config::default()
    })
    .await
}

async fn launch(server: &Server, body: &Value) -> Answer {
    let token = server
        .store
        .create_token("portal", &[Scope::Launch], None)
        .await
        .unwrap()
        .token;
    let body = body.to_string();
    let lines = [
        "POST /api/launches HTTP/1.1".to_owned(),
        format!("Host: {}", server.address),
        format!("Authorization: Bearer {token}"),
        format!("Content-Length: {}", body.len()),
    ];
    server.send(&lines.each_ref().map(String::as_str), &body).await
}

async fn open(server: &Server, tenant: &str, launch: &str) -> Answer {
    let path = format!("/embed/{tenant}/api/launches/open");
    server.post_json(&path, &json!({ "launch": launch })).await
}

fn signed(claims: &Value) -> String {
    let encode = |text: &str| BASE64URL_NOPAD.encode(text.as_bytes());
    let message = format!(
        "{}.{}",
        encode(r#"{"alg":"HS256","kid":"2026"}"#),
        encode(&claims.to_string())
    );
    let signature = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, SECRET), message.as_bytes());
    format!("{message}.{}", BASE64URL_NOPAD.encode(signature.as_ref()))
}

#[tokio::test]
async fn a_launch_is_opened_once_in_its_own_frame_and_says_what_is_to_be_checked() {
    let folder = tempfile::tempdir().unwrap();
    let server = portals(&folder).await;
    let wanted = json!({ "tenant": "helpdesk", "target": "pc-17.corp.example", "reference": "IT-42", "lang": "de" });

    let made = launch(&server, &wanted).await;
    assert_eq!(
        (made.status, made.header("cache-control")),
        (201, "no-store"),
        "{}",
        made.body
    );
    let secret = made.json()["launch"].as_str().unwrap().to_owned();
    assert_eq!(
        made.json()["embed_url"],
        format!("{}/embed/helpdesk#launch={secret}", server.origin())
    );
    assert_eq!(open(&server, "other", &secret).await.status, 410);
    let opened = open(&server, "helpdesk", &secret).await;
    assert_eq!(opened.status, 200, "{}", opened.body);
    let opened = opened.json();
    assert_eq!(opened["targets"][0], "pc-17.corp.example:3389");
    assert_eq!((&opened["reference"], &opened["lang"]), (&json!("IT-42"), &json!("de")));
    assert_eq!(
        opened["path"],
        format!("/embed/helpdesk/?ask={}", opened["ask"].as_str().unwrap())
    );
    let again = open(&server, "helpdesk", &secret).await;
    assert_eq!(again.status, 410, "two tabs with one launch");
    assert_eq!(
        again.json()["sentence"],
        Words::english().text(key::PROBLEM_LAUNCH_GONE)
    );
}

#[tokio::test]
async fn a_launch_that_waited_300_seconds_is_refused_with_the_way_to_another_one() {
    let folder = tempfile::tempdir().unwrap();
    let server = portals(&folder).await;
    let new = NewLaunch {
        tenant: "helpdesk".to_owned(),
        targets: vec!["pc-17.corp.example".parse().unwrap()],
        reference: PeerText::from("IT-42".to_owned()),
        language: String::new(),
        note: PeerText::default(),
    };
    let now = unix_millis();
    // What the API makes can be opened as long, from now on.
    let made = launch(
        &server,
        &json!({ "tenant": "helpdesk", "target": "pc-17.corp.example" }),
    )
    .await;
    let until = made.json()["open_until_ms"].as_i64().unwrap();
    assert!((now + 300_000..=unix_millis() + 300_000).contains(&until), "{until}");

    // Half of that is left of the first one, and nothing of the second.
    for (waited, status) in [(OPEN_LIMIT / 2, 200), (OPEN_LIMIT, 410)] {
        let made_at_ms = now - i64::try_from(waited.as_millis()).unwrap();
        let made = server.store.launch(&new, made_at_ms).await.unwrap();

        let answer = open(&server, "helpdesk", &made.launch).await;

        assert_eq!(answer.status, status, "{waited:?}: {}", answer.body);
        let sentence = Words::english().text(key::PROBLEM_LAUNCH_GONE);
        assert_eq!(answer.json()["sentence"] == sentence, status == 410, "{}", answer.body);
    }
}

fn unix_millis() -> i64 {
    let now = std::time::SystemTime::UNIX_EPOCH.elapsed().unwrap();
    i64::try_from(now.as_millis()).unwrap()
}

#[tokio::test]
async fn what_a_portal_signed_is_opened_once() {
    let folder = tempfile::tempdir().unwrap();
    let server = portals(&folder).await;
    let now = std::time::SystemTime::UNIX_EPOCH.elapsed().unwrap().as_secs();
    let claims = json!({
        "aud": format!("{}/embed/helpdesk", server.origin()), "iat": now, "exp": now + 300, "jti": "a",
        "targets": ["pc-17.corp.example", "pc-18.corp.example"], "reference": "IT-42",
    });
    let token = signed(&claims);

    assert_eq!(open(&server, "other", &token).await.status, 410, "it is not this one's");
    let opened = open(&server, "helpdesk", &token).await;
    assert_eq!(opened.status, 200, "{}", opened.body);
    assert_eq!(opened.json()["targets"].as_array().unwrap().len(), 2);
    assert_eq!(open(&server, "helpdesk", &token).await.status, 410, "it was replayed");
    let mut elsewhere = claims.clone();
    elsewhere["jti"] = json!("b");
    elsewhere["targets"] = json!(["pc.example.org"]);
    assert_eq!(
        open(&server, "helpdesk", &signed(&elsewhere)).await.status,
        403,
        "the policy refuses it"
    );
}

#[tokio::test]
async fn launches_that_are_none_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let server = portals(&folder).await;
    for (wanted, status) in [
        (json!({ "target": "pc-17.corp.example" }), 400),
        (json!({ "tenant": "nobody", "target": "pc-17.corp.example" }), 400),
        (json!({ "tenant": "helpdesk" }), 400),
        (json!({ "tenant": "helpdesk", "target": "pc.example.org" }), 403),
        (json!({ "tenant": "helpdesk", "target": "" }), 403),
        (
            json!({ "tenant": "helpdesk", "target": "a.corp.example", "reference": "../1" }),
            400,
        ),
        (
            json!({ "tenant": "helpdesk", "target": "a.corp.example", "lang": "d e" }),
            400,
        ),
        (
            json!({ "tenant": "helpdesk", "targets": vec!["a.corp.example"; 17] }),
            400,
        ),
    ] {
        assert_eq!(launch(&server, &wanted).await.status, status, "{wanted}");
    }
    let wanted = json!({ "tenant": "helpdesk", "target": "a.corp.example" });
    assert_eq!(server.post_json("/api/launches", &wanted).await.status, 401);
    for launch in ["", "rdpl_", "rdpl_000000000000000000000000000000000000", "a.b.c"] {
        let refused = open(&server, "helpdesk", launch).await;
        assert_eq!(refused.status, 410, "{launch}");
        let sentence = Words::english().text(key::PROBLEM_LAUNCH_GONE);
        assert_eq!(refused.json()["sentence"], sentence, "{launch}");
    }
}

/// Launches what is wanted, opens it and shares the usual result for it; what the server answers to that.
async fn answered(server: &Server, mut wanted: Value) -> u16 {
    wanted["tenant"] = json!("helpdesk");
    let made = launch(server, &wanted).await.json();
    let opened = open(server, "helpdesk", made["launch"].as_str().unwrap()).await.json();
    let report: Value = serde_json::from_str(REPORT).unwrap();
    let shared = json!({ "content": "open", "disclosure": "support", "report": report, "ask": opened["ask"] });
    server.post_json("/embed/helpdesk/api/reports", &shared).await.status
}

#[tokio::test]
async fn a_result_of_another_computer_does_not_answer_a_launch() {
    let folder = tempfile::tempdir().unwrap();
    let server = portals(&folder).await;
    let answered = |target: &str| answered(&server, json!({ "target": target }));

    assert_eq!(answered("pc-17.corp.example").await, 403);
    assert_eq!(answered("pc-frontdesk.example.org:3390").await, 201);
}

#[tokio::test]
async fn whoever_opens_a_launch_chooses_among_its_computers_and_knows_where_the_result_goes() {
    let folder = tempfile::tempdir().unwrap();
    let server = portals(&folder).await;
    let asked = async |tenant: &str, wanted: Value| {
        let mut wanted = wanted;
        wanted["tenant"] = json!(tenant);
        let made = launch(&server, &wanted).await.json();
        let opened = open(&server, tenant, made["launch"].as_str().unwrap()).await.json();
        let path = format!("/embed/{tenant}/api/asks/{}", opened["ask"].as_str().unwrap());
        server.get(&path).await.json()
    };
    let targets = json!(["pc-17.corp.example", "pc-frontdesk.example.org:3390"]);

    let both = asked("helpdesk", json!({ "targets": targets, "reference": "IT-42" })).await;
    assert_eq!(both["target"], "pc-17.corp.example:3389");
    let choices = json!(["pc-17.corp.example:3389", "pc-frontdesk.example.org:3390"]);
    assert_eq!((&both["choices"], &both["delivered"]), (&choices, &json!(true)));
    assert_eq!((&both["launched"], both.get("level")), (&json!(true), None));
    let one = asked("helpdesk", json!({ "target": "pc-17.corp.example" })).await;
    assert_eq!(
        (one.get("choices"), &one["delivered"]),
        (None, &json!(false)),
        "there is no ticket"
    );
    let elsewhere = asked("other", json!({ "target": "pc-17", "reference": "IT-42" })).await;
    assert_eq!(elsewhere["delivered"], json!(false), "its portal has no receiver");
    assert_eq!(elsewhere["level"], json!("public"), "its portal shows no more");
}

#[tokio::test]
async fn any_of_the_computers_of_a_launch_answers_it_and_no_other() {
    let folder = tempfile::tempdir().unwrap();
    let server = portals(&folder).await;
    let answered = |targets: [&str; 2]| answered(&server, json!({ "targets": targets }));

    assert_eq!(
        answered(["pc-17.corp.example", "pc-frontdesk.example.org:3390"]).await,
        201
    );
    assert_eq!(answered(["pc-17.corp.example", "pc-18.corp.example"]).await, 403);
}

/// How each example is run. Those of Debian's base system are always there; the others where somebody has installed them.
const EXAMPLES: [(&str, &str, bool); 6] = [
    ("sh", "launch.sh", true),
    ("perl", "launch.pl", true),
    ("python3", "launch.py", true),
    ("node", "launch.mjs", false),
    ("php", "launch.php", false),
    ("ruby", "launch.rb", false),
];

#[tokio::test]
async fn every_example_makes_a_token_that_is_taken() {
    let folder = tempfile::tempdir().unwrap();
    let server = portals(&folder).await;
    let frame = format!("{}/embed/helpdesk", server.origin());
    let examples = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/launch");
    assert_eq!(std::fs::read_dir(&examples).unwrap().count(), EXAMPLES.len());
    for (interpreter, example, always) in EXAMPLES {
        let run = tokio::process::Command::new(interpreter)
            .arg(examples.join(example))
            .arg(folder.path().join("helpdesk.key"))
            .args([frame.as_str(), "pc-17.corp.example", "IT-42"])
            .output()
            .await;
        let Ok(output) = run else {
            assert!(!always, "{interpreter} is missing: {run:?}");
            eprintln!("{example} was not tried, because {interpreter} is not installed");
            continue;
        };
        assert!(output.status.success(), "{example}: {output:?}");
        let token = String::from_utf8(output.stdout).unwrap();

        let opened = open(&server, "helpdesk", token.trim_end()).await;

        assert_eq!(opened.status, 200, "{example}: {}", opened.body);
        assert_eq!(opened.json()["reference"], "IT-42", "{example}");
    }
}
