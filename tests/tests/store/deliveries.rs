//! Launches, tokens and deliveries, which several relays on one database share.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;
use std::process::Output;

use fixtures::http::{Answer, Client};
use serde_json::{Value, json};
use suite::rdptrace::{Relay, binary};
use suite::receiver::Receiver;
use suite::store::{Database, report};
use tempfile::TempDir;

on_both! {
    each_delivery_arrives_under_one_id_though_a_relay_is_killed_in_between
    what_is_asked_for_twice_happens_once_whichever_relay_is_asked
    deliveries_are_listed_retried_and_tested_from_the_command_line
    a_receiver_that_is_gone_is_disabled_until_the_administrator_enables_it
    what_waits_for_a_portal_that_is_removed_arrives_once_it_is_back
}

/// A portal whose results go to a receiver, for as many relays as a test wants.
struct Desk {
    database: Database,
    receiver: Receiver,
    folder: TempDir,
}

impl Desk {
    fn new(database: Database) -> Self {
        let desk = Self {
            database,
            receiver: Receiver::start(),
            folder: TempDir::new().expect("a folder"),
        };
        let secret = desk.folder.path().join("secret");
        fs::write(&secret, "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").expect("own folder");
        let settings = format!(
            "[tenants.helpdesk]\norigins = [\"https://helpdesk.example.org\"]\n[tenants.helpdesk.deliver]\n\
             to = \"standard-webhook\"\nurl = \"http://{}/hook\"\nsecret_file = {secret:?}\nallow = [\"127.0.0.0/8\"]\n",
            desk.receiver.address()
        );
        fs::write(desk.settings(), settings).expect("own folder");
        desk
    }

    fn settings(&self) -> PathBuf {
        self.folder.path().join("rdptrace.toml")
    }

    fn relay(&self) -> Relay {
        Relay::start_with(|command| {
            command.arg("--config").arg(self.settings());
            command.env("RDPTRACE_STORE", self.database.url());
        })
    }

    /// What the program says to these arguments.
    fn ask(&self, arguments: &[&str]) -> Output {
        let mut command = std::process::Command::new(binary());
        command.args(arguments).arg("--config").arg(self.settings());
        command.env("RDPTRACE_STORE", self.database.url());
        command.output().expect("the program starts")
    }

    fn token(&self) -> String {
        let made = self.ask(&["token", "create", "portal", "--scope", "launch"]);
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        String::from_utf8_lossy(&made.stdout).trim().to_owned()
    }
}

fn launch(client: &Client, token: &str, reference: &str, key: Option<&str>) -> Answer {
    let target = report()["target"].clone();
    let wanted = json!({ "tenant": "helpdesk", "target": target, "reference": reference }).to_string();
    let bearer = format!("Bearer {token}");
    let key = key.map(|key| ("idempotency-key", key));
    let headers: Vec<(&str, &str)> = [("authorization", bearer.as_str())].into_iter().chain(key).collect();
    client.send("POST", "/api/launches", &headers, Some(wanted.as_bytes()))
}

/// Shares a result from the ticket `reference`.
fn share(relay: &Relay, token: &str, reference: &str) {
    let client = Client::of(&relay.url);
    let launched = launch(&client, token, reference, None);
    assert_eq!(launched.status, 201, "{}", String::from_utf8_lossy(&launched.body));
    let open = json!({ "launch": launched.text("launch") });
    let opened = client.post("/embed/helpdesk/api/launches/open", &open);
    let shared = json!({ "content": "open", "disclosure": "support", "ask": opened.text("ask"), "report": report() });
    let answer = client.post("/embed/helpdesk/api/reports", &shared);
    assert_eq!(answer.status, 201, "{}", String::from_utf8_lossy(&answer.body));
}

fn each_delivery_arrives_under_one_id_though_a_relay_is_killed_in_between(database: Database) {
    let desk = Desk::new(database);
    let (mut killed, other) = (desk.relay(), desk.relay());
    let token = desk.token();
    for number in 0..6 {
        share(
            if number % 2 == 0 { &killed } else { &other },
            &token,
            &format!("it-{number}"),
        );
    }
    // The receiver hangs, and no more than two wait for it.
    other.program.await_some("two are under way", |_| {
        (desk.receiver.heard().len() == 2).then_some(())
    });
    killed.program.kill();
    desk.receiver.take();
    let session = RefCell::new(desk.database.connect());
    // As if the time of whoever was killed were over.
    let let_go = "UPDATE deliveries SET lease_until_ms = 0, due_at_ms = 0 WHERE state = 'waiting'";
    session.borrow_mut().execute(let_go);
    share(&other, &token, "it-6");

    other.program.await_some("all have arrived", |_| {
        let waiting = "SELECT COUNT(*) FROM deliveries WHERE state = 'waiting'";
        (session.borrow_mut().number(waiting) == 0).then_some(())
    });

    let heard = desk.receiver.heard();
    assert_eq!(heard.len(), 7, "none is lost, and each says the same every time");
    let mut ids = BTreeSet::new();
    for (body, own) in &heard {
        let own: BTreeSet<&String> = own.iter().collect();
        assert_eq!(own.len(), 1, "{body} has one id");
        ids.extend(own);
    }
    let kept = session
        .borrow_mut()
        .texts("SELECT id FROM deliveries WHERE state = 'done'");
    assert_eq!(ids, kept.iter().collect());
    let of = |body: &String| serde_json::from_str::<Value>(body).expect("JSON")["data"]["reference"].clone();
    let references: BTreeSet<String> = heard.keys().map(|body| of(body).to_string()).collect();
    assert_eq!(references.len(), 7);
}

fn what_is_asked_for_twice_happens_once_whichever_relay_is_asked(database: Database) {
    let desk = Desk::new(database);
    let relays = [desk.relay(), desk.relay()];
    let [one, other] = relays.each_ref().map(|relay| Client::of(&relay.url));
    let token = desk.token();

    let first = launch(&one, &token, "it-1", Some("a"));
    let again = launch(&other, &token, "it-1", Some("a"));
    let another = launch(&other, &token, "it-2", Some("a"));

    assert_eq!((first.status, again.status, another.status), (201, 201, 422));
    assert_eq!(first.json(), again.json());
    let open = json!({ "launch": first.text("launch") });
    let opened = [&one, &other].map(|client| client.post("/embed/helpdesk/api/launches/open", &open).status);
    assert_eq!(opened, [200, 410], "a launch opens once");

    let listed = desk.ask(&["token", "list"]);
    let listed = String::from_utf8_lossy(&listed.stdout).into_owned();
    assert!(!listed.contains(&token), "what opens is not listed");
    let id = listed.split('\t').next().expect("its id").to_owned();
    assert!(desk.ask(&["token", "revoke", &id]).status.success());
    let revoked = [&one, &other].map(|client| launch(client, &token, "it-1", None).status);
    assert_eq!(revoked, [401, 401]);
    let mut session = desk.database.connect();
    assert_eq!(session.number("SELECT COUNT(*) FROM api_tokens"), 0);
}

fn deliveries_are_listed_retried_and_tested_from_the_command_line(database: Database) {
    let desk = Desk::new(database);
    desk.receiver.take();
    let mut relay = desk.relay();
    share(&relay, &desk.token(), "it-1");
    let session = RefCell::new(desk.database.connect());
    relay.program.await_some("it has arrived", |_| {
        let done = "SELECT COUNT(*) FROM deliveries WHERE state = 'done'";
        (session.borrow_mut().number(done) == 1).then_some(())
    });
    // Nobody sends what is retried while it is looked at.
    relay.program.kill();

    let listed = String::from_utf8_lossy(&desk.ask(&["delivery", "list"]).stdout).into_owned();
    let line: Vec<&str> = listed.trim_end().split('\t').collect();
    assert_eq!(
        (listed.lines().count(), &line[1..3]),
        (1, &["helpdesk", "it-1"][..]),
        "{listed}"
    );
    let retried = desk.ask(&["delivery", "retry", line[0]]);
    assert!(retried.status.success());
    let again = String::from_utf8_lossy(&desk.ask(&["delivery", "list"]).stdout).into_owned();
    // What was tried before counts as one try, so that it is looked for before the next.
    assert!(again.contains("\twaiting\ttries 1\t"), "{again}");
    let unknown = desk.ask(&["delivery", "retry", "msg_none"]);
    assert!(!unknown.status.success());
    assert!(String::from_utf8_lossy(&unknown.stdout).contains("msg_none"));

    let tested = desk.ask(&["delivery", "test", "helpdesk", "it-7"]);
    assert!(tested.status.success(), "{}", String::from_utf8_lossy(&tested.stdout));
    let heard = desk.receiver.heard();
    let test = heard.values().any(|ids| ids == &["msg_test".to_owned()]);
    assert!(test, "{heard:?}");
    let other = desk.ask(&["delivery", "test", "nobody", "it-7"]);
    assert!(!other.status.success());
    assert!(String::from_utf8_lossy(&other.stdout).contains("tenants.nobody.deliver"));
}

fn a_receiver_that_is_gone_is_disabled_until_the_administrator_enables_it(database: Database) {
    let desk = Desk::new(database);
    desk.receiver.go();
    let mut relay = desk.relay();
    let token = desk.token();
    share(&relay, &token, "it-1");
    relay
        .program
        .await_line("the log names the setting and the way back", |line| {
            (line.contains("tenants.helpdesk.deliver") && line.contains("rdptrace delivery enable helpdesk"))
                .then_some(())
        });
    // Whatever follows waits, and the receiver hears nothing of it.
    share(&relay, &token, "it-2");
    relay.program.kill();
    let told = |arguments: &[&str]| {
        let output = desk.ask(arguments);
        (
            output.status.success(),
            String::from_utf8_lossy(&output.stdout).into_owned(),
        )
    };
    let (_, listed) = told(&["delivery", "list"]);
    let first = listed.lines().next().unwrap_or_default();
    assert!(
        first.starts_with("helpdesk\tdisabled since ") && first.contains("\twaiting 2\t"),
        "{listed}"
    );
    assert_eq!(listed.matches("\thelpdesk\tit-").count(), 2, "{listed}");
    assert_eq!(listed.matches("\twaiting\t").count(), 2, "nothing is lost: {listed}");
    assert_eq!(desk.receiver.heard().len(), 1, "it is asked no more");

    assert!(told(&["delivery", "enable", "helpdesk"]).0);
    let (again, said) = told(&["delivery", "enable", "helpdesk"]);
    assert!(!again && said.contains("helpdesk"), "{said}");
    desk.receiver.take();
    let other = desk.relay();
    let session = RefCell::new(desk.database.connect());
    other.program.await_some("both have arrived", |_| {
        let done = "SELECT COUNT(*) FROM deliveries WHERE state = 'done'";
        (session.borrow_mut().number(done) == 2).then_some(())
    });
    assert!(!told(&["delivery", "list"]).1.contains("disabled"));
}

fn what_waits_for_a_portal_that_is_removed_arrives_once_it_is_back(database: Database) {
    let desk = Desk::new(database);
    desk.receiver.fail();
    let mut relay = desk.relay();
    share(&relay, &desk.token(), "it-1");
    let session = RefCell::new(desk.database.connect());
    let number = |condition: &str| {
        let count = format!("SELECT COUNT(*) FROM deliveries WHERE state = {condition}");
        session.borrow_mut().number(&count)
    };
    relay.program.await_some("it was tried", |_| {
        (number("'waiting' AND last_error LIKE '503%'") == 1).then_some(())
    });
    relay.program.kill();
    // As if the time until the next try were over.
    let due = || {
        session
            .borrow_mut()
            .execute("UPDATE deliveries SET due_at_ms = 0, lease_until_ms = 0")
    };

    let settings = fs::read(desk.settings()).expect("own folder");
    fs::write(desk.settings(), "").expect("own folder");
    desk.receiver.take();
    due();
    let mut without = desk.relay();
    without.program.await_line("the log names the setting", |line| {
        line.contains("`tenants.helpdesk.deliver` isn't set").then_some(())
    });
    without.program.await_some("it waits", |_| {
        (number("'waiting' AND last_error LIKE '%tenants.helpdesk.deliver%'") == 1).then_some(())
    });
    without.program.kill();
    assert_eq!(desk.receiver.heard().values().flatten().count(), 1, "nobody is asked");

    fs::write(desk.settings(), settings).expect("own folder");
    due();
    let back = desk.relay();
    back.program
        .await_some("it has arrived", |_| (number("'done'") == 1).then_some(()));
    let heard = desk.receiver.heard();
    let ids: BTreeSet<&String> = heard.values().flatten().collect();
    assert_eq!((heard.len(), ids.len()), (1, 1), "{heard:?}");
}
