//! `rdptrace agent install`: Windows starts the agent with the computer, without anyone who signs in.
//!
//! It becomes a scheduled task and not a service: a service has to answer Windows' own manager of services, and a task is
//! restarted just the same.

use std::env;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use crate::Error;
use crate::agents::Identity;

/// Copies the app to where only administrators can change it, makes the key, and has Windows start the agent with
/// `arguments`, those that it was asked for with.
///
/// # Errors
///
/// Where Windows does not let us, which takes an administrator.
pub(super) fn install(arguments: &[String]) -> Result<ExitCode, Error> {
    let place = Place::of_windows()?;
    copy_app(&place.app)?;
    let key = Identity::read_or_make(&place.key)?.public();
    // Whoever uses the computer could read what lies there.
    let key_file = place.key.display().to_string();
    let readers = KEY_READERS.map(|reader| format!("{reader}:F"));
    let grants = readers.iter().flat_map(|reader| ["/grant:r", reader]);
    let closed = [key_file.as_str(), "/inheritance:r"].into_iter().chain(grants);
    run(Command::new("icacls").args(closed))?;
    let named = ["agent", "--key-file", &key_file].map(str::to_owned);
    let arguments: Vec<String> = named.into_iter().chain(arguments.iter().cloned()).collect();
    let file = place.key.with_file_name("agent.xml");
    let text = task(&place.app.display().to_string(), &line(&arguments));
    fs::write(&file, utf16(&text)).map_err(|error| unwritten(&file, &error))?;
    run(Command::new("schtasks")
        .args(["/Create", "/F", "/TN", TASK, "/XML"])
        .arg(&file))?;
    let said = format!(
        "key = \"{key}\"\n\nThe agent starts with this computer. To start it now: schtasks /Run /TN {TASK}\n\
         To remove it: schtasks /Delete /TN {TASK}\n"
    );
    io::stdout().write_all(said.as_bytes()).map_err(Error::Output)?;
    Ok(ExitCode::SUCCESS)
}

/// What the agent is to be started with: what stands behind `install`.
pub(super) fn arguments() -> Vec<String> {
    env::args()
        .skip_while(|argument| argument != "install")
        .skip(1)
        .collect()
}

/// Where everything goes.
struct Place {
    app: PathBuf,
    key: PathBuf,
}

impl Place {
    fn of_windows() -> Result<Self, Error> {
        let folder = |name: &str| env::var_os(name).map(|folder| Path::new(&folder).join("rdptrace"));
        match (folder("ProgramFiles"), folder("ProgramData")) {
            (Some(app), Some(data)) => Ok(Self {
                app: app.join("rdptrace.exe"),
                key: data.join("agent.key"),
            }),
            (Some(_) | None, Some(_) | None) => Err(Error::Install(NOT_WINDOWS.to_owned())),
        }
    }
}

fn copy_app(to: &Path) -> Result<(), Error> {
    let copied = env::current_exe().and_then(|own| {
        if own == to {
            return Ok(());
        }
        to.parent().map_or(Ok(()), fs::create_dir_all)?;
        fs::copy(own, to).map(drop)
    });
    copied.map_err(|error| unwritten(to, &error))
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
/// That account, administrators, and the system.
const KEY_READERS: [&str; 3] = ["*S-1-5-19", "*S-1-5-32-544", "*S-1-5-18"];
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
    fn task_is_written_as_windows_reads_it() {
        assert_eq!(utf16("<é"), [0xff, 0xfe, 0x3c, 0, 0xe9, 0]);
    }
}
