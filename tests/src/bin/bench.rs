//! rdptrace beside nmap and xfreerdp on the same servers, on loopback: `bench [runs]`, 30 runs each where not said; then
//! the decoder of codes, the reader of logs, and how soon the page shows a click.
//!
//! The tools take turns, so that whatever else the machine does hits all of them alike. The exit code is 1 where
//! rdptrace is slower or larger than it has to be.

use std::env;
use std::io::{self, Write};
use std::net::SocketAddr;
use std::process::{Command, ExitCode};
use std::time::Duration;

use fixtures::net;
use suite::decoder;
use suite::framed;
use suite::live::Live;
use suite::measure::{Sample, Spread};
use suite::rdptrace::{Check, Relay};
use suite::reaction;
use suite::shadow::{self, Screen, Shadow};
use suite::xrdp::{SecurityLayer, Xrdp};
use tempfile::TempDir;
use tokio::runtime::Builder;

fn main() -> io::Result<ExitCode> {
    let runs = env::args().nth(1).and_then(|runs| runs.parse().ok()).unwrap_or(RUNS);
    let screen = Screen::start();
    let home = TempDir::new()?;
    let tools = Tools {
        display: screen.display.clone(),
        home: home.path().display().to_string(),
    };
    let mut out = io::stdout().lock();
    let mut reached = true;
    writeln!(
        out,
        "{runs} runs of each, whole processes, in turn          median          p95       CPU    memory"
    )?;

    let xrdp = Xrdp::start(SecurityLayer::Tls);
    let [ours, nmap, free] = tools.measure(xrdp.address, runs);
    drop(xrdp);
    writeln!(out, "\nxrdp, security_layer=tls, to the first picture")?;
    writeln!(out, "{}", row("rdptrace check, with 3 s of watching", &ours, whole))?;
    writeln!(out, "{}", row("rdptrace check, to what nmap tells", &ours, to_settings))?;
    writeln!(out, "{}", row(NMAP, &nmap, whole))?;
    writeln!(out, "{}", row(XFREERDP, &free, whole))?;
    let ratio = median(&ours, to_settings).as_secs_f64() / median(&nmap, whole).as_secs_f64();
    reached &= judge(&mut out, "of nmap's time to the same facts", ratio, 0.1)?;
    reached &= judge_costs(&mut out, &ours)?;

    let shadow = Shadow::start(shadow::Security::Nla);
    let [ours, nmap, free] = tools.measure(shadow.address, runs);
    drop(shadow);
    writeln!(out, "\nFreeRDP shadow server, /sec:nla, up to the challenge")?;
    writeln!(out, "{}", row("rdptrace check", &ours, whole))?;
    writeln!(out, "{}", row(NMAP, &nmap, whole))?;
    writeln!(out, "{}", row(XFREERDP, &free, whole))?;
    let ratio = median(&ours, whole).as_secs_f64() / median(&free, whole).as_secs_f64();
    reached &= judge(&mut out, "of xfreerdp's time", ratio, 0.5)?;
    reached &= judge_costs(&mut out, &ours)?;

    let [ours, nmap, free] = tools.measure(net::own_socket(), runs);
    writeln!(out, "\nclosed port")?;
    writeln!(out, "{}", row("rdptrace check", &ours, whole))?;
    writeln!(out, "{}", row(NMAP, &nmap, whole))?;
    writeln!(out, "{}", row(XFREERDP, &free, whole))?;
    writeln!(
        out,
        "{}",
        row("rdptrace check, from the RST to its last word", &ours, from_rst)
    )?;
    let verdict = median(&ours, from_rst).as_secs_f64() * 1000.0;
    reached &= judge(&mut out, "ms from the RST to the last word", verdict, 5.0)?;
    reached &= judge_costs(&mut out, &ours)?;

    reached &= measure_page(&mut out, runs)?;
    writeln!(out, "\nmemory of the relay")?;
    measure_kept(&mut out, "closed port", net::own_socket(), 500)?;
    let xrdp = Xrdp::start(SecurityLayer::Tls);
    measure_kept(
        &mut out,
        "xrdp, to the first picture, with its bytes",
        xrdp.address,
        runs,
    )?;
    drop(xrdp);

    let decoder = decoder::measure();
    let micros = |time: Duration| time.as_secs_f64() * 1_000_000.0;
    writeln!(out, "\ndecoder of codes, {} texts, each", decoder.texts)?;
    writeln!(
        out,
        "  median {:.1} µs, p95 {:.1} µs, slowest {:.1} µs",
        micros(decoder.spread.median),
        micros(decoder.spread.p95),
        micros(decoder.slowest)
    )?;
    reached &= judge(
        &mut out,
        "ms for the slowest text",
        micros(decoder.slowest) / 1000.0,
        1.0,
    )?;
    reached &= measure_logs(&mut out)?;

    reached &= reaction(&mut out)?;
    reached &= measure_frame(&mut out)?;

    Ok(if reached { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// How long logs take that people drop onto the page.
fn measure_logs(out: &mut impl Write) -> io::Result<bool> {
    let mut reached = true;
    for (megabytes, limit) in [(1, 100.0), (50, 1500.0)] {
        let (_, time) = decoder::read_log(megabytes * 1_000_000);
        let what = format!("ms for a log of {megabytes} MB");
        reached &= judge(out, &what, time.as_secs_f64() * 1000.0, limit)?;
    }
    let (_, time) = decoder::read_capture(50_000_000);
    // 50 MB a second.
    Ok(judge(out, "ms for a capture of 50 MB", time.as_secs_f64() * 1000.0, 1000.0)? && reached)
}

/// What a page waits for, of a check that takes no time itself.
fn measure_page(out: &mut impl Write, runs: usize) -> io::Result<bool> {
    let runtime = Builder::new_current_thread().enable_all().build()?;
    let relay = Relay::start();
    let target = net::own_socket();
    let times = runtime.block_on(async {
        let mut live = Live::open(&relay).await;
        let mut times = Vec::new();
        for _ in 0..runs.min(RUNS_A_SOCKET) {
            times.push(live.check(target).await);
        }
        times
    });
    let spread = Spread::of(times);
    writeln!(out, "\na page's check of a closed port, over the WebSocket")?;
    writeln!(out, "  {:<46}{spread}", "from the click to the report")?;
    let median = spread.median.as_secs_f64() * 1000.0;
    judge(out, "ms from the click to the report", median, 20.0)
}

/// What the check costs a page of a portal.
fn measure_frame(out: &mut impl Write) -> io::Result<bool> {
    let runtime = Builder::new_current_thread().enable_all().build()?;
    let (spread, size) = runtime.block_on(framed::measure(LOADS));
    writeln!(out, "\nthe check in a page of a portal, with a warm cache")?;
    writeln!(out, "  {:<46}{spread}", "until its frame can be used")?;
    writeln!(out, "  {:<46}{size:>6} B after gzip", "embed.js")?;
    let kilobytes = f64::from(u32::try_from(size).unwrap_or(u32::MAX)) / 1000.0;
    judge(out, "KB of embed.js", kilobytes, 2.5)
}

/// What a run costs the relay in memory while it is kept, which is a quarter of an hour.
fn measure_kept(out: &mut impl Write, what: &str, target: SocketAddr, runs: usize) -> io::Result<()> {
    let runtime = Builder::new_current_thread().enable_all().build()?;
    let relay = Relay::start();
    // The first runs also pay for what a relay sets up once.
    runtime.block_on(check_in_turn(&relay, target, WARM_UP));
    let before = relay.program.memory();
    runtime.block_on(check_in_turn(&relay, target, runs));
    let kept = relay.program.memory().saturating_sub(before) / 1024;
    let each = kept / u64::try_from(runs).unwrap_or(u64::MAX);
    writeln!(out, "  {what:<46}{each:>6} KiB a kept run, {runs} runs")
}

async fn check_in_turn(relay: &Relay, target: SocketAddr, runs: usize) {
    for _ in 0..runs.div_ceil(RUNS_A_SOCKET) {
        let mut live = Live::open(relay).await;
        for _ in 0..runs.min(RUNS_A_SOCKET) {
            live.check(target).await;
        }
    }
}

/// How soon the page shows that it was clicked.
fn reaction(out: &mut impl Write) -> io::Result<bool> {
    let runtime = Builder::new_current_thread().enable_all().build()?;
    let drawn = runtime.block_on(reaction::measure(LOADS));
    writeln!(
        out,
        "\nthe page, from a click to the first change that is drawn, {LOADS} loads"
    )?;
    writeln!(out, "  median and p95{:<32}{drawn}", "")?;
    judge(out, "ms for the slow end", drawn.p95.as_secs_f64() * 1000.0, 100.0)
}

/// What the tools need around them.
struct Tools {
    /// xfreerdp asks for an X display although it draws nothing.
    display: String,
    home: String,
}

impl Tools {
    /// Runs rdptrace, nmap and xfreerdp in turn.
    fn measure(&self, server: SocketAddr, runs: usize) -> [Vec<Sample>; 3] {
        let mut samples = [const { Vec::new() }; 3];
        for _ in 0..runs {
            let [ours, nmap, free] = &mut samples;
            ours.push(Sample::of(Check::of(server).command(&[])));
            nmap.push(Sample::of(Self::nmap(server)));
            free.push(Sample::of(self.xfreerdp(server)));
        }
        samples
    }

    fn nmap(server: SocketAddr) -> Command {
        let mut command = Command::new("nmap");
        command
            .args(["-Pn", "-n", "--script", "+rdp-enum-encryption,+rdp-ntlm-info,+ssl-cert"])
            .args(["-p", &server.port().to_string(), &server.ip().to_string()]);
        command
    }

    fn xfreerdp(&self, server: SocketAddr) -> Command {
        let mut command = Command::new("xfreerdp");
        command
            .args(["+auth-only", "/cert:ignore"])
            .arg(format!("/v:{server}"))
            .arg(format!("/u:{}", shadow::USER))
            .arg(format!("/p:{}", shadow::PASSWORD))
            .env("DISPLAY", &self.display)
            .env("HOME", &self.home);
        command
    }
}

fn whole(sample: &Sample) -> Duration {
    sample.whole
}

/// The settings are the last of what nmap's scripts tell.
fn to_settings(sample: &Sample) -> Duration {
    sample.line("Settings").expect("a check prints its steps")
}

/// The line about the name is the last before the connection request is sent, and its answer comes at once.
fn from_rst(sample: &Sample) -> Duration {
    let begun = sample.line("Resolve").expect("a check prints its steps");
    sample.last_line().unwrap_or(sample.whole).saturating_sub(begun)
}

fn median(samples: &[Sample], time: fn(&Sample) -> Duration) -> Duration {
    Spread::of(samples.iter().map(time)).median
}

fn processor(sample: &Sample) -> Duration {
    sample.processor
}

fn memory(samples: &[Sample]) -> u64 {
    samples.iter().map(|sample| sample.memory).max().unwrap_or_default() / (1024 * 1024)
}

fn row(name: &str, samples: &[Sample], time: fn(&Sample) -> Duration) -> String {
    let spread = Spread::of(samples.iter().map(time));
    let processor = median(samples, processor).as_secs_f64() * 1000.0;
    let mut codes: Vec<Option<i32>> = samples.iter().map(|sample| sample.code).collect();
    codes.sort_unstable();
    codes.dedup();
    let codes: Vec<String> = codes
        .iter()
        .map(|code| code.map_or_else(|| "signal".to_owned(), |code| code.to_string()))
        .collect();
    let (memory, codes) = (memory(samples), codes.join(", "));
    format!("  {name:<46}{spread}{processor:>7.1} ms {memory:>5} MiB   exit {codes}")
}

fn judge_costs(out: &mut impl Write, ours: &[Sample]) -> io::Result<bool> {
    let processor = median(ours, processor).as_secs_f64() * 1000.0;
    let memory = u32::try_from(memory(ours)).map_or(f64::INFINITY, f64::from);
    let fast = judge(out, "ms of CPU a run", processor, 10.0)?;
    Ok(judge(out, "MiB a run", memory, 32.0)? && fast)
}

fn judge(out: &mut impl Write, what: &str, value: f64, limit: f64) -> io::Result<bool> {
    let reached = value <= limit;
    let verdict = if reached { "reached" } else { "MISSED" };
    writeln!(out, "  {verdict}: {value:.3} {what}, at most {limit}")?;
    Ok(reached)
}

const RUNS: usize = 30;
/// A socket takes no more than 100 messages a minute.
const RUNS_A_SOCKET: usize = 50;
const WARM_UP: usize = 20;
/// A load of the page takes a second, and the first is the slowest.
const LOADS: usize = 10;
const NMAP: &str = "nmap, its three RDP and TLS scripts";
const XFREERDP: &str = "xfreerdp +auth-only";
