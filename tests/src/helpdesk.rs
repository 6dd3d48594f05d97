//! django-helpdesk, a real portal: one file of ours makes it, on SQLite (`portals/django-helpdesk/portal.py`).

use std::env;
use std::path::Path;
use std::process::Command;

use fixtures::http::Client;
use serde_json::Value;
use tempfile::TempDir;

use crate::program::Program;

/// A portal with one agent (`agent`, with the same password) and one ticket (`/tickets/1/`). It ends when dropped.
#[derive(Debug)]
pub struct Helpdesk {
    program: Program,
    port: u16,
    _folder: TempDir,
}

impl Helpdesk {
    /// Starts one whose tickets show the check of the relay at `rdptrace`, with a policy that has the two entries for it.
    pub fn start(rdptrace: &str) -> Self {
        Self::start_with(rdptrace, |_| {})
    }

    /// The same, and each ticket launches a check of `computer` with a token that the portal signs with the secret in `key`,
    /// as the example in Python makes it.
    pub fn launching(rdptrace: &str, key: &Path, computer: &str) -> Self {
        Self::start_with(rdptrace, |command| {
            command.env("RDPTRACE_KEY", key);
            command.env("RDPTRACE_COMPUTER", computer);
        })
    }

    fn start_with(rdptrace: &str, prepare: impl FnOnce(&mut Command)) -> Self {
        let packages = env::var("SUITE_HELPDESK").unwrap_or_else(|_| {
            panic!("SUITE_HELPDESK names no folder with django-helpdesk; cargo xtask test --only browser does")
        });
        let folder = TempDir::new().expect("a temporary folder");
        let portal = Path::new(env!("CARGO_MANIFEST_DIR")).join("portals/django-helpdesk/portal.py");
        let program = Program::start("python3", |command| {
            command.arg(portal);
            command.env("PYTHONPATH", packages);
            command.env("PYTHONDONTWRITEBYTECODE", "1");
            command.env("PORTAL_FOLDER", folder.path());
            command.env("RDPTRACE", rdptrace);
            command.env("PORTAL_POLICY", policy(rdptrace));
            prepare(command);
        });
        let port = program.await_line("it listens", |line| {
            line.strip_prefix("the portal listens on ")?.parse().ok()
        });
        Self {
            program,
            port,
            _folder: folder,
        }
    }

    /// Its origin.
    pub fn origin(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// The header with which rdptrace writes into its tickets.
    pub const CREDENTIALS: [&str; 2] = ["Authorization", "Token 0123456789abcdef0123456789abcdef01234567"];

    /// What its API says of the ticket.
    pub fn ticket(&self) -> Value {
        let [name, value] = Self::CREDENTIALS;
        let answer = Client::of(&self.origin()).send("GET", "/api/tickets/1/", &[(name, value)], None);
        assert_eq!(answer.status, 200, "{}", String::from_utf8_lossy(&answer.body));
        answer.json()
    }

    /// The process and what it prints.
    pub fn program(&self) -> &Program {
        &self.program
    }
}

/// What django-helpdesk itself needs, and the two entries.
fn policy(rdptrace: &str) -> String {
    format!(
        "default-src 'none'; connect-src 'self'; form-action 'self'; font-src 'self'; img-src 'self' data:; \
         style-src 'self' 'unsafe-inline'; script-src 'self' 'unsafe-inline' {rdptrace}; frame-src {rdptrace}"
    )
}
