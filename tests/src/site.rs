//! Several servers on a bus with one database, and an agent of one of them.

use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::Path;
use std::process::Command;

use fixtures::net;
use tempfile::TempDir;
use tokio::runtime::Runtime;
use wire::{Report, ServerMessage, Target};

use crate::live::Live;
use crate::nats::Nats;
use crate::program::Program;
use crate::rdptrace::{Relay, binary};
use crate::store::Database;

/// What servers share: one database, one bus, and the key of an agent that all know.
#[derive(Debug)]
pub struct Site {
    /// The bus.
    pub nats: Nats,
    /// The database.
    pub database: Database,
    folder: TempDir,
    key: String,
    /// What the agent may check: nobody listens there.
    pub closed: SocketAddr,
    /// The same where somebody takes connections and says nothing.
    pub silent: TcpListener,
}

impl Site {
    /// Starts both; no server yet.
    pub fn open() -> Self {
        let folder = TempDir::new().expect("a folder");
        Self {
            nats: Nats::start(),
            database: Database::postgres(),
            key: made_key(&folder.path().join("agent.key")),
            closed: net::own_socket(),
            silent: net::listen(net::own_socket()),
            folder,
        }
    }

    /// A server.
    pub fn server(&self) -> Relay {
        self.server_at((Ipv4Addr::LOCALHOST, 0).into())
    }

    /// A server for others than its owner, who may check this port on loopback: it counts what they do.
    pub fn guarded(&self, port: u16) -> Relay {
        Relay::start_with(|command| {
            self.prepare(command);
            command.args(["--allow", &format!("127.0.0.0/8:{port}")]);
        })
    }

    /// The same with a portal, `helpdesk`, whose programs launch checks.
    pub fn portal(&self, port: u16) -> Relay {
        Relay::start_with(|command| {
            self.prepare(command);
            command.env(
                "RDPTRACE_TENANTS__HELPDESK__ORIGINS",
                "[\"https://helpdesk.example.org\"]",
            );
            command.args(["--allow", &format!("127.0.0.0/8:{port}")]);
        })
    }

    /// An API token with which a program launches checks at any of the servers.
    pub fn token(&self) -> String {
        let mut command = Command::new(binary());
        command.args(["token", "create", "portal", "--scope", "launch"]);
        command.env("RDPTRACE_STORE", self.database.url());
        let output = command.output().expect("the program runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).expect("text").trim().to_owned()
    }

    /// A server at an address that it can have again after its end.
    pub fn server_at(&self, listen: SocketAddr) -> Relay {
        Relay::start_at(listen, |command| self.prepare(command))
    }

    fn prepare(&self, command: &mut Command) {
        command.env("RDPTRACE_STORE", self.database.url());
        command.env("RDPTRACE_BUS", self.nats.url());
        command.env("RDPTRACE_AGENTS__BRANCH-7__KEY", &self.key);
    }

    /// Two servers that are on the bus, and the agent, which has come to the second one; the first one knows it.
    pub fn servers(&self) -> (Relay, Relay, Program) {
        let (one, other) = (self.server(), self.server());
        await_bus(&one);
        await_bus(&other);
        let agent = self.agent_of(&other);
        await_image(&one);
        (one, other, agent)
    }

    /// Where somebody takes connections and says nothing.
    pub fn silent_address(&self) -> SocketAddr {
        self.silent.local_addr().expect("it listens")
    }

    /// Checks what is closed, from the agent.
    pub fn check(&self, server: &Relay) -> Report {
        Runtime::new().expect("a runtime").block_on(async {
            let mut page = Live::open(server).await;
            page.start(target(self.closed), &[AGENT]).await;
            report(page.rest().await)
        })
    }

    /// The agent, which has come to `server` when this returns.
    pub fn agent_of(&self, server: &Relay) -> Program {
        let agent = self.agent_for(server, &[self.closed, self.silent_address()]);
        server.program.await_line("the agent comes", |line| {
            line.contains("an agent has come").then_some(())
        });
        agent
    }

    /// The agent, which may check these computers and comes to `server` as soon as it can.
    pub fn agent_for(&self, server: &Relay, computers: &[SocketAddr]) -> Program {
        Program::start(&binary().to_string_lossy(), |command| {
            command.args(["agent", "--relay", server.url.trim_end_matches('/')]);
            command.args(["--name", AGENT]);
            for target in computers {
                command.args(["--allow", &format!("{}/32:{}", target.ip(), target.port())]);
            }
            command.arg("--key-file").arg(self.folder.path().join("agent.key"));
        })
    }
}

/// Waits until a server has the agent of another one.
pub fn await_image(server: &Relay) {
    let runtime = Runtime::new().expect("a runtime");
    server
        .program
        .await_some("the agent of the other server is there", |_| {
            let agents = runtime.block_on(async { Live::open(server).await.agents });
            (agents == [AGENT]).then_some(())
        });
}

fn made_key(file: &Path) -> String {
    let output = Command::new(binary())
        .args(["agent", "key", "--key-file"])
        .arg(file)
        .output();
    let said = String::from_utf8(output.expect("the program runs").stdout).expect("text");
    let key = said.split('"').find(|part| part.starts_with("ed25519:"));
    key.expect("the line for the server").to_owned()
}

/// Waits until a server is on the bus.
pub fn await_bus(server: &Relay) {
    server.program.await_line("the bus is there", |line| {
        line.contains("the bus is there").then_some(())
    });
}

/// The report at the end of what a server told.
pub fn report(heard: Vec<ServerMessage>) -> Report {
    match heard.into_iter().next_back() {
        Some(ServerMessage::Finished(report)) => *report,
        other => panic!("no report: {other:?}"),
    }
}

/// The computer at this address.
pub fn target(address: SocketAddr) -> Target {
    address.to_string().parse().expect("an address is a target")
}

/// What the agent is called.
pub const AGENT: &str = "branch-7";
