//! A portal: pages of another site than the relay's, which show the relay's page in a frame.
//!
//! The relay is reached as `localhost` and the portal as `127.0.0.1`: for browsers these are two sites, not only two
//! origins, and neither needs a certificate or a name of its own. A third site is the portal's server under another name.

use std::collections::HashMap;
use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::Command;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use tempfile::TempDir;

use crate::program::Program;
use crate::rdptrace::{Relay, binary};

/// A server of pages; it ends when dropped.
#[derive(Debug)]
pub struct Portal {
    listener: Arc<TcpListener>,
    pages: Pages,
}

/// What is at a path: further header lines, and the document.
type Pages = Arc<Mutex<HashMap<String, (String, String)>>>;

impl Portal {
    /// Starts one without pages on a free port of loopback.
    pub fn start() -> Self {
        let listener = Arc::new(TcpListener::bind("127.0.0.1:0").expect("loopback has ports"));
        let pages = Pages::default();
        let (accepting, served) = (Arc::clone(&listener), Arc::clone(&pages));
        thread::spawn(move || {
            while let Ok((stream, _)) = accepting.accept() {
                let pages = Arc::clone(&served);
                // A browser that goes away in the middle is its own affair.
                thread::spawn(move || drop(answer(&stream, &pages)));
            }
        });
        Self { listener, pages }
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.listener.local_addr().expect("it listens")
    }

    /// Its origin.
    pub fn origin(&self) -> String {
        format!("http://{}", self.address())
    }

    /// The origin of a third site: the same pages under a name that no tenant has.
    pub fn third_origin(&self) -> String {
        format!("http://third.localhost:{}", self.address().port())
    }

    /// Puts a document at `path`, with further header lines.
    pub fn put(&self, path: &str, headers: &[&str], document: &str) {
        let headers: String = headers.iter().map(|line| format!("{line}\r\n")).collect();
        let mut pages = self.pages.lock().unwrap_or_else(PoisonError::into_inner);
        pages.insert(path.to_owned(), (headers, document.to_owned()));
    }
}

impl Drop for Portal {
    fn drop(&mut self) {
        // Whoever accepts gets an error, and ends.
        let _ = socket2::SockRef::from(&*self.listener).shutdown(Shutdown::Both);
    }
}

fn answer(mut stream: &TcpStream, pages: &Pages) -> std::io::Result<()> {
    let mut lines = BufReader::new(stream).lines();
    let first = lines.next().transpose()?.unwrap_or_default();
    for line in lines {
        if line?.is_empty() {
            break;
        }
    }
    let path = first.split(' ').nth(1).unwrap_or_default();
    let path = path.split('?').next().unwrap_or_default();
    let found = pages.lock().unwrap_or_else(PoisonError::into_inner).get(path).cloned();
    let status = if found.is_some() { "200 OK" } else { "404 Not Found" };
    let (headers, document) = found.unwrap_or_default();
    write!(
        stream,
        "HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {}\r\nConnection: close\r\n{headers}\r\n{document}",
        document.len()
    )
}

/// A relay with a tenant `helpdesk`, whose settings can change.
#[derive(Debug)]
pub struct FramedRelay {
    relay: Relay,
    folder: TempDir,
}

impl FramedRelay {
    /// Starts one whose tenant is the portal at `origin`.
    pub fn start(origin: &str) -> Self {
        Self::start_with(origin, &[])
    }

    /// The same with more arguments.
    pub fn start_with(origin: &str, arguments: &[&str]) -> Self {
        let folder = TempDir::new().expect("a temporary folder");
        let file = folder.path().join("rdptrace.toml");
        fs::write(&file, tenant(origin)).expect("own folder");
        let relay = Relay::start_with(|command| {
            command.arg("--config").arg(&file).args(arguments);
        });
        Self { relay, folder }
    }

    /// Its origin, on another site than any portal's.
    pub fn origin(&self) -> String {
        let (_, port) = self.relay.authority().rsplit_once(':').expect("it has a port");
        format!("http://localhost:{port}")
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.relay.authority().parse().expect("it listens at an address")
    }

    /// The process and what it prints.
    pub fn program(&self) -> &Program {
        &self.relay.program
    }

    /// Takes the tenant out of the settings, and waits until that holds.
    pub fn remove_tenant(&self) {
        self.set("");
    }

    /// Makes the portal at `origin` the tenant, and waits until that holds.
    pub fn serve(&self, origin: &str) {
        self.set(&tenant(origin));
    }

    /// The same with more settings of the tenant and of the tables below it.
    pub fn serve_with(&self, origin: &str, more: &str) {
        self.set(&[&tenant(origin), more].concat());
    }

    /// Makes the portals at both origins one tenant, and waits until that holds.
    pub fn serve_both(&self, one: &str, other: &str) {
        self.set(&tenant_of(&[one, other]));
    }

    /// Puts a file beside the settings, such as a key; where it is.
    pub fn keep(&self, name: &str, content: &str) -> PathBuf {
        let file = self.folder.path().join(name);
        fs::write(&file, content).expect("own folder");
        file
    }

    /// What `rdptrace embed check` says of a portal's page, by these settings: its exit code and its text.
    pub fn judgment(&self, page: &str) -> (Option<i32>, String) {
        let output = Command::new(binary())
            .args(["embed", "check", page, "--server", &self.origin(), "--config"])
            .arg(self.settings())
            .output()
            .expect("the program runs");
        let text = [output.stdout, output.stderr].concat();
        (output.status.code(), String::from_utf8_lossy(&text).into_owned())
    }

    /// The file with its settings.
    pub fn settings(&self) -> PathBuf {
        self.folder.path().join("rdptrace.toml")
    }

    fn set(&self, settings: &str) {
        fs::write(self.settings(), settings).expect("own folder");
        self.program().hang_up();
        self.program().await_line("it reads its settings again", |line| {
            line.contains("the configuration was read again").then_some(())
        });
    }
}

fn tenant(origin: &str) -> String {
    tenant_of(&[origin])
}

fn tenant_of(origins: &[&str]) -> String {
    format!("[tenants.helpdesk]\norigins = {origins:?}\naccent = [\"#0b5f3c\", \"#7fd6ad\"]\n")
}
