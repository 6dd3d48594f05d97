//! nats-server of the suite's own, from Debian's package, on loopback.

use std::fs;
use std::io::{self, BufRead as _, BufReader, ErrorKind, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::path::PathBuf;

use fixtures::certificate::{Certificate, Quality};
use fixtures::{clock, net};
use tempfile::TempDir;

use crate::program::{Frozen, Program};

/// A running server. Dropping it ends it.
#[derive(Debug)]
pub struct Nats {
    /// Where it listens.
    pub address: SocketAddr,
    server: Option<Program>,
    folder: TempDir,
}

impl Nats {
    /// Starts one that lets everybody in.
    pub fn start() -> Self {
        Self::start_with("")
    }

    /// Starts one that lets in whoever has this nkey.
    pub fn start_for(nkey: &str) -> Self {
        Self::start_with(&format!("authorization {{ users = [ {{ nkey: {nkey} }} ] }}\n"))
    }

    /// The same for whoever encrypts as well; [`Self::roots`] vouches for it.
    pub fn start_encrypted_for(nkey: &str) -> Self {
        let mut nats = Self::with("");
        let names = [nats.address.ip().to_string()];
        let certificate = Certificate::issue(Quality::Good, &names, clock::time_of_day());
        let authority = certificate.chain_pem.rfind("-----BEGIN").unwrap_or_default();
        let path = |name: &str| nats.folder.path().join(name);
        let [chain, key] = ["chain.pem", "key.pem"].map(path);
        let settings = format!(
            "authorization {{ users = [ {{ nkey: {nkey} }} ] }}\ntls {{ cert_file: {chain:?}, key_file: {key:?} }}\n"
        );
        for (path, text) in [
            (chain, certificate.chain_pem.as_str()),
            (key, &certificate.key_pem),
            (nats.roots(), certificate.chain_pem.get(authority..).unwrap_or_default()),
            (path("nats.conf"), &settings),
        ] {
            fs::write(path, text).expect("our own folder");
        }
        nats.resume();
        nats
    }

    /// The certificate of the authority of one that encrypts.
    pub fn roots(&self) -> PathBuf {
        self.folder.path().join("roots.pem")
    }

    fn start_with(settings: &str) -> Self {
        let mut nats = Self::with(settings);
        nats.resume();
        nats
    }

    fn with(settings: &str) -> Self {
        let folder = TempDir::new().expect("a folder for the settings");
        fs::write(folder.path().join("nats.conf"), settings).expect("our own folder");
        Self {
            address: net::own_socket(),
            server: None,
            folder,
        }
    }

    /// Starts it again after [`Self::kill`], at the same address.
    pub fn resume(&mut self) {
        let server = Program::start("nats-server", |command| {
            command.arg("--config").arg(self.folder.path().join("nats.conf"));
            command.args(["--addr", &self.address.ip().to_string()]);
            command.args(["--port", &self.address.port().to_string()]);
        });
        server.await_listening(self.address);
        self.server = Some(server);
    }

    /// Ends it as a crash would.
    pub fn kill(&mut self) {
        self.server = None;
    }

    /// Holds it still, as a network that is cut does: connections stand and nothing comes.
    pub fn freeze(&self) -> Option<Frozen> {
        self.server.as_ref().map(Program::freeze)
    }

    /// Says this to it `times` times, as a client of its own, and waits until it has taken all of it.
    ///
    /// # Errors
    ///
    /// Where it hangs up.
    pub fn flood(&self, subject: &str, payload: &[u8], times: usize) -> io::Result<()> {
        let mut stream = BufReader::new(TcpStream::connect(self.address)?);
        stream
            .get_mut()
            .write_all(b"CONNECT {\"verbose\":false,\"pedantic\":false}\r\n")?;
        let head = format!("PUB {subject} {}\r\n", payload.len());
        let message = [head.as_bytes(), payload, b"\r\n"].concat();
        for _ in 0..times {
            stream.get_mut().write_all(&message)?;
        }
        stream.get_mut().write_all(b"PING\r\n")?;
        let mut line = String::new();
        while !line.starts_with("PONG") {
            line.clear();
            if stream.read_line(&mut line)? == 0 {
                return Err(ErrorKind::UnexpectedEof.into());
            }
        }
        Ok(())
    }

    /// What `bus` is set to.
    pub fn url(&self) -> String {
        format!("nats://{}", self.address)
    }
}
