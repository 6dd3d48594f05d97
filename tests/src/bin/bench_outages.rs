//! How long after its return a part that was killed is made up for: agent, bus, server, and database, each in turn with
//! kill -9 while people go on checking and sharing: `bench_outages`.
//!
//! The exit code is 1 where one took longer than is promised.

use std::io::{self, Write as _};
use std::process::ExitCode;

use suite::goals::{Goals, Limit};
use suite::outages::{Outages, PROMISED, Part};

fn main() -> io::Result<ExitCode> {
    let mut found = Vec::new();
    Outages::start().kill_each(|outage| found.push((name(outage.part), outage.took)));
    let mut goals = Goals::default();
    let mut out = io::stdout().lock();
    writeln!(out, "from the return of what was killed until all that people do works")?;
    for (part, took) in found {
        let verdict = goals.judge(
            &format!("s after the return of {part}"),
            took.as_secs_f64(),
            Limit::AtMost(PROMISED.as_secs_f64()),
        );
        writeln!(out, "{verdict}")?;
    }
    Ok(goals.exit())
}

fn name(part: Part) -> &'static str {
    match part {
        Part::Agent => "the agent",
        Part::Bus => "the bus",
        Part::Server => "the server that the agent is connected to",
        Part::Database => "PostgreSQL",
    }
}
