//! How many computers a relay asks in a second, beside the tools that monitoring uses today.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use fixtures::certificate::{Certificate, Quality};
use fixtures::{clock, net};
use rustls::crypto::ring;
use rustls::sign::SingleCertAndKey;
use rustls::{ServerConfig, ServerConnection};
use tempfile::NamedTempFile;
use tokio::runtime::Builder;
use tokio::task::JoinSet;

use crate::live::Live;
use crate::pdu;
use crate::program::Program;
use crate::rdptrace::Relay;

/// Behind what a computer ends each connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    /// Its Connection Confirm.
    Answer,
    /// The TLS handshake behind that.
    Tls,
}

/// A computer that counts what it answered, and ends each connection behind its answer. It has TLS behind X.224, and to
/// whoever begins with it.
#[derive(Clone, Debug)]
pub struct Counting {
    /// Where it listens.
    pub address: SocketAddr,
    answered: Arc<Answered>,
}

#[derive(Debug, Default)]
struct Answered {
    packets: AtomicUsize,
    handshakes: AtomicUsize,
}

impl Counting {
    /// Starts one; it goes on until the program ends.
    pub fn start(depth: Depth) -> Self {
        let address = net::own_socket();
        let listener = net::listen(address);
        let counting = Self {
            address,
            answered: Arc::default(),
        };
        let answered = Arc::clone(&counting.answered);
        thread::spawn(move || accept(&listener, depth, &answered));
        counting
    }

    /// How many Connection Requests were answered.
    pub fn packets(&self) -> usize {
        self.answered.packets.load(Ordering::Relaxed)
    }

    /// How many TLS handshakes came to their end.
    pub fn handshakes(&self) -> usize {
        self.answered.handshakes.load(Ordering::Relaxed)
    }
}

fn accept(listener: &TcpListener, depth: Depth, answered: &Arc<Answered>) {
    let names = ["localhost".to_owned()];
    let certificate = Certificate::issue(Quality::SelfSigned, &names, clock::time_of_day());
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .expect("ring speaks TLS 1.2 and 1.3")
        .with_no_client_auth()
        .with_cert_resolver(Arc::new(SingleCertAndKey::from(certificate.certified())));
    let config = Arc::new(config);
    for stream in listener.incoming().flatten() {
        let (config, answered) = (Arc::clone(&config), Arc::clone(answered));
        thread::spawn(move || answer(stream, depth, &config, &answered));
    }
}

/// Whoever goes away in the middle is not counted.
fn answer(mut stream: TcpStream, depth: Depth, config: &Arc<ServerConfig>, answered: &Answered) -> Option<()> {
    // As servers have it; else whoever asks waits for the kernel's timers.
    stream.set_nodelay(true).ok()?;
    let mut first = [0];
    stream.peek(&mut first).ok()?;
    if first == [TPKT] {
        let mut request = [0; 512];
        if stream.read(&mut request).ok()? == 0 {
            return None;
        }
        stream.write_all(&pdu::confirm(TLS, 0)).ok()?;
        answered.packets.fetch_add(1, Ordering::Relaxed);
    }
    if depth == Depth::Answer {
        return Some(());
    }
    let mut tls = ServerConnection::new(Arc::clone(config)).ok()?;
    while tls.is_handshaking() {
        tls.complete_io(&mut stream).ok()?;
    }
    answered.handshakes.fetch_add(1, Ordering::Relaxed);
    tls.send_close_notify();
    tls.complete_io(&mut stream).ok()?;
    Some(())
}

/// What a second of checks brings, so many of them at once: Connection Requests answered where computers end behind that,
/// or TLS handshakes.
pub fn checks(depth: Depth, at_once: usize) -> f64 {
    let relay = Arc::new(Relay::start());
    let counting = Counting::start(depth);
    let runtime = Builder::new_multi_thread().enable_all().build().expect("a runtime");
    let begun = clock::now();
    runtime.block_on(async {
        let mut checking = JoinSet::new();
        for _ in 0..at_once {
            let (relay, target) = (Arc::clone(&relay), counting.address);
            checking.spawn(async move {
                while begun.elapsed() < WHILE {
                    // Each in a page of its own: one page may ask for so many in a minute.
                    Live::open(&relay).await.check(target).await;
                }
            });
        }
        checking.join_all().await;
    });
    let seconds = begun.elapsed().as_secs_f64();
    let count = match depth {
        Depth::Answer => counting.packets(),
        Depth::Tls => counting.handshakes(),
    };
    a_second(count, seconds)
}

/// How many TCP probes of the same kind of computer the blackbox exporter makes in a second, asked by so many at once.
///
/// # Panics
///
/// Where it or `wrk` cannot be started.
pub fn blackbox(at_once: usize) -> f64 {
    let target = Counting::start(Depth::Answer).address;
    let address = net::own_socket();
    let settings = NamedTempFile::new().expect("a file");
    std::fs::write(&settings, "modules: { tcp_connect: { prober: tcp, timeout: 5s } }\n").expect("our own file");
    let exporter = Program::start("prometheus-blackbox-exporter", |command| {
        command.arg(format!("--web.listen-address={address}"));
        command.arg("--config.file").arg(settings.path());
    });
    exporter.await_listening(address);
    let url = format!("http://{address}/probe?module=tcp_connect&target={target}");
    let seconds = WHILE.as_secs();
    let done = Command::new("wrk")
        .args([
            "-t",
            "1",
            "-c",
            &at_once.to_string(),
            "-d",
            &format!("{seconds}s"),
            &url,
        ])
        .output()
        .expect("apt-get install wrk");
    let said = String::from_utf8_lossy(&done.stdout);
    let rate = said.lines().find_map(|line| line.trim().strip_prefix("Requests/sec:"));
    let rate = rate.and_then(|rate| rate.trim().parse().ok());
    rate.unwrap_or_else(|| panic!("wrk says no rate: {said}"))
}

/// How many TLS handshakes of the same computer `openssl s_time` makes in a second, with so many of it at once.
///
/// # Panics
///
/// Where it cannot be started.
pub fn s_time(at_once: usize) -> f64 {
    let counting = Counting::start(Depth::Tls);
    let begun = clock::now();
    let running: Vec<_> = (0..at_once)
        .map(|_| {
            Command::new("openssl")
                .args(["s_time", "-new", "-connect", &counting.address.to_string()])
                .args(["-time", &WHILE.as_secs().to_string()])
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .spawn()
                .expect("apt-get install openssl")
        })
        .collect();
    for mut program in running {
        program.wait().expect("a program that was started");
    }
    a_second(counting.handshakes(), begun.elapsed().as_secs_f64())
}

fn a_second(count: usize, seconds: f64) -> f64 {
    u32::try_from(count).map_or(f64::INFINITY, f64::from) / seconds
}

/// The first byte of a TPKT header, RFC 1006 6.
const TPKT: u8 = 3;
/// selectedProtocol, [MS-RDPBCGR] 2.2.1.2.1: `PROTOCOL_SSL`.
const TLS: u32 = 1;
/// Long enough that a start counts for nothing.
const WHILE: Duration = Duration::from_secs(5);
