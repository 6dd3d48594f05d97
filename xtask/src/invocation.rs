//! One call of another program: put together, shown as a person would type it, run, and its failure put into words.

use std::ffi::OsStr;
use std::fmt;
use std::io::{BufRead as _, BufReader, Read};
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use crate::error::Error;
use crate::say;

/// A call of another program. Its output goes where ours goes, unless the method that runs it says otherwise.
#[derive(Debug)]
pub(crate) struct Invocation {
    command: Command,
    fix: Option<String>,
    out: Destination,
    err: Destination,
}

/// Where one of a program's two output streams goes.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Destination {
    /// Where our own words go.
    Ours,
    /// To us.
    Pipe,
    Nowhere,
}

impl Destination {
    fn stdio(self) -> Stdio {
        match self {
            Self::Ours => say::output(),
            Self::Pipe => Stdio::piped(),
            Self::Nowhere => Stdio::null(),
        }
    }
}

/// Which of a program's two output streams is read along.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Stream {
    Out,
    Err,
}

impl Invocation {
    pub(crate) fn new(program: impl AsRef<OsStr>) -> Self {
        Self {
            command: Command::new(program),
            fix: None,
            out: Destination::Ours,
            err: Destination::Ours,
        }
    }

    pub(crate) fn arg(mut self, arg: impl AsRef<OsStr>) -> Self {
        self.command.arg(arg);
        self
    }

    pub(crate) fn args(mut self, args: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Self {
        self.command.args(args);
        self
    }

    pub(crate) fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    pub(crate) fn env_remove(mut self, name: &str) -> Self {
        self.command.env_remove(name);
        self
    }

    pub(crate) fn dir(mut self, folder: &Path) -> Self {
        self.command.current_dir(folder);
        self
    }

    /// The command that a person runs when this one fails, where it is not just this one again.
    pub(crate) fn fix(mut self, command: impl Into<String>) -> Self {
        self.fix = Some(command.into());
        self
    }

    /// Without what the program says of its progress; its errors are still to be seen.
    pub(crate) fn quiet(mut self) -> Self {
        self.out = Destination::Nowhere;
        self
    }

    /// Runs to the end.
    pub(crate) fn run(mut self) -> Result<(), Error> {
        let child = self.start()?;
        self.finish(child)
    }

    /// Runs to the end and hands every line of `stream` to `read`, after printing it.
    pub(crate) fn run_reading(mut self, stream: Stream, mut read: impl FnMut(&str)) -> Result<(), Error> {
        match stream {
            Stream::Out => self.out = Destination::Pipe,
            Stream::Err => self.err = Destination::Pipe,
        }
        let mut child = self.start()?;
        let pipe = match stream {
            Stream::Out => child.stdout.take().map(|pipe| -> Box<dyn Read> { Box::new(pipe) }),
            Stream::Err => child.stderr.take().map(|pipe| -> Box<dyn Read> { Box::new(pipe) }),
        };
        // Bytes and not strings: a test may print anything.
        for bytes in pipe
            .into_iter()
            .flat_map(|pipe| BufReader::new(pipe).split(b'\n').map_while(Result::ok))
        {
            let text = String::from_utf8_lossy(&bytes);
            say::line(&text);
            read(&text);
        }
        self.finish(child)
    }

    /// Runs to the end and returns what the program wrote to its standard output. What it writes to its standard
    /// error is lost: for questions whose refusal is an answer.
    pub(crate) fn answer(mut self) -> Result<String, Error> {
        self.command.stdin(Stdio::null()).stderr(Stdio::null());
        let output = self.command.output().map_err(|source| self.not_started(source))?;
        if !output.status.success() {
            return Err(self.failed(output.status));
        }
        Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
    }

    /// Runs to the end, and ends the program when it takes longer than `limit`.
    pub(crate) fn run_within(mut self, limit: Duration) -> Result<(), Error> {
        self.command.stdin(Stdio::null());
        self.out = Destination::Pipe;
        let mut child = self.start()?;
        let (ended, end) = mpsc::channel();
        if let Some(mut stdout) = child.stdout.take() {
            // The pipe closes when the program ends, however it ends.
            thread::spawn(move || {
                let mut output = Vec::new();
                let read = stdout.read_to_end(&mut output);
                ended.send(read.map(|_| output))
            });
        }
        if end
            .recv_timeout(limit)
            .is_err_and(|error| error == mpsc::RecvTimeoutError::Timeout)
        {
            // It may have ended by itself in this very moment, which is as good.
            child
                .kill()
                .and_then(|()| child.wait())
                .map_err(|source| self.not_started(source))?;
            return Err(Error::TimedOut {
                command: self.to_string(),
                seconds: limit.as_secs(),
                fix: self.fix,
            });
        }
        self.finish(child)
    }

    /// Starts it, and hands its lines to `read` until that gives a value; it goes on until [`Background`] is dropped.
    pub(crate) fn in_background<T>(
        mut self,
        mut read: impl FnMut(&str) -> Option<T>,
    ) -> Result<(Background, T), Error> {
        self.out = Destination::Pipe;
        self.command.stdin(Stdio::null()).process_group(0);
        let mut child = self.start()?;
        let pipe = child.stdout.take();
        let background = Background(child);
        let lines = pipe.into_iter().flat_map(|pipe| BufReader::new(pipe).lines());
        let mut lines = lines.map_while(Result::ok);
        let found = lines.by_ref().find_map(|line| {
            say::line(&line);
            read(&line)
        });
        match found {
            Some(found) => {
                // It may go on writing, and is not to wait for a reader.
                thread::spawn(move || lines.for_each(drop));
                Ok((background, found))
            }
            None => Err(Error::Failed {
                command: self.to_string(),
                status: "nothing of what was waited for".to_owned(),
                fix: self.fix.clone(),
            }),
        }
    }

    /// Becomes the other program; returns only when that could not be started.
    pub(crate) fn become_it(mut self) -> Error {
        let source = self.command.exec();
        self.not_started(source)
    }

    fn start(&mut self) -> Result<Child, Error> {
        let (out, err) = (self.out.stdio(), self.err.stdio());
        let started = self.command.stdout(out).stderr(err).spawn();
        started.map_err(|source| self.not_started(source))
    }

    fn finish(self, mut child: Child) -> Result<(), Error> {
        let status = child.wait().map_err(|source| self.not_started(source))?;
        if status.success() {
            Ok(())
        } else {
            Err(self.failed(status))
        }
    }

    fn not_started(&self, source: std::io::Error) -> Error {
        Error::NotStarted {
            command: self.to_string(),
            source,
            fix: self.fix.clone(),
        }
    }

    fn failed(&self, status: ExitStatus) -> Error {
        let status = status.to_string();
        Error::Failed {
            command: self.to_string(),
            status,
            fix: self.fix.clone(),
        }
    }
}

/// A program that runs beside us, with whatever it has started. Dropping it ends them all.
#[derive(Debug)]
pub(crate) struct Background(Child);

impl Drop for Background {
    fn drop(&mut self) {
        let group = format!("-{}", self.0.id());
        // They may have ended by themselves, which is as good.
        let _ = Invocation::new("kill").args(["-KILL", "--", &group]).answer();
        let _ = self.0.wait();
    }
}

/// As it can be typed into a shell, with the environment that it needs.
impl fmt::Display for Invocation {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let environment = self.command.get_envs().filter_map(|(name, value)| Some((name, value?)));
        for (name, value) in environment.filter(|(name, _)| *name != "PATH") {
            write!(out, "{}={} ", name.display(), quoted(value))?;
        }
        write!(out, "{}", quoted(self.command.get_program()))?;
        self.command
            .get_args()
            .try_for_each(|arg| write!(out, " {}", quoted(arg)))
    }
}

fn quoted(word: &OsStr) -> String {
    let word = word.to_string_lossy();
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_=+.,:/@%".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        return word.into_owned();
    }
    format!("'{}'", word.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn command_is_shown_as_it_can_be_typed() {
        let invocation = Invocation::new("cargo")
            .env("LEVEL", "a b")
            .env("PATH", "/x")
            .args(["run", "it's", ""]);

        assert_eq!(invocation.to_string(), r"LEVEL='a b' cargo run 'it'\''s' ''");
    }

    #[test]
    fn program_that_does_not_exist_is_named_with_what_installs_it() {
        let error = Invocation::new("no-such-program")
            .fix("apt-get install it")
            .run()
            .unwrap_err();

        assert!(
            matches!(&error, Error::NotStarted { command, .. } if command == "no-such-program"),
            "{error}"
        );
        assert_eq!(error.fix(), Some("apt-get install it"));
    }

    #[test]
    fn refusal_of_a_program_is_an_error_with_its_status() {
        let error = Invocation::new("sh").args(["-c", "exit 3"]).run().unwrap_err();

        assert_eq!(error.to_string(), "`sh -c 'exit 3'` ended with exit status: 3");
    }

    #[test]
    fn program_past_its_time_limit_is_ended() {
        let error = Invocation::new("sleep")
            .arg("1000")
            .run_within(Duration::from_millis(20))
            .unwrap_err();

        assert!(matches!(error, Error::TimedOut { .. }), "{error}");
    }

    #[test]
    fn program_within_its_time_limit_is_judged_by_its_status() {
        assert!(Invocation::new("true").run_within(Duration::from_secs(60)).is_ok());
        assert!(Invocation::new("false").run_within(Duration::from_secs(60)).is_err());
    }

    #[test]
    fn lines_of_the_chosen_stream_are_read_even_when_they_are_no_text() {
        let mut lines = Vec::new();

        let run = Invocation::new("sh").args(["-c", r"printf 'a\n\377\n' >&2"]);
        run.run_reading(Stream::Err, |line| lines.push(line.to_owned()))
            .unwrap();

        assert_eq!(lines, ["a", "\u{fffd}"]);
    }
}
