//! An rdptrace that serves, and what it answers.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use crate::error::Error;
use crate::invocation::{Background, Invocation};

/// Serves until it is dropped.
#[derive(Debug)]
pub(super) struct Served {
    address: SocketAddr,
    _background: Background,
}

impl Served {
    /// Starts `serve`, which is to be told to listen on a port of its own.
    pub(super) fn start(serve: Invocation) -> Result<Self, Error> {
        let (background, address) = serve.in_background(|line| {
            let rest = line.strip_prefix("rdptrace listens on http://")?;
            rest.split('/').next()?.parse().ok()
        })?;
        Ok(Self {
            address,
            _background: background,
        })
    }

    /// Where its page is.
    pub(super) fn page(&self) -> String {
        format!("http://{}/", self.address)
    }

    /// Asks for `path`, and refuses every answer but 200 and one that holds `expected`.
    pub(super) fn answers(&self, path: &str, expected: &str) -> Result<(), Error> {
        let answer = self.get(path).map_err(|error| wrong(path, &error.to_string()))?;
        let fine = answer.starts_with("HTTP/1.1 200") && answer.contains(expected);
        if fine { Ok(()) } else { Err(wrong(path, &answer)) }
    }

    fn get(&self, path: &str) -> std::io::Result<String> {
        let mut stream = TcpStream::connect(self.address)?;
        stream.set_read_timeout(Some(ANSWER))?;
        let host = self.address;
        write!(
            stream,
            "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"
        )?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer)?;
        Ok(String::from_utf8_lossy(&answer).into_owned())
    }
}

fn wrong(path: &str, answer: &str) -> Error {
    let begins: String = answer.chars().take(300).collect();
    Error::package(format!("{path} is answered with {begins:?}"))
}

/// Far more than a page takes on a busy machine.
const ANSWER: Duration = Duration::from_secs(60);
