//! How many computers a relay asks in a second, beside `prometheus-blackbox-exporter` and `openssl s_time`:
//! `bench_probes [at once]`.
//!
//! The exit code is 1 where fewer X.224 answers come than the exporter makes TCP probes, or fewer TLS handshakes than
//! 0.8 of what `s_time` makes.

use std::env;
use std::io::{self, Write as _};
use std::process::ExitCode;

use suite::probes::{Depth, blackbox, checks, s_time};

fn main() -> io::Result<ExitCode> {
    let at_once = env::args().nth(1).and_then(|number| number.parse().ok());
    let at_once = at_once.unwrap_or(AT_ONCE);
    let [packets, handshakes] = [Depth::Answer, Depth::Tls].map(|depth| checks(depth, at_once));
    let (tcp, tls) = (blackbox(at_once), s_time(at_once));
    let mut out = io::stdout().lock();
    writeln!(out, "a second, {at_once} at once")?;
    writeln!(out, "  {:<46}{packets:>8.0}", "rdptrace: X.224 answers")?;
    writeln!(out, "  {:<46}{tcp:>8.0}", "blackbox exporter: TCP probes")?;
    writeln!(out, "  {:<46}{handshakes:>8.0}", "rdptrace: TLS handshakes")?;
    writeln!(out, "  {:<46}{tls:>8.0}", "openssl s_time: TLS handshakes")?;
    let mut reached = true;
    for (what, ratio, least) in [
        ("of the exporter's probes", packets / tcp, 1.0),
        ("of the handshakes of s_time", handshakes / tls, 0.8),
    ] {
        let verdict = if ratio >= least { "reached" } else { "MISSED" };
        writeln!(out, "  {verdict}: {ratio:.2} {what}, at least {least}")?;
        reached &= ratio >= least;
    }
    Ok(if reached { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// As many as a monitor of a small site has under way.
const AT_ONCE: usize = 8;
