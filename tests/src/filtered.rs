//! Somebody at home who is asked to check a computer, whose own network drops what goes there.

use std::net::{Ipv4Addr, SocketAddr};
use std::process::Output;

use diagnosis::diagnose;
use fixtures::http::Client;
use serde_json::json;
use wire::{Node, Outcome, Place, Report, Stage};

use crate::rdptrace::Relay;
use crate::triangle::Places;
use crate::xrdp::{SecurityLayer, Settings};

/// Has `answer` answer with these arguments of rdptrace, and tells whether it does what it is for: it shows where the way
/// ends and that the server's does not, one report has both legs and says whose network it is, and so does the page of
/// whoever asked, in short.
///
/// # Panics
///
/// Where it does not.
#[track_caller]
pub fn assert_told_whose_network_it_is(places: &Places, answer: impl FnOnce(&[&str]) -> Output + Send) {
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
    let link = format!("{origin}{}", asked.text("path"));

    let arguments = ["answer", &link, "--for", &target, "--yes", "--level", "everything"];
    let answered = places.at_home(|| answer(&arguments));

    let said = String::from_utf8_lossy(&answered.stdout);
    let complaint = String::from_utf8_lossy(&answered.stderr);
    assert_eq!(answered.status.code(), Some(1), "{said}{complaint}");
    for told in [
        "The server checked it, too:",
        "RDP-VAN-001: The server reaches the computer, but your device doesn't",
    ] {
        assert!(said.contains(told), "{said}");
    }
    let path = said
        .lines()
        .find_map(|line| {
            line.trim_end()
                .strip_prefix("Sent. The result is at ")?
                .strip_prefix(&origin)
        })
        .expect("the link");
    let shared = places.at_home(|| server.get(&format!("{path}.json")));
    assert_both_legs(&serde_json::from_slice(&shared.body).expect("a report"));
    let watched = places.at_home(|| server.get(&asked.text("watch")));
    let watched = String::from_utf8_lossy(&watched.body);
    let (_, answers) = watched.split_once("class=\"answers\"").expect("an answer");
    for told in ["No answer", "checked from: ", "rdptrace server"] {
        assert!(answers.contains(told), "{told}: {answers}");
    }
}

#[track_caller]
fn assert_both_legs(report: &Report) {
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
    let findings = diagnose(report);
    let whose = findings.iter().find(|finding| finding.id == "RDP-VAN-001");
    assert_eq!(whose.map(|finding| finding.leg), Some(1));
    assert_eq!(findings.first().map(|finding| finding.id), Some("RDP-TCP-002"));
}

const RDP: u16 = 3389;
const PAGES: u16 = 8080;
