//! The built program: as a command that checks one target, and as the relay behind the page.

use std::env;
use std::fs;
use std::io::Read;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::Duration;

use fixtures::clock;
use serde::Deserialize;
use serde_json::Value;
use wait4::{ResourceUsage, Wait4};
use wire::{Connection, Facts, Outcome, Stage, StageReport};

use crate::program::Program;

/// Where the program lies: `RDPTRACE_BIN`, or the younger of the two that cargo builds.
pub fn binary() -> PathBuf {
    if let Some(named) = env::var_os("RDPTRACE_BIN") {
        return named.into();
    }
    let target = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../target");
    let built = ["release", "debug"].map(|profile| target.join(profile).join("rdptrace"));
    let youngest = built
        .into_iter()
        .filter_map(|path| Some((fs::metadata(&path).ok()?.modified().ok()?, path)))
        .max();
    match youngest {
        Some((_, path)) => path,
        None => panic!("rdptrace is not built: cargo build --release -p relay"),
    }
}

/// A check to be made.
#[derive(Clone, Debug)]
pub struct Check {
    target: String,
    resolver: Option<SocketAddr>,
    namespace: Option<String>,
}

impl Check {
    /// A check of this target.
    pub fn of(target: impl ToString) -> Self {
        Self {
            target: target.to_string(),
            resolver: None,
            namespace: None,
        }
    }

    /// Names are looked up there.
    pub fn resolver(mut self, address: SocketAddr) -> Self {
        self.resolver = Some(address);
        self
    }

    /// Runs in this network namespace.
    pub fn namespace(mut self, name: &str) -> Self {
        self.namespace = Some(name.to_owned());
        self
    }

    /// The command, with `arguments` after the target.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let binary = binary();
        let mut command = match &self.namespace {
            Some(namespace) => {
                let mut command = Command::new("ip");
                command.args(["netns", "exec", namespace]).arg(binary);
                command
            }
            None => Command::new(binary),
        };
        command.arg("check").arg(&self.target).args(arguments);
        if let Some(address) = self.resolver {
            command.env("RDPTRACE_DNS_SERVER", address.to_string());
        }
        command
    }

    /// Makes the check and reads its report.
    pub fn run(&self) -> Run {
        Run::of(self.command(JSON))
    }
}

/// The argument that makes `check` print what a [`Report`] is read from.
pub const JSON: &[&str] = &["--json"];

impl Run {
    /// Runs `command`, which prints a report, and reads that.
    pub fn of(mut command: Command) -> Self {
        let begun = clock::now();
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap_or_else(|error| panic!("cannot start {}: {error}", command.get_program().display()));
        let mut stdout = String::new();
        let mut stderr = String::new();
        let read = child.stdout.take().map(|mut stream| stream.read_to_string(&mut stdout));
        read.transpose().expect("the report is text");
        let read = child.stderr.take().map(|mut stream| stream.read_to_string(&mut stderr));
        read.transpose().expect("what it says is text");
        let ended = child.wait4().expect("a child that was started");
        let elapsed = begun.elapsed();
        let report = serde_json::from_str(&stdout);
        Self {
            code: ended.status.code(),
            report: report.unwrap_or_else(|error| panic!("no report: {error}\n{stdout}\n{stderr}")),
            stderr,
            elapsed,
            usage: ended.rusage,
        }
    }
}

/// The most memory that this process has had since it became this program, in bytes.
///
/// A child's own figure begins with it, because it starts as its parent's twin; only what is more is the child's.
pub fn own_peak() -> u64 {
    let status = fs::read_to_string("/proc/self/status").expect("the system tells everybody");
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kibibytes = peak.and_then(|peak| peak.split_whitespace().next()?.parse::<u64>().ok());
    kibibytes.expect("every process has a peak") * 1024
}

/// A check that was made.
#[derive(Debug)]
pub struct Run {
    /// The exit code; absent where a signal ended it.
    pub code: Option<i32>,
    /// What it found.
    pub report: Report,
    /// What it wrote beside the report.
    pub stderr: String,
    /// From its start to its end, as a whole process.
    pub elapsed: Duration,
    /// What it used of the machine.
    pub usage: ResourceUsage,
}

/// What `rdptrace check --json` prints.
#[derive(Debug, Deserialize)]
pub struct Report {
    /// The version of this shape.
    pub schema: u32,
    /// What was checked.
    pub target: String,
    /// How long it took, in milliseconds.
    pub elapsed_ms: f64,
    /// The line for a ticket.
    pub summary: String,
    /// All stages but the browser's own, in order.
    pub stages: Vec<StageReport>,
    /// The connections that were opened.
    #[serde(default)]
    pub connections: Vec<Connection>,
    /// What it means, the most important first.
    pub findings: Vec<Finding>,
}

/// One finding.
#[derive(Clone, Debug, Deserialize)]
pub struct Finding {
    /// Its permanent id.
    pub id: String,
    /// The stage it is about.
    pub stage: Stage,
    /// How bad it is.
    pub severity: String,
    /// How sure it is.
    pub confidence: String,
    /// What it says.
    pub title: String,
}

impl Finding {
    /// Whether it says that nothing else can be the case.
    pub fn is_certain(&self) -> bool {
        self.confidence == "certain"
    }
}

impl Report {
    /// One stage.
    pub fn stage(&self, stage: Stage) -> &StageReport {
        let found = self.stages.iter().find(|report| report.stage() == stage);
        found.unwrap_or_else(|| panic!("the report says nothing about {}", stage.name()))
    }

    /// The outcomes of all stages, in order.
    pub fn outcomes(&self) -> Vec<(Stage, Outcome)> {
        self.stages
            .iter()
            .map(|report| (report.stage(), report.outcome))
            .collect()
    }

    /// The id of the finding that a person reads first; empty where there is none.
    pub fn first_finding(&self) -> &str {
        self.findings.first().map_or("", |finding| finding.id.as_str())
    }
}

/// The facts of a stage as JSON, where a test does not want to name their type.
pub fn facts(report: &StageReport) -> Value {
    let facts: &Facts = &report.facts;
    let value = serde_json::to_value(facts).expect("facts are JSON");
    value.get("facts").cloned().unwrap_or(Value::Null)
}

/// The relay, serving the page.
#[derive(Debug)]
pub struct Relay {
    /// Where it listens, such as `http://127.0.0.1:41234/`.
    pub url: String,
    /// The process and what it prints.
    pub program: Program,
}

impl Relay {
    /// Starts a relay on a free port of loopback; it answers when this returns.
    pub fn start() -> Self {
        Self::start_with(|_| {})
    }

    /// The same, with more arguments or environment.
    pub fn start_with(prepare: impl FnOnce(&mut Command)) -> Self {
        Self::start_at((Ipv4Addr::LOCALHOST, 0).into(), prepare)
    }

    /// The same at an address that it can have again after its end.
    pub fn start_at(listen: SocketAddr, prepare: impl FnOnce(&mut Command)) -> Self {
        Self::of(Program::start(&binary().to_string_lossy(), |command| {
            command.args(["serve", "--listen", &listen.to_string()]);
            prepare(command);
            in_memory(command);
        }))
    }

    /// Starts one in a network namespace, which says with `prepare` where it listens and what it may check.
    pub fn start_in(namespace: &str, prepare: impl FnOnce(&mut Command)) -> Self {
        Self::of(Program::start_in(namespace, &binary().to_string_lossy(), |command| {
            command.arg("serve");
            prepare(command);
            in_memory(command);
        }))
    }

    /// The relay that `program` is, once it says where it listens.
    pub(crate) fn of(program: Program) -> Self {
        let url = program.await_line("it says where it listens", |line| {
            line.strip_prefix("rdptrace listens on ").map(str::to_owned)
        });
        Self { url, program }
    }

    /// Its host and port.
    pub fn authority(&self) -> &str {
        self.url
            .strip_prefix("http://")
            .and_then(|rest| rest.split('/').next())
            .unwrap_or_default()
    }
}

/// Nothing goes among what the person has who runs the tests, unless a test says where it goes.
pub(crate) fn in_memory(command: &mut Command) {
    if !command.get_envs().any(|(name, _)| name == STORE) {
        command.env(STORE, "sqlite::memory:");
    }
}

const STORE: &str = "RDPTRACE_STORE";
