//! Request Tracker 5, a real portal, on SQLite (`portals/request-tracker/portal.pl`), with the callback of its page in `docs`.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::{env, fs};

use fixtures::http::Client;
use serde_json::Value;
use tempfile::TempDir;

use crate::program::Program;

/// A portal with two agents (`agent`, and `agentin`, who reads German; the password is `secret-password`), a person who
/// asks (`user`), and one ticket. It ends when dropped.
#[derive(Debug)]
pub struct RequestTracker {
    program: Program,
    port: u16,
    token: String,
    _folder: TempDir,
}

/// What its tickets show, of what its page in `docs` has to be pasted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Panel<'a> {
    /// A check of any computer.
    Open,
    /// A check of one computer, launched with the key in this file.
    Launched {
        /// The secret, a line.
        key: &'a Path,
        /// What the ticket is about.
        computer: &'a str,
    },
}

impl RequestTracker {
    /// Starts one whose tickets show the check of the relay at `rdptrace`, with a policy that has the two entries for it.
    pub fn start(rdptrace: &str, panel: Panel<'_>) -> Self {
        let unpacked: PathBuf = env::var_os("SUITE_REQUEST_TRACKER").map_or_else(
            || {
                panic!(
                    "SUITE_REQUEST_TRACKER names no folder with Request Tracker; \
                     cargo xtask test --only request-tracker does"
                )
            },
            Into::into,
        );
        let folder = TempDir::new().expect("a temporary folder");
        for page in ["Ticket", "SelfService"] {
            let place = folder
                .path()
                .join("local/html/Callbacks/rdptrace")
                .join(page)
                .join("Display.html");
            fs::create_dir_all(&place).expect("own folder");
            fs::write(place.join("BeforeShowHistory"), callback(rdptrace, panel)).expect("own folder");
        }
        let program = Program::start("perl", |command| {
            let portal = Path::new(env!("CARGO_MANIFEST_DIR")).join("portals/request-tracker");
            let libraries = native(&unpacked.join("usr/lib"));
            let mut modules = vec![
                portal.clone(),
                unpacked.join("usr/share/request-tracker5/lib"),
                unpacked.join("usr/share/perl5"),
            ];
            modules.extend(inside(&libraries.join("perl5")));
            command.env("PERL5LIB", env::join_paths(modules).expect("paths without colons"));
            command.env("LD_LIBRARY_PATH", libraries);
            command.env("RT_ROOT", &unpacked);
            command.env("PORTAL_FOLDER", folder.path());
            command.env("PORTAL_POLICY", policy(rdptrace));
            if let Panel::Launched { computer, .. } = panel {
                command.env("PORTAL_COMPUTER", computer);
            }
            command.arg(portal.join("portal.pl"));
        });
        let token = program.await_line("it has a token", |line| {
            line.strip_prefix("programs have the token ").map(str::to_owned)
        });
        let port = program.await_line("it listens", |line| {
            line.strip_prefix("the portal listens on ")?.parse().ok()
        });
        Self {
            program,
            port,
            token,
            _folder: folder,
        }
    }

    /// Its origin.
    pub fn origin(&self) -> String {
        format!("http://{}", self.address())
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        SocketAddr::from(([127, 0, 0, 1], self.port))
    }

    /// The address of its only ticket.
    pub fn ticket(&self) -> String {
        format!("{}/Ticket/Display.html?id=1", self.origin())
    }

    /// The header with which rdptrace writes into its tickets.
    pub fn credentials(&self) -> String {
        format!("Authorization: token {}", self.token)
    }

    /// What was written into the ticket as comments, which the person who asked does not see.
    pub fn comments(&self) -> Vec<Value> {
        let written = self.read("history?fields=Type&per_page=100");
        let is_comment = |of: &&Value| of.get("Type").is_some_and(|kind| kind == "Comment");
        let comments = written.iter().filter(is_comment).count();
        let all = self.read("attachments?fields=Subject,Content,ContentType&per_page=100&orderby=id");
        assert_eq!(
            all.len(),
            comments,
            "the ticket was made without words, and nobody else writes: {all:?}"
        );
        all
    }

    fn read(&self, what: &str) -> Vec<Value> {
        let (name, value) = ("Authorization", format!("token {}", self.token));
        let path = format!("/REST/2.0/ticket/1/{what}");
        let answer = Client::of(&self.origin()).send("GET", &path, &[(name, &value)], None);
        assert_eq!(answer.status, 200, "{}", String::from_utf8_lossy(&answer.body));
        let answer = answer.json();
        let items = answer.get("items").and_then(Value::as_array);
        items.expect("a list").clone()
    }

    /// The process and what it prints.
    pub fn program(&self) -> &Program {
        &self.program
    }
}

/// What an administrator pastes.
fn callback(rdptrace: &str, panel: Panel<'_>) -> String {
    let page = include_str!("../../docs/portals/request-tracker.md");
    let mut blocks = page.split("```html\n").skip(1);
    let mut block = || {
        blocks
            .next()
            .and_then(|rest| rest.split("```").next())
            .expect("a block of code")
    };
    let (open, launched) = (block(), block());
    let pasted = match panel {
        Panel::Open => open.to_owned(),
        Panel::Launched { key, .. } => launched.replace("/etc/request-tracker5/rdptrace.key", &key.to_string_lossy()),
    };
    pasted.replace("https://rdptrace.example.org", rdptrace)
}

/// The folder of this machine's own libraries, whatever its kind of processor.
fn native(libraries: &Path) -> PathBuf {
    let has_perl = |folder: &PathBuf| folder.join("perl5").is_dir();
    inside(libraries)
        .into_iter()
        .find(has_perl)
        .expect("Debian's libraries")
}

fn inside(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    entries.map(|entry| entry.expect("an entry").path()).collect()
}

/// What Request Tracker itself needs, and the two entries.
fn policy(rdptrace: &str) -> String {
    format!(
        "default-src 'none'; connect-src 'self'; form-action 'self'; font-src 'self' data:; img-src 'self' data:; \
         style-src 'self' 'unsafe-inline'; script-src 'self' 'unsafe-inline' {rdptrace}; frame-src {rdptrace}"
    )
}
