//! Everything this program says. It speaks to a person at a terminal or to a log: plain lines, in order.

use std::error::Error as _;
use std::fmt;

use crate::error::Error;

/// A step begins: what it does, and how long that may take on two idle cores.
pub(crate) fn step(what: impl fmt::Display, how_long: &str) {
    line(format_args!("==> {what} ({how_long})"));
}

/// A remark inside a step.
pub(crate) fn note(text: impl fmt::Display) {
    line(format_args!("    {text}"));
}

/// Why something could not be done, its causes, and the command that would mend it.
pub(crate) fn failure(error: &Error) {
    let mut causes = String::new();
    let mut source = error.source();
    while let Some(cause) = source {
        causes.push_str(", ");
        causes.push_str(&cause.to_string());
        source = cause.source();
    }
    line(format_args!("error: {error}{causes}"));
    if let Some(mend) = error.mend() {
        line(format_args!("to mend it, run: {mend}"));
    } else if let Some(command) = error.again() {
        line(format_args!("to see it alone, run: {command}"));
    }
}

/// One line as it is: of another program's output, or of a result.
#[expect(clippy::print_stdout, reason = "the one place that prints")]
pub(crate) fn line(text: impl fmt::Display) {
    println!("{text}");
}
