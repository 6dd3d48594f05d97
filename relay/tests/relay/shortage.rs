//! The program where the system gives it little: few descriptors, little memory.

use std::fs;
use std::net::SocketAddr;
use std::process::Stdio;

use nix::sys::signal::Signal;
use tempfile::NamedTempFile;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpSocket, TcpStream};
use tokio::process::{Child, Command};
use wire::{Outcome, ServerMessage, Stage};

use crate::peer::ClosedPort;
use crate::program;
use crate::websocket::Page;

/// A program with these limits (`prlimit`), for others on this machine who may check `target`.
struct Limited {
    child: Child,
    address: SocketAddr,
    _settings: NamedTempFile,
}

impl Limited {
    async fn start(limits: &[&str], target: SocketAddr) -> Self {
        let settings = NamedTempFile::new().unwrap();
        let text = format!(
            "store = \"off\"\nlisten = \"127.0.0.1:0\"\n[policy]\nallow = [\"127.0.0.0/8:{}\"]\n",
            target.port()
        );
        fs::write(&settings, text).unwrap();
        let mut command = Command::new("prlimit");
        command.args(limits).arg(env!("CARGO_BIN_EXE_rdptrace"));
        command.args(["serve", "--config"]).arg(settings.path());
        // As the unit has it.
        command.env("MALLOC_ARENA_MAX", "2").kill_on_drop(true);
        command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        let mut child = command.spawn().unwrap();
        let address = program::address(&mut child).await.parse().unwrap();
        Self {
            child,
            address,
            _settings: settings,
        }
    }

    /// A number of `/proc/<pid>/status`, such as `VmSize`, in KiB.
    fn status(&self, name: &str) -> u64 {
        let path = format!("/proc/{}/status", self.child.id().unwrap());
        let text = fs::read_to_string(path).unwrap();
        let line = text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'));
        line.unwrap().trim().trim_end_matches(" kB").parse().unwrap()
    }

    /// Takes all memory away that it does not have yet, but for so many KiB.
    async fn leave(&self, kib: u64) {
        let limit = (self.status("VmSize") + kib) * 1024;
        let pid = format!("--pid={}", self.child.id().unwrap());
        let done = Command::new("prlimit")
            .args([pid, format!("--as={limit}")])
            .status()
            .await;
        assert!(done.unwrap().success());
    }

    /// A connection of somebody else on this machine.
    async fn connect(&self, source: [u8; 4]) -> TcpStream {
        let socket = TcpSocket::new_v4().unwrap();
        socket.bind((source, 0).into()).unwrap();
        socket.connect(self.address).await.unwrap()
    }

    /// The first line of what somebody is answered who asks how it is.
    async fn health(&self, source: [u8; 4]) -> String {
        let mut stream = self.connect(source).await;
        let head = format!(
            "GET /healthz HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n",
            self.address
        );
        // One that is turned away is not read.
        let _ = stream.write_all(head.as_bytes()).await;
        let mut said = Vec::new();
        let _ = stream.read_to_end(&mut said).await;
        let said = String::from_utf8_lossy(&said).into_owned();
        said.lines().next().unwrap_or_default().to_owned()
    }

    /// A check is made, and its computer is what is found fault with.
    async fn checks(&self, target: SocketAddr) {
        let mut page = Page::open_at(self.address).await;
        page.start(target).await;
        let ServerMessage::Finished(report) = page.hear_past_stages().await else {
            panic!("it does not end with a report");
        };
        let broken = report.broken().unwrap();
        assert_eq!((broken.stage(), broken.outcome), (Stage::Connect, Outcome::Failed));
    }

    async fn stop(mut self) {
        program::signal(&self.child, Signal::SIGTERM);
        assert_eq!(self.child.wait().await.unwrap().code(), Some(0));
    }
}

const SERVED: &str = "HTTP/1.1 200 OK";

#[tokio::test]
async fn with_few_descriptors_one_client_is_told_so_and_others_are_served() {
    let closed = ClosedPort::reserve();
    let relay = Limited::start(&["--nofile=64:64"], closed.address()).await;
    let mut held = Vec::new();
    for _ in 0..6 {
        held.push(relay.connect([127, 0, 0, 2]).await);
    }

    assert_eq!(
        relay.health([127, 0, 0, 2]).await,
        "HTTP/1.1 503 Service Unavailable",
        "a browser opens six"
    );
    assert_eq!(relay.health([127, 0, 0, 3]).await, SERVED);
    relay.checks(closed.address()).await;
    for stream in &mut held {
        stream.shutdown().await.unwrap();
        // The relay has seen it when it closes its own side.
        assert_eq!(stream.read(&mut [0]).await.unwrap(), 0);
    }
    assert_eq!(relay.health([127, 0, 0, 2]).await, SERVED, "it has closed its six");
    relay.stop().await;
}

#[tokio::test]
async fn with_little_memory_floods_take_no_more_of_it_and_others_are_served() {
    let closed = ClosedPort::reserve();
    let relay = Limited::start(&[], closed.address()).await;
    relay.checks(closed.address()).await;
    relay.leave(96 * 1024).await;

    // One who pings and reads nothing.
    let mut pinging = relay.connect([127, 0, 0, 2]).await;
    let head = format!(
        "GET /api/check HTTP/1.1\r\nHost: {0}\r\nOrigin: http://{0}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\
         Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\
         Sec-WebSocket-Protocol: rdptrace.v1\r\n\r\n",
        relay.address
    );
    pinging.write_all(head.as_bytes()).await.unwrap();
    let pings = [&[0x89, 0xfd, 0, 0, 0, 0][..], &[b'a'; 125]].concat().repeat(500);
    // It ends when the relay has enough of it.
    while pinging.write_all(&pings).await.is_ok() {}

    // Many who begin a head, and many who begin a form.
    let begun = format!(
        "POST /compare HTTP/1.1\r\nHost: {}\r\nContent-Length: 780000\r\n",
        relay.address
    );
    let mut held = Vec::new();
    for number in 0..600_u16 {
        let [high, low] = number.to_be_bytes();
        let mut stream = relay.connect([127, 9, high, low]).await;
        let rest = if number % 2 == 0 { "X: " } else { "\r\na=" };
        let flood = [begun.as_bytes(), rest.as_bytes(), &[b'x'; 28_000]].concat();
        stream.write_all(&flood).await.unwrap();
        held.push(stream);
    }
    assert_eq!(relay.health([127, 0, 0, 3]).await, SERVED);
    relay.checks(closed.address()).await;

    drop(held);
    assert_eq!(relay.health([127, 9, 0, 7]).await, SERVED);
    relay.stop().await;
}
