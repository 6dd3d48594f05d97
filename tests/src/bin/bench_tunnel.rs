//! What a tunnel costs, beside a plain relay of TCP on the same machine: `bench_tunnel`. The exit code is 1 where a figure
//! is not what it has to be.

use std::io::{self, Write as _};
use std::net::SocketAddr;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use fixtures::clock;
use futures_util::future::join_all;
use suite::measure::Spread;
use suite::rdptrace::Relay;
use suite::tunnel::{Tunnel, ticket};
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
    let mut bench = Bench {
        runtime,
        computer,
        relay,
        reached: true,
    };
    bench.latency()?;
    bench.throughput()?;
    bench.sessions()?;
    Ok(if bench.reached {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

struct Bench {
    runtime: Runtime,
    computer: Computer,
    relay: Relay,
    reached: bool,
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
        let (through, beside) = self.runtime.block_on(async {
            let (mut through, mut beside) = (Vec::new(), Vec::new());
            // In turn, so that whatever else the machine does hits both.
            for _ in 0..ROUNDS {
                let begun = clock::now();
                tunnel.send(vec![7; KEY]).await;
                tunnel.read(KEY).await;
                through.push(begun.elapsed());
                let begun = clock::now();
                plain.write_all(&[7; KEY]).await?;
                plain.read_exact(&mut [0; KEY]).await?;
                beside.push(begun.elapsed());
            }
            io::Result::Ok((Spread::of(through), Spread::of(beside)))
        })?;
        let millis = |time: Duration| time.as_secs_f64() * 1000.0;
        line(&format!(
            "a round of {KEY} bytes: tunnel median {:.3} ms, p95 {:.3} ms; plain relay median {:.3} ms, p95 {:.3} ms",
            millis(through.median),
            millis(through.p95),
            millis(beside.median),
            millis(beside.p95)
        ))?;
        self.judge("ms added, median", millis(through.median) - millis(beside.median), 0.3)
    }

    /// Pictures without an end.
    fn throughput(&mut self) -> io::Result<()> {
        let (mut through, mut beside) = (Vec::new(), Vec::new());
        for _ in 0..FLOODS {
            let mut tunnel = self.tunnel();
            through.push(self.runtime.block_on(async {
                let begun = clock::now();
                tunnel.send(FLOOD.to_vec()).await;
                tunnel.read(MUCH).await;
                begun.elapsed()
            }));
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
        let (through, beside) = (rate(through), rate(beside));
        line(&format!(
            "down: tunnel {through:.0} MiB/s, plain relay {beside:.0} MiB/s"
        ))?;
        self.judge_least("of the plain relay's rate", through / beside, 0.8)
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
        self.judge("KiB for each open session", each, 300.0)
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

    fn judge(&mut self, what: &str, value: f64, limit: f64) -> io::Result<()> {
        self.verdict(value <= limit, &format!("{value:.3} {what}, at most {limit}"))
    }

    fn judge_least(&mut self, what: &str, value: f64, limit: f64) -> io::Result<()> {
        self.verdict(value >= limit, &format!("{value:.2} {what}, at least {limit}"))
    }

    fn verdict(&mut self, reached: bool, what: &str) -> io::Result<()> {
        self.reached &= reached;
        line(&format!("  {}: {what}", if reached { "reached" } else { "MISSED" }))
    }
}

fn line(line: &str) -> io::Result<()> {
    writeln!(io::stdout(), "{line}")
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
