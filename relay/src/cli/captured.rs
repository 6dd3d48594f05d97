//! `rdptrace explain` of captured network traffic: each Remote Desktop connection in it as a check would tell it.

use std::io::{self, Write};

use capture::{Capture, Captured, Seen};
use diagnosis::diagnose;
use serde::Serialize;
use words::{Words, key};

#[path = "../../../frontend/capture/src/told.rs"]
mod told;

use self::told::{about, extent};
use super::exit::Exit;
use crate::Error;
use crate::printed::Printed;

/// What a script learns: whether there is a connection, and whether one failed.
pub(super) fn exit_of(capture: &Capture) -> Exit {
    if capture.connections.is_empty() {
        return Exit::Unusable;
    }
    let failed = |captured: &Captured| captured.report.stopped().is_some();
    if capture.connections.iter().any(failed) {
        Exit::Failed
    } else {
        Exit::Passed
    }
}

/// Refuses a `pick` that names no connection.
///
/// # Errors
///
/// How many there are.
pub(super) fn find(capture: &Capture, pick: Option<usize>) -> Result<(), Error> {
    let most = capture.connections.len();
    if pick.is_none_or(|pick| (1..=most).contains(&pick)) {
        return Ok(());
    }
    let what = match most {
        0 => "this capture has no Remote Desktop connection".to_owned(),
        1 => "this capture has only one connection, so leave it out".to_owned(),
        most => format!("use a number from 1 to {most}, because this capture has {most} connections"),
    };
    Err(Error::Config {
        setting: "--connection".to_owned(),
        place: "the command line".to_owned(),
        what,
    })
}

/// Prints the connections, or a list of them where there are many; `pick` is one of that list, from 1.
pub(super) fn print(out: &mut impl Write, capture: &Capture, pick: Option<usize>, words: &Words) -> io::Result<()> {
    for sentence in about(capture, words) {
        writeln!(out, "{sentence}")?;
    }
    let whole = capture.connections.len() <= MOST_WHOLE;
    for (captured, number) in capture.connections.iter().zip(1..) {
        if pick.is_some_and(|pick| pick != number) {
            continue;
        }
        let findings = diagnose(&captured.report);
        writeln!(out, "\n{number}. {} -> {}", captured.client, captured.server)?;
        if let Some(sentence) = extent(captured, words) {
            writeln!(out, "{sentence}")?;
        }
        if whole || pick.is_some() {
            writeln!(
                out,
                "{}",
                words.as_text(&captured.report, &findings, told::BESIDE).trim_end()
            )?;
        } else {
            writeln!(out, "{}", words.verdict_of_captured(&captured.report, &findings))?;
        }
    }
    if !whole && pick.is_none() {
        writeln!(out, "\n{}", words.text(key::CAPTURE_PICK))?;
    }
    out.flush()
}

/// What `--json` prints.
#[derive(Serialize)]
struct PrintedCapture<'a> {
    kind: &'static str,
    bytes: u64,
    frames: u64,
    damaged: bool,
    left_out: u64,
    connections: Vec<PrintedConnection<'a>>,
}

#[derive(Serialize)]
struct PrintedConnection<'a> {
    client: String,
    server: String,
    /// How far it could be read: `everything`, `up_to_tls` or `with_gaps`.
    seen: &'static str,
    /// As `rdptrace check --json` prints a check.
    check: Printed<'a>,
}

pub(super) fn print_json(
    out: &mut impl Write,
    capture: &Capture,
    pick: Option<usize>,
    words: &Words,
) -> io::Result<()> {
    let picked = capture.connections.iter().zip(1..);
    let picked = picked.filter(|(_, number)| pick.is_none_or(|pick| pick == *number));
    let printed = PrintedCapture {
        kind: "capture",
        bytes: capture.bytes,
        frames: capture.frames,
        damaged: capture.damaged,
        left_out: capture.left_out,
        connections: picked
            .map(|(captured, _)| PrintedConnection {
                client: captured.client.to_string(),
                server: captured.server.to_string(),
                seen: match captured.seen {
                    Seen::Everything => "everything",
                    Seen::UpToTls => "up_to_tls",
                    Seen::WithGaps => "with_gaps",
                },
                check: Printed::new(&captured.report, &diagnose(&captured.report), words),
            })
            .collect(),
    };
    serde_json::to_writer_pretty(&mut *out, &printed)?;
    writeln!(out)?;
    out.flush()
}

/// More than these are listed, one line each.
const MOST_WHOLE: usize = 8;
