//! `rdptrace agent install`: Windows starts the agent with the computer, without anyone who signs in.
//!
//! It becomes a scheduled task and not a service: a service has to answer Windows' own manager of services, and a task is
//! restarted just the same.
//!
//! Everything lies below `%ProgramFiles%`, where nobody but an administrator makes anything. Below `%ProgramData%` whoever
//! uses the computer can make a folder before we do, know the key in it, and change the task between the moment when it is
//! written and the moment when Windows reads it.

use std::env;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use super::args::AgentWork;
use crate::agents::Identity;
use crate::config::AgentProxy;
use crate::net::policy::Rule;
use crate::{ENVIRONMENT_PREFIX, Error};

/// Copies the app and its settings to where only administrators can change them, makes the key, and has Windows start the
/// agent to do this `work`. The settings may name a `proxy`.
///
/// # Errors
///
/// Where Windows does not let us, which takes an administrator, or a setting would not be there any more.
pub(super) fn install(work: &AgentWork, config: Option<&Path>, proxy: Option<&AgentProxy>) -> Result<ExitCode, Error> {
    let place = Place::of_windows()?;
    let names = || env::vars_os().filter_map(|(name, _)| name.into_string().ok());
    if let Some(name) = lost_setting(names()) {
        return Err(Error::Install(format!("{name} is set here, and {LOST}")));
    }
    if let Some(name) = lost_proxy(names()).filter(|_| proxy.is_none()) {
        return Err(Error::Install(format!("{name} is set here, and {LOST_PROXY}")));
    }
    let own = env::current_exe().map_err(|error| unwritten(&place.app, &error))?;
    copy(&own, &place.app)?;
    // Before the key is in it.
    close(&place.folder)?;
    let key = Identity::read_or_make(&place.key())?.public();
    if let Some(config) = config {
        copy(config, &place.config())?;
    }
    let line = line(&place.arguments(work, config));
    let file = place.folder.join("agent.xml");
    let text = task(&place.app.display().to_string(), &line);
    fs::write(&file, utf16(&text)).map_err(|error| unwritten(&file, &error))?;
    run(system("schtasks")
        .args(["/Create", "/F", "/TN", TASK, "/XML"])
        .arg(&file))?;
    let copied = config.map(|config| {
        let [from, to] = [config, &place.config()].map(|path| path.display().to_string());
        format!("The agent's settings are a copy of {from}: {to}\n")
    });
    let said = format!(
        "key = \"{key}\"\n\n{}The agent starts with this computer. To start it now: schtasks /Run /TN {TASK}\n\
         To remove it: schtasks /Delete /TN {TASK}\n",
        copied.unwrap_or_default()
    );
    io::stdout().write_all(said.as_bytes()).map_err(Error::Output)?;
    Ok(ExitCode::SUCCESS)
}

/// A variable of this terminal that an agent heeds, among these; Windows starts the agent without it.
fn lost_setting(names: impl IntoIterator<Item = String>) -> Option<String> {
    names.into_iter().find(|name| {
        // Windows makes no difference between large and small letters in them.
        let name = name.to_uppercase();
        let setting = name.strip_prefix(ENVIRONMENT_PREFIX);
        setting.is_some_and(|setting| HEEDED.iter().any(|heeded| setting.starts_with(heeded)))
    })
}

/// The same for what names a proxy: Windows starts the agent with the computer's own variables, not with a person's.
fn lost_proxy(names: impl IntoIterator<Item = String>) -> Option<String> {
    let is_one = |name: &String| PROXIES.contains(&name.to_uppercase().as_str());
    names.into_iter().find(is_one)
}

/// Where everything goes.
struct Place {
    app: PathBuf,
    /// What nobody but the agent and administrators reads, and nobody but administrators changes.
    folder: PathBuf,
}

impl Place {
    fn of_windows() -> Result<Self, Error> {
        let programs = env::var_os("ProgramFiles").ok_or_else(|| Error::Install(NOT_WINDOWS.to_owned()))?;
        Ok(Self::below(Path::new(&programs)))
    }

    fn below(programs: &Path) -> Self {
        let own = programs.join("rdptrace");
        Self {
            app: own.join("rdptrace.exe"),
            folder: own.join("agent"),
        }
    }

    fn key(&self) -> PathBuf {
        self.folder.join("agent.key")
    }

    fn config(&self) -> PathBuf {
        self.folder.join("rdptrace.toml")
    }

    /// What the app is started with, in which nothing depends on who starts it, or where.
    fn arguments(&self, work: &AgentWork, config: Option<&Path>) -> Vec<String> {
        let files = [
            ("--key-file", Some(self.key())),
            ("--config", config.map(|_| self.config())),
        ];
        let files = files
            .into_iter()
            .filter_map(|(name, file)| Some((name, file?.display().to_string())));
        let of_work = work.arguments();
        let pairs = files.chain(of_work).flat_map(|(name, value)| [name.to_owned(), value]);
        let any = work.policy.allow_any_public.then(|| "--allow-any-public".to_owned());
        ["agent".to_owned()].into_iter().chain(pairs).chain(any).collect()
    }
}

impl AgentWork {
    /// The arguments that say the same, each with its value.
    fn arguments(&self) -> impl Iterator<Item = (&'static str, String)> {
        let rules = |name, rules: &[Rule]| {
            rules
                .iter()
                .map(move |rule| (name, rule.to_string()))
                .collect::<Vec<_>>()
        };
        let once = [
            ("--relay", self.relay.as_ref().map(ToString::to_string)),
            ("--name", self.name.as_ref().map(ToString::to_string)),
            ("--room", Some(self.room.to_string())),
            ("--dns-server", self.dns.dns_server.map(|address| address.to_string())),
        ];
        let once = once.into_iter().filter_map(|(name, value)| Some((name, value?)));
        once.chain(rules("--allow", &self.policy.allow))
            .chain(rules("--deny", &self.policy.deny))
    }
}

fn copy(from: &Path, to: &Path) -> Result<(), Error> {
    // A file is nothing after it was copied onto itself.
    if fs::canonicalize(from).is_ok_and(|from| fs::canonicalize(to).is_ok_and(|to| from == to)) {
        return Ok(());
    }
    let copied = to
        .parent()
        .map_or(Ok(()), fs::create_dir_all)
        .and_then(|()| fs::copy(from, to));
    copied.map(drop).map_err(|error| unwritten(to, &error))
}

/// Makes the folder, which those have who need it, and nobody else: whatever comes into it inherits that.
fn close(folder: &Path) -> Result<(), Error> {
    fs::create_dir_all(folder).map_err(|error| unwritten(folder, &error))?;
    let grants = GRANTS.iter().flat_map(|grant| ["/grant:r", grant]);
    run(system("icacls").arg(folder).arg("/inheritance:r").args(grants))
}

/// A program of Windows' own. By its name alone, one that lies beside this app would do as well.
fn system(name: &str) -> Command {
    let windows = env::var_os("SystemRoot").map_or_else(|| PathBuf::from(WINDOWS), PathBuf::from);
    Command::new(windows.join("System32").join(name).with_extension("exe"))
}

fn unwritten(file: &Path, error: &io::Error) -> Error {
    Error::Install(format!("can't write {}: {error}. {ADMINISTRATOR}", file.display()))
}

fn run(command: &mut Command) -> Result<(), Error> {
    let name = command.get_program().display().to_string();
    let what = match command.output() {
        Ok(ran) if ran.status.success() => return Ok(()),
        Ok(ran) => String::from_utf8_lossy(&ran.stderr).trim().to_owned(),
        Err(error) => error.to_string(),
    };
    Err(Error::Install(format!("{name} failed: {what}. {ADMINISTRATOR}")))
}

/// The arguments as Windows parts them again. None of them can hold a quote: no name, network or address has one.
fn line(arguments: &[String]) -> String {
    let quoted = arguments.iter().map(|argument| match argument.contains([' ', '\t']) {
        true => format!("\"{argument}\""),
        false => argument.clone(),
    });
    quoted.collect::<Vec<_>>().join(" ")
}

/// A task that begins with the computer, ends never, and begins again a minute after it failed.
fn task(app: &str, arguments: &str) -> String {
    let escaped = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let (app, arguments) = (escaped(app), escaped(arguments));
    format!(
        r#"<?xml version="1.0" encoding="UTF-16"?>
<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
  <RegistrationInfo>
    <Description>Checks Remote Desktop connections from here for an rdptrace server somewhere else</Description>
  </RegistrationInfo>
  <Triggers><BootTrigger><Enabled>true</Enabled></BootTrigger></Triggers>
  <Principals>
    <Principal id="agent"><UserId>{LOCAL_SERVICE}</UserId><RunLevel>LeastPrivilege</RunLevel></Principal>
  </Principals>
  <Settings>
    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>
    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>
    <ExecutionTimeLimit>PT0S</ExecutionTimeLimit>
    <RestartOnFailure><Interval>PT1M</Interval><Count>999</Count></RestartOnFailure>
  </Settings>
  <Actions Context="agent"><Exec><Command>{app}</Command><Arguments>{arguments}</Arguments></Exec></Actions>
</Task>
"#
    )
}

/// As schtasks reads it, with the mark of its order of bytes.
fn utf16(text: &str) -> Vec<u8> {
    let marked = std::iter::once(0xfeff).chain(text.encode_utf16());
    marked.flat_map(u16::to_le_bytes).collect()
}

const TASK: &str = "rdptrace-agent";
/// The account of Windows for what needs the network and nothing of the computer.
const LOCAL_SERVICE: &str = "S-1-5-19";
/// Administrators, the system, and that account, which changes nothing.
const GRANTS: [&str; 3] = ["*S-1-5-32-544:(OI)(CI)F", "*S-1-5-18:(OI)(CI)F", "*S-1-5-19:(OI)(CI)RX"];
/// Where Windows is, unless it says otherwise.
const WINDOWS: &str = r"C:\Windows";
/// How the settings begin that an agent heeds.
const HEEDED: [&str; 3] = ["POLICY__", "DNS_SERVER", "LOG"];
const LOST: &str = "the installed agent wouldn't see it. Unset it, and say the same with an option or with --config";
/// The variables that name a proxy.
const PROXIES: [&str; 3] = ["ALL_PROXY", "HTTPS_PROXY", "HTTP_PROXY"];
const LOST_PROXY: &str =
    "the installed agent wouldn't see it. Put `agent_proxy` into a file of settings, and name that with --config";
const ADMINISTRATOR: &str = "Open a terminal as an administrator and try again";
const NOT_WINDOWS: &str =
    "this is for Windows. On Linux, the package has the unit rdptrace-agent.service, which is started with systemctl";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_with_spaces_stay_one_and_none_ends_the_xml() {
        let line = line(&["--allow", "*.corp.example in 10.0.0.0/8", "--name", "a&b"].map(str::to_owned));

        let task = task(r"C:\Program Files\rdptrace\rdptrace.exe", &line);

        assert!(task.contains(r#"<Arguments>--allow "*.corp.example in 10.0.0.0/8" --name a&amp;b</Arguments>"#));
        assert!(task.contains(r"<Command>C:\Program Files\rdptrace\rdptrace.exe</Command>"));
    }

    #[test]
    fn everything_that_was_asked_for_is_said_again_with_whole_paths() {
        #[derive(Debug, clap::Parser)]
        struct Asked {
            #[command(flatten)]
            work: AgentWork,
        }
        let options = [
            ["--relay", "https://rdptrace.example.org"],
            ["--name", "branch-7"],
            ["--room", "2"],
            ["--dns-server", "192.0.2.53:53"],
            ["--allow", "*.corp.example in 10.7.0.0/16"],
            ["--allow", "pc-17:3390"],
            ["--deny", "10.7.66.0/24"],
        ];
        let asked = ["install"]
            .iter()
            .chain(options.as_flattened())
            .chain(&["--allow-any-public"]);
        let Asked { work } = clap::Parser::try_parse_from(asked).unwrap();
        let place = Place::below(Path::new("/programs"));

        let with = place.arguments(&work, Some(Path::new("branch.toml")));

        let files = [
            "--key-file",
            "/programs/rdptrace/agent/agent.key",
            "--config",
            "/programs/rdptrace/agent/rdptrace.toml",
        ];
        let said = ["agent"]
            .into_iter()
            .chain(files)
            .chain(options.as_flattened().iter().copied());
        let said: Vec<&str> = said.chain(["--allow-any-public"]).collect();
        assert_eq!(with, said);
        let without = place.arguments(&work, None);
        assert!(!without.contains(&"--config".to_owned()));
    }

    #[test]
    fn settings_of_the_terminal_that_the_agent_would_lack_are_named() {
        let lost = |names: [&str; 2]| lost_setting(names.map(str::to_owned));

        assert_eq!(lost(["PATH", "RDPTRACE_CONFIG"]), None, "its file is copied");
        assert_eq!(
            lost(["RDPTRACE_STORE", "HTTPS_PROXY"]),
            None,
            "no agent heeds the one, and the settings can say the other"
        );
        let proxy = |names: [&str; 2]| lost_proxy(names.map(str::to_owned));
        assert_eq!(proxy(["PATH", "https_proxy"]), Some("https_proxy".to_owned()));
        assert_eq!(proxy(["PATH", "NO_PROXY"]), None, "without a proxy it says nothing");
        for name in ["RDPTRACE_POLICY__ALLOW", "RDPTRACE_DNS_SERVER", "rdptrace_log_format"] {
            assert_eq!(lost(["PATH", name]), Some(name.to_owned()));
        }
    }

    #[test]
    fn copy_of_a_file_onto_itself_leaves_it_as_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("app/rdptrace.exe");
        let source = folder.path().join("rdptrace.exe");
        fs::write(&source, "app").unwrap();

        copy(&source, &file).unwrap();
        copy(&file, &file).unwrap();

        assert_eq!(fs::read_to_string(file).unwrap(), "app");
    }

    #[test]
    fn task_is_written_as_windows_reads_it() {
        assert_eq!(utf16("<é"), [0xff, 0xfe, 0x3c, 0, 0xe9, 0]);
    }
}
