//! One computer from all places: the server and three agents, each in a network of its own.

use std::fs;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::process::Command;

use suite::browser::{Browser, Kind};
use suite::program::Program;
use suite::rdptrace::{Relay, binary};
use suite::triangle::Places;
use tempfile::TempDir;
use tokio::runtime::Builder;
use ui::EVERYWHERE;

use super::{SOON, WHOLE_RUN};

/// What the agents are called, which are the names of their places.
const AGENTS: [&str; 3] = ["home", "middle", "far"];
const RDP: u16 = 3389;
const PAGES: u16 = 8080;

#[test]
fn check_from_all_places_shows_each_and_goes_on_without_an_agent_that_is_killed() {
    let places = Places::new();
    let silent = places.far_away(|| TcpListener::bind((Ipv4Addr::UNSPECIFIED, RDP)));
    let silent = silent.expect("nobody else is there");
    let folder = TempDir::new().expect("a folder");
    let listen = SocketAddr::from((places.relay_address(), PAGES));
    let homes = [&places.home, &places.middle, &places.far];
    let origins = homes.map(|namespace| format!("http://{}", places.lead_on(namespace, listen)));
    let computers = format!("{}:{RDP}", places.computers());
    let relay = Relay::start_in(&places.middle, |command| {
        let settings = folder.path().join("settings.toml");
        fs::write(&settings, known(&folder)).expect("own folder");
        command.args(["--listen", &listen.to_string(), "--allow", &computers, "--config"]);
        command.arg(settings);
        for origin in &origins {
            command.args(["--public-origin", origin]);
        }
    });
    let mut agents: Vec<Program> = Vec::new();
    for ((name, namespace), origin) in AGENTS.iter().zip(homes).zip(&origins) {
        agents.push(Program::start_in(namespace, &binary().to_string_lossy(), |command| {
            command.args(["agent", "--relay", origin, "--name", name, "--allow", &computers]);
            command.arg("--key-file").arg(folder.path().join("agent.key"));
        }));
    }
    relay.program.await_some("all agents come", |lines| {
        let here = lines.iter().filter(|line| line.contains("an agent has come")).count();
        (here == AGENTS.len()).then_some(())
    });
    let [origin, ..] = &origins;
    let runtime = Builder::new_current_thread().enable_all().build().expect("a runtime");
    let target = places.address(0);

    let said = places.at_home(|| {
        runtime.block_on(async {
            let browser = Browser::start_in(Kind::Chromium, &places.home).await;
            browser.open(&format!("{origin}/?target={target}")).await;
            browser.find("html[data-live] #from").await;
            let choose = format!("document.querySelector('#from').value = '{EVERYWHERE}'");
            browser.value(&choose).await;
            browser.click("#check").await;
            // The server and each agent have connected, and wait for an answer.
            let taken: Vec<_> = (0..=AGENTS.len()).map(|_| silent.accept()).collect();
            if let Some(agent) = agents.first_mut() {
                agent.kill();
            }
            let over = "document.querySelector('#answer') !== null";
            browser.until("the run is over", over, WHOLE_RUN).await;
            let here = "document.querySelectorAll('main h2').length > 3";
            browser.until("all places are shown", here, SOON).await;
            browser.screenshot("from-all-places").await;
            let said = browser.text("main").await;
            browser.close().await;
            drop(taken);
            said
        })
    });

    for name in AGENTS {
        assert!(said.contains(&format!("{name} → ")), "{name}: {said}");
    }
    assert!(said.contains("The connection to the agent was lost"), "{said}");
}

/// The settings of a relay that knows the agents.
fn known(folder: &TempDir) -> String {
    let key = Command::new(binary())
        .args(["agent", "key", "--key-file"])
        .arg(folder.path().join("agent.key"))
        .output()
        .expect("the program runs");
    let line = String::from_utf8(key.stdout).expect("text");
    let each = AGENTS.map(|name| format!("[agents.{name}]\n{line}visible_to = [\"10.0.0.0/8\"]\n"));
    each.concat()
}
