//! A path that behaves badly: a proxy in this process, between a client and a real server.
//!
//! ```text
//!   client <--- one direction: a reader, a line of what is under way, a writer ---> server
//! ```
//!
//! It delays, limits, stalls and cuts what passes. Each direction has its own [`Path`]. TCP itself it answers at once, as
//! any proxy does; what networks do to packets is for [`crate::netns`].

use std::io::{Read as _, Write as _};
use std::mem;
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Condvar, Mutex, PoisonError, Weak};
use std::thread;
use std::time::{Duration, Instant};

use fixtures::{clock, net};
use socket2::SockRef;

/// What becomes of the bytes of one direction.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Path {
    /// Everything arrives so much later.
    pub delay: Duration,
    /// Every second piece arrives so much later than that; the others do not overtake it.
    pub jitter: Duration,
    /// Bytes that pass in a second; all that come where absent.
    pub rate: Option<u32>,
    /// Where it ends, and how.
    pub end: Option<(Place, Break)>,
}

/// A place on a path, on each connection anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Behind so many bytes.
    Byte(usize),
    /// At the server's answer to what the client says for this time, counted from 1. A client that goes on before an answer
    /// has come is still saying the same thing.
    Answer(usize),
}

/// How a path ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Break {
    /// Nothing more passes in this direction; both connections stand.
    Stall,
    /// FIN to both sides.
    Close,
    /// RST to both sides.
    Reset,
}

/// A listening proxy; it ends when dropped.
#[derive(Debug)]
pub struct Proxy {
    /// Where it listens.
    pub address: SocketAddr,
    listener: Arc<TcpListener>,
    pairs: Arc<Pairs>,
}

#[derive(Debug, Default)]
struct Pairs(Mutex<Vec<Weak<Pair>>>);

/// A client's connection and the server's that belongs to it.
#[derive(Debug)]
struct Pair {
    client: TcpStream,
    server: TcpStream,
    over: Mutex<bool>,
    ended: Condvar,
    /// Who spoke last and how often the client has begun to.
    turns: Mutex<(Side, usize)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Client,
    Server,
}

impl Proxy {
    /// Stands in front of `server`, at its address, so that its certificate fits; `up` leads to it, `down` back.
    pub fn start(server: SocketAddr, up: Path, down: Path) -> Self {
        let listener = Arc::new(net::listen((server.ip(), 0).into()));
        let pairs = Arc::new(Pairs::default());
        thread::spawn({
            let (listener, pairs) = (Arc::clone(&listener), Arc::clone(&pairs));
            move || accept(&listener, server, up, down, &pairs)
        });
        Self {
            address: listener.local_addr().expect("a bound listener"),
            listener,
            pairs,
        }
    }

    /// The same in front of a server with only its answers disturbed.
    pub fn of_answers(server: SocketAddr, down: Path) -> Self {
        Self::start(server, Path::default(), down)
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        // Both wake the threads that wait on them.
        let _ = SockRef::from(self.listener.as_ref()).shutdown(Shutdown::Both);
        let pairs = self.pairs.0.lock().unwrap_or_else(PoisonError::into_inner);
        for pair in pairs.iter().filter_map(Weak::upgrade) {
            pair.end(Shutdown::Both);
            // One that has ended may still have readers who wait.
            pair.shut(Shutdown::Both);
        }
    }
}

impl Path {
    /// Everything arrives so much later.
    pub fn delayed(delay: Duration) -> Self {
        Self {
            delay,
            ..Self::default()
        }
    }

    /// It ends there.
    pub fn broken(at: Place, how: Break) -> Self {
        Self {
            end: Some((at, how)),
            ..Self::default()
        }
    }

    /// How long a piece takes.
    fn travel(&self, piece: usize, length: usize) -> Duration {
        let late = if piece % 2 == 1 { self.jitter } else { Duration::ZERO };
        let length = u32::try_from(length).expect("a small piece");
        let queued = self
            .rate
            .map_or(Duration::ZERO, |rate| Duration::from_secs(1) * length / rate.max(1));
        self.delay + late + queued
    }
}

impl Side {
    fn other(self) -> Self {
        match self {
            Self::Client => Self::Server,
            Self::Server => Self::Client,
        }
    }
}

impl Pair {
    fn stream(&self, side: Side) -> &TcpStream {
        match side {
            Side::Client => &self.client,
            Side::Server => &self.server,
        }
    }

    fn spoke(&self, side: Side) {
        let mut turns = self.turns.lock().unwrap_or_else(PoisonError::into_inner);
        let (last, begun) = *turns;
        *turns = (side, begun + usize::from(side == Side::Client && last == Side::Server));
    }

    /// How often the client has begun to speak.
    fn turns(&self) -> usize {
        self.turns.lock().unwrap_or_else(PoisonError::into_inner).1
    }

    /// Ends it, in the way in which it is ended first.
    fn end(&self, how: Shutdown) {
        // Before the streams end: whoever reads from one takes that for a goodbye and would pass it on as FIN, and what the
        // other side answers to that FIN would end the first one's connection otherwise than was asked for.
        let over = mem::replace(&mut *self.over.lock().unwrap_or_else(PoisonError::into_inner), true);
        if !over {
            self.ended.notify_all();
            self.shut(how);
        }
    }

    fn shut(&self, how: Shutdown) {
        let _ = self.client.shutdown(how);
        let _ = self.server.shutdown(how);
    }

    /// Waits until `due` or until it is over; false where it is.
    fn stands_at(&self, due: Instant) -> bool {
        let over = self.over.lock().unwrap_or_else(PoisonError::into_inner);
        let rest = due.saturating_duration_since(clock::now());
        let waited = self.ended.wait_timeout_while(over, rest, |over| !*over);
        !*waited.unwrap_or_else(PoisonError::into_inner).0
    }
}

fn accept(listener: &TcpListener, server: SocketAddr, up: Path, down: Path, pairs: &Arc<Pairs>) {
    while let Ok((client, _)) = listener.accept() {
        let Ok(server) = TcpStream::connect(server) else {
            continue;
        };
        for stream in [&client, &server] {
            let _ = stream.set_nodelay(true);
        }
        let pair = Arc::new(Pair {
            client,
            server,
            over: Mutex::new(false),
            ended: Condvar::new(),
            turns: Mutex::new((Side::Server, 0)),
        });
        pairs
            .0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(Arc::downgrade(&pair));
        direct(&pair, up, Side::Client);
        direct(&pair, down, Side::Server);
    }
}

/// A piece under way; none where the sender has said goodbye.
type Piece = (Instant, Option<Vec<u8>>);

fn direct(pair: &Arc<Pair>, path: Path, side: Side) {
    let (underway, arriving) = mpsc::channel();
    let reading = Arc::clone(pair);
    thread::spawn(move || take(&reading, path, side, &underway));
    let writing = Arc::clone(pair);
    thread::spawn(move || give(&writing, path, side, &arriving));
}

fn take(pair: &Pair, path: Path, side: Side, underway: &Sender<Piece>) {
    let mut from = pair.stream(side);
    let mut buffer = vec![0; PIECE];
    let mut last = clock::now();
    for number in 0.. {
        let Ok(length) = from.read(&mut buffer) else {
            return pair.end(Shutdown::Both);
        };
        pair.spoke(side);
        let piece = buffer
            .get(..length)
            .filter(|piece| !piece.is_empty())
            .map(<[u8]>::to_vec);
        // A limited rate lets pieces wait for each other; a mere delay does not.
        let sent = if path.rate.is_some() {
            last.max(clock::now())
        } else {
            clock::now()
        };
        last = last.max(sent + path.travel(number, length));
        let goodbye = piece.is_none();
        if underway.send((last, piece)).is_err() || goodbye {
            return;
        }
    }
}

fn give(pair: &Pair, path: Path, side: Side, arriving: &Receiver<Piece>) {
    let mut to = pair.stream(side.other());
    let mut passed = 0;
    while let Ok((due, piece)) = arriving.recv() {
        if !pair.stands_at(due) {
            return;
        }
        let Some(mut piece) = piece else {
            let _ = to.shutdown(Shutdown::Write);
            return;
        };
        let end = path.end.and_then(|(place, how)| {
            let left = match place {
                Place::Byte(at) => (at - passed).min(piece.len()),
                Place::Answer(turn) if pair.turns() >= turn => 0,
                Place::Answer(_) => piece.len(),
            };
            let whole = left == piece.len() && place != Place::Byte(passed + left);
            piece.truncate(left);
            (!whole).then_some(how)
        });
        passed += piece.len();
        if to.write_all(&piece).is_err() {
            return pair.end(Shutdown::Both);
        }
        match end {
            None => {}
            // Whatever else comes is taken and goes nowhere.
            Some(Break::Stall) => while arriving.recv().is_ok() {},
            Some(Break::Close) => return pair.end(Shutdown::Write),
            Some(Break::Reset) => {
                for stream in [&pair.client, &pair.server] {
                    let _ = SockRef::from(stream).set_linger(Some(Duration::ZERO));
                }
                return pair.end(Shutdown::Read);
            }
        }
    }
}

/// As much as is passed on at once.
const PIECE: usize = 16 * 1024;

#[cfg(test)]
mod tests {
    use std::io::ErrorKind;

    use super::*;

    /// A server that sends `hello` to everybody and keeps the line open.
    fn greeter() -> (SocketAddr, thread::JoinHandle<()>) {
        let listener = net::listen((net::own_address(), 0).into());
        let address = listener.local_addr().unwrap();
        let thread = thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let _ = stream.write_all(b"hello");
            let _ = stream.read(&mut [0]);
        });
        (address, thread)
    }

    fn client(proxy: &Proxy) -> TcpStream {
        let stream = TcpStream::connect(proxy.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_millis(300))).unwrap();
        stream
    }

    #[test]
    fn a_delay_is_kept_and_nothing_is_lost() {
        let (server, _thread) = greeter();
        let proxy = Proxy::of_answers(server, Path::delayed(Duration::from_millis(60)));
        let begun = clock::now();

        let mut hello = [0; 5];
        client(&proxy).read_exact(&mut hello).unwrap();

        assert!(begun.elapsed() >= Duration::from_millis(60));
        assert_eq!(&hello, b"hello");
    }

    #[test]
    fn a_path_ends_at_its_byte_in_its_way() {
        for (how, expected) in [
            (Break::Stall, Err(ErrorKind::WouldBlock)),
            (Break::Close, Ok(0)),
            (Break::Reset, Err(ErrorKind::ConnectionReset)),
        ] {
            let (server, _thread) = greeter();
            let proxy = Proxy::of_answers(server, Path::broken(Place::Byte(3), how));
            let mut client = client(&proxy);

            let mut piece = [0; 3];
            // A reset may overtake what came before it.
            let first = client.read_exact(&mut piece).map_err(|error| error.kind());
            let then = first.and_then(|()| client.read(&mut piece).map_err(|error| error.kind()));

            assert_eq!(then, expected, "{how:?}");
        }
    }
}
