//! PostgreSQL of the suite's own, from Debian's packages: a new cluster on loopback, with a password.

use std::fs;
use std::net::SocketAddr;
use std::os::unix::fs::{PermissionsExt, chown};
use std::path::{Path, PathBuf};
use std::process::Command;

use fixtures::net;
use nix::sys::signal::Signal;
use tempfile::TempDir;

use crate::program::{Frozen, Program};

/// A running cluster. Dropping it ends it and removes its data.
#[derive(Debug)]
pub struct Postgres {
    /// Where it listens.
    pub address: SocketAddr,
    server: Option<Program>,
    folder: TempDir,
}

impl Postgres {
    /// Makes a cluster and starts it; it takes connections when this returns.
    pub fn start() -> Self {
        let folder = TempDir::new().expect("a folder for the cluster");
        // Its own folder is below: only the way there has to be open to the user it runs as.
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).expect("our own folder");
        let data = folder.path().join("data");
        fs::create_dir(&data).expect("our own folder");
        let password = folder.path().join("password");
        fs::write(&password, PASSWORD).expect("our own folder");
        if let Some((user, group)) = other_user() {
            chown(&data, Some(user), Some(group)).expect("root may give it away");
        }
        let output = command("initdb")
            .args(["--username", USER, "--auth", "scram-sha-256", "--encoding", "UTF8"])
            .args(["--locale", "C", "--no-sync", "--no-instructions"])
            .arg("--pwfile")
            .arg(&password)
            .arg("--pgdata")
            .arg(&data)
            .output()
            .unwrap_or_else(|error| panic!("cannot start initdb: {error}"));
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "initdb: {said}");
        let mut postgres = Self {
            address: net::own_socket(),
            server: None,
            folder,
        };
        postgres.resume();
        postgres
    }

    /// Starts it again after [`Self::stop`] or [`Self::kill`]: same address, same data.
    pub fn resume(&mut self) {
        let data = self.folder.path().join("data");
        let starting = command("postgres");
        let server = Program::start(&starting.get_program().to_string_lossy(), |command| {
            command.args(starting.get_args());
            command.arg("-D").arg(&data);
            command.args(["-c", &format!("listen_addresses={}", self.address.ip())]);
            command.args(["-c", &format!("port={}", self.address.port())]);
            command.args(["-c", "unix_socket_directories="]);
        });
        server.await_line("it takes connections", |line| {
            line.contains("database system is ready to accept connections")
                .then_some(())
        });
        self.server = Some(server);
    }

    /// Stops it as an administrator would who does not wait for clients.
    pub fn stop(&mut self) {
        if let Some(mut server) = self.server.take() {
            server.stop(Signal::SIGINT);
        }
    }

    /// Ends it as a crash would; what it had taken, it has again after [`Self::resume`].
    pub fn kill(&mut self) {
        self.server = None;
    }

    /// Holds it still, as a disk that hangs or a machine that is moved does: connections stand and nothing answers.
    pub fn freeze(&self) -> Option<Frozen> {
        self.server.as_ref().map(Program::freeze)
    }

    /// The URL of the database that every cluster has.
    pub fn url(&self) -> String {
        self.url_with(PASSWORD)
    }

    /// The same with another password.
    pub fn url_with(&self, password: &str) -> String {
        format!("postgres://{USER}:{password}@{}/postgres", self.address)
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        if let Some(mut server) = self.server.take() {
            // At once, but so that it leaves no shared memory behind.
            server.stop(Signal::SIGQUIT);
        }
    }
}

/// A program of PostgreSQL, run as a user that it accepts: it refuses root.
fn command(program: &str) -> Command {
    let program = programs().join(program);
    let Some((user, group)) = other_user() else {
        return Command::new(program);
    };
    let mut command = Command::new("setpriv");
    command.args([
        "--reuid",
        &user.to_string(),
        "--regid",
        &group.to_string(),
        "--clear-groups",
    ]);
    // Changing the user takes the bond to its parent away, so it is tied once more.
    command.args(["--pdeathsig", "KILL"]).arg(program);
    command.current_dir("/");
    command
}

/// The folder of the newest version that is installed.
fn programs() -> PathBuf {
    let versions = fs::read_dir(VERSIONS).into_iter().flatten().flatten();
    let version = |path: &Path| path.file_name()?.to_str()?.parse::<u32>().ok();
    let newest = versions
        .map(|entry| entry.path())
        .filter(|path| path.join("bin/postgres").exists())
        .max_by_key(|path| version(path));
    match newest {
        Some(path) => path.join("bin"),
        None => panic!("PostgreSQL is not installed: apt-get install postgresql"),
    }
}

/// The user and group of Debian's package, where this is root.
fn other_user() -> Option<(u32, u32)> {
    if !nix::unistd::geteuid().is_root() {
        return None;
    }
    let users = fs::read_to_string("/etc/passwd").expect("every system has users");
    let fields = users.lines().map(|line| line.split(':').collect::<Vec<_>>());
    let mut ids = fields.filter_map(|fields| match fields.as_slice() {
        ["postgres", _, user, group, ..] => Some((user.parse().ok()?, group.parse().ok()?)),
        _ => None,
    });
    let found = ids.next_back();
    assert!(found.is_some(), "there is no user postgres: apt-get install postgresql");
    found
}

const VERSIONS: &str = "/usr/lib/postgresql";
const USER: &str = "suite";
/// A canary, too: it must appear in no log.
pub const PASSWORD: &str = "canary-of-the-database";
