//! `rdptrace explain` of captured network traffic: each Remote Desktop connection in it as a check would tell it.

use std::io::{self, Write};

use capture::{Capture, Captured, Seen};
use diagnosis::diagnose;
use serde::Serialize;
use wire::RunEnd;
use words::{Words, key};

use super::exit::Exit;
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

/// Prints the connections, or a list of them where there are many; `pick` is one of that list, from 1.
pub(super) fn print(out: &mut impl Write, capture: &Capture, pick: Option<usize>, words: &Words) -> io::Result<()> {
    let count = |count: u64| u32::try_from(count).unwrap_or(u32::MAX).into();
    let connections = u64::try_from(capture.connections.len()).unwrap_or_default();
    let counts = [("frames", count(capture.frames)), ("connections", count(connections))];
    writeln!(out, "{}", words.text_with(key::CAPTURE_HOLDS, &counts))?;
    if capture.damaged {
        writeln!(out, "{}", words.text(key::CAPTURE_DAMAGED))?;
    }
    if capture.left_out > 0 {
        let more = [("count", count(capture.left_out))];
        writeln!(out, "{}", words.text_with(key::CAPTURE_LEFT_OUT, &more))?;
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
            writeln!(out, "{}", words.as_text(&captured.report, &findings, None).trim_end())?;
        } else {
            writeln!(out, "{}", words.verdict(&captured.report, &findings))?;
        }
    }
    if !whole && pick.is_none() {
        writeln!(out, "\n{}", words.text(key::CAPTURE_PICK))?;
    }
    out.flush()
}

/// How far a connection could be read, unless that is all of it.
fn extent(captured: &Captured, words: &Words) -> Option<String> {
    match captured.seen {
        Seen::Everything if captured.report.end == RunEnd::Cancelled => Some(words.text(key::CAPTURE_CUT_OFF)),
        Seen::Everything => None,
        Seen::UpToTls => Some(words.text(key::CAPTURE_UP_TO_TLS)),
        Seen::WithGaps => Some(words.text(key::CAPTURE_WITH_GAPS)),
    }
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
