//! `rdptrace check`: one run, shown as it goes in a terminal, line by line behind a pipe, or as one JSON object.

use core::cell::{Cell, RefCell};
use core::pin::pin;
use core::time::Duration;
use std::io::{self, IsTerminal as _, Write};
use std::process::ExitCode;

use diagnosis::{Confidence, Finding, Severity, diagnose};
use probe::RunOptions;
use serde::Serialize;
use tokio::sync::Notify;
use tokio::time::interval;
use wire::{Connection, Place, Report, Stage, StageEvent, StageReport};
use words::{Words, summary};

use super::capture::Capture;
use super::exit;
use super::view::{Detail, Lines, Table};
use crate::net::dial::Network;
use crate::net::policy::Admitted;
use crate::net::recording::Keep;
use crate::{Error, driver};

/// Checks `target` and prints what comes out; what went over the network is written into `capture`.
///
/// # Errors
///
/// Where nothing can be printed, or the capture cannot be written.
pub(crate) async fn check(
    target: Admitted,
    network: &Network,
    form: Form,
    capture: Option<Capture>,
) -> Result<ExitCode, Error> {
    let out = io::stdout().lock();
    let words = Words::english();
    let view = RefCell::new(match form {
        Form::Json => View::Json(out),
        Form::People(detail) if out.is_terminal() && std::env::var_os("TERM").is_none_or(|term| term != "dumb") => {
            let colour = std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
            View::Table(Table::new(out, &words, colour, detail))
        }
        Form::People(detail) => View::Lines(Lines::new(out, &words, detail)),
    });
    let interrupted = Cell::new(false);
    let unread = Notify::new();
    let cancel = async {
        tokio::select! {
            () = ctrl_c() => interrupted.set(true),
            () = unread.notified() => {}
        }
    };
    let events = |event: StageEvent| {
        if view.borrow_mut().hear(event).is_err() {
            unread.notify_one();
        }
    };
    let mut run = pin!(driver::run(
        target,
        RunOptions {
            place: Place::Terminal,
            ..RunOptions::default()
        },
        network,
        capture.as_ref().map_or(Keep::Nothing, Capture::keep),
        events,
        cancel
    ));
    let mut tick = interval(TICK);
    let live = matches!(&*view.borrow(), View::Table(_));
    let driver::Run { report, recording } = loop {
        tokio::select! {
            run = &mut run => break run,
            _ = tick.tick(), if live => {
                if view.borrow_mut().tick().is_err() {
                    unread.notify_one();
                }
            }
        }
    };
    let printed = view.borrow_mut().finish(&report, &words).map_err(Error::Output);
    if let (Some(capture), Some(recording)) = (capture, recording) {
        capture.write(&recording)?;
    }
    printed?;
    Ok(if interrupted.get() {
        ExitCode::from(exit::INTERRUPTED)
    } else {
        exit::of_report(&report)
    })
}

async fn ctrl_c() {
    // An error means that the system has no such thing.
    if tokio::signal::ctrl_c().await.is_err() {
        core::future::pending().await
    }
}

/// For whom a run is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// For people.
    People(Detail),
    /// For programs.
    Json,
}

enum View<'a, W: Write> {
    Json(W),
    Table(Table<'a, W>),
    Lines(Lines<'a, W>),
}

impl<W: Write> View<'_, W> {
    fn hear(&mut self, event: StageEvent) -> io::Result<()> {
        match self {
            Self::Json(_) => Ok(()),
            Self::Table(table) => table.hear(event),
            Self::Lines(lines) => lines.hear(event),
        }
    }

    fn tick(&mut self) -> io::Result<()> {
        match self {
            Self::Table(table) => table.draw(),
            Self::Json(_) | Self::Lines(_) => Ok(()),
        }
    }

    fn finish(&mut self, report: &Report, words: &Words) -> io::Result<()> {
        let findings = diagnose(report);
        match self {
            Self::Json(out) => {
                serde_json::to_writer_pretty(&mut *out, &Printed::new(report, &findings, words))?;
                writeln!(out)?;
                out.flush()
            }
            Self::Table(table) => table.finish(report, &findings),
            Self::Lines(lines) => lines.finish(report, &findings),
        }
    }
}

/// What `--json` prints.
#[derive(Serialize)]
struct Printed<'a> {
    #[serde(flatten)]
    report: &'a Report,
    /// Those of the computer's leg, where programs have found them since schema 1; `legs` has all of them.
    stages: &'a [StageReport],
    /// The same for the connections.
    connections: &'a [Connection],
    summary: String,
    findings: Vec<PrintedFinding>,
}

#[derive(Serialize)]
struct PrintedFinding {
    id: &'static str,
    stage: Stage,
    severity: Severity,
    confidence: Confidence,
    title: String,
}

impl<'a> Printed<'a> {
    fn new(report: &'a Report, findings: &[Finding], words: &Words) -> Self {
        Self {
            report,
            stages: report.stages(),
            connections: report.connections(),
            summary: summary(words, report, findings),
            findings: findings
                .iter()
                .map(|finding| PrintedFinding {
                    id: finding.id,
                    stage: finding.stage,
                    severity: finding.severity,
                    confidence: finding.confidence,
                    title: words.title(finding),
                })
                .collect(),
        }
    }
}

/// How often a table shows how long a step has been running.
const TICK: Duration = Duration::from_secs(1);
