//! A relay with 512 MiB, while computers pour out what they can: `bench_floods [checks at once]`.
//!
//! The exit code is 1 where others wait too long, or where a check of such a computer takes too much memory.

use std::env;
use std::io::{self, Write as _};
use std::process::ExitCode;
use std::time::Duration;

use suite::floods::{FLOODS, endure};
use suite::measure::Spread;
use tokio::runtime::Builder;

fn main() -> io::Result<ExitCode> {
    let at_once = env::args().nth(1).and_then(|number| number.parse().ok());
    let at_once = at_once.unwrap_or(AT_ONCE);
    let runtime = Builder::new_multi_thread().enable_all().build()?;
    let mut out = io::stdout().lock();
    writeln!(out, "{at_once} computers at once, a relay with 512 MiB of addresses")?;
    writeln!(
        out,
        "  {:<50}{:>12} {:>12} {:>10} {:>8} {:>6}",
        "what they pour out", "health p50", "p95", "peak", "others", "lines"
    )?;
    let mut reached = true;
    for (flood, scenario) in FLOODS {
        let seen = runtime.block_on(endure(scenario, at_once, ROOM));
        let health = Spread::of(seen.health);
        let mebibytes = seen.memory / (1024 * 1024);
        writeln!(
            out,
            "  {flood:<50}{health} {mebibytes:>6} MiB {:>8} {:>6}",
            seen.others, seen.lines
        )?;
        reached &= health.p95 <= HEALTH;
    }
    let verdict = if reached { "reached" } else { "MISSED" };
    writeln!(out, "  {verdict}: p95 of /healthz at most {HEALTH:?}")?;
    Ok(if reached { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

const AT_ONCE: usize = 8;
const ROOM: u64 = 512 * 1024 * 1024;
/// Others do not notice less.
const HEALTH: Duration = Duration::from_millis(100);
