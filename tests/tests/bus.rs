//! Several servers on a bus: an agent of one checks for all, and what is lost comes back.

use std::net::SocketAddr;
use std::process::Command;

use fixtures::http::{Answer, Client};
use fixtures::net;
use nkeys::KeyPair;
use seal::{Open, Opened, Token};
use serde_json::json;
use suite::live::Live;
use suite::nats::Nats;
use suite::rdptrace::{Relay, binary};
use suite::site::{AGENT, Site, await_bus, await_image, report, target};
use suite::store::Database;
use suite::tunnel::{self, Tunnel};
use tempfile::TempDir;
use tokio::runtime::Runtime;
use wire::{ClientMessage, Outcome, RunEnd, RunKey, ServerMessage};

#[path = "bus/outages.rs"]
#[cfg(test)]
mod outages;
#[path = "bus/together.rs"]
#[cfg(test)]
mod together;

/// Waits until `other` finds the runs of `server`, and tells the key of one of them.
fn await_runs_of(site: &Site, server: &Relay, other: &Relay) -> RunKey {
    let heard = Runtime::new()
        .expect("a runtime")
        .block_on(async { Live::open(server).await.follow(target(site.closed)).await });
    let key = key_of(heard.first().expect("it began"));
    other.program.await_some("it finds the runs of the other server", |_| {
        (decoded(other, key.as_str()).status == 200).then_some(())
    });
    key
}

#[test]
fn an_agent_of_one_server_checks_for_the_other() {
    let site = Site::open();
    let (one, other, _agent) = site.servers();

    let (near, far) = (site.check(&other), site.check(&one));

    for report in [near, far] {
        assert_eq!(report.end, RunEnd::Completed);
        let agents: Vec<_> = report.legs.iter().filter_map(|leg| leg.agent.as_ref()).collect();
        assert_eq!(agents.iter().map(ToString::to_string).collect::<Vec<_>>(), [AGENT]);
        let broken = report.stopped().map(|(_, stage)| stage.stage().name());
        assert_eq!(broken, Some("connect"));
    }
}

#[test]
fn a_run_ends_when_the_server_of_its_agent_dies_and_the_agent_is_used_again_elsewhere() {
    let site = Site::open();
    let (one, mut other, agent) = site.servers();
    let runtime = Runtime::new().unwrap();

    let lost = runtime.block_on(async {
        let mut page = Live::open(&one).await;
        page.start(target(site.silent_address()), &[AGENT]).await;
        let _taken = site.silent.accept().unwrap();
        other.program.kill();
        report(page.rest().await)
    });
    assert_eq!(lost.end, RunEnd::AgentLost);

    drop(agent);
    let _agent = site.agent_of(&one);
    assert_eq!(site.check(&one).end, RunEnd::Completed);
}

#[test]
fn a_server_that_loses_the_bus_says_so_serves_alone_and_finds_back() {
    let mut site = Site::open();
    let (one, other, _agent) = site.servers();
    let readiness = || Client::of(&one.url).get("/readyz").json()["bus"].clone();
    assert_eq!(readiness(), "ok");

    site.nats.kill();
    one.program
        .await_line("the bus is lost", |line| line.contains("the bus is lost").then_some(()));

    assert_eq!(readiness(), "lost");
    let alone = Runtime::new()
        .unwrap()
        .block_on(async { Live::open(&one).await.follow(target(site.closed)).await });
    assert_eq!(report(alone).end, RunEnd::Completed);
    // Where it is connected, the agent is there as before.
    assert_eq!(site.check(&other).end, RunEnd::Completed);

    site.nats.resume();
    one.program
        .await_some("the bus is back", |_| (readiness() == "ok").then_some(()));
    await_image(&one);
    assert_eq!(site.check(&one).end, RunEnd::Completed);
}

#[test]
fn a_bus_that_is_cut_off_is_noticed_and_found_again() {
    let site = Site::open();
    let (one, other, _agent) = site.servers();
    let readiness = || Client::of(&one.url).get("/readyz").json()["bus"].clone();

    let cut = site.nats.freeze();
    one.program
        .await_some("it's noticed", |_| (readiness() == "lost").then_some(()));
    assert_eq!(site.check(&other).end, RunEnd::Completed, "its own agent is there");

    drop(cut);
    one.program
        .await_some("the bus is back", |_| (readiness() == "ok").then_some(()));
    await_image(&one);
    assert_eq!(site.check(&one).end, RunEnd::Completed);
}

#[test]
fn a_run_that_nobody_answers_beyond_a_bus_that_is_cut_off_ends_with_its_agent_lost() {
    let site = Site::open();
    let (one, _other, _agent) = site.servers();
    let cut = site.nats.freeze();

    let report = site.check(&one);

    assert_eq!(report.end, RunEnd::AgentLost);
    let unheard = report.legs.iter().flat_map(|leg| &leg.stages);
    assert!(
        unheard.clone().all(|stage| stage.outcome == Outcome::NotReached),
        "{report:?}"
    );
    // What waits for an agent that is connected and silent takes more than a minute.
    assert!(
        report.elapsed_ms.as_millis() < 30_000.0,
        "{}",
        report.elapsed_ms.as_millis()
    );
    drop(cut);
    await_image(&one);
    assert_eq!(site.check(&one).end, RunEnd::Completed);
}

#[test]
fn a_bus_that_is_full_of_what_no_server_says_is_of_use_still() {
    let site = Site::open();
    let (one, other, _agent) = site.servers();
    let long = vec![b'{'; 16 * 1024];
    let sought = json!({ "key": vec![0; 32], "follower": "nobody" }).to_string();

    for (subject, payload) in [
        ("rdptrace.v1.agent.branch-7.here", &long[..]),
        ("rdptrace.v1.agent.branch-7.gone", b"null"),
        ("rdptrace.v1.agent.branch-7.run", b"{}"),
        ("rdptrace.v1.agent.no..name.here", b"{}"),
        ("rdptrace.v1.run.sought", sought.as_bytes()),
        ("rdptrace.v1.run.sought", &long),
    ] {
        site.nats.flood(subject, payload, 3_000).expect("it takes everything");
    }

    assert_eq!(site.check(&one).end, RunEnd::Completed);
    for server in [&one, &other] {
        let ready = Client::of(&server.url).get("/readyz");
        assert_eq!((ready.status, &ready.json()["bus"]), (200, &json!("ok")));
    }
}

#[test]
fn only_who_has_the_key_is_let_onto_the_bus() {
    let folder = TempDir::new().unwrap();
    let key = KeyPair::new_user();
    let file = folder.path().join("bus.nk");
    std::fs::write(&file, key.seed().unwrap()).unwrap();
    let nats = Nats::start_for(&key.public_key());
    let database = Database::postgres();

    let with = database.relay_with(&[
        ("RDPTRACE_BUS", &nats.url()),
        ("RDPTRACE_BUS_NKEY", &file.to_string_lossy()),
    ]);
    let without = database.relay_with(&[("RDPTRACE_BUS", &nats.url())]);

    await_bus(&with);
    without.program.await_line("it's told", |line| {
        line.contains("the bus can't be used: nats: authorization violation")
            .then_some(())
    });
    let readiness = |server: &Relay| Client::of(&server.url).get("/readyz").json()["bus"].clone();
    assert_eq!((readiness(&with), readiness(&without)), ("ok".into(), "lost".into()));
}

#[test]
fn only_who_encrypts_to_the_right_bus_and_has_the_key_is_let_onto_it() {
    let folder = TempDir::new().unwrap();
    let key = KeyPair::new_user();
    let file = folder.path().join("bus.nk");
    std::fs::write(&file, key.seed().unwrap()).unwrap();
    let nats = Nats::start_encrypted_for(&key.public_key());
    let database = Database::postgres();
    let (url, file, roots) = (nats.url(), file.to_string_lossy(), nats.roots());
    let encrypted = url.replace("nats://", "tls://");
    let roots = roots.to_string_lossy();
    let bus = ("RDPTRACE_BUS", encrypted.as_str());
    let (key, trust) = (("RDPTRACE_BUS_NKEY", &*file), ("RDPTRACE_BUS_ROOTS", &*roots));

    let with = database.relay_with(&[bus, key, trust]);
    // Whoever is told less of it encrypts as well, because the bus wants that.
    let also = database.relay_with(&[("RDPTRACE_BUS", &url), key, trust]);
    let without_trust = database.relay_with(&[bus, key]);
    let without_key = database.relay_with(&[bus, trust]);

    for server in [&with, &also] {
        await_bus(server);
    }
    for (server, why) in [
        (&without_trust, "its certificate isn't trusted here"),
        (&without_key, "authorization violation"),
    ] {
        server.program.await_line("it's told", |line| {
            let line = line.to_lowercase();
            (line.contains("the bus can't be used") && line.contains(why)).then_some(())
        });
    }
    let readiness = |server: &Relay| Client::of(&server.url).get("/readyz").json()["bus"].clone();
    assert_eq!([&with, &also].map(readiness), ["ok", "ok"]);
    assert_eq!([&without_trust, &without_key].map(readiness), ["lost", "lost"]);
}

#[test]
fn sign_ins_are_counted_by_all_servers_together() {
    let site = Site::open();
    let (one, other) = (site.server(), site.server());
    let first = [&one, &other, &one].map(|server| ticket(server, site.closed));
    assert_eq!(first, [201; 3]);

    let more = [&other, &one].map(|server| ticket(server, site.closed));

    assert_eq!(more, [429; 2], "three in half an hour are enough for one address");
    assert_eq!(ticket(&other, net::own_socket()), 201);
}

/// Checks `address` and asks for a sign-in to it; what the server answers.
fn ticket(server: &Relay, address: SocketAddr) -> u16 {
    let heard = Runtime::new()
        .expect("a runtime")
        .block_on(async { Live::open(server).await.follow(target(address)).await });
    let started = heard.into_iter().find_map(|message| {
        if let ServerMessage::Started { run, key } = message {
            Some((run, key?))
        } else {
            None
        }
    });
    let (run, key) = started.expect("whoever starts a run is told its key");
    let path = format!("/api/runs/{run}/tunnel");
    Client::of(&server.url).post(&path, &json!({ "key": key })).status
}

#[test]
fn a_run_is_followed_and_shared_at_another_server_than_its_own() {
    let site = Site::open();
    let (one, other) = (site.server(), site.server());
    await_runs_of(&site, &one, &other);
    let runtime = Runtime::new().unwrap();
    let (key, near, far) = runtime.block_on(async {
        let mut page = Live::open(&one).await;
        page.start(target(site.silent_address()), &[]).await;
        let key = key_of(&page.hear().await);
        let (taken, _) = site.silent.accept().unwrap();
        let mut second = Live::open(&other).await;
        second.say(&ClientMessage::Join { key: key.clone() }).await;
        let head = second.hear().await;
        assert!(matches!(head, ServerMessage::Started { key: None, .. }), "{head:?}");
        second.say(&ClientMessage::Cancel).await;
        let ends = (page.rest().await, second.rest().await);
        drop(taken);
        (key, ends.0, ends.1)
    });

    assert_eq!(report(far.clone()).end, RunEnd::Cancelled);
    // What the connections carried stays where it was made, and all else is told to whoever comes late.
    let told: Vec<_> = near
        .into_iter()
        .filter(|message| !matches!(message, ServerMessage::Recorded { .. }))
        .collect();
    assert_eq!(far, told);
    let asked = json!({ "content": "run", "run": key, "disclosure": "everything", "life": "hour" });
    let shared = Client::of(&other.url).post("/api/reports", &asked);
    assert_eq!(shared.status, 201, "{}", String::from_utf8_lossy(&shared.body));
}

#[test]
fn a_run_is_stopped_at_another_server_than_its_own() {
    let site = Site::open();
    let (one, other) = (site.server(), site.server());
    await_runs_of(&site, &one, &other);
    let runtime = Runtime::new().unwrap();
    let told = runtime.block_on(async {
        let mut page = Live::open(&one).await;
        page.start(target(site.silent_address()), &[]).await;
        let key = key_of(&page.hear().await);
        let taken = site.silent.accept().unwrap();
        let stopped = Client::of(&other.url).send("DELETE", &format!("/api/runs/{}", key.as_str()), &[], None);
        assert_eq!(stopped.status, 204);
        let told = page.rest().await;
        drop(taken);
        told
    });

    assert_eq!(report(told).end, RunEnd::Cancelled);
}

#[test]
fn a_run_that_is_over_is_found_at_another_server_and_a_wrong_key_finds_none() {
    let site = Site::open();
    let (one, other) = (site.server(), site.server());
    let key = await_runs_of(&site, &one, &other);

    let (right, wrong) = (decoded(&other, key.as_str()), decoded(&other, "xK3v9QmZ0aTfW2Lr8sYbNg"));

    assert_eq!(right.status, 200, "{}", String::from_utf8_lossy(&right.body));
    assert!(right.json()["fit"].is_string(), "{}", right.json());
    assert_eq!(wrong.status, 410, "{}", String::from_utf8_lossy(&wrong.body));
}

#[test]
fn a_ticket_of_one_server_opens_one_tunnel_at_any_of_them() {
    let site = Site::open();
    let (one, other) = (site.server(), site.server());
    await_runs_of(&site, &one, &other);
    let runtime = Runtime::new().unwrap();
    let open = tunnel::ticket(&runtime, &one, &target(site.closed));
    let ask = |server: &Relay, open: &Open| runtime.block_on(Tunnel::ask(server, open)).1;
    let mut forged = open.clone();
    forged.token = Token::new("9999999999999.AAAA".to_owned());
    let refused = Opened::Refused {
        reason: seal::Refusal::BadToken,
    };

    assert_eq!(ask(&other, &forged), refused);
    let first = ask(&other, &open);
    assert!(matches!(first, Opened::NotConnected { .. }), "{first:?}");
    for server in [&one, &other] {
        assert_eq!(ask(server, &open), refused, "once for all of them");
    }
}

/// Asks a server whether a code goes with the run of a key.
fn decoded(server: &Relay, key: &str) -> Answer {
    let asked = json!({ "said": "0x204", "run": key });
    Client::of(&server.url).post("/api/decode", &asked)
}

fn key_of(message: &ServerMessage) -> RunKey {
    let ServerMessage::Started { key: Some(key), .. } = message else {
        panic!("no key: {message:?}");
    };
    key.clone()
}

#[test]
fn servers_on_a_bus_need_one_database_and_say_so() {
    let output = Command::new(binary())
        .args(["serve", "--listen", "127.0.0.1:0"])
        .env("RDPTRACE_BUS", "nats://127.0.0.1:4222")
        .env("RDPTRACE_STORE", "sqlite::memory:")
        .output()
        .unwrap();

    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains("share one PostgreSQL database"), "{said}");
}
