//! A relay with little memory, while hostile computers pour out what they can: what others are answered meanwhile, and what
//! it takes.

use std::process::Command;
use std::time::Duration;

use fixtures::{clock, http, net};
use tokio::task::{self, JoinSet};

use crate::live::Live;
use crate::peer::Peer;
use crate::program::Program;
use crate::rdptrace::{Relay, binary, in_memory};

/// What was seen of one flood.
#[derive(Clone, Debug)]
pub struct Endured {
    /// How long each answer to `GET /healthz` took, while the flood lasted.
    pub health: Vec<Duration>,
    /// How many of the checks of a closed port that others asked for meanwhile were made to their end.
    pub others: usize,
    /// The most memory that the relay has had, in bytes.
    pub memory: u64,
    /// How many lines it wrote.
    pub lines: usize,
}

/// Checks `at_once` computers that play this scenario with a relay that may have so many bytes of addresses, and asks for
/// what others want until all of them are over.
///
/// # Panics
///
/// Where the relay ends, or answers others with anything but what they asked for.
pub async fn endure(scenario: &str, at_once: usize, room: u64) -> Endured {
    let relay = limited(room);
    let mut attacks = JoinSet::new();
    for _ in 0..at_once {
        let peer = Peer::playing(scenario);
        let mut page = Live::open(&relay).await;
        attacks.spawn(async move {
            page.check(peer.address).await;
            // A scripted computer waits for its clients when it goes, and blocks while it does.
            drop(page);
            let gone = task::spawn_blocking(|| drop(peer)).await;
            gone.expect("it goes");
        });
    }
    let client = http::Client::of(&relay.url);
    let mut health = Vec::new();
    let mut others = 0;
    loop {
        let begun = clock::now();
        let asked = client.clone();
        let answer = task::spawn_blocking(move || asked.get("/healthz")).await;
        assert_eq!(
            answer.expect("a request").status,
            200,
            "{scenario}: others ask how it is"
        );
        health.push(begun.elapsed());
        let mut page = Live::open(&relay).await;
        page.check(net::own_socket()).await;
        others += 1;
        match attacks.try_join_next() {
            Some(ended) => ended.expect("a check that ends"),
            None if attacks.is_empty() => break,
            None => {}
        }
    }
    Endured {
        health,
        others,
        memory: relay.program.peak(),
        lines: relay.program.lines().len(),
    }
}

/// A relay for its own machine, which the system gives no more than so many bytes of addresses.
fn limited(room: u64) -> Relay {
    let program = Program::start("prlimit", |command: &mut Command| {
        command.arg(format!("--as={room}")).arg(binary());
        command.args(["serve", "--listen", "127.0.0.1:0"]);
        // As the unit has it.
        command.env("MALLOC_ARENA_MAX", "2");
        in_memory(command);
    });
    Relay::of(program)
}

/// The kinds of flood, each with the scenario whose computer makes it.
pub const FLOODS: [(&str, &str); 6] = [
    ("zeros behind the port", "neg-flood"),
    (
        "a certificate without end in place of ServerHello",
        "tls-flood-of-certificates",
    ),
    ("joins without end behind the start", "session-flood/joins"),
    (
        "joins without end behind the first picture",
        "session-flood/joins-behind-a-picture",
    ),
    ("measurements of the line without end", "logon-flood"),
    ("zeros in place of a picture", "desktop-flood"),
];
