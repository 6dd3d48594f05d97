//! Hours of hostile peers and vanishing browsers against one relay, whose memory has to stay flat: `soak <rdptrace>
//! [minutes]`. The exit code is 1 where it does not, or where something is left open. Runs are kept for 15 minutes, up to 64
//! MiB, and the first quarter of the time is for filling that: in less than an hour memory grows by design.
//!
//! Browsers check computers that say nothing, that talk without end, and that are not there, and go away in the
//! middle; they begin requests and do not end them; they ping without reading.

use std::error::Error;
use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::process::{Child, Command, ExitCode, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;
use std::time::Duration;
use std::{env, fs};

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let mut arguments = env::args().skip(1);
    let program = arguments.next().ok_or("usage: soak <rdptrace> [minutes]")?;
    let minutes: u32 = arguments.next().map_or(Ok(120), |minutes| minutes.parse())?;
    let targets = [silent()?, endless()?, SocketAddr::from(([127, 0, 0, 1], 9))];
    // Without a policy: no source has a limit, so that as much comes as the relay takes in all.
    let relay = Relay::start(&program)?;
    for target in targets {
        for behaviour in [Behaviour::Vanishes, Behaviour::Waits, Behaviour::Pings] {
            for _ in 0..BROWSERS {
                let address = relay.address;
                thread::spawn(move || browse(address, target, behaviour));
            }
        }
    }
    let address = relay.address;
    thread::spawn(move || begin_requests(address));
    let mut out = io::stdout().lock();
    let rounds = minutes.max(1) * ROUNDS_A_MINUTE;
    let warm = rounds / 4;
    let (mut base, mut largest) = (0, 0);
    for round in 0..rounds {
        thread::sleep(Duration::from_secs(60) / ROUNDS_A_MINUTE);
        let (memory, open) = (relay.memory()?, relay.open()?);
        writeln!(
            out,
            "{round:5} {memory:8} KiB {open:5} files, {} runs",
            RUNS.load(Ordering::Relaxed)
        )?;
        if round <= warm {
            base = base.max(memory);
        } else {
            largest = largest.max(memory);
        }
    }
    STOP.store(1, Ordering::Relaxed);
    thread::sleep(SETTLES);
    let left = relay.open()?;
    let flat = u64::from(largest) * 100 <= u64::from(base) * (100 + MOST_GROWTH_PERCENT);
    writeln!(
        out,
        "memory: {base} KiB in the first quarter, {largest} KiB after it; files at the start {}, left {left}",
        relay.files
    )?;
    let clean = left <= relay.files + FEW_FILES;
    Ok(if flat && clean {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

struct Relay {
    child: Child,
    address: SocketAddr,
    /// Files that were open before anybody came.
    files: usize,
}

impl Relay {
    fn start(program: &str) -> Result<Self, Box<dyn Error>> {
        let mut child = Command::new(program)
            .args(["serve", "--listen", "127.0.0.1:0"])
            .env("RDPTRACE_STORE", "sqlite::memory:")
            .env("RDPTRACE_LOG", "error")
            .stdout(Stdio::piped())
            .spawn()?;
        let mut said = String::new();
        let stdout = child.stdout.as_mut().ok_or("no output")?;
        while !said.contains('\n') {
            let mut byte = [0];
            stdout.read_exact(&mut byte)?;
            said.push(char::from(byte[0]));
        }
        let address = said.trim().rsplit("http://").next().unwrap_or_default();
        let address = address.trim_end_matches('/').parse()?;
        thread::sleep(Duration::from_secs(1));
        let mut relay = Self {
            child,
            address,
            files: 0,
        };
        relay.files = relay.open()?;
        Ok(relay)
    }

    /// KiB of memory in use.
    fn memory(&self) -> Result<u32, Box<dyn Error>> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let number = line.and_then(|line| line.split_whitespace().next());
        Ok(number.ok_or("no VmRSS")?.parse()?)
    }

    /// Files and sockets that are open.
    fn open(&self) -> Result<usize, Box<dyn Error>> {
        Ok(fs::read_dir(format!("/proc/{}/fd", self.child.id()))?.count())
    }
}

impl Drop for Relay {
    fn drop(&mut self) {
        // An error means that it has ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A computer that takes connections and says nothing.
fn silent() -> io::Result<SocketAddr> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    let address = listener.local_addr()?;
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            thread::spawn(move || drain(stream));
        }
    });
    Ok(address)
}

fn drain(mut stream: TcpStream) {
    let mut bytes = [0; 4096];
    while stream.read(&mut bytes).is_ok_and(|length| length > 0) {}
}

/// A computer that selects TLS and then sends records without end.
fn endless() -> io::Result<SocketAddr> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    let address = listener.local_addr()?;
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            thread::spawn(move || flood(stream));
        }
    });
    Ok(address)
}

fn flood(mut stream: TcpStream) {
    let mut request = [0; 512];
    let asked = stream.read(&mut request).is_ok_and(|length| length > 0);
    if !asked || stream.write_all(&CONFIRM).is_err() {
        return;
    }
    let record = [[0x16, 3, 3, 0x40, 0, 0x0b, 0, 0x3f, 0xfc].as_slice(), &[0; 16_379]].concat();
    while stream.write_all(&record).is_ok() {}
}

/// What a browser does once its check has begun.
#[derive(Clone, Copy)]
enum Behaviour {
    Vanishes,
    Waits,
    Pings,
}

fn browse(relay: SocketAddr, target: SocketAddr, behaviour: Behaviour) {
    while STOP.load(Ordering::Relaxed) == 0 {
        // Whatever the relay does to it is what is looked at from outside.
        let _ = visit(relay, target, behaviour);
        thread::sleep(PAUSE);
    }
}

fn visit(relay: SocketAddr, target: SocketAddr, behaviour: Behaviour) -> io::Result<()> {
    let mut stream = TcpStream::connect(relay)?;
    stream.set_read_timeout(Some(Duration::from_secs(20)))?;
    write!(
        stream,
        "GET /api/check HTTP/1.1\r\nHost: {relay}\r\nOrigin: http://{relay}\r\nConnection: Upgrade\r\n\
         Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: rdptrace.v1\r\n\
         Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
    )?;
    stream.write_all(&text(&format!(r#"{{"type":"start","target":"{target}"}}"#)))?;
    RUNS.fetch_add(1, Ordering::Relaxed);
    match behaviour {
        Behaviour::Vanishes => {
            stream.read_exact(&mut [0; 64])?;
        }
        Behaviour::Waits => drain(stream),
        Behaviour::Pings => {
            for _ in 0..1000 {
                stream.write_all(&[0x89, 0x80, 0, 0, 0, 0])?;
            }
        }
    }
    Ok(())
}

/// A text message as a browser sends it, with a mask that changes nothing.
fn text(message: &str) -> Vec<u8> {
    let length = u8::try_from(message.len()).unwrap_or(125).min(125);
    [&[0x81, 0x80 | length, 0, 0, 0, 0], message.as_bytes()].concat()
}

/// Heads and bodies that do not end.
fn begin_requests(relay: SocketAddr) {
    let mut held = Vec::new();
    while STOP.load(Ordering::Relaxed) == 0 {
        for beginning in [
            "GET / HT".to_owned(),
            format!("GET / HTTP/1.1\r\nHost: {relay}\r\nX: {}", "a".repeat(30_000)),
            format!("POST /compare HTTP/1.1\r\nHost: {relay}\r\nContent-Length: 780000\r\n\r\na=x"),
        ] {
            if let Ok(mut stream) = TcpStream::connect(relay) {
                // One that is turned away is closed.
                let _ = stream.write_all(beginning.as_bytes());
                held.push(stream);
            }
        }
        if held.len() > 30 {
            held.clear();
        }
        thread::sleep(PAUSE);
    }
}

/// Connection Confirm with TLS selected ([MS-RDPBCGR] 2.2.1.2).
const CONFIRM: [u8; 19] = [3, 0, 0, 0x13, 0x0e, 0xd0, 0, 0, 0x12, 0x34, 0, 2, 0, 8, 0, 1, 0, 0, 0];
static RUNS: AtomicU32 = AtomicU32::new(0);
static STOP: AtomicU32 = AtomicU32::new(0);
/// Of each kind.
const BROWSERS: usize = 4;
const ROUNDS_A_MINUTE: u32 = 12;
const PAUSE: Duration = Duration::from_millis(200);
/// Longer than any stage, head or rest of a connection.
const SETTLES: Duration = Duration::from_secs(45);
/// What an allocator keeps is no leak; what grows with every run goes beyond this within minutes.
const MOST_GROWTH_PERCENT: u64 = 5;
/// Connections of the store that open when they are needed.
const FEW_FILES: usize = 8;
