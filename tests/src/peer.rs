//! A scripted server on a real socket.

use std::io::{ErrorKind, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, Weak};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use fixtures::clock::{self, TimeOfDay};
use fixtures::net;
use socket2::SockRef;

use crate::player::{Act, Player};
use crate::scenario::{ConnectionScript, Scenario, steps};

/// A listening server that plays a scenario; it ends when dropped.
#[derive(Debug)]
pub struct Peer {
    /// Where it listens.
    pub address: SocketAddr,
    listener: Arc<TcpListener>,
    shared: Arc<Shared>,
    acceptor: Option<JoinHandle<()>>,
}

/// One connection as the server saw it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seen {
    /// Whether it still stands.
    pub open: bool,
    /// How the client ended it; absent while it stands, and where the server had reset it.
    pub end: Option<ClientEnd>,
    /// How many bytes came.
    pub received: usize,
    /// How many other connections stood when it came.
    pub others: usize,
}

/// How a client ended a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClientEnd {
    /// FIN, as it should.
    Fin,
    /// RST.
    Reset,
}

#[derive(Debug, Default)]
struct Shared {
    seen: Mutex<Vec<Seen>>,
    ended: Condvar,
    /// Weak, because a stream is only reset when its last handle goes.
    streams: Mutex<Vec<Weak<TcpStream>>>,
}

impl Peer {
    /// Answers on `listener`; `script` says what is done on each connection, its last entry on all that follow.
    pub fn start(script: &[ConnectionScript], listener: TcpListener, names: &[String]) -> Self {
        let listener = Arc::new(listener);
        let shared = Arc::new(Shared::default());
        let acceptor = thread::spawn({
            let (listener, shared) = (Arc::clone(&listener), Arc::clone(&shared));
            let (script, names) = (script.to_vec(), names.to_vec());
            move || accept(&listener, &shared, &script, &names)
        });
        Self {
            address: listener.local_addr().expect("a bound listener"),
            listener,
            shared,
            acceptor: Some(acceptor),
        }
    }

    /// Plays the scenario of this id, on an address of its own.
    pub fn playing(scenario: &str) -> Self {
        Self::playing_at(scenario, (net::own_address(), 0).into())
    }

    /// The same at this address.
    pub fn playing_at(scenario: &str, address: SocketAddr) -> Self {
        let names = [address.ip().to_string()];
        Self::start(&Scenario::named(scenario).connections, net::listen(address), &names)
    }

    /// Waits until all clients have ended their connections; false when one has not.
    pub fn ends_within(&self, limit: Duration) -> bool {
        let seen = lock(&self.shared.seen);
        let waited = self
            .shared
            .ended
            .wait_timeout_while(seen, limit, |seen| seen.iter().any(|seen| seen.open))
            .unwrap_or_else(PoisonError::into_inner);
        !waited.1.timed_out()
    }

    /// Every connection so far, in order.
    pub fn seen(&self) -> Vec<Seen> {
        lock(&self.shared.seen).clone()
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        // Both wake the threads that wait on them.
        let _ = SockRef::from(self.listener.as_ref()).shutdown(Shutdown::Both);
        if let Some(acceptor) = self.acceptor.take() {
            let _ = acceptor.join();
        }
        for stream in lock(&self.shared.streams)
            .drain(..)
            .filter_map(|stream| stream.upgrade())
        {
            let _ = stream.shutdown(Shutdown::Both);
        }
    }
}

/// A socket that takes no connection and refuses none: its queue is full, so that the kernel drops what comes.
#[derive(Debug)]
pub struct Silent {
    _listener: TcpListener,
    _queued: Vec<TcpStream>,
}

impl Silent {
    /// Lets `listener` fall silent.
    pub fn start(listener: TcpListener) -> Self {
        let address = listener.local_addr().expect("a bound listener");
        SockRef::from(&listener).listen(0).expect("a queue can be shortened");
        let mut queued = Vec::new();
        // Linux queues one more than asked for; the first that is not queued shows that the queue is full.
        while let Ok(stream) = TcpStream::connect_timeout(&address, QUEUED) {
            queued.push(stream);
        }
        Self {
            _listener: listener,
            _queued: queued,
        }
    }
}

fn accept(listener: &TcpListener, shared: &Arc<Shared>, script: &[ConnectionScript], names: &[String]) {
    while let Ok((stream, _)) = listener.accept() {
        let stream = Arc::new(stream);
        lock(&shared.streams).push(Arc::downgrade(&stream));
        let place = {
            let mut seen = lock(&shared.seen);
            // The kernel knows of an end before the thread that reads the connection does.
            let others = listener.local_addr().map_or(0, net::open_connections).saturating_sub(1);
            seen.push(Seen {
                open: true,
                end: None,
                received: 0,
                others,
            });
            seen.len() - 1
        };
        let player = Player::new(steps(script, place), names, TimeOfDay::System);
        let shared = Arc::clone(shared);
        thread::spawn(move || {
            let mut received = 0;
            let end = converse(&stream, player, &mut received);
            if let Some(seen) = lock(&shared.seen).get_mut(place) {
                seen.open = false;
                seen.end = end;
                seen.received = received;
            }
            shared.ended.notify_all();
        });
    }
}

/// Plays to the end and tells how the client ended it; none where it was the server, or nobody.
fn converse(stream: &TcpStream, mut player: Player, received: &mut usize) -> Option<ClientEnd> {
    let mut stream = stream;
    // Small messages go out one by one, as a server's do.
    let _ = stream.set_nodelay(true);
    loop {
        match player.next_act() {
            Act::Send(bytes) => {
                if stream.write_all(&bytes).is_err() {
                    return Some(ClientEnd::Reset);
                }
            }
            Act::Read => match read(stream, received, None) {
                Heard::Bytes(bytes) => player.receive(&bytes),
                Heard::End(end) => return Some(end),
                Heard::Nothing => {}
            },
            Act::Pause(length) => {
                let begun = clock::now();
                while let Some(rest) = length.checked_sub(begun.elapsed()).filter(|rest| !rest.is_zero()) {
                    match read(stream, received, Some(rest)) {
                        Heard::Bytes(bytes) => player.receive(&bytes),
                        Heard::End(end) => return Some(end),
                        Heard::Nothing => {}
                    }
                }
            }
            Act::Close => {
                let _ = stream.shutdown(Shutdown::Write);
                loop {
                    if let Heard::End(end) = read(stream, received, None) {
                        return Some(end);
                    }
                }
            }
            Act::Reset => {
                let _ = SockRef::from(stream).set_linger(Some(Duration::ZERO));
                return None;
            }
        }
    }
}

enum Heard {
    Bytes(Vec<u8>),
    Nothing,
    End(ClientEnd),
}

fn read(mut stream: &TcpStream, received: &mut usize, limit: Option<Duration>) -> Heard {
    let _ = stream.set_read_timeout(limit);
    let mut buffer = vec![0; 16 * 1024];
    match stream.read(&mut buffer) {
        Ok(0) => Heard::End(ClientEnd::Fin),
        Ok(length) => {
            *received += length;
            buffer.truncate(length);
            Heard::Bytes(buffer)
        }
        Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::Interrupted) => Heard::Nothing,
        Err(_) => Heard::End(ClientEnd::Reset),
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A queued connection stands at once; the first that waits for a second SYN (one second) is not queued.
const QUEUED: Duration = Duration::from_millis(200);
