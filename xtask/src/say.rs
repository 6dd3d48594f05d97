//! Everything this program says. It speaks to a person at a terminal or to a log: plain lines, in order.
//!
//! What runs beside the main thread speaks into a file, which is shown as a whole when it has ended; only how long it
//! takes is said at once.

use std::cell::RefCell;
use std::error::Error as _;
use std::fmt;
use std::fs::File;
use std::io::Write as _;
use std::process::Stdio;
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use crate::clock::Stopwatch;
use crate::error::Error;

/// A step begins: what it does, and how long that may take on two idle cores. It ends when the value is dropped; until
/// then it is said now and then how long it has taken.
#[must_use = "the step ends when this is dropped"]
pub(crate) fn step(what: impl fmt::Display, how_long: &str) -> Step {
    line(format_args!("==> {what} ({how_long})"));
    Step::begin(what.to_string())
}

/// A step that goes on.
#[derive(Debug)]
pub(crate) struct Step {
    /// Dropped to end the thread that counts the seconds.
    end: Option<Sender<()>>,
    counter: Option<JoinHandle<()>>,
}

/// Shorter steps say nothing of their time.
const FIRST_WORD: Duration = Duration::from_secs(10);
/// Often enough to show that it goes on, and seldom enough for a log.
const NEXT_WORD: Duration = Duration::from_secs(30);

impl Step {
    fn begin(what: String) -> Self {
        let watch = Stopwatch::start();
        let (end, ended) = mpsc::channel::<()>();
        let counter = thread::spawn(move || {
            let mut wait = FIRST_WORD;
            while ended.recv_timeout(wait) == Err(RecvTimeoutError::Timeout) {
                aloud(format_args!("    {watch}: {what}"));
                wait = NEXT_WORD;
            }
        });
        Self {
            end: Some(end),
            counter: Some(counter),
        }
    }
}

impl Drop for Step {
    fn drop(&mut self) {
        drop(self.end.take());
        if let Some(counter) = self.counter.take() {
            // It only prints; a panic there has been shown already.
            let _ = counter.join();
        }
    }
}

/// A remark inside a step.
pub(crate) fn note(text: impl fmt::Display) {
    line(format_args!("    {text}"));
}

/// Why something could not be done, its causes, and the command that would fix it.
pub(crate) fn failure(error: &Error) {
    let mut causes = String::new();
    let mut source = error.source();
    while let Some(cause) = source {
        causes.push_str(", ");
        causes.push_str(&cause.to_string());
        source = cause.source();
    }
    line(format_args!("error: {error}{causes}"));
    if let Some(fix) = error.fix() {
        line(format_args!("to fix it, run: {fix}"));
    } else if let Some(command) = error.again() {
        line(format_args!("to see it alone, run: {command}"));
    }
}

/// One line as it is: of another program's output, or of a result.
pub(crate) fn line(text: impl fmt::Display) {
    let written = ASIDE.with_borrow_mut(|aside| aside.as_mut().map(|file| writeln!(file, "{text}")));
    match written {
        Some(Ok(())) => {}
        // Where its file cannot be written to, a word out of order is better than none.
        Some(Err(_)) | None => aloud(text),
    }
}

#[expect(clippy::print_stdout, reason = "the one place that prints")]
fn aloud(text: impl fmt::Display) {
    println!("{text}");
}

thread_local! {
    /// Where this thread speaks, when it does not speak aloud.
    static ASIDE: RefCell<Option<File>> = const { RefCell::new(None) };
}

/// Does `work` with all its words, and those of the programs that it starts, written to `file`.
pub(crate) fn aside<T>(file: File, work: impl FnOnce() -> T) -> T {
    ASIDE.set(Some(file));
    let done = work();
    ASIDE.set(None);
    done
}

/// Where a program that this thread starts is to write.
pub(crate) fn output() -> Stdio {
    let file = ASIDE.with_borrow(|aside| aside.as_ref().and_then(|file| file.try_clone().ok()));
    file.map_or_else(Stdio::inherit, Stdio::from)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::invocation::Invocation;
    use crate::project;

    #[test]
    fn words_aside_and_those_of_programs_stand_in_the_file_in_order() {
        let path = std::env::temp_dir().join(format!("rdptrace-xtask-aside-{}", std::process::id()));

        aside(File::create(&path).unwrap(), || {
            line("before");
            let step = step("a step", "a moment");
            Invocation::new("sh")
                .args(["-c", "echo out; echo err >&2"])
                .run()
                .unwrap();
            drop(step);
            line("after");
        });
        line("aloud");

        assert_eq!(
            project::read(&path).unwrap(),
            "before\n==> a step (a moment)\nout\nerr\nafter\n"
        );
        project::remove(&path).unwrap();
    }
}
