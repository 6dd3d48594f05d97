//! What idle agents cost a server, and how long it takes until all are back after a crash of it: `bench_agents [COUNT]`. The
//! exit code is 1 where a figure is not what it has to be.

use std::io::{self, Write as _};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::time::Duration;
use std::{env, fs, thread};

use fixtures::http::Client;
use fixtures::{clock, net};
use suite::program::Program;
use suite::rdptrace::binary;
use tempfile::TempDir;

fn main() -> io::Result<ExitCode> {
    let count = env::args().nth(1).and_then(|count| count.parse().ok()).unwrap_or(COUNT);
    let site = Site::make(count)?;
    let mut server = site.server();
    // What it takes for its first answers is not the agents'.
    site.here();
    let before = server.memory();
    let begun = clock::now();
    let _agents: Vec<Program> = (0..count).map(|number| site.agent(number)).collect();
    let Some(_) = site.all_here(count) else {
        line("not all agents came")?;
        return Ok(ExitCode::FAILURE);
    };
    line(&format!(
        "{count} agents started and came within {:.1} s",
        begun.elapsed().as_secs_f64()
    ))?;
    thread::sleep(REST);
    let each = server.memory().saturating_sub(before) / 1024 / u64::from(count.max(1));
    line(&format!(
        "an idle agent takes {each} KiB of the server's memory (at most {MOST_KIBIBYTES})"
    ))?;

    server.kill();
    thread::sleep(AWAY);
    let server = site.server();
    let Some(back) = site.all_here(count) else {
        line("not all agents came back")?;
        return Ok(ExitCode::FAILURE);
    };
    let peak = server.memory() / 1024 / 1024;
    line(&format!(
        "after a crash and {} s without a server, all were back within {:.1} s (at most {}); it then had {peak} MiB",
        AWAY.as_secs(),
        back.as_secs_f64(),
        LONGEST_RETURN.as_secs()
    ))?;
    Ok(if each <= MOST_KIBIBYTES && back <= LONGEST_RETURN {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// A server that knows many agents.
struct Site {
    address: SocketAddr,
    metrics: SocketAddr,
    folder: TempDir,
}

impl Site {
    fn make(count: u32) -> io::Result<Self> {
        let folder = TempDir::new()?;
        let key = folder.path().join("agent.key");
        let made = Command::new(binary())
            .args(["agent", "key", "--key-file"])
            .arg(&key)
            .output()?;
        let said = String::from_utf8_lossy(&made.stdout).into_owned();
        let public = said.split('"').find(|part| part.starts_with("ed25519:"));
        let public = public.ok_or_else(|| io::Error::other("no key was made"))?;
        let site = Self {
            address: net::own_socket(),
            metrics: net::own_socket(),
            folder,
        };
        let agents = (0..count).map(|number| format!("[agents.{}]\nkey = \"{public}\"\n", name(number)));
        let settings = format!("metrics_listen = \"{}\"\n{}", site.metrics, agents.collect::<String>());
        fs::write(site.settings(), settings)?;
        Ok(site)
    }

    fn settings(&self) -> PathBuf {
        self.folder.path().join("settings.toml")
    }

    fn key(&self) -> PathBuf {
        self.folder.path().join("agent.key")
    }

    fn server(&self) -> Program {
        let server = start(|command| {
            command.args(["serve", "--listen", &self.address.to_string(), "--config"]);
            command.arg(self.settings());
            command.env("RDPTRACE_STORE", "off");
        });
        server.await_line("it listens", |line| {
            line.starts_with("rdptrace listens on").then_some(())
        });
        server
    }

    fn agent(&self, number: u32) -> Program {
        start(|command| {
            command.args(["agent", "--relay", &format!("http://{}", self.address)]);
            command.args(["--name", &name(number), "--allow", "10.0.0.0/8:3389", "--key-file"]);
            command.arg::<&Path>(&self.key());
        })
    }

    /// How many agents there are.
    fn here(&self) -> usize {
        let answer = Client::of(&format!("http://{}/", self.metrics)).get("/agents");
        answer.json().as_array().map_or(0, Vec::len)
    }

    /// How long it takes until all are there; absent where that takes too long.
    fn all_here(&self, count: u32) -> Option<Duration> {
        let begun = clock::now();
        while begun.elapsed() < PATIENCE {
            if u32::try_from(self.here()) == Ok(count) {
                return Some(begun.elapsed());
            }
            thread::sleep(LOOK_AGAIN);
        }
        None
    }
}

fn start(prepare: impl FnOnce(&mut Command)) -> Program {
    Program::start(&binary().to_string_lossy(), prepare)
}

fn name(number: u32) -> String {
    format!("{NAME}{number}")
}

fn line(text: &str) -> io::Result<()> {
    writeln!(io::stdout(), "{text}")
}

const NAME: &str = "branch-";
const COUNT: u32 = 200;
/// What is allocated for the beginning of a connection is given back by then.
const REST: Duration = Duration::from_secs(5);
/// Long enough for agents to fail several times, so that they wait for longer and longer.
const AWAY: Duration = Duration::from_secs(10);
const LOOK_AGAIN: Duration = Duration::from_millis(100);
/// For processes that start on a small machine.
const PATIENCE: Duration = Duration::from_secs(300);
/// Buffers of a WebSocket and of its two tasks.
const MOST_KIBIBYTES: u64 = 128;
/// After ten seconds of failures an agent waits for as long as it ever does.
const LONGEST_RETURN: Duration = Duration::from_secs(10);
