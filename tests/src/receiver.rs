//! A receiver of webhooks that a test steers.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;

/// A server that hears webhooks; it ends when dropped.
#[derive(Debug)]
pub struct Receiver {
    listener: Arc<TcpListener>,
    heard: Arc<Mutex<Heard>>,
}

#[derive(Debug, Default)]
struct Heard {
    /// Absent where it hangs.
    answer: Option<&'static str>,
    /// The ids that came with each body, as often as they came, whether they were taken or not.
    ids: BTreeMap<String, Vec<String>>,
    /// Those who wait for an answer that does not come.
    waiting: Vec<TcpStream>,
}

impl Receiver {
    /// One that lets everybody wait, on a free port of loopback.
    pub fn start() -> Self {
        let listener = Arc::new(TcpListener::bind("127.0.0.1:0").expect("loopback has ports"));
        let heard = Arc::<Mutex<Heard>>::default();
        let (accepting, told) = (Arc::clone(&listener), Arc::clone(&heard));
        thread::spawn(move || {
            while let Ok((stream, _)) = accepting.accept() {
                let told = Arc::clone(&told);
                // Whoever is killed in the middle leaves half a request behind.
                thread::spawn(move || drop(hear(stream, &told)));
            }
        });
        Self { listener, heard }
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.listener.local_addr().expect("it listens")
    }

    /// Takes everything from now on; those who wait are cut off.
    pub fn take(&self) {
        self.answer("204 No Content");
    }

    /// Is too busy for everything from now on; those who wait are cut off.
    pub fn fail(&self) {
        self.answer("503 Service Unavailable");
    }

    /// Says that it is gone for good from now on; those who wait are cut off.
    pub fn go(&self) {
        self.answer("410 Gone");
    }

    fn answer(&self, status: &'static str) {
        let mut heard = locked(&self.heard);
        heard.answer = Some(status);
        heard.waiting.clear();
    }

    /// The ids that came with each body, as often as they came.
    pub fn heard(&self) -> BTreeMap<String, Vec<String>> {
        locked(&self.heard).ids.clone()
    }
}

impl Drop for Receiver {
    fn drop(&mut self) {
        // Whoever accepts gets an error, and ends.
        let _ = socket2::SockRef::from(&*self.listener).shutdown(Shutdown::Both);
    }
}

fn hear(mut stream: TcpStream, heard: &Mutex<Heard>) -> std::io::Result<()> {
    let mut reader = BufReader::new(stream.try_clone()?);
    let (mut id, mut length) = (String::new(), 0);
    loop {
        let mut line = String::new();
        reader.read_line(&mut line)?;
        let line = line.trim_end();
        if line.is_empty() {
            break;
        }
        let Some((name, value)) = line.split_once(": ") else {
            continue;
        };
        match name.to_ascii_lowercase().as_str() {
            "webhook-id" => value.clone_into(&mut id),
            "content-length" => length = value.parse().unwrap_or_default(),
            _ => {}
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body)?;
    let mut heard = locked(heard);
    let body = String::from_utf8_lossy(&body).into_owned();
    heard.ids.entry(body).or_default().push(id);
    match heard.answer {
        Some(status) => write!(stream, "HTTP/1.1 {status}\r\nConnection: close\r\n\r\n")?,
        None => heard.waiting.push(stream),
    }
    Ok(())
}

fn locked(heard: &Mutex<Heard>) -> MutexGuard<'_, Heard> {
    heard.lock().unwrap_or_else(PoisonError::into_inner)
}
