//! `rdptrace agents`, which shows the agents of a server.

use core::fmt::Write as _;
use core::net::SocketAddr;
use core::time::Duration;
use std::io::{self, Write as _};
use std::process::ExitCode;

use serde::Deserialize;
use wire::PeerText;
use words::Words;

use super::args::AgentsArgs;
use super::unreached;
use crate::{Config, Error};

/// Shows the agents of the server whose metrics are at an address.
///
/// # Errors
///
/// Where no address is known, or no server answers there.
pub(super) fn list(args: &AgentsArgs, config: &Config) -> Result<ExitCode, Error> {
    let listener: SocketAddr = args.metrics.or(config.metrics_listen).ok_or(Error::NoMetrics)?;
    let failed = |what: String| Error::Remote {
        server: listener.to_string(),
        what,
    };
    let json = ask(listener).map_err(|error| failed(unreached::told(&error)))?;
    let text = if args.json {
        json
    } else {
        table(&serde_json::from_str::<Vec<Agent>>(&json).map_err(|_| failed(NO_LIST.to_owned()))?)
    };
    io::stdout().write_all(text.as_bytes()).map_err(Error::Output)?;
    Ok(ExitCode::SUCCESS)
}

/// What asks the server's second listener.
pub(super) fn asking() -> ureq::Agent {
    let asking = ureq::Agent::config_builder()
        .proxy(None)
        .timeout_global(Some(ANSWER_LIMIT));
    asking.build().new_agent()
}

fn ask(listener: SocketAddr) -> Result<String, ureq::Error> {
    let mut answer = asking().get(format!("http://{listener}/agents")).call()?;
    answer.body_mut().with_config().limit(LONGEST_LIST).read_to_string()
}

/// What is printed of an agent, in the server's own words.
#[derive(Deserialize)]
struct Agent {
    name: String,
    version: PeerText,
    connection: String,
    since_ms: i64,
    running: usize,
    room: usize,
}

fn table(agents: &[Agent]) -> String {
    if agents.is_empty() {
        return "No agent is connected.\n".to_owned();
    }
    let widest = agents.iter().map(|agent| agent.name.chars().count()).max();
    let width = widest.unwrap_or_default().max(MIN_WIDTH);
    let mut text = format!(
        "{:<width$}  {:<9}{:<11}{:<22}connected to\n",
        "name", "version", "checks", "since"
    );
    for agent in agents {
        let checks = format!("{} of {}", agent.running, agent.room);
        let since = Words::english().moment(agent.since_ms);
        let server = if agent.connection == HERE {
            "this server"
        } else {
            "another server"
        };
        // Writing to a string cannot fail.
        let _ = writeln!(
            text,
            "{:<width$}  {:<9}{checks:<11}{since:<22}{server}",
            agent.name,
            agent.version.as_str()
        );
    }
    text
}

const NO_LIST: &str = "it doesn't list agents, so it's probably not the metrics address of an rdptrace server";
const HERE: &str = "here";
/// That of names such as `branch-7`.
const MIN_WIDTH: usize = 12;
const ANSWER_LIMIT: Duration = Duration::from_secs(10);
/// A few hundred agents.
const LONGEST_LIST: u64 = 1024 * 1024;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agents_stand_below_each_other_with_where_they_are_connected() {
        let json = r#"[{"name":"branch-7","version":"0.1.0","connection":"here","since_ms":0,"running":1,"room":4},
            {"name":"warehouse-north","version":"0.1.0\u001b","connection":"elsewhere","since_ms":0,"running":0,"room":4}]"#;

        let table = table(&serde_json::from_str::<Vec<Agent>>(json).unwrap());

        assert_eq!(
            table,
            "name             version  checks     since                 connected to\n\
             branch-7         0.1.0    1 of 4     1970-01-01 00:00 UTC  this server\n\
             warehouse-north  0.1.0    0 of 4     1970-01-01 00:00 UTC  another server\n"
        );
        assert_eq!(super::table(&[]), "No agent is connected.\n");
    }
}
