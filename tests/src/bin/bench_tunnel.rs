//! What a tunnel costs, beside a plain relay of TCP and websocat on the same machine, and how soon a sign-in shows a
//! picture: `bench_tunnel`. The exit code is 1 where a figure is not what it has to be.
//!
//! `SUITE_WEBSOCAT` is the path of websocat; without it, the figures beside it are left out, which is said.

use std::env;
use std::io::{self, Write as _};
use std::net::SocketAddr;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use fixtures::{clock, net};
use futures_util::future::join_all;
use suite::browser::Browser;
use suite::first_picture;
use suite::goals::{Goals, Limit};
use suite::measure::Spread;
use suite::program::Program;
use suite::rdptrace::Relay;
use suite::shadow::{Screen, Security, Shadow};
use suite::tunnel::{Tunnel, ticket};
use tempfile::TempDir;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _, copy_bidirectional};
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::{Builder, Runtime};
use wire::Target;

fn main() -> io::Result<ExitCode> {
    let runtime = Builder::new_multi_thread().enable_all().build()?;
    let computer = runtime.block_on(Computer::start())?;
    let relay = Relay::start_with(|command| {
        for (name, value) in [
            ("RDPTRACE_LOG", "warn"),
            ("RDPTRACE_LIMITS__SIGN_INS", "1000"),
            ("RDPTRACE_LIMITS__SIGN_INS_PER_ADDRESS", "10000"),
            ("RDPTRACE_LIMITS__SIGN_INS_PER_COMPUTER", "10000"),
        ] {
            command.env(name, value);
        }
    });
    let websocat = Websocat::before(computer.address);
    if websocat.is_none() {
        line("websocat is not measured: SUITE_WEBSOCAT doesn't say where it is")?;
    }
    let mut bench = Bench {
        runtime,
        computer,
        relay,
        websocat,
        goals: Goals::default(),
    };
    bench.latency()?;
    bench.throughput()?;
    bench.sessions()?;
    bench.first_picture()?;
    Ok(bench.goals.exit())
}

struct Bench {
    runtime: Runtime,
    computer: Computer,
    relay: Relay,
    websocat: Option<Websocat>,
    goals: Goals,
}

impl Bench {
    /// A key that is pressed and the picture's answer to it.
    fn latency(&mut self) -> io::Result<()> {
        let mut tunnel = self.tunnel();
        let plain = self.runtime.block_on(async {
            let mut plain = TcpStream::connect(plain_relay(self.computer.address).await?).await?;
            plain.set_nodelay(true)?;
            greet(&mut plain).await?;
            io::Result::Ok(plain)
        });
        let mut plain = plain?;
        let mut websocat = self.by_websocat();
        let (through, beside, other) = self.runtime.block_on(async {
            let (mut through, mut beside, mut other) = (Vec::new(), Vec::new(), Vec::new());
            // In turn, so that whatever else the machine does hits all of them.
            for _ in 0..ROUNDS {
                through.push(round(&mut tunnel).await);
                if let Some(websocat) = &mut websocat {
                    other.push(round(websocat).await);
                }
                let begun = clock::now();
                plain.write_all(&[7; KEY]).await?;
                plain.read_exact(&mut [0; KEY]).await?;
                beside.push(begun.elapsed());
            }
            io::Result::Ok((Spread::of(through), Spread::of(beside), other))
        })?;
        line(&format!("a round of {KEY} bytes:"))?;
        spread("tunnel", &through)?;
        spread("plain relay", &beside)?;
        if !other.is_empty() {
            spread("websocat", &Spread::of(other))?;
        }
        self.judge(
            "ms added, median",
            millis(through.median) - millis(beside.median),
            Limit::AtMost(0.3),
        )
    }

    /// Pictures without an end.
    fn throughput(&mut self) -> io::Result<()> {
        let (mut through, mut beside, mut other) = (Vec::new(), Vec::new(), Vec::new());
        for _ in 0..FLOODS {
            let mut tunnel = self.tunnel();
            through.push(self.runtime.block_on(flood(&mut tunnel)));
            if let Some(mut websocat) = self.by_websocat() {
                other.push(self.runtime.block_on(flood(&mut websocat)));
            }
            let flooded = self.runtime.block_on(async {
                let mut plain = TcpStream::connect(plain_relay(self.computer.address).await?).await?;
                greet(&mut plain).await?;
                let begun = clock::now();
                plain.write_all(&FLOOD).await?;
                let mut buffer = vec![0; 64 * 1024];
                let mut read = 0;
                while read < MUCH {
                    read += plain.read(&mut buffer).await?;
                }
                io::Result::Ok(begun.elapsed())
            });
            beside.push(flooded?);
        }
        let rate = |times: Vec<Duration>| {
            let megabytes = f64::from(u32::try_from(MUCH >> 20).unwrap_or(u32::MAX));
            let best = times.into_iter().min().unwrap_or_default();
            megabytes / best.as_secs_f64()
        };
        let other = (!other.is_empty()).then(|| rate(other));
        let (through, beside) = (rate(through), rate(beside));
        let other = other.map_or_else(String::new, |other| format!(", websocat {other:.0} MiB/s"));
        line(&format!(
            "down: tunnel {through:.0} MiB/s, plain relay {beside:.0} MiB/s{other}"
        ))?;
        self.judge("of the plain relay's rate", through / beside, Limit::AtLeast(0.8))
    }

    /// Many people at once.
    fn sessions(&mut self) -> io::Result<()> {
        self.computer.serving.store(false, Ordering::Relaxed);
        let tickets: Vec<_> = (0..SESSIONS)
            .map(|_| ticket(&self.runtime, &self.relay, &self.target()))
            .collect();
        self.computer.serving.store(true, Ordering::Relaxed);
        let before = self.relay.program.memory();
        let begun = clock::now();
        let tunnels = self.runtime.block_on(async {
            let opened = tickets.iter().map(async |ticket| {
                let mut tunnel = Tunnel::open(&self.relay, ticket).await;
                begin(&mut tunnel).await;
                tunnel.send(vec![7; 16 * 1024]).await;
                tunnel.read(16 * 1024).await;
                tunnel
            });
            join_all(opened).await
        });
        let took = begun.elapsed();
        let after = self.relay.program.memory();
        line(&format!(
            "{} sessions at once, opened in {} ms",
            tunnels.len(),
            took.as_millis()
        ))?;
        let grown = u32::try_from(after.saturating_sub(before) / 1024).unwrap_or(u32::MAX);
        let each = f64::from(grown) / f64::from(u32::try_from(SESSIONS).unwrap_or(u32::MAX));
        self.judge("KiB for each open session", each, Limit::AtMost(300.0))
    }

    /// How soon a sign-in to the same server shows something.
    fn first_picture(&self) -> io::Result<()> {
        let (server, screen, home) = (Shadow::start(Security::Nla), Screen::start(), TempDir::new()?);
        let (mut theirs, mut terminal, mut page) = (Vec::new(), Vec::new(), Vec::new());
        let browser = self.runtime.block_on(Browser::start());
        // In turn, so that whatever else the machine does hits all of them. The first fills the caches.
        for at in 0..=PICTURES {
            let times = [
                first_picture::xfreerdp(server.address, &screen.display, home.path()),
                first_picture::terminal(server.address, home.path()),
                self.runtime
                    .block_on(first_picture::page(server.address, &self.relay, &browser)),
            ];
            if at > 0 {
                theirs.push(times[0]);
                terminal.push(times[1]);
                page.push(times[2]);
            }
        }
        self.runtime.block_on(browser.close());
        line(&format!(
            "to the first picture behind NLA, FreeRDP's shadow server, {PICTURES} times:"
        ))?;
        spread("xfreerdp, from its start", &Spread::of(theirs))?;
        spread("rdptrace check --user, from its start", &Spread::of(terminal))?;
        spread("the page in Chromium, from the click", &Spread::of(page))
    }

    /// The same pipe as [`Self::tunnel`] by websocat, where it is there.
    fn by_websocat(&self) -> Option<Tunnel> {
        let address = self.websocat.as_ref()?.address;
        self.computer.serving.store(true, Ordering::Relaxed);
        Some(self.runtime.block_on(async {
            let mut tunnel = Tunnel::by(address).await;
            begin(&mut tunnel).await;
            tunnel
        }))
    }

    /// One whose TLS has begun.
    fn tunnel(&self) -> Tunnel {
        self.computer.serving.store(false, Ordering::Relaxed);
        let ticket = ticket(&self.runtime, &self.relay, &self.target());
        self.computer.serving.store(true, Ordering::Relaxed);
        self.runtime.block_on(async {
            let mut tunnel = Tunnel::open(&self.relay, &ticket).await;
            begin(&mut tunnel).await;
            tunnel
        })
    }

    fn target(&self) -> Target {
        self.computer
            .address
            .to_string()
            .parse()
            .expect("an address is a target")
    }

    fn judge(&mut self, what: &str, value: f64, limit: Limit) -> io::Result<()> {
        line(&self.goals.judge(what, value, limit))
    }
}

fn line(line: &str) -> io::Result<()> {
    writeln!(io::stdout(), "{line}")
}

fn spread(what: &str, spread: &Spread) -> io::Result<()> {
    let (median, p95) = (millis(spread.median), millis(spread.p95));
    line(&format!("  {what:<40} median {median:.3} ms, p95 {p95:.3} ms"))
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

/// A key that is pressed, and its echo.
async fn round(tunnel: &mut Tunnel) -> Duration {
    let begun = clock::now();
    tunnel.send(vec![7; KEY]).await;
    tunnel.read(KEY).await;
    begun.elapsed()
}

async fn flood(tunnel: &mut Tunnel) -> Duration {
    let begun = clock::now();
    tunnel.send(FLOOD.to_vec()).await;
    tunnel.read(MUCH).await;
    begun.elapsed()
}

/// The program that people take for passing a WebSocket on to TCP.
struct Websocat {
    address: SocketAddr,
    _program: Program,
}

impl Websocat {
    /// In front of `computer`; absent where nobody said where the program is.
    fn before(computer: SocketAddr) -> Option<Self> {
        let program = env::var("SUITE_WEBSOCAT").ok()?;
        let address = net::own_socket();
        let program = Program::start(&program, |command| {
            command
                .arg("--binary")
                .args([format!("ws-listen:{address}"), format!("tcp:{computer}")]);
        });
        program.await_listening(address);
        Some(Self {
            address,
            _program: program,
        })
    }
}

/// A computer that closes at once while it is checked; else it confirms, and sends back what comes, or pictures.
struct Computer {
    address: SocketAddr,
    serving: Arc<AtomicBool>,
}

impl Computer {
    async fn start() -> io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let computer = Self {
            address: listener.local_addr()?,
            serving: Arc::default(),
        };
        let serving = Arc::clone(&computer.serving);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                if serving.load(Ordering::Relaxed) {
                    // One that goes away ends its own conversation only.
                    tokio::spawn(async move { serve(stream).await.is_ok() });
                }
            }
        });
        Ok(computer)
    }
}

async fn serve(mut stream: TcpStream) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let mut buffer = vec![0; 64 * 1024];
    stream
        .read_exact(buffer.get_mut(..REQUEST.len()).unwrap_or_default())
        .await?;
    stream.write_all(&CONFIRM).await?;
    loop {
        let length = stream.read(&mut buffer).await?;
        match buffer.get(..length).unwrap_or_default() {
            [] => return Ok(()),
            said if said == FLOOD => {
                let picture = vec![9; 64 * 1024];
                for _ in 0..MUCH / picture.len() {
                    stream.write_all(&picture).await?;
                }
            }
            said => stream.write_all(said).await?,
        }
    }
}

/// The first bytes of both sides, as far as the relay looks at them.
async fn begin(tunnel: &mut Tunnel) {
    tunnel.send(REQUEST.to_vec()).await;
    tunnel.read(CONFIRM.len()).await;
    tunnel.send(HELLO.to_vec()).await;
    tunnel.read(HELLO.len()).await;
}

async fn greet(plain: &mut TcpStream) -> io::Result<()> {
    plain.write_all(&REQUEST).await?;
    plain.read_exact(&mut [0; CONFIRM.len()]).await?;
    Ok(())
}

/// Passes bytes on for one client, and nothing else.
async fn plain_relay(to: SocketAddr) -> io::Result<SocketAddr> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    tokio::spawn(async move {
        let (mut client, _) = listener.accept().await?;
        let mut computer = TcpStream::connect(to).await?;
        client.set_nodelay(true)?;
        computer.set_nodelay(true)?;
        copy_bidirectional(&mut client, &mut computer).await
    });
    Ok(address)
}

const REQUEST: [u8; 19] = [3, 0, 0, 19, 14, 0xe0, 0, 0, 0, 0, 0, 1, 0, 8, 0, 11, 0, 0, 0];
const CONFIRM: [u8; 19] = [3, 0, 0, 19, 14, 0xd0, 0, 0, 0, 0, 0, 2, 0, 8, 0, 2, 0, 0, 0];
const HELLO: [u8; 6] = [0x16, 3, 1, 0, 1, 1];
/// Asks for pictures.
const FLOOD: [u8; 5] = *b"flood";
/// A key that is pressed, in its TLS record.
const KEY: usize = 64;
const ROUNDS: usize = 4000;
const MUCH: usize = 256 << 20;
/// So many that each has the machine to itself once.
const FLOODS: usize = 5;
const SESSIONS: usize = 500;
/// Each takes some seconds.
const PICTURES: usize = 5;
