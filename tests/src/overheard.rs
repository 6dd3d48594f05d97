//! What a server hears: a way to it that writes down every request as it arrives.

use std::io::{self, Read as _, Write as _};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use socket2::SockRef;

/// A way to a server; it ends when dropped.
#[derive(Debug)]
pub struct Overheard {
    listener: Arc<TcpListener>,
    heard: Heard,
}

/// What each connection brought, in the order of the connections.
type Heard = Arc<Mutex<Vec<Vec<u8>>>>;

/// A request as it came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// Its first line.
    pub line: String,
    /// The page that it says to come from; absent where it says none.
    pub referer: Option<String>,
}

impl Overheard {
    /// Starts one to `server` on a free port of loopback.
    pub fn start(server: SocketAddr) -> Self {
        let listener = Arc::new(TcpListener::bind("127.0.0.1:0").expect("loopback has ports"));
        let heard = Heard::default();
        let (accepting, all) = (Arc::clone(&listener), Arc::clone(&heard));
        thread::spawn(move || {
            while let Ok((stream, _)) = accepting.accept() {
                let all = Arc::clone(&all);
                // Whoever goes away in the middle has said what it said.
                thread::spawn(move || drop(pass_on(&stream, server, &all)));
            }
        });
        Self { listener, heard }
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.listener.local_addr().expect("it listens")
    }

    /// Every request so far.
    pub fn requests(&self) -> Vec<Request> {
        let heard = self.heard.lock().unwrap_or_else(PoisonError::into_inner);
        heard.iter().flat_map(|bytes| requests(bytes)).collect()
    }
}

impl Drop for Overheard {
    fn drop(&mut self) {
        // Whoever accepts gets an error, and ends.
        let _ = SockRef::from(&*self.listener).shutdown(Shutdown::Both);
    }
}

fn pass_on(client: &TcpStream, server: SocketAddr, heard: &Heard) -> io::Result<()> {
    let server = TcpStream::connect(server)?;
    let (mut answers, mut back) = (server.try_clone()?, client.try_clone()?);
    thread::spawn(move || {
        // Either side may be gone by then.
        let _ = io::copy(&mut answers, &mut back);
        let _ = back.shutdown(Shutdown::Write);
    });
    let number = {
        let mut heard = heard.lock().unwrap_or_else(PoisonError::into_inner);
        heard.push(Vec::new());
        heard.len() - 1
    };
    let (mut client, mut server) = (client, server);
    let mut piece = [0; 16 * 1024];
    loop {
        let length = client.read(&mut piece)?;
        let bytes = piece.get(..length).unwrap_or_default();
        if bytes.is_empty() {
            return server.shutdown(Shutdown::Write);
        }
        // Before the server has it, so that what was answered was written down.
        let mut heard = heard.lock().unwrap_or_else(PoisonError::into_inner);
        heard.iter_mut().skip(number).take(1).for_each(|all| all.extend(bytes));
        drop(heard);
        server.write_all(bytes)?;
    }
}

/// The requests that one connection brought. What comes after a change to WebSocket messages is none.
fn requests(mut bytes: &[u8]) -> Vec<Request> {
    let mut found = Vec::new();
    while let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") {
        let head = String::from_utf8_lossy(bytes.get(..end).unwrap_or_default());
        let mut lines = head.split("\r\n");
        let line = lines.next().unwrap_or_default();
        if !line.ends_with(" HTTP/1.1") {
            break;
        }
        let headers: Vec<_> = lines.filter_map(|line| line.split_once(':')).collect();
        let header = |wanted: &str| {
            let mut named = headers.iter().filter(|(name, _)| name.eq_ignore_ascii_case(wanted));
            named.next().map(|(_, value)| value.trim())
        };
        let body = header("content-length").and_then(|length| length.parse().ok());
        found.push(Request {
            line: line.to_owned(),
            referer: header("referer").map(str::to_owned),
        });
        bytes = bytes.get(end + 4 + body.unwrap_or(0)..).unwrap_or_default();
    }
    found
}
