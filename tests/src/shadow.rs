//! FreeRDP's shadow server, the one on Debian that speaks Network Level Authentication.
//!
//! It shows a virtual screen and makes its own certificate.

use std::fs;
use std::net::SocketAddr;
use std::process::Command;

use fixtures::net;
use tempfile::TempDir;

use crate::program::Program;

/// The user that its password file knows.
pub const USER: &str = "suite";
/// The password of [`USER`].
pub const PASSWORD: &str = "Suite-Passw0rd";

/// What a shadow server accepts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Security {
    /// Network Level Authentication only.
    Nla,
    /// TLS only.
    Tls,
    /// Standard RDP Security only.
    Rdp,
}

/// A running shadow server with its screen.
#[derive(Debug)]
pub struct Shadow {
    /// Where it listens.
    pub address: SocketAddr,
    /// The process and its log.
    pub program: Program,
    _screen: Screen,
    _folder: TempDir,
}

impl Shadow {
    /// Starts a server; it listens when this returns.
    pub fn start(security: Security) -> Self {
        Self::start_at(security, net::own_socket(), None)
    }

    /// One that asks PAM about everybody who comes without NLA.
    pub fn start_with_authentication(security: Security) -> Self {
        Self::launch(security, "+auth", net::own_socket(), None)
    }

    /// The same on `address`, in a network namespace where one is named.
    pub fn start_at(security: Security, address: SocketAddr, namespace: Option<&str>) -> Self {
        Self::launch(security, "-auth", address, namespace)
    }

    fn launch(security: Security, authentication: &str, address: SocketAddr, namespace: Option<&str>) -> Self {
        let screen = Screen::start();
        let folder = TempDir::new().expect("a temporary folder");
        let passwords = folder.path().join("sam");
        fs::write(&passwords, password_line()).expect("own folder");
        let arguments = |command: &mut Command| {
            let security = match security {
                Security::Nla => "/sec:nla",
                Security::Tls => "/sec:tls",
                Security::Rdp => "/sec:rdp",
            };
            command
                .arg(format!("/bind-address:{}", address.ip()))
                .arg(format!("/port:{}", address.port()))
                .arg(security)
                .arg(format!("/sam-file:{}", passwords.display()))
                .arg(authentication)
                .env("DISPLAY", &screen.display)
                .env("HOME", folder.path())
                .env("XDG_CONFIG_HOME", folder.path());
        };
        let program = match namespace {
            Some(namespace) => Program::start_in(namespace, SERVER, arguments),
            None => Program::start(SERVER, arguments),
        };
        program.await_listening(address);
        Self {
            address,
            program,
            _screen: screen,
            _folder: folder,
        }
    }
}

const SERVER: &str = "freerdp-shadow-cli";

/// A virtual X screen with a number that was free.
#[derive(Debug)]
pub struct Screen {
    /// The value for `DISPLAY`.
    pub display: String,
    _program: Program,
}

impl Screen {
    /// Starts a screen; clients can connect when this returns.
    pub fn start() -> Self {
        let program = Program::start("Xvfb", |command| {
            command.args([
                "-displayfd",
                "1",
                "-screen",
                "0",
                "1024x768x24",
                "-nolisten",
                "tcp",
                "-noreset",
                "-ac",
                // White: a picture of nothing is black.
                "-wr",
            ]);
        });
        let number = program.await_line("it has a display number", |line| line.parse::<u16>().ok());
        Self {
            display: format!(":{number}"),
            _program: program,
        }
    }
}

/// The user's line in the format of Samba's password file, as winpr reads it.
fn password_line() -> Vec<u8> {
    let output = Command::new("winpr-hash")
        .args(["-u", USER, "-p", PASSWORD, "-f", "sam"])
        .output()
        .unwrap_or_else(|error| panic!("cannot start winpr-hash: {error}; apt-get install winpr-utils"));
    let mut line = output.stdout;
    line.push(b'\n');
    line
}
