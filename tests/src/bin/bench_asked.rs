//! How soon support sees each state of a check that somebody else was asked to run: `bench_asked [requests]`.
//!
//! Two browsers, and one relay; then a browser, and `rdptrace answer` beside it. The exit code is 1 where a state took longer than a second.

use std::env;
use std::io::{self, Write as _};
use std::process::ExitCode;
use std::time::Duration;

use suite::asked;
use suite::measure::Spread;
use tokio::runtime::Builder;

fn main() -> io::Result<ExitCode> {
    let requests = env::args().nth(1).and_then(|number| number.parse().ok());
    let requests = requests.unwrap_or(REQUESTS);
    let runtime = Builder::new_current_thread().enable_all().build()?;
    let page = runtime.block_on(asked::measure(requests));
    let terminal = runtime.block_on(asked::measure_terminal(requests));
    let mut out = io::stdout().lock();
    writeln!(
        out,
        "what support sees, from its cause where the person is, {requests} requests each"
    )?;
    let mut slowest = Duration::ZERO;
    for (place, times) in [("in the other browser", page), ("in `rdptrace answer`", terminal)] {
        writeln!(out, "  {place}")?;
        for (state, times) in times {
            slowest = slowest.max(times.iter().copied().max().unwrap_or_default());
            writeln!(out, "    {state:<44}{}", Spread::of(times))?;
        }
    }
    let reached = slowest <= LIMIT;
    let verdict = if reached { "reached" } else { "MISSED" };
    writeln!(out, "  {verdict}: {slowest:?} for the slowest, at most {LIMIT:?}")?;
    Ok(if reached { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// A state that is late once in five is still seen.
const REQUESTS: usize = 5;
const LIMIT: Duration = Duration::from_secs(1);
