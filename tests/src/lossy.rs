//! A path on which one answer gets lost.

use std::io::{Read as _, copy};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::thread;

/// Passes connections on; of the first one the server's answer does not come back. It ends when dropped.
#[derive(Debug)]
pub struct LostAnswer {
    listener: Arc<TcpListener>,
}

impl LostAnswer {
    /// One before the server at `server`, on a free port of loopback.
    pub fn before(server: SocketAddr) -> Self {
        let listener = Arc::new(TcpListener::bind("127.0.0.1:0").expect("loopback has ports"));
        let accepting = Arc::clone(&listener);
        thread::spawn(move || {
            let mut next = Answer::Lost;
            while let Ok((client, _)) = accepting.accept() {
                let answer = next;
                next = Answer::PassedOn;
                // Either side may go away in the middle.
                thread::spawn(move || drop(pass(&client, server, answer)));
            }
        });
        Self { listener }
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.listener.local_addr().expect("it listens")
    }
}

impl Drop for LostAnswer {
    fn drop(&mut self) {
        // Whoever accepts gets an error, and ends.
        let _ = socket2::SockRef::from(&*self.listener).shutdown(Shutdown::Both);
    }
}

/// What becomes of the answer on a connection.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Answer {
    Lost,
    PassedOn,
}

fn pass(client: &TcpStream, server: SocketAddr, answer: Answer) -> std::io::Result<()> {
    let server = TcpStream::connect(server)?;
    let (mut from, mut to) = (client.try_clone()?, server.try_clone()?);
    thread::spawn(move || drop(copy(&mut from, &mut to)));
    if answer == Answer::Lost {
        // With its first byte the server has done what it was asked for.
        let mut byte = [0];
        (&server).read_exact(&mut byte)?;
    } else {
        copy(&mut &server, &mut &*client)?;
    }
    client.shutdown(Shutdown::Both)?;
    server.shutdown(Shutdown::Both)
}
