//! What several places see of one computer: the person's own machine, the server, and agents, each in a network of its own.

use std::net::{Ipv4Addr, SocketAddr};
use std::process::Command;

use diagnosis::diagnose;
use fixtures::http::Client;
use serde_json::json;
use suite::rdptrace::{Relay, binary};
use suite::triangle::Places;
use suite::xrdp::{SecurityLayer, Settings};
use wire::{Node, Outcome, Place, Report, Stage};

const RDP: u16 = 3389;
const PAGES: u16 = 8080;

#[test]
fn own_machine_behind_a_filter_and_the_server_tell_together_whose_network_it_is() {
    let places = Places::new();
    let computer = places.address(0);
    places.drop_packets(&[computer], &[]);
    let _xrdp = Settings {
        address: SocketAddr::from((Ipv4Addr::UNSPECIFIED, RDP)),
        namespace: Some(places.far.clone()),
        ..Settings::new(SecurityLayer::Tls)
    }
    .start();
    let listen = SocketAddr::from((places.relay_address(), PAGES));
    let door = places.lead_on(&places.home, listen);
    let origin = format!("http://{door}");
    let _relay = Relay::start_in(&places.middle, |command| {
        command.args(["--listen", &listen.to_string(), "--public-origin", &origin]);
        command.args(["--allow", &format!("{}:{RDP}", places.computers())]);
    });
    let server = Client::of(&format!("{origin}/"));
    let target = computer.to_string();
    let asked = json!({ "target": target, "note": "Does it work from home?" });
    let asked = places.at_home(|| server.post("/api/asks", &asked));
    assert_eq!(asked.status, 201, "{}", String::from_utf8_lossy(&asked.body));
    let link = format!("{origin}{}", asked.json()["path"].as_str().expect("a link"));

    let answered = places.at_home(|| {
        let mut answer = Command::new(binary());
        answer.args(["answer", &link, "--for", &target, "--yes", "--level", "everything"]);
        answer.output().expect("the program runs")
    });

    let said = String::from_utf8_lossy(&answered.stdout);
    assert_eq!(
        answered.status.code(),
        Some(1),
        "{said}{}",
        String::from_utf8_lossy(&answered.stderr)
    );
    assert!(said.contains("The server checked it, too:"), "{said}");
    assert!(
        said.contains("RDP-VAN-001: This server reaches the computer, but your device doesn't"),
        "{said}"
    );
    let path = said
        .lines()
        .find_map(|line| line.strip_prefix("Sent. The result is at ")?.strip_prefix(&origin))
        .expect("the link");
    let shared = places.at_home(|| server.get(&format!("{path}.json")));
    let report: Report = serde_json::from_slice(&shared.body).expect("a report");
    let connected = report.legs.iter().map(|leg| {
        let connect = leg.stage(Stage::Connect).expect("each goes to the computer");
        (leg.from, leg.place, connect.outcome)
    });
    assert_eq!(
        connected.collect::<Vec<_>>(),
        [
            (Node::Terminal, Place::Terminal, Outcome::Silent),
            (Node::Relay, Place::Relay, Outcome::Passed),
        ]
    );
    let findings = diagnose(&report);
    let whose = findings.iter().find(|finding| finding.id == "RDP-VAN-001");
    assert_eq!(whose.map(|finding| finding.leg), Some(1));
    assert_eq!(findings.first().map(|finding| finding.id), Some("RDP-TCP-002"));
}
