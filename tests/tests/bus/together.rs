//! Limits that hold for all servers together, and for each alone while their database is away.

use core::time::Duration;

use fixtures::http::Client;
use fixtures::{clock, net};
use serde_json::{Value, json};
use suite::live::Live;
use suite::rdptrace::Relay;
use suite::site::{Site, target};
use tokio::runtime::Runtime;
use wire::ServerMessage;

#[test]
fn what_a_source_may_check_is_counted_by_all_servers_together() {
    let site = Site::open();
    let port = site.closed.port();
    let servers = [site.guarded(port), site.guarded(port)];
    let begun = clock::now();

    let started = checks(&servers, 60, port);

    // Thirty at once, and one of them back every twenty seconds: by itself, each server would let through as many.
    let returned = usize::try_from(begun.elapsed().as_secs() / 20).expect("some") + 1;
    assert!(
        (30..=30 + returned).contains(&started),
        "{started}, {returned} came back"
    );
}

#[test]
fn what_a_source_asks_for_is_counted_by_all_servers_together() {
    let site = Site::open();
    let port = site.closed.port();
    let servers = [site.guarded(port), site.guarded(port)];
    let wanted = json!({ "target": format!("127.0.0.1:{port}"), "life": "hour" });

    let answers = post_in_turn(&servers, 30, "/api/asks", &wanted);

    // Twenty in an hour; one comes back every three minutes, which this does not take.
    assert_eq!(answers, [vec![201; 20], vec![429; 10]].concat());
}

#[test]
fn what_a_source_shares_is_counted_by_all_servers_together() {
    let site = Site::open();
    let port = site.closed.port();
    let servers = [site.guarded(port), site.guarded(port)];
    let sealed = json!({ "content": "sealed", "sealed": "Ab-_".repeat(20 * 1024) });

    let answers = post_in_turn(&servers, 24, "/api/reports", &sealed);

    assert_eq!(answers, [vec![201; 20], vec![429; 4]].concat());
    // Room comes back by five MiB in an hour: twenty times 80 KiB of it in 18 minutes.
    let back = site.database.connect().number(ROOM_BACK_IN);
    assert!((1_000..1_200).contains(&back), "{back} s");
}

#[test]
fn what_a_program_launches_is_counted_by_all_servers_together() {
    let site = Site::open();
    let port = site.closed.port();
    let servers = [site.portal(port), site.portal(port)];
    let bearer = format!("Bearer {}", site.token());
    let wanted = json!({ "tenant": "helpdesk", "target": format!("127.0.0.1:{port}"), "reference": "it-1" });
    let wanted = wanted.to_string();
    let begun = clock::now();

    let clients = servers.each_ref().map(|server| Client::of(&server.url));
    let headers = [("authorization", bearer.as_str())];
    let in_turn = clients.iter().cycle().take(700);
    let answers = in_turn.map(|client| {
        client
            .send("POST", "/api/launches", &headers, Some(wanted.as_bytes()))
            .status
    });
    let answers: Vec<_> = answers.collect();

    // Six hundred at once, and one of them back every six seconds: by itself, each server would let through as many.
    let launched = answers.iter().filter(|status| **status == 201).count();
    let returned = usize::try_from(begun.elapsed().as_secs() / 6).expect("some") + 1;
    assert!(
        (600..=600 + returned).contains(&launched),
        "{launched}, {returned} came back"
    );
    assert!(answers.iter().all(|status| [201, 429].contains(status)), "{answers:?}");
}

/// The seconds until that is back of what is counted which is back first.
const ROOM_BACK_IN: &str =
    "SELECT CAST(MIN(full_us) / 1000000 - EXTRACT(EPOCH FROM clock_timestamp()) AS BIGINT) FROM rates";

/// Sends the same so many times, to one server after the other; what they answer.
fn post_in_turn(servers: &[Relay], times: usize, path: &str, body: &Value) -> Vec<u16> {
    let clients: Vec<_> = servers.iter().map(|server| Client::of(&server.url)).collect();
    let in_turn = clients.iter().cycle().take(times);
    in_turn.map(|client| client.post(path, body).status).collect()
}

#[test]
fn a_server_without_its_database_counts_alone_and_says_so() {
    let mut site = Site::open();
    let port = site.closed.port();
    let server = site.guarded(port);
    let limits = || Client::of(&server.url).get("/readyz").json()["limits"].clone();
    assert_eq!(limits(), "shared");

    site.database.cluster().kill();
    server
        .program
        .await_some("it's noticed", |_| (limits() == "alone").then_some(()));

    assert_eq!(checks([&server], 1, port), 1, "people check just when things fail");
    server.program.await_line("it's told", |line| {
        line.contains("this server counts them alone").then_some(())
    });
    site.database.cluster().resume();
    server
        .program
        .await_some("it's back", |_| (limits() == "shared").then_some(()));
}

#[test]
fn a_database_that_hangs_keeps_no_check_waiting_for_long() {
    let mut site = Site::open();
    let port = site.closed.port();
    let server = site.guarded(port);
    let frozen = site.database.cluster().freeze();
    let begun = clock::now();

    let started = checks([&server], 8, port);

    assert_eq!(started, 8);
    // Each waiting its turn for the database would take eight seconds and more.
    assert!(begun.elapsed() < Duration::from_secs(60), "{:?}", begun.elapsed());
    drop(frozen);
}

/// Starts so many checks of this port of computers of their own, at one server after the other; how many were let through.
fn checks<'a>(servers: impl IntoIterator<Item = &'a Relay>, most: usize, port: u16) -> usize {
    Runtime::new().expect("a runtime").block_on(async {
        let mut pages = Vec::new();
        for server in servers {
            pages.push(Live::open(server).await);
        }
        let mut started = 0;
        for number in 0..most {
            let turn = number % pages.len();
            let page = pages.get_mut(turn).expect("as many as servers");
            page.start(target((net::own_address(), port).into()), &[]).await;
            let told = page.hear().await;
            if matches!(told, ServerMessage::Started { .. }) {
                started += 1;
                page.rest().await;
            } else {
                assert!(matches!(told, ServerMessage::Refused(_)), "{told:?}");
            }
        }
        started
    })
}
