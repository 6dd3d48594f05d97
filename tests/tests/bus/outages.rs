//! Each part is killed in turn while people go on checking and sharing, and all is as before once it is back.

use fixtures::http::Client;
use suite::outages::{Outages, PROMISED};
use suite::rdptrace::Relay;

use super::ticket;

#[test]
fn each_part_that_is_killed_under_load_is_missed_alone_and_all_is_as_before_ten_seconds_after_its_return() {
    let mut outages = Outages::start();
    let guarded = outages.closed();
    let [one, other] = outages.servers();
    let tickets = [one, other, one].map(|server| ticket(server, guarded));
    assert_eq!(tickets, [201; 3]);

    outages.kill_each(|outage| {
        let (part, took) = (outage.part, outage.took);
        assert!(took <= PROMISED, "{part:?}: after {took:?}");
        assert_kept(outage.servers, outage.shared, &format!("{part:?}"));
        let more = outage.servers.map(|server| ticket(server, guarded));
        assert_eq!(
            more, [429; 2],
            "{part:?}: three in half an hour are enough for one address"
        );
    });

    assert_kept(outages.servers(), &outages.shared(), "the end");
}

/// Every result that somebody was told is shared can be read at both servers.
#[track_caller]
fn assert_kept(servers: [&Relay; 2], shared: &[String], when: &str) {
    assert!(!shared.is_empty(), "{when}");
    for server in servers {
        let client = Client::staying(&server.url);
        let lost: Vec<_> = shared
            .iter()
            .filter(|id| client.get(&format!("/api/reports/{id}")).status != 200)
            .collect();
        assert!(
            lost.is_empty(),
            "{when}: of {} lost at {}: {lost:?}",
            shared.len(),
            server.url
        );
    }
}
