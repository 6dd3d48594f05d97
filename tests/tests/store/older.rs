//! Reports that an older version wrote open in everything that today's open in: from a row of the database, by its link,
//! and from a file.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use fixtures::http::{Answer, Client};
use serde_json::{Value, json};
use suite::store::{Database, share};
use url::form_urlencoded;
use wire::SCHEMA;

on_both! {
    row_of_an_older_schema_opens_in_every_form
    file_of_an_older_schema_opens_in_every_form
    row_and_file_of_an_older_schema_are_compared
    row_of_an_older_schema_can_be_shared_again_at_every_level
}

/// The reports of every older schema, as they were written, with the findings that each has: one in which every step
/// passed for each schema, and one that failed.
fn reports() -> Vec<(Value, BTreeSet<String>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../relay");
    let passed = (1..SCHEMA).map(|schema| {
        let file = format!("src/store/fixtures/schema-{schema}.json");
        (report(&folder.join(file), schema), PASSED)
    });
    let failed = report(&folder.join("tests/relay/reports/reset-at-hello.json"), 1);
    let ids = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect();
    passed
        .chain([(failed, FAILED)])
        .map(|(report, findings)| (report, ids(findings)))
        .collect()
}

fn report(file: &Path, schema: u32) -> Value {
    let json = fs::read(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let report: Value = serde_json::from_slice(&json).expect("a report");
    assert_eq!(report["schema"], json!(schema), "it stays as it was written");
    report
}

/// Puts a report into a row as the version of its schema wrote it; the id of its link.
fn row(database: &Database, client: &Client, report: &Value) -> String {
    let id = share(client, "").id;
    let json = report.to_string();
    let digits = json.bytes().fold(String::new(), |mut digits, byte| {
        let _ = write!(digits, "{byte:02x}");
        digits
    });
    let body = match database {
        Database::Sqlite(_) => format!("X'{digits}'"),
        Database::Postgres(_) => format!("decode('{digits}', 'hex')"),
    };
    let (length, schema) = (json.len(), &report["schema"]);
    let changed = database.connect().execute(&format!(
        "UPDATE results SET encoding = 'json', schema_version = {schema}, body = {body}, size = {length} WHERE id = '{id}'"
    ));
    assert_eq!(changed, 1);
    id
}

fn text(answer: &Answer) -> String {
    String::from_utf8_lossy(&answer.body).into_owned()
}

/// The ids of findings in a text.
fn ids(text: &str) -> BTreeSet<String> {
    let words = text.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '-');
    let is_id = |word: &&str| word.starts_with("RDP-") && word.matches('-').count() == 2;
    words.filter(is_id).map(str::to_owned).collect()
}

fn compare(client: &Client, a: &str, b: &str) -> Answer {
    let form = [("content-type", "application/x-www-form-urlencoded")];
    let body = form_urlencoded::Serializer::new(String::new())
        .extend_pairs([("a", a), ("b", b)])
        .finish();
    client.send("POST", "/compare", &form, Some(body.as_bytes()))
}

fn row_of_an_older_schema_opens_in_every_form(database: Database) {
    let relay = database.relay();
    let client = Client::of(&relay.url);
    for (report, findings) in reports() {
        let path = format!("/r/{}", row(&database, &client, &report));

        for form in ["", ".txt", ".md", ".html"] {
            let answer = client.get(&format!("{path}{form}"));

            let text = text(&answer);
            assert_eq!(answer.status, 200, "{form}: {text}");
            assert!(
                ids(&text).is_superset(&findings),
                "{form}: {:?} of {findings:?}",
                ids(&text)
            );
        }
        let json = client.get(&format!("{path}.json"));
        assert_eq!((json.status, &json.json()["target"]), (200, &report["target"]));
    }
}

fn file_of_an_older_schema_opens_in_every_form(database: Database) {
    let relay = database.relay();
    let client = Client::of(&relay.url);
    for (report, findings) in reports() {
        let export = |report: &Value| text(&client.post("/api/exports", &json!({ "form": "txt", "report": report })));
        let whole = ids(&export(&report));
        for form in ["txt", "md", "html"] {
            let answer = client.post("/api/exports", &json!({ "form": form, "report": report }));

            let text = text(&answer);
            assert_eq!(answer.status, 200, "{form}: {text}");
            assert!(
                ids(&text).is_superset(&findings),
                "{form}: {:?} of {findings:?}",
                ids(&text)
            );
        }
        let decoded = client.post("/api/decode", &json!({ "said": "0x4", "report": report }));
        assert_eq!(decoded.status, 200, "{}", text(&decoded));
        for level in ["everything", "support", "public"] {
            let redacted = client.post("/api/redactions", &json!({ "disclosure": level, "report": report }));

            assert_eq!(redacted.status, 200, "{level}: {}", text(&redacted));
            let shown = export(&redacted.json());
            assert_eq!(ids(&shown), whole, "{level}: {shown}");
        }
    }
}

fn row_and_file_of_an_older_schema_are_compared(database: Database) {
    let relay = database.relay();
    let client = Client::of(&relay.url);
    let mut reports: Vec<Value> = reports().into_iter().map(|(report, _)| report).collect();
    let failed = reports.pop().expect("the one that failed");
    for passed in &reports {
        let [in_row, other] = [passed, &failed].map(|report| format!("/r/{}", row(&database, &client, report)));
        let by_links = client.get(&format!("/compare?a={in_row}&b={other}"));
        let by_files = compare(&client, &passed.to_string(), &failed.to_string());
        let mixed = compare(&client, &in_row, &failed.to_string());

        for (what, answer) in [("links", by_links), ("files", by_files), ("a link and a file", mixed)] {
            let text = text(&answer);
            assert_eq!(answer.status, 200, "{what}: {text}");
            assert!(text.contains("data-first"), "{what}: nothing differs in {text}");
            for report in [passed, &failed] {
                let target = report["target"].as_str().expect("a target");
                assert!(text.contains(target), "{what}: no {target}");
            }
        }
    }
}

fn row_of_an_older_schema_can_be_shared_again_at_every_level(database: Database) {
    let relay = database.relay();
    let client = Client::of(&relay.url);
    for (report, findings) in reports() {
        let path = format!("/r/{}", row(&database, &client, &report));
        let saved = client.get(&format!("{path}.json")).json();
        let whole = ids(&text(&client.get(&format!("{path}.txt"))));
        assert!(whole.is_superset(&findings), "{whole:?} of {findings:?}");
        for level in ["everything", "support", "public"] {
            let request = json!({ "content": "open", "disclosure": level, "life": "day", "report": saved });

            let shared = client.post("/api/reports", &request);

            assert_eq!(shared.status, 201, "{level}: {}", text(&shared));
            let shown = text(&client.get(&format!("/r/{}.txt", shared.text("id"))));
            assert_eq!(ids(&shown), whole, "{level}: {shown}");
        }
    }
}

/// What the run against xrdp in which every step passed bears at least.
const PASSED: &[&str] = &["RDP-DSK-002"];
/// What the run bears at least whose server resets the connection when TLS begins.
const FAILED: &[&str] = &["RDP-TLS-003"];
