//! The tools that people use today, asked about one target.

use std::fs;
use std::io::Write as _;
use std::net::SocketAddr;
use std::path::Path;
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use tempfile::TempDir;

use crate::shadow::{PASSWORD, Screen, USER};

/// How long each tool may look at one target; then it is ended, as a person would.
pub const LIMIT: Duration = Duration::from_secs(20);

/// A tool beside rdptrace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tool {
    /// `xfreerdp +auth-only`.
    Xfreerdp,
    /// nmap with its RDP scripts.
    Nmap,
}

/// Where a tool is sent.
#[derive(Clone, Debug)]
pub struct Target {
    /// A name or an address.
    pub host: String,
    /// The port.
    pub port: u16,
    /// The resolver that knows the name, on port 53.
    pub resolver: Option<String>,
}

/// What a tool had to say.
#[derive(Clone, Debug)]
pub struct Answer {
    /// Its exit code; absent where it was ended for its time or by a signal.
    pub code: Option<i32>,
    /// All that it printed.
    pub text: String,
}

/// What the tools need around them.
#[derive(Debug)]
pub struct Bench {
    // xfreerdp asks for an X display although it draws nothing.
    screen: Screen,
    folder: TempDir,
}

impl Bench {
    /// Starts a screen.
    pub fn start() -> Self {
        Self {
            screen: Screen::start(),
            folder: TempDir::new().expect("a temporary folder"),
        }
    }

    /// Asks `tool`, which knows nothing of earlier targets.
    pub fn ask(&self, tool: Tool, target: &Target) -> Answer {
        let arguments = match tool {
            Tool::Xfreerdp => xfreerdp(target),
            Tool::Nmap => nmap(target),
        };
        self.run(target, &arguments)
    }

    /// Has FreeRDP's client go through a gateway there, to a computer that exists nowhere.
    pub fn freerdp_through(&self, gateway: SocketAddr) -> Answer {
        let target = Target {
            host: "pc.example.test".to_owned(),
            port: 3389,
            resolver: None,
        };
        let arguments = [
            "xfreerdp".to_owned(),
            "/cert:ignore".to_owned(),
            format!("/v:{}", target.host),
            format!("/u:{USER}"),
            format!("/p:{PASSWORD}"),
            format!("/g:{gateway}"),
            format!("/gu:{USER}"),
            format!("/gp:{PASSWORD}"),
            "/gt:http".to_owned(),
        ];
        self.run(&target, &arguments)
    }

    fn run(&self, target: &Target, arguments: &[String]) -> Answer {
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let home = self.folder.path().join(number.to_string());
        fs::create_dir_all(&home).expect("a folder of ours");
        let mut command = limited(target, &home, arguments);
        command.env("DISPLAY", &self.screen.display).env("HOME", &home);
        let output = command
            .output()
            .unwrap_or_else(|error| panic!("cannot start {command:?}: {error}"));
        let mut text = String::from_utf8_lossy(&output.stdout).into_owned();
        text.push_str(&String::from_utf8_lossy(&output.stderr));
        Answer {
            code: output.status.code().filter(|code| ![TIMED_OUT, KILLED].contains(code)),
            text,
        }
    }
}

/// Trusts a certificate that it sees for the first time, as a person does who wants to get on; what is wrong with it is
/// still printed.
fn xfreerdp(target: &Target) -> Vec<String> {
    let at = if target.host.contains(':') {
        format!("[{}]:{}", target.host, target.port)
    } else {
        format!("{}:{}", target.host, target.port)
    };
    vec![
        "xfreerdp".to_owned(),
        "+auth-only".to_owned(),
        "/cert:tofu".to_owned(),
        format!("/v:{at}"),
        format!("/u:{USER}"),
        format!("/p:{PASSWORD}"),
    ]
}

fn nmap(target: &Target) -> Vec<String> {
    let mut arguments = vec!["nmap", "-Pn", "--script", "+rdp-enum-encryption,+rdp-ntlm-info", "-p"];
    let port = target.port.to_string();
    arguments.push(&port);
    if target.host.contains(':') {
        arguments.push("-6");
    }
    arguments.push(&target.host);
    arguments.into_iter().map(str::to_owned).collect()
}

/// The command with its limit and, where the target has a name, with a `resolv.conf` of its own.
fn limited(target: &Target, home: &Path, arguments: &[String]) -> Command {
    let mut command = Command::new("timeout");
    command.args(["--kill-after=1", &LIMIT.as_secs().to_string()]);
    if let Some(resolver) = &target.resolver {
        let file = home.join("resolv.conf");
        let mut written = fs::File::create(&file).expect("a file of ours");
        writeln!(written, "nameserver {resolver}").expect("a file of ours");
        command
            .args(["unshare", "--mount", "sh", "-c"])
            .arg("mount --bind \"$0\" /etc/resolv.conf && exec \"$@\"")
            .arg(file);
    }
    command.args(arguments);
    command
}

/// The exit codes of `timeout`.
const TIMED_OUT: i32 = 124;
const KILLED: i32 = 137;
