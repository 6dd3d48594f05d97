//! Plays one scenario's server for as long as it runs, to be looked at with any client: `play <scenario> [address]`.

use std::env;
use std::io::{self, Read, Write};

use fixtures::net;
use suite::peer::Peer;
use suite::scenario::Scenario;

fn main() -> io::Result<()> {
    let mut arguments = env::args().skip(1);
    let wanted = arguments.next().unwrap_or_default();
    let scenarios = Scenario::all();
    let mut out = io::stdout().lock();
    let Some(scenario) = scenarios.iter().find(|scenario| scenario.id == wanted) else {
        writeln!(out, "usage: play <scenario> [address]; the scenarios are:")?;
        for scenario in scenarios {
            writeln!(out, "  {:40} {}", scenario.id, scenario.name)?;
        }
        return Ok(());
    };
    let address = arguments.next().and_then(|address| address.parse().ok());
    let address = address.unwrap_or_else(net::own_socket);
    let peer = Peer::start(&scenario.connections, net::listen(address), &[address.ip().to_string()]);
    writeln!(
        out,
        "{} on {}; it ends with the end of its input",
        scenario.name, peer.address
    )?;
    io::stdin().read_to_end(&mut Vec::new())?;
    writeln!(out, "{:#?}", peer.seen())
}
